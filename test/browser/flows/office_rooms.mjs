// test/browser/flows/office_rooms.mjs: each room of the office at work: with the keyboard alone, by two persons, pressed twice,
// in two tabs, with a session that ends, and refused to whose duty it is not.
import { until } from "../lender.mjs";
import { officeFurnished, somebody, statementOf } from "../lending.mjs";
import { codeOf, PASSWORD } from "../house.mjs";
import { inOffice, sound, tabTo } from "../hold.mjs";

const today = () => new Date(Date.now() + 5 * 3600e3).toISOString().slice(0, 10);

const focused = (page, selector) => page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);

async function desk(given) {
  const { want, house } = given;
  await officeFurnished(house);
  const page = await inOffice(given, "dana");
  const digits = (text) => text.replace(/\D/g, "");
  let told;
  let shown;
  let same = false;
  for (let i = 0; i < 10 && !same; i++) { // other flows lend in the same house: until nothing came in between
    await page.reload();
    await page.waitForSelector(".figures-list");
    shown = (await page.locator(".tile-value").allInnerTexts()).map(digits);
    told = await house.want(200, "dana", "office", "GET", "/v1/figures");
    same = shown[0] === String(told.new_today) && shown.includes(digits(told.disbursed_today.amount.split(".")[0]));
  }
  want("the figures are the server's", same && told.new_today >= 4);
  want("what was disbursed is among them", Number(told.disbursed_today.amount) >= 120_000);
  await sound(given, page, "desk");
}

/** An application of the own, found and decided without a mouse; RULE 7.4, 10.1. */
async function queue(given) {
  const { want, house } = given;
  await officeFurnished(house);
  const asker = await (await somebody(house).register()).apply(110_000, 6);
  const page = await inOffice(given, "dana", "/applications");
  await page.waitForSelector(`.queue a[href$="${asker.application}"]`);
  await sound(given, page, "queue");
  want("clocks tell how long they wait", (await page.locator(".queue .clock").count()) > 0);
  for (let i = 0; i < 30 && !(await focused(page, `a[href$="${asker.application}"]`)); i++) {
    await page.keyboard.press("j");
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-key=a]");
  await sound(given, page, "review");
  await page.keyboard.press("r");
  want("r goes to the reason of a refusal", await focused(page, "[data-key=r]"));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("a");
  want("a goes to the approval and does not approve", await focused(page, "[data-key=a]"));
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await sound(given, page, "confirmation");
  want("the confirmation shows the amount", (await page.locator("dialog").innerText()).replace(/\D/g, "").includes("11000000"));
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await page.locator("[data-key=a]").focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await tabTo(given, page, "dialog button");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/applications$/);
  const whole = await house.want(200, "dana", "office", "GET", `/v1/applications/${asker.application}`);
  want("pressed twice it is one decision", whole.verdicts.length === 1 && whole.application.state === "approved");
  await page.waitForSelector("main h1");
  await page.keyboard.press("u");
}

/** Above an amount two different persons approve; RULE 27. */
async function twoApprove(given) {
  const { want, house } = given;
  await officeFurnished(house);
  const asker = await (await somebody(house).register()).apply(350_000, 12);
  const path = `/applications/${asker.application}`;
  for (const [who, state] of [["dana", "checking"], ["erlan", "approved"]]) {
    const page = await inOffice(given, who, path);
    await page.waitForSelector("[data-key=a]");
    await page.click("[data-key=a]");
    await page.locator("dialog button").first().dblclick();
    await page.waitForURL(/\/applications$/);
    const whole = await house.want(200, "dana", "office", "GET", `/v1/applications/${asker.application}`);
    want(`after ${who} it is ${state}`, whole.application.state === state);
    if (who === "dana") {
      await page.goto(`${house.address("office")}/${given.lang}${path}`);
      await page.waitForSelector(".stacked tbody tr");
      await page.waitForSelector("main .card:last-child p");
      want("who approved is not asked again", (await page.locator("[data-key=a]").count()) === 0);
      const again = await house.ask("dana", "office", "POST", `/v1/applications/${asker.application}/decision`, { approve: true });
      want("nor does the server take it", again.json?.code === "APPLICATION_PERSON");
    }
  }
}

