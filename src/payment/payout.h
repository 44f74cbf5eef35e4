/* src/payment/payout.h: money out: once for a contract, by an errand to the bank. Above the threshold of
 * cooling-off it waits for the hour and the client's second consent; to a contracted seller for a confirmation of
 * two methods. RULE 9.2.a RULE 9.2.d RULE 9.3 */
#pragma once
#include "audit/audit.h"
#include "client/account.h"
#include "errand/errand.h"
#include "lending/contract.h"
#include "payment/seller.h"

struct nes_payout_id { struct nes_id id; };

#define NES_PAYOUT_ERRAND "bank.payout"

enum nes_payout_way { NES_PAYOUT_ACCOUNT = 1, NES_PAYOUT_SELLER, NES_PAYOUT_DESK };
/* What the client must confirm before it leaves. */
enum nes_payout_needs { NES_PAYOUT_NEEDS_NOTHING = 1, NES_PAYOUT_NEEDS_CONSENT, NES_PAYOUT_NEEDS_METHODS };

enum nes_payout_state {
    NES_PAYOUT_WAITING = 1, /* for the hour, the consent, the confirmation */
    NES_PAYOUT_PLANNED,     /* its errand is under way, the outcome may be unknown; cash: it may be fetched */
    NES_PAYOUT_DONE,        /* the bank's answer says so; the loan has its event */
    NES_PAYOUT_REFUSED      /* surely not done: by the bank, or given up */
};
const char *nes_payout_state_word(enum nes_payout_state state);
const char *nes_payout_way_word(enum nes_payout_way way);
const char *nes_payout_needs_word(enum nes_payout_needs needs);

struct nes_payout_record {
    struct nes_payout_id id;
    struct nes_contract_id contract;
    struct nes_loan_id loan;
    struct nes_client_id client;
    enum nes_payout_state state;
    enum nes_payout_way way;
    enum nes_payout_needs needs;
    struct nes_money amount;
    struct nes_account_id account;   /* the client's own; none for a seller and for cash */
    struct nes_seller_id seller;     /* none for the client's own account */
    int64_t not_before;              /* end of cooling-off; 0: none */
    struct nes_evidence_id evidence; /* of the client's confirmation; none: not needed, or not given yet */
    struct nes_errand_id errand;     /* none: not planned yet */
    struct nes_str ref, reason;      /* the bank's */
    struct nes_str number;           /* of the contract */
    struct nes_date value_on;        /* the bank's day */
    int64_t version;
};
struct nes_payouts {
    struct nes_payout_record *rows;
    size_t len;
};

/* Pure. When money may leave at the earliest and what is needed before: cooling-off counts for an unsecured consumer
 * microcredit of an individual above the threshold, with what the client concluded the same day before added; a
 * transfer to a seller is exempt from it and needs two methods each time. POLICY_MISSING. */
struct nes_payout_rule {
    const struct nes_policy *policy;
    int64_t concluded_at;
    struct nes_money amount, same_day;   /* same_day: of other contracts concluded on the day */
    bool individual, unsecured_consumer;
    enum nes_payout_way way;
};
struct nes_err nes_payout_decide(const struct nes_payout_rule *rule, enum nes_payout_needs *needs, int64_t *not_before);

/* Whether money may go there: an approved seller, an open cash desk, or an account that the bank says is the client's
 * own and the client confirmed. PAYOUT_SELLER, PAYOUT_ACCOUNT, CASH_DESK (refused): ask before anything else is
 * written. */
struct nes_err nes_payout_receiver(struct nes_tx *tx, const struct nes_payout_record *payout);
/* Whether money may leave now: asked whenever it is let go after the conclusion, and again as its order is sent.
 * PAYOUT_FROZEN: the client was found on a list meanwhile; PAYOUT_LATE: the first payment of the agreed schedule has
 * come (both refused): ask before anything else is written. RULE 10.1 */
struct nes_err nes_payout_may_leave(struct nes_tx *tx, const struct nes_payout_record *payout);
/* Writes the payout; where nothing is needed its errand too. `payout` gives contract, loan, client, way, needs,
 * amount, account or seller, not_before; the rest is set. PAYOUT_TWICE: another one lives; PAYOUT_SELLER,
 * PAYOUT_ACCOUNT (refused): money may not go there. The caller wakes the errands. */
struct nes_err nes_payout_begin(struct nes_tx *tx, struct nes_payout_record *payout);
/* Pure. PAYOUT_STATE; PAYOUT_EARLY (refused) before the hour. */
struct nes_err nes_payout_ready(const struct nes_payout_record *payout, int64_t now);
/* The client's second consent, or two methods; the caller has used the confirmation in the same transaction.
 * PAYOUT_EARLY (refused, with evidence) before the hour; PAYOUT_STATE, PAYOUT_FROZEN, PAYOUT_LATE. */
struct nes_err nes_payout_release(struct nes_tx *tx, struct nes_evidence_id evidence, struct nes_payout_record *payout);
/* Another try after a refusal: a new payout of the same contract. PAYOUT_STATE, PAYOUT_FROZEN, PAYOUT_LATE. */
struct nes_err nes_payout_again(struct nes_tx *tx, const struct nes_payout_record *refused,
                                struct nes_payout_record *out);

/* DB_NO_ROW. */
struct nes_err nes_payout_find(struct nes_tx *tx, struct nes_payout_id id, bool lock, struct nes_payout_record *out);
/* Of a state, 200 at most: the oldest first, of those that are done the newest. */
struct nes_err nes_payouts_in(struct nes_tx *tx, enum nes_payout_state state, struct nes_payouts *out);
/* Of a client, newest first, 200 at most. */
struct nes_err nes_payouts_of(struct nes_tx *tx, struct nes_client_id client, struct nes_payouts *out);
/* Cash that was not fetched yet is not wanted any more: refused, with the reason "cancelled". PAYOUT_STATE: it is no
 * cash, or it was handed out; of the desk and this at once one comes first. The payout is locked. */
struct nes_err nes_payout_cancel(struct nes_tx *tx, enum nes_leaf_actor who, struct nes_payout_record *payout);
/* The newest of a contract. */
struct nes_err nes_payout_of(struct nes_tx *tx, struct nes_contract_id contract, struct nes_payout_record *out,
                             bool *found);
/* What a confirmation of it is bound to: amount, receiver, contract. */
struct nes_hash nes_payout_hash(const struct nes_crypto *crypto, struct nes_arena *arena,
                                const struct nes_payout_record *payout);

/* Cash was handed out today at a desk: done, with the loan's event. PAYOUT_STATE. Of nes_cash_hand_out alone. */
struct nes_err nes_payout_handed(struct nes_tx *tx, struct nes_str desk, struct nes_payout_record *payout);
/* The function of the kind of errand. DONE: `answer->body` is the bank's day, YYYY-MM-DD; adds the event PAYOUT. */
struct nes_err nes_payout_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                const struct nes_errand_answer *answer);
