/* src/app/command_hidden.c: the two processes that the server starts of itself. Not for people: they need its
 * socket. */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"
#include "vault/child.h"
#include "vault/keeper_serve.h"
#include "vault/press_serve.h"

static bool has_socket(void)
{
    struct stat stat;

    return fstat(NES_CHILD_FD, &stat) == 0 && S_ISSOCK(stat.st_mode);
}

static enum nes_exit keeper_run(int argc, char **argv)
{
    if (argc != 2 || !has_socket()) {
        (void)fprintf(stderr, "nesie keeper: started by the server only\n");
        return NES_EXIT_INPUT;
    }
    _exit(nes_keeper_serve(NES_CHILD_FD, argv[1])); /* what runs at a usual exit is not allowed in the box */
}

static enum nes_exit press_run(int argc, char **argv)
{
    (void)argv;
    if (argc != 1 || !has_socket()) {
        (void)fprintf(stderr, "nesie press: started by the server only\n");
        return NES_EXIT_INPUT;
    }
    _exit(nes_press_serve(NES_CHILD_FD));
}

const struct nes_command nes_command_keeper = { .name = "keeper", .run = keeper_run };
const struct nes_command nes_command_press = { .name = "press", .run = press_run };
