// test/browser/flows/own.mjs: what is one's own: consents taken back and given again, sessions ended, number and account changed,
// what one was told, and confirming by a signature of the national authority, on the computer and by telephone.
import { confirm, receiptBy } from "../hands.mjs";
import { Borrower, stand } from "../lender.mjs";
import { wear } from "../signed_in.mjs";
import { sound } from "../hold.mjs";

/** A client of this flow in this pair: numbers of the world that no other flow uses, and none of 107, 117, ..., whose
 * documents have expired. */
async function client(given, first) {
  return new Borrower(given.house, first + given.pair).register();
}

/** A page on which that client is signed in. */
export async function enter(given, who, path) {
  const page = await given.open("public", "/none");
  await wear(page, given.house, "public", who.who);
  await page.goto(`${given.house.address("public")}/${given.lang}${path}`);
  await page.waitForSelector("main h1");
  return page;
}

async function consents(given) {
  const { want } = given;
  const who = await client(given, 120);
  const page = await enter(given, who, "/consents");
  const cards = page.locator(".stack > .card");
  await cards.first().waitFor();
  want("four were given", (await cards.count()) === 4 && (await page.locator(".consent").count()) === 0);
  const camera = cards.first();
  await camera.locator("button.link").click();
  await sound(given, page, "asked once more");
  await camera.locator("button.button:not(.button-quiet)").dblclick();
  await page.waitForSelector(".consent");
  want("what was taken back says so", (await page.locator(".card .state").count()) === 1);
  await page.reload();
  await page.waitForSelector(".consent");
  await page.locator(".consent button[type=submit]").click();
  await page.waitForSelector(".consent .faults");
  await sound(given, page, "not ticked");
  await page.locator(".consent input").check();
  await page.locator(".consent button[type=submit]").dblclick();
  await page.waitForFunction(() => !document.querySelector(".consent"));
  want("it stands again, once", (await cards.count()) === 5);
  want("its receipt is a file", await receiptBy(page, page.locator(".card button.button-quiet").last()));
}

async function sessions(given) {
  const { want, house } = given;
  const who = await client(given, 128);
  const here = house.people[who.who];
  const others = [];
  for (let i = 0; i < 3; i++) {
    await who.signIn();
    others.push(house.people[who.who]);
  }
  house.people[who.who] = here;
  const page = await enter(given, who, "/security");
  const rows = page.locator(".sessions li");
  await rows.nth(3).waitFor();
  await sound(given, page, "sessions");
  await rows.locator("button").first().dblclick();
  await page.waitForFunction(() => document.querySelectorAll(".sessions li").length === 3);
  await page.locator(".card > button.button-quiet").click();
  await page.waitForFunction(() => document.querySelectorAll(".sessions li").length === 1);
  house.people[who.who] = others[0];
  want("an ended session opens nothing", (await house.askOnce(who.who, "public", "GET", `/v1/me/${who.id}`)).status === 401);
  house.people[who.who] = here;
  await page.locator('header nav a[href$="/profile"], .tabs a[href$="/profile"]').first().click();
  await page.locator('.tiles a[href$="/notices"]').click();
  await page.waitForSelector(".notices li");
  want("each sign-in was told of", (await page.locator(".notices li").count()) >= 3);
  await sound(given, page, "notices");
  await page.goBack();
  await page.waitForSelector(".tiles");
}

async function changes(given) {
  const { want } = given;
  const who = await client(given, 168);
  const page = await enter(given, who, "/details");
  await page.fill("#new-phone", who.person.phone2);
  await page.locator("form button[type=submit]").first().dblclick();
  const use = page.locator("section.card > button.button");
  await use.first().waitFor({ timeout: 120_000 });
  await use.first().dblclick();
  await confirm(given, page, who, false);
  await page.waitForSelector("p.done[role=status]", { timeout: 120_000 });
  await page.locator("section.card p", { hasText: who.person.phone2.slice(-4) }).first().waitFor(); // the number is the new one
  await page.fill("#iban", who.iban);
  await page.locator("form button[type=submit]").last().click();
  const own = page.locator(".stack > li > button.button");
  await own.waitFor({ timeout: 120_000 });
  await own.click();
  await confirm(given, page, { ...who, phone: who.person.phone2 }, false);
  const end = page.locator(".stack > li > button.link");
  await end.waitFor({ timeout: 120_000 });
  await sound(given, page, "an account in use");
  await end.click();
  await page.locator(".stack > li > button.button").click();
  await confirm(given, page, { ...who, phone: who.person.phone2 }, false);
  await page.waitForFunction(() => document.querySelectorAll(".stack > li > button").length === 0, null, { timeout: 120_000 });
  await sound(given, page, "an account taken back");
}

