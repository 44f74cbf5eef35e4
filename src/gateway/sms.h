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

/* One message: sent once for an id, however often it is handed over. */
struct nes_sms_message {
    struct nes_id id;
    struct nes_secret to;           /* +7 and ten digits */
    struct nes_str text;
};
struct nes_err nes_sms_post(struct nes_sms *sms, struct nes_arena *arena, const struct nes_sms_message *message,
                            struct nes_errand_answer *answer);

/* Kinds of errand, for the table of kinds: notices, and one-time codes (code.c); `sms` outlives them. */
struct nes_errand_kind nes_sms_errand(struct nes_sms *sms);
struct nes_errand_kind nes_code_errand(struct nes_sms *sms);
