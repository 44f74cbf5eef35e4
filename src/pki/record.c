#include "pki/record.h"

#include "pki/der.h"
#include "pki/der_write.h"
#include "pki/pki_faults.h"

struct bag {
    struct nes_str list[NES_RECORD_PROOFS];
    size_t n;
};

static struct nes_err keep(struct bag *bag, const struct nes_cert *cert)
{
    if (!cert) {
        return NES_FINE;
    }
    for (size_t i = 0; i < bag->n; i++) {
        if (nes_str_eq(bag->list[i], cert->der)) {
            return NES_FINE;
        }
    }
    if (bag->n == NES_RECORD_PROOFS) {
        return NES_FAIL(PKI_RECORD, "authorities");
    }
    bag->list[bag->n++] = cert->der;
    return NES_FINE;
}

static struct nes_err add_list(struct nes_arena *arena, struct nes_buf *to, const struct nes_str *list, size_t n)
{
    struct nes_buf body = nes_buf_begin(arena, NES_RECORD_MAX);
    struct nes_str text;

    if (n > NES_RECORD_PROOFS) {
        return NES_FAIL(PKI_RECORD, "proofs");
    }
    for (size_t i = 0; i < n; i++) {
        nes_der_add(&body, NES_DER_OCTETS, list[i]);
    }
    NES_TRY(nes_buf_done(&body, &text));
    nes_der_add(to, NES_DER_SEQUENCE, text);
    return NES_FINE;
}

static struct nes_err add_policy(struct nes_arena *arena, struct nes_buf *to, const struct nes_ask *ask)
{
    struct nes_buf body = nes_buf_begin(arena, 1024);
    struct nes_str text;

    nes_der_add(&body, NES_DER_UTF8, nes_str_of(ask->policy->name));
    nes_der_add(&body, NES_DER_UTF8, ask->iin);
    nes_der_add(&body, NES_DER_UTF8, ask->bin);
    nes_der_add(&body, NES_DER_BOOLEAN, ask->trust->test_mode ? NES_STR("\xff") : NES_STR("\0"));
    NES_TRY(nes_buf_done(&body, &text));
    nes_der_add(to, NES_DER_SEQUENCE, text);
    return NES_FINE;
}

struct nes_err nes_record_write(struct nes_arena *arena, const struct nes_ask *ask, const struct nes_verdict *verdict,
                                struct nes_str *out)
{
    struct nes_buf body = nes_buf_begin(arena, NES_RECORD_MAX), whole = nes_buf_begin(arena, NES_RECORD_MAX);
    struct bag bag = { .n = 0 };
    struct nes_str text;

    if (ask->at_us < 0) {
        return NES_FAIL(PKI_RECORD, "moment");
    }
    for (size_t i = 0; i < verdict->signers_n; i++) {
        NES_TRY(keep(&bag, verdict->signers[i].chain.issuer));
        NES_TRY(keep(&bag, verdict->signers[i].chain.root));
        NES_TRY(keep(&bag, verdict->signers[i].token_chain.issuer));
        NES_TRY(keep(&bag, verdict->signers[i].token_chain.root));
    }
    nes_der_add_int(&body, NES_DER_INTEGER, 1);
    nes_der_add_int(&body, NES_DER_INTEGER, ask->at_us);
    nes_der_add_int(&body, NES_DER_ENUM, (int64_t)verdict->outcome);
    NES_TRY(add_policy(arena, &body, ask));
    nes_der_add(&body, NES_DER_OCTETS, ask->signature);
    if (ask->has_content) {
        nes_der_add(&body, NES_DER_PLAIN(0), ask->content);
    }
    if (ask->token.len > 0) {
        nes_der_add(&body, NES_DER_PLAIN(1), ask->token);
    }
    nes_der_add(&body, NES_DER_OCTETS, ask->proofs.nonce);
    NES_TRY(add_list(arena, &body, bag.list, bag.n));
    NES_TRY(add_list(arena, &body, ask->proofs.ocsp, ask->proofs.ocsp_n));
    NES_TRY(add_list(arena, &body, ask->proofs.crls, ask->proofs.crls_n));
    NES_TRY(nes_buf_done(&body, &text));
    nes_der_add(&whole, NES_DER_SEQUENCE, text);
    return nes_buf_done(&whole, out);
}

