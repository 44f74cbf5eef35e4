#include "calc/terms.h"

#include "calc/schedule.h"
#include "test/unit/test.h"

static const int64_t halves[] = { 1, 1 };
static const struct nes_payout one_payout = { { 739'631 }, { 10'000 } };

static struct nes_terms sound(void)
{
    return (struct nes_terms){
        .calc_version = 1,
        .principal = { 10'000 },
        .rate = { 9, 25 },
        .method = NES_ANNUITY,
        .periods = 2,
        .every = { 1, NES_UNIT_MONTHS },
        .start = { 739'631 }, /* 2026-01-16 */
        .day_count = NES_30_360,
        .rounding = NES_ROUND_HALF_UP,
        .minor_units = 2,
    };
}

/* Each case spoils one member; the flaw must name it. */
#define SPOIL(name, fault, ...)                                                                                        \
    {                                                                                                                  \
        struct nes_terms terms = sound();                                                                              \
        struct nes_flaw flaws[NES_FLAWS_MAX];                                                                          \
        struct nes_schedule schedule;                                                                                  \
        __VA_ARGS__;                                                                                                   \
        NES_WANT_INT(name, nes_terms_check(&terms, flaws) > 0, 1);                                                     \
        NES_WANT_STR(name, nes_str_of(flaws[0].field), name);                                                          \
        NES_WANT_FAULT(name, flaws[0].err, fault);                                                                     \
        NES_WANT_FAULT(name, nes_schedule_build(&terms, arena, &schedule), fault);                                     \
    }

NES_TEST(each_choice_below_its_words_is_named, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    SPOIL("calc_version", "TERMS_RANGE", terms.calc_version = 0)
    SPOIL("method", "TERMS_RANGE", terms.method = (enum nes_method)0)
    SPOIL("day_count", "TERMS_RANGE", terms.day_count = (enum nes_day_count)5)
    SPOIL("minor_units", "TERMS_RANGE", terms.minor_units = -1)
    SPOIL("every.unit", "TERMS_RANGE", terms.every.unit = (enum nes_unit)0)
    SPOIL("every.count", "TERMS_RANGE", terms.every.count = NES_EVERY_MAX + 1)
    SPOIL("year_boundary", "TERMS_RANGE", terms.year_boundary = (enum nes_year_boundary)-1)
    SPOIL("leap", "TERMS_RANGE", terms.leap = (enum nes_leap)-1)
    SPOIL("first_day", "TERMS_RANGE", terms.first_day = (enum nes_first_day)-1)
    SPOIL("rounding", "TERMS_RANGE", terms.rounding = (enum nes_round)-1)
    SPOIL("remainder", "TERMS_RANGE", terms.remainder = (enum nes_remainder)-1)
    SPOIL("weekend", "TERMS_RANGE", terms.weekend = (enum nes_weekend)-1)
    SPOIL("shift", "TERMS_RANGE", terms.shift = (enum nes_shift)-1)
    SPOIL("month_end", "TERMS_RANGE", terms.month_end = (enum nes_month_end)-1)
}

NES_TEST(each_member_out_of_bounds_is_named, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    SPOIL("calc_version", "TERMS_RANGE", terms.calc_version = 2)
    SPOIL("method", "TERMS_RANGE", terms.method = (enum nes_method)8)
    SPOIL("day_count", "TERMS_RANGE", terms.day_count = (enum nes_day_count)0)
    SPOIL("year_boundary", "TERMS_RANGE", terms.year_boundary = (enum nes_year_boundary)2)
    SPOIL("leap", "TERMS_RANGE", terms.leap = (enum nes_leap)3)
    SPOIL("first_day", "TERMS_RANGE", terms.first_day = (enum nes_first_day)2)
    SPOIL("rounding", "TERMS_RANGE", terms.rounding = (enum nes_round)4)
    SPOIL("minor_units", "TERMS_RANGE", terms.minor_units = 3)
    SPOIL("remainder", "TERMS_RANGE", terms.remainder = (enum nes_remainder)3)
    SPOIL("weekend", "TERMS_RANGE", terms.weekend = (enum nes_weekend)2)
    SPOIL("shift", "TERMS_RANGE", terms.shift = (enum nes_shift)2)
    SPOIL("month_end", "TERMS_RANGE", terms.month_end = (enum nes_month_end)3)
    SPOIL("periods", "TERMS_RANGE", terms.periods = 0)
    SPOIL("periods", "TERMS_RANGE", terms.periods = NES_PERIODS_MAX + 1)
    SPOIL("every.count", "TERMS_RANGE", terms.every.count = 0)
    SPOIL("every.unit", "TERMS_RANGE", terms.every.unit = (enum nes_unit)4)
    SPOIL("principal", "TERMS_RANGE", terms.principal.tiyn = 0)
    SPOIL("principal", "TERMS_RANGE", terms.principal.tiyn = NES_PRINCIPAL_TIYN_MAX + 1)
    SPOIL("principal", "TERMS_UNIT", terms.minor_units = 0; terms.principal.tiyn = 10'050)
    SPOIL("principal", "TERMS_UNIT", terms.minor_units = 1; terms.principal.tiyn = 10'001)
    SPOIL("instalment", "TERMS_NEEDED", terms.method = NES_FIXED_INSTALMENT)
    SPOIL("instalment", "TERMS_CONFLICT", terms.instalment.tiyn = 100)
    SPOIL("instalment_multiple", "TERMS_RANGE", terms.instalment_multiple.tiyn = -1)
    SPOIL("rate_percent", "TERMS_RANGE", terms.rate.over = -1)
    SPOIL("rate_percent", "TERMS_RANGE", terms.rate.under = 0)
    SPOIL("rate_percent", "TERMS_RANGE", terms.rate = ((struct nes_ratio){ 1'001, 1 }))
    SPOIL("down_payment_percent", "TERMS_RANGE", terms.down_payment = ((struct nes_ratio){ 1, 1 }))
    SPOIL("down_payment_percent", "TERMS_RANGE", terms.down_payment = ((struct nes_ratio){ -1, 2 }))
    SPOIL("down_payment_percent", "TERMS_RANGE", terms.down_payment = ((struct nes_ratio){ 1, -2 }))
}

NES_TEST(members_that_do_not_fit_each_other_are_named, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    const int64_t wrong[] = { 1, -1 }, none[] = { 0, 0 };
    const struct nes_calendar_day twice[] = { { { 5 }, false }, { { 5 }, false } };

    SPOIL("grace_principal", "TERMS_RANGE", terms.grace_principal = 2)
    SPOIL("grace_principal", "TERMS_CONFLICT", terms.grace_principal = 1; terms.method = NES_BULLET)
    SPOIL("grace_principal", "TERMS_CONFLICT", terms.grace_principal = 1; terms.method = NES_INTEREST_ONLY)
    SPOIL("grace_principal", "TERMS_CONFLICT", terms.grace_principal = 1; terms.method = NES_SHARES;
          terms.shares = halves)
    SPOIL("grace_interest", "TERMS_RANGE", terms.grace_interest = -1)
    SPOIL("grace_interest", "TERMS_CONFLICT", terms.grace_interest = 1; terms.method = NES_BULLET)
    SPOIL("interest_free", "TERMS_RANGE", terms.interest_free = 3)
    SPOIL("shares", "TERMS_NEEDED", terms.method = NES_SHARES)
    SPOIL("shares", "TERMS_CONFLICT", terms.shares = halves)
    SPOIL("shares", "TERMS_RANGE", terms.method = NES_SHARES; terms.shares = wrong;
          NES_WANT("the second is named", nes_terms_check(&terms, flaws) > 0 && flaws[0].nth == 2))
    SPOIL("shares", "TERMS_SUM", terms.method = NES_SHARES; terms.shares = none)
    SPOIL("start", "TERMS_RANGE", terms.start.day = 0)
    SPOIL("start", "TERMS_RANGE", terms.start.day = 1; terms.first_day = NES_FIRST_DAY_INCLUDE)
    SPOIL("first_due", "TERMS_ORDER", terms.first_due = terms.start)
    SPOIL("first_due", "TERMS_ORDER", terms.first_due.day = NES_DATE_LAST + 1)
    SPOIL("periods", "DATE_RANGE", terms.start.day = NES_DATE_LAST)
    SPOIL("holidays", "TERMS_ORDER", terms.calendar = ((struct nes_calendar){ twice, 2 }))
}

NES_TEST(payouts_off_their_place_are_named, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_payout two[] = { one_payout, { { 739'640 }, { 5'000 } } };

    SPOIL("payouts", "TERMS_RANGE", terms.payouts = two; terms.payout_count = 0)
    SPOIL("payouts", "TERMS_SUM", terms.payouts = two; terms.payout_count = 2)
    two[0].amount.tiyn = 5'000;
    SPOIL("payouts", "TERMS_CONFLICT", terms.payouts = two; terms.payout_count = 2; terms.method = NES_FLAT)
    SPOIL("payouts", "TERMS_CONFLICT", terms.payouts = two; terms.payout_count = 2; terms.method = NES_SHARES;
          terms.shares = halves)
    SPOIL("payouts", "TERMS_CONFLICT", terms.payouts = two; terms.payout_count = 2; terms.shift = NES_SHIFT_FREE)
    two[1].date.day = 739'631 + 59; /* the last due date */
    SPOIL("payouts", "TERMS_ORDER", terms.payouts = two; terms.payout_count = 2)
    two[0].date.day += 1;
    SPOIL("payouts", "TERMS_ORDER", terms.payouts = two; terms.payout_count = 1)
    two[0].date.day -= 1;
    two[0].amount.tiyn = 0;
    SPOIL("payouts", "TERMS_RANGE", terms.payouts = two; terms.payout_count = 1)
    two[0].amount.tiyn = 10'000;
    SPOIL("payouts", "TERMS_UNIT", terms.minor_units = 0; two[0].amount.tiyn = 9'950; terms.payouts = two;
          terms.payout_count = 1)
}

/* Each fault of an element names which one it is, and its member. */
NES_TEST(faulty_elements_are_numbered, .kind = NES_REFUSES)
{
    struct nes_payout two[] = { one_payout, { { 739'640 }, { 5'000 } } };
    struct nes_terms terms = sound();
    struct nes_flaw flaws[NES_FLAWS_MAX];

    two[0].amount.tiyn = 5'000;
    terms.payouts = two;
    terms.payout_count = 2;
    terms.shift = NES_SHIFT_FREE;
    NES_WANT_INT("moved free", nes_terms_check(&terms, flaws), 1);
    NES_WANT_INT("the second", flaws[0].nth, 2);
    NES_WANT_STR("its date", nes_str_of(flaws[0].part), "date");
    terms.shift = NES_SHIFT_CHARGE;
    two[1].date.day = terms.start.day - 1;
    NES_WANT_INT("before the start", nes_terms_check(&terms, flaws), 1);
    NES_WANT_INT("the second", flaws[0].nth, 2);
    NES_WANT_STR("its date", nes_str_of(flaws[0].part), "date");
    two[1].date.day = 739'640;
    two[0].amount.tiyn = 5'050;
    two[1].amount.tiyn = 4'950;
    terms.minor_units = 0;
    NES_WANT_INT("not whole", nes_terms_check(&terms, flaws), 2);
    NES_WANT_INT("the first", flaws[0].nth, 1);
    NES_WANT_INT("and the second", flaws[1].nth, 2);
    NES_WANT_STR("its amount", nes_str_of(flaws[1].part), "amount");
    terms.minor_units = 2;
    two[1].amount.tiyn = 0;
    NES_WANT_INT("nothing", nes_terms_check(&terms, flaws), 1);
    NES_WANT_INT("the second", flaws[0].nth, 2);
    NES_WANT_STR("its amount", nes_str_of(flaws[0].part), "amount");
}

NES_TEST(only_so_many_flaws_are_kept)
{
    struct nes_terms nothing = { .shares = halves,
                                 .instalment = { -1 },
                                 .principal = { -1 },
                                 .instalment_multiple = { -1 },
                                 .year_boundary = (enum nes_year_boundary)9 };
    struct nes_flaw flaws[NES_FLAWS_MAX];

    static const int64_t many[NES_PERIODS_MAX + 1] = { 1, [NES_PERIODS_MAX] = -1 };
    struct nes_payout odd[60];
    struct nes_terms terms = sound();

    NES_WANT("many", nes_terms_check(&nothing, flaws) > 8);
    for (size_t i = 0; i < NES_LEN(odd); i++) {
        odd[i] = (struct nes_payout){ terms.start, { 50 } };
    }
    terms.minor_units = 0;
    terms.payouts = odd;
    terms.payout_count = NES_LEN(odd);
    NES_WANT_INT("no more", nes_terms_check(&terms, flaws), NES_FLAWS_MAX);
    terms = sound();
    terms.method = NES_SHARES;
    terms.shares = many;
    terms.periods = NES_PERIODS_MAX + 1;
    NES_WANT_INT("reads no share beyond", nes_terms_check(&terms, flaws), 1);
}

/* The days of a period by each day count, and their part of a year. */
static const struct {
    enum nes_day_count day_count;
    int32_t days, base, days_366;
} counts[] = {
    { NES_30_360, 30, 360, 0 },
    { NES_ACT_365, 31, 365, 0 },
    { NES_ACT_360, 31, 360, 0 },
    { NES_ACT_ACT, 17, 365, 14 },
};

NES_TEST(a_part_of_a_year_follows_the_day_count)
{
    struct nes_terms terms = sound();
    const struct nes_span week = { { 740'039 }, { 740'046 }, 7 };    /* over the end of February */
    const struct nes_span period = { { 740'330 }, { 740'361 }, 30 }; /* 2027-12-15 to 2028-01-15 */
    struct nes_parts parts;

    for (size_t i = 0; i < NES_LEN(counts); i++) {
        struct nes_span span = period;

        terms.day_count = counts[i].day_count;
        span.days = terms.day_count == NES_30_360 ? 30 : 31;
        parts = nes_terms_parts(&terms, &span, span.from, span.to);
        NES_WANT_INT("days", parts.days, counts[i].days);
        NES_WANT_INT("base", parts.base, counts[i].base);
        NES_WANT_INT("of a leap year", parts.days_366, counts[i].days_366);
    }
    terms.day_count = NES_30_360;
    NES_WANT_INT("inside", nes_terms_days(&terms, &period, (struct nes_date){ 740'340 }), 10);
    NES_WANT_INT("the 31st counts as the 30th", nes_terms_days(&terms, &period, (struct nes_date){ 740'346 }), 15);
    parts = nes_terms_parts(&terms, &period, (struct nes_date){ 740'340 }, period.to);
    NES_WANT_INT("the rest", parts.days, 20);
    NES_WANT_INT("a week over the end of February", /* 2027-02-27 to 2027-03-06, by 30/360 already 8 days on 5 March */
                 nes_terms_days(&terms, &week, (struct nes_date){ 740'045 }), 7);
    terms.day_count = NES_ACT_ACT;
    terms.year_boundary = NES_DEC31;
    parts = nes_terms_parts(&terms, &period, (struct nes_date){ 740'346 }, period.to);
    NES_WANT_INT("31 December is of the new year", parts.days, 0);
    NES_WANT_INT("all of the new year", parts.days_366, 15);
}

NES_TEST(remuneration_beyond_128_bits_is_refused, .kind = NES_REFUSES)
{
    const struct nes_parts parts = { .days = INT32_MAX, .base = 365, .days_366 = INT32_MAX };
    struct nes_exact sum = { 0 };

    NES_WANT_FAULT("too much",
                   nes_parts_accrue(parts, (struct nes_ratio){ INT64_MAX, 1 }, (struct nes_money){ INT64_MAX }, &sum),
                   "CALC_RANGE");
    NES_WANT_OK(nes_parts_accrue(parts, (struct nes_ratio){ INT64_MAX, 1 }, (struct nes_money){ 1 }, &sum));
    NES_WANT_OK(nes_parts_accrue(parts, (struct nes_ratio){ INT64_MAX, 1 }, (struct nes_money){ 0 }, &sum));
    sum = (struct nes_exact){ 0 };
    NES_WANT_OK(nes_parts_accrue((struct nes_parts){ .days = 1, .base = 360 }, (struct nes_ratio){ 1, 1 },
                                 (struct nes_money){ INT64_MAX }, &sum));
    NES_WANT("exact", sum.over == INT64_MAX && sum.under == 360);
}

/* 2^126 - 1 is (2^63 - 1) × (2^63 + 1), and 22 059 divides the second. */
NES_TEST(remuneration_is_exact_up_to_126_bits)
{
    const struct nes_ratio rate = { INT64_MAX, 1 }, power = { INT64_C(1) << 62, 1 };
    const struct nes_parts parts = { .days = 22'059, .base = 365 }, days = { .days = 1 << 10, .base = 365 };
    const int64_t balance = (int64_t)(((uint64_t)1 << 63) / 22'059) + 1;
    struct nes_exact sum = { 0 };

    NES_WANT_INT("divides", (int64_t)((((uint64_t)1 << 63) + 1) % 22'059), 0);
    NES_WANT_OK(nes_parts_accrue(parts, rate, (struct nes_money){ balance }, &sum));
    NES_WANT("as large as can be", sum.over == ((nes_wide)1 << 126) - 1);
    NES_WANT_FAULT("a tiyn more", nes_parts_accrue(parts, rate, (struct nes_money){ balance + 1 }, &sum),
                   "CALC_RANGE");
    NES_WANT_FAULT("2^126", nes_parts_accrue(days, power, (struct nes_money){ INT64_C(1) << 54 }, &sum), "CALC_RANGE");
    NES_WANT_FAULT("2^130", nes_parts_accrue(days, power, (struct nes_money){ INT64_C(1) << 58 }, &sum), "CALC_RANGE");
    sum = (struct nes_exact){ 0 };
    NES_WANT_OK(nes_parts_accrue(days, power, (struct nes_money){ INT64_C(1) << 53 }, &sum));
    NES_WANT("2^125", sum.over == (nes_wide)1 << 125);
}

/* A term without periods has one flaw: what depends on their number is not blamed too. */
NES_TEST(no_periods_are_one_flaw, .kind = NES_REFUSES)
{
    struct nes_terms terms = sound();
    struct nes_flaw flaws[NES_FLAWS_MAX];

    terms.periods = 0;
    terms.grace_principal = terms.grace_interest = terms.interest_free = 1;
    NES_WANT_INT("one", nes_terms_check(&terms, flaws), 1);
    NES_WANT_STR("it", nes_str_of(flaws[0].field), "periods");
}

/* Periods of several months or weeks end with the calendar as single ones do. */
NES_TEST(long_periods_end_with_the_year_9999, .kind = NES_REFUSES)
{
    struct nes_terms terms = sound();
    struct nes_flaw flaws[NES_FLAWS_MAX];

    NES_WANT_OK(nes_date_of((struct nes_civil){ 9990, 1, 16 }, &terms.start));
    terms.every.count = 12;
    terms.periods = 9;
    NES_WANT_INT("16 January 9999", nes_terms_check(&terms, flaws), 0);
    terms.periods = 10;
    NES_WANT_INT("there is no year 10000", nes_terms_check(&terms, flaws), 1);
    NES_WANT_STR("too many periods", nes_str_of(flaws[0].field), "periods");
    NES_WANT_FAULT("by their last day", flaws[0].err, "DATE_RANGE");
}
