// web/shared/src/format.ts: amounts, percentages and days as people write them in Kazakhstan. Own tables, because a phone's
// browser may not know Kazakh; a test holds them equal to ICU. Amounts come and go as decimal strings, never as numbers.
import { type Lang, lang } from "./words";

export const NBSP = "\u00a0";
export const TENGE = "\u20b8";
const MINUS = "-";

const MONTHS: Record<Lang, readonly string[]> = {
  kk: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" "),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};
const SHORT_EN = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split(" ");

function grouped(digits: string, by: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, by);
}

/** "1234567.50" → "1 234 567,50". */
export function decimal(text: string, language: Lang = lang()): string {
  const [, sign = "", whole = "0", part] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const [by, point] = language === "en" ? [",", "."] : [NBSP, ","];
  return `${sign ? MINUS : ""}${grouped(whole, by)}${part ? point + part : ""}`;
}

/** "1234567.50" → "1 234 567,50 ₸". */
export function money(text: string, language: Lang = lang()): string {
  const amount = decimal(/\./.test(text) ? text : `${text}.00`, language);
  if (language !== "en") {
    return `${amount}${NBSP}${TENGE}`;
  }
  return amount.startsWith(MINUS) ? `${MINUS}KZT${NBSP}${amount.slice(1)}` : `KZT${NBSP}${amount}`;
}

/** The same without ",00": for sums that people choose. */
export function moneyRound(text: string, language: Lang = lang()): string {
  return money(text, language).replace(/[.,]00(?=$|\u00a0\u20b8)/, "");
}

/** "45.67" → "45,67 %". */
export function percent(text: string, language: Lang = lang()): string {
  return `${decimal(text, language)}${language === "ru" ? NBSP : ""}%`;
}

/** "36.000000" → "36 %": a rate as a person says it. */
export function rate(text: string, language: Lang = lang()): string {
  return percent(text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, ""), language);
}

function parts(day: string): [year: number, month: number, date: number] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return [year, month, date];
}

/** "2026-09-05" → "05.09.2026"; in English "5 Sept 2026", which nobody can misread. */
export function dayShort(day: string, language: Lang = lang()): string {
  const [year, month, date] = parts(day);
  if (language === "en") {
    return `${date} ${SHORT_EN[month - 1]} ${year}`;
  }
  return `${String(date).padStart(2, "0")}.${String(month).padStart(2, "0")}.${year}`;
}

/** "2026-09-05" → "2026 ж. 5 қыркүйек", "5 сентября 2026 г.", "5 September 2026"; the day stays with its month. */
export function dayLong(day: string, language: Lang = lang()): string {
  const [year, month, date] = parts(day);
  const name = MONTHS[language][month - 1];
  if (language === "kk") {
    return `${year}${NBSP}ж. ${date}${NBSP}${name}`;
  }
  return language === "ru" ? `${date}${NBSP}${name} ${year}${NBSP}г.` : `${date}${NBSP}${name} ${year}`;
}

/** The sum of amounts, exactly: "0.10" and "0.20" are "0.30". */
export function sum(...amounts: readonly string[]): string {
  const tiyn = String(amounts.reduce((all, text) => all + BigInt(text.replace(".", "")), 0n)).padStart(3, "0");
  return `${tiyn.slice(0, -2)}.${tiyn.slice(-2)}`;
}

/** Almaty, UTC+5 for the whole country since 1 March 2024. */
const ZONE_MS = 5 * 3600 * 1000;

/** The day and the minute of an instant in Almaty. */
export function inAlmaty(instant: string | Date): { day: string; time: string } {
  const at = new Date(new Date(instant).getTime() + ZONE_MS).toISOString();
  return { day: at.slice(0, 10), time: at.slice(11, 16) };
}

/** "2026 ж. 5 қыркүйек, 14:07", "5 сентября 2026 г. в 14:07", "5 September 2026 at 14:07". */
export function moment(instant: string | Date, language: Lang = lang()): string {
  const { day, time } = inAlmaty(instant);
  return `${dayLong(day, language)}${{ kk: ", ", ru: ` в${NBSP}`, en: ` at${NBSP}` }[language]}${time}`;
}

/** What a person typed as an amount: blanks, comma or point. Null where it is none, or could be read in two ways. */
export function readAmount(typed: string): string | null {
  const text = typed.replace(/[\s\u00a0\u202f\u20b8]/g, "");
  const match = /^(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(text);
  if (!match) {
    return null;
  }
  return `${(match[1] ?? "").replace(/^0+(?=\d)/, "")}.${(match[2] ?? "").padEnd(2, "0")}`;
}
