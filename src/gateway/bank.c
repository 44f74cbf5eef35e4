#include "gateway/bank.h"

#include "client/account.h"
#include "gateway/bank_order.h"
#include "json/json.h"
#include "json/shape.h"
#include "payment/own_account.h"
#include "payment/payout.h"

#define TEXT_MAX 4'096

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

static struct nes_err load_payout(struct nes_tx *tx, void *self)
{
    struct order *order = self;

    return nes_payout_find(tx, (struct nes_payout_id){ order->subject }, false, &order->payout);
}

static struct nes_err load_order(struct nes_tx *tx, void *self)
{
    struct order *order = self;

    NES_TRY(load_payout(tx, order));
    NES_TRY(nes_payout_may_leave(tx, &order->payout)); /* RULE 10.1: days may lie between planning and sending */
    NES_TRY(nes_contract_find(tx, order->payout.contract, false, &order->contract));
    NES_TRY(nes_client_find(tx, order->payout.client, &order->client));
    NES_TRY(nes_own_account_find(tx, &order->own));
    return order->payout.way == NES_PAYOUT_SELLER ? nes_seller_find(tx, order->payout.seller, &order->seller)
                                                  : nes_account_find(tx, order->payout.account, &order->account);
}

static struct nes_err receiver_of(const struct nes_bank *bank, struct nes_arena *arena, const struct order *order,
                                  struct nes_bank_to *out)
{
    if (order->payout.way == NES_PAYOUT_SELLER) {
        *out = (struct nes_bank_to){ order->seller.iban, order->seller.name, order->seller.bin };
        return NES_FINE;
    }
    return nes_bank_to_client(bank, arena, &order->client, &order->account, out);
}

static struct nes_str purpose_of(struct nes_arena *arena, const struct order *order)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);

    nes_buf_addz(&buf, "Выдача микрокредита по договору ");
    nes_buf_add(&buf, order->contract.number);
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct nes_err payout_order(const struct nes_bank *bank, struct nes_arena *arena,
                                   const struct nes_errand *errand, struct nes_bank_order *out)
{
    struct order *order = NES_NEW(arena, struct order);

    order->subject = errand->subject;
    NES_TRY(nes_db_read(bank->db, arena, load_order, order));
    *out = (struct nes_bank_order){ .id = errand->id.id, .amount = order->payout.amount, .from = order->own.iban,
                                    .knp = order->own.knp_out, .purpose = purpose_of(arena, order) };
    return receiver_of(bank, arena, order, &out->to);
}

static struct nes_err payout_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                  struct nes_errand_answer *answer)
{
    struct nes_bank_order order;

    if (payout_order(gateway, arena, errand, &order).what) {
        return nes_bank_order_later(answer);
    }
    return nes_bank_order_send(gateway, arena, &order, answer);
}

static struct nes_err payout_ask(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                 struct nes_errand_answer *answer)
{
    const struct nes_bank *bank = gateway;
    struct order *order = NES_NEW(arena, struct order);

    order->subject = errand->subject;
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_UNKNOWN, .detail = NES_STR("no_answer") };
    NES_TRY(nes_db_read(bank->db, arena, load_payout, order));
    return nes_bank_order_ask(bank, arena, errand->id.id, order->payout.amount, answer);
}

struct nes_errand_kind nes_bank_payout_errand(struct nes_bank *bank)
{
    struct nes_errand_kind kind = nes_bank_order_errand(bank);

    kind.name = NES_PAYOUT_ERRAND;
    kind.send = payout_send;
    kind.ask = payout_ask;
    kind.apply = nes_payout_apply;
    return kind;
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
    struct whose *whose = NES_NEW(arena, struct whose);
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_bank_to holder;

    whose->subject = errand->subject;
    NES_TRY(nes_db_read(bank->db, arena, load_whose, whose));
    NES_TRY(nes_bank_to_client(bank, arena, &whose->client, &whose->account, &holder));
    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, errand->id.id);
    nes_json_key_str(&json, "iban", holder.iban);
    nes_json_key_str(&json, "identifier", holder.identifier);
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
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_UNKNOWN, .detail = NES_STR("no_answer") };
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
