#include "app/schedule_events_read.h"

#include "calc/calc_faults.h"
#include "calc/fold_faults.h"
#include "calc/terms_words.h"

const struct schedule_events_words schedule_events_words[] = {
    { "class", nes_words_class },       { "accrual", nes_words_accrual },   { "pay_by", nes_words_pay_by },
    { "mode", nes_words_early_mode },   { "year", nes_words_penalty_year }, { "base", nes_words_penalty_base },
    { NULL, NULL },
};

/* An object being read, and the name of its place. */
struct place {
    struct schedule_faults *faults;
    struct nes_str field;
    json_t *object;
};

static json_t *value(const struct place *in, const char *name)
{
    return json_object_get(in->object, name);
}

static struct nes_str named(const struct place *in, const char *name)
{
    return schedule_member(in->faults, in->field, name);
}

static int choice(const struct place *in, const char *name, const char *const *words, int otherwise)
{
    int at = otherwise;

    (void)schedule_read_choice(in->faults, named(in, name), value(in, name), words, &at);
    return at;
}

static void read_bool(const struct place *in, const char *name, bool *out)
{
    (void)schedule_read_bool(in->faults, named(in, name), value(in, name), out);
}

static void read_order(const struct place *in, struct nes_allocation_order *order)
{
    const json_t *list = value(in, "allocation");
    const char *names[NES_PARTS + 1] = { NULL };

    if (!schedule_is_array(in->faults, named(in, "allocation"), list, NES_PARTS)) {
        return;
    }
    for (int i = 0; i < NES_PARTS; i++) {
        names[i] = nes_part_name((enum nes_part)i);
    }
    for (size_t i = 0; i < NES_PARTS; i++) {
        int part = NES_PARTS; /* a place left empty fails the check of the whole */

        (void)schedule_read_choice(in->faults, schedule_element(in->faults, named(in, "allocation"), i),
                                   json_array_get(list, i), names, &part);
        order->part[i] = (enum nes_part)part;
    }
}

static void read_penalty(const struct place *loan, struct nes_penalty_terms *penalty)
{
    static const char *const known[] = { "first_percent", "first_days", "after_percent", "cap_percent", "year",
                                         "base",          NULL };
    struct place in = { loan->faults, named(loan, "penalty"), value(loan, "penalty") };
    int64_t days = penalty->first_days;

    if (!schedule_is_object(in.faults, in.field, in.object)) {
        return;
    }
    schedule_known(in.faults, in.field, in.object, known);
    (void)schedule_read_percent(in.faults, named(&in, "first_percent"), value(&in, "first_percent"), &penalty->first);
    (void)schedule_read_percent(in.faults, named(&in, "after_percent"), value(&in, "after_percent"), &penalty->after);
    (void)schedule_read_percent(in.faults, named(&in, "cap_percent"), value(&in, "cap_percent"), &penalty->cap);
    if (schedule_read_int(in.faults, named(&in, "first_days"), value(&in, "first_days"), &days) &&
        (days < 0 || days > NES_LOAN_DAYS_MAX)) {
        schedule_fault(in.faults, named(&in, "first_days"), &nes_fault_LOAN_FORM, NES_STR(""));
        days = 0;
    }
    penalty->first_days = (int32_t)days;
    penalty->year = (enum nes_penalty_year)choice(&in, "year", nes_words_penalty_year, (int)penalty->year);
    penalty->base = (enum nes_penalty_base)choice(&in, "base", nes_words_penalty_base, (int)penalty->base);
}

