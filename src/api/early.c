/* src/api/early.c: early repayment: compared, wished for, agreed by the methods of a change of the contract.
 * RULE 7.5.a RULE 8.3 RULE 9.1.a */
#include "payment/early.h"

#include "api/confirmable.h"
#include "api/doors.h"
#include "api/house.h"

static const struct nes_choice ways[] = { { "full", NES_EARLY_WAY_FULL },
                                          { "shorten", NES_EARLY_WAY_SHORTEN },
                                          { "lower", NES_EARLY_WAY_LOWER },
                                          { NULL, 0 } };
static const struct nes_choice states[] = { { "asked", NES_EARLY_ASKED },
                                            { "agreed", NES_EARLY_AGREED },
                                            { "done", NES_EARLY_DONE },
                                            { "withdrawn", NES_EARLY_WITHDRAWN },
                                            { NULL, 0 } };

/* --- comparing --- */

struct asked {
    struct nes_money amount;
    struct nes_date on;
};
static const struct nes_field asked_fields[] = {
    NES_FIELD(struct asked, amount, .words = "How much, for a part; left out: full repayment alone."),
    NES_FIELD(struct asked, on,     .words = "The day on which it would come; left out: today."),
};
static const struct nes_shape asked_shape = NES_SHAPE(struct asked, asked_fields, .as = "early_asked");

struct row {
    struct nes_date date;
    struct nes_money principal, remuneration, due, balance;
};
static const struct nes_field row_fields[] = {
    NES_FIELD(struct row, date,         .required = true, .words = "When it falls due."),
    NES_FIELD(struct row, principal,    .words = "Principal."),
    NES_FIELD(struct row, remuneration, .words = "Remuneration."),
    NES_FIELD(struct row, due,          .words = "Both."),
    NES_FIELD(struct row, balance,      .words = "Principal after it."),
};
static const struct nes_shape row_view = NES_SHAPE(struct row, row_fields, .as = "early_row");

struct variant {
    unsigned way;
    struct nes_money amount, next_due, due, remuneration, saved;
    struct nes_date last_on;
    int64_t payments;
    struct { struct row *rows; size_t len; } rows;
};
static const struct nes_field variant_fields[] = {
    NES_FIELD(struct variant, way,          .choices = ways, .words = "Left out: as it is, without early repayment."),
    NES_FIELD(struct variant, amount,       .words = "What comes on the day."),
    NES_FIELD(struct variant, payments,     .words = "How many payments are left after it."),
    NES_FIELD(struct variant, next_due,     .words = "The next of them."),
    NES_FIELD(struct variant, last_on,      .words = "Day of the last."),
    NES_FIELD(struct variant, due,          .words = "All of them together."),
    NES_FIELD(struct variant, remuneration, .words = "Of the whole loan, paid and to come."),
    NES_FIELD(struct variant, saved,        .words = "So much less of it than without early repayment."),
    NES_LIST(struct variant, rows, .required = true, .each = &row_view, .max = NES_LOAN_ROWS_MAX,
             .words = "The schedule after it."),
};
static const struct nes_shape variant_view = NES_SHAPE(struct variant, variant_fields, .as = "early_variant");

struct compared {
    struct nes_date on;
    struct nes_money payoff;
    struct { struct variant *rows; size_t len; } variants;
};
static const struct nes_field compared_fields[] = {
    NES_FIELD(struct compared, on,     .required = true, .words = "The day it is counted for."),
    NES_FIELD(struct compared, payoff, .words = "Paid on that day it closes the loan."),
    NES_LIST(struct compared, variants, .required = true, .each = &variant_view, .max = 4,
             .words = "As it is; full; and, where an amount was asked for, a shorter term and a lower instalment."),
};
static const struct nes_shape compared_view = NES_SHAPE(struct compared, compared_fields, .as = "early_compared");

