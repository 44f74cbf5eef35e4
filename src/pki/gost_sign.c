#include "pki/gost_sign.h"

#include <openssl/bn.h>

#include "base/err.h"
#include "pki/gost_field.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "words are handed to libcrypto as octets");

/* Jacobian coordinates: x = X ÷ Z², y = Y ÷ Z³; Z = 0 is the point at infinity. */
struct point {
    struct nes_field x, y, z;
    bool infinite;
};

#define WINDOW_G 7   /* odd multiples to 63 stand in the tables */
#define WINDOW_Q 5   /* odd multiples to 15 are made for each key */
#define DIGITS_MAX (64 * NES_GOST_WORDS + 1)

/* The functions mul … double_point are the inner loop: they stay out of line, their arithmetic within. */
__attribute__((noinline)) static void mul(const struct nes_gost_curve *curve, struct nes_field *r,
                                          const struct nes_field *a, const struct nes_field *b)
{
    nes_field_mul(curve, r, a, b);
}

__attribute__((noinline)) static void square(const struct nes_gost_curve *curve, struct nes_field *r,
                                             const struct nes_field *a)
{
    nes_field_square(curve, r, a);
}

__attribute__((noinline)) static void add(const struct nes_gost_curve *curve, struct nes_field *r,
                                          const struct nes_field *a, const struct nes_field *b)
{
    nes_field_add(curve, r, a, b);
}

__attribute__((noinline)) static void sub(const struct nes_gost_curve *curve, struct nes_field *r,
                                          const struct nes_field *a, const struct nes_field *b)
{
    nes_field_sub(curve, r, a, b);
}

/* p = 2p, for a = −3. */
static void double_point(const struct nes_gost_curve *curve, struct point *p)
{
    struct nes_field delta, gamma, beta, alpha, t;

    if (p->infinite) {
        return;
    }
    square(curve, &delta, &p->z);
    square(curve, &gamma, &p->y);
    mul(curve, &beta, &p->x, &gamma);
    sub(curve, &t, &p->x, &delta);
    add(curve, &alpha, &p->x, &delta);
    mul(curve, &t, &t, &alpha);
    add(curve, &alpha, &t, &t);
    add(curve, &alpha, &alpha, &t);
    add(curve, &p->z, &p->y, &p->z);
    square(curve, &p->z, &p->z);
    sub(curve, &p->z, &p->z, &gamma);
    sub(curve, &p->z, &p->z, &delta);
    add(curve, &beta, &beta, &beta);
    add(curve, &beta, &beta, &beta);
    square(curve, &p->x, &alpha);
    sub(curve, &p->x, &p->x, &beta);
    sub(curve, &p->x, &p->x, &beta);
    sub(curve, &beta, &beta, &p->x);
    mul(curve, &p->y, &alpha, &beta);
    square(curve, &gamma, &gamma);
    add(curve, &gamma, &gamma, &gamma);
    add(curve, &gamma, &gamma, &gamma);
    add(curve, &gamma, &gamma, &gamma);
    sub(curve, &p->y, &p->y, &gamma);
    p->infinite = nes_field_zero(curve, &p->z);
}

/* What both additions come to: U1 = u, S1 = s, U2 − U1 = h, S2 − S1 = r. */
struct sum {
    struct nes_field u, s, h, r;
};

/* The end of both additions, but for Z. */
static void join(const struct nes_gost_curve *curve, struct point *p, const struct sum *sum)
{
    struct nes_field hh, hhh, v;

    square(curve, &hh, &sum->h);
    mul(curve, &hhh, &sum->h, &hh);
    mul(curve, &v, &sum->u, &hh);
    square(curve, &p->x, &sum->r);
    sub(curve, &p->x, &p->x, &hhh);
    sub(curve, &p->x, &p->x, &v);
    sub(curve, &p->x, &p->x, &v);
    sub(curve, &v, &v, &p->x);
    mul(curve, &v, &sum->r, &v);
    mul(curve, &hhh, &sum->s, &hhh);
    sub(curve, &p->y, &v, &hhh);
}

/* Same x: either the same point, or opposite ones. */
static void meet(const struct nes_gost_curve *curve, struct point *p, const struct nes_field *r)
{
    if (nes_field_zero(curve, r)) {
        double_point(curve, p);
    } else {
        p->infinite = true;
    }
}

static void add_affine(const struct nes_gost_curve *curve, struct point *p, const struct nes_gost_affine *q, bool minus)
{
    static const struct nes_field none = { 0 };
    struct sum sum = { .u = p->x, .s = p->y };
    struct nes_field x, y, zz;

    memcpy(x.w, q->x, sizeof(x.w));
    memcpy(y.w, q->y, sizeof(y.w));
    if (minus) {
        sub(curve, &y, &none, &y);
    }
    if (p->infinite) {
        *p = (struct point){ .x = x, .y = y, .z = { { 1 } } };
        return;
    }
    square(curve, &zz, &p->z);
    mul(curve, &x, &x, &zz);
    mul(curve, &zz, &zz, &p->z);
    mul(curve, &y, &y, &zz);
    sub(curve, &sum.h, &x, &sum.u);
    sub(curve, &sum.r, &y, &sum.s);
    if (nes_field_zero(curve, &sum.h)) {
        meet(curve, p, &sum.r);
        return;
    }
    mul(curve, &p->z, &p->z, &sum.h);
    join(curve, p, &sum);
}

