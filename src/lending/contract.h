/* src/lending/contract.h: the contract of a microcredit: formed from the chosen application as papers in Kazakh and
 * Russian, kept byte for byte, read before and after, concluded with two methods bound to its hash. RULE 7.3 RULE 9.1
 * RULE 11.1 RULE 12 */
#pragma once
#include "audit/audit.h"
#include "calc/money.h"
#include "calc/ratio.h"
#include "client/client.h"
#include "identity/confirmation.h"
#include "lending/application.h"
#include "lending/contract_faults.h"
#include "lending/loan.h"
#include "policy/policy.h"
#include "product/price.h"
#include "vault/vault.h"

struct nes_contract_id { struct nes_id id; };

enum nes_contract_state {
    NES_CONTRACT_FORMED = 1, /* may be read and concluded, until its day is over */
    NES_CONTRACT_CONCLUDED,
    NES_CONTRACT_LAPSED      /* another one was formed instead, or its day was over, or it was not wanted */
};
const char *nes_contract_state_word(enum nes_contract_state state); /* "formed" */

struct nes_contract {
    struct nes_contract_id id;
    struct nes_application_id application;
    struct nes_client_id client;
    struct nes_str number;             /* 11 digits, the last two check the others (nes_contract_number) */
    enum nes_contract_state state;
    struct nes_money amount;
    struct nes_ratio rate;             /* ГЭСВ as it stands in the paper */
    struct nes_document_id document;   /* the paper as it was formed, PDF */
    struct nes_document_id model;      /* the same for pages */
    struct nes_hash hash;              /* of all it says: what the client confirms and we sign */
    struct nes_str signature;          /* of the organisation over `hash`: nes_contract_signed_text */
    struct nes_date formed_on;         /* concluded on this day or not at all: ГЭСВ and dates are those of the day */
    int64_t concluded_at;              /* 0: not */
    struct nes_evidence_id evidence;   /* of the two methods; none: not concluded */
    struct nes_loan_id loan;           /* none: not concluded */
    struct nes_leaf_id leaf;           /* of the forming, and after the conclusion of the conclusion (rule 12) */
    int64_t version;
};
struct nes_contracts {
    struct nes_contract *rows;
    size_t len;
};

/* Pure. Nine digits of the id's random part and two that make the number 1 modulo 97. `out` takes 12 bytes. */
#define NES_CONTRACT_NUMBER 11
void nes_contract_number(struct nes_id id, char out[NES_CONTRACT_NUMBER + 1]);
/* Pure. The first run of exactly eleven digits in `text` that checks; empty: there is none. */
struct nes_str nes_contract_number_find(struct nes_str text);

/* What the organisation's key signs: one line that names the use, the number and the hash. In the arena. */
struct nes_str nes_contract_signed_text(struct nes_arena *arena, struct nes_str number, const struct nes_hash *hash);

/* What `prepare` kept in the vault. */
struct nes_contract_papers {
    struct nes_document_row pdf, model;
};
/* Stores a contract whose papers are kept: documents, leaf, row; one formed before for the application lapses; the
 * application (loaded with lock) goes to `contract`. `contract` gives id, number, rate, hash, signature; the rest is
 * set. Faults of nes_application_contract. */
struct nes_err nes_contract_form(struct nes_tx *tx, struct nes_application *application,
                                 const struct nes_contract_papers *papers, struct nes_contract *contract);

/* The contract that an application (loaded with lock) had formed and not concluded is no more: it lapses, and the
 * application goes back to `chosen`. One in another state stays as it is. */
struct nes_err nes_contract_drop(struct nes_tx *tx, struct nes_application *application, enum nes_leaf_actor actor);

/* DB_NO_ROW. `lock`: until the end of the transaction. */
struct nes_err nes_contract_find(struct nes_tx *tx, struct nes_contract_id id, bool lock, struct nes_contract *out);
struct nes_err nes_contract_by_number(struct nes_tx *tx, struct nes_str number, struct nes_contract *out, bool *found);
struct nes_err nes_contract_of_loan(struct nes_tx *tx, struct nes_loan_id loan, struct nes_contract *out);
/* Newest first, 100 at most. */
struct nes_err nes_contracts_of(struct nes_tx *tx, struct nes_client_id client, struct nes_contracts *out);

/* Pure but for the arena. What is checked again on the day of signing, by the rules of that day: CONTRACT_STATE;
 * CONTRACT_DAY (its day is over), CONTRACT_CAP (ГЭСВ above the cap), CONTRACT_AMOUNT, these three refused, so
 * that they leave a leaf. */
struct nes_contract_day {
    struct nes_date today;
    const struct nes_policy *policy;
    const struct nes_loan_terms *terms;
    const struct nes_offer *offer;     /* the chosen one, with its rows */
};
struct nes_err nes_contract_check(const struct nes_contract *contract, const struct nes_contract_day *day,
                                  struct nes_arena *arena);

/* Concludes: opens the loan with rows and terms as signed, moves the application, writes the leaf. The caller has used
 * the client's confirmation (`evidence`) in the same transaction. RULE 9.1 */
struct nes_err nes_contract_conclude(struct nes_tx *tx, struct nes_application *application,
                                     struct nes_evidence_id evidence, struct nes_contract *contract);
/* What a client concluded on a day so far, in all: cooling-off adds it up (Law, art. 3(3-3)). */
struct nes_err nes_contract_day_sum(struct nes_tx *tx, struct nes_client_id client, struct nes_date day,
                                    struct nes_money *out);
