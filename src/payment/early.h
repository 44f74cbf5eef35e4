/* src/payment/early.h: early repayment: what it would do, the client's wish, and the payment that fulfils it. At any
 * time and free of charge (Law on microfinance activity, art. 7(3)(2), 9(1)(4)). RULE 9.1.a */
#pragma once
#include "crypto/hash.h"
#include "identity/confirmation.h"
#include "lending/loan.h"
#include "payment/payment_faults.h"

struct nes_early_id { struct nes_id id; };

enum nes_early_way { NES_EARLY_WAY_FULL = 1, NES_EARLY_WAY_SHORTEN, NES_EARLY_WAY_LOWER };
const char *nes_early_way_word(enum nes_early_way way);           /* "shorten" */
enum nes_early_state { NES_EARLY_ASKED = 1, NES_EARLY_AGREED, NES_EARLY_DONE, NES_EARLY_WITHDRAWN };
const char *nes_early_state_word(enum nes_early_state state);

#define NES_EARLY_DAYS 10                /* so many days after the day it was counted for its money is awaited */

/* What is left to pay if money comes, or does not, on a day, and all goes as agreed after it. */
struct nes_early_rest {
    const struct nes_row *rows;          /* still to come */
    int32_t count;
    struct nes_money due;                /* of these rows together */
    struct nes_money remuneration;       /* of the whole loan, paid and to come */
};
/* Pure but for the arena. As the loan is. Faults of the fold. */
struct nes_err nes_early_none(struct nes_arena *arena, const struct nes_loan_record *record, struct nes_date on,
                              struct nes_early_rest *out);
/* What closes the loan on the day. */
struct nes_err nes_early_payoff(struct nes_arena *arena, const struct nes_loan_record *record, struct nes_date on,
                                struct nes_money *out);
/* Money that comes on a day, and what it is for. */
struct nes_early_money {
    enum nes_early_way way;
    struct nes_money amount;
    struct nes_date on;
};
/* Pure but for the arena. With that money. EARLY_SMALL: it does not reach principal that is not due; EARLY_ALL: it pays
 * all and is not asked for as full. */
struct nes_err nes_early_rest(struct nes_arena *arena, const struct nes_loan_record *record,
                              const struct nes_early_money *money, struct nes_early_rest *out);

struct nes_early {
    struct nes_early_id id;
    struct nes_loan_id loan;
    struct nes_client_id client;
    enum nes_early_way way;
    enum nes_early_state state;
    struct nes_money amount;             /* a payment of so much or more */
    struct nes_date pay_on, until;       /* counted for; last value day */
    struct nes_hash hash;                /* of what is confirmed */
    struct nes_evidence_id evidence;
    struct nes_id payment;
    int64_t made_at;
};
struct nes_earlies {
    struct nes_early *rows;
    size_t len;
};
/* Writes a wish for a loan: `early` gives way, amount (not of a full one), pay_on; the rest is set. It takes the place
 * of one that waits. A full one changes no contract: it is agreed. EARLY_DAY: not today or soon; EARLY_SMALL,
 * EARLY_ALL; LINE_LOAN where nothing is owed. */
struct nes_err nes_early_ask(struct nes_tx *tx, const struct nes_crypto *crypto, const struct nes_loan_record *record,
                             struct nes_early *early);
/* The client agreed by the methods that a change of the contract needs. EARLY_STATE. RULE 9.1.a */
struct nes_err nes_early_agree(struct nes_tx *tx, struct nes_early *early, struct nes_evidence_id evidence);
/* EARLY_STATE. */
struct nes_err nes_early_withdraw(struct nes_tx *tx, struct nes_early *early);
/* DB_NO_ROW. */
struct nes_err nes_early_find(struct nes_tx *tx, struct nes_early_id id, struct nes_early *out);
/* Newest first, 100 at most. */
struct nes_err nes_earlies_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_earlies *out);

/* For a payment that is being taken: the event that it makes of the loan. Its kind is that of the wish which it fulfils
 * (`early` is set, `fulfils` true), with the new schedule as data; else a plain payment. */
struct nes_err nes_early_event(struct nes_tx *tx, const struct nes_loan_record *record, struct nes_event *event,
                               struct nes_early *early, bool *fulfils);
/* The wish is done; with its leaf ("early.done") and the notice. */
struct nes_err nes_early_book(struct nes_tx *tx, const struct nes_early *early, struct nes_id payment);
