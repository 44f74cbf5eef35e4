/* src/app/schedule_events.h: what `events` and `loan` of the input add to the answer of `nesie schedule`
 * (docs/events.md). */
#pragma once
#include "app/schedule_input.h"
#include "app/schedule_write.h"
#include "calc/schedule.h"

/* Called where the input has `events` or `loan`. Writes its members of the answer after those of the schedule
 * (schedule_put_name sets the comma), or remembers faults. */
void schedule_events(const struct schedule_input *input, const struct nes_schedule *schedule,
                     struct schedule_faults *faults, struct nes_buf *out);

/* Adds `events` and `loan` to the properties of the input's JSON Schema, and to those of the output what the fold
 * adds. */
void schedule_events_schema_in(struct nes_buf *out);
void schedule_events_schema_out(struct nes_buf *out);
