/* src/api/confirmation_method.c: the methods of a confirmation, one door each: password and code (two factors of method
 * 3), the camera of the identification centre (method 2). RULE 35.2 RULE 35.3.a RULE 35.3.d RULE D.5 RULE D.6 */
#include "api/confirmation.h"
#include "api/doors.h"
#include "api/password.h"
#include "client/consent.h"
#include "client/number.h"
#include "crypto/code.h"
#include "identity/face.h"

/* --- the password --- */

struct password {
    struct nes_secret password;
};
static const struct nes_field password_fields[] = {
    NES_FIELD(struct password, password, .required = true, .max = 256, .words = "The own password."),
};
static const struct nes_shape password_shape = NES_SHAPE(struct password, password_fields,
                                                         .as = "confirmation_password");

static struct nes_err password_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct password *in = req->body;
    struct nes_tried *tried = NES_NEW(req->arena, struct nes_tried);
    struct nes_str login;

    (void)reply;
    NES_TRY(nes_subject_login_of(req->tx, req->caller.id, &login));
    req->prepared = tried;
    return nes_password_try(req, NES_SUBJECT_CLIENT, login, in->password, tried);
}

static struct nes_err password_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");
    struct nes_password now;
    bool right;

    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    NES_TRY(nes_password_tried(req->tx, req->prepared, &now, &right));
    if (!right || now.issued) { /* RULE 35.3.a: only one that the client alone set */
        NES_TRY(nes_confirmation_wrong(req->tx, confirmation));
        return NES_REFUSE(SIGN_IN_WRONG, "password");
    }
    NES_TRY(nes_confirmation_password(req->tx, confirmation, now.version));
    return nes_confirmation_show(req, reply, confirmation, false);
}

/* --- the code --- */

struct send_work {
    struct nes_hash sends; /* messages to a number are counted like attempts: nobody is flooded */
};

static struct nes_err send_prepare(struct nes_req *req, struct nes_reply *reply)
{
    struct send_work *work = NES_NEW(req->arena, struct send_work);
    struct nes_number number;
    bool found;

    (void)reply;
    NES_TRY(nes_number_current(req->tx, req->caller.id, &number, &found));
    if (!found) { /* RULE 35.3.f */
        return NES_REFUSE(NUMBER_OTHER, NULL);
    }
    req->prepared = work;
    return nes_attempt_name_of(req, "sms", number.phone_index, &work->sends);
}

static struct nes_err send_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct send_work *work = req->prepared;
    struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");
    struct nes_number number;
    bool found;

    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    NES_TRY(nes_consent_must(req->tx, req->caller.id, "number"));
    NES_TRY(nes_attempt_count(req->tx, &work->sends));
    NES_TRY(nes_number_current(req->tx, req->caller.id, &number, &found));
    if (!found) {
        return NES_REFUSE(NUMBER_OTHER, NULL);
    }
    NES_TRY(nes_confirmation_send(req->tx, confirmation, number.id.id));
    nes_house_wake(req);
    return nes_confirmation_show(req, reply, confirmation, false);
}

struct given {
    struct nes_secret code;
};
static const struct nes_field given_fields[] = {
    NES_FIELD(struct given, code, .required = true, .min = 6, .max = 6, .words = "Six digits."),
};
static const struct nes_shape given_shape = NES_SHAPE(struct given, given_fields, .as = "confirmation_code");

struct code_work {
    struct nes_hash attempt, sends;
    int32_t send;
    struct nes_id number;
    bool right;
};

static struct nes_err compare(struct nes_req *req, const struct nes_confirmation *confirmation, struct code_work *work)
{
    const struct given *in = req->body;
    char *message = nes_arena_take(req->arena, NES_CODE_MESSAGE);
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC, .label = NES_STR("code"),
                                    .data = { message, NES_CODE_MESSAGE } };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };
    struct nes_code code;
    struct nes_hash mac;

    nes_code_message(confirmation->id.id, (uint32_t)confirmation->code_sends, message);
    NES_TRY(nes_keeper_ask(nes_house_of(req)->keeper, req->arena, why, &item, 1));
    NES_ASSERT(item.answer.len == sizeof(mac.b));
    for (size_t i = 0; i < sizeof(mac.b); i++) {
        mac.b[i] = (uint8_t)item.answer.ptr[i];
    }
    code = nes_code_digits(nes_house_of(req)->crypto, &mac);
    work->right = nes_code_same(&code, (struct nes_str){ (const char *)in->code.ptr, in->code.len });
    work->send = confirmation->code_sends;
    nes_crypto_wipe(&code, sizeof(code));
    return NES_FINE;
}

