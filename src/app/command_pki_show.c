#include "app/command_pki.h"
#include "pki/cms.h"
#include "pki/crl.h"
#include "pki/der.h"
#include "pki/ocsp.h"
#include "pki/record.h"
#include "pki/tsp.h"
#include "pki/xmlsig.h"

static const char *key_words(enum nes_key_kind kind)
{
    switch (kind) {
    case NES_KEY_RSA:
        return "RSA";
    case NES_KEY_GOST2004:
        return "GOST 34.310-2004";
    case NES_KEY_GOST2015:
        return "GOST 34.10-2015 (512)";
    case NES_KEY_NONE:
        return "";
    }
    NES_BUG("a known kind of key");
}

static void show_name(struct nes_pki_out *out, const char *label, const struct nes_cert_name *name)
{
    nes_pki_open(out, label, '{');
    nes_pki_text(out, "name", name->common);
    nes_pki_text(out, "patronymic", name->patronymic);
    nes_pki_text(out, "iin", name->iin);
    nes_pki_text(out, "organisation", name->organisation);
    nes_pki_text(out, "bin", name->bin);
    nes_pki_text(out, "system", name->uid);
    nes_pki_close(out, '}');
}

static void show_oids(struct nes_pki_out *out, const char *label, const enum nes_oid *oids, size_t n)
{
    nes_pki_open(out, label, '[');
    for (size_t i = 0; i < n; i++) {
        nes_pki_word(out, NULL, oids[i] == NES_OID_NONE ? "another" : nes_oid_words(oids[i]));
    }
    nes_pki_close(out, ']');
}

static void show_cert(struct nes_pki_out *out, const char *label, const struct nes_cert *cert)
{
    struct nes_digest digest = nes_cert_fingerprint(cert);

    nes_pki_open(out, label, '{');
    show_name(out, "subject", &cert->subject);
    show_name(out, "issuer", &cert->issuer);
    nes_pki_hex(out, "serial", cert->serial);
    nes_pki_instant(out, "from", cert->from_us);
    nes_pki_instant(out, "until", cert->until_us);
    nes_pki_word(out, "key", key_words(cert->key.kind));
    nes_pki_word(out, "role", nes_oid_words(nes_role_of(cert)));
    show_oids(out, "purposes", cert->uses, cert->uses_n);
    show_oids(out, "policies", cert->policies, cert->policies_n);
    nes_pki_flag(out, "authority", cert->authority);
    nes_pki_text(out, "storage", nes_oid_text(out->buf.arena, cert->storage));
    nes_pki_text(out, "status service", cert->ocsp_url);
    nes_pki_text(out, "list", cert->crl_url);
    nes_pki_text(out, "delta list", cert->delta_url);
    nes_pki_hex(out, "sha256", nes_digest_str(&digest));
    nes_pki_close(out, '}');
}

static void show_status(struct nes_pki_out *out, const char *label, const struct nes_status *status)
{
    nes_pki_open(out, label, '{');
    nes_pki_word(out, "state", nes_status_words(status->kind));
    nes_pki_word(out, "source", status->source);
    if (status->kind != NES_STATUS_UNKNOWN) {
        nes_pki_instant(out, "as of", status->as_of_us);
    }
    if (status->kind == NES_STATUS_REVOKED || status->kind == NES_STATUS_HELD) {
        nes_pki_instant(out, "revoked", status->revoked_us);
    }
    nes_pki_close(out, '}');
}

static void show_findings(struct nes_pki_out *out, const struct nes_findings *findings)
{
    static const char *const weights[] = { [NES_WEIGHT_NOTE] = "note", [NES_WEIGHT_UNKNOWN] = "unknown",
                                           [NES_WEIGHT_BAD] = "bad" };

    nes_pki_open(out, "reasons", '[');
    for (size_t i = 0; i < findings->n; i++) {
        nes_pki_open(out, NULL, '{');
        nes_pki_word(out, "code", nes_why_name(findings->list[i].why));
        nes_pki_word(out, "weight", weights[nes_why_weight(findings->list[i].why)]);
        nes_pki_word(out, "about", findings->list[i].about);
        nes_pki_word(out, "text", nes_why_words(findings->list[i].why));
        nes_pki_close(out, '}');
    }
    nes_pki_close(out, ']');
}

