/* src/pki/ocsp.h: the status protocol (RFC 6960) as the authority speaks it (integrations 2.1): request, and answer
 * read. */
#pragma once
#include "pki/cert.h"

#define NES_OCSP_MAX         (64 * 1024)
#define NES_OCSP_SINGLES_MAX 8
#define NES_OCSP_CERTS_MAX   4
#define NES_OCSP_NONCE       8

enum nes_ocsp_state { NES_OCSP_GOOD, NES_OCSP_REVOKED, NES_OCSP_UNKNOWN };

struct nes_ocsp_single {
    enum nes_hash_kind hash;                     /* of the two below */
    struct nes_str name_hash, key_hash, serial;
    enum nes_ocsp_state state;
    int64_t revoked_us, this_us, next_us;
    int reason;                             /* CRLReason, −1 if none is given */
    bool has_next;
};

struct nes_ocsp {
    int64_t refused;                        /* OCSPResponseStatus; 0 is an answer, and only then the rest is set */
    struct nes_str tbs, signature;
    struct nes_sign_alg alg;
    struct nes_str responder_name, responder_key;   /* one of them: Name as DER, SHA-1 of the key */
    int64_t produced_us;
    struct nes_ocsp_single singles[NES_OCSP_SINGLES_MAX];
    size_t singles_n;
    struct nes_str nonce;
    bool has_nonce, extended_revoked, unknown_critical;
    struct nes_str certs[NES_OCSP_CERTS_MAX];
    size_t certs_n;
};

/* PKI_DER, PKI_OCSP, PKI_ALGORITHM, PKI_SIZE. */
struct nes_err nes_ocsp_read(struct nes_str bytes, struct nes_ocsp *out);

/* A request for the status of `cert`, with a nonce in an OCTET STRING within the extension's OCTET STRING. */
struct nes_str nes_ocsp_request(struct nes_arena *arena, const struct nes_cert *cert, const struct nes_cert *issuer,
                                const uint8_t nonce[NES_OCSP_NONCE]);

/* The answer is about this certificate of this issuer. */
bool nes_ocsp_about(const struct nes_ocsp_single *single, const struct nes_cert *cert, const struct nes_cert *issuer);
/* "A serial never issued": revoked, on hold, since 1970, in an answer that says so of itself (RFC 6960, 4.4.8). */
bool nes_ocsp_never_issued(const struct nes_ocsp *ocsp, const struct nes_ocsp_single *single);
