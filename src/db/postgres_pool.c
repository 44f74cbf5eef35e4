/* The writers of PostgreSQL: one connection and one thread each. Runs again what collided, resolves a COMMIT whose
 * answer was lost. */
#include <pthread.h>
#include <stdlib.h>

#include "db/engine.h"
#include "db/operation_sql.h"

enum { COLLISIONS_MAX = 5, LOSSES_MAX = 5 };
#define RESOLVE_US_MAX (30 * INT64_C(1'000'000))
#define PAUSE_US_MAX   500'000
#define TIDY_US        (3'600 * INT64_C(1'000'000)) /* how often marks of operations are cleared away, ... */
#define KEEP_US        (7 * NES_DAY_US)             /* ... and how old: far older than any doubt lasts */

struct worker {
    struct nes_db *db;
    struct nes_pg *pg;
    pthread_t thread;
    bool runs, batch;
    int64_t tidied;               /* steady clock; of the first worker, 0: not yet */
};

struct nes_pool {
    struct worker *workers;
    int len;
};

static bool keeps(struct nes_err err)
{
    return !err.what || err.what->end == NES_END_REFUSE;
}

/* Twice as long each time, and never the same for two who collided. */
static void pause_before(struct worker *worker, int try)
{
    uint64_t most = 2'000u << (try < 8 ? try : 8);

    most = most > PAUSE_US_MAX ? PAUSE_US_MAX : most;
    nes_runner_pause((int64_t)(most / 2 + nes_rand_below(&worker->db->options.rand, most / 2)));
}

/* Asks how a try ended, by making sure that it has: our mark waits for it, and after our mark it cannot commit. */
static struct nes_err ask(struct worker *worker, struct nes_tx *tx, int32_t try, bool *committed)
{
    struct nes_operation_ended_row ended;
    struct nes_err err = NES_FINE;
    int64_t count;

    nes_pg_begin(worker->pg);
    NES_TRY(nes_operation_abort(tx, tx->operation, try, tx->now, &count));
    if (count == 0) {
        NES_TRY(nes_operation_ended(tx, tx->operation, try, &ended));
        *committed = !ended.aborted;
        nes_pg_rollback(worker->pg);
        return NES_FINE;
    }
    *committed = false;
    return nes_pg_commit(worker->pg, tx->arena, &err) == NES_PG_DONE ? NES_FINE : NES_FAIL(DB_UNKNOWN, NULL);
}

static struct nes_err resolve(struct worker *worker, const struct nes_call *call, int32_t try, bool *committed)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    const struct nes_db_options *options = &worker->db->options;
    int64_t until = nes_clock_steady(&options->clock) + RESOLVE_US_MAX;

    for (int i = 0; nes_clock_steady(&options->clock) < until && !nes_db_is_cut(options); i++) {
        struct nes_tx tx = { .engine = NES_ENGINE_POSTGRES, .pg = worker->pg, .options = options, .arena = arena,
                             .operation = call->operation, .now = nes_clock_now(&options->clock) };
        struct nes_err err = nes_pg_lost(worker->pg) ? nes_pg_again(worker->pg) : NES_FINE;

        if (!err.what) {
            err = ask(worker, &tx, try, committed);
        }
        if (!err.what) {
            nes_runner_count(worker->db, 0, 0, 1);
            return NES_FINE;
        }
        nes_pg_rollback(worker->pg);
        pause_before(worker, i);
    }
    return NES_FAIL(DB_UNKNOWN, NULL);
}

/* What one try came to: `again` asks for another one. */
struct outcome {
    struct nes_err err;
    bool again, lost;
};

static struct outcome not_kept(struct worker *worker, const struct nes_tx *tx, struct nes_err err)
{
    bool broken = tx->broken.what != NULL;

    nes_pg_rollback(worker->pg);
    return (struct outcome){ .err = err, .again = broken && (nes_pg_collided(worker->pg) || nes_pg_lost(worker->pg)),
                             .lost = broken && nes_pg_lost(worker->pg) };
}

static struct outcome try_once(struct worker *worker, struct nes_call *call, int32_t try)
{
    struct nes_tx tx = { .engine = NES_ENGINE_POSTGRES, .pg = worker->pg };
    struct nes_err err, end;
    bool committed = false;

