/* test/fault/rig.h: a database for one test, on either engine, empty but for its schema, that can be told to fail. */
#pragma once
#include "db/db.h"
#include "db/migrate.h"
#include "test/unit/test.h"

struct nes_rig;

struct nes_rig_options {
    uint64_t seed;                           /* of the generator; 0: that of the run */
    enum nes_engine engine;
    const struct nes_migrations *migrations; /* NULL: the product's and those of test/fault/migration */
    int writers, readers, queue_max;         /* as nes_db_options; 0: 4, 2, its own */
    int answer_ms_max;                       /* as nes_db_options */
    const char *vfs;                         /* SQLite: a file system of the test */
    const char *postgres_url;                /* instead of NESIE_TEST_POSTGRES: another server, or a proxy ... */
    const char *postgres_home;               /* ... and then what stands behind it */
    void (*at)(void *self, const char *point);       /* fail points, as nes_db_probe.at */
    void *at_self;
};

/* nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .seed = 7). PostgreSQL: in its own schema. Failures end the test. */
#define nes_rig_begin(...) nes_rig_begin_with(&(const struct nes_rig_options){ __VA_ARGS__ })
struct nes_rig *nes_rig_begin_with(const struct nes_rig_options *options);
/* For NES_AUTO: closes and removes all. */
void nes_rig_end(struct nes_rig **rig);
bool nes_rig_has_postgres(void);

struct nes_db *nes_rig_db(struct nes_rig *rig);
const struct nes_db_options *nes_rig_options_of(struct nes_rig *rig);
struct nes_arena *nes_rig_arena(struct nes_rig *rig);
const char *nes_rig_folder(struct nes_rig *rig);
/* Stands until the test moves it; the steady clock runs. */
struct nes_test_time *nes_rig_time(struct nes_rig *rig);
/* Closes the database and opens it again. */
void nes_rig_restart(struct nes_rig *rig);
void nes_rig_close(struct nes_rig *rig);

/* Runs one call and waits, with a new operation and an arena that lives as long as the rig. */
struct nes_err nes_rig_run(struct nes_rig *rig, nes_call_run *run, void *self);
struct nes_err nes_rig_read(struct nes_rig *rig, nes_call_run *look, void *self);

/* The nth statement from now on fails as if the engine had failed; 0: none. `fired` tells whether it came to that. */
void nes_rig_fail_statement(struct nes_rig *rig, unsigned nth);
bool nes_rig_fault_fired(struct nes_rig *rig);
/* How often the runner said that the disk failed, where the product would have stopped. */
int nes_rig_stops(struct nes_rig *rig);

/* Each module adds the check of its invariants; they run on one snapshot. A check that fails ends the test. */
void nes_rig_add_check(struct nes_rig *rig, const char *name, nes_call_run *check, void *self);
void nes_rig_check_invariants(struct nes_rig *rig);

extern const struct nes_migrations nes_test_migrations;

/* One test for each engine: NES_TEST_BOTH(name) { ... `engine` ... } */
#define NES_TEST_BOTH(...) NES_TEST_BOTH_(__VA_ARGS__, .next = NULL)
#define NES_TEST_BOTH_(name_, ...)                                                                                     \
    static void both_##name_(enum nes_engine engine);                                                                  \
    NES_TEST_(name_##_on_sqlite, __VA_ARGS__)                                                                          \
    {                                                                                                                  \
        both_##name_(NES_ENGINE_SQLITE);                                                                               \
    }                                                                                                                  \
    NES_TEST_(name_##_on_postgres, __VA_ARGS__)                                                                        \
    {                                                                                                                  \
        if (!nes_rig_has_postgres()) {                                                                                 \
            NES_SKIP("NESIE_TEST_POSTGRES is not set");                                                                \
        }                                                                                                              \
        both_##name_(NES_ENGINE_POSTGRES);                                                                             \
    }                                                                                                                  \
    static void both_##name_(enum nes_engine engine)
