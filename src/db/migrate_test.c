#include "db/migrate.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/owner.h"
#include "test/fault/rig.h"

static struct nes_err apply(struct nes_rig *rig, const struct nes_migrations *migrations, int64_t *applied)
{
    struct nes_db_options options = *nes_rig_options_of(rig);

    options.migrations = migrations;
    return nes_migrate(&options, nes_rig_arena(rig), applied);
}

static struct nes_err check(struct nes_rig *rig, const struct nes_migrations *migrations)
{
    struct nes_db_options options = *nes_rig_options_of(rig);

    options.migrations = migrations;
    return nes_migrate_check(&options);
}

NES_TEST_BOTH(migrations_are_applied_once)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    int64_t applied = -1;

    nes_rig_close(rig);
    NES_WANT_OK(apply(rig, &nes_test_migrations, &applied));
    NES_WANT_INT("again", applied, 0);
}

NES_TEST_BOTH(a_database_of_another_program_is_refused, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct nes_migration rows[100];
    struct nes_migrations other = { .rows = rows, .len = nes_test_migrations.len };
    int64_t applied;

    nes_rig_close(rig);
    NES_ASSERT(other.len < NES_LEN(rows));
    memcpy(rows, nes_test_migrations.rows, other.len * sizeof(*rows));
    other.len--;
    NES_WANT_FAULT("it is newer", check(rig, &other), "DB_SCHEMA");
    NES_WANT_FAULT("it is newer", apply(rig, &other, &applied), "DB_SCHEMA");
    other.len++;
    rows[0].checksum = "0000000000000000000000000000000000000000000000000000000000000000";
    NES_WANT_FAULT("a text was edited", check(rig, &other), "DB_SCHEMA");
    rows[0].checksum = nes_test_migrations.rows[0].checksum;
    NES_WANT_OK(check(rig, &other));
    rows[other.len] = (struct nes_migration){ .nr = 9'999, .name = "x", .checksum = rows[0].checksum, .sqlite = "",
                                              .postgres = "" };
    other.len++;
    NES_WANT_FAULT("it is older", check(rig, &other), "DB_SCHEMA");
}

NES_TEST_BOTH(a_migration_that_fails_leaves_nothing)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    static const char *const broken = "CREATE TABLE half (a INTEGER); CREATE TABLE half (a INTEGER);";
    static const char *const mended = "CREATE TABLE half (a INTEGER);";
    struct nes_migration rows[100];
    struct nes_migrations more = { .rows = rows, .len = nes_test_migrations.len + 1 };
    struct nes_migration *last = &rows[more.len - 1];
    int64_t applied;

    nes_rig_close(rig);
    memcpy(rows, nes_test_migrations.rows, nes_test_migrations.len * sizeof(*rows));
    *last = (struct nes_migration){ .nr = 9'999, .name = "half", .sqlite = broken, .postgres = broken,
                                    .checksum = rows[0].checksum };
    NES_WANT("it fails", apply(rig, &more, &applied).what != NULL);
    NES_WANT_OK(check(rig, &nes_test_migrations));
    last->sqlite = last->postgres = mended;
    NES_WANT_OK(apply(rig, &more, &applied));
    NES_WANT_INT("mended", applied, 1);
}

/* An index over all entries of a large lender takes longer than any call may. */
NES_TEST(a_migration_may_take_its_time)
{
    static const char *const unbounded = "DO $$ BEGIN IF current_setting('statement_timeout') <> '0' THEN"
                                         " RAISE EXCEPTION 'bounded'; END IF; END $$";
    NES_AUTO(nes_rig_end) struct nes_rig *rig = NULL;
    struct nes_migration rows[100];
    struct nes_migrations more = { .rows = rows, .len = nes_test_migrations.len + 1 };
    int64_t applied;

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES);
    memcpy(rows, nes_test_migrations.rows, nes_test_migrations.len * sizeof(*rows));
    rows[more.len - 1] = (struct nes_migration){ .nr = 9'999, .name = "slow", .checksum = rows[0].checksum,
                                                 .postgres = unbounded };
    NES_WANT_OK(apply(rig, &more, &applied));
}

