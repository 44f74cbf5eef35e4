/* src/api/eds_code.c: an electronic signature by telephone (docs/wire/qr_signing.md): the page shows a QR code, the
 * telephone follows it here, reads who asks for what, signs it, and puts it back. It has no session: the address is the
 * secret, good for one signature and minutes; what comes back is judged like any other signature. RULE 35.1 */
#include <stdio.h>

#include "api/doors.h"
#include "api/eds.h"
#include "api/house.h"
#include "calc/date.h"
#include "crypto/text.h"
#include "organisation/organisation.h"

#define ADDRESS_MAX 512

/* --- the code --- */

struct made {
    struct nes_str code;
    int64_t ends_at;
};
static const struct nes_field made_fields[] = {
    NES_FIELD(struct made, code,    .required = true, .max = ADDRESS_MAX,
              .words = "The text of the QR code: mobileSign:…"),
    NES_FIELD(struct made, ends_at, .required = true, .instant = true, .words = "It leads somewhere before that."),
};
static const struct nes_shape made_view = NES_SHAPE(struct made, made_fields, .as = "eds_code");

/* The host is the listener's own: the server answers no other one. */
static struct nes_str address_of(struct nes_req *req, const char *scheme, struct nes_str token, const char *rest)
{
    struct nes_buf buf = nes_buf_begin(req->arena, ADDRESS_MAX);

    nes_buf_addz(&buf, scheme);
    nes_buf_addz(&buf, "https://");
    nes_buf_add(&buf, nes_req_header(req, "Host"));
    nes_buf_addz(&buf, "/v1/eds/");
    nes_buf_add(&buf, token);
    nes_buf_addz(&buf, rest);
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct nes_err code_prepare(struct nes_req *req, struct nes_reply *reply)
{
    char *token = nes_arena_take(req->arena, NES_TOKEN_TEXT + 1);

    (void)reply;
    nes_token_new(nes_house_of(req)->crypto, token);
    req->prepared = token;
    return nes_eds_taken_here(req);
}

static struct nes_err code_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");
    struct nes_str token = nes_str_of(req->prepared);
    struct nes_hash hash = nes_sha256(nes_house_of(req)->crypto, token);
    struct made *made = NES_NEW(req->arena, struct made);
    struct nes_eds_code code;

    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    NES_TRY(nes_eds_code_make(req->tx, confirmation, &hash, &code));
    *made = (struct made){ address_of(req, "mobileSign:", token, ""), code.ends_at };
    return nes_reply_created(reply, &made_view, made);
}

/* --- the telephone --- */

/* What a code leads to. */
struct led {
    struct nes_eds_code code;
    struct nes_confirmation confirmation;
};

static struct nes_err code_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                struct nes_param_row *out)
{
    struct nes_hash token = nes_sha256(nes_house_of(req)->crypto, value->text);
    struct led *led = NES_NEW(req->arena, struct led);

    NES_TRY(nes_eds_code_find(req->tx, &token, &led->code));
    NES_TRY(nes_confirmation_find(req->tx, led->code.confirmation, lock, &led->confirmation));
    *out = (struct nes_param_row){ .row = led, .owner = led->confirmation.subject, .object = led->confirmation.id.id };
    return NES_FINE;
}
const struct nes_param nes_eds_code_param = { .name = "eds_code", .kind = NES_PARAM_TEXT, .shared = true,
                                              .doc = "The secret of a QR code.", .load = code_load };

struct organisation {
    struct nes_str nameRu, nameKz, nameEn, bin;
};
static const struct nes_field organisation_fields[] = {
    NES_FIELD(struct organisation, nameRu, .required = true),
    NES_FIELD(struct organisation, nameKz, .required = true),
    NES_FIELD(struct organisation, nameEn, .required = true),
    NES_FIELD(struct organisation, bin, .required = true),
};
static const struct nes_shape organisation_view = NES_SHAPE(struct organisation, organisation_fields,
                                                            .as = "eds_organisation");

struct place {
    struct nes_str uri, auth_type, auth_token;
};
static const struct nes_field place_fields[] = {
    NES_FIELD(struct place, uri, .required = true, .max = ADDRESS_MAX, .words = "Where the documents are."),
    NES_FIELD(struct place, auth_type, .required = true, .words = "None: the address is the secret."),
    NES_FIELD(struct place, auth_token, .required = true, .words = "Empty."),
};
static const struct nes_shape place_view = NES_SHAPE(struct place, place_fields, .as = "eds_place");

