/* src/app/pki_fetch.h: the authority's services over HTTP, for `nesie pki`; the server has its gateway for that. */
#pragma once
#include "pki/fetch.h"

/* libcurl: http only, no redirects, 20 s in all, 128 MB at most. PKI_FETCH. */
struct nes_fetch nes_pki_fetch_http(void);
