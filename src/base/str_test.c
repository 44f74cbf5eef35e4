#include "base/str.h"

#include <string.h>

#include "test/unit/test.h"

static const struct { const char *label; struct nes_str text; bool good; } utf8_rows[] = {
    { "Kazakh letters", NES_STR_INIT("әғқңөұүһі ₸"), true },
    { "four bytes", NES_STR_INIT("\xf0\x9f\x92\xb0"), true },
    { "overlong slash", NES_STR_INIT("\xc0\xaf"), false },
    { "overlong three", NES_STR_INIT("\xe0\x80\xaf"), false },
    { "surrogate", NES_STR_INIT("\xed\xa0\x80"), false },
    { "above U+10FFFF", NES_STR_INIT("\xf4\x90\x80\x80"), false },
    { "cut short", NES_STR_INIT("\xd0"), false },
    { "lone continuation", NES_STR_INIT("\x80"), false },
};

NES_TEST(utf8_is_checked)
{
    for (size_t i = 0; i < NES_LEN(utf8_rows); i++) {
        NES_WANT(utf8_rows[i].label, nes_str_utf8(utf8_rows[i].text) == utf8_rows[i].good);
    }
    NES_WANT_INT("points, not bytes", (int64_t)nes_str_points(NES_STR("әғ₸a")), 4);
}

static const struct { const char *text, *code; int64_t value; } int_rows[] = {
    { "0", "fine", 0 },
    { "-1", "fine", -1 },
    { "9223372036854775807", "fine", INT64_MAX },
    { "-9223372036854775808", "fine", INT64_MIN },
    { "9223372036854775808", "NUMBER_RANGE", 0 },
    { "-9223372036854775809", "NUMBER_RANGE", 0 },
    { "", "NUMBER_FORM", 0 },
    { "-", "NUMBER_FORM", 0 },
    { "-0", "NUMBER_FORM", 0 },
    { "01", "NUMBER_FORM", 0 },
    { "+1", "NUMBER_FORM", 0 },
    { " 1", "NUMBER_FORM", 0 },
    { "1e3", "NUMBER_FORM", 0 },
};

NES_TEST(integers_have_one_form)
{
    for (size_t i = 0; i < NES_LEN(int_rows); i++) {
        int64_t got = 0;

        NES_WANT_FAULT(int_rows[i].text, nes_str_int(nes_str_of(int_rows[i].text), &got), int_rows[i].code);
        NES_WANT_INT(int_rows[i].text, got, int_rows[i].value);
    }
}

NES_TEST(a_buffer_remembers_overflow)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 10);
    struct nes_str text;

    nes_buf_int(&buf, INT64_C(-1234));
    nes_buf_hex(&buf, "\x0f\xa0", 2);
    NES_WANT_OK(nes_buf_done(&buf, &text));
    NES_WANT_STR("so far", text, "-12340fa0");
    nes_buf_addz(&buf, "xy");
    nes_buf_byte(&buf, 'z');
    NES_WANT_FAULT("past the maximum", nes_buf_done(&buf, &text), "OUTPUT_FULL");
}

NES_TEST(bytes_go_to_hexadecimal_digits_and_back)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    uint8_t back[2];

    NES_WANT_STR("digits", nes_str_hex(arena, "\x0f\xa9", 2), "0fa9");
    NES_WANT("back", nes_str_unhex(NES_STR("0fa9"), back, 2) && back[0] == 0x0f && back[1] == 0xa9);
    NES_WANT("upper case", !nes_str_unhex(NES_STR("0FA9"), back, 2));
    NES_WANT("too few", !nes_str_unhex(NES_STR("0fa"), back, 2));
    NES_WANT("too many", !nes_str_unhex(NES_STR("0fa90"), back, 2));
    NES_WANT("no digit", !nes_str_unhex(NES_STR("0fa\0"), back, 2));
}

NES_TEST(text_is_cut_and_trimmed)
{
    struct nes_str head, rest;

    NES_WANT("a cut", nes_str_cut(NES_STR("a=b=c"), '=', &head, &rest));
    NES_WANT_STR("head", head, "a");
    NES_WANT_STR("rest", rest, "b=c");
    NES_WANT("no cut", !nes_str_cut(NES_STR("abc"), '=', &head, &rest));
    NES_WANT_STR("all", head, "abc");
    NES_WANT_STR("trimmed", nes_str_trim(NES_STR(" \t a b\r\n")), "a b");
    NES_WANT("order", nes_str_order(NES_STR("ab"), NES_STR("b")) < 0 && nes_str_order(NES_STR("ab"), NES_STR("a")) > 0);
}

static const char *const days[] = { [1] = "mon", [2] = "tue", [4] = "thu" };

NES_TEST(a_word_has_its_place_in_a_table)
{
    size_t at = 9;

    NES_WANT("a word of the table", nes_str_find(days, NES_LEN(days), NES_STR("thu"), &at));
    NES_WANT_INT("its place", (int64_t)at, 4);
    NES_WANT("no part of a word", !nes_str_find(days, NES_LEN(days), NES_STR("th"), &at));
    NES_WANT("a hole is no word", !nes_str_find(days, NES_LEN(days), NES_STR(""), &at));
    NES_WANT("not past the end", !nes_str_find(days, 4, NES_STR("thu"), &at));
    NES_WANT_INT("left as it was", (int64_t)at, 4);
    NES_WANT_INT("a word of our own", (int64_t)nes_str_place(days, NES_LEN(days), NES_STR("tue")), 2);
}