static struct variant variant_of(struct nes_arena *arena, enum nes_early_way way, struct nes_money amount,
                                 const struct nes_early_rest *rest)
{
    struct variant out = { .way = way, .amount = amount, .due = rest->due, .remuneration = rest->remuneration,
                           .payments = rest->count };

    NES_NEW_ROWS(arena, out.rows, (size_t)rest->count);
    for (int32_t i = 0; i < rest->count; i++) {
        const struct nes_row *row = &rest->rows[i];

        out.rows.rows[i] = (struct row){ row->date, row->principal, row->remuneration,
                                         { row->principal.tiyn + row->remuneration.tiyn }, row->balance };
    }
    if (rest->count > 0) {
        out.next_due = out.rows.rows[0].due;
        out.last_on = rest->rows[rest->count - 1].date;
    }
    return out;
}

/* Beside how it is now, the first of them. */
static struct nes_err add(struct nes_req *req, const struct compared *of, enum nes_early_way way,
                          struct nes_money amount, struct variant *out)
{
    struct nes_early_rest rest;

    NES_TRY(nes_early_rest(req->arena, nes_req_row(req, "loan"), &(struct nes_early_money){ way, amount, of->on },
                           &rest));
    *out = variant_of(req->arena, way, amount, &rest);
    out->saved.tiyn = of->variants.rows[0].remuneration.tiyn - rest.remuneration.tiyn;
    return NES_FINE;
}

static struct nes_err early_compare(struct nes_req *req, struct nes_reply *reply)
{
    const struct asked *in = req->query;
    const struct nes_loan_record *record = nes_req_row(req, "loan");
    struct compared out = { .on = in->on.day > 0 ? in->on : req->today };
    struct variant *variants = NES_NEW_MANY(req->arena, struct variant, 4);
    struct nes_early_rest rest;

    if (record->state != NES_LOAN_OPEN) {
        return NES_FAIL(LINE_LOAN, "loan");
    }
    if (out.on.day < req->today.day || out.on.day > req->today.day + NES_EARLY_DAYS) {
        return NES_FAIL(EARLY_DAY, "on");
    }
    NES_TRY(nes_early_payoff(req->arena, record, out.on, &out.payoff));
    NES_TRY(nes_early_none(req->arena, record, out.on, &rest));
    variants[0] = variant_of(req->arena, 0, (struct nes_money){ 0 }, &rest);
    out.variants.rows = variants;
    out.variants.len = 1;
    if (out.payoff.tiyn > 0) {
        NES_TRY(add(req, &out, NES_EARLY_WAY_FULL, out.payoff, &variants[out.variants.len]));
        out.variants.len++;
    }
    if (in->amount.tiyn > 0) {
        NES_TRY(add(req, &out, NES_EARLY_WAY_SHORTEN, in->amount, &variants[out.variants.len]));
        NES_TRY(add(req, &out, NES_EARLY_WAY_LOWER, in->amount, &variants[out.variants.len + 1]));
        out.variants.len += 2;
    }
    return nes_reply_ok(reply, &compared_view, &out);
}

/* --- the wish --- */

struct wish {
    unsigned way;
    struct nes_money amount;
    struct nes_date on;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, way,    .required = true, .choices = ways, .words = "All, or what becomes of the rest."),
    NES_FIELD(struct wish, amount, .words = "Of a part; full repayment counts its own."),
    NES_FIELD(struct wish, on,     .words = "The day on which the money is to come; left out: today."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "early_wish");

struct shown {
    struct nes_early_id id;
    struct nes_loan_id loan;
    unsigned way, state;
    struct nes_money amount;
    struct nes_date on, until;
    bool needs_methods, over;
    int64_t made_at;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,     .required = true, .words = "The wish."),
    NES_FIELD(struct shown, loan,   .required = true, .words = "Of which loan."),
    NES_FIELD(struct shown, way,    .required = true, .choices = ways, .words = "All, or what becomes of the rest."),
    NES_FIELD(struct shown, state,  .required = true, .choices = states, .words = "Where it stands."),
    NES_FIELD(struct shown, amount, .required = true, .words = "A payment of so much or more books it."),
    NES_FIELD(struct shown, on,     .required = true, .words = "The day it was counted for."),
    NES_FIELD(struct shown, until,  .required = true, .words = "Its money is awaited up to this day."),
    NES_FIELD(struct shown, needs_methods,
              .words = "true: it changes the contract and has to be confirmed (operation amend)."),
    NES_FIELD(struct shown, over,   .words = "true: its time passed without the money."),
    NES_FIELD(struct shown, made_at, .required = true, .instant = true, .words = "When it was asked for."),
};
static const struct nes_shape early_view = NES_SHAPE(struct shown, shown_fields, .as = "early_repayment");

