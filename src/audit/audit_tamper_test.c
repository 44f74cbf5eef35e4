#include <libpq-fe.h>
#include <sqlite3.h>

#include "audit/audit_test.h"

/* What somebody with the rights of the database's owner can do. */
static void raw_sqlite(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *list = NULL;
    char drop[20][128];
    int n = 0;

    NES_WANT_INT("open", sqlite3_open(path, &db), SQLITE_OK);
    NES_WANT_INT("list", sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'trigger' "
                                                "AND tbl_name LIKE 'audit%'", -1, &list, NULL), SQLITE_OK);
    while (n < 20 && sqlite3_step(list) == SQLITE_ROW) {
        (void)snprintf(drop[n++], sizeof(drop[0]), "DROP TRIGGER %s", (const char *)sqlite3_column_text(list, 0));
    }
    (void)sqlite3_finalize(list);
    for (int i = 0; i < n; i++) {
        NES_WANT_INT(drop[i], sqlite3_exec(db, drop[i], NULL, NULL, NULL), SQLITE_OK);
    }
    NES_WANT_INT(sql, sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    NES_WANT_INT("close", sqlite3_close(db), SQLITE_OK);
}

static void raw_postgres(const char *url, const char *sql)
{
    PGconn *conn = PQconnectdb(url);
    PGresult *result = PQexec(conn, "SET session_replication_role = replica");

    NES_WANT_INT("without guards", PQresultStatus(result), PGRES_COMMAND_OK);
    PQclear(result);
    result = PQexec(conn, sql);
    NES_WANT_INT(PQerrorMessage(conn), PQresultStatus(result), PGRES_COMMAND_OK);
    PQclear(result);
    PQfinish(conn);
}

static void tamper(struct log *log, const char *sql)
{
    const struct nes_db_options *options = nes_rig_options_of(log->rig);

    nes_rig_close(log->rig);
    if (options->sqlite_path) {
        raw_sqlite(options->sqlite_path, sql);
    } else {
        raw_postgres(options->postgres_url, sql);
    }
    nes_rig_restart(log->rig);
}

static const struct { const char *label, *sql; enum nes_audit_wrong wrong; } deeds[] = {
    { "another time in a column", "UPDATE audit_leaf SET at = at + 1 WHERE id = (SELECT leaf_id FROM audit_place "
      "WHERE number = 5)", NES_AUDIT_LEAF_COLUMNS },
    { "another kind in a column", "UPDATE audit_leaf SET kind = 'letter.read' WHERE id = (SELECT leaf_id FROM "
      "audit_place WHERE number = 5)", NES_AUDIT_LEAF_COLUMNS },
    { "other bytes", "UPDATE audit_leaf SET bytes = (SELECT bytes FROM audit_leaf WHERE id = (SELECT leaf_id FROM "
      "audit_place WHERE number = 6)) WHERE id = (SELECT leaf_id FROM audit_place WHERE number = 5)",
      NES_AUDIT_LEAF_CHANGED },
    { "a row deleted", "DELETE FROM audit_leaf WHERE id = (SELECT leaf_id FROM audit_place WHERE number = 5)",
      NES_AUDIT_LEAF_GONE },
    { "a place deleted", "DELETE FROM audit_place WHERE number = 5", NES_AUDIT_GAP },
    { "a place given to another hash", "UPDATE audit_place SET hash = (SELECT hash FROM audit_place WHERE number = 6) "
      "WHERE number = 5", NES_AUDIT_LEAF_CHANGED },
    { "two swapped", "UPDATE audit_place SET number = CASE number WHEN 5 THEN 1006 ELSE 1005 END WHERE number IN "
      "(5, 6); UPDATE audit_place SET number = number - 1000 WHERE number > 1000", NES_AUDIT_CHECKPOINT_ROOT },
    { "a node changed", "UPDATE audit_node SET hash = (SELECT hash FROM audit_place WHERE number = 6) WHERE level = 2 "
      "AND nr = 0", NES_AUDIT_NODES },
    { "a node deleted", "DELETE FROM audit_node WHERE level = 1 AND nr = 2", NES_AUDIT_NODES },
    { "an object changed", "UPDATE audit_object SET object = (SELECT id FROM audit_leaf LIMIT 1) WHERE nr = 2 AND "
      "leaf_id = (SELECT leaf_id FROM audit_place WHERE number = 5)", NES_AUDIT_OBJECTS },
    { "an object deleted", "DELETE FROM audit_object WHERE nr = 1 AND leaf_id = (SELECT leaf_id FROM audit_place WHERE "
      "number = 5)", NES_AUDIT_OBJECTS },
    { "the end cut off", "DELETE FROM audit_place WHERE number > 15; DELETE FROM audit_node",
      NES_AUDIT_CHECKPOINT_BEYOND },
    { "a checkpoint of another root", "UPDATE audit_checkpoint SET root = (SELECT hash FROM audit_place WHERE number = "
      "0) WHERE size = 10", NES_AUDIT_CHECKPOINT_FORM },
    { "two checkpoints swapped", "UPDATE audit_checkpoint SET note = (SELECT note FROM audit_checkpoint WHERE size = "
      "20) WHERE size = 10", NES_AUDIT_CHECKPOINT_FORM },
    { "a signature taken off", "UPDATE audit_checkpoint SET note = 'x' WHERE size = 10", NES_AUDIT_CHECKPOINT_FORM },
    { "a leaf hidden", "DELETE FROM audit_waiting", NES_AUDIT_LEAF_STRAY },
};

