#include "pki/alg.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <string.h>

#include "pki/der.h"
#include "pki/gost94.h"
#include "pki/gost_sign.h"
#include "pki/pki_faults.h"
#include "pki/streebog.h"

#define RSA_OCTETS_MIN 256
#define RSA_OCTETS_MAX 1024

struct nes_str nes_digest_str(const struct nes_digest *digest)
{
    return (struct nes_str){ (const char *)digest->octets, digest->len };
}

static const struct {
    enum nes_hash_kind hash;
    enum nes_oid oid;
    const EVP_MD *(*evp)(void);
} hashes[] = {
    { NES_HASH_SHA1,        NES_OID_SHA1,        EVP_sha1 },
    { NES_HASH_SHA256,      NES_OID_SHA256,      EVP_sha256 },
    { NES_HASH_SHA384,      NES_OID_SHA384,      EVP_sha384 },
    { NES_HASH_SHA512,      NES_OID_SHA512,      EVP_sha512 },
    { NES_HASH_GOST95,      NES_OID_GOST95,      NULL },
    { NES_HASH_STREEBOG512, NES_OID_STREEBOG512, NULL },
};

enum nes_hash_kind nes_hash_named(enum nes_oid oid)
{
    for (size_t i = 0; i < NES_LEN(hashes); i++) {
        if (hashes[i].oid == oid) {
            return hashes[i].hash;
        }
    }
    return NES_HASH_NONE;
}

enum nes_oid nes_hash_oid(enum nes_hash_kind hash)
{
    for (size_t i = 0; i < NES_LEN(hashes); i++) {
        if (hashes[i].hash == hash) {
            return hashes[i].oid;
        }
    }
    return NES_OID_NONE;
}

static void close_md(EVP_MD_CTX **ctx)
{
    EVP_MD_CTX_free(*ctx);
}

static struct nes_digest hash_sha(const EVP_MD *md, const struct nes_str *parts, size_t n)
{
    NES_AUTO(close_md) EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    struct nes_digest digest;
    unsigned len = 0;

    NES_ASSERT(ctx && EVP_DigestInit_ex(ctx, md, NULL));
    for (size_t i = 0; i < n; i++) {
        NES_ASSERT(EVP_DigestUpdate(ctx, parts[i].ptr, parts[i].len));
    }
    NES_ASSERT(EVP_DigestFinal_ex(ctx, digest.octets, &len));
    digest.len = len;
    return digest;
}

struct nes_digest nes_hash_parts(enum nes_hash_kind hash, const struct nes_str *parts, size_t n)
{
    struct nes_digest digest = { .len = 64 };
    struct nes_streebog streebog;
    struct nes_gost94 gost94;

    if (hash == NES_HASH_STREEBOG512) {
        nes_streebog_begin(&streebog, digest.len);
        for (size_t i = 0; i < n; i++) {
            nes_streebog_add(&streebog, parts[i]);
        }
        nes_streebog_end(&streebog, digest.octets);
        return digest;
    }
    if (hash == NES_HASH_GOST95) {
        digest.len = 32;
        nes_gost94_begin(&gost94);
        for (size_t i = 0; i < n; i++) {
            nes_gost94_add(&gost94, parts[i]);
        }
        nes_gost94_end(&gost94, digest.octets);
        return digest;
    }
    for (size_t i = 0; i < NES_LEN(hashes); i++) {
        if (hashes[i].hash == hash) {
            return hash_sha(hashes[i].evp(), parts, n);
        }
    }
    NES_BUG("a known hash");
}

struct nes_digest nes_hash_of(enum nes_hash_kind hash, struct nes_str bytes)
{
    return nes_hash_parts(hash, &bytes, 1);
}

/* parameters = SEQUENCE { curve, hash }, exactly these two. */
static bool parameters_are(struct nes_str in, enum nes_oid curve, enum nes_oid hash)
{
    struct nes_str body, one, two;

    if (nes_der_only(in, NES_DER_SEQUENCE, &body).what || nes_der_oid(&body, &one).what ||
        nes_der_oid(&body, &two).what || body.len > 0) {
        return false;
    }
    return nes_oid_of(one) == curve && nes_oid_of(two) == hash;
}

static struct nes_err read_gost(struct nes_str bits, const struct nes_gost_curve *curve, struct nes_key *out)
{
    NES_TRY(nes_der_only(bits, NES_DER_OCTETS, &out->point));
    if (out->point.len != 16 * curve->words || !nes_gost_key_on_curve(curve, (const uint8_t *)out->point.ptr)) {
        return NES_FAIL(PKI_ALGORITHM, "public key");
    }
    return NES_FINE;
}

