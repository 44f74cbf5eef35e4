#include "pki/crl.h"

#include "pki/cert_name.h"
#include "pki/der.h"
#include "pki/pki_faults.h"

static struct nes_err read_number(struct nes_str value, int64_t *to)
{
    NES_TRY(nes_der_small(&value, NES_DER_INTEGER, to));
    return nes_der_end(value, "list number");
}

static struct nes_err read_extension(enum nes_oid oid, bool critical, struct nes_str value, struct nes_crl *out)
{
    struct nes_str body;

    if (oid == NES_OID_EX_CRL_NUMBER) {
        out->has_number = true;
        return read_number(value, &out->number);
    }
    if (oid == NES_OID_EX_DELTA) {
        out->delta = true;
        return read_number(value, &out->base_number);
    }
    if (oid == NES_OID_EX_AKI) {
        NES_TRY(nes_der_only(value, NES_DER_SEQUENCE, &body));
        return nes_der_is(body, NES_DER_PLAIN(0)) ? nes_der_take(&body, NES_DER_PLAIN(0), &out->aki) : NES_FINE;
    }
    out->partial = out->partial || critical || oid == NES_OID_EX_ISSUING_POINT;
    return NES_FINE;
}

/* One extension off the list. */
static struct nes_err take_extension(struct nes_str *list, enum nes_oid *oid, bool *critical, struct nes_str *value)
{
    struct nes_str one, body;

    *critical = false;
    NES_TRY(nes_der_take(list, NES_DER_SEQUENCE, &one));
    NES_TRY(nes_der_oid(&one, &body));
    if (nes_der_is(one, NES_DER_BOOLEAN)) {
        NES_TRY(nes_der_bool(&one, critical));
    }
    *oid = nes_oid_of(body);
    return nes_der_only(one, NES_DER_OCTETS, value);
}

static struct nes_err read_extensions(struct nes_str in, struct nes_crl *out)
{
    struct nes_str list, value;
    bool seen[NES_OID_COUNT] = { false }, critical;
    enum nes_oid oid;

    NES_TRY(nes_der_only(in, NES_DER_INNER(0), &in));
    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &list));
    while (list.len > 0) {
        NES_TRY(take_extension(&list, &oid, &critical, &value));
        if (oid != NES_OID_NONE && seen[oid]) {
            return NES_FAIL(PKI_CRL, "extension twice");
        }
        seen[oid] = true;
        NES_TRY(read_extension(oid, critical, value, out));
    }
    return NES_FINE;
}

/* The algorithm stands within and outside what is signed. The authority's lists write NULL parameters in one place and
 * none in the other (seen in the list of 2026-08-11), so the meaning is compared, not the octets. */
static struct nes_err read_tbs(struct nes_str in, struct nes_crl *out)
{
    struct nes_cert_name issuer;
    struct nes_sign_alg within;
    struct nes_str inner;
    int64_t version;

    NES_TRY(nes_der_small(&in, NES_DER_INTEGER, &version));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &inner));
    NES_TRY(nes_sign_alg_read(inner, &within));
    if (version != 1 || within.key != out->alg.key || within.hash != out->alg.hash) {
        return NES_FAIL(PKI_CRL, "version or algorithm");
    }
    NES_TRY(nes_cert_name_read(&in, &issuer));
    out->issuer = issuer.whole;
    NES_TRY(nes_der_time(&in, &out->this_us));
    if (!nes_der_is(in, NES_DER_UTC) && !nes_der_is(in, NES_DER_GENERALIZED)) {
        return NES_FAIL(PKI_CRL, "next update");
    }
    NES_TRY(nes_der_time(&in, &out->next_us));
    if (nes_der_is(in, NES_DER_SEQUENCE)) {
        NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &out->entries));
    }
    return in.len > 0 ? read_extensions(in, out) : NES_FINE;
}

struct nes_err nes_crl_read(struct nes_str bytes, struct nes_crl *out)
{
    struct nes_str in, alg;
    struct nes_der tbs;

    *out = (struct nes_crl){ .der = bytes };
    if (bytes.len > NES_CRL_MAX) {
        return NES_FAIL(PKI_SIZE, "revocation list");
    }
    NES_TRY(nes_der_only(bytes, NES_DER_SEQUENCE, &in));
    NES_TRY(nes_der_next(&in, &tbs));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &alg));
    NES_TRY(nes_der_octet_bits(&in, &out->signature));
    NES_TRY(nes_der_end(in, "revocation list"));
    if (tbs.tag != NES_DER_SEQUENCE) {
        return NES_FAIL(PKI_CRL, "tbsCertList");
    }
    out->tbs = tbs.whole;
    NES_TRY(nes_sign_alg_read(alg, &out->alg));
    return read_tbs(tbs.body, out);
}

static struct nes_err read_reason(struct nes_str value, int *reason)
{
    int64_t code;

    NES_TRY(nes_der_small(&value, NES_DER_ENUM, &code));
    *reason = code < 100 ? (int)code : 99;
    return nes_der_end(value, "reason");
}

static struct nes_err read_entry(struct nes_str in, struct nes_crl_entry *out)
{
    struct nes_str list, value;
    enum nes_oid oid;
    bool critical;

    *out = (struct nes_crl_entry){ .reason = NES_REASON_NONE };
    NES_TRY(nes_der_time(&in, &out->revoked_us));
    if (in.len == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &list));
    while (list.len > 0) {
        NES_TRY(take_extension(&list, &oid, &critical, &value));
        if (oid == NES_OID_EX_REASON) {
            NES_TRY(read_reason(value, &out->reason));
        } else if (critical) {
            return NES_FAIL(PKI_CRL, "entry of another authority");
        }
    }
    return NES_FINE;
}

struct nes_err nes_crl_find(const struct nes_crl *crl, struct nes_str serial, bool *found, struct nes_crl_entry *out)
{
    struct nes_str list = crl->entries;

    *found = false;
    while (list.len > 0) {
        struct nes_str entry, number;
        struct nes_crl_entry one;

        NES_TRY(nes_der_take(&list, NES_DER_SEQUENCE, &entry));
        NES_TRY(nes_der_integer(&entry, &number));
        NES_TRY(read_entry(entry, &one));
        if (!nes_str_eq(number, serial)) {
            continue;
        }
        if (*found) {
            return NES_FAIL(PKI_CRL, "entry twice");
        }
        *found = true;
        *out = one;
    }
    return NES_FINE;
}
