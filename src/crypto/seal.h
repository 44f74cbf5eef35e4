/* src/crypto/seal.h: sealing by AES-256-GCM (NIST SP 800-38D). A record is
 *   1 byte version (1) | 16 bytes key id | 12 bytes random nonce | ciphertext | 16 bytes tag
 * opens only under the same key and in the same place: `place`, the additional data, is "table|row|column|version". */
#pragma once
#include <stdatomic.h>

#include "base/id.h"
#include "crypto/crypto.h"

#define NES_SEAL_KEY_BYTES 32
#define NES_SEAL_OVERHEAD  (1 + 16 + 12 + 16)
/* Random nonces of 96 bits: SP 800-38D allows 2^32 records under one key. */
#define NES_SEAL_MOST (INT64_C(1) << 32)

/* `used` counts the records of this object; who keeps a key over processes keeps the count, too. Wipe after use. */
struct nes_seal_key {
    struct nes_id id;
    uint8_t key[NES_SEAL_KEY_BYTES];
    _Atomic int64_t used;
};

/* `out` takes plain.len + NES_SEAL_OVERHEAD bytes. SEAL_WORN. */
struct nes_err nes_seal(const struct nes_crypto *crypto, struct nes_seal_key *key, struct nes_str place,
                        struct nes_secret plain, uint8_t *out);

/* `out` takes record.len - NES_SEAL_OVERHEAD bytes, all zero after a failure. SEAL_KEY: sealed under another key;
 * SEAL_BROKEN: another place, changed or cut bytes. */
struct nes_err nes_unseal(const struct nes_crypto *crypto, const struct nes_seal_key *key, struct nes_str place,
                          struct nes_str record, uint8_t *out);

/* Under which key a record is; SEAL_BROKEN where it is none. */
struct nes_err nes_seal_key_of(struct nes_str record, struct nes_id *out);
