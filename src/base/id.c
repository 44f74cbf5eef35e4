#include "base/id.h"

#include <string.h>

#include "base/base_faults.h"

struct nes_id nes_id_new(const struct nes_clock *clock, const struct nes_rand *rand)
{
    struct nes_id id;
    uint64_t ms = (uint64_t)(nes_clock_now(clock) / 1'000);

    nes_rand_fill(rand, id.b, sizeof(id.b));
    for (int i = 0; i < 6; i++) {
        id.b[i] = (uint8_t)(ms >> (40 - 8 * i));
    }
    id.b[6] = (uint8_t)(0x70 | (id.b[6] & 0x0f));
    id.b[8] = (uint8_t)(0x80 | (id.b[8] & 0x3f));
    return id;
}

bool nes_id_none(struct nes_id id)
{
    return nes_id_eq(id, (struct nes_id){ 0 });
}

bool nes_id_eq(struct nes_id a, struct nes_id b)
{
    return memcmp(a.b, b.b, sizeof(a.b)) == 0;
}

static bool dash_before(size_t byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void nes_id_write(struct nes_id id, char out[NES_ID_TEXT + 1])
{
    static const char hex[] = "0123456789abcdef";

    for (size_t i = 0; i < sizeof(id.b); i++) {
        if (dash_before(i)) {
            *out++ = '-';
        }
        *out++ = hex[id.b[i] >> 4];
        *out++ = hex[id.b[i] & 15];
    }
    *out = '\0';
}

struct nes_str nes_id_str(struct nes_arena *arena, struct nes_id id)
{
    char *text = nes_arena_take(arena, NES_ID_TEXT + 1);

    nes_id_write(id, text);
    return (struct nes_str){ text, NES_ID_TEXT };
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return -1;
}

struct nes_err nes_id_read(struct nes_str text, struct nes_id *out)
{
    struct nes_id id;
    size_t at = 0;

    if (text.len != NES_ID_TEXT) {
        return NES_FAIL(ID_FORM, NULL);
    }
    for (size_t i = 0; i < sizeof(id.b); i++) {
        int high, low;

        if (dash_before(i) && text.ptr[at++] != '-') {
            return NES_FAIL(ID_FORM, NULL);
        }
        high = nibble(text.ptr[at++]);
        low = nibble(text.ptr[at++]);
        if (high < 0 || low < 0) {
            return NES_FAIL(ID_FORM, NULL);
        }
        id.b[i] = (uint8_t)(high << 4 | low);
    }
    *out = id;
    return NES_FINE;
}
