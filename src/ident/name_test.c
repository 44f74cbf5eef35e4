#include "ident/name.h"

#include <stdio.h>
#include <string.h>

#include "test/unit/test.h"

/* The words in one text with a bar between. */
static struct nes_str joined(const char *text, char out[NES_NAME_BYTES_MAX])
{
    struct nes_name_words words;
    size_t len = 0;

    NES_WANT_OK(nes_name_words(nes_str_of(text), &words));
    for (size_t i = 0; i < words.n; i++) {
        if (i > 0) {
            out[len++] = '|';
        }
        memcpy(out + len, words.word[i].ptr, words.word[i].len);
        len += words.word[i].len;
    }
    return (struct nes_str){ out, len };
}

static const struct { const char *given, *words; } names[] = {
    { "Әлия Ғабит-Қызы", "АЛИЯ|ГАБИТ|КЫЗЫ" },
    { "Өркен Ұлан Үміт Һәкім", "ОРКЕН|УЛАН|УМИТ|ХАКИМ" },
    { "Ең Іңкәр", "ЕН|ИНКАР" },
    { "Семён ЁЛКИН", "СЕМЕН|ЕЛКИН" },
    { "Семе\u0308н", "СЕМЕН" },
    { "и\u0306од Й", "ЙОД|Й" },
    { "O'Neil O\u2019Neil Д\u02bcАртаньян", "ONEIL|ONEIL|ДАРТАНЬЯН" },
    { "Jose\u0301 Müller Weiß", "JOSÉ|MÜLLER|WEISS" },
    { "ТОО «Рога и Копыта-2»", "ТОО|РОГА|И|КОПЫТА|2" },
    { "  А.  Б.\t", "А|Б" },
    { "Ма\u00adрат\u200b", "МАРАТ" },
    { "— – -", "" },
    { "", "" },
};

NES_TEST(names_come_to_one_form)
{
    char out[NES_NAME_BYTES_MAX];

    for (size_t i = 0; i < NES_LEN(names); i++) {
        NES_WANT_STR(names[i].given, joined(names[i].given, out), names[i].words);
    }
}

static const struct { const char *text, *code; } bad[] = {
    { "", "NAME_EMPTY" },          { " - ", "NAME_EMPTY" },      { "\u0301", "NAME_EMPTY" },
    { "Иван1", "NAME_LETTERS" },   { "Иван<b>", "NAME_LETTERS" }, { "Иван\n", "NAME_LETTERS" },
    { "Иван\u202e", "NAME_LETTERS" }, { "\xc3\x28", "NAME_UTF8" },
};

NES_TEST(what_is_no_name_is_refused, .rules = "6.1.a, 6.2.b", .kind = NES_REFUSES)
{
    char text[NES_NAME_POINTS_MAX + 2];

    for (size_t i = 0; i < NES_LEN(bad); i++) {
        NES_WANT_FAULT(bad[i].text, nes_name_check(nes_str_of(bad[i].text)), bad[i].code);
    }
    memset(text, 'a', sizeof(text));
    NES_WANT_OK(nes_name_check((struct nes_str){ text, NES_NAME_POINTS_MAX }));
    NES_WANT_FAULT("one more", nes_name_check((struct nes_str){ text, NES_NAME_POINTS_MAX + 1 }), "NAME_LONG");
    NES_WANT_OK(nes_name_check(NES_STR("Сапарғали-ұлы Ж. О'Нил")));
}

/* The worst that fits: the most points, each with the longest decomposition and the widest bytes. */
NES_TEST(the_widest_name_fits_its_room)
{
    static const char *const wide[] = { "\u1f82", "\U0001f600", "\u0390", "\u01d5" };
    char text[NES_NAME_POINTS_MAX * 4], form[NES_NAME_BYTES_MAX];
    struct nes_name_words words;

    for (size_t i = 0; i < NES_LEN(wide); i++) {
        size_t len = 0;

        for (size_t n = 0; n < NES_NAME_POINTS_MAX; n++) {
            memcpy(text + len, wide[i], strlen(wide[i]));
            len += strlen(wide[i]);
        }
        NES_WANT_OK(nes_name_words((struct nes_str){ text, len }, &words));
        NES_WANT_OK(nes_name_nfc((struct nes_str){ text, len }, form, &len));
    }
    for (size_t n = 0; n < NES_NAME_POINTS_MAX; n++) {
        text[n] = n % 2 == 0 ? 'a' : ' ';
    }
    NES_WANT_OK(nes_name_words((struct nes_str){ text, NES_NAME_POINTS_MAX }, &words));
    NES_WANT_INT("most words", (int64_t)words.n, NES_NAME_WORDS_MAX);
}

static size_t unhex(const char *hex, size_t len, char *out)
{
    for (size_t i = 0; i + 1 < len; i += 2) {
        unsigned byte;

        NES_WANT_INT("two digits", sscanf(hex + i, "%2x", &byte), 1);
        out[i / 2] = (char)byte;
    }
    return len / 2;
}

/* test/oracle/nfc.tsv is made by tools/unicode_tables.py with Python's own normaliser. */
NES_TEST(normal_form_c_agrees_with_python)
{
    FILE *file = fopen(NES_SOURCE_ROOT "/test/oracle/nfc.tsv", "r");
    char line[512], given[256], wanted[256], got[NES_NAME_BYTES_MAX];
    int64_t lines = 0;

    NES_WANT("the file is there", file != NULL);
    while (fgets(line, sizeof(line), file)) {
        size_t first = strcspn(line, "\t"), second = strcspn(line + first + 1, "\n"), len, len_got;

        len = unhex(line, first, given);
        NES_WANT_OK(nes_name_nfc((struct nes_str){ given, len }, got, &len_got));
        len = unhex(line + first + 1, second, wanted);
        NES_WANT(line, len == len_got && memcmp(got, wanted, len) == 0);
        lines++;
    }
    (void)fclose(file);
    NES_WANT_INT("examples", lines, 400);
}
