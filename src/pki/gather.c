#include "pki/gather.h"

#include "pki/ocsp.h"
#include "pki/tsp.h"

struct found {
    struct nes_gather *gather;
    struct nes_ask *ask;
    bool stamps_asked;
};

static bool post(struct nes_arena *arena, const struct nes_gather *gather, struct nes_str url, const char *type,
                 struct nes_str *body)
{
    struct nes_fetched fetched = { .body = *body };

    if (url.len == 0 || gather->fetch->post(gather->fetch->self, arena, url, type, &fetched).what) {
        return false;
    }
    *body = fetched.body;
    return true;
}

/* An answer that tells; a refusal or a broken one is as none, so that the lists get their turn. */
static bool ask_service(struct nes_arena *arena, const struct found *found, const struct nes_chain *chain)
{
    struct nes_str body = nes_ocsp_request(arena, chain->leaf, chain->issuer, found->gather->nonce);
    struct nes_findings findings = { 0 };
    struct nes_proofs *proofs = &found->ask->proofs, one;

    if (proofs->ocsp_n == NES_GATHER_PROOFS ||
        !post(arena, found->gather, found->gather->ocsp_url.len > 0 ? found->gather->ocsp_url : chain->leaf->ocsp_url,
              "application/ocsp-request", &body)) {
        return false;
    }
    one = (struct nes_proofs){ .ocsp = &body, .ocsp_n = 1, .nonce = proofs->nonce };
    if (nes_status_find(&one, chain, found->ask->at_us, &findings).kind == NES_STATUS_UNKNOWN) {
        return false;
    }
    found->gather->ocsp[proofs->ocsp_n++] = body;
    return true;
}

static void ask_list(struct nes_arena *arena, const struct found *found, const struct nes_chain *chain,
                     struct nes_str url)
{
    const struct nes_gather *gather = found->gather;
    struct nes_crl_want want = { url, chain->issuer, 1, found->ask->at_us };
    struct nes_proofs *proofs = &found->ask->proofs;
    struct nes_str body;

    if (url.len == 0 || proofs->crls_n == NES_GATHER_PROOFS ||
        nes_crl_store_get(gather->store, gather->fetch, arena, &want, &body).what) {
        return;
    }
    for (size_t i = 0; i < proofs->crls_n; i++) {
        if (nes_str_eq(found->gather->crls[i], body)) {
            return;
        }
    }
    found->gather->crls[proofs->crls_n++] = body;
}

static void ask_status(struct nes_arena *arena, const struct found *found, const struct nes_chain *chain)
{
    const struct nes_gather *gather = found->gather;

    if (!chain->issuer || ask_service(arena, found, chain)) {
        return;
    }
    for (size_t i = 0; i < gather->crl_urls_n; i++) {
        ask_list(arena, found, chain, gather->crl_urls[i]);
    }
    if (gather->crl_urls_n == 0) {
        ask_list(arena, found, chain, chain->leaf->crl_url);
        ask_list(arena, found, chain, chain->leaf->delta_url);
    }
}

static void ask_stamp(struct nes_arena *arena, const struct found *found, const struct nes_signer *signer)
{
    enum nes_oid policy = nes_tsp_policy_for(signer->cert.key.kind);
    struct nes_str body = nes_tsp_request(arena, signer->signature, policy, found->gather->nonce), token;

    struct nes_tsp_info info;
    struct nes_cms *cms = NES_NEW(arena, struct nes_cms);

    if (post(arena, found->gather, found->gather->tsp_url, "application/timestamp-query", &body) &&
        !nes_tsp_response_token(body, &token).what && !nes_cms_read(arena, token, cms).what &&
        !nes_tsp_info_read(cms->content, &info).what && nes_tsp_nonce_is(&info, found->gather->nonce)) {
        found->ask->token = token;
    }
}

/* All that is bad is that a certificate has expired: a proven stamp may lift that. */
static bool only_expired(const struct nes_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (nes_why_weight(findings->list[i].why) == NES_WEIGHT_BAD && findings->list[i].why != NES_WHY_CERT_EXPIRED) {
            return false;
        }
    }
    return findings->n < NES_FINDINGS_MAX;
}

/* The status of the stamps' certificates, of which each is asked about once. */
static void ask_stamps(struct nes_arena *arena, struct found *found, const struct nes_verdict *verdict)
{
    for (size_t i = 0; i < verdict->signers_n && !found->stamps_asked; i++) {
        ask_status(arena, found, &verdict->signers[i].token_chain);
    }
    found->stamps_asked = true;
}

void nes_gather(struct nes_arena *arena, struct nes_gather *gather, struct nes_ask *ask)
{
    struct found found = { .gather = gather, .ask = ask };
    struct nes_verdict verdict;

    nes_rand_fill(gather->rand, gather->nonce, sizeof(gather->nonce));
    ask->proofs = (struct nes_proofs){ .ocsp = gather->ocsp,
                                       .crls = gather->crls,
                                       .nonce = { (const char *)gather->nonce, sizeof(gather->nonce) } };
    nes_judge(arena, ask, &verdict);
    if (verdict.outcome == NES_BAD && only_expired(&verdict.findings)) {
        ask_stamps(arena, &found, &verdict);
        nes_judge(arena, ask, &verdict);
    }
    /* Nothing is asked about a signature that is bad already, whatever the services would say. */
    if (verdict.outcome == NES_BAD) {
        return;
    }
    if (verdict.signers_n == 1 && !verdict.signers[0].has_token && gather->tsp_url.len > 0) {
        ask_stamp(arena, &found, &verdict.signers[0]);
        nes_judge(arena, ask, &verdict);
    }
    for (size_t i = 0; i < verdict.signers_n; i++) {
        ask_status(arena, &found, &verdict.signers[i].chain);
    }
    ask_stamps(arena, &found, &verdict);
}
