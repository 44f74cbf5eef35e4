/* src/api/confirmation_eds.c: method 1 of a confirmation: the electronic signature of the client. The server says which
 * bytes are signed, takes the signature and asks the authority by an errand; the confirmation tells how it ended.
 * RULE 35.1 RULE 11.1 */
#include <unistd.h>

#include "api/confirmation.h"
#include "api/eds.h"
#include "api/doors.h"
#include "api/house.h"
#include "identity/eds.h"

struct asked {
    struct nes_str document, xml;
    int64_t ends_at;
};
static const struct nes_field asked_fields[] = {
    NES_FIELD(struct asked, document, .required = true, .base64 = true, .max = 16'384,
              .words = "The bytes to be signed as CMS, attached or detached: lines of text in UTF-8."),
    NES_FIELD(struct asked, xml,      .required = true, .max = 16'384,
              .words = "The same as an XML document, to be signed enveloped (XMLDSig) instead."),
    NES_FIELD(struct asked, ends_at,  .required = true, .instant = true, .words = "They can be signed before that."),
};
static const struct nes_shape asked_view = NES_SHAPE(struct asked, asked_fields, .as = "eds_asked");

struct given {
    struct nes_str signature;
};
static const struct nes_field given_fields[] = {
    NES_FIELD(struct given, signature, .required = true, .base64 = true, .min = 4, .max = NES_EDS_BYTES_MAX,
              .words = "CMS (DER or BER) or the signed XML document, as the signer's program gave it."),
};
static const struct nes_shape given_shape = NES_SHAPE(struct given, given_fields, .as = "eds_given");

struct nes_err nes_eds_taken_here(struct nes_req *req)
{
    const char *folder = nes_house_of(req)->eds_trust;
    struct nes_buf path = nes_buf_begin(req->arena, 8'192);

    nes_buf_addz(&path, folder ? folder : "");
    nes_buf_addz(&path, "/pins.tsv");
    nes_buf_byte(&path, '\0');
    return folder && access(path.ptr, R_OK) == 0 ? NES_FINE : NES_FAIL(EDS_NONE, NULL);
}

static struct nes_err eds_see(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");
    struct asked *asked = NES_NEW(req->arena, struct asked);

    NES_TRY(nes_eds_taken_here(req));
    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    *asked = (struct asked){ .document = nes_eds_text(req->arena, confirmation),
                             .xml = nes_eds_xml(req->arena, confirmation), .ends_at = confirmation->ends_at };
    return nes_reply_ok(reply, &asked_view, asked);
}

struct nes_err nes_eds_keep(struct nes_req *req, const struct nes_confirmation *confirmation, struct nes_str signature,
                            struct nes_document_row *row)
{
    const struct nes_house *house = nes_house_of(req);
    struct nes_vault vault = { house->crypto, house->keeper, house->blobs };
    struct nes_access access = { .why = { NES_PURPOSE_RECORD, confirmation->subject } };
    bool found;

    NES_TRY(nes_eds_taken_here(req));
    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    NES_TRY(nes_data_key_of(req->tx, confirmation->subject, &access.key, &found));
    if (!found) {
        return NES_FAIL(NOT_FOUND, "client");
    }
    *row = (struct nes_document_row){ .key = access.key, .doc_class = NES_STR("eds"),
                                      .media = nes_str_starts(signature, NES_STR("<"))
                                                   ? NES_STR("application/xml")
                                                   : NES_STR("application/pkcs7-signature"),
                                      .origin = NES_DOCUMENT_RECEIVED };
    return nes_document_keep(&vault, &access, signature, &row->document);
}

static struct nes_err give_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct given *in = req->body;

    (void)reply;
    req->prepared = NES_NEW(req->arena, struct nes_document_row);
    return nes_eds_keep(req, nes_req_row(req, "confirmation"), in->signature, req->prepared);
}

static struct nes_err give_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");
    struct nes_eds eds;

    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    NES_TRY(nes_eds_give(req->tx, confirmation, req->prepared, &eds));
    nes_house_wake(req);
    return nes_confirmation_show(req, reply, confirmation, false);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/mine/confirmations/{confirmation}/eds", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .gives = &asked_view, .fails = NES_FAULTS(EDS_NONE, CONFIRMATION_USED, CONFIRMATION_OVER), .prepare = eds_see,
      .rules = "35.1", .doc = "What is to be signed with a certificate of the national certification authority." },
    { NES_PUT, "/v1/mine/confirmations/{confirmation}/eds", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .takes = &given_shape, .body_max = 2 * NES_EDS_BYTES_MAX, .gives = &nes_confirmation_view,
      .fails = NES_FAULTS(EDS_NONE, EDS_RUNNING, EDS_DONE, EDS_MANY, CONFIRMATION_USED, CONFIRMATION_OVER),
      .prepare = give_prepare, .run = give_run, .rules = "35.1, 11.1",
      .doc = "Hand in the signature; the confirmation tells soon whether it passed." },
};
const struct nes_resource nes_confirmation_eds_resource = NES_RESOURCE("confirmation_eds", routes);
