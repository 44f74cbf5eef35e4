/* src/gateway/bank_order.h: orders to the organisation's bank (docs/wire/bank.md): payouts, refunds. */
#pragma once
#include "gateway/bank.h"

#define NES_KBE_PERSON  "19" /* resident, households */
#define NES_KBE_COMPANY "17" /* resident, other non-financial organisations */

struct nes_bank_to {
    struct nes_str iban, name, identifier, kbe;
};
struct nes_bank_order {
    struct nes_id id;               /* of the errand: the bank executes it once at most */
    struct nes_money amount;
    struct nes_str from, knp, purpose;
    struct nes_bank_to to;
};

/* Nothing left this machine: it may be sent again. */
struct nes_err nes_bank_order_later(struct nes_errand_answer *answer);
/* Sends it. What is not clear, of another order or of another amount is no answer. DONE: detail is the bank's
 * reference, body its day. */
struct nes_err nes_bank_order_send(const struct nes_bank *bank, struct nes_arena *arena,
                                   const struct nes_bank_order *order, struct nes_errand_answer *answer);
/* The only thing that may leave after a doubt. 404 alone says that the order never came. */
struct nes_err nes_bank_order_ask(const struct nes_bank *bank, struct nes_arena *arena, struct nes_id id,
                                  struct nes_money amount, struct nes_errand_answer *answer);
