#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calc/date.h"
#include "db/engine.h"

struct slot {
    const struct nes_query *query;
    sqlite3_stmt *statement;
};

struct nes_sqlite {
    sqlite3 *db;
    struct slot *slots;           /* prepared statements by the address of their query; open addressing */
    size_t cap, len;
    bool fatal;
    int64_t wal_pages, backfilled; /* pages in the log, and how many of them the last checkpoint copied */
};

static const char *keep(struct nes_arena *arena, const char *text)
{
    return nes_str_z(arena, nes_str_of(text));
}

/* What the engine says names tables, columns and constraints, never values. */
static struct nes_err fault(struct nes_sqlite *sqlite, struct nes_arena *arena)
{
    int code = sqlite3_extended_errcode(sqlite->db), kind = code & 0xff;
    const char *says = keep(arena, sqlite3_errmsg(sqlite->db)), *colon = strstr(says, "failed: ");

    if (kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_NOMEM) {
        sqlite->fatal = true;
        return NES_FAIL(DB_FAULT, says);
    }
    if (kind == SQLITE_FULL) {
        return NES_FAIL(DB_FULL, says);
    }
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID) {
        return NES_FAIL(DB_CONFLICT, colon ? colon + strlen("failed: ") : says);
    }
    if (kind == SQLITE_CONSTRAINT || kind == SQLITE_TOOBIG) {
        return NES_FAIL(DB_CHECK, colon ? colon + strlen("failed: ") : says);
    }
    if (kind == SQLITE_BUSY) {
        return NES_FAIL(DB_BUSY, says);
    }
    return NES_FAIL(DB_FAULT, says);
}

static int count_pages(void *self, sqlite3 *db, const char *name, int pages)
{
    struct nes_sqlite *sqlite = self;

    (void)db;
    (void)name;
    sqlite->wal_pages = pages;
    if (pages < sqlite->backfilled) {
        sqlite->backfilled = 0; /* the log began anew */
    }
    return SQLITE_OK;
}

struct nes_err nes_sqlite_script(struct nes_sqlite *sqlite, const char *sql, struct nes_arena *arena)
{
    if (sqlite3_exec(sqlite->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        return fault(sqlite, arena);
    }
    return NES_FINE;
}

const char *nes_sqlite_reason(const struct nes_sqlite *sqlite)
{
    return sqlite3_errstr(sqlite3_extended_errcode(sqlite->db));
}

/* Sets a pragma and asserts what it became. */
static struct nes_err demand(struct nes_sqlite *sqlite, const char *name, const char *set, const char *want)
{
    char sql[96];
    sqlite3_stmt *statement = NULL;
    bool held = false;

