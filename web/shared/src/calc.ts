// web/shared/src/calc.ts: the server's own arithmetic, loaded when a page first needs it.

import wasm from "../../generated/calc.wasm?url";
import { type Calc, loadCalc } from "../calc/calc.js";

export type { Calc, Row, Schedule, Terms } from "../calc/calc.js";
export { CalcError } from "../calc/calc.js";

let loading: Promise<Calc> | null = null;

/** Rejects where the module cannot be had; the next call tries again. */
export function calc(): Promise<Calc> {
  loading ??= fetch(wasm)
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => loadCalc(bytes))
    .catch((fault: unknown) => {
      loading = null;
      throw fault;
    });
  return loading;
}
