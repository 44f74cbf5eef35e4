/* src/calc/fold_run.h: the inside of the fold, for its own files only (fold*.c). Amounts are tiyn. */
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

/* fold_day.c: days. Each leaves `run` at the end of the day. */
struct nes_err nes_run_advance(struct nes_run *run, struct nes_date to);
struct nes_err nes_run_open(struct nes_run *run, struct nes_date day);
struct nes_err nes_run_close(struct nes_run *run, struct nes_date day);
/* Rounds the penalty summed so far; only who needs the figure pays for it. */
struct nes_err nes_run_settle_penalty(struct nes_run *run);
/* Before a payout raises the cap: what the cap cut off until now does not come back. */
struct nes_err nes_run_cut_penalty(struct nes_run *run);
/* The last day in time of the oldest payment not made; INT32_MAX if nothing waits. */
struct nes_date nes_run_oldest(const struct nes_run *run);
/* Whether so long a delay stopped accrual. */
static inline bool nes_run_stopped(const struct nes_run *run, struct nes_date day)
{
    int32_t limit = run->fold->stop_days;

    return limit > 0 && (run->due_first < run->due_count || run->tail > 0) && day.day - limit > nes_run_oldest(run).day;
}

static inline void nes_run_begin_day(struct nes_run *run)
{
    run->penalty_old += run->penalty_today;
    run->penalty_today = 0;
    run->penalty_mark = run->penalty_sum;
}

/* fold_sum.c: the running period. */
/* The first of the nights after `from` that bears remuneration has this day before it: nights of free periods, and of
 * holidays that do not accrue, are passed over. */
struct nes_date nes_run_bears_from(const struct nes_run *run, struct nes_date from);
bool nes_run_rests(const struct nes_run *run, struct nes_date day);
struct nes_err nes_run_nights(struct nes_run *run, struct nes_date to);
/* Whether nights may be summed later: nothing is due, late or resting. */
static inline bool nes_run_idle(const struct nes_run *run)
{
    return run->due_first == run->due_count && run->tail == 0 && run->holiday_until.day <= run->night.day;
}
struct nes_err nes_run_r1(const struct nes_run *run, int64_t *amount);
struct nes_err nes_run_r2(const struct nes_run *run, int64_t *amount);
/* Ends the period on `day`: what it earned goes to U. `as_row`: it reached its row's end. */
struct nes_err nes_run_end_period(struct nes_run *run, struct nes_date day, bool as_row);
void nes_run_begin_period(struct nes_run *run, struct nes_date from);
/* Whether the period that begins has its row's start and the principal that the rows foresaw. */
bool nes_run_as_planned(const struct nes_run *run);
struct nes_err nes_run_resume(struct nes_run *run, struct nes_date day, bool back);
struct nes_err nes_run_withheld(const struct nes_run *run, int64_t *amount);

/* fold_money.c: money that comes and debt that goes. */
struct nes_err nes_run_pay(struct nes_run *run, struct nes_date day);
/* Whether nothing is payable. Then a day before run->change, without payouts and suspensions, needs no opening and no
 * closing, only nes_run_pass. */
static inline bool nes_run_calm(const struct nes_run *run)
{
    return run->come < run->count && nes_run_idle(run) && run->penalty_old + run->penalty_today + run->costs == 0 &&
           run->penalty_sum == run->penalty_settled;
}

static inline void nes_run_pass(struct nes_run *run, struct nes_date day)
{
    nes_run_begin_day(run);
    run->day = day;
}

/* Pays out of suspense what is payable, if there is money and anything that it could pay. */
static inline struct nes_err nes_run_absorb(struct nes_run *run, struct nes_date day)
{
    bool payable = run->due_first < run->due_count || run->tail + run->penalty_old + run->costs > 0 ||
                   run->penalty_sum != run->penalty_settled;

    return run->suspense > 0 && payable ? nes_run_pay(run, day) : NES_FINE;
}
/* Receives early money; `principal`: what of it reached principal that is not due. */
struct nes_err nes_run_prepay(struct nes_run *run, const struct nes_event *event, int64_t *principal);
struct nes_err nes_run_event(struct nes_run *run, const struct nes_event *event);

/* fold_terms.c: changes of terms, and the rows they bring. */
struct nes_err nes_run_adopt(struct nes_run *run, const struct nes_row *rows, int32_t count, struct nes_date day,
                             bool first);
struct nes_err nes_run_early(struct nes_run *run, const struct nes_event *event);
struct nes_err nes_run_lower_rate(struct nes_run *run, const struct nes_event *event);
struct nes_err nes_run_reschedule(struct nes_run *run, const struct nes_event *event);
struct nes_err nes_run_holiday(struct nes_run *run, const struct nes_event *event);

/* fold_derive.c: rows where an event brings none. */
struct nes_derive {
    enum nes_early_mode mode;
    int64_t repaid;                   /* principal, for skip */
    struct nes_date day;              /* the schedule takes effect */
};
struct nes_err nes_run_derive(struct nes_run *run, const struct nes_derive *how,
                              const struct nes_row **rows, int32_t *count);

/* fold_state.c: the balances. */
struct nes_err nes_run_state(struct nes_run *run, struct nes_state *state);

/* fold_line.c: lines, where the fold explains. */
void nes_run_tell(struct nes_run *run, struct nes_line line);
/* total += amount within NES_LOAN_MONEY_MAX. MONEY_RANGE. */
static inline struct nes_err nes_total_add(struct nes_money *total, int64_t amount)
{
    if (amount > NES_LOAN_MONEY_MAX - total->tiyn) {
        return NES_FAIL(MONEY_RANGE, "total");
    }
    total->tiyn += amount;
    return NES_FINE;
}
