#include "gateway/sms.h"

#include "base/words.h"
#include "gateway/partner.h"
#include "json/json.h"
#include "json/shape.h"
#include "notice/notice.h"

#define TEXT_MAX 4'096

struct message {
    struct nes_notice_id id;
    struct nes_notice notice;
    struct nes_client client;
    struct nes_number number;      /* where it goes to another number than the client's own */
};

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct message *message = self;

    NES_TRY(nes_notice_find(tx, message->id, &message->notice));
    NES_TRY(nes_client_find(tx, message->notice.client, &message->client));
    return nes_id_none(message->notice.number.id) ? NES_FINE
                                                  : nes_number_find(tx, message->notice.number, &message->number);
}

static struct nes_str text_of(struct nes_arena *arena, const struct message *message)
{
    enum nes_lang lang = NES_LANG_KK;

    (void)nes_lang_read(message->client.lang, &lang);
    return nes_notice_say(arena, lang, message->notice.kind);
}

static struct nes_err phone_of(const struct nes_sms *sms, struct nes_arena *arena, const struct message *message,
                               struct nes_secret *out)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SEND };
    struct nes_person person;

    if (!nes_id_none(message->notice.number.id)) {
        return nes_number_unseal(sms->keeper, arena, why, &message->number, out);
    }
    NES_TRY(nes_client_unseal(sms->keeper, arena, why, &message->client, &person));
    *out = person.phone;
    return NES_FINE;
}

static struct nes_err body_of(struct nes_arena *arena, const struct nes_sms_message *message, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_json json = NES_JSON_TO(&buf);

    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, message->id);
    nes_json_key_str(&json, "to", (struct nes_str){ (const char *)message->to.ptr, message->to.len });
    nes_json_key_str(&json, "text", message->text);
    nes_json_close(&json, '}');
    return nes_buf_done(&buf, out);
}

struct answer {
    struct nes_str ref;
};
static const struct nes_field answer_fields[] = { NES_FIELD(struct answer, ref, .required = true, .max = 100) };
static const struct nes_shape answer_shape = NES_SHAPE(struct answer, answer_fields, .open = true, .as = "sms_answer");

/* What the gateway's answer means. Whatever is not clear is UNKNOWN: the same id is sent again. */
static void understand(struct nes_arena *arena, const struct nes_outgoing_answer *got, struct nes_errand_answer *answer)
{
    struct answer told = { 0 };
    struct nes_field_faults faults = { 0 };
    bool read = got->status == 200 && !nes_shape_read(&answer_shape, arena, got->body, &told, &faults).what;

    answer->outcome = read ? NES_OUTCOME_DONE : nes_partner_outcome(got->status);
    answer->detail = read ? told.ref : NES_STR("no_ref");
}

struct nes_err nes_sms_post(struct nes_sms *sms, struct nes_arena *arena, const struct nes_sms_message *message,
                            struct nes_errand_answer *answer)
{
    struct nes_outgoing_line line = { .name = NES_STR("X-Signature") };
    struct nes_outgoing_ask ask = { .method = "POST", .url = nes_str_of(sms->url), .type = NES_STR("application/json"),
                                    .lines = &line, .lines_len = 1 };
    struct nes_outgoing_answer got;
    struct nes_hash mac;
    struct nes_err err;

    if (ask.url.len == 0) {
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("no_gateway") };
        return NES_FINE;
    }
    NES_TRY(body_of(arena, message, &ask.body));
    mac = nes_hmac(sms->crypto, sms->key, ask.body);
    line.value = nes_str_hex(arena, mac.b, sizeof(mac.b));
    err = nes_outgoing_call(sms->outgoing, arena, &ask, &got);
    if (err.what == &nes_fault_CLIENT_CALL) {
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("no_line") };
        return NES_FINE;
    }
    NES_TRY(err);
    understand(arena, &got, answer);
    return NES_FINE;
}

static struct nes_err sms_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                               struct nes_errand_answer *answer)
{
    struct nes_sms *sms = gateway;
    struct message *message = NES_NEW(arena, struct message);
    struct nes_secret phone;

    message->id = (struct nes_notice_id){ errand->subject };
    NES_TRY(nes_db_read(sms->db, arena, load, message));
    NES_TRY(phone_of(sms, arena, message, &phone));
    return nes_sms_post(sms, arena, &(struct nes_sms_message){ errand->id.id, phone, text_of(arena, message) },
                        answer);
}

struct nes_errand_kind nes_sms_errand(struct nes_sms *sms)
{
    return (struct nes_errand_kind){ .name = NES_NOTICE_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/sms.md: idempotent by id", .lease_ms = 15'000,
                                     .give_up_after_s = 86'400, .send = sms_send, .gateway = sms,
                                     .apply = nes_notice_apply };
}
