#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/postgres_text.h"

enum { WAIT_MS_MAX = 60'000, EXPECTED_MAX = 256, SERVER_LEAST = 140'000 };
enum { OWED_MOST = 6 }; /* what a query (BEGIN, prepare, the statement) and the end behind it add to what is expected */
enum { SLICE_MS = 250 }; /* how often who waits looks whether he still shall */

struct slot {
    const struct nes_query *query;
    bool known;                   /* the server has it (or it is on its way there) */
};

enum expecting { EXPECT_PREPARED, EXPECT_DONE, EXPECT_SYNC };

/* What we sent and have not read the answer of, in this order. */
struct expected {
    enum expecting what;
    struct slot *slot;
};

struct nes_pg {
    PGconn *conn;
    const struct nes_db_options *options;
    bool writer;
    bool begin;                   /* BEGIN goes out with the next query */
    bool lost, collided;
    struct slot *slots;           /* prepared statements by the address of their query; open addressing */
    size_t cap, len;
    struct expected expected[EXPECTED_MAX];
    size_t expected_len;
};

bool nes_pg_lost(const struct nes_pg *pg)
{
    return pg->lost;
}

bool nes_pg_collided(const struct nes_pg *pg)
{
    return pg->collided;
}

static struct nes_err gone(struct nes_pg *pg)
{
    pg->lost = true;
    return NES_FAIL(DB_FAULT, "the connection to PostgreSQL is lost");
}

/* --- waiting --- */

static bool wait_for(struct nes_pg *pg, short events)
{
    struct pollfd fd = { .fd = PQsocket(pg->conn), .events = events };
    int ready, left = pg->options->answer_ms_max > 0 ? pg->options->answer_ms_max : WAIT_MS_MAX;

    do {
        int slice = left < SLICE_MS ? left : SLICE_MS;

        ready = poll(&fd, 1, slice);
        left -= ready == 0 ? slice : 0;
    } while ((ready == 0 && left > 0 && !nes_db_is_cut(pg->options)) || (ready < 0 && errno == EINTR));
    if (ready <= 0) {
        return false;
    }
    return !(fd.revents & (POLLIN | POLLERR | POLLHUP)) || PQconsumeInput(pg->conn);
}

static bool flush(struct nes_pg *pg)
{
    int left = PQflush(pg->conn);

    while (left == 1 && wait_for(pg, POLLIN | POLLOUT)) {
        left = PQflush(pg->conn);
    }
    return left == 0;
}

/* The next result, or NULL: the end of one statement's results, or a lost connection. */
static PGresult *next_result(struct nes_pg *pg)
{
    while (PQisBusy(pg->conn)) {
        if (!wait_for(pg, POLLIN)) {
            pg->lost = true;
            return NULL;
        }
    }
    return PQgetResult(pg->conn);
}

/* --- reading answers --- */

static struct nes_err give_rows(const PGresult *result, const struct nes_query *query, struct nes_sink *sink)
{
    struct nes_value values[NES_COLUMNS_MAX];
    const char *changed = PQcmdTuples((PGresult *)(uintptr_t)result);

    sink->changed = changed[0] ? strtoll(changed, NULL, 10) : 0;
    if (!sink->row) {
        return NES_FINE;
    }
    if ((size_t)PQnfields(result) != query->gives_len) {
        return NES_FAIL(DB_FAULT, query->name);
    }
    for (int row = 0; row < PQntuples(result); row++) {
        for (size_t i = 0; i < query->gives_len; i++) {
            NES_TRY(nes_pg_read(result, row, (int)i, &query->gives[i], &values[i]));
        }
        NES_TRY(sink->row(sink, values));
    }
    return NES_FINE;
}

/* The rows of a walk come one by one, as the server sends them; then its last word. */
static struct nes_err give_walk(struct nes_pg *pg, const struct nes_query *query, struct nes_sink *sink,
                                PGresult **result)
{
    struct nes_err err = NES_FINE;

    while (*result && PQresultStatus(*result) == PGRES_SINGLE_TUPLE) {
        err = err.what ? err : give_rows(*result, query, sink);
        PQclear(*result);
        *result = next_result(pg);
    }
    return err;
}

