/* src/vault/vault.h: data keys and documents in the database. Sealing asks the keeper and is done before
 * (`prepare`); here is what a transaction writes, and what is read to open a record. */
#pragma once
#include "db/db.h"
#include "vault/document.h"

struct nes_data_key_id {
    struct nes_id id;
};
/* As sealed records and wrapped keys name it. `wrapped` is one that the keeper made. */
struct nes_data_key_id nes_data_key_id_of(const struct nes_data_key *key);

/* --- keys --- */

/* In the transaction that brings an owner into being: its first key, or the next one. DB_CONFLICT: someone else
 * gave it one at the same moment. */
struct nes_err nes_data_key_add(struct nes_tx *tx, const struct nes_data_key *key);
/* The newest key of an owner: what seals. `found` false: it has none; KEY_SHREDDED: destroyed at the end of
 * retention. */
struct nes_err nes_data_key_of(struct nes_tx *tx, struct nes_id owner, struct nes_data_key *out, bool *found);
/* The data key of an owner who must have one: a record of ours without it is our own bug. */
struct nes_err nes_data_key_must(struct nes_tx *tx, struct nes_id owner, struct nes_data_key *out);
/* The key that a sealed record names. DB_NO_ROW, KEY_SHREDDED. */
struct nes_err nes_data_key_find(struct nes_tx *tx, struct nes_data_key_id id, struct nes_data_key *out);
/* Counts records that were sealed with it, in the transaction that keeps them. SEAL_WORN: the owner needs a new key. */
struct nes_err nes_data_key_count_more(struct nes_tx *tx, const struct nes_data_key *key, int64_t records);
/* Destroys all keys of an owner: what they sealed can never be read again (retention). `keys` tells how many. */
struct nes_err nes_data_key_destroy(struct nes_tx *tx, struct nes_id owner, int64_t *keys);

/* Wraps up to `most` data keys anew that are not under the keeper's first master key; `done` tells how many, 0:
 * none is left. Reads go on meanwhile. HELPER_DOWN, DB_*; killed at any place it goes on where it was. */
struct nes_err nes_vault_rewrap(struct nes_db *db, struct nes_keeper *keeper, int64_t most, int64_t *done);

/* --- documents --- */

struct nes_document_id {
    struct nes_id id;
};
enum nes_document_origin { NES_DOCUMENT_FORMED, NES_DOCUMENT_SENT, NES_DOCUMENT_RECEIVED };

struct nes_document_row {
    struct nes_data_key key;             /* owner and wrapped key; adding needs them, too */
    struct nes_str doc_class, media;     /* "letter", "application/pdf" */
    enum nes_document_origin origin;
    struct nes_document document;        /* as nes_document_keep gave it */
    int64_t kept_at;                     /* out */
};

/* In the transaction of the change; counts its pieces on the key. SEAL_WORN. */
struct nes_err nes_document_add(struct nes_tx *tx, const struct nes_document_row *row, struct nes_document_id *out);
/* DB_NO_ROW; DOCUMENT_DROPPED: destroyed after retention; KEY_SHREDDED. Texts live in the transaction's arena. */
struct nes_err nes_document_find(struct nes_tx *tx, struct nes_document_id id, struct nes_document_row *out);
/* After retention: the row stays, the caller drops the blob after the commit. DB_NO_ROW. */
struct nes_err nes_document_set_dropped(struct nes_tx *tx, struct nes_document_id id);

/* What a check of the whole store found. */
struct nes_vault_report {
    int64_t documents, bytes, gone, changed, unreadable;
};
/* Opens every document of the store and compares (doctor, restore drills): `why` with purpose CHECK. */
struct nes_err nes_vault_check(struct nes_db *db, const struct nes_vault *vault, struct nes_keeper_why why,
                               struct nes_vault_report *out);
