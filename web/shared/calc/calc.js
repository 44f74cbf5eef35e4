// web/shared/calc/calc.js: the arithmetic of the server (src/calc, compiled to WebAssembly) with the JSON of `nesie schedule`
// and `nesie rate` (docs/schedule.md). Types: calc.d.ts. Amounts are decimal strings, as everywhere; no number is ever a double.

const DAY_1970 = 719163;
const DAY_LAST = 3652059;

// The words of each choice and the number of the first one, as the enums of src/calc/terms.h have them.
const CHOICES = {
  method: [1, "annuity", "differentiated", "bullet", "interest_only", "flat", "fixed_instalment", "shares"],
  unit: [1, "days", "weeks", "months"],
  rate_is: [0, "year", "period"],
  day_count: [1, "30/360", "act/365", "act/360", "act/act"],
  year_boundary: [0, "jan1", "dec31"],
  leap: [0, "actual", "feb29_period", "ignore"],
  first_day: [0, "exclude", "include"],
  rounding: [0, "half_even", "half_up", "down", "up"],
  remainder: [0, "last", "first", "spread"],
  weekend: [0, "keep", "next_working_day"],
  shift: [0, "charge", "free"],
  month_end: [0, "anchor", "last_day", "first_of_next"],
};

export class CalcError extends Error {
  /** @param {{field: string, code: string}[]} errors */
  constructor(errors) {
    super(errors.map((error) => `${error.field}: ${error.code}`).join(", "));
    this.name = "CalcError";
    this.errors = errors;
  }
}

/** A decimal text as a whole number of its last place; remembers what is wrong. */
function decimal(errors, field, text, places, code) {
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(String(text));
  if (!match || (match[3] ?? "").length > places) {
    errors.push({ field, code });
    return 0n;
  }
  const size = BigInt(match[2] + (match[3] ?? "").padEnd(places, "0"));
  if (size >= 1n << 62n) {
    errors.push({ field, code: code.replace("FORM", "RANGE") });
    return 0n;
  }
  return match[1] ? -size : size;
}

const money = (errors, field, text) => decimal(errors, field, text, 2, "MONEY_FORM");

function showDecimal(number, places) {
  const size = (number < 0n ? -number : number).toString().padStart(places + 1, "0");
  return `${number < 0n ? "-" : ""}${size.slice(0, -places)}.${size.slice(-places)}`;
}

function dayOf(errors, field, text) {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(String(text));
  if (!match) {
    errors.push({ field, code: "DATE_FORM" });
    return 0n;
  }
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const day = date.getTime() / 86400000 + DAY_1970;
  if (day < 1 || day > DAY_LAST || showDate(BigInt(day)) !== text) {
    errors.push({ field, code: "DATE_RANGE" });
    return 0n;
  }
  return BigInt(day);
}

function showDate(day) {
  const date = new Date((Number(day) - DAY_1970) * 86400000);
  const part = (number, width) => String(number).padStart(width, "0");
  return `${part(date.getUTCFullYear(), 4)}-${part(date.getUTCMonth() + 1, 2)}-${part(date.getUTCDate(), 2)}`;
}

function gcd(a, b) {
  return b === 0n ? a : gcd(b, a % b);
}

/** A percentage with six decimals as a fraction in lowest terms. */
function percent(errors, field, text) {
  const over = decimal(errors, field, text, 6, "RATE_FORM");
  const by = gcd(over, 100000000n);
  return [over / by, 100000000n / by];
}

function whole(errors, field, value, otherwise) {
  const text = String(value ?? otherwise);
  if (!/^-?(0|[1-9][0-9]{0,17})$/.test(text)) {
    errors.push({ field, code: "NUMBER_FORM" });
    return BigInt(otherwise);
  }
  return BigInt(text);
}

function choice(errors, field, name, value, otherwise) {
  const [first, ...words] = CHOICES[name];
  const at = words.indexOf(value ?? otherwise);
  if (at < 0) {
    errors.push({ field, code: value === undefined ? "TERMS_NEEDED" : "INPUT_CHOICE" });
    return 0n;
  }
  return BigInt(first + at);
}

/** The yearly rate of a rate of a period (docs/schedule.md, 2). */
function yearly([over, under], input, every) {
  if (input.rate_is !== "period") {
    return [over, under];
  }
  const year = input.day_count === "30/360" || input.day_count === "act/360" ? 360n : 365n;
  const top = over * (every.unit === 3n ? 12n : year);
  const bottom = under * every.count * (every.unit === 2n ? 7n : 1n);
  const by = gcd(top, bottom);
  return by > 0n ? [top / by, bottom / by] : [0n, 1n];
}

