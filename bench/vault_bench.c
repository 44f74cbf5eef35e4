/* bench/vault_bench.c: how fast leaves are hashed into a tree, and how fast the keeper answers. One JSON object a line.
 * Starts `nesie keeper` from the program that stands beside this one's folder. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/leaf.h"
#include "audit/tree.h"
#include "base/clock.h"
#include "vault/keeper.h"
#include "vault/keys.h"

#define LEAVES INT64_C(1'000'000)
#define BATCH  100

/* The left nodes of the right edge: all that appending asks for. */
struct edge {
    struct nes_hash hash[64];
};

static struct nes_err node(void *self, unsigned level, uint64_t index, struct nes_hash *out)
{
    (void)index;
    *out = ((struct edge *)self)->hash[level];
    return NES_FINE;
}

static struct nes_err keep(void *self, unsigned level, uint64_t index, const struct nes_hash *hash)
{
    if (index % 2 == 0) {
        ((struct edge *)self)->hash[level] = *hash;
    }
    return NES_FINE;
}

static void tell(const char *what, int64_t n, int64_t took_us)
{
    printf("{\"name\":\"%s\",\"n\":%" PRId64 ",\"us\":%" PRId64 ",\"per_second\":%.0f}\n", what, n, took_us,
           (double)n * 1e6 / (double)(took_us > 0 ? took_us : 1));
}

static void measure_tree(const struct nes_crypto *crypto, const struct nes_clock *clock)
{
    NES_AUTO(nes_hasher_end) struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct edge edge = { 0 };
    struct nes_tree tree = { hasher, { node, keep, &edge } };
    int64_t began = nes_clock_steady(clock);
    char leaf[160] = { 1 };

    for (int64_t i = 0; i < LEAVES; i++) {
        struct nes_hash hash;

        memcpy(leaf + 1, &i, sizeof(i));
        hash = nes_tree_leaf_hash(hasher, (struct nes_str){ leaf, sizeof(leaf) });
        NES_ASSERT(!nes_tree_append(&tree, (uint64_t)i, &hash).what);
    }
    tell("audit.tree_leaves", LEAVES, nes_clock_steady(clock) - began);
}

static void measure_keeper(struct nes_keeper *keeper, const struct nes_clock *clock, size_t batch)
{
    struct nes_keeper_why why = { NES_PURPOSE_RECORD, { { 1 } } };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_keeper_item key = { .op = NES_KEEPER_NEW_KEY, .owner = { { 1 } } }, items[BATCH];
    int64_t rounds = 5'000, began;

    NES_ASSERT(!nes_keeper_ask(keeper, arena, why, &key, 1).what);
    began = nes_clock_steady(clock);
    for (int64_t i = 0; i < rounds; i++) {
        struct nes_arena_mark mark = nes_arena_mark(arena);

        for (size_t at = 0; at < batch; at++) {
            items[at] = (struct nes_keeper_item){ .op = NES_KEEPER_SEAL,
                                                  .owner = key.owner,
                                                  .wrapped = key.answer,
                                                  .label = NES_STR("client|1|iin|1"),
                                                  .data = NES_STR("800416100254") };
        }
        NES_ASSERT(!nes_keeper_ask(keeper, arena, why, items, batch).what);
        nes_arena_rewind(arena, mark);
    }
    tell(batch == 1 ? "keeper.seal_one" : "keeper.seal_hundred", rounds * (int64_t)batch,
         nes_clock_steady(clock) - began);
}

/* build/nesie from build/bench/bench_vault. */
static void beside(char path[4096])
{
    ssize_t len = readlink("/proc/self/exe", path, 4'000);

    NES_ASSERT(len > 0);
    path[len] = '\0';
    *strrchr(path, '/') = '\0';
    *strrchr(path, '/') = '\0';
    (void)snprintf(path + strlen(path), 16, "/nesie");
}

int main(void)
{
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = NULL;
    struct nes_clock clock = nes_clock_real();
    char program[4096], folder[] = "/tmp/nesie-bench-XXXXXX", keys[64];
    struct nes_keeper_options options = { .program = program, .keys_path = keys, .clock = clock };

    beside(program);
    NES_ASSERT(mkdtemp(folder));
    (void)snprintf(keys, sizeof(keys), "%s/keys", folder);
    NES_ASSERT(!nes_crypto_begin(nes_rand_real(), &crypto).what && !nes_keys_create(crypto, keys).what);
    measure_tree(crypto, &clock);
    NES_ASSERT(!nes_keeper_begin(&options, &keeper).what);
    measure_keeper(keeper, &clock, 1);
    measure_keeper(keeper, &clock, BATCH);
    NES_ASSERT(unlink(keys) == 0 && rmdir(folder) == 0);
    return 0;
}
