/* src/base/words.h: every sentence that people read, in Kazakh, Russian and English. The rows stand in `words.tsv` of
 * each folder (key, kk, ru, en; tab-separated) and in the fault tables (English; Kazakh and Russian as `fault.NAME`).
 * tools/words.py compiles them in; a row that lacks a language fails the build. */
#pragma once
#include "base/err.h"
#include "base/str.h"

enum nes_lang { NES_LANG_KK, NES_LANG_RU, NES_LANG_EN, NES_LANGS };

/* The sentence of a key. An unknown key is our bug and stops the process. */
struct nes_str nes_words(enum nes_lang lang, const char *key);
/* False where there is no such key. */
bool nes_words_find(enum nes_lang lang, const char *key, struct nes_str *out);
/* The sentence of a fault; a fault that only a test defines has its own English text. */
struct nes_str nes_words_fault(enum nes_lang lang, const struct nes_fault *fault);

/* "kk", "ru", "en" */
const char *nes_lang_code(enum nes_lang lang);
/* Of a code; false for another. */
bool nes_lang_read(struct nes_str code, enum nes_lang *out);
/* What an Accept-Language header asks for (RFC 9110, 12.5.4); Kazakh, the state language, where it names none. */
enum nes_lang nes_lang_accepted(struct nes_str header);

/* Made by tools/words.py, sorted by key. */
struct nes_words_row {
    const char *key;
    const char *text[NES_LANGS];
};
extern const struct nes_words_row nes_words_table[];
extern const size_t nes_words_len;
