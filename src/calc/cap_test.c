#include "calc/cap.h"

#include "test/unit/test.h"

static struct nes_date date_of(int32_t year, int32_t month, int32_t at)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_of((struct nes_civil){ year, month, at }, &date));
    return date;
}

#define RULES_MAX 20
struct shipped {
    struct nes_cap caps[RULES_MAX];
    struct nes_mci mci[RULES_MAX];
    struct nes_cap_rules rules;
};

static void ship(struct shipped *out)
{
    size_t caps = 0, mci = 0;

#define X(year, month, at, tenge)                                                                                      \
    out->mci[mci++] = (struct nes_mci){ date_of(year, month, at), { (tenge) * INT64_C(100) } };
#include "calc/mci_kz.def"
#undef X
#define X(year, month, at, tier, days, most, under, year_max, day_max, day_under, all)                                 \
    out->caps[caps++] = (struct nes_cap){ date_of(year, month, at), tier, days, most, { year_max, 10'000 },            \
                                          { day_max, 10'000 }, { all, 10'000 }, under, day_under };
#include "calc/cap_kz.def"
#undef X
    out->rules = (struct nes_cap_rules){ out->caps, caps, out->mci, mci };
}

/* A bullet of so many days at a rate of a day in 0.00001 %. */
static struct nes_terms bullet(int64_t tenge, int32_t days, int64_t daily_e5, struct nes_date start)
{
    return (struct nes_terms){
        .calc_version = 1,
        .principal = { tenge * 100 },
        .rate = nes_ratio_reduce((struct nes_ratio){ daily_e5 * 365, 10'000'000 }),
        .method = NES_BULLET,
        .periods = days,
        .every = { 1, NES_UNIT_DAYS },
        .start = start,
        .day_count = NES_ACT_365,
        .rounding = NES_ROUND_HALF_UP,
        .minor_units = 2,
    };
}

struct answer {
    struct nes_cap_answer cap;
    struct nes_err err;
};

static struct answer compared(const struct nes_terms *terms, struct nes_ratio per_year)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_schedule schedule = { 0 };
    struct answer answer = { 0 };
    struct nes_cap_ask ask = { .terms = terms, .schedule = &schedule, .per_year = per_year };
    static struct shipped kz;

    ship(&kz);
    NES_WANT_OK(nes_schedule_build(terms, arena, &schedule));
    answer.err = nes_cap_find(&kz.rules, terms, &schedule, &ask.cap);
    if (!answer.err.what) {
        answer.err = nes_cap_compare(&ask, arena, &answer.cap);
    }
    if (!answer.err.what) {
        answer.cap.cap = ask.cap == &kz.caps[kz.rules.cap_count - 1] ? ask.cap : NULL; /* the ordinary tier of today */
    }
    return answer;
}

/* regulation.md 1.2: the largest rate of a day under 179 %, in 0.00001 %, by days. */
static const struct { int32_t days; int64_t largest_e5; } largest[] = {
    { 7, 28'389 }, { 10, 28'510 }, { 15, 28'712 }, { 20, 28'916 }, { 25, 29'122 },
    { 30, 29'330 }, { 35, 29'540 }, { 40, 29'752 }, { 45, 29'966 },
};

NES_TEST(the_yearly_cap_binds_before_the_daily_one_at_any_short_term)
{
    for (size_t i = 0; i < NES_LEN(largest); i++) {
        struct nes_terms terms = bullet(100'000, largest[i].days, 20'000, date_of(2026, 1, 15));
        struct answer answer = compared(&terms, (struct nes_ratio){ 365, 1 });
        int64_t off = answer.cap.largest_e5 - largest[i].largest_e5;

        NES_WANT_OK(answer.err);
        NES_WANT("passes at 0.2 %", answer.cap.passes && answer.cap.bounded);
        NES_WANT_INT("binds", answer.cap.binds, NES_CAP_YEARLY);
        NES_WANT("as published, which is rounded", off >= -1 && off <= 1);
    }
}

/* regulation.md 1.2: 0.29 % a day: 23 days pass; 20 do not; 22 pass only where 179.0176 is rounded first: here they
 * fail. */
static const struct { int32_t days; int64_t percent_e4; bool passes; } at_29[] = {
    { 20, 179'8101, false }, { 21, 179'4129, false }, { 22, 179'0176, false }, { 23, 178'6243, true },
};

NES_TEST(the_unrounded_rate_is_compared_with_the_cap, .kind = NES_REFUSES)
{
    for (size_t i = 0; i < NES_LEN(at_29); i++) {
        struct nes_terms terms = bullet(100'000, at_29[i].days, 29'000, date_of(2026, 1, 15));
        struct answer answer = compared(&terms, (struct nes_ratio){ 365, 1 });
        struct nes_ratio value;

        NES_WANT_OK(answer.err);
        NES_WANT("passes", answer.cap.passes == at_29[i].passes);
        value = answer.cap.limits[0].value;
        NES_ASSERT(value.under > 0);
        NES_WANT_INT("value", (value.over * (INT64_C(100'000'000) / value.under) + 50) / 100, at_29[i].percent_e4);
    }
}

static struct nes_terms year_long(int64_t percent_e5, struct nes_date start)
{
    struct nes_terms terms = bullet(100'000, 365, 0, start);

    terms.rate = nes_ratio_reduce((struct nes_ratio){ percent_e5, 10'000'000 });
    return terms;
}

NES_TEST(a_rate_of_exactly_the_cap_passes)
{
    struct nes_terms terms = year_long(4'600'000, date_of(2026, 1, 15));
    struct answer answer = compared(&terms, (struct nes_ratio){ 1, 1 });

    NES_WANT_OK(answer.err);
    NES_WANT("46 % of a year is 46 %", answer.cap.passes && answer.cap.cap);
    NES_WANT_INT("and the largest", answer.cap.largest_e5, 4'600'000);
    terms = year_long(4'600'001, date_of(2026, 1, 15));
    answer = compared(&terms, (struct nes_ratio){ 1, 1 });
    NES_WANT("one more is above", !answer.cap.passes);
}

static const struct {
    const char *label;
    int64_t tenge;
    int32_t days, year;
    bool ordinary;
    int32_t limits;
} tiers[] = {
    { "45 days, 45 MCI", 194'625, 45, 2026, false, 2 },
    { "a day more", 194'625, 46, 2026, true, 1 },
    { "a tenge more", 194'626, 45, 2026, true, 1 },
    { "2023, under 30 MCI", 110'759, 45, 2024, false, 2 },
    { "2023, from 30 MCI on", 110'760, 45, 2024, false, 2 },
    { "2023, longer", 110'760, 46, 2024, false, 2 },
    { "2021, short: no limit", 100'000, 45, 2021, false, 0 },
};

NES_TEST(the_tier_follows_day_term_and_amount)
{
    for (size_t i = 0; i < NES_LEN(tiers); i++) {
        struct nes_terms terms = bullet(tiers[i].tenge, tiers[i].days, 10'000, date_of(tiers[i].year, 1, 15));
        struct answer answer = compared(&terms, (struct nes_ratio){ 365, 1 });

        NES_WANT_OK(answer.err);
        NES_WANT(tiers[i].label, (answer.cap.cap != NULL) == tiers[i].ordinary);
        NES_WANT_INT(tiers[i].label, answer.cap.count, tiers[i].limits);
        NES_WANT(tiers[i].label, answer.cap.bounded == (tiers[i].limits > 0));
    }
}

NES_TEST(strict_and_inclusive_bounds_of_a_day_differ)
{
    struct nes_terms strict = bullet(100'000, 45, 30'000, date_of(2026, 1, 15));
    struct nes_terms inclusive = bullet(200'000, 60, 40'000, date_of(2024, 1, 15));
    struct answer answer = compared(&strict, (struct nes_ratio){ 365, 1 });

    NES_WANT("0.3 % is not under 0.3 %", !answer.cap.limits[1].holds);
    answer = compared(&inclusive, (struct nes_ratio){ 365, 1 });
    NES_WANT("0.4 % is at most 0.4 %", answer.cap.limits[1].holds);
    inclusive.day_count = NES_ACT_360;
    answer = compared(&inclusive, (struct nes_ratio){ 365, 1 });
    NES_WANT("of 360 days it is more", !answer.cap.limits[1].holds);
}

NES_TEST(without_a_row_of_the_day_the_cap_is_unknown, .kind = NES_REFUSES)
{
    struct nes_terms early = bullet(100'000, 30, 10'000, date_of(2019, 12, 31));
    struct nes_schedule schedule;
    struct shipped kz;
    const struct nes_cap *cap;
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    NES_WANT_FAULT("2019", compared(&early, (struct nes_ratio){ 1, 1 }).err, "CAP_UNKNOWN");
    early.start = date_of(1980, 1, 1);
    NES_WANT_FAULT("nor was there an index", compared(&early, (struct nes_ratio){ 1, 1 }).err, "CAP_UNKNOWN");
    ship(&kz);
    early.start = date_of(2026, 1, 1);
    NES_WANT_OK(nes_schedule_build(&early, arena, &schedule));
    kz.rules.mci_count = 0;
    NES_WANT_FAULT("no index", nes_cap_find(&kz.rules, &early, &schedule, &cap), "MCI_UNKNOWN");
    ship(&kz);
    kz.rules.cap_count--; /* the short tier alone */
    early.principal.tiyn = 100'000'000;
    NES_WANT_FAULT("no tier fits", nes_cap_find(&kz.rules, &early, &schedule, &cap), "CAP_UNKNOWN");
}

NES_TEST(a_tier_of_one_day_is_for_one_day)
{
    const struct nes_cap day = {
        .from = date_of(2020, 1, 1), .name = "day", .days_max = 1, .yearly = { 1, 2 }, .total = { 1, 10'000 }
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_schedule schedule;
    struct shipped kz;
    const struct nes_cap *cap;

    ship(&kz);
    for (int32_t days = 1; days <= 2; days++) {
        struct nes_terms terms = bullet(100'000, days, 10'000, date_of(2026, 1, 15));
        struct nes_cap_rules of_a_day = { &day, 1, kz.rules.mci, kz.rules.mci_count };

        NES_WANT_OK(nes_schedule_build(&terms, arena, &schedule));
        NES_WANT_INT("fits", nes_cap_find(&of_a_day, &terms, &schedule, &cap).what == NULL, days == 1);
        if (days == 1) {
            struct nes_cap_ask ask = { cap, &terms, &schedule, { 365, 1 } };
            struct nes_cap_answer answer;

            NES_WANT_OK(nes_cap_compare(&ask, arena, &answer));
            NES_WANT_INT("of the year and of all remuneration", answer.count, 2);
        }
    }
}

NES_TEST(a_loan_whose_rate_is_refused_is_not_compared, .kind = NES_REFUSES)
{
    struct nes_terms terms = bullet(100'000, 60, 10'000, date_of(2026, 1, 15));
    const struct nes_payout payouts[] = { { terms.start, { 5'000'000 } }, { { terms.start.day + 40 }, { 5'000'000 } } };

    terms.method = NES_DIFFERENTIATED;
    terms.payouts = payouts;
    terms.payout_count = 2;
    NES_WANT_FAULT("the sign changes three times", compared(&terms, (struct nes_ratio){ 365, 1 }).err, "FLOW_SIGNS");
    terms = bullet(100'000, 1, 9'900'000, date_of(2026, 1, 15));
    terms.principal.tiyn = 100'000'000;
    NES_WANT_FAULT("99 % a day", compared(&terms, (struct nes_ratio){ 365, 1 }).err, "RATE_RANGE");
}

/* The largest rate there is, 100 000 %, in the tier's limit of a day; `per` of the rates make a year. */
static const struct {
    const char *label;
    int64_t limit_e7, per;
    bool bounded;
    int64_t largest_e5;
} last_rates[] = {
    { "the last but one", 9'999'999'999, 1, true, 9'999'999'999 },
    { "the last", 10'000'000'000, 1, false, 10'000'000'000 },
    { "the last, of two years", 10'000'000'000, 2, false, 10'000'000'000 },
};

NES_TEST(the_largest_rate_is_found_up_to_the_last_one)
{
    for (size_t i = 0; i < NES_LEN(last_rates); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_terms terms = bullet(100'000, 10, 100, date_of(2026, 1, 15));
        const struct nes_ratio daily = { last_rates[i].limit_e7, 3'650'000'000 * last_rates[i].per };
        const struct nes_cap cap = { .daily = nes_ratio_reduce(daily) };
        struct nes_schedule schedule;
        struct nes_cap_ask ask = { &cap, &terms, &schedule, { 1, last_rates[i].per } };
        struct nes_cap_answer answer;

        NES_WANT_OK(nes_schedule_build(&terms, arena, &schedule));
        NES_WANT_OK(nes_cap_compare(&ask, arena, &answer));
        NES_WANT_INT(last_rates[i].label, answer.largest_e5, last_rates[i].largest_e5);
        NES_WANT_INT(last_rates[i].label, answer.bounded, last_rates[i].bounded);
    }
}

/* A tier may have each of the limits; the value of each is told. */
NES_TEST(a_tier_of_all_limits_answers_each)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = bullet(100'000, 365, 10'000, date_of(2026, 1, 15)); /* 0.1 % a day for a year */
    const struct nes_cap cap = { .yearly = { 1, 2 }, .daily = { 1, 100 }, .total = { 1, 3 } };
    struct nes_schedule schedule;
    struct nes_cap_ask ask = { &cap, &terms, &schedule, { 1, 1 } };
    const struct nes_ratio want[] = { { 365, 1'000 }, { 1, 1'000 }, { 365, 1'000 } };
    struct nes_cap_answer answer = { 0 };

    NES_WANT_OK(nes_schedule_build(&terms, arena, &schedule));
    NES_WANT_OK(nes_cap_compare(&ask, arena, &answer));
    NES_WANT_INT("three", answer.count, 3);
    NES_WANT("all but the last hold", !answer.passes && answer.limits[0].holds && answer.limits[1].holds &&
                                          !answer.limits[2].holds);
    for (size_t i = 0; i < NES_LEN(want); i++) {
        NES_WANT_INT("in their order", (int64_t)answer.limits[i].kind, (int64_t)i);
        NES_WANT_INT("value", nes_ratio_order(answer.limits[i].value, want[i]), 0);
    }
    NES_WANT("the total binds", answer.bounded && answer.binds == NES_CAP_TOTAL);
}
