/* src/lending/order.h: what staff decides about a loan on a paper that came: accrual suspended and resumed, penalty
 * forgiven, the debt written off. One proposes, another decides; the decision is an event of the loan.
 * RULE 13.2.a RULE 13.3 RULE 13.4.a RULE 13.5 RULE 27 */
#pragma once
#include "lending/loan.h"
#include "lending/order_faults.h"

struct nes_loan_order_id { struct nes_id id; };

enum nes_loan_order_kind { NES_ORDER_SUSPEND = 1, NES_ORDER_RESUME, NES_ORDER_FORGIVE, NES_ORDER_WRITE_OFF };
enum nes_loan_order_state { NES_ORDER_PROPOSED = 1, NES_ORDER_DONE, NES_ORDER_REJECTED };

struct nes_loan_order {
    struct nes_loan_order_id id, cancels;  /* cancels: resume names the suspension whose paper was cancelled */
    struct nes_loan_id loan;
    struct nes_client_id client;
    enum nes_loan_order_kind kind;
    enum nes_loan_order_state state;
    struct nes_str number, paper;          /* of the contract; who gave the paper, its number and day */
    struct nes_date received_on, due_on;   /* when the paper came; the last day that the law gives, none: no term */
    bool back;                             /* resume: adds the remuneration that was withheld */
    bool guilty;                           /* write_off: a court found the client guilty, so the claim stays (13.5) */
    struct nes_money amount;               /* forgive: at most so much, 0 all; once done, what it came to */
    struct nes_id maker, checker;
    int64_t decided_at, version;
};

struct nes_loan_orders {
    struct nes_loan_order *rows;
    size_t len;
};

/* Proposes: id, loan, kind, paper, received_on, cancels, back, guilty, amount and maker are given; the term is set.
 * LOAN_ORDER_DAY, LOAN_ORDER_STATE, LOAN_ORDER_CANCELS, LOAN_ORDER_OPEN, POLICY_MISSING. */
struct nes_err nes_loan_order_propose(struct nes_tx *tx, struct nes_loan_order *order);
/* Decides a locked order: LOAN_ORDER_MAKER, LOAN_ORDER_DECIDED; approved, what the proposal was checked for is checked
 * again, and the event is written: a suspension from the day its paper came, resumption from the day the cancellation
 * came, the others on the day of the decision. The faults of the fold. */
struct nes_err nes_loan_order_settle(struct nes_tx *tx, struct nes_loan_order *order, struct nes_id checker,
                                     bool approve);

/* DB_NO_ROW. */
struct nes_err nes_loan_order_find(struct nes_tx *tx, struct nes_loan_order_id id, bool lock,
                                   struct nes_loan_order *out);
/* Of a loan, newest first; of all loans what waits, the nearest last day first. 200 at most. */
struct nes_err nes_loan_orders_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_loan_orders *out);
struct nes_err nes_loan_orders_open(struct nes_tx *tx, struct nes_loan_orders *out);
