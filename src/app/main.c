/* src/app/main.c: finds the command and runs it. Decides nothing. */
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "base/err.h"

static const struct nes_command *const commands[] = {
#define X(name) &nes_command_##name,
#include "app/commands.def"
#undef X
};

static void help(FILE *to)
{
    (void)fprintf(to, "usage: nesie COMMAND [OPTION...]\n\n");
    for (size_t i = 0; i < NES_LEN(commands); i++) {
        if (commands[i]->summary) {
            (void)fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) {
        help(argc < 2 ? stderr : stdout);
        return argc < 2 ? NES_EXIT_INPUT : NES_EXIT_OK;
    }
    for (size_t i = 0; i < NES_LEN(commands); i++) {
        if (strcmp(argv[1], commands[i]->name) == 0) {
            return (int)commands[i]->run(argc - 1, argv + 1);
        }
    }
    (void)fprintf(stderr, "nesie: there is no command \"%s\"; `nesie help` lists them\n", argv[1]);
    return NES_EXIT_INPUT;
}
