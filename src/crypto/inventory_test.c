#include "crypto/inventory.h"

#include <ftw.h>
#include <stdio.h>
#include <string.h>

#include "crypto/crypto_test.h"

NES_TEST(the_page_of_algorithms_is_what_the_code_says, .rules = "19.3")
{
    NES_BENCH(bench);
    FILE *file = fopen(NES_SOURCE_ROOT "/docs/crypto.md", "r");
    struct nes_str page;
    char text[16384];
    size_t len;

    NES_WANT("docs/crypto.md", file != NULL);
    len = fread(text, 1, sizeof(text), file);
    (void)fclose(file);
    NES_WANT_OK(nes_algorithms_page(bench->arena, &page));
    NES_WANT("run: nesie crypto > docs/crypto.md", nes_str_eq(page, (struct nes_str){ text, len }));
}

static bool listed(struct nes_str name)
{
    for (size_t i = 0; i < nes_algorithms_len; i++) {
        struct nes_str rest = nes_str_of(nes_algorithms[i].fetched), word;

        while (rest.len > 0) {
            (void)nes_str_cut(rest, ' ', &word, &rest);
            if (nes_str_eq(word, name)) {
                return true;
            }
        }
    }
    return false;
}

/* Calls that choose an algorithm by a name in quotes. src/pki verifies what the national authority signs and has its
 * own list; direct calls like EVP_sha1() are refused everywhere but there. */
static int look(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    static const char *const calls[] = { "_fetch(", "EVP_PKEY_Q_keygen(", "_key_ex(" };
    static const char *const direct[] = { "EVP_sha", "EVP_md5", "EVP_des", "EVP_rc4", "EVP_aes", "SHA1(", "MD5(" };
    size_t len = strlen(path);
    char line[512];
    FILE *file;

    (void)stat;
    (void)ftw;
    if (type != FTW_F || len < 2 || strcmp(path + len - 2, ".c") != 0 || strstr(path, "/pki/") ||
        strstr(path, "_test.c")) {
        return 0;
    }
    file = fopen(path, "r");
    NES_WANT(path, file != NULL);
    while (fgets(line, sizeof(line), file)) {
        for (size_t i = 0; i < NES_LEN(direct); i++) {
            NES_WANT(line, !strstr(line, direct[i]));
        }
        for (size_t i = 0; i < NES_LEN(calls) && strstr(line, "EVP_"); i++) {
            const char *at = strstr(line, calls[i]);
            struct nes_str name, rest;

            while (at && (at = strchr(at, '"'))) {
                (void)nes_str_cut(nes_str_of(at + 1), '"', &name, &rest);
                NES_WANT(line, listed(name));
                at = name.ptr + name.len + 1;
            }
        }
    }
    (void)fclose(file);
    return 0;
}

NES_TEST(no_code_uses_an_algorithm_that_is_not_listed, .rules = "19.3", .kind = NES_REFUSES)
{
    NES_WANT_INT("walked", nftw(NES_SOURCE_ROOT "/src", look, 16, FTW_PHYS), 0);
    NES_WANT("MD5 is not", !listed(NES_STR("MD5")));
    NES_WANT("SHA256 is", listed(NES_STR("SHA256")));
}
