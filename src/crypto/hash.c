#include "crypto/hash.h"

#include <openssl/core_names.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/inner.h"

struct nes_hasher {
    EVP_MD *sha256;
    EVP_MD_CTX *ctx;
};

struct nes_hash nes_hash_from(struct nes_str bytes)
{
    struct nes_hash hash;

    NES_ASSERT(bytes.len == sizeof(hash.b));
    memcpy(hash.b, bytes.ptr, sizeof(hash.b));
    return hash;
}

bool nes_hash_eq(const struct nes_hash *a, const struct nes_hash *b)
{
    return nes_crypto_same(a->b, b->b, NES_HASH_BYTES);
}

struct nes_hasher *nes_hasher_begin(const struct nes_crypto *crypto)
{
    struct nes_hasher *hasher = calloc(1, sizeof(*hasher));

    if (!hasher) {
        abort();
    }
    hasher->sha256 = crypto->sha256;
    hasher->ctx = EVP_MD_CTX_new();
    NES_ASSERT(hasher->ctx && EVP_DigestInit_ex2(hasher->ctx, hasher->sha256, NULL) == 1);
    return hasher;
}

void nes_hasher_add(struct nes_hasher *hasher, const void *bytes, size_t len)
{
    NES_ASSERT(EVP_DigestUpdate(hasher->ctx, bytes, len) == 1);
}

struct nes_hash nes_hasher_done(struct nes_hasher *hasher)
{
    struct nes_hash hash;
    unsigned len = 0;

    NES_ASSERT(EVP_DigestFinal_ex(hasher->ctx, hash.b, &len) == 1 && len == NES_HASH_BYTES);
    NES_ASSERT(EVP_DigestInit_ex2(hasher->ctx, NULL, NULL) == 1);
    return hash;
}

void nes_hasher_end(struct nes_hasher **hasher)
{
    if (*hasher) {
        EVP_MD_CTX_free((*hasher)->ctx);
        free(*hasher);
        *hasher = NULL;
    }
}

struct nes_hash nes_sha256(const struct nes_crypto *crypto, struct nes_str bytes)
{
    struct nes_hash hash;
    unsigned len = 0;

    NES_ASSERT(EVP_Digest(bytes.ptr, bytes.len, hash.b, &len, crypto->sha256, NULL) == 1 && len == NES_HASH_BYTES);
    return hash;
}

struct nes_hash nes_hmac(const struct nes_crypto *crypto, struct nes_secret key, struct nes_str bytes)
{
    EVP_MAC_CTX *ctx = EVP_MAC_CTX_new(crypto->hmac);
    char digest[] = "SHA256";
    OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                            OSSL_PARAM_construct_end() };
    struct nes_hash hash;
    size_t len = 0;

    NES_ASSERT(ctx && key.len > 0);
    NES_ASSERT(EVP_MAC_init(ctx, key.ptr, key.len, params) == 1);
    NES_ASSERT(EVP_MAC_update(ctx, (const unsigned char *)bytes.ptr, bytes.len) == 1);
    NES_ASSERT(EVP_MAC_final(ctx, hash.b, &len, sizeof(hash.b)) == 1 && len == NES_HASH_BYTES);
    EVP_MAC_CTX_free(ctx);
    return hash;
}

/* OpenSSL's parameters take pointers to what they only read as not const. */
static void *unconst(const void *bytes)
{
    return (void *)(uintptr_t)bytes;
}

void nes_hkdf(const struct nes_crypto *crypto, struct nes_secret key, struct nes_str info, uint8_t *out, size_t len)
{
    EVP_KDF_CTX *ctx = EVP_KDF_CTX_new(crypto->hkdf);
    char digest[] = "SHA256";
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, unconst(key.ptr), key.len),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, unconst(info.ptr), info.len),
        OSSL_PARAM_construct_end(),
    };

    NES_ASSERT(ctx && key.len > 0);
    NES_ASSERT(EVP_KDF_derive(ctx, out, len, params) == 1);
    EVP_KDF_CTX_free(ctx);
}
