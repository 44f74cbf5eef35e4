/* bench/night_bench.c: the night of a portfolio beside a bare read of the same rows plus the pure computation, on both
 * engines, with the memory that it takes. NESIE_BENCH_LOANS (default 20 000) says how many loans.
 *
 * The bare read is what a program that knows nothing of nights would do: three statements, one for each table (loans,
 * rows of their schedules, events), each whole, in the order of its key, with the columns that the night reads of the
 * loans that are awake; every value is brought to this process and looked at, none is copied or checked. The pure
 * computation is what the night folds, from memory. The night reads in chunks, folds, and writes as well: journals,
 * notices, every loan whose row changes, its cursor, a durable commit for each chunk. All of that is in its time.
 *
 * With the address of a database that test/night/night_loans made (a file or postgresql://...), a day ago, it measures
 * that one instead, and runs its night.
 *
 * Judged by the clock; `processor` is the same ratio in processor time, PostgreSQL's processes of that database
 * included, for a machine that others use too. */
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
    struct nes_date day;
    int64_t compute_us, compute_processor_us;
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

/* --- time --- */

struct took {
    int64_t us, processor_us;
};

/* Processor time of a process, by the scheduler's own count. */
static int64_t ran_us(int pid)
{
    char path[64], line[128];
    long long ns;
    FILE *file;

    (void)snprintf(path, sizeof(path), "/proc/%d/schedstat", pid);
    file = fopen(path, "r");
    need(file && fgets(line, sizeof(line), file), "a process of PostgreSQL on this machine");
    ns = strtoll(line, NULL, 10);
    (void)fclose(file);
    return ns / 1'000;
}

/* Of this process and of those that serve the database at `url` (NULL: none). */
static struct took time_now(const char *url)
{
    struct took now = { .us = nes_clock_steady(&real) };
    struct rusage own;

    (void)getrusage(RUSAGE_SELF, &own);
    now.processor_us = (own.ru_utime.tv_sec + own.ru_stime.tv_sec) * 1'000'000 + own.ru_utime.tv_usec +
                       own.ru_stime.tv_usec;
    if (url) {
        PGconn *line = PQconnectdb(url);
        PGresult *pids = PQexec(line, "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
                                      "AND backend_type = 'client backend' AND pid <> pg_backend_pid()");

        for (int i = 0; i < PQntuples(pids); i++) {
            now.processor_us += ran_us((int)strtol(PQgetvalue(pids, i, 0), NULL, 10));
        }
        PQclear(pids);
        PQfinish(line);
    }
    return now;
}

static struct took since(struct took begun, const char *url)
{
    struct took now = time_now(url);

    return (struct took){ now.us - begun.us, now.processor_us - begun.processor_us };
}

/* --- a bare read: the same rows, by hand --- */

static const char *const bare_reads[] = {
    "SELECT id, client_id, product_id, terms, state, next_due, overdue_since, version FROM loan "
    "WHERE sleeps = FALSE ORDER BY id",
    "SELECT r.loan_id, r.schedule, r.due_on, r.counted_to, r.days, r.principal_tiyn, r.remuneration_tiyn "
    "FROM loan_row r JOIN loan l ON l.id = r.loan_id WHERE l.sleeps = FALSE ORDER BY r.loan_id, r.schedule, r.nr",
    "SELECT e.loan_id, e.id, e.kind, e.day, e.amount_tiyn, e.of_id, e.until_on, e.mode, e.back, e.accrues, "
    "e.takes_overdue, e.rate_over, e.rate_under, e.w_principal, e.w_remuneration, e.w_penalty, e.w_costs, e.rows, "
    "e.reason, e.nr FROM loan_event e JOIN loan l ON l.id = e.loan_id WHERE l.sleeps = FALSE ORDER BY e.loan_id, e.nr",
};

static struct took bare_sqlite(const char *path)
{
    struct took begun = time_now(NULL);
    sqlite3_stmt *stmt = NULL;
    sqlite3 *base = NULL;

    need(sqlite3_open_v2(path, &base, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK, "sqlite");
    for (size_t i = 0; i < NES_LEN(bare_reads); i++) {
        need(sqlite3_prepare_v2(base, bare_reads[i], -1, &stmt, NULL) == SQLITE_OK, sqlite3_errmsg(base));
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            for (int column = 0; column < sqlite3_column_count(stmt); column++) {
                (void)sqlite3_column_blob(stmt, column);
            }
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(base);
    return since(begun, NULL);
}

static struct took bare_postgres(const char *url)
{
    PGconn *line = PQconnectdb(url);
    struct took begun = time_now(url), took;
    size_t bytes = 0;

    need(PQstatus(line) == CONNECTION_OK, PQerrorMessage(line));
    for (size_t i = 0; i < NES_LEN(bare_reads); i++) {
        PGresult *result = PQexecParams(line, bare_reads[i], 0, NULL, NULL, NULL, NULL, 1);

        need(PQresultStatus(result) == PGRES_TUPLES_OK, PQerrorMessage(line));
        for (int cell = 0, wide = PQnfields(result); cell < PQntuples(result) * wide; cell++) {
            bytes += (size_t)PQgetlength(result, cell / wide, cell % wide);
        }
        PQclear(result);
    }
    took = since(begun, url);
    PQfinish(line);
    need(bytes > 0, "rows were read");
    return took;
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
    struct nes_loan_id *ids;
    struct nes_loan *loans;
    struct took begun;

    NES_TRY(nes_loan_night_loans(tx, bench->after, CHUNK, &found));
    bench->over = found.len < CHUNK;
    if (found.len == 0) {
        return NES_FINE;
    }
    bench->after = found.rows[found.len - 1].id.id;
    ids = NES_NEW_MANY(arena, struct nes_loan_id, found.len);
    for (size_t i = 0; i < found.len; i++) {
        ids[i] = found.rows[i].id;
    }
    NES_TRY(nes_loan_parts_read(tx, ids, found.len, &parts));
    loans = NES_NEW_MANY(arena, struct nes_loan, found.len);
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(nes_loan_parts_take(arena, &parts, found.rows[i].id, found.rows[i].terms, &loans[i]));
    }
    begun = time_now(NULL);
    for (size_t i = 0; i < found.len; i++) {
        struct nes_arena_mark mark = nes_arena_mark(arena);

        NES_TRY(nes_moves_night(arena, &loans[i], bench->day, &growth, &view));
        nes_arena_rewind(arena, mark);
    }
    begun = since(begun, NULL);
    bench->compute_us += begun.us;
    bench->compute_processor_us += begun.processor_us;
    return NES_FINE;
}

static void compute(struct bench *bench)
{
    bench->after = (struct nes_id){ 0 };
    bench->compute_us = bench->compute_processor_us = 0;
    do {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

        need_fine(nes_db_read(bench->db, arena, compute_chunk, bench), "compute");
    } while (!bench->over);
}

/* --- the night --- */

static void make(const struct nes_db_options *options, int32_t loans)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    struct nes_db_options then = *options;
    struct nes_many_loans many = { 0 };
    int64_t applied;

