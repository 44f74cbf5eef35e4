/* bench/pki_bench.c: verifications a second on one core, beside OpenSSL's bare RSA-2048 and P-521 in the same run.
 * JSON. */
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "pki/alg.h"
#include "pki/gost_sign.h"
#include "pki/record.h"

/* A true signature of GOST 34.10-2015: the key is 5·G, the nonce 1, so r = x(G) = 3 and s = 5r + e. */
struct gost_case {
    uint8_t key[128], digest[64], signature[128];
};

struct rsa_case {
    EVP_PKEY *pkey, *p521;
    struct nes_key key;
    struct nes_str info;
    unsigned char signature[512], p521_signature[256], digest[64];
    size_t signature_len, p521_len;
};

/* bench/pki_case.der: a container of a made person over 100 000 times the letter n, with chain and status answer. */
struct whole_case {
    struct nes_record *record;
    struct nes_trust *trust;
    struct nes_chain_cache cache;
    struct nes_verdict verdict;
};

struct bench {
    struct gost_case gost;
    struct rsa_case rsa;
    struct nes_str data;
    struct whole_case whole;
};

static void make_gost(struct gost_case *to)
{
    memcpy(to->key, nes_gost_512.odd[2].x, 64);
    memcpy(to->key + 64, nes_gost_512.odd[2].y, 64);
    to->digest[0] = 200;
    to->signature[0] = 3;
    to->signature[64] = 215;
    NES_ASSERT(nes_gost_signed(&nes_gost_512, to->key, to->digest, to->signature));
}

static size_t sign(EVP_PKEY *key, const unsigned char *digest, size_t len, unsigned char *to, size_t room)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);

    NES_ASSERT(ctx && EVP_PKEY_sign_init(ctx) > 0);
    NES_ASSERT(EVP_PKEY_get_id(key) != EVP_PKEY_RSA || EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) > 0);
    NES_ASSERT(EVP_PKEY_sign(ctx, to, &room, digest, len) > 0);
    EVP_PKEY_CTX_free(ctx);
    return room;
}

static void make_rsa(struct nes_arena *arena, struct rsa_case *to)
{
    unsigned char *der = NULL;
    int len;

    to->pkey = EVP_RSA_gen(2048);
    to->p521 = EVP_EC_gen("P-521");
    NES_ASSERT(to->pkey && to->p521);
    len = i2d_PUBKEY(to->pkey, &der);
    NES_ASSERT(len > 0);
    to->info = nes_str_copy(arena, (struct nes_str){ (char *)der, (size_t)len });
    OPENSSL_free(der);
    NES_ASSERT(!nes_key_read(to->info, &to->key).what);
    to->signature_len = sign(to->pkey, to->digest, 32, to->signature, sizeof(to->signature));
    to->p521_len = sign(to->p521, to->digest, 64, to->p521_signature, sizeof(to->p521_signature));
}

static void run_gost(const struct bench *bench)
{
    NES_ASSERT(nes_gost_signed(&nes_gost_512, bench->gost.key, bench->gost.digest, bench->gost.signature));
}

static void run_rsa(const struct bench *bench)
{
    struct nes_digest digest = { .len = 32 };

    memcpy(digest.octets, bench->rsa.digest, 32);
    NES_ASSERT(nes_key_signed(&bench->rsa.key, (struct nes_sign_alg){ NES_KEY_RSA, NES_HASH_SHA256 }, &digest,
                              (struct nes_str){ (const char *)bench->rsa.signature, bench->rsa.signature_len }));
}

static void run_openssl(EVP_PKEY *key, const unsigned char *signature, size_t len, const unsigned char *digest,
                        size_t n)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);

    NES_ASSERT(ctx && EVP_PKEY_verify_init(ctx) > 0);
    NES_ASSERT(EVP_PKEY_get_id(key) != EVP_PKEY_RSA || EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) > 0);
    NES_ASSERT(EVP_PKEY_verify(ctx, signature, len, digest, n) == 1);
    EVP_PKEY_CTX_free(ctx);
}

static void run_openssl_rsa(const struct bench *bench)
{
    run_openssl(bench->rsa.pkey, bench->rsa.signature, bench->rsa.signature_len, bench->rsa.digest, 32);
}

static void run_openssl_p521(const struct bench *bench)
{
    run_openssl(bench->rsa.p521, bench->rsa.p521_signature, bench->rsa.p521_len, bench->rsa.digest, 64);
}

static void run_streebog(const struct bench *bench)
{
    (void)nes_hash_of(NES_HASH_STREEBOG512, bench->data);
}

/* Of this thread's own time, so that a busy machine does not count. */
static int64_t spent_us(void)
{
    struct rusage usage;

    (void)getrusage(RUSAGE_THREAD, &usage);
    return ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000 + usage.ru_utime.tv_usec +
           usage.ru_stime.tv_usec;
}

