/* world/qr.c: the telephone with eGov mobile: it follows the address in a QR code to the server that wants a signature,
 * signs what it is given there, and puts it back (docs/wire/qr_signing.md). */
#include <jansson.h>
#include <poll.h>
#include <string.h>

#include "crypto/text.h"
#include "http/outgoing.h"
#include "world/ca.h"
#include "world/world_sql.h"

#define SCHEME "mobileSign:"

struct scan {
    struct nes_str code, iin, bin, serial;
};
static const struct nes_field scan_fields[] = {
    NES_FIELD(struct scan, code,   .required = true, .max = 2000, .words = "The text of the QR code: mobileSign:…"),
    NES_FIELD(struct scan, iin,    .max = 12, .words = "Whose telephone; left out: of the person chosen."),
    NES_FIELD(struct scan, bin,    .max = 12, .words = "The company, with eGov business."),
    NES_FIELD(struct scan, serial, .max = 40, .words = "With which key."),
};
static const struct nes_shape scan_shape = NES_SHAPE(struct scan, scan_fields, .as = "qr_scan");

static const struct nes_field shown_fields[] = {
    NES_FIELD(struct nes_qr_told, description,  .words = "What the person read."),
    NES_FIELD(struct nes_qr_told, organisation, .words = "Who asked."),
    NES_FIELD(struct nes_qr_told, documents,    .required = true, .words = "How many were signed."),
    NES_FIELD(struct nes_qr_told, status,       .required = true,
              .words = "The server's last answer; 0: nothing was sent."),
    NES_FIELD(struct nes_qr_told, cancelled,    .words = "The person pressed cancel."),
};
static const struct nes_shape shown_view = NES_SHAPE(struct nes_qr_told, shown_fields, .as = "qr_shown");

static void drop(json_t **json)
{
    json_decref(*json);
}

static struct nes_str text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return nes_str_of(text);
}

/* One conversation with the server. */
struct talk {
    struct nes_req *req;
    struct nes_str uri, authorisation;
    struct nes_ca_chosen chosen;
    bool lies;
    struct nes_qr_told shown;
};

static struct nes_err call(struct talk *talk, const char *method, struct nes_str url, struct nes_str body,
                           struct nes_outgoing_answer *answer)
{
    struct nes_outgoing_line line = { NES_STR("Authorization"), talk->authorisation };
    struct nes_outgoing_ask ask = { .method = method,
                                    .url = url,
                                    .body = body,
                                    .lines = &line,
                                    .lines_len = talk->authorisation.len > 0 ? 1 : 0,
                                    .type = body.len > 0 ? NES_STR("application/json") : (struct nes_str){ 0 } };

    if (nes_outgoing_call(nes_world_of(talk->req)->phone, talk->req->arena, &ask, answer).what) {
        return NES_FAIL(CA_REQUEST, "the server cannot be reached");
    }
    talk->shown.status = answer->status;
    return answer->status == 200 ? NES_FINE : NES_FAIL(CA_REQUEST, "the server refuses");
}

static json_t *parsed(struct nes_str body)
{
    return json_loadb(body.ptr, body.len, JSON_REJECT_DUPLICATES, NULL);
}

/* API 1: who asks, for what, and where the documents are. */
static struct nes_err ask_first(struct talk *talk, struct nes_str url)
{
    NES_AUTO(drop) json_t *json = NULL;
    struct nes_outgoing_answer answer;
    const json_t *document;
    struct nes_str auth, token;

