/* bench/journal_bare.c: what a manual journal costs without the product: the same statements that its two calls
 * (proposal, decision) and the sequencer of the audit log send, prepared, sent by hand to the bare engine. On SQLite in
 * groups of a given size, on PostgreSQL on 16 connections with one commit a call. bench/house_bench.py starts it on a
 * copy of a database that the product set up; prints one JSON object. */
#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/audit_sql.h"
#include "base/clock.h"
#include "base/rand.h"
#include "bench/https.h"
#include "db/query.h"
#include "http/once_sql.h"
#include "identity/identity_sql.h"
#include "ledger/ledger_sql.h"
#include "staff/staff_sql.h"

enum { STEPS = 32, PARAMS = 16, CONNECTIONS = 16, PLACES_AT_ONCE = 500,
       CALLERS = 64 /* whose keys stand apart in the index, as those of the load */ };

/* A statement, and the words of its parameters: each names a value below; "-" is NULL. */
struct step {
    const struct nes_query *query;
    const char *words;
};

static const struct step proposal[] = {
    { &nes_query_session_by_token, "token" },
    { &nes_query_staff_holds, "maker propose" },
    { &nes_query_http_once_insert, "two maker route1 key hash op now" },
    { &nes_query_account_state, "debit" },
    { &nes_query_account_state, "credit" },
    { &nes_query_journal_propose, "journal day note - maker now" },
    { &nes_query_journal_propose_entry, "journal one debit credit amount" },
    { &nes_query_audit_leaf_insert, "leaf op kind1 now bytes" },
    { &nes_query_audit_object_insert, "leaf one session_word session" },
    { &nes_query_audit_waiting_insert, "leaf" },
    { &nes_query_http_once_finish, "two maker route1 key status bytes" },
};
static const struct step decision[] = {
    { &nes_query_session_by_token, "token" },
    { &nes_query_staff_holds, "checker approve" },
    { &nes_query_http_once_insert, "two checker route2 key hash op now" },
    { &nes_query_journal_proposal_take, "journal" },
    { &nes_query_journal_proposal_decide, "journal checker now yes" },
    { &nes_query_journal_proposal_entries, "journal" },
    { &nes_query_account_state, "debit" },
    { &nes_query_account_state, "credit" },
    { &nes_query_book_share, "" },
    { &nes_query_journal_insert, "journal manual day day op - note now" },
    { &nes_query_entry_insert, "journal one debit credit amount day -" },
    { &nes_query_audit_leaf_insert, "leaf op kind2 now bytes" },
    { &nes_query_audit_object_insert, "leaf one session_word session" },
    { &nes_query_audit_object_insert, "leaf two journal_word journal" },
    { &nes_query_audit_waiting_insert, "leaf" },
    { &nes_query_http_once_finish, "two checker route2 key status bytes" },
};
static const struct step placing[] = {
    { &nes_query_audit_place_insert, "number leaf hash" },
    { &nes_query_audit_waiting_delete, "leaf" },
    { &nes_query_audit_node_insert, "level number hash" },
};

struct value {
    const char *word;
    enum { NUMBER, TRUTH, TEXT, BYTES } type;
    int64_t number;
    char bytes[160];
    int len;
};

struct leaves {
    pthread_mutex_t lock;
    struct nes_id *ids;
    size_t len, cap, placed;
};

/* One connection with its values. */
struct line {
    sqlite3 *sqlite;
    sqlite3_stmt *ready[3][STEPS];
    PGconn *postgres;
    struct nes_clock clock;
    struct nes_rand rand;
    struct value values[40];
    size_t len;
    struct leaves *leaves;
    const char *url, *day;
    int64_t until_us, calls;
    pthread_t thread;
};

static void need(bool held, const char *what)
{
    if (!held) {
        (void)fprintf(stderr, "journal_bare: %s\n", what);
        _exit(1);
    }
}

static struct value *value_of(struct line *line, const char *word, size_t len)
{
    for (size_t i = 0; i < line->len; i++) {
        if (strlen(line->values[i].word) == len && memcmp(line->values[i].word, word, len) == 0) {
            return &line->values[i];
        }
    }
    need(false, word);
    return NULL;
}

static void put(struct line *line, struct value value)
{
    need(line->len < NES_LEN(line->values), "values");
    line->values[line->len++] = value;
}