static struct nes_err code_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");
    struct code_work *work = NES_NEW(req->arena, struct code_work);
    struct nes_str who = { (const char *)req->caller.id.b, sizeof(req->caller.id.b) };
    struct nes_number number;

    (void)reply;
    NES_TRY(nes_confirmation_awaits(confirmation, req->now_us));
    NES_TRY(nes_number_find(req->tx, (struct nes_number_id){ confirmation->number }, &number));
    NES_TRY(nes_attempt_name_of(req, "code", who, &work->attempt));
    NES_TRY(nes_attempt_name_of(req, "sms", number.phone_index, &work->sends));
    req->prepared = work;
    return compare(req, confirmation, work);
}

/* Counted before the result is used, over confirmations, sends and processes. */
static struct nes_err code_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct code_work *work = req->prepared;
    struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");

    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    NES_TRY(nes_confirmation_awaits(confirmation, req->now_us));
    NES_TRY(nes_attempt_count(req->tx, &work->attempt));
    if (!work->right || work->send != confirmation->code_sends) {
        NES_TRY(nes_confirmation_wrong(req->tx, confirmation));
        return NES_REFUSE(CODE_WRONG, "code");
    }
    NES_TRY(nes_attempt_right(req->tx, &work->attempt));
    NES_TRY(nes_attempt_right(req->tx, &work->sends));
    NES_TRY(nes_confirmation_code(req->tx, confirmation));
    return nes_confirmation_show(req, reply, confirmation, false);
}

/* --- the camera --- */

static struct nes_err face_begin(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");
    struct nes_face face;

    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    NES_TRY(nes_consent_must(req->tx, req->caller.id, "biometric"));
    NES_TRY(nes_face_begin(req->tx, confirmation, &face));
    nes_house_wake(req);
    return nes_confirmation_show(req, reply, confirmation, false);
}

static struct nes_err face_ask(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_confirmation *confirmation = nes_req_row(req, "confirmation");
    struct nes_face face;
    bool found;

    NES_TRY(nes_confirmation_open(confirmation, req->now_us));
    NES_TRY(nes_face_last(req->tx, confirmation->id, &face, &found));
    NES_TRY(found ? nes_face_ask(req->tx, &face) : NES_FAIL(FACE_RUNNING, "biometric"));
    nes_house_wake(req);
    return nes_confirmation_show(req, reply, confirmation, false);
}

static const struct nes_route routes[] = {
    { NES_PUT, "/v1/mine/confirmations/{confirmation}/password", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .takes = &password_shape, .gives = &nes_confirmation_view,
      .fails = NES_FAULTS(SIGN_IN_WRONG, SIGN_IN_BLOCKED, CONFIRMATION_USED, CONFIRMATION_OVER),
      .prepare = password_prepare /* Argon2 */, .run = password_run, .rules = "35.3.a, D.6",
      .doc = "Enter the own password." },
    { NES_POST, "/v1/mine/confirmations/{confirmation}/code", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .gives = &nes_confirmation_view, .status = 200,
      .fails = NES_FAULTS(NUMBER_OTHER, SIGN_IN_BLOCKED, CODE_SENDS, CODE_SPENT, CONFIRMATION_USED, CONFIRMATION_OVER,
                          CONSENT_NEEDED),
      .prepare = send_prepare, .run = send_run, .rules = "35.3.d, 35.3.f, D.5",
      .doc = "Have a one-time code sent to the own number; its message says what is confirmed." },
    { NES_PUT, "/v1/mine/confirmations/{confirmation}/code", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .takes = &given_shape, .gives = &nes_confirmation_view,
      .fails = NES_FAULTS(CODE_WRONG, CODE_LATE, CODE_SPENT, CODE_UNSENT, SIGN_IN_BLOCKED, CONFIRMATION_USED,
                          CONFIRMATION_OVER),
      .prepare = code_prepare, .run = code_run, .rules = "35.3.d, D.5, D.6", .doc = "Enter the code." },
    { NES_POST, "/v1/mine/confirmations/{confirmation}/biometric", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .gives = &nes_confirmation_view, .status = 200,
      .fails = NES_FAULTS(FACE_RUNNING, FACE_SESSIONS, SIGN_IN_BLOCKED, CONFIRMATION_USED, CONFIRMATION_OVER,
                          CONSENT_NEEDED),
      .run = face_begin, .rules = "35.2",
      .doc = "Ask the identification centre for a session; its page is in the answer soon." },
    { NES_PUT, "/v1/mine/confirmations/{confirmation}/biometric", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .gives = &nes_confirmation_view, .fails = NES_FAULTS(FACE_RUNNING, CONFIRMATION_USED, CONFIRMATION_OVER),
      .run = face_ask, .rules = "35.2, 35.3.g", .doc = "Back from the camera: ask the centre how it ended." },
};
const struct nes_resource nes_confirmation_method_resource = NES_RESOURCE("confirmation_method", routes);
