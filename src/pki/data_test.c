/* src/pki/data_test.c: every published object gives the verdict that is told of it. */
#include <stdio.h>
#include <string.h>

#include "pki/crl.h"
#include "pki/ocsp.h"
#include "pki/testing/data.h"
#include "pki/tsp.h"
#include "test/unit/test.h"

static void print_findings(const struct nes_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        print_message("  %s (%s)\n", nes_why_name(findings->list[i].why), findings->list[i].about);
    }
}

NES_TEST(every_published_certificate_has_its_chain)
{
    static const struct { const char *name, *at; enum nes_oid role; } rows[] = {
        { "leaf-test/gost512_individual_valid_2026.pem", "2026-08-11T12:00:00Z", NES_OID_ROLE_INDIVIDUAL },
        { "leaf-test/gost512_individual_revoked_2026.pem", "2026-08-11T12:00:00Z", NES_OID_ROLE_INDIVIDUAL },
        { "leaf-test/gost512_legal_head_valid_2026.pem", "2026-08-11T12:00:00Z", NES_OID_ROLE_HEAD },
        { "leaf-test/gost512_legal_head_revoked_2026.pem", "2026-08-11T12:00:00Z", NES_OID_ROLE_HEAD },
        { "leaf-test/gost512_legal_signright_valid_2026.pem", "2026-08-11T12:00:00Z", NES_OID_ROLE_SIGNER },
        { "leaf-test/gost512_legal_employee_revoked_2026.pem", "2026-08-11T12:00:00Z", NES_OID_ROLE_EMPLOYEE },
        { "leaf-test/gost512_legal_infosystem_valid_2026.pem", "2026-08-11T12:00:00Z", NES_OID_ROLE_SYSTEM },
        { "leaf-test/gost512_legal_treasury_revoked_2026.pem", "2026-08-11T12:00:00Z", NES_OID_ROLE_TREASURY },
        { "leaf-test/gost512_individual_expired_2023.pem", "2023-12-01T00:00:00Z", NES_OID_ROLE_INDIVIDUAL },
        { "leaf-test/gost2004_legal_head_expired_2022.pem", "2022-06-01T00:00:00Z", NES_OID_ROLE_HEAD },
        { "leaf-test/rsa_individual_sign_expired_2022.pem", "2022-06-01T00:00:00Z", NES_OID_ROLE_INDIVIDUAL },
        { "leaf-test/rsa_individual_auth_expired_2022.pem", "2022-06-01T00:00:00Z", NES_OID_ROLE_INDIVIDUAL },
        { "leaf-test/ocsp_responder_gost2015_test_2022.pem", "2022-09-02T00:00:00Z", NES_OID_NONE },
        { "leaf-test/ocsp_responder_gost2004_test_2022.pem", "2022-09-02T00:00:00Z", NES_OID_NONE },
        { "leaf-test/ocsp_responder_rsa_test_2022.pem", "2022-09-02T00:00:00Z", NES_OID_NONE },
        { "leaf-test/tsa_gost2004_test_2021.pem", "2022-09-18T00:00:00Z", NES_OID_NONE },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_trust *trust;

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    trust = nes_data_trust(arena);
    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_cert cert = nes_data_cert(arena, rows[i].name);
        struct nes_findings findings = { 0 };
        struct nes_chain chain;
        bool fine =
            nes_chain_find(trust, (struct nes_link){ &cert, nes_instant(rows[i].at), "signer" }, &chain, &findings);

        print_findings(&findings);
        NES_WANT(rows[i].name, fine);
        NES_WANT_INT(rows[i].name, nes_role_of(&cert), rows[i].role);
        NES_WANT(rows[i].name,
                 !nes_chain_find(trust, (struct nes_link){ &cert, cert.until_us + 1, "signer" }, &chain, &findings));
        NES_WANT(rows[i].name, nes_found(&findings, NES_WHY_CERT_EXPIRED));
    }
}

