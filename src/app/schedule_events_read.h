/* src/app/schedule_events_read.h: reading `events` and `loan` of the input of `nesie schedule` (docs/events.md). */
#pragma once
#include "app/schedule_input.h"
#include "calc/loan.h"

struct schedule_loan {
    struct nes_loan loan;
    struct nes_date to;          /* the day to fold to; {0}: the last event's */
};

#define SCHEDULE_EVENTS_MAX 2'000

/* Reads both members; the payouts of the terms become events where `events` has none. False after a fault. */
bool schedule_events_read(const struct schedule_input *input, const struct nes_schedule *schedule,
                          struct schedule_faults *faults, struct schedule_loan *out);

/* The words of the choices, for the schema: "class", "accrual", "pay_by", "mode", "year", "base"; NULL ends. */
struct schedule_events_words {
    const char *name;
    const char *const *words;
};
extern const struct schedule_events_words schedule_events_words[];
