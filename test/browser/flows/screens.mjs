// test/browser/flows/screens.mjs: every screen of a client is looked at by axe and measured: as it is, with texts half as long
// again at 320 px, and where nothing can be loaded. In the gate a sixth of the screens, another each time.
import { axe, longer, tooWide } from "../browser.mjs";
import { warned } from "../hold.mjs";
import { furnish, SCREENS } from "../screens.mjs";

const OURS = SCREENS.filter((screen) => screen.side === "public" && !screen.spoils);
const SHARE = 6;

/** What a screen asks for beyond who is signed in, where one is. */
const DATA = /\/v1\/(me|mine|products|calendar|consents|disclosures|registration)\b/;

function mine({ all, seed, pair }) {
  return all ? OURS : OURS.filter((_, i) => (i + pair + seed) % SHARE === 0);
}

const pathOf = (screen, house) => (typeof screen.path === "function" ? screen.path(house) : screen.path);
const wearer = (screen) => screen.who ?? screen.road;

async function looked(given) {
  const { house, none, pages } = given;
  const wrong = [];
  const keep = (where, found) => wrong.push(...found.map((one) => `${where}: ${one}`));
  await furnish(house);
  for (const screen of mine(given)) {
    const page = await given.open("public", pathOf(screen, house), { as: wearer(screen) });
    await screen.ready(page);
    keep(screen.name, [...(await axe(page)), ...(await tooWide(page)), ...page.faults]);
    await page.setViewportSize({ width: 320, height: 640 });
    await longer(page);
    keep(`${screen.name} with long texts at 320`, [...(await axe(page)), ...(await tooWide(page))]);
    await page.context().close();
    pages.pop();
  }
  none("screens", wrong);
}

async function broken(given) {
  const { house, none, want, pages } = given;
  const wrong = [];
  await furnish(house);
  for (const screen of mine(given)) {
    const page = await given.open("public", "/none", { as: wearer(screen) });
    await page.waitForSelector("main h1");
    let asked = false;
    await page.route(DATA, (route) => {
      asked = true;
      return route.fulfill({ status: 500, contentType: "text/html", body: "<h1>Internal error at src/db/sqlite.c:88</h1>" });
    });
    await page.goto(`${house.address("public")}/${given.lang}${pathOf(screen, house)}`);
    await page.waitForSelector("main h1");
    await page.waitForLoadState("networkidle");
    if (asked) {
      want(`${screen.name} says that it could not be shown`, await warned(page));
      want(`${screen.name} shows nothing internal`, !/sqlite|Internal error/.test(await page.locator("body").innerText()));
      wrong.push(...[...(await axe(page)), ...(await tooWide(page))].map((one) => `${screen.name}: ${one}`));
    }
    page.faults = page.faults.filter((fault) => !fault.includes("status of 500"));
    await page.context().close();
    pages.pop();
  }
  none("screens that could not be loaded", wrong);
}

export const flows = [
  { name: "every screen of a client reads well and fits", run: looked },
  { name: "every screen of a client says what went wrong", rules: [["24.5"], ["24.5", "refuses"]], run: broken },
];
