/* src/api/identity_paper.c: a new identity document in the place of one that expires, confirmed as at registration.
 * RULE 6.1.c RULE 6.2.e RULE 6.3.a */
#include "client/identity_paper.h"

#include "api/confirmable.h"
#include "api/doors.h"
#include "api/registration.h"
#include "vault/vault_faults.h"

#define TAIL 2 /* characters of a number that are shown */

struct wish {
    unsigned document;
    struct nes_str document_number, issuer;
    struct nes_date issued_on, valid_until;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, document,    .required = true, .choices = nes_paper_choices,
              .words = "Which document; a birth certificate is refused."),
    NES_FIELD(struct wish, document_number, .required = true, .max = 20, .words = "Digits and capital letters."),
    NES_FIELD(struct wish, issuer,      .required = true, .max = 120, .words = "Who issued it."),
    NES_FIELD(struct wish, issued_on,   .required = true, .words = "Its day."),
    NES_FIELD(struct wish, valid_until, .required = true, .words = "Its last day."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "identity_paper_new");

struct shown {
    struct nes_identity_paper_id id;
    struct nes_str tail;
    struct nes_date valid_until;
    int64_t stated_at, used_at;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,          .required = true, .words = "The document."),
    NES_FIELD(struct shown, tail,        .required = true, .words = "Last characters of its number."),
    NES_FIELD(struct shown, valid_until, .required = true, .words = "Its last day."),
    NES_FIELD(struct shown, stated_at,   .required = true, .instant = true, .words = "When it was stated."),
    NES_FIELD(struct shown, used_at,     .instant = true, .words = "Since when it counts; left out: not confirmed."),
};
static const struct nes_shape paper_view = NES_SHAPE(struct shown, shown_fields, .as = "identity_paper");

struct list {
    struct nes_date valid_until;
    bool expired;
    struct { struct shown *rows; size_t len; } papers;
};
static const struct nes_field list_fields[] = {
    NES_FIELD(struct list, valid_until, .words = "Last day of the document that counts."),
    NES_FIELD(struct list, expired,     .words = "true: no application until there is a new one."),
    NES_LIST(struct list, papers, .required = true, .each = &paper_view, .max = 50, .words = "Newest first."),
};
static const struct nes_shape list_view = NES_SHAPE(struct list, list_fields, .as = "identity_papers");

static struct shown shown_of(const struct nes_identity_paper *paper)
{
    return (struct shown){ paper->id, paper->tail, paper->valid_until, paper->stated_at, paper->used_at };
}

static struct nes_err paper_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                 struct nes_param_row *out)
{
    struct nes_identity_paper *paper = NES_NEW(req->arena, struct nes_identity_paper);

    (void)lock; /* its use is an update that looks at the state */
    NES_TRY(nes_identity_paper_find(req->tx, (struct nes_identity_paper_id){ value->id }, paper));
    *out = (struct nes_param_row){ .row = paper, .owner = paper->client.id, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_identity_paper_param = { .name = "identity_paper", .kind = NES_PARAM_ID,
                                                    .doc = "An identity document of a client.", .load = paper_load };

struct work {
    struct nes_registration registration;
    struct nes_identity_paper paper;
};

static struct nes_err mine(struct nes_req *req, struct nes_registration *out)
{
    struct nes_err err = nes_registration_find(req->tx, req->caller.id, out);

    return err.what == &nes_fault_DB_NO_ROW ? NES_REFUSE(REGISTRATION_NEEDED, NULL) : err;
}

/* The same person with another document, checked as at registration and sealed. */
static struct nes_err state_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    struct work *work = NES_NEW(req->arena, struct work);
    struct nes_keeper *keeper = nes_house_of(req)->keeper;
    struct nes_keeper_why view = { NES_PURPOSE_VIEW, req->caller.id }, keep = { NES_PURPOSE_RECORD, req->caller.id };
    struct nes_registration sealed;
    struct nes_facts facts;

    (void)reply;
    req->prepared = work;
    NES_TRY(mine(req, &work->registration));
    NES_TRY(nes_registration_unseal(keeper, req->arena, view, &work->registration, &facts));
    facts.paper = (enum nes_paper_kind)in->document;
    facts.paper_number = in->document_number;
    facts.paper_issuer = in->issuer;
    facts.issued_on = in->issued_on;
    facts.valid_until = in->valid_until;
    NES_TRY(nes_facts_check(&facts, work->registration.kind, req->today));
    sealed = work->registration;
    NES_TRY(nes_registration_seal(keeper, req->arena, keep, &facts, &sealed));
    work->paper = (struct nes_identity_paper){
        .client = { req->caller.id }, .facts = sealed.facts, .valid_until = in->valid_until,
        .tail = nes_str_from(in->document_number, in->document_number.len - TAIL),
    };
    return NES_FINE;
}

static struct nes_err state_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct work *work = req->prepared;
    struct nes_registration registration = work->registration;
    struct nes_identity_paper paper = work->paper;
    struct shown shown;

