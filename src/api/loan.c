/* src/api/loan.c: what a client owes and why, what was and will be paid, how to pay. RULE 7.5 RULE 7.5.a RULE 7.6 */
#include "lending/loan.h"

#include "api/doors.h"
#include "api/house.h"
#include "calc/calc_faults.h"
#include "lending/line_say.h"
#include "organisation/organisation.h"
#include "payment/own_account.h"
#include "payment/payment.h"

#define LINES_MAX 2'000

static const struct nes_choice loan_states[] = { { "signed", NES_LOAN_SIGNED }, { "open", NES_LOAN_OPEN },
                                                 { "closed", NES_LOAN_CLOSED }, { NULL, 0 } };

struct brief {
    struct nes_loan_id id;
    struct nes_str number;
    unsigned state;
    struct nes_money amount;
    struct nes_date signed_on, next_due, overdue_since;
};
static const struct nes_field brief_fields[] = {
    NES_FIELD(struct brief, id, .required = true, .words = "The loan."),
    NES_FIELD(struct brief, number, .required = true, .words = "Number of its contract."),
    NES_FIELD(struct brief, state, .required = true, .choices = loan_states, .words = "signed: not paid out yet."),
    NES_FIELD(struct brief, amount, .required = true, .words = "As signed."),
    NES_FIELD(struct brief, signed_on, .required = true, .words = "When it was concluded."),
    NES_FIELD(struct brief, next_due, .words = "Day of the next payment."),
    NES_FIELD(struct brief, overdue_since, .words = "First day of delay."),
};
static const struct nes_shape brief_view = NES_SHAPE(struct brief, brief_fields, .as = "loan_brief");

struct briefs {
    struct { struct brief *rows; size_t len; } loans;
};
static const struct nes_field briefs_fields[] = {
    NES_LIST(struct briefs, loans, .required = true, .each = &brief_view, .max = 200, .words = "Newest first."),
};
static const struct nes_shape briefs_view = NES_SHAPE(struct briefs, briefs_fields, .as = "loans");

/* One part of the debt. */
struct part {
    struct nes_money current, overdue;
};
static const struct nes_field part_fields[] = {
    NES_FIELD(struct part, current, .words = "Undue, or due and still in time."),
    NES_FIELD(struct part, overdue, .words = "Late."),
};
static const struct nes_shape part_view = NES_SHAPE(struct part, part_fields, .as = "debt_part");

struct line {
    struct nes_str figure, kind, text, rate_percent;
    struct nes_date from, to;
    struct nes_money amount, base;
    int64_t days, of;
    bool capped;
};
static const struct nes_field line_fields[] = {
    NES_FIELD(struct line, figure, .required = true, .words = "Which figure it explains: principal, remuneration, ..."),
    NES_FIELD(struct line, kind,   .required = true, .words = "What it is: balance, penalty, paid, ..."),
    NES_FIELD(struct line, from,   .required = true, .words = "First day."),
    NES_FIELD(struct line, to,     .required = true, .words = "Last day."),
    NES_FIELD(struct line, amount, .required = true, .negative = true, .words = "Lines of a figure add up to it."),
    NES_FIELD(struct line, days,   .words = "Days counted; 0: it has none."),
    NES_FIELD(struct line, of,     .words = "Parts of the days: of a year, or of the row; 0: none."),
    NES_FIELD(struct line, rate_percent, .words = "Percent of a year, or (penalty) of a day."),
    NES_FIELD(struct line, base,   .words = "On what."),
    NES_FIELD(struct line, capped, .words = "true: the law's limit of a year, or the agreed figure, bound."),
    NES_FIELD(struct line, text,   .required = true, .max = 1000,
              .words = "The sum as it is counted, in the language asked for."),
};
static const struct nes_shape line_view = NES_SHAPE(struct line, line_fields, .as = "debt_line");