/** A check that needs a person; RULE 8.1. */
async function gate(given) {
  const { want, house } = given;
  await officeFurnished(house);
  const asker = await (await somebody(house).register()).apply(120_000, 6, { pep: true });
  const officer = await inOffice(given, "dana", `/applications/${asker.application}`);
  await officer.waitForSelector("[data-key=a]");
  want("an officer does not decide the check", (await officer.locator(".deciding").count()) === 0);
  await officer.click("[data-key=a]");
  await officer.locator("dialog button").first().click();
  await officer.waitForSelector("dialog [role=alert]");
  await sound(given, officer, "a refusal in the confirmation");
  const page = await inOffice(given, "sara", `/applications/${asker.application}`);
  await page.waitForSelector(".deciding textarea");
  await page.locator(".deciding textarea").focus();
  await page.keyboard.type("Табыс көзі расталды");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".deciding", { state: "detached" });
  await sound(given, page, "a decided check");
}

async function cases(given) {
  const { want, house } = given;
  await officeFurnished(house);
  const page = await inOffice(given, "sara", "/cases");
  await page.waitForSelector(".rows > li textarea");
  await sound(given, page, "cases");
  want("a way to the client is there", (await page.locator(`a[href$="/clients/${house.persons.listed.id}"]`).count()) > 0);
  const one = page.locator(".rows > li").first();
  want("without grounds nothing can be decided", await one.locator("button").first().isDisabled());
  await one.locator("textarea").fill("Нөмірі мен аты сәйкес");
  await one.locator("button").first().click();
  await page.waitForSelector("dialog[open]");
  await sound(given, page, "case, confirmation");
  await page.locator("dialog button").first().dblclick();
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await page.waitForSelector(".state-bad");
  const officer = await inOffice(given, "dana", "/cases");
  want("an officer has no room of lists", (await officer.locator(".rows > li").count()) === 0);
  const told = await house.ask("dana", "office", "GET", "/v1/aml/cases");
  want("nor does the server show them", told.status === 403);
}

/** Money of nobody, assigned by the number of a contract; RULE 7.5.a, 27. */
async function bank(given) {
  const { want, house } = given;
  const { borrower, large } = await officeFurnished(house);
  const amount = `${1000 + Math.floor(Math.random() * 8999)}.00`;
  await large.pay(amount, "жай аударым"); // of somebody without a loan
  const page = await inOffice(given, "bolat", "/bank");
  await page.waitForSelector("#statement", { state: "attached" });
  await page.setInputFiles("#statement", { name: "bad.xml", mimeType: "application/xml", buffer: Buffer.from("<Document/>") });
  await page.waitForSelector("[role=alert]");
  await sound(given, page, "bank, refused file");
  const buffer = Buffer.from(await statementOf(house, today()));
  await page.setInputFiles("#statement", { name: "statement.xml", mimeType: "application/xml", buffer });
  await page.waitForSelector("[role=status] .details");
  const row = page.locator(".stacked tbody tr", { hasText: new RegExp(amount.replace(".00", "").replace(/(\d)(\d{3})$/, "$1.?$2")) });
  await row.first().waitFor();
  await sound(given, page, "bank");
  await row.first().locator("input").fill("00000000000");
  await row.first().locator("form button").click();
  await page.locator("dialog button").first().click();
  await page.waitForSelector("dialog [role=alert], dialog .fault, .assign [aria-invalid=true]", { state: "attached" });
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await row.first().locator("input").fill(borrower.number_of_contract);
  await row.first().locator("form button").click();
  await page.waitForSelector("dialog[open]");
  await sound(given, page, "bank, confirmation");
  await page.locator("dialog button").first().dblclick();
  await page.waitForSelector("dialog[open]", { state: "detached" });
  const paid = await house.want(200, "aigul", "office", "GET", `/v1/loans/${borrower.loan}/payments`);
  want("pressed twice it is one payment", paid.actual.filter((one) => one.amount === amount).length === 1);
}

