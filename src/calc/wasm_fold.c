/* src/calc/wasm_fold.c: the fold as WebAssembly sees it (wasm.h). */
#include <string.h>

#include "calc/calc_faults.h"
#include "calc/fold.h"
#include "calc/fold_faults.h"
#include "calc/wasm.h"

#define STATE 37
#define ROW   6
#define LINE  13

/* The input, read from its begin on. */
struct reader {
    const int64_t *at;
    uint32_t left;
    bool over;                  /* it was too short */
};

static int64_t take(struct reader *in)
{
    if (in->left == 0) {
        in->over = true;
        return 0;
    }
    in->left--;
    return *in->at++;
}

static int32_t take_small(struct reader *in)
{
    return nes_wasm_small(take(in));
}

static struct nes_money take_money(struct reader *in)
{
    return (struct nes_money){ take(in) };
}

static struct nes_ratio take_ratio(struct reader *in)
{
    int64_t over = take(in);

    return (struct nes_ratio){ over, take(in) };
}

/* Two words, the first byte of the id being the highest of the first. */
static struct nes_id take_id(struct reader *in)
{
    uint64_t words[2];
    struct nes_id id;

    words[0] = (uint64_t)take(in);
    words[1] = (uint64_t)take(in);
    for (size_t i = 0; i < sizeof(id.b); i++) {
        id.b[i] = (uint8_t)(words[i / 8] >> (56 - 8 * (i % 8)));
    }
    return id;
}

static void take_loan(struct reader *in, struct nes_loan_terms *terms)
{
    terms->class = (enum nes_loan_class)take_small(in);
    terms->accrual = take(in) != 0 ? NES_ACCRUE_ROW : NES_ACCRUE_BALANCE;
    terms->pay_by = take(in) != 0 ? NES_PAY_BY_DATE : NES_PAY_BY_WORKING_DAY;
    terms->overdue_free = take(in) != 0;
    for (int i = 0; i < NES_PARTS; i++) {
        terms->order.part[i] = (enum nes_part)take_small(in);
    }
    terms->penalty.first = take_ratio(in);
    terms->penalty.first_days = take_small(in);
    terms->penalty.after = take_ratio(in);
    terms->penalty.cap = take_ratio(in);
    terms->penalty.year = take(in) != 0 ? NES_PENALTY_CALENDAR : NES_PENALTY_ANNIVERSARY;
    terms->penalty.base = take(in) != 0 ? NES_PENALTY_OF_PRINCIPAL : NES_PENALTY_OF_PAYMENT;
}

/* Rows agreed with an event: date, principal, remuneration; days are counted from the row before. */
static void take_rows(struct reader *in, struct nes_arena *arena, const struct nes_terms *terms,
                      struct nes_event *event)
{
    struct nes_date from = event->day;
    struct nes_row *rows;

    event->row_count = take_small(in) - 1; /* 0: no schedule */
    if (event->row_count < 0 || (uint32_t)event->row_count > in->left / 3) {
        in->over = in->over || event->row_count != -1;
        event->row_count = 0;
        return;
    }
    rows = NES_NEW_MANY(arena, struct nes_row, (size_t)event->row_count + 1);
    for (int32_t i = 0; i < event->row_count; i++) {
        struct nes_row *row = &rows[i];

        row->nr = i + 1;
        row->date.day = take_small(in);
        row->counted_to = row->date;
        row->principal = take_money(in);
        row->remuneration = take_money(in);
        if (row->date.day >= from.day && from.day > 0 && row->date.day <= NES_DATE_LAST) {
            struct nes_span open = { .from = from, .to = { row->date.day + 1 }, .days = INT32_MAX };

            row->days = nes_terms_days(terms, &open, row->date);
        }
        from = row->date;
    }
    event->rows = rows;
}

static void take_event(struct reader *in, struct nes_arena *arena, const struct nes_terms *terms,
                       struct nes_event *event)
{
    event->id = take_id(in);
    event->day.day = take_small(in);
    event->kind = (enum nes_event_kind)take_small(in);
    event->amount = take_money(in);
    event->of = take_id(in);
    event->until.day = take_small(in);
    event->mode = (enum nes_early_mode)take_small(in);
    event->back = take(in) != 0;
    event->accrues = take(in) != 0;
    event->takes_overdue = take(in) != 0;
    event->rate = take_ratio(in);
    event->written.principal = take_money(in);
    event->written.remuneration = take_money(in);
    event->written.penalty = take_money(in);
    event->written.costs = take_money(in);
    take_rows(in, arena, terms, event);
}

static int64_t *put(int64_t *out, const int64_t *members, size_t count)
{
    memcpy(out, members, count * sizeof(*members));
    return out + count;
}

static int64_t *put_state(int64_t *out, const struct nes_state *s, const struct nes_next_payment *next)
{
    const int64_t members[STATE] = {
        s->day.day,
        s->principal.current.tiyn,
        s->principal.overdue.tiyn,
        s->remuneration.current.tiyn,
        s->remuneration.overdue.tiyn,
        s->penalty.current.tiyn,
        s->penalty.overdue.tiyn,
        s->costs.tiyn,
        s->suspense.tiyn,
        s->withheld.tiyn,
        s->days_overdue,
        s->payoff.tiyn,
        next->date.day,
        next->pay_by.day,
        next->principal.tiyn,
        next->remuneration.tiyn,
        s->rate.over,
        s->rate.under,
        s->suspended,
        s->stopped,
        s->closed,
        s->issued.tiyn,
        s->received.tiyn,
        s->earned.tiyn,
        s->penalties.tiyn,
        s->charged.tiyn,
        s->paid.principal.tiyn,
        s->paid.remuneration.tiyn,
        s->paid.penalty.tiyn,
        s->paid.costs.tiyn,
        s->written_off.principal.tiyn,
        s->written_off.remuneration.tiyn,
        s->written_off.penalty.tiyn,
        s->written_off.costs.tiyn,
        s->forgiven.tiyn,
        s->refunded.tiyn,
        0,
    };

    return put(out, members, STATE);
}

