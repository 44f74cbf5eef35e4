#include "gateway/bank.h"

#include "client/account.h"
#include "ident/taxpayer.h"
#include "json/json.h"
#include "json/shape.h"
#include "payment/own_account.h"
#include "payment/payout.h"

#define TEXT_MAX 4'096
#define KBE_PERSON  "19" /* resident, households */
#define KBE_COMPANY "17" /* resident, other non-financial organisations */

/* --- payouts --- */

struct order {
    struct nes_id subject;
    struct nes_payout_record payout;
    struct nes_contract contract;
    struct nes_client client;
    struct nes_account account;
    struct nes_seller seller;
    struct nes_own_account own;
};

static struct nes_err load_order(struct nes_tx *tx, void *self)
{
    struct order *order = self;

    NES_TRY(nes_payout_find(tx, (struct nes_payout_id){ order->subject }, false, &order->payout));
    NES_TRY(nes_contract_find(tx, order->payout.contract, false, &order->contract));
    NES_TRY(nes_client_find(tx, order->payout.client, &order->client));
    NES_TRY(nes_own_account_find(tx, &order->own));
    return order->payout.way == NES_PAYOUT_SELLER ? nes_seller_find(tx, order->payout.seller, &order->seller)
                                                  : nes_account_find(tx, order->payout.account, &order->account);
}

static struct nes_str open_text(struct nes_secret secret)
{
    return (struct nes_str){ (const char *)secret.ptr, secret.len };
}

struct receiver {
    struct nes_str iban, name, identifier, kbe;
};

static struct nes_err receiver_of(const struct nes_bank *bank, struct nes_arena *arena, const struct order *order,
                                  struct receiver *out)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SEND };
    struct nes_bin_facts facts;
    struct nes_person person;
    struct nes_secret iban;

    if (order->payout.way == NES_PAYOUT_SELLER) {
        *out = (struct receiver){ order->seller.iban, order->seller.name, order->seller.bin, NES_STR(KBE_COMPANY) };
        return NES_FINE;
    }
    NES_TRY(nes_client_unseal(bank->keeper, arena, why, &order->client, &person));
    NES_TRY(nes_account_unseal(bank->keeper, arena, why, &order->account, &iban));
    *out = (struct receiver){ open_text(iban), open_text(person.name), open_text(person.iin),
                              nes_bin_check(open_text(person.iin), &facts).what ? NES_STR(KBE_PERSON)
                                                                                : NES_STR(KBE_COMPANY) };
    return NES_FINE;
}

static struct nes_str purpose_of(struct nes_arena *arena, const struct order *order)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);

    nes_buf_addz(&buf, "Выдача микрокредита по договору ");
    nes_buf_add(&buf, order->contract.number);
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct nes_err order_body(const struct nes_bank *bank, struct nes_arena *arena,
                                 const struct nes_errand *errand, const struct order *order, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_json json = NES_JSON_TO(&buf);
    struct receiver to;

    NES_TRY(receiver_of(bank, arena, order, &to));
    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, errand->id.id);
    nes_json_key(&json, "amount");
    nes_json_money(&json, order->payout.amount);
    nes_json_key_str(&json, "from", order->own.iban);
    nes_json_key(&json, "to");
    nes_json_open(&json, '{');
    nes_json_key_str(&json, "iban", to.iban);
    nes_json_key_str(&json, "name", to.name);
    nes_json_key_str(&json, "identifier", to.identifier);
    nes_json_key_str(&json, "kbe", to.kbe);
    nes_json_close(&json, '}');
    nes_json_key_str(&json, "knp", order->own.knp_out);
    nes_json_key_str(&json, "purpose", purpose_of(arena, order));
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
                                           const struct nes_errand *errand, struct nes_money amount)
{
    struct status told = { 0 };
    struct nes_field_faults faults = { 0 };
    char *day = nes_arena_take(arena, NES_DATE_TEXT + 1);

    if (got->status == 503) {
        return (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("later") };
    }
    if (nes_shape_read(&status_shape, arena, got->body, &told, &faults).what ||
        !nes_id_eq(told.id, errand->id.id)) {
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

static struct nes_err payout_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                  struct nes_errand_answer *answer)
{
    const struct nes_bank *bank = gateway;
    struct order *order = NES_NEW(arena, struct order);
    struct nes_outgoing_answer got;
    struct nes_str body;
    struct nes_err err;

    order->subject = errand->subject;
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("not_sent") };
    if (nes_db_read(bank->db, arena, load_order, order).what ||
        order_body(bank, arena, errand, order, &body).what) {
        return NES_FINE; /* nothing left this machine */
    }
    err = nes_partner_call(&bank->partner, arena, "payments", body, &got);
    if (err.what == &nes_fault_CLIENT_CALL) {
        return NES_FINE;
    }
    *answer = unknown;
    NES_TRY(err);
    *answer = understand(arena, &got, errand, order->payout.amount);
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

/* The only thing that may leave after a doubt. 404 alone says that the order never came. */
static struct nes_err payout_ask(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                 struct nes_errand_answer *answer)
{
    const struct nes_bank *bank = gateway;
    struct order *order = NES_NEW(arena, struct order);
    struct nes_outgoing_answer got;
    struct nes_str body;

    order->subject = errand->subject;
    *answer = unknown;
    NES_TRY(nes_db_read(bank->db, arena, load_order, order));
    NES_TRY(id_body(arena, errand->id.id, &body));
    NES_TRY(nes_partner_call(&bank->partner, arena, "questions", body, &got));
    if (got.status == 404) {
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("never_seen") };
    } else if (got.status == 200) { /* a 503 is about the question, not the order */
        *answer = understand(arena, &got, errand, order->payout.amount);
    }
    return NES_FINE;
}