static struct nes_str read_case(struct nes_arena *arena, const char *path)
{
    char *bytes = nes_arena_take(arena, 65'536);
    FILE *file = fopen(path, "rb");
    size_t len;

    if (!file) {
        (void)fprintf(stderr, "pki_bench: cannot read %s (run from the root of the sources, or name the file)\n", path);
        exit(1);
    }
    len = fread(bytes, 1, 65'536, file);
    (void)fclose(file);
    return (struct nes_str){ bytes, len };
}

static void make_whole(struct nes_arena *arena, const char *path, struct bench *bench)
{
    struct whole_case *to = &bench->whole;

    to->record = NES_NEW(arena, struct nes_record);
    to->trust = NES_NEW(arena, struct nes_trust);
    NES_ASSERT(!nes_record_read(read_case(arena, path), to->record).what);
    to->record->ask.content = bench->data;
    to->record->ask.has_content = true;
    to->trust->test_mode = true;
    nes_chain_cache_begin(&to->cache);
    to->trust->cache = &to->cache;
    for (size_t i = 0; i < to->record->authorities_n; i++) {
        struct nes_cert cert;

        NES_ASSERT(!nes_cert_read(to->record->authorities[i], &cert).what);
        NES_ASSERT(!nes_trust_add(to->trust, arena, to->record->authorities[i]).what);
        NES_ASSERT(!nes_trust_pin(to->trust, &cert, NES_REALM_TEST).what);
    }
    nes_record_judge(arena, to->record, to->trust, &to->verdict);
    NES_ASSERT(to->verdict.outcome == NES_GOOD);
}

static void run_container(const struct bench *bench)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_verdict verdict;

    nes_record_judge(arena, bench->whole.record, bench->whole.trust, &verdict);
    NES_ASSERT(verdict.outcome == NES_GOOD);
}

/* Issuer, root and the status answer at hand, for a certificate that is read already; the authorities' own signatures
 * are known, as in a server that has met them before. */
static void run_chain(const struct bench *bench)
{
    struct nes_findings findings = { 0 };
    struct nes_proofs proofs = { .ocsp = bench->whole.record->ocsp,
                                 .ocsp_n = 1,
                                 .nonce = bench->whole.record->ask.proofs.nonce };
    const struct nes_cert *cert = &bench->whole.verdict.signers[0].cert;
    int64_t at_us = bench->whole.record->ask.at_us;
    struct nes_chain chain;

    NES_ASSERT(nes_chain_find(bench->whole.trust, (struct nes_link){ cert, at_us, "signer" }, &chain, &findings));
    NES_ASSERT(nes_status_find(&proofs, &chain, at_us, &findings).kind == NES_STATUS_GOOD);
}

/* The same in a process that meets the authorities for the first time. */
static void run_chain_new(const struct bench *bench)
{
    NES_AUTO(nes_chain_cache_end) struct nes_chain_cache cache;
    struct bench fresh = *bench;
    struct nes_trust trust = *bench->whole.trust;

    nes_chain_cache_begin(&cache);
    trust.cache = &cache;
    fresh.whole.trust = &trust;
    run_chain(&fresh);
}

static double per_second(void (*run)(const struct bench *bench), const struct bench *bench)
{
    int64_t start = spent_us(), took, n = 0;

    do {
        run(bench);
        n++;
        took = spent_us() - start;
    } while (took < 700'000);
    return (double)n * 1e6 / (double)took;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(const struct bench *bench);
        const char *of;   /* beside which other one it is told */
    } rows[] = {
        { "openssl_rsa2048_verify", run_openssl_rsa, NULL },
        { "openssl_p521_verify", run_openssl_p521, NULL },
        { "gost2015_verify", run_gost, "openssl_p521_verify" },
        { "rsa2048_verify", run_rsa, "openssl_rsa2048_verify" },
        { "streebog512_100kb", run_streebog, NULL },
        { "chain_with_answer", run_chain, "gost2015_verify" },
        { "chain_with_answer_new", run_chain_new, "gost2015_verify" },
        { "cms_100kb", run_container, "gost2015_verify" },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    char *letters = nes_arena_take(arena, 100'000);
    struct bench bench = { .data = { letters, 100'000 } };

    memset(letters, 'n', 100'000);
    make_whole(arena, argc > 1 ? argv[1] : "bench/pki_case.der", &bench);
    make_gost(&bench.gost);
    make_rsa(arena, &bench.rsa);
    for (size_t i = 0; i < NES_LEN(rows); i++) {
        const char *of = rows[i].of ? rows[i].of : "";

        (void)printf("{\"name\": \"%s\", \"unit\": \"per second\", \"value\": %.0f%s%s%s}\n", rows[i].name,
                     per_second(rows[i].run, &bench), *of ? ", \"of\": \"" : "", of, *of ? "\"" : "");
    }
    EVP_PKEY_free(bench.rsa.pkey);
    EVP_PKEY_free(bench.rsa.p521);
    return 0;
}
