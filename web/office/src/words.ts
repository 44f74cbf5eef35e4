// web/office/src/words.ts: the words of these pages, one language loaded at a time.
import type { Word } from "../../generated/words-office";
import { type Catalogue, type Lang, setWords, translate, type Values } from "../../shared/src/words";

export type { Word };
export const t = translate as (key: Word, values?: Values) => string;

const LOADERS: Record<Lang, () => Promise<{ default: Catalogue }>> = {
  kk: () => import("../../generated/words-office.kk"),
  ru: () => import("../../generated/words-office.ru"),
  en: () => import("../../generated/words-office.en"),
};

export async function loadLang(lang: Lang): Promise<void> {
  setWords(lang, (await LOADERS[lang]()).default);
  document.documentElement.lang = lang;
}