    NES_TRY(call(talk, "GET", url, (struct nes_str){ 0 }, &answer));
    json = parsed(answer.body);
    document = json_object_get(json, "document");
    talk->uri = nes_str_copy(talk->req->arena, text_of(document, "uri"));
    talk->shown.description = nes_str_copy(talk->req->arena, text_of(json, "description"));
    talk->shown.organisation = nes_str_copy(talk->req->arena, text_of(json_object_get(json, "organisation"), "nameRu"));
    auth = text_of(document, "auth_type");
    token = text_of(document, "auth_token");
    if (talk->uri.len == 0 || text_of(json, "expiry_date").len == 0 || auth.len == 0) {
        return NES_FAIL(CA_REQUEST, "description, expiry_date, document");
    }
    if (nes_str_is(auth, "Bearer") || nes_str_is(auth, "Token")) {
        talk->authorisation = nes_asn_join(talk->req->arena, (const struct nes_str[]){ NES_STR("Bearer "), token }, 2);
        return NES_FINE;
    }
    /* "Eds", where the telephone proves itself by a signature of its own, is not known well enough to be played. */
    return nes_str_is(auth, "None") ? NES_FINE : NES_FAIL(CA_REQUEST, "auth_type");
}

static struct nes_err sign_document(struct talk *talk, json_t *row, struct nes_str method)
{
    struct nes_arena *arena = talk->req->arena;
    json_t *file = json_object_get(json_object_get(row, "document"), "file");
    bool xml = nes_str_is(method, "XML");
    struct nes_str given = xml ? text_of(row, "documentXml") : text_of(file, "data"), out;
    struct nes_ca_order order = { .by = talk->chosen.by,
                                  .xml = xml,
                                  .attached = nes_str_is(method, "CMS_WITH_DATA"),
                                  .stamped = true,
                                  .at_us = talk->req->now_us,
                                  .document = given };

    if (!xml && (given.len == 0 || nes_base64_read(arena, NES_BASE64_STD, given, &order.document).what)) {
        return NES_FAIL(CA_REQUEST, "document.file.data");
    }
    if (talk->lies) {
        order.document = xml ? NES_STR("<other/>") : NES_STR("Something else.\n");
    }
    NES_TRY(nes_ca_sign(arena, nes_world_of(talk->req)->ca, &order, &out));
    if (!xml) {
        out = nes_base64_write(arena, NES_BASE64_STD, out);
        return json_object_set_new(file, "data", json_stringn(out.ptr, out.len)) == 0 ? NES_FINE
                                                                                      : NES_FAIL(CA_DOCUMENT, NULL);
    }
    return json_object_set_new(row, "documentXml", json_stringn(out.ptr, out.len)) == 0 ? NES_FINE
                                                                                        : NES_FAIL(CA_DOCUMENT, NULL);
}

/* API 2: the documents; the same structure goes back with the signatures in it. */
static struct nes_err fetch_and_sign(struct talk *talk, struct nes_str *back)
{
    NES_AUTO(drop) json_t *json = NULL;
    struct nes_outgoing_answer answer;
    struct nes_str method;
    json_t *documents, *row;
    size_t i;
    char *text;

    NES_TRY(call(talk, "GET", talk->uri, (struct nes_str){ 0 }, &answer));
    json = parsed(answer.body);
    method = text_of(json, "signMethod");
    documents = json_object_get(json, "documentsToSign");
    if (!nes_str_is(method, "XML") && !nes_str_is(method, "CMS_WITH_DATA") && !nes_str_is(method, "CMS_SIGN_ONLY") &&
        !nes_str_is(method, "SIGN_BYTES_ARRAY")) {
        return NES_FAIL(CA_REQUEST, "signMethod");
    }
    if (json_array_size(documents) == 0) {
        return NES_FAIL(CA_REQUEST, "documentsToSign");
    }
    json_array_foreach(documents, i, row)
    {
        NES_TRY(sign_document(talk, row, method));
    }
    talk->shown.documents = (int64_t)i;
    text = json_dumps(json, JSON_COMPACT);
    NES_ASSERT(text);
    *back = nes_str_copy(talk->req->arena, nes_str_of(text));
    free(text);
    return NES_FINE;
}

/* What the telephone was told to do, without counting it: that is for `run`. */
static struct nes_err told(const struct talk *talk, const char *about, struct nes_str *how)
{
    struct nes_world_behave_of_row row;
    bool found;

