#include "calc/rate.h"

#include <stdbool.h>

#include "calc/calc_faults.h"
#include "calc/rate_exact.h"
#include "calc/rate_real.h"

#define FLOW_MAX (INT64_C(1) << 61)

/* The rate lies between −99.9999 % and 10^10 %; a little wider, for the search. */
#define DAY_LOG_MIN (-13.9 / 365)
#define DAY_LOG_MAX (18.5 / 365)

/* Days and amounts by day; sorted by insertion, since flows come sorted as a rule. */
static struct nes_err add_up(const struct nes_flow *flows, size_t count, int32_t *days, int64_t *amounts, size_t *used)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = *used;

        while (at > 0 && days[at - 1] > flows[i].date.day) {
            at--;
        }
        if (at > 0 && days[at - 1] == flows[i].date.day) {
            at--;
        } else {
            for (size_t j = (*used)++; j > at; j--) {
                days[j] = days[j - 1];
                amounts[j] = amounts[j - 1];
            }
            days[at] = flows[i].date.day;
            amounts[at] = 0;
        }
        if (__builtin_add_overflow(amounts[at], flows[i].amount.tiyn, &amounts[at]) || amounts[at] > FLOW_MAX ||
            amounts[at] < -FLOW_MAX) {
            return NES_FAIL(MONEY_RANGE, "flows");
        }
    }
    return NES_FINE;
}

struct nes_err nes_flows_of(const struct nes_flow *flows, size_t count, struct nes_arena *arena, struct nes_flows *out)
{
    int32_t *days;
    int64_t *amounts, sign;
    size_t used = 0, kept = 0, turns = 0;
    int32_t start, turn = 0;

    if (count > NES_FLOWS_MAX) {
        return NES_FAIL(TERMS_RANGE, "flows");
    }
    days = NES_NEW_MANY(arena, int32_t, count + 1);
    amounts = NES_NEW_MANY(arena, int64_t, count + 1);
    NES_TRY(add_up(flows, count, days, amounts, &used));
    for (size_t i = 0; i < used; i++) {
        if (amounts[i] != 0) {
            days[kept] = days[i];
            amounts[kept++] = amounts[i];
        }
    }
    if (kept == 0) {
        return NES_FAIL(FLOW_NONE, "flows");
    }
    sign = amounts[0] > 0 ? -1 : 1;
    start = days[0];
    for (size_t i = 0; i < kept; i++) {
        days[i] -= start;
        amounts[i] *= sign;
        turns += i > 0 && (amounts[i] < 0) != (amounts[i - 1] < 0);
        turn = amounts[i] < 0 ? days[i] : turn;
    }
    if (turns != 1) {
        return turns == 0 ? NES_FAIL(FLOW_NONE, "flows") : NES_FAIL(FLOW_SIGNS, "flows");
    }
    *out = (struct nes_flows){ days, amounts, kept, turn };
    return NES_FINE;
}

struct nes_err nes_flows_of_schedule(const struct nes_schedule *schedule, struct nes_arena *arena,
                                     struct nes_flows *out)
{
    struct nes_flow *flows = NES_NEW_MANY(arena, struct nes_flow, (size_t)schedule->count);

    for (int32_t i = 0; i < schedule->count; i++) {
        const struct nes_row *row = &schedule->rows[i];

        flows[i] = (struct nes_flow){ row->date, { row->due.tiyn - row->payout.tiyn } };
    }
    return nes_flows_of(flows, (size_t)schedule->count, arena, out);
}

/* What payments and payouts are worth on the day of the last payout, at e^g a day; and the means of their days. */
struct worth {
    double paid, payouts, paid_day, payout_day;
};

static struct worth worth_at(const struct nes_flows *flows, double g)
{
    struct worth worth = { 0 };

    for (size_t i = 0; i < flows->count; i++) {
        double days = flows->days[i] - flows->turn, now = (double)flows->amounts[i] * nes_real_exp(-g * days);

        if (flows->amounts[i] > 0) {
            worth.paid += now;
            worth.paid_day += now * days;
        } else {
            worth.payouts -= now;
            worth.payout_day -= now * days;
        }
    }
    return worth;
}

