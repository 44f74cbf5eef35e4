// test/browser/flows/office_incidents.mjs: unauthorised access and fraud: written down, clients and the authorised body informed.
import { messages, until } from "../lender.mjs";
import { inOffice, sound, tabTo } from "../hold.mjs";

const dayFrom = (days) => new Date(Date.now() + 5 * 3600e3 + days * 86_400e3).toISOString().slice(0, 10);

async function begun(given, page, what) {
  await page.waitForSelector("form textarea");
  await page.selectOption("form select", "fraud");
  await page.fill("form textarea", what);
  await page.fill("form input[type=date]", dayFrom(1));
  await page.locator("form button[type=submit]").first().click();
  await page.waitForSelector("form [aria-invalid=true], form [role=alert]");
  await sound(given, page, "found tomorrow");
  given.want("what was typed stays", (await page.inputValue("form textarea")) === what);
  await page.fill("form input[type=date]", dayFrom(0));
  await page.locator("form button[type=submit]").first().dblclick();
  const card = page.locator("main .card", { hasText: what }).last();
  await card.locator("tbody tr").first().waitFor();
  return card;
}

/** Informed at once, and once. RULE 13.1.b */
async function informed(given, page, card) {
  const { house, want } = given;
  const { iin, phone } = { iin: "800416100254", phone: "+77001234567" };
  const told = async () => (await messages(house, phone)).filter((one) => /заңсыз әрекет|неправомерн|unlawful/i.test(one)).length;
  const before = await told();
  await card.locator("[aria-expanded]").nth(1).click();
  await card.locator("form input").fill("ab");
  await card.locator("form input").fill(iin);
  await card.locator("form button").click();
  await card.locator(".found button").click();
  await page.waitForSelector("dialog[open]");
  await sound(given, page, "a client is informed");
  await page.locator("dialog button").first().dblclick();
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await card.locator(".found .state-good").waitFor();
  await until("the message", async () => (await told()) > before);
  want("and not asked about again", (await card.locator(".found button").count()) === 0);
}

/** Measures, or the letter to the body, without a mouse. RULE 13.1.a RULE 13.1.c */
async function deed(given, page, card, nth, words) {
  await card.locator("[aria-expanded]").nth(nth).focus();
  await page.keyboard.press("Enter");
  const field = card.locator("form textarea, form input:not([type=date])").first();
  await field.waitFor();
  await field.focus();
  await page.keyboard.insertText(words);
  await sound(given, page, nth === 0 ? "measures" : "the letter to the body");
  await tabTo(given, page, "form button[type=submit]");
  await page.keyboard.press("Enter");
  await card.locator(".rows > li", { hasText: words }).waitFor();
}

async function incident(given) {
  const { want, house } = given;
  const what = `Бөтен адам кірген ${given.lang} ${given.width} ${Date.now()}`;
  const page = await inOffice(given, "sara", "/incidents");
  const card = await begun(given, page, what);
  await informed(given, page, card);
  await deed(given, page, card, 0, "Кіру жабылды, құпиясөздер ауыстырылды");
  await deed(given, page, card, 2, "№ 17 шығыс хат");
  await card.locator("h2 ~ * .state-good, .states .state-good").first().waitFor();
  await sound(given, page, "all was done in time");
  const { incidents } = await house.want(200, "sara", "office", "GET", "/v1/incidents");
  const mine = incidents.filter((one) => one.what === what);
  want("pressed twice it is one, all done in time", mine.length === 1 && !mine[0].open && !mine[0].late && mine[0].steps.length === 3);
  const other = await inOffice(given, "dana", "/incidents");
  want("an officer does not see it", !(await other.locator("main").innerText()).includes(what));
  want("nor does the server show it", (await house.ask("dana", "office", "GET", "/v1/incidents")).status === 403);
}

export const flows = [
  { name: "the office writes down fraud and informs in time", rules: [["13.1.a"], ["13.1.b"], ["13.1.c"]], slow: true, run: incident },
];
