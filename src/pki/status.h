/* src/pki/status.h: was a certificate revoked? From status answers and revocation lists at hand; nothing is fetched.
 *
 * A valid answer of the status service counts, else fresh lists, else it is unknown. A final revocation counts from any
 * genuine source, however old; a hold and a "good" only from a fresh one, the newest wins. What is forged or broken is
 * reported even where another source answers. */
#pragma once
#include "pki/trust.h"

struct nes_proofs {
    const struct nes_str *ocsp;     /* OCSPResponses */
    size_t ocsp_n;
    const struct nes_str *crls;     /* base and delta lists, in any order */
    size_t crls_n;
    struct nes_str nonce;           /* that the signer's status was asked with; empty if it was not asked now */
};

enum nes_status_kind { NES_STATUS_UNKNOWN, NES_STATUS_GOOD, NES_STATUS_NEVER_ISSUED, NES_STATUS_HELD,
                       NES_STATUS_REVOKED };

struct nes_status {
    enum nes_status_kind kind;
    int64_t revoked_us;             /* REVOKED, HELD */
    int64_t as_of_us;               /* thisUpdate of what told it */
    int reason;                     /* CRLReason, −1 if none is given */
    const char *source;             /* "ocsp", "crl", "" */
};

/* The status of chain->leaf as known at `at_us`. Findings are UNKNOWN or lighter: what the status means for a signature
 * is the caller's to say. */
struct nes_status nes_status_find(const struct nes_proofs *proofs, const struct nes_chain *chain, int64_t at_us,
                                  struct nes_findings *findings);
const char *nes_status_words(enum nes_status_kind kind);
