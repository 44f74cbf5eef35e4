/* src/pki/gost_tables.h: constants of the GOST algorithms, computed at build time by gost_tables.py. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Streebog (RFC 6986): lps[i][b] is what the byte b at place i of a word adds to the word after S, P and L. */
extern const uint64_t nes_streebog_lps[8][256];
extern const uint64_t nes_streebog_c[12][8];

#define NES_GOST_WORDS 8   /* of 64 bits, the least significant first */
#define NES_GOST_ODD   32

struct nes_gost_affine {
    uint64_t x[NES_GOST_WORDS], y[NES_GOST_WORDS];
};

/* y² = x³ − 3x + b modulo p = 2^(64·words) − short_of_power; the base point has the prime order q. */
struct nes_gost_curve {
    size_t words;
    uint64_t short_of_power;
    uint64_t b[NES_GOST_WORDS], q[NES_GOST_WORDS];
    struct nes_gost_affine odd[NES_GOST_ODD];   /* G, 3G, 5G, … 63G */
};

extern const struct nes_gost_curve nes_gost_512;   /* id-tc26-gost-3410-12-512-paramSetA, RFC 7836 */
extern const struct nes_gost_curve nes_gost_256;   /* id-GostR3410-2001-CryptoPro-A, RFC 4357 */