/* Reads the answer to one statement. What the server skipped after a failure is not a failure of its own. */
static struct nes_err settle(struct nes_pg *pg, const struct expected *one, const struct nes_query *query,
                             struct nes_arena *arena, struct nes_sink *sink)
{
    bool walks = sink && sink->walks && PQsetSingleRowMode(pg->conn) == 1;
    PGresult *result = next_result(pg);
    struct nes_err err = walks ? give_walk(pg, query, sink, &result) : NES_FINE;
    ExecStatusType status = result ? PQresultStatus(result) : PGRES_FATAL_ERROR;

    if (!result) {
        return gone(pg);
    }
    if (status == PGRES_FATAL_ERROR) {
        struct nes_pg_verdict verdict = nes_pg_judge(result, arena);

        err = verdict.err;
        pg->lost = pg->lost || verdict.lost || PQstatus(pg->conn) == CONNECTION_BAD;
        pg->collided = pg->collided || verdict.collided;
    } else if (sink && !err.what && (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)) {
        err = give_rows(result, query, sink);
    }
    if (one->what == EXPECT_PREPARED && status != PGRES_COMMAND_OK) {
        one->slot->known = false;
    }
    PQclear(result);
    if (one->what != EXPECT_SYNC && !pg->lost) {
        PQclear(next_result(pg));
    }
    return err;
}

/* Reads all answers we wait for; the last belongs to `query`, whose rows go to `sink`. Answers the first failure. */
static struct nes_err drain(struct nes_pg *pg, const struct nes_query *query, struct nes_arena *arena,
                            struct nes_sink *sink)
{
    struct nes_err first = NES_FINE;
    size_t all = pg->expected_len;

    if (!flush(pg)) {
        first = gone(pg);
    }
    for (size_t i = 0; i < all && !pg->lost; i++) {
        bool last = i + 1 == all;
        struct nes_err err = settle(pg, &pg->expected[i], query, arena, last ? sink : NULL);

        first = first.what ? first : err;
    }
    pg->expected_len = 0;
    return first;
}

/* --- sending --- */

static bool expect(struct nes_pg *pg, int sent, enum expecting what, struct slot *slot)
{
    if (!sent) {
        pg->lost = true;
        return false;
    }
    NES_ASSERT(pg->expected_len < EXPECTED_MAX);
    pg->expected[pg->expected_len++] = (struct expected){ what, slot };
    return true;
}

static bool send_own(struct nes_pg *pg, const char *sql)
{
    return expect(pg, PQsendQueryParams(pg->conn, sql, 0, NULL, NULL, NULL, NULL, 1), EXPECT_DONE, NULL);
}

static bool send_sync(struct nes_pg *pg)
{
    return expect(pg, PQpipelineSync(pg->conn), EXPECT_SYNC, NULL);
}

static struct slot *slot_of(struct slot *slots, size_t cap, const struct nes_query *query)
{
    size_t at = ((uintptr_t)query >> 4) * 0x9e3779b97f4a7c15u >> 32;

    while (slots[at & (cap - 1)].query && slots[at & (cap - 1)].query != query) {
        at++;
    }
    return &slots[at & (cap - 1)];
}

/* Only while nothing is expected: `expected` points into the table. */
static void grow(struct nes_pg *pg)
{
    struct slot *more = calloc(2 * pg->cap, sizeof(*more));

    NES_ASSERT(more && pg->expected_len == 0);
    for (size_t i = 0; i < pg->cap; i++) {
        if (pg->slots[i].query) {
            *slot_of(more, 2 * pg->cap, pg->slots[i].query) = pg->slots[i];
        }
    }
    free(pg->slots);
    pg->slots = more;
    pg->cap *= 2;
}

static int prepare(struct nes_pg *pg, const struct nes_query *query, const char *name)
{
    Oid oids[NES_COLUMNS_MAX];

    for (size_t i = 0; i < query->takes_len; i++) {
        oids[i] = nes_pg_oid_taken(query, i);
    }
    return PQsendPrepare(pg->conn, name, query->postgres, (int)query->takes_len, oids);
}

static bool send_query(struct nes_pg *pg, const struct nes_query *query, const struct nes_value *in)
{
    struct slot *slot = slot_of(pg->slots, pg->cap, query);
    struct nes_pg_params params;

    if (!slot->query) {
        *slot = (struct slot){ .query = query };
        pg->len++;
    }
    if (!slot->known) {
        slot->known = true;
        if (!expect(pg, prepare(pg, query, query->name), EXPECT_PREPARED, slot)) {
            return false;
        }
    }
    nes_pg_write(&params, in, query->takes_len);
    return expect(pg,
                  PQsendQueryPrepared(pg->conn, query->name, (int)query->takes_len, params.ptr, params.len, params.form,
                                      1),
                  EXPECT_DONE, NULL);
}

