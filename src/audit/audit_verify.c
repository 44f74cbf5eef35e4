/* src/audit/audit_verify.c: computes the whole log anew. Memory does not grow with it: nodes are compared by a
 * running hash for each level, objects by a sum of hashes. */
#include <string.h>

#include "audit/audit.h"
#include "audit/audit_faults.h"
#include "audit/audit_sql.h"

#define LEVELS 64

/* What is compared without being held: how many nodes of a level, and the hash of them in order. */
struct level {
    struct nes_hasher *nodes;
    int64_t n;
};

/* 40 bytes a checkpoint: 20 MB for a year of one a minute. */
struct signed_root {
    int64_t size;
    struct nes_hash root;
};

struct walk {
    struct nes_tx *tx;
    const struct nes_audit_proof *proof;
    struct nes_audit_report *report;
    struct nes_hasher *hasher;
    struct level computed[LEVELS], stored[LEVELS];
    struct nes_hash edge[LEVELS];            /* the last computed node of each level that is a left one */
    struct signed_root *signed_root;         /* all checkpoints by size, and the next one to come by */
    size_t signed_roots, signed_room, at;
    int64_t number;                          /* that the next leaf must have */
    int64_t strays;
    struct nes_arena *scratch;               /* of one row */
    uint64_t objects[4];                     /* sum over the leaves, minus the sum over the table: zero in the end */
};

static const char *const texts[NES_AUDIT_WRONGS] = {
    [NES_AUDIT_GAP] = "a number is missing before this leaf",
    [NES_AUDIT_LEAF_GONE] = "the leaf of this number is gone",
    [NES_AUDIT_LEAF_CHANGED] = "the leaf of this number was changed",
    [NES_AUDIT_LEAF_COLUMNS] = "the columns of this leaf differ from its bytes",
    [NES_AUDIT_LEAF_STRAY] = "so many leaves have no place and do not wait, or have one and wait",
    [NES_AUDIT_OBJECTS] = "the table of objects differs from the leaves",
    [NES_AUDIT_NODES] = "the nodes of this level differ from the leaves",
    [NES_AUDIT_CHECKPOINT_FORM] = "the checkpoint of this size cannot be read, or differs from its row",
    [NES_AUDIT_CHECKPOINT_KEY] = "the checkpoint of this size is not signed with the key",
    [NES_AUDIT_CHECKPOINT_ROOT] = "the leaves have another root than the checkpoint of this size",
    [NES_AUDIT_CHECKPOINT_BEYOND] = "a checkpoint of this size was signed: leaves were taken away",
};

const char *nes_audit_wrong_text(enum nes_audit_wrong wrong)
{
    NES_ASSERT(wrong < NES_AUDIT_WRONGS);
    return texts[wrong];
}

static void tell(struct walk *walk, enum nes_audit_wrong wrong, int64_t at)
{
    struct nes_audit_report *report = walk->report;

    if (report->problems < NES_AUDIT_FOUND_MAX) {
        report->found[report->problems].wrong = wrong;
        report->found[report->problems].at = at;
    }
    report->problems++;
}

static void note_node(struct walk *walk, struct level *level, const struct nes_hash *hash)
{
    if (!level->nodes) {
        level->nodes = nes_hasher_begin(walk->proof->crypto);
    }
    nes_hasher_add(level->nodes, hash->b, sizeof(hash->b));
    level->n++;
}

/* The walk as a store of the tree: what appending and the root ask for is always the last left node of a level. */
static struct nes_err node(void *self, unsigned level, uint64_t index, struct nes_hash *out)
{
    struct walk *walk = self;

    NES_ASSERT(index % 2 == 0 && walk->computed[level].n >= (int64_t)index + 1 &&
               walk->computed[level].n <= (int64_t)index + 2);
    *out = walk->edge[level];
    return NES_FINE;
}

static struct nes_err keep(void *self, unsigned level, uint64_t index, const struct nes_hash *hash)
{
    struct walk *walk = self;

    NES_ASSERT(walk->computed[level].n == (int64_t)index);
    walk->edge[level] = index % 2 == 0 ? *hash : walk->edge[level];
    note_node(walk, &walk->computed[level], hash);
    return NES_FINE;
}

/* The root over `size` leaves, just when so many were appended: it is joined of the last nodes. */
static struct nes_hash root_now(struct walk *walk, int64_t size)
{
    struct nes_tree tree = { walk->hasher, { node, keep, walk } };
    struct nes_hash root;

    NES_ASSERT(!nes_tree_root(&tree, (uint64_t)size, &root).what);
    return root;
}

