#include <stdio.h>

#include "app/command.h"

static enum nes_exit version_run(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    printf("nesie %s\n", NES_VERSION);
    return NES_EXIT_OK;
}

const struct nes_command nes_command_version = {
    .name = "version",
    .summary = "Print the version.",
    .run = version_run,
};
