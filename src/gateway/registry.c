#include "gateway/registry.h"

#include "client/registration.h"
#include "json/json.h"

struct question {
    struct nes_number_id id;
    struct nes_number number;
    struct nes_registration registration;
};

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct question *question = self;

    NES_TRY(nes_number_find(tx, question->id, &question->number));
    return nes_registration_find(tx, question->number.subject, &question->registration);
}

static struct nes_err body_of(struct nes_registry *registry, struct nes_arena *arena, const struct nes_errand *errand,
                              struct nes_str *out)
{
    struct question *question = NES_NEW(arena, struct question);
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SEND };
    struct nes_buf buf = nes_buf_begin(arena, 1'024);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_facts facts;
    struct nes_secret phone;

    question->id = (struct nes_number_id){ errand->subject };
    NES_TRY(nes_db_read(registry->db, arena, load, question));
    NES_TRY(nes_registration_unseal(registry->keeper, arena, why, &question->registration, &facts));
    NES_TRY(nes_number_unseal(registry->keeper, arena, why, &question->number, &phone));
    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, errand->id.id);
    nes_json_key_str(&json, "phone", (struct nes_str){ (const char *)phone.ptr, phone.len });
    nes_json_key_str(&json, "owner", facts.bin.len > 0 ? facts.bin : facts.iin);
    nes_json_close(&json, '}');
    return nes_buf_done(&buf, out);
}

struct told {
    struct nes_str match, ref;
};
static const struct nes_field told_fields[] = {
    NES_FIELD(struct told, match, .required = true, .max = 10),
    NES_FIELD(struct told, ref, .required = true, .max = 100),
};
static const struct nes_shape told_shape = NES_SHAPE(struct told, told_fields, .open = true, .as = "registry_answer");

static struct nes_err registry_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                    struct nes_errand_answer *answer)
{
    struct nes_registry *registry = gateway;
    struct told *told = NES_NEW(arena, struct told);
    struct nes_partner_ask ask = { .path = "/owners", .shape = &told_shape, .told = told };
    bool read;

    NES_TRY(body_of(registry, arena, errand, &ask.body));
    NES_TRY(nes_partner_post(&registry->partner, arena, &ask, answer, &read));
    if (read) {
        answer->outcome = NES_OUTCOME_DONE;
        answer->detail = told->ref;
        answer->body = nes_str_is(told->match, "yes")  ? NES_STR("own")
                       : nes_str_is(told->match, "no") ? NES_STR("other")
                                                       : NES_STR("unknown");
    }
    return NES_FINE;
}

struct nes_errand_kind nes_registry_errand(struct nes_registry *registry)
{
    return (struct nes_errand_kind){ .name = NES_NUMBER_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/registry.md: a question changes nothing",
                                     .lease_ms = 15'000, .give_up_after_s = 600, .send = registry_send,
                                     .gateway = registry, .apply = nes_number_answer };
}
