#include "pki/testing/maker.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "pki/der.h"
#include "pki/der_write.h"
#include "pki/gost_tables.h"
#include "test/unit/test.h"

static const struct nes_gost_curve *curve_of(enum nes_key_kind kind)
{
    return kind == NES_KEY_GOST2015 ? &nes_gost_512 : &nes_gost_256;
}

static BIGNUM *number_of(const uint64_t *words, size_t n)
{
    BIGNUM *bn = BN_lebin2bn((const unsigned char *)words, (int)(8 * n), NULL);

    assert_non_null(bn);
    return bn;
}

/* The curve as OpenSSL knows curves: none of our code. */
static EC_GROUP *group_of(const struct nes_gost_curve *curve)
{
    BIGNUM *p = BN_new(), *a = BN_new(), *b = number_of(curve->b, curve->words);
    BIGNUM *q = number_of(curve->q, curve->words), *x = number_of(curve->odd[0].x, curve->words);
    BIGNUM *y = number_of(curve->odd[0].y, curve->words);
    EC_GROUP *group;
    EC_POINT *base;

    assert_true(BN_set_bit(p, (int)(64 * curve->words)) && BN_sub_word(p, curve->short_of_power) && BN_copy(a, p) &&
                BN_sub_word(a, 3));
    group = EC_GROUP_new_curve_GFp(p, a, b, NULL);
    assert_non_null(group);
    base = EC_POINT_new(group);
    assert_true(EC_POINT_set_affine_coordinates(group, base, x, y, NULL) &&
                EC_GROUP_set_generator(group, base, q, BN_value_one()));
    EC_POINT_free(base);
    BN_free(p), BN_free(a), BN_free(b), BN_free(q), BN_free(x), BN_free(y);
    return group;
}

/* x‖y of k·G, little-endian. */
static void multiply(const struct nes_gost_curve *curve, const BIGNUM *k, uint8_t *xy)
{
    EC_GROUP *group = group_of(curve);
    EC_POINT *point = EC_POINT_new(group);
    BIGNUM *x = BN_new(), *y = BN_new();
    int octets = (int)(8 * curve->words);

    assert_true(EC_POINT_mul(group, point, k, NULL, NULL, NULL) &&
                EC_POINT_get_affine_coordinates(group, point, x, y, NULL));
    assert_int_equal(BN_bn2lebinpad(x, xy, octets), octets);
    assert_int_equal(BN_bn2lebinpad(y, xy + octets, octets), octets);
    BN_free(x), BN_free(y);
    EC_POINT_free(point);
    EC_GROUP_free(group);
}

EC_GROUP *nes_maker_group(enum nes_key_kind kind)
{
    return group_of(curve_of(kind));
}

static struct nes_maker_key *new_key(enum nes_key_kind kind)
{
    struct nes_maker_key *key = calloc(1, sizeof(*key));

    assert_non_null(key);
    key->kind = kind;
    key->octets = kind == NES_KEY_RSA ? 0 : 8 * curve_of(kind)->words;
    return key;
}

static struct nes_maker_key *publish(struct nes_maker_key *key)
{
    BIGNUM *secret = BN_lebin2bn(key->secret, (int)key->octets, NULL);

    multiply(curve_of(key->kind), secret, key->point);
    BN_free(secret);
    return key;
}

struct nes_maker_key *nes_maker_key(enum nes_key_kind kind, uint8_t nth)
{
    struct nes_maker_key *key = new_key(kind);

    if (kind == NES_KEY_RSA) {
        key->rsa = EVP_RSA_gen(2048);
        assert_non_null(key->rsa);
        return key;
    }
    for (size_t i = 0; i < key->octets; i++) {
        key->secret[i] = (uint8_t)(nth * 37 + i * 11 + 5) & (i + 1 == key->octets ? 0x3f : 0xff);
    }
    return publish(key);
}

struct nes_maker_key *nes_maker_key_of(enum nes_key_kind kind, uint8_t secret)
{
    struct nes_maker_key *key = new_key(kind);

    key->secret[0] = secret;
    return publish(key);
}

void nes_maker_key_end(struct nes_maker_key **key)
{
    if (*key) {
        EVP_PKEY_free((*key)->rsa);
        free(*key);
        *key = NULL;
    }
}

void nes_maker_gost_sign(const struct nes_maker_key *key, const uint8_t *digest, uint64_t k, uint8_t *signature)
{
    const struct nes_gost_curve *curve = curve_of(key->kind);
    int octets = (int)key->octets;
    BIGNUM *q = number_of(curve->q, curve->words), *d = BN_lebin2bn(key->secret, octets, NULL);
    BIGNUM *e = BN_lebin2bn(digest, octets, NULL), *r, *nonce = BN_new();
    BN_CTX *ctx = BN_CTX_new();
    uint8_t xy[128];

    assert_true(BN_set_word(nonce, k) && BN_mul(nonce, nonce, nonce, ctx) && BN_mod(e, e, q, ctx));
    if (BN_is_zero(e)) {
        assert_true(BN_one(e));
    }
    multiply(curve, nonce, xy);
    r = BN_lebin2bn(xy, octets, NULL);
    assert_true(BN_mod(r, r, q, ctx));
    assert_int_equal(BN_bn2lebinpad(r, signature, octets), octets);
    assert_true(BN_mod_mul(d, d, r, q, ctx) && BN_mod_mul(e, e, nonce, q, ctx) && BN_mod_add(e, e, d, q, ctx));
    assert_int_equal(BN_bn2lebinpad(e, signature + octets, octets), octets);
    BN_free(q), BN_free(d), BN_free(e), BN_free(r), BN_free(nonce);
    BN_CTX_free(ctx);
}

