/* src/payment/own_account.h: the organisation's bank account: money leaves from it and comes back to it. RULE 7.6 */
#pragma once
#include "db/db.h"
#include "payment/payment_faults.h"

struct nes_own_account {
    struct nes_str iban, bic, bank_kk, bank_ru;
    struct nes_str kbe;                  /* code of the beneficiary: residency and sector; of a microfinance one 15 */
    struct nes_str knp_out, knp_back;    /* purpose codes of payouts and repayments, set by the accountant */
    int64_t version;
};
/* OWN_ACCOUNT_NONE. */
struct nes_err nes_own_account_find(struct nes_tx *tx, struct nes_own_account *out);
/* Sets it, or changes it where `version` is the stored one: DB_CONFLICT else. The reason of a wrong IBAN. */
struct nes_err nes_own_account_set(struct nes_tx *tx, const struct nes_own_account *account);
