/* bench/db_bench.c: durable calls a second through the runner, beside the same statements, prepared, sent by hand to
 * the bare engine: in groups of the size that the runner came to, and with one commit each. They take turns, each round
 * on a new database, so that a noisy machine disturbs all alike. */
#include <libpq-fe.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calc/money.h"
#include "db/migrate.h"
#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"

enum { SUBMITTERS = 64, ACCOUNTS = 1'000, WRITERS = 16, TIMES_MAX = 1 << 20, ROUNDS = 4 };
#define RUN_US INT64_C(1'000'000) /* of each, in each round */

extern const struct nes_migrations nes_test_migrations;

/* What one way to work came to over all rounds. */
struct tally {
    const char *name;
    int64_t done;
    double group;                 /* calls in a commit, in the last round */
};

struct bench {
    struct nes_db *db;
    struct nes_clock clock;
    struct nes_rand rand;
    const char *postgres_url;     /* with the schema of this round */
    int64_t until;
    atomic_llong done;
    int64_t *times;               /* of calls, in microseconds */
    atomic_llong times_len;
    int64_t run_within[NES_DB_TIMES], runs, reruns;
};

static void need(bool held, const char *what)
{
    if (!held) {
        (void)fprintf(stderr, "db_bench: %s\n", what);
        _exit(1);
    }
}

static void need_fine(struct nes_err err, const char *what)
{
    if (err.what) {
        (void)fprintf(stderr, "db_bench: %s: %s at %s\n", what, err.what->code, err.at ? err.at : "-");
        _exit(1);
    }
}

static struct nes_err make_accounts(struct nes_tx *tx, void *none)
{
    (void)none;
    for (int32_t nr = 1; nr <= ACCOUNTS; nr++) {
        NES_TRY(nes_test_account_insert(tx, nr, (struct nes_money){ NES_TEST_EACH }));
    }
    return NES_FINE;
}

static struct nes_test_move random_move(const struct bench *bench)
{
    struct nes_test_move move = { .id = nes_id_new(&bench->clock, &bench->rand), .amount = 1 };

