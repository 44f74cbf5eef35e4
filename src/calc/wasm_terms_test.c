/* src/calc/wasm_terms_test.c: WebAssembly's interface answers of schedules and limits what the functions behind it do.
 */
#include <string.h>

#include "base/rand.h"
#include "calc/cap.h"
#include "calc/rate.h"
#include "calc/wasm.h"
#include "calc/wasm_rig.h"
#include "test/unit/test.h"

static int64_t below(const struct nes_rand *rand, int64_t n)
{
    return (int64_t)nes_rand_below(rand, (uint64_t)n);
}

int64_t *wasm_put_terms(int64_t *at, const struct nes_terms *t)
{
    const int64_t head[] = {
        t->calc_version,
        t->principal.tiyn,
        t->rate.over,
        t->rate.under,
        (int64_t)t->method,
        t->periods,
        t->every.count,
        (int64_t)t->every.unit,
        t->start.day,
        t->first_due.day,
        (int64_t)t->day_count,
        (int64_t)t->year_boundary,
        (int64_t)t->leap,
        (int64_t)t->first_day,
        (int64_t)t->rounding,
        t->minor_units,
        t->instalment.tiyn,
        t->instalment_multiple.tiyn,
        t->level,
        (int64_t)t->remainder,
        t->grace_principal,
        t->grace_interest,
        t->interest_free,
        t->down_payment.over,
        t->down_payment.under,
        (int64_t)t->weekend,
        (int64_t)t->shift,
        (int64_t)t->month_end,
        (int64_t)t->calendar.count,
        t->shares ? t->periods : 0,
        t->payout_count,
    };

    memcpy(at, head, sizeof(head));
    at += NES_LEN(head);
    for (size_t i = 0; i < t->calendar.count; i++) {
        *at++ = 2 * (int64_t)t->calendar.days[i].date.day + t->calendar.days[i].works;
    }
    for (int32_t i = 0; t->shares && i < t->periods; i++) {
        *at++ = t->shares[i];
    }
    for (int32_t i = 0; i < t->payout_count; i++) {
        *at++ = t->payouts[i].date.day;
        *at++ = t->payouts[i].amount.tiyn;
    }
    return at;
}