/** The fold explained: the lines of each figure add up to it; RULE 7.5. */
async function loan(given) {
  const { want, house } = given;
  const { borrower } = await officeFurnished(house);
  const page = await inOffice(given, "dana", `/loans/${borrower.loan}`);
  await page.waitForSelector(".schedule tbody tr");
  await sound(given, page, "loan");
  const later = new Date(Date.now() + 45 * 86_400e3).toISOString().slice(0, 10);
  await page.fill("input[type=date]", later);
  await page.waitForFunction((day) => document.querySelector("main").innerText.includes(day.slice(0, 4)), later);
  await page.waitForSelector("details.why");
  const told = await house.want(200, "dana", "office", "GET", `/v1/loans/${borrower.loan}?day=${later}`);
  for (const figure of ["principal", "remuneration", "penalty"]) {
    const tiyn = (text) => BigInt((text ?? "0.00").replace(".", ""));
    const sum = told.lines.filter((line) => line.figure === figure).reduce((all, line) => all + tiyn(line.amount), 0n);
    want(`the lines of ${figure} add up to it`, sum === tiyn(told[figure].current) + tiyn(told[figure].overdue));
  }
  await tabTo(given, page, "details.why summary");
  await page.keyboard.press("Enter");
  await page.waitForSelector("details.why[open] tbody tr");
  await sound(given, page, "loan, explained");
  want("events are shown", (await page.locator(".events tbody tr").count()) > 0);
  const saved = page.waitForEvent("download");
  await page.locator(".rows button").first().click();
  want("a paper can be kept", (await saved).suggestedFilename().endsWith(".pdf"));
}

/** A masked number is shown whole only with a reason, which who examines sees; RULE 11.2, 27. */
async function reveal(given) {
  const { want, house } = given;
  const path = `/clients/${house.client1.id}`;
  const page = await inOffice(given, "dana", path);
  await page.waitForSelector(".masked button");
  await tabTo(given, page, ".masked button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await sound(given, page, "reveal");
  await tabTo(given, page, "dialog input");
  const note = `Сот сұрауы ${given.lang} ${given.width}`;
  await page.keyboard.type("я");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog [aria-invalid=true]");
  await page.fill("dialog input", note);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  want("the number is shown whole", (await page.locator(".masked").first().innerText()).includes("800416100254"));
  await page.locator(".masked button").first().click();
  want("and goes behind its mask again", !(await page.locator("main").innerText()).includes("800416100254"));
  const auditor = await inOffice(given, "audit", path);
  await auditor.waitForSelector(".card h2");
  want("an auditor sees no whole number", (await auditor.locator(".masked button").count()) === 0);
  await auditor.locator("main .card").last().locator("button").click();
  await auditor.waitForSelector(".stacked tbody tr");
  want("the reason stands in who looked", (await auditor.locator("q", { hasText: note }).count()) >= 1);
  await sound(given, auditor, "who looked");
}

async function search(given) {
  const { want, house } = given;
  const { borrower } = await officeFurnished(house);
  const page = await inOffice(given, "dana", "/clients");
  for (const [text, where] of [
    [borrower.person.iin, `/clients/${borrower.id}`],
    [borrower.person.phone, `/clients/${borrower.id}`],
    [borrower.number_of_contract, `/loans/${borrower.loan}`],
  ]) {
    await page.waitForSelector("main h1");
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("/");
    await page.waitForFunction(() => document.activeElement?.type === "search");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(where));
    await page.waitForSelector(".details");
  }
  await page.goto(`${house.address("office")}/${given.lang}/clients`);
  await page.waitForSelector("input[type=search]");
  await page.fill("input[type=search]", `${borrower.person.first_name} ${borrower.person.last_name.slice(0, 4)}`);
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => location.pathname.includes(id) || document.querySelector(`a[href$="${id}"]`), borrower.id);
  want("nothing of it stands in the address", !page.url().includes(borrower.person.iin));
}

/** A version of a product: proposed, not approved by its maker, decided by another, once; RULE 27. */
async function products(given) {
  const { want, house } = given;
  const name = `Жаңа ${given.lang}${given.width} ${Date.now() % 100000}`;
  const maker = await inOffice(given, "madi", "/products");
  await maker.waitForSelector("form input");
  await sound(given, maker, "products");
  await maker.locator("form .two input").nth(1).fill(name);
  await maker.locator("form .two input").nth(2).fill(name);
  await maker.locator("form .two input").nth(3).fill(name);
  await maker.click("form button[type=submit]");
  const mine = maker.locator("main .card", { hasText: name }).first();
  await mine.waitFor();
  await sound(given, maker, "a proposal with its differences");
  want("who proposed cannot decide", (await mine.locator("button").count()) === 0);
  const { products: all } = await house.want(200, "madi", "office", "GET", "/v1/product-versions");
  const { id } = all.find((one) => one.name_ru === name);
  const own = await house.ask("madi", "office", "POST", `/v1/products/${id}/decision`, { approve: true });
  want("nor does the server take it", own.json?.code === "PRODUCT_MAKER");
  const checker = await inOffice(given, "admin", "/products");
  const theirs = checker.locator("main .card", { hasText: name }).first();
  await theirs.waitFor();
  await theirs.locator("button").nth(1).dblclick();
  await checker.waitForFunction((text) => ![...document.querySelectorAll("main .card ins")].some((one) => one.innerText === text), name);
  want("an officer proposes nothing", (await (await inOffice(given, "dana", "/products")).locator("form").count()) === 0);
}

