/* src/api/confirmation.c: confirmations of own operations by methods of item 35: begun for an object, seen. The methods
 * are in confirmation_method.c. RULE 35.0 RULE 6.6 RULE 9.1 RULE 9.3 */
#include "api/confirmation.h"

#include "api/confirmable.h"
#include "api/doors.h"
#include "api/house.h"
#include "client/registration.h"
#include "identity/eds.h"
#include "identity/face.h"
#include "lending/contract_faults.h"
#include "payment/payment_faults.h"

static const struct nes_choice ops[] = {
    { "register", NES_OP_REGISTER },     { "change_number", NES_OP_CHANGE_NUMBER },
    { "change_bank", NES_OP_CHANGE_BANK }, { "conclude", NES_OP_CONCLUDE },
    { "amend", NES_OP_AMEND },           { "pay_seller", NES_OP_PAY_SELLER },
    { "second_consent", NES_OP_SECOND_CONSENT }, { NULL, 0 },
};
static const struct nes_choice face_states[] = {
    { "asked", NES_FACE_ASKED },   { "open", NES_FACE_OPEN },     { "asking", NES_FACE_ASKING },
    { "passed", NES_FACE_PASSED }, { "failed", NES_FACE_FAILED }, { NULL, 0 },
};

static const struct nes_choice eds_states[] = {
    { "asking", NES_EDS_ASKING }, { "passed", NES_EDS_PASSED }, { "failed", NES_EDS_FAILED }, { NULL, 0 },
};

/* --- how it stands --- */

struct shown {
    struct nes_confirmation_id id;
    unsigned operation, face, eds;
    struct nes_id object;
    struct nes_str text, face_page, face_reason, eds_reason;
    struct nes_texts must, proven;
    int64_t methods, code_sends, code_sent_at, ends_at, used_at;
    bool password, code, ready;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,        .required = true, .words = "The confirmation."),
    NES_FIELD(struct shown, operation, .required = true, .choices = ops, .words = "What it is for."),
    NES_FIELD(struct shown, object,    .required = true, .words = "Of which object."),
    NES_FIELD(struct shown, text,      .required = true, .max = 600, .words = "What is confirmed, in words."),
    NES_FIELD(struct shown, methods,   .required = true, .words = "How many different methods are needed."),
    NES_FIELD(struct shown, must,      .required = true, .max = 3, .words = "Methods that must be among them."),
    NES_FIELD(struct shown, proven,    .required = true, .max = 3, .words = "Methods that are proven."),
    NES_FIELD(struct shown, ready,     .words = "true: it can be used."),
    NES_FIELD(struct shown, password,  .words = "true: the password was right."),
    NES_FIELD(struct shown, code,      .words = "true: the code was right."),
    NES_FIELD(struct shown, code_sends, .required = true, .words = "Codes sent; the last one counts."),
    NES_FIELD(struct shown, code_sent_at, .instant = true, .words = "When the last one was sent."),
    NES_FIELD(struct shown, face,      .choices = face_states, .words = "The last session of the camera."),
    NES_FIELD(struct shown, face_page, .max = 500, .words = "Page of the identification centre with the camera."),
    NES_FIELD(struct shown, face_reason, .words = "Why that session failed."),
    NES_FIELD(struct shown, eds,       .choices = eds_states, .words = "The last electronic signature."),
    NES_FIELD(struct shown, eds_reason,
              .words = "Why it failed: content person purpose expired revoked authority signature status."),
    NES_FIELD(struct shown, ends_at,   .required = true, .instant = true, .words = "It counts before that."),
    NES_FIELD(struct shown, used_at,   .instant = true, .words = "When it was spent."),
};
const struct nes_shape nes_confirmation_view = NES_SHAPE(struct shown, shown_fields, .as = "confirmation");

static struct nes_texts ways_of(struct nes_arena *arena, unsigned bits)
{
    struct nes_texts out = { .rows = NES_NEW_MANY(arena, struct nes_str, 3) };

    if (bits & NES_MEANS_EDS) {
        out.rows[out.len++] = NES_STR("eds");
    }
    if (bits & NES_MEANS_BIOMETRIC) {
        out.rows[out.len++] = NES_STR("biometric");
    }
    if (bits & NES_MEANS_TWO_FACTOR) {
        out.rows[out.len++] = NES_STR("two_factor");
    }
    return out;
}

