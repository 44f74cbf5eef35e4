/* The power goes, or the disk fails, at each write and sync in turn: what was acknowledged is there, all else is wholly
 * there or wholly not. */
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"
#include "test/fault/gate.h"
#include "test/fault/rig.h"
#include "test/fault/vfs.h"

enum { GROUP = 8, SINGLES = 3, ALL = GROUP + SINGLES };

/* One move, and what its caller heard while there was power. */
struct heard {
    struct nes_call call;
    struct nes_test_move move;
    struct nes_vfs *vfs;
    atomic_int *told;
    bool fine, failed;
};

struct scene {
    struct nes_rig *rig;
    struct nes_vfs *vfs;
    struct heard heard[ALL];
    struct nes_gate gate;
    struct nes_call held;
    atomic_int told;
};

static struct nes_err run_move(struct nes_tx *tx, void *self)
{
    struct heard *heard = self;

    return nes_test_move(tx, &heard->move);
}

static void over(void *self, struct nes_err err)
{
    struct heard *heard = self;
    bool power = !nes_vfs_is_off(heard->vfs);

    heard->fine = power && !err.what;
    heard->failed = power && err.what;
    (void)atomic_fetch_add(heard->told, 1);
}

static void submit(struct scene *scene, int i)
{
    const struct nes_db_options *options = nes_rig_options_of(scene->rig);
    struct heard *heard = &scene->heard[i];

    *heard = (struct heard){ .vfs = scene->vfs, .told = &scene->told };
    heard->move = (struct nes_test_move){ .id = { { 1, (uint8_t)i } }, .payer = 1 + i % 4, .payee = 5 + i % 3,
                                          .amount = 100 + i };
    heard->call = (struct nes_call){ .operation = nes_id_new(&options->clock, &options->rand),
                                     .arena = nes_arena_begin(0), .run = run_move, .over = over, .self = heard };
    if (nes_db_submit(nes_rig_db(scene->rig), &heard->call).what) {
        over(heard, NES_FAIL(DB_FAULT, "not taken"));
        heard->failed = false; /* after a stop: the product is gone by then */
    }
}

/* Holds the writer, so that the eight that follow become one group. */
static void act_group(struct scene *scene)
{
    const struct nes_db_options *options = nes_rig_options_of(scene->rig);
    struct nes_gate *gate = &scene->gate;

    scene->held = (struct nes_call){ .operation = nes_id_new(&options->clock, &options->rand),
                                     .arena = nes_arena_begin(0), .batch = true, .run = nes_gate_stand, .self = gate };
    NES_WANT_OK(nes_db_submit(nes_rig_db(scene->rig), &scene->held));
    nes_gate_wait(gate);
    for (int i = 0; i < GROUP; i++) {
        submit(scene, i);
    }
    nes_gate_open(gate);
}

static void act_singles(struct scene *scene)
{
    for (int i = GROUP; i < ALL; i++) {
        int before = atomic_load(&scene->told);

        submit(scene, i);
        while (atomic_load(&scene->told) == before) {
            (void)sched_yield();
        }
    }
}

/* Eight in a group, then three alone, then the end of the process, which copies the log into the database. */
static void act(struct scene *scene)
{
    act_group(scene);
    while (atomic_load(&scene->told) < GROUP) {
        (void)sched_yield();
    }
    act_singles(scene);
    nes_rig_close(scene->rig);
}

static void begin(struct scene *scene, uint64_t seed)
{
    *scene = (struct scene){ .gate = NES_GATE };
    scene->vfs = nes_vfs_begin(seed);
    scene->rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE, .vfs = nes_vfs_name(), .seed = seed);
    NES_WANT_OK(nes_rig_run(scene->rig, nes_test_accounts, NULL));
}

static void end(struct scene *scene)
{
    for (int i = 0; i < ALL; i++) {
        nes_arena_end(&scene->heard[i].call.arena);
    }
    nes_arena_end(&scene->held.arena);
    nes_rig_end(&scene->rig);
    nes_vfs_end(&scene->vfs);
}

