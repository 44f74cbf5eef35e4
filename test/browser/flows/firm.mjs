// test/browser/flows/firm.mjs: a firm that registers by its signatory, applies, and has its seller paid.
import { confirm, register, submit, ticked } from "../hands.mjs";
import { Borrower, listed, until } from "../lender.mjs";
import { sound } from "../hold.mjs";

/** A seller that two persons approved: once for a house. */
function seller(house) {
  house.seller ??= (async () => {
    const { json: shop } = await house.ask("world", "world", "GET", "/companies/10");
    const wish = { bin: shop.bin, name: shop.name_ru, iban: shop.iban, contract: "7 от 12.01.2026" };
    const made = await house.want(201, "dana", "office", "POST", "/v1/sellers", wish);
    await house.want(204, "aigul", "office", "POST", `/v1/sellers/${made.id}/approval`);
    return shop;
  })();
  return house.seller;
}

async function askForMoney(given, page) {
  const { want } = given;
  await page.locator('.welcome a[href$="/apply"]').click();
  await page.waitForSelector("#amount");
  want("what is lent to businesses is offered", (await page.locator("#purpose option").first().getAttribute("value")) === "working_capital");
  await page.fill("#amount", "1 000 000");
  await page.fill("#months", "6");
  await sound(given, page, "wish of a firm");
  await submit(page).click();
  await page.waitForSelector(".consent");
  await ticked(page);
  await submit(page).click();
  await page.waitForSelector("#occupation");
  await sound(given, page, "questions to a firm");
  for (const [nth, answer] of [[0, 0], [1, 1], [2, 1]]) {
    await page.locator(".question").nth(nth).locator("label").nth(answer).click();
  }
  await page.fill("#occupation", "сауда");
  await page.fill("#repay_from", "түсім");
  await submit(page).dblclick();
  await page.waitForURL(/\/applications\//);
  return page.url().split("/").at(-1);
}

async function firm(given) {
  const { house, want } = given;
  const who = await new Borrower(house, 0, 2 + given.pair).meet();
  const shop = await seller(house);
  const page = await given.open("public", "/register");
  await register(given, page, who);
  await page.waitForSelector(".welcome");
  await listed(house, "sara");
  const application = await askForMoney(given, page);
  await until("the checks", async () => {
    const whole = await house.ask("dana", "office", "GET", `/v1/applications/${application}`);
    return whole.json?.application?.state === "checking";
  });
  for (const officer of ["dana", "erlan"]) {
    await house.want(200, officer, "office", "POST", `/v1/applications/${application}/decision`, { approve: true, note: "мақұлданды" });
  }
  await page.waitForSelector(".compare input[type=radio]", { timeout: 120_000 });
  await page.locator(".compare input[type=radio]").first().check();
  await page.locator(".choices input[name=way]").nth(1).check({ force: true });
  await page.locator(".sellers input").first().check();
  await sound(given, page, "to a seller");
  await page.locator(".card > button.button").last().dblclick();
  await page.locator("section.card > button.button").last().waitFor({ timeout: 120_000 });
  await page.locator("section.card > button.button").last().click();
  await page.waitForSelector(".paper");
  want("the contract names the seller", (await page.locator(".paper").innerText()).includes(shop.iban));
  await page.locator("main .gap > button.button").last().click();
  await confirm(given, page, who, true);
  const release = page.locator(".payout > button.button");
  await release.waitFor({ timeout: 120_000 });
  await sound(given, page, "the seller is to be paid");
  await release.dblclick();
  await confirm(given, page, who, true);
  await page.waitForFunction(() => document.querySelector(".payout .confirming, .payout > button") === null, null, { timeout: 120_000 });
  await page.locator('main a.button[href*="/loans/"]').click();
  await page.waitForSelector(".figure-card");
  await until("the seller's money", async () => {
    await page.reload();
    await page.waitForSelector(".figure-card");
    return /1.?000.?000/.test(await page.locator(".figure-card summary strong").first().innerText());
  });
  await sound(given, page, "the loan of a firm");
  want("its payouts are listed", (await page.locator("main").innerText()).includes(given.lang === "kk" ? "Сатушыға" : given.lang === "ru" ? "Продавцу" : "To a seller"));
}

export const flows = [
  {
    name: "a firm registers, borrows and has its seller paid",
    rules: [["6.2.a"], ["6.2.c"], ["6.2.d"], ["6.2.f"], ["6.2.g"], ["9.2.d"]],
    slow: true,
    run: firm,
  },
];
