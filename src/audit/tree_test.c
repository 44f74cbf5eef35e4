#include "audit/tree.h"

#include <stdio.h>
#include <string.h>

#include "test/unit/test.h"

#define LEAVES 300
#define LEVELS 10

/* A tree in memory, and a naive one beside it that follows the text of RFC 6962 word by word over the leaves. */
struct grove {
    struct nes_crypto *crypto;
    struct nes_hasher *hasher;
    struct nes_tree tree;
    struct nes_hash node[LEVELS][LEAVES];
    struct nes_hash leaf[LEAVES];
};

static struct nes_err node(void *self, unsigned level, uint64_t index, struct nes_hash *out)
{
    struct grove *grove = self;

    NES_WANT("a node that was kept", level < LEVELS && (index + 1) << level <= LEAVES);
    *out = grove->node[level][index];
    return NES_FINE;
}

static struct nes_err keep(void *self, unsigned level, uint64_t index, const struct nes_hash *hash)
{
    struct grove *grove = self;
    static const struct nes_hash none;

    NES_WANT("a node is kept once", nes_hash_eq(&grove->node[level][index], &none));
    grove->node[level][index] = *hash;
    return NES_FINE;
}

static void uproot(struct grove **grove)
{
    nes_hasher_end(&(*grove)->hasher);
    nes_crypto_end(&(*grove)->crypto);
    test_free(*grove);
}

static struct grove *plant(void)
{
    struct grove *grove = test_calloc(1, sizeof(*grove));
    struct nes_rand rand = nes_rand_real();

    NES_WANT_OK(nes_crypto_begin(rand, &grove->crypto));
    grove->hasher = nes_hasher_begin(grove->crypto);
    grove->tree = (struct nes_tree){ grove->hasher, { node, keep, grove } };
    for (uint64_t i = 0; i < LEAVES; i++) {
        uint8_t bytes[8];

        memcpy(bytes, &i, sizeof(bytes));
        grove->leaf[i] = nes_tree_leaf_hash(grove->hasher, (struct nes_str){ (const char *)bytes, sizeof(bytes) });
        NES_WANT_OK(nes_tree_append(&grove->tree, i, &grove->leaf[i]));
    }
    return grove;
}

static struct nes_hash two(struct grove *grove, struct nes_hash left, struct nes_hash right)
{
    uint8_t bytes[1 + 2 * NES_HASH_BYTES] = { 1 };

    memcpy(bytes + 1, left.b, NES_HASH_BYTES);
    memcpy(bytes + 1 + NES_HASH_BYTES, right.b, NES_HASH_BYTES);
    return nes_sha256(grove->crypto, (struct nes_str){ (const char *)bytes, sizeof(bytes) });
}

static size_t half(size_t n)
{
    size_t k = 1;

    while (k * 2 < n) {
        k *= 2;
    }
    return k;
}

/* MTH(D[first:first+n]) */
static struct nes_hash naive_root(struct grove *grove, size_t first, size_t n)
{
    size_t k = half(n);

    return n == 1 ? grove->leaf[first]
                  : two(grove, naive_root(grove, first, k), naive_root(grove, first + k, n - k));
}

/* PATH(m, D[first:first+n]) */
static void naive_path(struct grove *grove, size_t m, size_t first, size_t n, struct nes_proof *out)
{
    size_t k = half(n);

    if (n == 1) {
        return;
    }
    if (m < k) {
        naive_path(grove, m, first, k, out);
        out->hash[out->n++] = naive_root(grove, first + k, n - k);
    } else {
        naive_path(grove, m - k, first + k, n - k, out);
        out->hash[out->n++] = naive_root(grove, first, k);
    }
}

struct span {
    size_t first, n;
};

/* SUBPROOF(m, D[span], whole) */
static void naive_subproof(struct grove *grove, size_t m, struct span span, bool whole, struct nes_proof *out)
{
    size_t k = half(span.n);

    if (m == span.n) {
        if (!whole) {
            out->hash[out->n++] = naive_root(grove, span.first, span.n);
        }
        return;
    }
    if (m <= k) {
        naive_subproof(grove, m, (struct span){ span.first, k }, whole, out);
        out->hash[out->n++] = naive_root(grove, span.first + k, span.n - k);
    } else {
        naive_subproof(grove, m - k, (struct span){ span.first + k, span.n - k }, false, out);
        out->hash[out->n++] = naive_root(grove, span.first, k);
    }
}

