/* src/calc/fold_state.c: what a fold answers: balances, the next payment, rows to come, differences. */
#include "calc/fold_run.h"

static int32_t days_overdue(const struct nes_run *run, struct nes_date day)
{
    struct nes_date oldest = nes_run_oldest(run);

    return oldest.day < day.day ? day.day - oldest.day : 0;
}

static bool settled(const struct nes_state *state)
{
    return state->issued.tiyn > 0 && state->principal.current.tiyn + state->principal.overdue.tiyn +
                                             state->remuneration.current.tiyn + state->remuneration.overdue.tiyn +
                                             state->penalty.current.tiyn + state->penalty.overdue.tiyn +
                                             state->costs.tiyn ==
                                         0;
}

/* RULE 7.5, RULE D.3: principal, remuneration, penalty */
struct nes_err nes_run_state(struct nes_run *run, struct nes_state *state)
{
    struct nes_date day = run->day;
    int64_t r1, r2, running, debt;

    NES_TRY(nes_run_nights(run, day));
    NES_TRY(nes_run_settle_penalty(run));
    NES_TRY(nes_run_r1(run, &r1));
    NES_TRY(nes_run_r2(run, &r2));
    *state = run->total;
    state->day = day;
    NES_TRY(nes_run_withheld(run, &state->withheld.tiyn));
    running = r1 + r2 - run->tail_taken;
    NES_TRY(nes_total_add(&state->earned, running));
    state->principal.current.tiyn = run->undue;
    state->remuneration.current.tiyn = run->u + running;
    state->remuneration.overdue.tiyn = run->tail;
    for (int32_t i = run->due_first; i < run->due_count; i++) {
        const struct nes_due *due = &run->due[i];
        bool late = due->pay_by.day < day.day;

        (late ? &state->principal.overdue : &state->principal.current)->tiyn += due->principal;
        (late ? &state->remuneration.overdue : &state->remuneration.current)->tiyn += due->remuneration;
    }
    state->penalty.current.tiyn = run->penalty_today;
    state->penalty.overdue.tiyn = run->penalty_old;
    state->costs.tiyn = run->costs;
    state->suspense.tiyn = run->suspense;
    state->days_overdue = days_overdue(run, day);
    state->stopped = nes_run_stopped(run, day);
    state->suspended = run->suspended || (day.day > run->holiday_after.day && day.day <= run->holiday_until.day);
    state->rate = run->accrual.rate;
    state->closed = settled(state);
    debt = state->principal.current.tiyn + state->principal.overdue.tiyn + state->remuneration.current.tiyn +
           state->remuneration.overdue.tiyn + run->penalty_old + run->costs;
    state->payoff.tiyn = debt > run->suspense ? debt - run->suspense : 0;
    return NES_FINE;
}

/* Unpaid rows that are not late. They have one last day: a row falls due up to it, so its own is no later. */
static void waiting_payment(const struct nes_run *run, struct nes_next_payment *next)
{
    *next = (struct nes_next_payment){ 0 };
    for (int32_t i = run->due_first; i < run->due_count; i++) {
        const struct nes_due *due = &run->due[i];

        if (due->pay_by.day < run->day.day || due->principal + due->remuneration == 0) {
            continue;
        }
        if (next->date.day == 0) {
            *next = (struct nes_next_payment){ .date = due->date, .pay_by = due->pay_by };
        }
        next->principal.tiyn += due->principal;
        next->remuneration.tiyn += due->remuneration;
    }
}

/* RULE 7.5.a: folds a copy on to the next row that asks something, as if nothing more happened. */
struct nes_err nes_fold_next(const struct nes_fold *fold, struct nes_next_payment *next)
{
    struct nes_fold silent = *fold;
    struct nes_run *run = &silent.run;
    int32_t kept = run->due_count - run->due_first;

    run->fold = &silent;
    silent.explains = false;
    run->suspense = 0;
    run->due = NES_NEW_MANY(fold->arena, struct nes_due, (size_t)kept);
    for (int32_t i = 0; i < kept; i++) {
        run->due[i] = fold->run.due[fold->run.due_first + i];
    }
    run->due_first = 0;
    run->due_count = run->due_size = kept;
    waiting_payment(run, next);
    while (next->date.day == 0 && run->come < run->count) {
        NES_TRY(nes_run_advance(run, run->plans[run->come].date));
        waiting_payment(run, next);
    }
    return NES_FINE;
}

const struct nes_row *nes_fold_rows(const struct nes_fold *fold, int32_t *count)
{
    const struct nes_run *run = &fold->run;
    int64_t balance = run->undue;
    struct nes_row *rows;

    *count = run->count - run->come;
    if (*count == 0) {
        return NULL;
    }
    rows = NES_NEW_MANY(fold->arena, struct nes_row, (size_t)*count);
    for (int32_t i = 0; i < *count; i++) {
        const struct nes_plan *plan = &run->plans[run->come + i];

        balance -= plan->principal;
        rows[i] = (struct nes_row){
            .nr = i + 1,
            .days = plan->days,
            .date = plan->date,
            .counted_to = plan->counted_to,
            .principal = { plan->principal },
            .remuneration = { plan->remuneration },
            .due = { plan->principal + plan->remuneration },
            .balance = { balance > 0 ? balance : 0 },
        };
    }
    return rows;
}

static struct nes_money less(struct nes_money after, struct nes_money before)
{
    return (struct nes_money){ after.tiyn - before.tiyn };
}

static struct nes_debt debt_less(const struct nes_debt *after, const struct nes_debt *before)
{
    return (struct nes_debt){
        .principal = less(after->principal, before->principal),
        .remuneration = less(after->remuneration, before->remuneration),
        .penalty = less(after->penalty, before->penalty),
        .costs = less(after->costs, before->costs),
    };
}

struct nes_difference nes_state_difference(const struct nes_state *before, const struct nes_state *after)
{
    return (struct nes_difference){
        .remuneration = less(after->earned, before->earned),
        .penalty = less(after->penalties, before->penalties),
        .paid = debt_less(&after->paid, &before->paid),
        .written_off = debt_less(&after->written_off, &before->written_off),
        .forgiven = less(after->forgiven, before->forgiven),
        .suspense = less(after->suspense, before->suspense),
        .withheld = less(after->withheld, before->withheld),
    };
}
