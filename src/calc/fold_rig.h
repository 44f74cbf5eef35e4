/* src/calc/fold_rig.h: days, terms and loans for the tests of this folder. */
#pragma once
#include "base/arena.h"
#include "base/rand.h"
#include "calc/fold.h"

#define RIG_EVENTS 64

struct rig {
    struct nes_arena *arena;
    struct nes_loan loan;
    struct nes_event events[RIG_EVENTS];
    int32_t count;
};

/* A day from "2026-01-15". */
struct nes_date rig_day(const char *text);
/* Monthly terms, 30/360, half up to the tiyn. */
struct nes_terms rig_monthly(enum nes_method method, int64_t principal_tiyn, int64_t percent, int32_t periods,
                             const char *start);

/* Annuity, 500 000.00, 36 %, 12 months from 2026-01-15, 30/360; last day of a row is its date. Ends with rig_end. */
struct rig rig_begin(void);
void rig_end(struct rig *rig);

/* Builds the schedule of the terms, and pays out on the start day (event "payout"). */
void rig_schedule(struct rig *rig);
/* Rows as data: {date, principal, remuneration}, in place of a schedule. */
struct rig_row { const char *date; int64_t principal, remuneration; };
void rig_rows(struct rig *rig, const struct rig_row *rows, int32_t count);
const struct nes_row *rig_copy(struct rig *rig, const struct rig_row *rows, int32_t count);

/* Adds an event; its id is two letters of its number. The pointer lets the test fill further members. */
struct nes_event *rig_add(struct rig *rig, enum nes_event_kind kind, const char *day, int64_t tiyn);
struct nes_event *rig_add_on(struct rig *rig, enum nes_event_kind kind, struct nes_date day, int64_t tiyn);

/* The state of a day by a fresh fold; fails the test where the fold fails. */
struct nes_state rig_state(struct rig *rig, const char *day);
struct nes_state rig_state_on(struct rig *rig, struct nes_date day);

/* Fails the test where two states differ in anything. */
void rig_same(const char *label, const struct nes_state *a, const struct nes_state *b);
/* Conservation, no negative figure, caps of penalty: what holds for every state. */
void rig_check(const struct rig *rig, const struct nes_state *state);

/* A random loan with random events: terms, rows and up to `events` events. */
void rig_random(struct rig *rig, const struct nes_rand *rand, int32_t events);
