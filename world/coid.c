/* world/coid.c: the identification centre (docs/wire/coid.md) and the screen of its camera, where one chooses which
 * face stands before it. */
#include "crypto/text.h"
#include "world/coid_sql.h"
#include "world/page.h"
#include "world/partner.h"
#include "world/world_faults.h"

#define PHOTO_MOST 1'000'000

/* --- a session --- */

struct session {
    struct nes_id id;
    struct nes_str iin, purpose, photo;
};
static const struct nes_field session_fields[] = {
    NES_FIELD(struct session, id,      .required = true, .loose = true),
    NES_FIELD(struct session, iin,     .required = true, .min = 12, .max = 12),
    NES_FIELD(struct session, purpose, .required = true, .max = 40),
    NES_FIELD(struct session, photo,   .base64 = true, .max = PHOTO_MOST),
};
static const struct nes_shape session_shape = NES_SHAPE(struct session, session_fields, .as = "coid_session");

struct begun {
    struct nes_str page, ref;
};
static const struct nes_field begun_fields[] = { NES_FIELD(struct begun, page), NES_FIELD(struct begun, ref) };
static const struct nes_shape begun_view = NES_SHAPE(struct begun, begun_fields, .as = "coid_begun");

static struct nes_err session_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->coid_key, "/sessions", &session_shape);
}

static int32_t face_of(struct nes_req *req, struct nes_str photo)
{
    const struct nes_world_person *seen;

    if (photo.len == 0) {
        return 0;
    }
    seen = nes_world_seen(req->arena, nes_world_of(req)->people, photo);
    return seen ? seen->number : -1;
}

static struct nes_str page_of(struct nes_req *req, struct nes_id id)
{
    struct nes_buf buf = nes_buf_begin(req->arena, 300);

    nes_buf_addz(&buf, "https://");
    nes_buf_add(&buf, nes_req_header(req, "Host"));
    nes_buf_addz(&buf, "/coid/camera/");
    nes_buf_add(&buf, nes_id_str(req->arena, id));
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct nes_err session_begin(struct nes_req *req, struct nes_reply *reply)
{
    const struct session *in = req->prepared;
    struct nes_world_coid_by_id_row row;
    enum nes_behave behave;
    struct nes_err err;
    int64_t added;
    bool found;

    NES_TRY(nes_behave_next(req->tx, "coid.begin", &behave));
    if (behave == NES_BEHAVE_LATER) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    NES_TRY(nes_world_coid_insert(req->tx,
                                  &(struct nes_world_coid_insert_in){ in->id, in->iin, in->purpose,
                                                                      face_of(req, in->photo), nes_tx_now(req->tx) },
                                  &added));
    NES_TRY(nes_world_coid_by_id(req->tx, in->id, &row, &found));
    if (!nes_str_eq(row.iin, in->iin)) {
        return NES_FAIL(WORLD_OTHER, NULL);
    }
    if (nes_world_fails(behave, &err)) {
        return err;
    }
    return nes_reply_ok(reply, &begun_view,
                        &(struct begun){ behave == NES_BEHAVE_LIE ? NES_STR("javascript:void(0)")
                                                                  : page_of(req, in->id),
                                         nes_id_str(req->arena, in->id) });
}

/* --- how it ended --- */

struct question {
    struct nes_id id;
};
static const struct nes_field question_fields[] = { NES_FIELD(struct question, id, .required = true, .loose = true) };
static const struct nes_shape question_shape = NES_SHAPE(struct question, question_fields, .as = "coid_question");

struct ended {
    struct nes_str state, reason, capture, ref, iin, last_name, first_name, patronymic, document_number;
};
static const struct nes_field ended_fields[] = {
    NES_FIELD(struct ended, state),      NES_FIELD(struct ended, reason),    NES_FIELD(struct ended, capture),
    NES_FIELD(struct ended, ref),        NES_FIELD(struct ended, iin),       NES_FIELD(struct ended, last_name),
    NES_FIELD(struct ended, first_name), NES_FIELD(struct ended, patronymic), NES_FIELD(struct ended, document_number),
};
static const struct nes_shape ended_view = NES_SHAPE(struct ended, ended_fields, .as = "coid_ended");

static struct nes_err result_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->coid_key, "/results", &question_shape);
}

