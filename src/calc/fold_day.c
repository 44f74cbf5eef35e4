/* src/calc/fold_day.c: days go by: rows fall due and late, remuneration and penalty are earned. Days on which nothing
 * changes are taken at once, so that a fold costs what happens in it, not how long it lasts. */
#include "calc/calc_faults.h"
#include "calc/fold_run.h"

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* What `sum` adds to the year's figure; what was earned is never taken back. */
static struct nes_err settle(struct nes_run *run, nes_wide sum, int64_t *owed)
{
    struct nes_money figure;

    if (sum == run->penalty_settled) {
        return NES_FINE;
    }
    run->penalty_settled = sum;
    NES_TRY(nes_penalty_figure(&run->penalty_scale, sum, &figure));
    if (figure.tiyn > run->year_figure) {
        NES_TRY(nes_total_add(&run->total.penalties, figure.tiyn - run->year_figure));
        *owed += figure.tiyn - run->year_figure;
        run->year_figure = figure.tiyn;
    }
    return NES_FINE;
}

struct nes_err nes_run_round_penalty(struct nes_run *run)
{
    NES_TRY(settle(run, run->penalty_mark, &run->penalty_old));
    return settle(run, run->penalty_sum, &run->penalty_today);
}

struct nes_err nes_run_issue(struct nes_run *run, int64_t amount)
{
    const struct nes_loan_terms *terms = &run->fold->loan->terms;
    const nes_wide most = run->penalty_scale.most;

    NES_TRY(nes_run_settle_penalty(run));
    run->penalty_sum = run->penalty_sum < most ? run->penalty_sum : most;
    run->penalty_mark = run->penalty_settled = run->penalty_sum;
    run->total.issued.tiyn += amount;
    return nes_penalty_scale_of(&terms->penalty, run->total.issued,
                                (struct nes_rounding){ terms->credit.rounding, run->fold->unit },
                                &run->penalty_scale);
}

static int64_t penalty_base(const struct nes_penalty_terms *terms, const struct nes_due *due)
{
    return due->principal + (terms->base == NES_PENALTY_OF_PAYMENT ? due->remuneration : 0);
}

static struct nes_err tell_penalty(struct nes_run *run, struct nes_line *line)
{
    struct nes_money figure;

    NES_TRY(nes_penalty_figure(&run->penalty_scale, run->penalty_sum, &figure));
    line->capped = run->penalty_sum > run->penalty_scale.most;
    line->amount.tiyn = figure.tiyn - run->year_told;
    run->year_told = figure.tiyn;
    nes_run_tell(run, *line);
    return NES_FINE;
}

/* Days of delay `first` to `last` at one rate, with their line. */
static struct nes_err tell_step(struct nes_run *run, const struct nes_due *due, int32_t first, int32_t last)
{
    const struct nes_penalty_terms *terms = &run->fold->loan->terms.penalty;
    struct nes_line line = { .figure = NES_FIGURE_PENALTY,
                             .kind = NES_LINE_PENALTY,
                             .base = { penalty_base(terms, due) },
                             .from = { due->pay_by.day + first },
                             .to = { due->pay_by.day + last },
                             .days = last - first + 1,
                             .rate = first > terms->first_days ? terms->after : terms->first };

    if (first > last) {
        return NES_FINE;
    }
    nes_penalty_add(terms, line.base, first, last, &run->penalty_sum);
    return tell_penalty(run, &line);
}

/* Days of delay `first` to `last` of one overdue payment, split where the rate steps down. Apart, since few ask. */
__attribute__((noinline)) static struct nes_err tell_steps(struct nes_run *run, const struct nes_due *due,
                                                           int32_t first, int32_t last)
{
    int32_t step = earlier(last, run->fold->loan->terms.penalty.first_days);

    NES_TRY(tell_step(run, due, first, step));
    return tell_step(run, due, first > step ? first : step + 1, last);
}

static struct nes_err penalty_of_rows(struct nes_run *run, struct nes_date from, struct nes_date to)
{
    const struct nes_penalty_terms *terms = &run->fold->loan->terms.penalty;

