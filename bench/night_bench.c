/* bench/night_bench.c: the night of a portfolio beside a bare read of the same rows plus the pure computation, on both
 * engines, with the memory that it takes. NESIE_BENCH_LOANS (default 20 000) says how many loans. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "db/migrate.h"
#include "lending/loan_parts.h"
#include "lending/night.h"
#include "test/night/many_loans.h"

enum { CHUNK = 2'000 };

struct bench {
    struct nes_db *db;
    struct nes_clock clock;
    struct nes_rand rand;
    int32_t loans;
    struct nes_date day;
    int64_t compute_us, read_rows;
    struct nes_id after;
    bool over;
};

static struct nes_clock real;

/* The portfolio is written as it stood yesterday, so that one night is to come. */
static int64_t yesterday_us(void *self)
{
    (void)self;
    return nes_clock_now(&real) - NES_DAY_US;
}

static void need(bool held, const char *what)
{
    if (!held) {
        (void)fprintf(stderr, "night_bench: %s\n", what);
        _exit(1);
    }
}

static void need_fine(struct nes_err err, const char *what)
{
    if (err.what) {
        (void)fprintf(stderr, "night_bench: %s: %s at %s\n", what, err.what->code, err.at ? err.at : "-");
        _exit(1);
    }
}

/* --- a bare read: the same statements, prepared, by hand --- */

static int64_t bare_sqlite(const char *path)
{
    const struct nes_query *queries[] = { &nes_query_loan_night_loans, &nes_query_loan_rows, &nes_query_loan_events };
    int64_t begun = nes_clock_steady(&real);
    uint8_t low[16] = { 0 }, high[16];
    sqlite3_stmt *stmt = NULL;
    sqlite3 *base = NULL;

    memset(high, 0xff, sizeof(high));
    need(sqlite3_open_v2(path, &base, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK, "sqlite");
    for (size_t i = 0; i < NES_LEN(queries); i++) {
        need(sqlite3_prepare_v2(base, queries[i]->sqlite, -1, &stmt, NULL) == SQLITE_OK, sqlite3_errmsg(base));
        sqlite3_bind_blob(stmt, 1, low, 16, SQLITE_STATIC);
        if (i == 0) {
            sqlite3_bind_int(stmt, 2, INT32_MAX);
        } else {
            sqlite3_bind_blob(stmt, 2, high, 16, SQLITE_STATIC);
            sqlite3_bind_int(stmt, 3, 0);
        }
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            for (int column = 0; column < sqlite3_column_count(stmt); column++) {
                (void)sqlite3_column_blob(stmt, column);
            }
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(base);
    return nes_clock_steady(&real) - begun;
}

static int64_t bare_postgres(const char *url)
{
    const struct nes_query *queries[] = { &nes_query_loan_night_loans, &nes_query_loan_rows, &nes_query_loan_events };
    int64_t begun = nes_clock_steady(&real);
    PGconn *line = PQconnectdb(url);
    const char low[16] = { 0 }, most[4] = { 0x7f, -1, -1, -1 }, no = 0;
    const int lengths[2][3] = { { 16, 4 }, { 16, 16, 1 } }, formats[3] = { 1, 1, 1 };
    const Oid types[2][3] = { { 17, 23 }, { 17, 17, 16 } }; /* bytea, int4, bool */
    char high[16];

    memset(high, 0xff, sizeof(high));
    need(PQstatus(line) == CONNECTION_OK, PQerrorMessage(line));
    for (size_t i = 0; i < NES_LEN(queries); i++) {
        const char *values[3] = { low, i == 0 ? most : high, &no };
        PGresult *result = PQexecParams(line, queries[i]->postgres, i == 0 ? 2 : 3, types[i > 0], values,
                                        lengths[i > 0], formats, 1);

        need(PQresultStatus(result) == PGRES_TUPLES_OK, PQerrorMessage(line));
        PQclear(result);
    }
    PQfinish(line);
    return nes_clock_steady(&real) - begun;
}

/* --- the pure computation: what the night folds, from memory --- */

static struct nes_err compute_chunk(struct nes_tx *tx, void *self)
{
    struct nes_arena *arena = nes_tx_arena(tx);
    struct bench *bench = self;
    struct nes_loan_night_loans_rows found;
    struct nes_loan_parts parts;
    struct nes_loan_view view;
    struct nes_moves growth;
    struct nes_loan *loans;
    int64_t begun;

    NES_TRY(nes_loan_night_loans(tx, bench->after, CHUNK, &found));
    bench->over = found.len < CHUNK;
    if (found.len == 0) {
        return NES_FINE;
    }
    bench->after = found.rows[found.len - 1].id.id;
    NES_TRY(nes_loan_parts_read(tx, found.rows[0].id, found.rows[found.len - 1].id, false, &parts));
    loans = NES_NEW_MANY(arena, struct nes_loan, found.len);
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(nes_loan_parts_take(arena, &parts, found.rows[i].id, found.rows[i].terms, &loans[i]));
    }
    begun = nes_clock_steady(&real);
    for (size_t i = 0; i < found.len; i++) {
        struct nes_arena_mark mark = nes_arena_mark(arena);

        NES_TRY(nes_moves_night(arena, &loans[i], bench->day, &growth, &view));
        nes_arena_rewind(arena, mark);
    }
    bench->compute_us += nes_clock_steady(&real) - begun;
    return NES_FINE;
}

static void compute(struct bench *bench)
{
    bench->after = (struct nes_id){ 0 };
    bench->compute_us = 0;
    do {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

        need_fine(nes_db_read(bench->db, arena, compute_chunk, bench), "compute");
    } while (!bench->over);
}

/* --- the night --- */

static void make(const struct bench *bench, const struct nes_db_options *options)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    struct nes_db_options then = *options;
    struct nes_many_loans many = { 0 };
    int64_t applied;

    then.clock.now_us = yesterday_us;
    need_fine(nes_migrate(&then, arena, &applied), "migrate");
    need_fine(nes_db_open(&then, &db), "open");
    many = (struct nes_many_loans){ .db = db, .clock = then.clock, .rand = then.rand, .loans = bench->loans };
    nes_many_loans_make(&many);
}

