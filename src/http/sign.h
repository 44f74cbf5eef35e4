/* src/http/sign.h: hashes of the dispatcher: fingerprints of requests, signatures of cursors.
 * Inside of src/http only. */
#pragma once
#include "crypto/hash.h"

/* SHA-256 of the parts, each preceded by its length, so that no two lists of parts give the same bytes. */
struct nes_hash nes_http_digest(const struct nes_crypto *crypto, struct nes_arena *arena, const struct nes_str *parts,
                                size_t len);
/* HMAC-SHA-256 of the parts, in the same way. */
struct nes_hash nes_http_mac(const struct nes_crypto *crypto, struct nes_secret key, struct nes_arena *arena,
                             const struct nes_str *parts, size_t len);
