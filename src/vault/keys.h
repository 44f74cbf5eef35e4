/* src/vault/keys.h: the root keys of an installation, in one file outside the database: text, mode 0600. Only the
 * keeper reads it; who loses it loses all sealed data. */
#pragma once
#include "crypto/seal.h"
#include "crypto/sign.h"

#define NES_KEYS_MASTERS 8

struct nes_keys {
    struct nes_seal_key master[NES_KEYS_MASTERS]; /* the first wraps new data keys, all unwrap */
    size_t masters;
    uint8_t index[32];                            /* root of the blind indexes: one key per column comes from it */
    uint8_t mac[32];                              /* root of pepper, one-time codes, cursors, pseudonyms */
    struct nes_sign_key sign;                     /* of audit checkpoints */
};

/* Makes a file of new keys and the folder entry durable. KEYS_EXIST: never overwritten; KEYS_FILE. */
struct nes_err nes_keys_create(const struct nes_crypto *crypto, const char *path);
/* Puts a new master key in front of the others; written beside, synced and renamed. For rotation, with the server
 * down. */
struct nes_err nes_keys_rotate(const struct nes_crypto *crypto, const char *path);
/* KEYS_MODE: others than the owner may read or write it, or it is not ours; KEYS_FILE. The caller wipes. */
struct nes_err nes_keys_load(const char *path, struct nes_keys *out);
void nes_keys_wipe(struct nes_keys *keys);
