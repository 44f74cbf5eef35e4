#include "app/schedule_events.h"

#include "app/schedule_events_read.h"
#include "calc/fold.h"
#include "calc/fold_faults.h"

static void comma(struct nes_buf *out, bool first)
{
    if (!first) {
        nes_buf_byte(out, ',');
    }
}

static void put_split(struct nes_buf *out, const char *name, struct nes_split split)
{
    schedule_put_name(out, name);
    nes_buf_byte(out, '{');
    schedule_put_money(out, "current", split.current);
    schedule_put_money(out, "overdue", split.overdue);
    nes_buf_byte(out, '}');
}

static void put_debt(struct nes_buf *out, const char *name, const struct nes_debt *debt)
{
    schedule_put_name(out, name);
    nes_buf_byte(out, '{');
    schedule_put_money(out, "principal", debt->principal);
    schedule_put_money(out, "remuneration", debt->remuneration);
    schedule_put_money(out, "penalty", debt->penalty);
    schedule_put_money(out, "costs", debt->costs);
    nes_buf_byte(out, '}');
}

static void put_next(struct nes_buf *out, const struct nes_next_payment *next)
{
    schedule_put_name(out, "next_payment");
    if (next->date.day == 0) {
        nes_buf_addz(out, "null");
        return;
    }
    nes_buf_byte(out, '{');
    schedule_put_date(out, "date", next->date);
    schedule_put_date(out, "pay_by", next->pay_by);
    schedule_put_money(out, "principal", next->principal);
    schedule_put_money(out, "remuneration", next->remuneration);
    nes_buf_byte(out, '}');
}

/* In the order of folding: that of arrival has no meaning. */
static void put_ids(struct nes_buf *out, const struct nes_fold *fold, struct nes_date day)
{
    int32_t count;
    const struct nes_event *const *events = nes_fold_events(fold, &count);
    bool first = true;

    schedule_put_name(out, "events");
    nes_buf_byte(out, '[');
    for (int32_t i = 0; i < count; i++) {
        char text[NES_ID_TEXT + 1];

        if (events[i]->day.day == day.day) {
            comma(out, first);
            schedule_put_text(out, nes_event_id_write(events[i]->id, text));
            first = false;
        }
    }
    nes_buf_byte(out, ']');
}

static void put_state(struct nes_buf *out, const struct nes_fold *fold, const struct nes_state *state,
                      const struct nes_next_payment *next)
{
    nes_buf_byte(out, '{');
    schedule_put_date(out, "day", state->day);
    put_ids(out, fold, state->day);
    put_split(out, "principal", state->principal);
    put_split(out, "remuneration", state->remuneration);
    put_split(out, "penalty", state->penalty);
    schedule_put_money(out, "costs", state->costs);
    schedule_put_money(out, "suspense", state->suspense);
    schedule_put_money(out, "withheld", state->withheld);
    schedule_put_int(out, "days_overdue", state->days_overdue);
    schedule_put_money(out, "payoff", state->payoff);
    put_next(out, next);
    schedule_put_percent(out, "rate_percent", state->rate, 6);
    schedule_put_bool(out, "suspended", state->suspended);
    schedule_put_bool(out, "stopped", state->stopped);
    schedule_put_bool(out, "closed", state->closed);
    schedule_put_money(out, "issued", state->issued);
    schedule_put_money(out, "received", state->received);
    schedule_put_money(out, "earned", state->earned);
    schedule_put_money(out, "penalties", state->penalties);
    schedule_put_money(out, "charged", state->charged);
    put_debt(out, "paid", &state->paid);
    put_debt(out, "written_off", &state->written_off);
    schedule_put_money(out, "forgiven", state->forgiven);
    schedule_put_money(out, "refunded", state->refunded);
    nes_buf_byte(out, '}');
}

