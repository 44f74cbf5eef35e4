/* src/gateway/bank_order.h: orders to the organisation's bank (docs/wire/bank.md): payouts, refunds. */
#pragma once
#include "client/account.h"
#include "gateway/bank.h"

/* Whom the money goes to; IIN or BIN of a resident, of which the code of the beneficiary follows. */
struct nes_bank_to {
    struct nes_str iban, name, identifier;
};
struct nes_bank_order {
    struct nes_id id;               /* of the errand: the bank executes it once at most */
    struct nes_money amount;
    struct nes_str from, knp, purpose;
    struct nes_bank_to to;
};

/* A client by an own account, opened for sending; in `arena`. */
struct nes_err nes_bank_to_client(const struct nes_bank *bank, struct nes_arena *arena,
                                  const struct nes_client *client, const struct nes_account *account,
                                  struct nes_bank_to *out);

/* Nothing left this machine: it may be sent again. */
struct nes_err nes_bank_order_later(struct nes_errand_answer *answer);
/* Sends it. What is not clear, of another order or of another amount is no answer. DONE: detail is the bank's
 * reference, body its day. */
struct nes_err nes_bank_order_send(const struct nes_bank *bank, struct nes_arena *arena,
                                   const struct nes_bank_order *order, struct nes_errand_answer *answer);
/* The only thing that may leave after a doubt. 404 alone says that the order never came. */
struct nes_err nes_bank_order_ask(const struct nes_bank *bank, struct nes_arena *arena, struct nes_id id,
                                  struct nes_money amount, struct nes_errand_answer *answer);
/* An errand that is such an order: name, send, ask and apply are the caller's to fill. */
struct nes_errand_kind nes_bank_order_errand(struct nes_bank *bank);
