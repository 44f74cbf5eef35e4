#include "http/tls.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "http/http_faults.h"

#define CHAIN_MAX 8
#define RETIRED_US (60 * INT64_C(1'000'000)) /* a handshake under way is long over by then */

/* One certificate with its key; handshakes may still use it after it was replaced. */
struct generation {
    struct generation *older;
    gnutls_pcert_st chain[CHAIN_MAX];
    unsigned chain_len;
    gnutls_privkey_t key;
    int64_t retired_us;
};

struct nes_tls {
    pthread_mutex_t lock;
    const char *certificate, *key;
    struct timespec changed;      /* of the certificate's file */
    struct generation *current;
};

static void generation_free(struct generation *gone)
{
    for (unsigned i = 0; i < gone->chain_len; i++) {
        gnutls_pcert_deinit(&gone->chain[i]);
    }
    if (gone->key) {
        gnutls_privkey_deinit(gone->key);
    }
    free(gone);
}

static bool key_fits(struct generation *made)
{
    unsigned char of_key[64], of_certificate[64];
    size_t key_len = sizeof(of_key), certificate_len = sizeof(of_certificate);
    gnutls_pubkey_t public_key;
    bool same;

    if (gnutls_pubkey_init(&public_key) < 0) {
        return false;
    }
    same = gnutls_pubkey_import_privkey(public_key, made->key, 0, 0) >= 0 &&
           gnutls_pubkey_get_key_id(public_key, GNUTLS_KEYID_USE_SHA256, of_key, &key_len) >= 0 &&
           gnutls_pubkey_get_key_id(made->chain[0].pubkey, GNUTLS_KEYID_USE_SHA256, of_certificate, &certificate_len) >=
               0 &&
           key_len == certificate_len && memcmp(of_key, of_certificate, key_len) == 0;
    gnutls_pubkey_deinit(public_key);
    return same;
}

static bool load_key(struct generation *made, const char *path)
{
    gnutls_datum_t pem;
    bool loaded;

    if (gnutls_load_file(path, &pem) < 0) {
        return false;
    }
    loaded = gnutls_privkey_init(&made->key) >= 0 &&
             gnutls_privkey_import_x509_raw(made->key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0) >= 0;
    gnutls_memset(pem.data, 0, pem.size);
    gnutls_free(pem.data);
    return loaded;
}

static struct generation *generation_load(const struct nes_tls *tls)
{
    struct generation *made = calloc(1, sizeof(*made));
    unsigned len = CHAIN_MAX;
    gnutls_datum_t pem;
    int read;

    NES_ASSERT(made);
    if (gnutls_load_file(tls->certificate, &pem) < 0) {
        free(made);
        return NULL;
    }
    read = gnutls_pcert_list_import_x509_raw(made->chain, &len, &pem, GNUTLS_X509_FMT_PEM, 0);
    gnutls_free(pem.data);
    made->chain_len = read >= 0 ? len : 0;
    if (made->chain_len == 0 || !load_key(made, tls->key) || !key_fits(made)) {
        generation_free(made);
        return NULL;
    }
    return made;
}

static struct timespec changed_at(const char *path)
{
    struct stat about = { 0 };

    return stat(path, &about) == 0 ? about.st_mtim : (struct timespec){ 0 };
}

struct nes_err nes_tls_open(const char *certificate, const char *key, struct nes_tls **out)
{
    struct nes_tls *tls = calloc(1, sizeof(*tls));

    NES_ASSERT(tls);
    tls->certificate = certificate;
    tls->key = key;
    tls->changed = changed_at(certificate);
    tls->current = generation_load(tls);
    if (!tls->current) {
        free(tls);
        return NES_FAIL(HTTP_START, certificate);
    }
    pthread_mutex_init(&tls->lock, NULL);
    *out = tls;
    return NES_FINE;
}

void nes_tls_close(struct nes_tls **tls)
{
    if (!*tls) {
        return;
    }
    for (struct generation *gone = (*tls)->current, *older; gone; gone = older) {
        older = gone->older;
        generation_free(gone);
    }
    pthread_mutex_destroy(&(*tls)->lock);
    free(*tls);
    *tls = NULL;
}

static void forget_old(struct nes_tls *tls, int64_t now_us)
{
    for (struct generation **at = &tls->current->older; *at;) {
        struct generation *gone = *at;

        if (now_us - gone->retired_us < RETIRED_US) {
            at = &gone->older;
            continue;
        }
        *at = gone->older;
        generation_free(gone);
    }
}

/* Under the lock, since two threads may renew at once; handshakes wait for the reading of two small files. */
static bool renew(struct nes_tls *tls, int64_t now_us)
{
    struct timespec changed = changed_at(tls->certificate);
    struct generation *made;

    forget_old(tls, now_us);
    if (changed.tv_sec == tls->changed.tv_sec && changed.tv_nsec == tls->changed.tv_nsec) {
        return true;
    }
    made = generation_load(tls);
    if (!made) {
        return false;
    }
    tls->changed = changed;
    tls->current->retired_us = now_us;
    made->older = tls->current;
    tls->current = made;
    return true;
}

struct nes_err nes_tls_renew(struct nes_tls *tls, int64_t now_us)
{
    bool read;

    pthread_mutex_lock(&tls->lock);
    read = renew(tls, now_us);
    pthread_mutex_unlock(&tls->lock);
    return read ? NES_FINE : NES_FAIL(HTTP_START, tls->certificate);
}

int nes_tls_choose(gnutls_session_t session, const gnutls_datum_t *names, int names_len,
                   const gnutls_pk_algorithm_t *algorithms, int algorithms_len, gnutls_pcert_st **chain,
                   unsigned *chain_len, gnutls_privkey_t *key)
{
    struct nes_tls *tls = gnutls_session_get_ptr(session);

    (void)names;
    (void)names_len;
    (void)algorithms;
    (void)algorithms_len;
    pthread_mutex_lock(&tls->lock);
    *chain = tls->current->chain;
    *chain_len = tls->current->chain_len;
    *key = tls->current->key;
    pthread_mutex_unlock(&tls->lock);
    return 0;
}

bool nes_tls_peer(gnutls_session_t session, uint8_t digest[32])
{
    const gnutls_datum_t *peers;
    unsigned status = 0, len = 0;
    size_t size = 32;

    if (gnutls_certificate_verify_peers2(session, &status) < 0 || status != 0) {
        return false;
    }
    peers = gnutls_certificate_get_peers(session, &len);
    return peers && len > 0 && gnutls_fingerprint(GNUTLS_DIG_SHA256, &peers[0], digest, &size) >= 0 && size == 32;
}
