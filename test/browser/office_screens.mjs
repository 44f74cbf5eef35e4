// test/browser/office_screens.mjs: every screen of the office, with what the rooms show (lending.mjs) and in the states that
// they can be in: empty, faulty, with a window over them.

const opened = (...selectors) => async (page) => {
  for (const selector of selectors) {
    await page.waitForSelector(selector);
  }
};

/** Presses the last button of a form, empty: what is wrong stands at its fields. */
const faulty = (form) => async (page) => {
  await page.waitForSelector(form);
  await page.evaluate((selector) => { // the server's words, not the browser's
    for (const one of document.querySelectorAll(`${selector} [required]`)) {
      one.required = false;
    }
  }, form);
  await page.locator(`${form} button[type=submit]`).last().click();
  await page.waitForSelector("[aria-invalid=true], [role=alert]");
};

const screen = (name, who, path, ready, more = {}) => ({ name: `office-${name}`, side: "office", who, path, ready, ...more });
const person = (which) => (house) => `/clients/${house.persons[which].id}`;
const review = (which) => (house) => `/applications/${house.persons[which].application}`;

export const OFFICE_SCREENS = [
  { name: "office-sign-in", side: "office", path: "", ready: opened("input[autocomplete=username]") },
  screen("desk", "dana", "", opened(".figures-list", ".tiles")),
  screen("desk-admin", "admin", "", opened(".figures-list", ".tiles")),
  screen("menu", "dana", "", async (page) => {
    await page.waitForSelector(".tiles");
    if (await page.locator(".menu").isVisible()) {
      await page.click(".menu");
    }
  }),
  screen("not-yours", "admin", "/audit", opened("main h1")),
  screen("nothing-here", "admin", "/none", opened("main h1")),
  screen("queue", "dana", "/applications", opened(".queue tbody tr")),
  screen("queue-empty", "dana", "/applications", async (page) => {
    await page.waitForSelector("[data-key=s]");
    await page.selectOption("[data-key=s]", "lapsed");
    await page.waitForSelector("main .card p.soft");
  }),
  screen("review", "dana", review("large"), opened("[data-key=a]")),
  screen("review-confirm", "dana", review("large"), async (page) => {
    await page.waitForSelector("[data-key=a]");
    await page.click("[data-key=a]");
    await page.waitForSelector("dialog[open]");
  }),
  screen("review-person", "sara", review("pep"), opened(".deciding textarea")),
  screen("review-refused", "dana", review("listed"), opened(".stacked tbody tr")),
  screen("clients", "dana", "/clients", opened("input[type=search]")),
  screen("clients-found", "dana", "/clients", async (page) => {
    await page.waitForSelector("input[type=search]");
    await page.fill("input[type=search]", "+77001234567");
    await page.evaluate(() => undefined);
    await page.fill("input[type=search]", "жоқ адам");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=status] p");
  }),
  screen("clients-faults", "dana", "/clients", faulty("form:not(:has(input[type=search]))")),
  screen("client", "dana", person("borrower"), opened(".queue", ".masked button", ".wide a[href*=loans]")),
  screen("client-long", "dana", (house) => `/clients/${house.longClient.id}`, async (page) => {
    await page.waitForSelector(".masked button");
    await page.locator(".rows > li button").first().click();
    await page.waitForSelector(".thread");
  }),
  screen("clients-long", "dana", "/clients", async (page) => {
    await page.waitForSelector("input[type=search]");
    await page.fill("input[type=search]", "бекмұхаммедова".repeat(4));
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=status] p");
  }),
  screen("client-letters", "dana", (house) => `/clients/${house.client1.id}`, async (page) => {
    await page.waitForSelector(".rows > li button");
    await page.locator(".rows > li button").first().click();
    await page.waitForSelector(".thread");
  }),
  screen("client-looks", "audit", person("borrower"), async (page) => {
    await page.waitForSelector(".card h2");
    await page.locator(".card", { hasText: /Клиент бойынша журнал|Журнал по клиенту|Log of the client/ }).locator("button").click();
    await page.waitForSelector(".stacked tbody tr");
  }),
  screen("reveal", "dana", person("borrower"), async (page) => {
    await page.waitForSelector(".masked button");
    await page.locator(".masked button").first().click();
    await page.waitForSelector("dialog[open]");
  }),
  screen("loan", "dana", (house) => `/loans/${house.persons.borrower.loan}`, async (page) => {
    await page.waitForSelector(".schedule tbody tr");
    await page.waitForSelector("details.why");
    for (const one of await page.locator("details.why summary").all()) {
      await one.click();
    }
  }),
  screen("cases", "sara", "/cases", opened(".rows > li", ".stacked tbody tr")),
  screen("bank", "aigul", "/bank", opened("#statement", "main .card p.soft")),
  screen("bank-strange", "aigul", "/bank", async (page) => {
    await page.waitForSelector("select");
    await page.locator("select").first().selectOption("own");
    await page.waitForTimeout(300);
  }),
  screen("books", "aigul", "/books", opened("form .line")),
  screen("books-waiting", "bolat", "/books", opened(".rows > li button")),
  screen("books-faults", "aigul", "/books", async (page) => {
    await page.waitForSelector("form .line input");
    await page.locator("form .line input").nth(2).fill("он теңге");
    await page.waitForSelector("[aria-invalid=true]");
  }),
  screen("products", "madi", "/products", opened(".stacked tbody tr", "form")),
  screen("products-faults", "madi", "/products", async (page) => {
    await page.waitForSelector("form input");
    await page.fill("form input >> nth=0", "");
    await faulty("form")(page);
  }),
  screen("texts", "madi", "/texts", opened("form textarea")),
  screen("policy", "admin", "/policy", opened(".policies > li")),
  screen("policy-open", "admin", "/policy", async (page) => {
    await page.waitForSelector(".policies > li");
    await page.fill("main .two input >> nth=0", "ЖТСМ шегі");
    await page.fill("main .two input >> nth=0", "RATE_CAP");
    await page.locator(".policies summary").first().click();
  }),
  screen("organisation", "admin", "/organisation", opened(".preview")),
  screen("staff", "admin", "/staff", opened("tbody tr .state-bad")),
  screen("staff-lock", "admin", "/staff", async (page) => {
    await page.locator("tbody tr", { hasText: "dana" }).locator("button").click();
    await page.waitForSelector("dialog[open] select");
  }),
  screen("cash", "zere", "/cash", opened(".rows > li button", "tbody tr")),
  screen("cash-handing", "zere", "/cash", async (page) => {
    await page.locator(".rows > li button").first().click();
    await page.waitForSelector("form input[inputmode=numeric]");
  }),
  screen("cash-desks", "admin", "/cash", opened("tbody tr button", "form")),
  screen("payouts", "aigul", "/payouts?state=done", opened(".queue tbody tr")),
  screen("payouts-empty", "aigul", "/payouts", opened("main .card p.soft:nth-of-type(2), main .card tbody tr")),
  screen("refunds", "aigul", "/refunds?state=withdrawn", opened("[data-key=s]", "main .card p.soft:nth-of-type(2), main .card tbody tr")),
  screen("incidents", "sara", "/incidents", opened("form textarea")),
  screen("incidents-faults", "sara", "/incidents", faulty("form")),
  screen("channels", "madi", "/channels", opened("tbody tr", ".rows > li", "form textarea")),
  screen("channels-faults", "madi", "/channels", faulty("form")),
  screen("internals", "madi", "/internals", opened(".rows > li", "form")),
  screen("internals-approve", "admin", "/internals", async (page) => {
    await page.locator(".rows > li button:not([data-variant=outline])").first().click();
    await page.waitForSelector("dialog[open]");
  }),
  screen("letter-attached", "dana", (house) => `/clients/${house.client1.id}`, async (page) => {
    await page.waitForSelector("#attached", { state: "attached" });
    const buffer = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg==", "base64");
    await page.setInputFiles("#attached", { name: "төлем_тапсырысының_көшірмесі_2026_11_22.png", mimeType: "image/png", buffer });
    await page.waitForSelector(".attached img");
  }),
  screen("audit", "audit", "/audit", opened(".leaves tbody tr")),
  screen("keys", "dana", "", async (page) => {
    await page.waitForSelector(".tiles");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
  }),
];
