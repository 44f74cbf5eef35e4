#include "pki/testing/maker_objects.h"

#include <string.h>

#include "pki/der.h"
#include "test/unit/test.h"

static const struct nes_str none = { 0 };

static struct nes_str attribute(struct nes_arena *arena, enum nes_oid oid, struct nes_str value)
{
    return NES_MADE(arena, NES_DER_SEQUENCE, nes_made_oid(arena, oid), NES_MADE(arena, NES_DER_SET, value));
}

static struct nes_str cert_id(struct nes_arena *arena, const struct nes_made_signer *one)
{
    struct nes_str der = one->false_cert_id ? nes_made_join(arena, one->cert_der, NES_STR("x")) : one->cert_der;
    const struct nes_made_cert *issuer = one->cert->issuer ? one->cert->issuer : one->cert;
    struct nes_str serial = one->other_serial ? NES_STR("\x02\x01\x05") : nes_made_serial(arena, one->cert);
    struct nes_str digest = nes_made_digest(arena, one->cert_id_v1 ? NES_HASH_SHA1 : NES_HASH_SHA256, der);
    struct nes_str id = NES_MADE(
        arena, NES_DER_SEQUENCE, NES_MADE(arena, NES_DER_OCTETS, digest),
        one->with_serial || one->other_serial
            ? NES_MADE(arena, NES_DER_SEQUENCE,
                       NES_MADE(arena, NES_DER_SEQUENCE,
                                NES_MADE(arena, NES_DER_INNER(4), nes_made_name(arena, issuer))),
                       serial)
            : none);

    return attribute(arena, one->cert_id_v1 ? NES_OID_AT_SIGNING_CERT : NES_OID_AT_SIGNING_CERT_V2,
                     NES_MADE(arena, NES_DER_SEQUENCE, NES_MADE(arena, NES_DER_SEQUENCE, id)));
}

/* The attributes, in DER's order unless told otherwise. */
static struct nes_str attributes_of(struct nes_arena *arena, const struct nes_made_signer *one, enum nes_oid type,
                                    enum nes_hash_kind hash, struct nes_str content)
{
    struct nes_str list[8] = { { 0 } }, all = { 0 };
    size_t n = 0;

    if (!one->no_type) {
        list[n++] = attribute(arena, NES_OID_AT_CONTENT_TYPE,
                              nes_made_oid(arena, one->content_type != NES_OID_NONE ? one->content_type : type));
    }
    if (one->claimed_us > 0) {
        list[n++] = attribute(arena, NES_OID_AT_SIGNING_TIME, nes_made_time(arena, one->claimed_us));
    }
    if (!one->no_cert_id) {
        list[n++] = cert_id(arena, one);
    }
    if (!one->no_digest) {
        struct nes_str over = one->false_digest ? nes_made_join(arena, content, NES_STR("x")) : content;
        struct nes_str digest = NES_MADE(arena, NES_DER_OCTETS, nes_made_digest(arena, hash, over));

        list[n++] = attribute(arena, NES_OID_AT_MESSAGE_DIGEST, digest);
    }
    if (one->twice) {
        list[n++] = attribute(arena, NES_OID_AT_CONTENT_TYPE, nes_made_oid(arena, NES_OID_TST_INFO));
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k + 1 < n - i; k++) {
            if ((nes_str_order(list[k], list[k + 1]) > 0) != one->unsorted) {
                struct nes_str swap = list[k];

                list[k] = list[k + 1];
                list[k + 1] = swap;
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        all = nes_made_join(arena, all, list[i]);
    }
    return all;
}

static struct nes_str unsigned_of(struct nes_arena *arena, const struct nes_made_signer *one)
{
    struct nes_str token = one->token.len > 0 ? attribute(arena, NES_OID_AT_TIME_STAMP, one->token) : none;

    return token.len + one->unsigned_more.len == 0 ? none
                                                   : NES_MADE(arena, NES_DER_INNER(1), token, one->unsigned_more);
}

static struct nes_str signer_of(struct nes_arena *arena, const struct nes_made_signer *one, enum nes_oid type,
                                struct nes_str content)
{
    const struct nes_maker_key *key = one->key ? one->key : one->cert->key;
    const struct nes_made_cert *issuer = one->cert->issuer ? one->cert->issuer : one->cert;
    enum nes_oid digest = one->digest != NES_OID_NONE ? one->digest : nes_hash_oid(nes_maker_hash(key->kind));
    enum nes_oid sign = one->sign != NES_OID_NONE ? one->sign : nes_maker_sign_oid(key->kind);
    struct nes_str attributes = attributes_of(arena, one, type, nes_hash_named(digest), content);
    struct nes_str over = one->no_attributes ? content : NES_MADE(arena, NES_DER_SET, attributes), signature;
    enum nes_hash_kind rsa_hash = sign == NES_OID_RSA_SHA1 ? NES_HASH_SHA1 : NES_HASH_SHA256;