struct nes_errand_kind nes_bank_payout_errand(struct nes_bank *bank)
{
    return (struct nes_errand_kind){ .name = NES_PAYOUT_ERRAND, .repeat = NES_REPEAT_ASK_FIRST,
                                     .repeat_source = "docs/wire/bank.md: once by id, a question tells",
                                     .lease_ms = 30'000, .give_up_after_s = 3 * 86'400, .send = payout_send,
                                     .ask = payout_ask, .gateway = bank, .apply = nes_payout_apply };
}

/* --- holders --- */

struct whose {
    struct nes_id subject;
    struct nes_account account;
    struct nes_client client;
};

static struct nes_err load_whose(struct nes_tx *tx, void *self)
{
    struct whose *whose = self;

    NES_TRY(nes_account_find(tx, (struct nes_account_id){ whose->subject }, &whose->account));
    return nes_client_find(tx, whose->account.client, &whose->client);
}

static struct nes_err whose_body(const struct nes_bank *bank, struct nes_arena *arena,
                                 const struct nes_errand *errand, struct nes_str *out)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SEND };
    struct whose *whose = NES_NEW(arena, struct whose);
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_person person;
    struct nes_secret iban;

    whose->subject = errand->subject;
    NES_TRY(nes_db_read(bank->db, arena, load_whose, whose));
    NES_TRY(nes_client_unseal(bank->keeper, arena, why, &whose->client, &person));
    NES_TRY(nes_account_unseal(bank->keeper, arena, why, &whose->account, &iban));
    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, errand->id.id);
    nes_json_key_str(&json, "iban", open_text(iban));
    nes_json_key_str(&json, "identifier", open_text(person.iin));
    nes_json_close(&json, '}');
    return nes_buf_done(&buf, out);
}

struct told {
    struct nes_id id;
    struct nes_str holder;
};
static const struct nes_field told_fields[] = {
    NES_FIELD(struct told, id,     .required = true, .loose = true),
    NES_FIELD(struct told, holder, .required = true, .max = 20),
};
static const struct nes_shape told_shape =
    NES_SHAPE(struct told, told_fields, .open = true, .as = "bank_holder_answer");

/* "own", "other", "unknown" for the domain; none: the answer is not one. */
static struct nes_str holder_of(const struct told *told)
{
    return nes_str_is(told->holder, "same")      ? NES_STR("own")
           : nes_str_is(told->holder, "other")   ? NES_STR("other")
           : nes_str_is(told->holder, "unknown") ? NES_STR("unknown")
                                                 : (struct nes_str){ 0 };
}

static struct nes_err holder_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                  struct nes_errand_answer *answer)
{
    const struct nes_bank *bank = gateway;
    struct nes_field_faults faults = { 0 };
    struct nes_outgoing_answer got;
    struct told told = { 0 };
    struct nes_str body;
    struct nes_err err;

    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("not_sent") };
    NES_TRY(whose_body(bank, arena, errand, &body));
    err = nes_partner_call(&bank->partner, arena, "holders", body, &got);
    if (err.what == &nes_fault_CLIENT_CALL || (!err.what && got.status == 503)) {
        return NES_FINE;
    }
    *answer = unknown;
    NES_TRY(err);
    if (got.status == 200 && !nes_shape_read(&told_shape, arena, got.body, &told, &faults).what &&
        nes_id_eq(told.id, errand->id.id) && holder_of(&told).len > 0) {
        *answer = (struct nes_errand_answer){ NES_OUTCOME_DONE, told.holder, holder_of(&told) };
    }
    return NES_FINE;
}

struct nes_errand_kind nes_bank_holder_errand(struct nes_bank *bank)
{
    return (struct nes_errand_kind){ .name = NES_ACCOUNT_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/bank.md: a question changes nothing",
                                     .lease_ms = 30'000, .give_up_after_s = 86'400, .send = holder_send,
                                     .gateway = bank, .apply = nes_account_answer };
}
