#include "test/fault/rig.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/owner.h"

enum { CHECKS_MAX = 32, TEMPLATE_MOST = 16 << 20 };

struct check {
    const char *name;
    nes_call_run *run;
    void *self;
};

struct nes_rig {
    struct nes_rig_options asked;
    struct nes_db_options options;
    struct nes_db_probe probe;
    struct nes_db *db;
    struct nes_arena *arena;
    char folder[64], path[96], schema[64], url[512], home[512];
    struct nes_test_time time;
    struct nes_test_dice dice;
    struct nes_clock steady;
    pthread_mutex_t lock;
    atomic_uint fail_in;          /* 0: no fault is set; n: the nth statement from now */
    atomic_bool fired;
    atomic_int stops;
    struct check checks[CHECKS_MAX];
    int checks_len;
};

bool nes_rig_has_postgres(void)
{
    return getenv("NESIE_TEST_POSTGRES") != NULL;
}

static int64_t now_us(void *self)
{
    struct nes_rig *rig = self;

    return rig->time.now_us;
}

static int64_t steady_us(void *self)
{
    struct nes_rig *rig = self;

    return nes_clock_steady(&rig->steady);
}

static void roll(void *self, void *out, size_t len)
{
    struct nes_rig *rig = self;
    struct nes_rand dice = nes_test_rand(&rig->dice);

    (void)pthread_mutex_lock(&rig->lock);
    nes_rand_fill(&dice, out, len);
    (void)pthread_mutex_unlock(&rig->lock);
}

static bool fails(void *self, const char *query)
{
    struct nes_rig *rig = self;
    unsigned left = atomic_load(&rig->fail_in);

    (void)query;
    while (left > 0 && !atomic_compare_exchange_weak(&rig->fail_in, &left, left - 1)) {
    }
    if (left == 1) {
        atomic_store(&rig->fired, true);
    }
    return left == 1;
}

static void pass(void *self, const char *point)
{
    struct nes_rig *rig = self;

    if (rig->asked.at) {
        rig->asked.at(rig->asked.at_self, point);
    }
}

static void stopped(void *self, const char *why)
{
    struct nes_rig *rig = self;

    (void)why;
    (void)atomic_fetch_add(&rig->stops, 1);
}

static void sql(const char *url, const char *text)
{
    PGconn *conn = PQconnectdb(url);
    PGresult *result;

    PQclear(PQexec(conn, "SET client_min_messages = warning"));
    result = PQexec(conn, text);

    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        print_error("%s: %s\n", text, PQerrorMessage(conn));
    }
    PQclear(result);
    PQfinish(conn);
}

static void place(struct nes_rig *rig)
{
    static atomic_int count;
    const char *base = getenv("NESIE_TEST_POSTGRES"), *url = rig->asked.postgres_url;
    int nr = atomic_fetch_add(&count, 1);
    char text[128];

    if (rig->asked.engine == NES_ENGINE_SQLITE) {
        const char *at = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

        (void)snprintf(rig->folder, sizeof(rig->folder), "%s/nesie-rig-XXXXXX", at);
        assert_non_null(mkdtemp(rig->folder));
        (void)snprintf(rig->path, sizeof(rig->path), "%s/nesie.db", rig->folder);
        rig->options.sqlite_path = rig->path;
        return;
    }
    url = url ? url : base;
    NES_ASSERT(url);
    (void)snprintf(rig->schema, sizeof(rig->schema), "rig_%d_%d", (int)getpid(), nr);
    (void)snprintf(text, sizeof(text), "CREATE SCHEMA %s", rig->schema);
    (void)snprintf(rig->home, sizeof(rig->home), "%s", rig->asked.postgres_home ? rig->asked.postgres_home : url);
    sql(rig->home, text);
    /* An administrator may have set another isolation for all: it must not become ours. */
    (void)snprintf(rig->url, sizeof(rig->url),
                   "%s%soptions=-csearch_path%%3D%s%%20-cdeadlock_timeout%%3D200ms"
                   "%%20-cdefault_transaction_isolation%%3Drepeatable%%5C%%20read",
                   url, strchr(url, '?') ? "&" : "?", rig->schema);
    rig->options.postgres_url = rig->url;
}

/* What the migrations of all tests make of an empty file: made once in a process, since most tests begin with it. */
static struct {
    pthread_mutex_t lock;
    bool made;
    char bytes[TEMPLATE_MOST];
    size_t len;
} template = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void make_template(struct nes_rig *rig)
{
    struct nes_db_options plain = rig->options;
    int64_t applied;
    FILE *file;

    plain.sqlite_vfs = NULL;
    NES_WANT_OK(nes_migrate(&plain, rig->arena, &applied));
    file = fopen(rig->path, "re");
    assert_non_null(file);
    template.len = fread(template.bytes, 1, sizeof(template.bytes), file);
    NES_ASSERT(template.len < sizeof(template.bytes) && fclose(file) == 0);
    template.made = true;
}

