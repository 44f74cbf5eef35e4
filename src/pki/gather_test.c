/* src/pki/gather_test.c: what is asked of the authority's services, of whom, and what is not asked. */
#include <stdio.h>
#include <string.h>

#include "base/rand.h"
#include "pki/der.h"
#include "pki/gather.h"
#include "pki/ocsp.h"
#include "pki/pki_faults.h"
#include "pki/testing/scene.h"
#include "pki/tsp.h"
#include "test/unit/test.h"

/* The authority's services as functions: what each answers is set by the test. */
struct services {
    struct nes_scene *scene;
    struct nes_str list, token_response;
    struct nes_crl_store *store;    /* must not be held while a list is on its way */
    int gets, posts;
    bool ocsp_down, unchanged, list_forged;
};

static struct nes_err service_get(void *self, struct nes_arena *arena, struct nes_str url,
                                  const struct nes_fetched *known, struct nes_fetched *out)
{
    struct services *services = self;

    (void)url;
    services->gets++;
    if (services->store) {
        NES_WANT_INT("kept lists can be had meanwhile", pthread_mutex_trylock(&services->store->kept), 0);
        NES_ASSERT(pthread_mutex_unlock(&services->store->kept) == 0);
    }
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

/* With the service and the list of this address in the signer's certificate. */
static void play_with_services(struct nes_arena *arena, struct nes_scene *scene)
{
    scene->with_token = scene->with_ocsp = false;
    scene->leaf.extra = nes_made_join(arena, service_address(arena, "http://ocsp"),
                                      address(arena, NES_OID_EX_CRL_POINTS, "http://list"));
    nes_scene_play(scene, NULL);
}

/* `gather` names the store and the addresses. */
static enum nes_verdict_kind gather_by(struct nes_arena *arena, struct nes_scene *scene, const struct nes_fetch *fetch,
                                       struct nes_gather *gather)
{
    struct nes_test_dice dice = { 7 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct nes_verdict verdict;

    gather->fetch = fetch;
    gather->rand = &rand;
    nes_gather(arena, gather, &scene->ask);
    nes_judge(arena, &scene->ask, &verdict);
    gather->rand = NULL;
    return verdict.outcome;
}

static void gather_with(const struct nes_scene_keys *keys, struct services *services, struct nes_crl_store *store,
                        enum nes_verdict_kind wanted, const char *label)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, keys);
    struct nes_fetch fetch = { .get = service_get, .post = service_post, .self = services };
    struct nes_gather *gather = NES_NEW(arena, struct nes_gather);

    play_with_services(arena, scene);
    scene->ocsp.issuer_der = scene->trust.authorities[1].der;
    scene->ocsp.responder_der = nes_made_cert(arena, &scene->responder);
    scene->ocsp.serial = nes_made_serial(arena, &scene->leaf);
    services->scene = scene;
    services->store = store;
    services->list = nes_made_crl(arena, &scene->base);
    gather->store = store;
    NES_WANT_INT(label, gather_by(arena, scene, &fetch, gather), wanted);
}

NES_TEST(proofs_come_from_the_service_else_from_the_list_else_not_at_all)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    struct services services = { 0 };
    struct nes_crl_store store;

    nes_crl_store_begin(&store);
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

/* --- an expired certificate whose signature bears a stamp --- */

/* What the test expects to be asked. */
struct asked {
    struct services services;
    int of_signer, of_stamp;
};

static struct nes_err asked_post(void *self, struct nes_arena *arena, struct nes_str url, const char *type,
                                 struct nes_fetched *in_out)
{
    struct asked *asked = self;
    struct nes_scene *scene = asked->services.scene;
    bool stamp = nes_str_is(url, "http://stamps");
    struct nes_made_ocsp *made = stamp ? &scene->tsa_ocsp : &scene->ocsp;

    NES_WANT_STR("a question about a status", nes_str_of(type), "application/ocsp-request");
    *(stamp ? &asked->of_stamp : &asked->of_signer) += 1;
    if (asked->services.ocsp_down) {
        return NES_FAIL(PKI_FETCH, "down");
    }
    made->nonce = nes_str_from(in_out->body, in_out->body.len - 8);
    in_out->body = nes_made_ocsp(arena, made);
    return NES_FINE;
}

static void about(struct nes_scene *scene, struct nes_made_ocsp *ocsp, const struct nes_made_cert *cert)
{
    ocsp->issuer_der = scene->trust.authorities[1].der;
    ocsp->responder_der = nes_made_cert(scene->arena, &scene->responder);
    ocsp->serial = nes_made_serial(scene->arena, cert);
}

