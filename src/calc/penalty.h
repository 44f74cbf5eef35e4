/* src/calc/penalty.h: penalty for late payments: two steps, a cap for each contract year.
 * Law on microfinance activity, art. 6(3): 0.5 % of the overdue payment for each of the first 90 days, 0.03 % after
 * them, at most 10 % of what was issued for each year of the contract. Pure. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "calc/date.h"
#include "calc/money.h"
#include "calc/ratio.h"
#include "calc/wide.h"

enum nes_penalty_year { NES_PENALTY_ANNIVERSARY, NES_PENALTY_CALENDAR };
enum nes_penalty_base { NES_PENALTY_OF_PAYMENT, NES_PENALTY_OF_PRINCIPAL };

struct nes_penalty_terms {
    struct nes_ratio first, after;  /* of the overdue payment, a day */
    int32_t first_days;             /* days of delay at the first rate, 0 to 36 525 */
    struct nes_ratio cap;           /* of what was issued, for each year */
    enum nes_penalty_year year;
    enum nes_penalty_base base;
};
extern const struct nes_penalty_terms nes_penalty_law;

/* LOAN_FORM for what is no penalty at all (`at` names the member); PENALTY_LAW above the law's, where `by_law`. */
struct nes_err nes_penalty_check(const struct nes_penalty_terms *terms, bool by_law);

/* Adds to an exact sum the penalty on `base` for the days of delay `first` to `last` (from 1, both included). The sum
 * is in parts of terms->first.under × terms->after.under. */
void nes_penalty_add(const struct nes_penalty_terms *terms, struct nes_money base, int32_t first, int32_t last,
                     nes_wide *sum);

/* How a figure is rounded: the way, and the multiple of tiyn. */
struct nes_rounding {
    enum nes_round way;
    int64_t unit;
};

/* What a year's sum is rounded with, prepared once for all figures of what was issued. {0}: nothing was. */
struct nes_penalty_scale {
    struct nes_money cap;
    nes_wide under, most;           /* the parts that a sum is in; the sum from which the cap binds */
    struct nes_rounding to;
    struct nes_divisor divisor;     /* under × unit: at most 10^8 × 10^8 × 100 */
};
struct nes_err nes_penalty_scale_of(const struct nes_penalty_terms *terms, struct nes_money issued,
                                    struct nes_rounding to, struct nes_penalty_scale *scale);

/* What a year's sum makes: rounded once, at most the cap. */
struct nes_err nes_penalty_figure(const struct nes_penalty_scale *scale, nes_wide sum, struct nes_money *figure);

/* The first day of the contract year after that of `day`; `begin` is the day of the first payout, begin <= day. */
struct nes_date nes_penalty_next_year(const struct nes_penalty_terms *terms, struct nes_date begin,
                                      struct nes_date day);
