/* src/client/examine.h: nobody becomes another: who registered, with which numbers and accounts, stays as it was proved
 * (I16), for doctor. */
#pragma once
#include "crypto/crypto.h"
#include "db/db.h"

struct nes_client_faults_found {
    int64_t identities;  /* registrations that are not what the person confirmed by two methods: names, IIN, BIN */
    int64_t changes;     /* numbers and accounts in use that no method of item 35 put there */
};
struct nes_err nes_clients_examine(struct nes_tx *tx, const struct nes_crypto *crypto,
                                   struct nes_client_faults_found *out);
