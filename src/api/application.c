/* src/api/application.c: applications for a microcredit, as the client makes them. RULE 7.1 RULE 7.4 */
#include "api/application.h"

#include <string.h>

#include "api/application_submit.h"
#include "api/doors.h"
#include "calc/calc_faults.h"
#include "client/account.h"
#include "client/identity_paper.h"
#include "crypto/text.h"
#include "lending/application_store.h"
#include "lending/contract.h"
#include "payment/cash.h"
#include "payment/seller.h"
#include "policy/policy_store.h"

static const struct nes_choice ways[] = { { "account", NES_WAY_ACCOUNT }, { "card", NES_WAY_CARD },
                                          { "terminal", NES_WAY_TERMINAL }, { "desk", NES_WAY_DESK },
                                          { "seller", NES_WAY_SELLER }, { NULL, 0 } };
static const struct nes_choice langs[] = { { "kk", 1 }, { "ru", 2 }, { NULL, 0 } };

static struct nes_str lang_word(unsigned lang)
{
    return lang == 1 ? NES_STR("kk") : NES_STR("ru");
}

struct wish {
    struct nes_product_version_id product;
    struct nes_money amount;
    int32_t periods;
    struct nes_str purpose;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, product, .required = true, .refers = "product", .words = "The version of the product."),
    NES_FIELD(struct wish, amount,  .required = true, .min = 1, .max = NES_PRINCIPAL_TIYN_MAX, .words = "How much."),
    NES_FIELD(struct wish, periods, .required = true, .min = 1, .max = 360, .words = "For how many months."),
    NES_FIELD(struct wish, purpose, .required = true, .max = 30,
              .words = "household, education, medical, repair, travel, refinance, working_capital, equipment, other."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "application_wish");

struct heads {
    struct { struct nes_application_shown *rows; size_t len; } applications;
};
static const struct nes_field heads_fields[] = {
    NES_LIST(struct heads, applications, .required = true, .each = &nes_application_view, .max = 100,
             .words = "Newest first."),
};
static const struct nes_shape heads_view = NES_SHAPE(struct heads, heads_fields, .as = "applications");

struct read_text {
    struct nes_disclosure_id text;
    struct nes_str hash;
    unsigned lang;
};
static const struct nes_field read_fields[] = {
    NES_FIELD(struct read_text, text, .required = true, .loose = true, .words = "The text that was shown."),
    NES_FIELD(struct read_text, hash, .required = true, .min = 64, .max = 64, .words = "Its hash in that language."),
    NES_FIELD(struct read_text, lang, .required = true, .choices = langs, .words = "In which language it was read."),
};
static const struct nes_shape read_shape = NES_SHAPE(struct read_text, read_fields, .as = "acknowledgement");

struct choice {
    struct nes_str hash;
    unsigned lang, way;
    struct nes_account_id account;
    struct nes_seller_id seller;
};
static const struct nes_field choice_fields[] = {
    NES_FIELD(struct choice, hash, .required = true, .min = 64, .max = 64,
              .words = "Hash of the chosen offer: its payments were shown and understood (8.3)."),
    NES_FIELD(struct choice, lang, .required = true, .choices = langs, .words = "In which language it was shown."),
    NES_FIELD(struct choice, way,  .required = true, .choices = ways, .words = "How the money is handed over (8.6)."),
    NES_FIELD(struct choice, account, .refers = "account", .words = "Own bank account, for the way account (8.7)."),
    NES_FIELD(struct choice, seller,  .refers = "seller", .words = "Contracted seller, for the way seller (9.2.d)."),
};
static const struct nes_shape choice_shape = NES_SHAPE(struct choice, choice_fields, .as = "application_choice");

/* --- the path parameter --- */

static struct nes_err application_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                       struct nes_param_row *out)
{
    struct nes_application *application = NES_NEW(req->arena, struct nes_application);

    NES_TRY(nes_application_load(req->tx, (struct nes_application_id){ value->id }, lock, application));
    *out = (struct nes_param_row){
        .row = application, .owner = application->client.id, .object = value->id, .version = application->version
    };
    return NES_FINE;
}
const struct nes_param nes_application_param = { .name = "application", .kind = NES_PARAM_ID,
                                                 .doc = "An application for a microcredit.",
                                                 .load = application_load };

/* --- the draft --- */

