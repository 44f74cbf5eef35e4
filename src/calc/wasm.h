/* src/calc/wasm.h: the arithmetic as WebAssembly sees it: arrays of 64-bit integers in and out. web/shared/calc knows
 * the same order of members. It compiles natively too, so that compilers and tests see it. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* An arena for one call: take room for the input, call, read the output, end. */
struct nes_arena *nes_wasm_begin(void);
int64_t *nes_wasm_take(struct nes_arena *arena, uint32_t count);
void nes_wasm_end(struct nes_arena *arena);

/* Terms in the order of the members of struct nes_terms (wasm.c), then days of the calendar, shares, payouts.
 * Out: 0, then the schedule; or the number of faults, then four members each: field, element from 1, part of it, code
 * (addresses of texts ended by NUL, or 0). */
const int64_t *nes_wasm_schedule(struct nes_arena *arena, const int64_t *in, uint32_t count);
/* Pairs of day and amount. Out: 0, percent in millionths, legal in tenths; or as above. */
const int64_t *nes_wasm_rate(struct nes_arena *arena, const int64_t *in, uint32_t count);
