/* src/gateway/sms.h: the SMS gateway (docs/wire/sms.md): protocol in, domain call out. */
#pragma once
#include "crypto/hash.h"
#include "errand/errand.h"
#include "http/outgoing.h"
#include "vault/keeper.h"

struct nes_sms {
    struct nes_db *db;
    struct nes_keeper *keeper;
    const struct nes_crypto *crypto;
    struct nes_outgoing *outgoing;
    const char *url;                /* empty: no messages can leave; errands wait */
    struct nes_secret key;
};

/* The kind of errand, for the table of kinds; `sms` outlives it. */
struct nes_errand_kind nes_sms_errand(struct nes_sms *sms);
