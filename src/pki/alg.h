/* src/pki/alg.h: the algorithms of the authority: hashes, keys, signatures, and nothing else. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "pki/oid.h"

enum nes_hash_kind { NES_HASH_NONE, NES_HASH_SHA1, NES_HASH_SHA256, NES_HASH_SHA384, NES_HASH_SHA512, NES_HASH_GOST95,
                NES_HASH_STREEBOG512 };
enum nes_key_kind { NES_KEY_NONE, NES_KEY_RSA, NES_KEY_GOST2004, NES_KEY_GOST2015 };

struct nes_digest {
    uint8_t octets[64];
    size_t len;
};
struct nes_str nes_digest_str(const struct nes_digest *digest);

/* Digest of the parts, one behind the other. */
struct nes_digest nes_hash_parts(enum nes_hash_kind hash, const struct nes_str *parts, size_t n);
struct nes_digest nes_hash_of(enum nes_hash_kind hash, struct nes_str bytes);
/* The hash that an identifier names, NES_HASH_NONE for others; and back. */
enum nes_hash_kind nes_hash_named(enum nes_oid oid);
enum nes_oid nes_hash_oid(enum nes_hash_kind hash);

struct nes_key {
    enum nes_key_kind kind;
    struct nes_str point;              /* GOST: X‖Y, little-endian */
    struct nes_str modulus, exponent;  /* RSA: the most significant octet first */
};

/* Reads a SubjectPublicKeyInfo (the whole element). Checked: parameters, point on the curve, RSA of 2048 … 8192 bits
 * with an odd exponent of 65537 … 2^32 − 1. PKI_DER, PKI_ALGORITHM. */
struct nes_err nes_key_read(struct nes_str whole, struct nes_key *out);

/* A signature AlgorithmIdentifier (its contents): which key and hash. With `bare` the identifier of the key alone is
 * taken too, as some containers write it; then the hash is that of `digest`. PKI_ALGORITHM. */
struct nes_sign_alg {
    enum nes_key_kind key;
    enum nes_hash_kind hash;
};
struct nes_err nes_sign_alg_read(struct nes_str body, struct nes_sign_alg *out);
struct nes_err nes_sign_alg_read_bare(struct nes_str body, enum nes_hash_kind digest, struct nes_sign_alg *out);
/* A digest AlgorithmIdentifier (its contents), without parameters or with NULL. PKI_ALGORITHM. */
struct nes_err nes_hash_read(struct nes_str body, enum nes_hash_kind *out);

/* True only for a true signature by this key, made with this algorithm over what has this digest. SHA-1 never. */
bool nes_key_signed(const struct nes_key *key, struct nes_sign_alg alg, const struct nes_digest *digest,
                    struct nes_str signature);