struct migrator {
    const struct nes_db_options *options;
    pthread_t thread;
    int64_t applied;
    struct nes_err err;
};

static void *migrate(void *arg)
{
    struct migrator *migrator = arg;
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    migrator->err = nes_migrate(migrator->options, arena, &migrator->applied);
    migrator->err.at = NULL;
    return NULL;
}

NES_TEST(who_migrates_at_the_same_time_waits)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = NULL;
    struct nes_migration rows[100];
    struct nes_migrations more = { .rows = rows, .len = nes_test_migrations.len + 1 };
    struct nes_db_options options;
    struct migrator migrators[4];
    int64_t applied = 0;

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES);
    NES_ASSERT(more.len <= NES_LEN(rows));
    memcpy(rows, nes_test_migrations.rows, nes_test_migrations.len * sizeof(*rows));
    rows[more.len - 1] = (struct nes_migration){ .nr = 9'999, .name = "more", .checksum = rows[0].checksum,
                                                 .postgres = "CREATE TABLE more (a INTEGER)" };
    options = *nes_rig_options_of(rig);
    options.migrations = &more;
    for (size_t i = 0; i < NES_LEN(migrators); i++) {
        migrators[i] = (struct migrator){ .options = &options };
        NES_ASSERT(pthread_create(&migrators[i].thread, NULL, migrate, &migrators[i]) == 0);
    }
    for (size_t i = 0; i < NES_LEN(migrators); i++) {
        NES_ASSERT(pthread_join(migrators[i].thread, NULL) == 0);
        NES_WANT_OK(migrators[i].err);
        applied += migrators[i].applied;
    }
    NES_WANT_INT("by one of them", applied, 1);
}

NES_TEST(a_file_that_is_no_database_is_refused, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    const struct nes_db_options *options = nes_rig_options_of(rig);
    struct nes_db *db = NULL;
    struct nes_err err;
    FILE *file;
    int64_t applied;

    nes_rig_close(rig);
    file = fopen(options->sqlite_path, "w");
    NES_WANT("written", file && fputs("this is a shopping list, not a database of anything at all", file) >= 0);
    NES_WANT("closed", fclose(file) == 0);
    NES_WANT("migrate", nes_migrate(options, nes_rig_arena(rig), &applied).what != NULL);
    NES_WANT_FAULT("open", nes_db_open(options, &db), "DB_OPEN");
    err = nes_migrate_check(options);
    NES_WANT_FAULT("check", err, "DB_OPEN");
    NES_WANT_STR("why", nes_str_of(err.at), "file is not a database");
    NES_WANT("unlinked", unlink(options->sqlite_path) == 0);
    NES_WANT_FAULT("none there", nes_db_open(options, &db), "DB_OPEN");
    NES_WANT("none was made", access(options->sqlite_path, F_OK) != 0);
}

/* With the program's own migrations: the file is made by it, not copied by the rig. */
NES_TEST(only_the_owner_reads_the_file)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE,
                                                              .migrations = &nes_migrations);
    struct stat about;

    NES_WANT("there", stat(nes_rig_options_of(rig)->sqlite_path, &about) == 0);
    NES_WANT_INT("rights", about.st_mode & 0777, 0600);
}

NES_TEST(a_folder_has_one_owner, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct nes_owner first, second;
    struct nes_err err;
    char want[128];

    NES_WANT_OK(nes_owner_take(nes_rig_folder(rig), nes_rig_arena(rig), &first));
    err = nes_owner_take(nes_rig_folder(rig), nes_rig_arena(rig), &second);
    (void)snprintf(want, sizeof(want), "the data folder %s is in use by process %d", nes_rig_folder(rig),
                   (int)getpid());
    NES_WANT_FAULT("the second", err, "DB_OPEN");
    NES_WANT_STR("why", nes_str_of(err.at), want);
    nes_owner_leave(&second);
    nes_owner_leave(&first);
    NES_WANT_OK(nes_owner_take(nes_rig_folder(rig), nes_rig_arena(rig), &second));
    nes_owner_leave(&second);
    NES_WANT_FAULT("no folder", nes_owner_take("/nonexistent", nes_rig_arena(rig), &first), "DB_OPEN");
}
