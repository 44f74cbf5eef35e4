/* src/calc/fold_data.h: what a fold keeps, for its own files only (fold_run.h). Amounts are tiyn. */
#pragma once
#include "calc/accrual.h"
#include "calc/calc_faults.h"
#include "calc/fold.h"

/* A row in force, with what the fold computes when its schedule takes effect. */
struct nes_plan {
    struct nes_date from, counted_to, date; /* its period, and when it falls due */
    int32_t days;
    int32_t nights;   /* of its period, that bear remuneration */
    int64_t principal, remuneration;
    int64_t plan;     /* what its period earns as planned */
    int64_t waiting;  /* earned up to its date, but to be asked later */
    int64_t left;     /* principal of this row and all later ones */
    int64_t earned;   /* by its period, once that ended */
};

/* What a row asked and is not paid. */
struct nes_due {
    struct nes_date date, pay_by;
    int64_t principal, remuneration;
};

/* One sum of the running period: exact, and how much of it the lines have told. */
struct nes_sum {
    nes_wide exact;
    int64_t told;
};

struct nes_run {
    struct nes_fold *fold;
    struct nes_date day;             /* folded to its end */
    struct nes_date night;           /* the last night folded */
    struct nes_date change;          /* up to the day before it nothing changes by itself; 0: not known */
    struct nes_date begin;           /* day of the first payout; 0: none yet */

    struct nes_plan *plans;          /* the schedule in force */
    int32_t count, ended, come;      /* rows; of them periods ended, dates come */
    struct nes_accrual accrual;      /* with the rate in force */
    struct nes_date free_until;      /* nights up to it bear no remuneration by the contract */
    struct nes_date deferred_until;  /* derived rows up to it ask nothing: the end of the latest holiday */

    struct nes_span span, open;      /* the running period: of its row, and without planned end */
    struct nes_sum r1, r2, w1, w2;   /* by rows; of overdue principal; the same withheld */
    int32_t nights, nights_withheld; /* of r1 and w1 */
    bool planned, lost;              /* the period began as planned; a night of it is not earned for good */
    bool missed;                     /* a night of it was suspended, with principal or without */
    bool cheaper;                    /* the rate fell after the schedule in force was agreed */
    int64_t tail_taken;              /* of r2 after the last row: joined the tail already */

    int64_t undue, fresh, ahead;     /* principal: not due; paid out today; not due, but its period has ended */
    int64_t u, later;                /* earned, not due, not paid; of it by ended periods of rows still to come */
    int64_t withheld, suspense, costs;
    int64_t tail;                    /* remuneration after the last row, due at once */
    struct nes_date tail_since, last_pay_by; /* the day its delay counts from; that of the row that came last */
    struct nes_due *due;
    int32_t due_first, due_count, due_size;

    bool suspended;
    struct nes_date holiday_after, holiday_until; /* nothing is earned in the nights and days between */

    nes_wide penalty_sum, penalty_mark; /* of the contract year, exact; of it up to the day before */
    nes_wide penalty_settled;        /* the sum that year_figure was rounded from */
    struct nes_penalty_scale penalty_scale; /* for what is issued so far */
    int64_t year_figure, year_told;  /* rounded and owed; rounded and told by lines */
    int64_t penalty_old, penalty_today;
    struct nes_date year_next;

    struct nes_state total;          /* the totals; its balances are filled when asked */
};

struct nes_fold {
    struct nes_arena *arena;
    const struct nes_loan *loan;
    struct nes_terms open_terms;     /* day count of a period without planned end */
    const struct nes_event **events; /* in order of folding */
    int32_t *target;                 /* of a reversal: its event's place; else -1 */
    bool *gone;                      /* reversed as of the day folded to */
    int32_t count, next;             /* events; of them folded */
    int32_t stop_days;
    int64_t unit;
    struct nes_accrual accrual;      /* with the rate of the contract */
    bool explains, reversals;        /* keeps lines; has any reversal */
    bool principal_first[2];         /* of what a row asks: in time, late */
    struct nes_date last;            /* the day folded to; INT32_MIN: none */
    struct nes_line *lines;
    int32_t line_count, line_size, line_floor; /* lines before the floor are not prolonged */
    struct nes_run run;
};
