/* src/http/sign.h: hashes of the dispatcher: fingerprints of requests, signatures of cursors. */
#pragma once
#include <stdint.h>

#include "base/str.h"

#define NES_SHA256_BYTES 32
/* SHA-256 of the parts, each preceded by its length, so that no two lists of parts give the same bytes. */
void nes_http_digest(const struct nes_str *parts, size_t len, uint8_t out[NES_SHA256_BYTES]);
/* HMAC-SHA-256 of the parts, in the same way. */
void nes_http_mac(const uint8_t key[32], const struct nes_str *parts, size_t len, uint8_t out[NES_SHA256_BYTES]);
/* In constant time. */
bool nes_http_same(const uint8_t *a, const uint8_t *b, size_t len);