    over = one->false_signature ? nes_made_join(arena, over, NES_STR("x")) : over;
    signature = nes_maker_sign(arena, key, rsa_hash, over);
    return NES_MADE(arena, NES_DER_SEQUENCE, nes_made_int(arena, NES_DER_INTEGER, one->version ? one->version : 1),
                    NES_MADE(arena, NES_DER_SEQUENCE, nes_made_name(arena, issuer),
                             one->sid_other ? NES_STR("\x02\x01\x07") : nes_made_serial(arena, one->cert)),
                    nes_made_alg(arena, digest),
                    one->no_attributes ? none : NES_MADE(arena, NES_DER_INNER(0), attributes),
                    nes_made_alg(arena, sign), NES_MADE(arena, NES_DER_OCTETS, signature), unsigned_of(arena, one));
}

/* The first two levels and the content with indefinite lengths, the content in two pieces. */
static struct nes_str in_ber(struct nes_arena *arena, const struct nes_made_cms *cms, const struct nes_str parts[6])
{
    struct nes_str half = nes_str_part(cms->content, 0, cms->content.len / 2), all = { 0 };
    struct nes_str pieces[] = {
        NES_STR("\x30\x80"), nes_made_oid(arena, NES_OID_SIGNED_DATA), NES_STR("\xa0\x80\x30\x80"), parts[0], parts[1],
        NES_STR("\x30\x80"), nes_made_oid(arena, NES_OID_DATA), NES_STR("\xa0\x80\x24\x80"),
        NES_MADE(arena, NES_DER_OCTETS, half),
        NES_MADE(arena, NES_DER_OCTETS, nes_str_from(cms->content, half.len)), NES_STR("\0\0\0\0\0\0"), parts[3],
        parts[4], parts[5], NES_STR("\0\0\0\0\0\0"),
    };

    for (size_t i = 0; i < NES_LEN(pieces); i++) {
        all = nes_made_join(arena, all, pieces[i]);
    }
    return all;
}

/* The digest algorithms of the signers, each once. */
static struct nes_str digests_of(struct nes_arena *arena, const struct nes_made_cms *cms)
{
    enum nes_oid seen[3] = { NES_OID_NONE };
    struct nes_str list = cms->digests;

    for (size_t i = 0; i < cms->signers_n && cms->digests.len == 0; i++) {
        const struct nes_made_signer *one = &cms->signers[i];
        const struct nes_maker_key *key = one->key ? one->key : one->cert->key;
        enum nes_oid oid = one->digest != NES_OID_NONE ? one->digest : nes_hash_oid(nes_maker_hash(key->kind));

        seen[i] = oid;
        if (i == 0 || seen[0] != oid) {
            list = nes_made_join(arena, list, nes_made_alg(arena, oid));
        }
    }
    return NES_MADE(arena, NES_DER_SET, list);
}

struct nes_str nes_made_cms(struct nes_arena *arena, const struct nes_made_cms *cms)
{
    enum nes_oid type = cms->content_type != NES_OID_NONE ? cms->content_type : NES_OID_DATA;
    struct nes_str certs = cms->extra_cert, signers = { 0 }, parts[6], whole;

