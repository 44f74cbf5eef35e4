#include "api/application_submit.h"

#include "aml/screen_client.h"
#include "api/application.h"
#include "client/consent.h"
#include "client/identity_paper.h"
#include "db/db_faults.h"
#include "calc/calc_faults.h"
#include "ident/ident_faults.h"
#include "json/json.h"
#include "lending/application_store.h"
#include "vault/vault_faults.h"

const struct nes_fault *const nes_submission_faults[] = {
#define F(name) &nes_fault_##name
    F(APPLICATION_STATE),
    F(APPLICATION_OPEN),
    F(PAPER_EXPIRED),
    F(APPLICATION_ACKS),
    F(APPLICATION_CONSENT),
    F(CONSENT_NEEDED),
    F(KEY_SHREDDED),
    F(FACTS_FORM),
    F(PRODUCT_WISH),
    F(AML_NO_LIST),
    F(TEXT_NONE),
    F(POLICY_MISSING),
    F(CAP_UNKNOWN),
    F(MCI_UNKNOWN),
    F(RATE_RANGE),
    F(CALC_RANGE),
    F(MONEY_RANGE),
    F(DATE_RANGE),
    F(HELPER_DOWN),
    F(DB_CONFLICT),
    NULL,
#undef F
};

static const struct nes_choice sources[] = { { "salary", 1 },   { "business", 2 }, { "pension", 3 }, { "benefit", 4 },
                                             { "property", 5 }, { "other", 6 },    { NULL, 0 } };

/* RULE 8.1: what due diligence asks for beside the identity. */
struct questionnaire {
    bool pep, own_behalf, owner_abroad;
    unsigned income_source;
    struct nes_str occupation, repay_from;
};
static const struct nes_field questionnaire_fields[] = {
    NES_FIELD(struct questionnaire, own_behalf,    .required = true, .words = "true: for himself, not for another."),
    NES_FIELD(struct questionnaire, pep,           .required = true,
              .words = "true: holds a public office, or is a spouse or close relative of who does."),
    NES_FIELD(struct questionnaire, owner_abroad,  .required = true, .words = "true: pays taxes in another country."),
    NES_FIELD(struct questionnaire, income_source, .required = true, .choices = sources,
              .words = "Where income comes from."),
    NES_FIELD(struct questionnaire, occupation,    .required = true, .max = 120, .words = "Work or business."),
    NES_FIELD(struct questionnaire, repay_from,    .required = true, .max = 200,
              .words = "From which money it will be repaid."),
};
const struct nes_shape nes_questionnaire_shape = NES_SHAPE(struct questionnaire, questionnaire_fields,
                                                           .as = "questionnaire");

struct work {
    struct nes_screen screen;
    struct nes_date document_until;
    struct nes_offers_made made;
    struct nes_document_row answers;
};

/* RULE 8.1 RULE 10.1: number, name and birth against every list that holds; and how long the identity document is
 * valid. */
static struct nes_err look_at(struct nes_req *req, const struct nes_client *client,
                              const struct nes_application *application, struct work *work)
{
    bool business = application->product.class == NES_CLASS_BUSINESS;
    struct nes_keeper_why why = { NES_PURPOSE_SCREEN, req->caller.id };
    struct nes_registration registration;
    struct nes_person person;
    struct nes_date born;
    struct nes_err err;

    NES_TRY(nes_client_unseal(nes_house_of(req)->keeper, req->arena, why, client, &person));
    NES_TRY(nes_screen_person(req->tx, &person, &work->screen, &born));
    err = nes_registration_find(req->tx, client->id.id, &registration);
    if (err.what == &nes_fault_DB_NO_ROW) {
        return NES_FINE; /* a record that staff made */
    }
    NES_TRY(err);
    if (business != (registration.kind == NES_CLIENT_LEGAL)) {
        return NES_FAIL(PRODUCT_WISH, "product"); /* the limits of individuals are not evaded through another product */
    }
    work->document_until = registration.valid_until;
    if (registration.kind != NES_CLIENT_LEGAL) {
        return NES_FINE;
    }
    return nes_screen_signatory(req->tx, nes_house_of(req)->keeper, why, &registration, &work->screen);
}

