/* src/pki/testing/maker_objects.h: containers, time stamps, status answers and lists of the test authority. */
#pragma once
#include "pki/ocsp.h"
#include "pki/testing/maker.h"

struct nes_made_signer {
    const struct nes_made_cert *cert;
    const struct nes_maker_key *key;        /* NULL: the certificate's */
    struct nes_str cert_der;
    enum nes_oid digest, sign, sign_hash;   /* NES_OID_NONE: by the key; sign_hash only chooses RSA's */
    enum nes_oid content_type;              /* of the attribute; NES_OID_NONE: that of the container */
    bool no_attributes, no_type, no_digest, no_cert_id, false_digest, false_cert_id, unsorted, twice, with_serial;
    bool cert_id_v1, other_serial;
    int64_t claimed_us;                     /* 0: absent */
    struct nes_str token, unsigned_more;    /* unsigned attributes */
    bool false_signature, sid_other;
    int64_t version;                        /* 0: 1 */
};

struct nes_made_cms {
    enum nes_oid content_type;              /* NES_OID_NONE: data */
    struct nes_str content;
    bool detached, no_certs, ber, no_signers;
    int64_t version;                        /* 0: as it must be */
    struct nes_made_signer signers[3];
    size_t signers_n;
    struct nes_str extra_cert, crls, trailing, digests /* instead of the true list */;
};
struct nes_str nes_made_cms(struct nes_arena *arena, const struct nes_made_cms *cms);

struct nes_made_token {
    const struct nes_made_cert *cert;
    struct nes_str cert_der, signature;     /* over which it is made */
    enum nes_oid policy, hash;              /* hash: NES_OID_NONE by the key */
    int64_t at_us;
    bool no_cert_id, false_signature, other_imprint;
    struct nes_str extra_cert;
};
struct nes_str nes_made_token(struct nes_arena *arena, const struct nes_made_token *token);

struct nes_made_ocsp {
    const struct nes_made_cert *issuer, *responder;
    const struct nes_maker_key *key;        /* NULL: the responder's */
    struct nes_str issuer_der, responder_der;
    struct nes_str serial;                  /* the whole INTEGER */
    enum nes_ocsp_state state;
    int64_t revoked_us, this_us, next_us /* 0: absent */, produced_us;
    int reason;                             /* −1: absent */
    struct nes_str nonce;                   /* octets; empty: absent */
    bool nonce_single;                      /* not wrapped twice */
    bool extended, by_key, no_cert, other_key_hash, false_signature;
    enum nes_oid hash;                      /* of the certificate's id; NES_OID_NONE: SHA-256 */
    int64_t refused;
    struct nes_str extra_cert, extension;
};
struct nes_str nes_made_ocsp(struct nes_arena *arena, const struct nes_made_ocsp *ocsp);

struct nes_made_entry {
    struct nes_str serial;                  /* the whole INTEGER */
    int64_t revoked_us;
    int reason;                             /* −1: absent */
};
struct nes_made_crl {
    const struct nes_made_cert *issuer;
    const struct nes_maker_key *key;        /* NULL: the issuer's */
    int64_t this_us, next_us /* 0: absent */, number, base /* −1: none */;
    struct nes_made_entry entries[4];
    size_t entries_n;
    struct nes_str extension, aki;
    bool false_signature;
};
struct nes_str nes_made_crl(struct nes_arena *arena, const struct nes_made_crl *crl);