static int64_t *put_line(int64_t *out, struct nes_arena *arena, const struct nes_line *line, int32_t year)
{
    struct nes_str text = nes_line_text(arena, line, year);
    const int64_t members[LINE] = {
        (int64_t)(uintptr_t)nes_figure_name(line->figure),
        (int64_t)(uintptr_t)nes_line_name(line->kind),
        line->from.day,
        line->to.day,
        line->days,
        line->rate.over,
        line->rate.under,
        line->base.tiyn,
        line->amount.tiyn,
        line->capped,
        line->kind == NES_LINE_ROW,
        (int64_t)(uintptr_t)text.ptr,
        (int64_t)text.len,
    };

    return put(out, members, LINE);
}

/* The next day after `day` with an event, or `to`; 0 past both. */
static struct nes_date next_day(const struct nes_loan *loan, struct nes_date to, struct nes_date day)
{
    int32_t next = day.day < to.day ? to.day : 0;

    for (int32_t i = 0; i < loan->event_count; i++) {
        int32_t at = loan->events[i].day.day;

        next = at > day.day && at < next ? at : next;
    }
    return (struct nes_date){ next };
}

static struct nes_err put_states(int64_t **out, struct nes_arena *arena, const struct nes_loan *loan,
                                 struct nes_date to)
{
    struct nes_fold *fold;

    NES_TRY(nes_fold_begin(arena, loan, false, &fold));
    *out = NES_NEW_MANY(arena, int64_t, 4 + STATE * ((size_t)loan->event_count + 1));
    for (struct nes_date day = next_day(loan, to, (struct nes_date){ 0 }); day.day != 0;
         day = next_day(loan, to, day)) {
        struct nes_next_payment next;
        struct nes_state state;

        NES_TRY(nes_fold_to(fold, day, &state));
        NES_TRY(nes_fold_next(fold, &next));
        (void)put_state(*out + 4 + STATE * (*out)[1]++, &state, &next);
    }
    return NES_FINE;
}

/* The answer with the states, then the rows to come and the lines of `to`. */
static struct nes_err answer(int64_t **out, struct nes_arena *arena, const struct nes_loan *loan, struct nes_date to)
{
    const struct nes_line *lines;
    const struct nes_row *rows;
    int32_t row_count, line_count;
    struct nes_fold *fold;
    struct nes_state state;
    int64_t *states, *at;

    NES_TRY(put_states(&states, arena, loan, to));
    NES_TRY(nes_fold_begin(arena, loan, true, &fold));
    NES_TRY(nes_fold_to(fold, to, &state));
    rows = nes_fold_rows(fold, &row_count);
    lines = nes_fold_lines(fold, &line_count);
    states[2] = row_count;
    states[3] = line_count;
    *out = NES_NEW_MANY(arena, int64_t,
                        4 + STATE * (size_t)states[1] + ROW * (size_t)row_count + LINE * (size_t)line_count);
    at = put(*out, states, 4 + STATE * (size_t)states[1]);
    for (int32_t i = 0; i < row_count; i++) {
        const int64_t members[ROW] = { rows[i].date.day,          rows[i].days,     rows[i].principal.tiyn,
                                       rows[i].remuneration.tiyn, rows[i].due.tiyn, rows[i].balance.tiyn };

        at = put(at, members, ROW);
    }
    for (int32_t i = 0; i < line_count; i++) {
        at = put_line(at, arena, &lines[i], nes_terms_year(&loan->terms.credit));
    }
    return NES_FINE;
}

const int64_t *nes_wasm_fold(struct nes_arena *arena, const int64_t *all, uint32_t count)
{
    struct reader in = { all, count, false };
    struct nes_schedule schedule;
    struct nes_loan loan = { 0 };
    struct nes_event *events;
    struct nes_date to;
    struct nes_err err;
    int64_t size = take(&in), *out;

    if (size < 0 || size > in.left || !nes_wasm_terms(arena, in.at, (uint32_t)size, &loan.terms.credit)) {
        return nes_wasm_fault(arena, NES_FAIL(TERMS_NEEDED, "terms"));
    }
    in.at += size;
    in.left -= (uint32_t)size;
    err = nes_schedule_build(&loan.terms.credit, arena, &schedule);
    if (err.what) {
        return nes_wasm_fault(arena, err);
    }
    loan.rows = schedule.rows;
    loan.row_count = schedule.count;
    take_loan(&in, &loan.terms);
    to.day = take_small(&in);
    loan.event_count = take_small(&in);
    if (loan.event_count < 0 || (uint32_t)loan.event_count > in.left) {
        return nes_wasm_fault(arena, NES_FAIL(LOAN_FORM, "events"));
    }
    events = NES_NEW_MANY(arena, struct nes_event, (size_t)loan.event_count + 1);
    for (int32_t i = 0; i < loan.event_count; i++) {
        take_event(&in, arena, &loan.terms.credit, &events[i]);
    }
    loan.events = events;
    err = in.over || in.left > 0 ? NES_FAIL(LOAN_FORM, "events") : answer(&out, arena, &loan, to);
    return err.what ? nes_wasm_fault(arena, err) : out;
}
