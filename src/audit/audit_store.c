#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/audit_faults.h"
#include "audit/audit_sql.h"
#include "audit/receipt.h"

static struct nes_str bytes_of(const struct nes_hash *hash)
{
    return (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
}

static struct nes_err hash_of(struct nes_str bytes, struct nes_hash *out)
{
    if (bytes.len != sizeof(out->b)) {
        return NES_FAIL(AUDIT_BROKEN, "hash");
    }
    memcpy(out->b, bytes.ptr, sizeof(out->b));
    return NES_FINE;
}

struct nes_err nes_audit_add(struct nes_tx *tx, struct nes_leaf *leaf, struct nes_leaf_id *out)
{
    struct nes_str bytes;

    leaf->operation = nes_tx_operation(tx);
    leaf->at_us = nes_tx_now(tx);
    NES_TRY(nes_leaf_write(nes_tx_arena(tx), leaf, &bytes));
    out->id = nes_tx_new_id(tx);
    NES_TRY(nes_audit_leaf_insert(tx, &(struct nes_audit_leaf_insert_in){ out->id, leaf->operation, leaf->kind,
                                                                          leaf->at_us, bytes }));
    for (size_t i = 0; i < leaf->objects; i++) {
        NES_TRY(nes_audit_object_insert(tx, out->id, (int32_t)i + 1, leaf->object[i].kind, leaf->object[i].id));
    }
    return nes_audit_waiting_insert(tx, out->id);
}

/* The tree in its tables. `edge` holds the last left node kept of each level: appending asks for no other. */
struct shelf {
    struct nes_tx *tx;
    struct nes_id leaf;          /* whose place is being given */
    struct {
        uint64_t index;
        struct nes_hash hash;
        bool known;
    } edge[64];
};

static struct nes_err node(void *self, unsigned level, uint64_t index, struct nes_hash *out)
{
    struct shelf *shelf = self;
    struct nes_audit_place_hash_row place;
    struct nes_audit_node_hash_row row;
    bool found;

    if (shelf->edge[level].known && shelf->edge[level].index == index) {
        *out = shelf->edge[level].hash;
        return NES_FINE;
    }
    if (level == 0) {
        NES_TRY(nes_audit_place_hash(shelf->tx, (int64_t)index, &place, &found));
        return found ? hash_of(place.hash, out) : NES_FAIL(AUDIT_BROKEN, "place");
    }
    NES_TRY(nes_audit_node_hash(shelf->tx, (int32_t)level, (int64_t)index, &row, &found));
    return found ? hash_of(row.hash, out) : NES_FAIL(AUDIT_BROKEN, "node");
}

static struct nes_err keep(void *self, unsigned level, uint64_t index, const struct nes_hash *hash)
{
    struct shelf *shelf = self;
    int64_t kept;

    if (level == 0) {
        NES_TRY(nes_audit_place_insert(shelf->tx, (int64_t)index, shelf->leaf, bytes_of(hash), &kept));
    } else {
        NES_TRY(nes_audit_node_insert(shelf->tx, (int32_t)level, (int64_t)index, bytes_of(hash), &kept));
    }
    if (kept == 0) {
        return NES_FAIL(AUDIT_RACE, NULL);
    }
    if (index % 2 == 0) {
        shelf->edge[level].index = index;
        shelf->edge[level].hash = *hash;
        shelf->edge[level].known = true;
    }
    return NES_FINE;
}

static struct nes_tree tree_of(struct nes_hasher *hasher, struct shelf *shelf)
{
    return (struct nes_tree){ hasher, { node, keep, shelf } };
}

struct sequence {
    struct nes_hasher *hasher;
    int64_t most, numbered;
};

static struct nes_err sequence_run(struct nes_tx *tx, void *self)
{
    struct sequence *sequence = self;
    struct shelf shelf = { .tx = tx };
    struct nes_tree tree = tree_of(sequence->hasher, &shelf);
    struct nes_audit_waiting_list_rows waiting;
    struct nes_audit_size_row size;

    sequence->numbered = 0;
    NES_TRY(nes_audit_waiting_list(tx, sequence->most, &waiting));
    NES_TRY(nes_audit_size(tx, &size));
    for (size_t i = 0; i < waiting.len; i++) {
        struct nes_hash hash = nes_tree_leaf_hash(sequence->hasher, waiting.rows[i].bytes);
        int64_t gone;

        shelf.leaf = waiting.rows[i].leaf_id;
        NES_TRY(nes_tree_append(&tree, (uint64_t)size.size + i, &hash));
        NES_TRY(nes_audit_waiting_delete(tx, shelf.leaf, &gone));
        if (gone == 0) {
            return NES_FAIL(AUDIT_RACE, NULL);
        }
    }
    sequence->numbered = (int64_t)waiting.len;
    return NES_FINE;
}

struct nes_err nes_audit_sequence(struct nes_db *db, const struct nes_crypto *crypto, int64_t most, int64_t *numbered)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_hasher_end) struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct sequence sequence = { .hasher = hasher, .most = most };
    struct nes_call call = { .batch = true, .arena = arena, .run = sequence_run, .self = &sequence };

    nes_crypto_random(crypto, call.operation.b, sizeof(call.operation.b));
    NES_TRY(nes_db_run(db, &call));
    *numbered = sequence.numbered;
    return NES_FINE;
}

/* --- checkpoints --- */