/* A statement nobody waits for goes out with the next one that somebody waits for; its failure is then told there. */
struct nes_err nes_pg_query(struct nes_pg *pg, const struct nes_query *query, const struct nes_value *in,
                            struct nes_arena *arena, struct nes_sink *sink)
{
    bool sent = !pg->lost;

    if (sent && (2 * pg->len >= pg->cap || pg->expected_len + OWED_MOST > EXPECTED_MAX)) {
        sent = PQsendFlushRequest(pg->conn) == 1;
        NES_TRY(drain(pg, NULL, arena, NULL));
    }
    if (2 * pg->len >= pg->cap) {
        grow(pg);
    }
    if (sent && pg->begin) {
        pg->begin = false;
        sent = send_own(pg, pg->writer ? "BEGIN" : "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }
    if (!sent || !send_query(pg, query, in)) {
        return gone(pg);
    }
    if (!sink->wanted && pg->writer) {
        return NES_FINE;
    }
    if (!PQsendFlushRequest(pg->conn)) {
        return gone(pg);
    }
    return drain(pg, query, arena, sink);
}

/* --- transactions --- */

void nes_pg_begin(struct nes_pg *pg)
{
    NES_ASSERT(pg->lost || pg->expected_len == 0);
    pg->begin = true;
    pg->collided = false;
}

void nes_pg_rollback(struct nes_pg *pg)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = NULL;

    if (pg->begin || pg->lost) {
        pg->begin = false;
        return;
    }
    arena = nes_arena_begin(0);
    if (send_sync(pg) && send_own(pg, "ROLLBACK") && send_sync(pg)) {
        bool collided = pg->collided;

        (void)drain(pg, NULL, arena, NULL);
        pg->collided = collided;
    }
    pg->lost = pg->lost || PQtransactionStatus(pg->conn) != PQTRANS_IDLE;
}

/* COMMIT leaves with all that still waits to be sent. Where one of those fails the server skips it: nothing is kept. */
enum nes_pg_end nes_pg_commit(struct nes_pg *pg, struct nes_arena *arena, struct nes_err *err)
{
    if (pg->begin) {
        pg->begin = false;
        return NES_PG_DONE;
    }
    if (pg->lost || !send_own(pg, "COMMIT") || !send_sync(pg)) {
        *err = gone(pg);
        return NES_PG_UNKNOWN;
    }
    *err = drain(pg, NULL, arena, NULL);
    if (pg->lost) {
        return NES_PG_UNKNOWN;
    }
    if (!err->what) {
        return NES_PG_DONE;
    }
    if (PQtransactionStatus(pg->conn) != PQTRANS_IDLE) {
        nes_pg_rollback(pg);
    }
    return pg->collided ? NES_PG_AGAIN : NES_PG_FAILED;
}

struct nes_err nes_pg_script(struct nes_pg *pg, const char *sql, struct nes_arena *arena)
{
    PGresult *result;
    struct nes_err err = NES_FINE;

    if (pg->expected_len > 0 || !PQexitPipelineMode(pg->conn)) {
        NES_TRY(send_sync(pg) ? drain(pg, NULL, arena, NULL) : gone(pg));
        if (!PQexitPipelineMode(pg->conn)) {
            return gone(pg);
        }
    }
    result = PQexec(pg->conn, sql);
    if (PQresultStatus(result) == PGRES_FATAL_ERROR) {
        struct nes_pg_verdict verdict = nes_pg_judge(result, arena);

        err = verdict.err;
        pg->lost = verdict.lost;
    }
    PQclear(result);
    return PQenterPipelineMode(pg->conn) ? err : gone(pg);
}

struct nes_err nes_pg_check(struct nes_pg *pg, const struct nes_query *query, struct nes_arena *arena)
{
    struct nes_err err = NES_FINE;
    PGresult *about;
    Oid oids[NES_COLUMNS_MAX];

