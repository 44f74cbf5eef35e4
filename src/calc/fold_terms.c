/* src/calc/fold_terms.c: changes of terms: a schedule takes effect, the rate falls, payments rest. */
#include "calc/calc_faults.h"
#include "calc/fold_faults.h"
#include "calc/fold_run.h"

/* The end of the periods that the contract made free: of rows from the first on that ask no remuneration; inside its
 * one row for a bullet. */
static struct nes_date free_until(const struct nes_run *run)
{
    const struct nes_terms *terms = &run->fold->loan->terms.credit;
    int32_t down_payment = terms->down_payment.over > 0;
    struct nes_date until = { 0 };

    if (terms->method == NES_BULLET && terms->interest_free > 0 && terms->interest_free < terms->periods) {
        struct nes_err err = nes_terms_due(terms, terms->interest_free, &until);

        NES_ASSERT(!err.what); /* the last due date is a day, so each before it is */
        return until;
    }
    for (int32_t i = 0; i < run->fold->loan->row_count; i++) {
        const struct nes_row *row = &run->fold->loan->rows[i];

        if (row->nr <= down_payment) {
            continue;
        }
        if (row->remuneration.tiyn != 0 || row->nr - down_payment > terms->interest_free) {
            return until;
        }
        until = row->counted_to;
    }
    return until;
}

/* The rows with their periods, which follow each other from `from` on; `first`: they are the contract's. */
static int32_t copy_rows(struct nes_run *run, const struct nes_row *rows, int32_t count, struct nes_date from,
                         bool first)
{
    const struct nes_terms *credit = &run->fold->loan->terms.credit;
    int32_t n = 0;

    run->plans = NES_NEW_MANY(run->fold->arena, struct nes_plan, (size_t)count);
    for (int32_t i = 0; i < count; i++) {
        const struct nes_row *row = &rows[i];
        struct nes_plan *plan = &run->plans[n];

        if (row->nr == 0) {
            continue;
        }
        plan->from = from;
        plan->date = row->date;
        if (row->counted_to.day >= from.day && !(first && row->date.day <= credit->start.day)) {
            from = row->counted_to; /* else it has no period: a down payment, for one */
        }
        plan->counted_to = from;
        /* only a month of 30 days has days of its own; all others are those of the calendar, whatever the row says */
        plan->days = credit->day_count == NES_30_360 ? row->days : from.day - plan->from.day;
        plan->principal = row->principal.tiyn;
        plan->remuneration = row->remuneration.tiyn;
        n++;
    }
    return n;
}

/* What the period of a waiting row earns on the planned balance. */
static struct nes_err earns(const struct nes_run *run, const struct nes_plan *row, int64_t *amount)
{
    const struct nes_terms *terms = &run->fold->loan->terms.credit;
    struct nes_span span = { row->from, row->counted_to, row->days };
    struct nes_date from = nes_run_bears_from(run, span.from);
    int64_t weight = from.day < span.to.day ? nes_accrual_weight(terms, &span, from, span.to) : 0;
    struct nes_money money;

    NES_TRY(nes_accrual_round(&run->accrual, (nes_wide)row->left * weight, &money));
    *amount = money.tiyn;
    return NES_FINE;
}

/* What each row earns as planned, and what of it waits for a later row. */
static struct nes_err plan_rows(struct nes_run *run, int64_t pool)
{
    bool by_row = run->fold->loan->terms.accrual == NES_ACCRUE_ROW;
    int32_t last_asking = run->count - 1;

    while (last_asking >= 0 && run->plans[last_asking].remuneration == 0) {
        last_asking--;
    }
    for (int32_t i = 0; i < run->count; i++) {
        struct nes_plan *row = &run->plans[i];

        if (row->remuneration == 0 && i < last_asking && !by_row) {
            NES_TRY(earns(run, row, &row->plan));
        } else {
            row->plan = row->remuneration > pool ? row->remuneration - pool : 0;
        }
        if (row->plan > 0 && row->counted_to.day <= run->free_until.day) {
            run->free_until = row->from; /* a later schedule agreed otherwise */
        }
        row->nights = row->counted_to.day - nes_run_bears_from(run, row->from).day;
        pool += row->plan - row->remuneration;
        row->waiting = i + 1 < run->count ? pool : 0;
    }
    return NES_FINE;
}

/* Whether remuneration by the balance costs less at rate `now` than at `before`; that by rows knows no rate. */
static bool fell(const struct nes_run *run, struct nes_ratio now, struct nes_ratio before)
{
    return run->fold->loan->terms.accrual == NES_ACCRUE_BALANCE && nes_ratio_order(now, before) < 0;
}