function calendarOf(errors, input) {
  const days = new Map();
  for (const [name, works] of [["holidays", 0n], ["workdays", 1n]]) {
    (input[name] ?? []).forEach((text, i) => {
      const day = dayOf(errors, `${name}[${i}]`, text);
      if (days.has(day) && days.get(day) !== works) {
        errors.push({ field: `${name}[${i}]`, code: "TERMS_CONFLICT" });
      }
      days.set(day, works);
    });
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, works]) => 2n * day + works);
}

/** The members of the terms in the order of src/calc/wasm.c. */
function termsOf(errors, input) {
  for (const name of ["principal", "rate_percent", "periods", "start"]) {
    if (input[name] === undefined) {
      errors.push({ field: name, code: "TERMS_NEEDED" });
    }
  }
  const optionalMoney = (name) => (input[name] === undefined ? 0n : money(errors, name, input[name]));
  const word = (name, otherwise) => choice(errors, name, name, input[name], otherwise);
  const number = (name, otherwise) => whole(errors, name, input[name], otherwise);
  const every = {
    count: whole(errors, "every.count", input.every?.count, 1),
    unit: choice(errors, "every.unit", "unit", input.every?.unit, "months"),
  };
  const rate = yearly(percent(errors, "rate_percent", input.rate_percent ?? "0"), input, every);
  const down = percent(errors, "down_payment_percent", input.down_payment_percent ?? "0");
  const calendar = calendarOf(errors, input);
  const shares = (input.shares ?? []).map((share, i) => decimal(errors, `shares[${i}]`, share, 6, "TERMS_RANGE"));
  const payouts = (input.payouts ?? []).flatMap((payout, i) => [
    dayOf(errors, `payouts[${i}].date`, payout.date),
    money(errors, `payouts[${i}].amount`, payout.amount),
  ]);
  word("rate_is", "year");
  return [
    number("calc_version", 1), money(errors, "principal", input.principal ?? "0"), ...rate, word("method"),
    number("periods", 0), every.count, every.unit, dayOf(errors, "start", input.start ?? ""),
    input.first_due === undefined ? 0n : dayOf(errors, "first_due", input.first_due), word("day_count"),
    word("year_boundary", "jan1"), word("leap", "actual"), word("first_day", "exclude"), word("rounding", "half_up"),
    number("minor_units", 2), optionalMoney("instalment"), optionalMoney("instalment_multiple"),
    input.level ? 1n : 0n, word("remainder", "last"), number("grace_principal", 0), number("grace_interest", 0),
    number("interest_free", 0), ...down, word("weekend", "keep"), word("shift", "charge"),
    word("month_end", "anchor"), BigInt(calendar.length), BigInt(shares.length), BigInt(payouts.length / 2),
    ...calendar, ...shares, ...payouts,
  ];
}

// The words of a loan and its events, as the enums of src/calc/loan.h, penalty.h and event.h have them.
Object.assign(CHOICES, {
  class: [0, "consumer", "mortgage", "secured", "business"],
  accrual: [0, "balance", "row"],
  pay_by: [0, "working_day", "date"],
  year: [0, "anniversary", "calendar"],
  base: [0, "payment", "principal"],
  allocation: [0, "overdue_principal", "overdue_remuneration", "penalty", "current_principal", "current_remuneration", "costs"],
  mode: [0, "shorten", "lower", "skip"],
  kind: [1, "payout", "reversal", "suspend", "resume", "cost", "payment", "early_repayment", "payoff", "lower_rate",
    "reschedule", "holiday", "forgive", "write_off", "refund"],
});

/** The members of the loan in the order of src/calc/wasm_fold.c, without the day to which it is folded. */
function loanOf(errors, input) {
  const loan = input.loan ?? {};
  const penalty = loan.penalty ?? {};
  const word = (place, name, value, otherwise) => choice(errors, `${place}.${name}`, name, value, otherwise);
  const order = loan.allocation ?? CHOICES.allocation.slice(1);
  const share = (name, otherwise) => percent(errors, `loan.penalty.${name}`, penalty[name] ?? otherwise);
  return [
    word("loan", "class", loan.class, "consumer"),
    word("loan", "accrual", loan.accrual, input.method === "flat" ? "row" : "balance"),
    word("loan", "pay_by", loan.pay_by, "working_day"), loan.overdue_bears === false ? 1n : 0n,
    ...CHOICES.allocation.slice(1).map((_, i) => choice(errors, `loan.allocation[${i}]`, "allocation", order[i])),
    ...share("first_percent", "0.5"), whole(errors, "loan.penalty.first_days", penalty.first_days, 90),
    ...share("after_percent", "0.03"), ...share("cap_percent", "10"),
    word("loan.penalty", "year", penalty.year, "anniversary"), word("loan.penalty", "base", penalty.base, "payment"),
  ];
}

