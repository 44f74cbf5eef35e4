#include "audit/tree.h"

#include "audit/audit_faults.h"

struct nes_hash nes_tree_leaf_hash(struct nes_hasher *hasher, struct nes_str leaf)
{
    nes_hasher_add(hasher, "\x00", 1);
    nes_hasher_add(hasher, leaf.ptr, leaf.len);
    return nes_hasher_done(hasher);
}

struct nes_hash nes_tree_empty(struct nes_hasher *hasher)
{
    return nes_hasher_done(hasher);
}

static struct nes_hash joined(struct nes_hasher *hasher, const struct nes_hash *left, const struct nes_hash *right)
{
    nes_hasher_add(hasher, "\x01", 1);
    nes_hasher_add(hasher, left->b, sizeof(left->b));
    nes_hasher_add(hasher, right->b, sizeof(right->b));
    return nes_hasher_done(hasher);
}

struct nes_err nes_tree_append(const struct nes_tree *tree, uint64_t size, const struct nes_hash *leaf)
{
    struct nes_hash hash = *leaf;
    uint64_t index = size;

    NES_TRY(tree->store.keep(tree->store.self, 0, index, &hash));
    for (unsigned level = 0; index % 2 == 1; level++) {
        struct nes_hash left;

        NES_TRY(tree->store.node(tree->store.self, level, index - 1, &left));
        hash = joined(tree->hasher, &left, &hash);
        index /= 2;
        NES_TRY(tree->store.keep(tree->store.self, level + 1, index, &hash));
    }
    return NES_FINE;
}

/* log2 of the largest power of two that is <= n; n > 0. */
static unsigned log_floor(uint64_t n)
{
    return 63 - (unsigned)__builtin_clzll(n);
}

/* The largest power of two that is < n; n > 1. */
static uint64_t split_of(uint64_t n)
{
    return UINT64_C(1) << log_floor(n - 1);
}

/* The root over `len` leaves from `start`, which lies on a border of subtrees that wide: one kept node for each
 * bit of len, joined from the right. */
static struct nes_err range_root(const struct nes_tree *tree, uint64_t start, uint64_t len, struct nes_hash *out)
{
    struct nes_hash part;
    uint64_t end = start + len;
    bool first = true;

    while (end > start) {
        unsigned level = (unsigned)__builtin_ctzll(end - start);

        NES_TRY(tree->store.node(tree->store.self, level, (end >> level) - 1, &part));
        *out = first ? part : joined(tree->hasher, &part, out);
        first = false;
        end -= UINT64_C(1) << level;
    }
    return NES_FINE;
}

struct nes_err nes_tree_root(const struct nes_tree *tree, uint64_t size, struct nes_hash *out)
{
    if (size == 0) {
        *out = nes_tree_empty(tree->hasher);
        return NES_FINE;
    }
    return range_root(tree, 0, size, out);
}

/* Proofs are found from the root down; they are told from the leaf up. */
static void turn(struct nes_proof *proof)
{
    for (size_t i = 0; i < proof->n / 2; i++) {
        struct nes_hash hash = proof->hash[i];

        proof->hash[i] = proof->hash[proof->n - 1 - i];
        proof->hash[proof->n - 1 - i] = hash;
    }
}

static struct nes_err prove(const struct nes_tree *tree, uint64_t start, uint64_t len, struct nes_proof *out)
{
    NES_ASSERT(out->n < NES_PROOF_MOST);
    return range_root(tree, start, len, &out->hash[out->n++]);
}

struct nes_err nes_tree_inclusion(const struct nes_tree *tree, uint64_t index, uint64_t size, struct nes_proof *out)
{
    uint64_t start = 0, len = size;

    if (index >= size) {
        return NES_FAIL(PROOF_RANGE, "index");
    }
    out->n = 0;
    while (len > 1) {
        uint64_t split = split_of(len);

        if (index - start < split) {
            NES_TRY(prove(tree, start + split, len - split, out));
            len = split;
            continue;
        }
        NES_TRY(prove(tree, start, split, out));
        start += split;
        len -= split;
    }
    turn(out);
    return NES_FINE;
}