/* The certificate ended ten seconds ago; the stamp, if there is one, is a minute old. */
static enum nes_verdict_kind gather_expired(const struct nes_scene_keys *keys, struct asked *asked, bool stamped,
                                            const char *iin)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, keys);
    struct nes_fetch fetch = { .get = service_get, .post = asked_post, .self = asked };
    struct nes_gather *gather = NES_NEW(arena, struct nes_gather);
    enum nes_verdict_kind outcome;
    struct nes_crl_store store;

    scene->with_token = stamped;
    scene->with_ocsp = scene->with_tsa_ocsp = false;
    scene->leaf.until_us = scene->at_us - 10 * NES_SECOND_US;
    scene->leaf.extra = service_address(arena, "http://signers");
    scene->tsa.extra = service_address(arena, "http://stamps");
    nes_scene_play(scene, NULL);
    about(scene, &scene->ocsp, &scene->leaf);
    about(scene, &scene->tsa_ocsp, &scene->tsa);
    scene->ask.iin = nes_str_of(iin);
    asked->services.scene = scene;
    asked->of_signer = asked->of_stamp = 0;
    nes_crl_store_begin(&store);
    gather->store = &store;
    outcome = gather_by(arena, scene, &fetch, gather);
    nes_crl_store_end(&store);
    return outcome;
}

/* A proven stamp shows that the certificate had not expired when it signed; so its status is asked about although the
 * signature looks bad until then. */
NES_TEST(the_stamp_of_an_expired_signer_is_asked_about, .rules = "35.1")
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    struct asked asked = { 0 };

    NES_WANT_INT("good", gather_expired(&keys, &asked, true, "850101300005"), NES_GOOD);
    NES_WANT_INT("the stamp's certificate, once", asked.of_stamp, 1);
    NES_WANT_INT("the signer's, once", asked.of_signer, 1);
}

NES_TEST(nothing_is_asked_where_no_answer_could_help, .rules = "35.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    struct asked asked = { 0 };

    NES_WANT_INT("expired, no stamp", gather_expired(&keys, &asked, false, "850101300005"), NES_BAD);
    NES_WANT_INT("nobody was asked", asked.of_stamp + asked.of_signer, 0);
    NES_WANT_INT("expired, stamped, of another person", gather_expired(&keys, &asked, true, "850101300006"), NES_BAD);
    NES_WANT_INT("nobody was asked", asked.of_stamp + asked.of_signer, 0);
    asked.services.ocsp_down = true;
    NES_WANT_INT("the stamp is not proven", gather_expired(&keys, &asked, true, "850101300005"), NES_BAD);
    NES_WANT_INT("the signer was not asked about", asked.of_signer, 0);
}

/* --- addresses that the settings name --- */

struct addressed {
    struct services services;
    char asked[128];
};

static struct nes_err note(struct addressed *to, struct nes_str url)
{
    size_t len = strlen(to->asked);

    NES_ASSERT(len + url.len + 2 < sizeof(to->asked));
    (void)snprintf(to->asked + len, sizeof(to->asked) - len, "%.*s ", (int)url.len, url.ptr);
    return NES_FINE;
}

static struct nes_err addressed_get(void *self, struct nes_arena *arena, struct nes_str url,
                                    const struct nes_fetched *known, struct nes_fetched *out)
{
    struct addressed *to = self;

    NES_TRY(note(to, url));
    return service_get(&to->services, arena, url, known, out);
}

static struct nes_err addressed_post(void *self, struct nes_arena *arena, struct nes_str url, const char *type,
                                     struct nes_fetched *in_out)
{
    struct addressed *to = self;

    NES_TRY(note(to, url));
    return service_post(&to->services, arena, url, type, in_out);
}

NES_TEST(the_addresses_of_the_settings_stand_before_those_of_the_certificate)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    struct addressed to = { .services = { .scene = scene, .ocsp_down = true } };
    struct nes_fetch fetch = { .get = addressed_get, .post = addressed_post, .self = &to };
    const struct nes_str lists[] = { NES_STR("http://base"), NES_STR("http://delta") };
    struct nes_gather *gather = NES_NEW(arena, struct nes_gather);
    struct nes_verdict verdict;
    struct nes_crl_store store;

    play_with_services(arena, scene);
    to.services.list = nes_made_crl(arena, &scene->base);
    nes_crl_store_begin(&store);
    *gather = (struct nes_gather){ .store = &store, .ocsp_url = NES_STR("http://mirror"), .crl_urls = lists,
                                   .crl_urls_n = 2 };
    (void)gather_by(arena, scene, &fetch, gather);
    NES_WANT_STR("asked", nes_str_of(to.asked), "http://mirror http://base http://delta ");
    nes_crl_store_end(&store);   /* what was gathered is a copy */
    nes_judge(arena, &scene->ask, &verdict);
    NES_WANT_INT("good by the list", verdict.outcome, NES_GOOD);
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
