#include "calc/schedule.h"

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

static struct nes_err add_row(struct rows *rows, const struct nes_row *row)
{
    struct nes_row *out = &rows->list[rows->count++];

    *out = *row;
    out->nr = ++rows->nr;
    rows->balance -= row->principal.tiyn;
    out->balance.tiyn = rows->balance;
    return nes_money_add(row->principal, row->remuneration, &out->due);
}

/* The payout of the start day and the down payment. */
static struct nes_err add_opening(const struct nes_plan *plan, struct rows *rows)
{
    const struct nes_terms *terms = plan->terms;
    struct nes_row down = { .date = terms->start, .counted_to = terms->start, .principal = plan->down_payment };

    if (terms->payouts) {
        add_payouts(terms, rows, plan->opening_payouts);
    } else {
        rows->balance = terms->principal.tiyn;
        rows->list[rows->count++] = (struct nes_row){ .date = terms->start,
                                                      .counted_to = terms->start,
                                                      .payout = terms->principal,
                                                      .balance = terms->principal };
    }
    return terms->down_payment.over > 0 ? add_row(rows, &down) : NES_FINE;
}

/* Remuneration of grace_interest periods waits for the first period after. */
static struct nes_err add_instalments(const struct nes_plan *plan, struct rows *rows)
{
    const struct nes_terms *terms = plan->terms;
    struct nes_money waiting = { 0 };

    for (int32_t nr = 1; nr <= plan->count; nr++) {
        const struct nes_plan_period *period = &plan->periods[nr - 1];
        struct nes_row row = { .date = period->due,
                               .counted_to = period->span.to,
                               .days = period->span.days,
                               .principal = period->principal };

        NES_TRY(nes_money_add(waiting, period->remuneration, &waiting));
        if (nr > terms->grace_interest) {
            row.remuneration = waiting;
            waiting.tiyn = 0;
        }
        add_payouts(terms, rows, period->payouts_to);
        NES_TRY(add_row(rows, &row));
        if (rows->balance == 0 && waiting.tiyn == 0 && terms->method != NES_FLAT &&
            (!terms->payouts || rows->payouts == terms->payout_count)) {
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
    struct nes_row row = { .date = end->due, .counted_to = end->span.to };
    struct nes_money balance = plan->opening;
    struct nes_exact sum = { 0 };

    for (int32_t nr = 1; nr <= plan->count; nr++) {
        NES_TRY(nes_plan_accrue(plan, nr, &balance, &sum));
        row.days += plan->periods[nr - 1].span.days;
    }
    NES_TRY(nes_exact_round(sum, plan->unit, terms->rounding, &row.remuneration));
    row.principal = balance;
    add_payouts(terms, rows, terms->payouts ? terms->payout_count : 0);
    return add_row(rows, &row);
}

static struct nes_err add_up(struct nes_schedule *schedule)
{
    for (int32_t i = 0; i < schedule->count; i++) {
        const struct nes_row *row = &schedule->rows[i];

        NES_TRY(nes_money_add(schedule->paid_out, row->payout, &schedule->paid_out));
        NES_TRY(nes_money_add(schedule->principal, row->principal, &schedule->principal));
        NES_TRY(nes_money_add(schedule->remuneration, row->remuneration, &schedule->remuneration));
        NES_TRY(nes_money_add(schedule->due, row->due, &schedule->due));
    }
    NES_ASSERT(schedule->paid_out.tiyn == schedule->principal.tiyn);
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
    NES_TRY(add_opening(&plan, &rows));
    if (terms->method == NES_BULLET) {
        NES_TRY(add_bullet(&plan, &rows));
    } else {
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