static void add_point(const struct nes_gost_curve *curve, struct point *p, const struct point *q, bool minus)
{
    static const struct nes_field none = { 0 };
    struct nes_field zz1, zz2, u2, s2, y = q->y;
    struct sum sum;

    if (q->infinite) {
        return;
    }
    if (minus) {
        sub(curve, &y, &none, &y);
    }
    if (p->infinite) {
        *p = *q;
        p->y = y;
        return;
    }
    square(curve, &zz1, &p->z);
    square(curve, &zz2, &q->z);
    mul(curve, &sum.u, &p->x, &zz2);
    mul(curve, &u2, &q->x, &zz1);
    mul(curve, &sum.s, &p->y, &q->z);
    mul(curve, &sum.s, &sum.s, &zz2);
    mul(curve, &s2, &y, &p->z);
    mul(curve, &s2, &s2, &zz1);
    sub(curve, &sum.h, &u2, &sum.u);
    sub(curve, &sum.r, &s2, &sum.s);
    if (nes_field_zero(curve, &sum.h)) {
        meet(curve, p, &sum.r);
        return;
    }
    mul(curve, &p->z, &p->z, &q->z);
    mul(curve, &p->z, &p->z, &sum.h);
    join(curve, p, &sum);
}

/* The number in signed odd digits below 2^(window−1), zeros between; the count of digits. */
static size_t odd_digits(const struct nes_gost_curve *curve, const uint64_t *number, int window,
                         int8_t digits[DIGITS_MAX])
{
    uint64_t k[NES_GOST_WORDS + 1] = { 0 };
    size_t count = 0, all = 64 * curve->words + 1;

    memcpy(k, number, 8 * curve->words);
    for (size_t i = 0; i < all; i++) {
        uint64_t low = k[0] & ((UINT64_C(1) << window) - 1);

        digits[i] = 0;
        if (k[0] & 1) {
            bool minus = low >> (window - 1);
            uint64_t change = minus ? (UINT64_C(1) << window) - low : low, carry;

            digits[i] = (int8_t)(minus ? -(int)change : (int)change);
            count = i + 1;
            k[0] = minus ? k[0] + change : k[0] - change;
            carry = minus && k[0] < change;
            for (size_t w = 1; w <= curve->words && carry; w++) {
                k[w] += carry;
                carry = k[w] == 0;
            }
        }
        for (size_t w = 0; w < curve->words; w++) {
            k[w] = k[w] >> 1 | k[w + 1] << 63;
        }
        k[curve->words] >>= 1;
    }
    return count;
}

/* c = z1·G + z2·Q. */
static void combine(const struct nes_gost_curve *curve, const uint64_t *z1, const uint64_t *z2, const struct point *q,
                    struct point *c)
{
    int8_t digits_g[DIGITS_MAX], digits_q[DIGITS_MAX];
    size_t count_g = odd_digits(curve, z1, WINDOW_G, digits_g);
    size_t count_q = odd_digits(curve, z2, WINDOW_Q, digits_q);
    struct point odd[1 << (WINDOW_Q - 2)] = { *q }, twice = *q;

    double_point(curve, &twice);
    for (size_t i = 1; i < NES_LEN(odd); i++) {
        odd[i] = odd[i - 1];
        add_point(curve, &odd[i], &twice, false);
    }
    *c = (struct point){ .infinite = true };
    for (size_t i = count_g > count_q ? count_g : count_q; i-- > 0;) {
        double_point(curve, c);
        if (i < count_g && digits_g[i] != 0) {
            add_affine(curve, c, &curve->odd[(digits_g[i] < 0 ? -digits_g[i] : digits_g[i]) / 2], digits_g[i] < 0);
        }
        if (i < count_q && digits_q[i] != 0) {
            add_point(curve, c, &odd[(digits_q[i] < 0 ? -digits_q[i] : digits_q[i]) / 2], digits_q[i] < 0);
        }
    }
}

static void read_number(const struct nes_gost_curve *curve, const uint8_t *bytes, uint64_t *to)
{
    memset(to, 0, 8 * NES_GOST_WORDS);
    for (size_t i = 0; i < 8 * curve->words; i++) {
        to[i / 8] |= (uint64_t)bytes[i] << 8 * (i % 8);
    }
}

/* −1, 0, 1 as a is below, equal to or above b. */
static int order(const struct nes_gost_curve *curve, const uint64_t *a, const uint64_t *b)
{
    for (size_t i = curve->words; i-- > 0;) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}

static bool in_range(const struct nes_gost_curve *curve, const uint64_t *number)
{
    static const uint64_t none[NES_GOST_WORDS] = { 0 };

    return order(curve, number, none) > 0 && order(curve, number, curve->q) < 0;
}

