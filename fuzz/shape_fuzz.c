/* fuzz/shape_fuzz.c: any bytes into a shape with a member of each kind; what was read can be written and read again. */
#include <stdint.h>

#include "base/arena.h"
#include "json/shape.h"

enum colour { COLOUR_NONE, COLOUR_RED };
struct row {
    struct nes_money price;
    struct nes_date day;
};
struct rows {
    struct row *rows;
    size_t len;
};
struct all {
    struct nes_id id;
    struct nes_str text, bytes;
    struct nes_money money;
    struct nes_date date;
    int64_t number, at;
    int32_t small;
    bool yes;
    enum colour colour;
    struct rows rows;
    struct nes_texts texts;
};
static const struct nes_choice colours[] = { { "red", COLOUR_RED }, { 0 } };
static const struct nes_field row_fields[] = {
    NES_FIELD(struct row, price, .required = true, .negative = true),
    NES_FIELD(struct row, day),
};
static const struct nes_shape row_shape = NES_SHAPE(struct row, row_fields);
static const struct nes_field fields[] = {
    NES_FIELD(struct all, id, .loose = true),
    NES_FIELD(struct all, text, .lines = true),
    NES_FIELD(struct all, bytes, .base64 = true),
    NES_FIELD(struct all, money),
    NES_FIELD(struct all, date),
    NES_FIELD(struct all, number, .negative = true),
    NES_FIELD(struct all, at, .instant = true),
    NES_FIELD(struct all, small),
    NES_FIELD(struct all, yes),
    NES_FIELD(struct all, colour, .choices = colours),
    NES_LIST(struct all, rows, .each = &row_shape),
    NES_FIELD(struct all, texts),
};
static const struct nes_shape shape = NES_SHAPE(struct all, fields);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    struct nes_buf buf = nes_buf_begin(arena, 1 << 22);
    struct nes_json json = NES_JSON_TO(&buf);
    struct all read = { 0 }, again = { 0 };
    struct nes_str text;

    if (nes_shape_read(&shape, arena, (struct nes_str){ (const char *)data, size }, &read, faults).what) {
        return 0;
    }
    nes_shape_write(&shape, &read, &json);
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    NES_ASSERT(!nes_shape_read(&shape, arena, text, &again, faults).what);
    NES_ASSERT(read.money.tiyn == again.money.tiyn && read.number == again.number && read.at == again.at);
    return 0;
}
