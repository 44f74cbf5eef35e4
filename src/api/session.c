/* src/api/session.c: signing in, its further steps, and signing out. RULE 6.5 RULE 28 */
#include "api/session.h"

#include "api/caller.h"
#include "api/doors.h"
#include "api/house.h"
#include "api/password.h"
#include "notice/notice.h"

struct sign_in {
    struct nes_str login;
    struct nes_secret password;
};
static const struct nes_field sign_in_fields[] = {
    NES_FIELD(struct sign_in, login,    .required = true, .max = 64, .words = "Identifier (D.11)."),
    NES_FIELD(struct sign_in, password, .required = true, .max = 256, .words = "Password."),
};
static const struct nes_shape sign_in_shape = NES_SHAPE(struct sign_in, sign_in_fields);

static const struct nes_choice stages[] = {
    { "password", NES_STAGE_PASSWORD }, { "bind", NES_STAGE_BIND }, { "code", NES_STAGE_CODE },
    { "register", NES_STAGE_REGISTER }, { "full", NES_STAGE_FULL }, { NULL, 0 },
};
struct shown {
    unsigned stage;
    struct nes_id id;
    struct nes_str login;
    int64_t ends_at, idle_seconds;
    struct nes_texts may;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, stage,        .required = true, .choices = stages, .words = "What is still missing."),
    NES_FIELD(struct shown, id,           .required = true, .words = "Who is signed in: a client, a member of staff."),
    NES_FIELD(struct shown, login,        .required = true, .words = "Identifier."),
    NES_FIELD(struct shown, ends_at,      .required = true, .instant = true,
              .words = "The absolute end of the session."),
    NES_FIELD(struct shown, idle_seconds, .required = true, .words = "Rest after which it ends."),
    NES_FIELD(struct shown, may,          .max = NES_PERMS, .words = "Names of what the caller may do."),
};
const struct nes_shape nes_session_view = NES_SHAPE(struct shown, shown_fields, .as = "session");

/* --- the first step: name and password --- */

struct sign_in_work {
    struct nes_tried tried;
    char token[NES_TOKEN_TEXT + 1];
};

static enum nes_subject_kind kind_at(const struct nes_req *req)
{
    return req->listen == NES_OFFICE ? NES_SUBJECT_STAFF : NES_SUBJECT_CLIENT;
}

static struct nes_err sign_in_check(struct nes_req *req, struct nes_reply *reply)
{
    const struct sign_in *in = req->body;
    struct sign_in_work *work = NES_NEW(req->arena, struct sign_in_work);

    (void)reply;
    NES_TRY(nes_password_try(req, kind_at(req), in->login, in->password, &work->tried));
    nes_token_new(nes_house_of(req)->crypto, work->token);
    req->prepared = work;
    return NES_FINE;
}

/* An issued password opens its own change; staff needs an authenticator. RULE 35.3.a RULE 28 */
static struct nes_err first_stage(struct nes_req *req, const struct nes_password *password, enum nes_stage *out)
{
    struct nes_totp totp;
    bool found;

    NES_TRY(nes_totp_look(req->tx, password->subject, &totp, &found));
    if (password->issued) {
        *out = NES_STAGE_PASSWORD;
    } else if (found && totp.bound) {
        *out = NES_STAGE_CODE;
    } else {
        *out = kind_at(req) == NES_SUBJECT_STAFF ? NES_STAGE_BIND : NES_STAGE_FULL;
    }
    return NES_FINE;
}

static struct nes_err show_session(struct nes_req *req, struct nes_reply *reply, const struct nes_session *session,
                                   bool created)
{
    struct shown *shown = NES_NEW(req->arena, struct shown);

    shown->stage = session->stage;
    shown->id = session->subject;
    shown->ends_at = session->ends_at;
    shown->idle_seconds = nes_session_idle_us(session->kind) / 1'000'000;
    NES_TRY(nes_subject_login_of(req->tx, session->subject, &shown->login));
    NES_TRY(nes_caller_words(req, session, &shown->may));
    return created ? nes_reply_created(reply, &nes_session_view, shown) : nes_reply_ok(reply, &nes_session_view, shown);
}

