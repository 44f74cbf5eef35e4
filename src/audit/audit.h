/* src/audit/audit.h: the log in the database. A leaf is written in the transaction of its change and waits; the
 * sequencer gives it a place in the tree; checkpoints are signed statements on the tree; a receipt proves one leaf
 * (rules 12, 32). */
#pragma once
#include "audit/checkpoint.h"
#include "audit/leaf.h"
#include "audit/tree.h"
#include "db/db.h"

struct nes_leaf_id {
    struct nes_id id;
};

/* In the transaction of the change. Operation and instant are those of the transaction; `leaf` gets them.
 * LEAF_BOUNDS. */
struct nes_err nes_audit_add(struct nes_tx *tx, struct nes_leaf *leaf, struct nes_leaf_id *out);

/* Gives up to `most` waiting leaves their places, in one transaction of batch work. AUDIT_RACE: another sequencer
 * was faster, nothing was done. `numbered` tells how many. */
struct nes_err nes_audit_sequence(struct nes_db *db, const struct nes_crypto *crypto, int64_t most, int64_t *numbered);

/* Who signs checkpoints: the keeper; tests bring their own. */
struct nes_audit_signer {
    struct nes_note_key key;
    struct nes_str origin;
    struct nes_err (*sign)(void *self, struct nes_str body, struct nes_signature *out);
    void *self;
};

/* Signs the tree as it is, unless it has not grown since the last checkpoint (`made` false). Before, it proves
 * that the tree contains that of the last checkpoint: AUDIT_BROKEN, and nothing is signed. */
struct nes_err nes_audit_checkpoint(struct nes_db *db, const struct nes_crypto *crypto,
                                    const struct nes_audit_signer *signer, bool *made);

/* The file that proves a leaf, in the arena of the transaction. AUDIT_WAITING: no checkpoint holds it yet, ask
 * again in a minute; DB_NO_ROW. */
struct nes_err nes_audit_receipt(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_leaf_id leaf,
                                 struct nes_str *file);

/* How long the log is and what waits: for metrics and doctor. */
struct nes_audit_state {
    int64_t size, waiting, oldest_us;      /* oldest_us: of what waits; 0: nothing does */
    int64_t checkpoint_size, checkpoint_at_us;
};
struct nes_err nes_audit_look(struct nes_tx *tx, struct nes_audit_state *out);

/* --- verification --- */

/* What may be wrong with a log, and at which leaf, node level or checkpoint. */
enum nes_audit_wrong {
    NES_AUDIT_GAP,              /* a number is missing */
    NES_AUDIT_LEAF_GONE,        /* a place without its leaf */
    NES_AUDIT_LEAF_CHANGED,     /* the leaf is not the one that was placed */
    NES_AUDIT_LEAF_COLUMNS,     /* what the row says beside the bytes is not what they say */
    NES_AUDIT_LEAF_STRAY,       /* a leaf that neither has a place nor waits, or waits with a place */
    NES_AUDIT_OBJECTS,          /* the table of objects is not that of the leaves */
    NES_AUDIT_NODES,            /* nodes of a level are not those of the leaves */
    NES_AUDIT_CHECKPOINT_FORM,  /* a checkpoint cannot be read, or its row differs from it */
    NES_AUDIT_CHECKPOINT_KEY,   /* it is not signed with the key */
    NES_AUDIT_CHECKPOINT_ROOT,  /* the leaves have another root than was signed */
    NES_AUDIT_CHECKPOINT_BEYOND,/* it was signed over more leaves than there are: leaves were taken away */
    NES_AUDIT_WRONGS,
};
const char *nes_audit_wrong_text(enum nes_audit_wrong wrong);

#define NES_AUDIT_FOUND_MAX 32
struct nes_audit_report {
    int64_t leaves, waiting, checkpoints, problems;
    struct nes_hash root;
    struct {
        enum nes_audit_wrong wrong;
        int64_t at;
    } found[NES_AUDIT_FOUND_MAX];          /* the first of them */
};

struct nes_audit_proof {
    const struct nes_crypto *crypto;
    const struct nes_note_key *key;                /* NULL: signatures are not checked */
    const struct nes_checkpoint *kept;             /* one that was kept elsewhere, signature checked; or NULL */
};

/* Computes the whole log anew on one snapshot and compares. A fault is one of the database; problems are in the
 * report. */
struct nes_err nes_audit_verify(struct nes_tx *tx, const struct nes_audit_proof *proof, struct nes_audit_report *out);
