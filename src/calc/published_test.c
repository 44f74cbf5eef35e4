/* src/calc/published_test.c: published numbers that no other test of this folder holds. test/oracle/numbers.md says
 * for every number which test has it. */
#include "calc/burden.h"
#include "calc/calendar.h"
#include "calc/cap.h"
#include "calc/fold_rig.h"
#include "calc/penalty.h"
#include "test/unit/test.h"

/* 2.4: the effective rates of whole schedules, in 0.00001 % and as the law writes them. */
static const struct {
    const char *label;
    enum nes_method method;
    enum nes_day_count day_count;
    int64_t tenge, percent;
    int32_t periods;
    const char *start;
    int64_t percent_e5, legal_e1;
} whole[] = {
    { "annuity, 30/360", NES_ANNUITY, NES_30_360, 500'000, 36, 12, "2026-01-15", 42'79755, 428 },
    { "annuity, act/365", NES_ANNUITY, NES_ACT_365, 500'000, 36, 12, "2026-01-15", 42'57846, 426 },
    { "differentiated", NES_DIFFERENTIATED, NES_30_360, 120'000, 24, 6, "2026-01-31", 27'41384, 274 },
};

NES_TEST(whole_schedules_have_the_published_rate)
{
    for (size_t i = 0; i < NES_LEN(whole); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_terms terms =
            rig_monthly(whole[i].method, whole[i].tenge * 100, whole[i].percent, whole[i].periods, whole[i].start);
        struct nes_effective rate;
        struct nes_schedule schedule;
        struct nes_flows flows;

        terms.day_count = whole[i].day_count;
        NES_WANT_OK(nes_schedule_build(&terms, arena, &schedule));
        NES_WANT_OK(nes_flows_of_schedule(&schedule, arena, &flows));
        NES_WANT_OK(nes_rate_effective(&flows, &rate));
        NES_WANT_INT(whole[i].label, (rate.percent_e6 + 5) / 10, whole[i].percent_e5);
        NES_WANT_INT(whole[i].label, rate.legal_e1, whole[i].legal_e1);
    }
}

static const struct nes_cap *tier(struct nes_arena *arena, const char *on, int32_t days, int64_t tenge)
{
    struct nes_cap_rules rules = nes_cap_rules_kz(arena);
    struct nes_terms terms = rig_monthly(NES_BULLET, tenge * 100, 1, days, on);
    const struct nes_cap *cap = NULL;
    struct nes_schedule schedule;

    terms.every.unit = NES_UNIT_DAYS;
    NES_WANT_OK(nes_schedule_build(&terms, arena, &schedule));
    NES_WANT_OK(nes_cap_find(&rules, &terms, &schedule, &cap));
    return cap;
}

/* 1.2: the limits of price over time, in 1/10 000; 0: none of the kind. The multiples of the index are those of the
 * year: 50 × 2 525 or 2 651 tenge, 30 × 3 450, 45 × 3 692 and so on. */
