#include "pki/testing/scene.h"

#include "pki/testing/data.h"
#include "test/unit/test.h"

#define HOUR_US (3600 * NES_SECOND_US)
#define DAY_US  (24 * HOUR_US)

struct nes_scene_keys nes_scene_keys(enum nes_key_kind kind)
{
    return (struct nes_scene_keys){
        .kind = kind, .root = nes_maker_key(kind, 1), .ca = nes_maker_key(kind, 2), .leaf = nes_maker_key(kind, 3),
        .second = nes_maker_key(kind, 4), .responder = nes_maker_key(kind, 5), .tsa = nes_maker_key(kind, 6),
        .other = nes_maker_key(kind, 7), .mixed = nes_maker_key(NES_KEY_GOST2004, 8),
    };
}

void nes_scene_keys_end(struct nes_scene_keys *keys)
{
    struct nes_maker_key **all[] = { &keys->root,      &keys->ca,  &keys->leaf, &keys->second,
                                     &keys->responder, &keys->tsa, &keys->other, &keys->mixed };

    for (size_t i = 0; i < NES_LEN(all); i++) {
        nes_maker_key_end(all[i]);
    }
}

static struct nes_made_cert plain(const char *common, struct nes_maker_key *key, const struct nes_made_cert *issuer,
                                  struct nes_maker_key *signer, int64_t at_us)
{
    return (struct nes_made_cert){ .common = common, .key = key, .issuer = issuer, .signer = signer, .usage = 0x80,
                                   .path_len = -1, .from_us = at_us - 100 * DAY_US, .until_us = at_us + 200 * DAY_US };
}

static void set_people(struct nes_scene *scene)
{
    const struct nes_scene_keys *keys = scene->keys;
    int64_t at_us = scene->at_us;

    scene->root = plain("ROOT", keys->root, NULL, keys->root, at_us);
    scene->root.usage = NES_USAGE_CERT_SIGN | NES_USAGE_CRL_SIGN;
    scene->root.authority = true;
    scene->other_root = scene->root;
    scene->other_root.common = "OTHER ROOT";
    scene->other_root.key = scene->other_root.signer = keys->other;
    scene->ca = plain("NCA", keys->ca, &scene->root, keys->root, at_us);
    scene->ca.usage = NES_USAGE_CERT_SIGN | NES_USAGE_CRL_SIGN;
    scene->ca.authority = true;
    scene->other_ca = scene->ca;
    scene->other_ca.common = "OTHER NCA";
    scene->other_ca.key = keys->other;
    scene->leaf = plain("TESTOV TEST", keys->leaf, &scene->ca, keys->ca, at_us);
    scene->leaf.surname = "TESTOV";
    scene->leaf.iin = "850101300005";
    scene->leaf.usage = 0xc8;
    scene->leaf.uses[0] = NES_OID_USE_EMAIL;
    scene->leaf.uses[1] = NES_OID_ROLE_INDIVIDUAL;
    scene->leaf.policies[0] = NES_OID_POLICY_NCA;
    scene->second = scene->leaf;
    scene->second.common = "SECOND TEST";
    scene->second.key = keys->second;
    scene->responder = plain("OCSP RESPONDER", keys->responder, &scene->ca, keys->ca, at_us);
    scene->responder.uses[0] = NES_OID_USE_OCSP;
    scene->responder.nocheck = true;
    scene->tsa = plain("TIME-STAMPING AUTHORITY", keys->tsa, &scene->ca, keys->ca, at_us);
    scene->tsa.uses[0] = NES_OID_USE_TIME_STAMP;
    scene->tsa.policies[0] = NES_OID_POLICY_TSA;
}

struct nes_scene *nes_scene_begin(struct nes_arena *arena, const struct nes_scene_keys *keys)
{
    struct nes_scene *scene = NES_NEW(arena, struct nes_scene);

