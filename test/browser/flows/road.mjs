// test/browser/flows/road.mjs: the whole way of a client, from the consents to the loan, as a person of the outside world.
import { axe, tooWide } from "../browser.mjs";
import { confirm, register, submit, ticked } from "../hands.mjs";
import { Borrower, listed, until } from "../lender.mjs";
import { office } from "./office.mjs";

async function apply(given, page) {
  const { none, want } = given;
  await page.waitForSelector(".welcome");
  await page.locator('.welcome a[href$="/apply"]').dblclick();
  await page.waitForSelector("#amount");
  await page.locator("#amount").fill("200 000");
  await page.locator("#months").fill("12");
  none("axe, wish", await axe(page));
  await submit(page).dblclick();
  await page.waitForSelector(".consent");
  want("what was typed is what is applied for", /200.000/.test(await page.locator(".lead").first().innerText()));
  none("axe, texts", await axe(page));
  await ticked(page);
  await submit(page).dblclick();
  await page.waitForSelector("#occupation");
  none("axe, questions", await axe(page));
  for (const [nth, answer] of [[0, 0], [1, 1], [2, 1]]) {
    await page.locator(".question").nth(nth).locator("label").nth(answer).click();
  }
  await page.locator("#occupation").fill("мұғалім");
  await page.locator("#repay_from").fill("жалақы");
  await submit(page).dblclick();
  await page.waitForURL(/\/applications\//);
  return page.url().split("/").at(-1);
}

/** The officer finds it in the queue and decides. */
async function decide(given, application) {
  const { none, want } = given;
  const page = await office(given, "dana", "/applications");
  await page.waitForSelector(".queue tbody a");
  none("axe, queue", await axe(page));
  none("width, queue", await tooWide(page));
  await page.keyboard.press("j");
  want("j goes to the first of the queue", await page.evaluate(() => document.activeElement.closest(".queue") !== null));
  await page.locator(`.queue a[href$="${application}"]`).click();
  await page.waitForSelector("textarea");
  none("axe, review", await axe(page));
  await page.fill("textarea", "мақұлданды");
  await page.click("[data-key=a]");
  await page.locator("dialog button").first().click();
  await page.waitForURL(/\/applications$/);
}

/** From the approved application to the concluded contract. */
async function conclude(given, page, who) {
  const { none, want } = given;
  await page.waitForSelector(".compare input[type=radio]", { timeout: 120_000 });
  none("axe, offers", await axe(page));
  none("width, offers", await tooWide(page));
  await page.locator(".compare input[type=radio]").first().check();
  await page.locator("#iban").fill(who.iban.replace(/(.{4})/g, "$1 "));
  await submit(page).dblclick();
  const use = page.locator(".card section > button.button");
  await use.first().waitFor({ timeout: 120_000 });
  await use.first().dblclick();
  await confirm(given, page, who, false);
  const choose = page.locator(".card > button.button");
  await choose.last().waitFor({ timeout: 120_000 });
  await choose.last().dblclick();
  const make = page.locator("section.card > button.button");
  await make.last().waitFor({ timeout: 120_000 });
  await make.last().dblclick();
  await page.waitForSelector(".paper");
  want("the contract is read in the page", (await page.locator(".paper").innerText()).length > 2000);
  none("axe, contract", await axe(page));
  none("width, contract", await tooWide(page));
  await page.locator("main .gap > button.button").last().dblclick();
  await confirm(given, page, who, true);
}

async function road(given) {
  const { house, want, none } = given;
  const who = await new Borrower(house, PERSONS[given.pair]).meet();
  const page = await given.open("public", "/register");
  await register(given, page, who);
  await listed(house, "sara");
  const application = await apply(given, page);
  await until("the checks", async () => {
    const whole = await house.ask("dana", "office", "GET", `/v1/applications/${application}`);
    return whole.json?.application?.state === "checking";
  });
  await decide(given, application);
  await conclude(given, page, who);
  const loan = page.locator('a.button[href*="/loans/"]');
  await loan.waitFor({ timeout: 120_000 });
  await loan.dblclick();
  await page.waitForSelector(".figure-card");
  want("the debt is split in three", (await page.locator(".figure-card").count()) === 3);
  await page.locator(".figure-card summary").first().dblclick();
  none("axe, loan", await axe(page));
  none("width, loan", await tooWide(page));
  const ways = await page.locator(".details").innerText();
  want("ways to repay name the account", ways.replace(/\s/g, "").includes("KZ699990000000000001"));
  await page.locator("a.back").dblclick();
  await page.waitForSelector(".rows a");
  want("pressing everything twice made one loan", (await page.locator(".rows a").count()) === 1);
}

const PERSONS = [2, 3, 5, 6, 7, 9];

export const flows = [
  {
    name: "a client registers, applies and concludes a contract, pressing everything twice",
    rules: [["7.1"], ["7.3"], ["7.4"], ["7.5"], ["7.6"], ["8.2"], ["8.5"], ["8.4.a"]],
    slow: true,
    run: road,
  },
];
