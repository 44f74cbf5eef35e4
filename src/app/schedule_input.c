#include "app/schedule_input.h"

#include "calc/calc_faults.h"
#include "calc/terms_words.h"

#define DATES_MAX 2'000

static const char *const rate_is[] = { "year", "period", NULL };

static const char *const members[] = {
    "calc_version",   "principal",     "rate_percent", "rate_is",       "method",     "periods",
    "every",          "start",         "first_due",    "day_count",     "year_boundary", "leap",
    "first_day",      "rounding",      "minor_units",  "instalment",    "instalment_multiple", "level",
    "remainder",      "shares",        "grace_principal", "grace_interest", "interest_free", "down_payment_percent",
    "weekend",        "holidays",      "workdays",     "shift",         "month_end",  "payouts",
    "events",         "loan",          NULL,
};

const struct schedule_choice *schedule_choices(size_t *count)
{
    static const struct schedule_choice choices[] = {
        { "method", nes_words_method },       { "unit", nes_words_unit },
        { "rate_is", rate_is },               { "day_count", nes_words_day_count },
        { "leap", nes_words_leap },           { "year_boundary", nes_words_year_boundary },
        { "first_day", nes_words_first_day }, { "rounding", nes_words_rounding },
        { "remainder", nes_words_remainder }, { "weekend", nes_words_weekend },
        { "shift", nes_words_shift },         { "month_end", nes_words_month_end },
    };

    *count = NES_LEN(choices);
    return choices;
}

/* The reader: each function takes a member of `root` by its name. */
struct reader {
    struct schedule_faults *faults;
    json_t *root;
};

static json_t *member(const struct reader *in, const char *name)
{
    return json_object_get(in->root, name);
}

static void need(const struct reader *in, const char *name)
{
    if (!member(in, name)) {
        schedule_fault(in->faults, nes_str_of(name), &nes_fault_TERMS_NEEDED, NES_STR(""));
    }
}

/* The place of the word, or `otherwise` where the member is absent or wrong. */
static int choice(const struct reader *in, const char *name, const char *const *words, int otherwise)
{
    int at = otherwise;

    (void)schedule_read_choice(in->faults, nes_str_of(name), member(in, name), words, &at);
    return at;
}

static int32_t small(struct schedule_faults *faults, struct nes_str field, const json_t *value, int32_t otherwise)
{
    int64_t number = otherwise;

    if (schedule_read_int(faults, field, value, &number) && (number > INT32_MAX || number < INT32_MIN)) {
        schedule_fault(faults, field, &nes_fault_TERMS_RANGE, NES_STR(""));
        return otherwise;
    }
    return (int32_t)number;
}

static int32_t number(const struct reader *in, const char *name, int32_t otherwise)
{
    return small(in->faults, nes_str_of(name), member(in, name), otherwise);
}

static struct nes_money money(const struct reader *in, const char *name)
{
    struct nes_money amount = { 0 };

    if (schedule_read_money(in->faults, nes_str_of(name), member(in, name), &amount) && amount.tiyn <= 0) {
        schedule_fault(in->faults, nes_str_of(name), &nes_fault_TERMS_RANGE, NES_STR(""));
        amount.tiyn = 0;
    }
    return amount;
}

static struct nes_date date(const struct reader *in, const char *name)
{
    struct nes_date out = { 0 };

    (void)schedule_read_date(in->faults, nes_str_of(name), member(in, name), &out);
    return out;
}

static struct nes_every every(const struct reader *in)
{
    static const char *const names[] = { "count", "unit", NULL };
    struct nes_every out = { 1, NES_UNIT_MONTHS };
    json_t *value = member(in, "every");
    int unit = NES_UNIT_MONTHS - 1;

    if (!schedule_is_object(in->faults, NES_STR("every"), value)) {
        return out;
    }
    schedule_known(in->faults, NES_STR("every"), value, names);
    out.count = small(in->faults, NES_STR("every.count"), json_object_get(value, "count"), 1);
    (void)schedule_read_choice(in->faults, NES_STR("every.unit"), json_object_get(value, "unit"), nes_words_unit,
                               &unit);
    out.unit = (enum nes_unit)(unit + 1);
    return out;
}

/* Puts a day of the calendar in its place; the same day twice is kept once, with two meanings it is a fault. */
static void put_day(struct nes_calendar_day *days, size_t *count, struct nes_calendar_day day, bool *clash)
{
    size_t at = *count;

    while (at > 0 && days[at - 1].date.day > day.date.day) {
        at--;
    }
    if (at > 0 && days[at - 1].date.day == day.date.day) {
        *clash = days[at - 1].works != day.works;
        return;
    }
    for (size_t i = (*count)++; i > at; i--) {
        days[i] = days[i - 1];
    }
    days[at] = day;
}

