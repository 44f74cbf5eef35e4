#include "pki/ocsp.h"

#include "pki/cert_name.h"
#include "pki/der.h"
#include "pki/der_write.h"
#include "pki/pki_faults.h"

#define REASON_HOLD 6

static struct nes_err read_cert_id(struct nes_str in, struct nes_ocsp_single *out)
{
    struct nes_str alg;

    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &alg));
    NES_TRY(nes_hash_read(alg, &out->hash));
    NES_TRY(nes_der_take(&in, NES_DER_OCTETS, &out->name_hash));
    NES_TRY(nes_der_take(&in, NES_DER_OCTETS, &out->key_hash));
    NES_TRY(nes_der_integer(&in, &out->serial));
    return nes_der_end(in, "certificate of the answer");
}

static struct nes_err read_revoked(struct nes_str in, struct nes_ocsp_single *out)
{
    struct nes_str reason;
    int64_t code;

    NES_TRY(nes_der_time(&in, &out->revoked_us));
    if (in.len > 0) {
        NES_TRY(nes_der_only(in, NES_DER_INNER(0), &reason));
        NES_TRY(nes_der_small(&reason, NES_DER_ENUM, &code));
        NES_TRY(nes_der_end(reason, "reason"));
        out->reason = code < 100 ? (int)code : 99;
    }
    return NES_FINE;
}

static struct nes_err read_state(struct nes_str *in, struct nes_ocsp_single *out)
{
    struct nes_der state;

    NES_TRY(nes_der_next(in, &state));
    out->reason = -1;
    if (state.tag == NES_DER_INNER(1)) {
        out->state = NES_OCSP_REVOKED;
        return read_revoked(state.body, out);
    }
    if (state.tag == NES_DER_PLAIN(0) || state.tag == NES_DER_PLAIN(2)) {
        out->state = state.tag == NES_DER_PLAIN(0) ? NES_OCSP_GOOD : NES_OCSP_UNKNOWN;
        return nes_der_end(state.body, "state");
    }
    return NES_FAIL(PKI_OCSP, "state");
}

static struct nes_err read_single(struct nes_str in, struct nes_ocsp *ocsp)
{
    struct nes_ocsp_single *out = &ocsp->singles[ocsp->singles_n];
    struct nes_str id, next;

    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &id));
    NES_TRY(read_cert_id(id, out));
    NES_TRY(read_state(&in, out));
    if (!nes_der_is(in, NES_DER_GENERALIZED)) {
        return NES_FAIL(PKI_OCSP, "time");
    }
    NES_TRY(nes_der_time(&in, &out->this_us));
    if (nes_der_is(in, NES_DER_INNER(0))) {
        NES_TRY(nes_der_take(&in, NES_DER_INNER(0), &next));
        NES_TRY(nes_der_time(&next, &out->next_us));
        NES_TRY(nes_der_end(next, "next update"));
        out->has_next = true;
    }
    if (nes_der_is(in, NES_DER_INNER(1))) {
        NES_TRY(nes_der_take(&in, NES_DER_INNER(1), &next));
        NES_TRY(nes_der_tree(next));
    }
    NES_TRY(nes_der_end(in, "single answer"));
    ocsp->singles_n++;
    return NES_FINE;
}

static struct nes_err read_extensions(struct nes_str in, struct nes_ocsp *out)
{
    struct nes_str list;

    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &list));
    while (list.len > 0) {
        struct nes_str one, oid, value;
        bool critical = false;
        enum nes_oid name;

        NES_TRY(nes_der_take(&list, NES_DER_SEQUENCE, &one));
        NES_TRY(nes_der_oid(&one, &oid));
        if (nes_der_is(one, NES_DER_BOOLEAN)) {
            NES_TRY(nes_der_bool(&one, &critical));
        }
        NES_TRY(nes_der_only(one, NES_DER_OCTETS, &value));
        name = nes_oid_of(oid);
        if (name == NES_OID_OCSP_NONCE) {
            if (out->has_nonce) {
                return NES_FAIL(PKI_OCSP, "nonce twice");
            }
            NES_TRY(nes_der_only(value, NES_DER_OCTETS, &out->nonce));
            out->has_nonce = true;
        }
        out->extended_revoked = out->extended_revoked || name == NES_OID_OCSP_EXTENDED_REVOKED;
        out->unknown_critical = out->unknown_critical ||
                                (critical && name != NES_OID_OCSP_NONCE && name != NES_OID_OCSP_EXTENDED_REVOKED);
    }
    return NES_FINE;
}

