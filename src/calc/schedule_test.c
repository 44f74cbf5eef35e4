#include "calc/schedule.h"

#include "calc/fold_rig.h"
#include "test/unit/test.h"

static struct nes_schedule built(const struct nes_terms *terms, struct nes_arena *arena)
{
    struct nes_schedule schedule = { 0 };

    NES_WANT_OK(nes_schedule_build(terms, arena, &schedule));
    return schedule;
}

static void want_row(const struct nes_schedule *schedule, int32_t at, const char *date, int64_t principal,
                     int64_t remuneration)
{
    const struct nes_row *row = &schedule->rows[at];
    char text[NES_DATE_TEXT + 1];

    NES_WANT(date, at < schedule->count);
    NES_WANT_STR("date", nes_date_write(row->date, text), date);
    NES_WANT_INT(date, row->principal.tiyn, principal);
    NES_WANT_INT(date, row->remuneration.tiyn, remuneration);
    NES_WANT_INT(date, row->due.tiyn, principal + remuneration);
}

/* regulation.md 2.4 */
NES_TEST(an_annuity_of_half_a_million_is_as_reckoned_by_hand)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_ANNUITY, 50'000'000, 36, 12, "2026-01-15");
    struct nes_schedule schedule = built(&terms, arena);

    NES_WANT_INT("rows", schedule.count, 13);
    NES_WANT_INT("instalment", schedule.instalment.tiyn, 5'023'104);
    want_row(&schedule, 1, "2026-02-15", 3'523'104, 1'500'000);
    want_row(&schedule, 2, "2026-03-15", 3'628'797, 1'394'307);
    want_row(&schedule, 12, "2027-01-15", 4'876'803, 146'304);
    NES_WANT_INT("last", schedule.rows[12].due.tiyn, 5'023'107);
    NES_WANT_INT("total", schedule.due.tiyn, 60'277'251);
    NES_WANT_INT("overpayment", schedule.due.tiyn - schedule.paid_out.tiyn, 10'277'251);
    NES_WANT_INT("closed", schedule.rows[12].balance.tiyn, 0);
}

/* regulation.md 2.4: the same instalment with actual days. */
NES_TEST(actual_days_change_remuneration_and_the_last_instalment)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_ANNUITY, 50'000'000, 36, 12, "2026-01-15");
    struct nes_schedule schedule;

    terms.day_count = NES_ACT_365;
    schedule = built(&terms, arena);
    NES_WANT_INT("instalment", schedule.instalment.tiyn, 5'023'104);
    NES_WANT_INT("31 days", schedule.rows[1].remuneration.tiyn, 1'528'767);
    NES_WANT_INT("28 days", schedule.rows[2].remuneration.tiyn, 1'284'321);
    NES_WANT_INT("31 days again", schedule.rows[3].remuneration.tiyn, 1'307'612);
    NES_WANT_INT("last", schedule.rows[12].due.tiyn, 4'967'258);
    NES_WANT_INT("overpayment", schedule.due.tiyn - schedule.paid_out.tiyn, 10'221'402);
}

/* regulation.md 2.4 */
NES_TEST(equal_principal_from_a_month_end_keeps_its_anchor)
{
    static const char *const dates[] = { "2026-02-28", "2026-03-31", "2026-04-30",
                                         "2026-05-31", "2026-06-30", "2026-07-31" };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_DIFFERENTIATED, 12'000'000, 24, 6, "2026-01-31");
    struct nes_schedule schedule = built(&terms, arena);

    for (int32_t i = 0; i < 6; i++) {
        want_row(&schedule, i + 1, dates[i], 2'000'000, 240'000 - i * 40'000);
        NES_WANT_INT("no regular instalment", schedule.instalment.tiyn, 0);
        NES_WANT_INT(dates[i], schedule.rows[i + 1].days, 30);
    }
    NES_WANT_INT("remuneration", schedule.remuneration.tiyn, 840'000);
}