struct presence {
    struct nes_id id;
    bool there;
};

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct presence *presence = self;
    struct nes_test_deed_by_id_row row;
    struct nes_err err = nes_test_deed_by_id(tx, presence->id, &row);

    presence->there = !err.what;
    return err.what == &nes_fault_DB_NO_ROW ? NES_FINE : err;
}

static int first_word(void *self, int columns, char **values, char **names)
{
    char *word = self;

    (void)columns;
    (void)names;
    (void)snprintf(word, 64, "%s", values[0]);
    return 0;
}

static void check_integrity(const char *path)
{
    sqlite3 *db = NULL;
    char word[64] = "";

    NES_WANT_INT("opened", sqlite3_open(path, &db), SQLITE_OK);
    NES_WANT_INT("checked", sqlite3_exec(db, "PRAGMA integrity_check", first_word, word, NULL), SQLITE_OK);
    NES_WANT_STR("integrity", nes_str_of(word), "ok");
    NES_WANT_INT("closed", sqlite3_close(db), SQLITE_OK);
}

/* What was heard is so; nothing is half there. */
static void check(struct scene *scene, const char *label)
{
    int64_t deeds, there = 0;

    nes_rig_restart(scene->rig);
    for (int i = 0; i < ALL; i++) {
        struct presence presence = { .id = scene->heard[i].move.id };

        NES_WANT_OK(nes_rig_read(scene->rig, look, &presence));
        NES_WANT(label, presence.there || !scene->heard[i].fine);
        NES_WANT(label, !presence.there || !scene->heard[i].failed);
        there += presence.there ? 1 : 0;
    }
    NES_WANT_OK(nes_rig_read(scene->rig, nes_test_books, &deeds));
    NES_WANT_INT(label, deeds, there);
    nes_rig_close(scene->rig);
    check_integrity(nes_rig_options_of(scene->rig)->sqlite_path);
}

static int64_t changes_of_all(void)
{
    struct scene scene;
    int64_t before, after;

    begin(&scene, 1);
    before = nes_vfs_changes(scene.vfs);
    act(&scene);
    after = nes_vfs_changes(scene.vfs);
    for (int i = 0; i < ALL; i++) {
        NES_WANT("fine without faults", scene.heard[i].fine);
    }
    check(&scene, "no fault");
    end(&scene);
    return after - before;
}

NES_TEST(power_goes_at_every_write_and_sync)
{
    static const char *const losses[] = { "all is lost", "all is kept", "the tail is lost", "some is lost", "torn" };
    int64_t changes = changes_of_all(), rounds = nes_budget("db.power_off");

    NES_WANT("there are some", changes > 20);
    for (int64_t round = 0; round < rounds; round++) {
        for (int64_t nth = 1; nth <= changes; nth++) {
            enum nes_loss loss = (enum nes_loss)((uint64_t)(nth + round) % NES_LOSS_KINDS);
            struct scene scene;

            begin(&scene, nes_test_seed() + (uint64_t)round);
            nes_vfs_power_off_at(scene.vfs, nth);
            act(&scene);
            nes_vfs_power_on(scene.vfs, loss);
            check(&scene, losses[loss]);
            end(&scene);
        }
    }
}

/* An acknowledgement needs a sync: with the power gone right before it, whatever was written, it must not leave. */
NES_TEST(no_answer_leaves_before_the_sync_that_holds_it)
{
    int64_t changes = changes_of_all();

    for (int64_t nth = 1; nth <= changes; nth++) {
        struct scene scene;

        begin(&scene, nes_test_seed());
        nes_vfs_power_off_at(scene.vfs, nth);
        act(&scene);
        nes_vfs_power_on(scene.vfs, NES_LOSS_ALL);
        check(&scene, "all that was not synced is lost");
        end(&scene);
    }
}

