#include "crypto/hash.h"

#include <string.h>

#include "crypto/crypto_test.h"

NES_TEST(sha_256_gives_the_answers_of_nist)
{
    NES_BENCH(bench);
    static const struct { const char *text, *hash; } known[] = {
        { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };

    for (size_t i = 0; i < NES_LEN(known); i++) {
        struct nes_hash hash = nes_sha256(bench->crypto, nes_str_of(known[i].text));

        NES_WANT_STR(known[i].text, nes_str_hex(bench->arena, hash.b, sizeof(hash.b)), known[i].hash);
    }
}

NES_TEST(a_hasher_makes_many_hashes_in_pieces)
{
    NES_BENCH(bench);
    NES_AUTO(nes_hasher_end) struct nes_hasher *hasher = nes_hasher_begin(bench->crypto);

    for (int round = 0; round < 3; round++) {
        struct nes_hash hash, whole = nes_sha256(bench->crypto, NES_STR("abc"));

        nes_hasher_add(hasher, "a", 1);
        nes_hasher_add(hasher, "bc", 2);
        hash = nes_hasher_done(hasher);
        NES_WANT("as in one piece", nes_hash_eq(&hash, &whole));
    }
}

NES_TEST(hmac_gives_the_answers_of_rfc_4231)
{
    NES_BENCH(bench);
    struct nes_str key = bytes_of_hex(bench->arena, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
    struct nes_hash hash = nes_hmac(bench->crypto, secret_of(key), NES_STR("Hi There"));

    NES_WANT_STR("case 1", nes_str_hex(bench->arena, hash.b, sizeof(hash.b)),
                 "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hash = nes_hmac(bench->crypto, secret_of(NES_STR("Jefe")), NES_STR("what do ya want for nothing?"));
    NES_WANT_STR("case 2", nes_str_hex(bench->arena, hash.b, sizeof(hash.b)),
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

NES_TEST(hkdf_gives_the_answer_of_rfc_5869)
{
    NES_BENCH(bench);
    /* Case 3: neither salt nor info. */
    struct nes_str key = bytes_of_hex(bench->arena, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
    uint8_t out[42];

    nes_hkdf(bench->crypto, secret_of(key), NES_STR(""), out, sizeof(out));
    NES_WANT_STR("case 3", nes_str_hex(bench->arena, out, sizeof(out)),
                 "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

NES_TEST(equal_means_equal_in_each_byte)
{
    uint8_t a[32] = { 0 }, b[32] = { 0 };

    NES_WANT("equal", nes_crypto_same(a, b, sizeof(a)));
    for (size_t i = 0; i < sizeof(a); i++) {
        b[i] = 1;
        NES_WANT("one byte differs", !nes_crypto_same(a, b, sizeof(a)));
        b[i] = 0;
    }
    memset(a, 0xaa, sizeof(a));
    nes_crypto_wipe(a, sizeof(a));
    NES_WANT("wiped", nes_crypto_same(a, b, sizeof(a)));
}