static void read_loan(const struct schedule_input *input, struct schedule_faults *faults, struct schedule_loan *out)
{
    static const char *const known[] = { "class",      "accrual", "pay_by", "overdue_bears",
                                         "allocation", "penalty", "to",     NULL };
    struct place in = { faults, NES_STR("loan"), json_object_get(input->root, "loan") };
    bool bears = true;

    out->loan.terms = (struct nes_loan_terms){
        .credit = input->terms,
        .order = nes_allocation_law,
        .penalty = nes_penalty_law,
        .accrual = input->terms.method == NES_FLAT ? NES_ACCRUE_ROW : NES_ACCRUE_BALANCE,
    };
    if (!schedule_is_object(faults, in.field, in.object)) {
        return;
    }
    schedule_known(faults, in.field, in.object, known);
    out->loan.terms.class = (enum nes_loan_class)choice(&in, "class", nes_words_class, NES_CLASS_CONSUMER);
    out->loan.terms.accrual =
        (enum nes_accrual_way)choice(&in, "accrual", nes_words_accrual, (int)out->loan.terms.accrual);
    out->loan.terms.pay_by = (enum nes_pay_by)choice(&in, "pay_by", nes_words_pay_by, NES_PAY_BY_WORKING_DAY);
    read_bool(&in, "overdue_bears", &bears);
    out->loan.terms.overdue_free = !bears;
    read_order(&in, &out->loan.terms.order);
    read_penalty(&in, &out->loan.terms.penalty);
    (void)schedule_read_date(faults, named(&in, "to"), value(&in, "to"), &out->to);
}

static void read_row(const struct place *in, const struct schedule_input *input, struct nes_date last,
                     struct nes_row *row)
{
    static const char *const known[] = { "date", "principal", "remuneration", NULL };
    struct nes_date from = last;

    if (!schedule_is_object(in->faults, in->field, in->object)) {
        return;
    }
    schedule_known(in->faults, in->field, in->object, known);
    (void)schedule_read_date(in->faults, named(in, "date"), value(in, "date"), &row->date);
    (void)schedule_read_money(in->faults, named(in, "principal"), value(in, "principal"), &row->principal);
    (void)schedule_read_money(in->faults, named(in, "remuneration"), value(in, "remuneration"), &row->remuneration);
    row->counted_to = row->date;
    if (row->date.day >= from.day) {
        struct nes_span open = { .from = from, .to = { row->date.day + 1 }, .days = INT32_MAX };

        row->days = nes_terms_days(&input->terms, &open, row->date);
    }
}

static void read_rows(const struct place *event, const struct schedule_input *input, struct nes_event *out)
{
    const json_t *list = value(event, "schedule");
    struct nes_str field = named(event, "schedule");
    struct nes_date last = out->day;
    struct nes_row *rows;

    if (!schedule_is_array(event->faults, field, list, NES_PERIODS_MAX)) {
        return;
    }
    rows = NES_NEW_MANY(event->faults->arena, struct nes_row, json_array_size(list) + 1);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct place in = { event->faults, schedule_element(event->faults, field, i), json_array_get(list, i) };

        rows[i].nr = (int32_t)i + 1;
        read_row(&in, input, last, &rows[i]);
        last = rows[i].date;
    }
    out->rows = rows;
    out->row_count = (int32_t)json_array_size(list);
}

static void read_id(const struct place *in, const char *name, struct nes_id *out)
{
    struct nes_str text;
    struct nes_err err;

    if (!schedule_read_text(in->faults, named(in, name), value(in, name), &text)) {
        return;
    }
    err = nes_event_id_read(text, out);
    if (err.what) {
        schedule_fault(in->faults, named(in, name), &nes_fault_EVENT_ID, NES_STR(""));
    }
}

/* Its place in the list, from 1, as four digits. */
static struct nes_id default_id(size_t nth)
{
    struct nes_id id = { 0 };

    for (size_t i = 4; i > 0; i--) {
        id.b[i - 1] = (uint8_t)('0' + nth % 10);
        nth /= 10;
    }
    return id;
}

