/* src/calc/fold.c: puts events in order, finds what is reversed, folds day after day. */
#include "calc/fold.h"

#include <string.h>

#include "calc/calc_faults.h"
#include "calc/fold_faults.h"
#include "calc/fold_run.h"

#define STEPS_EACH 8

/* A table of ids with open places, so that ids are compared once each. */
struct ids {
    int32_t *place; /* index + 1; 0 is free */
    uint64_t mask;
};

static uint64_t spread(const struct nes_id *id)
{
    uint64_t high, low;

    memcpy(&high, id->b, sizeof(high));
    memcpy(&low, id->b + sizeof(high), sizeof(low));
    return ((high ^ (high >> 32)) * 0x9e3779b97f4a7c15 + low) * 0xbf58476d1ce4e5b9 >> 20;
}

/* Where the id stands, or the free place where it would. */
static inline int32_t *find(const struct ids *ids, const struct nes_fold *fold, const struct nes_id *id)
{
    uint64_t at = spread(id) & ids->mask;

    while (ids->place[at] != 0 && memcmp(fold->events[ids->place[at] - 1]->id.b, id->b, sizeof(id->b)) != 0) {
        at = (at + 1) & ids->mask;
    }
    return &ids->place[at];
}

static struct nes_err enlist_ids(const struct nes_fold *fold, struct ids *ids)
{
    uint64_t size = 16;

    while (size < (uint64_t)fold->count * 2) {
        size *= 2;
    }
    ids->place = NES_NEW_MANY(fold->arena, int32_t, size);
    ids->mask = size - 1;
    for (int32_t i = 0; i < fold->count; i++) {
        int32_t *place = find(ids, fold, &fold->events[i]->id);

        if (*place != 0) {
            return NES_FAIL(EVENT_ID, "id");
        }
        *place = i + 1;
    }
    return NES_FINE;
}

/* Reversals know their event's place; each event is reversed once, and by no earlier day. */
static struct nes_err find_targets(struct nes_fold *fold, const struct ids *ids)
{
    fold->target = NES_NEW_MANY(fold->arena, int32_t, (size_t)fold->count);
    for (int32_t i = 0; i < fold->count; i++) {
        int32_t target;

        fold->target[i] = -1;
        if (fold->events[i]->kind != NES_EVENT_REVERSAL) {
            continue;
        }
        target = *find(ids, fold, &fold->events[i]->of) - 1;
        if (target < 0 || fold->events[target]->kind == NES_EVENT_REVERSAL || fold->gone[target] ||
            fold->events[target]->day.day > fold->events[i]->day.day) {
            return NES_FAIL(EVENT_TARGET, "of");
        }
        fold->target[i] = target;
        fold->gone[target] = true;
    }
    return NES_FINE;
}

static bool after(const struct nes_event *a, const struct nes_event *b)
{
    return a->day.day != b->day.day ? a->day.day > b->day.day : nes_event_order(a, b) > 0;
}

/* Events arrive nearly in order: each is carried back to its place. False where that takes too long. */
static bool put_in_place(struct nes_fold *fold)
{
    int32_t steps = STEPS_EACH * fold->count;

    for (int32_t i = 1; i < fold->count; i++) {
        const struct nes_event *event = fold->events[i];
        int32_t at = i;

        for (; at > 0 && after(fold->events[at - 1], event); at--) {
            fold->events[at] = fold->events[at - 1];
        }
        fold->events[at] = event;
        steps -= i - at;
        if (steps < 0) {
            return false;
        }
    }
    return true;
}

/* Merges the runs from[at … middle) and from[middle … end) into `to`. */
static void merge(const struct nes_event **from, const struct nes_event **to, int32_t at, const int32_t bounds[2])
{
    int32_t left = at, right = bounds[0];

    for (int32_t i = at; i < bounds[1]; i++) {
        bool first = left < bounds[0] && (right == bounds[1] || !after(from[left], from[right]));

        to[i] = first ? from[left++] : from[right++];
    }
}

static void sort(struct nes_fold *fold)
{
    const struct nes_event **from = fold->events,
                           **to = NES_NEW_MANY(fold->arena, const struct nes_event *, (size_t)fold->count);

    for (int32_t width = 1; width < fold->count; width *= 2) {
        const struct nes_event **held = from;

        for (int32_t at = 0; at < fold->count; at += 2 * width) {
            int32_t left = fold->count - at;
            int32_t bounds[2] = { at + (left < width ? left : width), at + (left < 2 * width ? left : 2 * width) };

            merge(from, to, at, bounds);
        }
        from = to;
        to = held;
    }
    fold->events = from;
}

struct nes_err nes_fold_begin(struct nes_arena *arena, const struct nes_loan *loan, bool explains,
                              struct nes_fold **out)
{
    struct nes_fold *fold = NES_NEW(arena, struct nes_fold);
    struct nes_date end;
    struct ids ids;

