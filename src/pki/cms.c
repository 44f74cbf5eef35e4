#include "pki/cms.h"

#include "pki/ber.h"
#include "pki/cms_attr.h"
#include "pki/der.h"
#include "pki/pki_faults.h"

#define DIGESTS_MAX 8

static struct nes_err read_signer_id(struct nes_str *in, struct nes_cms_signer *out)
{
    struct nes_str sid;
    struct nes_der issuer;

    NES_TRY(nes_der_take(in, NES_DER_SEQUENCE, &sid));
    NES_TRY(nes_der_next(&sid, &issuer));
    if (issuer.tag != NES_DER_SEQUENCE) {
        return NES_FAIL(PKI_CMS, "signer");
    }
    out->issuer = issuer.whole;
    NES_TRY(nes_der_integer(&sid, &out->serial));
    return nes_der_end(sid, "signer");
}

static struct nes_err read_signer(struct nes_str in, struct nes_cms_signer *out)
{
    struct nes_str alg, attributes;
    int64_t version;

    *out = (struct nes_cms_signer){ 0 };
    NES_TRY(nes_der_small(&in, NES_DER_INTEGER, &version));
    if (version != 1) {
        return NES_FAIL(PKI_CMS, "signer's version");
    }
    NES_TRY(read_signer_id(&in, out));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &alg));
    NES_TRY(nes_hash_read(alg, &out->hash));
    if (nes_der_is(in, NES_DER_INNER(0))) {
        NES_TRY(nes_der_take(&in, NES_DER_INNER(0), &attributes));
        NES_TRY(nes_cms_signed_attributes(attributes, out));
    }
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &alg));
    NES_TRY(nes_sign_alg_read_bare(alg, out->hash, &out->alg));
    NES_TRY(nes_der_take(&in, NES_DER_OCTETS, &out->signature));
    if (nes_der_is(in, NES_DER_INNER(1))) {
        NES_TRY(nes_der_take(&in, NES_DER_INNER(1), &attributes));
        NES_TRY(nes_cms_unsigned_attributes(attributes, out));
    }
    return nes_der_end(in, "signer");
}

/* The list of digest algorithms names those of the signers, each once and no other: nothing signs this list. */
static struct nes_err check_digests(struct nes_str list, const struct nes_cms *cms)
{
    enum nes_hash_kind seen[DIGESTS_MAX];
    size_t n = 0;

    while (list.len > 0) {
        struct nes_str alg;
        enum nes_hash_kind hash;
        bool used = false;

        NES_TRY(nes_der_take(&list, NES_DER_SEQUENCE, &alg));
        NES_TRY(nes_hash_read(alg, &hash));
        for (size_t i = 0; i < n; i++) {
            used = used || seen[i] == hash;
        }
        if (used || n == DIGESTS_MAX) {
            return NES_FAIL(PKI_CMS, "digest algorithm twice");
        }
        for (size_t i = 0; i < cms->signers_n; i++) {
            used = used || cms->signers[i].hash == hash;
        }
        if (!used) {
            return NES_FAIL(PKI_CMS, "digest algorithm of no signer");
        }
        seen[n++] = hash;
    }
    for (size_t i = 0; i < cms->signers_n; i++) {
        bool listed = false;

        for (size_t k = 0; k < n; k++) {
            listed = listed || seen[k] == cms->signers[i].hash;
        }
        if (!listed) {
            return NES_FAIL(PKI_CMS, "digest algorithm not listed");
        }
    }
    return NES_FINE;
}

static struct nes_err read_content(struct nes_str in, struct nes_cms *out)
{
    struct nes_str wrapped;

    NES_TRY(nes_der_oid(&in, &out->content_type));
    if (in.len > 0) {
        NES_TRY(nes_der_only(in, NES_DER_INNER(0), &wrapped));
        NES_TRY(nes_der_only(wrapped, NES_DER_OCTETS, &out->content));
        out->has_content = true;
    }
    return NES_FINE;
}

