// web/tools/api.mjs: types, limits of fields and names of duties from what `nesie openapi` prints; nothing of them is
// written a second time. Usage: node api.mjs OPENAPI.json GENERATED-FOLDER
import { mkdirSync, readFileSync } from "node:fs";
import openapi, { astToString } from "openapi-typescript";
import { writeChanged } from "./files.mjs";

const [from, to] = process.argv.slice(2);
const whole = JSON.parse(readFileSync(from, "utf8"));
mkdirSync(to, { recursive: true });

/** The document as one listener sees it. */
function seenBy(listener) {
  const seen = structuredClone(whole);
  for (const [path, methods] of Object.entries(seen.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation["x-listeners"] && !operation["x-listeners"].includes(listener)) {
        delete methods[method];
      }
    }
    if (Object.keys(methods).length === 0) {
      delete seen.paths[path];
    }
  }
  return seen;
}

function bodyName(operation) {
  return operation.requestBody?.content?.["application/json"]?.schema?.$ref?.split("/").at(-1);
}

/** Of each field of a body: most and least characters or size, and whether it is needed. */
function limits(seen) {
  const found = {};
  const operations = Object.values(seen.paths).flatMap((methods) => Object.values(methods));
  for (const name of operations.map(bodyName).filter(Boolean).sort()) {
    const schema = seen.components.schemas[name];
    found[name] = Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([field, about]) => [
        field,
        {
          ...(schema.required?.includes(field) ? { required: true } : {}),
          ...(about.maxLength || about.maxItems ? { max: about.maxLength ?? about.maxItems } : {}),
          ...(about.enum ? { choices: about.enum } : {}),
        },
      ]),
    );
  }
  return found;
}

const head = "// Made by web/tools/api.mjs from `nesie openapi`. Not edited.\n";
for (const [app, listener] of [
  ["borrower", "public"],
  ["office", "office"],
]) {
  const seen = seenBy(listener);
  writeChanged(`${to}/api-${app}.ts`, head + astToString(await openapi(seen)));
  // one constant each, so that a page carries only the limits that it uses
  const constants = Object.entries(limits(seen)).map(
    ([name, fields]) => `export const ${name} = ${JSON.stringify(fields)} as const;`,
  );
  writeChanged(`${to}/limits-${app}.ts`, `${head}${constants.join("\n")}\n`);
}
const duties = new Set(
  Object.values(whole.paths).flatMap((methods) => Object.values(methods).map((operation) => operation["x-permission"])),
);
writeChanged(
  `${to}/perm.ts`,
  `${head}export type Perm =\n${[...duties]
    .filter(Boolean)
    .sort()
    .map((name) => `  | "${name}"`)
    .join("\n")};\n`,
);
