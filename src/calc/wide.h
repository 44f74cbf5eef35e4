/* src/calc/wide.h: products of more than 128 bits: fixed point with 127 bits after the point, and whole numbers of
 * any length in 64-bit limbs, the lowest first. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "calc/money.h"

/* 1.0; a number of this form is a part of 2^127 and at most 1. */
#define NES_FIX_ONE ((nes_uwide)1 << 127)

/* x × y, rounded down: below the true product by less than 2^−127. */
nes_uwide nes_fix_times(nes_uwide x, nes_uwide y);
/* x to the n-th power: if x is at most e × 2^−127 below the true x, the power is at most n × (e + 1) × 2^−127 below.
 * */
nes_uwide nes_fix_power(nes_uwide x, uint32_t n);
/* over ÷ under rounded down, for over <= under < 2^63. */
nes_uwide nes_fix_ratio(uint64_t over, uint64_t under);

/* A divisor used many times: a product with its inverse is several times faster than a division of words. */
struct nes_divisor {
    uint64_t by, inverse;          /* inverse is 2^64 ÷ by, below it by less than 2 */
};

static inline struct nes_divisor nes_divisor_of(uint64_t by)
{
    return (struct nes_divisor){ by, UINT64_MAX / by };
}

/* size ÷ divisor; `rest` is what is left. The first guess is at most two below. */
static inline uint64_t nes_divide(uint64_t size, struct nes_divisor divisor, uint64_t *rest)
{
    uint64_t quotient = (uint64_t)((nes_uwide)size * divisor.inverse >> 64), left = size - quotient * divisor.by;

    while (left >= divisor.by) {
        left -= divisor.by;
        quotient++;
    }
    *rest = left;
    return quotient;
}

/* The same, rounded. */
static inline uint64_t nes_divide_round(uint64_t size, struct nes_divisor divisor, enum nes_round round)
{
    uint64_t left, quotient = nes_divide(size, divisor, &left);

    return quotient + nes_rounds_away(left, divisor.by - left, quotient & 1, round);
}

/* limbs × by in place; the carry out of the top. */
uint64_t nes_limbs_scale(uint64_t *limbs, size_t count, uint64_t by);
/* a += b × by: `count` limbs of b; the carry must not leave the `room` limbs of a. */
void nes_limbs_add(uint64_t *a, size_t room, const uint64_t *b, size_t count, uint64_t by);
/* a −= b, a >= b, the same number of limbs. */
void nes_limbs_sub(uint64_t *a, const uint64_t *b, size_t count);
/* <0, 0, >0. */
int nes_limbs_order(const uint64_t *a, const uint64_t *b, size_t count);
