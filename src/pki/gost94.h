/* src/pki/gost94.h: the hash GOST 34.311-95 with the S-box of its own example ("test parameters"), which is the one
 * that the national authority used (RFC 5831, RFC 4357 section 11.2). Only for documents of the past. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct nes_gost94 {
    uint8_t h[32], sum[32], block[32];
    uint64_t bits;
    size_t held;
};

void nes_gost94_begin(struct nes_gost94 *hash);
void nes_gost94_add(struct nes_gost94 *hash, struct nes_str bytes);
void nes_gost94_end(struct nes_gost94 *hash, uint8_t out[32]);