/* What the lists of 2026-08-11 and others say of the certificates. */
static const struct { const char *cert, *list, *delta, *at; enum nes_status_kind kind; } list_rows[] = {
    { "gost512_individual_valid_2026", "gost2015_test_2026-08-11", NULL, "2026-08-11T12:00:00Z",
      NES_STATUS_GOOD },
    { "gost512_individual_revoked_2026", "gost2015_test_2026-08-11", NULL, "2026-08-11T12:00:00Z",
      NES_STATUS_HELD },
    { "gost512_legal_head_valid_2026", "gost2015_test_2026-08-11", NULL, "2026-08-11T12:00:00Z",
      NES_STATUS_GOOD },
    { "gost512_legal_head_revoked_2026", "gost2015_test_2026-08-11", NULL, "2026-08-11T12:00:00Z",
      NES_STATUS_HELD },
    { "gost512_legal_signright_valid_2026", "gost2015_test_2026-08-11", NULL, "2026-08-11T12:00:00Z",
      NES_STATUS_GOOD },
    { "gost512_legal_employee_revoked_2026", "gost2015_test_2026-08-11", NULL, "2026-08-11T12:00:00Z",
      NES_STATUS_REVOKED },
    { "gost512_legal_infosystem_valid_2026", "gost2015_test_2026-08-11", NULL, "2026-08-11T12:00:00Z",
      NES_STATUS_GOOD },
    { "gost512_legal_treasury_revoked_2026", "gost2015_test_2026-08-11", NULL, "2026-08-11T12:00:00Z",
      NES_STATUS_REVOKED },
    { "gost512_individual_valid_2026", "gost2015_test_2026-08-11", NULL, "2026-08-13T12:00:00Z",
      NES_STATUS_UNKNOWN },
    { "gost512_individual_expired_2023", "gost2015_test_2025-04-29", "gost2015_test_delta_2025-04-29",
      "2025-04-29T06:00:00Z", NES_STATUS_GOOD },
    { "gost2004_legal_head_expired_2022", "gost2004_test_2022-03-29", NULL, "2022-03-29T06:00:00Z",
      NES_STATUS_GOOD },
    { "rsa_individual_sign_expired_2022", "rsa_test_2022-03-29", NULL, "2022-03-29T06:00:00Z",
      NES_STATUS_GOOD },
    { "rsa_individual_sign_expired_2022", "rsa_test_2023-11-17", "rsa_test_delta_2023-11-17",
      "2023-11-17T07:00:00Z", NES_STATUS_UNKNOWN },
};

NES_TEST(every_published_list_tells_who_is_revoked)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_trust *trust;

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    trust = nes_data_trust(arena);
    for (size_t i = 0; i < NES_LEN(list_rows); i++) {
        char name[3][128] = { "", "", "" };
        struct nes_findings findings = { 0 };
        struct nes_str lists[2];
        struct nes_proofs proofs = { .crls = lists, .crls_n = list_rows[i].delta ? 2 : 1 };
        struct nes_chain chain;
        struct nes_cert cert;
        struct nes_status status;

        (void)snprintf(name[0], sizeof(name[0]), "leaf-test/%s.pem", list_rows[i].cert);
        (void)snprintf(name[1], sizeof(name[1]), "crl-test/nca_%s.crl", list_rows[i].list);
        lists[0] = nes_data_file(arena, name[1]);
        if (list_rows[i].delta) {
            (void)snprintf(name[2], sizeof(name[2]), "crl-test/nca_%s.crl", list_rows[i].delta);
            lists[1] = nes_data_file(arena, name[2]);
        }
        cert = nes_data_cert(arena, name[0]);
        (void)nes_chain_find(trust, (struct nes_link){ &cert, cert.from_us, "signer" }, &chain, &findings);
        findings = (struct nes_findings){ 0 };
        status = nes_status_find(&proofs, &chain, nes_instant(list_rows[i].at), &findings);
        print_message("%s: %s\n", list_rows[i].cert, nes_status_words(status.kind));
        print_findings(&findings);
        NES_WANT_INT(list_rows[i].cert, status.kind, list_rows[i].kind);
    }
}