/* regulation.md 2.4 */
NES_TEST(the_last_part_of_principal_takes_the_remainder)
{
    static const int64_t remuneration[] = { 166'667, 142'857, 119'048, 95'238, 71'429, 47'619, 23'810 };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_DIFFERENTIATED, 10'000'000, 20, 7, "2026-01-15");
    struct nes_schedule schedule = built(&terms, arena);

    for (int32_t i = 0; i < 7; i++) {
        NES_WANT_INT("principal", schedule.rows[i + 1].principal.tiyn, i < 6 ? 1'428'571 : 1'428'574);
        NES_WANT_INT("remuneration", schedule.rows[i + 1].remuneration.tiyn, remuneration[i]);
    }
    NES_WANT_INT("sum", schedule.remuneration.tiyn, 666'668);
}

/* Five tiyn in parts of two leave one for the first. */
NES_TEST(a_first_part_of_one_tiyn_is_paid)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_DIFFERENTIATED, 5, 0, 3, "2026-01-15");
    struct nes_schedule schedule;

    terms.rounding = NES_ROUND_UP;
    terms.remainder = NES_REMAINDER_FIRST;
    schedule = built(&terms, arena);
    want_row(&schedule, 1, "2026-02-15", 1, 0);
    want_row(&schedule, 2, "2026-03-15", 2, 0);
    want_row(&schedule, 3, "2026-04-15", 2, 0);
}

/* Five tiyn in three: 2, 2 and 1; the tiyn that the last is short is spread, and falls on the second. */
NES_TEST(a_last_instalment_of_one_tiyn_is_spread)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_ANNUITY, 5, 0, 3, "2026-01-15");
    struct nes_schedule schedule;

    terms.remainder = NES_REMAINDER_SPREAD;
    schedule = built(&terms, arena);
    want_row(&schedule, 1, "2026-02-15", 2, 0);
    want_row(&schedule, 2, "2026-03-15", 1, 0);
    want_row(&schedule, 3, "2026-04-15", 2, 0);
}

NES_TEST(a_down_payment_of_all_ends_the_schedule)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    static const enum nes_method methods[] = { NES_ANNUITY, NES_BULLET, NES_INTEREST_ONLY, NES_FLAT };

    for (size_t i = 0; i < NES_LEN(methods); i++) {
        struct nes_terms terms = rig_monthly(methods[i], 100, 12, 3, "2026-01-15");
        struct nes_schedule schedule;

        terms.minor_units = 0;
        terms.rounding = NES_ROUND_UP;
        terms.down_payment = (struct nes_ratio){ 1, 2 };
        schedule = built(&terms, arena);
        NES_WANT_INT("payout and down payment", schedule.count, 2);
        NES_WANT_INT("all of it", schedule.rows[1].principal.tiyn, 100);
    }
}

