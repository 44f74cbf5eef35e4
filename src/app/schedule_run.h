/* src/app/schedule_run.h: a command that answers standard input: one JSON object, or one a line (--lines). */
#pragma once
#include "app/command.h"
#include "app/schedule_output.h"

typedef bool schedule_answer_fn(struct nes_arena *arena, struct nes_str text, struct nes_str *out);
typedef struct nes_str schedule_schema_fn(struct nes_arena *arena);

/* Exit status 2 where the one object is refused or the call is wrong; with --lines a refused line is an answer.
 * `schema` may be NULL. */
enum nes_exit schedule_run(int argc, char **argv, schedule_answer_fn *answer, schedule_schema_fn *schema);