/* Which members each kind knows beside kind, id and day. */
static const char *const members_of[NES_EVENT_KINDS][10] = {
    [NES_EVENT_PAYOUT] = { "amount" },
    [NES_EVENT_REVERSAL] = { "of" },
    [NES_EVENT_SUSPEND] = { "reason" },
    [NES_EVENT_RESUME] = { "back" },
    [NES_EVENT_COST] = { "amount" },
    [NES_EVENT_PAYMENT] = { "amount" },
    [NES_EVENT_EARLY_REPAYMENT] = { "amount", "mode", "schedule" },
    [NES_EVENT_PAYOFF] = { "amount", "schedule" },
    [NES_EVENT_LOWER_RATE] = { "rate_percent", "schedule" },
    [NES_EVENT_RESCHEDULE] = { "schedule", "takes_overdue" },
    [NES_EVENT_HOLIDAY] = { "until", "accrues", "schedule" },
    [NES_EVENT_FORGIVE] = { "amount" },
    [NES_EVENT_WRITE_OFF] = { "principal", "remuneration", "penalty", "costs" },
    [NES_EVENT_REFUND] = { "amount" },
};

/* Members without which the kind means nothing. */
static const char *const needed_by[NES_EVENT_KINDS] = {
    [NES_EVENT_PAYOUT] = "amount",    [NES_EVENT_REVERSAL] = "of",          [NES_EVENT_RESUME] = "back",
    [NES_EVENT_COST] = "amount",      [NES_EVENT_PAYMENT] = "amount",       [NES_EVENT_EARLY_REPAYMENT] = "amount",
    [NES_EVENT_PAYOFF] = "amount",    [NES_EVENT_LOWER_RATE] = "rate_percent", [NES_EVENT_RESCHEDULE] = "schedule",
    [NES_EVENT_HOLIDAY] = "until",    [NES_EVENT_REFUND] = "amount",
};

static void check_members(const struct place *in, enum nes_event_kind kind)
{
    const char *known[14] = { "kind", "id", "day" };

    for (size_t i = 0; members_of[kind][i]; i++) {
        known[3 + i] = members_of[kind][i];
    }
    schedule_known(in->faults, in->field, in->object, known);
    if (!value(in, "day")) {
        schedule_fault(in->faults, named(in, "day"), &nes_fault_TERMS_NEEDED, NES_STR(""));
    }
    if (needed_by[kind] && !value(in, needed_by[kind])) {
        schedule_fault(in->faults, named(in, needed_by[kind]), &nes_fault_TERMS_NEEDED, NES_STR(""));
    }
    if (kind == NES_EVENT_EARLY_REPAYMENT && !value(in, "mode")) {
        schedule_fault(in->faults, named(in, "mode"), &nes_fault_TERMS_NEEDED, NES_STR(""));
    }
}

static void read_written(const struct place *in, struct nes_debt *written)
{
    (void)schedule_read_money(in->faults, named(in, "principal"), value(in, "principal"), &written->principal);
    (void)schedule_read_money(in->faults, named(in, "remuneration"), value(in, "remuneration"), &written->remuneration);
    (void)schedule_read_money(in->faults, named(in, "penalty"), value(in, "penalty"), &written->penalty);
    (void)schedule_read_money(in->faults, named(in, "costs"), value(in, "costs"), &written->costs);
}

static void read_event(const struct place *in, const struct schedule_input *input, size_t nth, struct nes_event *out)
{
    struct nes_str kind;

    *out = (struct nes_event){ .id = default_id(nth), .accrues = true, .takes_overdue = true };
    if (!schedule_is_object(in->faults, in->field, in->object)) {
        return;
    }
    if (!value(in, "kind")) {
        schedule_fault(in->faults, named(in, "kind"), &nes_fault_TERMS_NEEDED, NES_STR(""));
    }
    if (!schedule_read_text(in->faults, named(in, "kind"), value(in, "kind"), &kind)) {
        return;
    }
    if (!nes_event_named(kind, &out->kind)) {
        schedule_fault(in->faults, named(in, "kind"), &schedule_fault_choice,
                       NES_STR("docs/events.md lists the kinds"));
        return;
    }
    check_members(in, out->kind);
    read_id(in, "id", &out->id);
    read_id(in, "of", &out->of);
    (void)schedule_read_date(in->faults, named(in, "day"), value(in, "day"), &out->day);
    (void)schedule_read_date(in->faults, named(in, "until"), value(in, "until"), &out->until);
    (void)schedule_read_money(in->faults, named(in, "amount"), value(in, "amount"), &out->amount);
    (void)schedule_read_percent(in->faults, named(in, "rate_percent"), value(in, "rate_percent"), &out->rate);
    (void)schedule_read_text(in->faults, named(in, "reason"), value(in, "reason"), &out->reason);
    read_bool(in, "back", &out->back);
    read_bool(in, "accrues", &out->accrues);
    read_bool(in, "takes_overdue", &out->takes_overdue);
    out->mode = (enum nes_early_mode)choice(in, "mode", nes_words_early_mode, NES_EARLY_SHORTEN);
    if (out->kind == NES_EVENT_WRITE_OFF) {
        read_written(in, &out->written);
    }
    read_rows(in, input, out);
}

