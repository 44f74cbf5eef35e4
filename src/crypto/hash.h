/* src/crypto/hash.h: SHA-256 (FIPS 180-4), HMAC-SHA-256 (RFC 2104), HKDF-SHA-256 (RFC 5869). They cannot fail. */
#pragma once
#include "crypto/crypto.h"

#define NES_HASH_BYTES 32
struct nes_hash {
    uint8_t b[NES_HASH_BYTES];
};

/* Of 32 bytes that were stored or answered as a hash; another length is our bug. */
struct nes_hash nes_hash_from(struct nes_str bytes);
bool nes_hash_eq(const struct nes_hash *a, const struct nes_hash *b);

/* Of the bytes, one after another; `bytes` need not be text. */
struct nes_hash nes_sha256(const struct nes_crypto *crypto, struct nes_str bytes);

/* Many hashes in a row with one context: begin once; add, done, add, done; end. One thread at a time. */
struct nes_hasher;
struct nes_hasher *nes_hasher_begin(const struct nes_crypto *crypto);
void nes_hasher_add(struct nes_hasher *hasher, const void *bytes, size_t len);
/* The hash of all added since begin or the last done. */
struct nes_hash nes_hasher_done(struct nes_hasher *hasher);
void nes_hasher_end(struct nes_hasher **hasher);

struct nes_hash nes_hmac(const struct nes_crypto *crypto, struct nes_secret key, struct nes_str bytes);

/* A key of `len` (at most 8 160) bytes from a strong key, for the use that `info` names. The caller wipes it. */
void nes_hkdf(const struct nes_crypto *crypto, struct nes_secret key, struct nes_str info, uint8_t *out, size_t len);
