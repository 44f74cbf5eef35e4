/* src/calc/wasm.h: the arithmetic as WebAssembly sees it: arrays of 64-bit integers in and out. web/shared/calc knows
 * the same order of members. It compiles natively too, so that compilers and tests see it. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "calc/terms.h"

/* An arena for one call: take room for the input, call, read the output, end. */
struct nes_arena *nes_wasm_begin(void);
int64_t *nes_wasm_take(struct nes_arena *arena, uint32_t count);
void nes_wasm_end(struct nes_arena *arena);

/* Terms in the order of the members of struct nes_terms (wasm.c), then days of the calendar, shares, payouts.
 * Out: 0, then the schedule; or the number of faults, then four members each: field, element from 1, part of it, code
 * (addresses of texts ended by NUL, or 0). */
const int64_t *nes_wasm_schedule(struct nes_arena *arena, const int64_t *in, uint32_t count);
/* The number of members of the terms, those as above, then those of the loan, `to`, the number of events, the events
 * (wasm_fold.c). Out: 0, numbers of states, rows to come and lines, then these; or faults. */
const int64_t *nes_wasm_fold(struct nes_arena *arena, const int64_t *in, uint32_t count);
/* How many such rates a year is made of (a fraction: 1, 1 where the rate is yearly), then the terms as above. Out: 0
 * and 1 with the tier and its limits, or 0 and 0 where there is none to compare with (wasm_cap.c); or faults. */
const int64_t *nes_wasm_cap(struct nes_arena *arena, const int64_t *in, uint32_t count);
/* Pairs of day and amount. Out: 0, percent in millionths, legal in tenths; or as above. */
const int64_t *nes_wasm_rate(struct nes_arena *arena, const int64_t *in, uint32_t count);

/* For wasm_fold.c. A number for a member of 32 bits; what does not fit becomes one that every check refuses. */
int32_t nes_wasm_small(int64_t number);
/* False where the lengths of the lists are not those of the array. */
bool nes_wasm_terms(struct nes_arena *arena, const int64_t *in, uint32_t count, struct nes_terms *terms);
const int64_t *nes_wasm_fault(struct nes_arena *arena, struct nes_err err);
