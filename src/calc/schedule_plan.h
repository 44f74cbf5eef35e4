/* src/calc/schedule_plan.h: a schedule in the making: its periods first, then the amounts of each. */
#pragma once
#include "base/arena.h"
#include "calc/terms.h"
#include "calc/wide.h"

struct nes_plan_period {
    struct nes_span span;                        /* of accrual */
    struct nes_date due;
    uint64_t over;                               /* remuneration: balance × over ÷ plan->under units; 0: the long way */
    int32_t payouts_from, payouts_to;            /* later payouts that belong to it */
    struct nes_money part;                       /* principal as planned, where the method plans it */
    struct nes_money principal, remuneration;    /* the result; grace_interest not yet applied */
};

struct nes_plan {
    const struct nes_terms *terms;
    struct nes_plan_period *periods;             /* [0] is period 1 */
    int32_t count;
    bool aims;                                   /* rows aim at an instalment: annuity, flat, fixed */
    int32_t last;                                /* the period that takes what is left; from 1 */
    int64_t unit, multiple;                      /* tiyn */
    struct nes_money first_payout;               /* all of the start day */
    struct nes_money down_payment, opening;      /* opening = first_payout − down_payment */
    int32_t opening_payouts;                     /* entries of terms->payouts on the start day */
    struct nes_ratio period_rate;                /* for the annuity formula */
    struct nes_divisor under;                    /* see `over` */
    struct nes_money instalment;                 /* the regular one of the last stretch */
};

/* Dates, days and payouts of all periods. The terms have been checked. */
struct nes_err nes_plan_periods(const struct nes_terms *terms, struct nes_arena *arena, struct nes_plan *plan);
/* Principal and remuneration of all periods. */
struct nes_err nes_plan_amounts(struct nes_plan *plan, struct nes_arena *arena);

/* The sum of remuneration of a period, added exact: `balance` is that before it; the payouts inside are added to it.
 * */
struct nes_err nes_plan_accrue(const struct nes_plan *plan, int32_t nr, struct nes_money *balance,
                               struct nes_exact *sum);
/* Intended principal of the periods of a stretch (differentiated) or of all (shares). */
void nes_plan_parts(struct nes_plan *plan, int32_t from, struct nes_money balance, bool is_last);
void nes_plan_shares(struct nes_plan *plan);