/** RULE 8.2, 8.5: the texts that clients acknowledge, published by a second person. */
async function texts(given) {
  const { want, house } = given;
  const line = `9. ${given.lang} ${given.width} ${Date.now()}`;
  const maker = await inOffice(given, "madi", "/texts");
  await maker.waitForSelector("form textarea");
  await sound(given, maker, "texts");
  for (const body of await maker.locator("form textarea").all()) {
    await body.fill(`${await body.inputValue()}\n${line}`);
  }
  await maker.click("form button[type=submit]");
  const mine = maker.locator("main .card", { has: maker.locator("ins", { hasText: line }) }).first();
  await mine.waitFor();
  await sound(given, maker, "a proposed text");
  want("who proposed cannot decide", (await mine.locator("button").count()) === 0);
  const checker = await inOffice(given, "admin", "/texts");
  const theirs = checker.locator("main .card", { has: checker.locator("ins", { hasText: line }) }).first();
  await theirs.waitFor();
  await theirs.locator("button").first().dblclick();
  await theirs.waitFor({ state: "detached" });
  let same = false;
  for (let i = 0; i < 5 && !same; i++) { // another pair of language and width may publish its own in between
    const all = await house.want(200, "dana", "office", "GET", "/v1/disclosure-versions");
    const shown = await house.want(200, "dana", "office", "GET", "/v1/disclosures");
    const published = all.texts.filter((one) => one.kind === "rules" && one.state === "published");
    const newest = published.reduce((last, one) => (one.nr > last.nr ? one : last));
    want("it is published", published.some((one) => one.body_kk.endsWith(line)));
    same = shown.texts.find((one) => one.kind === "rules").body_kk === newest.body_kk;
  }
  want("the newest is what clients are shown", same);
}

async function policy(given) {
  const { want } = given;
  const page = await inOffice(given, "admin", "/policy");
  await page.waitForSelector(".policies > li");
  await sound(given, page, "policy");
  const all = await page.locator(".policies > li").count();
  await page.locator("main .two input").first().fill("RATE_CAP");
  await page.waitForFunction((n) => document.querySelectorAll(".policies > li").length < n, all);
  await page.locator(".policies summary").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".history li");
  want("former values stand with their days", (await page.locator(".history li").count()) >= 1);
  await sound(given, page, "policy, a rule");
  if (given.lang !== "en") {
    want("no English source is left", !/Resolution|resolution|Law on/.test(await page.locator(".policies").innerText()));
  }
}

/** Another role's room is refused, by the page and by the server; RULE 27. */
async function refused(given) {
  const { want, house } = given;
  const page = await inOffice(given, "admin", "/audit");
  want("the page says that it is not open", (await page.locator(".leaves").count()) === 0);
  await sound(given, page, "not yours");
  for (const [who, path] of [
    ["admin", "/v1/audit"], ["admin", "/v1/applications?state=checking"], ["dana", "/v1/audit"], ["dana", "/v1/journals"],
    ["dana", "/v1/staff"], ["aigul", "/v1/aml/cases"], ["aigul", `/v1/clients/${house.client1.id}/looks`], ["sara", "/v1/bank-lines?state=own"],
  ]) {
    want(`${who} is refused ${path}`, (await house.ask(who, "office", "GET", path)).status === 403);
  }
}