    scene->arena = arena;
    scene->keys = keys;
    scene->at_us = nes_instant(NES_SCENE_AT);
    scene->realm = NES_REALM_TEST;
    set_people(scene);
    scene->cms = (struct nes_made_cms){ .content = NES_STR("I agree to the terms of the loan.\n"), .signers_n = 1 };
    scene->cms.signers[0] = (struct nes_made_signer){ .cert = &scene->leaf,
                                                      .claimed_us = scene->at_us - 60 * NES_SECOND_US };
    scene->cms.signers[1] = scene->cms.signers[0];
    scene->cms.signers[1].cert = &scene->second;
    scene->token = (struct nes_made_token){ .cert = &scene->tsa, .at_us = scene->at_us - 59 * NES_SECOND_US,
                                            .policy = keys->kind == NES_KEY_RSA ? NES_OID_POLICY_TSA_RSA
                                                                                : NES_OID_POLICY_TSA_GOST2015 };
    scene->ocsp = (struct nes_made_ocsp){ .issuer = &scene->ca, .responder = &scene->responder, .reason = -1,
                                          .this_us = scene->at_us, .produced_us = scene->at_us,
                                          .nonce = NES_STR("\1\2\3\4\5\6\7\x08") };
    scene->tsa_ocsp = scene->ocsp;
    scene->with_token = scene->with_ocsp = scene->with_tsa_ocsp = true;
    scene->base = (struct nes_made_crl){ .issuer = &scene->ca, .this_us = scene->at_us - HOUR_US,
                                         .next_us = scene->at_us + 100 * DAY_US, .number = 14, .base = -1 };
    scene->delta = scene->base;
    scene->delta.number = 10;
    scene->delta.base = 14;
    scene->ask.policy = nes_pki_policy_named(NES_STR("individual"));
    scene->ask.at_us = scene->at_us;
    scene->ask.iin = NES_STR("850101300005");
    scene->ask.proofs.nonce = scene->ocsp.nonce;
    scene->trust.test_mode = true;
    return scene;
}

static void trust_all(struct nes_scene *scene)
{
    struct nes_arena *arena = scene->arena;
    struct nes_trust *trust = &scene->trust;

    NES_WANT_OK(nes_trust_add(trust, arena, nes_made_cert(arena, &scene->root)));
    if (!scene->no_pin) {
        NES_WANT_OK(nes_trust_pin(trust, &trust->authorities[0], scene->realm));
    }
    if (!scene->without_ca) {
        NES_WANT_OK(nes_trust_add(trust, arena, nes_made_cert(arena, &scene->ca)));
    }
    if (scene->with_other_ca) {
        NES_WANT_OK(nes_trust_add(trust, arena, nes_made_cert(arena, &scene->other_ca)));
    }
}

static void make_signature(struct nes_scene *scene)
{
    struct nes_arena *arena = scene->arena;
    struct nes_cms bare;

    scene->cms.signers[0].cert_der = nes_made_cert(arena, scene->cms.signers[0].cert);
    scene->cms.signers[1].cert_der = nes_made_cert(arena, scene->cms.signers[1].cert);
    if (scene->with_token) {
        /* Signatures repeat (their nonce is fixed), so the container made without a token tells what to stamp. */
        struct nes_made_cms plain_cms = scene->cms;

        plain_cms.signers_n = 1;
        plain_cms.ber = plain_cms.no_signers = false;
        plain_cms.version = 0;
        plain_cms.trailing = plain_cms.crls = plain_cms.digests = plain_cms.extra_cert = (struct nes_str){ 0 };
        plain_cms.signers[0].unsorted = plain_cms.signers[0].twice = false;
        plain_cms.signers[0].version = 0;
        NES_WANT_OK(nes_cms_read(arena, nes_made_cms(arena, &plain_cms), &bare));
        scene->token.signature = bare.signers[0].signature;
        scene->token.cert_der = nes_made_cert(arena, scene->token.cert);
        if (scene->token_beside) {
            scene->ask.token = nes_made_token(arena, &scene->token);
        } else {
            scene->cms.signers[0].token = nes_made_token(arena, &scene->token);
        }
    }
    scene->ask.signature = nes_made_cms(arena, &scene->cms);
}

static void make_ocsp(struct nes_scene *scene, struct nes_made_ocsp *ocsp, const struct nes_made_cert *about)
{
    ocsp->issuer_der = nes_made_cert(scene->arena, ocsp->issuer);
    ocsp->responder_der = nes_made_cert(scene->arena, ocsp->responder);
    ocsp->serial = ocsp->serial.len > 0 ? ocsp->serial : nes_made_serial(scene->arena, about);
    scene->proofs_ocsp[scene->ask.proofs.ocsp_n++] = nes_made_ocsp(scene->arena, ocsp);
}

void nes_scene_play(struct nes_scene *scene, void (*change)(struct nes_scene *scene))
{
    trust_all(scene);
    make_signature(scene);
    if (scene->with_ocsp) {
        make_ocsp(scene, &scene->ocsp, &scene->leaf);
    }
    if (scene->with_tsa_ocsp && scene->with_token) {
        make_ocsp(scene, &scene->tsa_ocsp, &scene->tsa);
    }
    if (scene->with_base) {
        scene->proofs_crls[scene->ask.proofs.crls_n++] = nes_made_crl(scene->arena, &scene->base);
    }
    if (scene->with_delta) {
        scene->proofs_crls[scene->ask.proofs.crls_n++] = nes_made_crl(scene->arena, &scene->delta);
    }
    scene->ask.proofs.ocsp = scene->proofs_ocsp;
    scene->ask.proofs.crls = scene->proofs_crls;
    scene->ask.trust = &scene->trust;
    if (change) {
        change(scene);
    }
    nes_judge(scene->arena, &scene->ask, &scene->verdict);
}