/* The product holds today and allows what is asked for. */
static struct nes_err take_wish(struct nes_req *req, struct nes_application *application)
{
    const struct wish *in = req->body;
    const struct nes_product *product = nes_req_row(req, "product");
    struct nes_wish wish = { .amount = in->amount, .periods = in->periods };
    bool holds;

    NES_TRY(nes_product_holds(req->tx, product, req->today, &holds));
    if (!holds) {
        return NES_FAIL(PRODUCT_WISH, "product");
    }
    NES_TRY(nes_product_wish(product, &wish));
    if (!nes_purpose_known(in->purpose)) {
        return NES_FAIL(PRODUCT_WISH, "purpose");
    }
    application->product = *product;
    application->amount = in->amount;
    application->periods = in->periods;
    application->purpose = in->purpose;
    return NES_FINE;
}

static struct nes_err application_begin(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_application application = { .client = { nes_req_value(req, "client")->id } };

    NES_TRY(nes_identity_paper_valid(req->tx, application.client)); /* RULE 6.1.c */
    NES_TRY(take_wish(req, &application));
    NES_TRY(nes_application_begin(req->tx, &application));
    return nes_application_reply(req, reply, &application, true);
}

static struct nes_err application_change(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_application *application = nes_req_row(req, "application");

    if (application->state != NES_APPLICATION_DRAFT) {
        return NES_FAIL(APPLICATION_STATE, "application");
    }
    NES_TRY(take_wish(req, application));
    NES_TRY(nes_application_save(req->tx, application));
    return nes_application_reply(req, reply, application, false);
}

static struct nes_err applications_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_client_id client = { nes_req_value(req, "client")->id };
    struct nes_applications found;
    struct heads heads;

    NES_TRY(nes_applications_of(req->tx, client, &found));
    NES_NEW_ROWS(req->arena, heads.applications, found.len);
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(nes_application_show(req, &found.rows[i], &heads.applications.rows[i]));
    }
    return nes_reply_ok(reply, &heads_view, &heads);
}

static struct nes_err application_show(struct nes_req *req, struct nes_reply *reply)
{
    return nes_application_reply(req, reply, nes_req_row(req, "application"), false);
}

/* --- what was read --- */

/* RULE 8.2 RULE 8.5: the text that holds today, byte for byte, in the language in which it was read. */
static struct nes_err application_acknowledge(struct nes_req *req, struct nes_reply *reply)
{
    const struct read_text *in = req->body;
    const struct nes_application *application = nes_req_row(req, "application");

    if (application->state != NES_APPLICATION_DRAFT) {
        return NES_FAIL(APPLICATION_STATE, "application");
    }
    for (enum nes_disclosure_kind kind = NES_DISCLOSURE_RULES; kind <= NES_DISCLOSURE_RIGHTS; kind++) {
        struct nes_disclosure text;
        struct nes_ack ack = { .kind = kind == NES_DISCLOSURE_RULES ? NES_ACK_RULES : NES_ACK_RIGHTS };

        NES_TRY(nes_disclosure_on(req->tx, kind, req->today, &text));
        if (!nes_id_eq(text.id.id, in->text.id)) {
            continue;
        }
        ack.hash = in->lang == 1 ? text.hash_kk : text.hash_ru;
        ack.lang = lang_word(in->lang);
        ack.text = text.id;
        if (!nes_str_eq(nes_str_hex(req->arena, ack.hash.b, sizeof(ack.hash.b)), in->hash)) {
            return NES_FAIL(APPLICATION_TEXT, "hash");
        }
        NES_TRY(nes_application_acknowledge(req->tx, application, &ack));
        return nes_reply_none(reply);
    }
    return NES_FAIL(APPLICATION_TEXT, "text");
}

/* --- the end --- */

static struct nes_err application_withdraw(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_application *application = nes_req_row(req, "application");

    NES_TRY(nes_contract_drop(req->tx, application, NES_LEAF_CLIENT)); /* Law, art. 8(1): nobody must sign */
    NES_TRY(nes_application_move(req->tx, application, NES_APPLICATION_WITHDRAWN, NES_LEAF_CLIENT));
    return nes_application_reply(req, reply, application, false);
}

/* --- offers and choice --- */

static struct nes_err offers_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_offers offers;

    NES_TRY(nes_application_offers(req->tx, nes_req_row(req, "application"), &offers));
    return nes_offers_reply(req, reply, &offers);
}

