#include "db/migrate.h"

#include <stdio.h>

#include "db/engine.h"
#include "db/migrate_sql.h"

/* PostgreSQL: two that migrate at once wait for each other. Any number that nothing else uses. A step may take its
 * time: a large table is not rewritten or indexed within the bound of a call. */
#define LOCK_OTHERS "BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(7305521290145310)"

static struct nes_err script(struct nes_tx *tx, const char *sqlite, const char *postgres)
{
    return tx->engine == NES_ENGINE_SQLITE ? nes_sqlite_script(tx->sqlite, sqlite, tx->arena)
                                           : nes_pg_script(tx->pg, postgres, tx->arena);
}

static struct nes_err differs(struct nes_arena *arena, const char *what, int32_t nr)
{
    char *text = nes_arena_take(arena, 64);

    (void)snprintf(text, 64, "%s migration %04d", what, (int)nr);
    return NES_FAIL(DB_SCHEMA, text);
}

/* How many of `known` the database has; it must have seen them in this order and with these texts. */
static struct nes_err seen(struct nes_tx *tx, const struct nes_migrations *known, size_t *count)
{
    struct nes_migration_table_row table;
    struct nes_migration_all_rows all = { 0 };

    NES_TRY(nes_migration_table(tx, &table));
    if (table.n > 0) {
        NES_TRY(nes_migration_all(tx, &all));
    }
    for (size_t i = 0; i < all.len; i++) {
        if (i >= known->len || known->rows[i].nr != all.rows[i].nr) {
            return differs(tx->arena, "the database has an unknown", all.rows[i].nr);
        }
        if (!nes_str_is(all.rows[i].checksum, known->rows[i].checksum)) {
            return differs(tx->arena, "the database has seen another text of", all.rows[i].nr);
        }
    }
    *count = all.len;
    return NES_FINE;
}

static struct nes_err apply(struct nes_tx *tx, const struct nes_migration *step)
{
    nes_db_at(tx->options, "migration");
    NES_TRY(script(tx, step->sqlite, step->postgres));
    return nes_migration_insert(tx, step->nr, nes_str_of(step->name), nes_str_of(step->checksum), tx->now);
}

/* One step in one transaction; `more` is false when there was none to take. */
static struct nes_err step(struct nes_tx *tx, const struct nes_migrations *known, bool *more)
{
    size_t count;
    struct nes_err err;

    NES_TRY(script(tx, "BEGIN IMMEDIATE", LOCK_OTHERS));
    err = seen(tx, known, &count);
    *more = !err.what && count < known->len;
    if (*more) {
        err = apply(tx, &known->rows[count]);
    }
    if (err.what) {
        (void)script(tx, "ROLLBACK", "ROLLBACK");
        return err;
    }
    return script(tx, "COMMIT", "COMMIT");
}

static struct nes_err open_tx(const struct nes_db_options *options, bool writes, struct nes_tx *tx)
{
    tx->options = options;
    tx->now = nes_clock_now(&options->clock);
    tx->engine = options->sqlite_path ? NES_ENGINE_SQLITE : NES_ENGINE_POSTGRES;
    return options->sqlite_path
               ? nes_sqlite_open(options, writes ? NES_SQLITE_MAKER : NES_SQLITE_READER, &tx->sqlite)
               : nes_pg_open(options, true, &tx->pg);
}

static void close_tx(struct nes_tx *tx)
{
    nes_sqlite_close(&tx->sqlite);
    nes_pg_close(&tx->pg);
}

struct nes_err nes_migrate(const struct nes_db_options *options, struct nes_arena *arena, int64_t *applied)
{
    const struct nes_migrations *known = options->migrations ? options->migrations : &nes_migrations;
    struct nes_tx tx = { .arena = arena };
    struct nes_err err = open_tx(options, true, &tx);
    bool more = true;

    *applied = 0;
    while (!err.what && more) {
        err = step(&tx, known, &more);
        *applied += !err.what && more ? 1 : 0;
    }
    close_tx(&tx);
    return err;
}

struct nes_err nes_migrate_check(const struct nes_db_options *options)
{
    const struct nes_migrations *known = options->migrations ? options->migrations : &nes_migrations;
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_tx tx = { .arena = arena };
    struct nes_err err = open_tx(options, false, &tx);
    size_t count = 0;

    if (err.what) {
        close_tx(&tx);
        return err;
    }
    err = seen(&tx, known, &count);
    if (err.what == &nes_fault_DB_SCHEMA) {
        err = NES_FAIL(DB_SCHEMA, "the database is newer than this program, or was changed by another hand");
    } else if (err.what) { /* it opens, and is none, or is damaged */
        err = NES_FAIL(DB_OPEN, tx.sqlite ? nes_sqlite_reason(tx.sqlite) : "the list of migrations cannot be read");
    }
    close_tx(&tx);
    if (err.what) {
        return err;
    }
    return count == known->len ? NES_FINE : NES_FAIL(DB_SCHEMA, "migrations are missing: run `nesie migrate`");
}