static struct nes_err read_responder(struct nes_str *in, struct nes_ocsp *out)
{
    struct nes_cert_name name;
    struct nes_der id;

    NES_TRY(nes_der_next(in, &id));
    if (id.tag == NES_DER_INNER(1)) {
        NES_TRY(nes_cert_name_read(&id.body, &name));
        out->responder_name = name.whole;
        return nes_der_end(id.body, "responder");
    }
    if (id.tag == NES_DER_INNER(2)) {
        return nes_der_only(id.body, NES_DER_OCTETS, &out->responder_key);
    }
    return NES_FAIL(PKI_OCSP, "responder");
}

static struct nes_err read_data(struct nes_str in, struct nes_ocsp *out)
{
    struct nes_str list, one;

    NES_TRY(read_responder(&in, out));
    if (!nes_der_is(in, NES_DER_GENERALIZED)) {
        return NES_FAIL(PKI_OCSP, "time");
    }
    NES_TRY(nes_der_time(&in, &out->produced_us));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &list));
    while (list.len > 0) {
        NES_TRY(nes_der_take(&list, NES_DER_SEQUENCE, &one));
        if (out->singles_n == NES_OCSP_SINGLES_MAX) {
            return NES_FAIL(PKI_OCSP, "too many answers");
        }
        NES_TRY(read_single(one, out));
    }
    if (in.len > 0) {
        NES_TRY(nes_der_only(in, NES_DER_INNER(1), &one));
        NES_TRY(read_extensions(one, out));
    }
    return out->singles_n == 0 ? NES_FAIL(PKI_OCSP, "no answer") : NES_FINE;
}

static struct nes_err read_certs(struct nes_str in, struct nes_ocsp *out)
{
    struct nes_str list;

    NES_TRY(nes_der_only(in, NES_DER_INNER(0), &in));
    NES_TRY(nes_der_only(in, NES_DER_SEQUENCE, &list));
    while (list.len > 0) {
        struct nes_der cert;

        NES_TRY(nes_der_next(&list, &cert));
        if (out->certs_n == NES_OCSP_CERTS_MAX) {
            return NES_FAIL(PKI_OCSP, "too many certificates");
        }
        out->certs[out->certs_n++] = cert.whole;
    }
    return NES_FINE;
}

static struct nes_err read_basic(struct nes_str bytes, struct nes_ocsp *out)
{
    struct nes_str in, alg;
    struct nes_der data;

    NES_TRY(nes_der_only(bytes, NES_DER_SEQUENCE, &in));
    NES_TRY(nes_der_next(&in, &data));
    if (data.tag != NES_DER_SEQUENCE) {
        return NES_FAIL(PKI_OCSP, "data");
    }
    out->tbs = data.whole;
    NES_TRY(read_data(data.body, out));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &alg));
    NES_TRY(nes_sign_alg_read(alg, &out->alg));
    NES_TRY(nes_der_octet_bits(&in, &out->signature));
    return in.len > 0 ? read_certs(in, out) : NES_FINE;
}

struct nes_err nes_ocsp_read(struct nes_str bytes, struct nes_ocsp *out)
{
    struct nes_str in, body, type, basic;

