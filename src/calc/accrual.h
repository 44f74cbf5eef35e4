/* src/calc/accrual.h: sums of remuneration, exact until they are rounded once. Pure. */
#pragma once
#include <stdint.h>

#include "calc/ratio.h"
#include "calc/terms.h"
#include "calc/wide.h"

/* A year in the parts in which 1/360, 1/365 and 1/366 of it are whole. */
#define NES_YEAR_PARTS 1'603'080

int64_t nes_accrual_parts(const struct nes_terms *terms, const struct nes_span *period, struct nes_date from,
                          struct nes_date to);

/* The nights after `from` up to and with `to`, inside the period, in parts of a year. */
static inline int64_t nes_accrual_weight(const struct nes_terms *terms, const struct nes_span *period,
                                         struct nes_date from, struct nes_date to)
{
    if (terms->day_count == NES_ACT_365 || terms->day_count == NES_ACT_360) { /* each night is alike */
        return (int64_t)(to.day - from.day) * (NES_YEAR_PARTS / (terms->day_count == NES_ACT_365 ? 365 : 360));
    }
    return nes_accrual_parts(terms, period, from, to);
}

/* A period that begins on `from` and has no planned end: it goes on to 9999-12-31. */
static inline struct nes_span nes_accrual_open(struct nes_date from)
{
    return (struct nes_span){ .from = from, .to = { NES_DATE_LAST }, .days = INT32_MAX };
}

/* How sums at one yearly rate are rounded to `unit` tiyn. */
struct nes_accrual {
    struct nes_ratio rate;
    int64_t unit;
    enum nes_round round;
    struct nes_divisor under;  /* of a product of words: by 0 where it does not fit */
};
struct nes_accrual nes_accrual_at(struct nes_ratio rate, int64_t unit, enum nes_round round);

/* The amount of a sum of principal (tiyn) × weight at a yearly rate, rounded once to `unit` tiyn. MONEY_RANGE. */
struct nes_err nes_accrual_amount(nes_wide sum, struct nes_ratio rate, int64_t unit, enum nes_round round,
                                  struct nes_money *amount);

/* The same with what was prepared: without a division where numbers are of usual size. */
static inline struct nes_err nes_accrual_round(const struct nes_accrual *at, nes_wide sum, struct nes_money *amount)
{
    uint64_t size;

    if (at->under.by == 0 || sum >> 64 != 0 || __builtin_mul_overflow((uint64_t)sum, (uint64_t)at->rate.over, &size)) {
        return nes_accrual_amount(sum, at->rate, at->unit, at->round, amount);
    }
    amount->tiyn = (int64_t)nes_divide_round(size, at->under, at->round) * at->unit;
    return NES_FINE;
}
