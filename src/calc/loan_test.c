#include "calc/loan.h"

#include <string.h>

#include "calc/fold_rig.h"
#include "test/unit/test.h"

static struct nes_err begin(struct rig *rig)
{
    struct nes_fold *fold;

    rig->loan.events = rig->events;
    return nes_fold_begin(rig->arena, &rig->loan, false, &fold);
}

NES_TEST(terms_that_the_law_forbids_are_refused, .kind = NES_REFUSES, .rules = "D.3")
{
    struct rig rig = rig_begin();
    struct nes_penalty_terms *penalty = &rig.loan.terms.penalty;

    rig_schedule(&rig);
    penalty->first = (struct nes_ratio){ 6, 1'000 };
    NES_WANT_FAULT("0.6 % a day", begin(&rig), "PENALTY_LAW");
    rig.loan.terms.class = NES_CLASS_BUSINESS;
    NES_WANT_FAULT("of a business it may be agreed", begin(&rig), "fine");
    rig.loan.terms.class = NES_CLASS_CONSUMER;
    *penalty = nes_penalty_law;
    penalty->after = (struct nes_ratio){ 4, 10'000 };
    NES_WANT_FAULT("0.04 % after 90 days", begin(&rig), "PENALTY_LAW");
    *penalty = nes_penalty_law;
    penalty->first_days = 91;
    NES_WANT_FAULT("0.5 % on day 91", begin(&rig), "PENALTY_LAW");
    penalty->first = (struct nes_ratio){ 1, 10'000 };
    NES_WANT_FAULT("0.01 % on day 91", begin(&rig), "fine");
    penalty->first = nes_penalty_law.after;
    NES_WANT_FAULT("0.03 % from the first day on", begin(&rig), "fine");
    *penalty = nes_penalty_law;
    penalty->cap = (struct nes_ratio){ 11, 100 };
    NES_WANT_FAULT("11 % of a year", begin(&rig), "PENALTY_LAW");
    rig_end(&rig);
}

/* All of it a day, and the whole as the cap: a loan of a business may agree so. */
NES_TEST(the_whole_is_a_share)
{
    const struct nes_ratio whole = { 1, 1 };
    const struct nes_penalty_terms all = { .first = whole, .after = whole, .first_days = 36'525, .cap = whole };
    struct nes_penalty_terms more = all;

    NES_WANT_OK(nes_penalty_check(&all, false));
    more.first_days++;
    NES_WANT_FAULT("a century and a day", nes_penalty_check(&more, false), "LOAN_FORM");
}

static void faulty_penalty(struct rig *rig, const char *member, struct nes_penalty_terms penalty)
{
    struct nes_err err;

    rig->loan.terms.penalty = penalty;
    err = begin(rig);
    NES_WANT_FAULT(member, err, "LOAN_FORM");
    NES_WANT_STR("at", nes_str_of(err.at), member);
}

NES_TEST(terms_out_of_form_are_named)
{
    struct rig rig = rig_begin();
    struct nes_penalty_terms penalty = nes_penalty_law;

    rig_schedule(&rig);
    penalty.first.under = 0;
    faulty_penalty(&rig, "first_percent", penalty);
    penalty = nes_penalty_law;
    penalty.after.over = -1;
    faulty_penalty(&rig, "after_percent", penalty);
    penalty = nes_penalty_law;
    penalty.cap = (struct nes_ratio){ 3, 2 };
    faulty_penalty(&rig, "cap_percent", penalty);
    penalty.cap = (struct nes_ratio){ 1, 200'000'000 };
    faulty_penalty(&rig, "cap_percent", penalty);
    penalty = nes_penalty_law;
    penalty.first_days = -1;
    faulty_penalty(&rig, "first_days", penalty);
    penalty.first_days = 40'000;
    faulty_penalty(&rig, "first_days", penalty);
    rig.loan.terms.penalty = nes_penalty_law;
    rig.loan.terms.class = (enum nes_loan_class)9;
    NES_WANT_FAULT("class", begin(&rig), "LOAN_FORM");
    rig.loan.terms.class = NES_CLASS_CONSUMER;
    rig.loan.terms.order.part[0] = NES_PART_COSTS;
    NES_WANT_FAULT("allocation", begin(&rig), "LOAN_FORM");
    rig.loan.terms.order = nes_allocation_law;
    rig.loan.event_count = NES_EVENTS_MAX + 1;
    NES_WANT_FAULT("events", begin(&rig), "LOAN_FORM");
    rig.loan.event_count = NES_EVENTS_MAX;
    NES_WANT_OK(nes_loan_check(&rig.loan));
    rig.loan.event_count = -1;
    NES_WANT_FAULT("events", begin(&rig), "LOAN_FORM");
    rig.loan.event_count = 1;
    rig.loan.terms.credit.calc_version = 2;
    NES_WANT("another version of the arithmetic", begin(&rig).what != NULL);
    rig_end(&rig);
}

/* Each makes one thing wrong in a row that was right. */
static void late_date(struct nes_row *row) { row->date.day += 40'000; row->counted_to = row->date; }
static void early_date(struct nes_row *row) { row->date.day -= 40; row->counted_to = row->date; }
static void counted_back(struct nes_row *row) { row->counted_to.day -= 40; }
static void counted_on(struct nes_row *row) { row->counted_to.day += 1; }
static void days_back(struct nes_row *row) { row->days = -1; }
static void debt(struct nes_row *row) { row->principal.tiyn = -1; }
static void much(struct nes_row *row) { row->principal.tiyn = NES_PRINCIPAL_TIYN_MAX + 1; }
static void minus(struct nes_row *row) { row->remuneration.tiyn = -1; }
static void more(struct nes_row *row) { row->remuneration.tiyn = NES_PRINCIPAL_TIYN_MAX + 1; }
static void sum(struct nes_row *row) { row->principal.tiyn = NES_PRINCIPAL_TIYN_MAX; }

static const struct { const char *label; void (*spoil)(struct nes_row *row); } spoils[] = {
    { "too late", late_date }, { "before the row before", early_date },
    { "counted before the row before", counted_back },
    { "counted past its date", counted_on }, { "negative days", days_back }, { "negative principal", debt },
    { "too much principal", much }, { "negative remuneration", minus }, { "too much remuneration", more },
    { "too much together", sum },
};

NES_TEST(a_schedule_out_of_order_is_refused)
{
    const struct rig_row rows[] = { { "2026-02-15", 1'000, 100 }, { "2026-03-15", 1'000, 100 } };
    struct rig rig = rig_begin();
    struct nes_row many[1'200];

    rig_rows(&rig, rows, 2);
    NES_WANT_OK(begin(&rig));
    for (size_t i = 0; i < NES_LEN(many); i++) {
        many[i] = rig.loan.rows[0];
        many[i].principal.tiyn = 0;
        many[i].remuneration.tiyn = NES_PRINCIPAL_TIYN_MAX;
    }
    for (size_t i = 0; i < NES_LEN(spoils); i++) {
        struct nes_row copy[2] = { rig.loan.rows[0], rig.loan.rows[1] };

        spoils[i].spoil(&copy[1]);
        rig.loan.rows = copy;
        NES_WANT_FAULT(spoils[i].label, begin(&rig), "EVENT_SCHEDULE");
        rig.loan.rows = rig_copy(&rig, rows, 2);
    }
    rig.loan.rows = many;
    rig.loan.row_count = (int32_t)NES_LEN(many);
    NES_WANT_FAULT("too much remuneration in all", begin(&rig), "EVENT_SCHEDULE");
    for (size_t i = 1'152; i < NES_LEN(many); i++) {
        many[i].remuneration.tiyn = i == 1'152 ? NES_LOAN_MONEY_MAX % NES_PRINCIPAL_TIYN_MAX : 0;
    }
    NES_WANT_OK(begin(&rig)); /* 2^60 tiyn, the most that there may be */
    many[1'199].remuneration.tiyn = 1;
    NES_WANT_FAULT("a tiyn more", begin(&rig), "EVENT_SCHEDULE");
    many[1'199] = (struct nes_row){ .nr = 1'200, .date = many[0].date, .counted_to = many[0].counted_to };
    many[0].principal.tiyn = NES_PRINCIPAL_TIYN_MAX;
    NES_WANT_OK(begin(&rig)); /* the most principal */
    many[1'199].principal.tiyn = 1;
    NES_WANT_FAULT("a tiyn more of principal", begin(&rig), "EVENT_SCHEDULE");
    rig.loan.row_count = 0;
    NES_WANT_FAULT("no rows", begin(&rig), "EVENT_SCHEDULE");
    rig.loan.row_count = -1;
    NES_WANT_FAULT("less than none", begin(&rig), "EVENT_SCHEDULE");
    rig.loan.row_count = NES_LOAN_ROWS_MAX + 1;
    NES_WANT_FAULT("too many", begin(&rig), "EVENT_SCHEDULE");
    rig_end(&rig);
}

static void faulty(struct rig *rig, const char *label, const struct nes_event *event, const char *code)
{
    rig->events[1] = *event;
    rig->events[1].id.b[0] = 'z';
    rig->loan.event_count = rig->count = 2;
    NES_WANT_FAULT(label, begin(rig), code);
}

NES_TEST(an_event_out_of_form_is_refused)
{
    struct rig rig = rig_begin();
    const struct nes_event payment = { .kind = NES_EVENT_PAYMENT, .day = rig_day("2026-02-01"), .amount = { 100 } };
    struct nes_event event = payment;

    rig_schedule(&rig);
    faulty(&rig, "right", &event, "fine");
    event.amount.tiyn = 0;
    faulty(&rig, "nothing", &event, "EVENT_FORM");
    event.amount.tiyn = -5;
    faulty(&rig, "negative", &event, "EVENT_FORM");
    event.amount.tiyn = NES_PRINCIPAL_TIYN_MAX + 1;
    faulty(&rig, "too much", &event, "EVENT_FORM");
    event.kind = NES_EVENT_FORGIVE;
    event.amount.tiyn = 0;
    faulty(&rig, "all of the penalty", &event, "fine");
    event = payment;
    event.day = rig_day("2026-01-14");
    faulty(&rig, "before the start", &event, "EVENT_DAY");
    event.day = rig_day("2226-01-14");
    faulty(&rig, "200 years on", &event, "EVENT_DAY");
    event = payment;
    event.kind = (enum nes_event_kind)0;
    faulty(&rig, "no kind", &event, "EVENT_FORM");
    event.kind = NES_EVENT_KINDS;
    faulty(&rig, "no such kind", &event, "EVENT_FORM");
    event.kind = NES_EVENT_EARLY_REPAYMENT;
    event.mode = (enum nes_early_mode)7;
    faulty(&rig, "no such mode", &event, "EVENT_FORM");
    event.amount.tiyn = 0;
    faulty(&rig, "early nothing", &event, "EVENT_FORM");
    rig_end(&rig);
}

NES_TEST(a_change_of_terms_out_of_form_is_refused)
{
    struct rig rig = rig_begin();
    const struct nes_event payment = { .kind = NES_EVENT_PAYMENT, .day = rig_day("2026-02-01"), .amount = { 100 } };
    struct nes_event event;

    rig_schedule(&rig);
    event = (struct nes_event){ .kind = NES_EVENT_LOWER_RATE, .day = payment.day, .rate = { 1, 0 } };
    faulty(&rig, "no rate", &event, "EVENT_FORM");
    event.rate = (struct nes_ratio){ -1, 2 };
    faulty(&rig, "negative rate", &event, "EVENT_FORM");
    event.rate = (struct nes_ratio){ 2'000, 1 };
    faulty(&rig, "200 000 %", &event, "EVENT_FORM");
    event.rate = (struct nes_ratio){ INT64_MAX, INT64_MAX };
    faulty(&rig, "too fine", &event, "EVENT_FORM");
    event.rate = (struct nes_ratio){ 1, INT64_MAX };
    faulty(&rig, "too fine below", &event, "EVENT_FORM");
    event.rate = (struct nes_ratio){ 1, 2 };
    faulty(&rig, "right in form", &event, "fine");
    rig.loan.terms.accrual = NES_ACCRUE_ROW;
    faulty(&rig, "accrual by row needs rows", &event, "EVENT_SCHEDULE");
    rig.loan.terms.accrual = NES_ACCRUE_BALANCE;
    event = (struct nes_event){ .kind = NES_EVENT_RESCHEDULE, .day = payment.day };
    faulty(&rig, "no rows", &event, "EVENT_SCHEDULE");
    event.rows = rig_copy(&rig, &(struct rig_row){ "2026-02-01", 5, 5 }, 1);
    event.row_count = 1;
    faulty(&rig, "a row on the event's day", &event, "EVENT_SCHEDULE");
    event.row_count = 0;
    faulty(&rig, "rows without any", &event, "EVENT_SCHEDULE");
    event = (struct nes_event){ .kind = NES_EVENT_HOLIDAY, .day = payment.day, .until = payment.day };
    faulty(&rig, "a holiday of no day", &event, "EVENT_FORM");
    event.until.day += 40'000;
    faulty(&rig, "a holiday of a century", &event, "EVENT_FORM");
    event.id.b[0] = 1;
    event.until.day = event.day.day + NES_LOAN_DAYS_MAX;
    NES_WANT_OK(nes_loan_check_event(&rig.loan, nes_loan_end(&rig.loan), &event));
    event.until.day++;
    faulty(&rig, "a day longer than a loan", &event, "EVENT_FORM");
    event = (struct nes_event){ .kind = NES_EVENT_WRITE_OFF, .day = payment.day, .written.costs = { -1 } };
    faulty(&rig, "negative costs", &event, "EVENT_FORM");
    event.written.costs.tiyn = INT64_MAX;
    faulty(&rig, "too much costs", &event, "EVENT_FORM");
    rig.events[0].id = (struct nes_id){ 0 };
    faulty(&rig, "no id", &payment, "EVENT_ID");
    rig_end(&rig);
}

NES_TEST(ids_are_unique_and_reversals_have_their_event)
{
    struct rig rig = rig_begin();
    struct nes_event *payment, *reversal;

    rig_schedule(&rig);
    payment = rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-01", 100);
    reversal = rig_add(&rig, NES_EVENT_REVERSAL, "2026-02-02", 0);
    NES_WANT_FAULT("of nothing", begin(&rig), "EVENT_TARGET");
    reversal->of = reversal->id;
    NES_WANT_FAULT("of itself", begin(&rig), "EVENT_TARGET");
    reversal->of = payment->id;
    NES_WANT_OK(begin(&rig));
    rig_add(&rig, NES_EVENT_REVERSAL, "2026-02-03", 0)->of = payment->id;
    NES_WANT_FAULT("twice", begin(&rig), "EVENT_TARGET");
    rig.loan.event_count = rig.count = 3;
    payment->day = rig_day("2026-02-03");
    NES_WANT_FAULT("before the event", begin(&rig), "EVENT_TARGET");
    payment->day = rig_day("2026-02-01");
    rig.events[2].id = payment->id;
    NES_WANT_FAULT("an id twice", begin(&rig), "EVENT_ID");
    rig_end(&rig);
}

static const struct { const char *text, *code;
} id_texts[] = {
    { "0001", "fine" },        { "a-16-byte-string", "fine" }, { "018f3f9c-7c1e-7abc-8def-0123456789ab", "fine" },
    { "41424344-4546-4748-8def-0123456789ab", "fine" }, /* it begins as printable text */
    { "!", "fine" }, { "a~b!", "fine" },
    { "41424344-4500-4748-8def-0123456789ab", "fine" }, { "41000000-0000-0000-0000-000000000001", "fine" },
    { "", "EVENT_ID" },        { "del\x7f", "EVENT_ID" },      { "seventeen bytes!!", "EVENT_ID" },
    { "a space", "EVENT_ID" }, { "ключ", "EVENT_ID" },
};

NES_TEST(ids_read_and_write_in_one_form)
{
    for (size_t i = 0; i < NES_LEN(id_texts); i++) {
        char out[NES_ID_TEXT + 1];
        struct nes_id id;

        NES_WANT_FAULT(id_texts[i].text, nes_event_id_read(nes_str_of(id_texts[i].text), &id), id_texts[i].code);
        if (strcmp(id_texts[i].code, "fine") == 0) {
            NES_WANT_STR(id_texts[i].text, nes_event_id_write(id, out), id_texts[i].text);
        }
    }
}

NES_TEST(kinds_have_names_and_an_order)
{
    const struct nes_event a = { .kind = NES_EVENT_PAYMENT, .day = { 5 }, .id.b = { 1 } };
    struct nes_event b = a;
    enum nes_event_kind kind;

    for (enum nes_event_kind i = NES_EVENT_PAYOUT; i < NES_EVENT_KINDS; i++) {
        NES_WANT("named", nes_event_named(nes_str_of(nes_event_name(i)), &kind));
        NES_WANT_INT("itself", kind, i);
    }
    NES_WANT("no such", !nes_event_named(NES_STR("gift"), &kind));
    NES_WANT_INT("equal", nes_event_order(&a, &b), 0);
    b.id.b[0] = 2;
    NES_WANT("id", nes_event_order(&a, &b) < 0 && nes_event_order(&b, &a) > 0);
    b.kind = NES_EVENT_SUSPEND;
    NES_WANT("rank before id", nes_event_order(&a, &b) > 0 && nes_event_order(&b, &a) < 0);
    b.day.day = 6;
    NES_WANT("day before rank", nes_event_order(&a, &b) < 0 && nes_event_order(&b, &a) > 0);
}

NES_TEST(a_schedule_has_only_so_many_rows, .kind = NES_REFUSES)
{
    static struct nes_row rows[NES_LOAN_ROWS_MAX + 1];
    struct rig rig = rig_begin();

    rig_schedule(&rig);
    for (int32_t i = 0; i < NES_LOAN_ROWS_MAX + 1; i++) {
        rows[i] = (struct nes_row){ .nr = i + 1, .days = 1, .date = { rig.loan.terms.credit.start.day + 1 + i } };
        rows[i].counted_to = rows[i].date;
    }
    rig.loan.rows = rows;
    rig.loan.row_count = NES_LOAN_ROWS_MAX;
    NES_WANT_OK(nes_loan_check(&rig.loan));
    rig.loan.row_count++;
    NES_WANT_FAULT("one more", nes_loan_check(&rig.loan), "EVENT_SCHEDULE");
    rig_end(&rig);
}