static struct ended judge(const struct nes_world_person *stood, const struct nes_world_coid_by_id_row *row)
{
    if (!stood) {
        return (struct ended){ .state = NES_STR("waiting") };
    }
    if (row->still) {
        return (struct ended){ .state = NES_STR("failed"), .reason = NES_STR("live") };
    }
    if (!nes_str_is(row->iin, stood->iin)) {
        return (struct ended){ .state = NES_STR("failed"), .reason = NES_STR("face") };
    }
    if (row->attached != 0 && row->attached != stood->number) {
        return (struct ended){ .state = NES_STR("failed"), .reason = NES_STR("photo") };
    }
    return (struct ended){ .state = NES_STR("passed"), .capture = row->capture, .iin = nes_str_of(stood->iin),
                           .last_name = stood->last, .first_name = stood->first, .patronymic = stood->patronymic,
                           .document_number = nes_str_of(stood->document) };
}

static struct nes_err result_tell(struct nes_req *req, struct nes_reply *reply)
{
    const struct question *question = req->prepared;
    struct nes_world_coid_by_id_row row;
    struct nes_world_coid_first_row first;
    struct nes_world_document_of_row renewed;
    enum nes_behave behave;
    struct ended ended;
    struct nes_err err;
    bool found;

    NES_TRY(nes_world_coid_by_id(req->tx, question->id, &row, &found));
    if (!found) {
        return NES_FAIL(WORLD_OTHER, NULL);
    }
    NES_TRY(nes_behave_next(req->tx, "coid.result", &behave));
    if (nes_world_fails(behave, &err)) {
        return err;
    }
    ended = judge(nes_world_by_number(nes_world_of(req)->people, row.stood), &row);
    ended.ref = nes_id_str(req->arena, question->id);
    NES_TRY(nes_world_document_of(req->tx, row.stood, &renewed, &found));
    if (found && ended.document_number.len > 0) {
        ended.document_number = renewed.number;
    }
    if (behave == NES_BEHAVE_LIE) { /* an old capture again */
        NES_TRY(nes_world_coid_first(req->tx, row.iin, &first, &found));
        ended.capture = found ? first.capture : ended.capture;
    }
    return nes_reply_ok(reply, &ended_view, &ended);
}

/* --- the camera --- */

static struct nes_err camera_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_page_begin(req, "Камера");
    struct nes_world_coid_by_id_row row;
    const struct nes_world_person *meant;
    bool found;

    NES_TRY(nes_world_coid_by_id(req->tx, nes_req_value(req, "session")->id, &row, &found));
    if (!found) {
        return NES_FAIL(WORLD_OTHER, NULL);
    }
    meant = nes_world_by_iin(nes_world_of(req)->people, row.iin);
    if (row.stood != 0) {
        nes_buf_addz(&buf, "<p>Дайын. Қайтып барыңыз. · Готово, вернитесь назад.</p>");
        return nes_page_end(reply, &buf);
    }
    nes_buf_addz(&buf, "<p>Камера алдында кім тұр? · Кто стоит перед камерой?</p><form method=\"post\">");
    if (meant) {
        nes_buf_addz(&buf, "<img src=\"/people/");
        nes_buf_int(&buf, meant->number);
        nes_buf_addz(&buf, "/face.png\" width=\"120\" height=\"160\" alt=\"\">");
    }
    nes_buf_addz(&buf, "<p><label>№ <input name=\"face\" type=\"number\" min=\"1\" max=\"200\" required value=\"");
    nes_buf_int(&buf, meant ? meant->number : 1);
    nes_buf_addz(&buf, "\"></label></p><p><label><input name=\"still\" type=\"checkbox\"> сурет қана · только снимок"
                       "</label></p><button>Түсіру · Снять</button></form>"
                       "<p><a href=\"/people\">Адамдар · Люди</a></p>");
    return nes_page_end(reply, &buf);
}

