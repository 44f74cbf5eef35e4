/* src/desk/look.h: who looked at a client and did something with it, as the audit log says. RULE 11.2 RULE 32 */
#pragma once
#include "audit/audit.h"
#include "client/client.h"

struct nes_look {
    struct nes_leaf_id id;
    struct nes_leaf leaf;
};
struct nes_looks {
    struct nes_look *rows;
    size_t len;
};
/* The leaves on a client and on the client's applications, loans and contracts, newest first, 100 at most.
 * LEAF_FORM: the log is damaged. */
struct nes_err nes_looks_at(struct nes_tx *tx, struct nes_client_id client, struct nes_looks *out);
