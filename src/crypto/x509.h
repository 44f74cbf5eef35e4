/* src/crypto/x509.h: the private certificate authority of development and of terminals: P-256, SHA-256, PEM. The
 * certificates of the national authority are the business of src/pki. */
#pragma once
#include "crypto/crypto.h"

enum nes_x509_role { NES_X509_AUTHORITY, NES_X509_SERVER, NES_X509_CLIENT };

struct nes_x509_wish {
    enum nes_x509_role role;
    struct nes_str name;            /* common name; letters, digits, spaces, dots, dashes */
    const struct nes_str *hosts;    /* server: its host names; authority: the domains that it is bound to */
    size_t n_hosts;                 /* at least one: an authority without domains could sign for any */
    int64_t from_us;                /* valid from then (a day earlier, for clocks that differ) */
    int days;                       /* for so long */
};

/* PEM. The key is a secret: write it with mode 0600 only. */
struct nes_x509_pair {
    struct nes_str certificate;
    struct nes_secret key;
};

/* A new key and its certificate, signed by `issuer` (NULL: by itself, for an authority), both in the arena.
 * X509_FAILED with what was wrong. */
struct nes_err nes_x509_make(const struct nes_crypto *crypto, struct nes_arena *arena,
                             const struct nes_x509_pair *issuer, const struct nes_x509_wish *wish,
                             struct nes_x509_pair *out);

/* When a certificate (PEM) ends, microseconds UTC; X509_FAILED. */
struct nes_err nes_x509_ends(const struct nes_crypto *crypto, struct nes_str certificate, int64_t *ends_us);
