/* src/pki/record_test.c: an evidence record tells the same years later, and only under the roots that the reader pins.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rand.h"
#include "pki/der.h"
#include "pki/gather.h"
#include "pki/ocsp.h"
#include "pki/pki_faults.h"
#include "pki/record.h"
#include "pki/testing/data.h"
#include "pki/testing/scene.h"
#include "pki/tsp.h"
#include "test/unit/test.h"

static struct nes_str record_of(struct nes_scene *scene)
{
    struct nes_str bytes;

    nes_scene_play(scene, NULL);
    NES_WANT_INT("the scene is good", scene->verdict.outcome, NES_GOOD);
    NES_WANT_OK(nes_record_write(scene->arena, &scene->ask, &scene->verdict, &bytes));
    return bytes;
}

/* 34.2: the signature lies in the record byte for byte; 35.1: what was accepted can be shown again. */
NES_TEST(a_record_is_judged_again_without_anything_else, .rules = "35.1")
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);

    for (int form = 0; form < 3; form++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
        struct nes_scene *scene = nes_scene_begin(arena, &keys);
        struct nes_record *record = NES_NEW(arena, struct nes_record);
        struct nes_trust *pins = NES_NEW(arena, struct nes_trust), *nobody = NES_NEW(arena, struct nes_trust);
        struct nes_verdict verdict;
        struct nes_str bytes;

        scene->token_beside = form == 1;
        scene->with_ocsp = form != 2;
        scene->with_base = form == 2;
        bytes = record_of(scene);
        *pins = scene->trust;
        pins->authorities_n = 0;
        NES_WANT_OK(nes_record_read(bytes, record));
        NES_WANT("the signature byte for byte", nes_str_eq(record->ask.signature, scene->ask.signature));
        nes_record_judge(arena, record, pins, &verdict);
        NES_WANT_INT("good again", verdict.outcome, NES_GOOD);
        NES_WANT("the document byte for byte", nes_str_eq(verdict.content, scene->cms.content));
        NES_WANT_INT("the same time", verdict.signers[0].when_us, scene->verdict.signers[0].when_us);
        nes_record_judge(arena, record, nobody, &verdict);
        NES_WANT_INT("not without pins", verdict.outcome, NES_BAD);
        pins->test_mode = false;
        nes_record_judge(arena, record, pins, &verdict);
        NES_WANT_INT("not outside test mode", verdict.outcome, NES_BAD);
    }
}

/* The record itself is not signed: the vault seals it. But what proves something in it cannot be altered: all flips of
 * signature, stamp, chain and answers show. One kind leaves the record good, but weaker: the answer about the stamp's
 * certificate now speaks of another one, so the time of signing is proven no more. */
NES_TEST(a_record_with_a_flipped_bit_is_not_good, .rules = "11.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    struct nes_record *record = NES_NEW(arena, struct nes_record);
    struct nes_str bytes = record_of(scene);
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t rounds = nes_budget("pki_record_flips");
    size_t head;

    NES_WANT_OK(nes_record_read(bytes, record));
    head = (size_t)(record->ask.signature.ptr - bytes.ptr);   /* before: moment, outcome, policy, numbers expected */
    for (int64_t i = 0; i < rounds; i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *own = nes_arena_begin(1 << 16);
        size_t at = head + nes_rand_below(&rand, bytes.len - head);
        char *copy = nes_arena_take(own, bytes.len);
        struct nes_verdict verdict;

        memcpy(copy, bytes.ptr, bytes.len);
        copy[at] = (char)(copy[at] ^ (1 << nes_rand_below(&rand, 8)));
        if (nes_record_read((struct nes_str){ copy, bytes.len }, record).what) {
            continue;
        }
        nes_record_judge(own, record, &scene->trust, &verdict);
        NES_WANT("a flipped bit", verdict.outcome != NES_GOOD ||
                                      (nes_found(&verdict.findings, NES_WHY_TOKEN_STATUS) &&
                                       !verdict.signers[0].proven));
    }
}

#define BENCH_OCTETS 100'000

/* bench/pki_case.der is this record, without its document of 100 000 times the letter n. It is made from fixed keys, so
 * it can be made again: NESIE_PKI_REWRITE=1 does. */