    NES_TRY(nes_loan_check(loan));
    end = nes_loan_end(loan);
    fold->arena = arena;
    fold->loan = loan;
    fold->open_terms = loan->terms.credit;
    fold->open_terms.leap =
        loan->terms.credit.leap == NES_LEAP_FEB29_PERIOD ? NES_LEAP_ACTUAL : loan->terms.credit.leap;
    fold->stop_days = nes_loan_stop_days(loan->terms.class);
    fold->unit = nes_terms_unit(&loan->terms.credit);
    fold->accrual = nes_accrual_at(loan->terms.credit.rate, fold->unit, loan->terms.credit.rounding);
    fold->explains = explains;
    fold->principal_first[false] =
        nes_allocation_before(&loan->terms.order, NES_PART_CURRENT_PRINCIPAL, NES_PART_CURRENT_REMUNERATION);
    fold->principal_first[true] =
        nes_allocation_before(&loan->terms.order, NES_PART_OVERDUE_PRINCIPAL, NES_PART_OVERDUE_REMUNERATION);
    fold->count = loan->event_count;
    fold->events = NES_NEW_MANY(arena, const struct nes_event *, (size_t)fold->count);
    fold->gone = NES_NEW_MANY(arena, bool, (size_t)fold->count);
    for (int32_t i = 0; i < fold->count; i++) {
        fold->events[i] = &loan->events[i];
        fold->reversals = fold->reversals || fold->events[i]->kind == NES_EVENT_REVERSAL;
        NES_TRY(nes_loan_check_event(loan, end, fold->events[i]));
    }
    if (!put_in_place(fold)) {
        sort(fold);
    }
    NES_TRY(enlist_ids(fold, &ids));
    if (fold->reversals) {
        NES_TRY(find_targets(fold, &ids));
    }
    fold->last.day = INT32_MIN;
    *out = fold;
    return NES_FINE;
}

const struct nes_event *const *nes_fold_events(const struct nes_fold *fold, int32_t *count)
{
    *count = fold->count;
    return fold->events;
}

/* The events of one day, around the day itself. */
static struct nes_err fold_day(struct nes_fold *fold, struct nes_date day)
{
    struct nes_run *run = &fold->run;
    bool opened = false, closed = false;
    int32_t at = fold->next;

    run->change.day = 0;
    NES_TRY(nes_run_advance(run, (struct nes_date){ day.day - 1 }));
    if (run->change.day > day.day && fold->events[at]->kind >= NES_EVENT_COST && nes_run_calm(run)) {
        nes_run_pass(run, day);
        opened = closed = true;
    }
    for (; at < fold->count && fold->events[at]->day.day == day.day; at++) {
        const struct nes_event *event = fold->events[at];

        if (!opened && event->kind >= NES_EVENT_COST) { /* kinds stand in the order of their ranks */
            NES_TRY(nes_run_open(run, day));
            opened = true;
        }
        if (!closed && event->kind >= NES_EVENT_FORGIVE) {
            NES_TRY(nes_run_close(run, day));
            closed = true;
        }
        if (!fold->gone[at]) {
            NES_TRY(nes_run_event(run, event));
        }
    }
    fold->next = at;
    if (!opened) {
        NES_TRY(nes_run_open(run, day));
    }
    return closed ? NES_FINE : nes_run_close(run, day);
}

static void start_anew(struct nes_fold *fold, struct nes_date day)
{
    memset(fold->gone, 0, (size_t)fold->count * sizeof(*fold->gone));
    for (int32_t i = 0; fold->reversals && i < fold->count && fold->events[i]->day.day <= day.day; i++) {
        if (fold->target[i] >= 0) {
            fold->gone[fold->target[i]] = true;
        }
    }
    fold->run = (struct nes_run){ .fold = fold, .accrual = fold->accrual };
    fold->next = 0;
    fold->line_count = fold->line_floor = 0;
}

/* Whether a reversal lies between the day folded to and `day`: the past changes then. */
static bool past_changes(const struct nes_fold *fold, struct nes_date day)
{
    for (int32_t i = fold->next; fold->reversals && i < fold->count && fold->events[i]->day.day <= day.day; i++) {
        if (fold->target[i] >= 0) {
            return true;
        }
    }
    return false;
}

struct nes_err nes_fold_to(struct nes_fold *fold, struct nes_date day, struct nes_state *state)
{
    const struct nes_date start = fold->loan->terms.credit.start;
    struct nes_err err = NES_FINE;

    if (day.day < 1 || day.day - start.day > NES_LOAN_DAYS_MAX) {
        return NES_FAIL(DATE_RANGE, "day");
    }
    if (day.day < fold->last.day || fold->last.day == INT32_MIN || past_changes(fold, day)) {
        start_anew(fold, day);
    }
    fold->last.day = INT32_MIN; /* a fold that fails begins anew */
    while (!err.what && fold->next < fold->count && fold->events[fold->next]->day.day <= day.day) {
        err = fold_day(fold, fold->events[fold->next]->day);
    }
    NES_TRY(err);
    NES_TRY(nes_run_advance(&fold->run, day));
    NES_TRY(nes_run_state(&fold->run, state));
    fold->last = day;
    return NES_FINE;
}
