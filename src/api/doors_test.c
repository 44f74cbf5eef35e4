#include "api/doors.h"

#include <stdio.h>

#include "http/openapi.h"
#include "test/unit/test.h"

static void tell_first_change(struct nes_str now, struct nes_str kept)
{
    struct nes_str is, was;

    do {
        (void)nes_str_cut(now, '\n', &is, &now);
        (void)nes_str_cut(kept, '\n', &was, &kept);
    } while (nes_str_eq(is, was) && now.len + kept.len > 0);
    print_error("a door changed: look at it, then build/nesie routes > test/snapshot/routes.txt\n"
                "  is:  %.*s\n  was: %.*s\n", (int)is.len, is.ptr, (int)was.len, was.ptr);
}

NES_TEST(the_doors_are_those_of_the_snapshot)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 1 << 22);
    FILE *file = fopen(NES_SOURCE_ROOT "/test/snapshot/routes.txt", "re");
    char *kept = nes_arena_take(arena, 1 << 22);
    struct nes_str now;

    NES_WANT("test/snapshot/routes.txt", file != NULL);
    NES_WANT("read", fread(kept, 1, (1 << 22) - 1, file) > 0);
    (void)fclose(file);
    nes_routes_write(&nes_doors, &buf);
    NES_WANT_OK(nes_buf_done(&buf, &now));
    if (!nes_str_is(now, kept)) {
        tell_first_change(now, nes_str_of(kept));
    }
    NES_WANT("the snapshot", nes_str_is(now, kept));
}

NES_TEST(the_tables_are_whole_and_describe_themselves)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 1 << 26);
    struct nes_routes *routes;
    struct nes_err err = nes_routes_make(arena, &nes_doors, &routes);

    if (err.what) {
        print_error("%s\n", err.at);
    }
    NES_WANT_OK(err);
    NES_WANT_OK(nes_openapi_write(&nes_doors, "1", &buf));
}