static void put_text(struct line *line, const char *word, const char *text)
{
    struct value value = { .word = word, .type = TEXT, .len = (int)strlen(text) };

    need(value.len < (int)sizeof(value.bytes), "a long text");
    memcpy(value.bytes, text, strlen(text));
    put(line, value);
}

static void put_number(struct line *line, const char *word, int64_t number)
{
    put(line, (struct value){ .word = word, .type = NUMBER, .number = number });
}

static void put_bytes(struct line *line, const char *word, int len)
{
    struct value value = { .word = word, .type = BYTES, .len = len };

    nes_rand_fill(&line->rand, value.bytes, (size_t)len);
    put(line, value);
}

static void set_id(struct line *line, const char *word)
{
    struct nes_id id = nes_id_new(&line->clock, &line->rand);

    memcpy(value_of(line, word, strlen(word))->bytes, id.b, sizeof(id.b));
}

static void put_values(struct line *line, const char *day)
{
    line->clock = nes_clock_real();
    line->rand = nes_rand_real();
    put_text(line, "day", day);
    put_text(line, "note", "bench");
    put_text(line, "debit", "1030");
    put_text(line, "credit", "5010");
    put_text(line, "manual", "manual");
    put_text(line, "route1", "POST /v1/journals");
    put_text(line, "route2", "POST /v1/journals/{journal}/decision");
    put_text(line, "kind1", "post.v1.journals");
    put_text(line, "kind2", "post.v1.journals.decision");
    put_text(line, "session_word", "session");
    put_text(line, "journal_word", "journal");
    put_text(line, "propose", "JOURNAL_PROPOSE");
    put_text(line, "approve", "JOURNAL_APPROVE");
    put_text(line, "key", "");
    put_number(line, "one", 1);
    put_number(line, "two", 2);
    put_number(line, "level", 1);
    put_number(line, "status", 201);
    put_number(line, "amount", 100);
    put_number(line, "now", nes_clock_now(&line->clock));
    put_number(line, "number", 0);
    put(line, (struct value){ .word = "yes", .type = TRUTH, .number = 1 });
    put_bytes(line, "token", 32);
    put_bytes(line, "hash", 32);
    put_bytes(line, "bytes", 150);
    for (size_t i = 0; i < 6; i++) {
        put_bytes(line, ((const char *const[]){ "maker", "checker", "op", "leaf", "journal", "session" })[i], 16);
    }
}

/* --- the two engines --- */

static void run_sqlite(struct line *line, sqlite3_stmt *statement, const char *words)
{
    int at = 0, code;

    for (size_t len; *words; words += len + (words[len] == ' ')) {
        const struct value *value;

        len = strcspn(words, " ");
        at++;
        if (len == 1 && *words == '-') {
            continue; /* a parameter that was never bound is NULL */
        }
        value = value_of(line, words, len);
        if (value->type == BYTES) {
            (void)sqlite3_bind_blob(statement, at, value->bytes, value->len, SQLITE_STATIC);
        } else if (value->type == TEXT) {
            (void)sqlite3_bind_text(statement, at, value->bytes, value->len, SQLITE_STATIC);
        } else {
            (void)sqlite3_bind_int64(statement, at, value->number);
        }
    }
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    }
    need(code == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK, sqlite3_errmsg(line->sqlite));
}

static const char *written(const struct value *value, char text[340])
{
    if (value->type == NUMBER) {
        (void)snprintf(text, 340, "%lld", (long long)value->number);
    } else if (value->type == TRUTH) {
        (void)snprintf(text, 340, "true");
    } else if (value->type == TEXT) {
        (void)snprintf(text, 340, "%.*s", value->len, value->bytes);
    } else {
        (void)snprintf(text, 340, "\\x");
        for (int i = 0; i < value->len; i++) {
            (void)snprintf(text + 2 + 2 * i, 3, "%02x", (unsigned char)value->bytes[i]);
        }
    }
    return text;
}

static void run_postgres(struct line *line, const char *name, const char *words)
{
    char texts[PARAMS][340];
    const char *given[PARAMS];
    PGresult *result;
    int len = 0;

    for (size_t n; *words; words += n + (words[n] == ' '), len++) {
        n = strcspn(words, " ");
        given[len] = n == 1 && *words == '-' ? NULL : written(value_of(line, words, n), texts[len]);
    }
    result = PQexecPrepared(line->postgres, name, len, given, NULL, NULL, 0);
    need(PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK,
         PQerrorMessage(line->postgres));
    PQclear(result);
}