/** One at a time: the key that was issued last is the one that the program offers first. */
async function alone(house, work) {
  const before = house.signing ?? Promise.resolve();
  house.signing = before.then(work, work);
  return house.signing;
}

async function keyOf(house, who) {
  await house.want(201, "world", "world", "POST", "/pki/certificates", { kind: "individual", algorithm: "gost", person: who.number });
}

async function waitsForEds(page) {
  await page.waitForSelector(".confirming");
  await page.locator(".confirming .choices label").nth(1).click();
  await page.waitForSelector(".confirming a[target=_blank]");
}

async function signed(given) {
  const { want, house } = given;
  const who = await client(given, 141);
  const page = await enter(given, who, "/details");
  await page.fill("#iban", who.iban);
  await page.locator("form button[type=submit]").last().click();
  const own = page.locator(".stack > li > button.button");
  await own.waitFor({ timeout: 120_000 });
  await own.click();
  await waitsForEds(page);
  await sound(given, page, "by signature");
  const address = await page.locator(".confirming a[target=_blank]").getAttribute("href");

  const without = await enter(given, who, address.slice(3));
  await without.routeWebSocket("wss://127.0.0.1:13579/", (line) => line.close());
  await without.reload();
  await without.locator("main button.button").click();
  await without.waitForSelector('main .faults a[href*="ncl.pki"]');
  await sound(given, without, "no NCALayer");
  await without.close();

  const [other] = await Promise.all([page.context().waitForEvent("page"), page.locator(".confirming a[target=_blank]").click()]);
  const reported = [];
  other.on("console", (line) => line.type() === "error" && reported.push(line.text()));
  await other.waitForSelector("main button.button");
  want("it shows what is signed", (await other.locator(".confirmed").innerText()) === (await page.locator(".confirmed").innerText()));
  await alone(house, async () => {
    await keyOf(house, { number: who.number - 1 }); // another person's key comes first
    await other.locator("main button.button").click();
    await other.waitForSelector("main .fault", { timeout: 120_000 });
    await sound(given, other, "another person's key");
    await keyOf(house, who);
    await other.locator("main button.button").dblclick();
    await other.waitForSelector("main .done", { timeout: 120_000 });
  });
  given.none("faults on the page that signs", reported);
  await sound(given, other, "signed");
  await other.close();
  await page.locator(".stack > li > button.link").waitFor({ timeout: 120_000 });
  want("the account is in use, confirmed by signature alone", (await page.locator(".stack > li > button.button").count()) === 0);
}

async function telephone(given) {
  const { want, house } = given;
  const who = await client(given, 148);
  const page = await enter(given, who, "/details");
  await page.fill("#new-phone", who.person.phone2);
  await page.locator("form button[type=submit]").first().click();
  const use = page.locator("section.card > button.button");
  await use.first().waitFor({ timeout: 120_000 });
  await use.first().click();
  await waitsForEds(page);
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.url().endsWith("/eds/code")),
    page.locator(".confirming .actions button").click(),
  ]);
  await page.waitForSelector(".qr");
  await sound(given, page, "QR code");
  const { code } = await answer.json();
  const told = await alone(house, async () => {
    await keyOf(house, who);
    return house.want(201, "phone", "world", "POST", "/qr", { code, iin: who.person.iin });
  });
  want("the telephone put it back", told.status === 200);
  await page.waitForSelector("p.done[role=status]", { timeout: 120_000 });
  await page.locator("section.card p", { hasText: who.person.phone2.slice(-4) }).first().waitFor(); // the number is the new one
}

