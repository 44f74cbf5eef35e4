/* src/pki/streebog.h: the hash GOST R 34.11-2012 (RFC 6986), in Kazakhstan GOST 34.11-2015. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct nes_streebog {
    uint64_t h[8], n[8], sigma[8];
    uint8_t block[64];
    size_t held, out;
};

/* `bytes` of the result: 64 or 32. */
void nes_streebog_begin(struct nes_streebog *hash, size_t bytes);
void nes_streebog_add(struct nes_streebog *hash, struct nes_str bytes);
/* Writes the 64 or 32 octets, in the order in which the standard's examples print the digest read from its last octet:
 * the order of OpenSSL's engine and of all containers. */
void nes_streebog_end(struct nes_streebog *hash, uint8_t *out);
