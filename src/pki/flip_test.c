/* src/pki/flip_test.c: every published object, one bit of it flipped, is never as good as it was. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rand.h"
#include "pki/cms.h"
#include "pki/ocsp.h"
#include "pki/testing/data.h"
#include "test/unit/test.h"

enum level { REFUSED, DOUBTED, ACCEPTED };

/* What is looked at: an object, and what is needed to judge it. */
struct subject {
    const char *name, *other, *at;   /* other: document, certificate or container that belongs to it */
    enum level (*judge)(struct nes_arena *arena, const struct subject *subject, struct nes_str bytes);
    struct nes_trust *trust;
    struct nes_str bytes, helper;
    struct nes_cert leaf;
};

static enum level container(struct nes_arena *arena, const struct subject *subject, struct nes_str bytes)
{
    struct nes_ask ask = { .signature = bytes, .trust = subject->trust, .at_us = nes_instant(subject->at),
                           .policy = nes_pki_policy_named(NES_STR("old-any")) };
    struct nes_verdict verdict;

    if (strstr(subject->name, "gost512") && strstr(subject->name, "cms/")) {
        ask.proofs = (struct nes_proofs){ .crls = &subject->helper, .crls_n = 1 };
    }
    if (subject->other) {
        ask.content = nes_data_file(arena, subject->other);
        ask.has_content = true;
    }
    nes_judge(arena, &ask, &verdict);
    return verdict.outcome == NES_BAD ? REFUSED : verdict.outcome == NES_UNKNOWN ? DOUBTED : ACCEPTED;
}

static enum level certificate(struct nes_arena *arena, const struct subject *subject, struct nes_str bytes)
{
    struct nes_findings findings = { 0 };
    struct nes_chain chain;
    struct nes_cert cert;

    (void)arena;
    if (nes_cert_read(bytes, &cert).what ||
        !nes_chain_find(subject->trust, (struct nes_link){ &cert, nes_instant(subject->at), "signer" }, &chain,
                        &findings)) {
        return REFUSED;
    }
    return findings.worst == NES_WEIGHT_NOTE ? ACCEPTED : DOUBTED;
}

/* A root or authority in the trust, under which a certificate stands. */
static enum level authority(struct nes_arena *arena, const struct subject *subject, struct nes_str bytes)
{
    struct nes_trust *trust = NES_NEW(arena, struct nes_trust);
    struct nes_findings findings = { 0 };
    struct nes_chain chain;

    *trust = *subject->trust;
    for (size_t i = 0; i < trust->authorities_n; i++) {
        if (nes_str_eq(trust->authorities[i].der, subject->bytes) &&
            nes_cert_read(bytes, &trust->authorities[i]).what) {
            return REFUSED;
        }
    }
    return nes_chain_find(trust, (struct nes_link){ &subject->leaf, nes_instant(subject->at), "signer" }, &chain,
                          &findings)
               ? ACCEPTED
               : REFUSED;
}

static enum level told(const struct subject *subject, const struct nes_proofs *proofs)
{
    struct nes_findings findings = { 0 };
    struct nes_chain chain = { .leaf = &subject->leaf };

    for (size_t i = 0; i < subject->trust->authorities_n; i++) {
        const struct nes_cert *one = &subject->trust->authorities[i];

        if (nes_str_eq(one->ski, subject->leaf.aki)) {
            chain.issuer = one;
        }
    }
    return nes_status_find(proofs, &chain, nes_instant(subject->at), &findings).kind == NES_STATUS_UNKNOWN ? DOUBTED
                                                                                                        : ACCEPTED;
}

static enum level answer(struct nes_arena *arena, const struct subject *subject, struct nes_str bytes)
{
    (void)arena;
    return told(subject, &(struct nes_proofs){ .ocsp = &bytes, .ocsp_n = 1 });
}

static enum level list(struct nes_arena *arena, const struct subject *subject, struct nes_str bytes)
{
    struct nes_str lists[2] = { bytes, subject->helper };

    (void)arena;
    return told(subject, &(struct nes_proofs){ .crls = lists, .crls_n = subject->helper.len > 0 ? 2 : 1 });
}

static enum level stamp(struct nes_arena *arena, const struct subject *subject, struct nes_str bytes)
{
    struct nes_ask ask = { .trust = subject->trust, .at_us = nes_instant(subject->at),
                           .policy = nes_pki_policy_named(NES_STR("old-any")) };
    struct nes_signer signer = { 0 };
    struct nes_cms cms;

    NES_WANT_OK(nes_cms_read(arena, nes_data_file(arena, subject->other), &cms));
    nes_judge_token(arena, &ask, bytes, cms.signers[0].signature, &signer);
    return signer.findings.worst == NES_WEIGHT_BAD       ? REFUSED
           : signer.findings.worst == NES_WEIGHT_UNKNOWN ? DOUBTED
                                                         : ACCEPTED;
}

