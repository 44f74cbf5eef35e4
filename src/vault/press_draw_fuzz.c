/* src/vault/press_draw_fuzz.c: any bytes as a sheet: it is refused, or drawn, and what is read is what is written. */
#include <string.h>

#include "vault/press.h"
#include "vault/press_pages.h"
#include "vault/press_serve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void draw(struct nes_arena *arena, struct nes_str bytes)
{
    struct nes_press_work work = { .socket = -1, .arena = arena, .job = { NES_PRESS_DRAW, 0, bytes } };
    struct nes_buf fields = nes_buf_begin(arena, NES_PRESS_FRAME_MAX);
    struct nes_buf head = nes_buf_begin(arena, NES_PRESS_FRAME_MAX);
    struct nes_drawn drawn;
    struct nes_str answer;

    if (nes_press_draw(&work, &fields) != NES_PRESS_FINE) {
        return;
    }
    nes_wire_add_u8(&head, NES_PRESS_VERSION);
    nes_wire_add_u8(&head, NES_PRESS_FINE);
    nes_buf_add(&head, (struct nes_str){ fields.ptr, fields.len });
    NES_ASSERT(!nes_buf_done(&head, &answer).what);
    NES_ASSERT(!nes_press_drawn_of(answer, &drawn).what);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_str bytes = { (const char *)data, size }, again;
    struct nes_buf buf = nes_buf_begin(arena, NES_SHEET_BYTES_MAX * 2);
    struct nes_drawn drawn;
    struct nes_sheet sheet;

    (void)!nes_press_drawn_of(bytes, &drawn).what;
    if (nes_sheet_read(arena, bytes, &sheet).what) {
        return 0;
    }
    nes_sheet_write(&buf, &sheet);
    NES_ASSERT(!nes_buf_done(&buf, &again).what);
    NES_ASSERT(nes_str_eq(again, bytes)); /* one form only: the hash means one document */
    draw(arena, bytes);
    return 0;
}
