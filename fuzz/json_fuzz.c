/* fuzz/json_fuzz.c: what the writer makes of any bytes, the reader takes back as the same text. */
#include <stdint.h>

#include "base/arena.h"
#include "json/json.h"
#include "json/shape.h"

struct one {
    struct nes_str text;
};
static const struct nes_field fields[] = { NES_FIELD(struct one, text, .max = 1 << 20, .lines = true) };
static const struct nes_shape shape = NES_SHAPE(struct one, fields);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    struct nes_str given = { (const char *)data, size }, text;
    struct nes_buf buf = nes_buf_begin(arena, 1 << 20);
    struct nes_json json = NES_JSON_TO(&buf);
    struct one back = { 0 };
    struct nes_err err;

    nes_json_open(&json, '{');
    nes_json_key_str(&json, "text", given);
    nes_json_close(&json, '}');
    if (nes_buf_done(&buf, &text).what) {
        return 0;
    }
    err = nes_shape_read(&shape, arena, text, &back, faults);
    if (!err.what && nes_str_utf8(given)) {
        NES_ASSERT(nes_str_eq(back.text, given));
    }
    return 0;
}
