/* src/pki/trust.h: the authorities that are believed: pinned roots and what they issued. Chains have exactly three
 * links. */
#pragma once
#include "pki/chain_cache.h"
#include "pki/reason.h"

#define NES_TRUST_MAX 64

enum nes_realm { NES_REALM_NONE, NES_REALM_PRODUCTION, NES_REALM_TEST };

/* The SHA-256 of a root that is believed, and for what. */
struct nes_pin {
    uint8_t sha256[32];
    enum nes_realm realm;
};

struct nes_trust {
    struct nes_cert authorities[NES_TRUST_MAX];   /* roots and issuing authorities, in any order */
    size_t authorities_n;
    struct nes_pin pins[NES_TRUST_MAX];
    size_t pins_n;
    bool test_mode;   /* certificates of the test realm count too */
    struct nes_chain_cache *cache;   /* of the authorities' own signatures; NULL: each is checked each time */
};

/* Lines "<64 hex digits><white space>production|test[<white space>name]"; # begins a remark. PKI_TRUST. */
struct nes_err nes_trust_pins(struct nes_trust *trust, struct nes_str text);
/* One pin more: of this very certificate. PKI_TRUST where there is no room. */
struct nes_err nes_trust_pin(struct nes_trust *trust, const struct nes_cert *root, enum nes_realm realm);
/* A certificate of an authority, PEM or DER; texts live in the arena and in `bytes`. Believed only if it is a pinned
 * root or issued by one. PKI_TRUST, and the faults of nes_cert_read. */
struct nes_err nes_trust_add(struct nes_trust *trust, struct nes_arena *arena, struct nes_str bytes);

struct nes_chain {
    const struct nes_cert *leaf, *issuer, *root;
    enum nes_realm realm;
};

/* Which certificate, at which moment; `about` is for the findings. */
struct nes_link {
    const struct nes_cert *leaf;
    int64_t when_us;
    const char *about;
};

/* Finds issuer and root of the leaf and checks all of the chain at that moment: names, key identifiers, signatures
 * over the original bytes, dates, constraints, key usage, pins, realm. Findings are about link.about; answers true if
 * none is bad. Policies and purposes of the leaf are the caller's. */
bool nes_chain_find(const struct nes_trust *trust, struct nes_link link, struct nes_chain *chain,
                    struct nes_findings *findings);