    NES_TRY(nes_world_behave_of(talk->req->tx, nes_str_of(about), &row, &found));
    *how = found && row.times > 0 ? row.how : NES_STR("fine");
    return NES_FINE;
}

/* Late, broken, twice or not at all. */
static void put_back(struct talk *talk, struct nes_str back, struct nes_str how, bool twice)
{
    struct nes_outgoing_answer answer;

    if (nes_str_is(how, "later") || nes_str_is(how, "silent")) {
        talk->shown.status = 0;
        return;
    }
    if (nes_str_is(how, "slow")) {
        (void)poll(NULL, 0, 4'000);
    }
    back = nes_str_is(how, "broken") ? nes_str_part(back, 0, back.len / 2) : back;
    for (int i = 0; i < (twice ? 2 : 1); i++) {
        (void)call(talk, "PUT", talk->uri, back, &answer).what;
    }
}

bool nes_qr_is(struct nes_str text)
{
    return nes_str_starts(text, NES_STR(SCHEME));
}

static struct nes_err follow(struct talk *talk, struct nes_str code, const struct nes_ca_choice *choice)
{
    struct nes_str back, how, twice;

    if (!nes_world_of(talk->req)->ca) {
        return NES_FAIL(CA_OFF, NULL);
    }
    if (!nes_qr_is(code)) {
        return NES_FAIL(CA_REQUEST, "mobileSign:");
    }
    NES_TRY(nes_ca_choose(talk->req->tx, choice, &talk->chosen));
    if (!talk->chosen.found) {
        return NES_FAIL(CA_NONE, NULL);
    }
    NES_TRY(told(talk, "qr", &how));
    NES_TRY(told(talk, "qr.twice", &twice));
    talk->lies = nes_str_is(how, "lie");
    NES_TRY(ask_first(talk, nes_str_from(code, sizeof(SCHEME) - 1)));
    if (talk->chosen.cancelled) {
        talk->shown.cancelled = true;
        talk->shown.status = 0;
        return NES_FINE;
    }
    NES_TRY(fetch_and_sign(talk, &back));
    put_back(talk, back, how, nes_str_is(twice, "lie"));
    return NES_FINE;
}

struct nes_err nes_qr_follow(struct nes_req *req, struct nes_str code, struct nes_str iin, struct nes_qr_told *told)
{
    struct nes_ca_choice choice = { .iin = iin, .serial = NES_STR(""), .bin = NES_STR(""), .at_us = req->now_us };
    struct talk talk = { .req = req };
    struct nes_err err = follow(&talk, code, &choice);

    *told = talk.shown;
    return err;
}

static struct nes_err scan_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct scan *in = req->body;
    struct talk *talk = NES_NEW(req->arena, struct talk);
    struct nes_ca_choice choice = { .iin = in->iin.len > 0 ? in->iin : NES_STR(""),
                                    .serial = in->serial,
                                    .bin = in->bin.len > 0 ? in->bin : NES_STR(""),
                                    .at_us = req->now_us };

    (void)reply;
    *talk = (struct talk){ .req = req };
    req->prepared = talk;
    return follow(talk, in->code, &choice);
}

static struct nes_err scan_answer(struct nes_req *req, struct nes_reply *reply)
{
    const struct talk *talk = req->prepared;
    bool lies;

    NES_TRY(nes_ca_told(req->tx, "qr", &lies));
    NES_TRY(nes_ca_told(req->tx, "qr.twice", &lies));
    return nes_reply_created(reply, &shown_view, &talk->shown);
}

static const struct nes_route routes[] = {
    { NES_POST, "/qr", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &scan_shape, .gives = &shown_view,
      .fails = NES_FAULTS(CA_NONE, CA_REQUEST, CA_DOCUMENT, CA_OFF), .prepare = scan_prepare, .run = scan_answer,
      .rules = "-", .doc = "Hold the telephone before a QR code." },
};
const struct nes_resource nes_world_qr_resource = NES_RESOURCE("qr", routes);
