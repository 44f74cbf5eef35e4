/* src/app/command_press.c: a process that the server starts of itself. Not for people: it needs the server's socket. */
#include <stdio.h>
#include <unistd.h>

#include "app/command.h"
#include "vault/child.h"
#include "vault/press_serve.h"

static enum nes_exit press_run(int argc, char **argv)
{
    (void)argv;
    if (argc != 1 || !nes_child_has_socket()) {
        (void)fprintf(stderr, "nesie press: started by the server only\n");
        return NES_EXIT_INPUT;
    }
    _exit(nes_press_serve(NES_CHILD_FD)); /* what runs at a usual exit is not allowed in its box */
}

const struct nes_command nes_command_press = { .name = "press", .run = press_run };