struct list {
    struct { struct shown *rows; size_t len; } wishes;
};
static const struct nes_field list_fields[] = {
    NES_LIST(struct list, wishes, .required = true, .each = &early_view, .max = 100, .words = "Newest first."),
};
static const struct nes_shape list_view = NES_SHAPE(struct list, list_fields, .as = "early_repayments");

static struct shown shown_of(const struct nes_req *req, const struct nes_early *early)
{
    bool waits = early->state == NES_EARLY_ASKED || early->state == NES_EARLY_AGREED;

    return (struct shown){ early->id,     early->loan,   early->way,
                           early->state,  early->amount, early->pay_on,
                           early->until,  early->state == NES_EARLY_ASKED,
                           waits && early->until.day < req->today.day,
                           early->made_at };
}

static struct nes_err early_ask(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    struct nes_early early = { .way = (enum nes_early_way)in->way, .amount = in->amount,
                               .pay_on = in->on.day > 0 ? in->on : req->today };
    struct shown shown;

    NES_TRY(nes_early_ask(req->tx, nes_house_of(req)->crypto, nes_req_row(req, "loan"), &early));
    shown = shown_of(req, &early);
    return nes_reply_created(reply, &early_view, &shown);
}

static struct nes_err earlies_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_loan_record *record = nes_req_row(req, "loan");
    struct nes_earlies found;
    struct list list;

    NES_TRY(nes_earlies_of(req->tx, record->id, &found));
    NES_NEW_ROWS(req->arena, list.wishes, found.len);
    for (size_t i = 0; i < found.len; i++) {
        list.wishes.rows[i] = shown_of(req, &found.rows[i]);
    }
    return nes_reply_ok(reply, &list_view, &list);
}

static struct nes_err early_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                 struct nes_param_row *out)
{
    struct nes_early *early = NES_NEW(req->arena, struct nes_early);