struct loan {
    struct nes_loan_id id;
    struct nes_contract_id contract;
    struct nes_str number;
    unsigned state;
    struct nes_date day, signed_on, next_date, next_pay_by;
    struct part principal, remuneration, penalty;
    struct nes_money costs, debt, suspense, payoff, issued, next_principal, next_remuneration;
    int64_t days_overdue;
    bool suspended;
    struct nes_str rate_percent;
    struct { struct line *rows; size_t len; } lines;
};
static const struct nes_field loan_fields[] = {
    NES_FIELD(struct loan, id, .required = true, .words = "The loan."),
    NES_FIELD(struct loan, contract, .required = true, .words = "Its contract."),
    NES_FIELD(struct loan, number, .required = true, .words = "Number of the contract."),
    NES_FIELD(struct loan, state, .required = true, .choices = loan_states, .words = "signed: not paid out yet."),
    NES_FIELD(struct loan, day, .required = true, .words = "The figures are of the end of this day."),
    NES_FIELD(struct loan, signed_on, .required = true, .words = "When it was concluded."),
    NES_FIELD(struct loan, principal, .required = true, .shape = &part_view, .words = "Debt: principal."),
    NES_FIELD(struct loan, remuneration, .required = true, .shape = &part_view, .words = "Debt: remuneration."),
    NES_FIELD(struct loan, penalty, .required = true, .shape = &part_view, .words = "Debt: penalty."),
    NES_FIELD(struct loan, costs, .words = "Costs of obtaining performance."),
    NES_FIELD(struct loan, debt, .words = "All of it."),
    NES_FIELD(struct loan, suspense, .words = "Paid and not allocated yet, or too much."),
    NES_FIELD(struct loan, payoff, .words = "Paid on this day it closes the loan."),
    NES_FIELD(struct loan, issued, .words = "Paid out."),
    NES_FIELD(struct loan, days_overdue, .words = "Days of delay."),
    NES_FIELD(struct loan, suspended, .words = "true: accrual is suspended."),
    NES_FIELD(struct loan, rate_percent, .required = true, .words = "Rate of a year, in force."),
    NES_FIELD(struct loan, next_date, .words = "Day of the next payment."),
    NES_FIELD(struct loan, next_pay_by, .words = "Last day on which it is in time."),
    NES_FIELD(struct loan, next_principal, .words = "Its principal."),
    NES_FIELD(struct loan, next_remuneration, .words = "Its remuneration."),
    NES_LIST(struct loan, lines, .required = true, .each = &line_view, .max = LINES_MAX,
             .words = "Why the figures are what they are."),
};
static const struct nes_shape loan_view = NES_SHAPE(struct loan, loan_fields, .as = "loan");

struct row {
    struct nes_date date;
    struct nes_money principal, remuneration, due;
};
static const struct nes_field row_fields[] = {
    NES_FIELD(struct row, date,         .required = true, .words = "When it falls due."),
    NES_FIELD(struct row, principal,    .words = "Principal."),
    NES_FIELD(struct row, remuneration, .words = "Remuneration."),
    NES_FIELD(struct row, due,          .words = "Both."),
};
static const struct nes_shape row_view = NES_SHAPE(struct row, row_fields, .as = "payment_upcoming");

struct paid {
    struct nes_payment_id id;
    struct nes_date value_on;
    struct nes_money amount, principal, remuneration, penalty, costs, kept;
};
static const struct nes_field paid_fields[] = {
    NES_FIELD(struct paid, id,           .required = true, .words = "The payment."),
    NES_FIELD(struct paid, value_on,     .required = true, .words = "The day on which it counts."),
    NES_FIELD(struct paid, amount,       .required = true, .words = "How much came."),
    NES_FIELD(struct paid, principal,    .words = "Of it on that day: to principal."),
    NES_FIELD(struct paid, remuneration, .words = "To remuneration."),
    NES_FIELD(struct paid, penalty,      .words = "To penalty."),
    NES_FIELD(struct paid, costs,        .words = "To costs."),
    NES_FIELD(struct paid, kept,         .words = "Waits for the day of the next payment, or is too much."),
};
static const struct nes_shape paid_view = NES_SHAPE(struct paid, paid_fields, .as = "payment_actual");

struct payments {
    struct { struct row *rows; size_t len; } upcoming;
    struct { struct paid *rows; size_t len; } actual;
};
static const struct nes_field payments_fields[] = {
    NES_LIST(struct payments, upcoming, .required = true, .each = &row_view, .max = NES_LOAN_ROWS_MAX,
             .words = "Still to come, earliest first."),
    NES_LIST(struct payments, actual,   .required = true, .each = &paid_view, .max = 500, .words = "Newest first."),
};
static const struct nes_shape payments_view = NES_SHAPE(struct payments, payments_fields, .as = "payments");

