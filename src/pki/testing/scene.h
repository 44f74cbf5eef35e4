/* src/pki/testing/scene.h: a whole case, from roots to signature, that is good until one thing in it is broken. */
#pragma once
#include "pki/cms.h"
#include "pki/judge.h"
#include "pki/testing/maker_objects.h"

#define NES_SCENE_AT "2026-11-10T12:00:00Z"

/* Keys are made once and lent to every scene. */
struct nes_scene_keys {
    enum nes_key_kind kind;
    struct nes_maker_key *root, *ca, *leaf, *second, *responder, *tsa, *other;
    struct nes_maker_key *mixed;   /* of GOST 34.310-2004, whatever the kind */
};
struct nes_scene_keys nes_scene_keys(enum nes_key_kind kind);
void nes_scene_keys_end(struct nes_scene_keys *keys);

struct nes_scene {
    struct nes_arena *arena;
    const struct nes_scene_keys *keys;
    int64_t at_us;
    struct nes_made_cert root, ca, leaf, second, responder, tsa, other_root, other_ca;
    struct nes_made_cms cms;            /* signers[0] is of leaf; signers[1] would be of second */
    struct nes_made_token token;
    bool with_token, token_beside;
    struct nes_made_ocsp ocsp, tsa_ocsp;
    bool with_ocsp, with_tsa_ocsp, with_base, with_delta;
    struct nes_made_crl base, delta;
    bool no_pin, second_pin_test, without_ca, with_other_ca;
    enum nes_realm realm;
    struct nes_trust trust;
    struct nes_ask ask;
    struct nes_str proofs_ocsp[2], proofs_crls[2];
    struct nes_verdict verdict;
};

/* A good scene: an individual, OCSP with nonce, time stamp with its own OCSP answer. */
struct nes_scene *nes_scene_begin(struct nes_arena *arena, const struct nes_scene_keys *keys);
/* Makes all objects from what now stands in the scene, in order, and judges. `change` may alter the ask last. */
void nes_scene_play(struct nes_scene *scene, void (*change)(struct nes_scene *scene));
