// test/browser/hold.mjs: what flows ask of a page again and again.
import { join } from "node:path";
import { axe, tooWide } from "./browser.mjs";
import { wear } from "./signed_in.mjs";

/** A page of the office with the session that `who` has already. */
export async function inOffice(given, who, path = "") {
  const page = await given.open("office", "/none");
  await wear(page, given.house, "office", who);
  await page.goto(`${given.house.address("office")}/${given.lang}${path}`);
  await page.waitForSelector("main h1");
  return page;
}

/** No finding of axe, and nothing wider than the window. NESIE_LOOK=FOLDER: a picture of it, too. */
export async function sound(given, page, name) {
  if (process.env.NESIE_LOOK) {
    const file = `${name.replace(/\W+/g, "-")}-${given.lang}-${given.width}.png`;
    await page.screenshot({ path: join(process.env.NESIE_LOOK, file), fullPage: true });
  }
  given.none(`axe, ${name}`, await axe(page));
  given.none(`width, ${name}`, await tooWide(page));
}

/** Whether the page says, or comes to say, that something went wrong. */
export function warned(page) {
  return page.locator("main [role=alert]").first().waitFor().then(() => true, () => false);
}

/** Goes on by the Tab key until the focus is on what is wanted: it can be reached without a mouse. */
export async function tabTo(given, page, selector, most = 150) {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  given.want(`Tab reaches ${selector}`, false);
}