static void read_days(const struct reader *in, const char *name, bool works, struct nes_calendar_day *days,
                      size_t *count)
{
    struct nes_str field = nes_str_of(name);
    const json_t *list = member(in, name);

    if (!schedule_is_array(in->faults, field, list, DATES_MAX)) {
        return;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct nes_str element = schedule_element(in->faults, field, i);
        struct nes_calendar_day day = { .works = works };
        bool clash = false;

        if (!schedule_read_date(in->faults, element, json_array_get(list, i), &day.date)) {
            continue;
        }
        put_day(days, count, day, &clash);
        if (clash) {
            schedule_fault(in->faults, element, &nes_fault_TERMS_CONFLICT, NES_STR(""));
        }
    }
}

static struct nes_calendar calendar(const struct reader *in)
{
    struct nes_calendar_day *days = NES_NEW_MANY(in->faults->arena, struct nes_calendar_day, 2 * DATES_MAX);
    struct nes_calendar out = { .days = days };

    read_days(in, "holidays", false, days, &out.count);
    read_days(in, "workdays", true, days, &out.count);
    return out;
}

static void read_payouts(const struct reader *in, struct nes_terms *terms)
{
    static const char *const names[] = { "date", "amount", NULL };
    const json_t *list = member(in, "payouts");
    struct nes_payout *payouts;

    if (!schedule_is_array(in->faults, NES_STR("payouts"), list, NES_PAYOUTS_MAX)) {
        return;
    }
    payouts = NES_NEW_MANY(in->faults->arena, struct nes_payout, json_array_size(list) + 1);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *one = json_array_get(list, i);
        struct nes_str field = schedule_element(in->faults, NES_STR("payouts"), i);
        struct nes_str day_field = schedule_member(in->faults, field, "date");
        struct nes_str amount_field = schedule_member(in->faults, field, "amount");

        if (!schedule_is_object(in->faults, field, one)) {
            continue;
        }
        schedule_known(in->faults, field, one, names);
        if (!json_object_get(one, "date")) {
            schedule_fault(in->faults, day_field, &nes_fault_TERMS_NEEDED, NES_STR(""));
        }
        if (!json_object_get(one, "amount")) {
            schedule_fault(in->faults, amount_field, &nes_fault_TERMS_NEEDED, NES_STR(""));
        }
        (void)schedule_read_date(in->faults, day_field, json_object_get(one, "date"), &payouts[i].date);
        (void)schedule_read_money(in->faults, amount_field, json_object_get(one, "amount"), &payouts[i].amount);
    }
    terms->payouts = payouts;
    terms->payout_count = (int32_t)json_array_size(list);
}

/* A weight of at most six decimals, in millionths: the form of a percentage, without its bound of 100 000. */
static bool read_share(struct schedule_faults *faults, struct nes_str field, const json_t *value, int64_t *out)
{
    struct nes_str text, whole, part;
    int64_t left = 0, right = 0;
    bool pointed;

    if (!schedule_read_text(faults, field, value, &text)) {
        return false;
    }
    pointed = nes_str_cut(text, '.', &whole, &part);
    for (size_t i = 0; i < 6; i++) {
        char c = i < part.len ? part.ptr[i] : '0';

        pointed = pointed && (i >= part.len || (c >= '0' && c <= '9'));
        right = right * 10 + (c - '0');
    }
    if ((part.len > 0 && !pointed) || part.len > 6 || whole.len > 9 || nes_str_int(whole, &left).what || left < 0 ||
        nes_str_starts(whole, NES_STR("-")) || (part.len == 0 && text.len != whole.len)) {
        schedule_fault(faults, field, &nes_fault_TERMS_RANGE, NES_STR(""));
        return false;
    }
    *out = left * 1'000'000 + right;
    return true;
}

static void read_shares(const struct reader *in, struct nes_terms *terms)
{
    const json_t *list = member(in, "shares");
    int64_t *shares;

    if (!schedule_is_array(in->faults, NES_STR("shares"), list, NES_PERIODS_MAX)) {
        return;
    }
    if (terms->periods > 0 && json_array_size(list) != (size_t)terms->periods) {
        schedule_fault(in->faults, NES_STR("shares"), &nes_fault_TERMS_CONFLICT,
                       NES_STR("there must be as many as periods"));
        return;
    }
    shares = NES_NEW_MANY(in->faults->arena, int64_t, NES_PERIODS_MAX);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct nes_str field = schedule_element(in->faults, NES_STR("shares"), i);

        (void)read_share(in->faults, field, json_array_get(list, i), &shares[i]);
    }
    terms->shares = shares;
}

