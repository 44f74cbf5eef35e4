#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/engine.h"
#include "db/migrate.h"
#include "db/readers.h"

#define X NES_FAULT_DEFINE
#include "db/db_faults.def"
#undef X

enum { QUEUE_MAX = 1024, EXIT_STOPPED = 4 };

const int64_t nes_db_time_us[NES_DB_TIMES] = { 50,    100,    200,    500,    1'000,   2'000,
                                               5'000, 10'000, 20'000, 50'000, 100'000, INT64_MAX };

struct line {
    struct nes_call *first, *last;
};

struct nes_runner {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct line interactive, batch;
    bool closing, dead;
    atomic_bool cut;
    struct nes_db_stats stats;
};

/* Who waits in nes_db_run. */
struct nes_db_wait {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool is_done;
    struct nes_err err;
};

static void push(struct line *line, struct nes_call *call)
{
    call->own.next = NULL;
    if (line->last) {
        line->last->own.next = call;
    } else {
        line->first = call;
    }
    line->last = call;
}

static struct nes_call *pop(struct line *line)
{
    struct nes_call *call = line->first;

    if (call) {
        line->first = call->own.next;
        line->last = line->first ? line->last : NULL;
    }
    return call;
}

static struct nes_err enqueue(struct nes_db *db, struct nes_call *call, struct nes_db_wait *wait)
{
    struct nes_runner *runner = db->runner;
    struct nes_err err = NES_FINE;

    call->own.wait = wait;
    NES_ASSERT(call->run && call->arena && !nes_id_none(call->operation));
    call->own.mark = nes_arena_mark(call->arena);
    (void)pthread_mutex_lock(&runner->lock);
    if (runner->closing || runner->dead || runner->cut || runner->stats.waiting >= db->options.queue_max) {
        err = NES_FAIL(DB_BUSY, NULL);
    } else {
        push(call->batch ? &runner->batch : &runner->interactive, call);
        runner->stats.waiting++;
        (void)(call->batch ? pthread_cond_broadcast(&runner->more) : pthread_cond_signal(&runner->more));
    }
    (void)pthread_mutex_unlock(&runner->lock);
    return err;
}

struct nes_err nes_db_submit(struct nes_db *db, struct nes_call *call)
{
    return enqueue(db, call, NULL);
}

struct nes_err nes_db_run(struct nes_db *db, struct nes_call *call)
{
    struct nes_db_wait wait = { .lock = PTHREAD_MUTEX_INITIALIZER, .done = PTHREAD_COND_INITIALIZER };

    NES_TRY(enqueue(db, call, &wait));
    (void)pthread_mutex_lock(&wait.lock);
    while (!wait.is_done) {
        (void)pthread_cond_wait(&wait.done, &wait.lock);
    }
    (void)pthread_mutex_unlock(&wait.lock);
    (void)pthread_cond_destroy(&wait.done);
    (void)pthread_mutex_destroy(&wait.lock);
    return wait.err;
}

struct nes_call *nes_runner_take(struct nes_db *db, enum nes_take which)
{
    struct nes_runner *runner = db->runner;
    bool wait = which == NES_TAKE_WAIT || which == NES_TAKE_WAIT_INTERACTIVE;
    bool batch = which == NES_TAKE_WAIT || which == NES_TAKE_ANY || which == NES_TAKE_BATCH;
    struct nes_call *call = NULL;

    (void)pthread_mutex_lock(&runner->lock);
    while (wait && !runner->interactive.first && !(batch && runner->batch.first) && !runner->closing) {
        (void)pthread_cond_wait(&runner->more, &runner->lock);
    }
    if (which != NES_TAKE_BATCH) {
        call = pop(&runner->interactive);
    }
    if (!call && (batch || runner->closing)) {
        call = pop(&runner->batch);
    }
    if (call) {
        runner->stats.waiting--;
    }
    (void)pthread_mutex_unlock(&runner->lock);
    return call;
}

static void measure(struct nes_db *db, int64_t us)
{
    int at = 0;

    while (us > nes_db_time_us[at]) {
        at++;
    }
    (void)pthread_mutex_lock(&db->runner->lock);
    db->runner->stats.run_within[at]++;
    db->runner->stats.run_us_sum += us;
    (void)pthread_mutex_unlock(&db->runner->lock);
}

struct nes_err nes_runner_once(struct nes_db *db, struct nes_call *call, struct nes_tx *tx)
{
    int64_t began = nes_clock_steady(&db->options.clock);
    struct nes_err err;

    nes_arena_rewind(call->arena, call->own.mark);
    tx->arena = call->arena;
    tx->operation = call->operation;
    tx->options = &db->options;
    tx->now = nes_clock_now(&db->options.clock);
    tx->broken = NES_FINE;
    nes_db_at(&db->options, "run");
    err = call->run(tx, call->self);
    measure(db, nes_clock_steady(&db->options.clock) - began);
    return tx->broken.what ? tx->broken : err;
}

void nes_runner_over(struct nes_db *db, struct nes_call *call, struct nes_err err)
{
    struct nes_db_wait *wait = call->own.wait;

    (void)pthread_mutex_lock(&db->runner->lock);
    db->runner->stats.calls++;
    (void)pthread_mutex_unlock(&db->runner->lock);
    if (!wait) {
        if (call->over) {
            call->over(call->self, err);
        }
        return;
    }
    (void)pthread_mutex_lock(&wait->lock);
    wait->err = err;
    wait->is_done = true;
    (void)pthread_cond_signal(&wait->done);
    (void)pthread_mutex_unlock(&wait->lock);
}

void nes_runner_count(struct nes_db *db, int64_t groups, int64_t reruns, int64_t unknown)
{
    (void)pthread_mutex_lock(&db->runner->lock);
    db->runner->stats.groups += groups;
    db->runner->stats.reruns += reruns;
    db->runner->stats.unknown += unknown;
    (void)pthread_mutex_unlock(&db->runner->lock);
}

void nes_runner_wal(struct nes_db *db, int64_t pages)
{
    (void)pthread_mutex_lock(&db->runner->lock);
    db->runner->stats.wal_pages = pages;
    (void)pthread_mutex_unlock(&db->runner->lock);
}

void nes_runner_stop(struct nes_db *db, const char *why)
{
    const struct nes_db_probe *probe = db->options.probe;

    if (db->options.log) {
        NES_LOG(db->options.log, ERROR, "db.stopped", NES_LOG_Z("why", why));
    }
    if (!probe || !probe->stop) {
        if (!db->options.log) { /* a command: who called it must not wonder */
            (void)fprintf(stderr, "nesie: %s\n", why);
        }
        _exit(EXIT_STOPPED);
    }
    (void)pthread_mutex_lock(&db->runner->lock);
    db->runner->dead = true;
    (void)pthread_mutex_unlock(&db->runner->lock);
    probe->stop(probe->self, why);
}

void nes_runner_pause(int64_t us)
{
    struct nes_clock clock = nes_clock_real();
    int64_t until = nes_clock_steady(&clock) + us;
    struct timespec at = { .tv_sec = until / 1'000'000, .tv_nsec = until % 1'000'000 * 1'000 };
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t never = PTHREAD_COND_INITIALIZER;

    (void)pthread_mutex_lock(&lock);
    while (pthread_cond_clockwait(&never, &lock, CLOCK_MONOTONIC, &at) == 0) {
    }
    (void)pthread_mutex_unlock(&lock);
}

bool nes_runner_dead(struct nes_db *db)
{
    bool dead;

    (void)pthread_mutex_lock(&db->runner->lock);
    dead = db->runner->dead;
    (void)pthread_mutex_unlock(&db->runner->lock);
    return dead;
}

void nes_db_at(const struct nes_db_options *options, const char *point)
{
    if (options->probe && options->probe->at) {
        options->probe->at(options->probe->self, point);
    }
}

void nes_db_stats(struct nes_db *db, struct nes_db_stats *out)
{
    (void)pthread_mutex_lock(&db->runner->lock);
    *out = db->runner->stats;
    (void)pthread_mutex_unlock(&db->runner->lock);
}

static struct nes_err begin(struct nes_db *db)
{
    db->runner->closing = db->options.only_reads;
    if (!db->options.only_reads) {
        NES_TRY(db->engine == NES_ENGINE_SQLITE ? nes_sqlite_group_begin(db) : nes_pg_pool_begin(db));
    }
    NES_TRY(nes_migrate_check(&db->options));
    if (db->options.log) {
        bool sqlite = db->engine == NES_ENGINE_SQLITE;

        NES_LOG(db->options.log, INFO, "db.opened", NES_LOG_Z("engine", sqlite ? "sqlite" : "postgres"),
                NES_LOG_Z("library", sqlite ? nes_sqlite_version() : "libpq"));
    }
    return nes_readers_begin(&db->options, &db->readers);
}

struct nes_err nes_db_open(const struct nes_db_options *options, struct nes_db **out)
{
    struct nes_db *db;
    struct nes_err err;

    *out = NULL;
    if (!options->sqlite_path == !options->postgres_url) {
        return NES_FAIL(DB_OPEN, "name either a SQLite file or a PostgreSQL address");
    }
    db = calloc(1, sizeof(*db));
    NES_ASSERT(db);
    db->runner = calloc(1, sizeof(*db->runner));
    NES_ASSERT(db->runner);
    db->options = *options;
    db->options.cut = &db->runner->cut;
    db->options.readers = options->readers > 0 ? options->readers : 4;
    db->options.writers = options->writers > 0 ? options->writers : 16;
    db->options.queue_max = options->queue_max > 0 ? options->queue_max : QUEUE_MAX;
    db->options.migrations = options->migrations ? options->migrations : &nes_migrations;
    db->engine = options->sqlite_path ? NES_ENGINE_SQLITE : NES_ENGINE_POSTGRES;
    NES_ASSERT(pthread_mutex_init(&db->runner->lock, NULL) == 0);
    NES_ASSERT(pthread_cond_init(&db->runner->more, NULL) == 0);
    err = begin(db);
    if (err.what) {
        nes_db_close(&db);
    }
    *out = db;
    return err;
}

void nes_db_close(struct nes_db **db)
{
    struct nes_db *gone = *db;

    if (!gone) {
        return;
    }
    (void)pthread_mutex_lock(&gone->runner->lock);
    gone->runner->closing = true;
    (void)pthread_cond_broadcast(&gone->runner->more);
    (void)pthread_mutex_unlock(&gone->runner->lock);
    nes_readers_end(&gone->readers);
    if (gone->engine == NES_ENGINE_SQLITE) {
        nes_sqlite_group_end(gone);
    } else {
        nes_pg_pool_end(gone);
    }
    (void)pthread_cond_destroy(&gone->runner->more);
    (void)pthread_mutex_destroy(&gone->runner->lock);
    free(gone->runner);
    free(gone);
    *db = NULL;
}

void nes_db_cut(struct nes_db *db)
{
    if (db) {
        atomic_store(&db->runner->cut, true);
    }
}

bool nes_db_is_cut(const struct nes_db_options *options)
{
    return options->cut && *options->cut;
}

enum nes_engine nes_db_engine(const struct nes_db *db)
{
    return db->engine;
}

struct nes_arena *nes_tx_arena(struct nes_tx *tx)
{
    return tx->arena;
}

enum nes_engine nes_tx_engine(const struct nes_tx *tx)
{
    return tx->engine;
}

int64_t nes_tx_now(const struct nes_tx *tx)
{
    return tx->now;
}

struct nes_id nes_tx_operation(const struct nes_tx *tx)
{
    return tx->operation;
}

struct nes_id nes_tx_new_id(struct nes_tx *tx)
{
    return nes_id_new(&tx->options->clock, &tx->options->rand);
}
