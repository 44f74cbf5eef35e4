// web/tools/words.mjs: the sentences of the pages, from words.tsv (key, kk, ru, en) into one module per page and language.
// A missing language, a placeholder that one language lacks, a wrong number of plural forms, a key that no page uses and
// a key that is twice end the build. Usage: node words.mjs WEB-FOLDER GENERATED-FOLDER
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeChanged } from "./files.mjs";

const LANGS = ["kk", "ru", "en"];
/** Forms of a plural, in this order, separated by "|": one, other; in Russian one, few, many. */
const FORMS = { kk: 2, ru: 3, en: 2 };
const APPS = { borrower: ["shared", "borrower"], office: ["shared", "office"] };
const KEY = /^[a-z0-9_]+(\.[a-z0-9_]+)*#?$/;

const [web, to] = process.argv.slice(2);
const problems = [];

function placeholders(text) {
  return [...new Set(text.match(/\{[a-z_0-9]+\}/g) ?? [])].sort().join(" ");
}

function check(where, [key, ...cells]) {
  if (!KEY.test(key)) {
    problems.push(`${where}: "${key}" is no key`);
  }
  if (cells.length !== LANGS.length || cells.some((cell) => cell.trim() === "")) {
    problems.push(`${where}: ${key} lacks a language (kk, ru, en)`);
    return false;
  }
  LANGS.forEach((lang, i) => {
    const forms = cells[i].split("|");
    if (key.endsWith("#") && forms.length !== FORMS[lang]) {
      problems.push(`${where}: ${key} has ${forms.length} plural forms in ${lang}, ${FORMS[lang]} are needed`);
    }
    for (const form of key.endsWith("#") ? forms : [cells[i]]) {
      const own = placeholders(form);
      if (own !== placeholders(cells[0].split("|")[0])) {
        problems.push(`${where}: ${key} has other placeholders in ${lang}`);
      }
    }
  });
  return true;
}

function readTable(folder) {
  const rows = new Map();
  for (const name of readdirSync(join(web, folder, "words"))
    .filter((file) => file.endsWith(".tsv"))
    .sort()) {
    const where = `web/${folder}/words/${name}`;
    const [head, ...lines] = readFileSync(join(web, folder, "words", name), "utf8")
      .trimEnd()
      .split("\n");
    if (head !== ["key", ...LANGS].join("\t")) {
      problems.push(`${where}: the first line is not key, kk, ru, en`);
    }
    lines.forEach((line, i) => {
      const cells = line.split("\t");
      if (rows.has(cells[0])) {
        problems.push(`${where}:${i + 2}: ${cells[0]} is there twice`);
      }
      if (check(`${where}:${i + 2}`, cells)) {
        rows.set(cells[0], cells.slice(1));
      }
    });
  }
  return rows;
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|html)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8"))
    .join("\n");
}

/** A key is used where it stands in quotes, or where its beginning up to a dot does (`role.${name}`). */
function unused(rows, code) {
  return [...rows.keys()].filter((key) => {
    const stems = key
      .split(".")
      .slice(0, -1)
      .map((_, i, parts) => `${parts.slice(0, i + 1).join(".")}.\${`);
    return !code.includes(`"${key}"`) && !stems.some((stem) => code.includes(stem));
  });
}

const tables = Object.fromEntries(["shared", "borrower", "office"].map((folder) => [folder, readTable(folder)]));
const code = Object.fromEntries(Object.keys(tables).map((folder) => [folder, sources(join(web, folder, "src"))]));
for (const folder of Object.keys(tables)) {
  const where = folder === "shared" ? Object.values(code).join("\n") : code[folder];
  problems.push(...unused(tables[folder], where).map((key) => `web/${folder}/words: no page uses ${key}`));
}
const head = "// Made by web/tools/words.mjs from words/*.tsv. Not edited.\n";
mkdirSync(to, { recursive: true });
writeChanged(
  `${to}/words-shared.ts`,
  `${head}export type Word =\n${[...tables.shared.keys()].map((key) => `  | "${key}"`).join("\n")};\n`,
);
for (const [app, folders] of Object.entries(APPS)) {
  const rows = folders.flatMap((folder) => [...tables[folder]]);
  const twice = rows.map(([key]) => key).filter((key, i, all) => all.indexOf(key) !== i);
  problems.push(...twice.map((key) => `${app} has ${key} twice, one of it is shared`));
  writeChanged(
    `${to}/words-${app}.ts`,
    `${head}export type Word =\n${rows.map(([key]) => `  | "${key}"`).join("\n")};\n`,
  );
  LANGS.forEach((lang, i) => {
    const lines = rows.map(([key, cells]) => `  ${JSON.stringify(key)}: ${JSON.stringify(cells[i])},`);
    writeChanged(`${to}/words-${app}.${lang}.ts`, `${head}export default {\n${lines.join("\n")}\n};\n`);
  });
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
