/* src/vault/keeper_wire.h: the messages of the keeper, version 1, both directions.
 *
 * request:  u8 version | u8 purpose | 16 bytes person | u16 items | items: u8 operation | 16 bytes owner |
 *           text wrapped key | text label | text data
 * reply:    u8 version | u16 items | items: u8 status | text answer
 */
#pragma once
#include "vault/wire.h"

#define NES_KEEPER_VERSION   1
#define NES_KEEPER_ITEMS_MAX 4'096
#define NES_KEEPER_FRAME_MAX (4u << 20)
/* Of one item: what is sealed or unsealed at once. Larger documents go in pieces. */
#define NES_KEEPER_DATA_MAX  (1u << 20)
#define NES_KEEPER_LABEL_MAX 256

enum nes_keeper_op {
    NES_KEEPER_NEW_KEY = 1, /* owner -> a wrapped data key */
    NES_KEEPER_REWRAP,      /* owner, wrapped -> the same data key under the first master key */
    NES_KEEPER_SEAL,        /* owner, wrapped, label (place), data -> record */
    NES_KEEPER_UNSEAL,      /* owner, wrapped, label (place), data (record) -> plain bytes */
    NES_KEEPER_PERSONAL,    /* owner, wrapped, label, data -> HMAC under a key of the owner: dies with the data key */
    NES_KEEPER_INDEX,       /* label (table.column), data -> HMAC: the blind index */
    NES_KEEPER_MAC,         /* label (use), data -> HMAC under the installation's key of that use */
    NES_KEEPER_SIGN,   /* label "checkpoint" (CONCLUDE: "contract"), data -> Ed25519 signature by the key of that use */
    NES_KEEPER_PUBLIC, /* -> the public key of checkpoints (CONCLUDE: of contracts) */
    NES_KEEPER_OPS,
};

enum nes_purpose {
    NES_PURPOSE_NONE,
#define X(name, person, may) NES_PURPOSE_##name,
#include "vault/purposes.def"
#undef X
    NES_PURPOSES,
};

enum nes_keeper_status {
    NES_KEEPER_FINE,
    NES_KEEPER_FORBIDDEN,    /* this purpose does not allow it, or it names no person */
    NES_KEEPER_MISFORMED,    /* lengths or labels that make no sense */
    NES_KEEPER_OTHER_KEY,    /* the wrapped key or record is under another key */
    NES_KEEPER_BROKEN,       /* does not open: changed, or of another place or owner */
    NES_KEEPER_STATUSES,
};

/* One item of a request, and its answer. Texts of a decoded message point into it. */
struct nes_keeper_item {
    enum nes_keeper_op op;
    struct nes_id owner;
    struct nes_str wrapped, label, data;
    enum nes_keeper_status status;
    struct nes_str answer;
};

struct nes_keeper_message {
    enum nes_purpose purpose;
    struct nes_id person;
    struct nes_keeper_item *item;
    size_t items;
};

/* Bytes of an item in a request, and at most in its reply: for filling frames. */
size_t nes_keeper_item_bytes(const struct nes_keeper_item *item);

void nes_keeper_write_request(struct nes_buf *buf, const struct nes_keeper_message *message);
/* False: not a request of this version. Items live in the arena. */
bool nes_keeper_read_request(struct nes_arena *arena, struct nes_str bytes, struct nes_keeper_message *out);
void nes_keeper_write_reply(struct nes_buf *buf, const struct nes_keeper_message *message);
/* Into the items that were asked; false: not the reply to so many items. */
bool nes_keeper_read_reply(struct nes_str bytes, const struct nes_keeper_message *message);
