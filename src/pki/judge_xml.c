#include <string.h>

#include "pki/base64.h"
#include "pki/judge_parts.h"
#include "pki/pki_faults.h"
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

/* Whoever read the document: the octets that were signed tell this very digest. In canonical form a "<" stands nowhere
 * but before the name of a tag, so these letters are the end of an element and not a value in quotes. */
static bool tells_digest(struct nes_arena *arena, const struct nes_xmlsig *sig)
{
    static const char before[] = "DigestValue>";
    struct nes_str text = sig->signed_info, digest;
    const char *start = memmem(text.ptr, text.len, before, sizeof(before) - 1), *end;
    struct nes_buf buf = nes_buf_begin(arena, 512);

    if (!start) {
        return false;
    }
    text = nes_str_from(text, (size_t)(start - text.ptr) + sizeof(before) - 1);
    end = memchr(text.ptr, '<', text.len);
    for (const char *at = text.ptr; end && at < end; at++) {
        if (end - at >= 5 && memcmp(at, "&#xD;", 5) == 0) {
            at += 4;
        } else {
            nes_buf_byte(&buf, *at);
        }
    }
    return end && !nes_buf_done(&buf, &text).what && !nes_pki_base64_read(arena, text, &digest).what &&
           nes_str_eq(digest, sig->digest);
}

static struct nes_err read_document(struct nes_arena *arena, const struct nes_ask *ask, struct nes_xmlsig *sig)
{
    if (!ask->xml) {
        NES_TRY(nes_xmlsig_read(arena, ask->signature, sig));
    } else if (ask->xml->read) {
        *sig = ask->xml->sig;
    } else {
        return NES_FAIL(PKI_XML, ask->xml->wrong);
    }
    return tells_digest(arena, sig) ? NES_FINE : NES_FAIL(PKI_XML, "DigestValue");
}

void nes_judge_xml(struct nes_arena *arena, const struct nes_ask *ask, struct nes_verdict *out)
{
    struct nes_signer *signer = NES_NEW(arena, struct nes_signer);
    struct nes_xmlsig sig;
    struct nes_err err = read_document(arena, ask, &sig);

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
