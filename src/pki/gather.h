/* src/pki/gather.h: asks the authority what a verdict needs: status answers, else revocation lists, and a time stamp
 * where the signature has none. Decides nothing: nes_judge does, over what was gathered. */
#pragma once
#include "base/rand.h"
#include "pki/crl_store.h"
#include "pki/judge.h"

#define NES_GATHER_PROOFS 16

struct nes_gather {
    const struct nes_fetch *fetch;
    const struct nes_rand *rand;
    struct nes_crl_store *store;
    struct nes_str tsp_url;            /* empty: no stamp is asked for */
    struct nes_str ocsp_url;           /* empty: the address that the certificate names */
    const struct nes_str *crl_urls;    /* base and delta lists; none: the addresses that the certificate names */
    size_t crl_urls_n;
    struct nes_str ocsp[NES_GATHER_PROOFS], crls[NES_GATHER_PROOFS];
    uint8_t nonce[8];
};

/* Fills ask->proofs (from `gather`, which must live as long) and perhaps ask->token. Best effort: what does not come is
 * simply missing, and the verdict says so. ask->at_us must be now. */
void nes_gather(struct nes_arena *arena, struct nes_gather *gather, struct nes_ask *ask);
