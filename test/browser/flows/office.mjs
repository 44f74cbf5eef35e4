// test/browser/flows/office.mjs: staff at work.
import { axe, tooWide } from "../browser.mjs";
import { receiptBy } from "../hands.mjs";
import { codeOf, PASSWORD } from "../house.mjs";

/** A code is good once: each sign-in of a person waits for the next one. */
const usedAt = new Map();
async function freshCode(login, secret) {
  for (;;) {
    const code = codeOf(secret);
    if (usedAt.get(login) !== code) {
      usedAt.set(login, code);
      return code;
    }
    await new Promise((go) => setTimeout(go, 500));
  }
}

export async function office(given, login, path = "") {
  const page = await given.open("office", path);
  await page.fill("input[autocomplete=username]", login);
  await page.fill("input[autocomplete=current-password]", PASSWORD);
  await page.click("form button[type=submit]");
  await page.waitForSelector("input[autocomplete=one-time-code]");
  await page.fill("input[autocomplete=one-time-code]", await freshCode(login, given.house.secrets[login]));
  await page.click("form button[type=submit]");
  await page.waitForSelector(".side", { timeout: 120_000 });
  return page;
}

async function firstSignIn(given) {
  const { want, none, house, lang, width } = given;
  const login = `new.${lang}${width}`;
  const said = house.command(["staff", "invite", "--data", house.data, "--login", login, "--name", "Жаңа Қызметкер", "--role", "auditor"]);
  const once = said.trim().split(/\s+/).at(-1);
  const page = await given.open("office");
  await page.waitForSelector("input[autocomplete=username]");
  none("axe, sign-in", await axe(page));
  await page.fill("input[autocomplete=username]", login);
  await page.fill("input[autocomplete=current-password]", once);
  want("the secret is masked", (await page.getAttribute("input[autocomplete=current-password]", "type")) === "password");
  await page.click("form button[type=submit]");
  await page.waitForSelector("input[autocomplete=new-password]");
  none("axe, own password", await axe(page));
  await page.fill("input[autocomplete=current-password]", once);
  for (const field of await page.locator("input[autocomplete=new-password]").all()) {
    await field.fill(PASSWORD);
  }
  await page.click("form button[type=submit]");
  await page.waitForSelector("main button:not([type=submit])");
  none("axe, bind", await axe(page));
  await page.locator("main button").first().click();
  const secret = (await page.locator("output.secret").innerText()).replace(/\s/g, "");
  await page.fill("input[autocomplete=one-time-code]", "000000");
  await page.click("form button[type=submit]");
  await page.waitForSelector("[role=alert]");
  await page.fill("input[autocomplete=one-time-code]", codeOf(secret));
  await page.click("form button[type=submit]");
  await page.waitForSelector(".figures-list");
  want("rooms of the duty are shown", (await page.locator('.rooms a[href$="/audit"]').count()) === 1);
  none("axe, desk", await axe(page));
  none("width", await tooWide(page));
}

async function rooms(given) {
  const { want, none } = given;
  const page = await office(given, "admin");
  for (const room of ["policy", "organisation", "staff"]) {
    if (given.width === 360) {
      await page.click(".menu");
    }
    await page.click(`.rooms a[href$="/${room}"]`);
    await page.waitForFunction(() => document.querySelector("main h1") && !document.querySelector("main").innerText.includes("…"));
    none(`axe, ${room}`, await axe(page));
    none(`width, ${room}`, await tooWide(page));
  }
  want("rooms of other duties are not there", (await page.locator('.rooms a[href$="/audit"]').count()) === 0);
}

async function clientAndLetter(given) {
  const { want, none, house } = given;
  const page = await office(given, "dana", "/clients");
  await page.waitForSelector("input[type=search]");
  none("axe", await axe(page));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  want("the key / goes to the search", await page.evaluate(() => document.activeElement.type === "search"));
  await page.keyboard.type("8 700 123 45 67");
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(house.client1.id));
  await page.waitForSelector(".details");
  const text = await page.locator(".details").first().innerText();
  want("numbers are masked", text.includes("0254") && !text.includes("800416100254"));
  await page.waitForSelector("textarea");
  none("axe, client", await axe(page));
  none("width, client", await tooWide(page));
  const before = await page.locator(".rows > li").count();
  await page.fill("textarea", "Сәлеметсіз бе? Кесте қоса беріледі.");
  await page.dblclick("form button[type=submit]");
  await page.waitForFunction((n) => document.querySelectorAll(".rows > li").length > n, before);
}

async function twoPersons(given) {
  const { want, none } = given;
  const note = `Касса ${given.lang} ${given.width} ${Date.now()}`;
  const maker = await office(given, "aigul", "/books");
  await maker.waitForSelector("form");
  none("axe, books", await axe(maker));
  none("width, books", await tooWide(maker));
  const field = (page, nth) => page.locator(".line input").nth(nth);
  await field(maker, 0).fill("1010");
  await field(maker, 1).fill("3390");
  await field(maker, 2).fill("1 500,50");
  await maker.locator("form input").nth(1).fill(note);
  await maker.click("form button[type=submit]");
  const mine = maker.locator(".rows > li", { hasText: note });
  await mine.waitFor();
  want("who proposed cannot decide", (await mine.locator("button").count()) === 0);
  const checker = await office(given, "bolat", "/books");
  const theirs = checker.locator(".rows > li", { hasText: note });
  await theirs.waitFor();
  await theirs.locator("button").first().dblclick();
  await theirs.waitFor({ state: "detached" });
}

async function audit(given) {
  const { want, none } = given;
  const page = await office(given, "audit", "/audit");
  await page.waitForSelector(".leaves tbody tr");
  want("leaves are listed, newest first", (await page.locator(".leaves tbody tr").count()) > 5);
  none("axe", await axe(page));
  none("width", await tooWide(page));
  want("a proof can be kept", await receiptBy(page, page.locator(".leaves tbody tr:last-child button").first()));
}

async function keys(given) {
  const { want, none } = given;
  const page = await office(given, "dana");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open]");
  none("axe, keys", await axe(page));
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.waitForURL(/\/policy$/);
  await page.keyboard.press("?");
  await page.locator("dialog button").nth(1).click();
  await page.locator("dialog button").nth(0).click();
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  want("keys can be switched off", page.url().endsWith("/policy"));
}

export const flows = [
  { name: "staff signs in with a second factor", rules: [["28"], ["35.3.a"]], run: firstSignIn },
  { name: "each sees the rooms of the own duty", rules: [["27"]], run: rooms },
  { name: "an officer finds a client and writes", rules: [["7.7"]], run: clientAndLetter },
  { name: "a journal takes two persons", rules: [["27", "refuses"]], run: twoPersons },
  { name: "the auditor reads the log and keeps a proof", run: audit },
  { name: "keys can be listed and switched off", once: true, run: keys },
];
