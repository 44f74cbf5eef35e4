/* src/payment/examine.h: the invariants of contracts and money (I4, I7, I13), for doctor. */
#pragma once
#include "db/db.h"

struct nes_payment_faults_found {
    int64_t contracts;   /* concluded or changed without evidence of two methods over the hash (I13) */
    int64_t released;    /* payouts that left before their hour or without what they need (I13) */
    int64_t payouts;     /* payouts and events of payout that do not match one to one (I4) */
    int64_t payments;    /* payments without their event, or another one (I7) */
    int64_t refunds;     /* refunds and events of refund that do not match one to one (I4) */
    int64_t bank;        /* tiyn between the bank's entries and the books (I7) */
};
struct nes_err nes_payment_examine(struct nes_tx *tx, struct nes_payment_faults_found *out);
