/* src/api/contract.c: contracts: formed, read, concluded. RULE 7.3 RULE 9.1 RULE 12 */
#include "lending/contract.h"

#include "api/confirmable.h"
#include "api/doors.h"
#include "api/house.h"
#include "api/sheet.h"
#include "audit/audit_faults.h"
#include "client/client_faults.h"
#include "crypto/text.h"
#include "lending/application_faults.h"
#include "paper/paper_faults.h"
#include "payment/contract_paper.h"
#include "payment/paper.h"
#include "payment/payout.h"
#include "policy/policy_store.h"
#include "vault/vault_faults.h"

static const struct nes_choice contract_states[] = { { "formed", NES_CONTRACT_FORMED },
                                                     { "concluded", NES_CONTRACT_CONCLUDED },
                                                     { "lapsed", NES_CONTRACT_LAPSED },
                                                     { NULL, 0 } };

struct view {
    struct nes_contract_id id;
    struct nes_application_id application;
    struct nes_str number, hash, signature, rate_percent;
    unsigned state;
    struct nes_money amount;
    struct nes_date formed_on;
    int64_t concluded_at;
    struct nes_loan_id loan;
    struct nes_payout_id payout;
};
static const struct nes_field view_fields[] = {
    NES_FIELD(struct view, id, .required = true, .words = "The contract."),
    NES_FIELD(struct view, application, .required = true, .words = "The application it was formed from."),
    NES_FIELD(struct view, number, .required = true, .words = "Its number: eleven digits, checked by the last two."),
    NES_FIELD(struct view, state, .required = true, .choices = contract_states,
              .words = "formed: to be read and concluded on its day."),
    NES_FIELD(struct view, amount, .required = true, .words = "Amount of the microcredit."),
    NES_FIELD(struct view, rate_percent, .required = true, .words = "Annual effective rate as in the paper."),
    NES_FIELD(struct view, hash, .required = true, .words = "Of all it says; stands on each of its pages."),
    NES_FIELD(struct view, signature, .required = true, .words = "Of the organisation's key over number and hash."),
    NES_FIELD(struct view, formed_on, .required = true, .words = "The day it can be concluded on."),
    NES_FIELD(struct view, concluded_at, .instant = true, .words = "When it was concluded."),
    NES_FIELD(struct view, loan, .words = "The loan it opened."),
    NES_FIELD(struct view, payout, .words = "How the money leaves."),
};
static const struct nes_shape contract_view = NES_SHAPE(struct view, view_fields, .as = "contract");

struct views {
    struct { struct view *rows; size_t len; } contracts;
};
static const struct nes_field views_fields[] = {
    NES_LIST(struct views, contracts, .required = true, .each = &contract_view, .max = 100, .words = "Newest first."),
};
static const struct nes_shape contracts_view = NES_SHAPE(struct views, views_fields, .as = "contracts");

struct conclusion {
    struct nes_confirmation_id confirmation;
};
static const struct nes_field conclusion_fields[] = {
    NES_FIELD(struct conclusion, confirmation, .required = true, .loose = true,
              .words = "Of two methods, bound to this contract's hash."),
};
static const struct nes_shape conclusion_shape =
    NES_SHAPE(struct conclusion, conclusion_fields, .as = "contract_conclusion");

static struct nes_err show(struct nes_req *req, const struct nes_contract *contract, struct view *out)
{
    char *rate = nes_arena_take(req->arena, NES_PERCENT_TEXT);
    struct nes_payout_record payout;
    bool found;

    *out = (struct view){ .id = contract->id, .application = contract->application, .number = contract->number,
                          .state = contract->state, .amount = contract->amount, .formed_on = contract->formed_on,
                          .concluded_at = contract->concluded_at, .loan = contract->loan };
    out->hash = nes_str_hex(req->arena, contract->hash.b, sizeof(contract->hash.b));
    out->signature = nes_str_hex(req->arena, contract->signature.ptr, contract->signature.len);
    out->rate_percent = nes_percent_write(contract->rate, 1, rate);
    NES_TRY(nes_payout_of(req->tx, contract->id, &payout, &found));
    out->payout = found ? payout.id : out->payout;
    return NES_FINE;
}

/* --- forming --- */

/* All that the paper tells, read on the snapshot of `prepare`. */
struct work {
    struct nes_contract contract;
    struct nes_contract_papers papers;
    int64_t application_version;
};

struct source {
    struct nes_application application;
    struct nes_offer offer;
    struct nes_loan_terms terms;
    struct nes_organisation organisation;
    struct nes_own_account own;
    struct nes_policy policy;
    struct nes_client client;
    struct nes_person person;
    struct nes_seller seller;
    struct nes_str account;
};

