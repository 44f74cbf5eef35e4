/* src/api/payout.c: money out: payouts, the sellers that it may go to, the account that it leaves.
 * RULE 9.2.a RULE 9.2.d RULE 9.3 */
#include "payment/payout.h"

#include "api/confirmable.h"
#include "api/doors.h"
#include "api/house.h"
#include "ident/ident_faults.h"
#include "payment/own_account.h"

static const struct nes_choice payout_states[] = { { "waiting", NES_PAYOUT_WAITING },
                                                   { "planned", NES_PAYOUT_PLANNED },
                                                   { "done", NES_PAYOUT_DONE },
                                                   { "refused", NES_PAYOUT_REFUSED },
                                                   { NULL, 0 } };
static const struct nes_choice payout_ways[] = { { "account", NES_PAYOUT_ACCOUNT },
                                                 { "seller", NES_PAYOUT_SELLER },
                                                 { "desk", NES_PAYOUT_DESK },
                                                 { NULL, 0 } };
static const struct nes_choice payout_needs[] = { { "nothing", NES_PAYOUT_NEEDS_NOTHING },
                                                  { "consent", NES_PAYOUT_NEEDS_CONSENT },
                                                  { "methods", NES_PAYOUT_NEEDS_METHODS },
                                                  { NULL, 0 } };

struct view {
    struct nes_payout_id id;
    struct nes_contract_id contract;
    struct nes_loan_id loan;
    unsigned state, way, needs;
    struct nes_money amount;
    int64_t not_before;
    struct nes_str ref, reason, number;
    struct nes_date value_on;
    bool ready;
};
static const struct nes_field view_fields[] = {
    NES_FIELD(struct view, id,         .required = true, .words = "The payout."),
    NES_FIELD(struct view, contract,   .required = true, .words = "For which contract."),
    NES_FIELD(struct view, loan,       .required = true, .words = "Its loan."),
    NES_FIELD(struct view, state,      .required = true, .choices = payout_states, .words = "Where it stands."),
    NES_FIELD(struct view, way,        .required = true, .choices = payout_ways, .words = "To whom."),
    NES_FIELD(struct view, needs,      .required = true, .choices = payout_needs,
              .words = "What the client confirms before it leaves."),
    NES_FIELD(struct view, amount,     .required = true, .words = "How much."),
    NES_FIELD(struct view, not_before, .instant = true, .words = "End of cooling-off."),
    NES_FIELD(struct view, ref,        .words = "The bank's reference."),
    NES_FIELD(struct view, reason,     .words = "Why it was refused."),
    NES_FIELD(struct view, number,     .required = true, .words = "Number of the contract."),
    NES_FIELD(struct view, value_on,   .words = "The bank's day."),
    NES_FIELD(struct view, ready,      .words = "true: the client can confirm it now (it waits; its hour is over)."),
};
static const struct nes_shape payout_view = NES_SHAPE(struct view, view_fields, .as = "payout");

struct views {
    struct { struct view *rows; size_t len; } payouts;
};
static const struct nes_field views_fields[] = {
    NES_LIST(struct views, payouts, .required = true, .each = &payout_view, .max = 200,
             .words = "Of a client newest first, of a state oldest first, of those done the newest."),
};
static const struct nes_shape payouts_view = NES_SHAPE(struct views, views_fields, .as = "payouts");

struct which {
    unsigned state;
};
static const struct nes_field which_fields[] = {
    NES_FIELD(struct which, state, .required = true, .choices = payout_states, .words = "Of this state."),
};
static const struct nes_shape which_shape = NES_SHAPE(struct which, which_fields, .as = "payouts_which");

struct release {
    struct nes_confirmation_id confirmation;
};
static const struct nes_field release_fields[] = {
    NES_FIELD(struct release, confirmation, .required = true, .loose = true, .words = "Bound to this payout."),
};
static const struct nes_shape release_shape = NES_SHAPE(struct release, release_fields, .as = "payout_release");

