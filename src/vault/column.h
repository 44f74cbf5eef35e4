/* src/vault/column.h: personal columns: sealed in their place, searched by blind index. A batch asks the keeper
 * once. */
#pragma once
#include "ident/name.h"
#include "vault/document.h"

/* Where a sealed value stands: it opens nowhere else. Names are those of the schema. `version` is that of the
 * value's form. */
struct nes_column {
    const char *table, *name;
    struct nes_id row;
    int version;
};

struct nes_batch;

/* Values are asked for one by one, answered together by nes_batch_run, and read from their slots after it. */
struct nes_batch *nes_batch_begin(struct nes_arena *arena, struct nes_keeper_why why, struct nes_data_key key);
/* Each returns its slot. */
size_t nes_batch_seal(struct nes_batch *batch, struct nes_column column, struct nes_secret value);
size_t nes_batch_unseal(struct nes_batch *batch, struct nes_column column, struct nes_str sealed);
/* Exact search: the value in its one normal form. */
size_t nes_batch_index(struct nes_batch *batch, const char *table, const char *name, struct nes_secret value);
/* HMAC under the owner's key: for audit leaves (docs/audit-format.md). */
size_t nes_batch_personal(struct nes_batch *batch, const char *label, struct nes_secret value);

/* HELPER_DOWN, KEEPER_*, SEAL_*: of the first value that failed. */
struct nes_err nes_batch_run(struct nes_batch *batch, struct nes_keeper *keeper);
/* Sealed bytes, an index or a personal hash: what may be stored and shown. */
struct nes_str nes_batch_public(const struct nes_batch *batch, size_t slot);
/* An unsealed value. */
struct nes_secret nes_batch_secret(const struct nes_batch *batch, size_t slot);

/* Search of names: for each word of the normal form an index of the whole word and one of its first letters. */
#define NES_NAME_FRONT 3
struct nes_name_slots {
    struct {
        size_t whole, front; /* slots; `front` only of words with at least NES_NAME_FRONT letters, else `whole` */
    } word[NES_NAME_WORDS_MAX];
    size_t n;
};
void nes_batch_name(struct nes_batch *batch, const char *table, const struct nes_name_words *words,
                    struct nes_name_slots *out);