static bool same_proof(const struct nes_proof *a, const struct nes_proof *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->hash, b->hash, a->n * sizeof(a->hash[0])) == 0);
}

static void spoil(struct nes_rand *rand, struct nes_hash *hash)
{
    hash->b[nes_rand_below(rand, NES_HASH_BYTES)] ^= (uint8_t)(1u << nes_rand_below(rand, 8));
}

/* Each way of lying about one proof must be found. */
static void check_lies(struct grove *grove, struct nes_rand *rand, const struct nes_proof *proof,
                       struct nes_claim claim)
{
    struct nes_proof lie = *proof;
    struct nes_claim other = claim;

    if (proof->n > 0) {
        spoil(rand, &lie.hash[nes_rand_below(rand, proof->n)]);
        NES_WANT_FAULT("a changed step", nes_tree_check_inclusion(grove->hasher, &lie, &claim), "PROOF_WRONG");
        lie = *proof;
        lie.n--;
        NES_WANT_FAULT("a step less", nes_tree_check_inclusion(grove->hasher, &lie, &claim), "PROOF_WRONG");
    }
    lie = *proof;
    lie.hash[lie.n++] = claim.root;
    NES_WANT_FAULT("a step more", nes_tree_check_inclusion(grove->hasher, &lie, &claim), "PROOF_WRONG");
    spoil(rand, &other.leaf);
    NES_WANT_FAULT("another leaf", nes_tree_check_inclusion(grove->hasher, proof, &other), "PROOF_WRONG");
    other = claim;
    spoil(rand, &other.root);
    NES_WANT_FAULT("another root", nes_tree_check_inclusion(grove->hasher, proof, &other), "PROOF_WRONG");
    other = claim;
    other.index = claim.index + 1 < claim.size ? claim.index + 1 : 0;
    if (claim.size > 1) {
        NES_WANT_FAULT("another place", nes_tree_check_inclusion(grove->hasher, proof, &other), "PROOF_WRONG");
    }
    other.index = claim.size;
    NES_WANT_FAULT("a place beyond", nes_tree_check_inclusion(grove->hasher, proof, &other), "PROOF_WRONG");
}

static void check_inclusion(struct grove *grove, struct nes_rand *rand, size_t index, size_t size)
{
    struct nes_claim claim = { .index = index, .size = size, .leaf = grove->leaf[index] };
    struct nes_proof proof, naive = { 0 };

    NES_WANT_OK(nes_tree_inclusion(&grove->tree, index, size, &proof));
    NES_WANT_OK(nes_tree_root(&grove->tree, size, &claim.root));
    naive_path(grove, index, 0, size, &naive);
    NES_WANT("as the naive path", same_proof(&proof, &naive));
    NES_WANT_OK(nes_tree_check_inclusion(grove->hasher, &proof, &claim));
    check_lies(grove, rand, &proof, claim);
}

static void check_consistency(struct grove *grove, struct nes_rand *rand, size_t before, size_t size)
{
    struct nes_claim old = { .size = before }, new = { .size = size };
    struct nes_proof proof, naive = { 0 };

    NES_WANT_OK(nes_tree_consistency(&grove->tree, before, size, &proof));
    naive_subproof(grove, before, (struct span){ 0, size }, true, &naive);
    NES_WANT("as the naive subproof", same_proof(&proof, &naive));
    NES_WANT_OK(nes_tree_root(&grove->tree, before, &old.root));
    NES_WANT_OK(nes_tree_root(&grove->tree, size, &new.root));
    NES_WANT_OK(nes_tree_check_consistency(grove->hasher, &proof, &old, &new));
    if (proof.n > 0) {
        spoil(rand, &proof.hash[nes_rand_below(rand, proof.n)]);
        NES_WANT_FAULT("a changed step", nes_tree_check_consistency(grove->hasher, &proof, &old, &new), "PROOF_WRONG");
        NES_WANT_OK(nes_tree_consistency(&grove->tree, before, size, &proof));
    }
    spoil(rand, &old.root);
    NES_WANT_FAULT("a rewritten past", nes_tree_check_consistency(grove->hasher, &proof, &old, &new), "PROOF_WRONG");
    NES_WANT_OK(nes_tree_root(&grove->tree, before, &old.root));
    spoil(rand, &new.root);
    NES_WANT_FAULT("another present", nes_tree_check_consistency(grove->hasher, &proof, &old, &new), "PROOF_WRONG");
}

