#include "gateway/partner.h"

static struct nes_err url_of(struct nes_arena *arena, const struct nes_partner *partner, const char *name,
                             struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 2'048);

    nes_buf_addz(&buf, partner->url);
    if (name[0] != '/') {
        nes_buf_byte(&buf, '/');
    }
    nes_buf_addz(&buf, name);
    return nes_buf_done(&buf, out);
}

/* The name is signed, too: a question cannot be turned into another one. */
static struct nes_str signature_of(struct nes_arena *arena, const struct nes_partner *partner, const char *name,
                                   struct nes_str body)
{
    struct nes_buf text = nes_buf_begin(arena, body.len + 256);
    struct nes_hash mac;

    nes_buf_addz(&text, name);
    nes_buf_byte(&text, '\n');
    nes_buf_add(&text, body);
    mac = nes_hmac(partner->crypto, partner->key, (struct nes_str){ text.ptr, text.len });
    return nes_str_hex(arena, mac.b, sizeof(mac.b));
}

struct nes_err nes_partner_call(const struct nes_partner *partner, struct nes_arena *arena, const char *name,
                                struct nes_str body, struct nes_outgoing_answer *got)
{
    struct nes_outgoing_line line = { .name = NES_STR("X-Signature") };
    struct nes_outgoing_ask ask = { .method = "POST", .type = NES_STR("application/json"), .body = body,
                                    .lines = &line, .lines_len = 1 };

    if (partner->url[0] == '\0') {
        return NES_FAIL(CLIENT_CALL, "url");
    }
    NES_TRY(url_of(arena, partner, name, &ask.url));
    line.value = signature_of(arena, partner, name, body);
    return nes_outgoing_call(partner->outgoing, arena, &ask, got);
}

enum nes_outcome nes_partner_outcome(int status)
{
    return status == 409 || status == 422   ? NES_OUTCOME_REFUSED
           : status == 503 || status == 401 ? NES_OUTCOME_LATER
                                            : NES_OUTCOME_UNKNOWN;
}

/* Why there is nothing to read, for who looks at the errand. */
static struct nes_errand_answer told_by(struct nes_arena *arena, int status)
{
    struct nes_errand_answer answer = { .outcome = nes_partner_outcome(status), .detail = NES_STR("not_understood") };
    struct nes_buf buf = nes_buf_begin(arena, 8);

    if (answer.outcome != NES_OUTCOME_UNKNOWN) {
        nes_buf_int(&buf, status);
        answer.detail = (struct nes_str){ buf.ptr, buf.len };
    }
    return answer;
}

struct nes_err nes_partner_post(const struct nes_partner *partner, struct nes_arena *arena,
                                const struct nes_partner_ask *ask, struct nes_errand_answer *answer, bool *told)
{
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    struct nes_outgoing_answer got;
    struct nes_err err;

    *told = false;
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("no_line") };
    err = nes_partner_call(partner, arena, ask->path, ask->body, &got);
    if (err.what == &nes_fault_CLIENT_CALL) {
        return NES_FINE;
    }
    NES_TRY(err);
    *told = got.status == 200 && !nes_shape_read(ask->shape, arena, got.body, ask->told, faults).what;
    *answer = told_by(arena, got.status);
    return NES_FINE;
}
