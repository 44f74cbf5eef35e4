#include "app/schedule_run.h"

static enum nes_exit run(int argc, char **argv)
{
    return schedule_run(argc, argv, schedule_answer_rate, NULL);
}

const struct nes_command nes_command_rate = {
    .name = "rate",
    .summary = "Compute the effective annual rate of flows: JSON in, JSON out.",
    .run = run,
};
