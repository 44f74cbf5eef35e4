#include "pki/chain_cache.h"

#include <string.h>

void nes_chain_cache_begin(struct nes_chain_cache *cache)
{
    *cache = (struct nes_chain_cache){ .lock = PTHREAD_MUTEX_INITIALIZER };
}

void nes_chain_cache_end(struct nes_chain_cache *cache)
{
    (void)pthread_mutex_destroy(&cache->lock);
}

/* The fingerprints have one length, so no two pairs give the same octets. */
static struct nes_digest name_of(const struct nes_cert *cert, const struct nes_cert *issuer)
{
    struct nes_digest one = nes_cert_fingerprint(cert), two = nes_cert_fingerprint(issuer);

    return nes_hash_parts(NES_HASH_SHA256, (struct nes_str[]){ nes_digest_str(&one), nes_digest_str(&two) }, 2);
}

static bool find(struct nes_chain_cache *cache, const struct nes_digest *name)
{
    bool found = false;

    NES_ASSERT(pthread_mutex_lock(&cache->lock) == 0);
    for (size_t i = 0; i < cache->n && !found; i++) {
        found = memcmp(cache->known[i], name->octets, sizeof(cache->known[i])) == 0;
    }
    *(found ? &cache->served : &cache->checked) += 1;
    NES_ASSERT(pthread_mutex_unlock(&cache->lock) == 0);
    return found;
}

static void keep(struct nes_chain_cache *cache, const struct nes_digest *name)
{
    NES_ASSERT(pthread_mutex_lock(&cache->lock) == 0);
    memcpy(cache->known[cache->next], name->octets, sizeof(cache->known[0]));
    cache->next = (cache->next + 1) % NES_CHAIN_CACHE_MAX;
    cache->n += cache->n < NES_CHAIN_CACHE_MAX;
    NES_ASSERT(pthread_mutex_unlock(&cache->lock) == 0);
}

bool nes_chain_cache_signed(struct nes_chain_cache *cache, const struct nes_cert *cert, const struct nes_cert *issuer)
{
    struct nes_digest name;

    if (!cache) {
        return nes_cert_signed_by(cert, issuer);
    }
    name = name_of(cert, issuer);
    if (find(cache, &name)) {
        return true;
    }
    if (!nes_cert_signed_by(cert, issuer)) {
        return false;
    }
    keep(cache, &name);
    return true;
}
