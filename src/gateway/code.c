/* src/gateway/code.c: one-time codes by SMS: the message says what is confirmed; the code is computed where it leaves
 * and stored nowhere. RULE 35.3.d RULE D.5 */
#include <string.h>

#include "client/registration.h"
#include "crypto/code.h"
#include "gateway/sms.h"
#include "identity/confirmation.h"
#include "json/shape.h"

struct message {
    struct nes_confirmation_id id;
    struct nes_confirmation confirmation;
    struct nes_registration registration;
    struct nes_number number;
};

struct payload {
    int64_t send;
};
static const struct nes_field payload_fields[] = { NES_FIELD(struct payload, send, .required = true, .min = 1) };
static const struct nes_shape payload_shape = NES_SHAPE(struct payload, payload_fields, .as = "code_payload");

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct message *message = self;

    NES_TRY(nes_confirmation_find(tx, message->id, false, &message->confirmation));
    NES_TRY(nes_registration_find(tx, message->confirmation.subject, &message->registration));
    return nes_number_find(tx, (struct nes_number_id){ message->confirmation.number }, &message->number);
}

static struct nes_err code_of(struct nes_sms *sms, struct nes_arena *arena, const struct message *message,
                              struct nes_code *out)
{
    char *challenge = nes_arena_take(arena, NES_CODE_MESSAGE);
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC, .label = NES_STR("code"),
                                    .data = { challenge, NES_CODE_MESSAGE } };
    struct nes_hash mac;

    nes_code_message(message->id.id, (uint32_t)message->confirmation.code_sends, challenge);
    NES_TRY(nes_keeper_ask(sms->keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_SEND }, &item, 1));
    NES_ASSERT(item.answer.len == sizeof(mac.b));
    memcpy(mac.b, item.answer.ptr, sizeof(mac.b));
    *out = nes_code_digits(sms->crypto, &mac);
    return NES_FINE;
}

/* One that was overtaken by another sending, or has run out, does not leave any more. */
static bool still_wanted(const struct message *message, const struct payload *payload, int64_t now)
{
    return payload->send == message->confirmation.code_sends &&
           !nes_confirmation_awaits(&message->confirmation, now).what &&
           !nes_confirmation_open(&message->confirmation, now).what;
}

static struct nes_err code_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                struct nes_errand_answer *answer)
{
    struct nes_sms *sms = gateway;
    struct message *message = NES_NEW(arena, struct message);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    struct nes_clock clock = nes_clock_real();
    struct nes_sms_message out = { .id = errand->id.id };
    struct payload payload = { 0 };
    enum nes_lang lang = NES_LANG_KK;
    struct nes_code code;

    message->id = (struct nes_confirmation_id){ errand->subject };
    NES_TRY(nes_shape_read(&payload_shape, arena, errand->payload, &payload, faults));
    NES_TRY(nes_db_read(sms->db, arena, load, message));
    if (!still_wanted(message, &payload, nes_clock_now(&clock))) {
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_REFUSED, .detail = NES_STR("overtaken") };
        return NES_FINE;
    }
    NES_TRY(code_of(sms, arena, message, &code));
    NES_TRY(nes_number_unseal(sms->keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_SEND },
                              &message->number, &out.to));
    (void)nes_lang_read(message->registration.lang, &lang);
    out.text = nes_code_say(arena, lang, &message->confirmation, code.text);
    return nes_sms_post(sms, arena, &out, answer);
}

struct nes_errand_kind nes_code_errand(struct nes_sms *sms)
{
    return (struct nes_errand_kind){ .name = NES_CODE_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/sms.md: idempotent by id", .lease_ms = 15'000,
                                     .give_up_after_s = 300, .send = code_send, .gateway = sms,
                                     .apply = nes_code_apply };
}