static bool found(const struct nes_audit_report *report, enum nes_audit_wrong wrong)
{
    for (int64_t i = 0; i < report->problems && i < NES_AUDIT_FOUND_MAX; i++) {
        if (report->found[i].wrong == wrong) {
            return true;
        }
    }
    return false;
}

NES_TEST_BOTH(every_tampering_is_found_and_named, .rules = "11.1, 32", .kind = NES_REFUSES)
{
    /* A database of PostgreSQL takes seconds to make: the gate tries some of them there, others with each seed. */
    size_t n = engine == NES_ENGINE_SQLITE ? NES_LEN(deeds) : (size_t)nes_budget("audit.tamper_postgres");

    for (size_t nth = 0; nth < n; nth++) {
        size_t i = (size_t)(nes_test_seed() * n + nth) % NES_LEN(deeds);
        NES_LOG_OF(log, engine);
        struct nes_audit_report report;

        fill(log, 30, 3);
        (void)add(log, 99);
        tamper(log, deeds[i].sql);
        report = verified(log, NULL);
        NES_WANT(deeds[i].label, report.problems > 0 && found(&report, deeds[i].wrong));
    }
}

NES_TEST_BOTH(the_schema_itself_refuses_changes_of_the_log, .rules = "32", .kind = NES_REFUSES)
{
    static const char *const sql[] = {
        "UPDATE audit_leaf SET kind = 'x'", "DELETE FROM audit_leaf", "UPDATE audit_place SET number = number + 100",
        "DELETE FROM audit_place", "UPDATE audit_node SET nr = nr + 100", "DELETE FROM audit_node",
        "UPDATE audit_checkpoint SET at = 0", "DELETE FROM audit_checkpoint", "UPDATE audit_object SET kind = 'x'",
        "DELETE FROM audit_object",
    };
    NES_LOG_OF(log, engine);
    const struct nes_db_options *options = nes_rig_options_of(log->rig);

    fill(log, 4, 1);
    for (size_t i = 0; i < NES_LEN(sql); i++) {
        if (engine == NES_ENGINE_POSTGRES) {
            PGconn *conn = PQconnectdb(options->postgres_url);
            PGresult *result = PQexec(conn, sql[i]);

            NES_WANT_INT(sql[i], PQresultStatus(result), PGRES_FATAL_ERROR);
            PQclear(result);
            PQfinish(conn);
        } else {
            sqlite3 *db = NULL;

            NES_WANT_INT("open", sqlite3_open(options->sqlite_path, &db), SQLITE_OK);
            NES_WANT(sql[i], sqlite3_exec(db, sql[i], NULL, NULL, NULL) != SQLITE_OK);
            (void)sqlite3_close(db);
        }
    }
    NES_WANT_INT("whole", verified(log, NULL).problems, 0);
}

