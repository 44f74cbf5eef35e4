#include "pki/cms_attr.h"

#include "pki/cert_name.h"
#include "pki/der.h"
#include "pki/pki_faults.h"

#define ATTRIBUTES_MAX 24

struct attribute {
    struct nes_str whole, oid, value;
};

/* One attribute with exactly one value. */
static struct nes_err read_attribute(struct nes_str *in, struct attribute *out)
{
    struct nes_der whole, value;
    struct nes_str values;

    NES_TRY(nes_der_next(in, &whole));
    if (whole.tag != NES_DER_SEQUENCE) {
        return NES_FAIL(PKI_CMS, "attribute");
    }
    out->whole = whole.whole;
    NES_TRY(nes_der_oid(&whole.body, &out->oid));
    NES_TRY(nes_der_only(whole.body, NES_DER_SET, &values));
    NES_TRY(nes_der_next(&values, &value));
    if (values.len > 0) {
        return NES_FAIL(PKI_CMS, "attribute with several values");
    }
    out->value = value.whole;
    return NES_FINE;
}

/* DER sorts a SET OF by its octets; equal ones would be one attribute twice. */
static bool sorted(struct nes_str before, struct nes_str after)
{
    return before.len == 0 || nes_str_order(before, after) < 0;
}

/* ESSCertID and ESSCertIDv2: the certificate's hash, perhaps its issuer and serial number (RFC 5035). */
static struct nes_err read_cert_id(struct nes_str in, bool second, struct nes_cms_signer *out)
{
    struct nes_str certs, id, alg, issuer_serial, names, name;
    struct nes_der issuer;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &in));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &certs));
    NES_TRY(nes_der_tree(in));   /* policies: of no consequence here */
    NES_TRY(nes_der_only(certs, NES_DER_SEQUENCE, &id));
    out->cert_hash = second ? NES_HASH_SHA256 : NES_HASH_SHA1;
    if (second && nes_der_is(id, NES_DER_SEQUENCE)) {
        NES_TRY(nes_der_take(&id, NES_DER_SEQUENCE, &alg));
        NES_TRY(nes_hash_read(alg, &out->cert_hash));
    }
    NES_TRY(nes_der_take(&id, NES_DER_OCTETS, &out->cert_digest));
    if (id.len == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_der_only(id, NES_DER_SEQUENCE, &issuer_serial));
    NES_TRY(nes_der_take(&issuer_serial, NES_DER_SEQUENCE, &names));
    NES_TRY(nes_der_only(names, NES_DER_INNER(4), &name));
    NES_TRY(nes_der_next(&name, &issuer));
    NES_TRY(nes_der_end(name, "signing certificate"));
    out->cert_issuer = issuer.whole;
    NES_TRY(nes_der_integer(&issuer_serial, &out->cert_serial));
    return nes_der_end(issuer_serial, "signing certificate");
}

static struct nes_err take_signed(const struct attribute *one, struct nes_cms_signer *out)
{
    struct nes_str value = one->value;

    switch ((int)nes_oid_of(one->oid)) {
    case NES_OID_AT_CONTENT_TYPE:
        NES_TRY(nes_der_oid(&value, &out->content_type));
        return nes_der_end(value, "content type");
    case NES_OID_AT_MESSAGE_DIGEST:
        return nes_der_only(value, NES_DER_OCTETS, &out->message_digest);
    case NES_OID_AT_SIGNING_TIME:
        NES_TRY(nes_der_time(&value, &out->claimed_us));
        out->has_time = true;
        return nes_der_end(value, "signing time");
    case NES_OID_AT_SIGNING_CERT:
    case NES_OID_AT_SIGNING_CERT_V2:
        if (out->cert_hash != NES_HASH_NONE) {
            return NES_FAIL(PKI_CMS, "signing certificate twice");
        }
        return read_cert_id(value, nes_oid_of(one->oid) == NES_OID_AT_SIGNING_CERT_V2, out);
    default:
        return nes_der_tree(value);
    }
}

/* The set is sorted by whole attributes, so two of one kind need not be neighbours. */
static struct nes_err check_twice(struct nes_str seen[ATTRIBUTES_MAX], size_t *n, struct nes_str oid)
{
    for (size_t i = 0; i < *n; i++) {
        if (nes_str_eq(seen[i], oid)) {
            return NES_FAIL(PKI_CMS, "attribute twice");
        }
    }
    if (*n == ATTRIBUTES_MAX) {
        return NES_FAIL(PKI_CMS, "attributes");
    }
    seen[(*n)++] = oid;
    return NES_FINE;
}

struct nes_err nes_cms_signed_attributes(struct nes_str in, struct nes_cms_signer *out)
{
    struct nes_str before = { 0 }, seen[ATTRIBUTES_MAX];
    size_t n = 0;

    out->attributes = in;
    out->has_attributes = true;
    while (in.len > 0) {
        struct attribute one;

        NES_TRY(read_attribute(&in, &one));
        if (!sorted(before, one.whole)) {
            return NES_FAIL(PKI_CMS, "attributes out of order");
        }
        before = one.whole;
        NES_TRY(check_twice(seen, &n, one.oid));
        NES_TRY(take_signed(&one, out));
    }
    return n == 0 ? NES_FAIL(PKI_CMS, "attributes") : NES_FINE;
}

struct nes_err nes_cms_unsigned_attributes(struct nes_str in, struct nes_cms_signer *out)
{
    struct nes_str seen[ATTRIBUTES_MAX];
    size_t n = 0;

    while (in.len > 0) {
        struct attribute one;

        NES_TRY(read_attribute(&in, &one));
        NES_TRY(check_twice(seen, &n, one.oid));
        if (nes_oid_of(one.oid) == NES_OID_AT_TIME_STAMP) {
            out->token = one.value;
        } else {
            out->unknown_unsigned = true;
        }
    }
    return n == 0 ? NES_FAIL(PKI_CMS, "attributes") : NES_FINE;
}
