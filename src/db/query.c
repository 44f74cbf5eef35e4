#include "db/query.h"

#include <assert.h>
#include <string.h>

#include "calc/date.h"
#include "calc/money.h"
#include "db/engine.h"

static_assert(sizeof(struct nes_money) == sizeof(int64_t));

static struct nes_value load(const struct nes_slot *slot, const void *in)
{
    const unsigned char *from = (const unsigned char *)in + slot->at;
    struct nes_value value = { .type = slot->type };

    switch (slot->type) {
    case NES_SLOT_INT64:
        memcpy(&value.number, from, sizeof(int64_t));
        value.null = slot->null && value.number == 0; /* an instant; all else has its flag */
        break;
    case NES_SLOT_INT32:
        value.number = *(const int32_t *)(const void *)from;
        break;
    case NES_SLOT_BOOL:
        value.number = *(const bool *)(const void *)from;
        break;
    case NES_SLOT_DATE:
        value.number = ((const struct nes_date *)(const void *)from)->day;
        value.null = slot->null && value.number == 0;
        break;
    case NES_SLOT_TEXT:
    case NES_SLOT_BYTES:
        memcpy(&value.bytes, from, sizeof(value.bytes));
        value.null = slot->null && !value.bytes.ptr;
        break;
    case NES_SLOT_ID:
        value.bytes = (struct nes_str){ .ptr = (const char *)from, .len = sizeof(struct nes_id) };
        value.null = slot->null && nes_id_none(*(const struct nes_id *)(const void *)from);
        break;
    }
    if (slot->has) {
        value.null = !*(const bool *)(const void *)((const unsigned char *)in + slot->has);
    }
    return value;
}

/* Texts are copied where `arena` is given, else borrowed. */
static struct nes_err store(const struct nes_slot *slot, const struct nes_value *value, void *row,
                            struct nes_arena *arena)
{
    unsigned char *to = (unsigned char *)row + slot->at;

    if (value->null) {
        return slot->null ? NES_FINE : NES_FAIL(DB_FAULT, slot->name);
    }
    if (slot->has) {
        *(bool *)(void *)((unsigned char *)row + slot->has) = true;
    }
    switch (slot->type) {
    case NES_SLOT_INT64:
        memcpy(to, &value->number, sizeof(int64_t));
        break;
    case NES_SLOT_INT32:
    case NES_SLOT_DATE:
        if (value->number < INT32_MIN || value->number > INT32_MAX) {
            return NES_FAIL(DB_FAULT, slot->name);
        }
        *(int32_t *)(void *)to = (int32_t)value->number;
        break;
    case NES_SLOT_BOOL:
        if (value->number != 0 && value->number != 1) {
            return NES_FAIL(DB_FAULT, slot->name);
        }
        *(bool *)(void *)to = value->number == 1;
        break;
    case NES_SLOT_TEXT:
    case NES_SLOT_BYTES:
        *(struct nes_str *)(void *)to = arena ? nes_str_copy(arena, value->bytes) : value->bytes;
        break;
    case NES_SLOT_ID:
        if (value->bytes.len != sizeof(struct nes_id)) {
            return NES_FAIL(DB_FAULT, slot->name);
        }
        memcpy(to, value->bytes.ptr, sizeof(struct nes_id));
        break;
    }
    return NES_FINE;
}

/* The values of a batch as PostgreSQL takes them: an array for each parameter. */
static void load_arrays(struct nes_tx *tx, const struct nes_query *query, const struct nes_items *items,
                        struct nes_value *values)
{
    struct nes_value *column = NES_NEW_MANY(tx->arena, struct nes_value, items->len);

    for (size_t i = 0; i < query->takes_len; i++) {
        for (size_t j = 0; j < items->len; j++) {
            column[j] = load(&query->takes[i], (const unsigned char *)items->ptr + j * query->batch_bytes);
        }
        values[i] = (struct nes_value){ .type = NES_SLOT_BYTES, .bytes = nes_pg_array(tx->arena, column, items->len) };
    }
}

static struct nes_err run(struct nes_tx *tx, const struct nes_query *query, const void *in, struct nes_sink *sink)
{
    const bool arrays = query->batch_bytes > 0 && tx->engine == NES_ENGINE_POSTGRES;
    const struct nes_db_probe *probe = tx->options->probe;
    struct nes_value values[NES_COLUMNS_MAX];
    struct nes_err err;

    NES_ASSERT(query->takes_len <= NES_COLUMNS_MAX && query->gives_len <= NES_COLUMNS_MAX);
    if (tx->broken.what) {
        return tx->broken;
    }
    if (probe && probe->fails && probe->fails(probe->self, query->name)) {
        tx->broken = NES_FAIL(DB_FAULT, "a test made it fail");
        return tx->broken;
    }
    if (arrays) {
        load_arrays(tx, query, in, values);
    }
    for (size_t i = 0; i < query->takes_len && !arrays; i++) {
        values[i] = load(&query->takes[i], in);
    }
    err = tx->engine == NES_ENGINE_SQLITE ? nes_sqlite_query(tx->sqlite, query, values, tx->arena, sink)
                                          : nes_pg_query(tx->pg, query, values, tx->arena, sink);
    if (err.what) {
        tx->broken = err;
    }
    return err;
}

struct nes_err nes_query_exec(struct nes_tx *tx, const struct nes_query *query, const void *in)
{
    struct nes_sink sink = { 0 };

    return run(tx, query, in, &sink);
}

