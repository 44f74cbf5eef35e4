#include "gateway/bank_order.h"

#include "ident/taxpayer.h"
#include "json/json.h"
#include "json/shape.h"

#define TEXT_MAX    4'096
#define KBE_PERSON  "19" /* resident, households */
#define KBE_COMPANY "17" /* resident, other non-financial organisations */

static struct nes_str open_text(struct nes_secret secret)
{
    return (struct nes_str){ (const char *)secret.ptr, secret.len };
}

struct nes_err nes_bank_to_client(const struct nes_bank *bank, struct nes_arena *arena,
                                  const struct nes_client *client, const struct nes_account *account,
                                  struct nes_bank_to *out)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SEND };
    struct nes_person person;
    struct nes_secret iban;

    NES_TRY(nes_client_unseal(bank->keeper, arena, why, client, &person));
    NES_TRY(nes_account_unseal(bank->keeper, arena, why, account, &iban));
    *out = (struct nes_bank_to){ open_text(iban), open_text(person.name), open_text(person.iin) };
    return NES_FINE;
}

static const char *kbe_of(struct nes_str identifier)
{
    struct nes_bin_facts facts;

    return nes_bin_check(identifier, &facts).what ? KBE_PERSON : KBE_COMPANY;
}

static struct nes_err order_body(struct nes_arena *arena, const struct nes_bank_order *order, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_json json = NES_JSON_TO(&buf);

    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, order->id);
    nes_json_key(&json, "amount");
    nes_json_money(&json, order->amount);
    nes_json_key_str(&json, "from", order->from);
    nes_json_key(&json, "to");
    nes_json_open(&json, '{');
    nes_json_key_str(&json, "iban", order->to.iban);
    nes_json_key_str(&json, "name", order->to.name);
    nes_json_key_str(&json, "identifier", order->to.identifier);
    nes_json_key_str(&json, "kbe", nes_str_of(kbe_of(order->to.identifier)));
    nes_json_close(&json, '}');
    nes_json_key_str(&json, "knp", order->knp);
    nes_json_key_str(&json, "purpose", order->purpose);
    nes_json_close(&json, '}');
    return nes_buf_done(&buf, out);
}

struct status {
    struct nes_id id;
    struct nes_str status, reason, ref;
    struct nes_money amount;
    bool has_amount;
    struct nes_date value_on;
};
static const struct nes_field status_fields[] = {
    NES_FIELD(struct status, id,       .required = true, .loose = true),
    NES_FIELD(struct status, status,   .required = true, .max = 20),
    NES_FIELD(struct status, reason,   .max = 20),
    NES_FIELD(struct status, ref,      .max = 64),
    NES_MAYBE(struct status, amount,   .max = INT64_MAX),
    NES_FIELD(struct status, value_on),
};
static const struct nes_shape status_shape = NES_SHAPE(struct status, status_fields, .open = true, .as = "bank_answer");

static const struct nes_errand_answer unknown = { .outcome = NES_OUTCOME_UNKNOWN, .detail = NES_STR_INIT("no_answer") };

static bool executed(const struct status *told, struct nes_money amount)
{
    return nes_str_is(told->status, "executed") && told->has_amount && told->amount.tiyn == amount.tiyn &&
           told->value_on.day > 0 && told->ref.len > 0;
}

/* What the bank's words on an order mean. What is not clear, of another order or of another amount is no answer. */
static struct nes_errand_answer understand(struct nes_arena *arena, const struct nes_outgoing_answer *got,
                                           struct nes_id id, struct nes_money amount)
{
    struct status told = { 0 };
    struct nes_field_faults faults = { 0 };
    char *day = nes_arena_take(arena, NES_DATE_TEXT + 1);

    if (got->status == 503) {
        return (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("later") };
    }
    if (nes_shape_read(&status_shape, arena, got->body, &told, &faults).what ||
        !nes_id_eq(told.id, id)) {
        return unknown;
    }
    if (got->status == 200 && executed(&told, amount)) {
        return (struct nes_errand_answer){ .outcome = NES_OUTCOME_DONE, .detail = told.ref,
                                           .body = nes_date_write(told.value_on, day) };
    }
    if ((got->status == 422 || got->status == 200) && nes_str_is(told.status, "rejected")) {
        return (struct nes_errand_answer){ .outcome = NES_OUTCOME_REFUSED, .detail = told.reason };
    }
    return unknown; /* 202: accepted, to be asked about; 409: seen before; anything else */
}

struct nes_err nes_bank_order_later(struct nes_errand_answer *answer)
{
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("not_sent") };
    return NES_FINE;
}

struct nes_err nes_bank_order_send(const struct nes_bank *bank, struct nes_arena *arena,
                                   const struct nes_bank_order *order, struct nes_errand_answer *answer)
{
    struct nes_outgoing_answer got;
    struct nes_str body;
    struct nes_err err;

    if (order_body(arena, order, &body).what) {
        return nes_bank_order_later(answer);
    }
    err = nes_partner_call(&bank->partner, arena, "payments", body, &got);
    if (err.what == &nes_fault_CLIENT_CALL) {
        return nes_bank_order_later(answer);
    }
    *answer = unknown;
    NES_TRY(err);
    *answer = understand(arena, &got, order->id, order->amount);
    return NES_FINE;
}

static struct nes_err id_body(struct nes_arena *arena, struct nes_id id, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 100);
    struct nes_json json = NES_JSON_TO(&buf);

    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, id);
    nes_json_close(&json, '}');
    return nes_buf_done(&buf, out);
}

struct nes_err nes_bank_order_ask(const struct nes_bank *bank, struct nes_arena *arena, struct nes_id id,
                                  struct nes_money amount, struct nes_errand_answer *answer)
{
    struct nes_outgoing_answer got;
    struct nes_str body;

    *answer = unknown;
    NES_TRY(id_body(arena, id, &body));
    NES_TRY(nes_partner_call(&bank->partner, arena, "questions", body, &got));
    if (got.status == 404) {
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("never_seen") };
    } else if (got.status == 200) { /* a 503 is about the question, not the order */
        *answer = understand(arena, &got, id, amount);
    }
    return NES_FINE;
}

struct nes_errand_kind nes_bank_order_errand(struct nes_bank *bank)
{
    return (struct nes_errand_kind){ .repeat = NES_REPEAT_ASK_FIRST,
                                     .repeat_source = "docs/wire/bank.md: once by id, a question tells",
                                     .lease_ms = 30'000, .give_up_after_s = 3 * 86'400, .gateway = bank };
}