static void run_all(struct line *line, int which, const struct step *steps, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (line->sqlite) {
            run_sqlite(line, line->ready[which][i], steps[i].words);
        } else {
            run_postgres(line, steps[i].query->name, steps[i].words);
        }
    }
}

static void plain(struct line *line, const char *text)
{
    if (line->sqlite) {
        need(sqlite3_exec(line->sqlite, text, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(line->sqlite));
    } else {
        PGresult *result = PQexec(line->postgres, text);

        need(PQresultStatus(result) == PGRES_COMMAND_OK, PQerrorMessage(line->postgres));
        PQclear(result);
    }
}

static void ready(struct line *line, int which, const struct step *steps, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (line->sqlite) {
            need(sqlite3_prepare_v2(line->sqlite, steps[i].query->sqlite, -1, &line->ready[which][i], NULL) ==
                     SQLITE_OK,
                 sqlite3_errmsg(line->sqlite));
        } else { /* some are prepared a second time, which fails and does no harm */
            PQclear(PQprepare(line->postgres, steps[i].query->name, steps[i].query->postgres, 0, NULL));
        }
    }
}

static void ready_all(struct line *line)
{
    ready(line, 0, proposal, NES_LEN(proposal));
    ready(line, 1, decision, NES_LEN(decision));
    ready(line, 2, placing, NES_LEN(placing));
}

/* Two of staff with their session, as the product knows them: the same statements find the same rows. */
static const char two_of_staff[] = "SELECT subject_id, token_hash FROM session JOIN subject ON subject.id = subject_id "
                                   "WHERE subject.kind = 'staff' AND stage = 'full' AND ended_at IS NULL "
                                   "ORDER BY session.made_at DESC LIMIT 2";
static const char *const two_words[] = { "maker", "checker" };

static void set_bytes(struct line *line, const char *word, const void *bytes, int len)
{
    struct value *value = value_of(line, word, strlen(word));

    need(bytes && len == value->len, word);
    memcpy(value->bytes, bytes, (size_t)len);
}

static void find_staff_sqlite(struct line *line)
{
    sqlite3_stmt *find = NULL;

    need(sqlite3_prepare_v2(line->sqlite, two_of_staff, -1, &find, NULL) == SQLITE_OK, sqlite3_errmsg(line->sqlite));
    for (int i = 0; i < 2; i++) {
        need(sqlite3_step(find) == SQLITE_ROW, "two of staff with a session");
        set_bytes(line, two_words[i], sqlite3_column_blob(find, 0), sqlite3_column_bytes(find, 0));
        set_bytes(line, "token", sqlite3_column_blob(find, 1), sqlite3_column_bytes(find, 1));
    }
    (void)sqlite3_finalize(find);
}

static void find_staff_postgres(struct line *line)
{
    PGresult *found = PQexecParams(line->postgres, two_of_staff, 0, NULL, NULL, NULL, NULL, 1);

    need(PQntuples(found) == 2, "two of staff with a session");
    for (int i = 0; i < 2; i++) {
        set_bytes(line, two_words[i], PQgetvalue(found, i, 0), PQgetlength(found, i, 0));
        set_bytes(line, "token", PQgetvalue(found, i, 1), PQgetlength(found, i, 1));
    }
    PQclear(found);
}

/* --- the work --- */

static void note_leaf(struct line *line)
{
    struct leaves *leaves = line->leaves;

    (void)pthread_mutex_lock(&leaves->lock);
    if (leaves->len == leaves->cap) {
        leaves->cap = leaves->cap ? 2 * leaves->cap : 4'096;
        leaves->ids = realloc(leaves->ids, leaves->cap * sizeof(*leaves->ids));
        need(leaves->ids != NULL, "memory");
    }
    memcpy(leaves->ids[leaves->len++].b, value_of(line, "leaf", 4)->bytes, sizeof(struct nes_id));
    (void)pthread_mutex_unlock(&leaves->lock);
}

/* A call: the proposal of a new journal, or (odd) the decision on it. */
static void call(struct line *line, int64_t nr)
{
    struct value *key = value_of(line, "key", 3);

    key->len = snprintf(key->bytes, sizeof(key->bytes), "bare-%p-%04d-%012lld", (const void *)line,
                        (int)(nr / 2 % CALLERS), (long long)nr);
    set_id(line, "op");
    set_id(line, "leaf");
    if (nr % 2 == 0) {
        set_id(line, "journal");
        run_all(line, 0, proposal, NES_LEN(proposal));
    } else {
        run_all(line, 1, decision, NES_LEN(decision));
    }
    line->calls++;
}

