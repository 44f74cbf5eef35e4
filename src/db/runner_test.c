#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "calc/calc_faults.h"
#include "db/engine.h"
#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"
#include "test/fault/gate.h"
#include "test/fault/rig.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
X(TEST_REFUSED, REFUSE, 409, "refused")
X(TEST_FAILED, FAIL, 422, "failed")
#undef X
NES_FAULT_DEFINE(TEST_REFUSED, REFUSE, 409, "refused")
NES_FAULT_DEFINE(TEST_FAILED, FAIL, 422, "failed")

struct ending {
    int32_t nr;
    const struct nes_fault *fault;
};

static struct nes_err write_and_end(struct nes_tx *tx, void *self)
{
    const struct ending *ending = self;

    NES_TRY(nes_test_account_insert(tx, ending->nr, (struct nes_money){ 1 }));
    return (struct nes_err){ .what = ending->fault };
}

static struct nes_err sum_up(struct nes_tx *tx, void *self)
{
    return nes_test_account_sum(tx, self);
}

NES_TEST_BOTH(done_and_refused_keep_what_they_wrote_and_failed_does_not)
{
    static const struct { const char *label; const struct nes_fault *fault; int64_t kept; } ends[] = {
        { "done",    NULL,                    1 },
        { "refused", &nes_fault_TEST_REFUSED, 2 },
        { "failed",  &nes_fault_TEST_FAILED,  2 },
    };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct nes_test_account_sum_row sum;

    for (size_t i = 0; i < NES_LEN(ends); i++) {
        struct ending ending = { .nr = (int32_t)i + 1, .fault = ends[i].fault };

        NES_WANT(ends[i].label, nes_rig_run(rig, write_and_end, &ending).what == ends[i].fault);
        NES_WANT_OK(nes_rig_read(rig, sum_up, &sum));
        NES_WANT_INT(ends[i].label, sum.n, ends[i].kept);
    }
}

NES_TEST_BOTH(what_was_done_is_there_after_a_restart)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct nes_test_account_sum_row sum;

    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
    nes_rig_restart(rig);
    NES_WANT_OK(nes_rig_read(rig, sum_up, &sum));
    NES_WANT_INT("accounts", sum.n, NES_TEST_ACCOUNTS);
}

/* --- many at once --- */

enum { CLIENTS = 8, MOVES = 40 };

struct client {
    struct nes_rig *rig;
    struct nes_clock clock;
    struct nes_rand rand;
    pthread_t thread;
    int nr;
    int64_t done, failed, fresh;
};

static void move_once(struct client *client, struct nes_arena *arena, uint8_t id)
{
    struct nes_test_move move = {
        .id = { { (uint8_t)client->nr, id } },
        .payer = 1 + (client->nr + id) % NES_TEST_ACCOUNTS,
        .payee = 1 + (client->nr + id + 1 + id % 5) % NES_TEST_ACCOUNTS,
        .amount = 1 + id,
    };
    struct nes_call call = { .operation = nes_id_new(&client->clock, &client->rand), .arena = arena,
                             .batch = id % 16 == 0, .run = nes_test_move, .self = &move };
    struct nes_err err = nes_db_run(nes_rig_db(client->rig), &call);

    client->done += err.what ? 0 : 1;
    client->failed += err.what ? 1 : 0;
    client->fresh += !err.what && move.fresh ? 1 : 0;
}

static void *move_many(void *arg)
{
    struct client *client = arg;
    struct nes_arena *arena = nes_arena_begin(0);

    for (int i = 0; i < MOVES; i++) {
        move_once(client, arena, (uint8_t)i);
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    nes_arena_end(&arena);
    return NULL;
}

static void run_clients(struct nes_rig *rig, struct client *clients, int len, bool same)
{
    for (int i = 0; i < len; i++) {
        clients[i] = (struct client){ .rig = rig, .nr = same ? 1 : i + 1, .clock = nes_clock_real(),
                                      .rand = nes_rand_real() };
        NES_ASSERT(pthread_create(&clients[i].thread, NULL, move_many, &clients[i]) == 0);
    }
    for (int i = 0; i < len; i++) {
        NES_ASSERT(pthread_join(clients[i].thread, NULL) == 0);
    }
}

NES_TEST_BOTH(many_at_once_lose_nothing)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct client clients[CLIENTS];
    struct nes_db_stats stats;
    int64_t deeds, done = 0;

    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
    run_clients(rig, clients, CLIENTS, false);
    for (int i = 0; i < CLIENTS; i++) {
        NES_WANT_INT("failed", clients[i].failed, 0);
        done += clients[i].fresh;
    }
    NES_WANT_OK(nes_rig_read(rig, nes_test_books, &deeds));
    NES_WANT_INT("deeds", deeds, CLIENTS * MOVES);
    NES_WANT_INT("told", done, CLIENTS * MOVES);
    nes_db_stats(nes_rig_db(rig), &stats);
    NES_WANT_INT("calls", stats.calls, CLIENTS * MOVES + 1);
    NES_WANT_INT("waiting", stats.waiting, 0);
    NES_WANT("groups", stats.groups > 0 && stats.groups <= stats.calls);
}

