// test/browser/flows/hard.mjs: hard use: the way back, reloads, two tabs, a session that ends in a form, a slow network, texts
// without a blank.
import { axe, tooWide } from "../browser.mjs";
import { PASSWORD } from "../house.mjs";
import { OWN } from "../lender.mjs";
import { furnish } from "../screens.mjs";
import { signIn } from "./account.mjs";

const path = (page) => new URL(page.url()).pathname.slice(3);

async function enter(given, login, password, to) {
  const page = await given.open("public", to);
  await page.waitForURL(/\/sign-in$/);
  await signIn(page, login, password);
  await page.waitForURL((url) => url.pathname.endsWith(to));
  return page;
}

async function moves(given) {
  const { house, want, none } = given;
  await furnish(house);
  const { lent } = house.road;
  const page = await given.open("public", "/loans", { as: "lent" });
  await page.locator(".rows a").first().click();
  await page.waitForSelector(".figure-card");
  await page.locator(`a[href$="/early"]`).click();
  await page.waitForSelector("#amount");
  await page.goBack();
  await page.waitForSelector(".figure-card");
  want("the way back leads to the loan", path(page) === `/loans/${lent.loan}`);
  await page.goBack();
  await page.waitForSelector(".rows a");
  await page.goForward();
  await page.waitForSelector(".figure-card");
  await page.reload();
  await page.waitForSelector(".figure-card");
  want("a reload shows the same", path(page) === `/loans/${lent.loan}`);
  const other = given.lang === "ru" ? "kk" : "ru";
  await page.locator(`.langs a[lang=${other}]`).click();
  await page.waitForURL(new RegExp(`/${other}/loans/`));
  want("another language shows the same page", (await page.locator(".figure-card").count()) === 3);
  want("and is that of the page", (await page.getAttribute("html", "lang")) === other);
  none("axe", await axe(page));
}

async function tabs(given) {
  const { house, want } = given;
  const { login } = house.client1;
  const first = await enter(given, login, PASSWORD, "/letters");
  const second = await first.context().newPage();
  await second.goto(first.url());
  await second.fill("#text", "екінші бетте жазылған");
  await first.locator("header nav button.link:visible, .foot .out button:visible").first().click();
  await first.waitForSelector(".compare");
  await second.locator("form.card button[type=submit]").click();
  await second.waitForSelector("dialog[open]");
  want("the other tab keeps what was typed", (await second.inputValue("#text")) === "екінші бетте жазылған");
  await second.fill("dialog #password", PASSWORD);
  await second.locator("dialog form button[type=submit]").click();
  await second.waitForSelector(".done");
}

async function strangers(given) {
  const { house, want } = given;
  await furnish(house);
  const page = await enter(given, house.client1.login, PASSWORD, "/letters");
  const [name, value] = house.people[house.road.lent.who].split("=");
  await page.context().addCookies([{ name, value, url: house.address("public"), httpOnly: true, secure: true, sameSite: "Strict" }]);
  await page.locator('header nav a[href$="/loans"]').click();
  await page.waitForSelector("main .notice, main .rows a");
  want("a page of one person shows nothing of another", (await page.locator("main .rows a").count()) === 0);
}

async function ended(given) {
  const { house, want } = given;
  await furnish(house);
  const { fresh } = house.road;
  const page = await enter(given, fresh.login, OWN, "/details");
  await page.waitForSelector("#iban");
  await page.fill("#iban", "KZ00 9990 0000 0000 0002");
  await page.fill("#new-phone", "+7 700 123");
  await page.context().clearCookies();
  await page.locator("form button[type=submit]").last().click();
  await page.waitForSelector("dialog[open]");
  want("the cursor waits in the password", await page.evaluate(() => document.activeElement.id === "password"));
  await page.keyboard.insertText(OWN);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#iban-fault", { timeout: 120_000 });
  want("the number is still there", (await page.inputValue("#iban")) === "KZ00 9990 0000 0000 0002");
  want("and so is what was typed beside it", (await page.inputValue("#new-phone")) === "+7 700 123");
}

async function slow(given) {
  const { house, want } = given;
  const page = await enter(given, house.client1.login, PASSWORD, "/letters");
  await page.waitForSelector("#text");
  await page.waitForLoadState("networkidle");
  const text = `баяу желіден жазылған хат ${Date.now()}`;
  const line = await page.context().newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", { offline: false, latency: 1200, downloadThroughput: 40_000, uploadThroughput: 20_000 });
  await page.fill("#text", text);
  const send = page.locator("form.card button[type=submit]");
  await send.click();
  await page.waitForSelector("form.card button[aria-disabled=true]");
  await send.click();
  await send.click();
  await page.waitForSelector(".done", { timeout: 120_000 });
  await send.click();
  await page.waitForTimeout(1500);
  want("a press after the end finds no fault", (await page.locator(".faults").count()) === 0);
  const ask = async (path) => (await house.ask(house.client1.login, "public", "GET", path)).json;
  const { letters } = await ask(`/v1/me/${house.client1.id}/letters`);
  const texts = await Promise.all(letters.map(async ({ id }) => (await ask(`/v1/mine/letters/${id}`)).text));
  const mine = letters.filter((_, nth) => texts[nth] === text);
  want("a slow network and an impatient person make one letter", mine.length === 1);
  await page.locator(`.rows a[href$="/letters/${mine[0].id}"]`).waitFor({ timeout: 120_000 }); // the page shows it, too
}

async function wordless(given) {
  const { house, none } = given;
  const { login, id } = house.client1;
  await house.want(201, login, "public", "POST", `/v1/me/${id}/letters`, { text: `${"ұзынсөз".repeat(80)}\n${"W".repeat(400)}` });
  const page = await enter(given, login, PASSWORD, "/letters");
  await page.waitForSelector(".rows a");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.locator(".rows a").first().click();
  await page.waitForSelector(".thread");
  none("width", await tooWide(page));
  none("axe", await axe(page));
}

export const flows = [
  { name: "back, forward, reload and language keep the place", run: moves },
  { name: "signing out in one tab loses nothing typed in another", once: true, run: tabs },
  { name: "a page of one person never shows another's data", once: true, rules: [["11.2", "refuses"]], run: strangers },
  { name: "a session that ended in a form of numbers loses nothing", once: true, run: ended },
  { name: "a slow network and an impatient person", once: true, run: slow },
  { name: "a text without a blank fits", night: true, run: wordless },
];
