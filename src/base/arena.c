#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

struct chunk {
    struct chunk *before;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

struct nes_arena {
    struct chunk *top;
    size_t chunk_bytes;
};

static void *take_or_abort(size_t bytes)
{
    void *memory = calloc(1, bytes);

    if (!memory) {
        abort();
    }
    return memory;
}

static void push_chunk(struct nes_arena *arena, size_t at_least)
{
    size_t size = at_least > arena->chunk_bytes ? at_least : arena->chunk_bytes;
    struct chunk *chunk = NULL;

    NES_ASSERT(size <= SIZE_MAX - sizeof(*chunk));
    chunk = take_or_abort(sizeof(*chunk) + size);
    chunk->before = arena->top;
    chunk->size = size;
    arena->top = chunk;
}

struct nes_arena *nes_arena_begin(size_t chunk_bytes)
{
    struct nes_arena *arena = take_or_abort(sizeof(*arena));

    arena->chunk_bytes = chunk_bytes ? chunk_bytes : 16384;
    push_chunk(arena, arena->chunk_bytes);
    return arena;
}

void nes_arena_end(struct nes_arena **arena)
{
    if (!*arena) {
        return;
    }
    while ((*arena)->top) {
        struct chunk *gone = (*arena)->top;

        (*arena)->top = gone->before;
        free(gone);
    }
    free(*arena);
    *arena = NULL;
}

void *nes_arena_take(struct nes_arena *arena, size_t bytes)
{
    const size_t step = alignof(max_align_t);
    size_t padded;
    void *memory;

    NES_ASSERT(bytes <= SIZE_MAX - step);
    padded = (bytes + step - 1) / step * step;
    if (arena->top->size - arena->top->used < padded) {
        push_chunk(arena, padded);
    }
    memory = arena->top->bytes + arena->top->used;
    arena->top->used += padded;
    return memory;
}

void *nes_arena_take_many(struct nes_arena *arena, size_t n, size_t bytes)
{
    size_t all;

    NES_ASSERT(!__builtin_mul_overflow(n, bytes, &all));
    return nes_arena_take(arena, all);
}

struct nes_arena_mark nes_arena_mark(const struct nes_arena *arena)
{
    return (struct nes_arena_mark){ .chunk = arena->top, .used = arena->top->used };
}

void nes_arena_rewind(struct nes_arena *arena, struct nes_arena_mark mark)
{
    while (arena->top != mark.chunk && arena->top->before) {
        struct chunk *gone = arena->top;

        arena->top = gone->before;
        free(gone);
    }
    NES_ASSERT(mark.used <= arena->top->used);
    memset(arena->top->bytes + mark.used, 0, arena->top->used - mark.used);
    arena->top->used = mark.used;
}

size_t nes_arena_used(const struct nes_arena *arena)
{
    size_t sum = 0;

    for (const struct chunk *chunk = arena->top; chunk; chunk = chunk->before) {
        sum += chunk->used;
    }
    return sum;
}