/* On PostgreSQL `run` takes the items themselves. */
static struct nes_err run_batch(struct nes_tx *tx, const struct nes_query *query, const struct nes_items *items,
                                struct nes_sink *sink)
{
    NES_ASSERT(query->batch_bytes > 0);
    if (tx->engine == NES_ENGINE_POSTGRES && items->len > 0) {
        return run(tx, query, items, sink);
    }
    for (size_t i = 0; i < items->len; i++) {
        NES_TRY(run(tx, query, (const unsigned char *)items->ptr + i * query->batch_bytes, sink));
    }
    return NES_FINE;
}

struct nes_err nes_query_batch_exec(struct nes_tx *tx, const struct nes_query *query, struct nes_items items)
{
    struct nes_sink sink = { 0 };

    return run_batch(tx, query, &items, &sink);
}

struct nes_err nes_query_count(struct nes_tx *tx, const struct nes_query *query, const void *in, int64_t *count)
{
    struct nes_sink sink = { .wanted = true };

    NES_TRY(run(tx, query, in, &sink));
    *count = sink.changed;
    return NES_FINE;
}

/* Collects rows into an array of the arena, which grows by doubling. */
struct collect {
    struct nes_sink sink;
    const struct nes_query *query;
    struct nes_arena *arena;
    unsigned char *rows;
    size_t len, cap;
};

static struct nes_err collect_row(struct nes_sink *sink, const struct nes_value *values)
{
    struct collect *all = (struct collect *)sink;
    const struct nes_query *query = all->query;

    if (all->len == all->cap) {
        size_t cap = all->cap ? 2 * all->cap : 8;
        unsigned char *more = nes_arena_take_many(all->arena, cap, query->row_bytes);

        if (all->len) {
            memcpy(more, all->rows, all->len * query->row_bytes);
        }
        all->rows = more;
        all->cap = cap;
    }
    for (size_t i = 0; i < query->gives_len; i++) {
        NES_TRY(store(&query->gives[i], &values[i], all->rows + all->len * query->row_bytes, all->arena));
    }
    all->len++;
    return NES_FINE;
}

struct nes_err nes_query_many(struct nes_tx *tx, const struct nes_query *query, const void *in, void **rows,
                              size_t *len)
{
    struct collect all = { .sink = { .row = collect_row, .wanted = true }, .query = query, .arena = tx->arena };

    *rows = NULL;
    *len = 0;
    NES_TRY(run(tx, query, in, &all.sink));
    *rows = all.rows;
    *len = all.len;
    return NES_FINE;
}

struct nes_err nes_query_batch_many(struct nes_tx *tx, const struct nes_query *query, struct nes_items items,
                                    void **rows, size_t *len)
{
    struct collect all = { .sink = { .row = collect_row, .wanted = true }, .query = query, .arena = tx->arena };

    *rows = NULL;
    *len = 0;
    NES_TRY(run_batch(tx, query, &items, &all.sink));
    *rows = all.rows;
    *len = all.len;
    return NES_FINE;
}

/* Stores the one row that there may be. */
struct single {
    struct nes_sink sink;
    const struct nes_query *query;
    struct nes_arena *arena;
    void *row;
    bool found;
};

static struct nes_err single_row(struct nes_sink *sink, const struct nes_value *values)
{
    struct single *to = (struct single *)sink;

    if (to->found) {
        return NES_FAIL(DB_FAULT, to->query->name); /* a second row: the query does not ask for what it says */
    }
    to->found = true;
    for (size_t i = 0; i < to->query->gives_len; i++) {
        NES_TRY(store(&to->query->gives[i], &values[i], to->row, to->arena));
    }
    return NES_FINE;
}

struct nes_err nes_query_maybe(struct nes_tx *tx, const struct nes_query *query, const void *in, void *row,
                               bool *found)
{
    struct single to = {
        .sink = { .row = single_row, .wanted = true }, .query = query, .arena = tx->arena, .row = row
    };

    *found = false;
    memset(row, 0, query->row_bytes);
    NES_TRY(run(tx, query, in, &to.sink));
    *found = to.found;
    return NES_FINE;
}

struct nes_err nes_query_one(struct nes_tx *tx, const struct nes_query *query, const void *in, void *row)
{
    bool found;

    NES_TRY(nes_query_maybe(tx, query, in, row, &found));
    return found ? NES_FINE : NES_FAIL(DB_NO_ROW, query->name);
}

/* Hands each row on, without copies. */
struct walk {
    struct nes_sink sink;
    const struct nes_query *query;
    void *row;
    nes_row_step *step;
    void *self;
    struct nes_err stopped;       /* what `step` said: not a failure of the engine */
};

static struct nes_err walk_row(struct nes_sink *sink, const struct nes_value *values)
{
    struct walk *to = (struct walk *)sink;

    if (to->stopped.what) {
        return NES_FINE;
    }
    memset(to->row, 0, to->query->row_bytes);
    for (size_t i = 0; i < to->query->gives_len; i++) {
        NES_TRY(store(&to->query->gives[i], &values[i], to->row, NULL));
    }
    to->stopped = to->step(to->self, to->row);
    return NES_FINE;
}

struct nes_err nes_query_each(struct nes_tx *tx, const struct nes_query *query, const void *in, nes_row_step *step,
                              void *self)
{
    struct walk to = {
        .sink = { .row = walk_row, .wanted = true, .walks = true }, .query = query, .step = step, .self = self
    };

    to.row = nes_arena_take(tx->arena, query->row_bytes);
    NES_TRY(run(tx, query, in, &to.sink));
    return to.stopped;
}
