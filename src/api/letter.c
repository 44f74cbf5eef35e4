/* src/api/letter.c: letters, both ways, with pictures; receipts of them. RULE 7.7 RULE 12 RULE 34.2 */
#include "letter/letter.h"

#include "api/doors.h"
#include "api/house.h"
#include "audit/audit_faults.h"
#include "vault/vault_faults.h"

#define PICTURE_SIDE 4'096
#define LETTER_MOST  (900 * 1'024)

struct file {
    struct nes_str bytes;
};
static const struct nes_field file_fields[] = {
    NES_FIELD(struct file, bytes, .required = true, .base64 = true, .min = 8, .max = 600'000,
              .words = "PNG or JPEG, base64."),
};
static const struct nes_shape file_shape = NES_SHAPE(struct file, file_fields, .as = "letter_file");

struct sheet {
    struct nes_str text;
    struct { struct file *rows; size_t len; } files;
};
static const struct nes_field sheet_fields[] = {
    NES_FIELD(struct sheet, text, .required = true, .max = 10'000, .lines = true, .words = "What is written."),
    NES_LIST(struct sheet, files, .each = &file_shape, .max = NES_LETTER_FILES_MAX, .words = "Pictures."),
};
static const struct nes_shape sheet_shape = NES_SHAPE(struct sheet, sheet_fields, .as = "letter_new");

struct head {
    struct nes_letter_id id;
    bool from_client;
    int64_t sent_at;
};
static const struct nes_field head_fields[] = {
    NES_FIELD(struct head, id,          .required = true, .words = "The letter."),
    NES_FIELD(struct head, from_client, .words = "true: the client wrote it."),
    NES_FIELD(struct head, sent_at,     .required = true, .instant = true, .words = "When it was sent."),
};
static const struct nes_shape head_view = NES_SHAPE(struct head, head_fields, .as = "letter_head");

struct heads {
    struct { struct head *rows; size_t len; } letters;
};
static const struct nes_field heads_fields[] = {
    NES_LIST(struct heads, letters, .required = true, .each = &head_view, .max = 100, .words = "Newest first."),
};
static const struct nes_shape heads_view = NES_SHAPE(struct heads, heads_fields, .as = "letters");

struct open {
    struct nes_letter_id id;
    bool from_client;
    int64_t sent_at;
    struct nes_str text;
    struct { struct file *rows; size_t len; } files;
};
static const struct nes_field open_fields[] = {
    NES_FIELD(struct open, id,          .required = true, .words = "The letter."),
    NES_FIELD(struct open, from_client, .words = "true: the client wrote it."),
    NES_FIELD(struct open, sent_at,     .required = true, .instant = true, .words = "When it was sent."),
    NES_FIELD(struct open, text,        .required = true, .max = 10'000, .lines = true, .words = "What is written."),
    NES_LIST(struct open, files,        .each = &file_shape, .max = NES_LETTER_FILES_MAX,
             .words = "Byte for byte as sent."),
};
static const struct nes_shape open_view = NES_SHAPE(struct open, open_fields, .as = "letter");

static struct nes_vault vault_of(const struct nes_req *req)
{
    const struct nes_house *house = nes_house_of(req);

    return (struct nes_vault){ .crypto = house->crypto, .keeper = house->keeper, .blobs = house->blobs };
}

/* --- sending --- */

static struct nes_err keep(struct nes_req *req, const struct nes_client *client, struct nes_str bytes,
                           const char *media, struct nes_letter_parts *parts)
{
    struct nes_vault vault = vault_of(req);
    struct nes_access access = { { NES_PURPOSE_PAPER, req->caller.id }, client->key };
    struct nes_document_row *row = &parts->rows[parts->len++];

    *row = (struct nes_document_row){ .key = client->key, .doc_class = NES_STR("letter"), .media = nes_str_of(media),
                                      .origin = req->caller.kind == NES_CALLER_CLIENT ? NES_DOCUMENT_RECEIVED
                                                                                      : NES_DOCUMENT_SENT };
    return nes_document_keep(&vault, &access, bytes, &row->document);
}

/* Pictures are opened in the press, and kept as they came. */
static struct nes_err send_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct sheet *in = req->body;
    const struct nes_client *client = nes_req_row(req, "client");
    struct nes_letter_parts *parts = NES_NEW(req->arena, struct nes_letter_parts);
    struct nes_picture picture;

    (void)reply;
    NES_TRY(keep(req, client, in->text, "text/plain; charset=utf-8", parts));
    for (size_t i = 0; i < in->files.len; i++) {
        struct nes_str bytes = in->files.rows[i].bytes;

        NES_TRY(nes_press_read_image(nes_house_of(req)->press, req->arena, bytes, PICTURE_SIDE, &picture));
        NES_TRY(keep(req, client, bytes, bytes.ptr[0] == '\x89' ? "image/png" : "image/jpeg", parts));
    }
    req->prepared = parts;
    return NES_FINE;
}

static struct nes_err send_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_letter letter = { .client = { nes_req_value(req, "client")->id },
                                 .from_client = req->caller.kind == NES_CALLER_CLIENT, .author = req->caller.id };

    NES_TRY(nes_letter_send(req->tx, req->prepared, &letter));
    return nes_reply_created(reply, &head_view, &(struct head){ letter.id, letter.from_client, letter.sent_at });
}

