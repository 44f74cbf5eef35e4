#include "crypto/sign.h"

#include "crypto/crypto_faults.h"
#include "crypto/inner.h"

static EVP_PKEY *private_of(const struct nes_crypto *crypto, const struct nes_sign_key *key)
{
    EVP_PKEY *pkey = EVP_PKEY_new_raw_private_key_ex(crypto->lib, "ED25519", NULL, key->seed, sizeof(key->seed));

    NES_ASSERT(pkey);
    return pkey;
}

void nes_sign_public(const struct nes_crypto *crypto, const struct nes_sign_key *key, struct nes_public_key *out)
{
    EVP_PKEY *pkey = private_of(crypto, key);
    size_t len = sizeof(out->b);

    NES_ASSERT(EVP_PKEY_get_raw_public_key(pkey, out->b, &len) == 1 && len == sizeof(out->b));
    EVP_PKEY_free(pkey);
}

void nes_sign(const struct nes_crypto *crypto, const struct nes_sign_key *key, struct nes_str message,
              struct nes_signature *out)
{
    EVP_PKEY *pkey = private_of(crypto, key);
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    size_t len = sizeof(out->b);

    NES_ASSERT(ctx && EVP_DigestSignInit_ex(ctx, NULL, NULL, crypto->lib, NULL, pkey, NULL) == 1);
    NES_ASSERT(EVP_DigestSign(ctx, out->b, &len, (const unsigned char *)message.ptr, message.len) == 1);
    NES_ASSERT(len == sizeof(out->b));
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(pkey);
}

struct nes_err nes_sign_check(const struct nes_crypto *crypto, const struct nes_public_key *key, struct nes_str message,
                              const struct nes_signature *signature)
{
    EVP_PKEY *pkey = EVP_PKEY_new_raw_public_key_ex(crypto->lib, "ED25519", NULL, key->b, sizeof(key->b));
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    bool right = pkey && ctx && EVP_DigestVerifyInit_ex(ctx, NULL, NULL, crypto->lib, NULL, pkey, NULL) == 1 &&
                 EVP_DigestVerify(ctx, signature->b, sizeof(signature->b), (const unsigned char *)message.ptr,
                                  message.len) == 1;

    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(pkey);
    return right ? NES_FINE : NES_FAIL(SIGNATURE_WRONG, NULL);
}