/* Whoever owns the whole database can also roll it back to an earlier true state. Only a checkpoint kept elsewhere
 * shows it. */
NES_TEST_BOTH(a_rollback_shows_against_a_checkpoint_that_was_kept, .rules = "32", .kind = NES_REFUSES)
{
    NES_LOG_OF(log, engine);
    struct nes_checkpoint kept = { .size = 20 };
    struct nes_audit_report report;

    fill(log, 20, 2);
    kept.root = verified(log, NULL).root;
    NES_WANT_INT("true", verified(log, &kept).problems, 0);
    tamper(log, "DELETE FROM audit_checkpoint WHERE size > 10; DELETE FROM audit_node WHERE (nr + 1) * (CASE level "
                "WHEN 1 THEN 2 WHEN 2 THEN 4 WHEN 3 THEN 8 ELSE 16 END) > 10; DELETE FROM audit_object WHERE leaf_id "
                "IN (SELECT leaf_id FROM audit_place WHERE number > 9); DELETE FROM audit_leaf WHERE id IN (SELECT "
                "leaf_id FROM audit_place WHERE number > 9); DELETE FROM audit_place WHERE number > 9");
    NES_WANT_INT("consistent in itself", verified(log, NULL).problems, 0);
    report = verified(log, &kept);
    NES_WANT("shorter than what was kept", found(&report, NES_AUDIT_CHECKPOINT_BEYOND));
    fill(log, 10, 1);
    report = verified(log, &kept);
    NES_WANT("another story since", found(&report, NES_AUDIT_CHECKPOINT_ROOT));
}

NES_TEST_BOTH(nothing_is_signed_over_a_rewritten_past, .rules = "32", .kind = NES_REFUSES)
{
    NES_LOG_OF(log, engine);
    bool made;

    fill(log, 8, 1);
    tamper(log, "UPDATE audit_node SET hash = (SELECT hash FROM audit_place WHERE number = 1) WHERE level = 3");
    (void)add(log, 1);
    (void)number_all(log);
    NES_WANT_FAULT("refused", nes_audit_checkpoint(nes_rig_db(log->rig), log->crypto, &log->signer, &made),
                   "AUDIT_BROKEN");
}

/* --- random edits: one bit of one value anywhere in the log, found each time --- */

static const struct { const char *table, *column; } values[] = {
    { "audit_leaf", "id" },         { "audit_leaf", "operation" }, { "audit_leaf", "kind" },
    { "audit_leaf", "at" },         { "audit_leaf", "bytes" },     { "audit_place", "number" },
    { "audit_place", "leaf_id" },   { "audit_place", "hash" },     { "audit_node", "hash" },
    { "audit_checkpoint", "size" }, { "audit_checkpoint", "root" }, { "audit_checkpoint", "at" },
    { "audit_checkpoint", "note" }, { "audit_object", "leaf_id" }, { "audit_object", "object" },
    { "audit_object", "kind" },     { "audit_object", "nr" },
};

/* One bit of the value of a row, flipped; twice is as before. Answers where the row is now: a key of one number is
 * its place. */
