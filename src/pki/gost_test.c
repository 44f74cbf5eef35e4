/* src/pki/gost_test.c: our hashes and curves against the standards' examples and against the engine. */
#include <openssl/bn.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/rand.h"
#include "pki/gost94.h"
#include "pki/gost_sign.h"
#include "pki/streebog.h"
#include "pki/testing/data.h"
#include "pki/testing/engine.h"
#include "test/unit/test.h"

static const char *hex_of(const uint8_t *octets, size_t n, char *to)
{
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(to + 2 * i, 3, "%02x", octets[i]);
    }
    return to;
}

/* RFC 6986, section 10 (the examples are printed there from the last octet to the first), and the empty message. */
NES_TEST(streebog_gives_the_examples_of_the_standard)
{
    static const char second[] =
        "\xd1\xe5\x20\xe2\xe5\xf2\xf0\xe8\x2c\x20\xd1\xf2\xf0\xe8\xe1\xee\xe6\xe8\x20\xe2\xed\xf3\xf6"
        "\xe8\x2c\x20\xe2\xe5\xfe\xf2\xfa\x20\xf1\x20\xec\xee\xf0\xff\x20\xf1\xf2\xf0\xe5\xeb\xe0"
        "\xec\xe8\x20\xed\xe0\x20\xf5\xf0\xe0\xe1\xf0\xfb\xff\x20\xef\xeb\xfa\xea\xfb\x20\xc8\xe3"
        "\xee\xf0\xe5\xe2\xfb";
    static const struct { const char *message; size_t octets; const char *digest; } rows[] = {
        { "012345678901234567890123456789012345678901234567890123456789012", 64,
          "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
          "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48" },
        { "012345678901234567890123456789012345678901234567890123456789012", 32,
          "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500" },
        { second, 64, "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376"
                      "035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28" },
        { second, 32, "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50" },
        { "", 64, "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7"
                  "362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a" },
    };

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_streebog hash;
        uint8_t out[64];
        char hex[130];

        nes_streebog_begin(&hash, rows[i].octets);
        nes_streebog_add(&hash, nes_str_of(rows[i].message));
        nes_streebog_end(&hash, out);
        assert_string_equal(hex_of(out, rows[i].octets, hex), rows[i].digest);
    }
}

/* GOST R 34.11-94, annex A, with its test parameters; and the two shortest messages. */
NES_TEST(the_old_hash_gives_the_examples_of_the_standard)
{
    static const struct { const char *message, *digest; } rows[] = {
        { "This is message, length=32 bytes", "b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa" },
        { "Suppose the original message has length = 50 bytes",
          "471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208" },
        { "", "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d" },
        { "abc", "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d" },
    };

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_gost94 hash;
        uint8_t out[32];
        char hex[130];

        nes_gost94_begin(&hash);
        nes_gost94_add(&hash, nes_str_of(rows[i].message));
        nes_gost94_end(&hash, out);
        assert_string_equal(hex_of(out, 32, hex), rows[i].digest);
    }
}

NES_TEST(hashes_do_not_care_in_which_pieces_bytes_come)
{
    NES_AUTO(nes_engine_end) void *engine = nes_engine_begin();
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    char bytes[700];

    for (int round = 0; round < 300; round++) {
        size_t len = nes_rand_below(&rand, sizeof(bytes)), cut = nes_rand_below(&rand, len + 1);
        struct nes_str whole = { bytes, len };
        struct nes_str parts[2] = { nes_str_part(whole, 0, cut), nes_str_from(whole, cut) };
        enum nes_hash_kind hash = round % 2 ? NES_HASH_STREEBOG512 : NES_HASH_GOST95;
        struct nes_digest one, two;

        nes_rand_fill(&rand, bytes, sizeof(bytes));
        one = nes_hash_of(hash, whole);
        two = nes_hash_parts(hash, parts, 2);
        assert_memory_equal(one.octets, two.octets, one.len);
        if (engine && hash == NES_HASH_STREEBOG512) {
            two = nes_engine_streebog(whole, 64);
            assert_memory_equal(one.octets, two.octets, 64);
        }
    }
}

