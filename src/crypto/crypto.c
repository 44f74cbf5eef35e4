#include "crypto/crypto.h"

#include <errno.h>
#include <liboath/oath.h>
#include <openssl/crypto.h>
#include <sodium.h>
#include <stdlib.h>

#include "crypto/crypto_faults.h"
#include "crypto/inner.h"

#define X NES_FAULT_DEFINE
#include "crypto/crypto_faults.def"
#undef X

#define ARGON_AT_ONCE 2

static struct nes_err fetch(struct nes_crypto *crypto)
{
    crypto->lib = OSSL_LIB_CTX_new();
    if (!crypto->lib) {
        return NES_FAIL(CRYPTO_START, "OSSL_LIB_CTX");
    }
    crypto->sha256 = EVP_MD_fetch(crypto->lib, "SHA256", NULL);
    crypto->gcm = EVP_CIPHER_fetch(crypto->lib, "AES-256-GCM", NULL);
    crypto->hmac = EVP_MAC_fetch(crypto->lib, "HMAC", NULL);
    crypto->hkdf = EVP_KDF_fetch(crypto->lib, "HKDF", NULL);
    if (!crypto->sha256 || !crypto->gcm || !crypto->hmac || !crypto->hkdf) {
        return NES_FAIL(CRYPTO_START, "OpenSSL");
    }
    if (sodium_init() < 0) {
        return NES_FAIL(CRYPTO_START, "libsodium");
    }
    if (oath_init() != OATH_OK) {
        return NES_FAIL(CRYPTO_START, "liboath");
    }
    return NES_FINE;
}

struct nes_err nes_crypto_begin(struct nes_rand rand, struct nes_crypto **out)
{
    struct nes_crypto *crypto = calloc(1, sizeof(*crypto));
    struct nes_err err;

    if (!crypto) {
        abort();
    }
    crypto->rand = rand;
    NES_ASSERT(sem_init(&crypto->argon, 0, ARGON_AT_ONCE) == 0);
    err = fetch(crypto);
    if (err.what) {
        nes_crypto_end(&crypto);
        return err;
    }
    *out = crypto;
    return NES_FINE;
}

void nes_crypto_end(struct nes_crypto **crypto)
{
    struct nes_crypto *gone = *crypto;

    if (!gone) {
        return;
    }
    EVP_KDF_free(gone->hkdf);
    EVP_MAC_free(gone->hmac);
    EVP_CIPHER_free(gone->gcm);
    EVP_MD_free(gone->sha256);
    OSSL_LIB_CTX_free(gone->lib);
    (void)sem_destroy(&gone->argon);
    free(gone);
    *crypto = NULL;
}

void nes_crypto_random(const struct nes_crypto *crypto, void *out, size_t len)
{
    nes_rand_fill(&crypto->rand, out, len);
}

bool nes_crypto_same(const void *a, const void *b, size_t len)
{
    return CRYPTO_memcmp(a, b, len) == 0;
}

void nes_crypto_wipe(void *secret, size_t len)
{
    OPENSSL_cleanse(secret, len);
}