struct seller {
    struct nes_seller_id id;
    struct nes_str bin, name, iban, contract;
    bool approved;
};
static const struct nes_field seller_fields[] = {
    NES_FIELD(struct seller, id,       .required = true, .words = "The seller."),
    NES_FIELD(struct seller, bin,      .required = true, .words = "Business identification number."),
    NES_FIELD(struct seller, name,     .required = true, .words = "Its name."),
    NES_FIELD(struct seller, iban,     .required = true, .words = "Where money goes."),
    NES_FIELD(struct seller, contract, .required = true, .words = "Number and day of the contract with it."),
    NES_FIELD(struct seller, approved, .words = "false: no money goes there."),
};
static const struct nes_shape seller_view = NES_SHAPE(struct seller, seller_fields, .as = "seller");

struct sellers {
    struct { struct seller *rows; size_t len; } sellers;
};
static const struct nes_field sellers_fields[] = {
    NES_LIST(struct sellers, sellers, .required = true, .each = &seller_view, .max = 500, .words = "By name."),
};
static const struct nes_shape sellers_view = NES_SHAPE(struct sellers, sellers_fields, .as = "sellers");

static const struct nes_field seller_new_fields[] = {
    NES_FIELD(struct seller, bin,      .required = true, .max = 12, .words = "Business identification number."),
    NES_FIELD(struct seller, name,     .required = true, .min = 1, .words = "Its name."),
    NES_FIELD(struct seller, iban,     .required = true, .max = 34, .words = "Where money goes."),
    NES_FIELD(struct seller, contract, .required = true, .min = 1, .max = 100,
              .words = "Number and day of the contract with it."),
};
static const struct nes_shape seller_shape = NES_SHAPE(struct seller, seller_new_fields, .as = "seller_new");

static const struct nes_field own_fields[] = {
    NES_FIELD(struct nes_own_account, iban, .required = true, .max = 34, .words = "The account."),
    NES_FIELD(struct nes_own_account, bic, .required = true, .min = 8, .max = 11, .words = "BIC of its bank."),
    NES_FIELD(struct nes_own_account, bank_kk, .required = true, .min = 1, .words = "The bank in Kazakh."),
    NES_FIELD(struct nes_own_account, bank_ru, .required = true, .min = 1, .words = "The bank in Russian."),
    NES_FIELD(struct nes_own_account, kbe, .required = true, .min = 2, .max = 2, .words = "Code of the beneficiary."),
    NES_FIELD(struct nes_own_account, knp_out, .required = true, .min = 3, .max = 3,
              .words = "Purpose code of payouts."),
    NES_FIELD(struct nes_own_account, knp_back, .required = true, .min = 3, .max = 3,
              .words = "Purpose code of repayments."),
    NES_FIELD(struct nes_own_account, version, .words = "As read; 0: the first time."),
};
static const struct nes_shape own_shape = NES_SHAPE(struct nes_own_account, own_fields, .as = "own_account");

/* --- payouts --- */

static struct view view_of(const struct nes_req *req, const struct nes_payout_record *payout)
{
    return (struct view){ payout->id,  payout->contract, payout->loan,    payout->state,
                          payout->way, payout->needs,    payout->amount,  payout->not_before,
                          payout->ref, payout->reason,   payout->number,  payout->value_on,
                          !nes_payout_ready(payout, req->now_us).what };
}

static void wake(void *self)
{
    if (self) {
        nes_errands_wake(self);
    }
}

static struct nes_err payout_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct nes_payout_record *payout = NES_NEW(req->arena, struct nes_payout_record);

    NES_TRY(nes_payout_find(req->tx, (struct nes_payout_id){ value->id }, lock, payout));
    *out = (struct nes_param_row){ .row = payout, .owner = payout->client.id, .object = value->id,
                                   .version = payout->version };
    return NES_FINE;
}
const struct nes_param nes_payout_param = { .name = "payout", .kind = NES_PARAM_ID, .doc = "A payout.",
                                            .load = payout_load };

static struct nes_err payout_show(struct nes_req *req, struct nes_reply *reply)
{
    struct view view = view_of(req, nes_req_row(req, "payout"));

