/* src/crypto/crypto.h: the algorithms, fetched once and passed in. Own library context: no openssl.cnf, engine or
 * other library of the process changes what they mean. Shared by threads. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/rand.h"
#include "base/str.h"

struct nes_crypto;

/* The caller ends it; `rand` is copied. CRYPTO_START with the algorithm that is missing. */
struct nes_err nes_crypto_begin(struct nes_rand rand, struct nes_crypto **out);
/* For NES_AUTO; sets to NULL; NULL inside is fine. */
void nes_crypto_end(struct nes_crypto **crypto);

/* Random bytes from the generator that the context was given. */
void nes_crypto_random(const struct nes_crypto *crypto, void *out, size_t len);

/* Equal, in time that does not depend on the bytes (only on the lengths). */
bool nes_crypto_same(const void *a, const void *b, size_t len);
/* Overwrites a secret in a way that no compiler drops. */
void nes_crypto_wipe(void *secret, size_t len);
