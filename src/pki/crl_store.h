/* src/pki/crl_store.h: revocation lists kept and renewed by conditional requests (integrations 2.2: some 20 MB each).
 */
#pragma once
#include <pthread.h>

#include "pki/cert.h"
#include "pki/fetch.h"

#define NES_CRL_STORE_SLOTS 16
#define NES_CRL_RENEW_US    (3600 * INT64_C(1'000'000))   /* not asked again before */

struct nes_crl_slot {
    struct nes_arena *arena;        /* holds all texts of the slot; NULL: free */
    struct nes_str url, etag, modified, body;
    int64_t asked_us, this_us;
};

/* Shared by threads. Nobody who asks for a list that is kept waits for the network: `kept` is held only while slots are
 * read or changed, `asking` by the one who fetches. */
struct nes_crl_store {
    struct nes_crl_slot slots[NES_CRL_STORE_SLOTS];
    pthread_mutex_t kept, asking;
};
void nes_crl_store_begin(struct nes_crl_store *store);
void nes_crl_store_end(struct nes_crl_store *store);

struct nes_crl_want {
    struct nes_str url;
    const struct nes_cert *issuers; /* a list of one of them counts */
    size_t issuers_n;
    int64_t at_us;
};

/* Asks for the list at `want.url` again where the one kept was asked for more than NES_CRL_RENEW_US ago. A new one
 * counts only if one of the issuers signed it and it is not older than the one kept; else the kept one stays, and the
 * fault says why. */
struct nes_err nes_crl_store_renew(struct nes_crl_store *store, const struct nes_fetch *fetch,
                                   const struct nes_crl_want *want);
/* The list at `want.url`, renewed as above where it is due; a copy in `arena`. PKI_FETCH where there is none at all. */
struct nes_err nes_crl_store_get(struct nes_crl_store *store, const struct nes_fetch *fetch, struct nes_arena *arena,
                                 const struct nes_crl_want *want, struct nes_str *body);