    move.payer = 1 + (int32_t)nes_rand_below(&bench->rand, ACCOUNTS);
    move.payee = 1 + move.payer % ACCOUNTS;
    return move;
}

/* --- through the runner --- */

static void *submit_many(void *arg)
{
    struct bench *bench = arg;
    struct nes_arena *arena = nes_arena_begin(0);
    int64_t began = nes_clock_steady(&bench->clock), ended;

    while (began < bench->until) {
        struct nes_test_move move = random_move(bench);
        struct nes_call call = { .operation = move.id, .arena = arena, .run = nes_test_move, .self = &move };
        int64_t at;

        need_fine(nes_db_run(bench->db, &call), "a move");
        ended = nes_clock_steady(&bench->clock);
        at = atomic_fetch_add(&bench->times_len, 1);
        if (at < TIMES_MAX) {
            bench->times[at] = ended - began;
        }
        began = ended;
        (void)atomic_fetch_add(&bench->done, 1);
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    nes_arena_end(&arena);
    return NULL;
}

static void run_threads(struct bench *bench, void *(*work)(void *), int len)
{
    pthread_t threads[SUBMITTERS];

    atomic_store(&bench->done, 0);
    bench->until = nes_clock_steady(&bench->clock) + RUN_US;
    for (int i = 0; i < len; i++) {
        need(pthread_create(&threads[i], NULL, work, bench) == 0, "a thread");
    }
    for (int i = 0; i < len; i++) {
        need(pthread_join(threads[i], NULL) == 0, "a thread");
    }
}

static int by_size(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

    return one < other ? -1 : one > other;
}

static double rate(const struct tally *tally)
{
    return (double)tally->done * 1e6 / (double)(RUN_US * ROUNDS);
}

static void tell_runner(struct bench *bench, const struct tally *tally, const char *of)
{
    int64_t len = atomic_load(&bench->times_len), within = 0;
    int at = 0;

    len = len < TIMES_MAX ? len : TIMES_MAX;
    qsort(bench->times, (size_t)len, sizeof(*bench->times), by_size);
    while (at < NES_DB_TIMES - 1 && (within += bench->run_within[at]) * 100 < bench->runs * 99) {
        at++;
    }
    printf("{\"name\": \"%s\", \"unit\": \"calls/s\", \"value\": %.0f, \"of\": \"%s\", \"least\": 0.5,"
           " \"submitters\": %d, \"calls_in_a_group\": %.1f, \"reruns\": %lld, \"p50_us\": %lld, \"p99_us\": %lld,"
           " \"tx_run_p99_us_within\": %lld}\n",
           tally->name, rate(tally), of, SUBMITTERS, tally->group, (long long)bench->reruns,
           (long long)bench->times[len / 2], (long long)bench->times[len * 99 / 100], (long long)nes_db_time_us[at]);
    atomic_store(&bench->times_len, 0);
    memset(bench->run_within, 0, sizeof(bench->run_within));
    bench->runs = bench->reruns = 0;
}

static void tell_bare(const struct tally *tally)
{
    printf("{\"name\": \"%s\", \"unit\": \"calls/s\", \"value\": %.0f, \"calls_in_a_group\": %.0f}\n", tally->name,
           rate(tally), tally->group);
}

static void keep_stats(struct bench *bench, struct tally *tally)
{
    struct nes_db_stats stats;

    nes_db_stats(bench->db, &stats);
    tally->done += atomic_load(&bench->done);
    tally->group = (double)stats.calls / (double)stats.groups;
    bench->reruns += stats.reruns;
    for (int i = 0; i < NES_DB_TIMES; i++) {
        bench->run_within[i] += stats.run_within[i];
        bench->runs += stats.run_within[i];
    }
}

/* A new database with its accounts; the bare ways take it from there. */
static void prepare(struct bench *bench, const struct nes_db_options *options)
{
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_call call = { .operation = nes_id_new(&bench->clock, &bench->rand),
                             .arena = arena,
                             .run = make_accounts };
    int64_t applied;

    need_fine(nes_migrate(options, arena, &applied), "migrate");
    need_fine(nes_db_open(options, &bench->db), "open");
    need_fine(nes_db_run(bench->db, &call), "accounts");
    nes_arena_end(&arena);
}

static void run_runner(struct bench *bench, struct tally *tally)
{
    run_threads(bench, submit_many, SUBMITTERS);
    keep_stats(bench, tally);
}

/* --- the bare engines --- */

static const struct nes_query *const statements[] = { &nes_query_test_deed_once, &nes_query_test_account_add,
                                                      &nes_query_test_account_add };

static void step_sqlite(sqlite3 *db, sqlite3_stmt *statement)
{
    need(sqlite3_step(statement) == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK, sqlite3_errmsg(db));
}

static void move_sqlite(sqlite3 *db, sqlite3_stmt **ready, const struct nes_test_move *move)
{
    (void)sqlite3_bind_blob(ready[0], 1, move->id.b, sizeof(move->id.b), SQLITE_STATIC);
    (void)sqlite3_bind_int(ready[0], 2, move->payer);
    (void)sqlite3_bind_int(ready[0], 3, move->payee);
    (void)sqlite3_bind_int64(ready[0], 4, move->amount);
    step_sqlite(db, ready[0]);
    (void)sqlite3_bind_int(ready[1], 1, move->payer);
    (void)sqlite3_bind_int64(ready[1], 2, -move->amount);
    step_sqlite(db, ready[1]);
    (void)sqlite3_bind_int(ready[1], 1, move->payee);
    (void)sqlite3_bind_int64(ready[1], 2, move->amount);
    step_sqlite(db, ready[1]);
}

static void bare_sqlite(struct bench *bench, const char *path, struct tally *tally)
{
    static const char *const texts[] = { "BEGIN IMMEDIATE", "COMMIT" };
    sqlite3 *db = NULL;
    sqlite3_stmt *ready[2], *ends[2];

    need(sqlite3_open(path, &db) == SQLITE_OK, "open");
    need(sqlite3_exec(db,
                      "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
                      "PRAGMA wal_autocheckpoint=10000",
                      NULL, NULL, NULL) == SQLITE_OK,
         "pragmas");
    for (int i = 0; i < 2; i++) {
        need(sqlite3_prepare_v2(db, statements[i]->sqlite, -1, &ready[i], NULL) == SQLITE_OK, "prepare");
        need(sqlite3_prepare_v2(db, texts[i], -1, &ends[i], NULL) == SQLITE_OK, "prepare");
    }
    bench->until = nes_clock_steady(&bench->clock) + RUN_US;
    while (nes_clock_steady(&bench->clock) < bench->until) {
        step_sqlite(db, ends[0]);
        for (int64_t i = 0; i < (int64_t)tally->group; i++) {
            struct nes_test_move move = random_move(bench);

            move_sqlite(db, ready, &move);
        }
        step_sqlite(db, ends[1]);
        tally->done += (int64_t)tally->group;
    }
    for (int i = 0; i < 2; i++) {
        (void)sqlite3_finalize(ready[i]);
        (void)sqlite3_finalize(ends[i]);
    }
    (void)sqlite3_close(db);
}

static void *bare_postgres(void *arg)
{
    struct bench *bench = arg;
    PGconn *conn = PQconnectdb(bench->postgres_url);

    for (int i = 0; i < 2; i++) {
        PQclear(PQprepare(conn, i == 0 ? "a" : "b", statements[i]->postgres, 0, NULL));
    }
    while (nes_clock_steady(&bench->clock) < bench->until) {
        struct nes_test_move move = random_move(bench);
        char payer[16], payee[16], id[40] = "\\x";
        const char *first[] = { id, payer, payee, "1" }, *second[] = { payer, "-1" }, *third[] = { payee, "1" };
        PGresult *last;

        for (int i = 0; i < 16; i++) {
            (void)snprintf(id + 2 + 2 * i, 3, "%02x", move.id.b[i]);
        }
        (void)snprintf(payer, sizeof(payer), "%d", (int)move.payer);
        (void)snprintf(payee, sizeof(payee), "%d", (int)move.payee);
        PQclear(PQexec(conn, "BEGIN"));
        PQclear(PQexecPrepared(conn, "a", 4, first, NULL, NULL, 0));
        PQclear(PQexecPrepared(conn, "b", 2, move.payer < move.payee ? second : third, NULL, NULL, 0));
        PQclear(PQexecPrepared(conn, "b", 2, move.payer < move.payee ? third : second, NULL, NULL, 0));
        last = PQexec(conn, "COMMIT");
        need(strcmp(PQcmdStatus(last), "COMMIT") == 0, PQerrorMessage(conn));
        PQclear(last);
        (void)atomic_fetch_add(&bench->done, 1);
    }
    PQfinish(conn);
    return NULL;
}

static struct nes_db_options options_of(const struct bench *bench)
{
    return (struct nes_db_options){
        .clock = bench->clock, .rand = bench->rand, .migrations = &nes_test_migrations, .writers = WRITERS
    };
}

static void sqlite_once(struct bench *bench, const char *dir, struct tally *tally, bool bare)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    struct nes_db_options options = options_of(bench);
    char path[64], name[80];

    (void)snprintf(path, sizeof(path), "%s/nesie.db", dir);
    options.sqlite_path = path;
    prepare(bench, &options);
    if (bare) {
        nes_db_close(&bench->db);
        bare_sqlite(bench, path, tally);
    } else {
        run_runner(bench, tally);
        nes_db_close(&bench->db);
    }
    for (size_t i = 0; i < NES_LEN(ends); i++) {
        (void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
        (void)unlink(name);
    }
}

/* In the folder where it runs, on its disk: not in memory. */
static void measure_sqlite(struct bench *bench)
{
    struct tally runner = { .name = "db.sqlite.runner" }, bare = { .name = "db.sqlite.bare" };
    struct tally single = { .name = "db.sqlite.one_commit_each", .group = 1 };
    char dir[] = "bench-XXXXXX";

    need(mkdtemp(dir) != NULL, "a folder");
    for (int i = 0; i < ROUNDS; i++) {
        sqlite_once(bench, dir, &runner, false);
        bare.group = (double)(int64_t)(runner.group + 0.5);
        sqlite_once(bench, dir, &bare, true);
        sqlite_once(bench, dir, &single, true);
    }
    (void)rmdir(dir);
    tell_runner(bench, &runner, bare.name);
    tell_bare(&bare);
    tell_bare(&single);
}

static void sql(const char *url, const char *verb, const char *rest)
{
    PGconn *conn = PQconnectdb(url);
    char text[128];
    PGresult *result;

    (void)snprintf(text, sizeof(text), "SET client_min_messages = warning; %s SCHEMA bench_%d%s", verb, (int)getpid(),
                   rest);
    result = PQexec(conn, text);
    need(PQresultStatus(result) == PGRES_COMMAND_OK, PQerrorMessage(conn));
    PQclear(result);
    PQfinish(conn);
}

static void postgres_once(struct bench *bench, const char *url, struct tally *tally, bool bare)
{
    struct nes_db_options options = options_of(bench);
    char own[512];

    sql(url, "CREATE", "");
    (void)snprintf(own, sizeof(own), "%s&options=-csearch_path%%3Dbench_%d", url, (int)getpid());
    options.postgres_url = bench->postgres_url = own;
    prepare(bench, &options);
    if (bare) {
        run_threads(bench, bare_postgres, WRITERS);
        tally->done += atomic_load(&bench->done);
    } else {
        run_runner(bench, tally);
    }
    nes_db_close(&bench->db);
    sql(url, "DROP", " CASCADE");
}

/* Bare: as many connections as the runner has, each statement in a round trip of its own, one commit each. */
static void measure_postgres(struct bench *bench, const char *url)
{
    struct tally runner = { .name = "db.postgres.runner" }, bare = { .name = "db.postgres.bare", .group = 1 };

    for (int i = 0; i < ROUNDS; i++) {
        postgres_once(bench, url, &runner, false);
        postgres_once(bench, url, &bare, true);
    }
    tell_runner(bench, &runner, bare.name);
    tell_bare(&bare);
}

int main(void)
{
    const char *url = getenv("NESIE_TEST_POSTGRES");
    struct bench bench = { .clock = nes_clock_real(), .rand = nes_rand_real() };

    bench.times = calloc(TIMES_MAX, sizeof(*bench.times));
    need(bench.times != NULL, "memory");
    nes_db_many_threads(); /* as the server does */
    measure_sqlite(&bench);
    if (url) {
        measure_postgres(&bench, url);
    }
    free(bench.times);
    return 0;
}