/* Newton's step for ln(paid ÷ payouts) = 0, which is nearly a line in g. */
static double step_from(const struct worth *worth)
{
    double span = worth->paid_day / worth->paid - worth->payout_day / worth->payouts;

    return nes_real_log(worth->paid / worth->payouts) / span;
}

/* The relative difference that doubles leave in sums of so many terms, each with an exponent of such size. */
static double noise_of(const struct nes_flows *flows, double g)
{
    double exponent = (g < 0 ? -g : g) * flows->days[flows->count - 1];

    return 0x1p-50 * (1 + (double)flows->count / 16 + exponent);
}

/* Paid falls and payouts grow with g, so each look at a place says on which side of it the root is; a step that
 * leaves the bracket becomes its middle. */
static struct nes_err solve(const struct nes_flows *flows, double *root, struct worth *at)
{
    double low = DAY_LOG_MIN, high = DAY_LOG_MAX, g = 0;

    for (int turn = 0; turn < 200; turn++) {
        double off, next;

        *at = worth_at(flows, g);
        *root = g;
        off = at->paid - at->payouts;
        if ((off < 0 ? -off : off) <= noise_of(flows, g) * at->payouts) {
            return NES_FINE;
        }
        *(off > 0 ? &low : &high) = g;
        next = g + step_from(at);
        g = next > low && next < high ? next : low + (high - low) / 2;
    }
    return NES_FAIL(RATE_RANGE, "flows");
}

/* x = over ÷ under with over + under inside 63 bits. */
static int order_near(const struct nes_flows *flows, int64_t over, int64_t under)
{
    return nes_rate_order_exact(flows, nes_ratio_reduce((struct nes_ratio){ over, under }));
}

/* The root × per, rounded half up on the magnitude; `slack` bounds the error of `rate`. Next to a tie the doubles are
 * only a guess, and the exact order decides. */
static int64_t round_root(const struct nes_flows *flows, double rate, double slack, int64_t per)
{
    int64_t sign = rate < 0 ? -1 : 1;
    double size = (rate < 0 ? -rate : rate) * (double)per;
    int64_t whole = (int64_t)size;
    double part = size - (double)whole;

    slack *= (double)per;
    if (part > 0.5 + slack) {
        return sign * (whole + 1);
    }
    if (part < 0.5 - slack) {
        return sign * whole;
    }
    while (whole > 0 && order_near(flows, sign * (2 * whole - 1), 2 * per) * sign < 0) {
        whole--;
    }
    while (order_near(flows, sign * (2 * whole + 1), 2 * per) * sign >= 0) {
        whole++;
    }
    return sign * whole;
}

struct nes_err nes_rate_effective(const struct nes_flows *flows, struct nes_effective *out)
{
    struct worth worth;
    double g, span, growth, slack;

    NES_TRY(solve(flows, &g, &worth));
    growth = nes_real_exp(365 * g);
    if (growth < 0.000001 || growth > 100'000'001) {
        return NES_FAIL(RATE_RANGE, "flows");
    }
    span = worth.paid_day / worth.paid - worth.payout_day / worth.payouts;
    slack = growth * (0x1p-44 + 365 * 4 * noise_of(flows, g) / span);
    *out = (struct nes_effective){ .rate = growth - 1, .npv = (worth.paid - worth.payouts) / worth.payouts };
    out->percent_e6 = round_root(flows, out->rate, slack, 100'000'000);
    out->legal_e1 = round_root(flows, out->rate, slack, 1'000);
    return NES_FINE;
}

int nes_rate_order(const struct nes_flows *flows, struct nes_ratio x)
{
    double g = nes_real_log((double)(x.over + x.under) / (double)x.under) / 365, off, noise;
    struct worth worth = worth_at(flows, g);

    off = worth.paid - worth.payouts;
    noise = worth.payouts * (0x1p-40 + 16 * noise_of(flows, g));
    if (off > noise || off < -noise) {
        return off > 0 ? 1 : -1;
    }
    return nes_rate_order_exact(flows, x);
}
