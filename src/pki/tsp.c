#include "pki/tsp.h"

#include "pki/der.h"
#include "pki/der_write.h"
#include "pki/pki_faults.h"

/* accuracy, ordering and the rest of TSTInfo behind the time. */
static struct nes_err read_tail(struct nes_str in, struct nes_tsp_info *out)
{
    struct nes_str body;
    bool ordering;

    if (nes_der_is(in, NES_DER_SEQUENCE)) {
        NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &body));
        NES_TRY(nes_der_tree(body));
    }
    if (nes_der_is(in, NES_DER_BOOLEAN)) {
        NES_TRY(nes_der_bool(&in, &ordering));
    }
    if (nes_der_is(in, NES_DER_INTEGER)) {
        NES_TRY(nes_der_integer(&in, &out->nonce));
    }
    if (nes_der_is(in, NES_DER_INNER(0))) {
        NES_TRY(nes_der_take(&in, NES_DER_INNER(0), &body));
        NES_TRY(nes_der_tree(body));
    }
    return in.len > 0 ? NES_FAIL(PKI_TOKEN, "extensions") : NES_FINE;
}

struct nes_err nes_tsp_info_read(struct nes_str content, struct nes_tsp_info *out)
{
    struct nes_str in, oid, imprint, alg;
    struct nes_der time;
    struct nes_str time_in;
    int64_t version;

    *out = (struct nes_tsp_info){ 0 };
    NES_TRY(nes_der_only(content, NES_DER_SEQUENCE, &in));
    NES_TRY(nes_der_small(&in, NES_DER_INTEGER, &version));
    if (version != 1) {
        return NES_FAIL(PKI_TOKEN, "version");
    }
    NES_TRY(nes_der_oid(&in, &oid));
    out->policy = nes_oid_of(oid);
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &imprint));
    NES_TRY(nes_der_take(&imprint, NES_DER_SEQUENCE, &alg));
    NES_TRY(nes_hash_read(alg, &out->hash));
    NES_TRY(nes_der_only(imprint, NES_DER_OCTETS, &out->imprint));
    NES_TRY(nes_der_integer(&in, &out->serial));
    NES_TRY(nes_der_next(&in, &time));
    if (time.tag != NES_DER_GENERALIZED) {
        return NES_FAIL(PKI_TOKEN, "time");
    }
    time_in = time.whole;
    NES_TRY(nes_der_time(&time_in, &out->at_us));
    return read_tail(in, out);
}

enum nes_oid nes_tsp_policy_for(enum nes_key_kind key)
{
    switch (key) {
    case NES_KEY_RSA:
        return NES_OID_POLICY_TSA_RSA;
    case NES_KEY_GOST2004:
        return NES_OID_POLICY_TSA_GOST2004;
    case NES_KEY_GOST2015:
        return NES_OID_POLICY_TSA_GOST2015;
    case NES_KEY_NONE:
        break;
    }
    NES_BUG("a kind of key");
}

static enum nes_hash_kind imprint_hash(enum nes_oid policy)
{
    return policy == NES_OID_POLICY_TSA_RSA        ? NES_HASH_SHA256
           : policy == NES_OID_POLICY_TSA_GOST2004 ? NES_HASH_GOST95
                                                   : NES_HASH_STREEBOG512;
}

static struct nes_str done(const struct nes_buf *buf)
{
    struct nes_str text = { 0 };

    NES_ASSERT(!nes_buf_done(buf, &text).what);
    return text;
}

struct nes_str nes_tsp_request(struct nes_arena *arena, struct nes_str signature, enum nes_oid policy,
                               const uint8_t nonce[8])
{
    enum nes_hash_kind hash = imprint_hash(policy);
    struct nes_digest digest = nes_hash_of(hash, signature);
    struct nes_buf alg = nes_buf_begin(arena, 64), imprint = nes_buf_begin(arena, 256);
    struct nes_buf body = nes_buf_begin(arena, 512), whole = nes_buf_begin(arena, 600);

    nes_der_add(&alg, NES_DER_OID, nes_oid_body(nes_hash_oid(hash)));
    nes_der_add(&alg, NES_DER_NULL, (struct nes_str){ 0 });
    nes_der_add(&imprint, NES_DER_SEQUENCE, done(&alg));
    nes_der_add(&imprint, NES_DER_OCTETS, nes_digest_str(&digest));
    nes_der_add_int(&body, NES_DER_INTEGER, 1);
    nes_der_add(&body, NES_DER_SEQUENCE, done(&imprint));
    nes_der_add(&body, NES_DER_OID, nes_oid_body(policy));
    nes_der_add_magnitude(&body, (struct nes_str){ (const char *)nonce, 8 });
    nes_der_add(&body, NES_DER_BOOLEAN, NES_STR("\xff"));
    nes_der_add(&whole, NES_DER_SEQUENCE, done(&body));
    return done(&whole);
}

struct nes_err nes_tsp_response_token(struct nes_str response, struct nes_str *token)
{
    struct nes_str in, status;
    struct nes_der whole;
    int64_t code;

    if (response.len > NES_CERT_MAX) {
        return NES_FAIL(PKI_SIZE, "time stamp");
    }
    NES_TRY(nes_der_only(response, NES_DER_SEQUENCE, &in));
    NES_TRY(nes_der_take(&in, NES_DER_SEQUENCE, &status));
    NES_TRY(nes_der_small(&status, NES_DER_INTEGER, &code));
    NES_TRY(nes_der_tree(status));
    if (code > 1) {   /* granted, granted with changes */
        return NES_FAIL(PKI_TOKEN, "refused by the authority");
    }
    NES_TRY(nes_der_next(&in, &whole));
    NES_TRY(nes_der_end(in, "time stamp"));
    *token = whole.whole;
    return NES_FINE;
}

bool nes_tsp_nonce_is(const struct nes_tsp_info *info, const uint8_t nonce[8])
{
    struct nes_str wanted = { (const char *)nonce, 8 }, got = info->nonce;

    while (wanted.len > 1 && wanted.ptr[0] == 0) {
        wanted = nes_str_from(wanted, 1);
    }
    if (got.len > 1 && got.ptr[0] == 0) {
        got = nes_str_from(got, 1);
    }
    return nes_str_eq(wanted, got);
}