#define AUGUST "2026-08-11T12:00:00Z"
#define OLD    "2020-09-10T00:00:00Z"
#define YOUNG  "leaf-test/gost512_individual_valid_2026.pem"

/* The first ten have all their bits flipped at night. */
static const struct subject subjects[] = {
    { "cms/gost512_individual_attached_cadest.p7s", NULL, AUGUST, container },
    { "cms/gost512_legal_entity_detached_cadest.p7s", "cms/gost512_legal_entity_document.txt", AUGUST, container },
    { "cms/rsa_individual_attached.p7s", NULL, OLD, container },
    { "cms/gost2004_legal_attached.p7s", NULL, OLD, container },
    { "ocsp/gost2015_revoked_certificateHold.der", "ca-test/nca_gost2015_test_2022.pem", "2022-09-02T16:59:30Z",
      answer },
    { "ocsp/rsa_good.der", "ca-test/nca_rsa_test_2019.pem", "2022-09-02T16:54:00Z", answer },
    { "crl-test/nca_gost2015_test_2025-04-29.crl", "ca-test/nca_gost2015_test_2022.pem", "2025-04-29T05:00:00Z", list },
    { "leaf-test/gost512_individual_valid_2026.pem", NULL, AUGUST, certificate },
    { "tsp/gost2015_production_token_individual.der", "cms/gost512_individual_attached_cadest.p7s", AUGUST, stamp },
    { "xmldsig/gost2004_enveloped_legal.xml", NULL, OLD, container },
    { "cms/gost512_individual_detached_cadest.p7s", "cms/gost512_individual_document.txt", AUGUST, container },
    { "cms/gost512_legal_entity_attached_cadest.p7s", NULL, AUGUST, container },
    { "cms/rsa_legal_authkey_attached.p7s", NULL, OLD, container },
    { "ocsp/gost2004_revoked_superseded.der", "ca-test/nca_gost2004_test_2019.pem", "2022-09-02T16:57:10Z", answer },
    { "ocsp/gost2015_unknown_serial_as_revoked_1970.der", "ca-test/nca_gost2015_test_2022.pem", "2022-09-02T16:58:40Z",
      answer },
    { "crl-test/nca_gost2015_test_2026-08-11.crl", "ca-test/nca_gost2015_test_2022.pem", AUGUST, list },
    { "crl-test/nca_gost2004_test_2022-03-29.crl", "ca-test/nca_gost2004_test_2019.pem", "2022-03-29T06:00:00Z", list },
    { "crl-test/nca_gost2004_test_2023-11-17.crl", "ca-test/nca_gost2004_test_2023.pem", "2023-11-17T07:00:00Z", list },
    { "crl-test/nca_rsa_test_2022-03-29.crl", "ca-test/nca_rsa_test_2019.pem", "2022-03-29T06:00:00Z", list },
    { "crl-test/nca_rsa_test_2023-11-17.crl", "ca-test/nca_rsa_test_2023.pem", "2023-11-17T07:00:00Z", list },
    { "leaf-test/gost512_individual_revoked_2026.pem", NULL, AUGUST, certificate },
    { "leaf-test/gost512_legal_head_valid_2026.pem", NULL, AUGUST, certificate },
    { "leaf-test/gost512_legal_signright_valid_2026.pem", NULL, AUGUST, certificate },
    { "leaf-test/gost512_legal_infosystem_valid_2026.pem", NULL, AUGUST, certificate },
    { "leaf-test/gost512_legal_treasury_revoked_2026.pem", NULL, AUGUST, certificate },
    { "leaf-test/gost512_individual_expired_2023.pem", NULL, "2023-12-01T00:00:00Z", certificate },
    { "leaf-test/gost2004_legal_head_expired_2022.pem", NULL, "2022-06-01T00:00:00Z", certificate },
    { "leaf-test/rsa_individual_sign_expired_2022.pem", NULL, "2022-06-01T00:00:00Z", certificate },
    { "leaf-test/rsa_individual_auth_expired_2022.pem", NULL, "2022-06-01T00:00:00Z", certificate },
    { "leaf-test/ocsp_responder_gost2015_test_2022.pem", NULL, "2022-09-02T00:00:00Z", certificate },
    { "leaf-test/ocsp_responder_gost2004_test_2022.pem", NULL, "2022-09-02T00:00:00Z", certificate },
    { "leaf-test/ocsp_responder_rsa_test_2022.pem", NULL, "2022-09-02T00:00:00Z", certificate },
    { "leaf-test/tsa_gost2004_test_2021.pem", NULL, "2022-09-02T00:00:00Z", certificate },
    { "ca-production/tsa_gost2015_2025.pem", NULL, AUGUST, certificate },
    { "ca-test/root_gost2015_test_2022.pem", YOUNG, AUGUST, authority },
    { "ca-test/nca_gost2015_test_2022.pem", YOUNG, AUGUST, authority },
    { "ca-test/root_rsa_test_2018.pem", "leaf-test/rsa_individual_sign_expired_2022.pem", "2022-06-01T00:00:00Z",
      authority },
    { "ca-test/nca_rsa_test_2019.pem", "leaf-test/rsa_individual_sign_expired_2022.pem", "2022-06-01T00:00:00Z",
      authority },
    { "ca-test/root_gost2004_test_2018.pem", "leaf-test/gost2004_legal_head_expired_2022.pem", "2022-06-01T00:00:00Z",
      authority },
    { "ca-test/nca_gost2004_test_2019.pem", "leaf-test/gost2004_legal_head_expired_2022.pem", "2022-06-01T00:00:00Z",
      authority },
    { "tsp/gost2015_production_token_legal_entity.der", "cms/gost512_legal_entity_attached_cadest.p7s", AUGUST, stamp },
    { "xmldsig/rsa_enveloped_individual.xml", NULL, OLD, container },
    { "xmldsig/gost512_enveloped_selfsigned.xml", NULL, "2026-11-10T00:00:00Z", container },
};
#define ALL_BITS 10

