/* src/db/engine.h: between the two engines and the runner. Private to src/db. */
#pragma once
#include <stdatomic.h>

#include "db/db.h"
#include "db/query.h"

struct nes_sqlite;
struct nes_pg;

struct nes_tx {
    enum nes_engine engine;
    struct nes_sqlite *sqlite;    /* the connection, of one of the two engines */
    struct nes_pg *pg;
    const struct nes_db_options *options;
    struct nes_arena *arena;
    struct nes_id operation;
    int64_t now;
    bool read_only;
    struct nes_err broken;        /* the engine's first failure: the transaction cannot go on */
};

/* One value on its way between a struct and an engine. */
struct nes_value {
    enum nes_slot_type type;
    bool null;
    int64_t number;               /* INT64, INT32, BOOL, DATE (day) */
    struct nes_str bytes;         /* TEXT, BYTES, ID */
};

/* Takes the rows of a query, one by one. The values are borrowed. */
struct nes_sink {
    struct nes_err (*row)(struct nes_sink *sink, const struct nes_value *values);
    int64_t changed;              /* rows that the query changed */
    bool wanted;                  /* someone waits for rows or count; else PostgreSQL may answer later */
    bool walks;                   /* each row is done with at once: never all of them in memory */
};

#define NES_COLUMNS_MAX 64

/* --- one connection of SQLite (sqlite.c) --- */
enum nes_sqlite_as { NES_SQLITE_READER, NES_SQLITE_WRITER, NES_SQLITE_MAKER /* a writer that may create the file */ };
struct nes_err nes_sqlite_open(const struct nes_db_options *options, enum nes_sqlite_as as, struct nes_sqlite **out);
const char *nes_sqlite_version(void);
void nes_sqlite_close(struct nes_sqlite **sqlite);
struct nes_err nes_sqlite_query(struct nes_sqlite *sqlite, const struct nes_query *query,
                                const struct nes_value *in, struct nes_arena *arena, struct nes_sink *sink);
/* Runs statements of our own, without parameters or rows. */
struct nes_err nes_sqlite_script(struct nes_sqlite *sqlite, const char *sql, struct nes_arena *arena);
/* Why the last call failed, in words of SQLite; static. */
const char *nes_sqlite_reason(const struct nes_sqlite *sqlite);
/* Prepares the query and compares its columns and parameters with what it says of itself; `arena` takes the reason. */
struct nes_err nes_sqlite_check(struct nes_sqlite *sqlite, const struct nes_query *query, struct nes_arena *arena);
bool nes_sqlite_in_tx(const struct nes_sqlite *sqlite);
bool nes_sqlite_fatal(const struct nes_sqlite *sqlite);   /* an I/O or sync error, or a damaged file: stop */
int64_t nes_sqlite_wal_pages(const struct nes_sqlite *sqlite);
int64_t nes_sqlite_wal_due(const struct nes_sqlite *sqlite); /* pages that no checkpoint has copied yet */
struct nes_err nes_sqlite_checkpoint(struct nes_sqlite *sqlite);

/* --- one connection of PostgreSQL (postgres.c) --- */
struct nes_err nes_pg_open(const struct nes_db_options *options, bool writer, struct nes_pg **out);
void nes_pg_close(struct nes_pg **pg);
struct nes_err nes_pg_query(struct nes_pg *pg, const struct nes_query *query, const struct nes_value *in,
                            struct nes_arena *arena, struct nes_sink *sink);
/* Values of one type as an array in PostgreSQL's binary form. */
struct nes_str nes_pg_array(struct nes_arena *arena, const struct nes_value *values, size_t len);
struct nes_err nes_pg_script(struct nes_pg *pg, const char *sql, struct nes_arena *arena);
struct nes_err nes_pg_check(struct nes_pg *pg, const struct nes_query *query, struct nes_arena *arena);
/* Sends BEGIN with the first query that follows. */
void nes_pg_begin(struct nes_pg *pg);
/* How a transaction ended for who waits at this side of the line. */
enum nes_pg_end { NES_PG_DONE, NES_PG_AGAIN, NES_PG_FAILED, NES_PG_UNKNOWN };
enum nes_pg_end nes_pg_commit(struct nes_pg *pg, struct nes_arena *arena, struct nes_err *err);
void nes_pg_rollback(struct nes_pg *pg);
bool nes_pg_lost(const struct nes_pg *pg);                /* the connection is gone; nes_pg_again opens it again */
bool nes_pg_collided(const struct nes_pg *pg);            /* the last failure was 40001 or 40P01 */
struct nes_err nes_pg_again(struct nes_pg *pg);

/* --- the runner (runner.c) and its two ways to work --- */
struct nes_db {
    struct nes_db_options options;
    enum nes_engine engine;
    struct nes_runner *runner;    /* queue and statistics */
    struct nes_readers *readers;
    struct nes_writer *writer;    /* SQLite */
    struct nes_pool *pool;        /* PostgreSQL */
};

/* Takes the next call, or NULL. NES_TAKE_WAIT: interactive before batch, and waits; NULL is the end. */
enum nes_take { NES_TAKE_WAIT, NES_TAKE_ANY, NES_TAKE_INTERACTIVE, NES_TAKE_WAIT_INTERACTIVE, NES_TAKE_BATCH };
struct nes_call *nes_runner_take(struct nes_db *db, enum nes_take which);
/* Runs the call once on `tx`, from its arena's mark; the end is in the answer and in tx->broken. */
struct nes_err nes_runner_once(struct nes_db *db, struct nes_call *call, struct nes_tx *tx);
void nes_runner_over(struct nes_db *db, struct nes_call *call, struct nes_err err);
void nes_runner_count(struct nes_db *db, int64_t groups, int64_t reruns, int64_t unknown);
void nes_runner_wal(struct nes_db *db, int64_t pages);
/* The database cannot go on: logs why and ends the process (or tells the test). */
void nes_runner_stop(struct nes_db *db, const char *why);
void nes_runner_pause(int64_t us);
bool nes_runner_dead(struct nes_db *db);
bool nes_db_is_cut(const struct nes_db_options *options);
void nes_db_at(const struct nes_db_options *options, const char *point);

struct nes_err nes_sqlite_group_begin(struct nes_db *db);
void nes_sqlite_group_end(struct nes_db *db);
struct nes_err nes_pg_pool_begin(struct nes_db *db);
void nes_pg_pool_end(struct nes_db *db);
