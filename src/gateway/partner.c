#include "gateway/partner.h"

static struct nes_str url_of(struct nes_arena *arena, const struct nes_partner *partner, const char *path)
{
    struct nes_buf buf = nes_buf_begin(arena, 2'048);

    nes_buf_addz(&buf, partner->url);
    nes_buf_addz(&buf, path);
    return (struct nes_str){ buf.ptr, buf.len };
}

/* The path is signed, too: a question cannot be turned into another one. */
static struct nes_str signature_of(struct nes_arena *arena, const struct nes_partner *partner,
                                   const struct nes_partner_ask *ask)
{
    struct nes_buf text = nes_buf_begin(arena, ask->body.len + 256), hex = nes_buf_begin(arena, 65);
    struct nes_hash mac;

    nes_buf_addz(&text, ask->path);
    nes_buf_byte(&text, '\n');
    nes_buf_add(&text, ask->body);
    mac = nes_hmac(partner->crypto, partner->key, (struct nes_str){ text.ptr, text.len });
    nes_buf_hex(&hex, mac.b, sizeof(mac.b));
    return (struct nes_str){ hex.ptr, hex.len };
}

static void set(struct nes_errand_answer *answer, enum nes_outcome outcome, const char *detail)
{
    *answer = (struct nes_errand_answer){ .outcome = outcome, .detail = nes_str_of(detail) };
}

static void by_status(int status, struct nes_errand_answer *answer)
{
    if (status == 409 || status == 422) {
        set(answer, NES_OUTCOME_REFUSED, status == 409 ? "409" : "422");
    } else if (status == 401 || status == 503) {
        set(answer, NES_OUTCOME_LATER, status == 401 ? "401" : "503");
    } else {
        set(answer, NES_OUTCOME_UNKNOWN, "not_understood");
    }
}

struct nes_err nes_partner_post(const struct nes_partner *partner, struct nes_arena *arena,
                                const struct nes_partner_ask *ask, struct nes_errand_answer *answer, bool *told)
{
    struct nes_outgoing_line line = { .name = NES_STR("X-Signature") };
    struct nes_outgoing_ask call = { .method = "POST", .type = NES_STR("application/json"), .body = ask->body,
                                     .lines = &line, .lines_len = 1 };
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    struct nes_outgoing_answer got;
    struct nes_err err;

    *told = false;
    set(answer, NES_OUTCOME_LATER, "no_line");
    if (partner->url[0] == '\0') {
        return NES_FINE;
    }
    line.value = signature_of(arena, partner, ask);
    call.url = url_of(arena, partner, ask->path);
    err = nes_outgoing_call(partner->outgoing, arena, &call, &got);
    if (err.what == &nes_fault_CLIENT_CALL) {
        return NES_FINE;
    }
    NES_TRY(err);
    *told = got.status == 200 && !nes_shape_read(ask->shape, arena, got.body, ask->told, faults).what;
    by_status(got.status, answer);
    return NES_FINE;
}