/* The numbers at the edges: 0, 1, q − 1, q, all ones; and 2, q + 1. */
static void edge(const struct nes_gost_curve *curve, uint64_t which, uint8_t *to)
{
    size_t octets = 8 * curve->words;

    memset(to, which == 4 ? 0xff : 0, octets);
    if (which == 1 || which == 5) {
        to[0] = which == 1 ? 1 : 2;
    }
    if (which == 2 || which == 3 || which == 6) {
        memcpy(to, curve->q, octets);
        to[0] = (uint8_t)(to[0] + (which == 2 ? -1 : which == 3 ? 0 : 1));   /* q is odd, its last octet not ff */
    }
}

struct pair {
    const struct nes_gost_curve *curve;
    struct nes_maker_key *key;
    void *engine_key;
    int64_t good, bad;
};

static void compare(struct pair *pair, const uint8_t *digest, const uint8_t *signature, const char *label)
{
    bool ours = nes_gost_signed(pair->curve, pair->key->point, digest, signature);
    bool theirs = nes_engine_signed(pair->engine_key, digest, signature, 8 * pair->curve->words);

    NES_WANT_INT(label, ours, theirs);
    *(ours ? &pair->good : &pair->bad) += 1;
}

/* A true signature made cheaply: k and k·G go on by one for each. The walk is OpenSSL's. */
struct walk {
    BIGNUM *k, *q, *d, *x;
    EC_GROUP *group;
    EC_POINT *point;
    BN_CTX *ctx;
};

static void sign_next(struct walk *walk, const struct pair *pair, const uint8_t *digest, uint8_t *signature)
{
    int octets = (int)(8 * pair->curve->words);
    BIGNUM *e = BN_lebin2bn(digest, octets, NULL), *r = BN_new();

    assert_true(BN_add_word(walk->k, 1) &&
                EC_POINT_add(walk->group, walk->point, walk->point, EC_GROUP_get0_generator(walk->group), walk->ctx) &&
                EC_POINT_get_affine_coordinates(walk->group, walk->point, walk->x, NULL, walk->ctx) &&
                BN_mod(r, walk->x, walk->q, walk->ctx) && BN_mod(e, e, walk->q, walk->ctx));
    if (BN_is_zero(e)) {
        assert_true(BN_one(e));
    }
    assert_int_equal(BN_bn2lebinpad(r, signature, octets), octets);
    assert_true(BN_mod_mul(r, r, walk->d, walk->q, walk->ctx) && BN_mod_mul(e, e, walk->k, walk->q, walk->ctx) &&
                BN_mod_add(e, e, r, walk->q, walk->ctx));
    assert_int_equal(BN_bn2lebinpad(e, signature + octets, octets), octets);
    BN_free(e);
    BN_free(r);
}

static void break_one(const struct nes_rand *rand, const struct nes_gost_curve *curve, uint8_t *digest,
                      uint8_t *signature)
{
    size_t octets = 8 * curve->words;

    switch (nes_rand_below(rand, 6)) {
    case 0:
        signature[nes_rand_below(rand, 2 * octets)] ^= (uint8_t)(1U << nes_rand_below(rand, 8));
        break;
    case 1:
        digest[nes_rand_below(rand, octets)] ^= (uint8_t)(1U << nes_rand_below(rand, 8));
        break;
    case 2:
        edge(curve, nes_rand_below(rand, 7), signature);
        break;
    case 3:
        edge(curve, nes_rand_below(rand, 7), signature + octets);
        break;
    case 4:
        edge(curve, nes_rand_below(rand, 7), digest);
        break;
    default:
        nes_rand_fill(rand, signature, 2 * octets);
    }
}

