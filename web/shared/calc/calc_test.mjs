// web/shared/calc/calc_test.mjs: the WebAssembly build answers as the server's program does, byte for byte.
// Usage: node calc_test.mjs CALC.wasm NESIE COUNT SEED
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { CalcError, loadCalc } from "./calc.js";

const [wasm, nesie, count, seed] = process.argv.slice(2);
let passed = 0;
let failed = 0;

function want(label, got, wanted) {
  if (JSON.stringify(got) === JSON.stringify(wanted)) {
    passed++;
  } else if (failed++ < 5) {
    console.error(`${label}\n  got    ${JSON.stringify(got)}\n  wanted ${JSON.stringify(wanted)}`);
  }
}

// splitmix64
let state = BigInt(seed);
function dice(bound) {
  const mask = (1n << 64n) - 1n;
  state = (state + 0x9e3779b97f4a7c15n) & mask;
  let z = state;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
  return Number((z ^ (z >> 31n)) % BigInt(bound));
}
const pick = (...words) => words[dice(words.length)];
const date = () => new Date(Date.UTC(2020 + dice(10), dice(12), 1 + dice(31))).toISOString().slice(0, 10);

function randomTerms() {
  const terms = {
    principal: `${1 + dice(10 ** (1 + dice(8)))}`,
    rate_percent: `${dice(200)}.${dice(10)}${dice(10)}`,
    rate_is: pick("year", "year", "year", "period"),
    method: pick("annuity", "annuity", "differentiated", "bullet", "interest_only", "flat", "shares"),
    periods: 1 + dice(pick(6, 36, 120)),
    every: { count: 1 + dice(3), unit: pick("months", "months", "weeks", "days") },
    start: date(),
    day_count: pick("30/360", "act/365", "act/360", "act/act"),
    year_boundary: pick("jan1", "dec31"),
    leap: pick("actual", "feb29_period", "ignore"),
    first_day: pick("exclude", "exclude", "include"),
    rounding: pick("half_up", "half_even", "down", "up"),
    minor_units: pick(2, 2, 1, 0),
    level: pick(true, false),
    remainder: pick("last", "first", "spread"),
    weekend: pick("keep", "next_working_day"),
    shift: pick("charge", "free"),
    month_end: pick("anchor", "last_day", "first_of_next"),
    holidays: [date(), date()].sort(),
  };
  if (terms.method === "shares") {
    terms.shares = Array.from({ length: terms.periods }, () => `${dice(10)}.${dice(10)}`);
  }
  if (dice(4) === 0) {
    terms.interest_free = dice(terms.periods + 2);
    terms.grace_interest = dice(3);
    terms.grace_principal = dice(3);
  }
  if (dice(4) === 0) {
    terms.down_payment_percent = `${dice(50)}`;
    terms.instalment_multiple = `${10 ** dice(4)}`;
  }
  return terms;
}

const later = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);

function randomEvent(terms) {
  const day = later(terms.start, dice(pick(40, 400)));
  const amount = () => `${1 + dice(10 ** (1 + dice(7)))}.${dice(10)}0`;
  const rows = () => ({ schedule: [
    { date: later(day, 10 + dice(50)), principal: amount(), remuneration: pick("0", amount()) },
    { date: later(day, 61 + dice(90)), principal: amount(), remuneration: amount() }] });
  return pick(
    () => ({ kind: "payment", day, amount: amount() }), () => ({ kind: "payment", day, amount: amount() }),
    () => ({ kind: "early_repayment", day, amount: amount(), mode: pick("shorten", "lower", "skip"), ...pick({}, {}, rows()) }),
    () => ({ kind: "payoff", day, amount: amount() }), () => ({ kind: "reschedule", day, ...rows(), takes_overdue: pick(true, false) }),
    () => ({ kind: "lower_rate", day, rate_percent: pick("0", "0.5"), ...pick({}, rows()) }),
    () => ({ kind: "holiday", day, until: later(day, 1 + dice(90)), accrues: pick(true, false) }),
    () => ({ kind: "suspend", day, reason: "x" }), () => ({ kind: "resume", day, back: pick(true, false) }),
    () => ({ kind: "cost", day, amount: amount() }), () => ({ kind: "forgive", day }), () => ({ kind: "refund", day, amount: amount() }),
    () => ({ kind: "write_off", day, ...pick({}, { principal: amount() }, { remuneration: amount(), costs: "1" }) }),
  )();
}

