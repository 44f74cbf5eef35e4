// test/browser/shots.mjs: a picture of every screen, language and width, and one sheet of all (also as index.html).
// Usage: node shots.mjs FOLDER [NAME...]   SHOTS_LANGS=kk,ru for some languages only
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, openPage } from "./browser.mjs";
import { House } from "./house.mjs";
import { furnish, furnishOffice, SCREENS } from "./screens.mjs";
import { wear } from "./signed_in.mjs";

const [folder = "build/shots", ...names] = process.argv.slice(2);
const LANGS = (process.env.SHOTS_LANGS ?? "kk,ru,en").split(",");
const WIDTHS = [360, 1280];
const THUMB = 300;

mkdirSync(folder, { recursive: true });
const house = await House.begin();
const { browser, end } = await openBrowser(house);
const made = [];
try {
  await house.people_begin();
  const wanted = SCREENS.filter((one) => names.length === 0 || names.includes(one.name));
  for (const [side, fill] of [["public", furnish], ["office", furnishOffice]]) {
    if (wanted.some((one) => one.side === side)) {
      await fill(house);
    }
  }
  for (const screen of wanted) {
    for (const lang of LANGS) {
      for (const width of WIDTHS) {
        const page = await openPage(browser, { lang, width, height: width === 360 ? 740 : 860 });
        const path = typeof screen.path === "function" ? screen.path(house) : screen.path;
        const who = screen.who ?? screen.road;
        if (who) {
          await wear(page, house, screen.side, who);
        }
        await page.goto(`${house.address(screen.side)}/${lang}${path}`);
        try {
          await screen.ready(page);
        } catch (fault) {
          console.error(`${screen.name} ${lang} ${width}: ${fault.message.split("\n")[0]}`);
        }
        await page.waitForTimeout(150);
        const file = `${screen.name}-${lang}-${width}.png`;
        await page.screenshot({ path: join(folder, file), fullPage: true });
        made.push({ ...screen, lang, width, file });
        await page.context().close();
      }
    }
    console.log(screen.name);
  }
  const cells = made.map(({ name, lang, width, file }) => `<figure><img loading="eager" src="${file}"><figcaption>${name} ${lang} ${width}</figcaption></figure>`);
  const style = `body{display:flex;flex-wrap:wrap;gap:16px;font:13px sans-serif;margin:16px}figure{margin:0;width:${THUMB}px}img{width:100%;max-height:520px;object-fit:cover;object-position:top;border:1px solid #ccc}`;
  writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>Screens</title><style>${style}</style>${cells.join("")}\n`);
  const sheet = await openPage(browser, { width: 6 * (THUMB + 20) });
  sheet.setDefaultTimeout(60_000);
  await sheet.route("http://sheet.localhost/**", (route) => route.fulfill({ path: join(folder, new URL(route.request().url()).pathname) }));
  await sheet.goto("http://sheet.localhost/index.html");
  await sheet.screenshot({ path: join(folder, "sheet.png"), fullPage: true });
} finally {
  await end();
  await house.end();
}
console.log(`${made.length} pictures in ${folder}`);