static struct nes_err read_receiver(struct nes_req *req, struct source *source)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_PAPER };
    struct nes_account account;
    struct nes_secret iban;

    if (source->application.way == NES_WAY_SELLER) {
        return nes_seller_find(req->tx, (struct nes_seller_id){ source->application.payee }, &source->seller);
    }
    if (source->application.way == NES_WAY_DESK) {
        return NES_FINE; /* in cash: there is no account */
    }
    if (source->application.way != NES_WAY_ACCOUNT) {
        return NES_FAIL(APPLICATION_WAY, "way");
    }
    NES_TRY(nes_account_find(req->tx, (struct nes_account_id){ source->application.payee }, &account));
    if (!nes_id_eq(account.client.id, source->application.client.id)) {
        return NES_FAIL(NOT_FOUND, "account");
    }
    NES_TRY(nes_account_unseal(nes_house_of(req)->keeper, req->arena, why, &account, &iban));
    source->account = (struct nes_str){ (const char *)iban.ptr, iban.len };
    return NES_FINE;
}

static struct nes_err read_source(struct nes_req *req, struct nes_application_id id, struct source *source)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_PAPER };

    NES_TRY(nes_application_load(req->tx, id, false, &source->application));
    if (source->application.state != NES_APPLICATION_CHOSEN && source->application.state != NES_APPLICATION_CONTRACT) {
        return NES_FAIL(APPLICATION_STATE, "application");
    }
    NES_TRY(nes_application_chosen(req->tx, &source->application, &source->offer));
    NES_TRY(nes_application_terms(req->tx, &source->application, &source->terms));
    NES_TRY(nes_organisation_find(req->tx, &source->organisation));
    NES_TRY(nes_own_account_find(req->tx, &source->own));
    NES_TRY(nes_policy_load(req->tx, &source->policy));
    NES_TRY(nes_client_find(req->tx, source->application.client, &source->client));
    NES_TRY(nes_client_unseal(nes_house_of(req)->keeper, req->arena, why, &source->client, &source->person));
    return read_receiver(req, source);
}

/* Where the money is to go; whether it may is asked of the same record. */
static struct nes_payout_record payout_of(const struct nes_application *application)
{
    struct nes_payout_record payout = { .client = application->client, .amount = application->amount };

    payout.way = application->way == NES_WAY_SELLER ? NES_PAYOUT_SELLER
                 : application->way == NES_WAY_DESK ? NES_PAYOUT_DESK
                                                    : NES_PAYOUT_ACCOUNT;
    if (payout.way == NES_PAYOUT_SELLER) {
        payout.seller.id = application->payee;
    } else if (payout.way == NES_PAYOUT_ACCOUNT) {
        payout.account.id = application->payee;
    }
    return payout;
}

/* What the money waits for is agreed in the paper, too. */
static struct nes_err rule_of(struct nes_req *req, const struct source *source, struct nes_payout_rule *out)
{
    *out = (struct nes_payout_rule){ .policy = &source->policy, .concluded_at = req->now_us,
                                     .amount = source->application.amount,
                                     .individual = source->terms.class != NES_CLASS_BUSINESS,
                                     .unsecured_consumer = source->terms.class == NES_CLASS_CONSUMER,
                                     .way = payout_of(&source->application).way };
    return nes_contract_day_sum(req->tx, source->application.client, req->today, &out->same_day);
}

static struct nes_err fill(struct nes_req *req, const struct source *source, struct nes_str number,
                           struct nes_paper_model *out)
{
    struct nes_contract_matter matter = {
        .application = &source->application, .offer = &source->offer, .terms = &source->terms,
        .organisation = &source->organisation, .own = &source->own, .policy = &source->policy,
        .person = &source->person, .account = source->account, .number = number, .day = req->today,
        .made_us = req->now_us, .individual = source->terms.class != NES_CLASS_BUSINESS,
    };
    struct nes_payout_rule rule;
    enum nes_payout_needs needs;
    int64_t not_before;

    NES_TRY(rule_of(req, source, &rule));
    NES_TRY(nes_payout_decide(&rule, &needs, &not_before));
    matter.seller = rule.way == NES_PAYOUT_SELLER ? &source->seller : NULL;
    matter.cooling_hours = not_before > 0 ? (not_before - req->now_us) / INT64_C(3'600'000'000) : 0;
    return nes_contract_paper(nes_house_of(req)->crypto, req->arena, &matter, out);
}

static struct nes_err keep(struct nes_req *req, const struct nes_data_key *key, struct nes_str bytes,
                           struct nes_document_row *row)
{
    const struct nes_house *house = nes_house_of(req);
    struct nes_vault vault = { .crypto = house->crypto, .keeper = house->keeper, .blobs = house->blobs };
    struct nes_access access = { { .purpose = NES_PURPOSE_PAPER }, *key };