/* The serial number that a status answer is about. */
static struct nes_str asked_serial(struct nes_str bytes)
{
    struct nes_ocsp ocsp;

    NES_WANT_OK(nes_ocsp_read(bytes, &ocsp));
    return ocsp.singles[0].serial;
}

static struct subject prepare(struct nes_arena *arena, const struct subject *row, struct nes_trust *trust)
{
    struct subject subject = *row;

    subject.trust = trust;
    subject.bytes = nes_data_file(arena, row->name);
    if (strstr(row->name, ".pem")) {
        subject.bytes = nes_data_cert(arena, row->name).der;
    }
    if (row->judge == container) {
        subject.helper = nes_data_file(arena, "crl-test/nca_gost2015_test_2026-08-11.crl");
    }
    if (row->judge == authority) {
        subject.leaf = nes_data_cert(arena, row->other);
    }
    if (row->judge == answer || row->judge == list) {
        subject.leaf = nes_data_cert(arena, row->other);
        subject.leaf.aki = subject.leaf.ski;   /* a certificate under that authority, of which only the number counts */
        subject.leaf.serial = row->judge == answer ? asked_serial(subject.bytes) : NES_STR("\x12\x34");
    }
    return subject;
}

/* Flips one bit, judges, flips it back. */
static void flip(const struct subject *subject, size_t bit, enum level before)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 16);
    struct nes_str copy = nes_str_copy(arena, subject->bytes);
    char *bytes = nes_arena_take(arena, copy.len);
    enum level after;

    memcpy(bytes, copy.ptr, copy.len);
    bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
    after = subject->judge(arena, subject, (struct nes_str){ bytes, copy.len });
    if (after >= before && after != REFUSED) {
        print_error("%s: bit %zu of octet %zu: as good as before\n", subject->name, bit % 8, bit / 8);
        NES_WANT(subject->name, false);
    }
}

static enum level wanted(const struct subject *subject)
{
    if (strstr(subject->name, "authkey") || strstr(subject->name, "selfsigned")) {
        return REFUSED;
    }
    return subject->judge == container && !strstr(subject->name, "gost512") ? DOUBTED : ACCEPTED;
}

NES_TEST(a_published_object_with_one_bit_flipped_is_not_accepted, .rules = "11.1, 35.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t stride = nes_budget("pki_flip_stride"), random = nes_budget("pki_flips");
    struct subject all[NES_LEN(subjects)];
    struct nes_trust *trust;

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    trust = nes_data_trust_stamps(arena);
    for (size_t i = 0; i < NES_LEN(subjects); i++) {
        all[i] = prepare(arena, &subjects[i], trust);
        NES_WANT_INT(all[i].name, all[i].judge(arena, &all[i], all[i].bytes), wanted(&all[i]));
    }
    for (size_t i = 0; i < ALL_BITS; i++) {
        for (size_t bit = nes_rand_below(&rand, (uint64_t)stride); bit < 8 * all[i].bytes.len; bit += (size_t)stride) {
            flip(&all[i], bit, wanted(&all[i]));
        }
    }
    for (int64_t n = 0; n < random; n++) {
        const struct subject *one = &all[ALL_BITS + nes_rand_below(&rand, NES_LEN(subjects) - ALL_BITS)];

        flip(one, nes_rand_below(&rand, 8 * one->bytes.len), wanted(one));
    }
}
