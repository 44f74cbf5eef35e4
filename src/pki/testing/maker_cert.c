#include <openssl/x509.h>
#include <string.h>

#include "pki/der.h"
#include "pki/testing/maker.h"
#include "test/unit/test.h"

static struct nes_str attribute(struct nes_arena *arena, enum nes_oid oid, const char *prefix, const char *value)
{
    if (!value) {
        return (struct nes_str){ 0 };
    }
    return NES_MADE(arena, NES_DER_SET,
                    NES_MADE(arena, NES_DER_SEQUENCE, nes_made_oid(arena, oid),
                             NES_MADE(arena, NES_DER_UTF8, nes_str_of(prefix), nes_str_of(value))));
}

struct nes_str nes_made_name(struct nes_arena *arena, const struct nes_made_cert *cert)
{
    if (cert->name.len > 0) {
        return cert->name;
    }
    return NES_MADE(arena, NES_DER_SEQUENCE, attribute(arena, NES_OID_CN, "", cert->common),
                    attribute(arena, NES_OID_SURNAME, "", cert->surname),
                    attribute(arena, NES_OID_SERIAL, "IIN", cert->iin), attribute(arena, NES_OID_COUNTRY, "", "KZ"),
                    attribute(arena, NES_OID_GIVEN_NAME, "", cert->patronymic),
                    attribute(arena, NES_OID_ORGANISATION, "", cert->organisation),
                    attribute(arena, NES_OID_UNIT, "BIN", cert->bin));
}

struct nes_str nes_made_key_info(struct nes_arena *arena, const struct nes_maker_key *key)
{
    struct nes_str point = { (const char *)key->point, 2 * key->octets };
    bool new = key->kind == NES_KEY_GOST2015;
    unsigned char *der = NULL;
    struct nes_str copy;
    int len;

    if (key->kind != NES_KEY_RSA) {
        return NES_MADE(arena, NES_DER_SEQUENCE,
                        NES_MADE(arena, NES_DER_SEQUENCE,
                                 nes_made_oid(arena, new ? NES_OID_GOST2015_KEY : NES_OID_GOST2004_KEY),
                                 NES_MADE(arena, NES_DER_SEQUENCE,
                                          nes_made_oid(arena, new ? NES_OID_GOST2015_KEY_A : NES_OID_GOST2004_KEY_A),
                                          nes_made_oid(arena, new ? NES_OID_STREEBOG512 : NES_OID_GOST95_BOX))),
                        NES_MADE(arena, NES_DER_BITS, (struct nes_str){ "\0", 1 },
                                 NES_MADE(arena, NES_DER_OCTETS, point)));
    }
    len = i2d_PUBKEY(key->rsa, &der);
    assert_true(len > 0);
    copy = nes_str_copy(arena, (struct nes_str){ (char *)der, (size_t)len });
    OPENSSL_free(der);
    return copy;
}

struct nes_str nes_made_ski(struct nes_arena *arena, const struct nes_made_cert *cert)
{
    struct nes_str info = cert->key_info.len > 0 ? cert->key_info : nes_made_key_info(arena, cert->key);
    struct nes_str body, alg, bits;

    if (cert->ski.len > 0) {
        return cert->ski;
    }
    NES_WANT_OK(nes_der_only(info, NES_DER_SEQUENCE, &body));
    NES_WANT_OK(nes_der_take(&body, NES_DER_SEQUENCE, &alg));
    NES_WANT_OK(nes_der_octet_bits(&body, &bits));
    return nes_made_digest(arena, NES_HASH_SHA1, bits);
}

struct nes_str nes_made_serial(struct nes_arena *arena, const struct nes_made_cert *cert)
{
    struct nes_str body = nes_str_copy(arena, cert->serial.len > 0 ? cert->serial : nes_made_ski(arena, cert));
    char *first = nes_arena_take(arena, body.len);

    memcpy(first, body.ptr, body.len);
    if (cert->serial.len == 0) {
        first[0] = (char)((first[0] & 0x7f) | 0x10);
    }
    return NES_MADE(arena, NES_DER_INTEGER, (struct nes_str){ first, body.len });
}