    nes_db_at(&worker->db->options, "begin");
    nes_pg_begin(worker->pg);
    err = nes_runner_once(worker->db, call, &tx);
    if (keeps(err)) {
        end = nes_operation_insert(&tx, call->operation, try, tx.now);
        err = end.what ? end : err;
    }
    if (!keeps(err)) {
        return not_kept(worker, &tx, err);
    }
    nes_db_at(&worker->db->options, "commit");
    switch (nes_pg_commit(worker->pg, call->arena, &end)) {
    case NES_PG_DONE:
        nes_runner_count(worker->db, 1, 0, 0);
        return (struct outcome){ .err = err };
    case NES_PG_AGAIN:
        return (struct outcome){ .err = end, .again = true };
    case NES_PG_FAILED:
        return (struct outcome){ .err = end };
    case NES_PG_UNKNOWN:
        break;
    }
    end = resolve(worker, call, try, &committed);
    if (end.what) {
        return (struct outcome){ .err = end };
    }
    if (committed) {
        nes_runner_count(worker->db, 1, 0, 0);
        return (struct outcome){ .err = err };
    }
    return (struct outcome){ .err = NES_FAIL(DB_FAULT, "the connection to PostgreSQL is lost"), .again = true,
                             .lost = true };
}

static struct nes_err run_call(struct worker *worker, struct nes_call *call)
{
    int collisions = 0, losses = 0;

    for (int32_t try = 1;; try++) {
        struct outcome outcome = { .err = NES_FINE, .again = true, .lost = true };
        struct nes_err opened = nes_pg_lost(worker->pg) ? nes_pg_again(worker->pg) : NES_FINE;

        if (opened.what) {
            outcome.err = NES_FAIL(DB_FAULT, "the connection to PostgreSQL is lost");
        } else {
            outcome = try_once(worker, call, try);
        }
        losses += outcome.lost ? 1 : 0;
        collisions += outcome.again && !outcome.lost ? 1 : 0;
        if (!outcome.again || losses > LOSSES_MAX || collisions > COLLISIONS_MAX ||
            nes_db_is_cut(&worker->db->options)) {
            return outcome.err;
        }
        nes_runner_count(worker->db, 0, 1, 0);
        pause_before(worker, outcome.lost ? 2 + losses : collisions);
    }
}

static void tidy(struct worker *worker)
{
    struct nes_db_options options = worker->db->options;
    NES_AUTO(nes_arena_end) struct nes_arena *arena = NULL;
    struct nes_tx tx = { .engine = NES_ENGINE_POSTGRES, .pg = worker->pg, .options = &options };
    struct nes_err err = NES_FINE;
    int64_t count, steady = nes_clock_steady(&options.clock);

    if (worker != worker->db->pool->workers || nes_pg_lost(worker->pg) ||
        (worker->tidied && steady - worker->tidied < TIDY_US)) {
        return;
    }
    worker->tidied = steady;
    options.probe = NULL; /* not a statement of any call */
    tx.arena = arena = nes_arena_begin(0);
    nes_pg_begin(worker->pg);
    err = nes_operation_forget(&tx, nes_clock_now(&options.clock) - KEEP_US, &count);
    if (err.what || nes_pg_commit(worker->pg, arena, &err) != NES_PG_DONE) {
        nes_pg_rollback(worker->pg);
    }
}

static void *work(void *arg)
{
    struct worker *worker = arg;
    enum nes_take which = worker->batch ? NES_TAKE_WAIT : NES_TAKE_WAIT_INTERACTIVE;

    for (struct nes_call *call = nes_runner_take(worker->db, which); call; call = nes_runner_take(worker->db, which)) {
        struct nes_err err = run_call(worker, call);

        nes_db_at(&worker->db->options, "committed");
        nes_runner_over(worker->db, call, err);
        tidy(worker);
    }
    return NULL;
}

/* A quarter of the writers also takes batch work. */
struct nes_err nes_pg_pool_begin(struct nes_db *db)
{
    struct nes_pool *pool = calloc(1, sizeof(*pool));

    NES_ASSERT(pool);
    db->pool = pool;
    pool->workers = calloc((size_t)db->options.writers, sizeof(*pool->workers));
    NES_ASSERT(pool->workers);
    for (; pool->len < db->options.writers; pool->len++) {
        struct worker *worker = &pool->workers[pool->len];

        worker->db = db;
        worker->batch = pool->len <= db->options.writers / 4;
        NES_TRY(nes_pg_open(&db->options, true, &worker->pg));
    }
    for (int i = 0; i < pool->len; i++) {
        NES_ASSERT(pthread_create(&pool->workers[i].thread, NULL, work, &pool->workers[i]) == 0);
        pool->workers[i].runs = true;
    }
    return NES_FINE;
}

void nes_pg_pool_end(struct nes_db *db)
{
    struct nes_pool *pool = db->pool;

    if (!pool) {
        return;
    }
    for (int i = 0; i < pool->len; i++) {
        if (pool->workers[i].runs) {
            (void)pthread_join(pool->workers[i].thread, NULL);
        }
        nes_pg_close(&pool->workers[i].pg);
    }
    free(pool->workers);
    free(pool);
    db->pool = NULL;
}
