/* src/payment/paper.h: papers on a loan: the contract with its evidence, the receipt of each payment, the certificate
 * that nothing is owed. Asked for in the transaction of what they tell, formed after it by an errand, kept byte for
 * byte. RULE 7.3 RULE 12 RULE 34.2 */
#pragma once
#include "crypto/hash.h"
#include "errand/errand.h"
#include "payment/payment.h"
#include "vault/press.h"

struct nes_loan_paper_id { struct nes_id id; };

#define NES_LOAN_PAPER_ERRAND "paper.loan"

enum nes_loan_paper_kind { NES_LOAN_PAPER_CONTRACT = 1, NES_LOAN_PAPER_RECEIPT, NES_LOAN_PAPER_CLOSED };
const char *nes_loan_paper_word(enum nes_loan_paper_kind kind); /* "receipt" */

struct nes_loan_paper {
    struct nes_loan_paper_id id;
    struct nes_loan_id loan;
    struct nes_client_id client;
    enum nes_loan_paper_kind kind;
    struct nes_id about;                /* the contract, the payment, or the loan */
    struct nes_document_id document;    /* PDF; none: not formed yet */
    struct nes_document_id model;
    struct nes_leaf_id leaf;
    int64_t asked_at;
};
struct nes_loan_papers {
    struct nes_loan_paper *rows;
    size_t len;
};

/* Asks for one, once: a second ask for the same changes nothing. `paper` gives loan, client, kind, about. The caller
 * wakes the errands. */
struct nes_err nes_loan_paper_ask(struct nes_tx *tx, const struct nes_loan_paper *paper);
/* DB_NO_ROW. */
struct nes_err nes_loan_paper_find(struct nes_tx *tx, struct nes_loan_paper_id id, struct nes_loan_paper *out);
/* Newest first, 500 at most. */
struct nes_err nes_loan_papers_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_loan_papers *out);
/* Asks for the certificate of each loan that closed and has none asked; `asked` tells of how many, 100 at most. For a
 * job: loans close by nights as well as by payments. */
struct nes_err nes_loan_paper_closed(struct nes_tx *tx, int64_t *asked);

/* What papers are formed with; outlives the errands. */
struct nes_paper_shop {
    struct nes_db *db;
    struct nes_vault vault;
    struct nes_press *press;
};
struct nes_errand_kind nes_loan_paper_errand(struct nes_paper_shop *shop);
