/* src/calc/rate.h: the effective annual rate (ГЭСВ): the x with Σ flow × (1 + x)^(−t ÷ 365) = 0, t in days since the
 * first flow. Resolution No. 208 of 26.11.2019; docs/schedule.md, 7. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "calc/date.h"
#include "calc/money.h"
#include "calc/schedule.h"

/* Money on a day. Those with the sign of the earliest are payouts, others payments. */
struct nes_flow {
    struct nes_date date;
    struct nes_money amount;
};
#define NES_FLOWS_MAX 5'000

/* Flows in the form the solver wants: one a day, by day, none zero, the first negative, one change of sign. */
struct nes_flows {
    const int32_t *days;           /* since the first */
    const int64_t *amounts;        /* tiyn */
    size_t count;
    int32_t turn;                  /* days of the last payout */
};

struct nes_effective {
    int64_t percent_e6;            /* 42.797553 % is 42 797 553, rounded half up from the exact root */
    int64_t legal_e1;              /* 42.8 % is 428, rounded half up from the exact root */
    double rate;                   /* the root, for show and further search; never stored */
    double npv;                    /* what the flows are worth at it, ÷ the sum of payouts */
};

/* Adds up days, sorts, and refuses: FLOW_NONE, FLOW_SIGNS, MONEY_RANGE, TERMS_RANGE (too many). Arena keeps the
 * arrays. */
struct nes_err nes_flows_of(const struct nes_flow *flows, size_t count, struct nes_arena *arena, struct nes_flows *out);
/* The flows of a schedule: payouts, and what is due on each day. */
struct nes_err nes_flows_of_schedule(const struct nes_schedule *schedule, struct nes_arena *arena,
                                     struct nes_flows *out);

/* The root. It is unique since the flows change their sign once. RATE_RANGE outside −99.9999 % … 10 000 000 000 %. */
struct nes_err nes_rate_effective(const struct nes_flows *flows, struct nes_effective *out);

/* <0, 0, >0 as the root is below, equal to, above x (x > −1, ÷ reduced, below 10^9). "Equal" means nearer than fixed
 * point with 127 bits tells; a rate of exactly 46 % is equal to 46 %. */
int nes_rate_order(const struct nes_flows *flows, struct nes_ratio x);
