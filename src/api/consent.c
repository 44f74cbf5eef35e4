/* src/api/consent.c: texts of consents, and the consents that were given, with their receipts. RULE 12 RULE 34.1 */
#include "client/consent.h"

#include "api/doors.h"
#include "api/house.h"
#include "audit/audit_faults.h"
#include "lending/application_store.h"
#include "lending/loan.h"

struct text {
    struct nes_str kind, text, hash;
    int64_t version, years;
};
static const struct nes_field text_fields[] = {
    NES_FIELD(struct text, kind,    .required = true, .words = "What is agreed to."),
    NES_FIELD(struct text, version, .required = true, .words = "Of the text."),
    NES_FIELD(struct text, years,   .required = true, .words = "Term: so many years after the obligations end."),
    NES_FIELD(struct text, text,    .required = true, .max = 10'000, .words = "To be shown as it is."),
    NES_FIELD(struct text, hash,    .required = true, .words = "SHA-256 of the text, to be sent back as the proof."),
};
static const struct nes_shape text_view = NES_SHAPE(struct text, text_fields, .as = "consent_text");

struct texts {
    struct { struct text *rows; size_t len; } consents;
};
static const struct nes_field texts_fields[] = {
    NES_LIST(struct texts, consents, .required = true, .each = &text_view, .max = 20, .words = "All that are needed."),
};
static const struct nes_shape texts_view = NES_SHAPE(struct texts, texts_fields, .as = "consent_texts");

struct given {
    struct nes_consent_id id;
    struct nes_str kind, lang;
    int64_t version, given_at, withdrawn_at;
};
static const struct nes_field given_fields[] = {
    NES_FIELD(struct given, id,       .required = true, .words = "The consent."),
    NES_FIELD(struct given, kind,     .required = true, .words = "What was agreed to."),
    NES_FIELD(struct given, lang,     .required = true, .words = "In which it was shown."),
    NES_FIELD(struct given, version,  .required = true, .words = "Of the text."),
    NES_FIELD(struct given, given_at, .required = true, .instant = true, .words = "When."),
    NES_FIELD(struct given, withdrawn_at, .instant = true, .words = "When it was taken back."),
};
static const struct nes_shape given_view = NES_SHAPE(struct given, given_fields, .as = "consent");

struct givens {
    struct { struct given *rows; size_t len; } consents;
};
static const struct nes_field givens_fields[] = {
    NES_LIST(struct givens, consents, .required = true, .each = &given_view, .max = 100, .words = "Oldest first."),
};
static const struct nes_shape givens_view = NES_SHAPE(struct givens, givens_fields, .as = "consents");

static struct nes_err texts_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_consent_texts found;
    struct texts texts;

    NES_TRY(nes_consent_texts(req->tx, req->lang, &found));
    NES_NEW_ROWS(req->arena, texts.consents, found.len);
    for (size_t i = 0; i < found.len; i++) {
        struct nes_hash hash = nes_sha256(nes_house_of(req)->crypto, found.rows[i].text);

        texts.consents.rows[i] = (struct text){ .kind = found.rows[i].kind, .text = found.rows[i].text,
                                                .hash = nes_str_hex(req->arena, hash.b, sizeof(hash.b)),
                                                .version = found.rows[i].version, .years = found.rows[i].years };
    }
    return nes_reply_ok(reply, &texts_view, &texts);
}

static struct given given_of(const struct nes_consent *consent)
{
    return (struct given){ consent->id,      consent->kind,     consent->lang,
                           consent->version, consent->given_at, consent->withdrawn_at };
}

static struct nes_err consents_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_consents found;
    struct givens givens;

    NES_TRY(nes_consents_of(req->tx, nes_req_value(req, "client")->id, &found));
    NES_NEW_ROWS(req->arena, givens.consents, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_consent *row = &found.rows[i];

        givens.consents.rows[i] = given_of(row);
    }
    return nes_reply_ok(reply, &givens_view, &givens);
}

static struct nes_err consent_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                   struct nes_param_row *out)
{
    struct nes_consent *consent = NES_NEW(req->arena, struct nes_consent);

