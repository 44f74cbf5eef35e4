/* src/calc/schedule_property_test.c: what holds of every schedule (property P1) and of every rate (P2). */
#include "base/rand.h"
#include "calc/rate.h"
#include "calc/rate_exact.h"
#include "calc/schedule.h"
#include "test/unit/test.h"

#define SHARES 60

struct made {
    struct nes_terms terms;
    int64_t shares[SHARES];
    struct nes_calendar_day holidays[2];
    struct nes_payout payouts[3];
};

static int32_t below(const struct nes_rand *rand, int32_t bound)
{
    return (int32_t)nes_rand_below(rand, (uint64_t)bound);
}

/* Terms that a lender could have, with every option. */
static void make(const struct nes_rand *rand, struct made *made)
{
    static const int64_t units[] = { 100, 10, 1 };
    struct nes_terms *terms = &made->terms;

    *made = (struct made){ 0 };
    *terms = (struct nes_terms){
        .calc_version = 1,
        .rate = nes_ratio_reduce((struct nes_ratio){ below(rand, 20'000), 10'000 }),
        .method = (enum nes_method)(1 + below(rand, NES_SHARES)),
        .periods = 1 + below(rand, below(rand, 4) == 0 ? SHARES : 12),
        .every = { 1 + below(rand, 3), (enum nes_unit)(1 + below(rand, 3)) },
        .start = { 737'000 + below(rand, 4'000) },
        .day_count = (enum nes_day_count)(1 + below(rand, 4)),
        .year_boundary = (enum nes_year_boundary)below(rand, 2),
        .leap = (enum nes_leap)below(rand, 3),
        .first_day = (enum nes_first_day)below(rand, 2),
        .rounding = (enum nes_round)below(rand, 4),
        .minor_units = below(rand, 3),
        .level = below(rand, 2) == 0,
        .remainder = (enum nes_remainder)below(rand, 3),
        .weekend = (enum nes_weekend)below(rand, 2),
        .shift = (enum nes_shift)below(rand, 2),
        .month_end = (enum nes_month_end)below(rand, 3),
    };
    terms->principal.tiyn = (1 + below(rand, 10'000'000)) * units[terms->minor_units];
    terms->first_due.day = below(rand, 4) == 0 ? terms->start.day + 1 + below(rand, 70) : 0;
    terms->instalment_multiple.tiyn = below(rand, 4) == 0 ? 100 * (1 + below(rand, 500)) : 0;
    terms->down_payment = (struct nes_ratio){ below(rand, 4) == 0 ? below(rand, 60) : 0, 100 };
    made->holidays[0].date.day = terms->start.day + 1 + below(rand, 40);
    made->holidays[1].date.day = made->holidays[0].date.day + 1 + below(rand, 2);
    terms->calendar = (struct nes_calendar){ made->holidays, 2 };
}

static void make_more(const struct nes_rand *rand, struct made *made)
{
    struct nes_terms *terms = &made->terms;
    bool at_end = terms->method == NES_BULLET || terms->method == NES_INTEREST_ONLY;
    struct nes_date last;

    if (below(rand, 3) == 0) {
        terms->grace_principal = at_end || terms->method == NES_SHARES ? 0 : below(rand, terms->periods);
        terms->grace_interest = terms->method == NES_BULLET ? 0 : below(rand, terms->periods);
        terms->interest_free = below(rand, terms->periods + 1);
    }
    if (terms->method == NES_FIXED_INSTALMENT) {
        terms->instalment.tiyn = (1 + below(rand, 20'000'000) / 100) * 100;
    }
    if (terms->method == NES_SHARES) {
        for (int32_t i = 0; i < terms->periods; i++) {
            made->shares[i] = below(rand, 3) == 0 ? 0 : below(rand, 3'000'000);
        }
        made->shares[below(rand, terms->periods)] = 1'000'000;
        terms->shares = made->shares;
    }
    NES_WANT_OK(nes_terms_due(terms, terms->periods, &last));
    if (below(rand, 3) == 0 && terms->method != NES_FLAT && terms->method != NES_SHARES &&
        terms->principal.tiyn >= 300 && terms->shift == NES_SHIFT_CHARGE) {
        int64_t part = terms->principal.tiyn / 300 * 100;
        int32_t second = terms->start.day + below(rand, last.day - terms->start.day);

        made->payouts[0] = (struct nes_payout){ terms->start, { terms->principal.tiyn - 2 * part } };
        made->payouts[1] = (struct nes_payout){ { second }, { part } };
        made->payouts[2] = made->payouts[1];
        made->payouts[2].date.day += below(rand, last.day - made->payouts[2].date.day);
        terms->payouts = made->payouts;
        terms->payout_count = 3;
    }
}