static void prime(const struct nes_gost_curve *curve, uint64_t p[NES_GOST_WORDS])
{
    memset(p, 0xff, 8 * NES_GOST_WORDS);
    p[0] = 0 - curve->short_of_power;
}

static bool read_key(const struct nes_gost_curve *curve, const uint8_t *key, struct point *q)
{
    uint64_t p[NES_GOST_WORDS];
    struct nes_field left, right, three = { { 3 } }, b;

    prime(curve, p);
    *q = (struct point){ .z = { { 1 } } };
    read_number(curve, key, q->x.w);
    read_number(curve, key + 8 * curve->words, q->y.w);
    if (order(curve, q->x.w, p) >= 0 || order(curve, q->y.w, p) >= 0) {
        return false;
    }
    memcpy(b.w, curve->b, sizeof(b.w));
    square(curve, &right, &q->x);
    sub(curve, &right, &right, &three);
    mul(curve, &right, &right, &q->x);
    add(curve, &right, &right, &b);
    square(curve, &left, &q->y);
    sub(curve, &left, &left, &right);
    return nes_field_zero(curve, &left);
}

bool nes_gost_key_on_curve(const struct nes_gost_curve *curve, const uint8_t *key)
{
    struct point q;

    return read_key(curve, key, &q);
}

static void close_ctx(BN_CTX **ctx)
{
    BN_CTX_free(*ctx);
}

static BIGNUM *to_bn(BN_CTX *ctx, const struct nes_gost_curve *curve, const uint64_t *number)
{
    BIGNUM *bn = BN_CTX_get(ctx);

    NES_ASSERT(bn && BN_lebin2bn((const unsigned char *)number, (int)(8 * curve->words), bn));
    return bn;
}

/* A signature's numbers and what the base point and the key are taken times. */
struct numbers {
    uint64_t r[NES_GOST_WORDS], s[NES_GOST_WORDS], e[NES_GOST_WORDS], z1[NES_GOST_WORDS], z2[NES_GOST_WORDS];
};

/* z1 = s ÷ e, z2 = −r ÷ e modulo q; e of 0 counts as 1. */
static void find_scalars(const struct nes_gost_curve *curve, struct numbers *n)
{
    NES_AUTO(close_ctx) BN_CTX *ctx = BN_CTX_new();
    BIGNUM *q, *v, *out;
    int len = (int)(8 * curve->words);

    NES_ASSERT(ctx);
    BN_CTX_start(ctx);
    q = to_bn(ctx, curve, curve->q);
    v = to_bn(ctx, curve, n->e);
    out = BN_CTX_get(ctx);
    NES_ASSERT(out && BN_nnmod(v, v, q, ctx));
    NES_ASSERT(!BN_is_zero(v) || BN_one(v));
    NES_ASSERT(BN_mod_inverse(v, v, q, ctx));
    NES_ASSERT(BN_mod_mul(out, to_bn(ctx, curve, n->s), v, q, ctx));
    NES_ASSERT(BN_bn2lebinpad(out, (unsigned char *)n->z1, len) == len);
    NES_ASSERT(BN_mod_mul(out, to_bn(ctx, curve, n->r), v, q, ctx) && BN_sub(out, q, out));
    NES_ASSERT(BN_bn2lebinpad(out, (unsigned char *)n->z2, len) == len);
    BN_CTX_end(ctx);
}

/* x of the point is r modulo q: r or, where that is still below p, r + q. Spares a division. */
static bool same_x(const struct nes_gost_curve *curve, const struct point *c, const uint64_t *r)
{
    struct nes_field zz, wanted = { { 0 } }, left;
    uint64_t p[NES_GOST_WORDS];
    nes_wide carry = 0;

    memcpy(wanted.w, r, 8 * curve->words);
    square(curve, &zz, &c->z);
    mul(curve, &left, &wanted, &zz);
    sub(curve, &left, &left, &c->x);
    if (nes_field_zero(curve, &left)) {
        return true;
    }
    for (size_t i = 0; i < curve->words; i++) {
        carry += (nes_wide)wanted.w[i] + curve->q[i];
        wanted.w[i] = (uint64_t)carry;
        carry >>= 64;
    }
    /* From p on it would stand for another residue, which is not r modulo q. */
    prime(curve, p);
    if (carry || order(curve, wanted.w, p) >= 0) {
        return false;
    }
    mul(curve, &left, &wanted, &zz);
    sub(curve, &left, &left, &c->x);
    return nes_field_zero(curve, &left);
}

bool nes_gost_signed(const struct nes_gost_curve *curve, const uint8_t *key, const uint8_t *digest,
                     const uint8_t *signature)
{
    struct numbers n;
    struct point q, c;

    read_number(curve, signature, n.r);
    read_number(curve, signature + 8 * curve->words, n.s);
    read_number(curve, digest, n.e);
    if (!in_range(curve, n.r) || !in_range(curve, n.s) || !read_key(curve, key, &q)) {
        return false;
    }
    find_scalars(curve, &n);
    combine(curve, n.z1, n.z2, &q, &c);
    return !c.infinite && same_x(curve, &c, n.r);
}