static const struct {
    const char *name, *content, *list, *policy, *at;
    enum nes_verdict_kind outcome;
    enum nes_why why;
} container_rows[] = {
    { "cms/gost512_individual_attached_cadest.p7s", NULL, "gost2015_test_2026-08-11", "any", "2026-08-11T12:00:00Z",
      NES_UNKNOWN, NES_WHY_TOKEN_UNTRUSTED },
    { "cms/gost512_individual_detached_cadest.p7s", "cms/gost512_individual_document.txt",
      "gost2015_test_2026-08-11", "any", "2026-08-11T12:00:00Z", NES_UNKNOWN, NES_WHY_TOKEN_UNTRUSTED },
    { "cms/gost512_legal_entity_attached_cadest.p7s", NULL, "gost2015_test_2026-08-11", "any",
      "2026-08-11T12:00:00Z", NES_UNKNOWN, NES_WHY_TOKEN_UNTRUSTED },
    { "cms/gost512_legal_entity_detached_cadest.p7s", "cms/gost512_legal_entity_document.txt",
      "gost2015_test_2026-08-11", "any", "2026-08-11T12:00:00Z", NES_UNKNOWN, NES_WHY_TOKEN_UNTRUSTED },
    { "cms/rsa_individual_attached.p7s", NULL, NULL, "old-any", "2020-09-10T00:00:00Z", NES_UNKNOWN,
      NES_WHY_STATUS_UNKNOWN },
    { "cms/rsa_legal_authkey_attached.p7s", NULL, NULL, "old-any", "2020-09-10T00:00:00Z", NES_BAD,
      NES_WHY_AUTH_ONLY },
    { "cms/gost2004_legal_attached.p7s", NULL, NULL, "old-any", "2020-09-10T00:00:00Z", NES_UNKNOWN,
      NES_WHY_STATUS_UNKNOWN },
    { "cms/gost2004_legal_attached.p7s", NULL, NULL, "any", "2020-09-10T00:00:00Z", NES_BAD,
      NES_WHY_ALGORITHM_OLD },
    { "xmldsig/rsa_enveloped_individual.xml", NULL, NULL, "old-any", "2020-09-10T00:00:00Z", NES_UNKNOWN,
      NES_WHY_STATUS_UNKNOWN },
    { "xmldsig/gost2004_enveloped_legal.xml", NULL, NULL, "old-any", "2020-09-10T00:00:00Z", NES_UNKNOWN,
      NES_WHY_STATUS_UNKNOWN },
    { "xmldsig/gost512_enveloped_selfsigned.xml", NULL, NULL, "any", "2026-11-10T00:00:00Z", NES_BAD,
      NES_WHY_SELF_SIGNED },
};

NES_TEST(every_published_container_gives_its_verdict)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_trust *trust;

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    trust = nes_data_trust(arena);
    for (size_t i = 0; i < NES_LEN(container_rows); i++) {
        char name[128];
        struct nes_str list;
        struct nes_ask ask = { .signature = nes_data_file(arena, container_rows[i].name),
                               .trust = trust,
                               .policy = nes_pki_policy_named(nes_str_of(container_rows[i].policy)),
                               .at_us = nes_instant(container_rows[i].at) };
        struct nes_verdict verdict;

        if (container_rows[i].list) {
            (void)snprintf(name, sizeof(name), "crl-test/nca_%s.crl", container_rows[i].list);
            list = nes_data_file(arena, name);
            ask.proofs = (struct nes_proofs){ .crls = &list, .crls_n = 1 };
        }
        if (container_rows[i].content) {
            ask.content = nes_data_file(arena, container_rows[i].content);
            ask.has_content = true;
        }
        nes_judge(arena, &ask, &verdict);
        print_message("%s: %s\n", container_rows[i].name, nes_outcome_name(verdict.outcome));
        print_findings(&verdict.findings);
        NES_WANT_INT(container_rows[i].name, verdict.outcome, container_rows[i].outcome);
        NES_WANT(container_rows[i].name, nes_found(&verdict.findings, container_rows[i].why));
        NES_WANT(container_rows[i].name, !nes_found(&verdict.findings, NES_WHY_SIGNATURE_FALSE));
        NES_WANT(container_rows[i].name, !nes_found(&verdict.findings, NES_WHY_CONTENT_DIFFERS));
    }
}