/** A life for the loan, and terms of the fold. */
function withEvents(terms) {
  const events = Array.from({ length: dice(7) }, () => randomEvent(terms));
  if (events.length > 1 && dice(3) === 0) {
    events[0].id = pick("first", "0196f0a0-0000-7000-8000-0123456789ab");
    events.push({ kind: "reversal", day: later(events[0].day, dice(30)), of: events[0].id });
  }
  const loan = {
    class: pick("consumer", "mortgage", "secured", "business"), pay_by: pick("working_day", "date"),
    overdue_bears: pick(true, true, false), to: later(terms.start, 500 + dice(300)),
    penalty: { first_percent: pick("0.5", "0.1"), first_days: pick(90, 10), cap_percent: pick("10", "3"), year: pick("anniversary", "calendar"),
      base: pick("payment", "principal") },
    ...pick({}, {}, { allocation: ["costs", "penalty", "overdue_remuneration", "overdue_principal", "current_remuneration", "current_principal"] }),
  };
  return pick({ ...terms, events }, { ...terms, events, loan }, { ...terms, events, loan });
}

const BATCH = 5000; // answers of more are longer than a string may be
const calc = await loadCalc(readFileSync(wasm));
let refused = 0;
let folded = 0;

function compare(terms, answer) {
  let got;
  try {
    got = calc.schedule(terms);
  } catch (error) {
    if (!(error instanceof CalcError)) {
      throw error;
    }
    got = { errors: error.errors.map(({ field, code }) => ({ field, code })) };
    refused++;
  }
  if (answer.errors && terms.events && got.errors) {
    got = answer; // both refuse; the program names more of what is wrong
  }
  folded += "states" in answer;
  want(JSON.stringify(terms), got,
    answer.errors && !(terms.events && got === answer) ? { errors: answer.errors.map(({ field, code }) => ({ field, code })) } : answer);
}

function randomInput() {
  return dice(2) === 0 ? randomTerms() : withEvents(randomTerms());
}

let first;
for (let left = Number(count); left > 0; left -= BATCH) {
  const inputs = Array.from({ length: Math.min(left, BATCH) }, randomInput);
  const native = spawnSync(nesie, ["schedule", "--lines"], {
    input: inputs.map((terms) => `${JSON.stringify(terms)}\n`).join(""), encoding: "utf8", maxBuffer: 2 ** 28,
  });
  const lines = native.stdout.trimEnd().split("\n");
  want("the program complains of nothing", native.stderr, "");
  want("the program answers each line", lines.length, inputs.length);
  lines.forEach((line, i) => compare(inputs[i], JSON.parse(line)));
  first ??= inputs[0];
}
want("some are refused, most are not", refused > 0 && refused < Number(count) / 2, true);
want("some are folded", folded > Number(count) / 5, true);

want("a flow and its return", calc.rate({ flows: [{ date: "2026-01-01", amount: "-1000" }, { date: "2027-01-01", amount: "1460" }] }),
  { effective_rate: { percent: "46.000000", legal: "46.0" } });
for (const [terms, field] of [[{}, "principal"], [{ ...first, principal: "1,5" }, "principal"],
  [{ ...first, start: "2026-02-30" }, "start"], [{ ...first, method: "loan" }, "method"]]) {
  try {
    calc.schedule(terms);
    want("is refused", terms, null);
  } catch (error) {
    want("names the member", error.errors.some((one) => one.field === field), true);
  }
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
