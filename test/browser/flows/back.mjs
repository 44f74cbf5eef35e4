// test/browser/flows/back.mjs: money that goes back: an overpayment by its borrower's word and two persons of staff, cash that is
// not wanted any more.
import { Borrower, listed, until } from "../lender.mjs";
import { officeFurnished, statementOf } from "../lending.mjs";
import { deskFurnished } from "../office_desk.mjs";
import { inOffice, sound } from "../hold.mjs";
import { enter } from "./own.mjs";

/** People of the world whom no other flow meets, one for each language and width. */
const PERSONS = { refund: [31, 32, 34, 35, 37, 38], cash: [40, 44, 49, 106, 113, 155] };
const today = () => new Date(Date.now() + 5 * 3600e3).toISOString().slice(0, 10);
const digits = (text) => text.replace(/\D/g, "");

/** The bank's statement of today is taken: what was paid until now is known. */
async function statementTaken(house) {
  const form = await statementOf(house, today());
  await house.want(200, "aigul", "office", "POST", "/v1/statements", undefined, { form, "Content-Type": "application/xml" });
}

/** A client with a loan of 120 000 and 10 000 paid too early. */
async function overpaid(given) {
  const { house } = given;
  await listed(house, "sara");
  const who = await new Borrower(house, PERSONS.refund[given.pair]).register();
  await who.account();
  const contract = await who.concluded(await who.formed(await who.decided("consumer", "120000.00", 6, ["dana"])));
  await who.paid(contract.payout);
  await who.pay("10000.00", `Погашение по договору ${contract.number}`);
  await statementTaken(house);
  return Object.assign(who, { loan: contract.loan });
}

const refundsOf = (who) => who.ask(200, "GET", `/v1/mine/loans/${who.loan}/refunds`).then((found) => found.refunds);

/** Asked for, taken back, asked for again: RULE 7.5. */
async function asks(given, page, who) {
  const { want } = given;
  await page.waitForSelector("#refund-amount");
  want("all that waits is offered", digits(await page.inputValue("#refund-amount")) === "1000000");
  await sound(given, page, "money that can go back");
  await page.fill("#refund-amount", "10 000,01");
  await page.locator("form:has(#refund-amount) button[type=submit]").click();
  await page.waitForSelector("form .faults");
  await sound(given, page, "more than there is");
  want("what was typed stays", (await page.inputValue("#refund-amount")) === "10 000,01");
  await page.fill("#refund-amount", "4 000");
  await page.locator("form:has(#refund-amount) button[type=submit]").dblclick();
  const state = page.locator(".card:has(> h2 + .state)");
  await state.waitFor();
  want("pressed twice it is one wish", (await refundsOf(who)).length === 1);
  await sound(given, page, "asked for");
  await state.locator("button.link").dblclick();
  await page.waitForSelector("#refund-amount");
  want("taken back it is told among the former", (await refundsOf(who))[0].state === "withdrawn");
  await page.fill("#refund-amount", "4 000");
  await page.locator("form:has(#refund-amount) button[type=submit]").click();
  await state.waitFor();
  await page.reload();
  await state.waitFor();
  return (await refundsOf(who))[0].id;
}

const rowOf = (page, text) => page.locator("tbody tr", { hasText: text });

/** Asked once more, pressed twice, done once. */
async function sure(given, page, name) {
  await page.waitForSelector("dialog[open]");
  await sound(given, page, name);
  await page.locator("dialog button").first().dblclick();
  await page.waitForSelector("dialog[open]", { state: "detached" });
}

