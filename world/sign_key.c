/* world/sign_key.c: keys of the authority and of its clients: GOST 34.10-2015 by hand over OpenSSL's curves, RSA by
 * OpenSSL. The keys are of nobody: none of this need hide what it does. */
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#include "world/sign.h"

#define WORD       64   /* octets of a number */
#define KEY_GOST   "1.2.398.3.10.1.1.2.2"
#define KEY_GOST_A "1.2.398.3.10.1.1.2.2.1"
#define HASH_GOST  "1.2.398.3.10.1.3.3"
#define KZ_XML     "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:"

static const struct nes_signing_names names[] = {
    [NES_SIGNING_GOST] = { .digest = HASH_GOST, .sign = "1.2.398.3.10.1.1.2.3.2", .digest_bytes = WORD,
                           .xml_digest = KZ_XML "gostr34112015-512",
                           .xml_sign = KZ_XML "gostr34102015-gostr34112015-512",
                           .stamp_policy = "1.2.398.3.3.2.6.4" },
    [NES_SIGNING_RSA] = { .digest = "2.16.840.1.101.3.4.2.1", .sign = "1.2.840.113549.1.1.11", .digest_bytes = 32,
                          .xml_digest = "http://www.w3.org/2001/04/xmlenc#sha256",
                          .xml_sign = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                          .stamp_policy = "1.2.398.3.3.2.6.2" },
};

const struct nes_signing_names *nes_signing_names(enum nes_signing kind)
{
    NES_ASSERT(kind == NES_SIGNING_GOST || kind == NES_SIGNING_RSA);
    return &names[kind];
}

static struct nes_str octets_of(const uint8_t *octets, size_t len)
{
    return (struct nes_str){ (const char *)octets, len };
}

struct nes_str nes_digest_by(struct nes_arena *arena, const char *name, struct nes_str bytes)
{
    uint8_t *out = nes_arena_take(arena, EVP_MAX_MD_SIZE);
    size_t len = 0;

    NES_ASSERT(EVP_Q_digest(NULL, name, NULL, bytes.ptr, bytes.len, out, &len) == 1);
    return octets_of(out, len);
}

struct nes_str nes_signing_digest(struct nes_arena *arena, enum nes_signing kind, struct nes_str bytes)
{
    uint8_t *out;

    if (kind == NES_SIGNING_RSA) {
        return nes_digest_by(arena, "SHA256", bytes);
    }
    out = nes_arena_take(arena, WORD);
    nes_stribog(bytes, out);
    return octets_of(out, WORD);
}

/* --- the curve id-tc26-gost-3410-12-512-paramSetA (RFC 7836) --- */

#define P_HEX                                                                                                          \
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"                                                 \
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc7"
#define A_HEX                                                                                                          \
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"                                                 \
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc4"
#define B_HEX                                                                                                          \
    "e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265"                                                 \
    "ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760"
#define Q_HEX                                                                                                          \
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"                                                 \
    "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275"
#define X_HEX "3"
#define Y_HEX                                                                                                          \
    "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921"                                                 \
    "df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4"

/* What a computation on the curve holds; closed with its scope. */
struct curve {
    BN_CTX *ctx;
    EC_GROUP *group;
    BIGNUM *q;
};

static void curve_done(struct curve *curve)
{
    EC_GROUP_free(curve->group);
    BN_free(curve->q);
    BN_CTX_free(curve->ctx);
}

static BIGNUM *number_of(BN_CTX *ctx, const char *hex)
{
    BIGNUM *number = BN_CTX_get(ctx);

    NES_ASSERT(number && BN_hex2bn(&number, hex) > 0);
    return number;
}

static struct curve curve_begin(void)
{
    struct curve curve = { .ctx = BN_CTX_new() };
    EC_POINT *base;

    NES_ASSERT(curve.ctx);
    BN_CTX_start(curve.ctx);
    NES_ASSERT(BN_hex2bn(&curve.q, Q_HEX) > 0);
    curve.group = EC_GROUP_new_curve_GFp(number_of(curve.ctx, P_HEX), number_of(curve.ctx, A_HEX),
                                         number_of(curve.ctx, B_HEX), curve.ctx);
    NES_ASSERT(curve.group);
    base = EC_POINT_new(curve.group);
    NES_ASSERT(base &&
               EC_POINT_set_affine_coordinates(curve.group, base, number_of(curve.ctx, X_HEX),
                                               number_of(curve.ctx, Y_HEX), curve.ctx) == 1 &&
               EC_GROUP_set_generator(curve.group, base, curve.q, BN_value_one()) == 1);
    EC_POINT_free(base);
    BN_CTX_end(curve.ctx);
    return curve;
}

