#include "pki/judge_parts.h"
#include "pki/tsp.h"

/* Finding them on the way to a pinned root means: genuine perhaps, but by nobody we believe. */
static bool untrusted(const struct nes_findings *findings)
{
    return nes_found(findings, NES_WHY_ISSUER_UNTRUSTED) || nes_found(findings, NES_WHY_ROOT_NOT_PINNED);
}

static void check_info(const struct nes_ask *ask, const struct nes_tsp_info *info, struct nes_str signature,
                       struct nes_findings *findings)
{
    struct nes_digest digest;

    if (info->hash == NES_HASH_SHA1) {
        nes_find(findings, NES_WHY_TOKEN_WEAK, "time stamp");
        return;
    }
    digest = nes_hash_of(info->hash, signature);
    if (!nes_str_eq(info->imprint, nes_digest_str(&digest))) {
        nes_find(findings, NES_WHY_TOKEN_OTHER, "time stamp");
    }
    if (info->policy != NES_OID_POLICY_TSA_GOST2015 && info->policy != NES_OID_POLICY_TSA_RSA &&
        info->policy != NES_OID_POLICY_TSA_GOST2004) {
        nes_find(findings, NES_WHY_TOKEN_POLICY, "time stamp");
    }
    if (info->at_us > ask->at_us + NES_SKEW_US) {
        nes_find(findings, NES_WHY_TOKEN_TIME, "time stamp");
    }
}

/* The authority's certificate: purpose, chain at the stamp's own moment, status. */
static void check_authority(const struct nes_ask *ask, struct nes_signer *signer, struct nes_findings *findings)
{
    const struct nes_cert *cert = &signer->token_cert;
    struct nes_findings chain = { 0 }, status = { 0 };
    struct nes_proofs proofs = ask->proofs;

    if (cert->uses_n != 1 || !nes_cert_has_use(cert, NES_OID_USE_TIME_STAMP)) {
        nes_find(findings, NES_WHY_TOKEN_PURPOSE, "time stamp");
    }
    if (cert->key.kind == NES_KEY_GOST2004 && !ask->policy->old) {
        nes_find(findings, NES_WHY_ALGORITHM_OLD, "time stamp");
    }
    if (!nes_chain_find(ask->trust, (struct nes_link){ cert, signer->token_us, "time stamp" }, &signer->token_chain,
                        &chain)) {
        if (untrusted(&chain)) {
            nes_find(findings, NES_WHY_TOKEN_UNTRUSTED, "time stamp");
        } else {
            nes_find_all(findings, &chain, NES_WEIGHT_BAD);
        }
        return;
    }
    proofs.nonce = (struct nes_str){ 0 };   /* was sent for the signer's status */
    signer->token_status = nes_status_find(&proofs, &signer->token_chain, ask->at_us, &status);
    switch (signer->token_status.kind) {
    case NES_STATUS_GOOD:
        signer->proven = true;
        return;
    case NES_STATUS_HELD:
    case NES_STATUS_REVOKED:
        nes_find(findings, NES_WHY_TOKEN_REVOKED, "time stamp");
        return;
    case NES_STATUS_UNKNOWN:
    case NES_STATUS_NEVER_ISSUED:
        /* Nothing at hand: a note. A forged or broken answer: doubt. */
        if (nes_found(&status, NES_WHY_OCSP_SIGNATURE) || nes_found(&status, NES_WHY_OCSP_RESPONDER) ||
            nes_found(&status, NES_WHY_CRL_SIGNATURE)) {
            nes_find_all(findings, &status, NES_WEIGHT_UNKNOWN);
        }
        nes_find(findings, NES_WHY_TOKEN_STATUS, "time stamp");
        return;
    }
    NES_BUG("a known status");
}

/* The reasons of the mathematics are those of any container; here they mean the stamp. */
static void check_signature(const struct nes_cms *cms, const struct nes_cert *cert, struct nes_findings *findings)
{
    struct nes_findings own = { 0 };

    nes_judge_mathematics(cms, &cms->signers[0], cert, cms->content, &own);
    if (nes_found(&own, NES_WHY_ALGORITHM_WEAK)) {
        nes_find(findings, NES_WHY_TOKEN_WEAK, "time stamp");
    } else if (own.worst == NES_WEIGHT_BAD) {
        nes_find(findings, NES_WHY_TOKEN_SIGNATURE, "time stamp");
    }
    if (cms->signers[0].cert_hash == NES_HASH_NONE) {   /* RFC 3161, 2.4.2 demands it */
        nes_find(findings, NES_WHY_TOKEN_MALFORMED, "signing certificate");
    }
}

void nes_judge_token(struct nes_arena *arena, const struct nes_ask *ask, struct nes_str token, struct nes_str signature,
                     struct nes_signer *signer)
{
    struct nes_cms *cms = NES_NEW(arena, struct nes_cms);
    struct nes_findings own = { 0 };
    struct nes_tsp_info info;

    signer->has_token = true;
    if (nes_cms_read(arena, token, cms).what || nes_oid_of(cms->content_type) != NES_OID_TST_INFO ||
        !cms->has_content || cms->signers_n != 1 || cms->has_crls || cms->signers[0].unknown_unsigned ||
        cms->signers[0].token.len > 0 || nes_tsp_info_read(cms->content, &info).what) {
        nes_find(&signer->findings, NES_WHY_TOKEN_MALFORMED, "time stamp");
        return;
    }
    signer->token_us = info.at_us;
    check_info(ask, &info, signature, &own);
    if (!nes_judge_find_cert(cms, &cms->signers[0], &signer->token_cert, &own)) {
        nes_find(&signer->findings, NES_WHY_TOKEN_MALFORMED, "time stamp");
        return;
    }
    check_signature(cms, &signer->token_cert, &own);
    check_authority(ask, signer, &own);
    for (size_t i = 0; i < cms->certs_n; i++) {
        const struct nes_chain *chain = &signer->token_chain;

        if (!nes_str_eq(cms->certs[i], signer->token_cert.der) &&
            !(chain->issuer && nes_str_eq(cms->certs[i], chain->issuer->der)) &&
            !(chain->root && nes_str_eq(cms->certs[i], chain->root->der))) {
            nes_find(&own, NES_WHY_STRAY_CERT, "time stamp");
        }
    }
    signer->proven = signer->proven && own.worst == NES_WEIGHT_NOTE;
    if (signer->proven) {
        signer->when_us = info.at_us;
    }
    nes_find_all(&signer->findings, &own, NES_WEIGHT_BAD);
}
