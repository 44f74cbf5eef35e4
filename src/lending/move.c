#include "lending/move.h"

#include <string.h>

#include "calc/calc_faults.h"

static const char *const names[] = {
#define X(name, kind, total) #name,
#include "lending/move.def"
#undef X
};
static const char *const kinds[] = {
#define X(name, kind, total) kind,
#include "lending/move.def"
#undef X
};

const char *nes_move_name(enum nes_move move)
{
    return names[move];
}

const char *nes_move_kind(enum nes_move move)
{
    return kinds[move];
}

struct nes_moves nes_moves_of(const struct nes_state *state)
{
    return (struct nes_moves){ {
#define X(name, kind, total) [NES_MOVE_##name] = (total),
#include "lending/move.def"
#undef X
    } };
}

struct nes_moves nes_moves_minus(const struct nes_moves *a, const struct nes_moves *b)
{
    struct nes_moves rest;

    for (size_t i = 0; i < NES_MOVES; i++) {
        rest.tiyn[i] = a->tiyn[i] - b->tiyn[i]; /* totals of the fold are below 2^60 */
    }
    return rest;
}

struct nes_err nes_moves_add(struct nes_moves *sum, const struct nes_moves *more)
{
    for (size_t i = 0; i < NES_MOVES; i++) {
        if (__builtin_add_overflow(sum->tiyn[i], more->tiyn[i], &sum->tiyn[i])) {
            return NES_FAIL(MONEY_RANGE, names[i]);
        }
    }
    return NES_FINE;
}

bool nes_moves_none(const struct nes_moves *moves)
{
    for (size_t i = 0; i < NES_MOVES; i++) {
        if (moves->tiyn[i] != 0) {
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

struct nes_err nes_moves_night(struct nes_arena *arena, const struct nes_loan *loan, struct nes_date day,
                               struct nes_moves *out, struct nes_loan_view *view)
{
    struct nes_date eve = { day.day - 1 };
    struct nes_loan *early = NES_NEW(arena, struct nes_loan); /* the fold keeps it */
    struct nes_state before;
    struct nes_moves from, to;

    *out = (struct nes_moves){ 0 };
    *view = (struct nes_loan_view){ 0 };
    *early = until(arena, loan, eve);
    if (early->event_count == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_fold_begin(arena, early, false, &view->fold));
    NES_TRY(nes_fold_to(view->fold, eve, &before));
    NES_TRY(nes_fold_to(view->fold, day, &view->state));
    from = nes_moves_of(&before);
    to = nes_moves_of(&view->state);
    *out = nes_moves_minus(&to, &from);
    return nes_fold_next(view->fold, &view->next);
}

struct nes_err nes_moves_booked(struct nes_arena *arena, const struct nes_loan *loan, struct nes_days days,
                                struct nes_moves *out)
{
    struct nes_loan_view view;
    struct nes_state state;
    struct nes_moves night;
    struct nes_fold *fold;

    *out = (struct nes_moves){ 0 };
    if (loan->event_count == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_fold_begin(arena, loan, false, &fold));
    NES_TRY(nes_fold_to(fold, days.today, &state));
    *out = nes_moves_of(&state);
    for (struct nes_date day = { days.done_on.day + 1 }; day.day <= days.today.day; day.day++) {
        NES_TRY(nes_moves_night(arena, loan, day, &night, &view));
        *out = nes_moves_minus(out, &night);
    }
    return NES_FINE;
}

size_t nes_moves_entries(const struct nes_moves *moves, const struct nes_postings *postings, const char *kind,
                         struct nes_id subject, struct nes_entry *entries)
{
    size_t count = 0;

    for (size_t i = 0; i < NES_MOVES; i++) {
        struct nes_posting pair = postings->of[i];
        int64_t tiyn = moves->tiyn[i];

        if (tiyn == 0 || (kind && strcmp(kind, kinds[i]) != 0)) {
            continue;
        }
        entries[count++] = tiyn > 0
                               ? (struct nes_entry){ pair.debit, pair.credit, { tiyn }, subject }
                               : (struct nes_entry){ pair.credit, pair.debit, { -tiyn }, subject };
    }
    return count;
}
