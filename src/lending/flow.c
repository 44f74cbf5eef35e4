#include "lending/flow.h"

#include <string.h>

#include "calc/calc_faults.h"

static const char *const names[] = {
#define X(name, kind, total) #name,
#include "lending/flow.def"
#undef X
};
static const char *const kinds[] = {
#define X(name, kind, total) kind,
#include "lending/flow.def"
#undef X
};

const char *nes_flow_name(enum nes_flow flow)
{
    return names[flow];
}

const char *nes_flow_kind(enum nes_flow flow)
{
    return kinds[flow];
}

struct nes_flows nes_flows_of(const struct nes_state *state)
{
    return (struct nes_flows){ {
#define X(name, kind, total) [NES_FLOW_##name] = (total),
#include "lending/flow.def"
#undef X
    } };
}

struct nes_flows nes_flows_minus(const struct nes_flows *a, const struct nes_flows *b)
{
    struct nes_flows rest;

    for (size_t i = 0; i < NES_FLOWS; i++) {
        rest.tiyn[i] = a->tiyn[i] - b->tiyn[i]; /* totals of the fold are below 2^60 */
    }
    return rest;
}

struct nes_err nes_flows_add(struct nes_flows *sum, const struct nes_flows *more)
{
    for (size_t i = 0; i < NES_FLOWS; i++) {
        if (__builtin_add_overflow(sum->tiyn[i], more->tiyn[i], &sum->tiyn[i])) {
            return NES_FAIL(MONEY_RANGE, names[i]);
        }
    }
    return NES_FINE;
}

bool nes_flows_none(const struct nes_flows *flows)
{
    for (size_t i = 0; i < NES_FLOWS; i++) {
        if (flows->tiyn[i] != 0) {
            return false;
        }
    }
    return true;
}

/* The loan as it was known to the end of a day: without later events. */
static struct nes_loan until(struct nes_arena *arena, const struct nes_loan *loan, struct nes_date day)
{
    struct nes_event *events = NES_NEW_MANY(arena, struct nes_event, (size_t)loan->event_count + 1);
    struct nes_loan early = *loan;

    early.event_count = 0;
    early.events = events;
    for (int32_t i = 0; i < loan->event_count; i++) {
        if (loan->events[i].day.day <= day.day) {
            events[early.event_count++] = loan->events[i];
        }
    }
    return early;
}

struct nes_err nes_flows_night(struct nes_arena *arena, const struct nes_loan *loan, struct nes_date day,
                               struct nes_flows *out, struct nes_loan_view *view)
{
    struct nes_date eve = { day.day - 1 };
    struct nes_loan *early = NES_NEW(arena, struct nes_loan); /* the fold keeps it */
    struct nes_state before;
    struct nes_flows from, to;

    *out = (struct nes_flows){ 0 };
    *view = (struct nes_loan_view){ 0 };
    *early = until(arena, loan, eve);
    if (early->event_count == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_fold_begin(arena, early, false, &view->fold));
    NES_TRY(nes_fold_to(view->fold, eve, &before));
    NES_TRY(nes_fold_to(view->fold, day, &view->state));
    from = nes_flows_of(&before);
    to = nes_flows_of(&view->state);
    *out = nes_flows_minus(&to, &from);
    return nes_fold_next(view->fold, &view->next);
}

struct nes_err nes_flows_booked(struct nes_arena *arena, const struct nes_loan *loan, struct nes_days days,
                                struct nes_flows *out)
{
    struct nes_loan_view view;
    struct nes_state state;
    struct nes_flows night;
    struct nes_fold *fold;

    *out = (struct nes_flows){ 0 };
    if (loan->event_count == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_fold_begin(arena, loan, false, &fold));
    NES_TRY(nes_fold_to(fold, days.today, &state));
    *out = nes_flows_of(&state);
    for (struct nes_date day = { days.done_on.day + 1 }; day.day <= days.today.day; day.day++) {
        NES_TRY(nes_flows_night(arena, loan, day, &night, &view));
        *out = nes_flows_minus(out, &night);
    }
    return NES_FINE;
}

size_t nes_flows_entries(const struct nes_flows *flows, const struct nes_postings *postings, const char *kind,
                         struct nes_id subject, struct nes_entry *entries)
{
    size_t count = 0;

    for (size_t i = 0; i < NES_FLOWS; i++) {
        struct nes_posting pair = postings->of[i];
        int64_t tiyn = flows->tiyn[i];

        if (tiyn == 0 || (kind && strcmp(kind, kinds[i]) != 0)) {
            continue;
        }
        entries[count++] = tiyn > 0
                               ? (struct nes_entry){ pair.debit, pair.credit, { tiyn }, subject }
                               : (struct nes_entry){ pair.credit, pair.debit, { -tiyn }, subject };
    }
    return count;
}
