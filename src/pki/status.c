#include "pki/status.h"

#include "pki/crl.h"
#include "pki/ocsp.h"
#include "pki/policy.h"

/* One look-up: what is known so far; `soft` are the reasons that matter only if nothing better is found. */
struct look {
    const struct nes_proofs *proofs;
    const struct nes_chain *chain;
    int64_t at_us;
    struct nes_status best;
    struct nes_findings hard, soft;
};

static void learn(struct look *look, struct nes_status status)
{
    struct nes_status *best = &look->best;
    bool final = status.kind == NES_STATUS_REVOKED, was_final = best->kind == NES_STATUS_REVOKED;

    if (best->kind == NES_STATUS_UNKNOWN || (final && (!was_final || status.revoked_us < best->revoked_us)) ||
        (!was_final && (status.as_of_us > best->as_of_us ||
                        (status.as_of_us == best->as_of_us && status.kind > best->kind)))) {
        *best = status;
    }
}

/* The responder: the issuer itself, or whom the issuer made responder. */
static bool responder_fits(const struct nes_ocsp *ocsp, const struct nes_cert *cert)
{
    struct nes_digest key = nes_hash_of(NES_HASH_SHA1, cert->key_bits);

    return ocsp->responder_name.len > 0 ? nes_str_eq(ocsp->responder_name, cert->subject.whole)
                                        : nes_str_eq(ocsp->responder_key, nes_digest_str(&key));
}

static bool may_answer(const struct nes_cert *cert, const struct nes_cert *issuer, int64_t when_us)
{
    return nes_str_eq(cert->issuer.whole, issuer->subject.whole) && cert->aki.len > 0 &&
           nes_str_eq(cert->aki, issuer->ski) && !cert->authority && !cert->unknown_critical && cert->ocsp_nocheck &&
           nes_cert_has_use(cert, NES_OID_USE_OCSP) && (!cert->has_usage || (cert->usage & NES_USAGE_SIGN)) &&
           when_us >= cert->from_us && when_us <= cert->until_us && nes_cert_signed_by(cert, issuer);
}

/* Finds the responder's certificate; all others in the answer must be the issuer's own, since nothing signs them. */
static bool find_responder(const struct nes_ocsp *ocsp, const struct nes_cert *issuer, struct nes_cert *responder)
{
    bool found = responder_fits(ocsp, issuer);

    if (found) {
        *responder = *issuer;
    }
    for (size_t i = 0; i < ocsp->certs_n; i++) {
        struct nes_cert cert;

        if (nes_str_eq(ocsp->certs[i], issuer->der)) {
            continue;
        }
        if (found || nes_cert_read(ocsp->certs[i], &cert).what || !responder_fits(ocsp, &cert) ||
            !may_answer(&cert, issuer, ocsp->produced_us)) {
            return false;
        }
        found = true;
        *responder = cert;
    }
    return found;
}

static bool genuine_ocsp(struct look *look, const struct nes_ocsp *ocsp)
{
    struct nes_digest digest;
    struct nes_cert responder;

    if (ocsp->unknown_critical || !find_responder(ocsp, look->chain->issuer, &responder)) {
        nes_find(&look->hard, NES_WHY_OCSP_RESPONDER, "status");
        return false;
    }
    digest = nes_hash_of(ocsp->alg.hash, ocsp->tbs);
    if (!nes_key_signed(&responder.key, ocsp->alg, &digest, ocsp->signature)) {
        nes_find(&look->hard, NES_WHY_OCSP_SIGNATURE, "status");
        return false;
    }
    return true;
}

/* Without nextUpdate only the nonce or a small age shows that an answer is of now. */
static bool fresh_ocsp(struct look *look, const struct nes_ocsp *ocsp, const struct nes_ocsp_single *single)
{
    int64_t age = look->at_us - single->this_us;
    bool nonce_right = ocsp->has_nonce && nes_str_eq(ocsp->nonce, look->proofs->nonce);

    if (look->proofs->nonce.len > 0 && !nonce_right) {
        nes_find(&look->soft, NES_WHY_OCSP_NONCE, "status");
        return false;
    }
    if (age < -NES_SKEW_US || look->at_us < ocsp->produced_us - NES_SKEW_US || age > NES_OCSP_AGE_US ||
        (single->has_next && look->at_us > single->next_us + NES_SKEW_US)) {
        nes_find(&look->soft, NES_WHY_OCSP_STALE, "status");
        return false;
    }
    return true;
}

