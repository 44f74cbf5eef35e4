#include "app/schedule_output.h"

#include "app/schedule_events.h"
#include "calc/calc_faults.h"
#include "calc/cap.h"

#define ANSWER_MAX (64 * 1'024 * 1'024)

static void put_row(struct nes_buf *out, const struct nes_row *row)
{
    nes_buf_byte(out, '{');
    schedule_put_int(out, "nr", row->nr);
    schedule_put_date(out, "date", row->date);
    if (row->counted_to.day != row->date.day) {
        schedule_put_date(out, "counted_to", row->counted_to);
    }
    if (row->nr == 0) {
        schedule_put_money(out, "payout", row->payout);
    }
    schedule_put_int(out, "days", row->days);
    schedule_put_money(out, "principal", row->principal);
    schedule_put_money(out, "remuneration", row->remuneration);
    schedule_put_money(out, "penalty", (struct nes_money){ 0 });
    schedule_put_money(out, "due", row->due);
    schedule_put_money(out, "balance", row->balance);
    nes_buf_byte(out, '}');
}

void schedule_put_rate(struct nes_buf *out, struct nes_err err, const struct nes_effective *rate)
{
    schedule_put_name(out, "effective_rate");
    nes_buf_byte(out, '{');
    if (err.what) {
        schedule_put_word(out, "refused", err.what->code);
    } else {
        schedule_put_percent(out, "percent", (struct nes_ratio){ rate->percent_e6, 100'000'000 }, 6);
        schedule_put_percent(out, "legal", (struct nes_ratio){ rate->legal_e1, 1'000 }, 1);
    }
    nes_buf_byte(out, '}');
}

static const char *const cap_names[] = { "yearly", "daily", "total" };

static void put_limit(struct nes_buf *out, const struct nes_cap_limit *limit)
{
    /* Both have at most nine digits after the point as percent; the difference is taken of what is shown. */
    int64_t top = limit->limit.over * (100'000'000 / limit->limit.under);
    nes_uwide size = (nes_uwide)(limit->value.over < 0 ? -limit->value.over : limit->value.over) * 100'000'000;
    int64_t value = (int64_t)nes_round_quotient(size, (nes_uwide)limit->value.under, NES_ROUND_HALF_UP);

    value = limit->value.over < 0 ? -value : value;
    nes_buf_byte(out, '{');
    schedule_put_word(out, "name", cap_names[limit->kind]);
    schedule_put_percent(out, "limit_percent", (struct nes_ratio){ top, 100'000'000 }, 6);
    schedule_put_percent(out, "value_percent", (struct nes_ratio){ value, 100'000'000 }, 6);
    schedule_put_percent(out, "margin_percent", (struct nes_ratio){ top - value, 100'000'000 }, 6);
    schedule_put_bool(out, "holds", limit->holds);
    nes_buf_byte(out, '}');
}

static void put_cap(struct nes_buf *out, const struct nes_cap_answer *answer)
{
    schedule_put_name(out, "cap");
    nes_buf_byte(out, '{');
    schedule_put_word(out, "tier", answer->cap->name);
    schedule_put_date(out, "from", answer->cap->from);
    schedule_put_bool(out, "passes", answer->passes);
    schedule_put_name(out, "limits");
    nes_buf_byte(out, '[');
    for (int32_t i = 0; i < answer->count; i++) {
        if (i > 0) {
            nes_buf_byte(out, ',');
        }
        put_limit(out, &answer->limits[i]);
    }
    nes_buf_byte(out, ']');
    if (answer->bounded) {
        schedule_put_word(out, "binds", cap_names[answer->binds]);
        schedule_put_percent(out, "largest_rate_percent", (struct nes_ratio){ answer->largest_e5, 10'000'000 }, 5);
    }
    nes_buf_byte(out, '}');
}

static void put_price(struct nes_buf *out, const struct schedule_input *input, const struct nes_schedule *schedule)
{
    struct nes_cap_rules rules = nes_cap_rules_kz(out->arena); /* the server reads them from its dated rules */
    struct nes_cap_ask ask = { .terms = &input->terms, .schedule = schedule, .per_year = input->per_year };
    struct nes_effective rate = { 0 };
    struct nes_cap_answer cap;
    struct nes_flows flows;
    struct nes_err err = nes_flows_of_schedule(schedule, out->arena, &flows);

    err = err.what ? err : nes_rate_effective(&flows, &rate);
    schedule_put_rate(out, err, &rate);
    if (nes_cap_find(&rules, &input->terms, schedule, &ask.cap).what) {
        return;
    }
    if (!nes_cap_compare(&ask, out->arena, &cap).what) {
        put_cap(out, &cap);
    }
}

void schedule_put_answer(struct nes_buf *out, const struct schedule_input *input, const struct nes_schedule *schedule)
{
    schedule_put_int(out, "calc_version", input->terms.calc_version);
    schedule_put_name(out, "rows");
    nes_buf_byte(out, '[');
    for (int32_t i = 0; i < schedule->count; i++) {
        if (i > 0) {
            nes_buf_byte(out, ',');
        }
        put_row(out, &schedule->rows[i]);
    }
    nes_buf_byte(out, ']');
    schedule_put_name(out, "totals");
    nes_buf_byte(out, '{');
    schedule_put_money(out, "paid_out", schedule->paid_out);
    schedule_put_money(out, "principal", schedule->principal);
    schedule_put_money(out, "remuneration", schedule->remuneration);
    schedule_put_money(out, "penalty", (struct nes_money){ 0 });
    schedule_put_money(out, "due", schedule->due);
    nes_buf_byte(out, '}');
    schedule_put_money(out, "overpayment", (struct nes_money){ schedule->due.tiyn - schedule->paid_out.tiyn });
    if (input->terms.method == NES_ANNUITY || input->terms.method == NES_FLAT ||
        input->terms.method == NES_FIXED_INSTALMENT) {
        schedule_put_money(out, "instalment", schedule->instalment);
    }
    put_price(out, input, schedule);
}

/* The fault of a failure that only building shows; `at` names a member of the terms where it can. */
static void failed(struct schedule_faults *faults, struct nes_err err)
{
    if (err.what) {
        schedule_fault(faults, nes_str_of(err.at), err.what, NES_STR(""));
    }
}

static bool finish(struct schedule_faults *faults, struct nes_buf *out, struct nes_str *text)
{
    struct nes_buf problem = nes_buf_begin(faults->arena, ANSWER_MAX);

    nes_buf_byte(out, '}');
    if (faults->count == 0) {
        failed(faults, nes_buf_done(out, text));
    }
    if (faults->count == 0) {
        return true;
    }
    schedule_put_problem(&problem, faults);
    NES_ASSERT(!nes_buf_done(&problem, text).what); /* 64 faults of bounded length */
    return false;
}

bool schedule_answer(struct nes_arena *arena, struct nes_str text, struct nes_str *out)
{
    struct schedule_faults faults = { .arena = arena };
    struct nes_buf buf = nes_buf_begin(arena, ANSWER_MAX);
    json_t *root = schedule_parse(&faults, text);
    struct nes_schedule schedule = { 0 };
    struct schedule_input input = { 0 };

    nes_buf_byte(&buf, '{');
    if (root) {
        schedule_input_read(&faults, root, &input);
    }
    if (faults.count == 0) {
        failed(&faults, nes_schedule_build(&input.terms, arena, &schedule));
    }
    if (faults.count == 0) {
        schedule_put_answer(&buf, &input, &schedule);
        if (json_object_get(root, "events") || json_object_get(root, "loan")) {
            schedule_events(&input, &schedule, &faults, &buf);
        }
    }
    json_decref(root);
    return finish(&faults, &buf, out);
}

static size_t read_flows(struct schedule_faults *faults, json_t *root, struct nes_flow **out)
{
    static const char *const members[] = { "flows", NULL }, *const parts[] = { "date", "amount", NULL };
    const json_t *list = json_object_get(root, "flows");
    size_t count = json_array_size(list);
    struct nes_flow *flows;

    schedule_known(faults, NES_STR(""), root, members);
    if (!list) {
        schedule_fault(faults, NES_STR("flows"), &nes_fault_TERMS_NEEDED, NES_STR(""));
    }
    if (!schedule_is_array(faults, NES_STR("flows"), list, NES_FLOWS_MAX)) {
        return 0;
    }
    flows = NES_NEW_MANY(faults->arena, struct nes_flow, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct nes_str field = schedule_element(faults, NES_STR("flows"), i);
        json_t *one = json_array_get(list, i), *date, *amount;

        if (!schedule_is_object(faults, field, one)) {
            continue;
        }
        schedule_known(faults, field, one, parts);
        date = json_object_get(one, "date");
        amount = json_object_get(one, "amount");
        if (!date || !amount) {
            schedule_fault(faults, schedule_member(faults, field, date ? "amount" : "date"), &nes_fault_TERMS_NEEDED,
                           NES_STR(""));
        }
        (void)schedule_read_date(faults, schedule_member(faults, field, "date"), date, &flows[i].date);
        (void)schedule_read_money(faults, schedule_member(faults, field, "amount"), amount, &flows[i].amount);
    }
    *out = flows;
    return count;
}

bool schedule_answer_rate(struct nes_arena *arena, struct nes_str text, struct nes_str *out)
{
    struct schedule_faults faults = { .arena = arena };
    struct nes_buf buf = nes_buf_begin(arena, ANSWER_MAX);
    json_t *root = schedule_parse(&faults, text);
    struct nes_flow *flows = NULL;
    size_t count = root ? read_flows(&faults, root, &flows) : 0;
    struct nes_effective rate = { 0 };
    struct nes_flows by_day;

    nes_buf_byte(&buf, '{');
    if (faults.count == 0) {
        failed(&faults, nes_flows_of(flows, count, arena, &by_day));
    }
    if (faults.count == 0) {
        failed(&faults, nes_rate_effective(&by_day, &rate));
    }
    schedule_put_rate(&buf, NES_FINE, &rate);
    json_decref(root);
    return finish(&faults, &buf, out);
}
