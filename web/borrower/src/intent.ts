// web/borrower/src/intent.ts: what a person was about to do before signing in or registering came between. It lives as long
// as the document and no longer (RULE 24.2).

import type { Schemas } from "./api";
import type { Choice } from "./product";

export interface Intent {
  /** The page that was asked for; "" for none. */
  path: string;
  /** Product, amount and term of the calculator. */
  wish: { product: Schemas["Products"]["products"][number]; choice: Choice } | null;
}

export const intent: Intent = { path: "", wish: null };

/** Where to go after signing in; asked once. */
export function goal(): string {
  const path = intent.path || "/home";
  intent.path = "";
  return path;
}