/** The 16 bytes of an id: a UUID, or 1 to 16 printable characters filled with zeros; undefined for anything else. */
function hexOf(id) {
  const text = String(id);
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) {
    return text.replaceAll("-", "");
  }
  return /^[!-~]{1,16}$/.test(text)
    ? [...text].map((c) => c.charCodeAt(0).toString(16)).join("").padEnd(32, "0") : undefined;
}

/** An id as two words. */
function idOf(errors, field, id) {
  let hex = hexOf(id);
  if (hex === undefined) {
    errors.push({ field, code: "EVENT_ID" });
    hex = "0".repeat(32);
  }
  return [BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`)), BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`))];
}

/** An event in the order of src/calc/wasm_fold.c. */
function eventOf(errors, event, field) {
  const amount = (name) => (event[name] === undefined ? 0n : money(errors, `${field}.${name}`, event[name]));
  const rows = event.schedule?.flatMap((row, i) => [
    dayOf(errors, `${field}.schedule[${i}].date`, row.date),
    money(errors, `${field}.schedule[${i}].principal`, row.principal),
    money(errors, `${field}.schedule[${i}].remuneration`, row.remuneration),
  ]);
  const written = event.kind === "write_off";
  return [
    ...idOf(errors, `${field}.id`, event.id), dayOf(errors, `${field}.day`, event.day),
    choice(errors, `${field}.kind`, "kind", event.kind), amount("amount"),
    ...(event.of === undefined ? [0n, 0n] : idOf(errors, `${field}.of`, event.of)),
    event.until === undefined ? 0n : dayOf(errors, `${field}.until`, event.until),
    choice(errors, `${field}.mode`, "mode", event.mode, "shorten"), event.back === true ? 1n : 0n,
    event.accrues === false ? 0n : 1n, event.takes_overdue === false ? 0n : 1n,
    ...percent(errors, `${field}.rate_percent`, event.rate_percent ?? "0"),
    ...["principal", "remuneration", "penalty", "costs"].map((name) => (written ? amount(name) : 0n)),
    rows ? BigInt(rows.length / 3 + 1) : 0n, ...(rows ?? []),
  ];
}

/** The events of an input with their ids; the payouts of the terms where it has none. */
function eventsOf(input) {
  const events = (input.events ?? []).map((event, i) => ({ ...event, id: event.id ?? String(i + 1).padStart(4, "0") }));
  if (events.some((event) => event.kind === "payout")) {
    return events;
  }
  const payouts = input.payouts ?? [{ date: input.start, amount: input.principal }];
  return [...events, ...payouts.map((payout, i) => ({
    kind: "payout", id: `payout${i < 99 ? String(i + 1).padStart(2, "0") : "00+"}`, day: payout.date, amount: payout.amount,
  }))];
}

const RANKS = [["payout"], ["reversal"], ["suspend", "resume"], ["cost"], ["payment"],
  ["early_repayment", "payoff", "lower_rate", "reschedule", "holiday"], ["forgive", "write_off", "refund"]];

/** Events of one day in the order of folding: rank, id. */
function inOrder(events) {
  const key = (event) => RANKS.findIndex((kinds) => kinds.includes(event.kind)) + hexOf(event.id);
  return events.map((event) => [key(event), event]).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
}

const half = (over, under) => (2n * over + under) / (2n * under); // rounded half up, of what is not below zero

