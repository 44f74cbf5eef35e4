/* src/pki/crl.h: revocation lists (RFC 5280, section 5), base and delta. The entries are walked, not copied: the
 * authority's list has some 20 MB. */
#pragma once
#include "pki/cert.h"

#define NES_CRL_MAX (128U << 20)

/* CRLReason as far as it matters: the rest is a number. */
enum { NES_REASON_NONE = -1, NES_REASON_HOLD = 6, NES_REASON_REMOVE = 8 };

struct nes_crl {
    struct nes_str der, tbs, signature, issuer /* Name as DER */, aki, entries;
    struct nes_sign_alg alg;
    int64_t this_us, next_us, number, base_number;
    bool has_number, delta;
    bool partial;   /* names a part of the certificates or reasons, or demands what is not known here */
};

/* PKI_DER, PKI_CRL, PKI_ALGORITHM, PKI_SIZE. A list without nextUpdate is refused. */
struct nes_err nes_crl_read(struct nes_str bytes, struct nes_crl *out);

struct nes_crl_entry {
    int64_t revoked_us;
    int reason;
};
/* Looks the serial number up; `found` tells. The whole list is walked, so a broken entry anywhere is PKI_DER or
 * PKI_CRL. */
struct nes_err nes_crl_find(const struct nes_crl *crl, struct nes_str serial, bool *found, struct nes_crl_entry *out);