static void show(const char *engine, const char *what, double value, const char *rest)
{
    printf("{\"name\": \"night_%s_%s\", \"unit\": \"loans/s\", \"value\": %.0f%s}\n", engine, what, value, rest);
    (void)fflush(stdout);
}

static void measure(const char *engine, const struct nes_db_options *options, int32_t loans)
{
    struct bench bench = { .clock = real, .rand = options->rand, .loans = loans };
    struct nes_night_told told;
    struct rusage usage;
    int64_t bare, night;
    char rest[200];

    make(&bench, options);
    need_fine(nes_db_open(options, &bench.db), "open");
    bench.day = nes_date_at(nes_clock_now(&real));
    bench.day.day--;
    bare = options->sqlite_path ? bare_sqlite(options->sqlite_path) : bare_postgres(options->postgres_url);
    compute(&bench);
    night = nes_clock_steady(&real);
    need_fine(nes_nights_run(&(struct nes_night_run){ .db = bench.db, .clock = real, .rand = options->rand }, bench.day,
                             &told), "night");
    night = nes_clock_steady(&real) - night;
    nes_db_close(&bench.db);
    need(told.nights == 1 && told.loans > 0, "one night was to come");
    (void)getrusage(RUSAGE_SELF, &usage);
    show(engine, "read_and_pure", (double)told.loans * 1e6 / (double)(bare + bench.compute_us), "");
    (void)snprintf(rest, sizeof(rest), ", \"of\": \"night_%s_read_and_pure\", \"least\": 0.3333, \"read_us\": %lld, "
                   "\"pure_us\": %lld, \"night_us\": %lld, \"memory_mb\": %ld", engine, (long long)bare,
                   (long long)bench.compute_us, (long long)night, usage.ru_maxrss / 1'024);
    show(engine, "night", (double)told.loans * 1e6 / (double)night, rest);
}

static void on_postgres(const char *server, int32_t loans)
{
    struct nes_db_options options = { .clock = real, .rand = nes_rand_real(), .readers = 1, .writers = 1 };
    PGconn *line = PQconnectdb(server);
    char url[1'024], text[200];
    const char *base = strstr(server, "/nesie?");

    need(PQstatus(line) == CONNECTION_OK && base, "NESIE_TEST_POSTGRES");
    (void)snprintf(text, sizeof(text), "CREATE DATABASE night_bench_%d", getpid());
    PQclear(PQexec(line, text));
    (void)snprintf(url, sizeof(url), "%.*s/night_bench_%d%s", (int)(base - server), server, getpid(), base + 6);
    options.postgres_url = url;
    measure("postgres", &options, loans);
    (void)snprintf(text, sizeof(text), "DROP DATABASE night_bench_%d WITH (FORCE)", getpid());
    PQclear(PQexec(line, text));
    PQfinish(line);
}

int main(void)
{
    const char *server = getenv("NESIE_TEST_POSTGRES"), *wish = getenv("NESIE_BENCH_LOANS");
    int32_t loans = wish ? (int32_t)strtol(wish, NULL, 10) : 20'000;
    char folder[] = "/tmp/nesie-night-XXXXXX", path[200];
    struct nes_db_options options;

    real = nes_clock_real();
    options = (struct nes_db_options){ .clock = real, .rand = nes_rand_real(), .readers = 1, .sqlite_path = path };
    need(mkdtemp(folder) != NULL, "a folder");
    (void)snprintf(path, sizeof(path), "%s/nesie.db", folder);
    measure("sqlite", &options, loans);
    (void)unlink(path);
    (void)snprintf(path + strlen(path), 5, "-wal");
    (void)unlink(path);
    (void)snprintf(path + strlen(path) - 4, 5, "-shm");
    (void)unlink(path);
    (void)rmdir(folder);
    if (server) {
        on_postgres(server, loans);
    }
    return 0;
}
