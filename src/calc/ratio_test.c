#include "calc/ratio.h"

#include "base/rand.h"
#include "test/unit/test.h"

static const struct { const char *text, *code; int64_t over, under; const char *written; } percents[] = {
    { "36", "fine", 9, 25, "36.000000" },        { "0", "fine", 0, 1, "0.000000" },
    { "0.29", "fine", 29, 10'000, "0.290000" },  { "44.64", "fine", 279, 625, "44.640000" },
    { "0.000001", "fine", 1, 100'000'000, "0.000001" }, { "100000", "fine", 1'000, 1, "100000.000000" },
    { "100000.000001", "RATE_RANGE", 0, 0, NULL }, { "100001", "RATE_RANGE", 0, 0, NULL },
    { "99999999999999999999", "RATE_RANGE", 0, 0, NULL }, { "1.1234567", "RATE_FORM", 0, 0, NULL },
    { "-1", "RATE_FORM", 0, 0, NULL },           { "1.", "RATE_FORM", 0, 0, NULL },
    { ".5", "RATE_FORM", 0, 0, NULL },           { "01", "RATE_FORM", 0, 0, NULL },
    { "1e2", "RATE_FORM", 0, 0, NULL },          { "", "RATE_FORM", 0, 0, NULL },
    { "1 ", "RATE_FORM", 0, 0, NULL },
};

NES_TEST(percentages_are_exact_fractions)
{
    for (size_t i = 0; i < NES_LEN(percents); i++) {
        struct nes_ratio got = { 0 };
        char text[NES_PERCENT_TEXT];

        NES_WANT_FAULT(percents[i].text, nes_percent_read(nes_str_of(percents[i].text), &got), percents[i].code);
        NES_WANT_INT(percents[i].text, got.over, percents[i].over);
        NES_WANT_INT(percents[i].text, got.under, percents[i].under);
        if (percents[i].written) {
            NES_WANT_STR(percents[i].text, nes_percent_write(got, 6, text), percents[i].written);
        }
    }
}

NES_TEST(percentages_are_written_with_the_decimals_asked_for)
{
    char text[NES_PERCENT_TEXT];

    NES_WANT_STR("none", nes_percent_write((struct nes_ratio){ 1, 8 }, 0, text), "13");
    NES_WANT_STR("a half goes up", nes_percent_write((struct nes_ratio){ 1, 8 }, 1, text), "12.5");
    NES_WANT_STR("minus", nes_percent_write((struct nes_ratio){ -1, 3 }, 2, text), "-33.33");
    NES_WANT_STR("minus nothing is nothing", nes_percent_write((struct nes_ratio){ -1, 1'000'000 }, 2, text), "0.00");
}

NES_TEST(fractions_multiply_and_compare)
{
    struct nes_ratio product;

    NES_WANT_OK(nes_ratio_times((struct nes_ratio){ 9, 25 }, (struct nes_ratio){ 1, 12 }, &product));
    NES_WANT_INT("over", product.over, 3);
    NES_WANT_INT("under", product.under, 100);
    NES_WANT_FAULT("over", nes_ratio_times((struct nes_ratio){ INT64_MAX, 1 }, (struct nes_ratio){ 3, 1 }, &product),
                   "CALC_RANGE");
    NES_WANT_FAULT("under", nes_ratio_times((struct nes_ratio){ 1, INT64_MAX }, (struct nes_ratio){ 1, 3 }, &product),
                   "CALC_RANGE");
    NES_WANT_INT("below", nes_ratio_order((struct nes_ratio){ 1, 3 }, (struct nes_ratio){ 1, 2 }), -1);
    NES_WANT_INT("same", nes_ratio_order((struct nes_ratio){ 2, 4 }, (struct nes_ratio){ 1, 2 }), 0);
    NES_WANT_INT("above", nes_ratio_order((struct nes_ratio){ 2, 3 }, (struct nes_ratio){ 1, 2 }), 1);
    product = nes_ratio_reduce((struct nes_ratio){ 2, 4 });
    NES_WANT("two quarters are a half", product.over == 1 && product.under == 2);
    product = nes_ratio_reduce((struct nes_ratio){ -4, 2 });
    NES_WANT("minus four halves", product.over == -2 && product.under == 1);
}

static struct nes_exact sum_of(nes_wide a, nes_wide b, nes_wide c, nes_wide d)
{
    struct nes_exact sum = { 0 };

    NES_WANT_OK(nes_exact_add(&sum, a, b));
    NES_WANT_OK(nes_exact_add(&sum, c, d));
    return sum;
}

NES_TEST(exact_sums_round_once)
{
    struct nes_exact sum = sum_of(1, 3, 1, 6);
    struct nes_money out;

    NES_WANT_OK(nes_exact_round(sum, 1, NES_ROUND_HALF_UP, &out));
    NES_WANT_INT("a third and a sixth are a half", out.tiyn, 1);
    NES_WANT_OK(nes_exact_round(sum, 1, NES_ROUND_HALF_EVEN, &out));
    NES_WANT_INT("the even neighbour", out.tiyn, 0);
    NES_WANT_OK(nes_exact_round(sum, 1, NES_ROUND_UP, &out));
    NES_WANT_INT("up", out.tiyn, 1);
    NES_WANT_OK(nes_exact_round(sum, 1, NES_ROUND_DOWN, &out));
    NES_WANT_INT("down", out.tiyn, 0);
    NES_WANT_OK(nes_exact_round(sum_of(-7, 2, -7, 2), 10, NES_ROUND_HALF_UP, &out));
    NES_WANT_INT("minus seven to tens", out.tiyn, -10);
    NES_WANT_OK(nes_exact_round(sum_of(-1, 3, 1, 2), 1, NES_ROUND_UP, &out));
    NES_WANT_INT("a sixth", out.tiyn, 1);
    NES_WANT_OK(nes_exact_round(sum_of(1, 3, -1, 2), 1, NES_ROUND_UP, &out));
    NES_WANT_INT("minus a sixth", out.tiyn, -1);
    NES_WANT_OK(nes_exact_round((struct nes_exact){ 0 }, 100, NES_ROUND_UP, &out));
    NES_WANT_INT("nothing yet", out.tiyn, 0);
}

NES_TEST(exact_sums_refuse_what_128_bits_do_not_hold)
{
    const nes_wide huge = (nes_wide)1 << 125, top = ((nes_wide)1 << 126) - 1 + ((nes_wide)1 << 126);
    struct nes_exact sum = { huge, 3 };
    struct nes_money out;

    NES_WANT_FAULT("mine", nes_exact_add(&sum, 1, huge), "CALC_RANGE");
    sum = (struct nes_exact){ 1, 3 };
    NES_WANT_FAULT("theirs", nes_exact_add(&sum, huge, 5), "CALC_RANGE");
    sum = (struct nes_exact){ INT64_C(1) << 62, 3 };
    NES_WANT_FAULT("a power of two", nes_exact_add(&sum, 1, (nes_wide)1 << 66), "CALC_RANGE");
    sum = (struct nes_exact){ 1, (nes_wide)1 << 100 };
    NES_WANT_FAULT("the common one", nes_exact_add(&sum, 0, ((nes_wide)1 << 62) - 1), "CALC_RANGE");
    sum = (struct nes_exact){ top, 3 };
    NES_WANT_FAULT("the sum", nes_exact_add(&sum, top, 3), "CALC_RANGE");
    sum = (struct nes_exact){ UINT64_MAX, INT64_MAX };
    NES_WANT_FAULT("two of 127 bits", nes_exact_add(&sum, UINT64_MAX, INT64_MAX - 1), "CALC_RANGE");
    NES_WANT_FAULT("an amount", nes_exact_round((struct nes_exact){ huge, 1 }, 1, NES_ROUND_DOWN, &out),
                   "MONEY_RANGE");
    NES_WANT_FAULT("a unit", nes_exact_round((struct nes_exact){ 1, huge }, 100, NES_ROUND_DOWN, &out), "CALC_RANGE");
}

/* Denominators beyond words, one a multiple of the other: the common one is the larger. */
NES_TEST(fractions_with_wide_denominators_meet_in_the_larger)
{
    const nes_wide wide = (nes_wide)1 << 70;
    struct nes_exact sum = { 1, 8 * wide };

    NES_WANT_OK(nes_exact_add(&sum, 1, wide));
    NES_WANT("the larger", sum.under == 8 * wide && sum.over == 9);
    NES_WANT_OK(nes_exact_add(&sum, 1, 2 * wide));
    NES_WANT("either way", sum.under == 8 * wide && sum.over == 13);
}

/* Every way of rounding, of sums in words and beyond, against the definition: the distance to the quotient. */
NES_TEST(rounding_is_nearest_or_in_its_direction)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int64_t i = nes_budget("calc.rounding"); i > 0; i--) {
        nes_uwide size = nes_rand_below(&rand, UINT64_MAX);
        nes_uwide under = 1 + nes_rand_below(&rand, 1 << nes_rand_below(&rand, 30));
        nes_uwide down, up, near;

        if (i % 2 == 0) {
            size = size << 40 | nes_rand_below(&rand, 1 << 20);
            under = under << 40 | 1;
        }
        down = nes_round_quotient(size, under, NES_ROUND_DOWN);
        up = nes_round_quotient(size, under, NES_ROUND_UP);
        near = nes_round_quotient(size, under, NES_ROUND_HALF_UP);
        NES_WANT("down", down * under <= size && size - down * under < under);
        NES_WANT("up", up == down + (down * under < size));
        NES_WANT("near", near == down + (2 * (size - down * under) >= under));
        near = nes_round_quotient(size, under, NES_ROUND_HALF_EVEN);
        NES_WANT("even", 2 * (size - down * under) == under ? near % 2 == 0
                                                            : near == down + (2 * (size - down * under) > under));
    }
}

/* The largest product that there is room for: 2^126 - 1, which three divides. */
NES_TEST(exact_sums_hold_what_126_bits_do)
{
    const nes_wide most = ((nes_wide)1 << 126) - 1;
    struct nes_exact sum = { most / 3, 1 };

    NES_WANT_OK(nes_exact_add(&sum, 0, 3));
    NES_WANT("as large as can be", sum.over == most && sum.under == 3);
    sum = (struct nes_exact){ most / 3 + 1, 1 };
    NES_WANT_FAULT("two more", nes_exact_add(&sum, 0, 3), "CALC_RANGE");
}