struct first {
    struct nes_str description, expiry_date;
    struct organisation organisation;
    struct place document;
};
static const struct nes_field first_fields[] = {
    NES_FIELD(struct first, description, .required = true, .max = 2'000, .words = "What the person reads."),
    NES_FIELD(struct first, expiry_date, .required = true, .words = "It can be signed before that."),
    NES_FIELD(struct first, organisation, .required = true, .shape = &organisation_view, .words = "Who asks."),
    NES_FIELD(struct first, document, .required = true, .shape = &place_view, .words = "Where the documents are."),
};
static const struct nes_shape first_view = NES_SHAPE(struct first, first_fields, .as = "eds_first");

/* "2026-12-01T12:00:00.000+05:00". */
static struct nes_str expiry_of(struct nes_arena *arena, int64_t at_us)
{
    struct nes_civil day = nes_date_civil(nes_date_at(at_us));
    int64_t ms = (at_us + NES_ALMATY_OFFSET_US) % NES_DAY_US / 1'000;
    char text[64];

    (void)snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02d.%03d+05:00", (int)day.year, (int)day.month,
                   (int)day.day, (int)(ms / 3'600'000), (int)(ms / 60'000 % 60), (int)(ms / 1'000 % 60),
                   (int)(ms % 1'000));
    return nes_str_copy(arena, nes_str_of(text));
}

static struct nes_err first_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct led *led = nes_req_row(req, "eds_code");
    struct first *first = NES_NEW(req->arena, struct first);
    struct nes_buf buf = nes_buf_begin(req->arena, 4'096);
    struct nes_organisation who;

    NES_TRY(nes_confirmation_open(&led->confirmation, req->now_us));
    NES_TRY(nes_organisation_find(req->tx, &who));
    nes_buf_add(&buf, nes_confirmation_say(req->arena, NES_LANG_KK, &led->confirmation));
    nes_buf_byte(&buf, ' ');
    nes_buf_add(&buf, nes_confirmation_say(req->arena, NES_LANG_RU, &led->confirmation));
    *first = (struct first){ .description = { buf.ptr, buf.len },
                             .expiry_date = expiry_of(req->arena, led->code.ends_at),
                             .organisation = { who.name_ru, who.name_kk, who.name_ru, who.bin } };
    first->document = (struct place){ address_of(req, "", nes_req_value(req, "eds_code")->text, "/documents"),
                                      NES_STR("None"), NES_STR("") };
    return nes_reply_ok(reply, &first_view, first);
}

/* --- the documents: one, as octets; back comes the same structure with the container in its place --- */

struct file {
    struct nes_str mime, data;
};
static const struct nes_field file_fields[] = {
    NES_FIELD(struct file, mime, .words = "Empty: plain octets."),
    NES_FIELD(struct file, data, .required = true, .base64 = true, .min = 1, .max = NES_EDS_BYTES_MAX,
              .words = "What is signed; back: the container."),
};
static const struct nes_shape file_shape = NES_SHAPE(struct file, file_fields, .as = "eds_file", .open = true);

struct holder {
    struct file file;
};
static const struct nes_field holder_fields[] = {
    NES_FIELD(struct holder, file, .required = true, .shape = &file_shape, .words = "Its octets."),
};
static const struct nes_shape holder_shape = NES_SHAPE(struct holder, holder_fields, .as = "eds_holder", .open = true);

struct paper {
    int64_t id;
    struct nes_str nameRu, nameKz, nameEn;
    struct { struct file *rows; size_t len; } meta;
    struct holder document;
};
static const struct nes_field paper_fields[] = {
    NES_FIELD(struct paper, id, .words = "Its number."),
    NES_FIELD(struct paper, nameRu, .max = 1'000), NES_FIELD(struct paper, nameKz, .max = 1'000),
    NES_FIELD(struct paper, nameEn, .max = 1'000),
    NES_LIST(struct paper, meta, .each = &file_shape, .max = 20, .words = "Empty."),
    NES_FIELD(struct paper, document, .required = true, .shape = &holder_shape, .words = "The document."),
};
static const struct nes_shape paper_shape = NES_SHAPE(struct paper, paper_fields, .as = "eds_paper", .open = true);

struct papers {
    struct nes_str signMethod;
    struct { struct paper *rows; size_t len; } documentsToSign;
};
static const struct nes_field papers_fields[] = {
    NES_FIELD(struct papers, signMethod, .words = "CMS_WITH_DATA."),
    NES_LIST(struct papers, documentsToSign, .required = true, .each = &paper_shape, .min = 1, .max = 1,
             .words = "One document."),
};
static const struct nes_shape papers_shape = NES_SHAPE(struct papers, papers_fields, .as = "eds_papers", .open = true);

static struct nes_err papers_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct led *led = nes_req_row(req, "eds_code");
    struct papers *papers = NES_NEW(req->arena, struct papers);
    struct paper *paper = NES_NEW(req->arena, struct paper);

    NES_TRY(nes_confirmation_open(&led->confirmation, req->now_us));
    *paper = (struct paper){ .id = 1, .nameRu = nes_confirmation_say(req->arena, NES_LANG_RU, &led->confirmation),
                             .nameKz = nes_confirmation_say(req->arena, NES_LANG_KK, &led->confirmation),
                             .nameEn = nes_confirmation_say(req->arena, NES_LANG_EN, &led->confirmation),
                             .document.file.mime = NES_STR(""),
                             .document.file.data = nes_eds_text(req->arena, &led->confirmation) };
    papers->signMethod = NES_STR("CMS_WITH_DATA");
    papers->documentsToSign.rows = paper;
    papers->documentsToSign.len = 1;
    return nes_reply_ok(reply, &papers_shape, papers);
}

static struct nes_err back_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct led *led = nes_req_row(req, "eds_code");
    const struct papers *in = req->body;

    (void)reply;
    req->prepared = NES_NEW(req->arena, struct nes_document_row);
    return nes_eds_keep(req, &led->confirmation, in->documentsToSign.rows[0].document.file.data, req->prepared);
}

static struct nes_err back_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct led *led = nes_req_row(req, "eds_code");
    struct made *taken = NES_NEW(req->arena, struct made);
    struct nes_eds eds;

    NES_TRY(nes_confirmation_open(&led->confirmation, req->now_us));
    NES_TRY(nes_eds_code_use(req->tx, &led->code));
    NES_TRY(nes_eds_give(req->tx, &led->confirmation, req->prepared, &eds));
    nes_house_wake(req);
    *taken = (struct made){ NES_STR(""), led->code.ends_at };
    return nes_reply_ok(reply, &made_view, taken);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/mine/confirmations/{confirmation}/eds/code", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .gives = &made_view, .fails = NES_FAULTS(EDS_NONE, EDS_MANY, CONFIRMATION_USED, CONFIRMATION_OVER),
      .prepare = code_prepare, .run = code_run, .rules = "35.1",
      .doc = "A QR code by which a telephone signs; good for one signature and three minutes." },
    { NES_GET, "/v1/eds/{eds_code}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &first_view,
      .fails = NES_FAULTS(CONFIRMATION_USED, CONFIRMATION_OVER), .prepare = first_show, .rules = "35.1",
      .doc = "The telephone asks: who wants what signed, and where it is." },
    { NES_GET, "/v1/eds/{eds_code}/documents", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &papers_shape,
      .fails = NES_FAULTS(CONFIRMATION_USED, CONFIRMATION_OVER), .prepare = papers_show, .rules = "35.1",
      .doc = "The telephone takes what is to be signed." },
    { NES_PUT, "/v1/eds/{eds_code}/documents", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &papers_shape,
      .body_max = 2 * NES_EDS_BYTES_MAX, .gives = &made_view,
      .fails = NES_FAULTS(EDS_NONE, EDS_RUNNING, EDS_DONE, EDS_MANY, CONFIRMATION_USED, CONFIRMATION_OVER),
      .prepare = back_prepare, .run = back_run, .rules = "35.1, 11.1",
      .doc = "The telephone puts the signed document back." },
};
const struct nes_resource nes_eds_code_resource = NES_RESOURCE("eds_code", routes);