/* Adds the hash of one object to the sum, or takes it away; their order does not matter. */
static void sum_object(struct walk *walk, struct nes_id leaf, int32_t nr, const struct nes_leaf_object *object,
                       bool add)
{
    struct nes_hash hash;
    uint64_t words[4];

    nes_hasher_add(walk->hasher, leaf.b, sizeof(leaf.b));
    nes_hasher_add(walk->hasher, &nr, sizeof(nr));
    nes_hasher_add(walk->hasher, object->id.b, sizeof(object->id.b));
    nes_hasher_add(walk->hasher, object->kind.ptr, object->kind.len);
    hash = nes_hasher_done(walk->hasher);
    memcpy(words, hash.b, sizeof(words));
    for (size_t i = 0; i < NES_LEN(words); i++) {
        walk->objects[i] += add ? words[i] : 0 - words[i];
    }
}

static void sum_objects(struct walk *walk, struct nes_id id, const struct nes_leaf *leaf)
{
    for (size_t i = 0; i < leaf->objects; i++) {
        sum_object(walk, id, (int32_t)i + 1, &leaf->object[i], true);
    }
}

/* --- checkpoints --- */

static void check_note(struct walk *walk, const struct nes_audit_all_checkpoints_row *row)
{
    struct nes_arena_mark mark = nes_arena_mark(walk->scratch);
    struct nes_checkpoint read;
    struct nes_err err;

    if (!walk->proof->key) {
        return;
    }
    err = nes_checkpoint_read(walk->proof->crypto, walk->scratch, row->note, walk->proof->key, &read);
    if (err.what == &nes_fault_CHECKPOINT_KEY || err.what == &nes_fault_CHECKPOINT_FORGED) {
        tell(walk, NES_AUDIT_CHECKPOINT_KEY, row->size);
    } else if (err.what || read.size != (uint64_t)row->size || read.at_us != row->at ||
               row->root.len != NES_HASH_BYTES || memcmp(read.root.b, row->root.ptr, NES_HASH_BYTES) != 0) {
        tell(walk, NES_AUDIT_CHECKPOINT_FORM, row->size);
    }
    nes_arena_rewind(walk->scratch, mark);
}

static struct nes_err take_checkpoint(void *self, const struct nes_audit_all_checkpoints_row *row)
{
    struct walk *walk = self;
    struct signed_root *root;

    if (walk->signed_roots == walk->signed_room) {
        walk->signed_room = walk->signed_room ? walk->signed_room * 2 : 1'024;
        root = NES_NEW_MANY(nes_tx_arena(walk->tx), struct signed_root, walk->signed_room);
        if (walk->signed_roots > 0) {
            memcpy(root, walk->signed_root, walk->signed_roots * sizeof(*root));
        }
        walk->signed_root = root;
    }
    root = &walk->signed_root[walk->signed_roots++];
    root->size = row->size;
    if (row->root.len == NES_HASH_BYTES) {
        memcpy(root->root.b, row->root.ptr, NES_HASH_BYTES);
    }
    walk->report->checkpoints++;
    check_note(walk, row);
    return NES_FINE;
}

static void check_kept(struct walk *walk, int64_t size)
{
    const struct nes_checkpoint *kept = walk->proof->kept;
    struct nes_hash root;

    if (kept && kept->size == (uint64_t)size) {
        root = root_now(walk, size);
        if (!nes_hash_eq(&root, &kept->root)) {
            tell(walk, NES_AUDIT_CHECKPOINT_ROOT, size);
        }
    }
}

/* --- the leaves --- */

static void check_leaf(struct walk *walk, const struct nes_audit_all_places_row *row)
{
    struct nes_hash hash;
    struct nes_leaf leaf;

    if (!row->bytes.ptr) {
        tell(walk, NES_AUDIT_LEAF_GONE, row->number);
        return;
    }
    hash = nes_tree_leaf_hash(walk->hasher, row->bytes);
    if (row->hash.len != NES_HASH_BYTES || memcmp(hash.b, row->hash.ptr, NES_HASH_BYTES) != 0) {
        tell(walk, NES_AUDIT_LEAF_CHANGED, row->number);
    }
    if (nes_leaf_read(row->bytes, &leaf).what || !nes_id_eq(leaf.operation, row->operation) ||
        !nes_str_eq(leaf.kind, row->kind) || leaf.at_us != row->at) {
        tell(walk, NES_AUDIT_LEAF_COLUMNS, row->number);
        return;
    }
    sum_objects(walk, row->leaf_id, &leaf);
}

/* The tree is computed over what the leaves are now: one changed leaf shows in its own hash and in each root after
 * it. */
static struct nes_err take_place(void *self, const struct nes_audit_all_places_row *row)
{
    struct walk *walk = self;
    struct nes_tree tree = { walk->hasher, { node, keep, walk } };
    struct nes_hash hash = nes_tree_leaf_hash(walk->hasher, row->bytes);