    (void)lock; /* each change is an update that looks at the state */
    NES_TRY(nes_early_find(req->tx, (struct nes_early_id){ value->id }, early));
    *out = (struct nes_param_row){ .row = early, .owner = early->client.id, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_early_param = { .name = "early", .kind = NES_PARAM_ID, .doc = "A wish to repay early.",
                                           .load = early_load };

static struct nes_err early_show(struct nes_req *req, struct nes_reply *reply)
{
    struct shown shown = shown_of(req, nes_req_row(req, "early"));

    return nes_reply_ok(reply, &early_view, &shown);
}

struct nes_err nes_early_confirmable(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                                     struct nes_confirmable *out)
{
    struct nes_buf figures = nes_buf_begin(req->arena, 200);
    char *money = nes_arena_take(req->arena, NES_MONEY_FORM_TEXT);
    struct nes_loan_record record;
    struct nes_early early;

    NES_TRY(nes_early_find(req->tx, (struct nes_early_id){ object }, &early));
    if (!nes_id_eq(early.client.id, client.id)) {
        return NES_FAIL(NOT_FOUND, "object");
    }
    if (early.state != NES_EARLY_ASKED || early.until.day < req->today.day) {
        return NES_FAIL(EARLY_STATE, "object");
    }
    NES_TRY(nes_loan_find(req->tx, early.loan, false, &record));
    nes_buf_add(&figures, record.number);
    nes_buf_byte(&figures, '\n');
    nes_buf_add(&figures, nes_money_show(early.amount, NES_MONEY_RU, money));
    *out = (struct nes_confirmable){ early.hash,
                                     early.way == NES_EARLY_WAY_LOWER ? NES_STR("confirm.early_lower")
                                                                      : NES_STR("confirm.early_shorten"),
                                     { figures.ptr, figures.len } };
    return NES_FINE;
}

struct agreement {
    struct nes_confirmation_id confirmation;
};
static const struct nes_field agreement_fields[] = {
    NES_FIELD(struct agreement, confirmation, .required = true, .loose = true, .words = "Bound to this wish."),
};
static const struct nes_shape agreement_shape = NES_SHAPE(struct agreement, agreement_fields, .as = "early_agreement");

/* RULE 9.1.a */
static struct nes_err early_agree(struct nes_req *req, struct nes_reply *reply)
{
    const struct agreement *in = req->body;
    struct nes_early *early = nes_req_row(req, "early");
    struct nes_confirmation_claim claim = { in->confirmation, NES_OP_AMEND, req->caller.id, early->id.id, early->hash };
    struct nes_evidence_id evidence;
    struct shown shown;

    if (early->state != NES_EARLY_ASKED || early->until.day < req->today.day) {
        return NES_FAIL(EARLY_STATE, "early");
    }
    NES_TRY(nes_confirmation_use(req->tx, &claim, &evidence));
    NES_TRY(nes_early_agree(req->tx, early, evidence));
    shown = shown_of(req, early);
    return nes_reply_ok(reply, &early_view, &shown);
}

static struct nes_err early_withdraw(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_early *early = nes_req_row(req, "early");
    struct shown shown;

    NES_TRY(nes_early_withdraw(req->tx, early));
    shown = shown_of(req, early);
    return nes_reply_ok(reply, &early_view, &shown);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/mine/loans/{loan}/early", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .asks = &asked_shape,
      .gives = &compared_view, .fails = NES_FAULTS(LINE_LOAN, EARLY_DAY, EARLY_SMALL, EARLY_ALL), .looks = true,
      .prepare = early_compare, .rules = "7.5.a, 8.3", .doc = "What closes the loan, and early repayments compared." },
    { NES_POST, "/v1/mine/loans/{loan}/early-repayments", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .takes = &wish_shape, .gives = &early_view, .fails = NES_FAULTS(LINE_LOAN, EARLY_DAY, EARLY_SMALL, EARLY_ALL),
      .once = true, .run = early_ask, .rules = "7.5.a",
      .doc = "Wish to repay early; it takes the place of one that waits." },
    { NES_GET, "/v1/mine/loans/{loan}/early-repayments", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &list_view, .prepare = earlies_show, .rules = "7.5.a", .doc = "Wishes to repay the own loan early." },
    { NES_GET, "/v1/mine/early-repayments/{early}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &early_view, .prepare = early_show, .rules = "7.5.a", .doc = "A wish to repay early." },
    { NES_POST, "/v1/mine/early-repayments/{early}/agreement", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .takes = &agreement_shape, .gives = &early_view,
      .fails = NES_FAULTS(EARLY_STATE, CONFIRMATION_OTHER, CONFIRMATION_USED, CONFIRMATION_OVER, CONFIRMATION_NEEDS),
      .once = true, .status = 200, .run = early_agree, .rules = "9.1.a",
      .doc = "Agree to the new schedule, confirmed by two methods." },
    { NES_POST, "/v1/mine/early-repayments/{early}/withdrawal", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &early_view, .fails = NES_FAULTS(EARLY_STATE), .once = true, .status = 200, .run = early_withdraw,
      .rules = "7.5.a", .doc = "Take the wish back before its money came." },
    { NES_GET, "/v1/loans/{loan}/early-repayments", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW,
      .gives = &list_view, .prepare = earlies_show, .rules = "27", .doc = "Wishes to repay a loan early." },
};
const struct nes_resource nes_early_resource = NES_RESOURCE("early", routes);