    return nes_reply_ok(reply, &payout_view, &view);
}

static struct nes_err reply_list(struct nes_req *req, struct nes_reply *reply, const struct nes_payouts *payouts)
{
    struct views views;

    NES_NEW_ROWS(req->arena, views.payouts, payouts->len);
    for (size_t i = 0; i < payouts->len; i++) {
        views.payouts.rows[i] = view_of(req, &payouts->rows[i]);
    }
    return nes_reply_ok(reply, &payouts_view, &views);
}

static struct nes_err payouts_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct which *which = req->query;
    struct nes_payouts payouts;

    NES_TRY(nes_payouts_in(req->tx, (enum nes_payout_state)which->state, &payouts));
    return reply_list(req, reply, &payouts);
}

static struct nes_err mine_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_payouts payouts;

    NES_TRY(nes_payouts_of(req->tx, (struct nes_client_id){ nes_req_value(req, "client")->id }, &payouts));
    return reply_list(req, reply, &payouts);
}

static enum nes_op op_of(const struct nes_payout_record *payout)
{
    return payout->needs == NES_PAYOUT_NEEDS_METHODS ? NES_OP_PAY_SELLER : NES_OP_SECOND_CONSENT;
}

static struct nes_err load_own(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                               enum nes_op op, struct nes_confirmable *out)
{
    struct nes_buf figures = nes_buf_begin(req->arena, 400);
    char *money = nes_arena_take(req->arena, NES_MONEY_FORM_TEXT);
    struct nes_payout_record payout;
    struct nes_contract contract;
    struct nes_seller seller;

    NES_TRY(nes_payout_find(req->tx, (struct nes_payout_id){ object }, false, &payout));
    if (!nes_id_eq(payout.client.id, client.id) || op_of(&payout) != op) {
        return NES_FAIL(NOT_FOUND, "object");
    }
    NES_TRY(nes_payout_ready(&payout, req->now_us));
    NES_TRY(nes_contract_find(req->tx, payout.contract, false, &contract));
    nes_buf_add(&figures, contract.number);
    nes_buf_byte(&figures, '\n');
    nes_buf_add(&figures, nes_money_show(payout.amount, NES_MONEY_RU, money));
    if (op == NES_OP_PAY_SELLER) {
        NES_TRY(nes_seller_find(req->tx, payout.seller, &seller));
        nes_buf_byte(&figures, '\n');
        nes_buf_add(&figures, seller.name);
    }
    out->what = nes_payout_hash(nes_house_of(req)->crypto, req->arena, &payout);
    out->figures = (struct nes_str){ figures.ptr, figures.len };
    return NES_FINE;
}

struct nes_err nes_consent_confirmable(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                                       struct nes_confirmable *out)
{
    out->sentence = NES_STR("confirm.second_consent");
    return load_own(req, client, object, NES_OP_SECOND_CONSENT, out);
}

struct nes_err nes_seller_confirmable(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                                      struct nes_confirmable *out)
{
    out->sentence = NES_STR("confirm.pay_seller");
    return load_own(req, client, object, NES_OP_PAY_SELLER, out);
}

/* The hour, the receiver and the lists are asked before the confirmation is spent. */
static struct nes_err release_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct release *in = req->body;
    struct nes_payout_record *payout = nes_req_row(req, "payout");
    struct nes_confirmation_claim claim = { in->confirmation, op_of(payout), req->caller.id, payout->id.id,
                                            nes_payout_hash(nes_house_of(req)->crypto, req->arena, payout) };
    struct nes_evidence_id evidence;
    struct view view;

    NES_TRY(nes_payout_ready(payout, req->now_us));
    NES_TRY(nes_payout_receiver(req->tx, payout));
    NES_TRY(nes_payout_may_leave(req->tx, payout)); /* RULE 10.1 */
    NES_TRY(nes_confirmation_use(req->tx, &claim, &evidence)); /* RULE 9.3 */
    NES_TRY(nes_payout_release(req->tx, evidence, payout));
    nes_req_after(req, wake, nes_house_of(req)->errands);
    view = view_of(req, payout);
    return nes_reply_ok(reply, &payout_view, &view);
}

