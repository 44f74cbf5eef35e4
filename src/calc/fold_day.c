/* src/calc/fold_day.c: days go by: rows fall due and late, remuneration and penalty are earned. Days on which nothing
 * changes are taken at once, so that a fold costs what happens in it, not how long it lasts. */
#include "calc/calc_faults.h"
#include "calc/fold_run.h"

#define NEVER INT32_MAX

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

struct nes_date nes_run_oldest(const struct nes_run *run)
{
    int32_t oldest = run->tail > 0 ? run->tail_since.day : NEVER;

    for (int32_t i = run->due_first; i < run->due_count; i++) {
        oldest = earlier(oldest, run->due[i].pay_by.day);
    }
    return (struct nes_date){ oldest };
}

static struct nes_err figure_of(const struct nes_run *run, nes_wide sum, int64_t *figure)
{
    const struct nes_loan_terms *terms = &run->fold->loan->terms;
    struct nes_money money;

    NES_TRY(nes_penalty_figure(&terms->penalty, sum, run->total.issued,
                               (struct nes_rounding){ terms->credit.rounding, run->fold->unit }, &money));
    *figure = money.tiyn;
    return NES_FINE;
}

/* What `sum` adds to the year's figure; what was earned is never taken back. */
static struct nes_err settle(struct nes_run *run, nes_wide sum, int64_t *owed)
{
    int64_t figure;

    if (sum == run->penalty_settled) {
        return NES_FINE;
    }
    run->penalty_settled = sum;
    NES_TRY(figure_of(run, sum, &figure));
    if (figure > run->year_figure) {
        NES_TRY(nes_total_add(&run->total.penalties, figure - run->year_figure));
        *owed += figure - run->year_figure;
        run->year_figure = figure;
    }
    return NES_FINE;
}

struct nes_err nes_run_settle_penalty(struct nes_run *run)
{
    if (run->penalty_sum == run->penalty_settled) {
        return NES_FINE;
    }
    NES_TRY(settle(run, run->penalty_mark, &run->penalty_old));
    return settle(run, run->penalty_sum, &run->penalty_today);
}

struct nes_err nes_run_cut_penalty(struct nes_run *run)
{
    const struct nes_penalty_terms *terms = &run->fold->loan->terms.penalty;
    struct nes_money cap;
    nes_wide most;

    NES_TRY(nes_run_settle_penalty(run));
    NES_TRY(nes_penalty_cap(terms, run->total.issued, run->fold->unit, &cap));
    most = (nes_wide)cap.tiyn * terms->first.under * terms->after.under;
    run->penalty_sum = run->penalty_sum < most ? run->penalty_sum : most;
    run->penalty_mark = run->penalty_settled = run->penalty_sum;
    return NES_FINE;
}

static struct nes_err tell_penalty(struct nes_run *run, struct nes_line *line)
{
    const struct nes_penalty_terms *terms = &run->fold->loan->terms.penalty;
    int64_t figure;

    NES_TRY(figure_of(run, run->penalty_sum, &figure));
    line->capped = run->penalty_sum / ((nes_wide)terms->first.under * terms->after.under) > figure;
    line->amount.tiyn = figure - run->year_told;
    run->year_told = figure;
    nes_run_tell(run, *line);
    return NES_FINE;
}

/* Days `from` to `to` of one overdue payment, split where the rate steps down. */
static struct nes_err penalty_of(struct nes_run *run, const struct nes_due *due, struct nes_date from,
                                 struct nes_date to)
{
    const struct nes_penalty_terms *terms = &run->fold->loan->terms.penalty;
    struct nes_money base = { due->principal + (terms->base == NES_PENALTY_OF_PAYMENT ? due->remuneration : 0) };
    int32_t first = from.day - due->pay_by.day, last = to.day - due->pay_by.day,
            step = earlier(last, terms->first_days);
    struct nes_line line = { .figure = NES_FIGURE_PENALTY, .kind = NES_LINE_PENALTY, .base = base };

    if (!run->fold->explains) {
        nes_penalty_add(terms, base, first, last, &run->penalty_sum);
        return NES_FINE;
    }
    if (first <= step) {
        nes_penalty_add(terms, base, first, step, &run->penalty_sum);
        line.from = from;
        line.to.day = due->pay_by.day + step;
        line.days = step - first + 1;
        line.rate = terms->first;
        NES_TRY(tell_penalty(run, &line));
        first = step + 1;
    }
    if (first > last) {
        return NES_FINE;
    }
    nes_penalty_add(terms, base, first, last, &run->penalty_sum);
    line.from.day = due->pay_by.day + first;
    line.to = to;
    line.days = last - first + 1;
    line.rate = terms->after;
    return tell_penalty(run, &line);
}

static struct nes_err penalty_of_rows(struct nes_run *run, struct nes_date from, struct nes_date to)
{
    if (to.day < from.day || nes_run_rests(run, to)) {
        return NES_FINE;
    }
    for (int32_t i = run->due_first; i < run->due_count; i++) {
        if (run->due[i].pay_by.day < from.day && run->due[i].principal + run->due[i].remuneration > 0) {
            NES_TRY(penalty_of(run, &run->due[i], from, to));
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
        if (next == run->day.day + 1) {
            struct nes_date day = { next };

            NES_TRY(nes_run_open(run, day));
            NES_TRY(nes_run_close(run, day));
        } else {
            NES_TRY(quiet(run, (struct nes_date){ earlier(to.day, next - 1) }));
        }
    }
    return NES_FINE;
}