    NES_TRY(nes_identity_paper_state(req->tx, &registration, &paper));
    shown = shown_of(&paper);
    return nes_reply_created(reply, &paper_view, &shown);
}

static struct nes_err papers_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_client_id client = { nes_req_value(req, "client")->id };
    struct nes_identity_papers found;
    struct nes_registration registration;
    struct nes_err err = nes_registration_find(req->tx, client.id, &registration);
    struct list list = { 0 };

    if (!err.what) {
        list.valid_until = registration.valid_until;
        list.expired = registration.valid_until.day < req->today.day;
    } else if (err.what != &nes_fault_DB_NO_ROW) {
        return err;
    }
    NES_TRY(nes_identity_papers_of(req->tx, client, &found));
    NES_NEW_ROWS(req->arena, list.papers, found.len);
    for (size_t i = 0; i < found.len; i++) {
        list.papers.rows[i] = shown_of(&found.rows[i]);
    }
    return nes_reply_ok(reply, &list_view, &list);
}

struct nes_err nes_identity_paper_confirmable(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                                              struct nes_confirmable *out)
{
    struct nes_identity_paper paper;

    NES_TRY(nes_identity_paper_find(req->tx, (struct nes_identity_paper_id){ object }, &paper));
    if (!nes_id_eq(paper.client.id, client.id)) {
        return NES_FAIL(NOT_FOUND, "object");
    }
    if (paper.used_at > 0) {
        return NES_FAIL(PAPER_USED, "object");
    }
    *out = (struct nes_confirmable){ nes_identity_paper_what(nes_house_of(req)->crypto, &paper),
                                     NES_STR("confirm.identity_paper"), paper.tail };
    return NES_FINE;
}

struct use {
    struct nes_confirmation_id confirmation;
};
static const struct nes_field use_fields[] = {
    NES_FIELD(struct use, confirmation, .required = true, .loose = true, .words = "Bound to this document."),
};
static const struct nes_shape use_shape = NES_SHAPE(struct use, use_fields, .as = "identity_paper_use");

static struct nes_err use_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct use *in = req->body;
    struct nes_identity_paper *paper = nes_req_row(req, "identity_paper");
    struct nes_confirmation_claim claim = { .id = in->confirmation, .op = NES_OP_REGISTER, .subject = req->caller.id,
                                            .object = paper->id.id,
                                            .what = nes_identity_paper_what(nes_house_of(req)->crypto, paper) };
    struct nes_evidence_id evidence;
    struct shown shown;

    if (paper->used_at > 0) {
        return NES_FAIL(PAPER_USED, "identity_paper");
    }
    if (paper->valid_until.day < req->today.day) {
        return NES_REFUSE(PAPER_EXPIRED, "identity_paper");
    }
    NES_TRY(nes_confirmation_use(req->tx, &claim, &evidence));
    NES_TRY(nes_identity_paper_use(req->tx, paper, evidence));
    shown = shown_of(paper);
    return nes_reply_ok(reply, &paper_view, &shown);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/me/{client}/identity-papers", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .takes = &wish_shape, .gives = &paper_view,
      .fails = NES_FAULTS(REGISTRATION_NEEDED, PAPER_NUMBER, PAPER_DATES, PAPER_BIRTH, PAPER_EXPIRED, FACTS_MINOR,
                          PAPERS_MANY, HELPER_DOWN),
      .once = true, .prepare = state_prepare /* seals */, .run = state_run, .rules = "6.1.c, 6.2.e",
      .doc = "State a new identity document." },
    { NES_GET, "/v1/me/{client}/identity-papers", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &list_view,
      .looks = true, .prepare = papers_show, .rules = "6.1.c",
      .doc = "How long the own identity document is valid, and those that were stated later." },
    { NES_POST, "/v1/mine/identity-papers/{identity_paper}/use", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .takes = &use_shape, .gives = &paper_view,
      .fails = NES_FAULTS(PAPER_USED, PAPER_EXPIRED, CONFIRMATION_OTHER, CONFIRMATION_USED, CONFIRMATION_OVER,
                          CONFIRMATION_NEEDS),
      .once = true, .status = 200, .run = use_run, .rules = "6.1.c, 6.3.a",
      .doc = "Put it in the place of the present one, confirmed by two methods, one of them biometric." },
};
const struct nes_resource nes_identity_paper_resource = NES_RESOURCE("identity_paper", routes);
