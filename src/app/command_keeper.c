/* src/app/command_keeper.c: a process that the server starts of itself. Not for people: it needs the
 * server's socket. */
#include <stdio.h>
#include <unistd.h>

#include "app/command.h"
#include "vault/child.h"
#include "vault/keeper_serve.h"

static enum nes_exit keeper_run(int argc, char **argv)
{
    if (argc != 2 || !nes_child_has_socket()) {
        (void)fprintf(stderr, "nesie keeper: started by the server only\n");
        return NES_EXIT_INPUT;
    }
    _exit(nes_keeper_serve(NES_CHILD_FD, argv[1])); /* what runs at a usual exit is not allowed in its box */
}

const struct nes_command nes_command_keeper = { .name = "keeper", .run = keeper_run };
