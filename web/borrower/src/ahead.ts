// web/borrower/src/ahead.ts: what the first page shows is asked for as soon as its code is there, beside the words, instead of
// after it was drawn.
import { calc } from "../../shared/src/calc";
import { api } from "./api";

async function load() {
  const [{ data }, days] = await Promise.all([
    api.call("get", "/v1/products", {}),
    api.call("get", "/v1/calendar", {}),
  ]);
  return { products: data.products, calendar: days.data };
}

let ahead: ReturnType<typeof load> | null = null;

export function askAhead(): void {
  ahead = load();
  ahead.catch(() => undefined); // told where it is taken
  calc().catch(() => undefined);
}

/** Products and calendar; what was asked for ahead counts once. */
export function firstData(): ReturnType<typeof load> {
  const asked = ahead ?? load();
  ahead = null;
  return asked;
}
