/* src/api/client_look.c: who looked at a client, and masked values shown whole to who says why. RULE 11.2 RULE 27
 * RULE 32 */
#include "api/doors.h"
#include "api/house.h"
#include "api/record.h"
#include "desk/look.h"
#include "desk/reveal.h"
#include "staff/staff.h"
#include "vault/vault_faults.h"

#include <string.h>

static const struct nes_choice fields[] = { { "iin", NES_REVEAL_IIN }, { "phone", NES_REVEAL_PHONE }, { NULL, 0 } };
static const struct nes_choice reasons[] = { { "client_asked", NES_REVEAL_CLIENT_ASKED },
                                             { "check", NES_REVEAL_CHECK },
                                             { "court", NES_REVEAL_COURT },
                                             { "letter", NES_REVEAL_LETTER },
                                             { "other", NES_REVEAL_OTHER },
                                             { NULL, 0 } };
static const struct nes_choice actors[] = { { "system", NES_LEAF_SYSTEM + 1 },
                                            { "staff", NES_LEAF_STAFF + 1 },
                                            { "client", NES_LEAF_CLIENT + 1 },
                                            { "partner", NES_LEAF_PARTNER + 1 },
                                            { NULL, 0 } };

struct wish {
    unsigned field, reason;
    struct nes_str note;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, field,  .required = true, .choices = fields, .words = "What is shown whole."),
    NES_FIELD(struct wish, reason, .required = true, .choices = reasons, .words = "Why."),
    NES_FIELD(struct wish, note,   .required = true, .min = 3, .max = 200, .words = "The reason in own words."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "reveal_wish");

struct value {
    struct nes_reveal_id id;
    struct nes_str value;
};
static const struct nes_field value_fields[] = {
    NES_FIELD(struct value, id,    .required = true, .words = "The reveal, as the audit log names it."),
    NES_FIELD(struct value, value, .required = true, .words = "The whole value."),
};
static const struct nes_shape value_view = NES_SHAPE(struct value, value_fields, .as = "revealed");

struct look {
    int64_t at;
    struct nes_str kind, name;
    unsigned actor;
    bool refused;
};
static const struct nes_field look_fields[] = {
    NES_FIELD(struct look, at,      .required = true, .instant = true, .words = "When."),
    NES_FIELD(struct look, kind,    .required = true, .max = NES_LEAF_WORD_MAX, .words = "What was done."),
    NES_FIELD(struct look, actor,   .required = true, .choices = actors, .words = "Who, of what kind."),
    NES_FIELD(struct look, name,    .max = 200, .words = "Of staff: the name."),
    NES_FIELD(struct look, refused, .words = "true: it was refused."),
};
static const struct nes_shape look_view = NES_SHAPE(struct look, look_fields, .as = "client_look");

struct reveal {
    int64_t at;
    struct nes_str name, note;
    unsigned field, reason;
};
static const struct nes_field reveal_fields[] = {
    NES_FIELD(struct reveal, at,     .required = true, .instant = true, .words = "When."),
    NES_FIELD(struct reveal, name,   .max = 200, .words = "To whom it was shown."),
    NES_FIELD(struct reveal, field,  .required = true, .choices = fields, .words = "What."),
    NES_FIELD(struct reveal, reason, .required = true, .choices = reasons, .words = "Why."),
    NES_FIELD(struct reveal, note,   .required = true, .max = 200, .words = "In own words."),
};
static const struct nes_shape reveal_view = NES_SHAPE(struct reveal, reveal_fields, .as = "client_reveal");

struct looks {
    struct { struct look *rows; size_t len; } looks;
    struct { struct reveal *rows; size_t len; } reveals;
};
static const struct nes_field looks_fields[] = {
    NES_LIST(struct looks, looks,   .required = true, .each = &look_view, .max = 100, .words = "Newest first."),
    NES_LIST(struct looks, reveals, .required = true, .each = &reveal_view, .max = 100,
             .words = "What was shown whole, newest first."),
};
static const struct nes_shape looks_view = NES_SHAPE(struct looks, looks_fields, .as = "client_looks");

/* --- who looked --- */

/* Members of staff with their pseudonyms in the log. */
struct known {
    struct nes_staff_list staff;
    struct nes_hash *actor;
};

static struct nes_err known_staff(struct nes_req *req, struct known *out)
{
    NES_TRY(nes_staff_all(req->tx, &out->staff));
    out->actor = NES_NEW_MANY(req->arena, struct nes_hash, out->staff.len + 1);
    for (size_t i = 0; i < out->staff.len; i++) {
        out->actor[i] = nes_record_actor(nes_house_of(req), out->staff.rows[i].id.id);
    }
    return NES_FINE;
}

