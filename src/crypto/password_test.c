#include "crypto/password.h"

#include <sodium.h>

#include "crypto/crypto_test.h"

NES_TEST(a_password_is_kept_as_argon2id_with_its_parameters, .rules = "29")
{
    NES_BENCH(bench);
    struct nes_peppered right, wrong, unpeppered;
    char stored[NES_PASSWORD_TEXT], again[NES_PASSWORD_TEXT];
    bool matches, stale;

    nes_password_pepper(bench->crypto, secret_of(NES_STR("pepper")), secret_of(NES_STR("верблюд-7")), &right);
    nes_password_pepper(bench->crypto, secret_of(NES_STR("pepper")), secret_of(NES_STR("верблюд-8")), &wrong);
    nes_password_pepper(bench->crypto, secret_of(NES_STR("other")), secret_of(NES_STR("верблюд-7")), &unpeppered);
    nes_password_hash(bench->crypto, &right, stored);
    nes_password_hash(bench->crypto, &right, again);
    NES_WANT("parameters", nes_str_starts(nes_str_of(stored), NES_STR("$argon2id$v=19$m=65536,t=2,p=1$")));
    NES_WANT("another salt", !nes_str_eq(nes_str_of(stored), nes_str_of(again)));
    NES_WANT_OK(nes_password_check(bench->crypto, &right, nes_str_of(stored), &matches, &stale));
    NES_WANT("right", matches && !stale);
    NES_WANT_OK(nes_password_check(bench->crypto, &wrong, nes_str_of(stored), &matches, &stale));
    NES_WANT("wrong", !matches);
    NES_WANT_OK(nes_password_check(bench->crypto, &unpeppered, nes_str_of(stored), &matches, &stale));
    NES_WANT("of a stolen table without the key", !matches);
}

NES_TEST(a_hash_of_other_parameters_is_stale)
{
    NES_BENCH(bench);
    struct nes_peppered right;
    char weak[crypto_pwhash_STRBYTES];
    bool matches, stale;

    nes_password_pepper(bench->crypto, secret_of(NES_STR("pepper")), secret_of(NES_STR("x")), &right);
    NES_WANT_INT("made", crypto_pwhash_str_alg(weak, (const char *)right.hash.b, sizeof(right.hash.b), 1, 8192 * 1024,
                                               crypto_pwhash_ALG_ARGON2ID13), 0);
    NES_WANT_OK(nes_password_check(bench->crypto, &right, nes_str_of(weak), &matches, &stale));
    NES_WANT("right and stale", matches && stale);
}

NES_TEST(a_record_that_is_no_hash_fails_closed, .rules = "28", .kind = NES_REFUSES)
{
    static const char *const records[] = { "", "plain", "$argon2i$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA",
                                           "$argon2id$v=19$", "$argon2id$v=19$m=65536,t=2,p=1$" };
    NES_BENCH(bench);
    struct nes_peppered right;
    bool matches = false, stale = false;

    nes_password_pepper(bench->crypto, secret_of(NES_STR("pepper")), secret_of(NES_STR("plain")), &right);
    for (size_t i = 0; i < NES_LEN(records); i++) {
        struct nes_err err = nes_password_check(bench->crypto, &right, nes_str_of(records[i]), &matches, &stale);

        NES_WANT(records[i], err.what || !matches);
    }
}