static void give_token(struct nes_req *req, struct nes_reply *reply, const char *token, enum nes_subject_kind kind)
{
    nes_reply_cookie(reply, NES_SESSION_COOKIE, nes_str_copy(req->arena, nes_str_of(token)),
                     nes_session_whole_us(kind) / 1'000'000);
}

struct nes_err nes_session_reply(struct nes_req *req, struct nes_reply *reply, const struct nes_session *session,
                                 const char *token)
{
    give_token(req, reply, token, session->kind);
    return show_session(req, reply, session, false);
}

static struct nes_err sign_in_take(struct nes_req *req, struct nes_reply *reply)
{
    const struct sign_in_work *work = req->prepared;
    struct nes_session session = { .subject = work->tried.password.subject, .kind = kind_at(req),
                                   .address = req->address };
    struct nes_password now;
    bool right;

    NES_TRY(nes_password_tried(req->tx, &work->tried, &now, &right));
    if (!right) {
        return NES_REFUSE(SIGN_IN_WRONG, NULL);
    }
    NES_TRY(first_stage(req, &now, &session.stage));
    NES_TRY(nes_session_open(req->tx, nes_house_of(req)->crypto, work->token, &session));
    NES_TRY(session.kind == NES_SUBJECT_CLIENT /* RULE 25.9 */
                ? nes_notice_tell(req->tx, (struct nes_client_id){ session.subject }, NES_NOTICE_SIGN_IN)
                : NES_FINE);
    give_token(req, reply, work->token, session.kind);
    return show_session(req, reply, &session, true);
}

/* --- the session itself --- */

static struct nes_err session_see(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_session session;

    NES_TRY(nes_caller_session(req, &session));
    return show_session(req, reply, &session, false);
}

static struct nes_err session_leave(struct nes_req *req, struct nes_reply *reply)
{
    NES_TRY(nes_session_end(req->tx, (struct nes_session_id){ req->caller.session }, "signed_out"));
    nes_reply_cookie(reply, NES_SESSION_COOKIE, (struct nes_str){ 0 }, 0);
    nes_reply_header(reply, "Clear-Site-Data", NES_STR("\"cache\", \"cookies\", \"storage\"")); /* RULE 24.2 */
    return nes_reply_none(reply);
}

/* --- the own password --- */

struct new_password {
    struct nes_secret old_password, new_password;
};
static const struct nes_field new_password_fields[] = {
    NES_FIELD(struct new_password, old_password, .required = true, .max = 256,
              .words = "The password in force, or the issued one."),
    NES_FIELD(struct new_password, new_password, .required = true, .max = 256,
              .words = "The own password: at least 8 characters."),
};
static const struct nes_shape new_password_shape = NES_SHAPE(struct new_password, new_password_fields);

struct password_work {
    struct nes_tried tried;
    char hash[NES_PASSWORD_TEXT], token[NES_TOKEN_TEXT + 1];
};

static bool secrets_same(struct nes_secret a, struct nes_secret b)
{
    return a.len == b.len && nes_crypto_same(a.ptr, b.ptr, a.len);
}

static struct nes_err password_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct new_password *in = req->body;
    struct password_work *work = NES_NEW(req->arena, struct password_work);
    struct nes_str login;

    (void)reply;
    NES_TRY(nes_subject_login_of(req->tx, req->caller.id, &login));
    NES_TRY(nes_password_rules((struct nes_str){ (const char *)in->new_password.ptr, in->new_password.len }, login));
    if (secrets_same(in->old_password, in->new_password)) {
        return NES_FAIL(PASSWORD_SAME, "new_password");
    }
    NES_TRY(nes_password_try(req, kind_at(req), login, in->old_password, &work->tried));
    NES_TRY(nes_password_make(req, in->new_password, work->hash));
    nes_token_new(nes_house_of(req)->crypto, work->token);
    req->prepared = work;
    return NES_FINE;
}

