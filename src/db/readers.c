#include "db/readers.h"

#include <pthread.h>
#include <stdlib.h>

enum { TRIES = 3 };

struct reader {
    struct nes_sqlite *sqlite;
    struct nes_pg *pg;
    struct reader *next;
};

struct nes_readers {
    const struct nes_db_options *options;
    pthread_mutex_t lock;
    pthread_cond_t back;
    struct reader *all, *free;
    int len, out;
};

static struct nes_err open_one(const struct nes_db_options *options, struct reader *reader)
{
    return options->sqlite_path ? nes_sqlite_open(options, NES_SQLITE_READER, &reader->sqlite)
                                : nes_pg_open(options, false, &reader->pg);
}

struct nes_err nes_readers_begin(const struct nes_db_options *options, struct nes_readers **out)
{
    struct nes_readers *readers = calloc(1, sizeof(*readers));

    NES_ASSERT(readers);
    *out = readers;
    readers->options = options;
    NES_ASSERT(pthread_mutex_init(&readers->lock, NULL) == 0);
    NES_ASSERT(pthread_cond_init(&readers->back, NULL) == 0);
    readers->all = calloc((size_t)options->readers, sizeof(*readers->all));
    NES_ASSERT(readers->all);
    for (; readers->len < options->readers; readers->len++) {
        struct reader *reader = &readers->all[readers->len];

        NES_TRY(open_one(options, reader));
        reader->next = readers->free;
        readers->free = reader;
    }
    return NES_FINE;
}

void nes_readers_end(struct nes_readers **readers)
{
    struct nes_readers *gone = *readers;

    if (!gone) {
        return;
    }
    (void)pthread_mutex_lock(&gone->lock);
    while (gone->out > 0) {
        (void)pthread_cond_wait(&gone->back, &gone->lock);
    }
    (void)pthread_mutex_unlock(&gone->lock);
    for (int i = 0; i < gone->len; i++) {
        nes_sqlite_close(&gone->all[i].sqlite);
        nes_pg_close(&gone->all[i].pg);
    }
    (void)pthread_cond_destroy(&gone->back);
    (void)pthread_mutex_destroy(&gone->lock);
    free(gone->all);
    free(gone);
    *readers = NULL;
}

static struct reader *borrow(struct nes_readers *readers)
{
    struct reader *reader;

    (void)pthread_mutex_lock(&readers->lock);
    while (!readers->free) {
        (void)pthread_cond_wait(&readers->back, &readers->lock);
    }
    reader = readers->free;
    readers->free = reader->next;
    readers->out++;
    (void)pthread_mutex_unlock(&readers->lock);
    return reader;
}

static void give_back(struct nes_readers *readers, struct reader *reader)
{
    (void)pthread_mutex_lock(&readers->lock);
    reader->next = readers->free;
    readers->free = reader;
    readers->out--;
    (void)pthread_cond_signal(&readers->back);
    (void)pthread_mutex_unlock(&readers->lock);
}

static struct nes_err look_sqlite(struct nes_tx *tx, nes_call_run *look, void *self)
{
    struct nes_err err;

    NES_TRY(nes_sqlite_script(tx->sqlite, "BEGIN", tx->arena));
    err = look(tx, self);
    if (nes_sqlite_in_tx(tx->sqlite)) {
        NES_TRY(nes_sqlite_script(tx->sqlite, "ROLLBACK", tx->arena));
    }
    return tx->broken.what ? tx->broken : err;
}

/* A connection that died is opened again, and the look taken again: it has no effect. */
static struct nes_err look_pg(struct nes_tx *tx, nes_call_run *look, void *self)
{
    struct nes_arena_mark mark = nes_arena_mark(tx->arena);
    struct nes_err err = NES_FINE;

    for (int i = 0; i < TRIES; i++) {
        if (nes_pg_lost(tx->pg)) {
            NES_TRY(nes_pg_again(tx->pg));
        }
        nes_arena_rewind(tx->arena, mark);
        tx->broken = NES_FINE;
        nes_pg_begin(tx->pg);
        err = look(tx, self);
        nes_pg_rollback(tx->pg);
        err = tx->broken.what ? tx->broken : err;
        if (!tx->broken.what || !nes_pg_lost(tx->pg)) {
            return err;
        }
    }
    return err;
}

struct nes_err nes_db_read(struct nes_db *db, struct nes_arena *arena, nes_call_run *look, void *self)
{
    struct reader *reader = borrow(db->readers);
    struct nes_tx tx = {
        .engine = db->engine, .sqlite = reader->sqlite, .pg = reader->pg, .options = &db->options, .arena = arena,
        .now = nes_clock_now(&db->options.clock), .read_only = true,
    };
    struct nes_err err = db->engine == NES_ENGINE_SQLITE ? look_sqlite(&tx, look, self) : look_pg(&tx, look, self);

    if (reader->sqlite && nes_sqlite_fatal(reader->sqlite) && !nes_runner_dead(db)) {
        nes_runner_stop(db, "the disk failed, or the file is damaged");
    }
    give_back(db->readers, reader);
    return err;
}
