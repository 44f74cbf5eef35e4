#define OPENSSL_SUPPRESS_DEPRECATED
#include "pki/testing/engine.h"

#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

#include "test/unit/test.h"

void *nes_engine_begin(void)
{
    ENGINE *engine;

    ENGINE_load_dynamic();
    engine = ENGINE_by_id("gost");
    if (!engine) {
        ERR_clear_error();
        return NULL;
    }
    assert_true(ENGINE_init(engine) && ENGINE_set_default(engine, ENGINE_METHOD_ALL));
    return engine;
}

void nes_engine_end(void **engine)
{
    if (*engine) {
        ENGINE_finish(*engine);
        ENGINE_free(*engine);
        *engine = NULL;
    }
}

/* SubjectPublicKeyInfo with the identifiers that the engine knows (integrations 1.4, 1.5). */
void *nes_engine_key(const struct nes_maker_key *key)
{
    static const char head512[] =
        "\x30\x81\xaa\x30\x21\x06\x08\x2a\x85\x03\x07\x01\x01\x01\x02\x30\x15\x06\x09\x2a\x85\x03"
        "\x07\x01\x02\x01\x02\x01\x06\x08\x2a\x85\x03\x07\x01\x01\x02\x03\x03\x81\x84\x00\x04"
        "\x81\x80";
    static const char head256[] =
        "\x30\x63\x30\x1c\x06\x06\x2a\x85\x03\x02\x02\x13\x30\x12\x06\x07\x2a\x85\x03\x02\x02\x23"
        "\x01\x06\x07\x2a\x85\x03\x02\x02\x1e\x01\x03\x43\x00\x04\x40";
    bool wide = key->octets == 64;
    size_t head = wide ? sizeof(head512) - 1 : sizeof(head256) - 1;
    unsigned char der[256];
    const unsigned char *at = der;
    EVP_PKEY *pkey;

    memcpy(der, wide ? head512 : head256, head);
    memcpy(der + head, key->point, 2 * key->octets);
    pkey = d2i_PUBKEY(NULL, &at, (long)(head + 2 * key->octets));
    assert_non_null(pkey);
    return pkey;
}

void nes_engine_key_end(void **key)
{
    EVP_PKEY_free(*key);
    *key = NULL;
}

bool nes_engine_signed(void *key, const uint8_t *digest, const uint8_t *signature, size_t octets)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
    unsigned char reversed[128];
    int verdict;

    for (size_t i = 0; i < 2 * octets; i++) {
        reversed[i] = signature[2 * octets - 1 - i];
    }
    assert_true(ctx && EVP_PKEY_verify_init(ctx) > 0);
    verdict = EVP_PKEY_verify(ctx, reversed, 2 * octets, digest, octets);
    EVP_PKEY_CTX_free(ctx);
    ERR_clear_error();
    return verdict == 1;
}

struct nes_digest nes_engine_streebog(struct nes_str bytes, size_t octets)
{
    struct nes_digest digest = { .len = octets };
    unsigned len = 0;

    assert_true(EVP_Digest(bytes.ptr, bytes.len, digest.octets, &len,
                           EVP_get_digestbyname(octets == 64 ? "md_gost12_512" : "md_gost12_256"), NULL));
    assert_int_equal(len, octets);
    return digest;
}