    for (size_t i = 0; i < query->takes_len; i++) {
        oids[i] = nes_pg_oid_taken(query, i);
    }
    NES_ASSERT(PQexitPipelineMode(pg->conn));
    about = PQprepare(pg->conn, "", query->postgres, (int)query->takes_len, oids);
    if (PQresultStatus(about) != PGRES_COMMAND_OK) {
        err = NES_FAIL(DB_FAULT, nes_str_z(arena, nes_str_of(PQresultErrorField(about, PG_DIAG_MESSAGE_PRIMARY))));
    }
    PQclear(about);
    about = PQdescribePrepared(pg->conn, "");
    if (!err.what && PQnparams(about) != (int)query->takes_len) {
        err = NES_FAIL(DB_FAULT, "another number of parameters");
    }
    if (!err.what && query->gives_len && PQnfields(about) != (int)query->gives_len) {
        err = NES_FAIL(DB_FAULT, "another number of columns");
    }
    for (size_t i = 0; !err.what && i < query->gives_len; i++) {
        if (PQftype(about, (int)i) != nes_pg_oid(query->gives[i].type)) {
            err = NES_FAIL(DB_FAULT, query->gives[i].name);
        }
    }
    PQclear(about);
    NES_ASSERT(PQenterPipelineMode(pg->conn));
    return err;
}

/* --- opening --- */

/* What every connection needs. The server must write for good: without fsync a crash loses what was acknowledged. Who
 * waited for a lock must see what its holder wrote: with one snapshot for all of a transaction he would not. */
static const char *setting_up =
    "SET lock_timeout = 3000; SET statement_timeout = 60000; SET idle_in_transaction_session_timeout = 60000;"
    "SET default_transaction_isolation = 'read committed';"
    "SET timezone = 'UTC'; SET client_min_messages = warning; SET bytea_output = 'hex';"
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');"
    "SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'";

static struct nes_err set_up(struct nes_pg *pg)
{
    PGresult *result = PQexec(pg->conn, setting_up);
    bool fine = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
    bool durable = fine && PQgetvalue(result, 0, 0)[0] == 't';

    PQclear(result);
    if (!fine) {
        return NES_FAIL(DB_OPEN, "PostgreSQL refuses our settings");
    }
    if (PQserverVersion(pg->conn) < SERVER_LEAST) {
        return NES_FAIL(DB_OPEN, "PostgreSQL is older than 14");
    }
    if (!durable) {
        return NES_FAIL(DB_OPEN, "PostgreSQL runs with fsync or full_page_writes off: it would lose data");
    }
    return PQsetnonblocking(pg->conn, 1) == 0 && PQenterPipelineMode(pg->conn) ? NES_FINE
                                                                              : NES_FAIL(DB_OPEN, "no pipeline");
}

static void ignore_notice(void *self, const PGresult *notice)
{
    (void)self;
    (void)notice;
}

struct nes_err nes_pg_again(struct nes_pg *pg)
{
    const char *const names[] = { "dbname", "connect_timeout", "client_encoding", "application_name", "keepalives",
                                  "keepalives_idle", "tcp_user_timeout", NULL };
    const char *const values[] = { pg->options->postgres_url, "5", "UTF8", "nesie", "1", "20", "20000", NULL };
    struct nes_err err;

    PQfinish(pg->conn);
    memset(pg->slots, 0, pg->cap * sizeof(*pg->slots));
    pg->len = 0;
    pg->expected_len = 0;
    pg->begin = false;
    pg->lost = true;
    pg->conn = nes_db_is_cut(pg->options) ? NULL : PQconnectdbParams(names, values, 1);
    if (PQstatus(pg->conn) != CONNECTION_OK) {
        return NES_FAIL(DB_OPEN, "PostgreSQL does not answer at this address");
    }
    (void)PQsetNoticeReceiver(pg->conn, ignore_notice, NULL);
    err = set_up(pg);
    pg->lost = err.what != NULL;
    return err;
}

struct nes_err nes_pg_open(const struct nes_db_options *options, bool writer, struct nes_pg **out)
{
    struct nes_pg *pg = calloc(1, sizeof(*pg));
    struct nes_err err;

    NES_ASSERT(pg);
    pg->options = options;
    pg->writer = writer;
    pg->cap = 256;
    pg->slots = calloc(pg->cap, sizeof(*pg->slots));
    NES_ASSERT(pg->slots);
    err = nes_pg_again(pg);
    if (err.what) {
        nes_pg_close(&pg);
    }
    *out = pg;
    return err;
}

void nes_pg_close(struct nes_pg **pg)
{
    if (!*pg) {
        return;
    }
    PQfinish((*pg)->conn);
    free((*pg)->slots);
    free(*pg);
    *pg = NULL;
}
