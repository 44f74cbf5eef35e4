// web/tools/shell.mjs: pages of the borrower's side in each language, made from the built index.html: kk/index.html for the first
// page, whose heading and lead stand there before any script runs, kk/page.html for the others. What the script needs next
// (words, arithmetic) is named at once, so that nothing waits for a second round to the server.
// Usage: node shell.mjs BUILT-BORROWER-FOLDER
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [built] = process.argv.slice(2);
const LANGS = { kk: ["Қазақша", "Қаз"], ru: ["Русский", "Рус"], en: ["English", "Eng"] };
const html = readFileSync(join(built, "index.html"), "utf8");
const assets = readdirSync(join(built, "assets"));

const fileOf = (pattern) => `/assets/${assets.find((name) => pattern.test(name) && !/\.(br|gz)$/.test(name))}`;
const safe = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** Words of a language, from the same tables as the script's. */
function wordsOf(lang) {
  const rows = readFileSync(join(import.meta.dirname, "../borrower/words/borrower.tsv"), "utf8")
    .trim()
    .split("\n");
  const [head, ...rest] = rows.map((row) => row.split("\t"));
  const column = head.indexOf(lang);
  const words = new Map(rest.map((row) => [row[0], row[column]]));
  return (key) => {
    if (!words.has(key)) {
      throw new Error(`no words for ${key}`);
    }
    return safe(words.get(key));
  };
}

/** The frame as app.tsx draws it for who is not signed in; the organisation's name comes with the data. */
function frame(lang, t, main) {
  const langs = Object.entries(LANGS).map(
    ([one, [long, short]]) =>
      `<a href="/${one}" lang="${one}"${one === lang ? ' aria-current="true"' : ""}><span class="langs-long">${long}</span><span class="langs-short" aria-hidden="true">${short}</span></a>`,
  );
  return (
    `<header class="head"><a class="brand" href="/${lang}"><img src="/v1/organisation/logo" alt="" width="40" height="40"><span>\u00a0</span></a>` +
    `<nav class="langs" aria-label="${t("frame.languages")}">${langs.join("")}</nav>` +
    `<nav class="menu" aria-label="${t("frame.menu")}"><a href="/${lang}">${t("calculator.short")}</a>` +
    `<a href="/${lang}/organisation">${t("organisation.short")}</a><a class="menu-button" href="/${lang}/sign-in">${t("sign_in.short")}</a></nav>` +
    `</header><main id="main">${main}</main>`
  );
}

function page(lang, more, body) {
  const links = [
    `<link rel="modulepreload" href="${fileOf(new RegExp(`^words-borrower\\.${lang}-.*\\.js$`))}">`,
    ...more,
  ];
  return html
    .replace('<html lang="kk">', `<html lang="${lang}">`)
    .replace("</head>", `${links.join("\n    ")}\n  </head>`)
    .replace('<div id="page"></div>', () => `<div id="page">${body}</div>`);
}

for (const lang of Object.keys(LANGS)) {
  const t = wordsOf(lang);
  const first = `<section class="hero waits"><div><h1>${t("calculator.title")}</h1><p class="lead">${t("calculator.lead")}</p></div></section>`;
  const wasm = `<link rel="preload" as="fetch" crossorigin href="${fileOf(/^calc-.*\.wasm$/)}">`;
  mkdirSync(join(built, lang), { recursive: true });
  writeFileSync(join(built, lang, "index.html"), page(lang, [wasm], frame(lang, t, first)));
  writeFileSync(join(built, lang, "page.html"), page(lang, [], ""));
}
