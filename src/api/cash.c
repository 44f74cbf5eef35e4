/* src/api/cash.c: cash desks, the client's code, and the cash itself. RULE 9.2.c RULE 9.4 */
#include "payment/cash.h"

#include "api/doors.h"
#include "api/house.h"
#include "api/password.h"
#include "client/registration.h"
#include "identity/attempt.h"
#include "vault/vault_faults.h"

#define DIGITAL (NES_PAPER_BIRTH + 1)

/* A birth certificate is no choice. The last one is the service of digital documents. */
static const struct nes_choice documents[] = {
    { "identity_card", NES_PAPER_CARD },
    { "passport", NES_PAPER_PASSPORT },
    { "residence_permit", NES_PAPER_RESIDENCE },
    { "stateless", NES_PAPER_STATELESS },
    { "refugee", NES_PAPER_REFUGEE },
    { "digital", DIGITAL },
    { NULL, 0 },
};

/* --- desks --- */

static const struct nes_field desk_new_fields[] = {
    NES_FIELD(struct nes_cash_desk, name,  .required = true, .min = 1, .max = 60, .words = "Its name."),
    NES_FIELD(struct nes_cash_desk, place, .required = true, .min = 1, .words = "Where it is."),
};
static const struct nes_shape desk_new_shape = NES_SHAPE(struct nes_cash_desk, desk_new_fields, .as = "cash_desk_new");
static const struct nes_field desk_fields[] = {
    NES_FIELD(struct nes_cash_desk, id,      .required = true, .words = "The desk."),
    NES_FIELD(struct nes_cash_desk, name,    .required = true, .words = "Its name."),
    NES_FIELD(struct nes_cash_desk, place,   .required = true, .words = "Where it is."),
    NES_FIELD(struct nes_cash_desk, open,    .words = "true: cash is handed out there."),
    NES_FIELD(struct nes_cash_desk, version, .required = true, .words = "For changes."),
};
static const struct nes_shape desk_view = NES_SHAPE(struct nes_cash_desk, desk_fields, .as = "cash_desk");

struct desks {
    struct nes_cash_desks desks;
};
static const struct nes_field desks_fields[] = {
    NES_LIST(struct desks, desks, .required = true, .each = &desk_view, .max = 500, .words = "By name."),
};
static const struct nes_shape desks_view = NES_SHAPE(struct desks, desks_fields, .as = "cash_desks");

struct turn {
    bool open;
};
static const struct nes_field turn_fields[] = {
    NES_FIELD(struct turn, open, .required = true, .words = "true: cash may be handed out there."),
};
static const struct nes_shape turn_shape = NES_SHAPE(struct turn, turn_fields, .as = "cash_desk_turn");

static struct nes_err desks_show(struct nes_req *req, struct nes_reply *reply)
{
    struct desks out;

    NES_TRY(nes_cash_desks_all(req->tx, &out.desks));
    return nes_reply_ok(reply, &desks_view, &out);
}

static struct nes_err desks_offer(struct nes_req *req, struct nes_reply *reply)
{
    struct desks out = { 0 };
    struct nes_cash_desks all;

    NES_TRY(nes_cash_desks_all(req->tx, &all));
    out.desks.rows = NES_NEW_MANY(req->arena, struct nes_cash_desk, all.len + 1);
    for (size_t i = 0; i < all.len; i++) {
        if (all.rows[i].open) {
            out.desks.rows[out.desks.len++] = all.rows[i];
        }
    }
    return nes_reply_ok(reply, &desks_view, &out);
}

static struct nes_err desk_add(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_cash_desk desk = *(const struct nes_cash_desk *)req->body;

    NES_TRY(nes_cash_desk_add(req->tx, &desk));
    return nes_reply_created(reply, &desk_view, &desk);
}

static struct nes_err desk_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                struct nes_param_row *out)
{
    struct nes_cash_desk *desk = NES_NEW(req->arena, struct nes_cash_desk);

    (void)lock; /* the last word on a desk counts */
    NES_TRY(nes_cash_desk_find(req->tx, (struct nes_cash_desk_id){ value->id }, desk));
    *out = (struct nes_param_row){ .row = desk, .object = value->id, .version = desk->version };
    return NES_FINE;
}
const struct nes_param nes_cash_desk_param = { .name = "cash_desk", .kind = NES_PARAM_ID, .doc = "A cash desk.",
                                               .shared = true, .load = desk_load };

static struct nes_err desk_turn(struct nes_req *req, struct nes_reply *reply)
{
    const struct turn *in = req->body;
    const struct nes_cash_desk *desk = nes_req_row(req, "cash_desk");

    NES_TRY(nes_cash_desk_turn(req->tx, desk->id, in->open));
    return nes_reply_none(reply);
}

/* --- the code --- */