static struct nes_err renew_prepare(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_offers_made *made = NES_NEW(req->arena, struct nes_offers_made);

    (void)reply;
    req->prepared = made;
    return nes_offers_prepare(req, nes_req_row(req, "application"), made);
}

/* Whether it is approved and not run out. */
static struct nes_err approved(const struct nes_req *req, const struct nes_application *application)
{
    if (application->state != NES_APPLICATION_APPROVED && application->state != NES_APPLICATION_CHOSEN) {
        return NES_FAIL(APPLICATION_STATE, "application");
    }
    return req->today.day > application->lapses_on.day ? NES_FAIL(APPLICATION_LATE, "application") : NES_FINE;
}

/* Offers hold on the day they were made; on a later day they are made anew, and the choice with them. A contract that
 * was not concluded on its day is no more. */
static struct nes_err renew_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_offers_made *made = req->prepared;
    struct nes_application *application = nes_req_row(req, "application");
    struct nes_offers offers;

    NES_TRY(made->err);
    if (application->offered_on.day != req->today.day) {
        NES_TRY(nes_contract_drop(req->tx, application, NES_LEAF_CLIENT));
    }
    NES_TRY(approved(req, application));
    if (application->offered_on.day != made->offers.rows[0].offered_on.day) {
        NES_TRY(nes_offers_keep(req->tx, application, &made->offers));
        application->method = 0;
        application->chosen_at = 0;
        if (application->state == NES_APPLICATION_CHOSEN) {
            NES_TRY(nes_application_move(req->tx, application, NES_APPLICATION_APPROVED, NES_LEAF_CLIENT));
        } else {
            NES_TRY(nes_application_save(req->tx, application));
        }
    }
    NES_TRY(nes_application_offers(req->tx, application, &offers));
    return nes_offers_reply(req, reply, &offers);
}

static const struct nes_offer *find_offer(struct nes_arena *arena, const struct nes_offers *offers, struct nes_str hash)
{
    for (size_t i = 0; i < offers->len; i++) {
        if (nes_str_eq(nes_str_hex(arena, offers->rows[i].hash.b, NES_HASH_BYTES), hash)) {
            return &offers->rows[i];
        }
    }
    return NULL;
}

/* RULE 8.6 RULE 8.7: how the money is handed over: to the own bank account, whose holder the bank confirmed, or to a
 * contracted seller (9.2.d), or in cash where a desk is open (9.2.c). Terminals and cards are not paid out to yet. */
static struct nes_err take_way(const struct nes_req *req, struct nes_application *application)
{
    const struct choice *in = req->body;

    application->way = (enum nes_way)in->way;
    if (in->way == NES_WAY_ACCOUNT && !nes_id_none(in->account.id)) {
        application->payee = in->account.id;
        return nes_account_good(nes_req_row(req, "account")) ? NES_FINE : NES_FAIL(APPLICATION_WAY, "account");
    }
    if (in->way == NES_WAY_SELLER && !nes_id_none(in->seller.id)) {
        const struct nes_seller *seller = nes_req_row(req, "seller");

        application->payee = in->seller.id;
        return seller->is_open && !nes_id_none(seller->checker) ? NES_FINE : NES_FAIL(APPLICATION_WAY, "seller");
    }
    if (in->way == NES_WAY_DESK) {
        bool open;

        application->payee = (struct nes_id){ 0 };
        NES_TRY(nes_cash_any_open(req->tx, &open));
        return open ? NES_FINE : NES_FAIL(APPLICATION_WAY, "way");
    }
    return NES_FAIL(APPLICATION_WAY, "way");
}

