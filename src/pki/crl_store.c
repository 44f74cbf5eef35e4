#include "pki/crl_store.h"

#include "pki/crl.h"
#include "pki/pki_faults.h"

void nes_crl_store_begin(struct nes_crl_store *store)
{
    *store = (struct nes_crl_store){ 0 };
    NES_ASSERT(pthread_mutex_init(&store->kept, NULL) == 0);
    NES_ASSERT(pthread_mutex_init(&store->asking, NULL) == 0);
}

void nes_crl_store_end(struct nes_crl_store *store)
{
    for (size_t i = 0; i < NES_CRL_STORE_SLOTS; i++) {
        nes_arena_end(&store->slots[i].arena);
        store->slots[i] = (struct nes_crl_slot){ 0 };
    }
    (void)pthread_mutex_destroy(&store->kept);
    (void)pthread_mutex_destroy(&store->asking);
}

static void hold(pthread_mutex_t *lock)
{
    NES_ASSERT(pthread_mutex_lock(lock) == 0);
}

static void let_go(pthread_mutex_t *lock)
{
    NES_ASSERT(pthread_mutex_unlock(lock) == 0);
}

static struct nes_crl_slot *slot_of(struct nes_crl_store *store, struct nes_str url)
{
    for (size_t i = 0; i < NES_CRL_STORE_SLOTS; i++) {
        if (store->slots[i].arena && nes_str_eq(store->slots[i].url, url)) {
            return &store->slots[i];
        }
    }
    return NULL;
}

/* A free slot; else the one longest not asked. */
static struct nes_crl_slot *slot_for_new(struct nes_crl_store *store)
{
    struct nes_crl_slot *oldest = &store->slots[0];

    for (size_t i = 1; i < NES_CRL_STORE_SLOTS; i++) {
        oldest = store->slots[i].asked_us < oldest->asked_us ? &store->slots[i] : oldest;
    }
    return oldest;
}

static bool genuine(struct nes_str body, const struct nes_crl_want *want, struct nes_crl *crl)
{
    struct nes_digest digest;

    if (nes_crl_read(body, crl).what) {
        return false;
    }
    digest = nes_hash_of(crl->alg.hash, crl->tbs);
    for (size_t i = 0; i < want->issuers_n; i++) {
        const struct nes_cert *issuer = &want->issuers[i];

        if (nes_str_eq(crl->issuer, issuer->subject.whole) &&
            nes_key_signed(&issuer->key, crl->alg, &digest, crl->signature)) {
            return true;
        }
    }
    return false;
}

/* Whether the kept list need not be asked for, and by what it is asked for again. */
static bool is_due(struct nes_crl_store *store, struct nes_arena *arena, const struct nes_crl_want *want,
                   struct nes_fetched *known)
{
    struct nes_crl_slot *slot;
    bool due;

    hold(&store->kept);
    slot = slot_of(store, want->url);
    due = !slot || want->at_us - slot->asked_us > NES_CRL_RENEW_US || want->at_us < slot->asked_us;
    if (slot && due) {
        *known = (struct nes_fetched){ .etag = nes_str_copy(arena, slot->etag),
                                       .modified = nes_str_copy(arena, slot->modified) };
    }
    let_go(&store->kept);
    return due;
}

static struct nes_err keep_unchanged(struct nes_crl_store *store, const struct nes_crl_want *want)
{
    struct nes_crl_slot *slot;

    hold(&store->kept);
    slot = slot_of(store, want->url);
    if (slot) {
        slot->asked_us = want->at_us;
    }
    let_go(&store->kept);
    return slot ? NES_FINE : NES_FAIL(PKI_FETCH, "revocation list");
}

/* The arena goes to the slot, or ends. */
static struct nes_err keep_new(struct nes_crl_store *store, const struct nes_crl_want *want, struct nes_arena *arena,
                               const struct nes_fetched *got)
{
    struct nes_crl_slot *slot;
    struct nes_crl crl;
    bool newer;

    if (!genuine(got->body, want, &crl)) {
        nes_arena_end(&arena);
        return NES_FAIL(PKI_FETCH, "revocation list");
    }
    hold(&store->kept);
    slot = slot_of(store, want->url);
    newer = !slot || crl.this_us >= slot->this_us;
    if (newer) {
        slot = slot ? slot : slot_for_new(store);
        nes_arena_end(&slot->arena);
        *slot = (struct nes_crl_slot){ .arena = arena, .url = nes_str_copy(arena, want->url), .etag = got->etag,
                                       .modified = got->modified, .body = got->body, .asked_us = want->at_us,
                                       .this_us = crl.this_us };
    }
    let_go(&store->kept);
    if (!newer) {
        nes_arena_end(&arena);
    }
    return newer ? NES_FINE : NES_FAIL(PKI_FETCH, "revocation list");
}

static struct nes_err ask(struct nes_crl_store *store, const struct nes_fetch *fetch, const struct nes_crl_want *want)
{
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_fetched known = { 0 }, got = { .unchanged = false };
    struct nes_err err;

    if (!is_due(store, arena, want, &known)) {
        nes_arena_end(&arena);
        return NES_FINE;
    }
    err = fetch->get(fetch->self, arena, want->url, &known, &got);
    if (!err.what && !got.unchanged) {
        return keep_new(store, want, arena, &got);
    }
    nes_arena_end(&arena);
    return err.what ? err : keep_unchanged(store, want);
}

struct nes_err nes_crl_store_renew(struct nes_crl_store *store, const struct nes_fetch *fetch,
                                   const struct nes_crl_want *want)
{
    struct nes_err err;

    hold(&store->asking);
    err = ask(store, fetch, want);
    let_go(&store->asking);
    return err;
}

static bool copy_kept(struct nes_crl_store *store, struct nes_arena *arena, const struct nes_crl_want *want,
                      struct nes_str *body)
{
    struct nes_crl_slot *slot;

    hold(&store->kept);
    slot = slot_of(store, want->url);
    if (slot) {
        *body = nes_str_copy(arena, slot->body);
    }
    let_go(&store->kept);
    return slot;
}

struct nes_err nes_crl_store_get(struct nes_crl_store *store, const struct nes_fetch *fetch, struct nes_arena *arena,
                                 const struct nes_crl_want *want, struct nes_str *body)
{
    struct nes_fetched known;
    struct nes_err err = NES_FINE;

    if (is_due(store, arena, want, &known)) {
        err = nes_crl_store_renew(store, fetch, want);
    }
    if (copy_kept(store, arena, want, body)) {
        return NES_FINE;
    }
    return err.what ? err : NES_FAIL(PKI_FETCH, "revocation list");
}
