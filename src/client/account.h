/* src/client/account.h: bank accounts of clients. Money goes to one only where the bank says that its holder is the
 * client and the client confirmed it by a method of item 35. RULE 6.6.a RULE 8.7 RULE 9.2.a */
#pragma once
#include "client/number.h"
#include "ident/account.h"
#include "identity/confirmation.h"

struct nes_account_id { struct nes_id id; };

struct nes_account {
    struct nes_account_id id;
    struct nes_client_id client;
    struct nes_data_key key;               /* of the client */
    struct nes_str iban, iban_index;       /* sealed; index of 32 bytes */
    struct nes_str bank, tail;             /* three digits; last four characters */
    enum nes_owner holder;
    int64_t asked_at, used_from, used_until;
};

#define NES_ACCOUNT_ERRAND "bank.holder"   /* its subject is the account; its gateway is src/gateway/bank.c */
#define NES_ACCOUNTS_MAX   20              /* of one client */

/* Seals an account number in normal form; client and key are set. In `prepare`. */
struct nes_err nes_account_seal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                const struct nes_iban *iban, struct nes_account *account);
/* For who sends money or asks the bank: the number in normal form. */
struct nes_err nes_account_unseal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                  const struct nes_account *account, struct nes_secret *iban);
/* Adds it and plans the question of its holder. ACCOUNTS_MANY. */
struct nes_err nes_account_add(struct nes_tx *tx, struct nes_account *account);
/* DB_NO_ROW. */
struct nes_err nes_account_find(struct nes_tx *tx, struct nes_account_id id, struct nes_account *out);
/* Those of a client that were not taken back, newest first. */
struct nes_accounts {
    struct nes_account *rows;
    size_t len;
};
struct nes_err nes_accounts_of(struct nes_tx *tx, struct nes_client_id client, struct nes_accounts *out);
/* Pure. Whether money may go there: own, confirmed, not taken back. */
bool nes_account_good(const struct nes_account *account);
/* What is confirmed when the account is put to use, or, with `ends`, taken back. Pure. */
struct nes_hash nes_account_what(const struct nes_crypto *crypto, const struct nes_account *account, bool ends);
/* Puts it to use under the evidence of a confirmation. ACCOUNT_OTHER (refused) where the bank does not say "own". */
struct nes_err nes_account_use(struct nes_tx *tx, struct nes_account *account, struct nes_evidence_id evidence);
/* No money goes there any more. ACCOUNT_OTHER (refused) where it is not in use. */
struct nes_err nes_account_end(struct nes_tx *tx, struct nes_account *account);
/* The bank's answer; the function of the kind of errand. Body: "own", "other", "unknown"; detail: the bank's
 * reference. */
struct nes_err nes_account_answer(struct nes_tx *tx, const struct nes_errand *errand,
                                  const struct nes_errand_answer *answer);