    *out = (struct nes_ocsp){ 0 };
    if (bytes.len > NES_OCSP_MAX) {
        return NES_FAIL(PKI_SIZE, "status answer");
    }
    NES_TRY(nes_der_only(bytes, NES_DER_SEQUENCE, &in));
    NES_TRY(nes_der_small(&in, NES_DER_ENUM, &out->refused));
    if (out->refused != 0) {
        return nes_der_end(in, "status answer");
    }
    NES_TRY(nes_der_only(in, NES_DER_INNER(0), &body));
    NES_TRY(nes_der_only(body, NES_DER_SEQUENCE, &body));
    NES_TRY(nes_der_oid(&body, &type));
    if (nes_oid_of(type) != NES_OID_OCSP_BASIC) {
        return NES_FAIL(PKI_OCSP, "kind of answer");
    }
    NES_TRY(nes_der_only(body, NES_DER_OCTETS, &basic));
    return read_basic(basic, out);
}

static struct nes_str done(const struct nes_buf *buf)
{
    struct nes_str text = { 0 };

    NES_ASSERT(!nes_buf_done(buf, &text).what);
    return text;
}

static struct nes_str wrap(struct nes_arena *arena, int tag, struct nes_str body)
{
    struct nes_buf buf = nes_buf_begin(arena, body.len + 16);

    nes_der_add(&buf, tag, body);
    return done(&buf);
}

struct nes_str nes_ocsp_request(struct nes_arena *arena, const struct nes_cert *cert, const struct nes_cert *issuer,
                                const uint8_t nonce[NES_OCSP_NONCE])
{
    struct nes_digest name = nes_hash_of(NES_HASH_SHA256, issuer->subject.whole);
    struct nes_digest key = nes_hash_of(NES_HASH_SHA256, issuer->key_bits);
    struct nes_buf id = nes_buf_begin(arena, 512), alg = nes_buf_begin(arena, 64);
    struct nes_buf extension = nes_buf_begin(arena, 64), body = nes_buf_begin(arena, 1024);
    struct nes_str list;

    nes_der_add(&alg, NES_DER_OID, nes_oid_body(NES_OID_SHA256));
    nes_der_add(&alg, NES_DER_NULL, (struct nes_str){ 0 });
    nes_der_add(&id, NES_DER_SEQUENCE, done(&alg));
    nes_der_add(&id, NES_DER_OCTETS, nes_digest_str(&name));
    nes_der_add(&id, NES_DER_OCTETS, nes_digest_str(&key));
    nes_der_add(&id, NES_DER_INTEGER, cert->serial);
    list = wrap(arena, NES_DER_SEQUENCE, wrap(arena, NES_DER_SEQUENCE, done(&id)));
    nes_der_add(&body, NES_DER_SEQUENCE, list);
    nes_der_add(&extension, NES_DER_OID, nes_oid_body(NES_OID_OCSP_NONCE));
    nes_der_add(&extension, NES_DER_OCTETS,
                wrap(arena, NES_DER_OCTETS, (struct nes_str){ (const char *)nonce, NES_OCSP_NONCE }));
    nes_der_add(&body, NES_DER_INNER(2),
                wrap(arena, NES_DER_SEQUENCE, wrap(arena, NES_DER_SEQUENCE, done(&extension))));
    return wrap(arena, NES_DER_SEQUENCE, wrap(arena, NES_DER_SEQUENCE, done(&body)));
}

bool nes_ocsp_about(const struct nes_ocsp_single *single, const struct nes_cert *cert, const struct nes_cert *issuer)
{
    struct nes_digest name = nes_hash_of(single->hash, issuer->subject.whole);
    struct nes_digest key = nes_hash_of(single->hash, issuer->key_bits);

    return nes_str_eq(single->serial, cert->serial) && nes_str_eq(single->name_hash, nes_digest_str(&name)) &&
           nes_str_eq(single->key_hash, nes_digest_str(&key));
}

bool nes_ocsp_never_issued(const struct nes_ocsp *ocsp, const struct nes_ocsp_single *single)
{
    return ocsp->extended_revoked && single->state == NES_OCSP_REVOKED && single->reason == REASON_HOLD &&
           single->revoked_us == 0;
}
