/* src/letter/letter.h: letters between a client and the organisation, with files. RULE 7.7 RULE 12 RULE 34.2 */
#pragma once
#include "audit/audit.h"
#include "client/client.h"
#include "vault/vault.h"

struct nes_letter_id { struct nes_id id; };

#define NES_LETTER_FILES_MAX 5

struct nes_letter {
    struct nes_letter_id id;
    struct nes_client_id client;
    bool from_client;
    struct nes_id author;
    struct nes_document_id document;
    struct nes_leaf_id leaf;
    int64_t sent_at, read_at;
};
struct nes_letters {
    struct nes_letter *rows;
    size_t len;
};

/* What `prepare` kept in the vault: the text first, then the files. */
struct nes_letter_parts {
    struct nes_document_row rows[1 + NES_LETTER_FILES_MAX];
    size_t len;
};

/* Writes the letter, its documents and the leaf that names the hash of each of them. `letter` gives client, from_client
 * and author; the rest is set. */
struct nes_err nes_letter_send(struct nes_tx *tx, const struct nes_letter_parts *parts, struct nes_letter *letter);
/* DB_NO_ROW. */
struct nes_err nes_letter_find(struct nes_tx *tx, struct nes_letter_id id, struct nes_letter *out);
/* Newest first, 100 at most. */
struct nes_err nes_letters_of(struct nes_tx *tx, struct nes_client_id client, struct nes_letters *out);
/* Its documents: the text, then the files. */
struct nes_err nes_letter_documents(struct nes_tx *tx, const struct nes_letter *letter, struct nes_letter_parts *out);
