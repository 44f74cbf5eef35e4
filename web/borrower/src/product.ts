// web/borrower/src/product.ts: what is lent today, and the terms that follow from a choice.
import type { Terms } from "../../shared/src/calc";
import { lang } from "../../shared/src/words";
import type { Schemas } from "./api";

export type Product = Schemas["Products"]["products"][number];
export type MethodName = "annuity" | "differentiated" | "bullet";

/** The methods that the product offers, of those that the pages have words for, in one order everywhere. RULE 8.4 */
export function methodsOf(product: Product): MethodName[] {
  return (["annuity", "differentiated", "bullet"] as const).filter((method) => product.methods.includes(method));
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

/** As the server makes its offers, but for holidays, which have no public door: a due day may then be one later. */
export function termsOf(product: Product, choice: Choice, method: MethodName, today: string): Terms {
  return {
    principal: `${choice.amount}.00`,
    rate_percent: product.rate_percent,
    method,
    periods: choice.months,
    every: { count: 1, unit: "months" },
    start: today,
    day_count: product.day_count,
    weekend: product.weekend_next ? "next_working_day" : "keep",
  };
}
