#include "pki/testing/data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "pki/base64.h"
#include "pki/der.h"
#include "pki/testing/maker.h"
#include "test/unit/test.h"

#define DATA_MAX 64'000'000

static const char *folder(char path[1024])
{
    const char *chosen = getenv("NESIE_PKI_DATA");
    size_t root = sizeof(NES_BUDGET_FILE) - sizeof("test/budget.tsv");

    (void)snprintf(path, 1024, "%.*s../shared/data/pki", (int)root, NES_BUDGET_FILE);
    return chosen ? chosen : path;
}

bool nes_data_present(void)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    char base[1024], path[1200];
    struct nes_str text;

    (void)snprintf(path, sizeof(path), "%s/README.md", folder(base));
    return nes_file_read(arena, path, DATA_MAX, &text);
}

struct nes_str nes_data_file(struct nes_arena *arena, const char *name)
{
    char base[1024], path[1200];
    struct nes_str text = { 0 };

    (void)snprintf(path, sizeof(path), "%s/%s", folder(base), name);
    NES_WANT(name, nes_file_read(arena, path, DATA_MAX, &text));
    return text;
}

struct nes_cert nes_data_cert(struct nes_arena *arena, const char *name)
{
    struct nes_cert cert;

    NES_WANT_OK(nes_cert_read_file(arena, nes_data_file(arena, name), &cert));
    return cert;
}

struct nes_trust *nes_data_trust(struct nes_arena *arena)
{
    static const char *const names[] = {
        "root_gost2015_test_2022.pem", "root_rsa_test_2020.pem", "root_rsa_test_2018.pem",
        "root_gost2004_test_2020.pem", "root_gost2004_test_2018.pem", "nca_gost2015_test_2022.pem",
        "nca_rsa_test_2023.pem", "nca_rsa_test_2019.pem", "nca_gost2004_test_2023.pem", "nca_gost2004_test_2019.pem",
    };
    struct nes_trust *trust = NES_NEW(arena, struct nes_trust);

    trust->test_mode = true;
    for (size_t i = 0; i < NES_LEN(names); i++) {
        char name[128];

        (void)snprintf(name, sizeof(name), "ca-test/%s", names[i]);
        NES_WANT_OK(nes_trust_add(trust, arena, nes_data_file(arena, name)));
        if (i < 5) {
            NES_WANT_OK(nes_trust_pin(trust, &trust->authorities[i], NES_REALM_TEST));
        }
    }
    return trust;
}

/* The octets between the lines of a PEM file. */
static struct nes_str pem(struct nes_arena *arena, const char *name)
{
    struct nes_str text = nes_data_file(arena, name), der;
    const char *from = strstr(text.ptr, "-----\n") + 6, *to = strstr(from, "-----END");

    assert_non_null(to);
    NES_WANT_OK(nes_pki_base64_read(arena, (struct nes_str){ from, (size_t)(to - from) }, &der));
    return der;
}

struct nes_trust *nes_data_trust_stamps(struct nes_arena *arena)
{
    NES_AUTO(nes_maker_key_end) struct nes_maker_key *key = nes_maker_key(NES_KEY_GOST2015, 200);
    struct nes_trust *trust = nes_data_trust(arena);
    struct nes_cert tsa = nes_data_cert(arena, "ca-production/tsa_gost2015_2025.pem");
    struct nes_made_cert root = { .common = "ROOT MADE FOR A TEST", .key = key, .signer = key, .path_len = -1,
                                  .authority = true, .usage = NES_USAGE_CERT_SIGN | NES_USAGE_CRL_SIGN,
                                  .from_us = tsa.from_us, .until_us = tsa.until_us };
    struct nes_made_cert nca = root;

    nca.issuer = &root;
    nca.name = tsa.issuer.whole;
    nca.ski = tsa.aki;
    nca.key_info = pem(arena, "ca-production/nca_gost2015_2022_recovered_spki.pem");
    NES_WANT_OK(nes_trust_add(trust, arena, nes_made_cert(arena, &root)));
    NES_WANT_OK(nes_trust_pin(trust, &trust->authorities[trust->authorities_n - 1], NES_REALM_TEST));
    NES_WANT_OK(nes_trust_add(trust, arena, nes_made_cert(arena, &nca)));
    return trust;
}

int64_t nes_instant(const char *text)
{
    char der[18] = { NES_DER_GENERALIZED, 15 };
    struct nes_str in = { der, 17 };
    int64_t at_us = 0;
    size_t n = 2;

    for (; *text; text++) {
        if (*text != '-' && *text != ':' && *text != 'T') {
            assert_true(n < 17);
            der[n++] = *text;
        }
    }
    NES_WANT_OK(nes_der_time(&in, &at_us));
    return at_us;
}