    (void)lock;
    NES_TRY(nes_consent_find(req->tx, (struct nes_consent_id){ value->id }, consent));
    *out = (struct nes_param_row){ .row = consent, .owner = consent->subject, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_consent_param = { .name = "consent", .kind = NES_PARAM_ID, .doc = "A consent.",
                                             .load = consent_load };

static struct nes_err receipt_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_consent *consent = nes_req_row(req, "consent");
    struct nes_str file;

    NES_TRY(nes_audit_receipt(req->tx, nes_house_of(req)->crypto, consent->leaf, &file));
    return nes_reply_bytes(reply, file, NES_STR("receipt.txt"));
}

/* --- giving again, taking back --- */

struct wish {
    struct nes_str kind, hash, lang;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, kind, .required = true, .max = 30, .words = "What is agreed to."),
    NES_FIELD(struct wish, hash, .required = true, .min = 64, .max = 64, .words = "Of the text as shown."),
    NES_FIELD(struct wish, lang, .required = true, .min = 2, .max = 2, .words = "In which it was shown: kk, ru, en."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "consent_wish");

static struct nes_err consent_give(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    struct nes_consent consent = { .subject = req->caller.id, .kind = in->kind, .lang = in->lang };
    struct given given;
    bool there;

    NES_TRY(nes_consent_hash_read(in->hash, &consent.hash));
    NES_TRY(nes_consent_in_force(req->tx, consent.subject, nes_str_z(req->arena, in->kind), &there));
    if (there) {
        return NES_FAIL(CONSENT_THERE, "kind");
    }
    NES_TRY(nes_consent_give(req->tx, nes_house_of(req)->crypto, &consent));
    given = given_of(&consent);
    return nes_reply_created(reply, &given_view, &given);
}

static struct nes_err ties_of(struct nes_req *req, struct nes_client_id client, struct nes_consent_ties *ties)
{
    struct nes_err err = nes_application_only(req->tx, client); /* holds the client: none begins meanwhile */
    struct nes_loan_briefs loans;

    ties->application = err.what == &nes_fault_APPLICATION_OPEN;
    NES_TRY(ties->application ? NES_FINE : err);
    NES_TRY(nes_loans_of(req->tx, client, &loans));
    ties->loan = false;
    for (size_t i = 0; i < loans.len; i++) {
        ties->loan |= loans.rows[i].state != NES_LOAN_CLOSED;
    }
    return NES_FINE;
}

static struct nes_err consent_withdraw(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_consent *consent = nes_req_row(req, "consent");
    struct nes_consent_ties ties;
    struct given given;

    NES_TRY(ties_of(req, (struct nes_client_id){ consent->subject }, &ties));
    NES_TRY(nes_consent_withdrawable(consent->kind, ties));
    NES_TRY(nes_consent_withdraw(req->tx, consent));
    given = given_of(consent);
    return nes_reply_ok(reply, &given_view, &given);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/consents", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &texts_view,
      .prepare = texts_show, .rules = "D.8", .doc = "The consents that registration needs, as they are to be shown." },
    { NES_GET, "/v1/me/{client}/consents", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &givens_view,
      .prepare = consents_show, .rules = "34.1", .doc = "The own consents." },
    { NES_POST, "/v1/me/{client}/consents", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &wish_shape,
      .gives = &given_view, .fails = NES_FAULTS(CONSENT_OTHER, CONSENT_THERE), .once = true, .run = consent_give,
      .rules = "34.1", .doc = "Give a consent again that was withdrawn." },
    { NES_POST, "/v1/mine/consents/{consent}/withdrawal", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &given_view, .fails = NES_FAULTS(CONSENT_BOUND, CONSENT_WITHDRAWN), .once = true, .status = 200,
      .run = consent_withdraw, .rules = "34.1",
      .doc = "Withdraw an own consent; while an obligation is open some stay by law." },
    { NES_GET, "/v1/mine/consents/{consent}/receipt", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives_type = "text/plain; charset=utf-8", .fails = NES_FAULTS(AUDIT_WAITING), .looks = true,
      .prepare = receipt_show, .rules = "12", .doc = "The receipt of an own consent, to be checked without us." },
};
const struct nes_resource nes_consent_resource = NES_RESOURCE("consent", routes);
