/* src/base/arena.h: memory that dies whole. Each request and each batch item owns one: take, never free. */
#pragma once
#include <stddef.h>

struct nes_arena;
struct nes_arena_mark {
    void *chunk;
    size_t used;
};

/* A new arena; `chunk_bytes` is the size of its first and usual chunk (0: 16 KiB). The caller ends it. */
struct nes_arena *nes_arena_begin(size_t chunk_bytes);

/* Frees all at once. Takes a pointer to the pointer, for NES_AUTO; sets it to NULL; NULL is fine. */
void nes_arena_end(struct nes_arena **arena);

/* Zeroed, aligned for every type, never NULL: a machine without memory aborts, so bound sizes before. */
void *nes_arena_take(struct nes_arena *arena, size_t bytes);

/* Back to an earlier state: all taken since `mark` is gone. A mark of {0} empties the arena. */
struct nes_arena_mark nes_arena_mark(const struct nes_arena *arena);
void nes_arena_rewind(struct nes_arena *arena, struct nes_arena_mark mark);

/* Bytes taken and not rewound, for metrics and tests. */
size_t nes_arena_used(const struct nes_arena *arena);

#define NES_NEW(arena, type)          ((type *)nes_arena_take((arena), sizeof(type)))
#define NES_NEW_MANY(arena, type, n)  ((type *)nes_arena_take_many((arena), (n), sizeof(type)))

/* Room for n rows in a list of `rows` and `len`; the rows of an empty list are not NULL either. */
#define NES_NEW_ROWS(arena, list, n)                                                                                   \
    ((list).rows = nes_arena_take_many((arena), (n) + 1, sizeof(*(list).rows)), (list).len = (n))

/* As nes_arena_take for n elements; an overflow of n × bytes aborts. */
void *nes_arena_take_many(struct nes_arena *arena, size_t n, size_t bytes);
