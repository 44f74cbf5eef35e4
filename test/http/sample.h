/* test/http/sample.h: an application as small as can be, for the tests of the dispatcher and as the model of
 * docs/endpoint.md: accounts that belong to clients, deeds that move money between them. */
#pragma once
#include <stdatomic.h>

#include "http/server.h"
#include "test/fault/rig.h"

/* Client n owns account n. Callers say who they are: "Authorization: client 3", "staff", "staff-half", "teller". */
struct nes_id nes_sample_client(int32_t nr);

struct nes_sample {
    struct nes_rig *rig;
    struct nes_crypto *crypto;
    struct nes_arena *arena;
    struct nes_app_hooks hooks;
    struct nes_listener listeners[4];
    struct nes_http_options options;
    struct nes_http *http;
    struct nes_log log;
    char ca[96], certificate[96], key[96];
    atomic_int leaves;            /* of the audit */
    atomic_int touches;
    atomic_int runs;              /* of the handler that adds a deed */
    atomic_int told;              /* after commits */
    atomic_int lines;             /* of the log */
    atomic_bool revoked;          /* sessions changed since prepare */
};

/* Listener 0: public, plain HTTP on a free port; further ones and options may be set before nes_sample_start. */
void nes_sample_begin(struct nes_sample *sample, enum nes_engine engine);
/* Listener 0 speaks TLS with a certificate of its own making. */
void nes_sample_certify(struct nes_sample *sample);
void nes_sample_start(struct nes_sample *sample);
/* For NES_AUTO. */
void nes_sample_end(struct nes_sample *sample);
uint16_t nes_sample_port(const struct nes_sample *sample, size_t listener);

extern const struct nes_doors nes_sample_doors;

NES_FAULT_DECLARE(DEED_OVER, REFUSE)
NES_FAULT_DECLARE(DEED_SELF, FAIL)
NES_FAULT_DECLARE(DEED_SECRET, FAIL)
