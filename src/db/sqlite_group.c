/* The one writer of SQLite: takes waiting calls as savepoints of one commit, answers after it, checkpoints. */
#include <pthread.h>
#include <stdlib.h>

#include "db/engine.h"

enum {
    GROUP_MAX = 256,
    BATCH_PATIENCE = 64,          /* groups that batch work may be passed over by interactive calls */
    CHECKPOINT_IDLE = 1'000,      /* pages of 4 KiB: checkpoint when nobody waits ... */
    CHECKPOINT_BUSY = 10'000,     /* ... and even when somebody does */
};

struct nes_writer {
    struct nes_db *db;
    struct nes_sqlite *sqlite;
    pthread_t thread;
    struct nes_arena *arena;      /* for reasons of failures of our own statements */
    struct nes_call *calls[GROUP_MAX];
    struct nes_err ends[GROUP_MAX];
    int len;
    int passed_over;              /* groups since the last batch call */
    int64_t checkpoint_from;      /* after a failed checkpoint: so many pages must wait before the next */
    bool runs;
};

static const struct nes_query tx_begin = { .name = "begin", .sqlite = "BEGIN IMMEDIATE" };
static const struct nes_query tx_commit = { .name = "commit", .sqlite = "COMMIT" };
static const struct nes_query tx_rollback = { .name = "rollback", .sqlite = "ROLLBACK" };
static const struct nes_query tx_save = { .name = "save", .sqlite = "SAVEPOINT one" };
static const struct nes_query tx_release = { .name = "release", .sqlite = "RELEASE one" };
static const struct nes_query tx_undo = { .name = "undo", .sqlite = "ROLLBACK TO one" };

static struct nes_err does(struct nes_writer *writer, const struct nes_query *query)
{
    struct nes_sink sink = { 0 };

    return nes_sqlite_query(writer->sqlite, query, NULL, writer->arena, &sink);
}

static bool keeps(struct nes_err err)
{
    return !err.what || err.what->end == NES_END_REFUSE;
}

/* Runs one call in its savepoint. False: the engine rolled back the whole group with it. */
static bool run_saved(struct nes_writer *writer, struct nes_call *call, struct nes_err *end)
{
    struct nes_tx tx = { .engine = NES_ENGINE_SQLITE, .sqlite = writer->sqlite };

    *end = does(writer, &tx_save);
    if (!end->what) {
        *end = nes_runner_once(writer->db, call, &tx);
    }
    if (!nes_sqlite_in_tx(writer->sqlite)) {
        return false;
    }
    if (keeps(*end)) {
        return !does(writer, &tx_release).what;
    }
    return !does(writer, &tx_undo).what && !does(writer, &tx_release).what;
}

/* Ends what is left of a transaction that will not be committed. */
static void drop(struct nes_writer *writer)
{
    if (nes_sqlite_in_tx(writer->sqlite)) {
        (void)does(writer, &tx_rollback);
    }
    if (nes_sqlite_in_tx(writer->sqlite) && !nes_sqlite_fatal(writer->sqlite)) {
        nes_runner_stop(writer->db, "a transaction cannot be rolled back");
    }
}

/* Our own statements fail with a reason in the writer's arena; it goes on in the arena of the call. */
static struct nes_err told(struct nes_call *call, struct nes_err err)
{
    err.at = nes_str_z(call->arena, nes_str_of(err.at));
    return err;
}

/* One call in a transaction of its own: so the guilty one of a group fails alone. */
static struct nes_err run_alone(struct nes_writer *writer, struct nes_call *call)
{
    struct nes_tx tx = { .engine = NES_ENGINE_SQLITE, .sqlite = writer->sqlite };
    struct nes_err end, err = does(writer, &tx_begin);

    if (err.what) {
        return told(call, err);
    }
    end = nes_runner_once(writer->db, call, &tx);
    if (!keeps(end)) {
        drop(writer);
        return end;
    }
    NES_ASSERT(nes_sqlite_in_tx(writer->sqlite)); /* the engine does not roll back what went well */
    nes_db_at(&writer->db->options, "commit");
    err = does(writer, &tx_commit);
    if (err.what) {
        drop(writer);
        return told(call, err);
    }
    nes_runner_count(writer->db, 1, 0, 0);
    return end;
}

static struct nes_call *next_call(struct nes_writer *writer)
{
    return writer->len == GROUP_MAX ? NULL : nes_runner_take(writer->db, NES_TAKE_INTERACTIVE);
}