    then.clock.now_us = yesterday_us;
    need_fine(nes_migrate(&then, arena, &applied), "migrate");
    need_fine(nes_db_open(&then, &db), "open");
    many = (struct nes_many_loans){ .db = db, .clock = then.clock, .rand = then.rand, .loans = loans };
    nes_many_loans_make(&many);
}

static void show(const char *engine, const char *what, double value, const char *rest)
{
    printf("{\"name\": \"night_%s_%s\", \"unit\": \"loans/s\", \"value\": %.0f%s}\n", engine, what, value, rest);
    (void)fflush(stdout);
}

static void measure(const char *engine, const struct nes_db_options *options)
{
    struct bench bench = { .clock = real, .rand = options->rand };
    struct took read, night;
    struct nes_night_told told;
    struct rusage usage;
    char rest[300];

    need_fine(nes_db_open(options, &bench.db), "open");
    bench.day = nes_date_at(nes_clock_now(&real));
    bench.day.day--;
    read = options->sqlite_path ? bare_sqlite(options->sqlite_path) : bare_postgres(options->postgres_url);
    compute(&bench);
    night = time_now(options->postgres_url);
    need_fine(nes_nights_run(&(struct nes_night_run){ .db = bench.db, .clock = real, .rand = options->rand }, bench.day,
                             &told), "night");
    night = since(night, options->postgres_url);
    nes_db_close(&bench.db);
    need(told.nights == 1 && told.loans > 0, "one night was to come");
    (void)getrusage(RUSAGE_SELF, &usage);
    show(engine, "read_and_pure", (double)told.loans * 1e6 / (double)(read.us + bench.compute_us), "");
    (void)snprintf(rest, sizeof(rest), ", \"of\": \"night_%s_read_and_pure\", \"least\": 0.3333, \"read_us\": %lld, "
                   "\"pure_us\": %lld, \"night_us\": %lld, \"times\": %.2f, \"processor\": %.2f, "
                   "\"memory_mb\": %ld", engine, (long long)read.us, (long long)bench.compute_us,
                   (long long)night.us, (double)night.us / (double)(read.us + bench.compute_us),
                   (double)night.processor_us / (double)(read.processor_us + bench.compute_processor_us),
                   usage.ru_maxrss / 1'024);
    show(engine, "night", (double)told.loans * 1e6 / (double)night.us, rest);
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
    make(&options, loans);
    measure("postgres", &options);
    (void)snprintf(text, sizeof(text), "DROP DATABASE night_bench_%d WITH (FORCE)", getpid());
    PQclear(PQexec(line, text));
    PQfinish(line);
}

static void on_sqlite(int32_t loans)
{
    char folder[] = "/tmp/nesie-night-XXXXXX", path[200];
    struct nes_db_options options = { .clock = real, .rand = nes_rand_real(), .readers = 1, .sqlite_path = path };

    need(mkdtemp(folder) != NULL, "a folder");
    (void)snprintf(path, sizeof(path), "%s/nesie.db", folder);
    make(&options, loans);
    measure("sqlite", &options);
    (void)unlink(path);
    (void)snprintf(path + strlen(path), 5, "-wal");
    (void)unlink(path);
    (void)snprintf(path + strlen(path) - 4, 5, "-shm");
    (void)unlink(path);
    (void)rmdir(folder);
}

static void on_this(const char *address)
{
    struct nes_db_options options = { .clock = real, .rand = nes_rand_real(), .readers = 1, .writers = 1 };
    bool postgres = strncmp(address, "postgresql:", 11) == 0;

    options.postgres_url = postgres ? address : NULL;
    options.sqlite_path = postgres ? NULL : address;
    measure(postgres ? "postgres" : "sqlite", &options);
}

int main(int argc, char **argv)
{
    const char *server = getenv("NESIE_TEST_POSTGRES"), *wish = getenv("NESIE_BENCH_LOANS");
    int32_t loans = wish ? (int32_t)strtol(wish, NULL, 10) : 20'000;

    real = nes_clock_real();
    if (argc > 1) {
        on_this(argv[1]);
        return 0;
    }
    on_sqlite(loans);
    if (server) {
        on_postgres(server, loans);
    }
    return 0;
}