struct ways {
    struct nes_str iban, bic, bank_kk, bank_ru, bin, receiver_kk, receiver_ru, kbe, knp, purpose, qr_text;
    struct nes_money due;
    struct nes_date pay_by;
};
static const struct nes_field ways_fields[] = {
    NES_FIELD(struct ways, iban,        .required = true, .words = "Account to transfer to, from any bank."),
    NES_FIELD(struct ways, bic,         .required = true, .words = "BIC of its bank."),
    NES_FIELD(struct ways, bank_kk,     .required = true, .words = "The bank in Kazakh."),
    NES_FIELD(struct ways, bank_ru,     .required = true, .words = "The bank in Russian."),
    NES_FIELD(struct ways, bin,         .required = true, .words = "BIN of the receiver."),
    NES_FIELD(struct ways, receiver_kk, .required = true, .words = "The receiver in Kazakh."),
    NES_FIELD(struct ways, receiver_ru, .required = true, .words = "The receiver in Russian."),
    NES_FIELD(struct ways, kbe,         .required = true, .words = "Code of the beneficiary."),
    NES_FIELD(struct ways, knp,         .required = true, .words = "Purpose code."),
    NES_FIELD(struct ways, purpose,     .required = true, .words = "Purpose to write: the number finds the loan."),
    NES_FIELD(struct ways, due,         .words = "What to pay: what is late, or the next payment, less what waits."),
    NES_FIELD(struct ways, pay_by,      .words = "In time up to this day; left out where it is late."),
    NES_FIELD(struct ways, qr_text,     .required = true, .max = 1'000,
              .words = "The same as lines of a QR code, to be copied on another device."),
};
static const struct nes_shape ways_view = NES_SHAPE(struct ways, ways_fields, .as = "ways_to_repay");

struct which {
    struct nes_date day;
};
static const struct nes_field which_fields[] = {
    NES_FIELD(struct which, day, .words = "At the end of which day; left out: today."),
};
static const struct nes_shape which_shape = NES_SHAPE(struct which, which_fields, .as = "loan_on");

/* --- showing --- */

static struct nes_err loans_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_loan_briefs loans;
    struct briefs briefs;

    NES_TRY(nes_loans_of(req->tx, (struct nes_client_id){ nes_req_value(req, "client")->id }, &loans));
    NES_NEW_ROWS(req->arena, briefs.loans, loans.len);
    for (size_t i = 0; i < loans.len; i++) {
        const struct nes_loan_brief *loan = &loans.rows[i];

        briefs.loans.rows[i] = (struct brief){ loan->id,        loan->number,   loan->state,        loan->amount,
                                               loan->signed_on, loan->next_due, loan->overdue_since };
    }
    return nes_reply_ok(reply, &briefs_view, &briefs);
}

static struct nes_err loan_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                struct nes_param_row *out)
{
    struct nes_loan_record *record = NES_NEW(req->arena, struct nes_loan_record);

    NES_TRY(nes_loan_find(req->tx, (struct nes_loan_id){ value->id }, lock, record));
    *out = (struct nes_param_row){ .row = record, .owner = record->client.id, .object = value->id,
                                   .version = record->version };
    return NES_FINE;
}
const struct nes_param nes_loan_param = { .name = "loan", .kind = NES_PARAM_ID, .doc = "A loan.", .load = loan_load };

static struct nes_err line_of(struct nes_req *req, const struct nes_line *line, int32_t year, struct line *out)
{
    bool of_row = line->kind == NES_LINE_ROW;

    *out = (struct line){ .figure = nes_str_of(nes_figure_name(line->figure)),
                          .kind = nes_str_of(nes_line_name(line->kind)),
                          .from = line->from,
                          .to = line->to,
                          .amount = line->amount,
                          .base = line->base,
                          .days = line->days,
                          .of = of_row ? line->rate.under : 0,
                          .capped = line->capped };
    if (!of_row && line->rate.under > 0) {
        out->of = line->kind == NES_LINE_PENALTY ? 0 : year;
        out->rate_percent = nes_percent_write(line->rate, NES_PERCENT_DECIMALS,
                                              nes_arena_take(req->arena, NES_PERCENT_TEXT));
    }
    return nes_line_say(req->arena, req->lang, line, year, &out->text);
}

