/* src/payment/payment.h: money that comes back: each payment is an event of its loan and has a receipt; the fold
 * allocates it by the law's order. RULE 7.5.a */
#pragma once
#include "payment/statement.h"

struct nes_payment_id { struct nes_id id; };

/* What a payment did on its day, as its receipt says. Later events do not change it. */
struct nes_payment_parts {
    struct nes_money overdue_principal, overdue_remuneration, penalty, principal, remuneration, costs;
    struct nes_money kept;              /* waits for its due day, or is returned */
    struct nes_money debt_principal, debt_remuneration, debt_penalty; /* left after it */
};

struct nes_payment {
    struct nes_payment_id id;           /* also that of the event */
    struct nes_loan_id loan;
    struct nes_client_id client;
    struct nes_line_id line;
    struct nes_money amount;
    struct nes_date value_on;
    struct nes_payment_parts parts;
    struct nes_leaf_id leaf;
    int64_t made_at;
};
struct nes_payments {
    struct nes_payment *rows;
    size_t len;
};

/* Pure. What a payment did, of the states of its day without and with it. */
struct nes_payment_parts nes_payment_parts_of(const struct nes_state *without, const struct nes_state *with);

/* Adds the event PAYMENT, or that of the early repayment which it fulfils (payment/early.h), the row, the leaf, and
 * asks for the receipt; for the certificate, too, where it closes the loan. `payment` gives loan, line, amount,
 * value_on; the rest is set. LINE_LOAN where nothing was paid out for the loan yet, or it is closed. */
struct nes_err nes_payment_take(struct nes_tx *tx, struct nes_payment *payment);
/* Newest first, 500 at most. */
struct nes_err nes_payments_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_payments *out);
/* DB_NO_ROW. */
struct nes_err nes_payment_find(struct nes_tx *tx, struct nes_payment_id id, struct nes_payment *out);

/* The loan if it takes money of that day, else none: it is open and had begun, and the day is not to come. */
struct nes_err nes_payment_open_loan(struct nes_tx *tx, struct nes_loan_id loan, struct nes_date value_on,
                                     struct nes_loan_id *out);
/* The only open loan of a client, else none. */
struct nes_err nes_payment_only_loan(struct nes_tx *tx, struct nes_client_id client, struct nes_loan_id *out);
