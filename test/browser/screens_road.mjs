// test/browser/screens_road.mjs: screens of a client who registers, applies, borrows, repays: each state has a client of its own.
import { Borrower, listed } from "./lender.mjs";

const opened = (selector) => (page) => page.waitForSelector(selector);
const pressed = (button, then) => async (page) => {
  await page.locator(button).first().click();
  await page.waitForSelector(then);
};

/** Clients in every state, made once for a house: house.road. */
export async function furnishRoad(house) {
  house.secrets.asel ??= await house.staff("asel", "Асқарова Әсел", "officer");
  await listed(house, "sara");
  const client = (number) => new Borrower(house, number).register();
  const [lent, offered, formed, cooling, refused, draft, fresh, firm] = await Promise.all([
    client(21).then(async (one) => {
      await one.account();
      const contract = await one.concluded(await one.formed(await one.decided("consumer", "200000.00", 12, ["dana"])));
      await one.paid(contract.payout);
      return Object.assign(one, { contract, loan: contract.loan, application: contract.application });
    }),
    client(22).then(async (one) => Object.assign(one, { application: await one.decided("consumer", "150000.00", 6, ["dana"]) })),
    client(23).then(async (one) => {
      await one.account();
      return Object.assign(one, { contract: await one.formed(await one.decided("consumer", "180000.00", 10, ["dana"])) });
    }),
    client(25).then(async (one) => {
      await one.account();
      return Object.assign(one, { contract: await one.concluded(await one.formed(await one.decided("consumer", "400000.00", 12, ["dana", "asel"]))) });
    }),
    client(26).then(async (one) => Object.assign(one, { application: await one.decided("consumer", "200000.00", 12, ["dana"], false) })),
    client(27).then(async (one) => Object.assign(one, { application: await one.submitted("consumer", "90000.00", 5) })),
    client(29),
    new Borrower(house, 0, 1).register(),
  ]);
  await fresh.draft("consumer", "120000.00", 9);
  house.road = { lent, offered, formed, cooling, refused, draft, fresh, firm };
}

/** Who looks is a name of house.road. */
const own = (name, who, path, ready, more = {}) => ({
  name,
  side: "public",
  road: who,
  path: (house) => (typeof path === "function" ? path(house.road[who]) : path),
  ready,
  ...more,
});

/** The confirmation of a contract, by a signature. */
async function signing(page) {
  await page.waitForSelector(".paper");
  await page.locator(".gap > button.button").last().click();
  await page.locator(".confirming .choices label").nth(1).click();
  await page.waitForSelector(".confirming a[target=_blank]");
}

const application = (one) => `/applications/${one.application ?? one.contract.application}`;

export const ROAD = [
  own("apply-texts", "fresh", "/apply", opened(".consent input")),
  own("home-loan", "lent", "/home", opened(".debt")),
  own("loans-open", "lent", "/loans", opened(".rows a")),
  own("loan", "lent", (one) => `/loans/${one.loan}`, async (page) => {
    await page.waitForSelector(".details dd");
    await page.locator(".figure-card summary").nth(1).click();
  }),
  own("early", "lent", (one) => `/loans/${one.loan}/early`, async (page) => {
    await page.waitForSelector("#amount");
    await page.fill("#amount", "50 000");
    await page.locator("form button[type=submit]").click();
    await page.waitForSelector(".compare");
  }),
  own("application-concluded", "lent", application, opened(".payout .state")),
  own("application-offers", "offered", application, opened(".compare input")),
  own("application-chosen", "offered", application, async (page) => {
    await page.locator(".compare input").first().check();
    await page.waitForSelector("#iban");
  }),
  own("application-withdraw", "offered", application, pressed("button.link:not(nav button)", ".actions .button-quiet")),
  own("application-contract", "formed", application, opened(".paper h3")),
  own("application-confirm", "formed", application, async (page) => {
    await page.waitForSelector(".paper");
    await page.locator(".gap > button.button").last().click();
    await page.waitForSelector("#confirm-password");
  }),
  own("application-cooling", "cooling", application, opened(".clock")),
  own("application-refused", "refused", application, opened(".tracker")),
  own("application-checking", "draft", application, opened(".tracker")),
  own("profile", "lent", "/profile", opened(".details dd")),
  own("consents", "lent", "/consents", opened(".stack .card")),
  own("details", "lent", "/details", opened("#iban")),
  own("details-faults", "lent", "/details", async (page) => {
    await page.waitForSelector("#iban");
    await page.locator("form button[type=submit]").first().click();
    await page.waitForSelector(".faults");
  }),
  own("document", "lent", "/document", pressed("main p > button.button-quiet", "#document_number")),
  own("document-faults", "lent", "/document", async (page) => {
    await page.locator("main p > button.button-quiet").click();
    await page.locator("form button[type=submit]").click();
    await page.waitForSelector(".faults");
  }),
  own("firm-home", "firm", "/home", opened(".welcome")),
  own("firm-apply", "firm", "/apply", opened("#amount")),
  own("notices", "lent", "/notices", opened(".notices li")),
  own("consents-withdrawn", "fresh", "/consents", async (page) => {
    await page.waitForSelector(".stack .card");
    await page.waitForLoadState("networkidle"); // the texts, too: what is there decides what is pressed
    if ((await page.locator(".consent").count()) === 0) {
      await page.locator(".card button.link").first().click();
      await page.locator(".card button.button:not(.button-quiet)").first().click();
    }
    await page.waitForSelector(".consent");
  }),
  own("details-ending", "lent", "/details", pressed(".stack > li > button.link", ".stack > li > button.button")),
  own("confirm-signature", "formed", application, async (page) => {
    await signing(page);
    await page.locator(".confirming .actions button").click();
    await page.waitForSelector(".qr");
  }),
  own("sign", "formed", application, async (page) => {
    await signing(page);
    const address = await page.locator(".confirming a[target=_blank]").getAttribute("href");
    await page.goto(new URL(address, page.url()).href);
    await page.waitForSelector("main button.button");
  }),
  own("sign-absent", "formed", application, async (page) => {
    await page.routeWebSocket("wss://127.0.0.1:13579/", (line) => line.close());
    await signing(page);
    const address = await page.locator(".confirming a[target=_blank]").getAttribute("href");
    await page.goto(new URL(address, page.url()).href);
    await page.locator("main button.button").click();
    await page.waitForSelector("main .faults");
  }),
  own("loans-empty", "fresh", "/loans", opened(".empty")),
  own("letters-empty", "fresh", "/letters", opened(".empty")),
  own("details-empty", "draft", "/details", opened("#iban")),
  { name: "consents-empty", side: "public", who: "client", path: "/consents", ready: opened(".consent") },
];