static const struct {
    const char *label, *on;
    int32_t days;
    int64_t tenge, yearly, daily, total;
    bool below;
} caps[] = {
    { "56 % from 2020", "2020-01-01", 365, 100'000, 5'600, 0, 0, false },
    { "short of 2020: none", "2020-01-01", 45, 132'550, 0, 0, 0, false },
    { "not above 50 indices", "2020-01-01", 45, 132'551, 5'600, 0, 0, false },
    { "nor above 45 days", "2020-01-01", 46, 100'000, 5'600, 0, 0, false },
    { "56 % to the last day before", "2023-09-30", 365, 100'000, 5'600, 0, 0, false },
    { "under 30 indices: 20 %, under 1 % a day", "2023-10-01", 45, 103'499, 0, 100, 2'000, true },
    { "from 30 on: 15 %", "2023-10-01", 45, 103'500, 0, 100, 1'500, true },
    { "longer: 56 %, at most 0.4 % a day", "2023-10-01", 46, 100'000, 5'600, 40, 0, false },
    { "the last day of that", "2024-08-19", 46, 100'000, 5'600, 40, 0, false },
    { "46 %", "2024-08-20", 46, 100'000, 4'600, 0, 0, false },
    { "45 indices of 2024: 179 %, under 0.3 % a day", "2024-08-20", 45, 166'140, 17'900, 30, 0, true },
    { "a tenge more", "2024-08-20", 45, 166'141, 4'600, 0, 0, false },
    { "kept in 2025", "2025-06-16", 45, 176'940, 17'900, 30, 0, true },
    { "kept in 2026", "2026-01-05", 45, 194'625, 17'900, 30, 0, true },
    { "46 % kept in 2026", "2026-01-05", 365, 1'000'000, 4'600, 0, 0, false },
};

NES_TEST(the_limits_of_price_are_those_of_their_day)
{
    for (size_t i = 0; i < NES_LEN(caps); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        const struct nes_cap *cap = tier(arena, caps[i].on, caps[i].days, caps[i].tenge);

        NES_WANT_INT(caps[i].label, cap->yearly.over, caps[i].yearly);
        NES_WANT_INT(caps[i].label, cap->daily.over, caps[i].daily);
        NES_WANT_INT(caps[i].label, cap->total.over, caps[i].total);
        NES_WANT_INT(caps[i].label, cap->daily_below, caps[i].below);
    }
}

/* 1.2: "for monthly payments the largest nominal rate is about 38.45 % a year". */
NES_TEST(the_largest_monthly_rate_under_the_cap_is_about_the_published)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_ANNUITY, 50'000'000, 36, 12, "2026-01-15");
    struct nes_cap_ask ask = { .cap = tier(arena, "2026-01-15", 365, 500'000), .terms = &terms, .per_year = { 1, 1 } };
    struct nes_cap_answer answer;
    struct nes_schedule schedule;
    int64_t off;

    terms.day_count = NES_ACT_365;
    NES_WANT_OK(nes_schedule_build(&terms, arena, &schedule));
    ask.schedule = &schedule;
    NES_WANT_OK(nes_cap_compare(&ask, arena, &answer));
    off = answer.largest_e5 - 38'45000;
    NES_WANT_INT("binds", answer.binds, NES_CAP_YEARLY);
    NES_WANT("38.45 to a hundredth", off >= -1'000 && off <= 1'000);
}

/* 6.6: the free days of 2026 that fall on Monday to Friday. */
static const char *const off_2026[] = { "2026-01-01", "2026-01-02", "2026-01-07", "2026-03-09", "2026-03-23",
                                        "2026-03-24", "2026-03-25", "2026-05-01", "2026-05-07", "2026-05-11",
                                        "2026-05-27", "2026-07-06", "2026-10-26", "2026-12-16" };
/* 6.6: Kurban-ait of 2025; 30 August to 2025, moved off the Saturday; not from 2026 on, Constitution Day being
 * 15 March from 2027. */
static const struct {
    const char *on;
    bool works;
} of_years[] = {
    { "2025-06-06", false }, { "2025-09-01", false }, { "2026-08-31", true },  { "2026-03-16", true },
    { "2027-03-15", false }, { "2027-08-30", true },  { "2024-08-30", false }, { "2024-06-17", true },
};

NES_TEST(the_shipped_calendar_has_the_free_days_of_the_rules)
{
    struct nes_calendar_day rows[100];
    struct nes_calendar kz = { rows, 0 };
    size_t next = 0;

#define X(year, month, at, does)                                                                                       \
    NES_WANT_OK(nes_date_of((struct nes_civil){ year, month, at }, &rows[kz.count].date));                             \
    rows[kz.count++].works = does;
#include "calc/calendar_kz.def"
#undef X
    for (struct nes_date on = rig_day("2026-01-01"); on.day <= rig_day("2026-12-31").day; on.day++) {
        bool weekend = nes_date_weekday(on) >= 5,
             listed = next < NES_LEN(off_2026) && on.day == rig_day(off_2026[next]).day;

        next += listed;
        NES_WANT_INT("a day of 2026", nes_calendar_works(&kz, on), !weekend && !listed);
    }
    NES_WANT_INT("all of the list", (int64_t)next, (int64_t)NES_LEN(off_2026));
    for (size_t i = 0; i < NES_LEN(of_years); i++) {
        NES_WANT_INT(of_years[i].on, nes_calendar_works(&kz, rig_day(of_years[i].on)), of_years[i].works);
    }
}

/* 6.5: each value of the index from its first day to its last. */
static const struct {
    const char *first, *last;
    int64_t tenge;
} indices[] = {
    { "2019-01-01", "2019-12-31", 2'525 }, { "2020-01-01", "2020-03-31", 2'651 }, { "2020-04-01", "2020-12-31", 2'778 },
    { "2021-01-01", "2021-12-31", 2'917 }, { "2022-01-01", "2022-03-31", 3'063 }, { "2022-04-01", "2022-12-31", 3'180 },
    { "2023-01-01", "2023-12-31", 3'450 }, { "2024-01-01", "2024-12-31", 3'692 }, { "2025-01-01", "2025-12-31", 3'932 },
    { "2026-01-01", "2026-12-31", 4'325 },
};

NES_TEST(the_index_has_its_value_from_the_first_day_to_the_last)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_cap_rules kz = nes_cap_rules_kz(arena);
    struct nes_money value;

    for (size_t i = 0; i < NES_LEN(indices); i++) {
        NES_WANT_OK(nes_mci_on(kz.mci, kz.mci_count, rig_day(indices[i].first), &value));
        NES_WANT_INT(indices[i].first, value.tiyn, indices[i].tenge * 100);
        NES_WANT_OK(nes_mci_on(kz.mci, kz.mci_count, rig_day(indices[i].last), &value));
        NES_WANT_INT(indices[i].last, value.tiyn, indices[i].tenge * 100);
    }
}

/* 1.4: 0.5 % to day 90, 0.03 % after it, 10 % of what was issued. */
NES_TEST(the_penalty_of_the_law_has_its_numbers)
{
    NES_WANT_INT("0.5 %", nes_ratio_order(nes_penalty_law.first, (struct nes_ratio){ 5, 1'000 }), 0);
    NES_WANT_INT("90 days", nes_penalty_law.first_days, 90);
    NES_WANT_INT("0.03 %", nes_ratio_order(nes_penalty_law.after, (struct nes_ratio){ 3, 10'000 }), 0);
    NES_WANT_INT("10 %", nes_ratio_order(nes_penalty_law.cap, (struct nes_ratio){ 10, 100 }), 0);
}

/* 3: the limits of КДН and КДД on the days on which they begin and before. */
static const struct {
    const char *on;
    unsigned groups;
    struct nes_ratio payments, debt;
} burdens[] = {
    { "2019-12-31", 0, { 0, 1 }, { 0, 1 } },
    { "2020-01-01", 0, { 1, 2 }, { 8, 1 } },
    { "2026-01-01", 0, { 1, 2 }, { 8, 1 } },
    { "2024-03-31", 1u << NES_BURDEN_GAMBLER, { 1, 2 }, { 8, 1 } },
    { "2024-04-01", 1u << NES_BURDEN_GAMBLER, { 1, 4 }, { 8, 1 } },
    { "2025-11-23", 1u << NES_BURDEN_LATE, { 1, 2 }, { 8, 1 } },
    { "2025-11-24", 1u << NES_BURDEN_LATE, { 1, 4 }, { 8, 1 } },
};

NES_TEST(the_limits_of_burden_are_those_of_their_day)
{
    const struct nes_burden burden = { .income = { 600 }, .income_months = 6 };

    for (size_t i = 0; i < NES_LEN(burdens); i++) {
        struct nes_burden_answer got;

        NES_WANT_OK(nes_burden_weigh(&burden, rig_day(burdens[i].on), burdens[i].groups, &nes_burden_limits_kz, &got));
        NES_WANT_INT(burdens[i].on, got.payments_limit.over * burdens[i].payments.under,
                     burdens[i].payments.over * got.payments_limit.under);
        NES_WANT_INT(burdens[i].on, got.debt_limit.over * burdens[i].debt.under,
                     burdens[i].debt.over * got.debt_limit.under);
    }
}