function stateOf(at, events) {
  const tenge = (place) => showDecimal(at[place], 2);
  const split = (place) => ({ current: tenge(place), overdue: tenge(place + 1) });
  const debt = (place) => ({
    principal: tenge(place), remuneration: tenge(place + 1), penalty: tenge(place + 2), costs: tenge(place + 3),
  });
  const day = showDate(at[0]);
  return {
    day, events: events.filter((event) => event.day === day).map((event) => event.id), principal: split(1),
    remuneration: split(3), penalty: split(5), costs: tenge(7), suspense: tenge(8), withheld: tenge(9),
    days_overdue: Number(at[10]), payoff: tenge(11),
    next_payment: at[12] === 0n ? null
      : { date: showDate(at[12]), pay_by: showDate(at[13]), principal: tenge(14), remuneration: tenge(15) },
    rate_percent: showDecimal(half(at[16] * 100000000n, at[17]), 6), suspended: at[18] !== 0n, stopped: at[19] !== 0n,
    closed: at[20] !== 0n, issued: tenge(21), received: tenge(22), earned: tenge(23), penalties: tenge(24),
    charged: tenge(25), paid: debt(26), written_off: debt(30), forgiven: tenge(34), refunded: tenge(35),
  };
}

function lineOf(at, text) {
  const tenge = (number) => showDecimal(number, 2);
  const line = { figure: text(at[0]), kind: text(at[1]), from: showDate(at[2]), to: showDate(at[3]) };
  if (at[6] > 0n) {
    Object.assign(line, { days: Number(at[4]), base: tenge(at[7]) },
      at[10] !== 0n ? { of_days: Number(at[6]) } : { rate_percent: showDecimal(half(at[5] * 100000000n, at[6]), 6) });
  }
  line.amount = tenge(at[8]);
  if (at[9] !== 0n) {
    line.capped = true;
  }
  line.text = text(at[11], at[12]);
  return line;
}

const STATE = 37;
const TO_COME = 6;
const LINE = 13;

function foldOf(out, events, text) {
  const tenge = (number) => showDecimal(number, 2);
  const many = (count, size, from, show) => Array.from({ length: Number(count) },
    (_, i) => show(out.subarray(from + size * i, from + size * (i + 1))));
  const rows = 4 + STATE * Number(out[1]);
  return {
    states: many(out[1], STATE, 4, (at) => stateOf(at, events)),
    rows_to_come: many(out[2], TO_COME, rows, (at) => ({
      date: showDate(at[0]), days: Number(at[1]), principal: tenge(at[2]), remuneration: tenge(at[3]), due: tenge(at[4]),
      balance: tenge(at[5]),
    })),
    explain: many(out[3], LINE, rows + TO_COME * Number(out[2]), (at) => lineOf(at, text)),
  };
}

/** How many rates of the input a year is made of, as a fraction. */
function perYear(input) {
  if (input.rate_is !== "period") {
    return [1n, 1n];
  }
  const count = BigInt(input.every?.count ?? 1);
  const unit = input.every?.unit ?? "months";
  const year = input.day_count === "30/360" || input.day_count === "act/360" ? 360n : 365n;
  return unit === "months" ? [12n, count] : [year, count * (unit === "weeks" ? 7n : 1n)];
}

function capOf(out, text) {
  if (out[1] === 0n) {
    return undefined;
  }
  const names = ["yearly", "daily", "total"];
  const answer = {
    tier: text(out[2]), from: showDate(out[3]), passes: out[4] !== 0n,
    limits: Array.from({ length: Number(out[5]) }, (_, i) => {
      const [kind, over, under, valueOver, valueUnder, holds] = out.subarray(9 + 6 * i, 15 + 6 * i);
      const top = over * (100000000n / under);
      const size = half((valueOver < 0n ? -valueOver : valueOver) * 100000000n, valueUnder);
      const value = valueOver < 0n ? -size : size;
      return {
        name: names[Number(kind)], limit_percent: showDecimal(top, 6), value_percent: showDecimal(value, 6),
        margin_percent: showDecimal(top - value, 6), holds: holds !== 0n,
      };
    }),
  };
  if (out[6] !== 0n) {
    answer.binds = names[Number(out[7])];
    answer.largest_rate_percent = showDecimal(out[8], 5);
  }
  return answer;
}

function rowOf(at) {
  const tenge = (number) => showDecimal(number, 2);
  const row = { nr: Number(at[0]), date: showDate(at[2]) };
  if (at[3] !== at[2]) {
    row.counted_to = showDate(at[3]);
  }
  if (at[0] === 0n) {
    row.payout = tenge(at[4]);
  }
  return Object.assign(row, {
    days: Number(at[1]), principal: tenge(at[5]), remuneration: tenge(at[6]), penalty: "0.00", due: tenge(at[7]),
    balance: tenge(at[8]),
  });
}