    row->key = *key;
    row->doc_class = NES_STR("contract");
    row->origin = NES_DOCUMENT_FORMED;
    return nes_document_keep(&vault, &access, bytes, &row->document);
}

static struct nes_err keep_papers(struct nes_req *req, const struct nes_client *client,
                                  const struct nes_paper_model *model, struct nes_contract_papers *papers)
{
    struct nes_str pdf, bytes;

    NES_TRY(nes_paper_pdf(nes_house_of(req)->press, req->arena, model, &pdf));
    NES_TRY(nes_paper_write(req->arena, model, &bytes));
    papers->pdf.media = NES_STR("application/pdf");
    papers->model.media = NES_STR("application/x-nesie-paper");
    NES_TRY(keep(req, &client->key, pdf, &papers->pdf));
    return keep(req, &client->key, bytes, &papers->model);
}

/* The organisation signs what the client will read: number and hash. */
static struct nes_err sign(struct nes_req *req, struct nes_contract *contract)
{
    struct nes_keeper_why why = { NES_PURPOSE_CONCLUDE, req->caller.id };
    struct nes_keeper_item item = { .op = NES_KEEPER_SIGN, .label = NES_STR("contract") };

    item.data = nes_contract_signed_text(req->arena, contract->number, &contract->hash);
    NES_TRY(nes_keeper_ask(nes_house_of(req)->keeper, req->arena, why, &item, 1));
    contract->signature = item.answer;
    return NES_FINE;
}

static struct nes_err form_prepare(struct nes_req *req, struct nes_reply *reply)
{
    struct work *work = NES_NEW(req->arena, struct work);
    struct source *source = NES_NEW(req->arena, struct source);
    char *number = nes_arena_take(req->arena, NES_CONTRACT_NUMBER + 1);
    struct nes_paper_model model;
    struct nes_id random;

    (void)reply;
    NES_TRY(read_source(req, (struct nes_application_id){ nes_req_value(req, "application")->id }, source));
    nes_crypto_random(nes_house_of(req)->crypto, &random, sizeof(random));
    nes_contract_number(random, number);
    work->contract.id = (struct nes_contract_id){ nes_tx_new_id(req->tx) };
    work->contract.number = nes_str_of(number);
    NES_TRY(fill(req, source, work->contract.number, &model));
    NES_TRY(keep_papers(req, &source->client, &model, &work->papers));
    work->contract.hash = model.hash;
    work->contract.rate = nes_contract_rate(&source->offer);
    work->application_version = source->application.version;
    req->prepared = work;
    return sign(req, &work->contract);
}

static struct nes_err form_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_application_id id = { nes_req_value(req, "application")->id };
    const struct work *work = req->prepared;
    struct nes_contract contract = work->contract;
    struct nes_payout_record payout;
    struct nes_application application;
    struct view view;

    NES_TRY(nes_application_load(req->tx, id, true, &application));
    payout = payout_of(&application);
    if (application.version != work->application_version) {
        return NES_FAIL(APPLICATION_STATE, "application"); /* changed since the paper was filled */
    }
    NES_TRY(nes_payout_receiver(req->tx, &payout));
    NES_TRY(nes_contract_form(req->tx, &application, &work->papers, &contract));
    NES_TRY(show(req, &contract, &view));
    return nes_reply_created(reply, &contract_view, &view);
}

/* --- reading --- */

static struct nes_err contract_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                    struct nes_param_row *out)
{
    struct nes_contract *contract = NES_NEW(req->arena, struct nes_contract);

    NES_TRY(nes_contract_find(req->tx, (struct nes_contract_id){ value->id }, lock, contract));
    *out = (struct nes_param_row){ .row = contract, .owner = contract->client.id, .object = value->id,
                                   .version = contract->version };
    return NES_FINE;
}
const struct nes_param nes_contract_param = { .name = "contract", .kind = NES_PARAM_ID, .doc = "A contract.",
                                              .load = contract_load };

