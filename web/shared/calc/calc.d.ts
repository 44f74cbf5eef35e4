// web/shared/calc/calc.d.ts: the JSON of docs/schedule.md as types. Amounts and percentages are decimal strings.
export type Decimal = string;
export type Day = string; // YYYY-MM-DD

export interface Terms {
  calc_version?: 1;
  principal: Decimal;
  rate_percent: Decimal;
  rate_is?: "year" | "period";
  method: "annuity" | "differentiated" | "bullet" | "interest_only" | "flat" | "fixed_instalment" | "shares";
  periods: number;
  every?: { count?: number; unit?: "days" | "weeks" | "months" };
  start: Day;
  first_due?: Day;
  day_count: "30/360" | "act/365" | "act/360" | "act/act";
  year_boundary?: "jan1" | "dec31";
  leap?: "actual" | "feb29_period" | "ignore";
  first_day?: "exclude" | "include";
  rounding?: "half_up" | "half_even" | "down" | "up";
  minor_units?: 0 | 1 | 2;
  instalment?: Decimal;
  instalment_multiple?: Decimal;
  level?: boolean;
  remainder?: "last" | "first" | "spread";
  shares?: Decimal[];
  grace_principal?: number;
  grace_interest?: number;
  interest_free?: number;
  down_payment_percent?: Decimal;
  weekend?: "keep" | "next_working_day";
  holidays?: Day[];
  workdays?: Day[];
  shift?: "charge" | "free";
  month_end?: "anchor" | "last_day" | "first_of_next";
  payouts?: { date: Day; amount: Decimal }[];
  loan?: LoanTerms;
  events?: LoanEvent[];
}

/** docs/events.md, 2. */
export interface LoanTerms {
  class?: "consumer" | "mortgage" | "secured" | "business";
  accrual?: "balance" | "row";
  pay_by?: "working_day" | "date";
  overdue_bears?: boolean;
  allocation?: Part[];
  penalty?: {
    first_percent?: Decimal; first_days?: number; after_percent?: Decimal; cap_percent?: Decimal;
    year?: "anniversary" | "calendar"; base?: "payment" | "principal";
  };
  to?: Day;
}

export type Part = "overdue_principal" | "overdue_remuneration" | "penalty" | "current_principal" | "current_remuneration" | "costs";
export type AgreedRows = { date: Day; principal: Decimal; remuneration: Decimal }[];

/** docs/events.md, 4. */
export type LoanEvent = { id?: string; day: Day } & (
  | { kind: "payout" | "cost" | "payment" | "refund"; amount: Decimal }
  | { kind: "reversal"; of: string }
  | { kind: "suspend"; reason?: string }
  | { kind: "resume"; back: boolean }
  | { kind: "early_repayment"; amount: Decimal; mode: "shorten" | "lower" | "skip"; schedule?: AgreedRows }
  | { kind: "payoff"; amount: Decimal; schedule?: AgreedRows }
  | { kind: "lower_rate"; rate_percent: Decimal; schedule?: AgreedRows }
  | { kind: "reschedule"; schedule: AgreedRows; takes_overdue?: boolean }
  | { kind: "holiday"; until: Day; accrues?: boolean; schedule?: AgreedRows }
  | { kind: "forgive"; amount?: Decimal }
  | { kind: "write_off"; principal?: Decimal; remuneration?: Decimal; penalty?: Decimal; costs?: Decimal }
);

export interface Row {
  nr: number; // 0 is a payout
  date: Day;
  counted_to?: Day;
  payout?: Decimal;
  days: number;
  principal: Decimal;
  remuneration: Decimal;
  penalty: Decimal;
  due: Decimal;
  balance: Decimal;
}

export type EffectiveRate = { percent: Decimal; legal: Decimal } | { refused: string };

export interface CapLimit {
  name: "yearly" | "daily" | "total";
  limit_percent: Decimal;
  value_percent: Decimal;
  margin_percent: Decimal;
  holds: boolean;
}

/** The shipped limits of price; the organisation's own rules are the server's to know. */
export interface Cap {
  tier: string;
  from: Day;
  passes: boolean;
  limits: CapLimit[];
  binds?: CapLimit["name"];
  largest_rate_percent?: Decimal;
}

export interface Split { current: Decimal; overdue: Decimal }
export interface Debt { principal: Decimal; remuneration: Decimal; penalty: Decimal; costs: Decimal }

/** The state at the end of a day (docs/events.md, 9). */
export interface State {
  day: Day;
  events: string[];
  principal: Split;
  remuneration: Split;
  penalty: Split;
  costs: Decimal;
  suspense: Decimal;
  withheld: Decimal;
  days_overdue: number;
  payoff: Decimal;
  next_payment: { date: Day; pay_by: Day; principal: Decimal; remuneration: Decimal } | null;
  rate_percent: Decimal;
  suspended: boolean;
  stopped: boolean;
  closed: boolean;
  issued: Decimal;
  received: Decimal;
  earned: Decimal;
  penalties: Decimal;
  charged: Decimal;
  paid: Debt;
  written_off: Debt;
  forgiven: Decimal;
  refunded: Decimal;
}

/** A line that explains a figure (docs/events.md, 11). */
export interface Line {
  figure: string;
  kind: string;
  from: Day;
  to: Day;
  days?: number;
  base?: Decimal;
  of_days?: number;
  rate_percent?: Decimal;
  amount: Decimal;
  capped?: true;
  text: string;
}

export interface Schedule {
  calc_version: 1;
  rows: Row[];
  totals: { paid_out: Decimal; principal: Decimal; remuneration: Decimal; penalty: Decimal; due: Decimal };
  overpayment: Decimal;
  instalment?: Decimal;
  effective_rate: EffectiveRate;
  cap?: Cap; // absent before the first limits, or where there is no rate to compare
  /** With `events` or `loan`: */
  states?: State[];
  rows_to_come?: { date: Day; days: number; principal: Decimal; remuneration: Decimal; due: Decimal; balance: Decimal }[];
  explain?: Line[];
}

/** Every faulty member of an input, with the code of the server's fault table. */
export class CalcError extends Error {
  readonly errors: { field: string; code: string }[];
}

export interface Calc {
  /** Throws CalcError. */
  schedule(terms: Terms): Schedule;
  /** The first flow is a payout, flows of its sign are payouts, others payments. Throws CalcError. */
  rate(input: { flows: { date: Day; amount: Decimal }[] }): { effective_rate: EffectiveRate };
}

/** The calculator of calc.wasm (tools/wasm.sh). */
export function loadCalc(source: BufferSource | WebAssembly.Module): Promise<Calc>;
