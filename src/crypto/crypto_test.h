/* src/crypto/crypto_test.h: what the tests of this folder share: a context with dice of their own. */
#pragma once
#include "crypto/crypto.h"
#include "test/unit/test.h"

struct bench {
    struct nes_test_dice dice;
    struct nes_crypto *crypto;
    struct nes_arena *arena;
};

static inline void bench_end(struct bench *bench)
{
    nes_crypto_end(&bench->crypto);
    nes_arena_end(&bench->arena);
}

static inline void bench_begin(struct bench *bench)
{
    *bench = (struct bench){ .dice = { nes_test_seed() }, .arena = nes_arena_begin(0) };
    NES_WANT_OK(nes_crypto_begin(nes_test_rand(&bench->dice), &bench->crypto));
}

/* NES_BENCH(bench); gives `bench->crypto` and `bench->arena` until the end of the scope. */
#define NES_BENCH(name)                                                                                                \
    NES_AUTO(bench_end) struct bench name##_ = { 0 };                                                                  \
    struct bench *name = &name##_;                                                                                     \
    bench_begin(name)

static inline struct nes_secret secret_of(struct nes_str text)
{
    return (struct nes_secret){ (const uint8_t *)text.ptr, text.len };
}

static inline struct nes_str bytes_of_hex(struct nes_arena *arena, const char *hex)
{
    struct nes_str text = nes_str_of(hex);
    char *bytes = nes_arena_take(arena, text.len / 2 + 1);

    NES_WANT("hexadecimal", nes_str_unhex(text, bytes, text.len / 2));
    return (struct nes_str){ bytes, text.len / 2 };
}
