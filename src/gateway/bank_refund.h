/* src/gateway/bank_refund.h: who sent a receipt that nobody knows. */
#pragma once
#include "gateway/bank_order.h"
#include "payment/refund.h"
#include "vault/vault.h"

/* Whom the kept statement names as the sender of a line. Opens the statement that brought it and reads it in the
 * press: slow, on a snapshot. REFUND_SENDER where it tells no account, name or identifier that can be paid to;
 * DOCUMENT_CHANGED, BLOB_GONE, faults of keeper and press. */
struct nes_err nes_bank_sender_find(struct nes_tx *tx, const struct nes_vault *vault, struct nes_press *press,
                                    struct nes_line_id line, struct nes_bank_to *out);
