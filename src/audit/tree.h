/* src/audit/tree.h: the Merkle tree of RFC 6962 (2.1): leaf SHA-256(0x00 | bytes), node SHA-256(0x01 | left | right).
 * Pure: nodes are asked for and kept through two functions, so that a table, a file or memory may hold them. */
#pragma once
#include "crypto/hash.h"

/* The node (level, index) is the root of the 2^level leaves from index × 2^level on; level 0 are the leaves. Only
 * nodes of full subtrees are kept, so none ever changes. */
struct nes_tree_store {
    struct nes_err (*node)(void *self, unsigned level, uint64_t index, struct nes_hash *out);
    struct nes_err (*keep)(void *self, unsigned level, uint64_t index, const struct nes_hash *hash);
    void *self;
};

struct nes_tree {
    struct nes_hasher *hasher;     /* of the caller, one thread at a time */
    struct nes_tree_store store;
};

#define NES_PROOF_MOST 65
struct nes_proof {
    struct nes_hash hash[NES_PROOF_MOST];
    size_t n;
};

struct nes_hash nes_tree_leaf_hash(struct nes_hasher *hasher, struct nes_str leaf);
/* The root of the empty tree: SHA-256 of nothing. */
struct nes_hash nes_tree_empty(struct nes_hasher *hasher);

/* Keeps the leaf number `size` (from 0) of a tree with `size` leaves, and the nodes that it completes. */
struct nes_err nes_tree_append(const struct nes_tree *tree, uint64_t size, const struct nes_hash *leaf);
/* The root over the first `size` leaves. */
struct nes_err nes_tree_root(const struct nes_tree *tree, uint64_t size, struct nes_hash *out);
/* That leaf `index` is in the tree of `size` leaves. PROOF_RANGE. */
struct nes_err nes_tree_inclusion(const struct nes_tree *tree, uint64_t index, uint64_t size, struct nes_proof *out);
/* That the tree of `size` leaves begins with all of the tree of `before` leaves, 0 < before <= size. PROOF_RANGE. */
struct nes_err nes_tree_consistency(const struct nes_tree *tree, uint64_t before, uint64_t size, struct nes_proof *out);

/* What anybody can check without the log (RFC 9162, 2.1.3.2 and 2.1.4.2). PROOF_WRONG. */
struct nes_claim {
    uint64_t index;          /* of inclusion */
    uint64_t size;
    struct nes_hash leaf;    /* its hash; of inclusion */
    struct nes_hash root;
};
struct nes_err nes_tree_check_inclusion(struct nes_hasher *hasher, const struct nes_proof *proof,
                                        const struct nes_claim *claim);
struct nes_err nes_tree_check_consistency(struct nes_hasher *hasher, const struct nes_proof *proof,
                                          const struct nes_claim *before, const struct nes_claim *after);
