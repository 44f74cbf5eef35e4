/* src/app/schedule_input.h: the input of `nesie schedule` (docs/schedule.md, 2). */
#pragma once
#include "app/schedule_read.h"
#include "calc/terms.h"

struct schedule_input {
    json_t *root;               /* for what else reads it; not owned */
    struct nes_terms terms;
    bool rate_of_period;
    struct nes_ratio per_year;  /* periods in a year if rate_of_period, else 1 */
};

/* Reads all members but `events` and `loan`; what is wrong is in `faults`. */
void schedule_input_read(struct schedule_faults *faults, json_t *root, struct schedule_input *out);

/* The words of each choice, in the order of the enums; ended by NULL. For reading, writing and the schema. */
struct schedule_choice {
    const char *name;
    const char *const *words;
};
const struct schedule_choice *schedule_choices(size_t *count);