static struct nes_err again_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_payout_record payout;
    struct view view;

    NES_TRY(nes_payout_again(req->tx, nes_req_row(req, "payout"), &payout));
    nes_req_after(req, wake, nes_house_of(req)->errands);
    view = view_of(req, &payout);
    return nes_reply_created(reply, &payout_view, &view);
}

/* --- sellers --- */

static struct seller seller_of(const struct nes_seller *seller)
{
    return (struct seller){ seller->id,   seller->bin,      seller->name,
                            seller->iban, seller->contract, !nes_id_none(seller->checker) };
}

static struct nes_err seller_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct nes_seller *seller = NES_NEW(req->arena, struct nes_seller);

    (void)lock; /* it changes only under its own condition */
    NES_TRY(nes_seller_find(req->tx, (struct nes_seller_id){ value->id }, seller));
    *out = (struct nes_param_row){ .row = seller, .object = value->id, .version = seller->version };
    return NES_FINE;
}
const struct nes_param nes_seller_param = { .name = "seller", .kind = NES_PARAM_ID, .doc = "A contracted seller.",
                                            .shared = true, .load = seller_load };

static struct nes_err show_sellers(struct nes_req *req, struct nes_reply *reply, bool usable)
{
    struct nes_sellers sellers;
    struct sellers out;

    NES_TRY(nes_sellers_all(req->tx, usable, &sellers));
    NES_NEW_ROWS(req->arena, out.sellers, sellers.len);
    for (size_t i = 0; i < sellers.len; i++) {
        out.sellers.rows[i] = seller_of(&sellers.rows[i]);
    }
    return nes_reply_ok(reply, &sellers_view, &out);
}

static struct nes_err sellers_show(struct nes_req *req, struct nes_reply *reply)
{
    return show_sellers(req, reply, false);
}

static struct nes_err sellers_offer(struct nes_req *req, struct nes_reply *reply)
{
    return show_sellers(req, reply, true);
}

static struct nes_err seller_add(struct nes_req *req, struct nes_reply *reply)
{
    const struct seller *in = req->body;
    struct nes_seller seller = { .id = { nes_tx_new_id(req->tx) }, .bin = in->bin, .name = in->name,
                                 .iban = in->iban, .contract = in->contract, .maker = req->caller.id };
    struct seller out;

    NES_TRY(nes_seller_propose(req->tx, &seller));
    out = seller_of(&seller);
    return nes_reply_created(reply, &seller_view, &out);
}

static struct nes_err seller_approve(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_seller *seller = nes_req_row(req, "seller");

    NES_TRY(nes_seller_approve(req->tx, seller->id, req->caller.id));
    return nes_reply_none(reply);
}

/* --- the own account --- */

static struct nes_err own_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_own_account own;

    NES_TRY(nes_own_account_find(req->tx, &own));
    return nes_reply_ok(reply, &own_shape, &own);
}

static struct nes_err own_set(struct nes_req *req, struct nes_reply *reply)
{
    NES_TRY(nes_own_account_set(req->tx, req->body));
    return nes_reply_none(reply);
}

#define RELEASE_FAILS                                                                                                  \
    NES_FAULTS(PAYOUT_STATE, PAYOUT_EARLY, PAYOUT_FROZEN, PAYOUT_LATE, PAYOUT_SELLER, PAYOUT_ACCOUNT, CASH_DESK,       \
               CONFIRMATION_OTHER, CONFIRMATION_USED, CONFIRMATION_OVER, CONFIRMATION_NEEDS)
#define SELLER_FAILS                                                                                                   \
    NES_FAULTS(SELLER_THERE, BIN_LENGTH, BIN_DIGITS, BIN_IS_IIN, BIN_KIND, BIN_MONTH, BIN_PART, BIN_NEVER, BIN_CHECK,  \
               IBAN_LENGTH, IBAN_COUNTRY, IBAN_FORM, IBAN_CHECK)

