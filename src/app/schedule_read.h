/* src/app/schedule_read.h: reading the JSON of `nesie schedule` and `nesie rate`, every faulty member remembered.
 * Numbers are read by their own text: before parsing each is put in quotes, so a scalar other than a boolean is text.
 * */
#pragma once
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "calc/date.h"
#include "calc/money.h"

/* Faults of reading; those of the arithmetic are calc/calc_faults.h. */
extern const struct nes_fault schedule_fault_form;     /* INPUT_FORM: not JSON, or not of the expected type */
extern const struct nes_fault schedule_fault_choice;   /* INPUT_CHOICE: not one of the words */
extern const struct nes_fault schedule_fault_unknown;  /* INPUT_UNKNOWN: no such member */

struct schedule_fault_at {
    struct nes_str field;                /* "payouts[1].date"; "" is the whole input */
    const struct nes_fault *what;
    struct nes_str more;                 /* appended to the sentence; may be empty */
};
#define SCHEDULE_FAULTS_MAX 64
struct schedule_faults {
    struct nes_arena *arena;
    struct schedule_fault_at list[SCHEDULE_FAULTS_MAX];
    size_t count;
};

/* Remembers; past the maximum it forgets. Copies nothing: texts live in the arena or are static. */
void schedule_fault(struct schedule_faults *faults, struct nes_str field, const struct nes_fault *what,
                    struct nes_str more);
/* "field.name" and "field[nth]" (nth from 0), in the arena. */
struct nes_str schedule_member(struct schedule_faults *faults, struct nes_str field, const char *name);
struct nes_str schedule_element(struct schedule_faults *faults, struct nes_str field, size_t nth);

/* The object of the text; NULL after a fault. The caller json_decref()s it. */
json_t *schedule_parse(struct schedule_faults *faults, struct nes_str text);

/* Each reads `value` into `out` and answers true; or remembers why not. NULL (absent) is false without a fault. */
bool schedule_read_text(struct schedule_faults *faults, struct nes_str field, const json_t *value, struct nes_str *out);
bool schedule_read_money(struct schedule_faults *faults, struct nes_str field, const json_t *value,
                         struct nes_money *out);
bool schedule_read_percent(struct schedule_faults *faults, struct nes_str field, const json_t *value,
                           struct nes_ratio *out);
bool schedule_read_int(struct schedule_faults *faults, struct nes_str field, const json_t *value, int64_t *out);
bool schedule_read_date(struct schedule_faults *faults, struct nes_str field, const json_t *value,
                        struct nes_date *out);
bool schedule_read_bool(struct schedule_faults *faults, struct nes_str field, const json_t *value, bool *out);

/* A word of a list that ends with NULL: its place. */
bool schedule_read_choice(struct schedule_faults *faults, struct nes_str field, const json_t *value,
                          const char *const *words, int *out);

/* An array, or an object, of at most `most` entries. */
bool schedule_is_array(struct schedule_faults *faults, struct nes_str field, const json_t *value, size_t most);
bool schedule_is_object(struct schedule_faults *faults, struct nes_str field, const json_t *value);
/* A fault for each member of the object that is not in the list (ended with NULL). */
void schedule_known(struct schedule_faults *faults, struct nes_str field, json_t *object,
                    const char *const *names);
