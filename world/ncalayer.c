/* world/ncalayer.c: the listening side of the stand-in of NCALayer: TLS on 127.0.0.1, a thread for each page. */
#include "world/ncalayer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "world/ca_faults.h"

#define PAGES_MAX    32
#define IDLE_SECONDS 600

struct page {
    struct nes_ncalayer *of;
    pthread_t thread;
    int fd;            /* −1: the place is free */
    bool ended;        /* its thread waits to be joined */
};

struct nes_ncalayer {
    struct nes_ncalayer_options options;
    SSL_CTX *tls;
    int fd;
    pthread_t thread;
    pthread_mutex_t lock;
    struct page pages[PAGES_MAX];
};

/* --- its certificate --- */

static void close_file(FILE **file)
{
    if (*file) {
        (void)fclose(*file);
    }
}

static void key_done(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

static void certificate_done(X509 **certificate)
{
    X509_free(*certificate);
}

static EVP_PKEY *read_key(const char *path)
{
    NES_AUTO(close_file) FILE *file = fopen(path, "re");

    return file ? PEM_read_PrivateKey(file, NULL, NULL, NULL) : NULL;
}

static X509 *read_certificate(const char *path)
{
    NES_AUTO(close_file) FILE *file = fopen(path, "re");

    return file ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;
}

static bool extend(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX ctx;
    X509_EXTENSION *extension;
    bool added;

    X509V3_set_ctx_nodb(&ctx);
    X509V3_set_ctx(&ctx, issuer, certificate, NULL, NULL, 0);
    extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
    added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

/* For 127.0.0.1 and localhost, signed by the private authority of the data folder or by itself. */
static bool make_certificate(const struct nes_ncalayer_options *options, EVP_PKEY *key, X509 *certificate)
{
    NES_AUTO(key_done) EVP_PKEY *authority_key = read_key(options->authority_key);
    NES_AUTO(certificate_done) X509 *authority = read_certificate(options->authority);
    X509 *issuer = authority && authority_key ? authority : certificate;
    X509_NAME *name = X509_get_subject_name(certificate);
    struct nes_rand rand = nes_rand_real();
    uint64_t serial;

    nes_rand_fill(&rand, &serial, sizeof(serial));
    return X509_set_version(certificate, X509_VERSION_3) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1 | 1) == 1 &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const uint8_t *)"NCALayer stand-in", -1, -1, 0) &&
           X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -86'400) &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), 800L * 86'400) && X509_set_pubkey(certificate, key) == 1 &&
           extend(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
           extend(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
           extend(certificate, issuer, NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost") &&
           X509_sign(certificate, issuer == certificate ? key : authority_key, EVP_sha256()) > 0;
}

static bool write_certificate(const struct nes_ncalayer_options *options, EVP_PKEY *key, X509 *certificate)
{
    NES_AUTO(close_file) FILE *key_file = NULL;
    NES_AUTO(close_file) FILE *file = fopen(options->certificate, "we");
    mode_t before = umask(0077);

    key_file = fopen(options->key, "we");
    (void)umask(before);
    return file && key_file && PEM_write_X509(file, certificate) == 1 &&
           PEM_write_PrivateKey(key_file, key, NULL, NULL, 0, NULL, NULL) == 1;
}

static bool ready_certificate(const struct nes_ncalayer_options *options)
{
    NES_AUTO(certificate_done) X509 *certificate = read_certificate(options->certificate);
    NES_AUTO(key_done) EVP_PKEY *key = read_key(options->key);

    if (certificate && key) {
        return true;
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
    key = EVP_EC_gen("P-256");
    certificate = X509_new();
    return key && certificate && make_certificate(options, key, certificate) &&
           write_certificate(options, key, certificate);
}

/* --- pages --- */

static void talk(struct nes_ncalayer *ncalayer, SSL *ssl)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 16);
    struct nes_str message, answer;
    int times;

    if (SSL_accept(ssl) != 1 || !nes_ncalayer_handshake(arena, ssl) ||
        !nes_ncalayer_write(arena, ssl, NES_STR("{\"result\":{\"version\":\"1.4\"}}"))) {
        return;
    }
    while (nes_ncalayer_read(arena, ssl, &message)) {
        times = 1;
        answer = nes_str_is(message, "--heartbeat--")
                     ? message
                     : nes_ncalayer_answer(arena, &ncalayer->options, message, &times);
        for (; times > 0; times--) {
            if (!nes_ncalayer_write(arena, ssl, answer)) {
                return;
            }
        }
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
}

static void *serve_page(void *self)
{
    struct page *page = self;
    SSL *ssl = SSL_new(page->of->tls);

    if (ssl && SSL_set_fd(ssl, page->fd) == 1) {
        talk(page->of, ssl);
        (void)SSL_shutdown(ssl);
    }
    SSL_free(ssl);
    NES_ASSERT(pthread_mutex_lock(&page->of->lock) == 0);
    page->ended = true;
    (void)shutdown(page->fd, SHUT_RDWR);
    NES_ASSERT(pthread_mutex_unlock(&page->of->lock) == 0);
    return NULL;
}

/* Under the lock. */
static void free_page(struct page *page)
{
    if (page->fd >= 0 && page->ended) {
        (void)pthread_join(page->thread, NULL);
        (void)close(page->fd);
        page->fd = -1;
    }
}

/* A page that finds no place is turned away. */
static void open_page(struct nes_ncalayer *ncalayer, int fd)
{
    struct timeval idle = { .tv_sec = IDLE_SECONDS };
    struct page *page = NULL;

    NES_ASSERT(pthread_mutex_lock(&ncalayer->lock) == 0);
    for (size_t i = 0; i < PAGES_MAX; i++) {
        free_page(&ncalayer->pages[i]);
        page = ncalayer->pages[i].fd < 0 ? &ncalayer->pages[i] : page;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof(idle));
    if (page) {
        *page = (struct page){ .of = ncalayer, .fd = fd };
        if (pthread_create(&page->thread, NULL, serve_page, page) != 0) {
            page->fd = -1;
            page = NULL;
        }
    }
    NES_ASSERT(pthread_mutex_unlock(&ncalayer->lock) == 0);
    if (!page) {
        (void)close(fd);
    }
}

static void *listen_to(void *self)
{
    struct nes_ncalayer *ncalayer = self;
    int fd;

    while ((fd = accept4(ncalayer->fd, NULL, NULL, SOCK_CLOEXEC)) >= 0 || errno == EINTR || errno == ECONNABORTED) {
        if (fd >= 0) {
            open_page(ncalayer, fd);
        }
    }
    return NULL;
}

/* --- start and stop --- */

static bool open_socket(struct nes_ncalayer *ncalayer)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons(ncalayer->options.port),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int on = 1;

    ncalayer->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return ncalayer->fd >= 0 && setsockopt(ncalayer->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
           bind(ncalayer->fd, (const struct sockaddr *)&at, sizeof(at)) == 0 && listen(ncalayer->fd, 16) == 0;
}

static struct nes_err start(struct nes_ncalayer *ncalayer)
{
    sigset_t all, before;
    int failed;

    if (!ready_certificate(&ncalayer->options)) {
        return NES_FAIL(CA_START, "the certificate of NCALayer");
    }
    ncalayer->tls = SSL_CTX_new(TLS_server_method());
    if (!ncalayer->tls || SSL_CTX_set_min_proto_version(ncalayer->tls, TLS1_2_VERSION) != 1 ||
        SSL_CTX_use_certificate_chain_file(ncalayer->tls, ncalayer->options.certificate) != 1 ||
        SSL_CTX_use_PrivateKey_file(ncalayer->tls, ncalayer->options.key, SSL_FILETYPE_PEM) != 1) {
        return NES_FAIL(CA_START, "TLS of NCALayer");
    }
    if (!open_socket(ncalayer)) {
        return NES_FAIL(CA_START, "the port of NCALayer");
    }
    /* A page that goes away while it is written to is no reason to end. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&ncalayer->thread, NULL, listen_to, ncalayer);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed ? NES_FAIL(CA_START, "the thread of NCALayer") : NES_FINE;
}

struct nes_err nes_ncalayer_start(const struct nes_ncalayer_options *options, struct nes_ncalayer **out)
{
    struct nes_ncalayer *ncalayer = calloc(1, sizeof(*ncalayer));
    struct nes_err err;

    NES_ASSERT(ncalayer && pthread_mutex_init(&ncalayer->lock, NULL) == 0);
    ncalayer->options = *options;
    ncalayer->fd = -1;
    for (size_t i = 0; i < PAGES_MAX; i++) {
        ncalayer->pages[i].fd = -1;
    }
    err = start(ncalayer);
    if (err.what) {
        (void)close(ncalayer->fd);
        SSL_CTX_free(ncalayer->tls);
        free(ncalayer);
        return err;
    }
    *out = ncalayer;
    return NES_FINE;
}

void nes_ncalayer_stop(struct nes_ncalayer **ncalayer)
{
    struct nes_ncalayer *it = *ncalayer;

    if (!it) {
        return;
    }
    (void)shutdown(it->fd, SHUT_RDWR);
    (void)pthread_join(it->thread, NULL);
    for (size_t i = 0; i < PAGES_MAX; i++) {
        if (it->pages[i].fd >= 0) {
            (void)shutdown(it->pages[i].fd, SHUT_RDWR);
            (void)pthread_join(it->pages[i].thread, NULL);
            (void)close(it->pages[i].fd);
        }
    }
    (void)close(it->fd);
    SSL_CTX_free(it->tls);
    (void)pthread_mutex_destroy(&it->lock);
    free(it);
    *ncalayer = NULL;
}
