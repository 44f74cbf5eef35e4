#include "base/words.h"

#include "base/base_faults.h"
#include "test/unit/test.h"

NES_TEST(a_fault_speaks_three_languages, .rules = "24.5")
{
    NES_WANT_STR("English", nes_words_fault(NES_LANG_EN, &nes_fault_TEXT_LONG), "the text is too long");
    NES_WANT_STR("Russian", nes_words_fault(NES_LANG_RU, &nes_fault_TEXT_LONG), "текст слишком длинный");
    NES_WANT_STR("Kazakh", nes_words_fault(NES_LANG_KK, &nes_fault_TEXT_LONG), "мәтін тым ұзын");
}

NES_TEST(each_row_is_sorted_and_whole)
{
    for (size_t i = 0; i < nes_words_len; i++) {
        const char *key = nes_words_table[i].key;

        NES_WANT(key, i == 0 || nes_str_order(nes_str_of(nes_words_table[i - 1].key), nes_str_of(key)) < 0);
        for (enum nes_lang lang = 0; lang < NES_LANGS; lang++) {
            NES_WANT(key, nes_words(lang, key).len > 0 && nes_str_utf8(nes_words(lang, key)));
        }
    }
    NES_WANT("there are rows", nes_words_len > 50);
}

static const struct { const char *header; enum nes_lang want; } headers[] = {
    { "", NES_LANG_KK },
    { "ru", NES_LANG_RU },
    { "RU-kz", NES_LANG_RU },
    { "en-GB,en;q=0.9,ru;q=0.8", NES_LANG_EN },
    { "de, ru;q=0.5, en;q=0.7", NES_LANG_EN },
    { "kk;q=0.1, ru;q=0.11", NES_LANG_RU },
    { "fr", NES_LANG_KK },
    { "*", NES_LANG_KK },
    { "ru;q=0", NES_LANG_KK },
    { "ru;q=x, en;q=0.1", NES_LANG_EN },
    { ",,;;q==,", NES_LANG_KK },
    { "english", NES_LANG_KK },
};

NES_TEST(the_language_is_the_one_accepted)
{
    for (size_t i = 0; i < NES_LEN(headers); i++) {
        NES_WANT_INT(headers[i].header, nes_lang_accepted(nes_str_of(headers[i].header)), headers[i].want);
    }
}
