/* src/pki/judge.h: is this signature good? A pure function of the objects, the trust, the policy and the moment: no
 * network, no clock, no file. Serves method 1 of item 35 (35.1) and the proof of content (11.1). */
#pragma once
#include "pki/policy.h"
#include "pki/status.h"

#define NES_SIGNERS_MAX 16

/* GOOD only where everything was shown. UNKNOWN is not good: ask again later or elsewhere. */
enum nes_verdict_kind { NES_GOOD, NES_UNKNOWN, NES_BAD };

struct nes_xmlsig_told;

struct nes_ask {
    struct nes_str signature;         /* CMS in DER or BER, or an XML document that holds its signature */
    struct nes_str content;           /* the document, where the container may not hold it */
    bool has_content;
    const struct nes_xmlsig_told *xml; /* an XML document as it was read elsewhere; NULL: it is read here */
    struct nes_str token;             /* a time stamp kept beside a signature of one signer; may be empty */
    const struct nes_trust *trust;
    const struct nes_pki_policy *policy;
    struct nes_str iin, bin;          /* expected of every signer; empty for any */
    struct nes_proofs proofs;
    int64_t at_us;                    /* the moment of acceptance */
};

struct nes_signer {
    struct nes_cert cert;
    struct nes_chain chain;           /* links that were found */
    enum nes_oid role;
    struct nes_status status;
    bool has_claimed, has_token, proven;
    int64_t claimed_us;               /* what the signer's clock said */
    int64_t token_us;                 /* what the time stamp says */
    int64_t when_us; /* at which the certificate was judged: the stamp's time if proven, else acceptance */
    struct nes_chain token_chain;
    struct nes_cert token_cert;
    struct nes_status token_status;
    struct nes_str signature;
    struct nes_findings findings;
    enum nes_verdict_kind outcome;
};

struct nes_verdict {
    enum nes_verdict_kind outcome;         /* the worst of all */
    struct nes_findings findings;     /* all of them */
    struct nes_str content;           /* what was signed, byte for byte; XML: the octets that were digested */
    bool has_content;
    const char *form;                 /* "cms", "xml" */
    struct nes_signer *signers;       /* in the arena */
    size_t signers_n;
};

/* Texts of the verdict live in the arena and in what `ask` holds. */
void nes_judge(struct nes_arena *arena, const struct nes_ask *ask, struct nes_verdict *out);

/* Whether a signature is taken for an XML document: who lets others read those must ask this first. */
bool nes_judge_is_xml(struct nes_str signature);

/* A time stamp over `signature` by itself: fills the token fields of `signer` and its findings. */
void nes_judge_token(struct nes_arena *arena, const struct nes_ask *ask, struct nes_str token, struct nes_str signature,
                     struct nes_signer *signer);

const char *nes_outcome_name(enum nes_verdict_kind outcome);   /* "good", "unknown", "bad" */
