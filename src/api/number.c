/* src/api/number.c: the change of the subscriber number: a new one is named, its owner asked for, the change confirmed
 * by one method of item 35. RULE 6.6 RULE 35.3.f */
#include "client/number.h"

#include "api/confirmable.h"
#include "api/doors.h"
#include "api/forms.h"
#include "api/password.h"
#include "client/consent.h"
#include "ident/phone.h"
#include "notice/notice.h"

static const struct nes_choice owners[] = {
    { "asked", NES_OWNER_ASKED }, { "own", NES_OWNER_OWN },         { "other", NES_OWNER_OTHER },
    { "unknown", NES_OWNER_UNKNOWN }, { NULL, 0 },
};

struct wish {
    struct nes_str phone;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, phone, .required = true, .max = 30, .form = &nes_form_phone, .words = "The new number."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "number_wish");

struct shown {
    struct nes_number_id id;
    struct nes_str tail;
    unsigned owner;
    int64_t used_from, used_until;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,         .required = true, .words = "The number."),
    NES_FIELD(struct shown, tail,       .required = true, .words = "Its last four digits."),
    NES_FIELD(struct shown, owner,      .required = true, .choices = owners, .words = "Whose, as the registry says."),
    NES_FIELD(struct shown, used_from,  .instant = true, .words = "Since when it is in use."),
    NES_FIELD(struct shown, used_until, .instant = true, .words = "Until when it was."),
};
static const struct nes_shape number_view = NES_SHAPE(struct shown, shown_fields, .as = "number");

static struct nes_err show(struct nes_reply *reply, const struct nes_number *number, bool created)
{
    struct shown shown = { number->id, number->tail, number->owner, number->used_from, number->used_until };

    return created ? nes_reply_created(reply, &number_view, &shown) : nes_reply_ok(reply, &number_view, &shown);
}

static struct nes_err number_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct nes_number *number = NES_NEW(req->arena, struct nes_number);

    (void)lock; /* its use is an update that looks at the state */
    NES_TRY(nes_number_find(req->tx, (struct nes_number_id){ value->id }, number));
    *out = (struct nes_param_row){ .row = number, .owner = number->subject, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_number_param = { .name = "number", .kind = NES_PARAM_ID, .doc = "A subscriber number.",
                                            .load = number_load };

/* Whose a number is, is asked as seldom as a secret is guessed. */
struct add_work {
    struct nes_number number;
    struct nes_hash of_phone;
};

static struct nes_err add_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    const struct nes_client *client = nes_req_row(req, "client");
    struct add_work *work = NES_NEW(req->arena, struct add_work);
    struct nes_number *number = &work->number;
    struct nes_phone *phone = NES_NEW(req->arena, struct nes_phone);
    struct nes_phone_mask mask;

    (void)reply;
    NES_TRY(nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask));
    NES_TRY(nes_phone_read(in->phone, &mask, phone));
    number->subject = req->caller.id;
    number->key = client->key;
    req->prepared = work;
    NES_TRY(nes_number_seal(nes_house_of(req)->keeper, req->arena,
                            (struct nes_keeper_why){ NES_PURPOSE_RECORD, req->caller.id }, nes_str_of(phone->text),
                            number));
    return nes_attempt_name_of(req, "owner", number->phone_index, &work->of_phone);
}

static struct nes_err add_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct add_work *work = req->prepared;
    struct nes_number number = work->number;

    NES_TRY(nes_consent_must(req->tx, number.subject, "number"));
    NES_TRY(nes_attempt_count(req->tx, &work->of_phone));
    NES_TRY(nes_number_add(req->tx, &number));
    nes_house_wake(req);
    return show(reply, &number, true);
}

static struct nes_err number_see(struct nes_req *req, struct nes_reply *reply)
{
    return show(reply, nes_req_row(req, "number"), false);
}

struct nes_err nes_number_confirmable(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                                      struct nes_confirmable *out)
{
    struct nes_number number;

    NES_TRY(nes_number_find(req->tx, (struct nes_number_id){ object }, &number));
    if (!nes_id_eq(number.subject, client.id)) {
        return NES_FAIL(NOT_FOUND, "object");
    }
    *out = (struct nes_confirmable){ nes_number_what(nes_house_of(req)->crypto, &number),
                                     NES_STR("confirm.change_number"), number.tail };
    return NES_FINE;
}

struct use {
    struct nes_confirmation_id confirmation;
};
static const struct nes_field use_fields[] = {
    NES_FIELD(struct use, confirmation, .required = true, .refers = "confirmation", .words = "Of this change."),
};
static const struct nes_shape use_shape = NES_SHAPE(struct use, use_fields, .as = "number_use");

static struct nes_err use_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct use *in = req->body;
    struct nes_number *number = nes_req_row(req, "number");
    struct nes_confirmation_claim claim = { .id = in->confirmation, .op = NES_OP_CHANGE_NUMBER,
                                            .subject = req->caller.id, .object = number->id.id,
                                            .what = nes_number_what(nes_house_of(req)->crypto, number) };
    struct nes_evidence_id evidence;
    struct nes_number old;
    bool found;

    if (number->owner != NES_OWNER_OWN) {
        return NES_REFUSE(NUMBER_OTHER, "number");
    }
    NES_TRY(nes_confirmation_use(req->tx, &claim, &evidence));
    NES_TRY(nes_number_current(req->tx, number->subject, &old, &found));
    NES_TRY(nes_number_use(req->tx, number));
    NES_TRY(found ? nes_notice_send_to(req->tx, &old, NES_NOTICE_NUMBER) : NES_FINE); /* RULE 25.9.b: who had it, too */
    NES_TRY(nes_notice_send_to(req->tx, number, NES_NOTICE_NUMBER));
    nes_house_wake(req);
    return show(reply, number, false);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/me/{client}/numbers", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &wish_shape,
      .gives = &number_view, .fails = NES_FAULTS(NUMBERS_MANY, SIGN_IN_BLOCKED, CONSENT_NEEDED), .once = true,
      .prepare = add_prepare,
      .run = add_run, .rules = "6.6, 35.3.f", .doc = "Name a new mobile number; the registry is asked whose it is." },
    { NES_GET, "/v1/mine/numbers/{number}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &number_view,
      .prepare = number_see, .rules = "6.6", .doc = "An own number and whose it is." },
    { NES_POST, "/v1/mine/numbers/{number}/use", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &use_shape,
      .gives = &number_view, .status = 200,
      .fails = NES_FAULTS(NUMBER_OTHER, CONFIRMATION_OTHER, CONFIRMATION_USED, CONFIRMATION_OVER, CONFIRMATION_NEEDS),
      .run = use_run, .rules = "6.6, 25.9.b", .doc = "Put the new number in the place of the present one." },
};
const struct nes_resource nes_number_resource = NES_RESOURCE("number", routes);