NES_TEST(every_published_answer_tells_its_state)
{
    static const struct { const char *name, *issuer, *at; enum nes_status_kind kind; } rows[] = {
        { "rsa_good", "nca_rsa_test_2019", "2022-09-02T16:54:00Z", NES_STATUS_GOOD },
        { "rsa_good", "nca_rsa_test_2019", "2022-09-02T18:54:00Z", NES_STATUS_UNKNOWN },
        { "rsa_good", "nca_rsa_test_2023", "2022-09-02T16:54:00Z", NES_STATUS_UNKNOWN },
        { "gost2004_revoked_superseded", "nca_gost2004_test_2019", "2022-09-02T16:57:10Z", NES_STATUS_REVOKED },
        { "gost2015_revoked_certificateHold", "nca_gost2015_test_2022", "2022-09-02T16:59:30Z", NES_STATUS_HELD },
        { "gost2015_unknown_serial_as_revoked_1970", "nca_gost2015_test_2022", "2022-09-02T16:58:40Z",
          NES_STATUS_NEVER_ISSUED },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_findings findings = { 0 };
        struct nes_cert issuer, leaf;
        struct nes_chain chain = { .leaf = &leaf, .issuer = &issuer };
        char name[2][128];
        struct nes_str bytes;
        struct nes_ocsp ocsp;
        struct nes_proofs proofs = { .ocsp = &bytes, .ocsp_n = 1 };

        (void)snprintf(name[0], sizeof(name[0]), "ocsp/%s.der", rows[i].name);
        (void)snprintf(name[1], sizeof(name[1]), "ca-test/%s.pem", rows[i].issuer);
        bytes = nes_data_file(arena, name[0]);
        issuer = nes_data_cert(arena, name[1]);
        leaf = issuer;
        NES_WANT_OK(nes_ocsp_read(bytes, &ocsp));
        NES_WANT("the nonce is wrapped twice", ocsp.has_nonce && ocsp.nonce.len == NES_OCSP_NONCE);
        NES_WANT("extended revoked", ocsp.extended_revoked || !strstr(rows[i].name, "unknown"));
        leaf.serial = ocsp.singles[0].serial;
        NES_WANT_INT(rows[i].name, nes_status_find(&proofs, &chain, nes_instant(rows[i].at), &findings).kind,
                     rows[i].kind);
        proofs.nonce = NES_STR("another!");
        NES_WANT("a nonce that was not asked with", rows[i].kind == NES_STATUS_REVOKED ||
                 nes_status_find(&proofs, &chain, nes_instant(rows[i].at), &findings).kind == NES_STATUS_UNKNOWN);
    }
}

/* With somebody to trust for the production time stamps the four containers are good, and for nobody else. */
NES_TEST(the_published_containers_are_good_where_the_stamps_are_trusted, .rules = "35.1")
{
    static const struct { const char *name, *document, *policy; } rows[] = {
        { "cms/gost512_individual_attached_cadest.p7s", "cms/gost512_individual_document.txt", "individual" },
        { "cms/gost512_individual_detached_cadest.p7s", "cms/gost512_individual_document.txt", "individual" },
        { "cms/gost512_legal_entity_attached_cadest.p7s", "cms/gost512_legal_entity_document.txt", "legal" },
        { "cms/gost512_legal_entity_detached_cadest.p7s", "cms/gost512_legal_entity_document.txt", "legal" },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_trust *trust;
    struct nes_str list;

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    trust = nes_data_trust_stamps(arena);
    list = nes_data_file(arena, "crl-test/nca_gost2015_test_2026-08-11.crl");
    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_ask ask = { .signature = nes_data_file(arena, rows[i].name), .trust = trust, .has_content = true,
                               .content = nes_data_file(arena, rows[i].document), .iin = NES_STR("123456789011"),
                               .policy = nes_pki_policy_named(nes_str_of(rows[i].policy)),
                               .proofs = { .crls = &list, .crls_n = 1 },
                               .at_us = nes_instant("2026-08-11T12:00:00Z") };
        struct nes_verdict verdict;

        nes_judge(arena, &ask, &verdict);
        print_findings(&verdict.findings);
        NES_WANT_INT(rows[i].name, verdict.outcome, NES_GOOD);
        NES_WANT(rows[i].name, nes_str_eq(verdict.content, ask.content));
        NES_WANT(rows[i].name, verdict.signers[0].has_token && !verdict.signers[0].proven);
        ask.iin = NES_STR("123456789012");
        nes_judge(arena, &ask, &verdict);
        NES_WANT(rows[i].name, verdict.outcome == NES_BAD && nes_found(&verdict.findings, NES_WHY_IIN_DIFFERS));
        ask.iin = (struct nes_str){ 0 };
        ask.content = NES_STR("another document");
        nes_judge(arena, &ask, &verdict);
        NES_WANT(rows[i].name, verdict.outcome == NES_BAD && nes_found(&verdict.findings, NES_WHY_CONTENT_DIFFERS));
    }
}

