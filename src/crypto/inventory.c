#include "crypto/inventory.h"

const struct nes_algorithm nes_algorithms[] = {
    { "SHA-256", "SHA256", "OpenSSL 3", "128", "audit tree, document addresses, stored tokens, checksums",
      "FIPS 180-4" },
    { "HMAC-SHA-256", "HMAC", "OpenSSL 3", "256",
      "blind indexes, one-time codes, password pepper, pseudonyms, cursors", "RFC 2104; vectors of RFC 4231" },
    { "HKDF-SHA-256", "HKDF", "OpenSSL 3", "256", "one key per use out of a root key", "RFC 5869" },
    { "AES-256-GCM", "AES-256-GCM", "OpenSSL 3", "256",
      "sealed columns, documents, data keys; random nonce, at most 2^32 records a key", "NIST SP 800-38D" },
    { "Ed25519", "ED25519", "OpenSSL 3", "128", "audit checkpoints", "RFC 8032" },
    { "ECDSA P-256 with SHA-256", "EC P-256", "OpenSSL 3", "128",
      "certificates of the private authority (development, terminals)", "FIPS 186-5" },
    { "Argon2id, 64 MiB, 2 passes", "", "libsodium", "memory-hard", "passwords", "RFC 9106" },
    { "HMAC-SHA-1 (TOTP)", "", "liboath", "160 (no collision resistance needed)",
      "codes of authenticator applications, all of which speak it", "RFC 6238, RFC 4226" },
};
const size_t nes_algorithms_len = NES_LEN(nes_algorithms);

struct nes_err nes_algorithms_page(struct nes_arena *arena, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 16'384);

    nes_buf_addz(&buf, "# Cryptography in use\n\n"
                       "Made by `nesie crypto` from `src/crypto/inventory.c`; a test compares them. The algorithms of\n"
                       "the national certification authority (RSA, GOST), only verified, stand in `src/pki`.\n"
                       "TLS is GnuTLS behind libmicrohttpd and OpenSSL behind libcurl, version 1.2 or newer.\n\n"
                       "| algorithm | library | bits of security | used for | source |\n"
                       "| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < nes_algorithms_len; i++) {
        const struct nes_algorithm *at = &nes_algorithms[i];
        const char *const cells[] = { at->name, at->library, at->strength, at->use, at->source };

        for (size_t cell = 0; cell < NES_LEN(cells); cell++) {
            nes_buf_addz(&buf, "| ");
            nes_buf_addz(&buf, cells[cell]);
            nes_buf_byte(&buf, ' ');
        }
        nes_buf_addz(&buf, "|\n");
    }
    nes_buf_addz(&buf, "\nRandomness is the kernel's (`getrandom`). Secrets are compared in constant time and\n"
                       "overwritten after use. Every sealed record names its version and key, so that algorithm\n"
                       "and key can change record by record: a new version byte, both read, old ones sealed again.\n");
    return nes_buf_done(&buf, out);
}