struct nes_err nes_run_adopt(struct nes_run *run, const struct nes_row *rows, int32_t count, struct nes_date day,
                             bool first)
{
    const struct nes_terms *credit = &run->fold->loan->terms.credit;
    struct nes_date from = day;
    int64_t left = 0;

    if (first) { /* its periods are the contract's, whenever the money came */
        from.day = credit->start.day - (credit->first_day == NES_FIRST_DAY_INCLUDE);
        run->free_until = free_until(run);
    }
    run->count = copy_rows(run, rows, count, from, first);
    run->ended = run->come = 0;
    run->ahead = run->later = 0;
    for (int32_t i = run->count - 1; i >= 0; i--) {
        left += run->plans[i].principal;
        run->plans[i].left = left;
    }
    run->cheaper = first && fell(run, run->accrual.rate, run->fold->accrual.rate);
    NES_TRY(plan_rows(run, run->u));
    nes_run_begin_period(run, day);
    while (run->ended < run->count && run->plans[run->ended].counted_to.day <= day.day) {
        NES_TRY(nes_run_end_period(run, day, true));
    }
    return NES_FINE;
}

/* The rows of the event, or derived ones. Without principal there is nothing to plan; rows stay if remuneration
 * waits. */
static struct nes_err take_effect(struct nes_run *run, const struct nes_event *event, const struct nes_derive *how)
{
    const struct nes_row *rows = event->rows;
    int32_t count = event->row_count;

    if (run->undue == 0 && run->u > 0) {
        return NES_FINE;
    }
    if (run->undue == 0) {
        run->count = run->ended = run->come = 0;
        nes_run_begin_period(run, event->day);
        return NES_FINE;
    }
    if (!rows) {
        NES_TRY(nes_run_derive(run, how, &rows, &count));
    }
    return nes_run_adopt(run, rows, count, event->day, false);
}

struct nes_err nes_run_early(struct nes_run *run, const struct nes_event *event)
{
    struct nes_derive how = { .mode = event->kind == NES_EVENT_PAYOFF ? NES_EARLY_SHORTEN : event->mode,
                              .day = event->day };

    NES_TRY(nes_run_prepay(run, event, &how.repaid));
    return how.repaid > 0 ? take_effect(run, event, &how) : NES_FINE;
}

struct nes_err nes_run_lower_rate(struct nes_run *run, const struct nes_event *event)
{
    struct nes_derive how = { .mode = NES_EARLY_LOWER, .day = event->day };

    if (nes_ratio_order(event->rate, run->accrual.rate) > 0) {
        return NES_FAIL(EVENT_FORM, "rate_percent");
    }
    if (run->begin.day == 0) {
        run->accrual = nes_accrual_at(event->rate, run->fold->unit, run->fold->loan->terms.credit.rounding);
        return NES_FINE;
    }
    run->cheaper = run->cheaper || fell(run, event->rate, run->accrual.rate);
    NES_TRY(nes_run_end_period(run, event->day, false));
    run->accrual = nes_accrual_at(event->rate, run->fold->unit, run->fold->loan->terms.credit.rounding);
    return run->come < run->count ? take_effect(run, event, &how) : NES_FINE;
}

static void undo_due(struct nes_run *run)
{
    for (int32_t i = run->due_first; i < run->due_count; i++) {
        run->undue += run->due[i].principal;
        run->u += run->due[i].remuneration;
    }
    run->u += run->tail;
    run->tail = 0;
    run->due_first = run->due_count = 0;
}

struct nes_err nes_run_reschedule(struct nes_run *run, const struct nes_event *event)
{
    if (run->begin.day == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_run_end_period(run, event->day, false));
    if (event->takes_overdue) {
        undo_due(run);
    }
    return nes_run_adopt(run, event->rows, event->row_count, event->day, false);
}

static struct nes_date latest(struct nes_date a, struct nes_date b)
{
    return a.day > b.day ? a : b;
}

struct nes_err nes_run_holiday(struct nes_run *run, const struct nes_event *event)
{
    struct nes_derive how = { .mode = NES_EARLY_LOWER, .day = event->day };

    if (run->begin.day == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_run_end_period(run, event->day, false));
    if (!event->accrues) {
        run->holiday_after = run->holiday_until.day >= event->day.day ? run->holiday_after : event->day;
        run->holiday_until = latest(run->holiday_until, event->until);
    }
    run->deferred_until = latest(run->deferred_until, event->until);
    return run->come < run->count ? take_effect(run, event, &how) : NES_FINE;
}
