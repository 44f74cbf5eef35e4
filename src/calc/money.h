/* src/calc/money.h: amounts of money. Exact, in tenge (the law knows no other), never a double. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct nes_money { int64_t tiyn; };                                   /* 1050 is 10.50 tenge */
struct nes_ratio { int64_t over, under; };                            /* over ÷ under; under > 0 */
enum nes_round { NES_ROUND_HALF_EVEN, NES_ROUND_HALF_UP, NES_ROUND_DOWN, NES_ROUND_UP };

__extension__ typedef __int128 nes_wide;
__extension__ typedef unsigned __int128 nes_uwide;

/* sum = a + b. On overflow it fails (MONEY_RANGE) and leaves `sum` as it was. */
struct nes_err nes_money_add(struct nes_money a, struct nes_money b, struct nes_money *sum);

/* rest = a − b; as nes_money_add. */
struct nes_err nes_money_sub(struct nes_money a, struct nes_money b, struct nes_money *rest);

/* part = whole × by, rounded once and in the way the caller names: there is no default. MONEY_RANGE. */
struct nes_err nes_money_scale(struct nes_money whole, struct nes_ratio by, enum nes_round round,
                               struct nes_money *part);

/* Whether a division rounds away from zero whose quotient is odd or not, which left `left`, and to whose next quotient
 * `lack` is missing. */
static inline bool nes_rounds_away(uint64_t left, uint64_t lack, bool odd, enum nes_round round)
{
    switch (round) {
    case NES_ROUND_HALF_EVEN:
        return left > lack || (left == lack && odd);
    case NES_ROUND_HALF_UP:
        return left >= lack;
    case NES_ROUND_DOWN:
        return false;
    case NES_ROUND_UP:
        return left > 0;
    }
    NES_BUG("a known way of rounding");
}

/* The whole number that size ÷ under (> 0) rounds to. Of magnitudes: HALF_UP and UP go away from zero. */
nes_uwide nes_round_quotient(nes_uwide size, nes_uwide under, enum nes_round round);

/* "150000.00", "150000", "150000.5", a leading minus allowed; no plus, exponent, spaces or third decimal.
 * MONEY_FORM, MONEY_RANGE. The form of the programming interface: people's input is read by the front ends. */
struct nes_err nes_money_read(struct nes_str text, struct nes_money *out);

/* Always two decimals: "-0.05". Needs at most 22 bytes. */
#define NES_MONEY_TEXT 24
struct nes_str nes_money_write(struct nes_money amount, char out[NES_MONEY_TEXT]);

/* As people write amounts: Kazakh and Russian "1 234 567,89" with no-break spaces, English "1,234,567.89". */
enum nes_money_form { NES_MONEY_KK, NES_MONEY_RU, NES_MONEY_EN };

/* Written so. Needs at most 36 bytes (a no-break space is two bytes of UTF-8). */
#define NES_MONEY_FORM_TEXT 40
struct nes_str nes_money_show(struct nes_money amount, enum nes_money_form form, char out[NES_MONEY_FORM_TEXT]);

/* Reads what nes_money_show writes and what people type: groups of three by space, no-break space (U+00A0, U+202F)
 * or, in English, comma; or no groups; minus "-" or U+2212. MONEY_FORM where a group is not of three: 1,50 is no
 * English amount. MONEY_RANGE. */
struct nes_err nes_money_take(struct nes_str text, enum nes_money_form form, struct nes_money *out);