static void compare_many(enum nes_key_kind kind, int64_t rounds, uint8_t nth)
{
    struct nes_test_dice dice = { nes_test_seed() + nth };
    struct nes_rand rand = nes_test_rand(&dice);
    struct pair pair = { .curve = kind == NES_KEY_GOST2015 ? &nes_gost_512 : &nes_gost_256,
                         .key = nes_maker_key(kind, nth) };
    size_t octets = 8 * pair.curve->words;
    struct walk walk = { .k = BN_new(), .d = BN_lebin2bn(pair.key->secret, (int)octets, NULL), .x = BN_new(),
                         .q = BN_lebin2bn((const unsigned char *)pair.curve->q, (int)octets, NULL),
                         .group = nes_maker_group(kind), .ctx = BN_CTX_new() };
    uint8_t digest[64], signature[128], start[8];

    pair.engine_key = nes_engine_key(pair.key);
    walk.point = EC_POINT_new(walk.group);
    nes_rand_fill(&rand, start, sizeof(start));
    assert_non_null(BN_lebin2bn(start, sizeof(start), walk.k));
    assert_true(EC_POINT_mul(walk.group, walk.point, walk.k, NULL, NULL, walk.ctx));
    for (int64_t i = 0; i < rounds; i++) {
        nes_rand_fill(&rand, digest, octets);
        if (i % 16 == 0) {
            edge(pair.curve, nes_rand_below(&rand, 7), digest);
        }
        sign_next(&walk, &pair, digest, signature);
        if (i % 2) {
            break_one(&rand, pair.curve, digest, signature);
        }
        compare(&pair, digest, signature, "the two implementations");
    }
    print_message("%lld good, %lld bad\n", (long long)pair.good, (long long)pair.bad);
    NES_WANT("enough were good", pair.good >= rounds / 2);
    NES_WANT("enough were bad", pair.bad >= rounds / 4);
    BN_free(walk.k), BN_free(walk.d), BN_free(walk.x), BN_free(walk.q);
    EC_POINT_free(walk.point);
    EC_GROUP_free(walk.group);
    BN_CTX_free(walk.ctx);
    nes_engine_key_end(&pair.engine_key);
    nes_maker_key_end(&pair.key);
}

NES_TEST(our_arithmetic_and_the_engine_agree_on_random_signatures)
{
    NES_AUTO(nes_engine_end) void *engine = nes_engine_begin();
    int64_t all = nes_budget("pki_signatures");

    if (!engine) {
        NES_SKIP("libengine-gost-openssl is not here");
    }
    for (uint8_t nth = 0; nth < 4; nth++) {
        compare_many(NES_KEY_GOST2015, all / 5, nth);
    }
    compare_many(NES_KEY_GOST2004, all / 5, 9);
}

/* Every r, s and digest out of the edges, under both curves. */
NES_TEST(our_arithmetic_and_the_engine_agree_at_the_edges)
{
    NES_AUTO(nes_engine_end) void *engine = nes_engine_begin();

    if (!engine) {
        NES_SKIP("libengine-gost-openssl is not here");
    }
    for (uint64_t i = 0; i < 2 * 7 * 7 * 7; i++) {
        enum nes_key_kind kind = i % 2 ? NES_KEY_GOST2015 : NES_KEY_GOST2004;
        NES_AUTO(nes_maker_key_end) struct nes_maker_key *key = nes_maker_key(kind, 1);
        struct pair pair = { .curve = i % 2 ? &nes_gost_512 : &nes_gost_256, .key = key };
        uint8_t digest[64], signature[128];

        pair.engine_key = nes_engine_key(key);
        edge(pair.curve, i / 2 % 7, digest);
        edge(pair.curve, i / 14 % 7, signature);
        edge(pair.curve, i / 98 % 7, signature + key->octets);
        compare(&pair, digest, signature, "the two implementations at the edges");
        nes_engine_key_end(&pair.engine_key);
    }
}

/* The walk of the sum meets itself: keys G, −G, 2G, −2G and others that stand in the table of odd multiples. */
NES_TEST(keys_that_are_small_multiples_of_the_base_point_verify)
{
    static const uint8_t secrets[] = { 1, 2, 3, 4, 5, 7, 31, 62, 63, 64, 65, 127 };

    for (size_t i = 0; i < 2 * NES_LEN(secrets); i++) {
        NES_AUTO(nes_maker_key_end) struct nes_maker_key *key =
            nes_maker_key_of(i % 2 ? NES_KEY_GOST2015 : NES_KEY_GOST2004, secrets[i / 2]);
        const struct nes_gost_curve *curve = i % 2 ? &nes_gost_512 : &nes_gost_256;

        for (uint64_t k = 1; k < 40; k++) {
            uint8_t digest[64] = { 0 }, signature[128];

            digest[0] = (uint8_t)(k % 5);
            nes_maker_gost_sign(key, digest, k, signature);
            NES_WANT("a true signature", nes_gost_signed(curve, key->point, digest, signature));
            signature[0] ^= 1;
            NES_WANT("a false one", !nes_gost_signed(curve, key->point, digest, signature));
        }
    }
}

