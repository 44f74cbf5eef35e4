/* src/pki/gost_field.h: numbers modulo p = 2^(64n) − c, for gost_sign.c. A number is any residue below 2^(64n): it need
 * not be the least one; only nes_field_is compares. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "pki/gost_tables.h"

__extension__ typedef unsigned __int128 nes_wide;

struct nes_field {
    uint64_t w[NES_GOST_WORDS];
};

/* The inner loops have four or eight rounds; clang unrolls them by itself, gcc when told so. */
#ifdef __clang__
#define NES_UNROLL
#else
#define NES_UNROLL _Pragma("GCC unroll 8")
#endif

#define NES_INLINE static inline __attribute__((always_inline))

/* r += c, again while that carries: 2^(64n) is c. */
NES_INLINE void nes_field_fold(uint64_t *r, uint64_t times, size_t n, uint64_t c)
{
    while (times > 0) {
        nes_wide carry = (nes_wide)times * c;

        NES_UNROLL
        for (size_t i = 0; i < n; i++) {
            carry += r[i];
            r[i] = (uint64_t)carry;
            carry >>= 64;
        }
        times = (uint64_t)carry;
    }
}

NES_INLINE void nes_field_mul_n(uint64_t *r, const uint64_t *a, const uint64_t *b, size_t n, uint64_t c)
{
    uint64_t t[2 * NES_GOST_WORDS] = { 0 };
    nes_wide carry;

    NES_UNROLL
    for (size_t i = 0; i < n; i++) {
        carry = 0;
        NES_UNROLL
        for (size_t j = 0; j < n; j++) {
            carry += (nes_wide)a[i] * b[j] + t[i + j];
            t[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        t[i + n] = (uint64_t)carry;
    }
    carry = 0;
    NES_UNROLL
    for (size_t i = 0; i < n; i++) {
        carry += (nes_wide)t[n + i] * c + t[i];
        r[i] = (uint64_t)carry;
        carry >>= 64;
    }
    nes_field_fold(r, (uint64_t)carry, n, c);
}

/* Each product of two different words is taken once and doubled. */
NES_INLINE void nes_field_square_n(uint64_t *r, const uint64_t *a, size_t n, uint64_t c)
{
    uint64_t t[2 * NES_GOST_WORDS] = { 0 }, out = 0;
    nes_wide carry;

    NES_UNROLL
    for (size_t i = 0; i + 1 < n; i++) {
        carry = 0;
        NES_UNROLL
        for (size_t j = i + 1; j < n; j++) {
            carry += (nes_wide)a[i] * a[j] + t[i + j];
            t[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        t[i + n] = (uint64_t)carry;
    }
    carry = 0;
    NES_UNROLL
    for (size_t i = 0; i < n; i++) {
        nes_wide square = (nes_wide)a[i] * a[i];
        uint64_t low = t[2 * i], high = t[2 * i + 1];

        carry += (nes_wide)(low << 1 | out) + (uint64_t)square;
        t[2 * i] = (uint64_t)carry;
        carry >>= 64;
        carry += (nes_wide)(high << 1 | low >> 63) + (uint64_t)(square >> 64);
        t[2 * i + 1] = (uint64_t)carry;
        carry >>= 64;
        out = high >> 63;
    }
    carry = 0;
    NES_UNROLL
    for (size_t i = 0; i < n; i++) {
        carry += (nes_wide)t[n + i] * c + t[i];
        r[i] = (uint64_t)carry;
        carry >>= 64;
    }
    nes_field_fold(r, (uint64_t)carry, n, c);
}

NES_INLINE void nes_field_add_n(uint64_t *r, const uint64_t *a, const uint64_t *b, size_t n, uint64_t c)
{
    nes_wide carry = 0;

    NES_UNROLL
    for (size_t i = 0; i < n; i++) {
        carry += (nes_wide)a[i] + b[i];
        r[i] = (uint64_t)carry;
        carry >>= 64;
    }
    nes_field_fold(r, (uint64_t)carry, n, c);
}

NES_INLINE void nes_field_sub_n(uint64_t *r, const uint64_t *a, const uint64_t *b, size_t n, uint64_t c)
{
    uint64_t borrow = 0;

    NES_UNROLL
    for (size_t i = 0; i < n; i++) {
        nes_wide less = (nes_wide)a[i] - b[i] - borrow;

        r[i] = (uint64_t)less;
        borrow = (uint64_t)(less >> 64) & 1;
    }
    while (borrow) {   /* −2^(64n) is −c */
        uint64_t take = c;

        borrow = 0;
        NES_UNROLL
        for (size_t i = 0; i < n; i++) {
            borrow = r[i] < take;
            r[i] -= take;
            take = borrow;
        }
    }
}

/* The two widths are spelled out so that the compiler unrolls each. */
#define NES_FIELD_512 8, 569
#define NES_FIELD_256 4, 617

NES_INLINE void nes_field_mul(const struct nes_gost_curve *curve, struct nes_field *r, const struct nes_field *a,
                              const struct nes_field *b)
{
    if (curve->words == 8) {
        nes_field_mul_n(r->w, a->w, b->w, NES_FIELD_512);
    } else {
        nes_field_mul_n(r->w, a->w, b->w, NES_FIELD_256);
    }
}

NES_INLINE void nes_field_square(const struct nes_gost_curve *curve, struct nes_field *r, const struct nes_field *a)
{
    if (curve->words == 8) {
        nes_field_square_n(r->w, a->w, NES_FIELD_512);
    } else {
        nes_field_square_n(r->w, a->w, NES_FIELD_256);
    }
}

NES_INLINE void nes_field_add(const struct nes_gost_curve *curve, struct nes_field *r, const struct nes_field *a,
                              const struct nes_field *b)
{
    nes_field_add_n(r->w, a->w, b->w, curve->words, curve->short_of_power);
}

NES_INLINE void nes_field_sub(const struct nes_gost_curve *curve, struct nes_field *r, const struct nes_field *a,
                              const struct nes_field *b)
{
    nes_field_sub_n(r->w, a->w, b->w, curve->words, curve->short_of_power);
}

/* The residue is 0: as 0 or as p, the only two below 2^(64n). */
NES_INLINE bool nes_field_zero(const struct nes_gost_curve *curve, const struct nes_field *a)
{
    uint64_t any = 0, missing = a->w[0] ^ (0 - curve->short_of_power);

    NES_UNROLL
    for (size_t i = 0; i < curve->words; i++) {
        any |= a->w[i];
        missing |= i > 0 ? ~a->w[i] : 0;
    }
    return any == 0 || missing == 0;
}