    (void)snprintf(sql, sizeof(sql), "PRAGMA %s=%s", name, set);
    if (sqlite3_exec(sqlite->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        return NES_FAIL(DB_OPEN, nes_sqlite_reason(sqlite));
    }
    (void)snprintf(sql, sizeof(sql), "PRAGMA %s", name);
    if (sqlite3_prepare_v2(sqlite->db, sql, -1, &statement, NULL) == SQLITE_OK) {
        /* A build without memory mapping answers mmap_size with no row: that is none. */
        const char *is = sqlite3_step(statement) == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : "0";

        held = strcmp(is, want) == 0;
    }
    (void)sqlite3_finalize(statement);
    return held ? NES_FINE : NES_FAIL(DB_OPEN, name);
}

/* SQLite 3.7.0 to 3.51.2 can lose commits when two connections write or checkpoint a WAL at once. Here one connection
 * writes and checkpoints; readers are opened read-only and do neither, not even when they close. No memory map: a file
 * cut short by another hand would be a signal instead of an error. */
static struct nes_err configure(struct nes_sqlite *sqlite, bool writer)
{
    NES_TRY(demand(sqlite, "mmap_size", "0", "0"));
    NES_TRY(demand(sqlite, "wal_autocheckpoint", "0", "0"));
    NES_TRY(demand(sqlite, "foreign_keys", "ON", "1"));
    NES_TRY(demand(sqlite, "trusted_schema", "OFF", "0"));
    NES_TRY(demand(sqlite, "temp_store", "MEMORY", "2"));
    (void)sqlite3_db_config(sqlite->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!writer) {
        (void)sqlite3_db_config(sqlite->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        NES_TRY(demand(sqlite, "query_only", "ON", "1"));
        return demand(sqlite, "cache_size", "-2048", "-2048"); /* each commit empties it */
    }
    NES_TRY(demand(sqlite, "journal_mode", "WAL", "wal"));
    NES_TRY(demand(sqlite, "synchronous", "FULL", "2"));
    NES_TRY(demand(sqlite, "journal_size_limit", "67108864", "67108864"));
    NES_TRY(demand(sqlite, "cache_size", "-16384", "-16384"));
    (void)sqlite3_wal_hook(sqlite->db, count_pages, sqlite);
    return NES_FINE;
}

/* SQLite would let the group read it; its log and index take the rights of the file. */
static void make_private(const struct nes_db_options *options)
{
    int fd = options->sqlite_vfs ? -1 : open(options->sqlite_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd >= 0) {
        (void)close(fd);
    }
}

void nes_db_many_threads(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

struct nes_err nes_sqlite_open(const struct nes_db_options *options, enum nes_sqlite_as as, struct nes_sqlite **out)
{
    static const int opened[] = { [NES_SQLITE_READER] = SQLITE_OPEN_READONLY,
                                  [NES_SQLITE_WRITER] = SQLITE_OPEN_READWRITE,
                                  [NES_SQLITE_MAKER] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE };
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | opened[as];
    bool writer = as != NES_SQLITE_READER;
    struct nes_sqlite *sqlite;
    struct nes_err err;

    if (sqlite3_libversion_number() < 3'039'000 || !sqlite3_threadsafe()) {
        return NES_FAIL(DB_OPEN, "SQLite is older than 3.39 or built without threads");
    }
    if (as == NES_SQLITE_MAKER) {
        make_private(options);
    }
    sqlite = calloc(1, sizeof(*sqlite));
    NES_ASSERT(sqlite);
    sqlite->cap = 256;
    sqlite->slots = calloc(sqlite->cap, sizeof(*sqlite->slots));
    NES_ASSERT(sqlite->slots);
    if (sqlite3_open_v2(options->sqlite_path, &sqlite->db, flags, options->sqlite_vfs) != SQLITE_OK) {
        err = NES_FAIL(DB_OPEN, sqlite->db ? nes_sqlite_reason(sqlite) : "no memory");
    } else {
        (void)sqlite3_busy_timeout(sqlite->db, writer ? 0 : 2'000);
        err = configure(sqlite, writer);
    }
    if (err.what) {
        nes_sqlite_close(&sqlite);
    }
    *out = sqlite;
    return err;
}

void nes_sqlite_close(struct nes_sqlite **sqlite)
{
    if (!*sqlite) {
        return;
    }
    for (size_t i = 0; i < (*sqlite)->cap; i++) {
        (void)sqlite3_finalize((*sqlite)->slots[i].statement);
    }
    (void)sqlite3_close((*sqlite)->db);
    free((*sqlite)->slots);
    free(*sqlite);
    *sqlite = NULL;
}

static struct slot *slot_of(struct slot *slots, size_t cap, const struct nes_query *query)
{
    size_t at = ((uintptr_t)query >> 4) * 0x9e3779b97f4a7c15u >> 32;

    while (slots[at & (cap - 1)].query && slots[at & (cap - 1)].query != query) {
        at++;
    }
    return &slots[at & (cap - 1)];
}

static void grow(struct nes_sqlite *sqlite)
{
    struct slot *more = calloc(2 * sqlite->cap, sizeof(*more));

    NES_ASSERT(more);
    for (size_t i = 0; i < sqlite->cap; i++) {
        if (sqlite->slots[i].query) {
            *slot_of(more, 2 * sqlite->cap, sqlite->slots[i].query) = sqlite->slots[i];
        }
    }
    free(sqlite->slots);
    sqlite->slots = more;
    sqlite->cap *= 2;
}

static struct nes_err prepared(struct nes_sqlite *sqlite, const struct nes_query *query, struct nes_arena *arena,
                               sqlite3_stmt **out)
{
    struct slot *slot = slot_of(sqlite->slots, sqlite->cap, query);

    if (!slot->query) {
        sqlite3_stmt *statement = NULL;

        if (sqlite3_prepare_v3(sqlite->db, query->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)) {
            return fault(sqlite, arena);
        }
        if (2 * sqlite->len >= sqlite->cap) {
            grow(sqlite);
            slot = slot_of(sqlite->slots, sqlite->cap, query);
        }
        *slot = (struct slot){ query, statement };
        sqlite->len++;
    }
    *out = slot->statement;
    return NES_FINE;
}

static int bind(sqlite3_stmt *statement, int at, const struct nes_value *value)
{
    char date[NES_DATE_TEXT + 1];
    const char *bytes = value->bytes.ptr ? value->bytes.ptr : "";

    if (value->null) {
        return sqlite3_bind_null(statement, at);
    }
    switch (value->type) {
    case NES_SLOT_INT64:
    case NES_SLOT_INT32:
    case NES_SLOT_BOOL:
        return sqlite3_bind_int64(statement, at, value->number);
    case NES_SLOT_TEXT:
        return sqlite3_bind_text64(statement, at, bytes, value->bytes.len, SQLITE_STATIC, SQLITE_UTF8);
    case NES_SLOT_BYTES:
    case NES_SLOT_ID:
        return sqlite3_bind_blob64(statement, at, bytes, value->bytes.len, SQLITE_STATIC);
    case NES_SLOT_DATE:
        (void)nes_date_write((struct nes_date){ (int32_t)value->number }, date);
        return sqlite3_bind_text(statement, at, date, NES_DATE_TEXT, SQLITE_TRANSIENT);
    }
    NES_BUG("a type of nes_slot_type");
}

static struct nes_err column(sqlite3_stmt *statement, int at, const struct nes_slot *slot, struct nes_value *out)
{
    static const int stored[] = {
        [NES_SLOT_INT64] = SQLITE_INTEGER, [NES_SLOT_INT32] = SQLITE_INTEGER, [NES_SLOT_BOOL] = SQLITE_INTEGER,
        [NES_SLOT_TEXT] = SQLITE_TEXT,     [NES_SLOT_DATE] = SQLITE_TEXT,     [NES_SLOT_BYTES] = SQLITE_BLOB,
        [NES_SLOT_ID] = SQLITE_BLOB,
    };
    int kind = sqlite3_column_type(statement, at);
    struct nes_date date;

    *out = (struct nes_value){ .type = slot->type, .null = kind == SQLITE_NULL };
    if (out->null) {
        return NES_FINE;
    }
    if (kind != stored[slot->type]) {
        return NES_FAIL(DB_FAULT, slot->name);
    }
    if (kind == SQLITE_INTEGER) {
        out->number = sqlite3_column_int64(statement, at);
        return NES_FINE;
    }
    out->bytes.ptr = kind == SQLITE_TEXT ? (const char *)sqlite3_column_text(statement, at)
                                         : (const char *)sqlite3_column_blob(statement, at);
    out->bytes.len = (size_t)sqlite3_column_bytes(statement, at);
    out->bytes.ptr = out->bytes.ptr ? out->bytes.ptr : "";
    if (slot->type == NES_SLOT_DATE) {
        if (nes_date_read(out->bytes, &date).what) {
            return NES_FAIL(DB_FAULT, slot->name);
        }
        out->number = date.day;
    }
    return NES_FINE;
}

static struct nes_err each_row(struct nes_sqlite *sqlite, sqlite3_stmt *statement, const struct nes_query *query,
                               struct nes_arena *arena, struct nes_sink *sink)
{
    struct nes_value values[NES_COLUMNS_MAX];
    int step;

    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        if (!sink->row) {
            continue;
        }
        for (size_t i = 0; i < query->gives_len; i++) {
            NES_TRY(column(statement, (int)i, &query->gives[i], &values[i]));
        }
        NES_TRY(sink->row(sink, values));
    }
    if (step != SQLITE_DONE) {
        return fault(sqlite, arena);
    }
    sink->changed = sqlite3_changes64(sqlite->db);
    return NES_FINE;
}

struct nes_err nes_sqlite_query(struct nes_sqlite *sqlite, const struct nes_query *query,
                                const struct nes_value *in, struct nes_arena *arena, struct nes_sink *sink)
{
    sqlite3_stmt *statement = NULL;
    struct nes_err err;

    NES_TRY(prepared(sqlite, query, arena, &statement));
    NES_ASSERT(!sqlite3_stmt_busy(statement)); /* a query inside its own `each` */
    for (size_t i = 0; i < query->takes_len; i++) {
        if (bind(statement, (int)i + 1, &in[i]) != SQLITE_OK) {
            return fault(sqlite, arena);
        }
    }
    err = each_row(sqlite, statement, query, arena, sink);
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    return err;
}

static bool declared_as(const char *declared, enum nes_slot_type type)
{
    switch (type) {
    case NES_SLOT_INT64:
    case NES_SLOT_INT32:
    case NES_SLOT_BOOL:
        return strcmp(declared, "INTEGER") == 0 || strcmp(declared, "INT") == 0;
    case NES_SLOT_TEXT:
    case NES_SLOT_DATE:
        return strcmp(declared, "TEXT") == 0;
    case NES_SLOT_BYTES:
    case NES_SLOT_ID:
        return strcmp(declared, "BLOB") == 0;
    }
    NES_BUG("a type of nes_slot_type");
}

struct nes_err nes_sqlite_check(struct nes_sqlite *sqlite, const struct nes_query *query, struct nes_arena *arena)
{
    sqlite3_stmt *statement = NULL;

    NES_TRY(prepared(sqlite, query, arena, &statement));
    if ((size_t)sqlite3_bind_parameter_count(statement) != query->takes_len) {
        return NES_FAIL(DB_FAULT, "another number of parameters");
    }
    if (query->gives_len && (size_t)sqlite3_column_count(statement) != query->gives_len) {
        return NES_FAIL(DB_FAULT, "another number of columns");
    }
    for (size_t i = 0; i < query->gives_len; i++) {
        const char *declared = sqlite3_column_decltype(statement, (int)i);

        if (declared && !declared_as(declared, query->gives[i].type)) {
            return NES_FAIL(DB_FAULT, query->gives[i].name);
        }
    }
    return NES_FINE;
}

const char *nes_sqlite_version(void)
{
    return sqlite3_libversion();
}

bool nes_sqlite_in_tx(const struct nes_sqlite *sqlite)
{
    return !sqlite3_get_autocommit(sqlite->db);
}

bool nes_sqlite_fatal(const struct nes_sqlite *sqlite)
{
    return sqlite->fatal;
}

int64_t nes_sqlite_wal_pages(const struct nes_sqlite *sqlite)
{
    return sqlite->wal_pages;
}

int64_t nes_sqlite_wal_due(const struct nes_sqlite *sqlite)
{
    return sqlite->wal_pages - sqlite->backfilled;
}

struct nes_err nes_sqlite_checkpoint(struct nes_sqlite *sqlite)
{
    int left = 0, done = 0, rc = sqlite3_wal_checkpoint_v2(sqlite->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &left, &done);

    if (rc != SQLITE_OK && rc != SQLITE_BUSY) {
        sqlite->fatal = sqlite->fatal || (rc & 0xff) == SQLITE_IOERR || (rc & 0xff) == SQLITE_CORRUPT;
        return NES_FAIL(DB_FAULT, sqlite3_errstr(rc));
    }
    sqlite->wal_pages = left;
    sqlite->backfilled = done;
    return NES_FINE;
}