static bool has_payout(const struct nes_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == NES_EVENT_PAYOUT) {
            return true;
        }
    }
    return false;
}

/* The payouts of the terms as events; ids "payout01", … */
static int32_t add_payouts(const struct nes_terms *terms, struct nes_event *events, int32_t count)
{
    const struct nes_payout whole = { terms->start, terms->principal };
    const struct nes_payout *payouts = terms->payouts ? terms->payouts : &whole;
    int32_t more = terms->payouts ? terms->payout_count : 1;

    for (int32_t i = 0; i < more; i++) {
        struct nes_event *event = &events[count + i];
        struct nes_err err = nes_event_id_read(NES_STR("payout"), &event->id);

        NES_ASSERT(!err.what);
        event->id.b[6] = (uint8_t)('0' + (i + 1) / 10 % 10);
        event->id.b[7] = (uint8_t)('0' + (i + 1) % 10);
        event->id.b[8] = i >= 99 ? '+' : 0;
        event->kind = NES_EVENT_PAYOUT;
        event->day = payouts[i].date;
        event->amount = payouts[i].amount;
    }
    return count + more;
}

/* What the fold says of one event, under the event's name. */
static void check_event(const struct nes_loan *loan, struct nes_date end, struct schedule_faults *faults, size_t nth)
{
    struct nes_err err = nes_loan_check_event(loan, end, &loan->events[nth]);
    struct nes_str field = schedule_element(faults, NES_STR("events"), nth);

    if (err.what) {
        schedule_fault(faults, schedule_member(faults, field, err.at), err.what, NES_STR(""));
    }
}

bool schedule_events_read(const struct schedule_input *input, const struct nes_schedule *schedule,
                          struct schedule_faults *faults, struct schedule_loan *out)
{
    const json_t *list = json_object_get(input->root, "events");
    size_t count = json_array_size(list);
    struct nes_event *events;
    struct nes_date end;
    struct nes_err err;

    *out = (struct schedule_loan){ .loan.rows = schedule->rows, .loan.row_count = schedule->count };
    read_loan(input, faults, out);
    if (list && !schedule_is_array(faults, NES_STR("events"), list, SCHEDULE_EVENTS_MAX)) {
        return false;
    }
    events = NES_NEW_MANY(faults->arena, struct nes_event, count + NES_PAYOUTS_MAX + 1);
    for (size_t i = 0; i < count; i++) {
        struct place in = { faults, schedule_element(faults, NES_STR("events"), i), json_array_get(list, i) };

        read_event(&in, input, i + 1, &events[i]);
    }
    out->loan.events = events;
    out->loan.event_count =
        has_payout(events, count) ? (int32_t)count : add_payouts(&input->terms, events, (int32_t)count);
    if (faults->count == 0 && (err = nes_loan_check(&out->loan)).what) {
        schedule_fault(faults, NES_STR("loan"), err.what, nes_str_of(err.at));
    }
    end = nes_loan_end(&out->loan);
    for (size_t i = 0; i < count && faults->count == 0; i++) {
        check_event(&out->loan, end, faults, i);
    }
    return faults->count == 0;
}
