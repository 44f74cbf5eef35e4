/* src/api/refund.c: money that goes back: asked by the borrower or proposed by staff, decided by another person.
 * RULE 13.4.c RULE 27 */
#include "payment/refund.h"

#include "api/doors.h"
#include "api/house.h"
#include "calc/fold_faults.h"
#include "gateway/bank_refund.h"
#include "lending/lending_faults.h"
#include "vault/vault_faults.h"

#define TAIL 4 /* characters of an account that are shown */

static const struct nes_choice kinds[] = { { "overpayment", NES_REFUND_OVERPAYMENT },
                                           { "verdict", NES_REFUND_VERDICT },
                                           { "receipt", NES_REFUND_RECEIPT },
                                           { NULL, 0 } };
static const struct nes_choice loan_kinds[] = { { "overpayment", NES_REFUND_OVERPAYMENT },
                                                { "verdict", NES_REFUND_VERDICT },
                                                { NULL, 0 } };
static const struct nes_choice states[] = { { "asked", NES_REFUND_ASKED },       { "proposed", NES_REFUND_PROPOSED },
                                            { "planned", NES_REFUND_PLANNED },   { "done", NES_REFUND_DONE },
                                            { "refused", NES_REFUND_REFUSED },   { "rejected", NES_REFUND_REJECTED },
                                            { "withdrawn", NES_REFUND_WITHDRAWN }, { NULL, 0 } };

struct wish {
    unsigned kind;
    struct nes_account_id account;
    struct nes_money amount;
};
static const struct nes_field own_fields[] = {
    NES_FIELD(struct wish, account, .required = true, .refers = "account", .words = "The own account that it goes to."),
    NES_FIELD(struct wish, amount,  .words = "How much; left out: all that was paid too much."),
};
static const struct nes_shape own_shape = NES_SHAPE(struct wish, own_fields, .as = "refund_wish");
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, kind,    .required = true, .choices = loan_kinds,
              .words = "overpayment: what waits; verdict: also all that was paid, where the debt was written off."),
    NES_FIELD(struct wish, account, .required = true, .refers = "account", .words = "The client's own account."),
    NES_FIELD(struct wish, amount,  .words = "overpayment: how much; left out: all."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "refund_new");

struct view {
    struct nes_refund_id id;
    unsigned kind, state;
    struct nes_loan_id loan;
    struct nes_line_id line;
    struct nes_str tail, ref, reason;
    struct nes_money amount;
    struct nes_date due_on, value_on;
    struct nes_id maker, checker;
    int64_t made_at;
};
#define COMMON_FIELDS                                                                                                  \
    NES_FIELD(struct view, id,       .required = true, .words = "The return of money."),                               \
    NES_FIELD(struct view, kind,     .required = true, .choices = kinds, .words = "What is given back."),              \
    NES_FIELD(struct view, state,    .required = true, .choices = states, .words = "Where it stands."),                \
    NES_FIELD(struct view, loan,     .words = "Of which loan."),                                                       \
    NES_FIELD(struct view, tail,     .required = true, .words = "Last characters of the account it goes to."),         \
    NES_FIELD(struct view, amount,   .required = true, .words = "How much."),                                          \
    NES_FIELD(struct view, due_on,   .words = "The last day that the law gives."),                                     \
    NES_FIELD(struct view, value_on, .words = "The bank's day."),                                                      \
    NES_FIELD(struct view, ref,      .words = "The bank's reference."),                                                \
    NES_FIELD(struct view, reason,   .words = "Why the bank refused."),                                                \
    NES_FIELD(struct view, made_at,  .required = true, .instant = true, .words = "When it was asked for.")

static const struct nes_field mine_fields[] = { COMMON_FIELDS };
static const struct nes_shape mine_view = NES_SHAPE(struct view, mine_fields, .as = "refund_mine");
static const struct nes_field view_fields[] = {
    COMMON_FIELDS,
    NES_FIELD(struct view, line,     .words = "The receipt that goes back to its sender."),
    NES_FIELD(struct view, maker,    .words = "Who proposed it; left out: it is only asked for."),
    NES_FIELD(struct view, checker,  .words = "Who decided it."),
};
static const struct nes_shape refund_view = NES_SHAPE(struct view, view_fields, .as = "refund");

struct views {
    struct { struct view *rows; size_t len; } refunds;
};
static const struct nes_field mines_fields[] = {
    NES_LIST(struct views, refunds, .required = true, .each = &mine_view, .max = 200, .words = "Newest first."),
};
static const struct nes_shape mines_view = NES_SHAPE(struct views, mines_fields, .as = "refunds_mine");
static const struct nes_field views_fields[] = {
    NES_LIST(struct views, refunds, .required = true, .each = &refund_view, .max = 200,
             .words = "Of a loan newest first, of a state oldest first."),
};
static const struct nes_shape refunds_view = NES_SHAPE(struct views, views_fields, .as = "refunds");