    if (to.day < from.day || nes_run_rests(run, to)) {
        return NES_FINE;
    }
    for (int32_t i = run->due_first; i < run->due_count; i++) {
        const struct nes_due *due = &run->due[i];
        int32_t first = from.day - due->pay_by.day, last = to.day - due->pay_by.day;

        if (first <= 0 || due->principal + due->remuneration == 0) {
            continue;
        }
        if (run->fold->explains) {
            NES_TRY(tell_steps(run, due, first, last));
        } else {
            nes_penalty_add(terms, (struct nes_money){ penalty_base(terms, due) }, first, last, &run->penalty_sum);
        }
    }
    return NES_FINE;
}

static inline struct nes_err penalty(struct nes_run *run, struct nes_date from, struct nes_date to)
{
    return run->due_first == run->due_count ? NES_FINE : penalty_of_rows(run, from, to);
}

/* After the last row what is earned has no row to wait for. */
static struct nes_err grow_tail(struct nes_run *run, struct nes_date day)
{
    int64_t earned, more;

    NES_TRY(nes_run_r2(run, &earned));
    more = run->u + earned - run->tail_taken;
    NES_TRY(nes_total_add(&run->total.earned, earned - run->tail_taken));
    run->tail_taken = earned;
    if (more > 0 && run->tail == 0) {
        run->tail_since.day = run->u > 0 && day.day > run->last_pay_by.day ? day.day : run->last_pay_by.day;
    }
    run->u = 0;
    run->tail += more;
    return NES_FINE;
}

static inline struct nes_err settle_tail(struct nes_run *run, struct nes_date day)
{
    return run->come < run->count ? NES_FINE : grow_tail(run, day);
}