    if (row->number != walk->number) {
        tell(walk, NES_AUDIT_GAP, row->number);
    }
    walk->number = row->number + 1;
    check_leaf(walk, row);
    NES_TRY(nes_tree_append(&tree, (uint64_t)walk->computed[0].n, &hash));
    walk->report->leaves++;
    if (walk->at < walk->signed_roots && walk->signed_root[walk->at].size == walk->report->leaves) {
        struct nes_hash root = root_now(walk, walk->report->leaves);

        if (!nes_hash_eq(&root, &walk->signed_root[walk->at++].root)) {
            tell(walk, NES_AUDIT_CHECKPOINT_ROOT, walk->report->leaves);
        }
    }
    check_kept(walk, walk->report->leaves);
    return NES_FINE;
}

static struct nes_err take_node(void *self, const struct nes_audit_all_nodes_row *row)
{
    struct walk *walk = self;
    struct nes_hash hash = { { 0 } };

    if (row->level <= 0 || row->level >= LEVELS) {
        tell(walk, NES_AUDIT_NODES, row->level);
        return NES_FINE;
    }
    if (row->hash.len == NES_HASH_BYTES && row->nr == walk->stored[row->level].n) {
        memcpy(hash.b, row->hash.ptr, NES_HASH_BYTES);
    }
    note_node(walk, &walk->stored[row->level], &hash);
    return NES_FINE;
}

static struct nes_err take_object(void *self, const struct nes_audit_all_objects_row *row)
{
    struct nes_leaf_object object = { row->kind, row->object };

    sum_object(self, row->leaf_id, row->nr, &object, false);
    return NES_FINE;
}

static struct nes_err take_unplaced(void *self, const struct nes_audit_all_unplaced_row *row)
{
    struct walk *walk = self;
    struct nes_leaf leaf;

    walk->report->waiting += row->waits;
    walk->strays += !row->waits;
    if (!nes_leaf_read(row->bytes, &leaf).what) {
        sum_objects(walk, row->leaf_id, &leaf);
    }
    return NES_FINE;
}

static void compare_levels(struct walk *walk)
{
    for (int level = 1; level < LEVELS; level++) {
        struct level *computed = &walk->computed[level], *stored = &walk->stored[level];
        bool same = computed->n == stored->n;

        if (same && computed->n > 0) {
            struct nes_hash a = nes_hasher_done(computed->nodes), b = nes_hasher_done(stored->nodes);

            same = nes_hash_eq(&a, &b);
        }
        if (!same) {
            tell(walk, NES_AUDIT_NODES, level);
        }
    }
}

/* Checkpoints that the walk never came to were signed over more leaves than there are. */
static void check_rest(struct walk *walk)
{
    const struct nes_checkpoint *kept = walk->proof->kept;

    for (; walk->at < walk->signed_roots; walk->at++) {
        tell(walk, NES_AUDIT_CHECKPOINT_BEYOND, walk->signed_root[walk->at].size);
    }
    if (kept && kept->size > (uint64_t)walk->report->leaves) {
        tell(walk, NES_AUDIT_CHECKPOINT_BEYOND, (int64_t)kept->size);
    }
}

static struct nes_err walk_all(struct walk *walk)
{
    static const uint64_t none[4];
    struct nes_audit_waiting_placed_row both;

    NES_TRY(nes_audit_all_checkpoints(walk->tx, take_checkpoint, walk));
    NES_TRY(nes_audit_all_places(walk->tx, take_place, walk));
    walk->report->root = root_now(walk, walk->report->leaves);
    check_rest(walk);
    NES_TRY(nes_audit_all_nodes(walk->tx, take_node, walk));
    compare_levels(walk);
    NES_TRY(nes_audit_all_unplaced(walk->tx, take_unplaced, walk));
    NES_TRY(nes_audit_all_objects(walk->tx, take_object, walk));
    if (memcmp(walk->objects, none, sizeof(none)) != 0) {
        tell(walk, NES_AUDIT_OBJECTS, 0);
    }
    NES_TRY(nes_audit_waiting_placed(walk->tx, &both));
    walk->strays += both.n;
    if (walk->strays > 0) {
        tell(walk, NES_AUDIT_LEAF_STRAY, walk->strays);
    }
    return NES_FINE;
}

struct nes_err nes_audit_verify(struct nes_tx *tx, const struct nes_audit_proof *proof, struct nes_audit_report *out)
{
    struct walk *walk = NES_NEW(nes_tx_arena(tx), struct walk);
    struct nes_err err;

    *out = (struct nes_audit_report){ 0 };
    *walk = (struct walk){ .tx = tx, .proof = proof, .report = out, .hasher = nes_hasher_begin(proof->crypto),
                           .scratch = nes_arena_begin(0) };
    err = walk_all(walk);
    nes_arena_end(&walk->scratch);
    for (int level = 0; level < LEVELS; level++) {
        nes_hasher_end(&walk->computed[level].nodes);
        nes_hasher_end(&walk->stored[level].nodes);
    }
    nes_hasher_end(&walk->hasher);
    return err;
}
