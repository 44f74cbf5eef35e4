// test/browser/flows/office_screens.mjs: every screen of the office is looked at by axe and measured: as it is, and at night with
// texts half as long again at 320 px, where there is nothing, and where nothing can be loaded. In the gate a part of the screens,
// another each time; NESIE_SCREENS=WORD takes those alone whose name has the word.
import { axe, longer, tooWide } from "../browser.mjs";
import { warned } from "../hold.mjs";
import { OFFICE_SCREENS } from "../office_screens.mjs";
import { furnishOffice } from "../screens.mjs";

const WORD = process.env.NESIE_SCREENS ?? "";
/** What a room shows, and not who is signed in nor whose pages they are. */
const DATA = /\/v1\/(?!session|organisation|operations|csp)/;

const pathOf = (screen, house) => (typeof screen.path === "function" ? screen.path(house) : screen.path);

function mine({ all, seed, pair }, share) {
  const named = OFFICE_SCREENS.filter((screen) => screen.name.includes(WORD));
  return all ? named : named.filter((_, i) => (i + pair + seed) % share === 0);
}

/** One screen for each address and person: the states of a window over it do not matter where nothing came. */
function addresses(given) {
  const seen = new Set();
  const house = given.house;
  return mine(given, 6).filter((screen) => {
    const key = `${screen.who} ${pathOf(screen, house).split("?")[0]}`;
    return screen.who && !/none|audit$/.test(pathOf(screen, house)) && !seen.has(key) && seen.add(key);
  });
}

/** Each screen on a page of its own: a fault is told by the name of the screen. */
async function eachOf(given, screens, look) {
  const { house, none, pages } = given;
  const wrong = [];
  await furnishOffice(house);
  for (const screen of screens()) {
    const page = await given.open("office", "/none", { as: screen.who });
    try {
      await look(page, screen, (where, found) => wrong.push(...found.map((one) => `${where}: ${one}`)));
    } catch (fault) {
      wrong.push(`${screen.name}: ${fault.message.split("\n")[0]}`);
    }
    wrong.push(...page.faults.map((one) => `${screen.name}: ${one}`));
    await page.context().close();
    pages.pop();
  }
  none("screens of the office", wrong);
}

const sound = async (page) => [...(await axe(page)), ...(await tooWide(page))];
const address = (given, screen) => `${given.house.address("office")}/${given.lang}${pathOf(screen, given.house)}`;

function looked(given) {
  return eachOf(given, () => mine(given, 4), async (page, screen, keep) => {
    await page.goto(address(given, screen));
    await screen.ready(page);
    keep(screen.name, await sound(page));
    if (!given.all) {
      return;
    }
    await page.setViewportSize({ width: given.width === 360 ? 320 : given.width, height: 700 });
    await longer(page);
    keep(`${screen.name} with long texts`, await sound(page));
  });
}

/** Every list that a door gives is empty. */
function emptied(given) {
  return eachOf(given, () => addresses(given), async (page, screen, keep) => {
    await page.route(DATA, async (route) => {
      const call = route.request();
      const { pathname, search } = new URL(call.url());
      const as = { Cookie: await call.headerValue("cookie"), "Accept-Language": given.lang };
      const answer = call.method() === "GET" && (await given.house.askOnce("", "office", "GET", pathname + search, undefined, as));
      if (!answer?.json) {
        return route.continue();
      }
      const lists = Object.entries(answer.json).map(([name, value]) => [name, Array.isArray(value) ? [] : value]);
      return route.fulfill({ status: answer.status, headers: answer.headers, json: Object.fromEntries(lists) });
    });
    await page.goto(address(given, screen));
    await page.waitForSelector("main h1");
    await page.waitForLoadState("networkidle");
    keep(`${screen.name} where there is nothing`, await sound(page));
  });
}

/** RULE 24.5: what went wrong is said, and nothing of how. */
function broken(given) {
  const { want } = given;
  return eachOf(given, () => addresses(given), async (page, screen, keep) => {
    let asked = false;
    await page.route(DATA, (route) => {
      asked = true;
      return route.fulfill({ status: 500, contentType: "text/html", body: "<h1>Internal error at src/db/sqlite.c:88</h1>" });
    });
    await page.goto(address(given, screen));
    await page.waitForSelector("main h1");
    await page.waitForLoadState("networkidle");
    if (asked) {
      want("it says that it could not be shown", await warned(page));
      want("nothing internal is shown", !/sqlite|Internal error/.test(await page.locator("body").innerText()));
      keep(`${screen.name} where nothing can be loaded`, await sound(page));
    }
    page.faults = page.faults.filter((fault) => !fault.includes("status of 500"));
  });
}

export const flows = [
  { name: "every screen of the office is sound", run: looked },
  { name: "every screen of the office reads well where it is empty", night: true, run: emptied },
  { name: "every screen of the office says what went wrong", night: true, rules: [["24.5"], ["24.5", "refuses"]], run: broken },
];