static void push(struct nes_run *run, struct nes_due due)
{
    if (run->due_count == run->due_size) {
        int32_t size = run->due_size * 2 + 8, kept = run->due_count - run->due_first;
        struct nes_due *larger = NES_NEW_MANY(run->fold->arena, struct nes_due, (size_t)size);

        for (int32_t i = 0; i < kept; i++) {
            larger[i] = run->due[run->due_first + i];
        }
        run->due = larger;
        run->due_first = 0;
        run->due_count = kept;
        run->due_size = size;
    }
    run->due[run->due_count++] = due;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static struct nes_err fall_due(struct nes_run *run, struct nes_date day, int64_t principal, int64_t remuneration)
{
    NES_TRY(nes_loan_pay_by(&run->fold->loan->terms, day, &run->last_pay_by));
    if (principal + remuneration == 0) {
        return NES_FINE;
    }
    run->undue -= principal;
    run->u -= remuneration;
    push(run, (struct nes_due){ day, run->last_pay_by, principal, remuneration });
    return NES_FINE;
}

static struct nes_err rows_of_day(struct nes_run *run, struct nes_date day)
{
    while (run->ended < run->count && run->plans[run->ended].counted_to.day <= day.day) {
        NES_TRY(nes_run_end_period(run, day, true));
    }
    while (run->come < run->count && run->plans[run->come].date.day <= day.day) {
        const struct nes_plan *row = &run->plans[run->come++];
        bool last = run->come == run->count;
        int64_t waits;

        run->ahead -= row->principal;
        run->later -= row->earned;
        waits = run->u;
        if (last || row->remuneration > 0 || row->date.day > run->deferred_until.day) { /* payment does not rest */
            waits = least(run->u, row->waiting + run->later);
        }
        NES_TRY(fall_due(run, day, last ? run->undue : least(row->principal, run->undue), run->u - waits));
    }
    return run->come == run->count && run->undue > 0 ? fall_due(run, day, run->undue, 0) : NES_FINE;
}

/* Payouts of the day are in `fresh`: its night was earned on the principal before them. */
static struct nes_err first_day(struct nes_run *run, struct nes_date day)
{
    const struct nes_loan *loan = run->fold->loan;
    bool includes = loan->terms.credit.first_day == NES_FIRST_DAY_INCLUDE;

    run->begin = day;
    run->night.day = day.day - includes;
    run->undue = run->fresh;
    run->fresh = 0;
    run->year_next = nes_penalty_next_year(&loan->terms.penalty, day, day);
    return nes_run_adopt(run, loan->rows, loan->row_count, run->night, true);
}

static bool row_changes(const struct nes_run *run, struct nes_date day)
{
    return (run->ended < run->count && run->plans[run->ended].counted_to.day <= day.day) ||
           (run->come < run->count && run->plans[run->come].date.day <= day.day);
}

struct nes_err nes_run_open(struct nes_run *run, struct nes_date day)
{
    nes_run_begin_day(run);
    if (run->begin.day == 0 && run->fresh == 0) {
        return NES_FINE;
    }
    if (run->begin.day == 0) {
        NES_TRY(first_day(run, day));
    }
    if (day.day >= run->year_next.day) {
        NES_TRY(nes_run_settle_penalty(run));
        run->penalty_sum = run->penalty_mark = run->penalty_settled = 0;
        run->year_figure = run->year_told = 0;
        run->year_next = nes_penalty_next_year(&run->fold->loan->terms.penalty, run->begin, day);
    }
    if (run->fresh > 0 || !nes_run_idle(run) || row_changes(run, day)) {
        NES_TRY(nes_run_nights(run, day));
    }
    if (run->fresh > 0 && run->planned && day.day < run->span.to.day) {
        NES_TRY(nes_run_end_period(run, day, false)); /* the plan knew nothing of this payout */
        run->planned = false;
    }
    run->undue += run->fresh;
    run->fresh = 0;
    NES_TRY(rows_of_day(run, day));
    NES_TRY(settle_tail(run, day));
    return nes_run_absorb(run, day);
}

struct nes_err nes_run_close(struct nes_run *run, struct nes_date day)
{
    run->day = day;
    return penalty(run, day, day);
}

/* The next day on which something changes by itself. */
static int32_t next_change(const struct nes_run *run)
{
    int32_t next = run->year_next.day, stop = run->fold->stop_days, now = run->day.day;

    if (run->ended < run->count) {
        next = earlier(next, run->plans[run->ended].counted_to.day);
    }
    if (run->come < run->count) {
        next = earlier(next, run->plans[run->come].date.day);
    }
    for (int32_t i = run->due_first; i < run->due_count; i++) {
        int32_t late = run->due[i].pay_by.day + 1, stops = late + stop;

        next = late > now ? earlier(next, late) : next;
        next = stop > 0 && stops > now ? earlier(next, stops) : next;
    }
    if (run->tail > 0 && stop > 0 && run->tail_since.day + stop + 1 > now) {
        next = earlier(next, run->tail_since.day + stop + 1);
    }
    return run->holiday_until.day >= now ? earlier(next, run->holiday_until.day + 1) : next;
}

/* Days after run->day up to and with `to`, on none of which anything changes but by time. */
static struct nes_err quiet(struct nes_run *run, struct nes_date to)
{
    struct nes_date from = { run->day.day + 1 };

    nes_run_begin_day(run);
    run->day = to;
    if (nes_run_idle(run)) {
        return NES_FINE;
    }
    NES_TRY(nes_run_nights(run, to));
    NES_TRY(settle_tail(run, to));
    NES_TRY(penalty(run, from, (struct nes_date){ to.day - 1 }));
    nes_run_begin_day(run);
    return penalty(run, to, to);
}

struct nes_err nes_run_advance(struct nes_run *run, struct nes_date to)
{
    if (run->begin.day == 0) {
        run->day = to.day > run->day.day ? to : run->day;
        nes_run_begin_day(run);
    }
    while (run->day.day < to.day) {
        int32_t next = next_change(run);

        NES_ASSERT(next > run->day.day);
        run->change.day = next;
        if (next > run->day.day + 1) {
            NES_TRY(quiet(run, (struct nes_date){ earlier(to.day, next - 1) }));
        }
        if (next <= to.day) {
            NES_TRY(nes_run_open(run, run->change));
            NES_TRY(nes_run_close(run, run->change));
        }
    }
    return NES_FINE;
}
