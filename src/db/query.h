/* src/db/query.h: what the functions made of .sql files stand on (tools/sqlgen.py). Nobody else calls it. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/id.h"
#include "base/str.h"

struct nes_tx;

enum nes_slot_type {
    NES_SLOT_INT64,   /* int64_t, and all that is one: money, instants */
    NES_SLOT_INT32,
    NES_SLOT_BOOL,
    NES_SLOT_TEXT,
    NES_SLOT_BYTES,
    NES_SLOT_DATE,
    NES_SLOT_ID,
};

/* A parameter or column: where its value stands in the struct, and its flag `has_<name>` (0: it has none). */
struct nes_slot {
    const char *name;
    enum nes_slot_type type;
    bool null;
    size_t at, has;
};

struct nes_query {
    const char *name;
    const char *sqlite, *postgres;
    const struct nes_slot *takes, *gives;
    size_t takes_len, gives_len, row_bytes;
    size_t batch_bytes;           /* of one item, where it takes a batch; else 0 */
};

/* What a batch takes: items of `batch_bytes` each. */
struct nes_items {
    const void *ptr;
    size_t len;
};

typedef struct nes_err nes_row_step(void *self, const void *row);

/* Each runs the query with the parameters in the struct `in` (NULL where there are none). Failures: DB_CONFLICT (unique
 * key, lock), DB_CHECK (any other constraint), DB_FULL, DB_FAULT, and DB_NO_ROW of nes_query_one, which alone leaves
 * the transaction usable. After any other failure every later query of the transaction fails the same way. */
struct nes_err nes_query_exec(struct nes_tx *tx, const struct nes_query *query, const void *in);
struct nes_err nes_query_count(struct nes_tx *tx, const struct nes_query *query, const void *in, int64_t *count);
struct nes_err nes_query_one(struct nes_tx *tx, const struct nes_query *query, const void *in, void *row);
struct nes_err nes_query_maybe(struct nes_tx *tx, const struct nes_query *query, const void *in, void *row,
                               bool *found);
struct nes_err nes_query_many(struct nes_tx *tx, const struct nes_query *query, const void *in, void **rows,
                              size_t *len);
/* Texts of the row live until `step` returns; a failure of `step` ends the loop and is passed up. */
struct nes_err nes_query_each(struct nes_tx *tx, const struct nes_query *query, const void *in, nes_row_step *step,
                              void *self);

/* A batch: on SQLite the text stands for one item and runs for each, in order; on PostgreSQL it runs once, and each
 * parameter is the array of the items' values. Without items nothing runs. */
struct nes_err nes_query_batch_exec(struct nes_tx *tx, const struct nes_query *query, struct nes_items items);
struct nes_err nes_query_batch_many(struct nes_tx *tx, const struct nes_query *query, struct nes_items items,
                                    void **rows, size_t *len);
