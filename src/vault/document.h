/* src/vault/document.h: documents as they were formed, sent or received, byte for byte (rules 11.1, 11.4, 34.2):
 * sealed piece by piece under the data key of their owner, stored as a blob, proven whole at each reading. */
#pragma once
#include "vault/blob.h"
#include "vault/keeper.h"

#define NES_DOCUMENT_BYTES_MAX (64u << 20)

/* Keeps a document. Its row stores `blob`, `content`, `bytes` and the key; the audit leaf names `content`. */
struct nes_document {
    struct nes_hash blob;       /* of the sealed bytes: where they are */
    struct nes_hash content;    /* of the document itself: what they are */
    int64_t bytes;              /* of the document itself */
};

/* The data key of an owner, as it is stored: wrapped. */
struct nes_data_key {
    struct nes_id owner;
    struct nes_str wrapped;
};

/* Whose documents, for what purpose, for whom. */
struct nes_access {
    struct nes_keeper_why why;
    struct nes_data_key key;
};

/* What documents are kept with. */
struct nes_vault {
    const struct nes_crypto *crypto;
    struct nes_keeper *keeper;
    struct nes_blobs *blobs;
};

/* A new data key. HELPER_DOWN, KEEPER_FORBIDDEN. */
struct nes_err nes_data_key_new(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                struct nes_id owner, struct nes_data_key *out);

/* Durable before it returns, so before the row that names it is committed; a row that never comes leaves a blob that
 * nobody names (`nesie doctor` finds it). DOCUMENT_LARGE, BLOB_STORE, HELPER_DOWN and the faults of the keeper. */
struct nes_err nes_document_keep(const struct nes_vault *vault, const struct nes_access *access, struct nes_str bytes,
                                 struct nes_document *out);
/* The bytes as they were kept, in the arena. DOCUMENT_CHANGED (any byte, order or length differs), BLOB_GONE,
 * SEAL_*. */
struct nes_err nes_document_open(const struct nes_vault *vault, struct nes_arena *arena,
                                 const struct nes_access *access, const struct nes_document *document,
                                 struct nes_secret *out);