/* RULE 7.5: not only how much, but why. */
static struct nes_err put_lines(struct nes_req *req, const struct nes_loan_record *record,
                                const struct nes_loan_view *view, struct loan *out)
{
    int32_t year = nes_terms_year(&record->loan.terms.credit), count;
    const struct nes_line *lines = nes_fold_lines(view->fold, &count);

    count = count > LINES_MAX ? LINES_MAX : count;
    NES_NEW_ROWS(req->arena, out->lines, (size_t)count);
    for (int32_t i = 0; i < count; i++) {
        NES_TRY(line_of(req, &lines[i], year, &out->lines.rows[i]));
    }
    return NES_FINE;
}

static int64_t sum_of(const struct nes_split *split)
{
    return split->current.tiyn + split->overdue.tiyn;
}

static void put_state(struct nes_arena *arena, const struct nes_loan_view *view, struct loan *out)
{
    const struct nes_state *state = &view->state;

    out->day = state->day;
    out->principal = (struct part){ state->principal.current, state->principal.overdue };
    out->remuneration = (struct part){ state->remuneration.current, state->remuneration.overdue };
    out->penalty = (struct part){ state->penalty.current, state->penalty.overdue };
    out->costs = state->costs;
    out->debt.tiyn = sum_of(&state->principal) + sum_of(&state->remuneration) + sum_of(&state->penalty) +
                     state->costs.tiyn;
    out->suspense = state->suspense;
    out->payoff = state->payoff;
    out->issued = state->issued;
    out->days_overdue = state->days_overdue;
    out->suspended = state->suspended;
    out->rate_percent = nes_percent_write(state->rate, 2, nes_arena_take(arena, NES_PERCENT_TEXT));
    out->next_date = view->next.date;
    out->next_pay_by = view->next.pay_by;
    out->next_principal = view->next.principal;
    out->next_remuneration = view->next.remuneration;
}

/* Staff ask for any day, a client for today. */
static struct nes_err show_on(struct nes_req *req, struct nes_reply *reply, struct nes_date day)
{
    const struct nes_loan_record *record = nes_req_row(req, "loan");
    struct loan out = { .id = record->id, .contract = { record->contract }, .number = record->number,
                        .state = record->state, .signed_on = record->signed_on };
    struct nes_loan_view view;

    NES_TRY(nes_loan_look(req->arena, record, day, true, &view));
    put_state(req->arena, &view, &out);
    NES_TRY(put_lines(req, record, &view, &out));
    return nes_reply_ok(reply, &loan_view, &out);
}

static struct nes_err loan_show(struct nes_req *req, struct nes_reply *reply)
{
    return show_on(req, reply, req->today);
}

static struct nes_err loan_show_on(struct nes_req *req, struct nes_reply *reply)
{
    const struct which *in = req->query;

    return show_on(req, reply, in->day.day == 0 ? req->today : in->day);
}

static struct nes_err put_actual(struct nes_req *req, const struct nes_loan_record *record, struct payments *out)
{
    struct nes_payments found;

    NES_TRY(nes_payments_of(req->tx, record->id, &found));
    NES_NEW_ROWS(req->arena, out->actual, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_payment_parts *parts = &found.rows[i].parts;

        out->actual.rows[i] = (struct paid){
            .id = found.rows[i].id, .value_on = found.rows[i].value_on, .amount = found.rows[i].amount,
            .principal = { parts->overdue_principal.tiyn + parts->principal.tiyn },
            .remuneration = { parts->overdue_remuneration.tiyn + parts->remuneration.tiyn },
            .penalty = parts->penalty, .costs = parts->costs, .kept = parts->kept,
        };
    }
    return NES_FINE;
}

/* RULE 7.5.a */
static struct nes_err payments_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_loan_record *record = nes_req_row(req, "loan");
    struct nes_loan_view view;
    struct payments out;
    const struct nes_row *rows;
    int32_t count;

    NES_TRY(nes_loan_look(req->arena, record, req->today, false, &view));
    rows = nes_fold_rows(view.fold, &count);
    NES_NEW_ROWS(req->arena, out.upcoming, (size_t)count);
    for (int32_t i = 0; i < count; i++) {
        out.upcoming.rows[i] = (struct row){ rows[i].date, rows[i].principal, rows[i].remuneration,
                                             { rows[i].principal.tiyn + rows[i].remuneration.tiyn } };
    }
    NES_TRY(put_actual(req, record, &out));
    return nes_reply_ok(reply, &payments_view, &out);
}

static struct nes_str purpose_of(struct nes_arena *arena, struct nes_str number)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);

    nes_buf_addz(&buf, "Погашение микрокредита по договору ");
    nes_buf_add(&buf, number);
    return (struct nes_str){ buf.ptr, buf.len };
}