NES_TEST(a_key_off_the_curve_is_refused, .kind = NES_REFUSES)
{
    NES_AUTO(nes_maker_key_end) struct nes_maker_key *key = nes_maker_key(NES_KEY_GOST2015, 1);
    uint8_t off[128];

    NES_WANT("on the curve", nes_gost_key_on_curve(&nes_gost_512, key->point));
    for (size_t bit = 0; bit < 1024; bit++) {
        memcpy(off, key->point, sizeof(off));
        off[bit / 8] ^= (uint8_t)(1U << bit % 8);
        NES_WANT("off the curve", !nes_gost_key_on_curve(&nes_gost_512, off));
    }
    memset(off, 0xff, sizeof(off));
    NES_WANT("coordinates beyond p", !nes_gost_key_on_curve(&nes_gost_512, off));
}

static void unhex(struct nes_str text, const char *name, uint8_t *to, size_t octets, bool turn)
{
    const char *at = strstr(text.ptr, name);

    assert_non_null(at);
    at += strlen(name);
    for (size_t i = 0; i < octets; i++) {
        unsigned byte;

        assert_int_equal(sscanf(at + 2 * i, "%2x", &byte), 1);
        to[turn ? octets - 1 - i : i] = (uint8_t)byte;
    }
}

NES_TEST(the_published_vector_verifies)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    uint8_t key[128], digest[64], signature[128];
    struct nes_digest ours = nes_hash_of(NES_HASH_STREEBOG512, NES_STR("ncalayer-rs test message"));
    struct nes_str text;

    if (!nes_data_present()) {
        NES_SKIP("the published objects are not here (NESIE_PKI_DATA)");
    }
    text = nes_data_file(arena, "vectors/gost512_selfsigned.txt");
    unhex(text, "\nqx=", key, 64, true);
    unhex(text, "\nqy=", key + 64, 64, true);
    unhex(text, "\ndigest=", digest, 64, false);
    unhex(text, "\nsig=", signature, 128, false);
    assert_memory_equal(ours.octets, digest, 64);
    NES_WANT("the vector", nes_gost_signed(&nes_gost_512, key, digest, signature));
    for (size_t bit = 0; bit < 1024; bit += 7) {
        signature[bit / 8] ^= (uint8_t)(1U << bit % 8);
        NES_WANT("a flipped bit", !nes_gost_signed(&nes_gost_512, key, digest, signature));
        signature[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
}

/* The abscissa of the sum may lie between q and p; then r is what is left of it. Such a case cannot be met by chance.
 */
NES_TEST(an_abscissa_beyond_the_order_is_taken_modulo_it)
{
    const struct nes_gost_curve *curve = &nes_gost_512;
    BIGNUM *q = BN_lebin2bn((const unsigned char *)curve->q, 64, NULL), *x = BN_dup(q), *r = BN_new();
    EC_GROUP *group = nes_maker_group(NES_KEY_GOST2015);
    EC_POINT *c = EC_POINT_new(group), *minus = EC_POINT_dup(EC_GROUP_get0_generator(group), group);
    BN_CTX *ctx = BN_CTX_new();
    uint8_t digest[64] = { 1 }, signature[128] = { 0 }, key[128];

    while (!EC_POINT_set_compressed_coordinates(group, c, x, 0, ctx)) {
        assert_true(BN_add_word(x, 1));
    }
    assert_true(BN_sub(r, x, q) && EC_POINT_invert(group, minus, ctx) && EC_POINT_add(group, c, c, minus, ctx));
    assert_int_equal(BN_bn2lebinpad(r, signature, 64), 64);
    signature[64] = 1;
    if (BN_is_zero(r)) {
        NES_SKIP("q itself is an abscissa");
    }
    /* s = e = 1: the sum is G − r·Q, so Q = (G − C) ÷ r. */
    assert_non_null(BN_mod_inverse(r, r, q, ctx));
    assert_true(EC_POINT_invert(group, c, ctx) && EC_POINT_mul(group, c, NULL, c, r, ctx) &&
                EC_POINT_get_affine_coordinates(group, c, x, r, ctx));
    assert_int_equal(BN_bn2lebinpad(x, key, 64), 64);
    assert_int_equal(BN_bn2lebinpad(r, key + 64, 64), 64);
    NES_WANT("r + q is the abscissa", nes_gost_signed(curve, key, digest, signature));
    signature[0] ^= 1;
    NES_WANT("another r", !nes_gost_signed(curve, key, digest, signature));
    BN_free(q), BN_free(x), BN_free(r);
    EC_POINT_free(c);
    EC_POINT_free(minus);
    EC_GROUP_free(group);
    BN_CTX_free(ctx);
}