static void fail_once(int64_t nth, enum nes_disk_fault fault, bool lasting)
{
    static const char *const faults[] = { "an error", "a full disk", "a short write" };
    struct scene scene;

    begin(&scene, nes_test_seed());
    nes_vfs_fail_at(scene.vfs, nth, fault, lasting);
    act(&scene);
    NES_WANT("room alone does not stop the process", fault == NES_DISK_ERROR || !nes_rig_stops(scene.rig));
    for (int i = 0; i < ALL && nes_rig_stops(scene.rig); i++) {
        scene.heard[i].failed = false; /* where the product stops no answer leaves */
    }
    nes_vfs_fail_at(scene.vfs, 0, fault, false);
    check(&scene, faults[fault]);
    end(&scene);
}

NES_TEST(disk_fails_at_every_write_and_sync)
{
    int64_t changes = changes_of_all(), step = 1 + changes / nes_budget("db.disk_faults");

    for (int64_t nth = 1; nth <= changes; nth += step) {
        for (int how = 0; how < NES_DISK_KINDS * 2; how++) {
            fail_once(nth, (enum nes_disk_fault)(how % NES_DISK_KINDS), how >= NES_DISK_KINDS);
        }
    }
}

NES_TEST(power_goes_at_every_write_and_sync_of_a_migration)
{
    bool off = true;

    for (int64_t nth = 1; off; nth++) {
        struct scene scene;
        struct nes_migration rows[100];
        struct nes_migrations more = { .rows = rows, .len = nes_test_migrations.len + 1 };
        struct nes_db_options options;
        int64_t applied;

        begin(&scene, nes_test_seed());
        nes_rig_close(scene.rig);
        NES_ASSERT(more.len <= NES_LEN(rows));
        memcpy(rows, nes_test_migrations.rows, nes_test_migrations.len * sizeof(*rows));
        rows[more.len - 1] = (struct nes_migration){
            .nr = 9'999, .name = "more", .checksum = rows[0].checksum,
            .sqlite = "CREATE TABLE a (x INTEGER); CREATE TABLE b (x INTEGER);",
        };
        options = *nes_rig_options_of(scene.rig);
        options.migrations = &more;
        nes_vfs_power_off_at(scene.vfs, nth);
        (void)nes_migrate(&options, nes_rig_arena(scene.rig), &applied);
        off = nes_vfs_is_off(scene.vfs);
        nes_vfs_power_on(scene.vfs, (enum nes_loss)(nth % NES_LOSS_KINDS));
        NES_WANT_OK(nes_migrate(&options, nes_rig_arena(scene.rig), &applied));
        NES_WANT_OK(nes_migrate_check(&options));
        check_integrity(options.sqlite_path);
        end(&scene);
    }
}

NES_TEST(a_full_disk_is_told_and_room_lets_work_go_on)
{
    struct scene scene;
    struct nes_test_move move = { .id = { { 7 } }, .payer = 1, .payee = 2, .amount = 1 };

    begin(&scene, 1);
    nes_vfs_fail_at(scene.vfs, 1, NES_DISK_FULL, true);
    NES_WANT_FAULT("full", nes_rig_run(scene.rig, nes_test_move, &move), "DB_FULL");
    NES_WANT_FAULT("still full", nes_rig_run(scene.rig, nes_test_move, &move), "DB_FULL");
    NES_WANT_OK(nes_rig_read(scene.rig, nes_test_books, NULL));
    nes_vfs_fail_at(scene.vfs, 0, NES_DISK_FULL, false);
    NES_WANT_OK(nes_rig_run(scene.rig, nes_test_move, &move));
    NES_WANT("moved", move.fresh);
    NES_WANT_INT("no stop", nes_rig_stops(scene.rig), 0);
    end(&scene);
}

NES_TEST(an_error_of_the_disk_stops_the_process)
{
    struct scene scene;
    struct nes_test_move move = { .id = { { 7 } }, .payer = 1, .payee = 2, .amount = 1 };

    begin(&scene, 1);
    nes_vfs_fail_at(scene.vfs, 1, NES_DISK_ERROR, false);
    NES_WANT("not done", nes_rig_run(scene.rig, nes_test_move, &move).what != NULL);
    NES_WANT_INT("stopped", nes_rig_stops(scene.rig), 1);
    NES_WANT("nothing more is taken", nes_rig_run(scene.rig, nes_test_move, &move).what != NULL);
    end(&scene);
}
