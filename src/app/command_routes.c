#include <stdio.h>

#include "api/doors.h"
#include "app/command.h"
#include "http/openapi.h"

static enum nes_exit routes_run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 4 * 1024 * 1024);
    struct nes_routes *routes;
    struct nes_err err = nes_routes_make(arena, &nes_doors, &routes);
    struct nes_str text;

    (void)argv;
    if (argc > 1) {
        (void)fprintf(stderr, "usage: nesie routes\n");
        return NES_EXIT_INPUT;
    }
    if (!err.what) {
        nes_routes_write(&nes_doors, &buf);
        err = nes_buf_done(&buf, &text);
    }
    if (err.what) {
        (void)fprintf(stderr, "nesie routes: %s: %s\n", err.what->text, err.at ? err.at : "-");
        return NES_EXIT_FAULT;
    }
    return fwrite(text.ptr, 1, text.len, stdout) == text.len ? NES_EXIT_OK : NES_EXIT_FAULT;
}

const struct nes_command nes_command_routes = {
    .name = "routes",
    .summary = "Print all doors: method, path, listeners, permission, marks, faults, rules.",
    .run = routes_run,
};
