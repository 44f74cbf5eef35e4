/* src/calc/loan_text_test.c: terms as text and back. */
#include "calc/loan_text.h"

#include <string.h>

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
    NES_WANT("no down payment, which is a fraction", back.credit.down_payment.over == 0 &&
                                                         back.credit.down_payment.under == 1);
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

/* Every form of member, the law's left out and not: as it is stored, and back. */
NES_TEST(loan_text_of_terms_with_all_that_can_stand_in_them)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    static const char *const texts[] = {
        "principal=300 method=shares periods=3 shares=1000000,0,2500000",
        "principal=-9223372036854775808 periods=-2147483648 every_count=2147483647",
        "principal=3 payouts=2026-01-15:1,2026-02-15:2",
        "rate=0/1 first_due=2026-02-28 level=yes down_payment=1/3 payouts=2026-01-15:3",
        "class=business accrual=row pay_by=date overdue_free=yes order=543210",
        "penalty_first=1/300 penalty_first_days=30 penalty_after=1/5000 penalty_cap=0/1 penalty_year=calendar",
        "penalty_base=principal",
    };

    for (size_t i = 0; i < NES_LEN(texts); i++) {
        struct nes_loan_terms terms;
        struct nes_str again, want = nes_str_of(i == 3 ? texts[i] + strlen("rate=0/1 ") : texts[i]);

        NES_WANT_OK(nes_loan_text_read(arena, nes_str_of(texts[i]), &terms));
        text_is(&terms, arena, &again);
        NES_WANT("as it was", nes_str_eq(want, again));
    }
}

NES_TEST(loan_text_gives_each_word_its_meaning)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_loan_terms terms;

    NES_WANT_OK(nes_loan_text_read(
        arena,
        NES_STR("method=shares every_unit=weeks day_count=act/act year_boundary=dec31 leap=feb29_period "
                "first_day=include rounding=down remainder=spread weekend=next_working_day shift=free "
                "month_end=last_day class=secured accrual=row pay_by=date penalty_year=calendar "
                "penalty_base=principal"),
        &terms));
    NES_WANT_INT("method", terms.credit.method, NES_SHARES);
    NES_WANT_INT("unit", terms.credit.every.unit, NES_UNIT_WEEKS);
    NES_WANT_INT("day count", terms.credit.day_count, NES_ACT_ACT);
    NES_WANT_INT("boundary", terms.credit.year_boundary, NES_DEC31);
    NES_WANT_INT("leap", terms.credit.leap, NES_LEAP_FEB29_PERIOD);
    NES_WANT_INT("first day", terms.credit.first_day, NES_FIRST_DAY_INCLUDE);
    NES_WANT_INT("rounding", terms.credit.rounding, NES_ROUND_DOWN);
    NES_WANT_INT("remainder", terms.credit.remainder, NES_REMAINDER_SPREAD);
    NES_WANT_INT("weekend", terms.credit.weekend, NES_WEEKEND_NEXT_WORKING_DAY);
    NES_WANT_INT("shift", terms.credit.shift, NES_SHIFT_FREE);
    NES_WANT_INT("month's end", terms.credit.month_end, NES_MONTH_LAST_DAY);
    NES_WANT_INT("class", terms.class, NES_CLASS_SECURED);
    NES_WANT_INT("accrual", terms.accrual, NES_ACCRUE_ROW);
    NES_WANT_INT("pay by", terms.pay_by, NES_PAY_BY_DATE);
    NES_WANT_INT("year", terms.penalty.year, NES_PENALTY_CALENDAR);
    NES_WANT_INT("base", terms.penalty.base, NES_PENALTY_OF_PRINCIPAL);
}

NES_TEST(loan_text_reads_shares_payouts_and_the_order)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_loan_terms terms;

    NES_WANT_OK(nes_loan_text_read(
        arena, NES_STR("periods=2 shares=7,9 payouts=2026-01-15:5,2026-02-15:6 order=543210"), &terms));
    NES_WANT_INT("second share", terms.credit.shares[1], 9);
    NES_WANT_INT("payouts", terms.credit.payout_count, 2);
    NES_WANT_INT("second payout", terms.credit.payouts[1].amount.tiyn, 6);
    NES_WANT_INT("its day", terms.credit.payouts[1].date.day - terms.credit.payouts[0].date.day, 31);
    NES_WANT_INT("costs first", terms.order.part[0], NES_PART_COSTS);
    NES_WANT_OK(nes_loan_text_read(arena, NES_STR(""), &terms));
    NES_WANT("nothing is the law's", terms.credit.rate.under == 1 && terms.order.part[0] == NES_PART_OVERDUE_PRINCIPAL);
}

/* As many payouts as terms may have, and one more. */
NES_TEST(loan_text_holds_as_many_payouts_as_terms_may_have)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 8'192);
    struct nes_loan_terms terms;
    struct nes_str text;

    nes_buf_addz(&buf, "payouts=2026-01-15:1");
    for (int i = 1; i < NES_PAYOUTS_MAX; i++) {
        nes_buf_addz(&buf, ",2026-01-15:1");
    }
    NES_WANT_OK(nes_buf_done(&buf, &text));
    NES_WANT_OK(nes_loan_text_read(arena, text, &terms));
    NES_WANT_INT("all", terms.credit.payout_count, NES_PAYOUTS_MAX);
    nes_buf_addz(&buf, ",2026-01-15:1");
    NES_WANT_OK(nes_buf_done(&buf, &text));
    NES_WANT_FAULT("one more", nes_loan_text_read(arena, text, &terms), "LOAN_FORM");
}

NES_TEST(loan_text_that_was_never_written_is_refused)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    static const char *const wrong[] = {
        "principal", "principal=", "principal=1.5", "principal=1 calc_version=1", "principal=1  rate=1/2", "rate=1/0",
        "rate=1", "method=magic", "start=2026-02-30", "level=no", "order=012344", "order=0123456", "shares=1,2",
        "periods=99999999999", "colour=red", "payouts=2026-01-01", "payouts=2026-01-01:x", " ", "periods=2 periods=2",
        "periods=two", "periods=-99999999999", "periods=2147483648", "periods=-2147483649", "rate=x/2", "rate=1/x",
        "rate=1/-1", "periods=2 shares=1,x", "periods=1 shares=1,2", "payouts=2026-13-01:1", "order=012346", "shares=1",
    };
    struct nes_loan_terms terms;

    for (size_t i = 0; i < NES_LEN(wrong); i++) {
        NES_WANT_FAULT(wrong[i], nes_loan_text_read(arena, nes_str_of(wrong[i]), &terms), "LOAN_FORM");
    }
}
