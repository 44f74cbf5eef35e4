#include "pki/judge_parts.h"
#include "pki/xmlsig.h"

static void check_mathematics(const struct nes_xmlsig *sig, struct nes_signer *signer)
{
    struct nes_findings *findings = &signer->findings;
    struct nes_digest digest;

    if (sig->hash == NES_HASH_SHA1 || sig->alg.hash == NES_HASH_SHA1) {
        nes_find(findings, NES_WHY_ALGORITHM_WEAK, "signer");
        return;
    }
    if (sig->hash != sig->alg.hash || sig->alg.key != signer->cert.key.kind) {
        nes_find(findings, NES_WHY_ALGORITHM_MIXED, "signer");
        return;
    }
    digest = nes_hash_of(sig->hash, sig->document);
    if (!nes_str_eq(sig->digest, nes_digest_str(&digest))) {
        nes_find(findings, NES_WHY_CONTENT_DIFFERS, "signer");
    }
    digest = nes_hash_of(sig->alg.hash, sig->signed_info);
    if (!nes_key_signed(&signer->cert.key, sig->alg, &digest, sig->signature)) {
        nes_find(findings, NES_WHY_SIGNATURE_FALSE, "signer");
    }
}

void nes_judge_xml(struct nes_arena *arena, const struct nes_ask *ask, struct nes_verdict *out)
{
    struct nes_signer *signer = NES_NEW(arena, struct nes_signer);
    struct nes_xmlsig sig;
    struct nes_err err = nes_xmlsig_read(arena, ask->signature, &sig);

    out->form = "xml";
    if (err.what) {
        nes_find(&out->findings, NES_WHY_MALFORMED, err.at ? err.at : "document");
        return;
    }
    out->content = sig.document;
    out->has_content = true;
    if (ask->has_content && !nes_str_eq(ask->content, sig.document)) {
        nes_find(&out->findings, NES_WHY_CONTENT_DIFFERS, "container");
    }
    out->signers = signer;
    out->signers_n = 1;
    *signer = (struct nes_signer){ .when_us = ask->at_us, .signature = sig.signature, .status = { .source = "" },
                                   .token_status = { .source = "" } };
    if (nes_cert_read(sig.cert, &signer->cert).what) {
        nes_find(&signer->findings, NES_WHY_CERT_MALFORMED, "container");
        return;
    }
    check_mathematics(&sig, signer);
    if (ask->token.len > 0) {
        nes_judge_token(arena, ask, ask->token, sig.signature, signer);
    }
    nes_judge_person(ask, signer);
}
