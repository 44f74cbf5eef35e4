#include "crypto/code.h"

#include <stdlib.h>

#include "crypto/crypto_test.h"

static const struct nes_secret rfc_secret = { (const uint8_t *)"12345678901234567890", 20 };

/* RFC 6238, appendix B, SHA-1; our six digits are the last six of its eight. */
static const struct { int64_t second; const char *code; } totps[] = {
    { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
    { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
};

NES_TEST(totp_gives_the_answers_of_rfc_6238, .rules = "35.3.b")
{
    for (size_t i = 0; i < NES_LEN(totps); i++) {
        struct nes_totp_time time = { .now_us = totps[i].second * 1'000'000, .used_step = -1, .window = 0 };
        int64_t step;

        NES_WANT_OK(nes_totp_check(rfc_secret, nes_str_of(totps[i].code), time, &step));
        NES_WANT_INT(totps[i].code, step, totps[i].second / 30);
    }
}

NES_TEST(a_spent_early_or_late_code_is_refused, .rules = "D.5, 11.3", .kind = NES_REFUSES)
{
    struct nes_totp_time time = { .now_us = INT64_C(1111111111) * 1'000'000, .used_step = -1, .window = 1 };
    int64_t step, now = 1111111111 / 30;
    struct nes_code code;

    for (int64_t off = -3; off <= 3; off++) {
        NES_WANT_OK(nes_totp_at(rfc_secret, now + off, &code));
        NES_WANT_OK(nes_totp_check(rfc_secret, nes_str_of(code.text), time, &step));
        NES_WANT_INT("inside the window only", step, off >= -1 && off <= 1 ? now + off : -1);
    }
    time.used_step = now;
    NES_WANT_OK(nes_totp_at(rfc_secret, now, &code));
    NES_WANT_OK(nes_totp_check(rfc_secret, nes_str_of(code.text), time, &step));
    NES_WANT_INT("the same again", step, -1);
    NES_WANT_OK(nes_totp_at(rfc_secret, now - 1, &code));
    NES_WANT_OK(nes_totp_check(rfc_secret, nes_str_of(code.text), time, &step));
    NES_WANT_INT("an older one after it", step, -1);
    NES_WANT_OK(nes_totp_check(rfc_secret, NES_STR("05047"), time, &step));
    NES_WANT_INT("short", step, -1);
    NES_WANT_FAULT("a short secret", nes_totp_at((struct nes_secret){ rfc_secret.ptr, 15 }, now, &code), "CODE_SECRET");
}

NES_TEST(the_application_scans_a_complete_address)
{
    NES_BENCH(bench);
    struct nes_str uri;

    NES_WANT_OK(nes_totp_uri(bench->arena, rfc_secret, NES_STR("Несие МФО"), NES_STR("a.b@x"), &uri));
    NES_WANT_STR("uri", uri,
                 "otpauth://totp/%D0%9D%D0%B5%D1%81%D0%B8%D0%B5%20%D0%9C%D0%A4%D0%9E:a.b%40x?secret="
                 "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%D0%9D%D0%B5%D1%81%D0%B8%D0%B5%20%D0%9C%D0%A4%D0%9E"
                 "&algorithm=SHA1&digits=6&period=30");
}

/* Computed with another implementation (Python's hmac). */
NES_TEST(a_one_time_code_is_an_hmac_of_challenge_and_send_number, .rules = "35.3.d")
{
    NES_BENCH(bench);
    struct nes_secret key = secret_of(NES_STR("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"));
    struct nes_id challenge;
    struct nes_code code, next;

    for (uint8_t i = 0; i < 16; i++) {
        challenge.b[i] = i;
    }
    code = nes_code_make(bench->crypto, key, challenge, 3);
    NES_WANT_STR("the code", nes_str_of(code.text), "711022");
    next = nes_code_make(bench->crypto, key, challenge, 4);
    NES_WANT("another sending, another code", !nes_code_same(&code, nes_str_of(next.text)));
    NES_WANT("the same", nes_code_same(&code, NES_STR("711022")));
    NES_WANT("longer", !nes_code_same(&code, NES_STR("7110220")));
    NES_WANT("empty", !nes_code_same(&code, NES_STR("")));
}

NES_TEST(numbers_above_the_last_full_million_are_drawn_again)
{
    NES_BENCH(bench);
    struct nes_hash mac;
    struct nes_code code;

    for (size_t i = 0; i < NES_HASH_BYTES; i++) {
        mac.b[i] = 0xff; /* no word of it may be used: the pool is hashed on */
    }
    code = nes_code_digits(bench->crypto, &mac);
    NES_WANT_INT("six digits", (int64_t)nes_str_of(code.text).len, NES_CODE_DIGITS);
    mac.b[31] = 0;
    mac.b[30] = mac.b[29] = mac.b[28] = 0;
    code = nes_code_digits(bench->crypto, &mac);
    NES_WANT_STR("the last word alone is fair", nes_str_of(code.text), "000000");
}

/* Chi-square over the first digits: 9 degrees of freedom, 40 is far beyond chance (p < 0.00001) for any seed. */
NES_TEST(each_digit_comes_equally_often)
{
    NES_BENCH(bench);
    int64_t seen[NES_CODE_DIGITS][10] = { 0 }, rounds = nes_budget("crypto.code_digits");

    for (int64_t n = 0; n < rounds; n++) {
        struct nes_hash mac;
        struct nes_code code;

        nes_crypto_random(bench->crypto, mac.b, sizeof(mac.b));
        code = nes_code_digits(bench->crypto, &mac);
        for (size_t at = 0; at < NES_CODE_DIGITS; at++) {
            seen[at][code.text[at] - '0']++;
        }
    }
    for (size_t at = 0; at < NES_CODE_DIGITS; at++) {
        double chi = 0, mean = (double)rounds / 10;

        for (size_t digit = 0; digit < 10; digit++) {
            chi += ((double)seen[at][digit] - mean) * ((double)seen[at][digit] - mean) / mean;
        }
        NES_WANT("even", chi < 40);
    }
}