struct nes_err nes_tree_consistency(const struct nes_tree *tree, uint64_t before, uint64_t size, struct nes_proof *out)
{
    uint64_t start = 0, len = size;

    if (before == 0 || before > size) {
        return NES_FAIL(PROOF_RANGE, "size");
    }
    out->n = 0;
    while (before - start != len) {
        uint64_t split = split_of(len);

        if (before - start <= split) {
            NES_TRY(prove(tree, start + split, len - split, out));
            len = split;
            continue;
        }
        NES_TRY(prove(tree, start, split, out));
        start += split;
        len -= split;
    }
    if (start > 0) { /* the earlier tree is no subtree of its own: the checker needs its last part */
        NES_TRY(prove(tree, start, len, out));
    }
    turn(out);
    return NES_FINE;
}

struct nes_err nes_tree_check_inclusion(struct nes_hasher *hasher, const struct nes_proof *proof,
                                        const struct nes_claim *claim)
{
    uint64_t at = claim->index, last = claim->size - 1;
    struct nes_hash hash = claim->leaf;

    if (claim->index >= claim->size) {
        return NES_FAIL(PROOF_WRONG, "index");
    }
    for (size_t i = 0; i < proof->n; i++) {
        if (last == 0) {
            return NES_FAIL(PROOF_WRONG, "length");
        }
        if (at % 2 == 1 || at == last) {
            hash = joined(hasher, &proof->hash[i], &hash);
            while (at % 2 == 0 && at != 0) {
                at /= 2;
                last /= 2;
            }
        } else {
            hash = joined(hasher, &hash, &proof->hash[i]);
        }
        at /= 2;
        last /= 2;
    }
    return last == 0 && nes_hash_eq(&hash, &claim->root) ? NES_FINE : NES_FAIL(PROOF_WRONG, "root");
}

/* Walks both trees up at once: `from` becomes the earlier root, `to` the later one. */
static struct nes_err climb(struct nes_hasher *hasher, const struct nes_proof *proof, const struct nes_claim *before,
                            const struct nes_claim *after)
{
    uint64_t at = before->size - 1, last = after->size - 1;
    bool whole = (before->size & (before->size - 1)) == 0; /* then its root is the first step, and not in the proof */
    struct nes_hash from, to;
    size_t i = whole ? 0 : 1;

    if (proof->n == 0) {
        return NES_FAIL(PROOF_WRONG, "length");
    }
    from = to = whole ? before->root : proof->hash[0];
    while (at % 2 == 1) {
        at /= 2;
        last /= 2;
    }
    for (; i < proof->n; i++) {
        if (last == 0) {
            return NES_FAIL(PROOF_WRONG, "length");
        }
        if (at % 2 == 1 || at == last) {
            from = joined(hasher, &proof->hash[i], &from);
            to = joined(hasher, &proof->hash[i], &to);
            while (at % 2 == 0 && at != 0) {
                at /= 2;
                last /= 2;
            }
        } else {
            to = joined(hasher, &to, &proof->hash[i]);
        }
        at /= 2;
        last /= 2;
    }
    return last == 0 && nes_hash_eq(&from, &before->root) && nes_hash_eq(&to, &after->root)
               ? NES_FINE
               : NES_FAIL(PROOF_WRONG, "root");
}

struct nes_err nes_tree_check_consistency(struct nes_hasher *hasher, const struct nes_proof *proof,
                                          const struct nes_claim *before, const struct nes_claim *after)
{
    if (before->size == 0 || before->size > after->size) {
        return NES_FAIL(PROOF_WRONG, "size");
    }
    if (before->size == after->size) {
        return proof->n == 0 && nes_hash_eq(&before->root, &after->root) ? NES_FINE : NES_FAIL(PROOF_WRONG, "root");
    }
    return climb(hasher, proof, before, after);
}
