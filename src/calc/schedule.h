/* src/calc/schedule.h: the schedule of payments. Pure: terms in, rows out. A signed schedule is data: an array of
 * rows that is stored and never built again. Semantics to the tiyn: docs/schedule.md. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "calc/terms.h"

struct nes_row {
    int32_t nr;                    /* from 1; 0 is a payout */
    int32_t days;                  /* counted since the instalment before, by the day count */
    struct nes_date date;          /* due, moved off non-working days */
    struct nes_date counted_to;    /* remuneration is counted up to this day; differs from `date` only where moved
                                      days are free of charge */
    struct nes_money payout;       /* nr 0 only */
    struct nes_money principal, remuneration;
    struct nes_money due;          /* principal + remuneration */
    struct nes_money balance;      /* of principal, after the row */
};

struct nes_schedule {
    const struct nes_row *rows;    /* by date; in the arena */
    int32_t count;
    struct nes_money instalment;   /* the regular one at the end; 0 where the method has none */
    struct nes_money paid_out, principal, remuneration, due; /* totals */
};

/* Builds the schedule. Fails with the first flaw of the terms (`at` names the member), or MONEY_RANGE, CALC_RANGE,
 * DATE_RANGE, INSTALMENT_SMALL. The rows live in the arena. */
struct nes_err nes_schedule_build(const struct nes_terms *terms, struct nes_arena *arena, struct nes_schedule *out);