static struct nes_err code_of(struct nes_req *req, const struct nes_payout_record *payout, struct nes_code *out)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC, .label = NES_STR(NES_CASH_LABEL),
                                    .data = { (const char *)payout->id.id.b, sizeof(payout->id.id.b) } };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };
    struct nes_hash mac;

    NES_TRY(nes_keeper_ask(nes_house_of(req)->keeper, req->arena, why, &item, 1));
    NES_ASSERT(item.answer.len == sizeof(mac.b));
    for (size_t i = 0; i < sizeof(mac.b); i++) {
        mac.b[i] = (uint8_t)item.answer.ptr[i];
    }
    *out = nes_code_digits(nes_house_of(req)->crypto, &mac);
    return NES_FINE;
}

struct code {
    struct nes_str code;
};
static const struct nes_field code_fields[] = {
    NES_FIELD(struct code, code, .required = true, .words = "Six digits, to be told at the desk only."),
};
static const struct nes_shape code_view = NES_SHAPE(struct code, code_fields, .as = "cash_code");

/* Shown to the client alone, while the cash may be fetched. */
static struct nes_err code_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_payout_record *payout = nes_req_row(req, "payout");
    struct nes_code code;

    if (payout->way != NES_PAYOUT_DESK || payout->state != NES_PAYOUT_PLANNED) {
        return NES_FAIL(PAYOUT_STATE, "payout");
    }
    NES_TRY(code_of(req, payout, &code));
    return nes_reply_ok(reply, &code_view, &(struct code){ nes_str_copy(req->arena, nes_str_of(code.text)) });
}

/* --- the cash --- */

struct handover {
    struct nes_cash_desk_id desk;
    struct nes_secret code;
    unsigned document;
    struct nes_str document_number, digital;
    bool seen;
};
static const struct nes_field handover_fields[] = {
    NES_FIELD(struct handover, desk,     .required = true, .refers = "cash_desk", .words = "At which desk."),
    NES_FIELD(struct handover, code,     .required = true, .min = 6, .max = 6, .words = "As the client tells it."),
    NES_FIELD(struct handover, document, .required = true, .choices = documents, .words = "What the client showed."),
    NES_FIELD(struct handover, document_number, .max = 30, .words = "Its number; not for digital documents."),
    NES_FIELD(struct handover, digital,  .max = 100, .words = "Reference in the service of digital documents."),
    NES_FIELD(struct handover, seen,     .required = true, .words = "true: the face is that of the document."),
};
static const struct nes_shape handover_shape = NES_SHAPE(struct handover, handover_fields, .as = "cash_handover");

struct handed {
    struct nes_payout_id id;
    struct nes_money amount;
    struct nes_date value_on;
};
static const struct nes_field handed_fields[] = {
    NES_FIELD(struct handed, id,       .required = true, .words = "The payout."),
    NES_FIELD(struct handed, amount,   .required = true, .words = "What was handed out."),
    NES_FIELD(struct handed, value_on, .required = true, .words = "On which day."),
};
static const struct nes_shape handed_view = NES_SHAPE(struct handed, handed_fields, .as = "cash_handed");

struct work {
    struct nes_hash attempt;
    bool right;
    struct nes_err identified;
};

/* What is slow: the code, the document that the client registered with. */
static struct nes_err hand_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct handover *in = req->body;
    const struct nes_payout_record *payout = nes_req_row(req, "payout");
    struct nes_cash_shown shown = { .number = in->document_number, .digital = in->digital, .seen = in->seen };
    struct nes_str who = { (const char *)payout->id.id.b, sizeof(payout->id.id.b) };
    struct nes_keeper_why why = { NES_PURPOSE_WORK, req->caller.id };
    struct work *work = NES_NEW(req->arena, struct work);
    struct nes_registration registration;
    struct nes_facts facts;
    struct nes_code code;

    (void)reply;
    req->prepared = work;
    NES_TRY(nes_attempt_name_of(req, "cash", who, &work->attempt));
    NES_TRY(code_of(req, payout, &code));
    work->right = nes_code_same(&code, (struct nes_str){ (const char *)in->code.ptr, in->code.len });
    NES_TRY(nes_registration_find(req->tx, payout->client.id, &registration));
    NES_TRY(nes_registration_unseal(nes_house_of(req)->keeper, req->arena, why, &registration, &facts));
    shown.paper = in->document == DIGITAL ? 0 : (enum nes_paper_kind)in->document;
    work->identified = nes_cash_identified(&shown, &facts, req->today);
    return NES_FINE;
}

