// test/oracle/wasm.mjs: the loans on standard input, a JSON object a line, through the WebAssembly build; its answers out.
// Usage: node wasm.mjs CALC.wasm < loans
import { readFileSync, writeSync } from "node:fs";
import { CalcError, loadCalc } from "../../web/shared/calc/calc.js";

const calc = await loadCalc(readFileSync(process.argv[2]));

function answer(terms) {
  try {
    return calc.schedule(terms);
  } catch (error) {
    if (!(error instanceof CalcError)) {
      throw error;
    }
    return { errors: error.errors.map(({ field, code }) => ({ field, code })) };
  }
}

const lines = readFileSync(0, "utf8").trimEnd().split("\n");
const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(answer(JSON.parse(line)))}\n`).join(""));
for (let done = 0; done < bytes.length;) {
  done += writeSync(1, bytes, done);
}
