#include "pki/trust.h"

#include <string.h>

#include "pki/pki_faults.h"

static int hex_of(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static struct nes_str word(struct nes_str *line)
{
    struct nes_str text = nes_str_trim(*line);
    size_t len = 0;

    while (len < text.len && text.ptr[len] != ' ' && text.ptr[len] != '\t') {
        len++;
    }
    *line = nes_str_from(text, len);
    return nes_str_part(text, 0, len);
}

static struct nes_err read_pin(struct nes_str line, struct nes_pin *pin)
{
    struct nes_str hex = word(&line), realm = word(&line);

    if (hex.len != 64) {
        return NES_FAIL(PKI_TRUST, "fingerprint");
    }
    for (size_t i = 0; i < 32; i++) {
        int high = hex_of(hex.ptr[2 * i]), low = hex_of(hex.ptr[2 * i + 1]);

        if (high < 0 || low < 0) {
            return NES_FAIL(PKI_TRUST, "fingerprint");
        }
        pin->sha256[i] = (uint8_t)(high * 16 + low);
    }
    pin->realm = nes_str_is(realm, "production") ? NES_REALM_PRODUCTION
                 : nes_str_is(realm, "test")     ? NES_REALM_TEST
                                                 : NES_REALM_NONE;
    return pin->realm == NES_REALM_NONE ? NES_FAIL(PKI_TRUST, "production or test") : NES_FINE;
}

static struct nes_err add_pin(struct nes_trust *trust, struct nes_pin pin)
{
    if (trust->pins_n == NES_TRUST_MAX) {
        return NES_FAIL(PKI_TRUST, "too many pins");
    }
    trust->pins[trust->pins_n++] = pin;
    return NES_FINE;
}

struct nes_err nes_trust_pins(struct nes_trust *trust, struct nes_str text)
{
    while (text.len > 0) {
        struct nes_str line, rest;
        struct nes_pin pin;

        (void)nes_str_cut(text, '\n', &line, &rest);
        text = rest;
        line = nes_str_trim(line);
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        NES_TRY(read_pin(line, &pin));
        NES_TRY(add_pin(trust, pin));
    }
    return NES_FINE;
}

struct nes_err nes_trust_pin(struct nes_trust *trust, const struct nes_cert *root, enum nes_realm realm)
{
    struct nes_digest digest = nes_cert_fingerprint(root);
    struct nes_pin pin = { .realm = realm };

    memcpy(pin.sha256, digest.octets, sizeof(pin.sha256));
    return add_pin(trust, pin);
}

struct nes_err nes_trust_add(struct nes_trust *trust, struct nes_arena *arena, struct nes_str bytes)
{
    if (trust->authorities_n == NES_TRUST_MAX) {
        return NES_FAIL(PKI_TRUST, "too many authorities");
    }
    NES_TRY(nes_cert_read_file(arena, bytes, &trust->authorities[trust->authorities_n]));
    trust->authorities_n++;
    return NES_FINE;
}

static enum nes_realm pinned(const struct nes_trust *trust, const struct nes_cert *root)
{
    struct nes_digest digest = nes_cert_fingerprint(root);

    for (size_t i = 0; i < trust->pins_n; i++) {
        if (memcmp(trust->pins[i].sha256, digest.octets, sizeof(trust->pins[i].sha256)) == 0) {
            return trust->pins[i].realm;
        }
    }
    return NES_REALM_NONE;
}

static bool self_issued(const struct nes_cert *cert)
{
    return nes_str_eq(cert->issuer.whole, cert->subject.whole);
}

static bool key_id_fits(const struct nes_cert *cert, const struct nes_cert *issuer)
{
    return cert->aki.len == 0 || nes_str_eq(cert->aki, issuer->ski);
}

/* Who issued it: the right name; among those of one name the right key identifier, then the right signature. `cache` is
 * for authorities' certificates only: what a stranger brings is never kept. */
static const struct nes_cert *issuer_of(const struct nes_trust *trust, struct nes_chain_cache *cache,
                                        const struct nes_cert *cert, bool *signed_by)
{
    const struct nes_cert *named = NULL, *fitting = NULL;

    *signed_by = false;
    for (size_t i = 0; i < trust->authorities_n; i++) {
        const struct nes_cert *one = &trust->authorities[i];

        if (!nes_str_eq(one->subject.whole, cert->issuer.whole)) {
            continue;
        }
        named = named ? named : one;
        if (key_id_fits(cert, one)) {
            fitting = fitting ? fitting : one;
            if (nes_chain_cache_signed(cache, cert, one)) {
                *signed_by = true;
                return one;
            }
        }
    }
    return fitting ? fitting : named;
}

static void check_dates(const struct nes_cert *cert, int64_t when_us, const char *about, struct nes_findings *findings)
{
    if (when_us < cert->from_us) {
        nes_find(findings, NES_WHY_CERT_NOT_YET, about);
    }
    if (when_us > cert->until_us) {
        nes_find(findings, NES_WHY_CERT_EXPIRED, about);
    }
}

static void check_link(const struct nes_cert *cert, const struct nes_cert *issuer, bool signed_by, int64_t below,
                       struct nes_findings *findings)
{
    if (!key_id_fits(cert, issuer) || cert->aki.len == 0) {
        nes_find(findings, NES_WHY_KEY_ID_DIFFERS, "chain");
    } else if (!signed_by) {
        nes_find(findings, cert->alg.hash == NES_HASH_SHA1 ? NES_WHY_ALGORITHM_WEAK : NES_WHY_CERT_SIGNATURE_FALSE,
                 "chain");
    }
    if (!issuer->authority) {
        nes_find(findings, NES_WHY_AUTHORITY_FLAG, "chain");
    }
    if (!issuer->has_usage || !(issuer->usage & NES_USAGE_CERT_SIGN)) {
        nes_find(findings, NES_WHY_AUTHORITY_USAGE, "chain");
    }
    if (issuer->has_path_len && issuer->path_len < below) {
        nes_find(findings, NES_WHY_PATH_LENGTH, "chain");
    }
    if (cert->unknown_critical || issuer->unknown_critical) {
        nes_find(findings, NES_WHY_CRITICAL_UNKNOWN, "chain");
    }
    if (cert->key.kind != issuer->key.kind) {
        nes_find(findings, NES_WHY_ALGORITHM_MIXED, "chain");
    }
}

/* The root: issued by itself, signed by itself, pinned. */
static void check_root(const struct nes_trust *trust, struct nes_chain *chain, struct nes_findings *findings)
{
    if (!self_issued(chain->root)) {
        nes_find(findings, NES_WHY_CHAIN_LONG, "chain");
        return;
    }
    chain->realm = pinned(trust, chain->root);
    if (chain->realm == NES_REALM_NONE) {
        nes_find(findings, NES_WHY_ROOT_NOT_PINNED, "chain");
    } else if (!nes_chain_cache_signed(trust->cache, chain->root, chain->root)) {
        nes_find(findings, NES_WHY_CERT_SIGNATURE_FALSE, "root");
    }
    if (chain->realm == NES_REALM_TEST && !trust->test_mode) {
        nes_find(findings, NES_WHY_TEST_AUTHORITY, "chain");
    }
}

/* Issuer and root, as far as they are found; what stands in the way becomes a finding. */
static bool climb(const struct nes_trust *trust, struct nes_chain *chain, bool signed_by[2],
                  struct nes_findings *findings)
{
    if (self_issued(chain->leaf)) {
        nes_find(findings, NES_WHY_SELF_SIGNED, "chain");
        return false;
    }
    chain->issuer = issuer_of(trust, NULL, chain->leaf, &signed_by[0]);
    if (!chain->issuer) {
        nes_find(findings, NES_WHY_ISSUER_UNTRUSTED, "chain");
        return false;
    }
    if (self_issued(chain->issuer)) {
        nes_find(findings, NES_WHY_CHAIN_SHORT, "chain");
        return false;
    }
    chain->root = issuer_of(trust, trust->cache, chain->issuer, &signed_by[1]);
    if (!chain->root) {
        nes_find(findings, NES_WHY_ISSUER_UNTRUSTED, "authority");
        return false;
    }
    return true;
}

bool nes_chain_find(const struct nes_trust *trust, struct nes_link link, struct nes_chain *chain,
                    struct nes_findings *findings)
{
    const struct nes_cert *leaf = link.leaf;
    int64_t when_us = link.when_us;
    const char *about = link.about;
    struct nes_findings own = { 0 };
    bool signed_by[2];

    *chain = (struct nes_chain){ .leaf = leaf };
    if (leaf->authority) {
        nes_find(&own, NES_WHY_LEAF_IS_AUTHORITY, about);
    }
    check_dates(leaf, when_us, about, &own);
    if (climb(trust, chain, signed_by, &own)) {
        check_link(leaf, chain->issuer, signed_by[0], 0, &own);
        check_link(chain->issuer, chain->root, signed_by[1], 1, &own);
        check_dates(chain->issuer, when_us, "authority", &own);
        check_dates(chain->root, when_us, "root", &own);
        check_root(trust, chain, &own);
    }
    nes_find_all(findings, &own, NES_WEIGHT_BAD);
    return own.worst < NES_WEIGHT_BAD;
}