/* The yearly rate of a rate of a period (docs/schedule.md, 2). */
static void set_rate(const struct reader *in, struct schedule_input *out)
{
    struct nes_terms *terms = &out->terms;
    bool of_360 = terms->day_count == NES_30_360 || terms->day_count == NES_ACT_360;
    int64_t count = terms->every.count > 0 ? terms->every.count : 1;
    struct nes_err err;

    (void)schedule_read_percent(in->faults, NES_STR("rate_percent"), member(in, "rate_percent"), &terms->rate);
    out->per_year = (struct nes_ratio){ 1, 1 };
    if (!out->rate_of_period) {
        return;
    }
    if (terms->every.unit == NES_UNIT_MONTHS) {
        out->per_year = (struct nes_ratio){ 12, count };
    } else {
        out->per_year = (struct nes_ratio){ of_360 ? 360 : 365, count * (terms->every.unit == NES_UNIT_WEEKS ? 7 : 1) };
    }
    err = nes_ratio_times(terms->rate, out->per_year, &terms->rate);
    if (err.what) {
        schedule_fault(in->faults, NES_STR("rate_percent"), err.what, NES_STR(""));
    }
}

static void read_terms(const struct reader *in, struct nes_terms *terms)
{
    *terms = (struct nes_terms){
        .calc_version = number(in, "calc_version", 1),
        .principal = money(in, "principal"),
        .rate = { 0, 1 },
        .method = (enum nes_method)(choice(in, "method", nes_words_method, -1) + 1),
        .periods = number(in, "periods", 0),
        .every = every(in),
        .start = date(in, "start"),
        .first_due = date(in, "first_due"),
        .day_count = (enum nes_day_count)(choice(in, "day_count", nes_words_day_count, -1) + 1),
        .year_boundary = (enum nes_year_boundary)choice(in, "year_boundary", nes_words_year_boundary, NES_JAN1),
        .leap = (enum nes_leap)choice(in, "leap", nes_words_leap, NES_LEAP_ACTUAL),
        .first_day = (enum nes_first_day)choice(in, "first_day", nes_words_first_day, NES_FIRST_DAY_EXCLUDE),
        .rounding = (enum nes_round)choice(in, "rounding", nes_words_rounding, NES_ROUND_HALF_UP),
        .minor_units = number(in, "minor_units", 2),
        .instalment = money(in, "instalment"),
        .instalment_multiple = money(in, "instalment_multiple"),
        .remainder = (enum nes_remainder)choice(in, "remainder", nes_words_remainder, NES_REMAINDER_LAST),
        .grace_principal = number(in, "grace_principal", 0),
        .grace_interest = number(in, "grace_interest", 0),
        .interest_free = number(in, "interest_free", 0),
        .down_payment = { 0, 1 },
        .weekend = (enum nes_weekend)choice(in, "weekend", nes_words_weekend, NES_WEEKEND_KEEP),
        .shift = (enum nes_shift)choice(in, "shift", nes_words_shift, NES_SHIFT_CHARGE),
        .calendar = calendar(in),
        .month_end = (enum nes_month_end)choice(in, "month_end", nes_words_month_end, NES_MONTH_ANCHOR),
    };
    (void)schedule_read_bool(in->faults, NES_STR("level"), member(in, "level"), &terms->level);
    (void)schedule_read_percent(in->faults, NES_STR("down_payment_percent"), member(in, "down_payment_percent"),
                                &terms->down_payment);
    read_payouts(in, terms);
    read_shares(in, terms);
}

/* Whether reading already found fault with the member or with an element of it. */
static bool is_named(const struct schedule_faults *faults, size_t count, struct nes_str field)
{
    for (size_t i = 0; i < count; i++) {
        if (nes_str_starts(faults->list[i].field, field)) {
            return true;
        }
    }
    return false;
}

static void check(struct schedule_faults *faults, const struct nes_terms *terms)
{
    struct nes_flaw flaws[NES_FLAWS_MAX];
    int32_t count = nes_terms_check(terms, flaws);
    size_t read = faults->count;

    for (int32_t i = 0; i < count; i++) {
        struct nes_str field = nes_str_of(flaws[i].field);

        if (is_named(faults, read, field)) {
            continue;
        }
        if (flaws[i].nth > 0) {
            field = schedule_element(faults, field, (size_t)flaws[i].nth - 1);
        }
        if (flaws[i].part) {
            field = schedule_member(faults, field, flaws[i].part);
        }
        schedule_fault(faults, field, flaws[i].err.what, NES_STR(""));
    }
}

void schedule_input_read(struct schedule_faults *faults, json_t *root, struct schedule_input *out)
{
    static const char *const needed[] = { "principal", "rate_percent", "method", "periods", "start", "day_count" };
    struct reader in = { faults, root };

    *out = (struct schedule_input){ .root = root };
    schedule_known(faults, NES_STR(""), root, members);
    for (size_t i = 0; i < NES_LEN(needed); i++) {
        need(&in, needed[i]);
    }
    read_terms(&in, &out->terms);
    out->rate_of_period = choice(&in, "rate_is", rate_is, 0) == 1;
    set_rate(&in, out);
    check(faults, &out->terms);
}
