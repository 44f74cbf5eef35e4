/* src/api/client_file.c: what is on file of a client: how he registered, consents, confirmations, accounts,
 * applications. RULE 27 RULE 34.1 RULE 34.2 */
#include "api/application.h"
#include "api/doors.h"
#include "api/sheet.h"
#include "client/account.h"
#include "client/consent.h"
#include "desk/desk_sql.h"
#include "lending/application_store.h"
#include "vault/vault_faults.h"

struct consent {
    struct nes_str kind;
    int32_t version;
    int64_t given_at, withdrawn_at;
    struct nes_leaf_id leaf;
};
static const struct nes_field consent_fields[] = {
    NES_FIELD(struct consent, kind,         .required = true, .words = "To what."),
    NES_FIELD(struct consent, version,      .required = true, .words = "Of the text."),
    NES_FIELD(struct consent, given_at,     .required = true, .instant = true, .words = "When it was given."),
    NES_FIELD(struct consent, withdrawn_at, .instant = true, .words = "When it was taken back."),
    NES_FIELD(struct consent, leaf,         .required = true, .words = "Its leaf in the audit log."),
};
static const struct nes_shape consent_view = NES_SHAPE(struct consent, consent_fields, .as = "file_consent");

static const struct nes_field evidence_fields[] = {
    NES_FIELD(struct nes_evidence_of_client_row, id,        .required = true, .words = "The evidence."),
    NES_FIELD(struct nes_evidence_of_client_row, operation, .required = true, .words = "What was confirmed."),
    NES_FIELD(struct nes_evidence_of_client_row, methods,   .required = true, .words = "By which methods."),
    NES_FIELD(struct nes_evidence_of_client_row, leaf_id,   .required = true, .words = "Its leaf in the audit log."),
    NES_FIELD(struct nes_evidence_of_client_row, made_at,   .required = true, .instant = true, .words = "When."),
};
static const struct nes_shape evidence_view = NES_SHAPE(struct nes_evidence_of_client_row, evidence_fields,
                                                        .as = "file_evidence");

static const struct nes_choice holders[] = { { "asked", NES_OWNER_ASKED }, { "own", NES_OWNER_OWN },
                                             { "other", NES_OWNER_OTHER }, { "unknown", NES_OWNER_UNKNOWN },
                                             { NULL, 0 } };
struct account {
    struct nes_account_id id;
    struct nes_str tail;
    unsigned holder;
    int64_t used_from;
};
static const struct nes_field account_fields[] = {
    NES_FIELD(struct account, id,        .required = true, .words = "The account."),
    NES_FIELD(struct account, tail,      .required = true, .words = "Its last four characters."),
    NES_FIELD(struct account, holder,    .required = true, .choices = holders,
              .words = "What the bank says of its holder."),
    NES_FIELD(struct account, used_from, .instant = true, .words = "Since when money may go there."),
};
static const struct nes_shape account_view = NES_SHAPE(struct account, account_fields, .as = "file_account");

struct file {
    struct nes_str login, kind;
    int64_t registered_at;
    struct nes_date paper_until;
    bool has_photo;
    struct { struct consent *rows; size_t len; } consents;
    struct { struct nes_evidence_of_client_row *rows; size_t len; } evidence;
    struct { struct account *rows; size_t len; } accounts;
};
static const struct nes_field file_fields[] = {
    NES_FIELD(struct file, login,         .required = true, .words = "The identifier (D.11)."),
    NES_FIELD(struct file, kind,          .words = "individual or legal; left out: the record was made by staff."),
    NES_FIELD(struct file, registered_at, .instant = true, .words = "When the client registered."),
    NES_FIELD(struct file, paper_until,   .words = "Last day of the identity document."),
    NES_FIELD(struct file, has_photo,     .words = "true: there is a picture of the face."),
    NES_LIST(struct file, consents,       .required = true, .each = &consent_view, .max = 200,
             .words = "Newest first."),
    NES_LIST(struct file, evidence,       .required = true, .each = &evidence_view, .max = 100,
             .words = "Confirmations by methods of item 35, newest first."),
    NES_LIST(struct file, accounts,       .required = true, .each = &account_view, .max = NES_ACCOUNTS_MAX,
             .words = "Bank accounts, newest first."),
};
static const struct nes_shape file_view = NES_SHAPE(struct file, file_fields, .as = "client_file");