    for (size_t i = 0; i < cms->signers_n; i++) {
        if (i == 0 || !nes_str_eq(cms->signers[i].cert_der, cms->signers[0].cert_der)) {
            certs = nes_made_join(arena, certs, cms->signers[i].cert_der);
        }
        signers = nes_made_join(arena, signers, signer_of(arena, &cms->signers[i], type, cms->content));
    }
    parts[0] = nes_made_int(arena, NES_DER_INTEGER, cms->version ? cms->version : type == NES_OID_DATA ? 1 : 3);
    parts[1] = digests_of(arena, cms);
    parts[2] = NES_MADE(arena, NES_DER_SEQUENCE, nes_made_oid(arena, type),
                        cms->detached ? none
                                      : NES_MADE(arena, NES_DER_INNER(0),
                                                 NES_MADE(arena, NES_DER_OCTETS, cms->content)));
    parts[3] = cms->no_certs ? none : NES_MADE(arena, NES_DER_INNER(0), certs);
    parts[4] = cms->crls;
    parts[5] = NES_MADE(arena, NES_DER_SET, cms->no_signers ? none : signers);
    whole = cms->ber ? in_ber(arena, cms, parts)
                     : NES_MADE(arena, NES_DER_SEQUENCE, nes_made_oid(arena, NES_OID_SIGNED_DATA),
                                NES_MADE(arena, NES_DER_INNER(0), nes_made_of(arena, NES_DER_SEQUENCE, parts, 6)));
    return nes_made_join(arena, whole, cms->trailing);
}

struct nes_str nes_made_token(struct nes_arena *arena, const struct nes_made_token *token)
{
    enum nes_oid hash = token->hash != NES_OID_NONE ? token->hash
                                                    : nes_hash_oid(nes_maker_hash(token->cert->key->kind));
    struct nes_str over = token->other_imprint ? nes_made_join(arena, token->signature, NES_STR("x"))
                                               : token->signature;
    struct nes_str imprint = NES_MADE(arena, NES_DER_OCTETS, nes_made_digest(arena, nes_hash_named(hash), over));
    struct nes_str info = NES_MADE(arena, NES_DER_SEQUENCE, nes_made_int(arena, NES_DER_INTEGER, 1),
                                   nes_made_oid(arena, token->policy),
                                   NES_MADE(arena, NES_DER_SEQUENCE, nes_made_alg(arena, hash), imprint),
                                   nes_made_int(arena, NES_DER_INTEGER, 77), nes_made_time(arena, token->at_us),
                                   nes_made_int(arena, NES_DER_INTEGER, 4711));
    struct nes_made_cms cms = {
        .content_type = NES_OID_TST_INFO, .content = info, .signers_n = 1, .extra_cert = token->extra_cert,
        .signers = { { .cert = token->cert, .cert_der = token->cert_der, .no_cert_id = token->no_cert_id,
                       .cert_id_v1 = true, .claimed_us = token->at_us,
                       .false_signature = token->false_signature } },
    };

    return nes_made_cms(arena, &cms);
}

static struct nes_str single_of(struct nes_arena *arena, const struct nes_made_ocsp *ocsp)
{
    enum nes_oid oid = ocsp->hash != NES_OID_NONE ? ocsp->hash : NES_OID_SHA256;
    enum nes_hash_kind hash = nes_hash_named(oid);
    struct nes_cert issuer;
    struct nes_str state, key_hash;

    NES_WANT_OK(nes_cert_read(ocsp->issuer_der, &issuer));
    key_hash = nes_made_digest(arena, hash, ocsp->other_key_hash ? NES_STR("x") : issuer.key_bits);
    state = ocsp->state == NES_OCSP_GOOD ? NES_STR("\x80\x00")
            : ocsp->state == NES_OCSP_UNKNOWN
                ? NES_STR("\x82\x00")
                : NES_MADE(arena, NES_DER_INNER(1), nes_made_time(arena, ocsp->revoked_us),
                           ocsp->reason < 0
                               ? none
                               : NES_MADE(arena, NES_DER_INNER(0), nes_made_int(arena, NES_DER_ENUM, ocsp->reason)));
    return NES_MADE(
        arena, NES_DER_SEQUENCE,
        NES_MADE(arena, NES_DER_SEQUENCE, nes_made_alg(arena, oid),
                 NES_MADE(arena, NES_DER_OCTETS, nes_made_digest(arena, hash, issuer.subject.whole)),
                 NES_MADE(arena, NES_DER_OCTETS, key_hash), ocsp->serial),
        state, nes_made_time(arena, ocsp->this_us),
        ocsp->next_us ? NES_MADE(arena, NES_DER_INNER(0), nes_made_time(arena, ocsp->next_us)) : none);
}

static struct nes_str ocsp_extensions(struct nes_arena *arena, const struct nes_made_ocsp *ocsp)
{
    struct nes_str list = ocsp->extension;