NES_TEST_BOTH(many_who_do_the_same_have_one_effect)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct client clients[CLIENTS];
    int64_t deeds, fresh = 0;

    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
    run_clients(rig, clients, CLIENTS, true);
    for (int i = 0; i < CLIENTS; i++) {
        NES_WANT_INT("failed", clients[i].failed, 0);
        fresh += clients[i].fresh;
    }
    NES_WANT_OK(nes_rig_read(rig, nes_test_books, &deeds));
    NES_WANT_INT("deeds", deeds, MOVES);
    NES_WANT_INT("one of them was told so", fresh, MOVES);
}

/* --- a gate holds the writer, so that a test fills the queue as it likes --- */

struct told {
    struct nes_call call;
    struct ending ending;
    atomic_int *clock;            /* counts the answers, over all */
    int at;                       /* which of them this was; 0: none yet */
    int runs;
    struct nes_err err;
};

static struct nes_err run_told(struct nes_tx *tx, void *self)
{
    struct told *told = self;

    told->runs++;
    return write_and_end(tx, &told->ending);
}

static void over_told(void *self, struct nes_err err)
{
    struct told *told = self;

    told->err = err;
    told->at = 1 + atomic_fetch_add(told->clock, 1);
}

static void submit(struct nes_rig *rig, struct told *told, int32_t nr, atomic_int *clock)
{
    const struct nes_db_options *options = nes_rig_options_of(rig);

    told->clock = clock;
    told->ending.nr = nr;
    told->call.operation = nes_id_new(&options->clock, &options->rand);
    told->call.arena = nes_arena_begin(1024);
    told->call.run = run_told;
    told->call.over = over_told;
    told->call.self = told;
    NES_WANT_OK(nes_db_submit(nes_rig_db(rig), &told->call));
}

static void end_arenas(struct told *told, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        nes_arena_end(&told[i].call.arena);
    }
}

static void hold(struct nes_rig *rig, struct nes_gate *gate, struct nes_call *call, struct nes_arena *arena)
{
    const struct nes_db_options *options = nes_rig_options_of(rig);

    *call = (struct nes_call){ .operation = nes_id_new(&options->clock, &options->rand), .arena = arena,
                               .batch = true, .run = nes_gate_stand, .self = gate };
    NES_WANT_OK(nes_db_submit(nes_rig_db(rig), call));
    nes_gate_wait(gate);
}

NES_TEST_BOTH(interactive_calls_go_before_batch_work)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine, .writers = 1);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_gate gate = NES_GATE;
    struct told told[3] = { { .call.batch = true } };
    struct nes_call held;
    atomic_int clock = 0;

    hold(rig, &gate, &held, arena);
    for (int i = 0; i < 3; i++) {
        submit(rig, &told[i], 100 + i, &clock);
    }
    nes_gate_open(&gate);
    nes_rig_close(rig);
    NES_WANT_INT("the batch call, first in the line, is last", told[0].at, 3);
    NES_WANT_INT("first", told[1].at, 1);
    NES_WANT_INT("second", told[2].at, 2);
    end_arenas(told, 3);
}

NES_TEST_BOTH(a_full_queue_says_so_and_a_closed_one_too)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine, .writers = 1, .queue_max = 2);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_gate gate = NES_GATE;
    struct told told[3] = { 0 };
    struct nes_call held;
    atomic_int clock = 0;

    hold(rig, &gate, &held, arena);
    submit(rig, &told[0], 1, &clock);
    submit(rig, &told[1], 2, &clock);
    told[2].call = told[1].call;
    NES_WANT_FAULT("the third", nes_db_submit(nes_rig_db(rig), &told[2].call), "DB_BUSY");
    nes_gate_open(&gate);
    nes_rig_close(rig);
    NES_WANT_INT("both were told before the end", atomic_load(&clock), 2);
    end_arenas(told, 2);
}

/* The guilty one rolls the group back, as SQLite does when the disk is full in the middle of a statement. */
static struct nes_err guilty(struct nes_tx *tx, void *self)
{
    struct told *told = self;