/* The attempt is counted before the result is used. */
static struct nes_err hand_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct handover *in = req->body;
    const struct work *work = req->prepared;
    struct nes_payout_record *payout = nes_req_row(req, "payout");
    const struct nes_cash_desk *desk = nes_req_row(req, "desk");
    struct nes_cash_handover handover = { .desk = desk->id, .cashier = req->caller.id, .digital = in->digital };

    if (payout->way != NES_PAYOUT_DESK || payout->state != NES_PAYOUT_PLANNED) {
        return NES_FAIL(PAYOUT_STATE, "payout");
    }
    NES_TRY(work->identified); /* RULE 9.4 */
    NES_TRY(nes_attempt_count(req->tx, &work->attempt));
    if (!work->right) {
        return NES_REFUSE(CASH_CODE, "code");
    }
    NES_TRY(nes_attempt_right(req->tx, &work->attempt));
    for (const struct nes_choice *choice = documents; choice->word; choice++) {
        handover.document = choice->value == (int)in->document ? nes_str_of(choice->word) : handover.document;
    }
    handover.digital = in->document == DIGITAL ? handover.digital : (struct nes_str){ 0 };
    NES_TRY(nes_cash_hand_out(req->tx, &handover, payout));
    return nes_reply_ok(reply, &handed_view, &(struct handed){ payout->id, payout->amount, payout->value_on });
}

/* --- not wanted any more --- */

struct cancelled {
    struct nes_payout_id id;
    struct nes_str reason;
};
static const struct nes_field cancelled_fields[] = {
    NES_FIELD(struct cancelled, id,     .required = true, .words = "The payout."),
    NES_FIELD(struct cancelled, reason, .required = true, .words = "Why it is refused now."),
};
static const struct nes_shape cancelled_view = NES_SHAPE(struct cancelled, cancelled_fields, .as = "cash_cancelled");

static struct nes_err cancel_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_payout_record *payout = nes_req_row(req, "payout");
    bool own = req->caller.kind == NES_CALLER_CLIENT;

    NES_TRY(nes_payout_cancel(req->tx, own ? NES_LEAF_CLIENT : NES_LEAF_STAFF, payout));
    return nes_reply_ok(reply, &cancelled_view, &(struct cancelled){ payout->id, payout->reason });
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/cash-desks", .listen = NES_OFFICE, .needs = NES_PERM_STAFF, .gives = &desks_view,
      .prepare = desks_show, .rules = "9.2.c", .doc = "Cash desks." },
    { NES_POST, "/v1/cash-desks", .listen = NES_OFFICE, .needs = NES_PERM_CASH_DESK_CHANGE, .takes = &desk_new_shape,
      .gives = &desk_view, .fails = NES_FAULTS(CASH_DESK_THERE), .once = true, .run = desk_add, .rules = "9.2.c",
      .doc = "Set up a cash desk; it is closed at first." },
    { NES_PUT, "/v1/cash-desks/{cash_desk}", .listen = NES_OFFICE, .needs = NES_PERM_CASH_DESK_CHANGE,
      .takes = &turn_shape, .run = desk_turn, .rules = "9.2.c", .doc = "Open or close a cash desk." },
    { NES_GET, "/v1/me/{client}/cash-desks", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &desks_view,
      .prepare = desks_offer, .rules = "8.6, 9.2.c", .doc = "Desks where cash can be fetched." },
    { NES_GET, "/v1/mine/payouts/{payout}/code", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &code_view,
      .fails = NES_FAULTS(PAYOUT_STATE, HELPER_DOWN), .looks = true, .prepare = code_show, .rules = "9.2.c",
      .doc = "The one-time code that the own cash is fetched with." },
    { NES_POST, "/v1/mine/payouts/{payout}/cancellation", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives = &cancelled_view, .fails = NES_FAULTS(PAYOUT_STATE), .once = true, .status = 200, .run = cancel_run,
      .rules = "9.2.c", .doc = "The own cash is not wanted any more; only before it was handed out." },
    { NES_POST, "/v1/payouts/{payout}/cancellation", .listen = NES_OFFICE, .needs = NES_PERM_PAYOUT_AGAIN,
      .gives = &cancelled_view, .fails = NES_FAULTS(PAYOUT_STATE), .once = true, .status = 200, .run = cancel_run,
      .rules = "9.2.c, 27", .doc = "Cancel cash that nobody fetched." },
    { NES_POST, "/v1/payouts/{payout}/handover", .listen = NES_OFFICE, .needs = NES_PERM_CASH_HAND,
      .takes = &handover_shape, .gives = &handed_view,
      .fails = NES_FAULTS(PAYOUT_STATE, PAYOUT_FROZEN, PAYOUT_LATE, CASH_SIGHT, CASH_PAPER, CASH_CODE, CASH_DESK,
                          CASH_EMPTY, SIGN_IN_BLOCKED, HELPER_DOWN),
      .once = true, .status = 200, .prepare = hand_prepare, .run = hand_run, .rules = "9.2.c, 9.4",
      .doc = "Hand out cash to a client identified by sight against the identity document." },
};
const struct nes_resource nes_cash_resource = NES_RESOURCE("cash", routes);