/* Takes calls into one transaction until nobody waits, and commits. False: each has to run again alone. */
static bool run_group(struct nes_writer *writer, struct nes_call *call)
{
    bool whole;

    nes_db_at(&writer->db->options, "begin");
    whole = !does(writer, &tx_begin).what;

    for (; call; call = next_call(writer)) {
        int at = writer->len++;

        writer->calls[at] = call;
        whole = whole && run_saved(writer, call, &writer->ends[at]);
        if (!whole || call->batch) {
            break;
        }
    }
    nes_db_at(&writer->db->options, "commit");
    if (whole && !does(writer, &tx_commit).what) {
        nes_runner_count(writer->db, 1, 0, 0);
        return true;
    }
    if (!nes_sqlite_fatal(writer->sqlite)) {
        drop(writer);
    }
    return false;
}

static void run_each_alone(struct nes_writer *writer)
{
    for (int i = 0; i < writer->len && !nes_sqlite_fatal(writer->sqlite); i++) {
        nes_runner_count(writer->db, 0, 1, 0);
        writer->ends[i] = run_alone(writer, writer->calls[i]);
    }
}

/* After an I/O or sync error nobody knows what is on the disk: recovery decides, no answer leaves. Only tests go on,
 * and their calls hear of a failure. */
static void stop_if_fatal(struct nes_writer *writer)
{
    if (!nes_sqlite_fatal(writer->sqlite) || nes_runner_dead(writer->db)) {
        return;
    }
    nes_runner_stop(writer->db, "the disk failed");
}

static void checkpoint(struct nes_writer *writer, bool idle)
{
    int64_t least = idle ? CHECKPOINT_IDLE : CHECKPOINT_BUSY, due = nes_sqlite_wal_due(writer->sqlite);
    struct nes_err err;

    nes_runner_wal(writer->db, nes_sqlite_wal_pages(writer->sqlite));
    if (nes_runner_dead(writer->db) || due < least || due < writer->checkpoint_from) {
        return;
    }
    nes_db_at(&writer->db->options, "checkpoint");
    err = nes_sqlite_checkpoint(writer->sqlite);
    writer->checkpoint_from = err.what ? due + CHECKPOINT_IDLE : 0;
    if (err.what && writer->db->options.log) {
        NES_LOG(writer->db->options.log, WARN, "db.checkpoint_failed", NES_LOG_Z("why", err.at));
    }
    stop_if_fatal(writer);
}

static void serve(struct nes_writer *writer, struct nes_call *call)
{
    bool dead = nes_runner_dead(writer->db);

    writer->len = 0;
    if (!dead && !run_group(writer, call)) {
        stop_if_fatal(writer);
        run_each_alone(writer);
        stop_if_fatal(writer);
    } else if (dead) {
        writer->calls[writer->len++] = call;
    }
    dead = nes_runner_dead(writer->db);
    nes_db_at(&writer->db->options, "committed");
    for (int i = 0; i < writer->len; i++) {
        nes_runner_over(writer->db, writer->calls[i], dead ? NES_FAIL(DB_FAULT, "stopped") : writer->ends[i]);
    }
    nes_arena_rewind(writer->arena, (struct nes_arena_mark){ 0 });
}

/* Interactive calls go first, yet batch work is not passed over for ever. */
static struct nes_call *first_call(struct nes_writer *writer)
{
    struct nes_call *call = NULL;

    if (writer->passed_over++ >= BATCH_PATIENCE) {
        call = nes_runner_take(writer->db, NES_TAKE_BATCH);
    }
    if (!call) {
        call = nes_runner_take(writer->db, NES_TAKE_ANY);
    }
    if (!call) {
        checkpoint(writer, writer->len < 2); /* after a larger group, nobody waits only for a moment */
        call = nes_runner_take(writer->db, NES_TAKE_WAIT);
    }
    if (call && call->batch) {
        writer->passed_over = 0;
    }
    return call;
}

static void *work(void *arg)
{
    struct nes_writer *writer = arg;

    for (struct nes_call *call = first_call(writer); call; call = first_call(writer)) {
        serve(writer, call);
        checkpoint(writer, false);
    }
    return NULL;
}

struct nes_err nes_sqlite_group_begin(struct nes_db *db)
{
    struct nes_writer *writer = calloc(1, sizeof(*writer));

    NES_ASSERT(writer);
    db->writer = writer;
    writer->db = db;
    writer->arena = nes_arena_begin(0);
    NES_TRY(nes_sqlite_open(&db->options, NES_SQLITE_WRITER, &writer->sqlite));
    NES_ASSERT(pthread_create(&writer->thread, NULL, work, writer) == 0);
    writer->runs = true;
    return NES_FINE;
}

void nes_sqlite_group_end(struct nes_db *db)
{
    struct nes_writer *writer = db->writer;

    if (!writer) {
        return;
    }
    if (writer->runs) {
        (void)pthread_join(writer->thread, NULL);
    }
    nes_sqlite_close(&writer->sqlite);
    nes_arena_end(&writer->arena);
    free(writer);
    db->writer = NULL;
}