static void add_line(struct nes_buf *buf, const char *name, struct nes_str value)
{
    nes_buf_addz(buf, name);
    nes_buf_addz(buf, ": ");
    nes_buf_add(buf, value);
    nes_buf_byte(buf, '\n');
}

static struct nes_str qr_text_of(struct nes_arena *arena, const struct ways *ways, struct nes_str receiver)
{
    struct nes_buf buf = nes_buf_begin(arena, 1'000);
    char text[NES_MONEY_TEXT];

    add_line(&buf, "IBAN", ways->iban);
    add_line(&buf, "BIC", ways->bic);
    add_line(&buf, "BIN", ways->bin);
    add_line(&buf, "Name", receiver);
    add_line(&buf, "KBe", ways->kbe);
    add_line(&buf, "KNP", ways->knp);
    add_line(&buf, "KZT", nes_money_write(ways->due, text));
    add_line(&buf, "Purpose", ways->purpose);
    return (struct nes_str){ buf.ptr, buf.len };
}

/* What is late in all, else the next payment; what was paid before and waits is taken off. */
static void put_due(const struct nes_loan_view *view, struct ways *ways)
{
    const struct nes_state *state = &view->state;
    int64_t late = state->principal.overdue.tiyn + state->remuneration.overdue.tiyn + state->penalty.overdue.tiyn +
                   state->costs.tiyn;
    int64_t next = view->next.principal.tiyn + view->next.remuneration.tiyn;
    int64_t due = (late > 0 ? late : next) - state->suspense.tiyn;

    ways->due.tiyn = due > 0 ? due : 0;
    ways->pay_by = late > 0 ? (struct nes_date){ 0 } : view->next.pay_by;
}

/* RULE 7.6 */
static struct nes_err ways_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_loan_record *record = nes_req_row(req, "loan");
    struct nes_organisation house;
    struct nes_own_account own;
    struct nes_loan_view view;
    struct ways ways;

    NES_TRY(nes_organisation_find(req->tx, &house));
    NES_TRY(nes_own_account_find(req->tx, &own));
    NES_TRY(nes_loan_look(req->arena, record, req->today, false, &view));
    ways = (struct ways){ .iban = own.iban, .bic = own.bic, .bank_kk = own.bank_kk, .bank_ru = own.bank_ru,
                          .bin = house.bin, .receiver_kk = house.name_kk, .receiver_ru = house.name_ru,
                          .kbe = own.kbe, .knp = own.knp_back, .purpose = purpose_of(req->arena, record->number) };
    put_due(&view, &ways);
    ways.qr_text = qr_text_of(req->arena, &ways, req->lang == NES_LANG_KK ? house.name_kk : house.name_ru);
    return nes_reply_ok(reply, &ways_view, &ways);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/me/{client}/loans", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &briefs_view,
      .looks = true, .prepare = loans_show, .rules = "7.5", .doc = "The own loans." },
    { NES_GET, "/v1/mine/loans/{loan}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &loan_view,
      .looks = true, .prepare = loan_show, .rules = "7.5, 7.5.a, D.3",
      .doc = "What is owed today, in its parts, and why." },
    { NES_GET, "/v1/mine/loans/{loan}/payments", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &payments_view, .looks = true, .prepare = payments_show, .rules = "7.5.a",
      .doc = "Upcoming and actual payments." },
    { NES_GET, "/v1/mine/loans/{loan}/ways", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &ways_view,
      .fails = NES_FAULTS(OWN_ACCOUNT_NONE), .prepare = ways_show, .rules = "7.6", .doc = "How to repay." },
    { NES_GET, "/v1/clients/{client}/loans", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW,
      .gives = &briefs_view, .looks = true, .prepare = loans_show, .rules = "27", .doc = "The loans of a client." },
    { NES_GET, "/v1/loans/{loan}", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW, .asks = &which_shape,
      .gives = &loan_view, .fails = NES_FAULTS(DATE_RANGE, MONEY_RANGE), .looks = true, .prepare = loan_show_on,
      .rules = "27", .doc = "A loan at the end of a day: what is owed and why." },
    { NES_GET, "/v1/loans/{loan}/payments", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW,
      .gives = &payments_view, .looks = true, .prepare = payments_show, .rules = "27",
      .doc = "Its upcoming and actual payments." },
};
const struct nes_resource nes_loan_resource = NES_RESOURCE("loan", routes);