/* RULE 25.9.a: the client in whose hands the telephone is. Staff and who still registers have no record. */
static struct nes_err tell_changed(struct nes_req *req, const struct nes_session *session)
{
    struct nes_notice_id notice;

    if (session->kind != NES_SUBJECT_CLIENT || session->stage != NES_STAGE_FULL) {
        return NES_FINE;
    }
    nes_house_wake(req);
    return nes_notice_send(req->tx, (struct nes_client_id){ session->subject }, NES_NOTICE_PASSWORD, session->subject,
                           &notice);
}

/* Who has shown no more than a password, and not an issued one, awaits another step: the owner's stays as it is. */
static bool sets_password(enum nes_stage stage)
{
    return stage == NES_STAGE_PASSWORD || stage == NES_STAGE_REGISTER || stage == NES_STAGE_FULL;
}

static struct nes_err password_change(struct nes_req *req, struct nes_reply *reply)
{
    const struct password_work *work = req->prepared;
    struct nes_session session;
    struct nes_password now;
    enum nes_stage next;
    bool right;

    NES_TRY(nes_caller_session(req, &session));
    if (!sets_password(session.stage)) {
        return NES_FAIL(SIGN_IN_STAGE, NULL);
    }
    NES_TRY(nes_password_tried(req->tx, &work->tried, &now, &right));
    if (!right) {
        return NES_REFUSE(SIGN_IN_WRONG, "old_password");
    }
    NES_TRY(nes_password_set(req->tx, session.subject, now.version, nes_str_of(work->hash)));
    NES_TRY(nes_session_end_others(req->tx, session.subject, session.id, "password_changed"));
    NES_TRY(tell_changed(req, &session));
    NES_TRY(first_stage(req, &(struct nes_password){ .subject = session.subject }, &next));
    next = session.stage == NES_STAGE_FULL || session.stage == NES_STAGE_REGISTER ? session.stage : next;
    NES_TRY(nes_session_move(req->tx, nes_house_of(req)->crypto, &session, next, work->token));
    return nes_session_reply(req, reply, &session, work->token);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/sessions", .listen = NES_PUBLIC | NES_OFFICE, .needs = NES_PERM_ANYONE, .takes = &sign_in_shape,
      .gives = &nes_session_view, .fails = NES_FAULTS(SIGN_IN_WRONG, SIGN_IN_BLOCKED),
      .prepare = sign_in_check /* Argon2 */, .run = sign_in_take /* counts, opens */, .rules = "6.5, 28, 24.5",
      .doc = "Sign in with identifier and password." },
    { NES_GET, "/v1/session", .listen = NES_PUBLIC | NES_OFFICE, .needs = NES_PERM_SESSION, .gives = &nes_session_view,
      .fails = NES_FAULTS(SESSION_ENDED), .prepare = session_see, .rules = "28",
      .doc = "The session and what is still missing." },
    { NES_DELETE, "/v1/session", .listen = NES_PUBLIC | NES_OFFICE, .needs = NES_PERM_SESSION, .run = session_leave,
      .rules = "24.2", .doc = "Sign out." },
    { NES_PUT, "/v1/session/password", .listen = NES_PUBLIC | NES_OFFICE, .needs = NES_PERM_SESSION,
      .takes = &new_password_shape, .gives = &nes_session_view,
      .fails = NES_FAULTS(SIGN_IN_WRONG, SIGN_IN_BLOCKED, SIGN_IN_STAGE, PASSWORD_SHORT, PASSWORD_SAME,
                          PASSWORD_COMMON, SESSION_ENDED),
      .prepare = password_prepare, .run = password_change, .rules = "29, 35.3.a", .doc = "Set the own password." },
};
const struct nes_resource nes_session_resource = NES_RESOURCE("session", routes);
