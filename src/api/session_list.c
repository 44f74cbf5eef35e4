/* src/api/session_list.c: the own sessions: seen, one or all others ended by their owner. RULE 25.9 RULE 24.2 */
#include "api/doors.h"
#include "http/req.h"
#include "identity/session.h"

struct shown {
    struct nes_session_id id;
    int64_t made_at, last_seen, ends_at;
    struct nes_str address;
    bool current;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,        .required = true, .words = "The session."),
    NES_FIELD(struct shown, made_at,   .required = true, .instant = true, .words = "When it began."),
    NES_FIELD(struct shown, last_seen, .required = true, .instant = true, .words = "Last used, to the minute."),
    NES_FIELD(struct shown, ends_at,   .required = true, .instant = true, .words = "Its absolute end."),
    NES_FIELD(struct shown, address,   .words = "Network address at its beginning."),
    NES_FIELD(struct shown, current,   .words = "true: the one that asks."),
};
static const struct nes_shape session_view = NES_SHAPE(struct shown, shown_fields, .as = "session_own");

struct list {
    struct { struct shown *rows; size_t len; } sessions;
};
static const struct nes_field list_fields[] = {
    NES_LIST(struct list, sessions, .required = true, .each = &session_view, .max = 100, .words = "Newest first."),
};
static const struct nes_shape list_view = NES_SHAPE(struct list, list_fields, .as = "sessions_own");

static struct nes_err sessions_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_sessions found;
    struct list out;

    NES_TRY(nes_sessions_of(req->tx, req->caller.id, NES_SUBJECT_CLIENT, &found));
    NES_NEW_ROWS(req->arena, out.sessions, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_session *session = &found.rows[i];

        out.sessions.rows[i] = (struct shown){ session->id,      session->made_at, session->last_seen,
                                               session->ends_at, session->address,
                                               nes_id_eq(session->id.id, req->caller.session) };
    }
    return nes_reply_ok(reply, &list_view, &out);
}

static struct nes_err session_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                   struct nes_param_row *out)
{
    struct nes_session *session = NES_NEW(req->arena, struct nes_session);

    (void)lock; /* it only ever ends */
    NES_TRY(nes_session_by_id(req->tx, (struct nes_session_id){ value->id }, session));
    *out = (struct nes_param_row){ .row = session, .owner = session->subject, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_session_param = { .name = "session", .kind = NES_PARAM_ID, .doc = "A session.",
                                             .load = session_load };

static struct nes_err session_stop(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_session *session = nes_req_row(req, "session");

    NES_TRY(nes_session_end(req->tx, session->id, "closed_elsewhere"));
    return nes_reply_none(reply);
}

static struct nes_err others_stop(struct nes_req *req, struct nes_reply *reply)
{
    NES_TRY(nes_session_end_others(req->tx, req->caller.id, (struct nes_session_id){ req->caller.session },
                                   "closed_elsewhere"));
    return nes_reply_none(reply);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/me/{client}/sessions", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &list_view,
      .prepare = sessions_show, .rules = "25.9", .doc = "Where one is signed in." },
    { NES_DELETE, "/v1/me/{client}/sessions", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .run = others_stop,
      .rules = "25.9", .doc = "End all own sessions but the one that asks." },
    { NES_DELETE, "/v1/mine/sessions/{session}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .run = session_stop,
      .rules = "25.9", .doc = "End one own session." },
};
const struct nes_resource nes_session_list_resource = NES_RESOURCE("session_list", routes);