static const struct nes_route routes[] = {
    { NES_GET, "/v1/me/{client}/payouts", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &payouts_view,
      .looks = true, .prepare = mine_show, .rules = "9.2", .doc = "All own payouts; what waits for a consent, too." },
    { NES_GET, "/v1/mine/payouts/{payout}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &payout_view,
      .looks = true, .prepare = payout_show, .rules = "9.2", .doc = "How the own money leaves." },
    { NES_POST, "/v1/mine/payouts/{payout}/release", .listen = NES_PUBLIC, .needs = NES_PERM_LEND,
      .takes = &release_shape, .gives = &payout_view, .fails = RELEASE_FAILS, .once = true, .status = 200,
      .run = release_run, .rules = "9.2, 9.3",
      .doc = "The second consent after cooling-off, or two methods before a transfer to a seller." },
    { NES_GET, "/v1/me/{client}/sellers", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &sellers_view,
      .prepare = sellers_offer, .rules = "9.2.d", .doc = "Sellers that money may go to." },
    { NES_GET, "/v1/payouts", .listen = NES_OFFICE, .needs = NES_PERM_PAYOUT_VIEW, .asks = &which_shape,
      .gives = &payouts_view, .prepare = payouts_show, .rules = "27", .doc = "Payouts of a state." },
    { NES_GET, "/v1/payouts/{payout}", .listen = NES_OFFICE, .needs = NES_PERM_PAYOUT_VIEW, .gives = &payout_view,
      .prepare = payout_show, .rules = "27", .doc = "A payout." },
    { NES_POST, "/v1/payouts/{payout}/again", .listen = NES_OFFICE, .needs = NES_PERM_PAYOUT_AGAIN,
      .gives = &payout_view,
      .fails = NES_FAULTS(PAYOUT_STATE, PAYOUT_TWICE, PAYOUT_FROZEN, PAYOUT_LATE, PAYOUT_SELLER, PAYOUT_ACCOUNT,
                          CASH_DESK),
      .once = true, .run = again_run, .rules = "9.2, 27", .doc = "Another try after a refusal." },
    { NES_GET, "/v1/sellers", .listen = NES_OFFICE, .needs = NES_PERM_SELLER_VIEW, .gives = &sellers_view,
      .prepare = sellers_show, .rules = "9.2.d, 27", .doc = "All contracted sellers." },
    { NES_POST, "/v1/sellers", .listen = NES_OFFICE, .needs = NES_PERM_SELLER_PROPOSE, .takes = &seller_shape,
      .gives = &seller_view, .fails = SELLER_FAILS, .once = true, .run = seller_add, .rules = "9.2.d, 27",
      .doc = "Propose a seller that has a contract with the organisation." },
    { NES_POST, "/v1/sellers/{seller}/approval", .listen = NES_OFFICE, .needs = NES_PERM_SELLER_APPROVE,
      .fails = NES_FAULTS(SELLER_MAKER, SELLER_DECIDED), .once = true, .status = 204, .run = seller_approve,
      .rules = "9.2.d, 27", .doc = "Approve a seller that another person proposed." },
    { NES_GET, "/v1/own-account", .listen = NES_OFFICE, .needs = NES_PERM_STAFF, .gives = &own_shape,
      .fails = NES_FAULTS(OWN_ACCOUNT_NONE), .prepare = own_show, .rules = "7.6",
      .doc = "The organisation's account." },
    { NES_PUT, "/v1/own-account", .listen = NES_OFFICE, .needs = NES_PERM_OWN_ACCOUNT_CHANGE, .takes = &own_shape,
      .fails = NES_FAULTS(IBAN_LENGTH, IBAN_COUNTRY, IBAN_FORM, IBAN_CHECK), .run = own_set, .rules = "7.6, 27",
      .doc = "Set the organisation's account." },
};
const struct nes_resource nes_payout_resource = NES_RESOURCE("payout", routes);
