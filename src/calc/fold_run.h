/* src/calc/fold_run.h: the inside of the fold, for its own files only (fold*.c). Amounts are tiyn. */
#pragma once
#include "calc/fold_data.h"

/* fold_day.c: days. Each leaves `run` at the end of the day. */
struct nes_err nes_run_advance(struct nes_run *run, struct nes_date to);
struct nes_err nes_run_open(struct nes_run *run, struct nes_date day);
struct nes_err nes_run_close(struct nes_run *run, struct nes_date day);
/* Rounds the penalty summed so far; only who needs the figure pays for it. */
struct nes_err nes_run_round_penalty(struct nes_run *run);
static inline struct nes_err nes_run_settle_penalty(struct nes_run *run)
{
    return run->penalty_sum == run->penalty_settled ? NES_FINE : nes_run_round_penalty(run);
}
/* A payout raises the cap: what it cut off until now does not come back. */
struct nes_err nes_run_issue(struct nes_run *run, int64_t amount);
/* The last day in time of the oldest payment not made; INT32_MAX if nothing waits. */
static inline struct nes_date nes_run_oldest(const struct nes_run *run)
{
    struct nes_date oldest = { run->tail > 0 ? run->tail_since.day : INT32_MAX };

    if (run->due_first < run->due_count && run->due[run->due_first].pay_by.day < oldest.day) {
        oldest = run->due[run->due_first].pay_by; /* rows stand in order, and the first is not paid */
    }
    return oldest;
}
/* Whether so long a delay stopped accrual. */
static inline bool nes_run_stopped(const struct nes_run *run, struct nes_date day)
{
    int32_t limit = run->fold->stop_days;

    return limit > 0 && day.day - limit > nes_run_oldest(run).day;
}

/* Whether night or day `day` earns nothing for good: a holiday that does not accrue, or too long a delay. */
static inline bool nes_run_earns_never(const struct nes_run *run, struct nes_date day)
{
    return (day.day > run->holiday_after.day && day.day <= run->holiday_until.day) || nes_run_stopped(run, day);
}

/* Nothing is earned on the day, neither remuneration nor penalty. */
static inline bool nes_run_rests(const struct nes_run *run, struct nes_date day)
{
    return run->suspended || nes_run_earns_never(run, day);
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
