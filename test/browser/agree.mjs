// test/browser/agree.mjs: the calculator (WebAssembly), the offers, the contract, the account and the ledger give the same tiyn for
// random loans, through the doors that clients and staff use. Usage: node agree.mjs COUNT SEED
// Each wish is offered and compared by every method; each tenth is borrowed, until the people are used up. TAP.
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCalc } from "../../web/shared/calc/calc.js";
import { House, ROOT } from "./house.mjs";
import { Borrower, listed } from "./lender.mjs";

const [count = 4, seed = 0] = process.argv.slice(2).map(Number);
const BORROWED_EACH = 10;
/** People of the world with clean histories and without a spouse, whose consent large loans would need. */
const PEOPLE = Array.from({ length: 80 }, (_, i) => 20 + i).filter((n) => n % 4 !== 0);
const ABOVE_ONE_OFFICER = 250_000; // amounts that one officer decides alone

let state = BigInt(seed) * 2_862_933_555_777_941_757n + 3_037_000_493n;
function dice(most) {
  state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
  return Number((state >> 33n) % BigInt(most));
}

const tiyn = (text) => BigInt(text.replace(".", ""));
const show = (amount) => `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`;

class Wrong extends Error {}
function same(what, a, b) {
  if (a !== b) {
    throw new Wrong(`${what}: ${a} is not ${b}`);
  }
}

function termsOf(product, amount, periods, method, calendar) {
  const days = (works) => calendar.days.filter((day) => (day.works === true) === works).map((day) => day.date);
  return {
    principal: amount, rate_percent: product.rate_percent, method, periods, every: { count: 1, unit: "months" },
    start: calendar.today, day_count: product.day_count, weekend: product.weekend_next ? "next_working_day" : "keep",
    holidays: days(false), workdays: days(true),
  };
}

function sameRows(what, ours, theirs) {
  same(`${what}: how many payments`, ours.length, theirs.length);
  ours.forEach((row, i) => {
    for (const name of ["date", "principal", "remuneration", "due"]) {
      same(`${what}: payment ${i + 1}, ${name}`, row[name], theirs[i][name]);
    }
  });
}

/** Every method of the calculator against the offers: rows, totals, effective rate. */
function offersAgree(calc, wish, offers) {
  same("how many methods", offers.length, wish.product.methods.length);
  for (const offer of offers) {
    const drawn = calc.schedule(termsOf(wish.product, wish.amount, wish.periods, offer.method, wish.calendar));
    sameRows(`${wish.amount} for ${wish.periods}, ${offer.method}`, drawn.rows.filter((row) => row.nr > 0), offer.rows.filter((row) => row.nr > 0));
    same("what goes back", drawn.totals.due, offer.due);
    same("overpayment", drawn.overpayment, offer.overpayment);
    same("effective rate", drawn.effective_rate.legal, offer.legal_percent);
  }
}

/** The table of the contract as people read it: "1 234,50" → "1234.50". */
function contractRows(model) {
  const table = model.blocks.find((block) => block.is === "table");
  const plain = (cell) => cell.replace(/[\s\u00a0]/g, "").replace(",", ".");
  return table.rows.map((row) => row.map(plain));
}

async function booksOf(house, day) {
  const trial = await house.want(200, "aigul", "office", "GET", `/v1/days/${day}/balances`);
  const found = trial.balances.find((one) => one.account === "1110");
  return found ? tiyn(found.debit ?? "0.00") - tiyn(found.credit ?? "0.00") : 0n;
}

/** Contract, account and ledger of what was chosen. */
async function borrow(house, one, application, offer, wish) {
  const before = await booksOf(house, wish.calendar.today);
  const contract = await one.formed(application, offer.method);
  const model = await one.ask(200, "GET", `/v1/mine/contracts/${contract.id}/page`);
  const cells = contractRows(model);
  const rows = offer.rows.filter((row) => row.nr > 0);
  for (const row of rows) {
    const written = cells.find((line) => line.includes(row.due) && line.includes(row.principal) && line.includes(row.remuneration));
    same(`the contract has the payment of ${row.date}`, written !== undefined, true);
  }
  same("amount of the contract", contract.amount, wish.amount);
  const concluded = await one.concluded(contract);
  await one.paid(concluded.payout);
  const loan = await one.ask(200, "GET", `/v1/mine/loans/${concluded.loan}`);
  same("the debt on the first day", loan.debt, wish.amount);
  const payments = await one.ask(200, "GET", `/v1/mine/loans/${concluded.loan}/payments`);
  sameRows("the account", payments.upcoming, rows);
  same("the ledger", show((await booksOf(house, wish.calendar.today)) - before), wish.amount);
}

const house = await House.begin();
let failed = 0;
let borrowed = 0;
console.log(`1..${count}`);
try {
  const calc = await loadCalc(readFileSync(process.env.NESIE_CALC ?? join(ROOT, "web/generated/calc.wasm")));
  await house.people_begin();
  await listed(house, "sara");
  const calendar = (await house.ask("nobody", "public", "GET", "/v1/calendar")).json;
  const product = (await house.ask("nobody", "public", "GET", "/v1/products")).json.products.find((one) => one.code === "consumer");
  const people = [...PEOPLE];
  let one = null;
  for (let nth = 1; nth <= count; nth++) {
    const step = BigInt(Math.round(Number(product.amount_step)));
    const least = BigInt(Math.round(Number(product.amount_min)));
    const amount = least + BigInt(dice(Number((BigInt(ABOVE_ONE_OFFICER) - least) / step) + 1)) * step;
    const periods = product.periods_min + dice(product.periods_max - product.periods_min + 1);
    const wish = { product, amount: `${amount}.00`, periods, calendar };
    try {
      one ??= await new Borrower(house, people.shift()).register();
      const application = await one.decided("consumer", wish.amount, periods, ["dana"]);
      const offers = await one.offers(application);
      offersAgree(calc, wish, offers);
      if (nth % BORROWED_EACH === 1 && people.length > 0) {
        await one.account();
        await borrow(house, one, application, offers[dice(offers.length)], wish);
        borrowed++;
        one = null; // who has a loan may not get the next one
      } else {
        await one.ask(200, "POST", `/v1/mine/applications/${application}/withdrawal`);
      }
      console.log(`ok ${nth} - ${wish.amount} for ${periods} months`);
    } catch (fault) {
      failed++;
      one = null;
      console.log(`not ok ${nth} - ${wish.amount} for ${periods} months\n# ${String(fault.message).slice(0, 600).replaceAll("\n", "\n# ")}`);
    }
  }
  console.log(`# ${count} loans offered, ${borrowed} of them borrowed`);
} finally {
  await house.end();
}
if (failed === 0 && borrowed > 0 && process.env.NESIE_RULES_OUT) {
  for (const rule of ["8.3", "8.4", "7.5.a"]) {
    appendFileSync(process.env.NESIE_RULES_OUT, `${rule}\tshows\tcalculator_offer_contract_account_and_ledger_agree\n`);
  }
}
process.exit(failed > 0 ? 1 : 0);