static struct nes_err read_rsa(struct nes_str bits, struct nes_key *out)
{
    struct nes_str body;
    uint64_t exponent = 0;

    NES_TRY(nes_der_only(bits, NES_DER_SEQUENCE, &body));
    NES_TRY(nes_der_integer(&body, &out->modulus));
    NES_TRY(nes_der_integer(&body, &out->exponent));
    NES_TRY(nes_der_end(body, "public key"));
    if (out->modulus.ptr[0] != 0 || out->modulus.len < RSA_OCTETS_MIN + 1 || out->modulus.len > RSA_OCTETS_MAX + 1 ||
        !(out->modulus.ptr[out->modulus.len - 1] & 1) || out->exponent.len > 5) {
        return NES_FAIL(PKI_ALGORITHM, "public key");
    }
    out->modulus = nes_str_from(out->modulus, 1);
    for (size_t i = 0; i < out->exponent.len; i++) {
        exponent = exponent << 8 | (uint8_t)out->exponent.ptr[i];
    }
    if (exponent < 65'537 || exponent > UINT32_MAX || !(exponent & 1)) {
        return NES_FAIL(PKI_ALGORITHM, "public exponent");
    }
    return NES_FINE;
}

struct nes_err nes_key_read(struct nes_str whole, struct nes_key *out)
{
    struct nes_str body, alg, oid, bits;

    *out = (struct nes_key){ 0 };
    NES_TRY(nes_der_only(whole, NES_DER_SEQUENCE, &body));
    NES_TRY(nes_der_take(&body, NES_DER_SEQUENCE, &alg));
    NES_TRY(nes_der_oid(&alg, &oid));
    NES_TRY(nes_der_octet_bits(&body, &bits));
    NES_TRY(nes_der_end(body, "public key"));
    switch ((int)nes_oid_of(oid)) {
    case NES_OID_RSA:
        NES_TRY(nes_der_no_parameters(alg, "key parameters"));
        out->kind = NES_KEY_RSA;
        return read_rsa(bits, out);
    case NES_OID_GOST2015_KEY:
        if (!parameters_are(alg, NES_OID_GOST2015_KEY_A, NES_OID_STREEBOG512)) {
            return NES_FAIL(PKI_ALGORITHM, "key parameters");
        }
        out->kind = NES_KEY_GOST2015;
        return read_gost(bits, &nes_gost_512, out);
    case NES_OID_GOST2004_KEY:
        if (!parameters_are(alg, NES_OID_GOST2004_KEY_A, NES_OID_GOST95_BOX)) {
            return NES_FAIL(PKI_ALGORITHM, "key parameters");
        }
        out->kind = NES_KEY_GOST2004;
        return read_gost(bits, &nes_gost_256, out);
    default:
        return NES_FAIL(PKI_ALGORITHM, "key");
    }
}

static const struct {
    enum nes_oid oid;
    struct nes_sign_alg alg;
} signs[] = {
    { NES_OID_RSA_SHA1,      { NES_KEY_RSA, NES_HASH_SHA1 } },
    { NES_OID_RSA_SHA256,    { NES_KEY_RSA, NES_HASH_SHA256 } },
    { NES_OID_RSA_SHA384,    { NES_KEY_RSA, NES_HASH_SHA384 } },
    { NES_OID_RSA_SHA512,    { NES_KEY_RSA, NES_HASH_SHA512 } },
    { NES_OID_GOST2004_SIGN, { NES_KEY_GOST2004, NES_HASH_GOST95 } },
    { NES_OID_GOST2015_SIGN, { NES_KEY_GOST2015, NES_HASH_STREEBOG512 } },
};

struct nes_err nes_sign_alg_read(struct nes_str body, struct nes_sign_alg *out)
{
    struct nes_str oid;

    NES_TRY(nes_der_oid(&body, &oid));
    NES_TRY(nes_der_no_parameters(body, "signature parameters"));
    for (size_t i = 0; i < NES_LEN(signs); i++) {
        if (signs[i].oid == nes_oid_of(oid)) {
            *out = signs[i].alg;
            return NES_FINE;
        }
    }
    return NES_FAIL(PKI_ALGORITHM, "signature");
}

struct nes_err nes_sign_alg_read_bare(struct nes_str body, enum nes_hash_kind digest, struct nes_sign_alg *out)
{
    struct nes_str oid, rest = body;

    NES_TRY(nes_der_oid(&rest, &oid));
    switch ((int)nes_oid_of(oid)) {
    case NES_OID_RSA:
        *out = (struct nes_sign_alg){ NES_KEY_RSA, digest };
        break;
    case NES_OID_GOST2004_KEY:
        *out = (struct nes_sign_alg){ NES_KEY_GOST2004, NES_HASH_GOST95 };
        break;
    case NES_OID_GOST2015_KEY:
        *out = (struct nes_sign_alg){ NES_KEY_GOST2015, NES_HASH_STREEBOG512 };
        break;
    default:
        return nes_sign_alg_read(body, out);
    }
    return nes_der_no_parameters(rest, "signature parameters");
}

