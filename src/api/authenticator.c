/* src/api/authenticator.c: the second factor of a session: an authenticator application. RULE 28 RULE D.5 RULE D.6 */
#include "api/caller.h"
#include "api/doors.h"
#include "api/house.h"
#include "api/session.h"
#include "crypto/code.h"
#include "identity/attempt.h"
#include "identity/secret.h"

#define PLACE_MAX 64

struct begun {
    struct nes_str secret, uri;
};
static const struct nes_field begun_fields[] = {
    NES_FIELD(struct begun, secret, .required = true, .words = "The secret in base32, for typing in."),
    NES_FIELD(struct begun, uri,    .required = true, .max = 500,
              .words = "otpauth address, for the picture that is scanned."),
};
static const struct nes_shape begun_view = NES_SHAPE(struct begun, begun_fields, .as = "authenticator");

struct given {
    struct nes_secret code;
};
static const struct nes_field given_fields[] = {
    NES_FIELD(struct given, code, .required = true, .min = 6, .max = 6, .words = "Six digits."),
};
static const struct nes_shape given_shape = NES_SHAPE(struct given, given_fields, .as = "authenticator_code");

/* Where the secret stands: it opens nowhere else. */
static struct nes_str place_of(struct nes_arena *arena, struct nes_id subject)
{
    struct nes_buf buf = nes_buf_begin(arena, PLACE_MAX);

    nes_buf_addz(&buf, "totp|");
    nes_buf_hex(&buf, subject.b, sizeof(subject.b));
    nes_buf_addz(&buf, "|secret|1");
    return (struct nes_str){ buf.ptr, buf.len };
}

/* --- a new secret --- */

struct begin_work {
    struct nes_str wrapped, sealed;
    struct begun shown;
};

static struct nes_err begin_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_house *house = nes_house_of(req);
    struct begin_work *work = NES_NEW(req->arena, struct begin_work);
    struct nes_keeper_why why = { NES_PURPOSE_RECORD, req->caller.id };
    struct nes_keeper_item key = { .op = NES_KEEPER_NEW_KEY, .owner = req->caller.id }, seal;
    uint8_t *bytes = nes_arena_take(req->arena, NES_TOTP_SECRET);
    struct nes_str login;

    (void)reply;
    nes_crypto_random(house->crypto, bytes, NES_TOTP_SECRET);
    NES_TRY(nes_keeper_ask(house->keeper, req->arena, why, &key, 1));
    seal = (struct nes_keeper_item){ .op = NES_KEEPER_SEAL, .owner = req->caller.id, .wrapped = key.answer,
                                     .label = place_of(req->arena, req->caller.id),
                                     .data = { (const char *)bytes, NES_TOTP_SECRET } };
    NES_TRY(nes_keeper_ask(house->keeper, req->arena, why, &seal, 1));
    NES_TRY(nes_subject_login_of(req->tx, req->caller.id, &login));
    work->wrapped = key.answer;
    work->sealed = seal.answer;
    work->shown.secret = nes_base32_write(req->arena, (struct nes_str){ (const char *)bytes, NES_TOTP_SECRET });
    NES_TRY(nes_totp_uri(req->arena, (struct nes_secret){ bytes, NES_TOTP_SECRET }, NES_STR("Nesie"), login,
                         &work->shown.uri));
    req->prepared = work;
    return NES_FINE;
}

static struct nes_err begin_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct begin_work *work = req->prepared;
    struct nes_session session;

    NES_TRY(nes_caller_session(req, &session));
    if (session.stage != NES_STAGE_BIND) {
        return NES_FAIL(SIGN_IN_STAGE, NULL);
    }
    NES_TRY(nes_totp_start(req->tx, session.subject, work->wrapped, work->sealed));
    return nes_reply_created(reply, &begun_view, &work->shown);
}

/* --- a code --- */

struct code_work {
    struct nes_hash attempt;
    struct nes_totp totp;
    int64_t step;
    char token[NES_TOKEN_TEXT + 1];
};

