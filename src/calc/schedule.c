#include "calc/schedule.h"

#include "calc/calc_faults.h"
#include "calc/schedule_plan.h"

/* Rows in the making: those of payouts come between those of instalments. */
struct rows {
    struct nes_row *list;
    int32_t count, nr, payouts;       /* nr of the last instalment row; payouts written so far */
    int64_t balance;
};

static void add_payouts(const struct nes_terms *terms, struct rows *rows, int32_t upto)
{
    for (; rows->payouts < upto; rows->payouts++) {
        const struct nes_payout *payout = &terms->payouts[rows->payouts];

        rows->balance += payout->amount.tiyn;
        rows->list[rows->count++] = (struct nes_row){ .date = payout->date,
                                                      .counted_to = payout->date,
                                                      .payout = payout->amount,
                                                      .balance = { rows->balance } };
    }
}

/* A new row for an instalment or down payment, with its number, principal and balance. */
static struct nes_row *add_row(struct rows *rows, struct nes_date date, struct nes_money principal)
{
    struct nes_row *row = &rows->list[rows->count++]; /* the arena gives zeros */

    rows->balance -= principal.tiyn;
    row->nr = ++rows->nr;
    row->date = row->counted_to = date;
    row->principal = row->due = principal;
    row->balance.tiyn = rows->balance;
    return row;
}

static struct nes_err set_remuneration(struct nes_row *row, int64_t tiyn)
{
    row->remuneration.tiyn = tiyn;
    if (__builtin_add_overflow(row->principal.tiyn, tiyn, &row->due.tiyn)) {
        return NES_FAIL(MONEY_RANGE, "principal");
    }
    return NES_FINE;
}

/* The payout of the start day and the down payment. */
static void add_opening(const struct nes_plan *plan, struct rows *rows)
{
    const struct nes_terms *terms = plan->terms;

    if (terms->payouts) {
        add_payouts(terms, rows, plan->opening_payouts);
    } else {
        rows->balance = terms->principal.tiyn;
        rows->list[rows->count++] = (struct nes_row){ .date = terms->start,
                                                      .counted_to = terms->start,
                                                      .payout = terms->principal,
                                                      .balance = terms->principal };
    }
    if (terms->down_payment.over > 0) {
        (void)add_row(rows, terms->start, plan->down_payment);
    }
}

/* Nothing is owed and nothing will be paid out. */
static bool is_over(const struct nes_terms *terms, const struct rows *rows)
{
    return rows->balance == 0 && (!terms->payouts || rows->payouts == terms->payout_count);
}

/* Remuneration of grace_interest periods waits for the first period after. */
static struct nes_err add_instalments(const struct nes_plan *plan, struct rows *rows)
{
    const struct nes_terms *terms = plan->terms;
    int64_t waiting = 0;

    for (int32_t nr = 1; nr <= plan->count; nr++) {
        const struct nes_plan_period *period = &plan->periods[nr - 1];
        struct nes_row *row;

        if (__builtin_add_overflow(waiting, period->remuneration.tiyn, &waiting)) {
            return NES_FAIL(MONEY_RANGE, "grace_interest");
        }
        if (rows->payouts < period->payouts_to) {
            add_payouts(terms, rows, period->payouts_to);
        }
        row = add_row(rows, period->due, period->principal);
        row->counted_to = period->span.to;
        row->days = period->span.days;
        if (nr > terms->grace_interest) {
            NES_TRY(set_remuneration(row, waiting));
            waiting = 0;
        }
        /* A flat loan goes on: its remuneration does not follow the balance. */
        if (waiting == 0 && terms->method != NES_FLAT && is_over(terms, rows)) {
            return NES_FINE;
        }
    }
    return NES_FINE;
}

/* One row for all periods: their remuneration is one sum. */
static struct nes_err add_bullet(const struct nes_plan *plan, struct rows *rows)
{
    const struct nes_terms *terms = plan->terms;
    const struct nes_plan_period *end = &plan->periods[plan->count - 1];
    struct nes_money balance = plan->opening, remuneration;
    struct nes_exact sum = { 0 };
    int32_t days = 0;
    struct nes_row *row;

    for (int32_t nr = 1; nr <= plan->count; nr++) {
        NES_TRY(nes_plan_accrue(plan, nr, &balance, &sum));
        days += plan->periods[nr - 1].span.days;
    }
    NES_TRY(nes_exact_round(sum, plan->unit, terms->rounding, &remuneration));
    add_payouts(terms, rows, terms->payouts ? terms->payout_count : 0);
    row = add_row(rows, end->due, balance);
    row->counted_to = end->span.to;
    row->days = days;
    return set_remuneration(row, remuneration.tiyn);
}

static struct nes_err add_up(struct nes_schedule *schedule)
{
    int64_t paid_out = 0, principal = 0, remuneration = 0, due;
    bool over = false;

    for (int32_t i = 0; i < schedule->count; i++) {
        const struct nes_row *row = &schedule->rows[i];

        paid_out += row->payout.tiyn; /* these two are at most the principal of the terms */
        principal += row->principal.tiyn;
        over |= __builtin_add_overflow(remuneration, row->remuneration.tiyn, &remuneration);
    }
    if (over || __builtin_add_overflow(principal, remuneration, &due)) {
        return NES_FAIL(MONEY_RANGE, "principal");
    }
    NES_ASSERT(paid_out == principal);
    schedule->paid_out.tiyn = paid_out;
    schedule->principal.tiyn = principal;
    schedule->remuneration.tiyn = remuneration;
    schedule->due.tiyn = due;
    return NES_FINE;
}

struct nes_err nes_schedule_build(const struct nes_terms *terms, struct nes_arena *arena, struct nes_schedule *out)
{
    struct nes_flaw flaws[NES_FLAWS_MAX];
    struct nes_schedule schedule = { 0 };
    struct rows rows = { 0 };
    struct nes_plan plan;
    size_t room;

    if (nes_terms_check(terms, flaws) > 0) {
        return flaws[0].err;
    }
    room = (size_t)terms->periods + (terms->payouts ? (size_t)terms->payout_count : 1) + 1;
    rows.list = NES_NEW_MANY(arena, struct nes_row, room);
    NES_TRY(nes_plan_periods(terms, arena, &plan));
    add_opening(&plan, &rows);
    if (terms->method == NES_BULLET && !is_over(terms, &rows)) {
        NES_TRY(add_bullet(&plan, &rows));
    } else if (!is_over(terms, &rows)) { /* else the down payment was all */
        NES_TRY(nes_plan_amounts(&plan, arena));
        NES_TRY(add_instalments(&plan, &rows));
    }
    schedule.rows = rows.list;
    schedule.count = rows.count;
    schedule.instalment = plan.instalment;
    NES_TRY(add_up(&schedule));
    *out = schedule;
    return NES_FINE;
}
