/* src/vault/blob.h: files that never change, found by the SHA-256 of their bytes. They hold sealed documents, so a
 * backup can check them without a key. A folder now; other stores keep the same contract. */
#pragma once
#include "crypto/hash.h"

#define NES_BLOB_BYTES_MAX (80u << 20)

struct nes_blobs;

/* `folder` is made (0700) where it is missing. BLOB_STORE. The caller ends it; `crypto` lives longer. Thread-safe. */
struct nes_err nes_blobs_begin(const struct nes_crypto *crypto, const char *folder, struct nes_blobs **out);
void nes_blobs_end(struct nes_blobs **blobs);

/* Durable before it returns: file synced, renamed into place, folder synced. What is there already is kept.
 * BLOB_STORE. */
struct nes_err nes_blob_put(struct nes_blobs *blobs, struct nes_str bytes, struct nes_hash *name);
/* BLOB_GONE; DOCUMENT_CHANGED where the bytes are not those of the name (rules 11.1, 11.4); BLOB_STORE. In the
 * arena. */
struct nes_err nes_blob_get(struct nes_blobs *blobs, struct nes_arena *arena, const struct nes_hash *name,
                            struct nes_str *out);
/* For retention, after the row that names it is gone. BLOB_GONE, BLOB_STORE. */
struct nes_err nes_blob_drop(struct nes_blobs *blobs, const struct nes_hash *name);