/* The largest loan at the largest rate: 10^15 tiyn, a thousandfold a year. */
static struct nes_terms huge(enum nes_method method, int32_t periods, int32_t days)
{
    struct nes_terms terms = rig_monthly(method, NES_PRINCIPAL_TIYN_MAX, 100'000, periods, "2026-01-15");

    terms.rate = nes_ratio_reduce(terms.rate);
    terms.every = (struct nes_every){ days, NES_UNIT_DAYS };
    return terms;
}

NES_TEST(amounts_that_no_word_holds_are_refused, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_schedule schedule;
    struct nes_terms terms = huge(NES_INTEREST_ONLY, 1, 1'000);

    NES_WANT_FAULT("remuneration above 2^60", nes_schedule_build(&terms, arena, &schedule), "MONEY_RANGE");
    terms = huge(NES_BULLET, 10, 1'000);
    NES_WANT_FAULT("above 2^63", nes_schedule_build(&terms, arena, &schedule), "MONEY_RANGE");
    terms = huge(NES_FLAT, 1, 415);
    NES_WANT_FAULT("the instalment of a flat loan", nes_schedule_build(&terms, arena, &schedule), "MONEY_RANGE");
    terms = huge(NES_INTEREST_ONLY, 12, 410);
    NES_WANT_FAULT("the sum of rows", nes_schedule_build(&terms, arena, &schedule), "MONEY_RANGE");
    terms.grace_interest = 11;
    NES_WANT_FAULT("what waits", nes_schedule_build(&terms, arena, &schedule), "MONEY_RANGE");
    terms = huge(NES_INTEREST_ONLY, 8, 416);
    terms.rate = (struct nes_ratio){ 997'667, 1'000 };
    NES_WANT_FAULT("the total due", nes_schedule_build(&terms, arena, &schedule), "MONEY_RANGE");
    terms.grace_interest = 7;
    NES_WANT_FAULT("the last row", nes_schedule_build(&terms, arena, &schedule), "MONEY_RANGE");
    terms = huge(NES_ANNUITY, 2, 12);
    terms.every.unit = NES_UNIT_MONTHS;
    terms.rate = (struct nes_ratio){ (INT64_C(1) << 62) + 1, INT64_C(1) << 62 };
    NES_WANT_FAULT("a rate of too many digits", nes_schedule_build(&terms, arena, &schedule), "CALC_RANGE");
    terms.principal.tiyn = 30'000;
    terms.rate.over = (INT64_C(1) << 62) - 1; /* over + under is the largest word: 100 % less nothing that counts */
    NES_WANT_OK(nes_schedule_build(&terms, arena, &schedule));
    NES_WANT_INT("two years, each doubling", schedule.instalment.tiyn, 40'000);
}

/* docs/schedule.md, shares: the first takes max(F − Σ of the others, 0). */
NES_TEST(a_first_share_takes_nothing_where_the_others_take_all)
{
    static const int64_t thirds[] = { 1, 1, 1 };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_SHARES, 2, 0, 3, "2026-01-15");
    struct nes_schedule schedule;

    terms.shares = thirds;
    terms.rounding = NES_ROUND_UP;
    terms.remainder = NES_REMAINDER_FIRST;
    schedule = built(&terms, arena);
    want_row(&schedule, 1, "2026-02-15", 0, 0);
    want_row(&schedule, 2, "2026-03-15", 1, 0);
    want_row(&schedule, 3, "2026-04-15", 1, 0);
}

/* docs/schedule.md: of two first instalments that leave the last as far off, the one nearer to the regular. At 100 % a
 * period two tiyn are repaid by 3 and 2, or by 2 and 4: a tiyn off both. */
NES_TEST(of_two_first_instalments_as_good_the_regular_one_is_taken)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_ANNUITY, 2, 1'200, 2, "2026-01-15");
    struct nes_schedule schedule;

    terms.remainder = NES_REMAINDER_FIRST;
    schedule = built(&terms, arena);
    NES_WANT_INT("regular", schedule.instalment.tiyn, 3);
    want_row(&schedule, 1, "2026-02-15", 1, 2);
    want_row(&schedule, 2, "2026-03-15", 1, 1);
}

/* 2^49 tiyn at 2 047 times in two and a half years make 2^60, the largest amount that there is. */
NES_TEST(the_largest_instalment_of_a_flat_loan_is_paid)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_FLAT, INT64_C(1) << 49, 0, 1, "2026-01-15");
    struct nes_schedule schedule;

    terms.rate = (struct nes_ratio){ 4'094, 5 };
    terms.every.count = 30;
    schedule = built(&terms, arena);
    NES_WANT_INT("2^60", schedule.instalment.tiyn, INT64_C(1) << 60);
}

/* docs/schedule.md: a levelled schedule is kept where the gap shrinks and period n is reached, by one tiyn too. */
NES_TEST(a_levelled_schedule_may_end_with_one_tiyn)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_ANNUITY, 29, 120, 8, "2026-01-15");
    struct nes_schedule schedule = built(&terms, arena);

    NES_WANT_INT("5 tiyn leave 11", schedule.rows[8].due.tiyn, 11);
    terms.level = true;
    schedule = built(&terms, arena);
    NES_WANT_INT("6 tiyn", schedule.rows[1].due.tiyn, 6);
    NES_WANT_INT("leave one", schedule.rows[8].due.tiyn, 1);
}

/* docs/schedule.md: x lies between what leaves no principal and the balance, also where the first remuneration alone is
 * above the instalment. Three years pass before the first of three payments. */
NES_TEST(a_first_instalment_below_its_remuneration_takes_the_remainder)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = rig_monthly(NES_ANNUITY, 100'000, 24, 3, "2026-01-15");
    struct nes_schedule schedule;

    terms.first_due = rig_day("2029-01-15");
    terms.remainder = NES_REMAINDER_FIRST;
    schedule = built(&terms, arena);
    NES_WANT_INT("regular", schedule.instalment.tiyn, 34'675);
    want_row(&schedule, 1, "2029-01-15", 32'676, 72'000);
    NES_WANT_INT("the last is the regular one", schedule.rows[3].due.tiyn, 34'675);
}
