// web/borrower/src/product.ts: what may be chosen in the calculator, and the terms that follow from a choice.
import type { Terms } from "../../shared/src/calc";

export type MethodName = "annuity" | "differentiated" | "bullet";
export const METHODS: readonly MethodName[] = ["annuity", "differentiated", "bullet"];

/** Amounts in whole tenge, terms in months. */
export interface Product {
  rate: string;
  least: number;
  most: number;
  step: number;
  monthsLeast: number;
  monthsMost: number;
}

/** Until the organisation's products have a door: the range of a consumer loan without security. */
export const EXAMPLE: Product = {
  rate: "36",
  least: 50_000,
  most: 1_000_000,
  step: 10_000,
  monthsLeast: 3,
  monthsMost: 24,
};

export interface Choice {
  amount: number;
  months: number;
}

/** A first choice near the lower third: the most that may be had is never proposed. */
export function firstChoice(product: Product): Choice {
  const amount = product.least + (product.most - product.least) * 0.2;
  return {
    amount: Math.min(product.most, Math.max(product.least, Math.round(amount / product.step) * product.step)),
    months: product.monthsLeast + Math.round((product.monthsMost - product.monthsLeast) * 0.4),
  };
}

export function termsOf(product: Product, choice: Choice, method: MethodName, today: string): Terms {
  return {
    principal: `${choice.amount}.00`,
    rate_percent: product.rate,
    method,
    periods: choice.months,
    every: { count: 1, unit: "months" },
    start: today,
    day_count: "30/360",
  };
}
