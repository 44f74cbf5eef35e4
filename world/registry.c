/* world/registry.c: the registry of subscriber numbers (docs/wire/registry.md). */
#include "world/partner.h"
#include "world/world_faults.h"

struct question {
    struct nes_id id;
    struct nes_str phone, owner;
};
static const struct nes_field question_fields[] = {
    NES_FIELD(struct question, id,    .required = true, .loose = true),
    NES_FIELD(struct question, phone, .required = true, .min = 12, .max = 12),
    NES_FIELD(struct question, owner, .required = true, .min = 12, .max = 12),
};
static const struct nes_shape question_shape = NES_SHAPE(struct question, question_fields);

struct told {
    struct nes_str match, ref;
};
static const struct nes_field told_fields[] = { NES_FIELD(struct told, match), NES_FIELD(struct told, ref) };
static const struct nes_shape told_view = NES_SHAPE(struct told, told_fields, .as = "registry_told");

static struct nes_err owner_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->registry_key, "/owners", &question_shape);
}

static struct nes_err owner_tell(struct nes_req *req, struct nes_reply *reply)
{
    const struct question *question = req->prepared;
    struct nes_str owner = nes_world_owner(nes_world_of(req)->people, question->phone);
    struct told told = { .ref = nes_id_str(req->arena, question->id) };
    enum nes_behave behave;
    struct nes_err err;

    NES_TRY(nes_behave_next(req->tx, "registry", &behave));
    if (nes_world_fails(behave, &err)) {
        return err;
    }
    told.match = owner.len == 0                          ? NES_STR("unknown")
                 : nes_str_eq(owner, question->owner) ? NES_STR("yes")
                                                         : NES_STR("no");
    if (behave == NES_BEHAVE_LIE) {
        told = (struct told){ .match = NES_STR("maybe") };
    }
    return nes_reply_ok(reply, &told_view, &told);
}

static const struct nes_route routes[] = {
    { NES_POST, "/registry/owners", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .gives = &told_view,
      .status = 200, .fails = NES_FAULTS(WORLD_SIGNATURE, WORLD_FORM, WORLD_LATER, WORLD_BROKEN), .prepare = owner_read,
      .run = owner_tell, .rules = "-", .doc = "Whether a number is of an owner." },
};
const struct nes_resource nes_world_registry_resource = NES_RESOURCE("registry", routes);
