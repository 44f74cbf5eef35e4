#include "pki/gost94.h"

#include <string.h>

static const uint8_t boxes[8][16] = {
    { 4, 10, 9, 2, 13, 8, 0, 14, 6, 11, 1, 12, 7, 15, 5, 3 },
    { 14, 11, 4, 12, 6, 13, 15, 10, 2, 3, 8, 1, 0, 7, 5, 9 },
    { 5, 8, 1, 13, 10, 3, 4, 2, 14, 15, 12, 7, 6, 0, 9, 11 },
    { 7, 13, 10, 1, 0, 8, 9, 15, 14, 4, 6, 12, 11, 2, 5, 3 },
    { 6, 12, 7, 1, 5, 15, 13, 8, 4, 10, 9, 14, 0, 3, 11, 2 },
    { 4, 11, 10, 0, 7, 2, 1, 13, 3, 6, 8, 5, 9, 12, 15, 14 },
    { 13, 11, 4, 1, 3, 15, 5, 9, 0, 10, 14, 7, 6, 8, 2, 12 },
    { 1, 15, 13, 0, 5, 7, 10, 4, 9, 2, 3, 14, 6, 11, 8, 12 },
};

static uint32_t word_at(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void put_word(uint8_t *bytes, uint32_t word)
{
    for (size_t i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(word >> 8 * i);
    }
}

static uint32_t round_of(uint32_t half, uint32_t key)
{
    uint32_t in = half + key, out = 0;

    for (size_t i = 0; i < 8; i++) {
        out |= (uint32_t)boxes[i][in >> 4 * i & 15] << 4 * i;
    }
    return out << 11 | out >> 21;
}

/* One block of GOST 28147-89, plain replacement. */
static void encipher(const uint8_t key[32], const uint8_t in[8], uint8_t out[8])
{
    uint32_t low = word_at(in), high = word_at(in + 4);

    for (size_t round = 0; round < 32; round++) {
        size_t part = round < 24 ? round % 8 : 31 - round;
        uint32_t next = high ^ round_of(low, word_at(key + 4 * part));

        high = low;
        low = next;
    }
    put_word(out, high);
    put_word(out + 4, low);
}

/* A of the standard: the lowest quarter is folded into the next and goes to the top. */
static void fold(uint8_t y[32])
{
    uint8_t top[8];

    for (size_t i = 0; i < 8; i++) {
        top[i] = y[i] ^ y[8 + i];
    }
    memmove(y, y + 8, 24);
    memcpy(y + 24, top, 8);
}

/* ψ, a shift register of sixteen words of 16 bits, `times` over. */
static void shift(uint8_t y[32], int times)
{
    static const size_t taps[] = { 0, 2, 4, 6, 24, 30 };

    for (int i = 0; i < times; i++) {
        uint8_t top[2] = { 0 };

        for (size_t tap = 0; tap < NES_LEN(taps); tap++) {
            top[0] ^= y[taps[tap]];
            top[1] ^= y[taps[tap] + 1];
        }
        memmove(y, y + 2, 30);
        memcpy(y + 30, top, 2);
    }
}

static void mix(uint8_t into[32], const uint8_t with[32])
{
    for (size_t i = 0; i < 32; i++) {
        into[i] ^= with[i];
    }
}

/* h = χ(m, h). */
static void step(uint8_t h[32], const uint8_t m[32])
{
    static const uint8_t third[32] = {
        0x00, 0xff, 0x00, 0xff, 0x00, 0xff, 0x00, 0xff, 0xff, 0x00, 0xff, 0x00, 0xff, 0x00, 0xff, 0x00,
        0x00, 0xff, 0xff, 0x00, 0xff, 0x00, 0x00, 0xff, 0xff, 0x00, 0x00, 0x00, 0xff, 0xff, 0x00, 0xff,
    };
    uint8_t u[32], v[32], key[32], s[32];

    memcpy(u, h, 32);
    memcpy(v, m, 32);
    for (size_t quarter = 0; quarter < 4; quarter++) {
        if (quarter > 0) {
            fold(u);
            fold(v);
            fold(v);
        }
        if (quarter == 2) {
            mix(u, third);
        }
        for (size_t i = 0; i < 4; i++) {
            for (size_t k = 0; k < 8; k++) {
                key[i + 4 * k] = u[8 * i + k] ^ v[8 * i + k];
            }
        }
        encipher(key, h + 8 * quarter, s + 8 * quarter);
    }
    shift(s, 12);
    mix(s, m);
    shift(s, 1);
    mix(h, s);
    shift(h, 61);
}

static void take_block(struct nes_gost94 *hash, const uint8_t block[32])
{
    unsigned carry = 0;

    for (size_t i = 0; i < 32; i++) {
        carry += (unsigned)hash->sum[i] + block[i];
        hash->sum[i] = (uint8_t)carry;
        carry >>= 8;
    }
    step(hash->h, block);
}

void nes_gost94_begin(struct nes_gost94 *hash)
{
    *hash = (struct nes_gost94){ 0 };
}

void nes_gost94_add(struct nes_gost94 *hash, struct nes_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        hash->block[hash->held++] = (uint8_t)bytes.ptr[i];
        if (hash->held == sizeof(hash->block)) {
            take_block(hash, hash->block);
            hash->held = 0;
        }
    }
    hash->bits += 8 * (uint64_t)bytes.len;
}

void nes_gost94_end(struct nes_gost94 *hash, uint8_t out[32])
{
    uint8_t length[32] = { 0 };

    if (hash->held > 0) {
        memset(hash->block + hash->held, 0, sizeof(hash->block) - hash->held);
        take_block(hash, hash->block);
    }
    for (size_t i = 0; i < 8; i++) {
        length[i] = (uint8_t)(hash->bits >> 8 * i);
    }
    step(hash->h, length);
    step(hash->h, hash->sum);
    memcpy(out, hash->h, 32);
}