/** One of staff takes it up and may not decide it; another gives it back. RULE 27 */
async function decided(given, who, id) {
  const { want, house } = given;
  const account = `•••• ${who.iban.slice(-4)}`;
  const maker = await inOffice(given, "aigul", "/refunds?state=asked");
  await rowOf(maker, account).waitFor();
  await sound(given, maker, "returns asked for");
  await rowOf(maker, account).locator("button").click();
  await sure(given, maker, "a return is taken up");
  await rowOf(maker, account).waitFor({ state: "detached" });
  await maker.selectOption("[data-key=s]", "proposed");
  await rowOf(maker, account).waitFor();
  want("who proposed is told that another decides", (await rowOf(maker, account).locator("button").count()) === 0);
  await sound(given, maker, "who proposed does not decide");
  const own = await house.ask("aigul", "office", "POST", `/v1/refunds/${id}/decision`, { approve: true });
  want("nor does the server take it", own.json?.code === "REFUND_MAKER");
  const checker = await inOffice(given, "sara", "/refunds");
  await rowOf(checker, account).locator("button").first().click();
  await sure(given, checker, "a return is decided");
  await rowOf(checker, account).waitFor({ state: "detached" });
}

/** On the page of the loan: not more than there is; rejected, the money stays. RULE 27 */
async function rejected(given, who) {
  const { want } = given;
  const maker = await inOffice(given, "dana", `/loans/${who.loan}`);
  await maker.waitForSelector(".schedule tbody tr");
  await maker.locator(".deciding > button").click();
  const form = maker.locator(".deciding form");
  await form.locator("input").last().fill("7 000");
  await form.locator("button[type=submit]").click();
  await form.locator("[aria-invalid=true], [role=alert]").first().waitFor();
  await sound(given, maker, "more than there is, at the office");
  await form.locator("input").last().fill("1 000");
  await form.locator("button[type=submit]").dblclick();
  await form.waitFor({ state: "detached" });
  want("pressed twice it is proposed once", (await refundsOf(who)).filter((one) => one.state === "proposed").length === 1);
  await sound(given, maker, "proposed at the loan");
  const checker = await inOffice(given, "sara", "/refunds");
  const row = rowOf(checker, `•••• ${who.iban.slice(-4)}`);
  await row.locator("button").last().click();
  await sure(given, checker, "a return is rejected");
  await row.waitFor({ state: "detached" });
  want("the money stays", (await who.ask(200, "GET", `/v1/mine/loans/${who.loan}`)).suspense === "6000.00");
}

async function refund(given) {
  const { want } = given;
  const who = await overpaid(given);
  const page = await enter(given, who, `/loans/${who.loan}`);
  await decided(given, who, await asks(given, page, who));
  await until("the bank's answer", async () => (await refundsOf(who))[0].state === "done", 60);
  await page.reload();
  await page.waitForSelector("#refund-amount");
  want("what is left can still be asked for", digits(await page.inputValue("#refund-amount")) === "600000");
  await rejected(given, who);
  await page.reload();
  await page.waitForSelector("#refund-amount");
  await sound(given, page, "given back, and rejected");
}

/** A receipt that nobody knows goes back to its sender; what one tab decided the other is told. RULE 27 */
async function receipt(given) {
  const { want, house } = given;
  const { large } = await officeFurnished(house);
  const amount = `${3100 + given.pair}.${String(10 + (Date.now() % 90))}`;
  const shown = new RegExp(amount.replace(".", "[.,]").replace(/^(\d)/, "$1.?"));
  await large.pay(amount, "қате жіберілді");
  await statementTaken(house);
  const maker = await inOffice(given, "aigul", "/bank");
  await rowOf(maker, shown).waitFor();
  await sound(given, maker, "receipts of nobody");
  await rowOf(maker, shown).locator(".mantine-Group-root > button").first().click();
  await sure(given, maker, "a receipt goes back");
  await rowOf(maker, shown).waitFor({ state: "detached" });
  await maker.selectOption("[data-key=s]", "returned");
  await rowOf(maker, shown).waitFor();
  await sound(given, maker, "receipts that go back");
  const [one, two] = [await inOffice(given, "bolat", "/refunds"), await inOffice(given, "bolat", "/refunds")];
  await rowOf(two, shown).locator("button").last().click();
  await rowOf(one, shown).locator("button").first().click();
  await sure(given, one, "a receipt is given back");
  await rowOf(one, shown).waitFor({ state: "detached" });
  await two.locator("dialog button").first().click();
  await two.waitForSelector("dialog [role=alert]");
  await sound(given, two, "decided in another tab");
  const done = () => house.want(200, "bolat", "office", "GET", "/v1/refunds?state=done");
  await until("the bank's answer", async () => (await done()).refunds.some((found) => found.amount === amount), 60);
  await one.selectOption("[data-key=s]", "done");
  await rowOf(one, shown).waitFor();
  await sound(given, one, "given back to the sender");
  want("it went once", (await done()).refunds.filter((found) => found.amount === amount).length === 1);
}

