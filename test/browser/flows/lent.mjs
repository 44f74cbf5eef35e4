// test/browser/flows/lent.mjs: what takes days, each in a house of its own whose time moves: a large loan that waits for a second
// consent and is then repaid early in part; offers and a contract whose day was over before they were chosen and concluded.
import { confirm } from "../hands.mjs";
import { House } from "../house.mjs";
import { Borrower, listed, OWN, until } from "../lender.mjs";
import { wear } from "../signed_in.mjs";
import { signIn } from "./account.mjs";
import { sound } from "../hold.mjs";

const digits = (text) => text.replace(/\D/g, "");

/** A house whose time moves, with one client. */
async function settled(given) {
  const house = await House.begin({ moves: true });
  for (const [login, name, role] of [["dana", "Серікова Дана", "officer"], ["asel", "Асқарова Әсел", "officer"], ["sara", "Сейітова Сара", "compliance"]]) {
    await house.staff(login, name, role);
  }
  await listed(house, "sara");
  const who = await new Borrower(house, 21 + given.pair * 3 + (given.pair % 2)).register();
  await who.account();
  return { house, who };
}

/** The same who has concluded a contract of 400 000. */
async function lender(given) {
  const { house, who } = await settled(given);
  const contract = await who.concluded(await who.formed(await who.decided("consumer", "400000.00", 12, ["dana", "asel"])));
  return { house, who, contract };
}

async function consentedAfterADay(given, page, { house, who, contract }) {
  const { want, lang } = given;
  const path = `${house.address("public")}/${lang}/applications/${contract.application}`;
  await page.goto(path);
  await page.waitForSelector(".clock");
  want("no money is asked for before its time", (await page.locator(".payout > button").count()) === 0);
  want("the clock counts", /^2[34]:/.test(await page.locator(".clock").innerText()));
  house.later(25);
  await page.goto(path);
  await page.waitForSelector("#login");
  await signIn(page, who.login, OWN);
  await page.waitForSelector(".payout > button.button", { timeout: 120_000 });
  await sound(given, page, "the second consent");
  await page.locator(".payout > button.button").dblclick();
  await confirm({ ...given, house }, page, who, false);
  await page.waitForFunction(() => document.querySelector(".payout .confirming, .payout > button") === null, null, { timeout: 120_000 });
  await page.locator('main a.button[href*="/loans/"]').click();
  await page.waitForSelector(".figure-card");
}

/** Compared, agreed to by two methods, paid: the schedule is the one that was shown. */
async function repaidEarly(given, page, { house, who, contract }) {
  const { want } = given;
  await who.signIn();
  await who.paid(contract.payout);
  await page.reload();
  await page.locator('a.button[href$="/early"]').click();
  await page.waitForSelector("#amount");
  await page.fill("#amount", "150 000");
  await page.locator("form button[type=submit]").click();
  await page.waitForSelector(".compare");
  await sound(given, page, "ways compared");
  const lower = await page.locator(".compare tbody tr").nth(1).locator("td").nth(2).innerText();
  await page.locator(".compare .link").nth(1).dblclick();
  await page.locator("section.card:has(.state) > button.button").click(); // not that of repaying all, which stands there before
  await confirm({ ...given, house }, page, who, true);
  await page.locator('main a[href*="/loans/"]:not(.back)').waitFor({ timeout: 120_000 });
  await sound(given, page, "agreed, waiting for its money");
  await who.pay("150000.00", `Погашение по договору ${contract.number}`);
  house.later(26);
  await who.signIn();
  const loan = `/v1/mine/loans/${contract.loan}`;
  await until("the payment", async () => (await who.ask(200, "GET", `${loan}/payments`)).actual.length > 0, 90);
  await page.context().clearCookies();
  await wear(page, house, "public", who.who);
  await page.goto(`${house.address("public")}/${given.lang}/loans/${contract.loan}`);
  await page.waitForSelector(".schedule td.strong");
  const next = await page.locator(".schedule td.strong").first().innerText();
  want("the next payment is the one that was compared", digits(next) === digits(lower));
  await sound(given, page, "the changed schedule");
}

/** The client comes back so many hours after all began, to an application of which something is out of date. */
async function comesBack(given, page, { house, who }, path, hours) {
  house.later(hours);
  await page.goto(path);
  await page.waitForSelector("#login");
  await signIn(page, who.login, OWN);
  await page.locator("main section.card > button.button").waitFor({ timeout: 120_000 });
  given.want("nothing of yesterday can be chosen or confirmed", (await page.locator(".compare, .paper-table, .confirming").count()) === 0);
  await sound(given, page, "out of date");
  await page.locator("main section.card > button.button").dblclick();
  await page.waitForSelector(".compare input[type=radio]", { timeout: 120_000 });
}

async function overNight(given, page, made) {
  const { house, who } = made;
  const application = await who.decided("consumer", "100000.00", 6, ["dana"]);
  const path = `${house.address("public")}/${given.lang}/applications/${application}`;
  await comesBack(given, page, made, path, 25);
  await who.signIn();
  await who.formed(application);
  await page.goto(path);
  await page.waitForSelector(".paper-table");
  await comesBack(given, page, made, path, 50);
  await page.locator("main > section > section.gap:last-of-type > .link").click();
  await page.locator(".button-danger").dblclick();
  await page.waitForSelector(".state-bad");
}

/** The same page for each: of a client who is signed in, in a house that ends with it. */
async function told(given, made, tell) {
  try {
    const page = await given.open("public", "/none", { ignoreHTTPSErrors: true });
    await page.waitForSelector("main h1");
    await wear(page, made.house, "public", made.who.who);
    await tell(page);
    given.none("faults in the browser", page.faults);
    await page.goto("about:blank");
  } finally {
    await made.house.end();
  }
}

async function large(given) {
  const made = await lender(given);
  await told(given, made, async (page) => {
    await consentedAfterADay(given, page, made);
    await repaidEarly(given, page, made);
  });
}

async function late(given) {
  const made = await settled(given);
  await told(given, made, (page) => overNight(given, page, made));
}

export const flows = [
  {
    name: "a large loan waits a day for the second consent and is repaid early in part",
    rules: [["9.2.a"], ["7.5.a"]],
    night: true,
    run: large,
  },
  {
    name: "offers and a contract of yesterday are made anew, and what was not concluded is withdrawn",
    rules: [["8.4"]],
    night: true,
    run: late,
  },
];
