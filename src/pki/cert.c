#include "pki/cert.h"

#include <string.h>

#include "pki/base64.h"
#include "pki/cert_name.h"
#include "pki/der.h"
#include "pki/pki_faults.h"

#define EXTENSIONS_MAX 40

static struct nes_err read_uses(struct nes_str in, enum nes_oid *to, size_t *n)
{
    struct nes_str body, oid;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &body));
    while (body.len > 0) {
        NES_TRY(nes_der_oid(&body, &oid));
        if (*n == NES_CERT_USES_MAX) {
            return NES_FAIL(PKI_CERT, "extended key usage");
        }
        to[(*n)++] = nes_oid_of(oid);
    }
    return NES_FINE;
}

static struct nes_err read_policies(struct nes_str in, struct nes_cert *out)
{
    struct nes_str body, policy, oid;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &body));
    while (body.len > 0) {
        NES_TRY(nes_der_take(&body, NES_DER_SEQUENCE, &policy));
        NES_TRY(nes_der_oid(&policy, &oid));
        NES_TRY(nes_der_tree(policy));
        if (out->policies_n == NES_CERT_USES_MAX) {
            return NES_FAIL(PKI_CERT, "policies");
        }
        out->policies[out->policies_n++] = nes_oid_of(oid);
    }
    return NES_FINE;
}

static struct nes_err read_usage(struct nes_str in, struct nes_cert *out)
{
    struct nes_str bits;
    uint8_t unused;

    NES_TRY(nes_der_only(in, NES_DER_BITS, &bits));
    unused = bits.len > 0 ? (uint8_t)bits.ptr[0] : 0xff;
    if (bits.len < 2 || bits.len > 3 || unused > 7 ||
        ((uint8_t)bits.ptr[bits.len - 1] & ((1U << unused) - 1)) != 0) {
        return NES_FAIL(PKI_CERT, "key usage");
    }
    out->usage = (uint8_t)bits.ptr[1];
    out->has_usage = true;
    return NES_FINE;
}

static struct nes_err read_basic(struct nes_str in, struct nes_cert *out)
{
    struct nes_str body;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &body));
    if (nes_der_is(body, NES_DER_BOOLEAN)) {
        NES_TRY(nes_der_bool(&body, &out->authority));
        if (!out->authority) {
            return NES_FAIL(PKI_CERT, "basic constraints");   /* DER leaves a default out */
        }
    }
    if (body.len > 0) {
        out->has_path_len = true;
        NES_TRY(nes_der_small(&body, NES_DER_INTEGER, &out->path_len));
    }
    return nes_der_end(body, "basic constraints");
}

static struct nes_err read_aki(struct nes_str in, struct nes_cert *out)
{
    struct nes_str body;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &body));
    if (nes_der_is(body, NES_DER_PLAIN(0))) {
        NES_TRY(nes_der_take(&body, NES_DER_PLAIN(0), &out->aki));
    }
    return nes_der_tree(body);
}

/* Addresses of the authority's services: SEQUENCE OF { identifier, [6] address }. */
static struct nes_err read_aia(struct nes_str in, struct nes_cert *out)
{
    struct nes_str body, one, oid;
    struct nes_der address;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &body));
    while (body.len > 0) {
        struct nes_str *to;

        NES_TRY(nes_der_take(&body, NES_DER_SEQUENCE, &one));
        NES_TRY(nes_der_oid(&one, &oid));
        NES_TRY(nes_der_next(&one, &address));
        NES_TRY(nes_der_end(one, "authority information"));
        to = nes_oid_of(oid) == NES_OID_OCSP ? &out->ocsp_url : &out->ca_url;
        if (address.tag == NES_DER_PLAIN(6) && to->len == 0) {
            *to = address.body;
        }
    }
    return NES_FINE;
}