struct nes_err nes_confirmation_show(struct nes_req *req, struct nes_reply *reply,
                                     const struct nes_confirmation *confirmation, bool created)
{
    struct nes_need need = nes_op_need(confirmation->op, confirmation->individual);
    unsigned proven = nes_confirmation_proven(confirmation);
    struct shown *shown = NES_NEW(req->arena, struct shown);
    struct nes_face face;
    struct nes_eds eds;
    bool found;

    *shown = (struct shown){
        .id = confirmation->id, .operation = confirmation->op, .object = confirmation->object,
        .text = nes_confirmation_say(req->arena, req->lang, confirmation), .methods = need.methods,
        .must = ways_of(req->arena, need.must), .proven = ways_of(req->arena, proven),
        .ready = nes_need_met(need, proven) && !nes_confirmation_open(confirmation, req->now_us).what,
        .password = confirmation->password_version > 0, .code = confirmation->code_at > 0,
        .code_sends = confirmation->code_sends, .code_sent_at = confirmation->code_sent_at,
        .ends_at = confirmation->ends_at, .used_at = confirmation->used_at,
    };
    NES_TRY(nes_face_last(req->tx, confirmation->id, &face, &found));
    if (found) {
        shown->face = face.state;
        shown->face_page = face.state == NES_FACE_OPEN ? face.page : (struct nes_str){ 0 };
        shown->face_reason = face.reason;
    }
    NES_TRY(nes_eds_last(req->tx, confirmation->id, &eds, &found));
    if (found) {
        shown->eds = eds.state;
        shown->eds_reason = eds.reason;
    }
    return created ? nes_reply_created(reply, &nes_confirmation_view, shown)
                   : nes_reply_ok(reply, &nes_confirmation_view, shown);
}

static struct nes_err confirmation_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                        struct nes_param_row *out)
{
    struct nes_confirmation *confirmation = NES_NEW(req->arena, struct nes_confirmation);

    NES_TRY(nes_confirmation_find(req->tx, (struct nes_confirmation_id){ value->id }, lock, confirmation));
    *out = (struct nes_param_row){ .row = confirmation, .owner = confirmation->subject, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_confirmation_param = { .name = "confirmation", .kind = NES_PARAM_ID,
                                                  .doc = "A confirmation.", .load = confirmation_load };

static struct nes_err confirmation_see(struct nes_req *req, struct nes_reply *reply)
{
    return nes_confirmation_show(req, reply, nes_req_row(req, "confirmation"), false);
}

/* --- the beginning --- */

struct wish {
    unsigned operation;
    struct nes_id object;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, operation, .required = true, .choices = ops, .words = "What is to be confirmed."),
    NES_FIELD(struct wish, object,    .required = true, .loose = true,
              .words = "Of which own object: its function in confirmable.def loads it and asks whose it is."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "confirmation_wish");

#define CONFIRMABLE(op, load) { op, load },
static const struct {
    enum nes_op op;
    nes_confirmable_load *load;
} confirmables[] = {
#include "api/confirmable.def"
};
#undef CONFIRMABLE

static struct nes_err load_object(struct nes_req *req, const struct wish *in, struct nes_confirmable *out)
{
    struct nes_client_id client = { req->caller.id };

    for (size_t i = 0; i < NES_LEN(confirmables); i++) {
        if (confirmables[i].op == (enum nes_op)in->operation) {
            struct nes_err err = confirmables[i].load(req, client, in->object, out);

            return err.what == &nes_fault_DB_NO_ROW ? NES_FAIL(NOT_FOUND, "object") : err;
        }
    }
    return NES_FAIL(NOT_FOUND, "operation");
}

static struct nes_err confirmation_begin(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    struct nes_confirmation confirmation = { .op = (enum nes_op)in->operation, .subject = req->caller.id,
                                             .object = in->object };
    struct nes_registration registration;
    struct nes_confirmable what = { 0 };
    struct nes_err err = nes_registration_find(req->tx, req->caller.id, &registration);

    if (err.what == &nes_fault_DB_NO_ROW || (!err.what && registration.ended_at == 0)) { /* RULE 35.3.f RULE 6.4 */
        return NES_REFUSE(REGISTRATION_NEEDED, NULL);
    }
    NES_TRY(err);
    NES_TRY(load_object(req, in, &what));
    confirmation.individual = registration.kind == NES_CLIENT_INDIVIDUAL;
    confirmation.what = what.what;
    confirmation.sentence = what.sentence;
    confirmation.figures = what.figures;
    NES_TRY(nes_confirmation_begin(req->tx, &confirmation));
    return nes_confirmation_show(req, reply, &confirmation, true);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/me/{client}/confirmations", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &wish_shape,
      .gives = &nes_confirmation_view,
      .fails = NES_FAULTS(REGISTRATION_NEEDED, CONTRACT_STATE, EARLY_STATE, PAPER_USED, PAYOUT_STATE, PAYOUT_EARLY),
      .once = true, .run = confirmation_begin, .rules = "35.0, 6.6, 6.6.a, 9.1, 9.1.a, 9.3",
      .doc = "Begin to confirm an operation with an own object." },
    { NES_GET, "/v1/mine/confirmations/{confirmation}", .listen = NES_PUBLIC, .needs = NES_PERM_CONFIRM,
      .gives = &nes_confirmation_view, .prepare = confirmation_see, .rules = "35.0",
      .doc = "What is confirmed, what is needed, what is proven." },
};
const struct nes_resource nes_confirmation_resource = NES_RESOURCE("confirmation", routes);
