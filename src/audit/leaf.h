/* src/audit/leaf.h: what one record of the audit log says, and its bytes (docs/audit-format.md). Personal data never
 * stands here, only as HMAC under the client's key, so that shredding the key leaves the tree provable (rules 11.1,
 * 32). */
#pragma once
#include "base/id.h"
#include "crypto/hash.h"

enum nes_leaf_actor { NES_LEAF_SYSTEM, NES_LEAF_STAFF, NES_LEAF_CLIENT, NES_LEAF_PARTNER, NES_LEAF_ACTORS };
enum nes_leaf_form { NES_LEAF_CONTENT, NES_LEAF_PERSONAL, NES_LEAF_FORMS };

#define NES_LEAF_WORD_MAX  48
#define NES_LEAF_PARTS_MAX 16

/* Words are small letters, digits, dots, dashes and underscores: "repayment.added", "loan". */
struct nes_leaf_object {
    struct nes_str kind;
    struct nes_id id;
};

/* CONTENT: SHA-256 of the bytes that the label names; PERSONAL: HMAC-SHA-256 under the client's key. */
struct nes_leaf_hash {
    enum nes_leaf_form form;
    struct nes_str label;
    struct nes_hash hash;
};

struct nes_leaf {
    struct nes_id operation;
    int64_t at_us;                  /* when the change was made, microseconds UTC */
    enum nes_leaf_actor actor;
    struct nes_hash actor_is;       /* pseudonym; zero for the system itself */
    struct nes_str kind;
    struct nes_leaf_object object[NES_LEAF_PARTS_MAX];
    size_t objects;
    struct nes_leaf_hash hash[NES_LEAF_PARTS_MAX];
    size_t hashes;
};

/* The bytes, in the arena. LEAF_BOUNDS with the part. Two different leaves never give the same bytes. */
struct nes_err nes_leaf_write(struct nes_arena *arena, const struct nes_leaf *leaf, struct nes_str *out);
/* The way back; words point into `bytes`. Only what nes_leaf_write makes; LEAF_FORM. */
struct nes_err nes_leaf_read(struct nes_str bytes, struct nes_leaf *out);