    if (ocsp->nonce.len > 0) {
        struct nes_str value = ocsp->nonce_single ? ocsp->nonce : NES_MADE(arena, NES_DER_OCTETS, ocsp->nonce);

        list = nes_made_join(arena, list,
                             nes_made_extension(arena, nes_made_oid(arena, NES_OID_OCSP_NONCE), false, value));
    }
    if (ocsp->extended) {
        list = nes_made_join(arena, list,
                             nes_made_extension(arena, nes_made_oid(arena, NES_OID_OCSP_EXTENDED_REVOKED), false,
                                                NES_STR("\x05\x00")));
    }
    return list.len == 0 ? none : NES_MADE(arena, NES_DER_INNER(1), NES_MADE(arena, NES_DER_SEQUENCE, list));
}

struct nes_str nes_made_ocsp(struct nes_arena *arena, const struct nes_made_ocsp *ocsp)
{
    const struct nes_maker_key *key = ocsp->key ? ocsp->key : ocsp->responder->key;
    enum nes_oid oid = nes_maker_sign_oid(key->kind);
    struct nes_str by = ocsp->by_key ? NES_MADE(arena, NES_DER_INNER(2),
                                                NES_MADE(arena, NES_DER_OCTETS, nes_made_ski(arena, ocsp->responder)))
                                     : NES_MADE(arena, NES_DER_INNER(1), nes_made_name(arena, ocsp->responder));
    struct nes_str data = NES_MADE(arena, NES_DER_SEQUENCE, by, nes_made_time(arena, ocsp->produced_us),
                                   NES_MADE(arena, NES_DER_SEQUENCE, single_of(arena, ocsp)),
                                   ocsp_extensions(arena, ocsp));
    struct nes_str over = ocsp->false_signature ? nes_made_join(arena, data, NES_STR("x")) : data, basic;
    struct nes_str certs = NES_MADE(arena, NES_DER_SEQUENCE, ocsp->responder_der, ocsp->extra_cert);

    basic = NES_MADE(arena, NES_DER_SEQUENCE, data, nes_made_alg(arena, oid),
                     NES_MADE(arena, NES_DER_BITS, (struct nes_str){ "\0", 1 },
                              nes_maker_sign(arena, key, NES_HASH_SHA256, over)),
                     ocsp->no_cert ? none : NES_MADE(arena, NES_DER_INNER(0), certs));
    if (ocsp->refused) {
        return NES_MADE(arena, NES_DER_SEQUENCE, nes_made_int(arena, NES_DER_ENUM, ocsp->refused));
    }
    return NES_MADE(arena, NES_DER_SEQUENCE, nes_made_int(arena, NES_DER_ENUM, 0),
                    NES_MADE(arena, NES_DER_INNER(0),
                             NES_MADE(arena, NES_DER_SEQUENCE, nes_made_oid(arena, NES_OID_OCSP_BASIC),
                                      NES_MADE(arena, NES_DER_OCTETS, basic))));
}

struct nes_str nes_made_crl(struct nes_arena *arena, const struct nes_made_crl *crl)
{
    const struct nes_maker_key *key = crl->key ? crl->key : crl->issuer->key;
    enum nes_oid oid = nes_maker_sign_oid(key->kind);
    struct nes_str entries = { 0 }, extensions, tbs;
    struct nes_str aki = crl->aki.len > 0 ? crl->aki : nes_made_ski(arena, crl->issuer);

    for (size_t i = 0; i < crl->entries_n; i++) {
        const struct nes_made_entry *one = &crl->entries[i];
        struct nes_str reason = one->reason < 0 ? none : NES_MADE(arena, NES_DER_SEQUENCE,
            nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_REASON), false,
                               nes_made_int(arena, NES_DER_ENUM, one->reason)));

        entries = nes_made_join(arena, entries, NES_MADE(arena, NES_DER_SEQUENCE, one->serial,
                                                         nes_made_time(arena, one->revoked_us), reason));
    }
    extensions = NES_MADE(
        arena, NES_DER_SEQUENCE, crl->extension,
        crl->base >= 0 ? nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_DELTA), true,
                                            nes_made_int(arena, NES_DER_INTEGER, crl->base))
                       : none,
        nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_CRL_NUMBER), false,
                           nes_made_int(arena, NES_DER_INTEGER, crl->number)),
        nes_made_extension(arena, nes_made_oid(arena, NES_OID_EX_AKI), false,
                           NES_MADE(arena, NES_DER_SEQUENCE, NES_MADE(arena, NES_DER_PLAIN(0), aki))));
    tbs = NES_MADE(arena, NES_DER_SEQUENCE, nes_made_int(arena, NES_DER_INTEGER, 1), nes_made_alg(arena, oid),
                   nes_made_name(arena, crl->issuer), nes_made_time(arena, crl->this_us),
                   crl->next_us ? nes_made_time(arena, crl->next_us) : none,
                   crl->entries_n > 0 ? NES_MADE(arena, NES_DER_SEQUENCE, entries) : none,
                   NES_MADE(arena, NES_DER_INNER(0), extensions));
    return nes_made_signed(arena, tbs, key, oid, crl->false_signature);
}
