/* src/app/command.h: the commands of `nesie`. Each has a file of its own, command_<name>.c, and one row in main.c. */
#pragma once

/* How a command ends, as its exit status. */
enum nes_exit { NES_EXIT_OK = 0, NES_EXIT_NO = 1, NES_EXIT_INPUT = 2, NES_EXIT_UNKNOWN = 3, NES_EXIT_FAULT = 4 };

struct nes_command {
    const char *name;     /* "schedule" */
    const char *summary;  /* one line of `nesie help`; NULL: not for people */
    /* argv[0] is the command's name. */
    enum nes_exit (*run)(int argc, char **argv);
};

#define X(name) extern const struct nes_command nes_command_##name;
#include "app/commands.def"
#undef X
