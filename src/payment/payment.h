/* src/payment/payment.h: money that comes back: each payment is an event of its loan and has a receipt; the fold allocates
 * it by the law's order. RULE 7.5.a */
#pragma once
#include "payment/statement.h"

struct nes_payment_id { struct nes_id id; };

struct nes_payment {
    struct nes_payment_id id;       /* also that of the event */
    struct nes_loan_id loan;
    struct nes_client_id client;
    struct nes_line_id line;
    struct nes_money amount;
    struct nes_date value_on;
    struct nes_debt paid;           /* what it paid of the debt on its day, as the fold tells */
    struct nes_money waits;         /* of it in suspense after that day's allocation */
    struct nes_leaf_id leaf;
    struct nes_document_id receipt; /* none: not formed yet */
    int64_t made_at;
};
struct nes_payments {
    struct nes_payment *rows;
    size_t len;
};

/* Adds the event PAYMENT, the row, the leaf, and asks for the receipt. `payment` gives loan, line, amount, value_on. */
struct nes_err nes_payment_take(struct nes_tx *tx, struct nes_payment *payment);
/* Newest first, 500 at most. */
struct nes_err nes_payments_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_payments *out);
/* DB_NO_ROW. */
struct nes_err nes_payment_find(struct nes_tx *tx, struct nes_payment_id id, struct nes_payment *out);