struct signing {
    const struct nes_crypto *crypto;
    struct nes_hasher *hasher;
    struct nes_checkpoint next;
    struct nes_str note;
    bool grown;
};

/* That the tree of now contains the tree of the last checkpoint. */
static struct nes_err contains(const struct nes_tree *tree, const struct nes_audit_checkpoint_last_row *last,
                               const struct nes_checkpoint *next)
{
    struct nes_claim before = { .size = (uint64_t)last->size }, after = { .size = next->size, .root = next->root };
    struct nes_proof proof;

    NES_TRY(hash_of(last->root, &before.root));
    if (before.size > after.size || nes_tree_consistency(tree, before.size, after.size, &proof).what ||
        nes_tree_check_consistency(tree->hasher, &proof, &before, &after).what) {
        return NES_FAIL(AUDIT_BROKEN, "the tree does not contain that of the last checkpoint");
    }
    return NES_FINE;
}

static struct nes_err look_at_tree(struct nes_tx *tx, void *self)
{
    struct signing *signing = self;
    struct shelf shelf = { .tx = tx };
    struct nes_tree tree = tree_of(signing->hasher, &shelf);
    struct nes_audit_checkpoint_last_row last;
    struct nes_audit_size_row size;
    bool found;

    NES_TRY(nes_audit_size(tx, &size));
    NES_TRY(nes_audit_checkpoint_last(tx, &last, &found));
    signing->next.size = (uint64_t)size.size;
    signing->next.at_us = nes_tx_now(tx);
    signing->grown = size.size > 0 && (!found || size.size != last.size);
    NES_TRY(nes_tree_root(&tree, signing->next.size, &signing->next.root));
    return found ? contains(&tree, &last, &signing->next) : NES_FINE;
}

static struct nes_err keep_checkpoint(struct nes_tx *tx, void *self)
{
    struct signing *signing = self;
    int64_t kept; /* none: another process signed the same size; one is enough */

    return nes_audit_checkpoint_insert(tx, (int64_t)signing->next.size, bytes_of(&signing->next.root),
                                       signing->next.at_us, signing->note, &kept);
}

static struct nes_err sign(struct nes_arena *arena, struct signing *signing, const struct nes_audit_signer *signer)
{
    struct nes_buf buf = nes_buf_begin(arena, 4'096);
    struct nes_signature signature;
    struct nes_str body;

    signing->next.origin = signer->origin;
    NES_TRY(nes_checkpoint_body(arena, &signing->next, &body));
    NES_TRY(signer->sign(signer->self, body, &signature));
    NES_TRY(nes_sign_check(signing->crypto, &signer->key.public, body, &signature));
    NES_TRY(nes_checkpoint_note(signing->crypto, body, &signer->key, &signature, &buf));
    return nes_buf_done(&buf, &signing->note);
}

struct nes_err nes_audit_checkpoint(struct nes_db *db, const struct nes_crypto *crypto,
                                    const struct nes_audit_signer *signer, bool *made)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_hasher_end) struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct signing signing = { .crypto = crypto, .hasher = hasher };
    struct nes_call call = { .batch = true, .arena = arena, .run = keep_checkpoint, .self = &signing };

    *made = false;
    NES_TRY(nes_db_read(db, arena, look_at_tree, &signing));
    if (!signing.grown) {
        return NES_FINE;
    }
    NES_TRY(sign(arena, &signing, signer));
    nes_crypto_random(crypto, call.operation.b, sizeof(call.operation.b));
    NES_TRY(nes_db_run(db, &call));
    *made = true;
    return NES_FINE;
}

/* --- receipts --- */

struct nes_err nes_audit_receipt(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_leaf_id leaf,
                                 struct nes_str *file)
{
    NES_AUTO(nes_hasher_end) struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct shelf shelf = { .tx = tx };
    struct nes_tree tree = tree_of(hasher, &shelf);
    struct nes_audit_checkpoint_last_row last;
    struct nes_audit_place_of_row place;
    struct nes_receipt receipt;
    bool found;

    NES_TRY(nes_audit_place_of(tx, leaf.id, &place, &found));
    if (!found) {
        return NES_FAIL(DB_NO_ROW, "leaf");
    }
    NES_TRY(nes_audit_checkpoint_last(tx, &last, &found));
    if (!place.has_number || !found || last.size <= place.number) {
        return NES_FAIL(AUDIT_WAITING, NULL);
    }
    receipt = (struct nes_receipt){ .leaf = place.bytes, .index = (uint64_t)place.number, .note = last.note };
    NES_TRY(nes_tree_inclusion(&tree, receipt.index, (uint64_t)last.size, &receipt.proof));
    return nes_receipt_write(nes_tx_arena(tx), &receipt, file);
}

struct nes_err nes_audit_look(struct nes_tx *tx, struct nes_audit_state *out)
{
    struct nes_audit_checkpoint_last_row last;
    struct nes_audit_waiting_count_row waiting;
    struct nes_audit_size_row size;
    bool found;

    NES_TRY(nes_audit_size(tx, &size));
    NES_TRY(nes_audit_waiting_count(tx, &waiting));
    NES_TRY(nes_audit_checkpoint_last(tx, &last, &found));
    *out = (struct nes_audit_state){ .size = size.size, .waiting = waiting.n, .oldest_us = waiting.oldest };
    if (found) {
        out->checkpoint_size = last.size;
        out->checkpoint_at_us = last.at;
    }
    return NES_FINE;
}