/* --- reading --- */

static struct nes_err letters_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_letters letters;
    struct heads heads;

    NES_TRY(nes_letters_of(req->tx, (struct nes_client_id){ nes_req_value(req, "client")->id }, &letters));
    NES_NEW_ROWS(req->arena, heads.letters, letters.len);
    for (size_t i = 0; i < letters.len; i++) {
        heads.letters.rows[i] = (struct head){ letters.rows[i].id, letters.rows[i].from_client,
                                               letters.rows[i].sent_at };
    }
    return nes_reply_ok(reply, &heads_view, &heads);
}

static struct nes_err letter_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct nes_letter *letter = NES_NEW(req->arena, struct nes_letter);

    (void)lock; /* a letter never changes */
    NES_TRY(nes_letter_find(req->tx, (struct nes_letter_id){ value->id }, letter));
    *out = (struct nes_param_row){ .row = letter, .owner = letter->client.id, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_letter_param = { .name = "letter", .kind = NES_PARAM_ID, .doc = "A letter.",
                                            .load = letter_load };

static struct nes_err letter_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_letter *letter = nes_req_row(req, "letter");
    struct nes_vault vault = vault_of(req);
    bool own = req->caller.kind == NES_CALLER_CLIENT;
    struct nes_keeper_why why = { own ? NES_PURPOSE_VIEW : NES_PURPOSE_WORK, req->caller.id };
    struct open open = { letter->id, letter->from_client, letter->sent_at, { 0 }, { 0 } };
    struct nes_letter_parts parts;

    NES_TRY(nes_letter_documents(req->tx, letter, &parts));
    open.files.rows = NES_NEW_MANY(req->arena, struct file, parts.len);
    for (size_t i = 0; i < parts.len; i++) {
        const struct nes_document_row *row = &parts.rows[i];
        struct nes_access access = { why, row->key };
        struct nes_secret bytes;

        NES_TRY(nes_document_open(&vault, req->arena, &access, &row->document, &bytes)); /* RULE 11.1 RULE 34.2 */
        if (i == 0) {
            open.text = (struct nes_str){ (const char *)bytes.ptr, bytes.len };
        } else {
            open.files.rows[open.files.len++].bytes = (struct nes_str){ (const char *)bytes.ptr, bytes.len };
        }
    }
    return nes_reply_ok(reply, &open_view, &open);
}

static struct nes_err receipt_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_letter *letter = nes_req_row(req, "letter");
    struct nes_str file;

    NES_TRY(nes_audit_receipt(req->tx, nes_house_of(req)->crypto, letter->leaf, &file)); /* RULE 12 */
    return nes_reply_bytes(reply, file, NES_STR("receipt.txt"));
}

#define SEND_FAILS                                                                                          \
    NES_FAULTS(IMAGE_KIND, IMAGE_BROKEN, IMAGE_LARGE, PRESS_DIED, PRESS_SLOW, HELPER_DOWN, DOCUMENT_LARGE)
#define READ_FAILS NES_FAULTS(DOCUMENT_CHANGED, BLOB_GONE, HELPER_DOWN)

static const struct nes_route routes[] = {
    { NES_POST, "/v1/clients/{client}/letters", .listen = NES_OFFICE, .needs = NES_PERM_LETTER_WRITE,
      .takes = &sheet_shape, .gives = &head_view, .fails = SEND_FAILS, .body_max = LETTER_MOST, .once = true,
      .prepare = send_prepare /* opens pictures, seals */, .run = send_run, .rules = "7.7, 34.2",
      .doc = "Write a letter to a client." },
    { NES_GET, "/v1/clients/{client}/letters", .listen = NES_OFFICE, .needs = NES_PERM_LETTER_VIEW,
      .gives = &heads_view, .looks = true, .prepare = letters_show, .rules = "7.7", .doc = "The letters of a client." },
    { NES_GET, "/v1/letters/{letter}", .listen = NES_OFFICE, .needs = NES_PERM_LETTER_VIEW, .gives = &open_view,
      .fails = READ_FAILS, .looks = true, .prepare = letter_show, .rules = "7.7, 34.2", .doc = "Read a letter." },
    { NES_POST, "/v1/me/{client}/letters", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &sheet_shape,
      .gives = &head_view, .fails = SEND_FAILS, .body_max = LETTER_MOST, .once = true, .prepare = send_prepare,
      .run = send_run, .rules = "7.7, 34.2", .doc = "Write to the organisation." },
    { NES_GET, "/v1/me/{client}/letters", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &heads_view,
      .looks = true, .prepare = letters_show, .rules = "7.7", .doc = "The own letters." },
    { NES_GET, "/v1/mine/letters/{letter}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &open_view,
      .fails = READ_FAILS, .looks = true, .prepare = letter_show, .rules = "7.7, 34.2", .doc = "Read an own letter." },
    { NES_GET, "/v1/mine/letters/{letter}/receipt", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives_type = "text/plain; charset=utf-8", .fails = NES_FAULTS(AUDIT_WAITING), .looks = true,
      .prepare = receipt_show, .rules = "12", .doc = "The receipt of an own letter, to be checked without us." },
};
const struct nes_resource nes_letter_resource = NES_RESOURCE("letter", routes);
