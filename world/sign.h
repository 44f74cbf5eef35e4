/* world/sign.h: how the world signs: DER, hashes and keys written for it alone, so that what src/pki checks was made by
 * other code. GOST 34.10-2015 (512 bits) over OpenSSL's curves, Streebog as RFC 6986 spells it, RSA by OpenSSL. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* --- DER --- */

/* One element of that first octet around the parts, one behind the other. */
struct nes_str nes_asn_of(struct nes_arena *arena, int tag, const struct nes_str *parts, size_t n);
#define NES_ASN(arena, tag, ...)                                                                                       \
    nes_asn_of((arena), (tag), (const struct nes_str[]){ __VA_ARGS__ },                                                \
               sizeof((const struct nes_str[]){ __VA_ARGS__ }) / sizeof(struct nes_str))
enum nes_asn_tag {
    NES_ASN_BOOL = 0x01, NES_ASN_INTEGER = 0x02, NES_ASN_BITS = 0x03, NES_ASN_OCTETS = 0x04, NES_ASN_OID = 0x06,
    NES_ASN_ENUM = 0x0a, NES_ASN_UTF8 = 0x0c, NES_ASN_PRINTABLE = 0x13, NES_ASN_IA5 = 0x16, NES_ASN_UTC = 0x17,
    NES_ASN_TIME = 0x18, NES_ASN_SEQUENCE = 0x30, NES_ASN_SET = 0x31
};
#define NES_ASN_PLAIN(n) (0x80 | (n))   /* [n], primitive */
#define NES_ASN_INNER(n) (0xa0 | (n))   /* [n], constructed */
#define NES_ASN_NULL     NES_STR("\x05\x00")

struct nes_str nes_asn_join(struct nes_arena *arena, const struct nes_str *parts, size_t n);
struct nes_str nes_asn_oid(struct nes_arena *arena, const char *dotted);
struct nes_str nes_asn_int(struct nes_arena *arena, int tag, int64_t number);          /* not negative */
struct nes_str nes_asn_number(struct nes_arena *arena, struct nes_str magnitude);      /* INTEGER of these octets */
struct nes_str nes_asn_bits(struct nes_arena *arena, struct nes_str octets);           /* BIT STRING of whole octets */
struct nes_str nes_asn_time(struct nes_arena *arena, int64_t at_us);                   /* UTCTime until 2049 */
struct nes_str nes_asn_general(struct nes_arena *arena, int64_t at_us);                /* GeneralizedTime */
/* A SET OF these elements, sorted as DER wants it; the order of `parts` changes. */
struct nes_str nes_asn_sorted(struct nes_arena *arena, int tag, struct nes_str *parts, size_t n);
struct nes_str nes_asn_alg(struct nes_arena *arena, const char *dotted);               /* with NULL */

/* --- hashes --- */

void nes_stribog(struct nes_str bytes, uint8_t out[64]);
/* By OpenSSL: "SHA1", "SHA256"; in the arena. */
struct nes_str nes_digest_by(struct nes_arena *arena, const char *name, struct nes_str bytes);

/* --- keys --- */

enum nes_signing { NES_SIGNING_GOST = 1, NES_SIGNING_RSA };

/* What an algorithm of the authority is called where. */
struct nes_signing_names {
    const char *digest, *sign;         /* identifiers */
    const char *xml_digest, *xml_sign; /* as XMLDSig names them */
    const char *stamp_policy;
    size_t digest_bytes;
};
const struct nes_signing_names *nes_signing_names(enum nes_signing kind);

/* A key and how it is stored: GOST 64 octets (little-endian), RSA an RSAPrivateKey. Public parts follow from it. */
struct nes_signing_key {
    enum nes_signing kind;
    struct nes_str secret;
};

/* A new one; RSA takes some hundred milliseconds. `seed` is 64 random octets. */
struct nes_signing_key nes_signing_new(struct nes_arena *arena, enum nes_signing kind, const uint8_t seed[64]);
/* SubjectPublicKeyInfo, and the contents of its BIT STRING over which key identifiers are computed. */
struct nes_str nes_signing_public(struct nes_arena *arena, const struct nes_signing_key *key, struct nes_str *bits);
/* Digest that belongs to the algorithm. */
struct nes_str nes_signing_digest(struct nes_arena *arena, enum nes_signing kind, struct nes_str bytes);
/* A signature over a digest: GOST r‖s, both little-endian, as the authority writes it; the nonce follows from key and
 * digest, so the same thing signed twice is the same signature. */
struct nes_str nes_signing_sign(struct nes_arena *arena, const struct nes_signing_key *key, struct nes_str digest);
/* SEQUENCE { tbs, algorithm, BIT STRING }. */
struct nes_str nes_signing_wrap(struct nes_arena *arena, const struct nes_signing_key *key, struct nes_str tbs);

/* --- containers --- */

/* Whose signature. */
struct nes_signing_person {
    struct nes_signing_key key;
    struct nes_str certificate;        /* DER */
};

struct nes_cms_wish {
    struct nes_signing_person by;
    const char *type;                  /* of the content */
    struct nes_str content;            /* or its digest, where `digested` */
    bool attached, digested;
    bool stamp;                        /* a container of a time stamp: version 3, signingCertificate by SHA-1 */
    int64_t at_us;                     /* the signer's clock */
    /* A time stamp token over the signature; NULL: none. */
    struct nes_str (*token)(void *self, struct nes_arena *arena, struct nes_str signature);
    void *self;
};
struct nes_str nes_sign_cms(struct nes_arena *arena, const struct nes_cms_wish *wish);

/* The document with an enveloped signature at the end of its root, as the authority's Java program writes it. False
 * where it is no well-formed XML without a signature. */
bool nes_sign_xml(struct nes_arena *arena, const struct nes_signing_person *by, struct nes_str document,
                  struct nes_str *out);