struct which {
    unsigned state;
};
static const struct nes_field which_fields[] = {
    NES_FIELD(struct which, state, .required = true, .choices = states, .words = "Of this state."),
};
static const struct nes_shape which_shape = NES_SHAPE(struct which, which_fields, .as = "refunds_which");

struct decision {
    bool approve;
};
static const struct nes_field decision_fields[] = {
    NES_FIELD(struct decision, approve, .required = true, .words = "false: the money stays."),
};
static const struct nes_shape decision_shape = NES_SHAPE(struct decision, decision_fields, .as = "refund_decision");

/* --- showing --- */

static struct view view_of(const struct nes_refund *refund)
{
    return (struct view){ .id = refund->id, .kind = refund->kind, .state = refund->state, .loan = refund->loan,
                          .line = refund->line, .tail = refund->tail, .ref = refund->ref, .reason = refund->reason,
                          .amount = refund->amount, .due_on = refund->due_on, .value_on = refund->value_on,
                          .maker = refund->maker, .checker = refund->checker, .made_at = refund->made_at };
}

static bool is_client(const struct nes_req *req)
{
    return req->caller.kind == NES_CALLER_CLIENT;
}

static struct nes_err show(struct nes_req *req, struct nes_reply *reply, const struct nes_refund *refund)
{
    struct view view = view_of(refund);

    return nes_reply_ok(reply, is_client(req) ? &mine_view : &refund_view, &view);
}

static struct nes_err show_new(struct nes_req *req, struct nes_reply *reply, const struct nes_refund *refund)
{
    struct view view = view_of(refund);

    return nes_reply_created(reply, is_client(req) ? &mine_view : &refund_view, &view);
}

static struct nes_err show_list(struct nes_req *req, struct nes_reply *reply, const struct nes_refunds *found)
{
    struct views views;

    NES_NEW_ROWS(req->arena, views.refunds, found->len);
    for (size_t i = 0; i < found->len; i++) {
        views.refunds.rows[i] = view_of(&found->rows[i]);
    }
    return nes_reply_ok(reply, is_client(req) ? &mines_view : &refunds_view, &views);
}

static struct nes_err refund_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct nes_refund *refund = NES_NEW(req->arena, struct nes_refund);

    NES_TRY(nes_refund_find(req->tx, (struct nes_refund_id){ value->id }, lock, refund));
    *out = (struct nes_param_row){ .row = refund, .owner = refund->client.id, .object = value->id,
                                   .version = refund->version };
    return NES_FINE;
}
const struct nes_param nes_refund_param = { .name = "refund", .kind = NES_PARAM_ID, .doc = "A return of money.",
                                            .load = refund_load };

static struct nes_err of_loan(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_refunds found;

    NES_TRY(nes_refunds_of(req->tx, (struct nes_loan_id){ nes_req_value(req, "loan")->id }, &found));
    return show_list(req, reply, &found);
}

static struct nes_err of_state(struct nes_req *req, struct nes_reply *reply)
{
    const struct which *which = req->query;
    struct nes_refunds found;

    NES_TRY(nes_refunds_in(req->tx, (enum nes_refund_state)which->state, &found));
    return show_list(req, reply, &found);
}

/* --- asking and deciding --- */

static struct nes_err ask_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    struct nes_refund refund = { .loan = { nes_req_value(req, "loan")->id }, .account = in->account,
                                 .amount = in->amount };

    refund.kind = is_client(req) ? NES_REFUND_OVERPAYMENT : (enum nes_refund_kind)in->kind;
    refund.maker = is_client(req) ? refund.maker : req->caller.id;
    NES_TRY(nes_refund_ask(req->tx, &refund));
    return show_new(req, reply, &refund);
}

/* What is slow: the kept statement, in the press. */
static struct nes_err return_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_house *house = nes_house_of(req);
    struct nes_vault vault = { house->crypto, house->keeper, house->blobs };
    struct nes_bank_to *sender = NES_NEW(req->arena, struct nes_bank_to);

    (void)reply;
    req->prepared = sender;
    return nes_bank_sender_find(req->tx, &vault, house->press, (struct nes_line_id){ nes_req_value(req, "line")->id },
                                sender);
}

static struct nes_err return_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_bank_to *sender = req->prepared;
    struct nes_refund refund = { .line = { nes_req_value(req, "line")->id }, .maker = req->caller.id };

    refund.tail = nes_str_from(sender->iban, sender->iban.len - TAIL);
    NES_TRY(nes_refund_return(req->tx, &refund));
    return show_new(req, reply, &refund);
}

