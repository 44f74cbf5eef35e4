/* fuzz/schedule_fuzz.c: any bytes as the input of `nesie schedule` and `nesie rate`. An answer is JSON and, where it
 * is a schedule, its totals hold (asserted inside). */
#include <jansson.h>

#include "app/schedule_output.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void want_json(struct nes_str text)
{
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);

    NES_ASSERT(json_is_object(root));
    json_decref(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_str text = { (const char *)data, size }, out;

    (void)schedule_answer(arena, text, &out);
    want_json(out);
    (void)schedule_answer_rate(arena, text, &out);
    want_json(out);
    nes_arena_end(&arena);
    return 0;
}