/* Both coordinates of k times the base point, little-endian. */
static void multiply(const struct curve *curve, const BIGNUM *k, uint8_t xy[2 * WORD])
{
    EC_POINT *point = EC_POINT_new(curve->group);
    BIGNUM *x, *y;

    BN_CTX_start(curve->ctx);
    x = BN_CTX_get(curve->ctx);
    y = BN_CTX_get(curve->ctx);
    NES_ASSERT(point && y && EC_POINT_mul(curve->group, point, k, NULL, NULL, curve->ctx) == 1 &&
               EC_POINT_get_affine_coordinates(curve->group, point, x, y, curve->ctx) == 1 &&
               BN_bn2lebinpad(x, xy, WORD) == WORD && BN_bn2lebinpad(y, xy + WORD, WORD) == WORD);
    BN_CTX_end(curve->ctx);
    EC_POINT_free(point);
}

/* A number of 1 … q − 1 that follows from the parts, all of one length. */
static void number_from(const struct curve *curve, const struct nes_str parts[2], BIGNUM *out)
{
    uint8_t room[2 * WORD], digest[WORD];

    NES_ASSERT(parts[0].len == WORD && parts[1].len == WORD);
    memcpy(room, parts[0].ptr, WORD);
    memcpy(room + WORD, parts[1].ptr, WORD);
    do {
        nes_stribog(octets_of(room, sizeof(room)), digest);
        memcpy(room, digest, WORD);
        NES_ASSERT(BN_lebin2bn(digest, WORD, out));
    } while (BN_is_zero(out) || BN_cmp(out, curve->q) >= 0);
}

static struct nes_str new_gost(struct nes_arena *arena, const uint8_t seed[WORD])
{
    NES_AUTO(curve_done) struct curve curve = curve_begin();
    uint8_t *secret = nes_arena_take(arena, WORD);
    BIGNUM *d = BN_new();

    NES_ASSERT(d);
    number_from(&curve, (const struct nes_str[]){ octets_of(seed, WORD), octets_of(seed, WORD) }, d);
    NES_ASSERT(BN_bn2lebinpad(d, secret, WORD) == WORD);
    BN_free(d);
    return octets_of(secret, WORD);
}

/* GOST R 34.10-2012, 6.1: s = r·d + k·e. A digest of 0 counts as 1. */
static struct nes_str sign_gost(struct nes_arena *arena, struct nes_str secret, struct nes_str digest)
{
    NES_AUTO(curve_done) struct curve curve = curve_begin();
    uint8_t *out = nes_arena_take(arena, 2 * WORD), xy[2 * WORD];
    BIGNUM *d, *e, *k, *r;

    BN_CTX_start(curve.ctx);
    d = BN_CTX_get(curve.ctx);
    e = BN_CTX_get(curve.ctx);
    k = BN_CTX_get(curve.ctx);
    r = BN_CTX_get(curve.ctx);
    NES_ASSERT(r && digest.len == WORD && BN_lebin2bn((const uint8_t *)secret.ptr, WORD, d) &&
               BN_lebin2bn((const uint8_t *)digest.ptr, WORD, e) && BN_mod(e, e, curve.q, curve.ctx) == 1);
    if (BN_is_zero(e)) {
        NES_ASSERT(BN_one(e) == 1);
    }
    number_from(&curve, (const struct nes_str[]){ secret, digest }, k);
    multiply(&curve, k, xy);
    /* r or s of 0 would want another k; the chance is that of guessing the key. */
    NES_ASSERT(BN_lebin2bn(xy, WORD, r) && BN_mod(r, r, curve.q, curve.ctx) == 1 && !BN_is_zero(r) &&
               BN_bn2lebinpad(r, out, WORD) == WORD && BN_mod_mul(d, d, r, curve.q, curve.ctx) == 1 &&
               BN_mod_mul(e, e, k, curve.q, curve.ctx) == 1 && BN_mod_add(e, e, d, curve.q, curve.ctx) == 1 &&
               !BN_is_zero(e) && BN_bn2lebinpad(e, out + WORD, WORD) == WORD);
    BN_CTX_end(curve.ctx);
    return octets_of(out, 2 * WORD);
}