static struct nes_str sign_rsa(struct nes_arena *arena, const struct nes_maker_key *key, enum nes_hash_kind hash,
                               struct nes_str bytes)
{
    const EVP_MD *md = hash == NES_HASH_SHA1 ? EVP_sha1() : hash == NES_HASH_SHA512 ? EVP_sha512() : EVP_sha256();
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    uint8_t *out = nes_arena_take(arena, 512);
    size_t len = 512;

    assert_true(EVP_DigestSignInit(ctx, NULL, md, NULL, key->rsa));
    assert_true(EVP_DigestSign(ctx, out, &len, (const unsigned char *)bytes.ptr, bytes.len));
    EVP_MD_CTX_free(ctx);
    return (struct nes_str){ (char *)out, len };
}

struct nes_str nes_maker_sign(struct nes_arena *arena, const struct nes_maker_key *key, enum nes_hash_kind hash,
                              struct nes_str bytes)
{
    uint8_t *out = nes_arena_take(arena, 128);
    struct nes_digest digest;

    if (key->kind == NES_KEY_RSA) {
        return sign_rsa(arena, key, hash, bytes);
    }
    digest = nes_hash_of(key->kind == NES_KEY_GOST2015 ? NES_HASH_STREEBOG512 : NES_HASH_GOST95, bytes);
    nes_maker_gost_sign(key, digest.octets, 0x9e3779b97f4a7c15 ^ bytes.len, out);
    return (struct nes_str){ (char *)out, 2 * key->octets };
}

enum nes_oid nes_maker_sign_oid(enum nes_key_kind kind)
{
    return kind == NES_KEY_GOST2015   ? NES_OID_GOST2015_SIGN
           : kind == NES_KEY_GOST2004 ? NES_OID_GOST2004_SIGN
                                      : NES_OID_RSA_SHA256;
}

enum nes_hash_kind nes_maker_hash(enum nes_key_kind kind)
{
    return kind == NES_KEY_GOST2015   ? NES_HASH_STREEBOG512
           : kind == NES_KEY_GOST2004 ? NES_HASH_GOST95
                                      : NES_HASH_SHA256;
}

struct nes_str nes_made_of(struct nes_arena *arena, int tag, const struct nes_str *parts, size_t n)
{
    struct nes_buf body = nes_buf_begin(arena, 64U << 20), whole = nes_buf_begin(arena, 64U << 20);
    struct nes_str text;

    for (size_t i = 0; i < n; i++) {
        nes_buf_add(&body, parts[i]);
    }
    NES_WANT_OK(nes_buf_done(&body, &text));
    nes_der_add(&whole, tag, text);
    NES_WANT_OK(nes_buf_done(&whole, &text));
    return text;
}

struct nes_str nes_made_join(struct nes_arena *arena, struct nes_str a, struct nes_str b)
{
    struct nes_buf buf = nes_buf_begin(arena, 64U << 20);
    struct nes_str text;

    nes_buf_add(&buf, a);
    nes_buf_add(&buf, b);
    NES_WANT_OK(nes_buf_done(&buf, &text));
    return text;
}

struct nes_str nes_made_oid(struct nes_arena *arena, enum nes_oid oid)
{
    return NES_MADE(arena, NES_DER_OID, nes_oid_body(oid));
}

struct nes_str nes_made_int(struct nes_arena *arena, int tag, int64_t number)
{
    struct nes_buf buf = nes_buf_begin(arena, 32);
    struct nes_str text;

    nes_der_add_int(&buf, tag, number);
    NES_WANT_OK(nes_buf_done(&buf, &text));
    return text;
}

struct nes_str nes_made_alg(struct nes_arena *arena, enum nes_oid oid)
{
    return NES_MADE(arena, NES_DER_SEQUENCE, nes_made_oid(arena, oid), NES_STR("\x05\x00"));
}

struct nes_str nes_made_time(struct nes_arena *arena, int64_t at_us)
{
    struct nes_buf buf = nes_buf_begin(arena, 32);
    struct nes_str text;

    nes_der_add_time(&buf, at_us);
    NES_WANT_OK(nes_buf_done(&buf, &text));
    return text;
}

struct nes_str nes_made_digest(struct nes_arena *arena, enum nes_hash_kind hash, struct nes_str bytes)
{
    struct nes_digest digest = nes_hash_of(hash, bytes);

    return nes_str_copy(arena, nes_digest_str(&digest));
}

struct nes_str nes_made_extension(struct nes_arena *arena, struct nes_str oid, bool critical, struct nes_str value)
{
    return NES_MADE(arena, NES_DER_SEQUENCE, oid, critical ? NES_STR("\x01\x01\xff") : (struct nes_str){ 0 },
                    NES_MADE(arena, NES_DER_OCTETS, value));
}

struct nes_str nes_made_signed(struct nes_arena *arena, struct nes_str tbs, const struct nes_maker_key *key,
                               enum nes_oid oid, bool false_signature)
{
    enum nes_hash_kind hash = oid == NES_OID_RSA_SHA1     ? NES_HASH_SHA1
                         : oid == NES_OID_RSA_SHA512 ? NES_HASH_SHA512
                                                     : NES_HASH_SHA256;
    struct nes_str signature =
        nes_maker_sign(arena, key, hash, false_signature ? nes_made_join(arena, tbs, NES_STR("x")) : tbs);

    return NES_MADE(arena, NES_DER_SEQUENCE, tbs, nes_made_alg(arena, oid),
                    NES_MADE(arena, NES_DER_BITS, (struct nes_str){ "\0", 1 }, signature));
}
