#include "base/arena.h"

#include <string.h>

#include "test/unit/test.h"

NES_TEST(memory_is_zeroed_also_after_a_rewind)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(64);
    struct nes_arena_mark mark = nes_arena_mark(arena);
    unsigned char *bytes = nes_arena_take(arena, 40);

    memset(bytes, 0xff, 40);
    nes_arena_rewind(arena, mark);
    bytes = nes_arena_take(arena, 40);
    for (int i = 0; i < 40; i++) {
        NES_WANT_INT("a byte taken again", bytes[i], 0);
    }
}

NES_TEST(a_rewind_frees_what_came_after_across_chunks)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(64);
    char *kept = nes_arena_take(arena, 16);
    struct nes_arena_mark mark = nes_arena_mark(arena);
    size_t used = nes_arena_used(arena);

    memcpy(kept, "kept", sizeof("kept"));
    for (int i = 0; i < 100; i++) {
        (void)nes_arena_take(arena, 1000);
    }
    nes_arena_rewind(arena, mark);
    NES_WANT_INT("bytes in use", (int64_t)nes_arena_used(arena), (int64_t)used);
    NES_WANT_STR("what was before the mark", nes_str_of(kept), "kept");
    nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    NES_WANT_INT("an empty mark empties", (int64_t)nes_arena_used(arena), 0);
}
