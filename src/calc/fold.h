/* src/calc/fold.h: the loan as a fold: terms, schedule and events to balances on any day. Pure, no I/O; memory is the
 * caller's arena. docs/events.md has the semantics, explain.h the lines. Serves rules 7.5, 7.5.a, 13.2.a, 13.3, 13.4.a
 * and 13.5. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "calc/explain.h"
#include "calc/loan.h"

/* Current: undue, or due and still in time. */
struct nes_split {
    struct nes_money current, overdue;
};

/* The state of a loan at the end of a day (24:00 of Almaty). RULE 7.5: the debt in its three parts. */
struct nes_state {
    struct nes_date day;
    struct nes_split principal, remuneration;
    struct nes_split penalty;          /* current: of the day itself, which a payment on the day would not have met */
    struct nes_money costs, suspense;
    struct nes_money withheld;         /* remuneration of suspended time, not part of the debt (rules 13.2.a, 13.3) */
    struct nes_money payoff;           /* paid on this day it closes the loan */
    int32_t days_overdue;
    bool suspended, stopped, closed;
    struct nes_ratio rate;             /* of a year, in force */
    /* Totals since the first payout. */
    struct nes_money issued, received; /* received: of payments, early repayments and payoffs */
    struct nes_money earned, penalties, charged; /* remuneration, penalty, costs */
    struct nes_debt paid, written_off;
    struct nes_money forgiven;         /* penalty */
    struct nes_money refunded;         /* all; `refunded_paid` of it out of what was paid */
    struct nes_money refunded_paid;
};

/* RULE 7.5.a: the next payment if nothing more happens; date {0}: none. */
struct nes_next_payment {
    struct nes_date date, pay_by;
    struct nes_money principal, remuneration;
};

struct nes_fold;

/* Checks the loan and puts its events in order. EVENT_ID, EVENT_TARGET and what nes_loan_check, nes_loan_check_event
 * say; `at` names the member. The loan and all it points to must live as long as the fold, which lives in the arena.
 * With `explains` the fold keeps lines (slower). */
struct nes_err nes_fold_begin(struct nes_arena *arena, const struct nes_loan *loan, bool explains,
                              struct nes_fold **out);

/* The state of any day up to NES_LOAN_DAYS_MAX after the start. Going forward continues, going back folds anew; the
 * answer is the same. MONEY_RANGE where a total leaves its bounds, DATE_RANGE. */
struct nes_err nes_fold_to(struct nes_fold *fold, struct nes_date day, struct nes_state *state);

/* The events in the order of folding: value day, rank, id. Borrowed from the fold. */
const struct nes_event *const *nes_fold_events(const struct nes_fold *fold, int32_t *count);

/* Of the day last folded to. */
struct nes_err nes_fold_next(const struct nes_fold *fold, struct nes_next_payment *next);
/* The rows still to come, in the arena; NULL and 0 if none. As the agreed ones, or derived by an event without rows:
 * the proposal that, once signed, is stored with the event as data. */
const struct nes_row *nes_fold_rows(const struct nes_fold *fold, int32_t *count);
/* The lines that explain the figures of the day last folded to, in order of time; none without `explains`. */
const struct nes_line *nes_fold_lines(const struct nes_fold *fold, int32_t *count);

/* What has to be posted to go from one state to another: the accrual of a day (states of two days), or the
 * correction for a back-dated event (two states of one day). */
struct nes_difference {
    struct nes_money remuneration, penalty; /* of the totals `earned` and `penalties` */
    struct nes_debt paid, written_off;
    struct nes_money forgiven, suspense, withheld;
};
struct nes_difference nes_state_difference(const struct nes_state *before, const struct nes_state *after);