    told->runs++;
    NES_TRY(write_and_end(tx, &told->ending));
    return nes_sqlite_script(tx->sqlite, "ROLLBACK", tx->arena).what ? NES_FAIL(DB_FAULT, "rollback")
                                                                      : NES_FAIL(DB_FULL, "as if");
}

NES_TEST(a_guilty_call_among_eight_fails_alone)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_gate gate = NES_GATE;
    struct told told[8] = { 0 };
    struct nes_call held;
    struct nes_test_account_sum_row sum;
    atomic_int clock = 0;

    hold(rig, &gate, &held, arena);
    for (int i = 0; i < 8; i++) {
        submit(rig, &told[i], 1 + i, &clock);
    }
    told[4].call.run = guilty;
    told[2].ending.fault = &nes_fault_TEST_REFUSED;
    told[6].ending.fault = &nes_fault_TEST_FAILED;
    nes_gate_open(&gate);
    nes_rig_restart(rig);
    for (int i = 0; i < 8; i++) {
        NES_WANT("told", told[i].err.what == (i == 4 ? &nes_fault_DB_FULL : told[i].ending.fault));
        NES_WANT_INT("runs", told[i].runs, i <= 4 ? 2 : 1);
    }
    NES_WANT_OK(nes_rig_read(rig, sum_up, &sum));
    NES_WANT_INT("kept", sum.n, 6);
    end_arenas(told, 8);
}

NES_TEST_BOTH(each_failing_statement_leaves_the_books_whole)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    bool fired = true;

    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
    nes_rig_add_check(rig, "books", nes_test_books, NULL);
    for (unsigned nth = 1; fired; nth++) {
        struct nes_test_move move = { .id = { { 9, (uint8_t)nth } }, .payer = 1, .payee = 2, .amount = 5 };
        struct nes_err err;

        nes_rig_fail_statement(rig, nth);
        err = nes_rig_run(rig, nes_test_move, &move);
        fired = nes_rig_fault_fired(rig);
        NES_WANT("a fault is told", (err.what != NULL) == fired);
        nes_rig_check_invariants(rig);
    }
}

struct glance {
    struct nes_rig *rig;
    struct nes_test_account_sum_row before, after;
};

static struct nes_err glance(struct nes_tx *tx, void *self)
{
    struct glance *glance = self;
    struct ending ending = { .nr = 50 };

    NES_TRY(nes_test_account_sum(tx, &glance->before));
    NES_TRY(nes_rig_run(glance->rig, write_and_end, &ending));
    return nes_test_account_sum(tx, &glance->after);
}

NES_TEST_BOTH(a_read_sees_one_moment)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct glance seen = { .rig = rig };
    struct nes_test_account_sum_row sum;

    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
    NES_WANT_OK(nes_rig_read(rig, glance, &seen));
    NES_WANT_INT("before", seen.before.n, NES_TEST_ACCOUNTS);
    NES_WANT_INT("after", seen.after.n, NES_TEST_ACCOUNTS);
    NES_WANT_OK(nes_rig_read(rig, sum_up, &sum));
    NES_WANT_INT("the next read", sum.n, NES_TEST_ACCOUNTS + 1);
}

static struct nes_err write_much(struct nes_tx *tx, void *none)
{
    static const char page[4'000] = { 1 };

    NES_TRY(nes_test_accounts(tx, none));
    for (int i = 0; i < 1'200; i++) {
        NES_TRY(nes_test_deed_insert(tx, &(const struct nes_test_deed_insert_in){
                                             .id = nes_tx_new_id(tx), .payer = 1, .payee = 2, .amount = { 1 },
                                             .scan = { page, sizeof(page) } }));
    }
    return NES_FINE;
}

static void count_checkpoints(void *self, const char *point)
{
    if (strcmp(point, "checkpoint") == 0) {
        (void)atomic_fetch_add((atomic_int *)self, 1);
    }
}

NES_TEST(the_log_is_copied_when_nobody_waits_and_begins_anew)
{
    atomic_int checkpoints = 0;
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE, .at = count_checkpoints,
                                                              .at_self = &checkpoints);
    struct ending ending = { .nr = 50 };
    struct nes_db_stats stats;

    NES_WANT_OK(nes_rig_run(rig, write_much, NULL));
    while (atomic_load(&checkpoints) == 0) {
        (void)sched_yield();
    }
    NES_WANT_OK(nes_rig_run(rig, write_and_end, &ending));
    ending.nr = 51; /* a third call: by now the writer has noted the log of the second */
    NES_WANT_OK(nes_rig_run(rig, write_and_end, &ending));
    nes_db_stats(nes_rig_db(rig), &stats);
    NES_WANT("it was long", stats.calls == 3 && stats.wal_pages > 0);
    NES_WANT("and is short again", stats.wal_pages < 100);
}