NES_TEST(the_case_of_the_bench_is_a_good_record)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    char *letters = nes_arena_take(arena, BENCH_OCTETS), path[1024];
    size_t root = sizeof(NES_BUDGET_FILE) - sizeof("test/budget.tsv");
    struct nes_str made, kept = { 0 };

    memset(letters, 'n', BENCH_OCTETS);
    scene->with_token = false;
    scene->cms.detached = true;
    scene->cms.content = (struct nes_str){ letters, BENCH_OCTETS };
    scene->ask.content = scene->cms.content;
    scene->ask.has_content = true;
    nes_scene_play(scene, NULL);
    NES_WANT_INT("good", scene->verdict.outcome, NES_GOOD);
    scene->ask.has_content = false;
    NES_WANT_OK(nes_record_write(arena, &scene->ask, &scene->verdict, &made));
    (void)snprintf(path, sizeof(path), "%.*sbench/pki_case.der", (int)root, NES_BUDGET_FILE);
    if (getenv("NESIE_PKI_REWRITE")) {
        FILE *file = fopen(path, "wb");

        assert_non_null(file);
        assert_int_equal(fwrite(made.ptr, 1, made.len, file), made.len);
        (void)fclose(file);
    }
    NES_WANT("the file is there", nes_read_file(arena, path, &kept));
    NES_WANT("the file is what is made", nes_str_eq(kept, made));
}

/* The authority's services as functions: what each answers is set by the test. */
struct services {
    struct nes_scene *scene;
    struct nes_str list, token_response;
    int gets, posts;
    bool ocsp_down, unchanged, list_forged;
};

static struct nes_err service_get(void *self, struct nes_arena *arena, struct nes_str url,
                                  const struct nes_fetched *known, struct nes_fetched *out)
{
    struct services *services = self;

    (void)url;
    services->gets++;
    *out = (struct nes_fetched){ .unchanged = services->unchanged && known->etag.len > 0,
                                 .body = nes_str_copy(arena, services->list), .etag = NES_STR("\"1\"") };
    if (services->list_forged) {
        out->body.len--;
    }
    return NES_FINE;
}

static struct nes_err service_post(void *self, struct nes_arena *arena, struct nes_str url, const char *type,
                                   struct nes_fetched *in_out)
{
    struct services *services = self;
    struct nes_scene *scene = services->scene;

    (void)url;
    services->posts++;
    if (strcmp(type, "application/timestamp-query") == 0) {
        in_out->body = services->token_response;
        return NES_FINE;
    }
    if (services->ocsp_down) {
        return NES_FAIL(PKI_FETCH, "down");
    }
    /* The nonce of the request stands in its last eight octets. */
    scene->ocsp.nonce = nes_str_from(in_out->body, in_out->body.len - 8);
    in_out->body = nes_made_ocsp(arena, &scene->ocsp);
    return NES_FINE;
}

static struct nes_str address(struct nes_arena *arena, enum nes_oid points, const char *url)
{
    struct nes_str name = NES_MADE(arena, NES_DER_PLAIN(6), nes_str_of(url));
    struct nes_str full = NES_MADE(arena, NES_DER_INNER(0), NES_MADE(arena, NES_DER_INNER(0), name));

    return nes_made_extension(arena, nes_made_oid(arena, points), false,
                              NES_MADE(arena, NES_DER_SEQUENCE, NES_MADE(arena, NES_DER_SEQUENCE, full)));
}

static struct nes_str service_address(struct nes_arena *arena, const char *url)
{
    return nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_AIA), false,
                              NES_MADE(arena, NES_DER_SEQUENCE,
                                       NES_MADE(arena, NES_DER_SEQUENCE, nes_made_oid(arena, NES_OID_OCSP),
                                                NES_MADE(arena, NES_DER_PLAIN(6), nes_str_of(url)))));
}

