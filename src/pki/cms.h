/* src/pki/cms.h: SignedData of the Cryptographic Message Syntax (RFC 5652), read and not judged; CAdES attributes (RFC
 * 5126). */
#pragma once
#include "pki/cert.h"

#define NES_CMS_MAX         (32U << 20)   /* written in DER */
#define NES_CMS_BER_MAX     (4U << 20)    /* written in BER, which must be turned */
#define NES_CMS_SIGNERS_MAX 16
#define NES_CMS_CERTS_MAX   32

struct nes_cms_signer {
    struct nes_str issuer, serial;      /* sid: Name as DER, contents of the INTEGER */
    enum nes_hash_kind hash;
    struct nes_str attributes;          /* of the signed ones: the contents of [0]; empty where there are none */
    bool has_attributes;
    struct nes_sign_alg alg;
    struct nes_str signature;
    /* signed attributes */
    struct nes_str content_type, message_digest;
    bool has_time;
    int64_t claimed_us;
    enum nes_hash_kind cert_hash;            /* signingCertificate(V2): hash of the signer's, NONE if absent */
    struct nes_str cert_digest, cert_issuer, cert_serial;   /* the latter two empty unless IssuerSerial is given */
    /* unsigned attributes */
    struct nes_str token;               /* time stamp, a ContentInfo as DER; empty if absent */
    bool unknown_unsigned;
};

struct nes_cms {
    struct nes_str content_type;        /* contents of the OID */
    struct nes_str content;             /* what the container holds, byte for byte */
    bool has_content;
    struct nes_str certs[NES_CMS_CERTS_MAX];
    size_t certs_n;
    bool has_crls;                      /* data that no signature covers */
    struct nes_cms_signer signers[NES_CMS_SIGNERS_MAX];
    size_t signers_n;
};

/* Reads one container, DER or BER, with nothing behind it; texts point into `bytes` or the arena. Refused: duplicate or
 * unsorted attributes, attributes with other than one value, versions that do not follow from the content, digest
 * algorithms that no signer uses or that the list lacks, signers by key identifier. PKI_DER, PKI_CMS, PKI_ALGORITHM,
 * PKI_SIZE. */
struct nes_err nes_cms_read(struct nes_arena *arena, struct nes_str bytes, struct nes_cms *out);

/* The digest that the signature of `signer` is over: of the signed attributes, or of the content without them. */
struct nes_digest nes_cms_signed_digest(const struct nes_cms_signer *signer, struct nes_str content);
