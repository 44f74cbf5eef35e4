#include "pki/streebog.h"

#include <endian.h>
#include <string.h>

#include "pki/gost_tables.h"

#define LOOK(word) nes_streebog_lps[word][mixed[word] >> shift & 0xff]

/* X, S, P and L of the standard at once. Spelled out: this line is where all the time goes. */
static inline void lpsx(const uint64_t a[8], const uint64_t b[8], uint64_t out[8])
{
    uint64_t mixed[8];

    for (size_t i = 0; i < 8; i++) {
        mixed[i] = a[i] ^ b[i];
    }
    for (size_t i = 0; i < 8; i++) {
        size_t shift = 8 * i;

        out[i] = LOOK(0) ^ LOOK(1) ^ LOOK(2) ^ LOOK(3) ^ LOOK(4) ^ LOOK(5) ^ LOOK(6) ^ LOOK(7);
    }
}

/* h = g_n(h, m): twelve rounds of the cipher whose key is h and n, fed forward. */
static void compress(uint64_t h[8], const uint64_t n[8], const uint64_t m[8])
{
    uint64_t key[8], state[8];

    lpsx(h, n, key);
    lpsx(key, m, state);
    for (size_t round = 0; round < 11; round++) {
        lpsx(key, nes_streebog_c[round], key);
        lpsx(key, state, state);
    }
    lpsx(key, nes_streebog_c[11], key);
    for (size_t i = 0; i < 8; i++) {
        h[i] ^= key[i] ^ state[i] ^ m[i];
    }
}

static void add_512(uint64_t sum[8], const uint64_t more[8])
{
    uint64_t carry = 0;

    for (size_t i = 0; i < 8; i++) {
        uint64_t with = more[i] + carry;

        carry = with < carry;
        sum[i] += with;
        carry += sum[i] < with;
    }
}

static void take_block(struct nes_streebog *hash, const uint8_t block[64], uint64_t bits)
{
    const uint64_t length[8] = { bits };
    uint64_t m[8];

    memcpy(m, block, sizeof(m));
    for (size_t i = 0; i < 8; i++) {
        m[i] = le64toh(m[i]);
    }
    compress(hash->h, hash->n, m);
    add_512(hash->n, length);
    add_512(hash->sigma, m);
}

void nes_streebog_begin(struct nes_streebog *hash, size_t bytes)
{
    NES_ASSERT(bytes == 64 || bytes == 32);
    *hash = (struct nes_streebog){ .out = bytes };
    memset(hash->h, bytes == 64 ? 0 : 1, sizeof(hash->h));
}

void nes_streebog_add(struct nes_streebog *hash, struct nes_str bytes)
{
    while (bytes.len > 0) {
        size_t room = sizeof(hash->block) - hash->held, part = bytes.len < room ? bytes.len : room;

        if (hash->held == 0 && part == sizeof(hash->block)) {
            uint8_t block[64];

            memcpy(block, bytes.ptr, sizeof(block));
            take_block(hash, block, 512);
        } else {
            memcpy(hash->block + hash->held, bytes.ptr, part);
            hash->held += part;
        }
        if (hash->held == sizeof(hash->block)) {
            take_block(hash, hash->block, 512);
            hash->held = 0;
        }
        bytes = nes_str_from(bytes, part);
    }
}

void nes_streebog_end(struct nes_streebog *hash, uint8_t *out)
{
    static const uint64_t nothing[8] = { 0 };
    uint64_t bits = 8 * hash->held;

    hash->block[hash->held] = 1;
    memset(hash->block + hash->held + 1, 0, sizeof(hash->block) - hash->held - 1);
    take_block(hash, hash->block, bits);
    compress(hash->h, nothing, hash->n);
    compress(hash->h, nothing, hash->sigma);
    for (size_t i = 0; i < 8; i++) {
        hash->h[i] = htole64(hash->h[i]);
    }
    memcpy(out, (const uint8_t *)hash->h + 64 - hash->out, hash->out);
}
