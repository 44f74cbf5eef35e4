/* src/payment/refund.h: money that goes back: an overpayment to its borrower, what was paid on a debt that a court
 * wrote off, a receipt that nobody knows to its sender. Asked by the borrower or proposed by staff, decided by another
 * person, sent once by an errand to the bank. RULE 13.4.c RULE 27 */
#pragma once
#include "client/account.h"
#include "lending/order.h"
#include "payment/statement.h"

struct nes_refund_id { struct nes_id id; };

#define NES_REFUND_ERRAND "bank.refund"

enum nes_refund_kind { NES_REFUND_OVERPAYMENT = 1, NES_REFUND_VERDICT, NES_REFUND_RECEIPT };
enum nes_refund_state {
    NES_REFUND_ASKED = 1,  /* by the borrower; nobody of staff has taken it up */
    NES_REFUND_PROPOSED,   /* waits for a second person */
    NES_REFUND_PLANNED,    /* decided and booked; its errand is under way, the outcome may be unknown */
    NES_REFUND_DONE,       /* the bank's answer says so */
    NES_REFUND_REFUSED,    /* surely not done: by the bank, or given up; what was booked is undone */
    NES_REFUND_REJECTED,   /* by the second person */
    NES_REFUND_WITHDRAWN   /* by the borrower */
};
const char *nes_refund_kind_word(enum nes_refund_kind kind);
const char *nes_refund_state_word(enum nes_refund_state state);

struct nes_refund {
    struct nes_refund_id id;
    enum nes_refund_kind kind;
    enum nes_refund_state state;
    struct nes_loan_id loan;            /* none for a receipt, as client and account */
    struct nes_client_id client;
    struct nes_account_id account;
    struct nes_line_id line;            /* the receipt */
    struct nes_loan_order_id order;     /* verdict: the write-off */
    struct nes_str tail;                /* last four characters of the account it goes to */
    struct nes_money amount;
    struct nes_date due_on, value_on;   /* the law's last day, none: no term; the bank's day */
    struct nes_id maker, checker, event;
    struct nes_errand_id errand;
    struct nes_str ref, reason;         /* the bank's */
    int64_t made_at, version;
};
struct nes_refunds {
    struct nes_refund *rows;
    size_t len;
};

/* Pure. What can be given back of a loan in a state: of an overpayment what waits in suspense, after a verdict also all
 * that was ever paid (RULE 13.4.c). */
struct nes_money nes_refund_most(enum nes_refund_kind kind, const struct nes_state *state);

/* Whether it may be given back now, asked again as its order is sent: PAYOUT_FROZEN (refused), its client was found on
 * a list. RULE 10.1 */
struct nes_err nes_refund_may_leave(struct nes_tx *tx, const struct nes_refund *refund);
/* Asks (no maker) or proposes: kind, loan, account and maker are given, and the amount where it is not to be all; a
 * verdict's is always all. REFUND_NONE, REFUND_AMOUNT, REFUND_OPEN, REFUND_EARLY, REFUND_VERDICT, PAYOUT_ACCOUNT,
 * PAYOUT_FROZEN (refused). */
struct nes_err nes_refund_ask(struct nes_tx *tx, struct nes_refund *refund);
/* Proposes to return an unidentified receipt; `tail` is that of its sender's account. LINE_STATE. */
struct nes_err nes_refund_return(struct nes_tx *tx, struct nes_refund *refund);
/* One of staff takes up what the borrower asked for. REFUND_STATE. */
struct nes_err nes_refund_propose(struct nes_tx *tx, struct nes_refund *refund, struct nes_id maker);
/* Decides a locked proposal: REFUND_MAKER, REFUND_STATE. Approved, all is checked again and booked, and the errand is
 * planned with it: money never leaves without. The caller wakes the errands. */
struct nes_err nes_refund_settle(struct nes_tx *tx, struct nes_refund *refund, struct nes_id checker, bool approve);
/* The borrower does not want it any more. REFUND_STATE. */
struct nes_err nes_refund_withdraw(struct nes_tx *tx, struct nes_refund *refund);

/* DB_NO_ROW. */
struct nes_err nes_refund_find(struct nes_tx *tx, struct nes_refund_id id, bool lock, struct nes_refund *out);
/* Of a loan, newest first; of a state, oldest first. 200 at most. */
struct nes_err nes_refunds_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_refunds *out);
struct nes_err nes_refunds_in(struct nes_tx *tx, enum nes_refund_state state, struct nes_refunds *out);

/* The function of the kind of errand. DONE: `answer->body` is the bank's day, YYYY-MM-DD. Refused or given up, what was
 * booked is undone. */
struct nes_err nes_refund_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                const struct nes_errand_answer *answer);
