/* src/gateway/eds.h: the national certification authority: is the electronic signature that a client gave for a
 * confirmation good? Asks its services (status, else lists, a time stamp), judges by src/pki, keeps the evidence.
 * docs/pki.md tells what is asked of a signature. RULE 35.1 RULE 11.1 */
#pragma once
#include <pthread.h>

#include "errand/errand.h"
#include "gateway/pki_fetch.h"
#include "pki/crl_store.h"
#include "pki/chain_cache.h"
#include "pki/judge.h"
#include "vault/document.h"
#include "vault/press.h"

#define NES_EDS_LISTS_MAX 8

struct nes_eds_options {
    struct nes_db *db;
    struct nes_vault vault;
    struct nes_press *press;        /* reads signed XML: no foreign XML is read in the server's own process */
    const char *trust;              /* folder of believed authorities, read at each check; empty: signatures wait */
    bool test;                      /* certificates of a test authority count, too */
    const char *ocsp_url;           /* empty: the address that the certificate names */
    const char *tsp_url;            /* empty: no stamp is asked for */
    const char *crl_urls;           /* base and delta lists, separated by spaces; empty: those of the certificate */
};

/* Shared by the threads of the errand runner; all of it is made by nes_eds_begin. */
struct nes_eds_gate {
    struct nes_eds_options options;
    struct nes_pki_http http;
    struct nes_chain_cache cache;
    struct nes_crl_store store;
    struct nes_str crl_urls[NES_EDS_LISTS_MAX];
    size_t crl_urls_n;
};

/* Before any thread is started; the texts of the options outlive it. */
void nes_eds_begin(struct nes_eds_gate *gate, const struct nes_eds_options *options);
void nes_eds_end_all(struct nes_eds_gate *gate);

/* The kind of errand, for the table of kinds; `gate` outlives it. */
struct nes_errand_kind nes_eds_errand(struct nes_eds_gate *gate);
/* Has the press read a signature that is XML, for the judge: HELPER_DOWN and what the press fails with, then nothing is
 * judged and the signature waits. */
struct nes_err nes_eds_read_xml(struct nes_press *press, struct nes_arena *arena, struct nes_ask *ask);
/* Asks again for the lists that settings name, by conditional requests, where they were asked for an hour ago: so a
 * silent status service costs no client the time of 20 MB. What does not come stays as it was. */
void nes_eds_renew_lists(struct nes_eds_gate *gate);
