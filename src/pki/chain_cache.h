/* src/pki/chain_cache.h: signatures of the authorities' own certificates that proved true in this process. A chain has
 * two of them above the signer's, the same for everybody. Only what was true is kept, under a hash of both
 * certificates whole: whatever changed in either of them is checked anew. */
#pragma once
#include <pthread.h>

#include "pki/cert.h"

#define NES_CHAIN_CACHE_MAX 64

/* Shared by threads. Full, it forgets the oldest. The owner keeps it as long as any trust that names it. */
struct nes_chain_cache {
    pthread_mutex_t lock;
    uint8_t known[NES_CHAIN_CACHE_MAX][32];
    size_t n, next;
    int64_t checked, served;   /* signatures computed, signatures found here */
};

void nes_chain_cache_begin(struct nes_chain_cache *cache);
/* For NES_AUTO. */
void nes_chain_cache_end(struct nes_chain_cache *cache);

/* As nes_cert_signed_by(cert, issuer), which it asks where it does not know. `cache` NULL: always. */
bool nes_chain_cache_signed(struct nes_chain_cache *cache, const struct nes_cert *cert, const struct nes_cert *issuer);
