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

static void put_ids(struct nes_buf *out, const struct nes_loan *loan, struct nes_date day)
{
    bool first = true;

    schedule_put_name(out, "events");
    nes_buf_byte(out, '[');
    for (int32_t i = 0; i < loan->event_count; i++) {
        char text[NES_ID_TEXT + 1];

        if (loan->events[i].day.day == day.day) {
            comma(out, first);
            schedule_put_text(out, nes_event_id_write(loan->events[i].id, text));
            first = false;
        }
    }
    nes_buf_byte(out, ']');
}

static void put_state(struct nes_buf *out, const struct nes_loan *loan, const struct nes_state *state,
                      const struct nes_next_payment *next)
{
    nes_buf_byte(out, '{');
    schedule_put_date(out, "day", state->day);
    put_ids(out, loan, state->day);
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

static int32_t year_of(const struct nes_terms *terms)
{
    switch (terms->day_count) {
    case NES_30_360:
    case NES_ACT_360:
        return 360;
    case NES_ACT_365:
        return 365;
    case NES_ACT_ACT:
        return 0;
    }
    NES_BUG("a known day count");
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
        put_line(out, &lines[i], year_of(&in->loan.terms.credit));
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
        put_state(out, &in->loan, &state, &next);
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

#define AMOUNT  "{\"type\":[\"string\",\"number\"],\"pattern\":\"^-?(0|[1-9][0-9]*)([.][0-9]{1,2})?$\"}"
#define PERCENT "{\"type\":[\"string\",\"number\"],\"pattern\":\"^(0|[1-9][0-9]*)([.][0-9]{1,6})?$\"}"
#define DATE    "{\"type\":\"string\",\"format\":\"date\"}"
#define BOOL    "{\"type\":\"boolean\"}"
#define ID      "{\"type\":\"string\",\"minLength\":1,\"maxLength\":36}"
#define WHOLE   "{\"type\":\"integer\",\"minimum\":0}"
#define ROWS(members)                                                                                                  \
    "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"date\":" DATE ",\"principal\":" AMOUNT         \
    ",\"remuneration\":" AMOUNT members "},\"additionalProperties\":false}}"
#define SPLIT   "{\"type\":\"object\",\"properties\":{\"current\":" AMOUNT ",\"overdue\":" AMOUNT "}}"
#define DEBT    "{\"type\":\"object\",\"properties\":{\"principal\":" AMOUNT ",\"remuneration\":" AMOUNT ",\"penalty\":"  \
                AMOUNT ",\"costs\":" AMOUNT "}}"

static void put_words(struct nes_buf *out, const char *name)
{
    const struct schedule_events_words *at = schedule_events_words;

    while (!nes_str_is(nes_str_of(at->name), name)) {
        at++;
    }
    schedule_put_name(out, name);
    nes_buf_addz(out, "{\"enum\":[");
    for (const char *const *word = at->words; *word; word++) {
        comma(out, word == at->words);
        schedule_put_text(out, nes_str_of(*word));
    }
    nes_buf_addz(out, "]}");
}

static const struct { enum nes_event_kind kind; const char *members, *needed; } shapes[] = {
    { NES_EVENT_PAYOUT,          "\"amount\":" AMOUNT, "\"amount\"" },
    { NES_EVENT_REVERSAL,        "\"of\":" ID, "\"of\"" },
    { NES_EVENT_SUSPEND,         "\"reason\":{\"type\":\"string\"}", "" },
    { NES_EVENT_RESUME,          "\"back\":" BOOL, "\"back\"" },
    { NES_EVENT_COST,            "\"amount\":" AMOUNT, "\"amount\"" },
    { NES_EVENT_PAYMENT,         "\"amount\":" AMOUNT, "\"amount\"" },
    { NES_EVENT_EARLY_REPAYMENT, "\"amount\":" AMOUNT ",\"mode\":{\"enum\":[\"shorten\",\"lower\",\"skip\"]},\"schedule\":"
                                 ROWS(""), "\"amount\",\"mode\"" },
    { NES_EVENT_PAYOFF,          "\"amount\":" AMOUNT ",\"schedule\":" ROWS(""), "\"amount\"" },
    { NES_EVENT_LOWER_RATE,      "\"rate_percent\":" PERCENT ",\"schedule\":" ROWS(""), "\"rate_percent\"" },
    { NES_EVENT_RESCHEDULE,      "\"schedule\":" ROWS("") ",\"takes_overdue\":" BOOL, "\"schedule\"" },
    { NES_EVENT_HOLIDAY,         "\"until\":" DATE ",\"accrues\":" BOOL ",\"schedule\":" ROWS(""), "\"until\"" },
    { NES_EVENT_FORGIVE,         "\"amount\":" AMOUNT, "" },
    { NES_EVENT_WRITE_OFF,       "\"principal\":" AMOUNT ",\"remuneration\":" AMOUNT ",\"penalty\":" AMOUNT ",\"costs\":" AMOUNT,
                                 "" },
    { NES_EVENT_REFUND,          "\"amount\":" AMOUNT, "\"amount\"" },
};

void schedule_events_schema_in(struct nes_buf *out)
{
    schedule_put_name(out, "events");
    nes_buf_addz(out, "{\"type\":\"array\",\"maxItems\":2000,\"items\":{\"oneOf\":[");
    for (size_t i = 0; i < NES_LEN(shapes); i++) {
        comma(out, i == 0);
        nes_buf_addz(out, "{\"type\":\"object\",\"properties\":{\"kind\":{\"const\":");
        schedule_put_text(out, nes_str_of(nes_event_name(shapes[i].kind)));
        nes_buf_addz(out, "},\"id\":" ID ",\"day\":" DATE ",");
        nes_buf_addz(out, shapes[i].members);
        nes_buf_addz(out, "},\"required\":[\"kind\",\"day\"");
        comma(out, shapes[i].needed[0] == '\0');
        nes_buf_addz(out, shapes[i].needed);
        nes_buf_addz(out, "],\"additionalProperties\":false}");
    }
    nes_buf_addz(out, "]}}");
    schedule_put_name(out, "loan");
    nes_buf_addz(out, "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
    put_words(out, "class");
    put_words(out, "accrual");
    put_words(out, "pay_by");
    nes_buf_addz(out, ",\"overdue_bears\":" BOOL ",\"allocation\":{\"type\":\"array\",\"minItems\":6,\"maxItems\":6,"
                      "\"items\":{\"enum\":[");
    for (int i = 0; i < NES_PARTS; i++) {
        comma(out, i == 0);
        schedule_put_text(out, nes_str_of(nes_part_name((enum nes_part)i)));
    }
    nes_buf_addz(out, "]}},\"to\":" DATE ",\"penalty\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
                      "\"first_percent\":" PERCENT ",\"after_percent\":" PERCENT ",\"cap_percent\":" PERCENT
                      ",\"first_days\":" WHOLE);
    put_words(out, "year");
    put_words(out, "base");
    nes_buf_addz(out, "}}}}");
}

void schedule_events_schema_out(struct nes_buf *out)
{
    nes_buf_addz(out, ",\"states\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"day\":" DATE
                      ",\"events\":{\"type\":\"array\",\"items\":" ID "},\"principal\":" SPLIT ",\"remuneration\":" SPLIT
                      ",\"penalty\":" SPLIT ",\"costs\":" AMOUNT ",\"suspense\":" AMOUNT ",\"withheld\":" AMOUNT
                      ",\"days_overdue\":" WHOLE ",\"payoff\":" AMOUNT ",\"next_payment\":{\"type\":[\"object\",\"null\"],"
                      "\"properties\":{\"date\":" DATE ",\"pay_by\":" DATE ",\"principal\":" AMOUNT ",\"remuneration\":" AMOUNT
                      "}},\"rate_percent\":{\"type\":\"string\"},\"suspended\":" BOOL ",\"stopped\":" BOOL ",\"closed\":" BOOL
                      ",\"issued\":" AMOUNT ",\"received\":" AMOUNT ",\"earned\":" AMOUNT ",\"penalties\":" AMOUNT
                      ",\"charged\":" AMOUNT ",\"paid\":" DEBT ",\"written_off\":" DEBT ",\"forgiven\":" AMOUNT
                      ",\"refunded\":" AMOUNT "}}},\"rows_to_come\":");
    nes_buf_addz(out, ROWS(",\"days\":" WHOLE ",\"due\":" AMOUNT ",\"balance\":" AMOUNT));
    nes_buf_addz(out, ",\"explain\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"figure\":{\"type\":"
                      "\"string\"},\"kind\":{\"type\":\"string\"},\"from\":" DATE ",\"to\":" DATE ",\"days\":" WHOLE
                      ",\"of_days\":" WHOLE ",\"base\":" AMOUNT ",\"rate_percent\":{\"type\":\"string\"},\"amount\":" AMOUNT
                      ",\"capped\":" BOOL ",\"text\":{\"type\":\"string\"}}}}");
}