static void put_line(struct nes_buf *out, const struct nes_line *line, int32_t year)
{
    nes_buf_byte(out, '{');
    schedule_put_word(out, "figure", nes_figure_name(line->figure));
    schedule_put_word(out, "kind", nes_line_name(line->kind));
    schedule_put_date(out, "from", line->from);
    schedule_put_date(out, "to", line->to);
    if (line->rate.under > 0) {
        schedule_put_int(out, "days", line->days);
        schedule_put_money(out, "base", line->base);
        if (line->kind == NES_LINE_ROW) {
            schedule_put_int(out, "of_days", line->rate.under);
        } else {
            schedule_put_percent(out, "rate_percent", line->rate, 6);
        }
    }
    schedule_put_money(out, "amount", line->amount);
    if (line->capped) {
        schedule_put_bool(out, "capped", true);
    }
    schedule_put_name(out, "text");
    schedule_put_text(out, nes_line_text(out->arena, line, year));
    nes_buf_byte(out, '}');
}

static void put_rows(struct nes_buf *out, const struct nes_fold *fold)
{
    int32_t count;
    const struct nes_row *rows = nes_fold_rows(fold, &count);

    schedule_put_name(out, "rows_to_come");
    nes_buf_byte(out, '[');
    for (int32_t i = 0; i < count; i++) {
        comma(out, i == 0);
        nes_buf_byte(out, '{');
        schedule_put_date(out, "date", rows[i].date);
        schedule_put_int(out, "days", rows[i].days);
        schedule_put_money(out, "principal", rows[i].principal);
        schedule_put_money(out, "remuneration", rows[i].remuneration);
        schedule_put_money(out, "due", rows[i].due);
        schedule_put_money(out, "balance", rows[i].balance);
        nes_buf_byte(out, '}');
    }
    nes_buf_byte(out, ']');
}

static struct nes_err put_explain(struct nes_buf *out, const struct schedule_loan *in)
{
    struct nes_fold *fold = NULL;
    struct nes_state state;
    const struct nes_line *lines;
    int32_t count;

    NES_TRY(nes_fold_begin(out->arena, &in->loan, true, &fold));
    NES_TRY(nes_fold_to(fold, in->to, &state));
    put_rows(out, fold);
    lines = nes_fold_lines(fold, &count);
    schedule_put_name(out, "explain");
    nes_buf_byte(out, '[');
    for (int32_t i = 0; i < count; i++) {
        comma(out, i == 0);
        put_line(out, &lines[i], nes_terms_year(&in->loan.terms.credit));
    }
    nes_buf_byte(out, ']');
    return NES_FINE;
}

/* The next day after `day` that has an event, or `to`; 0 past both. */
static struct nes_date next_day(const struct schedule_loan *in, struct nes_date day)
{
    int32_t next = day.day < in->to.day ? in->to.day : 0;

    for (int32_t i = 0; i < in->loan.event_count; i++) {
        int32_t at = in->loan.events[i].day.day;

        if (at > day.day && at <= in->to.day && at < next) {
            next = at;
        }
    }
    return (struct nes_date){ next };
}

static struct nes_err put_states(struct nes_buf *out, const struct schedule_loan *in)
{
    struct nes_fold *fold = NULL;
    bool first = true;

    NES_TRY(nes_fold_begin(out->arena, &in->loan, false, &fold));
    schedule_put_name(out, "states");
    nes_buf_byte(out, '[');
    for (struct nes_date day = next_day(in, (struct nes_date){ 0 }); day.day != 0; day = next_day(in, day)) {
        struct nes_next_payment next;
        struct nes_state state;

        NES_TRY(nes_fold_to(fold, day, &state));
        NES_TRY(nes_fold_next(fold, &next));
        comma(out, first);
        put_state(out, fold, &state, &next);
        first = false;
    }
    nes_buf_byte(out, ']');
    return NES_FINE;
}

/* Without a day of its own the fold goes to the last event. */
static void set_to(struct schedule_loan *in)
{
    for (int32_t i = 0, last = in->to.day; last == 0 && i < in->loan.event_count; i++) {
        in->to.day = in->loan.events[i].day.day > in->to.day ? in->loan.events[i].day.day : in->to.day;
    }
}

void schedule_events(const struct schedule_input *input, const struct nes_schedule *schedule,
                     struct schedule_faults *faults, struct nes_buf *out)
{
    struct schedule_loan in;
    struct nes_err err;

    if (!schedule_events_read(input, schedule, faults, &in)) {
        return;
    }
    set_to(&in);
    err = put_states(out, &in);
    err = err.what ? err : put_explain(out, &in);
    if (err.what) {
        schedule_fault(faults, NES_STR("events"), err.what, nes_str_of(err.at));
    }
}
