/* src/pki/crl_store.h: revocation lists kept and renewed by conditional requests (integrations 2.2: some 20 MB each).
 */
#pragma once
#include "pki/cert.h"
#include "pki/fetch.h"

#define NES_CRL_STORE_SLOTS 16
#define NES_CRL_RENEW_US    (3600 * INT64_C(1'000'000))   /* not asked again before */

struct nes_crl_slot {
    struct nes_arena *arena;        /* holds all texts of the slot; NULL: free */
    struct nes_str url, etag, modified, body;
    int64_t asked_us, this_us;
};

/* One thread at a time. All zero is an empty store. */
struct nes_crl_store {
    struct nes_crl_slot slots[NES_CRL_STORE_SLOTS];
};
void nes_crl_store_end(struct nes_crl_store *store);

struct nes_crl_want {
    struct nes_str url;
    const struct nes_cert *issuer;
};

/* The list at `want.url`, asked for again where the one kept was asked for more than NES_CRL_RENEW_US ago. A new one
 * counts only if it is signed by `want.issuer` and not older than the one kept; else the kept one stays and is given.
 * `body` lives until the next renewal of its slot. PKI_FETCH where there is none at all. */
struct nes_err nes_crl_store_get(struct nes_crl_store *store, const struct nes_fetch *fetch, struct nes_crl_want want,
                                 int64_t now_us, struct nes_str *body);
