/* src/calc/schedule_annuity.h: the regular instalment of an annuity, rounded right even next to a tie. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "calc/money.h"

/* What is asked: balance ÷ (free + (1 − (1 + rate)^−charged) ÷ rate), to a multiple of `multiple`. */
struct nes_annuity {
    struct nes_money balance;      /* 0 to NES_PRINCIPAL_TIYN_MAX */
    struct nes_ratio rate;         /* of a period, in lowest terms; over + under below 2^63 */
    int32_t free, charged;         /* periods without and with remuneration; one at least */
    int64_t multiple;              /* tiyn */
    enum nes_round round;
};

/* Doubles with a bound of their error decide; where it does not tell, fixed point with 127 bits; where its bound does
 * not tell either, whole numbers of any length. MONEY_RANGE above 2^60 tiyn. The arena is as before the call. */
struct nes_err nes_annuity_instalment(const struct nes_annuity *ask, struct nes_arena *arena, struct nes_money *out);

/* The long way alone, for tests. */
struct nes_err nes_annuity_exact(const struct nes_annuity *ask, struct nes_arena *arena, struct nes_money *out);
