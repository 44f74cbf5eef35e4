/* src/db/db.h: one interface over SQLite and PostgreSQL, and the one transaction runner.
 *
 * A call is a function that runs inside a transaction: SQL and arithmetic only, no effect outside `tx`, and it may be
 * run several times. Its end decides: fine or REFUSE commits what it wrote, FAIL leaves nothing. Effect, stored reply,
 * ledger postings, errands and audit leaf of a call commit together or not at all. */
#pragma once
#include <stdbool.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/id.h"
#include "base/log.h"
#include "base/rand.h"
#include "db/db_faults.h"

struct nes_db;
struct nes_db_probe;
struct nes_migrations;
struct nes_tx;

enum nes_engine { NES_ENGINE_SQLITE, NES_ENGINE_POSTGRES };

struct nes_db_options {
    const char *sqlite_path;      /* one of the two */
    const char *postgres_url;
    int readers;                  /* read-only connections; 0: 4 */
    int writers;                  /* PostgreSQL only (SQLite has one writer thread); 0: 16 */
    int answer_ms_max;            /* PostgreSQL: no answer for so long is a lost connection; 0: 60 000 */
    int queue_max;                /* calls that may wait; 0: 1024. One more is DB_BUSY */
    struct nes_clock clock;
    struct nes_rand rand;
    const struct nes_log *log;    /* NULL: none */
    const struct nes_migrations *migrations;  /* what the schema must be; NULL: that of this program */
    bool only_reads;              /* no writer: each call is refused (DB_BUSY). Beside a process that owns the folder */
    const char *sqlite_vfs;       /* tests: a file system of their own */
    const struct nes_db_probe *probe;         /* tests: faults and fail points; NULL in the product */
    const _Atomic bool *cut;                  /* nes_db_open's own; leave it NULL */
};

/* Where tests look in and break things. Members may be NULL; called on threads of the runner. */
struct nes_db_probe {
    bool (*fails)(void *self, const char *query);   /* true: this statement fails as the engine would */
    void (*at)(void *self, const char *point);      /* "begin", "run", "commit", "committed", "checkpoint", ... */
    void (*stop)(void *self, const char *why);      /* instead of ending the process; the database is dead afterwards */
    void *self;
};

/* For a process whose threads use databases at once, before its first: SQLite no longer counts the bytes it holds,
 * which it would do under one lock for all of them. Without effect, and harmless, once the library is in use. */
void nes_db_many_threads(void);

/* Opens, checks (SQLite: WAL, synchronous=FULL, no mmap, version; both: schema version) and starts its threads.
 * The caller closes. DB_OPEN with the reason in `at`. */
struct nes_err nes_db_open(const struct nes_db_options *options, struct nes_db **out);
/* Lets running calls end, refuses new ones, stops the threads. For NES_AUTO; NULL inside is fine. */
void nes_db_close(struct nes_db **db);
/* From now on nobody waits for the engine: new calls are refused (DB_BUSY), those that wait for an answer of PostgreSQL
 * lose their connection, none is tried again. For an end that must not hang on a server that is gone or silent; an
 * operation whose COMMIT was under way ends with DB_UNKNOWN. On SQLite running calls end as ever. */
void nes_db_cut(struct nes_db *db);
enum nes_engine nes_db_engine(const struct nes_db *db);

typedef struct nes_err nes_call_run(struct nes_tx *tx, void *self);

struct nes_call {
    struct nes_id operation;      /* new for each operation, kept over its retries: resolves an unknown COMMIT */
    bool batch;                   /* chunks of batch work wait behind interactive calls */
    struct nes_arena *arena;      /* of the call; rewound to its state at submission before each run */
    nes_call_run *run;
    /* Told once, after the commit is durable or nothing stays: fine, the refusal, or the failure (DB_* faults when the
     * engine failed). Short; on a thread of the runner. NULL with nes_db_run. */
    void (*over)(void *self, struct nes_err err);
    void *self;

    struct {                      /* the runner's own; leave it zero */
        struct nes_call *next;
        struct nes_db_wait *wait;
        struct nes_arena_mark mark;
    } own;
};

/* Queues the call and returns; `call` and all it points to live until `over`. DB_BUSY: the queue is full. */
struct nes_err nes_db_submit(struct nes_db *db, struct nes_call *call);
/* The same, and waits for the end. Never from a thread of the runner. */
struct nes_err nes_db_run(struct nes_db *db, struct nes_call *call);
/* Runs `look` on one read-only snapshot; it cannot write, and may be run several times, as a call. Texts live in
 * `arena`. */
struct nes_err nes_db_read(struct nes_db *db, struct nes_arena *arena, nes_call_run *look, void *self);

/* What the runner did since it was opened. */
#define NES_DB_TIMES 12
struct nes_db_stats {
    int64_t calls;                /* told their end, whichever it was */
    int64_t groups;               /* commits: one of SQLite's holds many calls */
    int64_t reruns;               /* runs again: a group taken apart, 40001, 40P01, a lost connection */
    int64_t unknown;              /* COMMITs whose answer was lost, and that were resolved */
    int64_t waiting;              /* calls in the queue now */
    int64_t wal_pages;            /* SQLite: pages in the write-ahead log after the last commit */
    int64_t run_us_sum;           /* of nes_tx_run: time inside `run`, and how many runs took at most ... */
    int64_t run_within[NES_DB_TIMES];        /* ... nes_db_time_us[i] (not cumulated; the last has no bound) */
};
extern const int64_t nes_db_time_us[NES_DB_TIMES];
void nes_db_stats(struct nes_db *db, struct nes_db_stats *out);

/* What a call may ask of its transaction. The instant is fixed for the transaction, the same in each row it writes. */
struct nes_arena *nes_tx_arena(struct nes_tx *tx);
enum nes_engine nes_tx_engine(const struct nes_tx *tx);
int64_t nes_tx_now(const struct nes_tx *tx);           /* microseconds UTC */
struct nes_id nes_tx_operation(const struct nes_tx *tx);
struct nes_id nes_tx_new_id(struct nes_tx *tx);        /* a new UUIDv7 */
