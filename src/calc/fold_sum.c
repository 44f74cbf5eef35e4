/* src/calc/fold_sum.c: the running period of accrual: exact sums, rounded where somebody asks. */
#include "calc/calc_faults.h"
#include "calc/fold_run.h"

static const struct nes_plan *row_of(const struct nes_run *run)
{
    return run->ended < run->count ? &run->plans[run->ended] : NULL;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t base_of_row(const struct nes_run *run)
{
    return run->undue > run->ahead ? run->undue - run->ahead : 0;
}

static int64_t overdue_principal(const struct nes_run *run, struct nes_date day)
{
    int64_t sum = 0;

    for (int32_t i = run->due_first; i < run->due_count; i++) {
        sum += run->due[i].pay_by.day < day.day ? run->due[i].principal : 0;
    }
    return sum;
}

static struct nes_date latest(struct nes_date a, struct nes_date b)
{
    return a.day > b.day ? a : b;
}

struct nes_date nes_run_bears_from(const struct nes_run *run, struct nes_date from)
{
    return latest(from, latest(run->holiday_until, run->free_until));
}

/* `nights` earned of the row's plan (accrual by row): of those of the whole row, also where a change broke its period,
 * so that the parts never make the plan twice. */
static struct nes_err by_row(const struct nes_run *run, int32_t nights, int64_t *amount)
{
    const struct nes_plan *row = row_of(run);
    int32_t all = row ? row->nights : 0;
    struct nes_exact exact = { .under = all };
    struct nes_money money;

    if (all <= 0) {
        *amount = 0;
        return NES_FINE;
    }
    exact.over = (nes_wide)row->plan * least(nights, all);
    NES_TRY(nes_exact_round(exact, run->fold->unit, run->fold->loan->terms.credit.rounding, &money));
    *amount = money.tiyn;
    return NES_FINE;
}

static struct nes_err by_balance(const struct nes_run *run, nes_wide exact, int64_t *amount)
{
    struct nes_money money;

    if (exact == 0) {
        *amount = 0;
        return NES_FINE;
    }
    NES_TRY(nes_accrual_round(&run->accrual, exact, &money));
    if (money.tiyn > NES_LOAN_MONEY_MAX) {
        return NES_FAIL(MONEY_RANGE, "remuneration");
    }
    *amount = money.tiyn;
    return NES_FINE;
}

static inline struct nes_err of_row(const struct nes_run *run, nes_wide exact, int32_t nights, int64_t *amount)
{
    const struct nes_plan *row = row_of(run);

    if (run->fold->loan->terms.accrual == NES_ACCRUE_ROW) {
        return by_row(run, nights, amount);
    }
    NES_TRY(by_balance(run, exact, amount));
    if (run->planned) {
        *amount = least(*amount, row->plan);
    }
    return NES_FINE;
}

struct nes_err nes_run_r1(const struct nes_run *run, int64_t *amount)
{
    return of_row(run, run->r1.exact, run->nights, amount);
}

struct nes_err nes_run_r2(const struct nes_run *run, int64_t *amount)
{
    return by_balance(run, run->r2.exact, amount);
}

/* What the sums of withheld remuneration make; with r1 the row's never exceed the plan of a period as planned. */
static struct nes_err withheld_sums(const struct nes_run *run, int64_t *w1, int64_t *w2)
{
    int64_t r1;

    *w1 = 0;
    if (run->w1.exact != 0 || run->nights_withheld > 0) {
        NES_TRY(nes_run_r1(run, &r1));
        NES_TRY(of_row(run, run->w1.exact, run->nights_withheld, w1));
        if (run->planned) {
            *w1 = least(*w1, row_of(run)->plan - r1);
        }
    }
    return by_balance(run, run->w2.exact, w2);
}

static inline struct nes_err withheld_now(const struct nes_run *run, int64_t *w1, int64_t *w2)
{
    if ((run->w1.exact | run->w2.exact) == 0 && run->nights_withheld == 0) { /* as nearly always */
        *w1 = *w2 = 0;
        return NES_FINE;
    }
    return withheld_sums(run, w1, w2);
}

struct nes_err nes_run_withheld(const struct nes_run *run, int64_t *amount)
{
    int64_t w1, w2;

    NES_TRY(withheld_now(run, &w1, &w2));
    *amount = run->withheld + w1 + w2;
    return NES_FINE;
}

static inline void tell(struct nes_run *run, struct nes_line line, struct nes_sum *sum, int64_t now)
{
    if (!run->fold->explains) {
        return;
    }
    line.amount.tiyn = now - sum->told;
    sum->told = now;
    nes_run_tell(run, line);
}

static int32_t days_of(struct nes_parts parts)
{
    return parts.days + parts.days_366;
}

/* What is summed at once: the nights, those of the row among them, and what they are earned on. */
struct nights {
    struct nes_date from, to, row_from, row_to;
    int64_t base, overdue;
};

/* One line for the nights of the row just summed, one for those of overdue principal. Apart, since few ask for them. */
__attribute__((noinline)) static struct nes_err tell_nights(struct nes_run *run, struct nights at)
{
    const struct nes_loan_terms *terms = &run->fold->loan->terms;
    const struct nes_plan *row = row_of(run);
    struct nes_line line = { .figure = run->suspended ? NES_FIGURE_WITHHELD : NES_FIGURE_REMUNERATION,
                             .rate = run->accrual.rate };
    int64_t now[4];

    NES_TRY(nes_run_r1(run, &now[0]));
    NES_TRY(nes_run_r2(run, &now[1]));
    NES_TRY(withheld_now(run, &now[2], &now[3]));
    if (at.base > 0) {
        bool by_row = terms->accrual == NES_ACCRUE_ROW;

        line.kind = by_row ? NES_LINE_ROW : NES_LINE_BALANCE;
        line.from = at.row_from;
        line.to.day = at.row_to.day - 1;
        line.base.tiyn = by_row ? row->plan : at.base;
        line.days = by_row ? at.row_to.day - at.row_from.day
                           : days_of(nes_terms_parts(&terms->credit, &run->span, at.row_from, at.row_to));
        line.rate = by_row ? (struct nes_ratio){ 1, row->nights } : run->accrual.rate;
        tell(run, line, run->suspended ? &run->w1 : &run->r1, now[run->suspended ? 2 : 0]);
    }
    if (at.overdue > 0) {
        line.kind = NES_LINE_OVERDUE;
        line.from = at.from;
        line.to.day = at.to.day - 1;
        line.base.tiyn = at.overdue;
        line.days = days_of(nes_terms_parts(&run->fold->open_terms, &run->open, at.from, at.to));
        line.rate = run->accrual.rate;
        tell(run, line, run->suspended ? &run->w2 : &run->r2, now[run->suspended ? 3 : 1]);
    }
    return NES_FINE;
}

/* A change of principal, state or rule never lies inside the nights that are summed at once: the caller's step. */
struct nes_err nes_run_nights(struct nes_run *run, struct nes_date to)
{
    const struct nes_loan_terms *terms = &run->fold->loan->terms;
    struct nights at = { .from = run->night, .to = to, .base = base_of_row(run) };

    if (run->begin.day == 0 || to.day <= at.from.day) {
        return NES_FINE;
    }
    run->night = to;
    if (nes_run_earns_never(run, to)) {
        run->lost = true;
        return NES_FINE;
    }
    run->missed = run->missed || run->suspended;
    at.row_from = latest(latest(at.from, run->span.from), run->free_until);
    at.row_to = to.day < run->span.to.day ? to : run->span.to;
    if (!row_of(run) || at.base == 0 || at.row_from.day >= at.row_to.day) {
        at.base = 0;
    } else {
        *(run->suspended ? &run->nights_withheld : &run->nights) += at.row_to.day - at.row_from.day;
        (run->suspended ? &run->w1 : &run->r1)->exact +=
            (nes_wide)at.base * nes_accrual_weight(&terms->credit, &run->span, at.row_from, at.row_to);
    }
    at.overdue = terms->overdue_free ? 0 : overdue_principal(run, to);
    if (at.overdue > 0) {
        (run->suspended ? &run->w2 : &run->r2)->exact +=
            (nes_wide)at.overdue * nes_accrual_weight(&run->fold->open_terms, &run->open, at.from, to);
    }
    return run->fold->explains ? tell_nights(run, at) : NES_FINE;
}

static inline bool as_planned(const struct nes_run *run, const struct nes_plan *row)
{
    return !run->cheaper && run->span.from.day == row->from.day && base_of_row(run) == row->left;
}

bool nes_run_as_planned(const struct nes_run *run)
{
    const struct nes_plan *row = row_of(run);

    return row && as_planned(run, row);
}

void nes_run_begin_period(struct nes_run *run, struct nes_date from)
{
    const struct nes_plan *row = row_of(run);

    run->fold->line_floor = run->fold->line_count;
    run->r1 = run->r2 = run->w1 = run->w2 = (struct nes_sum){ 0 };
    run->nights = run->nights_withheld = 0;
    run->lost = run->missed = false;
    run->tail_taken = 0;
    run->open = nes_accrual_open(from);
    if (!row) {
        run->span = run->open;
        run->planned = false;
        return;
    }
    run->span = (struct nes_span){ from, row->counted_to.day > from.day ? row->counted_to : from, row->days };
    if (from.day != row->from.day) { /* it begins inside the row's period */
        run->span.days = nes_terms_days(&run->fold->open_terms, &run->open, run->span.to);
    }
    run->planned = as_planned(run, row);
}

struct nes_err nes_run_end_period(struct nes_run *run, struct nes_date day, bool as_row)
{
    const struct nes_plan *row = row_of(run);
    int64_t r1, r2, w1, w2;

    NES_TRY(nes_run_r1(run, &r1));
    NES_TRY(nes_run_r2(run, &r2));
    NES_TRY(withheld_now(run, &w1, &w2));
    if (as_row && run->span.from.day == run->span.to.day && nes_run_rests(run, day)) { /* a period without nights */
        w1 = run->suspended && run->planned ? row->plan : 0;
        run->lost = true;
        tell(
            run,
            (struct nes_line){
                .figure = NES_FIGURE_WITHHELD, .kind = NES_LINE_AGREED, .from = day, .to = day, .base = { row->plan } },
            &run->w1, w1);
    }
    if (as_row && run->planned && !run->lost && !run->missed && r1 != row->plan) {
        r1 = row->plan;
        tell(run,
             (struct nes_line){ .figure = NES_FIGURE_REMUNERATION,
                                .kind = NES_LINE_AGREED,
                                .from = day,
                                .to = day,
                                .base = { row->plan } },
             &run->r1, r1);
    }
    r1 += r2 - run->tail_taken;
    run->u += r1;
    run->withheld += w1 + w2;
    NES_TRY(nes_total_add(&run->total.earned, r1));
    if (run->withheld > NES_LOAN_MONEY_MAX) {
        return NES_FAIL(MONEY_RANGE, "withheld");
    }
    if (as_row) {
        run->ahead += row->principal;
        run->later += r1;
        run->plans[run->ended++].earned = r1;
    }
    nes_run_begin_period(run, day);
    return NES_FINE;
}

struct nes_err nes_run_resume(struct nes_run *run, struct nes_date day, bool back)
{
    struct nes_line line = {
        .figure = NES_FIGURE_WITHHELD, .kind = back ? NES_LINE_BACK : NES_LINE_DROPPED, .from = day, .to = day
    };
    int64_t all, r1, r2;

    run->suspended = false;
    run->lost = run->lost || (run->missed && !back);
    run->missed = false;
    NES_TRY(nes_run_withheld(run, &all));
    if (run->withheld == 0 && run->w1.exact + run->w2.exact == 0 && run->nights_withheld == 0) {
        return NES_FINE;
    }
    line.amount.tiyn = -all;
    nes_run_tell(run, line);
    if (back) {
        run->r1.exact += run->w1.exact;
        run->r2.exact += run->w2.exact;
        run->nights += run->nights_withheld;
        run->u += run->withheld;
        NES_TRY(nes_total_add(&run->total.earned, run->withheld));
        NES_TRY(nes_run_r1(run, &r1));
        NES_TRY(nes_run_r2(run, &r2));
        line.figure = NES_FIGURE_REMUNERATION;
        line.amount.tiyn = run->withheld + r1 - run->r1.told + r2 - run->r2.told;
        nes_run_tell(run, line);
        run->r1.told = r1;
        run->r2.told = r2;
    }
    run->withheld = 0;
    run->w1 = run->w2 = (struct nes_sum){ 0 };
    run->nights_withheld = 0;
    return NES_FINE;
}