/* The old stamp is genuine, but over SHA-1; it has no certificate policy, as its time had none. */
NES_TEST(the_published_old_stamp_is_too_weak, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_signer signer = { 0 };
    struct nes_str token, response;
    struct nes_ask ask = { .policy = nes_pki_policy_named(NES_STR("old-any")),
                           .at_us = nes_instant("2022-09-19T00:00:00Z") };

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    ask.trust = nes_data_trust(arena);
    response = nes_data_file(arena, "tsp/gost2004_sha1_response.der");
    NES_WANT_OK(nes_tsp_response_token(response, &token));
    NES_WANT("the token of the answer", nes_str_eq(token, nes_data_file(arena, "tsp/gost2004_sha1_token.der")));
    nes_judge_token(arena, &ask, token, NES_STR("whatever"), &signer);
    NES_WANT("weak", nes_found(&signer.findings, NES_WHY_TOKEN_WEAK));
    NES_WANT("but genuine", !nes_found(&signer.findings, NES_WHY_TOKEN_SIGNATURE) &&
                                !nes_found(&signer.findings, NES_WHY_TOKEN_UNTRUSTED));
    NES_WANT_INT("of 2022-09-18", signer.token_us, nes_instant("2022-09-18T13:20:14Z"));
}

NES_TEST(every_published_authority_is_signed_by_its_root)
{
    static const struct { const char *cert, *issuer; } rows[] = {
        { "ca-test/root_gost2015_test_2022.pem", "ca-test/root_gost2015_test_2022.pem" },
        { "ca-test/nca_gost2015_test_2022.pem", "ca-test/root_gost2015_test_2022.pem" },
        { "ca-test/root_rsa_test_2020.pem", "ca-test/root_rsa_test_2020.pem" },
        { "ca-test/nca_rsa_test_2023.pem", "ca-test/root_rsa_test_2020.pem" },
        { "ca-test/root_rsa_test_2018.pem", "ca-test/root_rsa_test_2018.pem" },
        { "ca-test/nca_rsa_test_2019.pem", "ca-test/root_rsa_test_2018.pem" },
        { "ca-test/root_gost2004_test_2020.pem", "ca-test/root_gost2004_test_2020.pem" },
        { "ca-test/nca_gost2004_test_2023.pem", "ca-test/root_gost2004_test_2020.pem" },
        { "ca-test/root_gost2004_test_2018.pem", "ca-test/root_gost2004_test_2018.pem" },
        { "ca-test/nca_gost2004_test_2019.pem", "ca-test/root_gost2004_test_2018.pem" },
        { "ca-production/root_rsa_2015_expired.pem", "ca-production/root_rsa_2015_expired.pem" },
        { "ca-production/nca_rsa_2015_expired.pem", "ca-production/root_rsa_2015_expired.pem" },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_cert cert = nes_data_cert(arena, rows[i].cert), issuer = nes_data_cert(arena, rows[i].issuer);
        struct nes_digest key = nes_hash_of(NES_HASH_SHA1, cert.key_bits);

        NES_WANT(rows[i].cert, nes_cert_signed_by(&cert, &issuer));
        NES_WANT(rows[i].cert, nes_str_eq(cert.issuer.whole, issuer.subject.whole));
        NES_WANT(rows[i].cert, cert.authority && (cert.usage & NES_USAGE_CERT_SIGN));
        NES_WANT("the key identifier is SHA-1 of the key",
                 cert.key.kind != NES_KEY_GOST2015 || nes_str_eq(cert.ski, nes_digest_str(&key)));
    }
}