/* The answers as they were given, sealed. */
static struct nes_err keep_answers(struct nes_req *req, const struct nes_client *client, struct nes_document_row *row)
{
    const struct nes_house *house = nes_house_of(req);
    struct nes_vault vault = { .crypto = house->crypto, .keeper = house->keeper, .blobs = house->blobs };
    struct nes_access access = { { NES_PURPOSE_PAPER, req->caller.id }, client->key };
    struct nes_buf buf = nes_buf_begin(req->arena, 8'192);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_str text;

    nes_shape_write(&nes_questionnaire_shape, req->body, &json);
    NES_TRY(nes_buf_done(&buf, &text));
    *row = (struct nes_document_row){ .key = client->key,
                                      .doc_class = NES_STR("questionnaire"),
                                      .media = NES_STR("application/json"),
                                      .origin = NES_DOCUMENT_RECEIVED };
    return nes_document_keep(&vault, &access, text, &row->document);
}

struct nes_err nes_submission_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_application *application = nes_req_row(req, "application");
    struct work *work = NES_NEW(req->arena, struct work);
    struct nes_client client;

    (void)reply;
    req->prepared = work;
    if (application->state != NES_APPLICATION_DRAFT) {
        return NES_FAIL(APPLICATION_STATE, "application");
    }
    NES_TRY(nes_client_find(req->tx, application->client, &client));
    NES_TRY(look_at(req, &client, application, work));
    NES_TRY(nes_offers_prepare(req, application, &work->made)); /* a price above the limit stops at its gate */
    return keep_answers(req, &client, &work->answers);
}

static void wake(void *self)
{
    if (self) {
        nes_errands_wake(self);
    }
}

/* What was read before is asked again: lists, product, texts. The client is held first, as by who withdraws a consent,
 * so that what is asked after it still holds at the end. */
static struct nes_err check(struct nes_req *req, const struct nes_application *application,
                            const struct nes_screen *looked)
{
    struct nes_wish wish = { .amount = application->amount, .periods = application->periods };
    bool holds;

    if (application->state != NES_APPLICATION_DRAFT) {
        return NES_FAIL(APPLICATION_STATE, "application");
    }
    NES_TRY(nes_application_only(req->tx, application->client));
    NES_TRY(nes_identity_paper_valid(req->tx, application->client)); /* RULE 6.1.c */
    NES_TRY(nes_consent_must(req->tx, application->client.id, "personal_data"));
    NES_TRY(nes_consent_in_force(req->tx, application->client.id, "bureau", &holds));
    if (!holds) {
        return NES_REFUSE(APPLICATION_CONSENT, "application");
    }
    NES_TRY(nes_product_holds(req->tx, &application->product, req->today, &holds));
    if (!holds) {
        return NES_FAIL(PRODUCT_WISH, "product");
    }
    NES_TRY(nes_product_wish(&application->product, &wish));
    NES_TRY(nes_application_told(req->tx, application, req->today));
    NES_TRY(nes_screen_holds(req->tx, looked, &holds));
    return holds ? NES_FINE : NES_FAIL(DB_CONFLICT, "lists");
}

struct nes_err nes_submission_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct questionnaire *in = req->body;
    const struct work *work = req->prepared;
    struct nes_application *application = nes_req_row(req, "application");

    NES_TRY(check(req, application, &work->screen));
    NES_TRY(nes_document_add(req->tx, &work->answers, &application->questionnaire));
    application->pep = in->pep;
    application->own_behalf = in->own_behalf;
    application->submitted_at = req->now_us;
    NES_TRY(nes_application_move(req->tx, application, NES_APPLICATION_SUBMITTED, NES_LEAF_CLIENT));
    NES_TRY(
        nes_gates_open(req->tx, application,
                       &(struct nes_gate_found){ &work->screen, work->document_until, work->made.err.what == NULL }));
    nes_req_after(req, wake, nes_house_of(req)->errands);
    return nes_application_reply(req, reply, application, false);
}
