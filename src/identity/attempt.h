/* src/identity/attempt.h: limits of attempts with a secret. An attempt is counted before the secret is compared, in the
 * transaction whose reply tells the result; so nobody learns anything without having been counted. */
#pragma once
#include "crypto/hash.h"
#include "db/db.h"
#include "calc/date.h"
#include "identity/identity_faults.h"

#define NES_ATTEMPTS_FREE 5    /* wrong ones in a row before the first pause */
#define NES_ATTEMPTS_DAY  10   /* wrong ones of a day; then the rest of the day is closed */

struct nes_attempts {
    int32_t in_row, of_day;
    struct nes_date day;
    int64_t blocked_until;
};

/* Pure. Whether an attempt may be made now. */
bool nes_attempts_open(const struct nes_attempts *attempts, int64_t now);
/* Pure. The state with one more wrong attempt: pauses of 30 s, 1, 2, 4 … minutes to an hour after the fifth in a row,
 * the rest of the day in Almaty after the tenth of the day. Never for ever: nobody can lock another out for good. */
struct nes_attempts nes_attempts_wrong(struct nes_attempts attempts, int64_t now);
/* Pure. The state after a right one: the row ends; the day's count stays. */
struct nes_attempts nes_attempts_right(struct nes_attempts attempts);

/* What is counted under: the kind of secret and who, under the key of the installation. */
struct nes_hash nes_attempt_key(const struct nes_crypto *crypto, struct nes_secret key, const char *kind,
                                struct nes_str who);

/* Counts one attempt as wrong, before the comparison. SIGN_IN_BLOCKED (refused): it is not even compared. */
struct nes_err nes_attempt_count(struct nes_tx *tx, const struct nes_hash *key);
/* The comparison was right: takes the count of this attempt back and ends the row. */
struct nes_err nes_attempt_right(struct nes_tx *tx, const struct nes_hash *key);
