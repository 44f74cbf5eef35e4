/* src/calc/loan_text_test.c: terms as text and back. */
#include "calc/loan_text.h"

#include "calc/fold_rig.h"
#include "test/unit/test.h"

static void text_is(const struct nes_loan_terms *terms, struct nes_arena *arena, struct nes_str *out)
{
    NES_WANT_OK(nes_loan_text_write(arena, terms, out));
}

NES_TEST(loan_text_of_ordinary_terms)
{
    struct rig rig = rig_begin();
    struct nes_loan_terms back;
    struct nes_str text;

    text_is(&rig.loan.terms, rig.arena, &text);
    NES_WANT_STR("terms", text, "calc_version=1 principal=50000000 rate=9/25 method=annuity periods=12 every_count=1 "
                       "every_unit=months start=2026-01-15 day_count=30/360 rounding=half_up minor_units=2 "
                       "pay_by=date");
    NES_WANT_OK(nes_loan_text_read(rig.arena, text, &back));
    NES_WANT_INT("the law's", back.penalty.first_days, 90);
    NES_WANT_INT("rate", back.credit.rate.under, 25);
    rig_end(&rig);
}

NES_TEST(loan_text_goes_both_ways_for_random_terms)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int i = 0; i < 500; i++) {
        struct rig rig = rig_begin();
        struct nes_loan_terms back;
        struct nes_str text, again;

        rig_random(&rig, &rand, 3);
        text_is(&rig.loan.terms, rig.arena, &text);
        NES_WANT_OK(nes_loan_text_read(rig.arena, text, &back));
        text_is(&back, rig.arena, &again);
        NES_WANT("the same again", nes_str_eq(text, again));
        rig_end(&rig);
    }
}

NES_TEST(loan_text_that_was_never_written_is_refused)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    static const char *const wrong[] = {
        "principal", "principal=", "principal=1.5", "principal=1 calc_version=1", "principal=1  rate=1/2", "rate=1/0",
        "rate=1", "method=magic", "start=2026-02-30", "level=no", "order=012344", "order=0123456", "shares=1,2",
        "periods=99999999999", "colour=red", "payouts=2026-01-01", "payouts=2026-01-01:x", " ", "periods=2 periods=2",
    };
    struct nes_loan_terms terms;

    for (size_t i = 0; i < NES_LEN(wrong); i++) {
        NES_WANT_FAULT(wrong[i], nes_loan_text_read(arena, nes_str_of(wrong[i]), &terms), "LOAN_FORM");
    }
}