static struct nes_err read_list(struct nes_str *in, struct nes_str list[NES_RECORD_PROOFS], size_t *n)
{
    struct nes_str body;

    NES_TRY(nes_der_take(in, NES_DER_SEQUENCE, &body));
    for (*n = 0; body.len > 0; (*n)++) {
        if (*n == NES_RECORD_PROOFS) {
            return NES_FAIL(PKI_RECORD, "too many proofs");
        }
        NES_TRY(nes_der_take(&body, NES_DER_OCTETS, &list[*n]));
    }
    return NES_FINE;
}

static struct nes_err read_policy(struct nes_str *in, struct nes_record *out)
{
    struct nes_str body, name;

    NES_TRY(nes_der_take(in, NES_DER_SEQUENCE, &body));
    NES_TRY(nes_der_take(&body, NES_DER_UTF8, &name));
    NES_TRY(nes_der_take(&body, NES_DER_UTF8, &out->ask.iin));
    NES_TRY(nes_der_take(&body, NES_DER_UTF8, &out->ask.bin));
    NES_TRY(nes_der_bool(&body, &out->test_mode));
    out->ask.policy = nes_pki_policy_named(name);
    return body.len > 0 || !out->ask.policy ? NES_FAIL(PKI_RECORD, "policy") : NES_FINE;
}

static struct nes_err read_head(struct nes_str *in, struct nes_record *out)
{
    int64_t version, outcome;

    NES_TRY(nes_der_small(in, NES_DER_INTEGER, &version));
    NES_TRY(nes_der_small(in, NES_DER_INTEGER, &out->ask.at_us));
    NES_TRY(nes_der_small(in, NES_DER_ENUM, &outcome));
    if (version != 1 || outcome > NES_BAD) {
        return NES_FAIL(PKI_RECORD, "version or outcome");
    }
    out->outcome = (enum nes_verdict_kind)outcome;
    return read_policy(in, out);
}

struct nes_err nes_record_read(struct nes_str bytes, struct nes_record *out)
{
    struct nes_str in;

    *out = (struct nes_record){ 0 };
    if (bytes.len > NES_RECORD_MAX) {
        return NES_FAIL(PKI_SIZE, "record");
    }
    NES_TRY(nes_der_only(bytes, NES_DER_SEQUENCE, &in));
    NES_TRY(read_head(&in, out));
    NES_TRY(nes_der_take(&in, NES_DER_OCTETS, &out->ask.signature));
    if (nes_der_is(in, NES_DER_PLAIN(0))) {
        NES_TRY(nes_der_take(&in, NES_DER_PLAIN(0), &out->ask.content));
        out->ask.has_content = true;
    }
    if (nes_der_is(in, NES_DER_PLAIN(1))) {
        NES_TRY(nes_der_take(&in, NES_DER_PLAIN(1), &out->ask.token));
    }
    NES_TRY(nes_der_take(&in, NES_DER_OCTETS, &out->ask.proofs.nonce));
    NES_TRY(read_list(&in, out->authorities, &out->authorities_n));
    NES_TRY(read_list(&in, out->ocsp, &out->ask.proofs.ocsp_n));
    NES_TRY(read_list(&in, out->crls, &out->ask.proofs.crls_n));
    return in.len > 0 ? NES_FAIL(PKI_RECORD, "trailing") : NES_FINE;
}

void nes_record_judge(struct nes_arena *arena, const struct nes_record *record, const struct nes_trust *pins,
                      struct nes_verdict *out)
{
    struct nes_trust *trust = NES_NEW(arena, struct nes_trust);
    struct nes_ask ask = record->ask;
    struct nes_err err = NES_FINE;

    *trust = *pins;
    trust->authorities_n = 0;   /* the record's own, so that it proves to be complete */
    trust->test_mode = pins->test_mode && record->test_mode;
    for (size_t i = 0; i < record->authorities_n && !err.what; i++) {
        err = nes_trust_add(trust, arena, record->authorities[i]);
    }
    if (err.what) {
        *out = (struct nes_verdict){ .outcome = NES_BAD, .form = "" };
        nes_find(&out->findings, NES_WHY_CERT_MALFORMED, "record");
        return;
    }
    ask.trust = trust;
    ask.proofs.ocsp = record->ocsp;
    ask.proofs.crls = record->crls;
    nes_judge(arena, &ask, out);
}
