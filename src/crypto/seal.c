#include "crypto/seal.h"

#include <limits.h>
#include <string.h>

#include "crypto/crypto_faults.h"
#include "crypto/inner.h"

enum { VERSION = 1, ID_AT = 1, NONCE_AT = 17, NONCE = 12, CIPHER_AT = 29, TAG = 16 };

static void done(EVP_CIPHER_CTX **ctx)
{
    EVP_CIPHER_CTX_free(*ctx);
}

/* One more record under the key; its count never passes the limit, whichever threads seal. */
static bool count(struct nes_seal_key *key)
{
    if (atomic_fetch_add(&key->used, 1) < NES_SEAL_MOST) {
        return true;
    }
    atomic_fetch_sub(&key->used, 1);
    return false;
}

/* The head of the record (version, key id) is authenticated with the place, so that neither can be exchanged. */
static bool add_place(EVP_CIPHER_CTX *ctx, bool sealing, const uint8_t *head, struct nes_str place)
{
    const unsigned char *bytes = (const unsigned char *)place.ptr;
    int len;

    if (sealing) {
        return EVP_EncryptUpdate(ctx, NULL, &len, head, NONCE_AT) == 1 &&
               EVP_EncryptUpdate(ctx, NULL, &len, bytes, (int)place.len) == 1;
    }
    return EVP_DecryptUpdate(ctx, NULL, &len, head, NONCE_AT) == 1 &&
           EVP_DecryptUpdate(ctx, NULL, &len, bytes, (int)place.len) == 1;
}

struct nes_err nes_seal(const struct nes_crypto *crypto, struct nes_seal_key *key, struct nes_str place,
                        struct nes_secret plain, uint8_t *out)
{
    NES_AUTO(done) EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    int len = 0, end = 0;

    NES_ASSERT(ctx && plain.len <= INT_MAX - NES_SEAL_OVERHEAD && place.len > 0 && place.len <= INT_MAX);
    if (!count(key)) {
        return NES_FAIL(SEAL_WORN, NULL);
    }
    out[0] = VERSION;
    memcpy(out + ID_AT, key->id.b, sizeof(key->id.b));
    nes_crypto_random(crypto, out + NONCE_AT, NONCE);
    NES_ASSERT(EVP_EncryptInit_ex2(ctx, crypto->gcm, key->key, out + NONCE_AT, NULL) == 1);
    NES_ASSERT(add_place(ctx, true, out, place));
    if (plain.len > 0) {
        NES_ASSERT(EVP_EncryptUpdate(ctx, out + CIPHER_AT, &len, plain.ptr, (int)plain.len) == 1);
    }
    NES_ASSERT((size_t)len == plain.len);
    NES_ASSERT(EVP_EncryptFinal_ex(ctx, out + CIPHER_AT + len, &end) == 1 && end == 0);
    NES_ASSERT(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, TAG, out + CIPHER_AT + len) == 1);
    return NES_FINE;
}

struct nes_err nes_seal_key_of(struct nes_str record, struct nes_id *out)
{
    if (record.len < NES_SEAL_OVERHEAD || record.ptr[0] != VERSION) {
        return NES_FAIL(SEAL_BROKEN, NULL);
    }
    memcpy(out->b, record.ptr + ID_AT, sizeof(out->b));
    return NES_FINE;
}

struct nes_err nes_unseal(const struct nes_crypto *crypto, const struct nes_seal_key *key, struct nes_str place,
                          struct nes_str record, uint8_t *out)
{
    NES_AUTO(done) EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    const uint8_t *bytes = (const uint8_t *)record.ptr;
    struct nes_id id;
    uint8_t tag[TAG];
    size_t plain;
    int len = 0, end = 0;

    NES_TRY(nes_seal_key_of(record, &id));
    if (!nes_id_eq(id, key->id)) {
        return NES_FAIL(SEAL_KEY, NULL);
    }
    plain = record.len - NES_SEAL_OVERHEAD;
    NES_ASSERT(ctx && plain <= INT_MAX && place.len > 0 && place.len <= INT_MAX);
    memcpy(tag, bytes + CIPHER_AT + plain, TAG);
    NES_ASSERT(EVP_DecryptInit_ex2(ctx, crypto->gcm, key->key, bytes + NONCE_AT, NULL) == 1);
    NES_ASSERT(add_place(ctx, false, bytes, place));
    if (plain > 0) {
        NES_ASSERT(EVP_DecryptUpdate(ctx, out, &len, bytes + CIPHER_AT, (int)plain) == 1);
    }
    NES_ASSERT(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, TAG, tag) == 1);
    if (EVP_DecryptFinal_ex(ctx, out + len, &end) != 1) {
        nes_crypto_wipe(out, plain); /* unproven text must not be used by anybody */
        return NES_FAIL(SEAL_BROKEN, NULL);
    }
    return NES_FINE;
}
