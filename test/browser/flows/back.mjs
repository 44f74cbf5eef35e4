// test/browser/flows/back.mjs: money that goes back: an overpayment by its borrower's word and two persons of staff, cash that is
// not wanted any more.
import { Borrower, listed, until } from "../lender.mjs";
import { statementOf } from "../lending.mjs";
import { deskFurnished } from "../office_desk.mjs";
import { sound } from "../hold.mjs";
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

async function refund(given) {
  const { want, house } = given;
  const who = await overpaid(given);
  const page = await enter(given, who, `/loans/${who.loan}`);
  const id = await asks(given, page, who);
  await house.want(200, "aigul", "office", "POST", `/v1/refunds/${id}/proposal`);
  await page.reload();
  await page.locator(".card > .state").first().waitFor();
  await house.want(200, "sara", "office", "POST", `/v1/refunds/${id}/decision`, { approve: true });
  await page.locator(".card > .state button.link").waitFor({ state: "detached" });
  await until("the bank's answer", async () => (await refundsOf(who))[0].state === "done", 60);
  await page.reload();
  await page.waitForSelector("#refund-amount");
  want("what is left can still be asked for", digits(await page.inputValue("#refund-amount")) === "600000");
  await sound(given, page, "given back");
}

/** Cash that waits at a desk is called off, once; who comes too late is told how it is. RULE 9.2.c */
async function calledOff(given) {
  const { want, house } = given;
  await deskFurnished(house);
  const who = await new Borrower(house, PERSONS.cash[given.pair]).register();
  const application = await who.decided("consumer", "100000.00", 6, ["dana"]);
  const { payout, loan } = await who.concluded(await who.formed(application, "annuity", { way: "desk" }));
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
  const second = await house.want(201, "aigul", "office", "POST", `/v1/payouts/${payout}/again`);
  await other.reload();
  await other.locator(".stack > li > button.link").click();
  await house.want(200, "aigul", "office", "POST", `/v1/payouts/${second.id}/cancellation`);
  await other.locator(".stack .actions .button:not(.button-quiet)").click();
  await other.waitForFunction(() => document.querySelectorAll(".stack .actions").length === 0);
  want("two were called off", (await other.locator('.stack > li a[href$="/letters"]').count()) === 2);
  await sound(given, other, "called off by staff meanwhile");
}

export const flows = [
  { name: "an overpayment goes back by its borrower's word and two persons", rules: [["7.5"], ["27"]], slow: true, run: refund },
  { name: "cash that is not wanted is called off", rules: [["9.2.c"]], slow: true, run: calledOff },
];