static struct nes_err propose_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_refund *refund = nes_req_row(req, "refund");

    NES_TRY(nes_refund_propose(req->tx, refund, req->caller.id));
    return show(req, reply, refund);
}

static struct nes_err withdraw_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_refund *refund = nes_req_row(req, "refund");

    NES_TRY(nes_refund_withdraw(req->tx, refund));
    return show(req, reply, refund);
}

static void wake(void *self)
{
    if (self) {
        nes_errands_wake(self);
    }
}

static struct nes_err decide_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    struct nes_refund *refund = nes_req_row(req, "refund");

    NES_TRY(nes_refund_settle(req->tx, refund, req->caller.id, in->approve));
    nes_req_after(req, wake, nes_house_of(req)->errands);
    return show(req, reply, refund);
}

#define ASK_FAILS                                                                                                      \
    NES_FAULTS(REFUND_NONE, REFUND_AMOUNT, REFUND_OPEN, REFUND_EARLY, REFUND_VERDICT, PAYOUT_ACCOUNT, PAYOUT_FROZEN)
#define RETURN_FAILS                                                                                                   \
    NES_FAULTS(LINE_STATE, REFUND_OPEN, REFUND_SENDER, STATEMENT_FORM, STATEMENT_SUM, DOCUMENT_CHANGED, BLOB_GONE,     \
               PRESS_DIED, PRESS_SLOW, XML_BROKEN, XML_LARGE, XML_DTD, HELPER_DOWN)
#define DECIDE_FAILS                                                                                                   \
    NES_FAULTS(REFUND_MAKER, REFUND_STATE, REFUND_NONE, REFUND_AMOUNT, REFUND_EARLY, REFUND_VERDICT, PAYOUT_ACCOUNT,   \
               PAYOUT_FROZEN)

static const struct nes_route routes[] = {
    { NES_POST, "/v1/mine/loans/{loan}/refunds", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &own_shape,
      .gives = &mine_view, .fails = ASK_FAILS, .once = true, .run = ask_run, .rules = "7.5",
      .doc = "Ask for what was paid too much." },
    { NES_GET, "/v1/mine/loans/{loan}/refunds", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &mines_view,
      .looks = true, .prepare = of_loan, .rules = "7.5", .doc = "Returns of money of the own loan." },
    { NES_POST, "/v1/mine/refunds/{refund}/withdrawal", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &mine_view, .fails = NES_FAULTS(REFUND_STATE), .once = true, .status = 200, .run = withdraw_run,
      .rules = "7.5", .doc = "Take the wish back before it was decided." },
    { NES_GET, "/v1/loans/{loan}/refunds", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW, .gives = &refunds_view,
      .looks = true, .prepare = of_loan, .rules = "13.4.c, 27", .doc = "Returns of money of a loan." },
    { NES_GET, "/v1/refunds", .listen = NES_OFFICE, .needs = NES_PERM_PAYOUT_VIEW, .asks = &which_shape,
      .gives = &refunds_view, .prepare = of_state, .rules = "13.4.c, 27", .doc = "Returns of money in a state." },
    { NES_POST, "/v1/loans/{loan}/refunds", .listen = NES_OFFICE, .needs = NES_PERM_REFUND_PROPOSE,
      .takes = &wish_shape, .gives = &refund_view, .fails = ASK_FAILS, .once = true, .run = ask_run,
      .rules = "13.4.c, 27", .doc = "Propose to give back an overpayment, or what a client paid without owing it." },
    { NES_POST, "/v1/bank-lines/{line}/refund", .listen = NES_OFFICE, .needs = NES_PERM_REFUND_PROPOSE,
      .gives = &refund_view, .fails = RETURN_FAILS, .once = true, .prepare = return_prepare, .run = return_run,
      .rules = "27", .doc = "Propose to return an unidentified receipt to its sender." },
    { NES_POST, "/v1/refunds/{refund}/proposal", .listen = NES_OFFICE, .needs = NES_PERM_REFUND_PROPOSE,
      .gives = &refund_view, .fails = NES_FAULTS(REFUND_STATE), .once = true, .status = 200, .run = propose_run,
      .rules = "27", .doc = "Take up what a borrower asked for; another person decides it." },
    { NES_POST, "/v1/refunds/{refund}/decision", .listen = NES_OFFICE, .needs = NES_PERM_REFUND_DECIDE,
      .takes = &decision_shape, .gives = &refund_view, .fails = DECIDE_FAILS, .once = true, .status = 200,
      .run = decide_run, .rules = "13.4.c, 27", .doc = "Give back, or do not, what another person proposed." },
};
const struct nes_resource nes_refund_resource = NES_RESOURCE("refund", routes);