static struct nes_str name_of_actor(const struct known *known, const struct nes_hash *actor)
{
    for (size_t i = 0; i < known->staff.len; i++) {
        if (memcmp(known->actor[i].b, actor->b, sizeof(actor->b)) == 0) {
            return known->staff.rows[i].name;
        }
    }
    return (struct nes_str){ 0 };
}

static struct nes_str name_of(const struct known *known, struct nes_id staff)
{
    for (size_t i = 0; i < known->staff.len; i++) {
        if (nes_id_eq(known->staff.rows[i].id.id, staff)) {
            return known->staff.rows[i].name;
        }
    }
    return (struct nes_str){ 0 };
}

static bool was_refused(const struct nes_leaf *leaf)
{
    return leaf->objects > 0 && nes_str_starts(leaf->object[leaf->objects - 1].kind, NES_STR("refused."));
}

static struct nes_err put_reveals(struct nes_req *req, const struct known *known, struct looks *out)
{
    struct nes_reveals found;

    NES_TRY(nes_reveals_of(req->tx, (struct nes_client_id){ nes_req_value(req, "client")->id }, &found));
    NES_NEW_ROWS(req->arena, out->reveals, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_reveal *one = &found.rows[i];

        out->reveals.rows[i] = (struct reveal){ one->at, name_of(known, one->staff), one->note, one->field,
                                                one->reason };
    }
    return NES_FINE;
}

static struct nes_err looks_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_looks found;
    struct known known;
    struct looks out;

    NES_TRY(known_staff(req, &known));
    NES_TRY(nes_looks_at(req->tx, (struct nes_client_id){ nes_req_value(req, "client")->id }, &found));
    NES_NEW_ROWS(req->arena, out.looks, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_leaf *leaf = &found.rows[i].leaf;

        out.looks.rows[i] = (struct look){ leaf->at_us, leaf->kind, { 0 }, (unsigned)leaf->actor + 1,
                                           was_refused(leaf) };
        if (leaf->actor == NES_LEAF_STAFF) {
            out.looks.rows[i].name = name_of_actor(&known, &leaf->actor_is);
        }
    }
    NES_TRY(put_reveals(req, &known, &out));
    return nes_reply_ok(reply, &looks_view, &out);
}

/* --- showing whole --- */

static struct nes_err reveal_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    const struct nes_client *client = nes_req_row(req, "client");
    struct nes_keeper_why why = { NES_PURPOSE_WORK, req->caller.id };
    struct nes_person person;
    struct nes_str *value = NES_NEW(req->arena, struct nes_str);
    struct nes_secret secret;

    (void)reply;
    NES_TRY(nes_client_unseal(nes_house_of(req)->keeper, req->arena, why, client, &person));
    secret = in->field == NES_REVEAL_IIN ? person.iin : person.phone;
    *value = (struct nes_str){ (const char *)secret.ptr, secret.len };
    req->prepared = value;
    return NES_FINE;
}

static struct nes_err reveal_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    const struct nes_house *house = nes_house_of(req);
    struct nes_reveal reveal = { .client = { nes_req_value(req, "client")->id }, .staff = req->caller.id,
                                 .field = in->field, .reason = in->reason, .note = in->note };

    NES_TRY(nes_reveal_add(req->tx, house->crypto, nes_record_actor(house, req->caller.id), &reveal));
    return nes_reply_created(reply, &value_view,
                             &(struct value){ reveal.id, *(const struct nes_str *)req->prepared });
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/clients/{client}/looks", .listen = NES_OFFICE, .needs = NES_PERM_LOOKS_VIEW, .gives = &looks_view,
      .looks = true, .prepare = looks_show, .rules = "11.2, 32",
      .doc = "Who looked at a client and did something with the record, and what was shown whole." },
    { NES_POST, "/v1/clients/{client}/reveals", .listen = NES_OFFICE, .needs = NES_PERM_CLIENT_REVEAL,
      .takes = &wish_shape, .gives = &value_view, .fails = NES_FAULTS(HELPER_DOWN), .prepare = reveal_prepare,
      .run = reveal_run, .rules = "11.2, 27", .doc = "Show a masked value whole; the reason is kept." },
};
const struct nes_resource nes_client_look_resource = NES_RESOURCE("client_look", routes);
