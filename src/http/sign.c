#include "http/sign.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

static void digest_end(EVP_MD_CTX **ctx)
{
    EVP_MD_CTX_free(*ctx);
}

static void add(EVP_MD_CTX *ctx, const void *bytes, size_t len)
{
    NES_ASSERT(EVP_DigestUpdate(ctx, bytes, len) == 1);
}

static void digest_padded(const uint8_t *pad, const struct nes_str *parts, size_t len, uint8_t *out)
{
    NES_AUTO(digest_end) EVP_MD_CTX *ctx = EVP_MD_CTX_new();

    NES_ASSERT(ctx && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) == 1);
    if (pad) {
        add(ctx, pad, 64);
    }
    for (size_t i = 0; i < len; i++) {
        uint64_t size = parts[i].len;

        add(ctx, &size, sizeof(size));
        add(ctx, parts[i].ptr, parts[i].len);
    }
    NES_ASSERT(EVP_DigestFinal_ex(ctx, out, NULL) == 1);
}

void nes_http_digest(const struct nes_str *parts, size_t len, uint8_t out[NES_SHA256_BYTES])
{
    digest_padded(NULL, parts, len, out);
}

/* RFC 2104 over the parts as digested above. */
void nes_http_mac(const uint8_t key[32], const struct nes_str *parts, size_t len, uint8_t out[NES_SHA256_BYTES])
{
    uint8_t inner_pad[64], outer_pad[64], inner[NES_SHA256_BYTES];
    struct nes_str part;

    for (size_t i = 0; i < sizeof(inner_pad); i++) {
        inner_pad[i] = (uint8_t)((i < 32 ? key[i] : 0) ^ 0x36);
        outer_pad[i] = (uint8_t)((i < 32 ? key[i] : 0) ^ 0x5c);
    }
    digest_padded(inner_pad, parts, len, inner);
    part = (struct nes_str){ (const char *)inner, sizeof(inner) };
    digest_padded(outer_pad, &part, 1, out);
    OPENSSL_cleanse(inner_pad, sizeof(inner_pad));
    OPENSSL_cleanse(outer_pad, sizeof(outer_pad));
}

bool nes_http_same(const uint8_t *a, const uint8_t *b, size_t len)
{
    return CRYPTO_memcmp(a, b, len) == 0;
}
