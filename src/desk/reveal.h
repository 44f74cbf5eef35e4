/* src/desk/reveal.h: a masked value is shown whole to a member of staff who says why; the reason is kept and stands in
 * the audit log. RULE 11.2 RULE 27 RULE 32 */
#pragma once
#include "audit/audit.h"
#include "client/client.h"

struct nes_reveal_id { struct nes_id id; };

enum nes_reveal_field { NES_REVEAL_IIN = 1, NES_REVEAL_PHONE };
enum nes_reveal_reason {
    NES_REVEAL_CLIENT_ASKED = 1, /* the client is on the telephone or at the desk */
    NES_REVEAL_CHECK,            /* a check of a person or of a payment */
    NES_REVEAL_COURT,            /* a court, a notary, an authority asks */
    NES_REVEAL_LETTER,           /* a paper is written */
    NES_REVEAL_OTHER
};
const char *nes_reveal_field_word(enum nes_reveal_field field);
const char *nes_reveal_reason_word(enum nes_reveal_reason reason);

struct nes_reveal {
    struct nes_reveal_id id;
    struct nes_client_id client;
    struct nes_id staff;
    enum nes_reveal_field field;
    enum nes_reveal_reason reason;
    struct nes_str note;           /* the person's words */
    struct nes_leaf_id leaf;
    int64_t at;
};
/* Keeps it with its leaf ("client.revealed.<field>.<reason>", the words as a hash). `actor` is the pseudonym of the
 * member of staff. Sets id, leaf and at. */
struct nes_err nes_reveal_add(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_hash actor,
                              struct nes_reveal *reveal);

struct nes_reveals {
    struct nes_reveal *rows;
    size_t len;
};
/* Newest first, 100 at most. */
struct nes_err nes_reveals_of(struct nes_tx *tx, struct nes_client_id client, struct nes_reveals *out);
