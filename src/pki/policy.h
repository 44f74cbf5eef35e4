/* src/pki/policy.h: whose signature is accepted for what, as a table (integrations 1.2; item 35, method 1). */
#pragma once
#include "pki/trust.h"

#define NES_POLICY_ROLES 6

struct nes_pki_policy {
    const char *name, *words;
    enum nes_oid roles[NES_POLICY_ROLES];   /* any of these in extended key usage */
    bool iin, bin;                          /* the certificate must name it */
    bool old;                               /* documents of the past: GOST 34.310-2004 too */
    bool token;                             /* a proven time stamp must be there */
};

/* How old evidence may be; microseconds. Acceptance follows integrations 2.1 and 2.2. */
#define NES_SECOND_US     INT64_C(1'000'000)
#define NES_SKEW_US       (300 * NES_SECOND_US)       /* clocks of two parties */
#define NES_OCSP_AGE_US   (300 * NES_SECOND_US)       /* an answer without the nonce asked for */
#define NES_CRL_AGE_US    (86'400 * NES_SECOND_US)    /* the newest list, base or delta */

/* NULL where there is none of that name. "any" takes every role that signs documents. */
const struct nes_pki_policy *nes_pki_policy_named(struct nes_str name);
/* All rows; ends with a row without a name. */
const struct nes_pki_policy *nes_pki_policy_rows(void);

/* The signer's certificate against the policy: key usage, purpose, policies, role, algorithm, IIN and BIN. `iin` and
 * `bin` are those expected, empty for any. In the production realm their check digits must be right. */
void nes_pki_policy_check(const struct nes_pki_policy *policy, const struct nes_chain *chain, struct nes_str iin,
                      struct nes_str bin, struct nes_findings *findings);

/* The most specific role of a certificate, for people: NES_OID_NONE if it has none. */
enum nes_oid nes_role_of(const struct nes_cert *cert);
/* The check digit of an IIN or BIN (twelve digits) is right. */
bool nes_number_true(struct nes_str digits);
