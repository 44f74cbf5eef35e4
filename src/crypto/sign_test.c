#include "crypto/sign.h"

#include <string.h>

#include "crypto/crypto_test.h"

/* RFC 8032, 7.1, tests 1 to 3. */
static const struct { const char *seed, *public, *message, *signature; } known[] = {
    { "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25b"
      "f5f0595bbe24655141438e7a100b" },
    { "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b"
      "2eaeb4302aeeb00d291612bb0c00" },
    { "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c"
      "15e9716ed28dc027beceea1ec40a" },
};

NES_TEST(ed25519_gives_the_answers_of_rfc_8032)
{
    NES_BENCH(bench);

    for (size_t i = 0; i < NES_LEN(known); i++) {
        struct nes_str seed = bytes_of_hex(bench->arena, known[i].seed);
        struct nes_str message = bytes_of_hex(bench->arena, known[i].message);
        struct nes_sign_key key;
        struct nes_public_key public;
        struct nes_signature signature;

        memcpy(key.seed, seed.ptr, sizeof(key.seed));
        nes_sign_public(bench->crypto, &key, &public);
        nes_sign(bench->crypto, &key, message, &signature);
        NES_WANT_STR("public", nes_str_hex(bench->arena, public.b, sizeof(public.b)), known[i].public);
        NES_WANT_STR("signature", nes_str_hex(bench->arena, signature.b, sizeof(signature.b)), known[i].signature);
        NES_WANT_OK(nes_sign_check(bench->crypto, &public, message, &signature));
    }
}

NES_TEST(a_changed_message_signature_or_key_is_refused, .rules = "11.1", .kind = NES_REFUSES)
{
    NES_BENCH(bench);
    struct nes_sign_key key = { { 1 } };
    struct nes_public_key public;
    struct nes_signature signature;

    nes_sign_public(bench->crypto, &key, &public);
    nes_sign(bench->crypto, &key, NES_STR("root 1"), &signature);
    NES_WANT_FAULT("message", nes_sign_check(bench->crypto, &public, NES_STR("root 2"), &signature), "SIGNATURE_WRONG");
    for (size_t i = 0; i < sizeof(signature.b); i++) {
        signature.b[i] ^= 1;
        NES_WANT_FAULT("signature", nes_sign_check(bench->crypto, &public, NES_STR("root 1"), &signature),
                       "SIGNATURE_WRONG");
        signature.b[i] ^= 1;
    }
    public.b[0] ^= 1;
    NES_WANT_FAULT("key", nes_sign_check(bench->crypto, &public, NES_STR("root 1"), &signature), "SIGNATURE_WRONG");
}