static void show_signer(struct nes_pki_out *out, const struct nes_signer *signer)
{
    nes_pki_open(out, NULL, '{');
    nes_pki_word(out, "verdict", nes_outcome_name(signer->outcome));
    if (signer->cert.der.len > 0) {
        show_name(out, "signer", &signer->cert.subject);
        nes_pki_word(out, "role", nes_oid_words(signer->role));
        nes_pki_hex(out, "serial", signer->cert.serial);
        nes_pki_word(out, "key", key_words(signer->cert.key.kind));
    }
    if (signer->has_claimed) {
        nes_pki_instant(out, "claimed time", signer->claimed_us);
    }
    if (signer->has_token) {
        nes_pki_instant(out, "stamped", signer->token_us);
        show_status(out, "stamp status", &signer->token_status);
    }
    nes_pki_flag(out, "time proven", signer->proven);
    nes_pki_instant(out, "judged at", signer->when_us);
    nes_pki_open(out, "chain", '[');
    nes_pki_text(out, NULL, signer->cert.subject.common);
    nes_pki_text(out, NULL, signer->chain.issuer ? signer->chain.issuer->subject.common : (struct nes_str){ 0 });
    nes_pki_text(out, NULL, signer->chain.root ? signer->chain.root->subject.common : (struct nes_str){ 0 });
    nes_pki_close(out, ']');
    show_status(out, "status", &signer->status);
    nes_pki_close(out, '}');
}

void nes_pki_show_verdict(struct nes_pki_out *out, const struct nes_verdict *verdict)
{
    nes_pki_open(out, NULL, '{');
    nes_pki_word(out, "verdict", nes_outcome_name(verdict->outcome));
    nes_pki_word(out, "form", verdict->form);
    if (verdict->has_content) {
        struct nes_digest digest = nes_hash_of(NES_HASH_SHA256, verdict->content);

        nes_pki_number(out, "signed octets", (int64_t)verdict->content.len);
        nes_pki_hex(out, "signed sha256", nes_digest_str(&digest));
    }
    nes_pki_open(out, "signers", '[');
    for (size_t i = 0; i < verdict->signers_n; i++) {
        show_signer(out, &verdict->signers[i]);
    }
    nes_pki_close(out, ']');
    show_findings(out, &verdict->findings);
    nes_pki_close(out, '}');
}

static void show_cms(struct nes_pki_out *out, const struct nes_cms *cms)
{
    struct nes_tsp_info info;
    struct nes_cert cert;

    nes_pki_word(out, "kind", nes_oid_of(cms->content_type) == NES_OID_TST_INFO ? "time stamp" : "container");
    if (nes_oid_of(cms->content_type) == NES_OID_TST_INFO && !nes_tsp_info_read(cms->content, &info).what) {
        nes_pki_instant(out, "stamped", info.at_us);
        nes_pki_word(out, "policy", nes_oid_words(info.policy));
        nes_pki_hex(out, "imprint", info.imprint);
    } else {
        nes_pki_flag(out, "holds the document", cms->has_content);
    }
    nes_pki_open(out, "certificates", '[');
    for (size_t i = 0; i < cms->certs_n; i++) {
        if (!nes_cert_read(cms->certs[i], &cert).what) {
            show_cert(out, NULL, &cert);
        }
    }
    nes_pki_close(out, ']');
    nes_pki_open(out, "signers", '[');
    for (size_t i = 0; i < cms->signers_n; i++) {
        nes_pki_open(out, NULL, '{');
        nes_pki_hex(out, "serial", cms->signers[i].serial);
        nes_pki_word(out, "digest", nes_oid_words(nes_hash_oid(cms->signers[i].hash)));
        nes_pki_flag(out, "stamped", cms->signers[i].token.len > 0);
        nes_pki_close(out, '}');
    }
    nes_pki_close(out, ']');
}

