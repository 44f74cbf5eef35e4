/* src/lending/move.h: what of a loan reaches the books. Each movement is a total of the fold; the books hold the growth
 * of these totals, so the sum of the folds is the balance of the accounts (invariants I3, I4). Pure. */
#pragma once
#include "base/arena.h"
#include "calc/fold.h"
#include "ledger/ledger.h"

enum nes_move {
#define X(name, kind, total) NES_MOVE_##name,
#include "lending/move.def"
#undef X
    NES_MOVES
};
const char *nes_move_name(enum nes_move move);
/* The kind of journal in which a night posts it: "loan.accrual". */
const char *nes_move_kind(enum nes_move move);

/* Totals, or the growth of totals, in tiyn. */
struct nes_moves {
    int64_t tiyn[NES_MOVES];
};
struct nes_moves nes_moves_of(const struct nes_state *state);
struct nes_moves nes_moves_minus(const struct nes_moves *a, const struct nes_moves *b);
/* sum += more. MONEY_RANGE. */
struct nes_err nes_moves_add(struct nes_moves *sum, const struct nes_moves *more);
bool nes_moves_none(const struct nes_moves *moves);

/* How far the nights are for a loan, and which day it is. */
struct nes_days {
    struct nes_date done_on, today;
};

/* A day of a loan. */
struct nes_loan_view {
    struct nes_state state;
    struct nes_next_payment next;
    struct nes_fold *fold;
};

/* What the night of `day` posts for a loan: how its totals grow by the passing of that day alone. Events of the day and
 * later ones are not in it: they are posted when they arrive. `view`: that day without them; zero where there was no
 * event before. Errors of the fold. */
struct nes_err nes_moves_night(struct nes_arena *arena, const struct nes_loan *loan, struct nes_date day,
                               struct nes_moves *out, struct nes_loan_view *view);

/* What has been posted for a loan in all: its totals of today less the nights that are still to come (the days after
 * done_on, today included). An event posts the difference that it makes to this. Errors of the fold. */
struct nes_err nes_moves_booked(struct nes_arena *arena, const struct nes_loan *loan, struct nes_days days,
                                struct nes_moves *out);

/* The accounts of each movement. */
struct nes_posting {
    struct nes_str debit, credit;
};
struct nes_postings {
    struct nes_posting of[NES_MOVES];
};
/* The entries of a growth: amounts below zero the other way round. `entries` has room for NES_MOVES; answers how many.
 * `kind` NULL: all movements, else those of that kind of journal. */
size_t nes_moves_entries(const struct nes_moves *moves, const struct nes_postings *postings, const char *kind,
                         struct nes_id subject, struct nes_entry *entries);
