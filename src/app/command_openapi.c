#include <stdio.h>

#include "api/doors.h"
#include "app/command.h"
#include "http/openapi.h"

static enum nes_exit openapi_run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 64 * 1024 * 1024);
    struct nes_err err = nes_openapi_write(&nes_doors, NES_VERSION, &buf);
    struct nes_str text;

    (void)argv;
    if (argc > 1) {
        (void)fprintf(stderr, "usage: nesie openapi\n");
        return NES_EXIT_INPUT;
    }
    if (!err.what) {
        err = nes_buf_done(&buf, &text);
    }
    if (err.what) {
        (void)fprintf(stderr, "nesie openapi: %s: %s\n", err.what->text, err.at ? err.at : "-");
        return NES_EXIT_FAULT;
    }
    return fwrite(text.ptr, 1, text.len, stdout) == text.len ? NES_EXIT_OK : NES_EXIT_FAULT;
}

const struct nes_command nes_command_openapi = {
    .name = "openapi",
    .summary = "Print the programming interface as OpenAPI 3.1.",
    .run = openapi_run,
};
