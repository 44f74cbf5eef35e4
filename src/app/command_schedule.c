#include "app/schedule_run.h"

static enum nes_exit run(int argc, char **argv)
{
    return schedule_run(argc, argv, schedule_answer, schedule_schema);
}

const struct nes_command nes_command_schedule = {
    .name = "schedule",
    .summary = "Compute a schedule of payments: JSON in, JSON out (docs/schedule.md).",
    .run = run,
};