/* Gives up to so many waiting leaves their places, as the sequencer does, in a transaction of its own. */
static void place_leaves(struct line *line, size_t most)
{
    struct leaves *leaves = line->leaves;
    size_t until;

    (void)pthread_mutex_lock(&leaves->lock);
    until = leaves->len - leaves->placed > most ? leaves->placed + most : leaves->len;
    (void)pthread_mutex_unlock(&leaves->lock);
    plain(line, line->sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    for (; leaves->placed < until; leaves->placed++) {
        (void)pthread_mutex_lock(&leaves->lock);
        memcpy(value_of(line, "leaf", 4)->bytes, leaves->ids[leaves->placed].b, sizeof(struct nes_id));
        (void)pthread_mutex_unlock(&leaves->lock);
        value_of(line, "number", 6)->number = 1'000'000 + (int64_t)leaves->placed;
        run_all(line, 2, placing, NES_LEN(placing));
    }
    plain(line, "COMMIT");
}

static int64_t work_sqlite(struct line *line, const char *path, int64_t group)
{
    int64_t nr = 0;

    need(sqlite3_open(path, &line->sqlite) == SQLITE_OK, "open");
    plain(line, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
                "PRAGMA wal_autocheckpoint=10000");
    find_staff_sqlite(line);
    ready_all(line);
    while (bench_now_us() < line->until_us) {
        plain(line, "BEGIN IMMEDIATE");
        for (int64_t i = 0; i < group; i++, nr++) {
            call(line, nr);
            note_leaf(line);
        }
        plain(line, "COMMIT");
        if (line->leaves->len - line->leaves->placed >= PLACES_AT_ONCE) {
            place_leaves(line, PLACES_AT_ONCE);
        }
    }
    return line->calls;
}

static void *work_postgres(void *self)
{
    struct line *line = self;
    int64_t nr = 0;

    line->postgres = PQconnectdb(line->url);
    need(PQstatus(line->postgres) == CONNECTION_OK, PQerrorMessage(line->postgres));
    find_staff_postgres(line);
    ready_all(line);
    while (bench_now_us() < line->until_us) {
        plain(line, "BEGIN");
        call(line, nr++);
        plain(line, "COMMIT");
        note_leaf(line);
    }
    PQfinish(line->postgres);
    return NULL;
}

static void *sequence_postgres(void *self)
{
    struct line *line = self;

    line->postgres = PQconnectdb(line->url);
    ready_all(line);
    while (bench_now_us() < line->until_us) {
        place_leaves(line, PLACES_AT_ONCE);
        (void)poll(NULL, 0, 20);
    }
    PQfinish(line->postgres);
    return NULL;
}

int main(int argc, char **argv)
{
    static struct line lines[CONNECTIONS + 1];
    static struct leaves leaves = { .lock = PTHREAD_MUTEX_INITIALIZER };
    int64_t seconds, until_us, calls = 0;

    need(argc == 5, "usage: journal_bare SQLITE-FILE|POSTGRES-URL DAY GROUP SECONDS");
    seconds = strtol(argv[4], NULL, 10);
    until_us = bench_now_us() + seconds * 1'000'000;
    for (size_t i = 0; i < NES_LEN(lines); i++) {
        lines[i].leaves = &leaves;
        lines[i].url = argv[1];
        lines[i].until_us = until_us;
        put_values(&lines[i], argv[2]);
    }
    if (strncmp(argv[1], "postgresql:", 11) != 0) {
        calls = work_sqlite(&lines[0], argv[1], strtol(argv[3], NULL, 10));
    } else {
        for (size_t i = 0; i < NES_LEN(lines); i++) {
            need(pthread_create(&lines[i].thread, NULL, i == 0 ? sequence_postgres : work_postgres, &lines[i]) == 0,
                 "a thread");
        }
        for (size_t i = 0; i < NES_LEN(lines); i++) {
            (void)pthread_join(lines[i].thread, NULL);
            calls += lines[i].calls;
        }
    }
    printf("{\"calls\": %lld, \"seconds\": %lld, \"placed\": %zu}\n", (long long)calls, (long long)seconds,
           leaves.placed);
    return 0;
}
