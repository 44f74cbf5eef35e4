// web/office/src/policy_source.ts: the sources of shipped rules, kept as short English texts, in the language of the page.
// What is not known is shown as it stands.
import { lang } from "../../shared/src/words";

type Pair = readonly [kk: string, ru: string];
const ACTS: readonly (readonly [RegExp, Pair])[] = [
  [/Law on microfinance activity/g, ["«Микроқаржылық қызмет туралы» Заң", "Закон «О микрофинансовой деятельности»"]],
  [/Law on credit bureaus/g, ["«Кредиттік бюролар туралы» Заң", "Закон «О кредитных бюро»"]],
  [/Law on personal data/g, ["«Дербес деректер туралы» Заң", "Закон «О персональных данных»"]],
  [
    /Law on the adjusted republican budget for (\d+)/g,
    ["$1 жылға нақтыланған бюджет туралы Заң", "Закон об уточнённом бюджете на $1 год"],
  ],
  [
    /Law on the republican budget for (\d+)/g,
    ["$1 жылға арналған бюджет туралы Заң", "Закон о республиканском бюджете на $1 год"],
  ],
  [
    /law against money laundering, threshold operations/g,
    ["КЖ/ТҚҚ туралы Заң, шекті операциялар", "Закон о ПОД/ФТ, пороговые операции"],
  ],
  [/law against money laundering, freezing/g, ["КЖ/ТҚҚ туралы Заң, тоқтатып қою", "Закон о ПОД/ФТ, замораживание"]],
  [/law against money laundering, retention/g, ["КЖ/ТҚҚ туралы Заң, сақтау", "Закон о ПОД/ФТ, хранение"]],
  [/Civil Code, special part/g, ["Азаматтық кодекс, Ерекше бөлім", "Гражданский кодекс, Особенная часть"]],
  [/by-law of the authorised body under /g, ["уәкілетті органның актісі, ", "акт уполномоченного органа, "]],
  [
    /monitoring agency, order (\d+) of ([\d.]+)/g,
    ["Мониторинг агенттігінің $2 № $1 бұйрығы", "приказ агентства мониторинга № $1 от $2"],
  ],
  [
    /joint resolution on the highest annual effective rate/g,
    ["ЖТСМ шегі туралы бірлескен қаулы", "совместное постановление о пределе ГЭСВ"],
  ],
  [/joint resolution (\S+) of ([\d.]+)/g, ["$2 № $1 бірлескен қаулы", "совместное постановление № $1 от $2"]],
  [/Resolution (\d+) of ([\d.]+)/g, ["$2 № $1 қаулы", "постановление № $1 от $2"]],
  [
    /: calendar days, stricter than the working days of R217 item 13/g,
    [
      ": күнтізбелік күндер, № 217 қаулының 13-тармағынан қатаңырақ",
      ": календарные дни, строже п. 13 постановления № 217",
    ],
  ],
  [
    /, stricter than the 15 working days of R217 item 13/g,
    [": № 217 қаулының 13-тармағынан қатаңырақ", ": строже п. 13 постановления № 217"],
  ],
  [
    / \(stricter than the 10 working days of the Law\)/g,
    [" (Заңдағы 10 жұмыс күнінен қатаңырақ)", " (строже 10 рабочих дней Закона)"],
  ],
  [/; strictly under/g, ["; қатаң төмен", "; строго ниже"]],
  [/ as amended/g, [" өзгерістерімен", " с изменениями"]],
  [/, reg\. (\d+)/g, [", тіркеу № $1", ", рег. № $1"]],
  [/, items? ([\d, ]*\d)/g, [", $1-тармақ", ", п. $1"]],
  [/, art\. ([\d()\-, ]*[\d)])/g, [", $1-бап", ", ст. $1"]],
]; // prettier-ignore

export function sourceText(source: string): string {
  const now = lang();
  if (now === "en") {
    return source;
  }
  const which = now === "kk" ? 0 : 1;
  return ACTS.reduce((text, [found, words]) => text.replace(found, words[which]), source);
}