static struct nes_err read_certs(struct nes_str in, struct nes_cms *out)
{
    while (in.len > 0) {
        struct nes_der cert;

        NES_TRY(nes_der_next(&in, &cert));
        if (cert.tag != NES_DER_SEQUENCE || out->certs_n == NES_CMS_CERTS_MAX) {
            return NES_FAIL(PKI_CMS, "certificates");
        }
        for (size_t i = 0; i < out->certs_n; i++) {
            if (nes_str_eq(out->certs[i], cert.whole)) {
                return NES_FAIL(PKI_CMS, "certificate twice");
            }
        }
        out->certs[out->certs_n++] = cert.whole;
    }
    return NES_FINE;
}

static struct nes_err read_signers(struct nes_str in, struct nes_cms *out)
{
    while (in.len > 0) {
        struct nes_str one;

        NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &one));
        if (out->signers_n == NES_CMS_SIGNERS_MAX) {
            return NES_FAIL(PKI_CMS, "too many signers");
        }
        NES_TRY(read_signer(one, &out->signers[out->signers_n]));
        out->signers_n++;
    }
    return NES_FINE;
}

static struct nes_err read_signed_data(struct nes_str in, struct nes_cms *out)
{
    struct nes_str digests, content, set;
    int64_t version;

    NES_TRY(nes_der_small(&in, NES_DER_INTEGER, &version));
    NES_TRY(nes_der_take(&in, NES_DER_SET, &digests));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &content));
    NES_TRY(read_content(content, out));
    /* RFC 5652, 5.1: with signers of version 1 and certificates of X.509 the content alone decides. */
    if (version != (nes_oid_of(out->content_type) == NES_OID_DATA ? 1 : 3)) {
        return NES_FAIL(PKI_CMS, "version");
    }
    if (nes_der_is(in, NES_DER_INNER(0))) {
        NES_TRY(nes_der_take(&in, NES_DER_INNER(0), &set));
        NES_TRY(read_certs(set, out));
    }
    if (nes_der_is(in, NES_DER_INNER(1))) {
        NES_TRY(nes_der_take(&in, NES_DER_INNER(1), &set));
        NES_TRY(nes_der_tree(set));
        out->has_crls = true;
    }
    NES_TRY(nes_der_take(&in, NES_DER_SET, &set));
    NES_TRY(nes_der_end(in, "signed data"));
    NES_TRY(read_signers(set, out));
    return check_digests(digests, out);
}

struct nes_err nes_cms_read(struct nes_arena *arena, struct nes_str bytes, struct nes_cms *out)
{
    struct nes_str der, info, oid, wrapped, signed_data;

    *out = (struct nes_cms){ 0 };
    if (bytes.len > NES_CMS_MAX || (bytes.len > NES_CMS_BER_MAX && nes_der_tree(bytes).what)) {
        return NES_FAIL(PKI_SIZE, "container");
    }
    NES_TRY(nes_ber_to_der(arena, bytes, &der));
    NES_TRY(nes_der_only(der, NES_DER_SEQUENCE, &info));
    NES_TRY(nes_der_oid(&info, &oid));
    if (nes_oid_of(oid) != NES_OID_SIGNED_DATA) {
        return NES_FAIL(PKI_CMS, "not signed data");
    }
    NES_TRY(nes_der_only(info, NES_DER_INNER(0), &wrapped));
    NES_TRY(nes_der_only(wrapped, NES_DER_SEQUENCE, &signed_data));
    return read_signed_data(signed_data, out);
}

/* RFC 5652, 5.4: over the attributes as a SET OF, though they stand there as [0]. */
struct nes_digest nes_cms_signed_digest(const struct nes_cms_signer *signer, struct nes_str content)
{
    char header[6] = { 0x31 };
    size_t len = signer->attributes.len, octets = 0;

    if (!signer->has_attributes) {
        return nes_hash_of(signer->alg.hash, content);
    }
    if (len < 0x80) {
        header[1] = (char)len;
    } else {
        for (size_t rest = len; rest > 0; rest >>= 8) {
            octets++;
        }
        header[1] = (char)(0x80 | octets);
        for (size_t i = 0; i < octets; i++) {
            header[2 + i] = (char)(len >> 8 * (octets - 1 - i) & 0xff);
        }
    }
    return nes_hash_parts(signer->alg.hash, (struct nes_str[]){ { header, 2 + octets }, signer->attributes }, 2);
}