static struct nes_str list_of(struct nes_arena *arena, const enum nes_oid *oids, size_t n, bool policies)
{
    struct nes_str list = { 0 };

    for (size_t i = 0; i < n && oids[i] != NES_OID_NONE; i++) {
        struct nes_str one = nes_made_oid(arena, oids[i]);

        list = nes_made_join(arena, list, policies ? NES_MADE(arena, NES_DER_SEQUENCE, one) : one);
    }
    return NES_MADE(arena, NES_DER_SEQUENCE, list);
}

static struct nes_str basic_of(struct nes_arena *arena, const struct nes_made_cert *cert)
{
    return NES_MADE(arena, NES_DER_SEQUENCE, cert->authority ? NES_STR("\x01\x01\xff") : (struct nes_str){ 0 },
                    cert->path_len >= 0 ? nes_made_int(arena, NES_DER_INTEGER, cert->path_len) : (struct nes_str){ 0 });
}

static struct nes_str extensions_of(struct nes_arena *arena, const struct nes_made_cert *cert)
{
    static const struct nes_str none = { 0 };
    const struct nes_made_cert *issuer = cert->issuer ? cert->issuer : cert;
    char usage[2] = { 0, (char)cert->usage };
    struct nes_str aki = cert->aki.len > 0 ? cert->aki : nes_made_ski(arena, issuer);

    return NES_MADE(
        arena, NES_DER_SEQUENCE,
        cert->usage >= 0 ? nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_KEY_USAGE), true,
                                              NES_MADE(arena, NES_DER_BITS, (struct nes_str){ usage, 2 }))
                         : none,
        cert->uses[0] != NES_OID_NONE
            ? nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_EXTENDED_USAGE), false,
                                 list_of(arena, cert->uses, NES_LEN(cert->uses), false))
            : none,
        cert->policies[0] != NES_OID_NONE
            ? nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_POLICIES), false,
                                 list_of(arena, cert->policies, NES_LEN(cert->policies), true))
            : none,
        cert->authority || cert->no_basic
            ? nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_BASIC), true, basic_of(arena, cert))
            : none,
        cert->nocheck ? nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_NOCHECK), false, NES_STR("\x05\x00"))
                      : none,
        nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_SKI), false,
                           NES_MADE(arena, NES_DER_OCTETS, nes_made_ski(arena, cert))),
        cert->no_aki ? none
                     : nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_AKI), false,
                                          NES_MADE(arena, NES_DER_SEQUENCE,
                                                   NES_MADE(arena, NES_DER_PLAIN(0), aki))),
        cert->extra);
}

struct nes_str nes_made_cert(struct nes_arena *arena, const struct nes_made_cert *cert)
{
    const struct nes_made_cert *issuer = cert->issuer ? cert->issuer : cert;
    enum nes_oid outer = cert->sign_oid != NES_OID_NONE ? cert->sign_oid : nes_maker_sign_oid(cert->signer->kind);
    enum nes_oid inner = cert->inner_oid != NES_OID_NONE ? cert->inner_oid : outer;
    struct nes_str tbs = NES_MADE(
        arena, NES_DER_SEQUENCE,
        NES_MADE(arena, NES_DER_INNER(0), nes_made_int(arena, NES_DER_INTEGER, cert->version ? cert->version : 2)),
        nes_made_serial(arena, cert), nes_made_alg(arena, inner), nes_made_name(arena, issuer),
        NES_MADE(arena, NES_DER_SEQUENCE, nes_made_time(arena, cert->from_us), nes_made_time(arena, cert->until_us)),
        nes_made_name(arena, cert), cert->key_info.len > 0 ? cert->key_info : nes_made_key_info(arena, cert->key),
        NES_MADE(arena, NES_DER_INNER(3), extensions_of(arena, cert)));

    return nes_made_signed(arena, tbs, cert->signer, outer, cert->false_signature);
}
