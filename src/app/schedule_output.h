/* src/app/schedule_output.h: the answers of `nesie schedule` and `nesie rate` (docs/schedule.md, 6 to 8). */
#pragma once
#include "app/schedule_input.h"
#include "app/schedule_write.h"
#include "calc/rate.h"
#include "calc/schedule.h"

/* The members of the answer without the braces around; a failure to compute is a fault. */
void schedule_put_answer(struct nes_buf *out, const struct schedule_input *input, const struct nes_schedule *schedule);
/* "effective_rate": the rate, or the code of what refused it. */
void schedule_put_rate(struct nes_buf *out, struct nes_err err, const struct nes_effective *rate);

/* One text in, one text out (an object, or the problem); false for a problem. Texts live in the arena. */
bool schedule_answer(struct nes_arena *arena, struct nes_str text, struct nes_str *out);
bool schedule_answer_rate(struct nes_arena *arena, struct nes_str text, struct nes_str *out);
/* The JSON Schema of input and output of `nesie schedule`. */
struct nes_str schedule_schema(struct nes_arena *arena);
