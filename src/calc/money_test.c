#include "calc/money.h"

#include "base/rand.h"
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
    { "-92233720368547758.09", "MONEY_RANGE", 0, NULL },
    { "1.234", "MONEY_FORM", 0, NULL },
    { "1.", "MONEY_FORM", 0, NULL },
    { ".5", "MONEY_FORM", 0, NULL },
    { "01", "MONEY_FORM", 0, NULL },
    { "1e3", "MONEY_FORM", 0, NULL },
    { "1,5", "MONEY_FORM", 0, NULL },
    { "", "MONEY_FORM", 0, NULL },
    { "999999999999999999", "MONEY_RANGE", 0, NULL },
    { "9999999999999999999999999999999999999999999999", "MONEY_RANGE", 0, NULL },
    { "-92233720368547758080", "MONEY_RANGE", 0, NULL },
    { "twelve thousand", "MONEY_FORM", 0, NULL },
    { "a word that is longer than any number", "MONEY_FORM", 0, NULL },
    { "12345678901234567890,00", "MONEY_FORM", 0, NULL },
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

/* Neither a debt nor an amount: no minus. */
NES_TEST(nothing_is_written_without_a_minus)
{
    const struct nes_money nothing = { 0 };
    char shown[NES_MONEY_FORM_TEXT], written[NES_MONEY_TEXT];

    NES_WANT_STR("as data", nes_money_write(nothing, written), "0.00");
    NES_WANT_STR("in Kazakh", nes_money_show(nothing, NES_MONEY_KK, shown), "0,00");
    NES_WANT_STR("in English", nes_money_show(nothing, NES_MONEY_EN, shown), "0.00");
}

NES_TEST(amounts_add_and_subtract_or_refuse)
{
    const struct nes_money most = { INT64_MAX }, least = { INT64_MIN };
    struct nes_money out = { 7 };

    NES_WANT_OK(nes_money_add((struct nes_money){ 1 }, (struct nes_money){ 2 }, &out));
    NES_WANT_INT("sum", out.tiyn, 3);
    NES_WANT_OK(nes_money_sub((struct nes_money){ 1 }, (struct nes_money){ 2 }, &out));
    NES_WANT_INT("rest", out.tiyn, -1);
    NES_WANT_FAULT("too much", nes_money_add(most, (struct nes_money){ 1 }, &out), "MONEY_RANGE");
    NES_WANT_FAULT("too little", nes_money_sub(least, (struct nes_money){ 1 }, &out), "MONEY_RANGE");
    NES_WANT_INT("left as it was", out.tiyn, -1);
    NES_WANT_FAULT("scaled", nes_money_scale(most, (struct nes_ratio){ 2, 1 }, NES_ROUND_DOWN, &out), "MONEY_RANGE");
    NES_WANT_OK(nes_money_scale(least, (struct nes_ratio){ 1, 1 }, NES_ROUND_DOWN, &out));
    NES_WANT_INT("the least", out.tiyn, INT64_MIN);
    NES_WANT_FAULT("nineteen digits", nes_money_read(NES_STR("1000000000000000000"), &out), "MONEY_RANGE");
    NES_WANT_FAULT("a letter after the point", nes_money_read(NES_STR("1.a"), &out), "MONEY_FORM");
}

static const struct { enum nes_money_form form; const char *text, *code; int64_t tiyn; } typed[] = {
    { NES_MONEY_RU, "1 234 567,89", "fine", 123'456'789 },
    { NES_MONEY_RU, "1\xC2\xA0" "234\xE2\x80\xAF" "567,8", "fine", 123'456'780 },
    { NES_MONEY_KK, "1234567", "fine", 123'456'700 },
    { NES_MONEY_KK, "\xE2\x88\x92" "5,05", "fine", -505 },
    { NES_MONEY_EN, "-1,234,567.89", "fine", -123'456'789 },
    { NES_MONEY_EN, "1,50", "MONEY_FORM", 0 },
    { NES_MONEY_EN, "1234,567.00", "MONEY_FORM", 0 },
    { NES_MONEY_EN, ",567.00", "MONEY_FORM", 0 },
    { NES_MONEY_EN, "1,234,56", "MONEY_FORM", 0 },
    { NES_MONEY_EN, "12,34,567", "MONEY_FORM", 0 },
    { NES_MONEY_EN, "1,234,", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "1.50", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "1,505", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "1,", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "1,5a", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "-", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "1:2", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "0 123", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "12345678901234567890123456789", "MONEY_FORM", 0 },
    { NES_MONEY_RU, "999 999 999 999 999 999 999", "MONEY_RANGE", 0 },
};

NES_TEST(amounts_are_read_as_people_type_them)
{
    for (size_t i = 0; i < NES_LEN(typed); i++) {
        struct nes_money got = { 0 };

        NES_WANT_FAULT(typed[i].text, nes_money_take(nes_str_of(typed[i].text), typed[i].form, &got), typed[i].code);
        NES_WANT_INT(typed[i].text, got.tiyn, typed[i].tiyn);
    }
}

/* P5 */
NES_TEST(amounts_go_both_ways_in_each_language)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int64_t n = nes_budget("calc.money"); n > 0; n--) {
        struct nes_money amount = { (int64_t)(nes_rand_below(&rand, UINT64_MAX) >> nes_rand_below(&rand, 64)) }, back;
        enum nes_money_form form = (enum nes_money_form)(n % 3);
        char shown[NES_MONEY_FORM_TEXT], written[NES_MONEY_TEXT];

        amount.tiyn = n == 1 ? INT64_MIN : n % 2 == 0 ? amount.tiyn : -(amount.tiyn / 2);
        NES_WANT_OK(nes_money_take(nes_money_show(amount, form, shown), form, &back));
        NES_WANT_INT("shown", back.tiyn, amount.tiyn);
        NES_WANT_OK(nes_money_read(nes_money_write(amount, written), &back));
        NES_WANT_INT("written", back.tiyn, amount.tiyn);
    }
}