static void show_ocsp(struct nes_pki_out *out, const struct nes_ocsp *ocsp)
{
    static const char *const states[] = { [NES_OCSP_GOOD] = "good", [NES_OCSP_REVOKED] = "revoked",
                                          [NES_OCSP_UNKNOWN] = "unknown" };

    nes_pki_word(out, "kind", "status answer");
    nes_pki_number(out, "response status", ocsp->refused);
    for (size_t i = 0; i < ocsp->singles_n; i++) {
        bool never = nes_ocsp_never_issued(ocsp, &ocsp->singles[i]);

        nes_pki_hex(out, "serial", ocsp->singles[i].serial);
        nes_pki_word(out, "state", never ? "unknown certificate" : states[ocsp->singles[i].state]);
        nes_pki_instant(out, "as of", ocsp->singles[i].this_us);
    }
    nes_pki_hex(out, "nonce", ocsp->nonce);
}

static void show_crl(struct nes_pki_out *out, const struct nes_crl *crl)
{
    nes_pki_word(out, "kind", crl->delta ? "delta list" : "revocation list");
    nes_pki_instant(out, "from", crl->this_us);
    nes_pki_instant(out, "until", crl->next_us);
    nes_pki_number(out, "number", crl->number);
    if (crl->delta) {
        nes_pki_number(out, "upon", crl->base_number);
    }
}

static void show_record(struct nes_pki_out *out, const struct nes_record *record)
{
    nes_pki_word(out, "kind", "evidence record");
    nes_pki_instant(out, "accepted", record->ask.at_us);
    nes_pki_word(out, "verdict then", nes_outcome_name(record->outcome));
    nes_pki_word(out, "policy", record->ask.policy->name);
    nes_pki_text(out, "expected iin", record->ask.iin);
    nes_pki_number(out, "authorities", (int64_t)record->authorities_n);
    nes_pki_number(out, "status answers", (int64_t)record->ask.proofs.ocsp_n);
    nes_pki_number(out, "revocation lists", (int64_t)record->ask.proofs.crls_n);
}

static bool show_known(struct nes_arena *arena, struct nes_pki_out *out, struct nes_str bytes)
{
    struct nes_record *record = NES_NEW(arena, struct nes_record);
    struct nes_cms *cms = NES_NEW(arena, struct nes_cms);
    struct nes_ocsp ocsp;
    struct nes_xmlsig sig;
    struct nes_cert cert;
    struct nes_crl crl;

    if (!nes_cert_read_file(arena, bytes, &cert).what) {
        nes_pki_word(out, "kind", "certificate");
        show_cert(out, "certificate", &cert);
    } else if (!nes_cms_read(arena, bytes, cms).what) {
        show_cms(out, cms);
    } else if (!nes_ocsp_read(bytes, &ocsp).what) {
        show_ocsp(out, &ocsp);
    } else if (!nes_crl_read(bytes, &crl).what) {
        show_crl(out, &crl);
    } else if (!nes_record_read(bytes, record).what) {
        show_record(out, record);
    } else if (!nes_xmlsig_read(arena, bytes, &sig).what && !nes_cert_read(sig.cert, &cert).what) {
        nes_pki_word(out, "kind", "signed XML");
        show_cert(out, "certificate", &cert);
    } else {
        return false;
    }
    return true;
}

bool nes_pki_show_object(struct nes_arena *arena, struct nes_pki_out *out, struct nes_str bytes)
{
    bool known;

    nes_pki_open(out, NULL, '{');
    known = show_known(arena, out, bytes);
    nes_pki_close(out, '}');
    return known;
}