static void gather_with(const struct nes_scene_keys *keys, struct services *services, struct nes_crl_store *store,
                        enum nes_verdict_kind wanted, const char *label)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, keys);
    struct nes_fetch fetch = { .get = service_get, .post = service_post, .self = services };
    struct nes_test_dice dice = { 7 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct nes_gather *gather = NES_NEW(arena, struct nes_gather);
    struct nes_verdict verdict;

    scene->with_token = scene->with_ocsp = false;
    scene->leaf.extra = nes_made_join(arena, service_address(arena, "http://ocsp"),
                                      address(arena, NES_OID_EX_CRL_POINTS, "http://list"));
    nes_scene_play(scene, NULL);
    scene->ocsp.issuer_der = scene->trust.authorities[1].der;
    scene->ocsp.responder_der = nes_made_cert(arena, &scene->responder);
    scene->ocsp.serial = nes_made_serial(arena, &scene->leaf);
    services->scene = scene;
    services->list = nes_made_crl(arena, &scene->base);
    *gather = (struct nes_gather){ .fetch = &fetch, .rand = &rand, .store = store };
    nes_gather(arena, gather, &scene->ask);
    nes_judge(arena, &scene->ask, &verdict);
    NES_WANT_INT(label, verdict.outcome, wanted);
}

NES_TEST(proofs_come_from_the_service_else_from_the_list_else_not_at_all)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    struct nes_crl_store store = { 0 };
    struct services services = { 0 };

    gather_with(&keys, &services, &store, NES_GOOD, "the service answers");
    NES_WANT_INT("one question, no list", services.posts * 10 + services.gets, 10);
    services.ocsp_down = services.list_forged = true;
    gather_with(&keys, &services, &store, NES_UNKNOWN, "the service is down, the list is forged");
    services.list_forged = false;
    services.gets = 0;
    gather_with(&keys, &services, &store, NES_GOOD, "the service is down, the list tells");
    gather_with(&keys, &services, &store, NES_GOOD, "the list is kept");
    NES_WANT_INT("asked for once", services.gets, 1);
    services.list_forged = true;
    store.slots[0].asked_us -= 2 * NES_CRL_RENEW_US;
    gather_with(&keys, &services, &store, NES_GOOD, "a forged renewal leaves the one kept");
    services.list_forged = false;
    services.unchanged = true;
    gather_with(&keys, &services, &store, NES_GOOD, "unchanged");
    NES_WANT_INT("and asked again", services.gets, 3);
    nes_crl_store_end(&store);
}

NES_TEST(requests_have_the_form_of_the_authority)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    const uint8_t nonce[8] = { 0x84, 1, 2, 3, 4, 5, 6, 7 };
    struct nes_str request, body, ending = NES_STR("\x04\x0a\x04\x08\x84\1\2\3\4\5\6\7");
    struct nes_cert leaf, ca;

    NES_WANT_OK(nes_cert_read(nes_made_cert(arena, &scene->leaf), &leaf));
    NES_WANT_OK(nes_cert_read(nes_made_cert(arena, &scene->ca), &ca));
    request = nes_ocsp_request(arena, &leaf, &ca, nonce);
    NES_WANT_OK(nes_der_only(request, NES_DER_SEQUENCE, &body));
    NES_WANT_OK(nes_der_tree(body));
    NES_WANT("the nonce is wrapped twice", nes_str_eq(nes_str_from(request, request.len - ending.len), ending));
    request = nes_tsp_request(arena, NES_STR("signature"), NES_OID_POLICY_TSA_GOST2015, nonce);
    NES_WANT_OK(nes_der_only(request, NES_DER_SEQUENCE, &body));
    NES_WANT_OK(nes_der_tree(body));
    NES_WANT("the certificate is asked for",
             nes_str_eq(nes_str_from(request, request.len - 3), NES_STR("\x01\x01\xff")));
    NES_WANT_INT("GOST 2015", nes_tsp_policy_for(NES_KEY_GOST2015), NES_OID_POLICY_TSA_GOST2015);
    NES_WANT_INT("RSA", nes_tsp_policy_for(NES_KEY_RSA), NES_OID_POLICY_TSA_RSA);
    NES_WANT_INT("GOST 2004", nes_tsp_policy_for(NES_KEY_GOST2004), NES_OID_POLICY_TSA_GOST2004);
}