static struct nes_status ocsp_status(const struct nes_ocsp *ocsp, const struct nes_ocsp_single *single)
{
    struct nes_status status = { .as_of_us = single->this_us, .reason = single->reason, .source = "ocsp",
                                 .revoked_us = single->revoked_us };

    if (single->state == NES_OCSP_GOOD) {
        status.kind = NES_STATUS_GOOD;
    } else if (single->state == NES_OCSP_UNKNOWN || nes_ocsp_never_issued(ocsp, single)) {
        status.kind = NES_STATUS_NEVER_ISSUED;
    } else {
        status.kind = single->reason == NES_REASON_HOLD ? NES_STATUS_HELD : NES_STATUS_REVOKED;
    }
    return status;
}

static void ask_ocsp(struct look *look, struct nes_str bytes)
{
    const struct nes_ocsp_single *single = NULL;
    struct nes_status status;
    struct nes_ocsp ocsp;

    if (nes_ocsp_read(bytes, &ocsp).what) {
        nes_find(&look->hard, NES_WHY_OCSP_MALFORMED, "status");
        return;
    }
    if (ocsp.refused != 0) {
        nes_find(&look->soft, NES_WHY_OCSP_REFUSED, "status");
        return;
    }
    for (size_t i = 0; i < ocsp.singles_n && !single; i++) {
        single = nes_ocsp_about(&ocsp.singles[i], look->chain->leaf, look->chain->issuer) ? &ocsp.singles[i] : NULL;
    }
    if (!single) {
        nes_find(&look->soft, NES_WHY_OCSP_OTHER_CERT, "status");
        return;
    }
    if (!genuine_ocsp(look, &ocsp)) {
        return;
    }
    status = ocsp_status(&ocsp, single);
    if (status.kind == NES_STATUS_REVOKED || fresh_ocsp(look, &ocsp, single)) {
        learn(look, status);
    }
}

static bool read_list(struct look *look, struct nes_str bytes, struct nes_crl *crl)
{
    const struct nes_cert *issuer = look->chain->issuer;
    struct nes_digest digest;

    if (nes_crl_read(bytes, crl).what) {
        nes_find(&look->hard, NES_WHY_CRL_MALFORMED, "status");
        return false;
    }
    if (!nes_str_eq(crl->issuer, issuer->subject.whole) || !nes_str_eq(crl->aki, issuer->ski)) {
        nes_find(&look->soft, NES_WHY_CRL_OTHER_ISSUER, "status");
        return false;
    }
    if (crl->partial) {
        nes_find(&look->hard, NES_WHY_CRL_PARTIAL, "status");
        return false;
    }
    digest = nes_hash_of(crl->alg.hash, crl->tbs);
    if (!(issuer->usage & NES_USAGE_CRL_SIGN) || !nes_key_signed(&issuer->key, crl->alg, &digest, crl->signature)) {
        nes_find(&look->hard, NES_WHY_CRL_SIGNATURE, "status");
        return false;
    }
    return true;
}

static bool list_current(const struct look *look, const struct nes_crl *crl)
{
    return crl->this_us <= look->at_us + NES_SKEW_US && look->at_us <= crl->next_us + NES_SKEW_US;
}

