#include "calc/money.h"

#include "test/unit/test.h"

static const struct { const char *label; int64_t tiyn; struct nes_ratio by; int64_t want; } halves[] = {
    { "a half goes down to the even neighbour", 25, { 1, 10 },  2 },
    { "a half goes up to the even neighbour",   35, { 1, 10 },  4 },
    { "a debt rounds like a credit",           -25, { 1, 10 }, -2 },
};

NES_TEST(scaling_rounds_halves_to_even)
{
    for (size_t i = 0; i < NES_LEN(halves); i++) {
        struct nes_money whole = { halves[i].tiyn }, part;

        NES_WANT_OK(nes_money_scale(whole, halves[i].by, NES_ROUND_HALF_EVEN, &part));
        NES_WANT_INT(halves[i].label, part.tiyn, halves[i].want);
    }
}

static const struct { const char *text, *code; int64_t tiyn; const char *written; } texts[] = {
    { "150000.00", "fine", 15'000'000, "150000.00" },
    { "0.05", "fine", 5, "0.05" },
    { "-0.05", "fine", -5, "-0.05" },
    { "7", "fine", 700, "7.00" },
    { "7.5", "fine", 750, "7.50" },
    { "92233720368547758.07", "fine", INT64_MAX, "92233720368547758.07" },
    { "-92233720368547758.08", "fine", INT64_MIN, "-92233720368547758.08" },
    { "92233720368547758.08", "MONEY_RANGE", 0, NULL },
    { "1.234", "MONEY_FORM", 0, NULL },
    { "1.", "MONEY_FORM", 0, NULL },
    { ".5", "MONEY_FORM", 0, NULL },
    { "01", "MONEY_FORM", 0, NULL },
    { "1e3", "MONEY_FORM", 0, NULL },
    { "1,5", "MONEY_FORM", 0, NULL },
    { "", "MONEY_FORM", 0, NULL },
};

NES_TEST(amounts_read_and_write_in_one_form)
{
    for (size_t i = 0; i < NES_LEN(texts); i++) {
        struct nes_money got = { 0 };
        char text[NES_MONEY_TEXT];

        NES_WANT_FAULT(texts[i].text, nes_money_read(nes_str_of(texts[i].text), &got), texts[i].code);
        NES_WANT_INT(texts[i].text, got.tiyn, texts[i].tiyn);
        if (texts[i].written) {
            NES_WANT_STR(texts[i].text, nes_money_write(got, text), texts[i].written);
        }
    }
}