static int64_t flip(sqlite3 *db, size_t value, int64_t row, uint64_t bit)
{
    sqlite3_stmt *read = NULL, *write = NULL;
    char sql[256], bytes[4096];
    int64_t number = row;
    int kind, len;

    (void)snprintf(sql, sizeof(sql), "SELECT %s FROM %s WHERE rowid = ?", values[value].column, values[value].table);
    NES_WANT_INT(sql, sqlite3_prepare_v2(db, sql, -1, &read, NULL), SQLITE_OK);
    (void)sqlite3_bind_int64(read, 1, row);
    NES_WANT_INT(sql, sqlite3_step(read), SQLITE_ROW);
    (void)snprintf(sql, sizeof(sql), "UPDATE %s SET %s = ? WHERE rowid = ?", values[value].table, values[value].column);
    NES_WANT_INT(sql, sqlite3_prepare_v2(db, sql, -1, &write, NULL), SQLITE_OK);
    (void)sqlite3_bind_int64(write, 2, row);
    kind = sqlite3_column_type(read, 0);
    len = sqlite3_column_bytes(read, 0);
    if (kind == SQLITE_INTEGER) {
        number = (int64_t)((uint64_t)sqlite3_column_int64(read, 0) ^ (UINT64_C(1) << (20 + bit % 8)));
        (void)sqlite3_bind_int64(write, 1, number);
    } else {
        memcpy(bytes, kind == SQLITE_TEXT ? (const void *)sqlite3_column_text(read, 0) : sqlite3_column_blob(read, 0),
               (size_t)len);
        bytes[bit / 8 % (uint64_t)len] ^= (char)(1 << bit % (kind == SQLITE_TEXT ? 5 : 8));
        (void)(kind == SQLITE_TEXT ? sqlite3_bind_text(write, 1, bytes, len, SQLITE_TRANSIENT)
                                   : sqlite3_bind_blob(write, 1, bytes, len, SQLITE_TRANSIENT));
    }
    (void)sqlite3_finalize(read);
    NES_WANT_INT(sql, sqlite3_step(write), SQLITE_DONE);
    (void)sqlite3_finalize(write);
    return strcmp(values[value].column, "number") == 0 || strcmp(values[value].column, "size") == 0 ? number : row;
}

static int64_t row_of(sqlite3 *db, const char *table, struct nes_rand *rand)
{
    sqlite3_stmt *pick = NULL;
    char sql[128];
    int64_t row;

    (void)snprintf(sql, sizeof(sql),
                   "SELECT rowid FROM %s ORDER BY rowid LIMIT 1 OFFSET abs(?) %% (SELECT count(*) FROM %s)", table,
                   table);
    NES_WANT_INT(sql, sqlite3_prepare_v2(db, sql, -1, &pick, NULL), SQLITE_OK);
    (void)sqlite3_bind_int64(pick, 1, (int64_t)nes_rand_below(rand, 1'000'000));
    NES_WANT_INT(sql, sqlite3_step(pick), SQLITE_ROW);
    row = sqlite3_column_int64(pick, 0);
    (void)sqlite3_finalize(pick);
    return row;
}

NES_TEST(no_flipped_bit_of_the_log_stays_unseen, .rules = "11.1, 32", .kind = NES_REFUSES)
{
    NES_LOG_OF(log, NES_ENGINE_SQLITE);
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    sqlite3 *db = NULL;

    fill(log, 24, 3);
    tamper(log, "SELECT 1"); /* takes the guards away */
    NES_WANT_INT("open", sqlite3_open(nes_rig_options_of(log->rig)->sqlite_path, &db), SQLITE_OK);
    for (int64_t n = nes_budget("audit.tamper_random"); n > 0; n--) {
        size_t value = nes_rand_below(&rand, NES_LEN(values));
        int64_t row = row_of(db, values[value].table, &rand);
        uint64_t bit = nes_rand_below(&rand, 1 << 20);

        row = flip(db, value, row, bit);
        NES_WANT(values[value].column, verified(log, NULL).problems > 0);
        (void)flip(db, value, row, bit);
    }
    NES_WANT_INT("as before", verified(log, NULL).problems, 0);
    (void)sqlite3_close(db);
}