static struct nes_err contracts_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_contracts contracts;
    struct views views;

    NES_TRY(nes_contracts_of(req->tx, (struct nes_client_id){ nes_req_value(req, "client")->id }, &contracts));
    NES_NEW_ROWS(req->arena, views.contracts, contracts.len);
    for (size_t i = 0; i < contracts.len; i++) {
        NES_TRY(show(req, &contracts.rows[i], &views.contracts.rows[i]));
    }
    return nes_reply_ok(reply, &contracts_view, &views);
}

static struct nes_err contract_show(struct nes_req *req, struct nes_reply *reply)
{
    struct view view;

    NES_TRY(show(req, nes_req_row(req, "contract"), &view));
    return nes_reply_ok(reply, &contract_view, &view);
}

static struct nes_err paper_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_contract *contract = nes_req_row(req, "contract");

    return nes_sheet_file(req, reply, contract->document, NES_STR("contract.pdf"));
}

static struct nes_err page_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_contract *contract = nes_req_row(req, "contract");

    return nes_sheet_page(req, reply, contract->model);
}

static struct nes_err receipt_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_contract *contract = nes_req_row(req, "contract");
    struct nes_str file;

    NES_TRY(nes_audit_receipt(req->tx, nes_house_of(req)->crypto, contract->leaf, &file)); /* RULE 12 */
    return nes_reply_bytes(reply, file, NES_STR("receipt.txt"));
}

/* --- concluding --- */

struct nes_err nes_contract_confirmable(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                                        struct nes_confirmable *out)
{
    struct nes_buf figures = nes_buf_begin(req->arena, 200);
    char *money = nes_arena_take(req->arena, NES_MONEY_FORM_TEXT);
    struct nes_contract contract;

    NES_TRY(nes_contract_find(req->tx, (struct nes_contract_id){ object }, false, &contract));
    if (!nes_id_eq(contract.client.id, client.id)) {
        return NES_FAIL(NOT_FOUND, "object");
    }
    if (contract.state != NES_CONTRACT_FORMED) {
        return NES_FAIL(CONTRACT_STATE, "object");
    }
    nes_buf_add(&figures, contract.number);
    nes_buf_byte(&figures, '\n');
    nes_buf_add(&figures, nes_money_show(contract.amount, NES_MONEY_RU, money));
    *out = (struct nes_confirmable){ contract.hash, NES_STR("confirm.conclude"), { figures.ptr, figures.len } };
    return NES_FINE;
}

static void wake(void *self)
{
    if (self) {
        nes_errands_wake(self);
    }
}

static struct nes_err check_day(struct nes_req *req, const struct nes_contract *contract, struct source *source)
{
    struct nes_contract_day day = { .today = req->today, .policy = &source->policy, .terms = &source->terms,
                                    .offer = &source->offer };

    NES_TRY(nes_policy_load(req->tx, &source->policy));
    NES_TRY(nes_application_chosen(req->tx, &source->application, &source->offer));
    NES_TRY(nes_application_terms(req->tx, &source->application, &source->terms));
    return nes_contract_check(contract, &day, req->arena);
}

/* Where the money goes and what it waits for. Before anything is written: a refusal keeps what was. */
static struct nes_err plan_payout(struct nes_req *req, const struct source *source,
                                  const struct nes_contract *contract, struct nes_payout_record *out)
{
    struct nes_payout_rule rule;

    *out = payout_of(&source->application);
    out->contract = contract->id;
    NES_TRY(rule_of(req, source, &rule));
    NES_TRY(nes_payout_decide(&rule, &out->needs, &out->not_before));
    return nes_payout_receiver(req->tx, out);
}

/* The receiver was asked before anything was written. Told otherwise now, by a change of another, nothing of the
 * conclusion stays: a refusal would keep a loan that nobody pays out. */
static struct nes_err begin_payout(struct nes_req *req, struct nes_payout_record *payout)
{
    struct nes_err err = nes_payout_begin(req->tx, payout);

    return err.what && err.what->end == NES_END_REFUSE ? NES_FAIL(DB_CONFLICT, "payout") : err;
}

