// test/browser/flows/account.mjs: signing in, the own password, letters, the organisation, the end of a session.
import { axe, tooWide } from "../browser.mjs";
import { PASSWORD } from "../house.mjs";

export async function signIn(page, login, password = PASSWORD) {
  await page.fill("#login", login);
  await page.fill("#password", password);
  await page.click("form button[type=submit]");
}

async function signedIn({ open, house }, path = "/home") {
  const page = await open("public", "/sign-in");
  await signIn(page, house.client1.login);
  await page.waitForURL(/\/home$/);
  if (path !== "/home") {
    await page.goto(page.url().replace("/home", path));
  }
  await page.waitForSelector("h1");
  return page;
}

async function shell({ open, want, none }) {
  const page = await open("public", "/sign-in");
  await page.waitForSelector("#password");
  want("the secret is masked", (await page.getAttribute("#password", "type")) === "password");
  want("a password manager may fill it", (await page.getAttribute("#password", "autocomplete")) === "current-password");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText("көшірілген сөздер"));
  const pasted = () => page.waitForFunction(() => document.querySelector("#password").value !== "", null, { timeout: 3000 });
  for (let left = 5, came = false; !came && left > 0; left--) { // not while another page is in front
    await page.bringToFront();
    await page.focus("#password");
    await page.keyboard.press("Control+V");
    came = await pasted().then(() => true, () => false);
  }
  want("a password may be pasted", (await page.inputValue("#password")) === "көшірілген сөздер");
  await page.fill("#password", "");
  want("six pieces of advice", (await page.locator(".hygiene li").count()) === 6);
  want("the advice names this address", (await page.locator(".hygiene").innerText()).includes(new URL(page.url()).host));
  none("axe", await axe(page));
  await page.click("form button[type=submit]");
  await page.waitForSelector(".faults");
  want("both faults are told", (await page.locator(".faults li").count()) === 2);
  want("and take the focus", await page.evaluate(() => document.activeElement.className === "faults"));
  none("axe, faults", await axe(page));
  none("width", await tooWide(page));
}

async function refused({ open, want, house }) {
  const page = await open("public", "/sign-in");
  const texts = [];
  for (const login of [house.client1.login, "c000000001"]) {
    await signIn(page, login, "not the password");
    await page.waitForSelector(".faults li");
    texts.push(await page.locator(".faults").innerText());
    await page.reload();
  }
  want("a wrong password and an unknown name are told alike", texts[0] === texts[1]);
  want("nothing internal is told", !/SIGN_IN|sql|\.c:|at /i.test(texts[0]));
  const inside = "SQLITE_CONSTRAINT at src/client/client.c:214 SELECT iin FROM client";
  await page.route("**/v1/sessions", (route) => route.fulfill({ status: 500, contentType: "text/html", body: inside }));
  await signIn(page, "c000000001", "not the password");
  await page.waitForSelector(".faults li");
  const told = await page.locator("body").innerText();
  want("what a broken server says is not shown", !/SQLITE|client\.c|SELECT/.test(told));
  want("what was typed stays", (await page.inputValue("#login")) === "c000000001");
  page.faults = page.faults.filter((fault) => !fault.includes("status of 500"));
}

async function firstPassword({ open, want, none, house, lang, width }) {
  const iins = { kk360: "680503250034", kk1280: "000101300009", ru360: "000101400005", ru1280: "991231500016", en360: "991231600012", en1280: "800101100407" };
  const nth = Object.keys(iins).indexOf(lang + width);
  const made = await house.client("dana", { iin: iins[lang + width], name: "Жаңа Клиент", phone: `+7700222330${nth}`, lang: "ru" });
  const page = await open("public", "/sign-in");
  await signIn(page, made.login, made.one_time_password);
  await page.waitForSelector("#fresh");
  none("axe", await axe(page));
  await page.fill("#old", made.one_time_password);
  await page.fill("#fresh", "жаңа сөздер тізбегі");
  await page.fill("#repeat", "жаңа сөз");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".fault");
  want("two that differ are refused at the field", (await page.locator("#repeat-fault").count()) === 1);
  await page.fill("#repeat", "жаңа сөздер тізбегі");
  await page.dblclick("form button[type=submit]");
  await page.waitForURL(/\/home$/);
}