/* The first address of the first distribution point. */
static struct nes_err read_points(struct nes_str in, struct nes_str *url)
{
    struct nes_str body, point, name, full;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &body));
    NES_TRY(nes_der_tree(body));
    NES_TRY(nes_der_take(&body, NES_DER_SEQUENCE, &point));
    if (!nes_der_is(point, NES_DER_INNER(0))) {
        return NES_FINE;
    }
    NES_TRY(nes_der_take(&point, NES_DER_INNER(0), &name));
    if (!nes_der_is(name, NES_DER_INNER(0))) {
        return NES_FINE;
    }
    NES_TRY(nes_der_take(&name, NES_DER_INNER(0), &full));
    return nes_der_is(full, NES_DER_PLAIN(6)) ? nes_der_take(&full, NES_DER_PLAIN(6), url) : NES_FINE;
}

static struct nes_err read_storage(struct nes_str in, struct nes_cert *out)
{
    struct nes_str body;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &body));
    NES_TRY(nes_der_oid(&body, &out->storage));
    return nes_der_tree(body);
}

static struct nes_err read_value(enum nes_oid oid, bool critical, struct nes_str value, struct nes_cert *out)
{
    switch ((int)oid) {
    case NES_OID_EX_SKI:
        return nes_der_only(value, NES_DER_OCTETS, &out->ski);
    case NES_OID_EX_AKI:
        return read_aki(value, out);
    case NES_OID_EX_KEY_USAGE:
        return read_usage(value, out);
    case NES_OID_EX_EXTENDED_USAGE:
        return read_uses(value, out->uses, &out->uses_n);
    case NES_OID_EX_POLICIES:
        return read_policies(value, out);
    case NES_OID_EX_BASIC:
        return read_basic(value, out);
    case NES_OID_EX_AIA:
        return read_aia(value, out);
    case NES_OID_EX_CRL_POINTS:
        return read_points(value, &out->crl_url);
    case NES_OID_EX_FRESHEST:
        return read_points(value, &out->delta_url);
    case NES_OID_EX_STORAGE:
        return read_storage(value, out);
    case NES_OID_EX_NOCHECK:
        out->ocsp_nocheck = true;
        return nes_der_no_parameters(value, "responder needs no check");
    case NES_OID_EX_ALT_NAME:
        return nes_der_tree(value);
    default:
        out->unknown_critical = out->unknown_critical || critical;
        return NES_FINE;
    }
}

static struct nes_err read_extensions(struct nes_str in, struct nes_cert *out)
{
    struct nes_str body, seen[EXTENSIONS_MAX];
    size_t n = 0;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &body));
    while (body.len > 0) {
        struct nes_str one, oid, value;
        bool critical = false;

        NES_TRY(nes_der_take(&body, NES_DER_SEQUENCE, &one));
        NES_TRY(nes_der_oid(&one, &oid));
        if (nes_der_is(one, NES_DER_BOOLEAN)) {
            NES_TRY(nes_der_bool(&one, &critical));
        }
        NES_TRY(nes_der_only(one, NES_DER_OCTETS, &value));
        for (size_t i = 0; i < n; i++) {
            if (nes_str_eq(seen[i], oid)) {
                return NES_FAIL(PKI_CERT, "extension twice");
            }
        }
        if (n == EXTENSIONS_MAX) {
            return NES_FAIL(PKI_CERT, "extensions");
        }
        seen[n++] = oid;
        NES_TRY(read_value(nes_oid_of(oid), critical, value, out));
    }
    return NES_FINE;
}

/* SubjectPublicKeyInfo and the bits of which key identifiers are made. */
static struct nes_err read_key(struct nes_str *in, struct nes_cert *out)
{
    struct nes_der whole;
    struct nes_str body, alg;

    NES_TRY(nes_der_next(in, &whole));
    NES_TRY(nes_key_read(whole.whole, &out->key));
    body = whole.body;
    NES_TRY(nes_der_take(&body, NES_DER_SEQUENCE, &alg));
    return nes_der_octet_bits(&body, &out->key_bits);
}

static struct nes_err read_tbs(struct nes_str in, struct nes_str alg, struct nes_cert *out)
{
    struct nes_str version, inner, validity, extensions;
    int64_t number;

