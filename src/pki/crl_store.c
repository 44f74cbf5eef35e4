#include "pki/crl_store.h"

#include "pki/crl.h"
#include "pki/pki_faults.h"

void nes_crl_store_end(struct nes_crl_store *store)
{
    for (size_t i = 0; i < NES_CRL_STORE_SLOTS; i++) {
        nes_arena_end(&store->slots[i].arena);
        store->slots[i] = (struct nes_crl_slot){ 0 };
    }
}

/* The slot of the address; else a free one; else the one longest not asked. */
static struct nes_crl_slot *slot_for(struct nes_crl_store *store, struct nes_str url)
{
    struct nes_crl_slot *oldest = &store->slots[0];

    for (size_t i = 0; i < NES_CRL_STORE_SLOTS; i++) {
        if (store->slots[i].arena && nes_str_eq(store->slots[i].url, url)) {
            return &store->slots[i];
        }
        oldest = store->slots[i].asked_us < oldest->asked_us ? &store->slots[i] : oldest;
    }
    nes_arena_end(&oldest->arena);
    *oldest = (struct nes_crl_slot){ 0 };
    return oldest;
}

static bool genuine(struct nes_str body, const struct nes_cert *issuer, struct nes_crl *crl)
{
    struct nes_digest digest;

    if (nes_crl_read(body, crl).what || !nes_str_eq(crl->issuer, issuer->subject.whole)) {
        return false;
    }
    digest = nes_hash_of(crl->alg.hash, crl->tbs);
    return nes_key_signed(&issuer->key, crl->alg, &digest, crl->signature);
}

static struct nes_err renew(struct nes_crl_slot *slot, const struct nes_fetch *fetch, struct nes_crl_want want,
                            int64_t now_us)
{
    struct nes_fetched known = { .etag = slot->etag, .modified = slot->modified }, got = { .unchanged = false };
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_err err = fetch->get(fetch->self, arena, want.url, &known, &got);
    struct nes_crl crl;

    if (err.what || got.unchanged || !genuine(got.body, want.issuer, &crl) || crl.this_us < slot->this_us) {
        nes_arena_end(&arena);
        if (!err.what && got.unchanged && slot->arena) {
            slot->asked_us = now_us;
        }
        return err.what ? err : got.unchanged && slot->arena ? NES_FINE : NES_FAIL(PKI_FETCH, "revocation list");
    }
    nes_arena_end(&slot->arena);
    *slot = (struct nes_crl_slot){ .arena = arena, .url = nes_str_copy(arena, want.url), .etag = got.etag,
                                   .modified = got.modified, .body = got.body, .asked_us = now_us,
                                   .this_us = crl.this_us };
    return NES_FINE;
}

struct nes_err nes_crl_store_get(struct nes_crl_store *store, const struct nes_fetch *fetch, struct nes_crl_want want,
                                 int64_t now_us, struct nes_str *body)
{
    struct nes_crl_slot *slot = slot_for(store, want.url);
    struct nes_err err = NES_FINE;

    if (!slot->arena || now_us - slot->asked_us > NES_CRL_RENEW_US || now_us < slot->asked_us) {
        err = renew(slot, fetch, want, now_us);
    }
    if (!slot->arena) {
        return err.what ? err : NES_FAIL(PKI_FETCH, "revocation list");
    }
    *body = slot->body;
    return NES_FINE;
}
