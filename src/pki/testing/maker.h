/* src/pki/testing/maker.h: a test authority that signs what it is told, right or wrong. It shares no arithmetic with
 * the code under test: GOST signatures come from OpenSSL's EC_GROUP, RSA from EVP. */
#pragma once
#include <openssl/ec.h>

#include "pki/alg.h"
#include "pki/cert.h"

struct nes_maker_key {
    enum nes_key_kind kind;
    void *rsa;                 /* EVP_PKEY */
    uint8_t secret[64], point[128];
    size_t octets;             /* of one number */
};

/* The nth key of a kind; the same in each run for GOST, fresh for RSA. End it. */
struct nes_maker_key *nes_maker_key(enum nes_key_kind kind, uint8_t nth);
/* A GOST key whose secret is this small number. */
struct nes_maker_key *nes_maker_key_of(enum nes_key_kind kind, uint8_t secret);
/* The curve of a kind of key as OpenSSL knows curves; EC_GROUP_free it. */
EC_GROUP *nes_maker_group(enum nes_key_kind kind);
void nes_maker_key_end(struct nes_maker_key **key);
/* A signature over the parts' bytes; `hash` matters for RSA alone. */
struct nes_str nes_maker_sign(struct nes_arena *arena, const struct nes_maker_key *key, enum nes_hash_kind hash,
                              struct nes_str bytes);
/* r‖s over a digest, little-endian, with the nonce `k` (not 0). */
void nes_maker_gost_sign(const struct nes_maker_key *key, const uint8_t *digest, uint64_t k, uint8_t *signature);

/* DER by hand: one element of the given parts. */
struct nes_str nes_made_of(struct nes_arena *arena, int tag, const struct nes_str *parts, size_t n);
#define NES_MADE(arena, tag, ...)                                                                                      \
    nes_made_of((arena), (tag), (const struct nes_str[]){ __VA_ARGS__ },                                               \
                sizeof((const struct nes_str[]){ __VA_ARGS__ }) / sizeof(struct nes_str))
struct nes_str nes_made_oid(struct nes_arena *arena, enum nes_oid oid);
struct nes_str nes_made_int(struct nes_arena *arena, int tag, int64_t number);
struct nes_str nes_made_alg(struct nes_arena *arena, enum nes_oid oid);   /* with NULL */
struct nes_str nes_made_time(struct nes_arena *arena, int64_t at_us);     /* GeneralizedTime */
struct nes_str nes_made_join(struct nes_arena *arena, struct nes_str a, struct nes_str b);
struct nes_str nes_made_digest(struct nes_arena *arena, enum nes_hash_kind hash, struct nes_str bytes);
struct nes_str nes_made_extension(struct nes_arena *arena, struct nes_str oid, bool critical, struct nes_str value);
/* Algorithm of a signature by this kind of key, and the digest that goes with it. */
enum nes_oid nes_maker_sign_oid(enum nes_key_kind kind);
enum nes_hash_kind nes_maker_hash(enum nes_key_kind kind);

struct nes_made_cert {
    const char *common, *surname, *patronymic, *iin, *bin, *organisation;
    struct nes_maker_key *key, *signer;
    const struct nes_made_cert *issuer;     /* NULL: itself */
    int64_t from_us, until_us;
    int usage;                              /* first octet of key usage; −1: absent */
    enum nes_oid uses[6], policies[4];
    bool authority, no_basic, nocheck, no_aki;
    int path_len;                           /* −1: absent */
    enum nes_oid sign_oid, inner_oid;       /* NES_OID_NONE: by the signer's key */
    struct nes_str ski, aki;                /* empty: computed */
    struct nes_str serial;                  /* empty: from the key identifier */
    struct nes_str extra;                   /* extensions more, as DER */
    struct nes_str key_info, name;          /* instead of its own: SubjectPublicKeyInfo, Name */
    int64_t version;                        /* 2 is version 3 */
    bool false_signature;
};
struct nes_str nes_made_name(struct nes_arena *arena, const struct nes_made_cert *cert);
struct nes_str nes_made_key_info(struct nes_arena *arena, const struct nes_maker_key *key);
struct nes_str nes_made_ski(struct nes_arena *arena, const struct nes_made_cert *cert);
struct nes_str nes_made_serial(struct nes_arena *arena, const struct nes_made_cert *cert);   /* the whole INTEGER */
struct nes_str nes_made_cert(struct nes_arena *arena, const struct nes_made_cert *cert);
/* SEQUENCE { tbs, algorithm, BIT STRING }. */
struct nes_str nes_made_signed(struct nes_arena *arena, struct nes_str tbs, const struct nes_maker_key *key,
                               enum nes_oid oid, bool false_signature);