struct stand {
    int64_t face;
    bool still;
};

/* What the form of the page sends: face=12 or face=12&still=on. */
static struct nes_err stand_read(struct nes_req *req, struct nes_reply *reply)
{
    struct stand *stand = NES_NEW(req->arena, struct stand);
    struct nes_str face, rest;

    (void)reply;
    (void)nes_str_cut(req->raw, '&', &face, &rest);
    if (!nes_str_starts(face, NES_STR("face=")) || nes_str_int(nes_str_from(face, 5), &stand->face).what ||
        !nes_world_by_number(nes_world_of(req)->people, stand->face)) {
        return NES_FAIL(WORLD_FORM, NULL);
    }
    stand->still = nes_str_is(rest, "still=on");
    req->prepared = stand;
    return NES_FINE;
}

static struct nes_err stand_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct stand *stand = req->prepared;
    struct nes_id id = nes_req_value(req, "session")->id;
    struct nes_buf back = nes_buf_begin(req->arena, 100);

    NES_TRY(nes_world_coid_stand(req->tx, id, (int32_t)stand->face, stand->still,
                                 nes_id_str(req->arena, nes_tx_new_id(req->tx))));
    nes_buf_addz(&back, "/coid/camera/");
    nes_buf_add(&back, nes_id_str(req->arena, id));
    return nes_reply_see(reply, (struct nes_str){ back.ptr, back.len });
}

/* --- new documents --- */

struct renewed {
    struct nes_str number;
};
static const struct nes_field renewed_fields[] = {
    NES_FIELD(struct renewed, number, .required = true, .min = 5, .max = 20, .words = "Of the new document."),
};
static const struct nes_shape renewed_shape = NES_SHAPE(struct renewed, renewed_fields, .as = "new_document");

static struct nes_err renew(struct nes_req *req, struct nes_reply *reply)
{
    const struct renewed *in = req->body;
    int64_t person = nes_req_value(req, "person")->number;

    if (!nes_world_by_number(nes_world_of(req)->people, person)) {
        return NES_FAIL(WORLD_OTHER, NULL);
    }
    NES_TRY(nes_world_document_clear(req->tx, (int32_t)person));
    NES_TRY(nes_world_document_add(req->tx, (int32_t)person, in->number));
    return nes_reply_none(reply);
}

static const struct nes_route routes[] = {
    { NES_PUT, "/people/{person}/document", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &renewed_shape,
      .fails = NES_FAULTS(WORLD_OTHER), .run = renew, .rules = "-", .doc = "A person got a new identity document." },
    { NES_POST, "/coid/sessions", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .gives = &begun_view,
      .status = 200, .body_max = PHOTO_MOST, .fails = NES_FAULTS(WORLD_SIGNATURE, WORLD_FORM, WORLD_OTHER, WORLD_LATER,
      WORLD_BROKEN), .prepare = session_read, .run = session_begin, .rules = "-", .doc = "Begin a session." },
    { NES_POST, "/coid/results", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .gives = &ended_view,
      .status = 200, .fails = NES_FAULTS(WORLD_SIGNATURE, WORLD_FORM, WORLD_OTHER, WORLD_LATER, WORLD_BROKEN),
      .prepare = result_read, .run = result_tell, .rules = "-", .doc = "How a session ended." },
    { NES_GET, "/coid/camera/{session}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE,
      .gives_type = "text/html; charset=utf-8", .fails = NES_FAULTS(WORLD_OTHER), .prepare = camera_show, .rules = "-",
      .doc = "The screen of the camera." },
    { NES_POST, "/coid/camera/{session}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .status = 303,
      .fails = NES_FAULTS(WORLD_FORM), .prepare = stand_read, .run = stand_run, .rules = "-",
      .doc = "Somebody stands before the camera: face=12, or face=12&still=on." },
};
const struct nes_resource nes_world_coid_resource = NES_RESOURCE("coid", routes);
const struct nes_param nes_world_session_param = { .name = "session", .kind = NES_PARAM_ID, .open = true,
                                                   .doc = "A session of the centre." };
