// web/shared/src/words.ts: the language of the page. One catalogue is loaded at a time; nothing of it is kept in the
// browser: the language stands in the address (/kk/..., /ru/..., /en/...). Kazakh, the state language, comes first.
import type { Word } from "../../generated/words-shared";

export type Lang = "kk" | "ru" | "en";
export const LANGS: readonly Lang[] = ["kk", "ru", "en"];
export const LANG_NAMES: Record<Lang, string> = { kk: "Қазақша", ru: "Русский", en: "English" };
export type Catalogue = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

let current: Lang = "kk";
let catalogue: Catalogue = {};

export function setWords(now: Lang, words: Catalogue): void {
  current = now;
  catalogue = words;
}

export function lang(): Lang {
  return current;
}

/** Which form of a plural a whole number takes: CLDR's one, few, many (other in Kazakh and English is the last). */
export function pluralForm(language: Lang, n: number): number {
  if (language !== "ru") {
    return n === 1 ? 0 : 1;
  }
  const tens = n % 100;
  const ones = n % 10;
  if (ones === 1 && tens !== 11) {
    return 0;
  }
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}

/** The sentence of a key, its {names} filled in. A key that ends with # has forms, chosen by the value `n`. */
export function translate(key: string, values?: Values): string {
  let text = catalogue[key];
  if (text === undefined) {
    return key;
  }
  if (key.endsWith("#")) {
    text = text.split("|")[pluralForm(current, Number(values?.n ?? 0))] ?? text;
  }
  return values ? text.replace(/\{([a-z_0-9]+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}

/** The words that both sides share. */
export const t = translate as (key: Word, values?: Values) => string;

/** The language at the head of an address, and the rest of it. */
export function langOf(path: string): { lang: Lang | null; rest: string } {
  const [, first = "", rest = ""] = /^\/([a-z]{2})(\/.*)?$/.exec(path) ?? [];
  return LANGS.includes(first as Lang) ? { lang: first as Lang, rest: rest || "/" } : { lang: null, rest: path };
}

/** The first language of the browser that we speak; Kazakh otherwise. */
export function preferredLang(wanted: readonly string[]): Lang {
  const found = wanted.map((one) => one.slice(0, 2).toLowerCase()).find((one) => LANGS.includes(one as Lang));
  return (found as Lang | undefined) ?? "kk";
}
