// test/browser/flows/calculator.mjs: the first page.
import { axe, tooWide } from "../browser.mjs";

const digits = (text) => text.replace(/[^\d]/g, "");
const cells = (page, row) => page.locator(`.compare tbody tr:nth-child(${row}) td`).allInnerTexts();

async function compares({ open, want, none }) {
  const page = await open("public", "");
  await page.waitForSelector(".compare");
  want("the organisation's name stands at the head", (await page.locator(".brand").innerText()).includes("Несие"));
  want("its logo is there", await page.locator(".brand img").evaluate((img) => img.complete && img.naturalWidth > 0));
  want("its colour is", await page.locator(".head").evaluate((head) => getComputedStyle(head).borderTopColor === "rgb(11, 90, 78)"));
  want("its name is in the title", (await page.title()).includes("Несие"));
  const most = await page.locator("#amount").evaluate((input) => input.closest(".slider").querySelector("[type=range]").max);
  want("the most is never proposed", digits(await page.inputValue("#amount")) !== most);
  want("three drafts are side by side", (await cells(page, 2)).length === 3);
  await page.fill("#amount", "300 000");
  await page.fill("#months", "12");
  await page.keyboard.press("Tab");
  const [get, back, over] = [await cells(page, 1), await cells(page, 2), await cells(page, 3)];
  want("what one gets is what was chosen", get.every((text) => digits(text) === "30000000"));
  want("overpayment is what goes back less what came", back.every((text, i) => Number(digits(text)) - 30_000_000 === Number(digits(over[i]))));
  want("the methods differ", new Set(back).size === 3);
  const sizes = await page.locator(".compare .large td").evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).fontSize + getComputedStyle(one).fontWeight))]);
  want("figures, effective and nominal rate are of one size", sizes.length === 1);
  want("the schedule has a row each month", (await page.locator(".schedule tbody tr").count()) === 12);
  none("axe", await axe(page));
  none("width", await tooWide(page));
}

async function same({ open, want, house }) {
  const page = await open("public", "");
  await page.waitForSelector(".compare");
  await page.fill("#amount", "400 000");
  await page.keyboard.press("Tab");
  await page.locator("input[name=method]").first().check({ force: true });
  const rows = await page.locator(".schedule tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  const [product] = (await house.ask("nobody", "public", "GET", "/v1/products")).json.products;
  const terms = {
    principal: "400000.00",
    rate_percent: product.rate_percent,
    method: "differentiated",
    periods: rows.length,
    day_count: product.day_count,
    weekend: product.weekend_next ? "next_working_day" : "keep",
  };
  const calendar = (await house.ask("nobody", "public", "GET", "/v1/calendar")).json;
  terms.start = calendar.today;
  terms.holidays = calendar.days.filter((day) => !day.works).map((day) => day.date);
  terms.workdays = calendar.days.filter((day) => day.works).map((day) => day.date);
  const said = house.command(["schedule"], JSON.stringify(terms));
  const wanted = JSON.parse(said).rows.filter((row) => row.nr > 0);
  const late = { ...terms, loan: { to: wanted[0].date }, events: [{ kind: "payout", day: terms.start, amount: terms.principal }] };
  const states = async (days) => {
    const to = new Date(Date.parse(wanted[0].date) + days * 86_400_000).toISOString().slice(0, 10);
    return JSON.parse(house.command(["schedule"], JSON.stringify({ ...late, loan: { to } }))).states.at(-1);
  };
  const { next_payment } = await states(-1);
  const grace = (Date.parse(next_payment.pay_by) - Date.parse(wanted[0].date)) / 86_400_000;
  const after = await states(grace + 30);
  const [told] = await cells(page, 7);
  want("thirty days late cost what the fold says", Number(digits(told)) === Number(digits(after.penalty.overdue)) + Number(digits(after.penalty.current)));
  want("each row is the server's to the tiyn", rows.every((row, i) => digits(row[2]) === digits(wanted[i].due) && digits(row[3]) === digits(wanted[i].principal)));
}

async function keyboard({ open, want }) {
  const page = await open("public", "");
  await page.waitForSelector(".compare");
  await page.keyboard.press("Tab");
  want("the way past the menu comes first", await page.evaluate(() => document.activeElement.className === "skip"));
  const before = await cells(page, 2);
  await page.locator("#amount").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  want("the slider moves by arrows", (await cells(page, 2))[0] !== before[0]);
  await page.locator("input[name=method]:checked").focus();
  await page.keyboard.press("ArrowRight");
  want("and so does the method", await page.locator("input[name=method]").nth(1).isChecked());
}

/** The keyboard of these tests finds what no key reaches. */
async function unreachable({ open, want }) {
  const page = await open();
  page.byKeyboard = true;
  await page.waitForSelector("#amount");
  await page.evaluate(() => document.querySelector("main").append(document.createElement("output")));
  await page.evaluate(() => document.querySelector("main > output").replaceChildren("басылатын сөз"));
  const said = await page.locator("main > output").click().catch((fault) => fault.message);
  want("a word that only a mouse presses is found", /no way by Tab/.test(said ?? ""));
  await page.locator("#amount").fill("250 000");
  want("a field is reached", (await page.evaluate(() => document.activeElement.id)) === "amount");
}

export const flows = [
  { name: "the calculator compares three methods live", rules: [["8.3"], ["8.4"], ["24.1"]], run: compares },
  { name: "the calculator and the server agree", once: true, run: same },
  { name: "the calculator works by keyboard", run: keyboard },
  { name: "what no key reaches is a fault", once: true, run: unreachable },
];
