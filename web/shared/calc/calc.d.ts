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
}

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

export interface Schedule {
  calc_version: 1;
  rows: Row[];
  totals: { paid_out: Decimal; principal: Decimal; remuneration: Decimal; penalty: Decimal; due: Decimal };
  overpayment: Decimal;
  instalment?: Decimal;
  effective_rate: EffectiveRate;
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