async function letters(given) {
  const { want, none } = given;
  const page = await signedIn(given, "/letters");
  await page.waitForSelector("#text");
  await page.click("form button[type=submit]");
  await page.waitForSelector("#text-fault");
  none("axe, fault", await axe(page));
  const before = await page.locator(".rows li").count();
  await page.fill("#text", "Сұрақ: келесі төлем қашан?");
  await page.setInputFiles("#files", { name: "сурет.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg==", "base64") });
  await page.waitForSelector(".files li");
  await page.dblclick("form button[type=submit]");
  await page.waitForSelector(".done");
  await page.waitForFunction((n) => document.querySelectorAll(".rows li").length > n, before);
  want("pressing twice sends one letter", given.pages.length > 0 && (await page.locator(".rows li").count()) <= before + 2);
  await page.locator(".rows a").first().click();
  await page.waitForSelector(".thread");
  want("the letter is shown as it was written", (await page.locator(".thread p").first().innerText()).includes("келесі төлем"));
  want("with its picture", (await page.locator(".thread img").count()) === 1);
  none("axe, letter", await axe(page));
  none("width", await tooWide(page));
  await page.goBack();
  await page.waitForSelector("#text");
  want("the way back leads to the list", page.url().endsWith("/letters"));
}

async function organisation({ open, want, none }) {
  const page = await open("public", "/organisation");
  await page.waitForSelector(".details");
  const text = await page.locator("main").innerText();
  for (const part of ["Үлгібаева Әсел Қанатқызы", "050000, Алматы", "+7 700 000 00 01", "+7 700 000 00 03", "office@nesie.example", "02.21.0000.M"]) {
    want(`shows ${part}`, text.includes(part));
  }
  none("axe", await axe(page));
  none("width", await tooWide(page));
}

async function nothingKept(given) {
  const { want, house } = given;
  const page = await signedIn(given, "/letters");
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookie: document.cookie,
  }));
  want("no storage holds anything", kept.local + kept.session + kept.databases + kept.caches === 0);
  want("no script reads the cookie", kept.cookie === "");
  const cookies = await page.context().cookies();
  want("one cookie, for the server alone", cookies.length === 1 && cookies[0].httpOnly && cookies[0].secure && cookies[0].sameSite === "Strict");
  const answer = await house.ask("nobody", "public", "GET", "/kk/letters");
  want("pages are not stored", answer.headers["cache-control"] === "no-store");
  await page.locator("header nav button.link:visible, .foot .out button:visible").first().click();
  await page.waitForSelector(".compare");
  want("signing out leaves no cookie", (await page.context().cookies()).length === 0);
  await page.goBack();
  await page.waitForURL(/sign-in$/);
}

async function ended(given) {
  const { want, none, house } = given;
  const page = await signedIn(given, "/letters");
  await page.fill("#text", "бұл мәтін жоғалмауы тиіс");
  await page.context().clearCookies();
  await page.click("form.card button[type=submit]");
  await page.waitForSelector("dialog");
  none("axe, dialog", await axe(page));
  want("who was signed in is known", (await page.inputValue("dialog #login")) === house.client1.login);
  await page.fill("dialog #password", PASSWORD);
  await page.click("dialog form button[type=submit]");
  await page.waitForSelector(".done");
  want("the letter went after all", (await page.locator(".done").count()) === 1);
}

async function offline(given) {
  const { want } = given;
  const page = await signedIn(given, "/letters");
  await page.fill("#text", "желі жоқ кезде жазылған");
  await page.context().setOffline(true);
  await page.click("form.card button[type=submit]");
  await page.waitForSelector(".faults", { timeout: 120_000 });
  want("what was typed is kept", (await page.inputValue("#text")) === "желі жоқ кезде жазылған");
  await page.context().setOffline(false);
  await page.click("form.card button[type=submit]");
  await page.waitForSelector(".done");
  page.faults = page.faults.filter((fault) => !fault.includes("ERR_INTERNET_DISCONNECTED"));
}

export const flows = [
  { name: "the page of signing in masks and advises", rules: [["24.3"], ["24.4"], ["14.1"]], run: shell },
  { name: "a wrong sign-in says no more than it must", rules: [["24.5"], ["24.5", "refuses"]], once: true, run: refused },
  { name: "an issued password opens only its own change", run: firstPassword },
  { name: "a client writes a letter", rules: [["7.7"]], run: letters },
  { name: "the organisation and its head are shown", rules: [["7.2"], ["7.2.a"]], run: organisation },
  { name: "the browser keeps nothing", rules: [["24.2"], ["24.2", "refuses"]], run: nothingKept },
  { name: "a session that ended loses nothing typed", run: ended },
  { name: "without a network nothing is lost", once: true, run: offline },
];
