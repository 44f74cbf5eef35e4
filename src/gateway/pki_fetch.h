/* src/gateway/pki_fetch.h: the services of the national authority over HTTP. Plain, as they are: what they answer is
 * signed. The addresses come from settings or from certificates that a pinned authority issued. */
#pragma once
#include "pki/fetch.h"

/* How long a whole call may take; 0: 20 s. */
struct nes_pki_http {
    long post_s;                    /* a question about one certificate, a time stamp */
    long get_s;                     /* a revocation list of some 20 MB */
};

/* libcurl: http only, no redirects, no proxy, 128 MB at most. PKI_FETCH. `http` outlives it. */
struct nes_fetch nes_pki_fetch_http(struct nes_pki_http *http);