/* The reference leaves and roots that implementations of Certificate Transparency share. */
NES_TEST(roots_are_those_of_the_known_test_leaves)
{
    static const char *const leaves[] = { "", "\x00", "\x10", " !", "01", "@ABC", "PQRSTUVW", "`abcdefghijklmno" };
    static const size_t lens[] = { 0, 1, 1, 2, 2, 4, 8, 16 };
    static const char *const roots[] = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    NES_AUTO(uproot) struct grove *grove = plant();

    memset(grove->node, 0, sizeof(grove->node));
    for (size_t i = 0; i < NES_LEN(leaves); i++) {
        struct nes_hash hash = nes_tree_leaf_hash(grove->hasher, (struct nes_str){ leaves[i], lens[i] }), root;
        char hex[2 * NES_HASH_BYTES + 1];

        NES_WANT_OK(nes_tree_append(&grove->tree, i, &hash));
        NES_WANT_OK(nes_tree_root(&grove->tree, i + 1, &root));
        for (size_t at = 0; at < NES_HASH_BYTES; at++) {
            (void)snprintf(hex + 2 * at, 3, "%02x", root.b[at]);
        }
        NES_WANT_STR("root", nes_str_of(hex), roots[i]);
    }
}

NES_TEST(all_small_trees_prove_all_their_leaves, .rules = "11.1, 32")
{
    NES_AUTO(uproot) struct grove *grove = plant();
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (size_t size = 1; size <= 33; size++) {
        for (size_t other = 0; other < size; other++) {
            check_inclusion(grove, &rand, other, size);
            check_consistency(grove, &rand, other + 1, size);
        }
    }
}

/* P10. */
NES_TEST(proofs_agree_with_a_naive_tree_and_lies_are_found, .rules = "11.1, 32", .kind = NES_REFUSES)
{
    NES_AUTO(uproot) struct grove *grove = plant();
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int64_t n = nes_budget("audit.tree_pairs"); n > 0; n--) {
        size_t size = 1 + nes_rand_below(&rand, n % 16 == 0 ? LEAVES : 40);

        check_inclusion(grove, &rand, nes_rand_below(&rand, size), size);
        check_consistency(grove, &rand, 1 + nes_rand_below(&rand, size), size);
    }
}

NES_TEST(places_and_sizes_outside_are_refused, .kind = NES_REFUSES)
{
    NES_AUTO(uproot) struct grove *grove = plant();
    struct nes_claim none = { 0 }, one = { .size = 1 };
    struct nes_proof proof = { 0 };

    NES_WANT_FAULT("beyond", nes_tree_inclusion(&grove->tree, 5, 5, &proof), "PROOF_RANGE");
    NES_WANT_FAULT("empty", nes_tree_inclusion(&grove->tree, 0, 0, &proof), "PROOF_RANGE");
    NES_WANT_FAULT("from nothing", nes_tree_consistency(&grove->tree, 0, 5, &proof), "PROOF_RANGE");
    NES_WANT_FAULT("backwards", nes_tree_consistency(&grove->tree, 6, 5, &proof), "PROOF_RANGE");
    NES_WANT_FAULT("a log of nothing", nes_tree_check_inclusion(grove->hasher, &proof, &none), "PROOF_WRONG");
    NES_WANT_FAULT("before all", nes_tree_check_consistency(grove->hasher, &proof, &none, &one), "PROOF_WRONG");
    NES_WANT_OK(nes_tree_root(&grove->tree, 0, &none.root));
    none.leaf = nes_tree_empty(grove->hasher);
    NES_WANT("the empty root", nes_hash_eq(&none.root, &none.leaf));
}