/* Terms of which each member is drawn; many are refused, by both sides alike. */
static void draw_terms(struct nes_terms *t, const struct nes_rand *rand, struct nes_arena *arena)
{
    struct nes_calendar_day *days = NES_NEW_MANY(arena, struct nes_calendar_day, 3);
    struct nes_payout *payouts = NES_NEW_MANY(arena, struct nes_payout, 3);
    int64_t *shares = NES_NEW_MANY(arena, int64_t, 24);

    *t = (struct nes_terms){
        .calc_version = 1,
        .principal = { (1 + below(rand, 1'000'000)) * 300 },
        .rate = nes_ratio_reduce((struct nes_ratio){ below(rand, 500), 1'000 }),
        .method = (enum nes_method)(1 + below(rand, 7)),
        .periods = 1 + (int32_t)below(rand, 24),
        .every = { 1 + (int32_t)below(rand, 3), (enum nes_unit)(1 + below(rand, 3)) },
        .start = { 738'000 + (int32_t)below(rand, 3'000) },
        .day_count = (enum nes_day_count)(1 + below(rand, 4)),
        .first_day = (enum nes_first_day)below(rand, 2),
        .rounding = (enum nes_round)below(rand, 4),
        .minor_units = (int32_t)below(rand, 3),
        .level = below(rand, 2) == 0,
        .remainder = (enum nes_remainder)below(rand, 3),
        .down_payment = { 0, 1 },
        .weekend = (enum nes_weekend)below(rand, 2),
        .month_end = (enum nes_month_end)below(rand, 3),
    };
    t->first_due.day = below(rand, 3) == 0 ? t->start.day + 1 + (int32_t)below(rand, 60) : 0;
    if (t->day_count == NES_ACT_ACT) {
        t->year_boundary = (enum nes_year_boundary)below(rand, 2);
        t->leap = (enum nes_leap)below(rand, 3);
    }
    if (below(rand, 3) == 0) {
        t->interest_free = (int32_t)below(rand, 3);
        t->grace_interest = (int32_t)below(rand, 3);
        t->grace_principal = (int32_t)below(rand, 3);
        t->down_payment = (struct nes_ratio){ below(rand, 3), 10 };
        t->instalment_multiple.tiyn = below(rand, 2) * 1'000;
    }
    t->shift = t->weekend == NES_WEEKEND_NEXT_WORKING_DAY ? (enum nes_shift)below(rand, 2) : NES_SHIFT_CHARGE;
    t->instalment.tiyn = t->method == NES_FIXED_INSTALMENT ? t->principal.tiyn / 300 * 100 : 0;
    for (int i = 0; i < 3; i++) {
        days[i] =
            (struct nes_calendar_day){ { t->start.day + 20 * i + (int32_t)below(rand, 20) }, below(rand, 2) == 0 };
        payouts[i] = (struct nes_payout){ { t->start.day + (i > 0 ? 4 * i : 0) }, { t->principal.tiyn / 3 } };
    }
    t->calendar = (struct nes_calendar){ days, (size_t)below(rand, 4) };
    for (int32_t i = 0; t->method == NES_SHARES && i < t->periods; i++) {
        shares[i] = below(rand, 4) * 1'000'000;
        t->shares = shares;
    }
    if (below(rand, 4) == 0) {
        t->payouts = payouts;
        t->payout_count = 3;
    }
}

static void same_rows(const int64_t *at, const struct nes_schedule *schedule)
{
    for (int32_t i = 0; i < schedule->count; i++, at += 10) {
        const struct nes_row *row = &schedule->rows[i];
        const int64_t members[] = { row->nr,
                                    row->days,
                                    row->date.day,
                                    row->counted_to.day,
                                    row->payout.tiyn,
                                    row->principal.tiyn,
                                    row->remuneration.tiyn,
                                    row->due.tiyn,
                                    row->balance.tiyn,
                                    0 };

        for (size_t k = 0; k < NES_LEN(members); k++) {
            NES_WANT_INT("member of a row", at[k], members[k]);
        }
    }
}

static void same_price(const int64_t *out, const struct nes_schedule *schedule, struct nes_arena *arena)
{
    struct nes_effective rate = { 0 };
    struct nes_flows flows;
    struct nes_err err = nes_flows_of_schedule(schedule, arena, &flows);

    err = err.what ? err : nes_rate_effective(&flows, &rate);
    NES_WANT_INT("instalment", out[2], schedule->instalment.tiyn);
    NES_WANT_INT("paid out", out[3], schedule->paid_out.tiyn);
    NES_WANT_INT("principal", out[4], schedule->principal.tiyn);
    NES_WANT_INT("remuneration", out[5], schedule->remuneration.tiyn);
    NES_WANT_INT("due", out[6], schedule->due.tiyn);
    NES_WANT_INT("percent", out[7], rate.percent_e6);
    NES_WANT_INT("legal", out[8], rate.legal_e1);
    NES_WANT("refused", err.what ? strcmp((const char *)(uintptr_t)out[9], err.what->code) == 0 : out[9] == 0);
}

static void same_faults(const int64_t *out, const struct nes_flaw *flaws, int32_t count)
{
    NES_WANT_INT("faults", out[0], count);
    for (int32_t i = 0; i < count; i++) {
        const int64_t *at = out + 1 + 4 * (ptrdiff_t)i;

        NES_WANT("field", strcmp((const char *)(uintptr_t)at[0], flaws[i].field) == 0);
        NES_WANT_INT("element", at[1], flaws[i].nth);
        NES_WANT("part", (const char *)(uintptr_t)at[2] == flaws[i].part);
        NES_WANT("code", strcmp((const char *)(uintptr_t)at[3], flaws[i].err.what->code) == 0);
    }
}

NES_TEST(webassembly_gives_the_schedule_of_its_terms)
{
    struct nes_test_dice dice = { nes_test_seed() + 40 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct nes_arena *arena = nes_wasm_begin();
    int64_t built = 0, refused = 0;

    for (int64_t left = nes_budget("calc.wasm_native"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(arena);
        int64_t *in = nes_wasm_take(arena, WASM_IN_MAX);
        struct nes_flaw flaws[NES_FLAWS_MAX];
        struct nes_schedule schedule;
        struct nes_terms terms;
        const int64_t *out;
        int32_t faulty;

        draw_terms(&terms, &rand, arena);
        out = nes_wasm_schedule(arena, in, (uint32_t)(wasm_put_terms(in, &terms) - in));
        faulty = nes_terms_check(&terms, flaws);
        if (faulty > 0) {
            same_faults(out, flaws, faulty);
            refused++;
        } else if (!nes_schedule_build(&terms, arena, &schedule).what) {
            NES_WANT_INT("fine", out[0], 0);
            NES_WANT_INT("rows", out[1], schedule.count);
            same_price(out, &schedule, arena);
            same_rows(out + 10, &schedule);
            built++;
        } else {
            NES_WANT_INT("fails", out[0], 1);
        }
        nes_arena_rewind(arena, mark);
    }
    NES_WANT("both happen", built > refused / 10 && refused > built / 10);
    nes_wasm_end(arena);
}

static void same_cap(const int64_t *out, const struct nes_cap_answer *answer)
{
    NES_WANT_INT("there", out[1], 1);
    NES_WANT("tier", strcmp((const char *)(uintptr_t)out[2], answer->cap->name) == 0);
    NES_WANT_INT("from", out[3], answer->cap->from.day);
    NES_WANT_INT("passes", out[4], answer->passes);
    NES_WANT_INT("limits", out[5], answer->count);
    NES_WANT_INT("bounded", out[6], answer->bounded);
    NES_WANT_INT("binds", out[7], answer->bounded ? (int64_t)answer->binds : 0);
    NES_WANT_INT("largest", out[8], answer->bounded ? answer->largest_e5 : 0);
    for (int32_t i = 0; i < answer->count; i++) {
        const struct nes_cap_limit *limit = &answer->limits[i];
        const int64_t members[] = { (int64_t)limit->kind, limit->limit.over,  limit->limit.under,
                                    limit->value.over,    limit->value.under, limit->holds };

        for (size_t k = 0; k < NES_LEN(members); k++) {
            NES_WANT_INT("member of a limit", out[9 + 6 * i + (int64_t)k], members[k]);
        }
    }
}

NES_TEST(webassembly_gives_the_limits_of_price)
{
    struct nes_test_dice dice = { nes_test_seed() + 41 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct nes_arena *arena = nes_wasm_begin();
    int64_t compared = 0;

    for (int64_t left = nes_budget("calc.wasm_native") / 4; left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(arena);
        struct nes_cap_rules rules = nes_cap_rules_kz(arena);
        int64_t *in = nes_wasm_take(arena, WASM_IN_MAX);
        struct nes_cap_answer answer;
        struct nes_schedule schedule;
        struct nes_terms terms;
        struct nes_cap_ask ask = { .terms = &terms, .schedule = &schedule };
        const int64_t *out;

        draw_terms(&terms, &rand, arena);
        ask.per_year = (struct nes_ratio){ in[0] = 1 + below(&rand, 2) * 11, in[1] = 1 + below(&rand, 3) };
        out = nes_wasm_cap(arena, in, (uint32_t)(wasm_put_terms(in + 2, &terms) - in));
        if (nes_schedule_build(&terms, arena, &schedule).what) {
            NES_WANT_INT("refused", out[0], 1);
        } else if (nes_cap_find(&rules, &terms, &schedule, &ask.cap).what ||
                   nes_cap_compare(&ask, arena, &answer).what) {
            NES_WANT("none", out[0] == 0 && out[1] == 0);
        } else {
            same_cap(out, &answer);
            compared++;
        }
        nes_arena_rewind(arena, mark);
    }
    NES_WANT("some have limits", compared > 0);
    nes_wasm_end(arena);
}

/* An annuity of twelve months. */
static void draw_sound(struct nes_terms *terms)
{
    *terms = (struct nes_terms){ .calc_version = 1,
                                 .principal = { 50'000'000 },
                                 .rate = { 9, 25 },
                                 .method = NES_ANNUITY,
                                 .periods = 12,
                                 .every = { 1, NES_UNIT_MONTHS },
                                 .start = { 739'631 },
                                 .day_count = NES_30_360,
                                 .rounding = NES_ROUND_HALF_UP,
                                 .minor_units = 2,
                                 .down_payment = { 0, 1 } };
}

NES_TEST(webassembly_refuses_a_cap_of_half_an_input, .kind = NES_REFUSES)
{
    struct nes_arena *arena = nes_wasm_begin();
    int64_t in[33] = { 1, 1 };
    struct nes_terms terms;

    draw_sound(&terms);
    (void)wasm_put_terms(in + 2, &terms);
    NES_WANT_INT("whole", nes_wasm_cap(arena, in, 33)[0], 0);
    NES_WANT_INT("nothing", nes_wasm_cap(arena, in, 1)[0], 1);
    NES_WANT_INT("no terms", nes_wasm_cap(arena, in, 2)[0], 1);
    NES_WANT_INT("too short", nes_wasm_cap(arena, in, 32)[0], 1);
    in[2 + 8] = 737'000;
    NES_WANT_INT("before the first limits", nes_wasm_cap(arena, in, 33)[1], 0);
    in[0] = 0;
    NES_WANT_INT("no such year", nes_wasm_cap(arena, in, 33)[0], 1);
    in[0] = 1;
    in[1] = 0;
    NES_WANT_INT("no such part", nes_wasm_cap(arena, in, 33)[0], 1);
    nes_wasm_end(arena);
}
