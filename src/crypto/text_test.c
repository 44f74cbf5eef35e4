#include "crypto/text.h"

#include <string.h>

#include "crypto/crypto_test.h"

/* RFC 4648, 10. */
static const struct { const char *bytes, *base64, *url, *base32; } known[] = {
    { "", "", "", "" },
    { "f", "Zg==", "Zg", "MY" },
    { "fo", "Zm8=", "Zm8", "MZXQ" },
    { "foo", "Zm9v", "Zm9v", "MZXW6" },
    { "foob", "Zm9vYg==", "Zm9vYg", "MZXW6YQ" },
    { "fooba", "Zm9vYmE=", "Zm9vYmE", "MZXW6YTB" },
    { "foobar", "Zm9vYmFy", "Zm9vYmFy", "MZXW6YTBOI" },
    { "\xfb\xff\xfe", "+//+", "-__-", "7P774" },
};

NES_TEST(bytes_become_text_and_back_as_in_rfc_4648)
{
    NES_BENCH(bench);

    for (size_t i = 0; i < NES_LEN(known); i++) {
        struct nes_str bytes = nes_str_of(known[i].bytes), back;

        NES_WANT_STR("base64", nes_base64_write(bench->arena, NES_BASE64_STD, bytes), known[i].base64);
        NES_WANT_STR("base64url", nes_base64_write(bench->arena, NES_BASE64_URL, bytes), known[i].url);
        NES_WANT_STR("base32", nes_base32_write(bench->arena, bytes), known[i].base32);
        NES_WANT_OK(nes_base64_read(bench->arena, NES_BASE64_STD, nes_str_of(known[i].base64), &back));
        NES_WANT_STR("back", back, known[i].bytes);
        NES_WANT_OK(nes_base64_read(bench->arena, NES_BASE64_URL, nes_str_of(known[i].url), &back));
        NES_WANT_STR("back", back, known[i].bytes);
        NES_WANT_OK(nes_base32_read(bench->arena, nes_str_of(known[i].base32), &back));
        NES_WANT_STR("back", back, known[i].bytes);
    }
}

NES_TEST(one_text_stands_for_one_row_of_bytes)
{
    static const char *const std[] = { "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z===", "====", "Zm9v\n", "Zm9-", "Zm 9v",
                                       "=Zg=" };
    static const char *const url[] = { "Zg==", "Zh", "Z", "Zm9/", "Zm9v=" };
    NES_BENCH(bench);
    struct nes_str out;

    for (size_t i = 0; i < NES_LEN(std); i++) {
        NES_WANT_FAULT(std[i], nes_base64_read(bench->arena, NES_BASE64_STD, nes_str_of(std[i]), &out), "BASE64_FORM");
    }
    for (size_t i = 0; i < NES_LEN(url); i++) {
        NES_WANT_FAULT(url[i], nes_base64_read(bench->arena, NES_BASE64_URL, nes_str_of(url[i]), &out), "BASE64_FORM");
    }
    NES_WANT_OK(nes_base32_read(bench->arena, NES_STR("mzxw 6ytb"), &out));
    NES_WANT_STR("as people type it", out, "fooba");
    NES_WANT_FAULT("a digit that is none", nes_base32_read(bench->arena, NES_STR("M1"), &out), "BASE32_FORM");
}

NES_TEST(tokens_differ_and_carry_256_bits)
{
    NES_BENCH(bench);
    char one[NES_TOKEN_TEXT + 1], two[NES_TOKEN_TEXT + 1];
    struct nes_str bytes;

    nes_token_new(bench->crypto, one);
    nes_token_new(bench->crypto, two);
    NES_WANT("they differ", strcmp(one, two) != 0);
    NES_WANT_OK(nes_base64_read(bench->arena, NES_BASE64_URL, nes_str_of(one), &bytes));
    NES_WANT_INT("bytes", (int64_t)bytes.len, 32);
}
