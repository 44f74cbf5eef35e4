/* src/pki/record.h: the evidence record: all that a verdict stood on, in one container, to be judged again years later
 * without the network. Sealed by the vault, not here: whoever may write a record may write another one.
 *
 *   Record ::= SEQUENCE { version INTEGER (1), acceptedAt INTEGER (µs since 1970), outcome ENUMERATED,
 *     policy SEQUENCE { name UTF8String, iin UTF8String, bin UTF8String, testMode BOOLEAN },
 *     signature OCTET STRING, content [0] OCTET STRING OPTIONAL, token [1] OCTET STRING OPTIONAL,
 *     nonce OCTET STRING, authorities, ocsp, crls SEQUENCE OF OCTET STRING } */
#pragma once
#include "pki/judge.h"

#define NES_RECORD_MAX    (256U << 20)
#define NES_RECORD_PROOFS 16

struct nes_record {
    struct nes_ask ask;             /* without trust; all else as it was asked */
    enum nes_verdict_kind outcome;       /* what was found then */
    bool test_mode;
    struct nes_str authorities[NES_RECORD_PROOFS], ocsp[NES_RECORD_PROOFS], crls[NES_RECORD_PROOFS];
    size_t authorities_n;
};

/* The record of a verdict; bytes in the arena. PKI_SIZE, PKI_RECORD where there are more proofs than fit. */
struct nes_err nes_record_write(struct nes_arena *arena, const struct nes_ask *ask, const struct nes_verdict *verdict,
                                struct nes_str *out);
/* Strictly of the form above; texts point into `bytes`. The policy must still be in the table. PKI_RECORD, PKI_DER. */
struct nes_err nes_record_read(struct nes_str bytes, struct nes_record *out);
/* Judges again at the recorded moment. The record's authorities are believed only under a root that `pins` holds; its
 * test mode only if `pins` has it too. */
void nes_record_judge(struct nes_arena *arena, const struct nes_record *record, const struct nes_trust *pins,
                      struct nes_verdict *out);
