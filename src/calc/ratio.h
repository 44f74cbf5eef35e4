/* src/calc/ratio.h: exact fractions: rates as they are written, and sums that are rounded once. */
#pragma once
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "calc/money.h"

/* over ÷ under in lowest terms; under > 0. */
struct nes_ratio nes_ratio_reduce(struct nes_ratio ratio);
/* product = a × b in lowest terms. CALC_RANGE. */
struct nes_err nes_ratio_times(struct nes_ratio a, struct nes_ratio b, struct nes_ratio *product);
/* <0, 0, >0 as a is below, equal to, above b. */
int nes_ratio_order(struct nes_ratio a, struct nes_ratio b);

/* "36", "0.29", "44.64": percent with at most six decimals, no sign, to 100 000 %; the ratio is reduced (36 -> 9 ÷
 * 25). RATE_FORM, RATE_RANGE. */
#define NES_PERCENT_DECIMALS 6
struct nes_err nes_percent_read(struct nes_str text, struct nes_ratio *out);
/* The ratio as percent with `decimals` (0 to 6), rounded half up, "-3.202447". */
#define NES_PERCENT_TEXT 48
struct nes_str nes_percent_write(struct nes_ratio ratio, int decimals, char out[NES_PERCENT_TEXT]);

/* An exact amount in tiyn, over ÷ under; {0} is nothing yet. */
struct nes_exact {
    nes_wide over, under;
};

/* sum += over ÷ under, under > 0. CALC_RANGE where the common fraction leaves 128 bits. */
struct nes_err nes_exact_add(struct nes_exact *sum, nes_wide over, nes_wide under);
/* The multiple of `unit` tiyn (> 0) that the exact amount rounds to. MONEY_RANGE. */
struct nes_err nes_exact_round(struct nes_exact sum, int64_t unit, enum nes_round round, struct nes_money *out);