static struct nes_err conclude_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct conclusion *in = req->body;
    struct nes_contract *contract = nes_req_row(req, "contract");
    struct nes_confirmation_claim claim = { in->confirmation, NES_OP_CONCLUDE, req->caller.id, contract->id.id,
                                            contract->hash };
    struct source *source = NES_NEW(req->arena, struct source);
    struct nes_payout_record payout;
    struct nes_evidence_id evidence;
    struct view view;

    if (contract->state != NES_CONTRACT_FORMED) {
        return NES_FAIL(CONTRACT_STATE, "contract");
    }
    NES_TRY(nes_application_load(req->tx, contract->application, true, &source->application));
    NES_TRY(check_day(req, contract, source));
    NES_TRY(plan_payout(req, source, contract, &payout));
    NES_TRY(nes_confirmation_use(req->tx, &claim, &evidence)); /* RULE 9.1 */
    NES_TRY(nes_contract_conclude(req->tx, &source->application, evidence, contract));
    payout.loan = contract->loan;
    NES_TRY(begin_payout(req, &payout));
    NES_TRY(nes_loan_paper_ask(req->tx, &(struct nes_loan_paper){ .loan = contract->loan, .client = contract->client,
                                                                  .kind = NES_LOAN_PAPER_CONTRACT,
                                                                  .about = contract->id.id }));
    nes_req_after(req, wake, nes_house_of(req)->errands);
    NES_TRY(show(req, contract, &view));
    return nes_reply_ok(reply, &contract_view, &view);
}

#define FORM_FAILS                                                                                                     \
    NES_FAULTS(APPLICATION_STATE, APPLICATION_LATE, APPLICATION_OLD, APPLICATION_FROZEN, APPLICATION_WAY,              \
               PAPER_EXPIRED, PAYOUT_SELLER, PAYOUT_ACCOUNT, CASH_DESK, OWN_ACCOUNT_NONE, POLICY_MISSING, PRESS_DIED,  \
               PRESS_SLOW, HELPER_DOWN, SHEET_LETTER)
#define CONCLUDE_FAILS                                                                                                 \
    NES_FAULTS(CONTRACT_STATE, CONTRACT_DAY, CONTRACT_CAP, CONTRACT_AMOUNT, CONFIRMATION_OTHER, CONFIRMATION_USED,     \
               CONFIRMATION_OVER, CONFIRMATION_NEEDS, APPLICATION_STATE, APPLICATION_LATE, APPLICATION_FROZEN,         \
               PAYOUT_SELLER, PAYOUT_ACCOUNT, CASH_DESK, POLICY_MISSING)
#define READ_FAILS NES_FAULTS(DOCUMENT_CHANGED, BLOB_GONE, HELPER_DOWN, PAPER_CHANGED)

static const struct nes_route routes[] = {
    { NES_POST, "/v1/mine/applications/{application}/contract", .listen = NES_PUBLIC, .needs = NES_PERM_LEND,
      .gives = &contract_view, .fails = FORM_FAILS, .once = true, .prepare = form_prepare /* draws, seals, signs */,
      .run = form_run, .rules = "7.3, 8.3",
      .doc = "Form the contract from the chosen offer, to be read before signing." },
    { NES_GET, "/v1/me/{client}/contracts", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &contracts_view,
      .looks = true, .prepare = contracts_show, .rules = "7.3", .doc = "The own contracts." },
    { NES_GET, "/v1/mine/contracts/{contract}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &contract_view,
      .looks = true, .prepare = contract_show, .rules = "7.3", .doc = "An own contract." },
    { NES_GET, "/v1/mine/contracts/{contract}/paper", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives_type = "application/pdf", .fails = READ_FAILS, .looks = true, .prepare = paper_show, .rules = "7.3, 34.2",
      .doc = "The paper as it was formed." },
    { NES_GET, "/v1/mine/contracts/{contract}/page", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives_type = "application/json", .fails = READ_FAILS, .looks = true, .prepare = page_show, .rules = "7.3",
      .doc = "The same as a page, in both languages." },
    { NES_GET, "/v1/mine/contracts/{contract}/receipt", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives_type = "text/plain; charset=utf-8", .fails = NES_FAULTS(AUDIT_WAITING), .prepare = receipt_show,
      .rules = "12", .doc = "The receipt of the contract, to be checked without us." },
    { NES_POST, "/v1/mine/contracts/{contract}/conclusion", .listen = NES_PUBLIC, .needs = NES_PERM_LEND,
      .takes = &conclusion_shape, .gives = &contract_view, .fails = CONCLUDE_FAILS, .once = true, .status = 200,
      .run = conclude_run, .rules = "9.1", .doc = "Conclude the contract with a confirmation of two methods." },
    { NES_GET, "/v1/contracts/{contract}", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW, .gives = &contract_view,
      .looks = true, .prepare = contract_show, .rules = "27", .doc = "A contract." },
    { NES_GET, "/v1/contracts/{contract}/paper", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW,
      .gives_type = "application/pdf", .fails = READ_FAILS, .looks = true, .prepare = paper_show, .rules = "27, 34.2",
      .doc = "Its paper as it was formed." },
};
const struct nes_resource nes_contract_resource = NES_RESOURCE("contract", routes);