function answerOf(input, out, text) {
  const tenge = (number) => showDecimal(number, 2);
  const answer = {
    calc_version: 1,
    rows: Array.from({ length: Number(out[1]) }, (_, i) => rowOf(out.subarray(10 + 10 * i, 20 + 10 * i))),
    totals: {
      paid_out: tenge(out[3]), principal: tenge(out[4]), remuneration: tenge(out[5]), penalty: "0.00", due: tenge(out[6]),
    },
    overpayment: tenge(out[6] - out[3]),
  };
  if (["annuity", "flat", "fixed_instalment"].includes(input.method)) {
    answer.instalment = tenge(out[2]);
  }
  answer.effective_rate = out[9] !== 0n ? { refused: text(out[9]) }
    : { percent: showDecimal(out[7], 6), legal: showDecimal(out[8], 1) };
  return answer;
}

class Calc {
  #wasm;

  constructor(instance) {
    this.#wasm = instance.exports;
    this.#wasm._initialize();
  }

  /** A text of so many bytes, or up to its NUL. */
  #text(address, len) {
    const bytes = new Uint8Array(this.#wasm.memory.buffer);
    const end = len === undefined ? bytes.indexOf(0, Number(address)) : Number(address + len);
    return new TextDecoder().decode(bytes.subarray(Number(address), end));
  }

  #faults(out) {
    return Array.from({ length: Number(out[0]) }, (_, i) => {
      const [field, nth, part, code] = out.subarray(1 + 4 * i, 5 + 4 * i);
      const element = nth > 0n ? `[${nth - 1n}]` : "";
      const member = part !== 0n ? `.${this.#text(part)}` : "";
      return { field: (field !== 0n ? this.#text(field) : "") + element + member, code: this.#text(code) };
    });
  }

  #call(name, input, show) {
    const arena = this.#wasm.nes_wasm_begin();
    try {
      const at = this.#wasm.nes_wasm_take(arena, input.length);
      new BigInt64Array(this.#wasm.memory.buffer, at, input.length).set(input);
      const from = this.#wasm[name](arena, at, input.length);
      const out = new BigInt64Array(this.#wasm.memory.buffer, from);
      if (out[0] !== 0n) {
        throw new CalcError(this.#faults(out));
      }
      return show(out);
    } finally {
      this.#wasm.nes_wasm_end(arena);
    }
  }

  schedule(input) {
    const errors = [];
    const terms = termsOf(errors, input);
    if (errors.length > 0) {
      throw new CalcError(errors);
    }
    const text = (address, len) => this.#text(address, len);
    const answer = this.#call("nes_wasm_schedule", terms, (out) => answerOf(input, out, text));
    const cap = this.#call("nes_wasm_cap", [...perYear(input), ...terms], (out) => capOf(out, text));
    if (cap) {
      answer.cap = cap;
    }
    if (input.events !== undefined || input.loan !== undefined) {
      Object.assign(answer, this.#fold(input, terms));
    }
    return answer;
  }

  #fold(input, terms) {
    const errors = [];
    const events = eventsOf(input);
    const loan = loanOf(errors, input);
    const list = events.flatMap((event, i) => eventOf(errors, event, `events[${i}]`));
    const days = events.map((event) => event.day).sort();
    const to = dayOf(errors, "loan.to", input.loan?.to ?? days[days.length - 1]);
    if (errors.length > 0) {
      throw new CalcError(errors);
    }
    return this.#call("nes_wasm_fold", [BigInt(terms.length), ...terms, ...loan, to, BigInt(events.length), ...list],
      (out) => foldOf(out, inOrder(events), (address, len) => this.#text(address, len)));
  }

  rate(input) {
    const errors = [];
    const flows = input.flows.flatMap((flow, i) => [
      dayOf(errors, `flows[${i}].date`, flow.date),
      money(errors, `flows[${i}].amount`, flow.amount),
    ]);
    if (errors.length > 0) {
      throw new CalcError(errors);
    }
    return this.#call("nes_wasm_rate", flows, (out) => ({
      effective_rate: { percent: showDecimal(out[1], 6), legal: showDecimal(out[2], 1) },
    }));
  }
}

/** The calculator of a compiled module (calc.wasm). @param {BufferSource | WebAssembly.Module} source */
export async function loadCalc(source) {
  const made = await WebAssembly.instantiate(source, {});
  return new Calc(made instanceof WebAssembly.Instance ? made : made.instance);
}