struct heads {
    struct { struct nes_application_shown *rows; size_t len; } applications;
};
static const struct nes_field heads_fields[] = {
    NES_LIST(struct heads, applications, .required = true, .each = &nes_application_view, .max = 100,
             .words = "Newest first."),
};
static const struct nes_shape heads_view = NES_SHAPE(struct heads, heads_fields, .as = "applications_of_client");

static struct nes_id client_of(const struct nes_req *req)
{
    return nes_req_value(req, "client")->id;
}

static struct nes_err put_consents(struct nes_req *req, struct file *out)
{
    struct nes_consents found;

    NES_TRY(nes_consents_of(req->tx, client_of(req), &found));
    NES_NEW_ROWS(req->arena, out->consents, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_consent *one = &found.rows[i];

        out->consents.rows[i] = (struct consent){ one->kind, one->version, one->given_at, one->withdrawn_at,
                                                  one->leaf };
    }
    return NES_FINE;
}

static struct nes_err put_accounts(struct nes_req *req, struct file *out)
{
    struct nes_accounts found;

    NES_TRY(nes_accounts_of(req->tx, (struct nes_client_id){ client_of(req) }, &found));
    NES_NEW_ROWS(req->arena, out->accounts, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_account *one = &found.rows[i];

        out->accounts.rows[i] = (struct account){ one->id, one->tail, one->holder, one->used_from };
    }
    return NES_FINE;
}

static struct nes_err file_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_registration_of_client_row row = { 0 };
    struct nes_evidence_of_client_rows evidence;
    struct nes_client_login_row login;
    struct file out;
    bool found;

    NES_TRY(nes_client_login(req->tx, client_of(req), &login));
    NES_TRY(nes_registration_of_client(req->tx, client_of(req), &row, &found));
    NES_TRY(nes_evidence_of_client(req->tx, client_of(req), &evidence));
    out = (struct file){ .login = login.login, .kind = row.kind, .registered_at = row.ended_at,
                         .paper_until = row.valid_until, .has_photo = !nes_id_none(row.photo_id.id),
                         .evidence = { evidence.rows, evidence.len } };
    NES_TRY(put_consents(req, &out));
    NES_TRY(put_accounts(req, &out));
    return nes_reply_ok(reply, &file_view, &out);
}

static struct nes_err photo_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_registration_of_client_row row = { 0 };
    bool found;

    NES_TRY(nes_registration_of_client(req->tx, client_of(req), &row, &found));
    return nes_id_none(row.photo_id.id) ? NES_FAIL(DB_NO_ROW, "photo")
                                        : nes_sheet_file(req, reply, row.photo_id, NES_STR("photo"));
}

static struct nes_err applications_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_applications found;
    struct heads heads;

    NES_TRY(nes_applications_of(req->tx, (struct nes_client_id){ client_of(req) }, &found));
    NES_NEW_ROWS(req->arena, heads.applications, found.len);
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(nes_application_show(req, &found.rows[i], &heads.applications.rows[i]));
    }
    return nes_reply_ok(reply, &heads_view, &heads);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/clients/{client}/file", .listen = NES_OFFICE, .needs = NES_PERM_CLIENT_VIEW, .gives = &file_view,
      .looks = true, .prepare = file_show, .rules = "27, 34.1",
      .doc = "What is on file of a client: registration, consents, confirmations, accounts." },
    { NES_GET, "/v1/clients/{client}/photo", .listen = NES_OFFICE, .needs = NES_PERM_CLIENT_VIEW,
      .gives_type = "image/png", .fails = NES_FAULTS(DB_NO_ROW, DOCUMENT_CHANGED, BLOB_GONE, HELPER_DOWN),
      .looks = true, .prepare = photo_show, .rules = "27, 34.2", .doc = "The picture of the client's face." },
    { NES_GET, "/v1/clients/{client}/applications", .listen = NES_OFFICE, .needs = NES_PERM_APPLICATION_VIEW,
      .gives = &heads_view, .looks = true, .prepare = applications_show, .rules = "7.4",
      .doc = "The applications of a client." },
};
const struct nes_resource nes_client_file_resource = NES_RESOURCE("client_file", routes);
