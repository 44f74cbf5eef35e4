// web/borrower/src/product.ts: what is lent today, and the terms that follow from a choice.
import type { Schedule, Terms } from "../../shared/src/calc";
import { lang } from "../../shared/src/words";
import type { Schemas } from "./api";

export type Product = Schemas["Products"]["products"][number];
export type Calendar = Schemas["Calendar"];
export type MethodName = "annuity" | "differentiated" | "bullet";

/** The methods that the product offers, of those that the pages have words for, in one order everywhere. RULE 8.4 */
export function methodsOf(product: Product): MethodName[] {
  return (["differentiated", "annuity", "bullet"] as const).filter((method) => product.methods.includes(method));
}

/** What is lent to businesses stands after what is lent to people. */
export function forPeopleFirst(products: readonly Product[]): Product[] {
  const last = (product: Product) => Number(product.class === "business");
  return [...products].sort((a, b) => last(a) - last(b));
}

export function productName(product: { name_kk: string; name_ru: string; name_en: string }): string {
  return product[`name_${lang()}`];
}

/** Bounds of the amount in whole tenge: for the slider only, never for money. */
export function bounds(product: Product): { least: number; most: number; step: number } {
  const whole = (text: string) => Math.round(Number(text));
  return {
    least: whole(product.amount_min),
    most: whole(product.amount_max),
    step: Math.max(1, whole(product.amount_step)),
  };
}

export interface Choice {
  amount: number;
  months: number;
}

/** A first choice near the lower third: the most that may be had is never proposed. */
export function firstChoice(product: Product): Choice {
  const { least, most, step } = bounds(product);
  const amount = least + Math.round(((most - least) * 0.3) / step) * step;
  return {
    amount: Math.min(most, amount),
    months: product.periods_min + Math.round((product.periods_max - product.periods_min) * 0.4),
  };
}

/** As the server makes its offers. RULE 8.3 */
export function termsOf(product: Product, choice: Choice, method: MethodName, calendar: Calendar): Terms {
  const days = (works: boolean) => calendar.days.filter((day) => (day.works === true) === works).map((day) => day.date);
  return {
    principal: `${choice.amount}.00`,
    rate_percent: product.rate_percent,
    method,
    periods: choice.months,
    every: { count: 1, unit: "months" },
    start: calendar.today,
    day_count: product.day_count,
    weekend: product.weekend_next ? "next_working_day" : "keep",
    holidays: days(false),
    workdays: days(true),
  };
}

/** "0.5" → 5 ÷ 10. */
function fraction(text: string): [over: bigint, under: bigint] {
  const [whole = "0", part = ""] = text.split(".");
  return [BigInt(whole + part), 10n ** BigInt(part.length)];
}

/** The penalty where the first payment comes so many days late: a share of it for each day, at most the law's share of what
 * was issued in a year (src/calc/penalty.h). Days are within the first step of the product. RULE D.3 */
export function lateCost(product: Product, schedule: Schedule, days: number): string {
  const tiyn = (text: string) => BigInt(text.replace(".", ""));
  const due = tiyn(schedule.rows.find((row) => row.nr > 0)?.due ?? "0.00");
  const [over, under] = fraction(product.penalty_percent);
  const [most, of] = fraction(product.penalty_year_percent);
  const counted = BigInt(Math.min(days, product.penalty_first_days));
  const parts = under * 100n;
  const sum = (2n * due * over * counted + parts) / (2n * parts); // half up
  const cap = (tiyn(schedule.totals.paid_out) * most) / (of * 100n);
  const text = String(sum < cap ? sum : cap).padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