static struct nes_err unseal_and_check(struct nes_req *req, struct code_work *work)
{
    const struct given *in = req->body;
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };
    struct nes_keeper_item item = { .op = NES_KEEPER_UNSEAL, .owner = req->caller.id, .wrapped = work->totp.wrapped,
                                    .label = place_of(req->arena, req->caller.id), .data = work->totp.secret };
    struct nes_totp_time time = { .now_us = req->now_us, .used_step = work->totp.used_step, .window = 1 };

    NES_TRY(nes_keeper_ask(nes_house_of(req)->keeper, req->arena, why, &item, 1));
    return nes_totp_check((struct nes_secret){ (const uint8_t *)item.answer.ptr, item.answer.len },
                          (struct nes_str){ (const char *)in->code.ptr, in->code.len }, time, &work->step);
}

static struct nes_err code_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_house *house = nes_house_of(req);
    struct code_work *work = NES_NEW(req->arena, struct code_work);
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC, .label = NES_STR("attempt") };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };
    struct nes_buf buf = nes_buf_begin(req->arena, PLACE_MAX);
    bool found;

    (void)reply;
    nes_buf_addz(&buf, "totp ");
    nes_buf_hex(&buf, req->caller.id.b, sizeof(req->caller.id.b));
    item.data = (struct nes_str){ buf.ptr, buf.len };
    NES_TRY(nes_keeper_ask(house->keeper, req->arena, why, &item, 1));
    work->attempt = nes_hash_from(item.answer);
    NES_TRY(nes_totp_look(req->tx, req->caller.id, &work->totp, &found));
    if (!found) {
        return NES_FAIL(SIGN_IN_STAGE, NULL);
    }
    NES_TRY(unseal_and_check(req, work));
    nes_token_new(house->crypto, work->token);
    req->prepared = work;
    return NES_FINE;
}

static struct nes_err code_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct code_work *work = req->prepared;
    struct nes_session session;
    bool spent = false;

    NES_TRY(nes_caller_session(req, &session));
    if (session.stage != NES_STAGE_BIND && session.stage != NES_STAGE_CODE) {
        return NES_FAIL(SIGN_IN_STAGE, NULL);
    }
    NES_TRY(nes_attempt_count(req->tx, &work->attempt)); /* counted before the result is used */
    if (work->step >= 0) {
        NES_TRY(nes_totp_spend(req->tx, session.subject, work->step, work->totp.set_at, &spent)); /* RULE D.5 */
    }
    if (!spent) {
        return NES_REFUSE(CODE_WRONG, "code");
    }
    NES_TRY(nes_attempt_right(req->tx, &work->attempt));
    NES_TRY(nes_session_move(req->tx, nes_house_of(req)->crypto, &session, NES_STAGE_FULL, work->token));
    return nes_session_reply(req, reply, &session, work->token);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/session/authenticator", .listen = NES_PUBLIC | NES_OFFICE, .needs = NES_PERM_SESSION,
      .gives = &begun_view, .fails = NES_FAULTS(SIGN_IN_STAGE, SESSION_ENDED), .prepare = begin_prepare,
      .run = begin_run, .rules = "28, D.6", .doc = "Get a secret for an authenticator application; shown once." },
    { NES_PUT, "/v1/session/code", .listen = NES_PUBLIC | NES_OFFICE, .needs = NES_PERM_SESSION, .takes = &given_shape,
      .gives = &nes_session_view, .fails = NES_FAULTS(CODE_WRONG, SIGN_IN_BLOCKED, SIGN_IN_STAGE, SESSION_ENDED),
      .prepare = code_prepare /* unseals, computes */, .run = code_run /* counts, spends, opens */,
      .rules = "28, D.5, D.6", .doc = "Enter a code: binds the application, or completes signing in." },
};
const struct nes_resource nes_authenticator_resource = NES_RESOURCE("authenticator", routes);
