#include "app/schedule_events.h"

void schedule_events(const struct schedule_input *input, const struct nes_schedule *schedule,
                     struct schedule_faults *faults, struct nes_buf *out)
{
    (void)input;
    (void)schedule;
    (void)out;
    schedule_fault(faults, NES_STR("events"), &schedule_fault_unknown, NES_STR("this build folds no events"));
}

void schedule_events_schema_in(struct nes_buf *out)
{
    (void)out;
}

void schedule_events_schema_out(struct nes_buf *out)
{
    (void)out;
}
