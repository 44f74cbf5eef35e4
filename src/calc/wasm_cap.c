/* src/calc/wasm_cap.c: the limits of price as WebAssembly sees them (wasm.h). */
#include "calc/calc_faults.h"
#include "calc/cap.h"
#include "calc/wasm.h"

#define HEAD  9
#define LIMIT 6

static void put_cap(int64_t *out, const struct nes_cap_answer *answer)
{
    const int64_t head[HEAD] = { 0,
                                 1,
                                 (int64_t)(uintptr_t)answer->cap->name,
                                 answer->cap->from.day,
                                 answer->passes,
                                 answer->count,
                                 answer->bounded,
                                 answer->bounded ? (int64_t)answer->binds : 0,
                                 answer->bounded ? answer->largest_e5 : 0 };

    for (int i = 0; i < HEAD; i++) {
        out[i] = head[i];
    }
    for (int32_t i = 0; i < answer->count; i++) {
        const struct nes_cap_limit *limit = &answer->limits[i];
        int64_t *at = out + HEAD + (ptrdiff_t)LIMIT * i;

        at[0] = (int64_t)limit->kind;
        at[1] = limit->limit.over;
        at[2] = limit->limit.under;
        at[3] = limit->value.over;
        at[4] = limit->value.under;
        at[5] = limit->holds;
    }
}

const int64_t *nes_wasm_cap(struct nes_arena *arena, const int64_t *in, uint32_t count)
{
    struct nes_cap_rules rules = nes_cap_rules_kz(arena);
    struct nes_cap_answer answer;
    struct nes_schedule schedule;
    struct nes_terms terms;
    struct nes_cap_ask ask = { .terms = &terms, .schedule = &schedule };
    int64_t *out = NES_NEW_MANY(arena, int64_t, HEAD + LIMIT * NES_CAP_KINDS);
    struct nes_err err;

    if (count < 2 || in[0] < 1 || in[1] < 1 || !nes_wasm_terms(arena, in + 2, count - 2, &terms)) {
        return nes_wasm_fault(arena, NES_FAIL(TERMS_CONFLICT, "terms"));
    }
    ask.per_year = (struct nes_ratio){ in[0], in[1] };
    err = nes_schedule_build(&terms, arena, &schedule);
    if (err.what) {
        return nes_wasm_fault(arena, err);
    }
    if (!nes_cap_find(&rules, &terms, &schedule, &ask.cap).what && !nes_cap_compare(&ask, arena, &answer).what) {
        put_cap(out, &answer);
    }
    return out;
}
