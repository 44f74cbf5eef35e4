/* src/pki/chain_cache_test.c: the authorities' own signatures are checked once, and whatever changed is checked anew.
 */
#include <string.h>

#include "pki/testing/scene.h"
#include "test/unit/test.h"

/* Plays a good scene, changed by `change`, with this cache. */
static struct nes_verdict play(struct nes_arena *arena, const struct nes_scene_keys *keys,
                               struct nes_chain_cache *cache, void (*change)(struct nes_scene *scene))
{
    struct nes_scene *scene = nes_scene_begin(arena, keys);

    scene->trust.cache = cache;
    if (change) {
        change(scene);
    }
    nes_scene_play(scene, NULL);
    return scene->verdict;
}

NES_TEST(the_signatures_above_the_signer_are_checked_once)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_chain_cache_end) struct nes_chain_cache cache;

    nes_chain_cache_begin(&cache);
    for (int64_t i = 0; i < 5; i++) {
        NES_WANT_INT("verdict", play(arena, &keys, &cache, NULL).outcome, NES_GOOD);
        NES_WANT_INT("the authority's by the root and the root's by itself", cache.checked, 2);
        NES_WANT("all others came from the cache", cache.served > 2 * i);
    }
    NES_WANT_INT("kept", (int64_t)cache.n, 2);
}

static void expire_authority(struct nes_scene *scene)
{
    scene->ca.until_us = scene->at_us - 90 * 86'400 * NES_SECOND_US;
}

static void sign_authority_falsely(struct nes_scene *scene)
{
    scene->ca.false_signature = true;
}

static void sign_root_falsely(struct nes_scene *scene)
{
    scene->root.false_signature = true;
}

static void give_authority_another_key(struct nes_scene *scene)
{
    scene->ca.key = scene->keys->other;
}

/* Another root of the same name and key identifier; the authority stays signed by the one before. */
static void change_root_behind_the_same_name(struct nes_scene *scene)
{
    scene->root.ski = nes_made_ski(scene->arena, &scene->root);
    scene->root.key = scene->root.signer = scene->keys->other;
}

/* Each is refused in the same words with a cache that knows the unchanged chain and without one. */
NES_TEST(a_changed_authority_is_not_served_from_the_cache, .rules = "35.1", .kind = NES_REFUSES)
{
    static const struct {
        const char *label;
        void (*change)(struct nes_scene *scene);
        enum nes_why why;
    } rows[] = {
        { "expired", expire_authority, NES_WHY_CERT_EXPIRED },
        { "signed falsely", sign_authority_falsely, NES_WHY_CERT_SIGNATURE_FALSE },
        { "root signed falsely", sign_root_falsely, NES_WHY_CERT_SIGNATURE_FALSE },
        { "another key", give_authority_another_key, NES_WHY_CERT_SIGNATURE_FALSE },
        { "another root", change_root_behind_the_same_name, NES_WHY_CERT_SIGNATURE_FALSE },
    };
    static const enum nes_key_kind kinds[] = { NES_KEY_GOST2015, NES_KEY_RSA };

    for (size_t i = 0; i < NES_LEN(kinds); i++) {
        NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(kinds[i]);

        for (size_t k = 0; k < NES_LEN(rows); k++) {
            NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
            NES_AUTO(nes_chain_cache_end) struct nes_chain_cache cache;
            struct nes_verdict with, without;

            nes_chain_cache_begin(&cache);
            NES_WANT_INT("unchanged", play(arena, &keys, &cache, NULL).outcome, NES_GOOD);
            with = play(arena, &keys, &cache, rows[k].change);
            without = play(arena, &keys, NULL, rows[k].change);
            NES_WANT_INT(rows[k].label, with.outcome, NES_BAD);
            NES_WANT(rows[k].label, nes_found(&with.findings, rows[k].why));
            NES_WANT_INT(rows[k].label, (int64_t)with.findings.n, (int64_t)without.findings.n);
            NES_WANT_INT("unchanged again", play(arena, &keys, &cache, NULL).outcome, NES_GOOD);
        }
    }
}

/* Each octet of authority and root, changed: what still reads as a certificate is computed anew, and is false. */
NES_TEST(no_changed_octet_of_an_authority_is_served, .kind = NES_REFUSES)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_chain_cache_end) struct nes_chain_cache cache;
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    struct nes_str ca_der = nes_made_cert(arena, &scene->ca), root_der = nes_made_cert(arena, &scene->root);
    struct nes_cert ca, root, other;
    int64_t read = 0;

    nes_chain_cache_begin(&cache);
    NES_WANT_OK(nes_cert_read(ca_der, &ca));
    NES_WANT_OK(nes_cert_read(root_der, &root));
    NES_WANT("true", nes_chain_cache_signed(&cache, &ca, &root));
    for (size_t at = 0; at < ca_der.len; at++) {
        struct nes_str changed = nes_str_copy(arena, ca_der);
        char *octets = nes_arena_take(arena, changed.len);

        memcpy(octets, changed.ptr, changed.len);
        octets[at] = (char)(octets[at] ^ 4);
        changed.ptr = octets;
        if (!nes_cert_read(changed, &other).what) {
            read++;
            NES_WANT("a changed authority", !nes_chain_cache_signed(&cache, &other, &root));
        }
    }
    NES_WANT("many could be read", read > 50);
    NES_WANT_INT("all of them were computed", cache.checked, read + 1);
    NES_WANT_INT("and none was kept", (int64_t)cache.n, 1);
    NES_WANT("the true one is served", nes_chain_cache_signed(&cache, &ca, &root) && cache.served == 1);
    NES_WANT("under another issuer it is not", !nes_chain_cache_signed(&cache, &ca, &ca));
}

NES_TEST(the_cache_forgets_the_oldest)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_chain_cache_end) struct nes_chain_cache cache;
    struct nes_cert root, made[NES_CHAIN_CACHE_MAX + 1];
    struct nes_scene *scene = nes_scene_begin(arena, &keys);

    nes_chain_cache_begin(&cache);
    NES_WANT_OK(nes_cert_read(nes_made_cert(arena, &scene->root), &root));
    for (size_t i = 0; i < NES_LEN(made); i++) {
        scene->ca.until_us += NES_SECOND_US;
        NES_WANT_OK(nes_cert_read(nes_made_cert(arena, &scene->ca), &made[i]));
        NES_WANT("true", nes_chain_cache_signed(&cache, &made[i], &root));
    }
    NES_WANT_INT("bounded", (int64_t)cache.n, NES_CHAIN_CACHE_MAX);
    NES_WANT("the second is known", nes_chain_cache_signed(&cache, &made[1], &root) && cache.served == 1);
    NES_WANT("the first was forgotten", nes_chain_cache_signed(&cache, &made[0], &root) && cache.served == 1);
}