/* Every amount is a multiple of the unit and not below zero, and the columns add up row by row. */
static void want_sound_rows(const struct nes_terms *terms, const struct nes_schedule *schedule)
{
    int64_t balance = 0, principal = 0, remuneration = 0, unit = nes_terms_unit(terms);
    int32_t nr = 0, date = 0;

    for (int32_t i = 0; i < schedule->count; i++) {
        const struct nes_row *row = &schedule->rows[i];

        balance += row->payout.tiyn - row->principal.tiyn;
        principal += row->principal.tiyn;
        remuneration += row->remuneration.tiyn;
        NES_WANT("parts", row->principal.tiyn >= 0 && row->remuneration.tiyn >= 0 && row->payout.tiyn >= 0);
        NES_WANT("units", row->principal.tiyn % unit == 0 && row->remuneration.tiyn % unit == 0);
        NES_WANT_INT("due", row->due.tiyn, row->principal.tiyn + row->remuneration.tiyn);
        NES_WANT_INT("balance", row->balance.tiyn, balance);
        NES_WANT("owed", balance >= 0);
        NES_WANT("dates do not fall", row->date.day >= date);
        NES_WANT_INT("numbers", row->nr, row->nr == 0 ? 0 : ++nr);
        NES_WANT("due on a working day", row->nr == 0 || row->days == 0 || terms->weekend == NES_WEEKEND_KEEP ||
                                             nes_calendar_works(&terms->calendar, row->date));
        date = row->date.day;
    }
    NES_WANT_INT("repaid", balance, 0);
    NES_WANT_INT("all principal", principal, terms->principal.tiyn);
    NES_WANT_INT("total of principal", schedule->principal.tiyn, principal);
    NES_WANT_INT("total of remuneration", schedule->remuneration.tiyn, remuneration);
    NES_WANT_INT("total due", schedule->due.tiyn, principal + remuneration);
}

/* P2: the exact order confirms the six decimals from both sides, and the discounted flows vanish. */
static void want_sound_rate(const struct nes_flows *flows, const struct nes_effective *rate)
{
    int64_t low = 2 * rate->percent_e6 - 1, high = 2 * rate->percent_e6 + 1;

    NES_WANT("npv", rate->npv < 1e-9 && rate->npv > -1e-9);
    NES_WANT("from below",
             nes_rate_order_exact(flows, nes_ratio_reduce((struct nes_ratio){ low, 200'000'000 })) >= 0);
    NES_WANT("from above",
             nes_rate_order_exact(flows, nes_ratio_reduce((struct nes_ratio){ high, 200'000'000 })) <= 0);
    NES_WANT("tenths", rate->legal_e1 * 100'000 - rate->percent_e6 <= 50'000 &&
                           rate->percent_e6 - rate->legal_e1 * 100'000 <= 50'000);
}

NES_TEST(every_schedule_is_sound_and_its_rate_is_the_root)
{
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t built = 0, rated = 0;

    for (int64_t n = nes_budget("calc.schedules"); n > 0; n--) {
        struct nes_effective rate;
        struct nes_schedule schedule;
        struct nes_flows flows;
        struct nes_err err;
        struct made made;

        make(&rand, &made);
        make_more(&rand, &made);
        err = nes_schedule_build(&made.terms, arena, &schedule);
        NES_WANT("refused only as too small an instalment or for a payout off its place",
                 !err.what || nes_str_is(nes_str_of(err.what->code), "INSTALMENT_SMALL"));
        if (!err.what) {
            built++;
            want_sound_rows(&made.terms, &schedule);
            err = nes_flows_of_schedule(&schedule, arena, &flows);
        }
        if (!err.what && !nes_rate_effective(&flows, &rate).what) {
            rated++;
            want_sound_rate(&flows, &rate);
        }
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    nes_arena_end(&arena);
    NES_WANT("most are built", built > nes_budget("calc.schedules") / 2);
    NES_WANT("most have a rate", rated > nes_budget("calc.schedules") / 3);
}

/* P1: without rounding to a multiple the last instalment of an annuity over whole periods differs by less than a unit
 * an instalment; levelled or placed first it never differs more than before. */
NES_TEST(the_last_instalment_is_near_the_others)
{
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_test_dice dice = { nes_test_seed() + 1 };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int64_t n = nes_budget("calc.schedules"); n > 0; n--) {
        struct nes_terms terms = {
            .calc_version = 1,
            .principal = { 10'000'000 + below(&rand, 1'000'000'000) },
            .rate = nes_ratio_reduce((struct nes_ratio){ 1 + below(&rand, 6'000), 10'000 }),
            .method = NES_ANNUITY,
            .periods = 2 + below(&rand, 59),
            .every = { 1, NES_UNIT_MONTHS },
            .start = { 738'000 + below(&rand, 2'000) },
            .day_count = NES_30_360,
            .rounding = NES_ROUND_HALF_UP,
            .minor_units = 2,
        };
        int64_t gap[4], growth = 2;
        struct nes_schedule schedule;

        for (int option = 0; option < 4; option++) {
            terms.level = option == 1;
            terms.remainder = option == 2   ? NES_REMAINDER_FIRST
                              : option == 3 ? NES_REMAINDER_SPREAD
                                            : NES_REMAINDER_LAST;
            NES_WANT_OK(nes_schedule_build(&terms, arena, &schedule));
            NES_WANT_INT("all rows", schedule.count, terms.periods + 1);
            gap[option] = schedule.rows[terms.periods].due.tiyn - schedule.instalment.tiyn;
            gap[option] = gap[option] < 0 ? -gap[option] : gap[option];
        }
        for (int64_t i = 0, e4 = 10'000; i < terms.periods; i++) { /* each half tiyn grows with the rate */
            e4 += e4 * terms.rate.over / terms.rate.under / 12 + 1;
            growth += e4;
        }
        NES_WANT("a tiyn an instalment, with what it bears", gap[0] * 10'000 <= growth);
        NES_WANT("level", gap[1] <= gap[0]);
        NES_WANT("first", gap[2] <= gap[0]);
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    nes_arena_end(&arena);
}
