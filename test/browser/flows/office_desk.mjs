// test/browser/flows/office_desk.mjs: rooms of cash, payouts, channels, internal documents and accounts at work: with the
// keyboard, by two persons, pressed twice, in two tabs, with a session that ends, and refused to whose duty it is not.
import { officeFurnished } from "../lending.mjs";
import { deskFurnished, waitsForCash } from "../office_desk.mjs";
import { inOffice, sound, tabTo } from "../hold.mjs";

/** What a button gives as a file: its name and text. The browser is another user's: its files cannot be read here. */
async function kept(page, press) {
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      globalThis.keptText = blob.text();
      return make(blob);
    };
  });
  const saved = page.waitForEvent("download");
  await press();
  return { name: (await saved).suggestedFilename(), text: await page.evaluate(() => globalThis.keptText) };
}

/** Says the code, the document and that the face is that of the document, without a mouse. */
async function fillHanding(given, page, client, code) {
  await tabTo(given, page, "form input[inputmode=numeric]");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(code);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(client.person.document_number);
  if (!(await page.isChecked("form input[type=checkbox]"))) {
    await tabTo(given, page, "form input[type=checkbox]");
    await page.keyboard.press("Space");
  }
  await tabTo(given, page, "form button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
}

/** RULE 9.2.c, 9.4: for the client's code and by the document, once, whatever is pressed. */
async function cash(given) {
  const { want, house } = given;
  await deskFurnished(house);
  const client = await waitsForCash(house);
  const { code } = await client.ask(200, "GET", `/v1/mine/payouts/${client.payout}/code`);
  const wrong = code === "000000" ? "111111" : "000000";
  const row = (page) => page.locator(".rows > li", { hasText: client.number_of_contract });
  const [page, other] = [await inOffice(given, "zere", "/cash"), await inOffice(given, "zere", "/cash")];
  await row(other).locator("button").first().click();
  await row(page).waitFor();
  await sound(given, page, "cash");
  await row(page).locator("button").first().focus();
  await page.keyboard.press("Enter");
  await sound(given, page, "cash, handing");
  await fillHanding(given, page, client, wrong);
  await sound(given, page, "cash, confirmation");
  want("the confirmation shows the amount", (await page.locator("dialog").innerText()).replace(/\D/g, "").includes("10000000"));
  await tabTo(given, page, "dialog button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("form [aria-invalid=true], form [role=alert]");
  want("a wrong code keeps what was typed", (await page.locator("form input[maxlength='30']").inputValue()) === client.person.document_number);
  await sound(given, page, "cash, wrong code");
  await fillHanding(given, page, client, code);
  await page.locator("dialog button").first().dblclick();
  await page.waitForSelector("[role=status] .state-good");
  await row(page).waitFor({ state: "detached" });
  await sound(given, page, "cash, handed");
  const payout = await house.want(200, "aigul", "office", "GET", `/v1/payouts/${client.payout}`);
  const loan = await house.want(200, "dana", "office", "GET", `/v1/loans/${client.loan}/events`);
  want("pressed twice it is one handing out", payout.state === "done" && loan.events.filter((one) => one.kind === "payout").length === 1);
  await fillHanding(given, other, client, code);
  await other.locator("dialog button").first().click();
  await other.waitForSelector("form [role=alert]");
  await sound(given, other, "handed in another tab");
}

/** Lists kept by the address, as a file, and decided by whose duty it is. */
async function payouts(given) {
  const { want, house } = given;
  const { borrower } = await officeFurnished(house);
  const page = await inOffice(given, "aigul", "/payouts");
  await page.waitForSelector("[data-key=s]");
  await sound(given, page, "payouts, none refused");
  await page.keyboard.press("s");
  want("s goes to the state", await page.evaluate(() => document.activeElement.dataset.key === "s"));
  await page.selectOption("[data-key=s]", "done");
  const row = page.locator("tbody tr", { hasText: borrower.number_of_contract });
  await row.waitFor();
  await sound(given, page, "payouts");
  want("the state stands in the address", new URL(page.url()).search === "?state=done");
  await page.reload();
  await row.waitFor();
  const file = await kept(page, () => page.locator("main .card button").last().click());
  want("a table can be kept", file.name === "payouts-done.csv" && file.text.includes(`${borrower.number_of_contract};120000.00;`));
  want("and nothing of it is a formula", !/(^|;)[=+@]/m.test(file.text));
  await page.selectOption("[data-key=s]", "refused");
  want("what is usual leaves the address", new URL(page.url()).search === "");
  const strange = await inOffice(given, "aigul", "/payouts?state=%3Cscript%3E");
  await strange.waitForSelector("[data-key=s]");
  want("what is no state is the first of them", (await strange.inputValue("[data-key=s]")) === "refused");
}

/** The trial balance says what each account is; a table of it adds up. */
async function trial(given) {
  const { want, house } = given;
  await officeFurnished(house);
  const page = await inOffice(given, "bolat", "/books");
  await page.waitForSelector(".trial tbody th code");
  await page.waitForFunction(() => /1110\s+\S/.test(document.querySelector(".trial tbody")?.innerText ?? ""));
  await sound(given, page, "trial balance");
  const { accounts } = await house.want(200, "bolat", "office", "GET", "/v1/chart");
  const shown = await page.locator(".trial tbody th").allInnerTexts();
  want("each account has its name", shown.length > 0 && shown.every((text) => {
    const [code, ...name] = text.trim().split(/\s+/);
    return accounts.find((one) => one.code === code)?.[`name_${given.lang}`].replace(/\s+/g, " ") === name.join(" ");
  }));
  const file = await kept(page, () => page.locator("main button", { hasText: "CSV" }).click());
  const rows = file.text.trim().split("\r\n").slice(1).map((line) => line.split(";"));
  want("the table adds up to nothing", rows.length === shown.length && Math.abs(rows.reduce((sum, row) => sum + Number(row.at(-1)), 0)) < 0.005);
  await page.fill("input[type=date] >> nth=0", "2026-01-01");
  await page.waitForFunction(() => location.search === "?day=2026-01-01");
  const again = await inOffice(given, "bolat", "/books?day=2026-01-01");
  await again.waitForSelector("input[type=date]");
  want("the day stands in the address", (await again.inputValue("input[type=date] >> nth=0")) === "2026-01-01");
}

/** RULE 4.3.a, 11: a document takes two persons; RULE 3.1, 5: told, and not opened before its day. */
async function channels(given) {
  const { want, house } = given;
  await deskFurnished(house);
  const title = `Рәсімдер ${given.lang}${given.width} ${Date.now() % 100000}`;
  const maker = await inOffice(given, "madi", "/internals");
  await maker.waitForSelector("form input");
  await sound(given, maker, "internal documents");
  await maker.locator("form .two input").nth(0).fill(title);
  await maker.locator("form .two input").nth(1).fill("7 от 01.05.2026");
  for (const box of await maker.locator("form input[type=checkbox]").all()) {
    await box.check();
  }
  await maker.setInputFiles("#internal", { name: "bad.pdf", mimeType: "application/pdf", buffer: Buffer.from("no PDF") });
  await maker.click("form button[type=submit]");
  await maker.waitForSelector("form .field-fault, form [role=alert]");
  await sound(given, maker, "internal documents, a file that is none");
  await maker.setInputFiles("#internal", { name: "real.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") });
  await maker.waitForFunction(() => document.querySelector("form [role=status]")?.innerText.includes("real.pdf"));
  await maker.dblclick("form button[type=submit]");
  const mine = maker.locator(".rows > li", { hasText: title });
  await mine.first().waitFor();
  want("pressed twice it is one document", (await mine.count()) === 1);
  await mine.locator("button").last().click();
  await maker.locator("dialog button").first().click();
  await maker.waitForSelector("dialog [role=alert]");
  await sound(given, maker, "the own document is another's to approve");
  const checker = await inOffice(given, "admin", "/internals");
  const theirs = checker.locator(".rows > li", { hasText: title });
  await theirs.locator("button").last().click();
  await checker.waitForSelector("dialog[open]");
  await sound(given, checker, "approval");
  await checker.locator("dialog button").first().dblclick();
  await theirs.locator(".state-good").waitFor();
  await told(given, title);
}

/** The notification with that document: recorded once, kept through the end of a session, not begun early. */
async function told(given, title) {
  const { want, house } = given;
  const page = await inOffice(given, "madi", "/channels");
  await page.waitForSelector("form textarea");
  await sound(given, page, "channels");
  const number = `${given.lang}${given.width}/${Date.now() % 100000}`;
  await page.selectOption("form select", "terminal");
  const fields = page.locator("form .two input");
  await fields.nth(0).fill(`t${number.replace("/", "")}`);
  await fields.nth(1).fill("Алматы, Үлгі көшесі, 1");
  await fields.nth(2).fill(number);
  for (const text of await page.locator("form textarea").all()) {
    await text.fill("Қарыз беру");
  }
  await page.click("form button[type=submit]"); // without a document: refused, nothing typed is lost
  await page.waitForSelector("form .field-fault, form [role=alert]");
  await sound(given, page, "channels, no document");
  await page.locator("form label", { hasText: title }).click();
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.click("form button[type=submit]");
  await page.waitForSelector("dialog[open]");
  await sound(given, page, "the session ended over the form");
  want("what was typed stands", (await fields.nth(2).inputValue()) === number);
  await page.context().addCookies(cookies);
  await page.goto(page.url());
  await page.waitForSelector("form textarea");
  const document = await house.want(200, "madi", "office", "GET", "/v1/internal-documents");
  const id = document.documents.find((one) => one.title === title).id;
  const body = {
    name: `t${number.replace("/", "")}`, kind: "terminal", place: "Алматы", services: "Қарыз беру", procedures: "№ 3", number,
    documents: [{ id }],
  };
  const notice = await house.want(201, "madi", "office", "POST", "/v1/channel-notices", body);
  await page.reload();
  const row = page.locator(".rows > li", { hasText: number });
  await row.waitFor();
  want("before its day it cannot be begun", (await row.locator("button").count()) === 0 && (await row.locator(".state-wait").count()) === 1);
  const early = await house.ask("madi", "office", "POST", `/v1/channel-notices/${notice.id}/beginning`);
  want("nor does the server begin it", early.json?.code === "CHANNEL_EARLY");
  await page.locator("tbody button").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await sound(given, page, "closing is asked once more");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  const { channels: all } = await house.want(200, "madi", "office", "GET", "/v1/channels");
  want("and not done by Escape", all.find((one) => one.name === "web").open);
}

/** RULE 29.1: locked with a reason by another person; the session that was open is over. */
async function locks(given) {
  const { want, house } = given;
  const login = `lock.${given.lang}${given.width}.${Date.now() % 100000}`;
  await house.staff(login, `Бұғатталған ${login}`, "officer");
  const page = await inOffice(given, "admin", "/staff");
  const row = page.locator("tbody tr", { hasText: login });
  await row.waitFor();
  await sound(given, page, "staff");
  want("nobody locks the own account", (await page.locator("tbody tr", { has: page.locator("code", { hasText: /^admin$/ }) }).locator("button").count()) === 0);
  await row.locator("button").focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.selectOption("dialog select", "breach");
  await sound(given, page, "locking");
  const [stale] = [await inOffice(given, "madi", "/staff")];
  await stale.locator("tbody tr", { hasText: login }).waitFor();
  await page.locator("dialog button").first().dblclick();
  await row.locator(".state-bad").waitFor();
  want("the session is over", (await house.ask(login, "office", "GET", "/v1/applications?state=checking")).status === 401);
  await stale.locator("tbody tr", { hasText: login }).locator("button").click();
  await stale.locator("dialog button").first().click();
  await stale.waitForSelector("dialog [role=alert]");
  await sound(given, stale, "locked in another tab");
  await row.locator("button").click();
  await page.locator("dialog button").first().click();
  await row.locator(".state-bad").waitFor({ state: "detached" });
  want("an officer sees no staff", (await house.ask("dana", "office", "GET", "/v1/staff")).status === 403);
}

/** RULE 7.7: pictures go both ways; sent once, and kept through a refusal. */
async function attachments(given) {
  const { want, house } = given;
  const page = await inOffice(given, "dana", `/clients/${house.client1.id}`);
  await page.waitForSelector("#attached", { state: "attached" });
  const text = `Суретпен ${given.lang} ${given.width} ${Date.now()}`;
  await page.fill("textarea", text);
  await page.setInputFiles("#attached", { name: "жоқ.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await page.locator(".attached").waitFor();
  await page.locator("form:has(#attached) button[type=submit]").click();
  await page.waitForSelector("form .field-fault, form [role=alert]");
  await sound(given, page, "a picture that is none");
  want("the letter is kept", (await page.inputValue("textarea")) === text);
  await page.locator(".attached button").click();
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg==", "base64");
  await page.setInputFiles("#attached", { name: "кесте.png", mimeType: "image/png", buffer: png });
  await page.locator(".attached").waitFor();
  await sound(given, page, "a letter with a picture");
  await page.locator("form:has(#attached) button[type=submit]").dblclick();
  await page.waitForFunction(() => document.querySelector("textarea").value === "");
  await page.locator(".rows > li button").first().waitFor();
  const { letters } = await house.want(200, "dana", "office", "GET", `/v1/clients/${house.client1.id}/letters`);
  const read = await Promise.all(letters.filter((one) => !one.from_client).slice(0, 6)
    .map((one) => house.want(200, "dana", "office", "GET", `/v1/letters/${one.id}`)));
  const mine = read.filter((one) => one.text === text);
  want("pressed twice it was sent once, with its picture", mine.length === 1 && mine[0].files.length === 1);
  want("byte for byte", mine[0].files[0].bytes === png.toString("base64"));
}

/** Another role's new room says whose it is not, and asks no door. RULE 27 */
async function refused(given) {
  const { want, house } = given;
  await deskFurnished(house);
  for (const [who, path, door] of [
    ["erlan", "/cash", null], ["erlan", "/channels", null], ["erlan", "/internals", null], ["madi", "/payouts", "/v1/payouts?state=done"],
    ["zere", "/books", "/v1/chart"], ["zere", "/clients", `/v1/clients/${house.client1.id}`], ["zere", "/staff", "/v1/staff"],
  ]) {
    const page = await inOffice(given, who, path);
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    await page.waitForSelector("main h1");
    await page.waitForLoadState("networkidle");
    want(`${who} finds nothing at ${path}`, (await page.locator("main .card").count()) === 0 && (await page.locator("main p").count()) === 1);
    want(`${path} asks no door`, asked.every((one) => !/^\/v1\/(cash|channel|internal|payout|chart|clients|staff|journal)/.test(one)));
    if (door) {
      want(`nor does the server show ${door}`, (await house.ask(who, "office", "GET", door)).status === 403);
    }
  }
  const page = await inOffice(given, "erlan", "/channels");
  await sound(given, page, "not yours");
}

/** Each room of an administrator by its key; the sheet lists them; switched off none works. WCAG 2.1.4 */
async function keys(given) {
  const { want, house } = given;
  await deskFurnished(house);
  for (const who of ["admin", "aigul", "zere"]) {
    const page = await inOffice(given, who, "");
    const rooms = await page.$$eval(".rooms a", (all) => all.map((one) => ({ path: one.getAttribute("href"), name: one.textContent })));
    await page.keyboard.press("?");
    await page.waitForSelector("dialog .keys-row");
    const listed = await page.$$eval("dialog .keys-row", (all) => all.map((one) => ({ key: one.querySelectorAll("kbd")[1].textContent, name: one.querySelector("dd").textContent })));
    want(`${who}: the sheet lists each room`, listed.length === rooms.length && new Set(listed.map((one) => one.key)).size === rooms.length);
    await sound(given, page, "keys");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog[open]", { state: "detached" });
    for (const { key, name } of listed) {
      await page.evaluate(() => document.activeElement?.blur());
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      const path = rooms.find((one) => one.name === name).path;
      await page.waitForFunction((wanted) => location.pathname.replace(/\/$/, "") === wanted.replace(/\/$/, ""), path);
    }
    await page.keyboard.press("?");
    await page.locator("dialog button").nth(1).click();
    await page.locator("dialog button").nth(0).click();
    await page.waitForSelector("dialog[open]", { state: "detached" });
    const before = page.url();
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    want("switched off none works", page.url() === before);
  }
}

export const flows = [
  { name: "office cash is handed out for a code", slow: true, rules: [["9.2.c"], ["9.4"], ["9.4", "refuses"]], run: cash },
  { name: "office payouts stand by state in the address", night: true, rules: [["27"]], run: payouts },
  { name: "the office trial balance names its accounts", night: true, run: trial },
  { name: "an office channel is told and not opened early", night: true, rules: [["3.1"], ["5", "refuses"], ["11.0"]], run: channels },
  { name: "an office account is locked and opened", night: true, rules: [["29.1"], ["29.1", "refuses"]], run: locks },
  { name: "office letters carry pictures", rules: [["7.7"]], run: attachments },
  { name: "another role's desk of the office is refused", night: true, rules: [["27", "refuses"]], run: refused },
  { name: "each office room has its key", night: true, run: keys },
];
