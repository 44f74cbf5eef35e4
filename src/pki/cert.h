/* src/pki/cert.h: certificates of the national authority's profile (integrations 1.2), read and not judged. */
#pragma once
#include "pki/alg.h"
#include "pki/oid.h"

#define NES_CERT_MAX      (64 * 1024)
#define NES_CERT_USES_MAX 24

/* The bits of keyUsage that decide something here (RFC 5280, 4.2.1.3). */
enum nes_key_usage { NES_USAGE_SIGN = 0x80, NES_USAGE_NON_REPUDIATION = 0x40, NES_USAGE_CERT_SIGN = 0x04,
                     NES_USAGE_CRL_SIGN = 0x02 };

/* Texts of a subject; empty where absent. UTF-8. */
struct nes_cert_name {
    struct nes_str whole;          /* the Name, as DER */
    struct nes_str common, surname, patronymic, country, organisation, unit, email, uid;
    struct nes_str iin, bin;       /* the twelve digits behind IIN (serialNumber) and BIN (OU) */
};

/* Every text points into the bytes that were read; they must outlive it. */
struct nes_cert {
    struct nes_str der, tbs, serial /* contents of the INTEGER */, key_bits /* of the BIT STRING */, signature;
    struct nes_cert_name issuer, subject;
    struct nes_sign_alg alg;
    struct nes_key key;
    int64_t from_us, until_us;
    struct nes_str ski, aki;       /* empty where absent */
    uint8_t usage;
    bool has_usage, authority, has_path_len, unknown_critical, ocsp_nocheck;
    int64_t path_len;
    enum nes_oid uses[NES_CERT_USES_MAX], policies[NES_CERT_USES_MAX];
    size_t uses_n, policies_n;
    struct nes_str ocsp_url, ca_url, crl_url, delta_url, storage /* contents of the first OID */;
};

/* `der` is exactly one certificate, version 3. PKI_DER, PKI_CERT, PKI_ALGORITHM, PKI_SIZE. */
struct nes_err nes_cert_read(struct nes_str der, struct nes_cert *out);
/* PEM ("-----BEGIN CERTIFICATE-----", one block) or DER; the DER lives in the arena or is `bytes`. */
struct nes_err nes_cert_read_file(struct nes_arena *arena, struct nes_str bytes, struct nes_cert *out);

bool nes_cert_has_use(const struct nes_cert *cert, enum nes_oid use);
bool nes_cert_has_policy(const struct nes_cert *cert, enum nes_oid policy);
/* The signature over the certificate is by this key: no more than that. */
bool nes_cert_signed_by(const struct nes_cert *cert, const struct nes_cert *issuer);
struct nes_digest nes_cert_fingerprint(const struct nes_cert *cert);   /* SHA-256 of the whole */
