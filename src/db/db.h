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
struct nes_tx;

enum nes_engine { NES_ENGINE_SQLITE, NES_ENGINE_POSTGRES };

struct nes_db_options {
    const char *sqlite_path;      /* one of the two */
    const char *postgres_url;
    int readers;                  /* read-only connections; 0: 4 */
    int writers;                  /* PostgreSQL only (SQLite has one writer thread); 0: 16 */
    int queue_max;                /* calls that may wait; 0: 1024. One more is DB_BUSY */
    struct nes_clock clock;
    struct nes_rand rand;
    const struct nes_log *log;
};

/* Opens, checks (SQLite: WAL, synchronous=FULL, no mmap, version; both: schema version) and starts its threads.
 * The caller closes. DB_OPEN with the reason in `at`. */
struct nes_err nes_db_open(const struct nes_db_options *options, struct nes_db **out);
/* Lets running calls end, refuses new ones, stops the threads. For NES_AUTO; NULL inside is fine. */
void nes_db_close(struct nes_db **db);
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
};

/* Queues the call and returns; `call` and all it points to live until `over`. DB_BUSY: the queue is full. */
struct nes_err nes_db_submit(struct nes_db *db, struct nes_call *call);
/* The same, and waits for the end. Never from a thread of the runner. */
struct nes_err nes_db_run(struct nes_db *db, struct nes_call *call);
/* Runs `look` on one read-only snapshot; it cannot write. Texts live in `arena`. */
struct nes_err nes_db_read(struct nes_db *db, struct nes_arena *arena, nes_call_run *look, void *self);

/* What a call may ask of its transaction. The instant is fixed for the transaction and the same in each row it writes. */
struct nes_arena *nes_tx_arena(struct nes_tx *tx);
enum nes_engine nes_tx_engine(const struct nes_tx *tx);
int64_t nes_tx_now(const struct nes_tx *tx);           /* microseconds UTC */
struct nes_id nes_tx_operation(const struct nes_tx *tx);
struct nes_id nes_tx_new_id(struct nes_tx *tx);        /* a new UUIDv7 */