static struct nes_str public_gost(struct nes_arena *arena, struct nes_str secret, struct nes_str *bits)
{
    NES_AUTO(curve_done) struct curve curve = curve_begin();
    BIGNUM *d = BN_lebin2bn((const uint8_t *)secret.ptr, WORD, NULL);
    uint8_t xy[2 * WORD];

    NES_ASSERT(d);
    multiply(&curve, d, xy);
    BN_free(d);
    *bits = NES_ASN(arena, NES_ASN_OCTETS, octets_of(xy, sizeof(xy)));
    return NES_ASN(
        arena, NES_ASN_SEQUENCE,
        NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, KEY_GOST),
                NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, KEY_GOST_A), nes_asn_oid(arena, HASH_GOST))),
        nes_asn_bits(arena, *bits));
}

/* --- RSA --- */

static void key_done(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

static EVP_PKEY *rsa_of(struct nes_str secret)
{
    const unsigned char *at = (const unsigned char *)secret.ptr;
    EVP_PKEY *key = d2i_PrivateKey(EVP_PKEY_RSA, NULL, &at, (long)secret.len);

    NES_ASSERT(key);
    return key;
}

/* What an i2d function gave, in the arena. */
static struct nes_str taken(struct nes_arena *arena, unsigned char *der, int len)
{
    struct nes_str out;

    NES_ASSERT(len > 0);
    out = nes_str_copy(arena, octets_of(der, (size_t)len));
    OPENSSL_free(der);
    return out;
}

static struct nes_str public_rsa(struct nes_arena *arena, struct nes_str secret, struct nes_str *bits)
{
    NES_AUTO(key_done) EVP_PKEY *key = rsa_of(secret);
    unsigned char *info = NULL, *inner = NULL;
    int len = i2d_PublicKey(key, &inner);

    *bits = taken(arena, inner, len);
    len = i2d_PUBKEY(key, &info);
    return taken(arena, info, len);
}

static struct nes_str sign_rsa(struct nes_arena *arena, struct nes_str secret, struct nes_str digest)
{
    NES_AUTO(key_done) EVP_PKEY *key = rsa_of(secret);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
    uint8_t *out = nes_arena_take(arena, 512);
    size_t len = 512;

    NES_ASSERT(ctx && EVP_PKEY_sign_init(ctx) == 1 && EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1 &&
               EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) == 1 &&
               EVP_PKEY_sign(ctx, out, &len, (const unsigned char *)digest.ptr, digest.len) == 1);
    EVP_PKEY_CTX_free(ctx);
    return octets_of(out, len);
}

/* --- both --- */

struct nes_signing_key nes_signing_new(struct nes_arena *arena, enum nes_signing kind, const uint8_t seed[64])
{
    struct nes_signing_key key = { .kind = kind };

    if (kind == NES_SIGNING_GOST) {
        key.secret = new_gost(arena, seed);
    } else {
        NES_AUTO(key_done) EVP_PKEY *rsa = EVP_RSA_gen(2048);
        unsigned char *der = NULL;
        int len;

        NES_ASSERT(rsa);
        len = i2d_PrivateKey(rsa, &der);
        key.secret = taken(arena, der, len);
    }
    return key;
}

struct nes_str nes_signing_public(struct nes_arena *arena, const struct nes_signing_key *key, struct nes_str *bits)
{
    return key->kind == NES_SIGNING_GOST ? public_gost(arena, key->secret, bits) : public_rsa(arena, key->secret, bits);
}

struct nes_str nes_signing_sign(struct nes_arena *arena, const struct nes_signing_key *key, struct nes_str digest)
{
    return key->kind == NES_SIGNING_GOST ? sign_gost(arena, key->secret, digest) : sign_rsa(arena, key->secret, digest);
}

struct nes_str nes_signing_wrap(struct nes_arena *arena, const struct nes_signing_key *key, struct nes_str tbs)
{
    struct nes_str signature = nes_signing_sign(arena, key, nes_signing_digest(arena, key->kind, tbs));

    return NES_ASN(arena, NES_ASN_SEQUENCE, tbs, nes_asn_alg(arena, names[key->kind].sign),
                   nes_asn_bits(arena, signature));
}
