#include "crypto/password.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "crypto/crypto_faults.h"
#include "crypto/inner.h"

#define PASSES 2
#define MEMORY (64ul * 1024 * 1024)
#define PREFIX "$argon2id$v=19$"

static_assert(NES_PASSWORD_TEXT >= crypto_pwhash_STRBYTES);

static sem_t *gate_of(const struct nes_crypto *crypto)
{
    return (sem_t *)(uintptr_t)&crypto->argon; /* the context is shared as const; its gate counts */
}

static void enter(const struct nes_crypto *crypto)
{
    while (sem_wait(gate_of(crypto)) != 0) {
        NES_ASSERT(errno == EINTR);
    }
}

static void leave(const struct nes_crypto *crypto)
{
    NES_ASSERT(sem_post(gate_of(crypto)) == 0);
}

void nes_password_pepper(const struct nes_crypto *crypto, struct nes_secret key, struct nes_secret password,
                         struct nes_peppered *out)
{
    out->hash = nes_hmac(crypto, key, (struct nes_str){ (const char *)password.ptr, password.len });
}

void nes_password_hash(const struct nes_crypto *crypto, const struct nes_peppered *password,
                       char out[NES_PASSWORD_TEXT])
{
    int made;

    memset(out, 0, NES_PASSWORD_TEXT);
    enter(crypto);
    made = crypto_pwhash_str_alg(out, (const char *)password->hash.b, sizeof(password->hash.b), PASSES, MEMORY,
                                 crypto_pwhash_ALG_ARGON2ID13);
    leave(crypto);
    NES_ASSERT(made == 0); /* only a machine without memory ends here */
}

struct nes_err nes_password_check(const struct nes_crypto *crypto, const struct nes_peppered *password,
                                  struct nes_str stored, bool *matches, bool *stale)
{
    char text[NES_PASSWORD_TEXT] = "";
    int other;

    if (stored.len >= crypto_pwhash_STRBYTES || !nes_str_starts(stored, NES_STR(PREFIX))) {
        return NES_FAIL(PASSWORD_STORED, NULL);
    }
    memcpy(text, stored.ptr, stored.len);
    other = crypto_pwhash_str_needs_rehash(text, PASSES, MEMORY);
    if (other < 0) {
        return NES_FAIL(PASSWORD_STORED, NULL);
    }
    enter(crypto);
    *matches = crypto_pwhash_str_verify(text, (const char *)password->hash.b, sizeof(password->hash.b)) == 0;
    leave(crypto);
    *stale = other != 0;
    return NES_FINE;
}
