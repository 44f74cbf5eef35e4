/* src/crypto/password.h: passwords at rest: Argon2id (RFC 9106), 64 MiB and 2 passes, over the password peppered by
 * HMAC with a key that is not in the database. Two hashings run at once, others wait: call from `prepare`, never from
 * `run`. */
#pragma once
#include "crypto/hash.h"

/* The peppered form goes into the two calls below. The keeper makes it, since it alone holds the key. */
struct nes_peppered {
    struct nes_hash hash; /* secret; wipe after use */
};
void nes_password_pepper(const struct nes_crypto *crypto, struct nes_secret key, struct nes_secret password,
                         struct nes_peppered *out);

#define NES_PASSWORD_TEXT 128
/* The string to store, with parameters and salt; NUL-ended. About 40 ms. */
void nes_password_hash(const struct nes_crypto *crypto, const struct nes_peppered *password,
                       char out[NES_PASSWORD_TEXT]);

/* `matches`: it is the password; `stale`: the string was made with other parameters, hash again now that the password
 * is at hand. PASSWORD_STORED: the string is not one of ours. */
struct nes_err nes_password_check(const struct nes_crypto *crypto, const struct nes_peppered *password,
                                  struct nes_str stored, bool *matches, bool *stale);