    NES_TRY(nes_der_take(&in, NES_DER_INNER(0), &version));
    NES_TRY(nes_der_small(&version, NES_DER_INTEGER, &number));
    NES_TRY(nes_der_integer(&in, &out->serial));
    if (number != 2 || version.len > 0 || out->serial.len > 21 || (out->serial.ptr[0] & 0x80)) {
        return NES_FAIL(PKI_CERT, "version or serial number");
    }
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &inner));
    if (!nes_str_eq(inner, alg)) {
        return NES_FAIL(PKI_CERT, "two signature algorithms");
    }
    NES_TRY(nes_cert_name_read(&in, &out->issuer));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &validity));
    NES_TRY(nes_der_time(&validity, &out->from_us));
    NES_TRY(nes_der_time(&validity, &out->until_us));
    NES_TRY(nes_der_end(validity, "validity"));
    NES_TRY(nes_cert_name_read(&in, &out->subject));
    NES_TRY(read_key(&in, out));
    if (in.len > 0) {
        NES_TRY(nes_der_only(in, NES_DER_INNER(3), &extensions));
        NES_TRY(read_extensions(extensions, out));
    }
    return NES_FINE;
}

struct nes_err nes_cert_read(struct nes_str der, struct nes_cert *out)
{
    struct nes_str body, alg;
    struct nes_der tbs;

    if (der.len > NES_CERT_MAX) {
        return NES_FAIL(PKI_SIZE, "certificate");
    }
    *out = (struct nes_cert){ .der = der };
    NES_TRY(nes_der_only(der, NES_DER_SEQUENCE, &body));
    NES_TRY(nes_der_next(&body, &tbs));
    NES_TRY(nes_der_take(&body, NES_DER_SEQUENCE, &alg));
    NES_TRY(nes_der_octet_bits(&body, &out->signature));
    NES_TRY(nes_der_end(body, "certificate"));
    if (tbs.tag != NES_DER_SEQUENCE) {
        return NES_FAIL(PKI_CERT, "tbsCertificate");
    }
    out->tbs = tbs.whole;
    NES_TRY(nes_sign_alg_read(alg, &out->alg));
    return read_tbs(tbs.body, alg, out);
}

struct nes_err nes_cert_read_file(struct nes_arena *arena, struct nes_str bytes, struct nes_cert *out)
{
    static const struct nes_str begin = NES_STR_INIT("-----BEGIN CERTIFICATE-----");
    static const struct nes_str end = NES_STR_INIT("-----END CERTIFICATE-----");
    struct nes_str text = nes_str_trim(bytes), der;
    const char *at = text.len > 0 ? memmem(text.ptr, text.len, begin.ptr, begin.len) : NULL, *stop;

    if (!at) {
        return nes_cert_read(bytes, out);
    }
    text = nes_str_from(text, (size_t)(at - text.ptr) + begin.len);
    stop = text.len > 0 ? memmem(text.ptr, text.len, end.ptr, end.len) : NULL;
    if (!stop || text.len > 2 * NES_CERT_MAX) {
        return NES_FAIL(PKI_CERT, "PEM");
    }
    NES_TRY(nes_pki_base64_read(arena, nes_str_part(text, 0, (size_t)(stop - text.ptr)), &der));
    return nes_cert_read(der, out);
}

bool nes_cert_has_use(const struct nes_cert *cert, enum nes_oid use)
{
    for (size_t i = 0; i < cert->uses_n; i++) {
        if (cert->uses[i] == use) {
            return true;
        }
    }
    return false;
}

bool nes_cert_has_policy(const struct nes_cert *cert, enum nes_oid policy)
{
    for (size_t i = 0; i < cert->policies_n; i++) {
        if (cert->policies[i] == policy) {
            return true;
        }
    }
    return false;
}

bool nes_cert_signed_by(const struct nes_cert *cert, const struct nes_cert *issuer)
{
    struct nes_digest digest = nes_hash_of(cert->alg.hash, cert->tbs);

    return nes_key_signed(&issuer->key, cert->alg, &digest, cert->signature);
}

struct nes_digest nes_cert_fingerprint(const struct nes_cert *cert)
{
    return nes_hash_of(NES_HASH_SHA256, cert->der);
}
