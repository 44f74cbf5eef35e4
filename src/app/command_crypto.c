/* src/app/command_crypto.c: the inventory of algorithms, as docs/crypto.md. */
#include <stdio.h>

#include "app/command.h"
#include "base/arena.h"
#include "crypto/inventory.h"

static enum nes_exit crypto_run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_str page;

    (void)argv;
    if (argc != 1) {
        (void)fprintf(stderr, "usage: nesie crypto\n");
        return NES_EXIT_INPUT;
    }
    if (nes_algorithms_page(arena, &page).what) {
        return NES_EXIT_FAULT;
    }
    (void)fwrite(page.ptr, 1, page.len, stdout);
    return NES_EXIT_OK;
}

const struct nes_command nes_command_crypto = {
    .name = "crypto",
    .summary = "List the cryptographic algorithms in use, and what for.",
    .run = crypto_run,
};