/** Cash that nobody fetches is called off at the office, too. RULE 27 */
async function cancelledByStaff(given, number) {
  const page = await inOffice(given, "aigul", "/payouts?state=planned");
  await rowOf(page, number).locator("button").click();
  await sure(given, page, "cash is called off by staff");
  await rowOf(page, number).waitFor({ state: "detached" });
  await page.selectOption("[data-key=s]", "refused");
  await rowOf(page, number).first().waitFor();
  given.want("no code of the server is shown", !(await page.locator("main").innerText()).includes("cancelled"));
  await sound(given, page, "payouts that were called off");
}

/** Cash that waits at a desk is called off, once; who comes too late is told how it is. RULE 9.2.c */
async function calledOff(given) {
  const { want, house } = given;
  await deskFurnished(house);
  const who = await new Borrower(house, PERSONS.cash[given.pair]).register();
  const application = await who.decided("consumer", "100000.00", 6, ["dana"]);
  const { payout, loan, number } = await who.concluded(await who.formed(application, "annuity", { way: "desk" }));
  const page = await enter(given, who, `/applications/${application}`);
  await page.waitForSelector(".payout .clock");
  await page.locator(".payout > button.link").click();
  await sound(given, page, "asked once more");
  await page.locator(".payout .actions .button-quiet").click();
  want("nothing happened", (await who.ask(200, "GET", `/v1/mine/payouts/${payout}`)).state === "planned");
  const other = await enter(given, who, `/loans/${loan}`);
  await other.locator(".stack > li > button.link").click();
  await page.locator(".payout > button.link").click();
  await page.locator(".payout .actions .button:not(.button-quiet)").dblclick();
  await page.waitForFunction(() => !document.querySelector(".payout .clock"));
  const now = await who.ask(200, "GET", `/v1/mine/payouts/${payout}`);
  want("it is called off", now.state === "refused" && now.reason === "cancelled");
  want("nothing is owed", (await who.ask(200, "GET", `/v1/mine/loans/${loan}`)).debt === "0.00");
  want("no code of the server is shown", !(await page.locator(".payout").innerText()).includes("cancelled"));
  await sound(given, page, "called off");
  await other.locator(".stack .actions .button:not(.button-quiet)").click();
  await other.waitForFunction(() => document.querySelectorAll(".stack > li > button, .stack .actions, .faults").length === 0);
  await house.want(201, "aigul", "office", "POST", `/v1/payouts/${payout}/again`);
  await other.reload();
  await other.locator(".stack > li > button.link").click();
  await cancelledByStaff(given, number);
  await other.locator(".stack .actions .button:not(.button-quiet)").click();
  await other.waitForFunction(() => document.querySelectorAll(".stack .actions").length === 0);
  want("two were called off", (await other.locator('.stack > li a[href$="/letters"]').count()) === 2);
  await sound(given, other, "called off by staff meanwhile");
}

export const flows = [
  { name: "an overpayment goes back by its borrower's word and two persons", rules: [["7.5"], ["27"], ["27", "refuses"]], slow: true, run: refund },
  { name: "a receipt of nobody goes back to its sender by two persons", rules: [["27"]], slow: true, run: receipt },
  { name: "cash that is not wanted is called off", rules: [["9.2.c"]], slow: true, run: calledOff },
];