const dayFrom = (days) => new Date(Date.now() + 5 * 3600e3 + days * 86_400e3).toISOString().slice(0, 10);

/** Whose identity document ends in 20 days. */
class Ending extends Borrower {
  async meet() {
    await super.meet();
    this.person.valid_until = dayFrom(20);
    return this;
  }
}

async function stated(page, number, issued) {
  await page.fill("#document_number", number);
  await page.fill("#issuer", "МВД РК");
  await page.fill("#issued_on", issued);
  await page.fill("#valid_until", dayFrom(3650));
  await page.locator("form button[type=submit]").dblclick();
}

/** A new identity document: told of in time, refused as it must be, known to the identification centre before it counts. */
async function newDocument(given) {
  const { want, house } = given;
  const who = await new Ending(house, 160 + given.pair).register();
  const number = `99000${100 + given.pair * 7}7`;
  const page = await enter(given, who, "/profile");
  await page.waitForSelector("main .notice a");
  await sound(given, page, "the document ends soon");
  await page.locator("main .notice a").click();
  await page.waitForSelector("#document_number");
  await page.locator("form button[type=submit]").click();
  await page.waitForSelector("form .faults");
  await stated(page, number, dayFrom(1));
  await page.waitForFunction(() => document.querySelectorAll("form .faults li").length === 1);
  await sound(given, page, "a document issued tomorrow");
  want("what was typed stays", (await page.inputValue("#document_number")) === number);
  await stated(page, number, dayFrom(-3));
  await page.locator("main .gap > button.button").waitFor();
  const papers = () => who.ask(200, "GET", `/v1/me/${who.id}/identity-papers`);
  want("pressed twice it is stated once", (await papers()).papers.length === 1);
  await page.reload();
  await page.locator("main .gap > button.button").click();
  await sound(given, page, "stated, not confirmed");
  await confirm(given, page, who, true);
  await page.waitForSelector(".steps .fault", { timeout: 120_000 });
  await sound(given, page, "the centre knows another number");
  want("it counts for nothing", !(await papers()).papers[0].used_at);
  await house.want(204, "world", "world", "PUT", `/people/${who.number}/document`, { number });
  await page.locator(".steps > li:nth-child(3) button").first().click();
  const camera = page.locator(".steps a[target=_blank]");
  await camera.waitFor({ timeout: 120_000 });
  await stand(house, await camera.getAttribute("href"), who.number);
  await page.locator(".steps > li:nth-child(3) button").first().click();
  await page.waitForSelector("[role=status] > .done", { timeout: 120_000 });
  await sound(given, page, "the new document counts");
  want("it is the one that counts", (await papers()).valid_until === dayFrom(3650));
  await page.locator(".back").click();
  await page.waitForSelector(".tiles");
  await page.waitForLoadState("networkidle");
  want("nothing is warned of any more", (await page.locator("main .notice").count()) === 0);
}

/** A page that does not sign may not talk to the program, whatever its script tries. */
async function barred(given) {
  const { want } = given;
  const page = await given.open("public", "/sign-in");
  await page.waitForSelector("#login");
  const tried = await page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener("securitypolicyviolation", (event) => done(event.violatedDirective));
        try {
          new WebSocket("wss://127.0.0.1:13579/").onopen = () => done("open");
        } catch {
          done("connect-src");
        }
      }),
  );
  want("its policy forbids it", tried === "connect-src");
  page.faults.length = 0;
}

export const flows = [
  { name: "a consent is taken back and given again", rules: [["34.1"]], slow: true, run: consents },
  { name: "sessions are ended and what was told is read", rules: [["25.9"]], night: true, run: sessions },
  { name: "the number and the account are changed", rules: [["6.6"], ["6.6.a"]], night: true, run: changes },
  { name: "an account is confirmed by a signature on the computer", rules: [["35.1"]], slow: true, run: signed },
  { name: "a number is confirmed by a signature of the telephone", rules: [["35.1"]], slow: true, run: telephone },
  { name: "a new identity document takes the place of the old one", rules: [["6.1.c"], ["6.3.a"]], slow: true, run: newDocument },
  { name: "a page that signs nothing may not talk to the signer", once: true, run: barred },
];
