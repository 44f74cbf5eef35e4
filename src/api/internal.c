/* src/api/internal.c: internal documents of the organisation: a PDF proposed by one person, approved by another.
 * RULE 11.0 */
#include "organisation/internal.h"

#include "api/doors.h"
#include "api/house.h"
#include "api/sheet.h"
#include "vault/vault_faults.h"

#define FILE_MOST 600'000

struct document {
    struct nes_internal_id id;
    struct nes_str title, number;
    bool distortion, access, replay, integrity, approved;
    int64_t made_at, approved_at;
    struct nes_str file;
};
static const struct nes_field proposal_fields[] = {
    NES_FIELD(struct document, title,  .required = true, .min = 1, .words = "As it is called."),
    NES_FIELD(struct document, number, .required = true, .min = 1, .max = 100,
              .words = "Number and day of the decision that adopted it."),
    NES_FIELD(struct document, distortion, .words = "true: provides for finding changes of electronic documents."),
    NES_FIELD(struct document, access,     .words = "true: provides for protection from unauthorised access."),
    NES_FIELD(struct document, replay,     .words = "true: provides that given data cannot be used again."),
    NES_FIELD(struct document, integrity,  .words = "true: provides for the integrity of what is secret."),
    NES_FIELD(struct document, file, .required = true, .base64 = true, .min = 8, .max = FILE_MOST,
              .words = "PDF, base64."),
};
static const struct nes_shape proposal_shape = NES_SHAPE(struct document, proposal_fields, .as = "internal_new");

static const struct nes_field document_fields[] = {
    NES_FIELD(struct document, id,          .required = true, .words = "The document."),
    NES_FIELD(struct document, title,       .required = true, .words = "As it is called."),
    NES_FIELD(struct document, number,      .required = true, .words = "Number and day of the decision."),
    NES_FIELD(struct document, distortion,  .words = "true: provides for finding changes of electronic documents."),
    NES_FIELD(struct document, access,      .words = "true: provides for protection from unauthorised access."),
    NES_FIELD(struct document, replay,      .words = "true: provides that given data cannot be used again."),
    NES_FIELD(struct document, integrity,   .words = "true: provides for the integrity of what is secret."),
    NES_FIELD(struct document, approved,    .words = "true: another person approved it."),
    NES_FIELD(struct document, made_at,     .required = true, .instant = true, .words = "When it was proposed."),
    NES_FIELD(struct document, approved_at, .instant = true, .words = "When it was approved."),
};
static const struct nes_shape document_view = NES_SHAPE(struct document, document_fields, .as = "internal");

struct documents {
    struct { struct document *rows; size_t len; } documents;
};
static const struct nes_field documents_fields[] = {
    NES_LIST(struct documents, documents, .required = true, .each = &document_view, .max = 500,
             .words = "Newest first."),
};
static const struct nes_shape documents_view = NES_SHAPE(struct documents, documents_fields, .as = "internals");

static struct document view_of(const struct nes_internal *internal)
{
    return (struct document){ .id = internal->id, .title = internal->title, .number = internal->number,
                              .distortion = internal->distortion, .access = internal->access,
                              .replay = internal->replay, .integrity = internal->integrity,
                              .approved = !nes_id_none(internal->checker), .made_at = internal->made_at,
                              .approved_at = internal->approved_at };
}

static struct nes_err propose_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct document *in = req->body;
    const struct nes_house *house = nes_house_of(req);
    struct nes_vault vault = { .crypto = house->crypto, .keeper = house->keeper, .blobs = house->blobs };
    struct nes_organisation_file *file = NES_NEW(req->arena, struct nes_organisation_file);

    (void)reply;
    if (!nes_str_starts(in->file, NES_STR("%PDF-"))) {
        return NES_FAIL(INTERNAL_FILE, "file");
    }
    file->row.doc_class = NES_STR("internal");
    file->row.media = NES_STR("application/pdf");
    file->row.origin = NES_DOCUMENT_RECEIVED;
    req->prepared = file;
    return nes_organisation_keep(req->tx, &vault, in->file, file);
}

static struct nes_err propose_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct document *in = req->body;
    struct nes_internal internal = { .title = in->title, .number = in->number, .distortion = in->distortion,
                                     .access = in->access, .replay = in->replay, .integrity = in->integrity,
                                     .maker = req->caller.id };
    struct document out;

    NES_TRY(nes_internal_propose(req->tx, req->prepared, &internal));
    out = view_of(&internal);
    return nes_reply_created(reply, &document_view, &out);
}

static struct nes_err internal_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                    struct nes_param_row *out)
{
    struct nes_internal *internal = NES_NEW(req->arena, struct nes_internal);

    (void)lock; /* it changes once, under its own condition */
    NES_TRY(nes_internal_find(req->tx, (struct nes_internal_id){ value->id }, internal));
    *out = (struct nes_param_row){ .row = internal, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_internal_param = { .name = "internal", .kind = NES_PARAM_ID, .shared = true,
                                              .doc = "An internal document of the organisation.",
                                              .load = internal_load };

static struct nes_err approve_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_internal *internal = nes_req_row(req, "internal");

    NES_TRY(nes_internal_approve(req->tx, internal->id, req->caller.id));
    return nes_reply_none(reply);
}

static struct nes_err documents_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_internals found;
    struct documents out;

    NES_TRY(nes_internals_all(req->tx, &found));
    NES_NEW_ROWS(req->arena, out.documents, found.len);
    for (size_t i = 0; i < found.len; i++) {
        out.documents.rows[i] = view_of(&found.rows[i]);
    }
    return nes_reply_ok(reply, &documents_view, &out);
}

static struct nes_err file_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_internal *internal = nes_req_row(req, "internal");

    return nes_sheet_file(req, reply, internal->document, NES_STR("document.pdf"));
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/internal-documents", .listen = NES_OFFICE, .needs = NES_PERM_STAFF, .gives = &documents_view,
      .prepare = documents_show, .rules = "11.0", .doc = "Internal documents of the organisation." },
    { NES_GET, "/v1/internal-documents/{internal}/file", .listen = NES_OFFICE, .needs = NES_PERM_STAFF,
      .gives_type = "application/pdf", .fails = NES_FAULTS(DOCUMENT_CHANGED, BLOB_GONE, HELPER_DOWN),
      .prepare = file_show, .rules = "11.0", .doc = "An internal document as it was adopted." },
    { NES_POST, "/v1/internal-documents", .listen = NES_OFFICE, .needs = NES_PERM_CHANNEL_CHANGE,
      .takes = &proposal_shape, .body_max = 900 * 1'024, .gives = &document_view,
      .fails = NES_FAULTS(INTERNAL_FILE, HELPER_DOWN, DOCUMENT_LARGE), .once = true, .prepare = propose_prepare,
      .run = propose_run, .rules = "11.0, 4.3.a", .doc = "Propose an internal document with its file." },
    { NES_POST, "/v1/internal-documents/{internal}/approval", .listen = NES_OFFICE, .needs = NES_PERM_CHANNEL_CHANGE,
      .fails = NES_FAULTS(INTERNAL_MAKER, INTERNAL_DECIDED), .once = true, .status = 204, .run = approve_run,
      .rules = "11.0", .doc = "Approve an internal document that another person proposed." },
};
const struct nes_resource nes_internal_resource = NES_RESOURCE("internal", routes);
