/* src/crypto/sign.h: Ed25519 signatures (RFC 8032) for checkpoints and cursors of ours; not for the law's
 * signatures. */
#pragma once
#include "crypto/crypto.h"

struct nes_sign_key {
    uint8_t seed[32]; /* secret; wipe after use */
};
struct nes_public_key {
    uint8_t b[32];
};
struct nes_signature {
    uint8_t b[64];
};

void nes_sign_public(const struct nes_crypto *crypto, const struct nes_sign_key *key, struct nes_public_key *out);
void nes_sign(const struct nes_crypto *crypto, const struct nes_sign_key *key, struct nes_str message,
              struct nes_signature *out);
/* SIGNATURE_WRONG. */
struct nes_err nes_sign_check(const struct nes_crypto *crypto, const struct nes_public_key *key, struct nes_str message,
                              const struct nes_signature *signature);