/** Two tabs: what one decided the other is told; RULE 27. */
async function twoTabs(given) {
  const { want, house } = given;
  const note = `Екі қойынды ${given.lang} ${given.width} ${Date.now()}`;
  await house.want(201, "aigul", "office", "POST", "/v1/journals", {
    value_on: today(), note, entries: [{ debit: "1010", credit: "3390", amount: "10.00" }],
  });
  const [one, two] = [await inOffice(given, "bolat", "/books"), await inOffice(given, "bolat", "/books")];
  const row = (page) => page.locator(".rows > li", { hasText: note });
  await row(two).waitFor();
  await row(one).locator("button").first().click();
  await row(one).waitFor({ state: "detached" });
  await row(two).locator("button").nth(1).click();
  await row(two).locator("[role=alert]").waitFor();
  await sound(given, two, "decided in another tab");
  want("the fault is said in the page's language", (await row(two).locator("[role=alert] p").first().innerText()).length > 10);
}

const usedCodes = new Map();
async function freshCode(login, secret) {
  for (;;) {
    const code = codeOf(secret);
    if (usedCodes.get(login) !== code) {
      usedCodes.set(login, code);
      return code;
    }
    await new Promise((go) => setTimeout(go, 500));
  }
}

/** The session ends in the middle of a letter: nothing typed is lost; back and reload work. */
async function sessionEnds(given) {
  const { want, house } = given;
  const login = `late.${given.lang}${given.width}.${Date.now() % 100000}`;
  const secret = await house.staff(login, "Кеш Қызметкер", "officer");
  usedCodes.set(login, codeOf(secret));
  const page = await inOffice(given, login, `/clients/${house.client1.id}`);
  await page.waitForSelector("textarea");
  const text = `Сеанс аяқталса да жоғалмайды ${login}`;
  await page.fill("textarea", text);
  await page.context().clearCookies();
  await page.locator("form button[type=submit]").last().dblclick();
  await page.waitForSelector("dialog[open]");
  await sound(given, page, "sign in again");
  await page.fill("dialog input[autocomplete=current-password]", PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog input[autocomplete=one-time-code]");
  await page.fill("dialog input[autocomplete=one-time-code]", await freshCode(login, secret));
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]", { state: "detached", timeout: 120_000 });
  const letters = await until("the letter", async () => {
    const found = await house.ask("dana", "office", "GET", `/v1/clients/${house.client1.id}/letters`);
    const mine = [];
    for (const head of found.json.letters.filter((one) => !one.from_client).slice(0, 3)) {
      const letter = await house.want(200, "dana", "office", "GET", `/v1/letters/${head.id}`);
      if (letter.text === text) {
        mine.push(letter);
      }
    }
    return mine.length > 0 ? mine : null;
  });
  want("pressed twice it was sent once", letters.length === 1);
  await page.click(".menu", { timeout: 500 }).catch(() => undefined);
  await page.locator('.rooms a[href$="/policy"]').click();
  await page.waitForURL(/\/policy$/);
  await page.goBack();
  await page.waitForURL(new RegExp(house.client1.id));
  await page.reload();
  await page.waitForSelector("textarea");
}

export const flows = [
  { name: "the desk shows the figures of the day", rules: [["27"]], run: desk },
  { name: "the office queue is worked with the keyboard alone", rules: [["7.4"]], run: queue },
  { name: "a large office application takes two persons", rules: [["27", "refuses"]], run: twoApprove },
  { name: "a check of the office is decided by a person", rules: [["8.1"]], run: gate },
  { name: "the office decides a case of the lists", once: true, rules: [["10.1"], ["8.1"]], run: cases },
  { name: "office money of nobody finds its loan", rules: [["7.5.a"]], run: bank },
  { name: "the office loan explains its figures", rules: [["7.5"]], run: loan },
  { name: "an office number is shown whole with a reason", rules: [["11.2"], ["32"]], run: reveal },
  { name: "the office finds by number, name and contract", rules: [["11.2"]], run: search },
  { name: "an office product takes two persons", rules: [["27", "refuses"], ["8.3"]], run: products },
  { name: "an office text takes two persons", rules: [["8.2"], ["8.5"]], run: texts },
  { name: "office rules stand with days, layers and sources", rules: [["27"]], run: policy },
  { name: "another role's room of the office is refused", rules: [["27", "refuses"]], run: refused },
  { name: "two tabs of the office decide once", rules: [["27", "refuses"]], run: twoTabs },
  { name: "an office session ends and nothing typed is lost", run: sessionEnds },
];
