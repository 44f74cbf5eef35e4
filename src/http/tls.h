/* src/http/tls.h: the certificate of a listener, changed while it works, and the certificates of terminals. Inside of
 * src/http only. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include <gnutls/gnutls.h>
#include <gnutls/abstract.h>

#include "base/err.h"

struct nes_tls;

/* TLS 1.2 and 1.3, forward secrecy, authenticated encryption only. */
#define NES_TLS_PRIORITY                                                                                               \
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA:-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:"            \
    "+AES-128-GCM:-MAC-ALL:+AEAD:%SERVER_PRECEDENCE"

/* Reads PEM files. HTTP_START. */
struct nes_err nes_tls_open(const char *certificate, const char *key, struct nes_tls **out);
void nes_tls_close(struct nes_tls **tls);
/* Reads the files again where they changed; what cannot be read leaves the certificate as it is. HTTP_START. */
struct nes_err nes_tls_renew(struct nes_tls *tls, int64_t now_us);
/* The library's callback; the session's pointer is the struct nes_tls. */
int nes_tls_choose(gnutls_session_t session, const gnutls_datum_t *names, int names_len,
                   const gnutls_pk_algorithm_t *algorithms, int algorithms_len, gnutls_pcert_st **chain,
                   unsigned *chain_len, gnutls_privkey_t *key);
/* True where the peer showed a certificate of the listener's authority; its SHA-256. */
bool nes_tls_peer(gnutls_session_t session, uint8_t digest[32]);
