#include <string.h>

#include "pki/judge_parts.h"

bool nes_judge_find_cert(const struct nes_cms *cms, const struct nes_cms_signer *signer, struct nes_cert *cert,
                         struct nes_findings *findings)
{
    for (size_t i = 0; i < cms->certs_n; i++) {
        if (nes_cert_read(cms->certs[i], cert).what) {
            nes_find(findings, NES_WHY_CERT_MALFORMED, "container");
            return false;
        }
        if (nes_str_eq(cert->issuer.whole, signer->issuer) && nes_str_eq(cert->serial, signer->serial)) {
            return true;
        }
    }
    nes_find(findings, NES_WHY_SIGNER_CERT_MISSING, "signer");
    return false;
}

/* RFC 5652, 11 and RFC 5035: what the signed attributes bind the signature to. */
static void check_attributes(const struct nes_cms *cms, const struct nes_cms_signer *signer,
                             const struct nes_cert *cert, struct nes_str content, struct nes_findings *findings)
{
    struct nes_digest digest = nes_hash_of(signer->hash, content), id;

    if (!signer->has_attributes || signer->content_type.len == 0 || signer->message_digest.len == 0) {
        nes_find(findings, NES_WHY_ATTRIBUTE_MISSING, "content type or digest");
        return;
    }
    if (!nes_str_eq(signer->content_type, cms->content_type)) {
        nes_find(findings, NES_WHY_ATTRIBUTE_WRONG, "content type");
    }
    if (!nes_str_eq(signer->message_digest, nes_digest_str(&digest))) {
        nes_find(findings, NES_WHY_CONTENT_DIFFERS, "signer");
    }
    if (signer->cert_hash == NES_HASH_NONE) {
        /* The authority's programs of the GOST 2015 generation always write it; older ones did not. */
        if (cert->key.kind == NES_KEY_GOST2015) {
            nes_find(findings, NES_WHY_ATTRIBUTE_MISSING, "signing certificate");
        }
        return;
    }
    id = nes_hash_of(signer->cert_hash, cert->der);
    if (!nes_str_eq(signer->cert_digest, nes_digest_str(&id)) ||
        (signer->cert_serial.len > 0 && (!nes_str_eq(signer->cert_serial, cert->serial) ||
                                         !nes_str_eq(signer->cert_issuer, cert->issuer.whole)))) {
        nes_find(findings, NES_WHY_ATTRIBUTE_WRONG, "signing certificate");
    }
}

void nes_judge_mathematics(const struct nes_cms *cms, const struct nes_cms_signer *signer, const struct nes_cert *cert,
                           struct nes_str content, struct nes_findings *findings)
{
    struct nes_digest digest;

    if (signer->hash == NES_HASH_SHA1 || signer->alg.hash == NES_HASH_SHA1) {
        nes_find(findings, NES_WHY_ALGORITHM_WEAK, "signer");
        return;
    }
    if (signer->hash != signer->alg.hash || signer->alg.key != cert->key.kind) {
        nes_find(findings, NES_WHY_ALGORITHM_MIXED, "signer");
        return;
    }
    check_attributes(cms, signer, cert, content, findings);
    digest = nes_cms_signed_digest(signer, content);
    if (!nes_key_signed(&cert->key, signer->alg, &digest, signer->signature)) {
        nes_find(findings, NES_WHY_SIGNATURE_FALSE, "signer");
    }
}

static void judge_signer(struct nes_arena *arena, const struct nes_ask *ask, const struct nes_cms *cms,
                         const struct nes_cms_signer *one, struct nes_signer *out)
{
    struct nes_str content = cms->has_content ? cms->content : ask->content;

    *out = (struct nes_signer){ .when_us = ask->at_us, .signature = one->signature, .has_claimed = one->has_time,
                                .claimed_us = one->claimed_us, .status = { .source = "" },
                                .token_status = { .source = "" } };
    if (!nes_judge_find_cert(cms, one, &out->cert, &out->findings)) {
        return;
    }
    nes_judge_mathematics(cms, one, &out->cert, content, &out->findings);
    if (one->unknown_unsigned) {
        nes_find(&out->findings, NES_WHY_ATTRIBUTE_UNKNOWN, "signer");
    }
    if (one->token.len > 0) {
        nes_judge_token(arena, ask, one->token, one->signature, out);
    } else if (ask->token.len > 0 && cms->signers_n == 1) {
        nes_judge_token(arena, ask, ask->token, one->signature, out);
    }
    nes_judge_person(ask, out);
}

/* Nothing signs the bag of certificates: what is neither a signer's nor of a found chain has no business there. */
static void check_bag(const struct nes_cms *cms, struct nes_verdict *out)
{
    for (size_t i = 0; i < cms->certs_n; i++) {
        bool needed = false;

        for (size_t k = 0; k < out->signers_n && !needed; k++) {
            const struct nes_chain *chain = &out->signers[k].chain;

            needed = nes_str_eq(cms->certs[i], out->signers[k].cert.der) ||
                     (chain->issuer && nes_str_eq(cms->certs[i], chain->issuer->der)) ||
                     (chain->root && nes_str_eq(cms->certs[i], chain->root->der));
        }
        if (!needed) {
            nes_find(&out->findings, NES_WHY_STRAY_CERT, "container");
        }
    }
}

static void check_twice(struct nes_verdict *out)
{
    for (size_t i = 0; i < out->signers_n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (out->signers[i].cert.der.len > 0 && nes_str_eq(out->signers[i].cert.der, out->signers[k].cert.der)) {
                nes_find(&out->findings, NES_WHY_SIGNER_TWICE, "container");
            }
        }
    }
}

void nes_judge_cms(struct nes_arena *arena, const struct nes_ask *ask, struct nes_verdict *out)
{
    struct nes_cms *cms = NES_NEW(arena, struct nes_cms);
    struct nes_err err = nes_cms_read(arena, ask->signature, cms);

    out->form = "cms";
    if (err.what || nes_oid_of(cms->content_type) != NES_OID_DATA) {
        nes_find(&out->findings, NES_WHY_MALFORMED, err.what && err.at ? err.at : "content type");
        return;
    }
    if (!cms->has_content && !ask->has_content) {
        nes_find(&out->findings, NES_WHY_CONTENT_MISSING, "container");
        return;
    }
    if (cms->has_content && ask->has_content && !nes_str_eq(cms->content, ask->content)) {
        nes_find(&out->findings, NES_WHY_CONTENT_DIFFERS, "container");
    }
    out->content = cms->has_content ? cms->content : ask->content;
    out->has_content = true;
    if (cms->signers_n == 0) {
        nes_find(&out->findings, NES_WHY_NO_SIGNER, "container");
    }
    if (cms->has_crls) {
        nes_find(&out->findings, NES_WHY_STRAY_DATA, "container");
    }
    out->signers = NES_NEW_MANY(arena, struct nes_signer, cms->signers_n + 1);
    out->signers_n = cms->signers_n;
    for (size_t i = 0; i < cms->signers_n; i++) {
        judge_signer(arena, ask, cms, &cms->signers[i], &out->signers[i]);
    }
    check_bag(cms, out);
    check_twice(out);
}