struct nes_err nes_hash_read(struct nes_str body, enum nes_hash_kind *out)
{
    struct nes_str oid;

    NES_TRY(nes_der_oid(&body, &oid));
    NES_TRY(nes_der_no_parameters(body, "digest parameters"));
    *out = nes_hash_named(nes_oid_of(oid));
    return *out == NES_HASH_NONE ? NES_FAIL(PKI_ALGORITHM, "digest") : NES_FINE;
}

static void close_ctx(BN_CTX **ctx)
{
    BN_CTX_free(*ctx);
}

/* plain = signature^e modulo n, as many octets as n has. */
static bool rsa_open(const struct nes_key *key, struct nes_str signature, uint8_t plain[RSA_OCTETS_MAX])
{
    NES_AUTO(close_ctx) BN_CTX *ctx = BN_CTX_new();
    BIGNUM *n, *e, *s;
    bool fine;

    NES_ASSERT(ctx);
    BN_CTX_start(ctx);
    n = BN_CTX_get(ctx);
    e = BN_CTX_get(ctx);
    s = BN_CTX_get(ctx);
    NES_ASSERT(s && BN_bin2bn((const unsigned char *)key->modulus.ptr, (int)key->modulus.len, n) &&
               BN_bin2bn((const unsigned char *)key->exponent.ptr, (int)key->exponent.len, e) &&
               BN_bin2bn((const unsigned char *)signature.ptr, (int)signature.len, s));
    fine = BN_cmp(s, n) < 0;
    if (fine) {
        NES_ASSERT(BN_mod_exp_mont(s, s, e, n, ctx, NULL));
        NES_ASSERT(BN_bn2binpad(s, plain, (int)key->modulus.len) == (int)key->modulus.len);
    }
    BN_CTX_end(ctx);
    return fine;
}

/* The octets of DigestInfo before the digest (RFC 8017, 9.2, note 1). */
static struct nes_str digest_info(enum nes_hash_kind hash)
{
    static const struct nes_str sha256 =
        NES_STR_INIT("\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20");
    static const struct nes_str sha384 =
        NES_STR_INIT("\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30");
    static const struct nes_str sha512 =
        NES_STR_INIT("\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40");

    return hash == NES_HASH_SHA256 ? sha256 : hash == NES_HASH_SHA384 ? sha384 : sha512;
}

/* The encoded message is built and compared whole (RFC 8017, 8.2.2), never parsed. */
static bool rsa_signed(const struct nes_key *key, enum nes_hash_kind hash, const struct nes_digest *digest,
                       struct nes_str signature)
{
    uint8_t plain[RSA_OCTETS_MAX], wanted[RSA_OCTETS_MAX];
    struct nes_str info = digest_info(hash);
    size_t len = key->modulus.len, at = len - info.len - digest->len;

    if (signature.len != len || !rsa_open(key, signature, plain)) {
        return false;
    }
    memset(wanted, 0xff, len);
    wanted[0] = 0;
    wanted[1] = 1;
    wanted[at - 1] = 0;
    memcpy(wanted + at, info.ptr, info.len);
    memcpy(wanted + at + info.len, digest->octets, digest->len);
    return memcmp(plain, wanted, len) == 0;
}

bool nes_key_signed(const struct nes_key *key, struct nes_sign_alg alg, const struct nes_digest *digest,
                    struct nes_str signature)
{
    const uint8_t *octets = (const uint8_t *)signature.ptr, *point = (const uint8_t *)key->point.ptr;

    if (key->kind != alg.key) {
        return false;
    }
    switch (key->kind) {
    case NES_KEY_RSA:
        return (alg.hash == NES_HASH_SHA256 || alg.hash == NES_HASH_SHA384 || alg.hash == NES_HASH_SHA512) &&
               rsa_signed(key, alg.hash, digest, signature);
    case NES_KEY_GOST2004:
        return alg.hash == NES_HASH_GOST95 && digest->len == 32 && signature.len == 64 &&
               nes_gost_signed(&nes_gost_256, point, digest->octets, octets);
    case NES_KEY_GOST2015:
        return alg.hash == NES_HASH_STREEBOG512 && digest->len == 64 && signature.len == 128 &&
               nes_gost_signed(&nes_gost_512, point, digest->octets, octets);
    case NES_KEY_NONE:
        return false;
    }
    NES_BUG("a known kind of key");
}