/* What the base and its delta say together: an entry of the delta is the newer word. */
static void ask_lists(struct look *look, const struct nes_crl *base, const struct nes_crl *delta)
{
    int64_t newest = delta && delta->this_us > base->this_us ? delta->this_us : base->this_us;
    bool fresh = look->at_us - newest <= NES_CRL_AGE_US && list_current(look, base) &&
                 (!delta || list_current(look, delta));
    struct nes_status status = { .kind = NES_STATUS_GOOD, .as_of_us = newest, .source = "crl",
                                 .reason = NES_REASON_NONE };
    struct nes_crl_entry entry;
    bool found = false;

    if (delta && nes_crl_find(delta, look->chain->leaf->serial, &found, &entry).what) {
        nes_find(&look->hard, NES_WHY_CRL_MALFORMED, "status");
        return;
    }
    if (!found && nes_crl_find(base, look->chain->leaf->serial, &found, &entry).what) {
        nes_find(&look->hard, NES_WHY_CRL_MALFORMED, "status");
        return;
    }
    if (found && entry.reason != NES_REASON_REMOVE) {
        status.kind = entry.reason == NES_REASON_HOLD ? NES_STATUS_HELD : NES_STATUS_REVOKED;
        status.revoked_us = entry.revoked_us;
        status.reason = entry.reason;
    }
    if (status.kind == NES_STATUS_REVOKED || fresh) {
        learn(look, status);
    } else {
        nes_find(&look->soft, NES_WHY_CRL_STALE, "status");
    }
}

/* The newest delta made upon this base. A delta has numbers of its own: only the base's number joins them. */
static bool delta_of(struct look *look, const struct nes_crl *base, struct nes_crl *delta)
{
    bool found = false;

    for (size_t i = 0; i < look->proofs->crls_n; i++) {
        struct nes_crl one;

        if (nes_crl_read(look->proofs->crls[i], &one).what || !one.delta || !base->has_number ||
            one.base_number != base->number || !nes_str_eq(one.issuer, base->issuer) ||
            !nes_str_eq(one.aki, base->aki) || (found && one.this_us <= delta->this_us)) {
            continue;
        }
        found = true;
        *delta = one;
    }
    return found;
}

static void ask_crls(struct look *look)
{
    bool genuine[32] = { false }, any_base = false, any_delta = false;

    if (look->proofs->crls_n > NES_LEN(genuine)) {
        nes_find(&look->hard, NES_WHY_CRL_MALFORMED, "status");
        return;
    }
    /* One list that is not genuine spoils all: then the caller must ask again. */
    for (size_t i = 0; i < look->proofs->crls_n; i++) {
        struct nes_crl crl;

        genuine[i] = read_list(look, look->proofs->crls[i], &crl);
        any_base = any_base || (genuine[i] && !crl.delta);
        any_delta = any_delta || (genuine[i] && crl.delta);
    }
    if (look->hard.n > 0) {
        return;
    }
    if (any_delta && !any_base) {
        nes_find(&look->soft, NES_WHY_DELTA_WITHOUT_BASE, "status");
    }
    for (size_t i = 0; i < look->proofs->crls_n; i++) {
        struct nes_crl base, delta;

        if (!genuine[i] || nes_crl_read(look->proofs->crls[i], &base).what || base.delta) {
            continue;
        }
        ask_lists(look, &base, delta_of(look, &base, &delta) ? &delta : NULL);
    }
}

struct nes_status nes_status_find(const struct nes_proofs *proofs, const struct nes_chain *chain, int64_t at_us,
                                  struct nes_findings *findings)
{
    struct look look = { .proofs = proofs, .chain = chain, .at_us = at_us,
                         .best = { .reason = NES_REASON_NONE, .source = "" } };

    for (size_t i = 0; i < proofs->ocsp_n; i++) {
        ask_ocsp(&look, proofs->ocsp[i]);
    }
    ask_crls(&look);
    nes_find_all(findings, &look.hard, NES_WEIGHT_UNKNOWN);
    if (look.best.kind == NES_STATUS_UNKNOWN) {
        nes_find_all(findings, &look.soft, NES_WEIGHT_UNKNOWN);
    }
    return look.best;
}

const char *nes_status_words(enum nes_status_kind kind)
{
    static const char *const words[] = {
        [NES_STATUS_UNKNOWN] = "unknown",   [NES_STATUS_GOOD] = "good",       [NES_STATUS_HELD] = "held",
        [NES_STATUS_REVOKED] = "revoked",   [NES_STATUS_NEVER_ISSUED] = "never issued",
    };

    return words[kind];
}