/* RULE 8.4.a: the client chooses from the offers that hold; RULE 8.3: what was shown is kept by its hash. */
static struct nes_err choice_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct choice *in = req->body;
    struct nes_application *application = nes_req_row(req, "application");
    struct nes_ack ack = { .kind = NES_ACK_PAYMENTS, .lang = lang_word(in->lang) };
    const struct nes_offer *offer;
    struct nes_offers offers;
    struct nes_policy policy;

    NES_TRY(approved(req, application));
    if (application->offered_on.day != req->today.day) {
        return NES_FAIL(APPLICATION_OLD, "application");
    }
    NES_TRY(nes_application_offers(req->tx, application, &offers));
    offer = find_offer(req->arena, &offers, in->hash);
    if (!offer) {
        return NES_FAIL(APPLICATION_OFFER, "hash");
    }
    NES_TRY(take_way(req, application));
    NES_TRY(nes_policy_load(req->tx, &policy));
    NES_TRY(nes_offer_cooling(req->tx, &policy, application, req->today, &application->cooling));
    application->method = offer->method;
    application->chosen_at = req->now_us;
    ack.hash = offer->hash;
    NES_TRY(nes_application_acknowledge(req->tx, application, &ack));
    if (application->state == NES_APPLICATION_CHOSEN) {
        NES_TRY(nes_application_save(req->tx, application));
    } else {
        NES_TRY(nes_application_move(req->tx, application, NES_APPLICATION_CHOSEN, NES_LEAF_CLIENT));
    }
    return nes_application_reply(req, reply, application, false);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/me/{client}/applications", .listen = NES_PUBLIC, .needs = NES_PERM_LEND, .takes = &wish_shape,
      .gives = &nes_application_view, .fails = NES_FAULTS(PRODUCT_WISH, PAPER_EXPIRED), .once = true,
      .run = application_begin, .rules = "7.1", .doc = "Begin an application: a draft." },
    { NES_GET, "/v1/me/{client}/applications", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &heads_view,
      .looks = true, .prepare = applications_show, .rules = "7.4", .doc = "The own applications." },
    { NES_GET, "/v1/mine/applications/{application}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &nes_application_view, .looks = true, .prepare = application_show, .rules = "7.4",
      .doc = "How far an own application is, and its result." },
    { NES_PUT, "/v1/mine/applications/{application}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .takes = &wish_shape, .gives = &nes_application_view, .fails = NES_FAULTS(PRODUCT_WISH, APPLICATION_STATE),
      .match = true, .run = application_change, .rules = "7.1", .doc = "Change a draft." },
    { NES_POST, "/v1/mine/applications/{application}/acknowledgements", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .takes = &read_shape, .fails = NES_FAULTS(APPLICATION_STATE, APPLICATION_TEXT, TEXT_NONE), .once = true,
      .status = 204, .run = application_acknowledge, .rules = "8.2, 8.5",
      .doc = "Acknowledge the rules of lending, or rights and duties, as they were shown." },
    { NES_POST, "/v1/mine/applications/{application}/submission", .listen = NES_PUBLIC, .needs = NES_PERM_LEND,
      .takes = &nes_questionnaire_shape, .gives = &nes_application_view, .fails = NES_SUBMISSION_FAULTS, .once = true,
      .status = 200, .prepare = nes_submission_prepare /* looks at the lists, seals, prices */,
      .run = nes_submission_run, .rules = "7.1, 8.1, 8.8",
      .doc = "Submit an application with the questionnaire; checks begin." },
    { NES_POST, "/v1/mine/applications/{application}/withdrawal", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &nes_application_view, .fails = NES_FAULTS(APPLICATION_STATE), .once = true, .status = 200,
      .run = application_withdraw, .rules = "7.4", .doc = "Withdraw an own application." },
    { NES_GET, "/v1/mine/applications/{application}/offers", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &nes_offers_view, .looks = true, .prepare = offers_show, .rules = "8.3, 8.4",
      .doc = "Draft schedules by each method, with overpayment and effective rate." },
    { NES_POST, "/v1/mine/applications/{application}/offers", .listen = NES_PUBLIC, .needs = NES_PERM_LEND,
      .gives = &nes_offers_view, .fails = NES_FAULTS(APPLICATION_STATE, APPLICATION_LATE, NES_OFFER_FAULTS),
      .once = true, .status = 200, .prepare = renew_prepare /* builds and prices schedules */, .run = renew_run,
      .rules = "8.3, 8.4", .doc = "Have the offers made anew on a later day." },
    { NES_POST, "/v1/mine/applications/{application}/choice", .listen = NES_PUBLIC, .needs = NES_PERM_LEND,
      .takes = &choice_shape, .gives = &nes_application_view,
      .fails = NES_FAULTS(APPLICATION_STATE, APPLICATION_LATE, APPLICATION_OLD, APPLICATION_OFFER, APPLICATION_WAY,
                          POLICY_MISSING),
      .once = true, .status = 200, .run = choice_run, .rules = "8.3, 8.4.a, 8.6, 8.7",
      .doc = "Choose an offer, and how and where the money is handed over." },
};
const struct nes_resource nes_application_resource = NES_RESOURCE("application", routes);
