/* src/lending/application.h: an application for a microcredit, from the draft to the contract. RULE 7.1 RULE 7.4
 *
 * draft → submitted (checks are asked) → checking (all are answered, a person decides) → approved → chosen → contract →
 * concluded; or refused, withdrawn, lapsed. What is acknowledged, offered and chosen is kept as it was shown. */
#pragma once
#include "audit/leaf.h"
#include "client/client.h"
#include "crypto/hash.h"
#include "lending/application_faults.h"
#include "product/disclosure.h"
#include "product/product.h"

struct nes_application_id { struct nes_id id; };

enum nes_application_state {
    NES_APPLICATION_DRAFT = 1,
    NES_APPLICATION_SUBMITTED,
    NES_APPLICATION_CHECKING,
    NES_APPLICATION_APPROVED,
    NES_APPLICATION_REFUSED,
    NES_APPLICATION_WITHDRAWN,
    NES_APPLICATION_CHOSEN,
    NES_APPLICATION_CONTRACT,
    NES_APPLICATION_CONCLUDED,
    NES_APPLICATION_LAPSED
};
const char *nes_application_word(enum nes_application_state state);  /* "draft" */
enum nes_application_state nes_application_state_of(struct nes_str word); /* of the table application */

/* How the money is handed over (8.6, 9.2). */
enum nes_way { NES_WAY_ACCOUNT = 1, NES_WAY_CARD, NES_WAY_TERMINAL, NES_WAY_DESK, NES_WAY_SELLER };
const char *nes_way_word(enum nes_way way);
enum nes_way nes_way_of(struct nes_str word);                        /* 0: not chosen yet */

struct nes_application {
    struct nes_application_id id;
    struct nes_client_id client;
    struct nes_product product;          /* the version applied for, whole */
    struct nes_money amount;
    int32_t periods;                     /* months */
    struct nes_str purpose;              /* a word of lending/purpose.def */
    enum nes_application_state state;
    int64_t version, made_at, submitted_at, decided_at, chosen_at;
    struct nes_str reason;               /* refused: a word of lending/reason.def */
    bool pep, own_behalf;                /* questionnaire; meaningful once submitted */
    struct nes_date offered_on;          /* the day of the offers that hold; their schedules start on it */
    struct nes_date lapses_on;           /* last day on which it can be concluded */
    enum nes_method method;              /* of the chosen offer; 0: none yet */
    enum nes_way way;                    /* 0: not said yet */
    struct nes_id payee;                 /* ACCOUNT, CARD: own bank account; SELLER: the contracted seller */
    bool cooling;                        /* 24 hours and a second consent before the payout (Law, art. 3(3-3)) */
    struct nes_document_id questionnaire;
    int64_t ended_at;                    /* withdrawn, lapsed, concluded */
};
struct nes_applications {
    struct nes_application *rows;
    size_t len;
};

/* "household"; false for a word that is no purpose. */
bool nes_purpose_known(struct nes_str word);
/* Pure. Whether an application may go from one state to another: the table of moves. */
bool nes_application_may_move(enum nes_application_state from, enum nes_application_state to);

/* DB_NO_ROW. With `lock` the row is held to the end of the transaction. */
struct nes_err nes_application_load(struct nes_tx *tx, struct nes_application_id id, bool lock,
                                    struct nes_application *out);

/* A draft schedule of one method (8.3, 8.4): data, as shown. */
struct nes_offer {
    enum nes_method method;
    struct nes_date offered_on;
    struct nes_money instalment, due, remuneration;   /* `remuneration` is the overpayment */
    int64_t effective_e6;                /* ГЭСВ in millionths of a percent */
    int32_t legal_e1;                    /* ГЭСВ as the law rounds it, in tenths of a percent */
    struct nes_hash hash;                /* of figures and rows, docs/offer.md */
    const struct nes_row *rows;          /* row 0 is the payout */
    int32_t row_count;
};
struct nes_offers {
    struct nes_offer rows[NES_PRODUCT_METHODS];
    size_t len;
};
/* The offers that hold, in the order of nes_product_methods; none before approval. */
struct nes_err nes_application_offers(struct nes_tx *tx, const struct nes_application *application,
                                      struct nes_offers *out);
/* The chosen one. The application is chosen, contract or concluded (our bug otherwise). */
struct nes_err nes_application_chosen(struct nes_tx *tx, const struct nes_application *application,
                                      struct nes_offer *out);
/* The terms of the chosen offer, for contract and nes_lending_open; the calendar lives in the arena of `tx`. */
struct nes_err nes_application_terms(struct nes_tx *tx, const struct nes_application *application,
                                     struct nes_loan_terms *out);

/* What was acknowledged, oldest first. */
enum nes_ack_kind { NES_ACK_RULES = 1, NES_ACK_RIGHTS, NES_ACK_PAYMENTS };
struct nes_ack {
    enum nes_ack_kind kind;
    struct nes_hash hash;                /* of the text, or of the chosen offer (PAYMENTS) */
    struct nes_str lang;
    struct nes_disclosure_id text;       /* none: an offer */
    struct nes_id leaf;
    int64_t at;
};
struct nes_acks {
    struct nes_ack *rows;
    size_t len;
};
struct nes_err nes_application_acks(struct nes_tx *tx, struct nes_application_id id, struct nes_acks *out);

/* --- what the contract does with it; the application was loaded with `lock` in this transaction --- */

/* chosen → contract: a contract is formed from it. APPLICATION_STATE, APPLICATION_LATE (after lapses_on),
 * APPLICATION_OLD (offers of another day: they are made anew first), APPLICATION_FROZEN (refused: on a list),
 * PAPER_EXPIRED (refused: the identity document). */
struct nes_err nes_application_contract(struct nes_tx *tx, struct nes_application *application, struct nes_date today);
/* contract → chosen: the contract was not signed and is no more. APPLICATION_STATE. */
struct nes_err nes_application_reopen(struct nes_tx *tx, struct nes_application *application,
                                      enum nes_leaf_actor actor);
/* contract → concluded. APPLICATION_STATE, APPLICATION_LATE, APPLICATION_FROZEN. */
struct nes_err nes_application_conclude(struct nes_tx *tx, struct nes_application *application, struct nes_date today);