static void copy_template(struct nes_rig *rig)
{
    FILE *file;

    (void)pthread_mutex_lock(&template.lock);
    if (!template.made) {
        make_template(rig);
    } else {
        file = fopen(rig->path, "we");
        assert_non_null(file);
        assert_int_equal(fwrite(template.bytes, 1, template.len, file), template.len);
        assert_int_equal(fclose(file), 0);
        assert_int_equal(chmod(rig->path, 0600), 0);
    }
    (void)pthread_mutex_unlock(&template.lock);
}

struct nes_rig *nes_rig_begin_with(const struct nes_rig_options *options)
{
    struct nes_rig *rig = calloc(1, sizeof(*rig));
    int64_t applied;

    assert_non_null(rig);
    rig->asked = *options;
    rig->arena = nes_arena_begin(0);
    rig->time.now_us = INT64_C(1'770'000'000'000'000);
    rig->dice.state = options->seed ? options->seed : nes_test_seed();
    rig->steady = nes_clock_real();
    assert_int_equal(pthread_mutex_init(&rig->lock, NULL), 0);
    rig->probe = (struct nes_db_probe){ .fails = fails, .at = pass, .stop = stopped, .self = rig };
    rig->options = (struct nes_db_options){
        .readers = options->readers ? options->readers : 2, .writers = options->writers ? options->writers : 4,
        .queue_max = options->queue_max, .answer_ms_max = options->answer_ms_max,
        .clock = { .now_us = now_us, .steady_us = steady_us, .self = rig },
        .rand = { .fill = roll, .self = rig },
        .migrations = options->migrations ? options->migrations : &nes_test_migrations,
        .sqlite_vfs = options->vfs,
    };
    place(rig);
    if (rig->folder[0] && rig->options.migrations == &nes_test_migrations) {
        copy_template(rig);
    }
    NES_WANT_OK(nes_migrate(&rig->options, rig->arena, &applied));
    rig->options.probe = &rig->probe;
    NES_WANT_OK(nes_db_open(&rig->options, &rig->db));
    return rig;
}

void nes_rig_close(struct nes_rig *rig)
{
    nes_db_close(&rig->db);
}

void nes_rig_restart(struct nes_rig *rig)
{
    nes_db_close(&rig->db);
    NES_WANT_OK(nes_db_open(&rig->options, &rig->db));
}

static void remove_folder(const char *folder)
{
    static const char *const names[] = { "nesie.db", "nesie.db-wal", "nesie.db-shm", "nesie.db-journal", "nesie.lock" };
    char path[128];

    for (size_t i = 0; i < NES_LEN(names); i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

void nes_rig_end(struct nes_rig **rig)
{
    struct nes_rig *gone = *rig;
    char text[128];

    if (!gone) {
        return;
    }
    nes_db_close(&gone->db);
    if (gone->folder[0]) {
        remove_folder(gone->folder);
    } else {
        (void)snprintf(text, sizeof(text), "DROP SCHEMA %s CASCADE", gone->schema);
        sql(gone->home, text);
    }
    nes_arena_end(&gone->arena);
    (void)pthread_mutex_destroy(&gone->lock);
    free(gone);
    *rig = NULL;
}

struct nes_db *nes_rig_db(struct nes_rig *rig)
{
    return rig->db;
}

const struct nes_db_options *nes_rig_options_of(struct nes_rig *rig)
{
    return &rig->options;
}

struct nes_arena *nes_rig_arena(struct nes_rig *rig)
{
    return rig->arena;
}

const char *nes_rig_folder(struct nes_rig *rig)
{
    return rig->folder;
}

struct nes_test_time *nes_rig_time(struct nes_rig *rig)
{
    return &rig->time;
}

struct nes_err nes_rig_run(struct nes_rig *rig, nes_call_run *run, void *self)
{
    struct nes_call call = { .operation = nes_id_new(&rig->options.clock, &rig->options.rand), .arena = rig->arena,
                             .run = run, .self = self };

    return nes_db_run(rig->db, &call);
}

struct nes_err nes_rig_read(struct nes_rig *rig, nes_call_run *look, void *self)
{
    return nes_db_read(rig->db, rig->arena, look, self);
}

void nes_rig_fail_statement(struct nes_rig *rig, unsigned nth)
{
    atomic_store(&rig->fired, false);
    atomic_store(&rig->fail_in, nth);
}

bool nes_rig_fault_fired(struct nes_rig *rig)
{
    return atomic_load(&rig->fired);
}

int nes_rig_stops(struct nes_rig *rig)
{
    return atomic_load(&rig->stops);
}

void nes_rig_add_check(struct nes_rig *rig, const char *name, nes_call_run *check, void *self)
{
    NES_ASSERT(rig->checks_len < CHECKS_MAX);
    rig->checks[rig->checks_len++] = (struct check){ name, check, self };
}

static struct nes_err check_all(struct nes_tx *tx, void *self)
{
    struct nes_rig *rig = self;

    for (int i = 0; i < rig->checks_len; i++) {
        struct nes_err err = rig->checks[i].run(tx, rig->checks[i].self);

        if (err.what) {
            print_error("check \"%s\" failed\n", rig->checks[i].name);
            return err;
        }
    }
    return NES_FINE;
}

void nes_rig_check_invariants(struct nes_rig *rig)
{
    nes_rig_fail_statement(rig, 0);
    NES_WANT_OK(nes_rig_read(rig, check_all, rig));
}
