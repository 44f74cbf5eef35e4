/* What only PostgreSQL does: calls that wait for each other's locks. */
#include <pthread.h>

#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"
#include "test/fault/gate.h"
#include "test/fault/rig.h"

struct crossing {
    int32_t first, second;
    struct nes_gate *mine, *other;
    int runs;
};

static struct nes_err cross(struct nes_tx *tx, void *self)
{
    struct crossing *crossing = self;
    struct nes_test_account_lock_row row;

    crossing->runs++;
    NES_TRY(nes_test_account_lock(tx, crossing->first, &row));
    if (crossing->runs == 1) {
        nes_gate_open(crossing->mine);
        (void)nes_gate_stand(tx, crossing->other);
    }
    return nes_test_account_lock(tx, crossing->second, &row);
}

struct crosser {
    struct nes_rig *rig;
    struct crossing crossing;
    struct nes_err err;
};

static void *cross_over(void *arg)
{
    struct crosser *crosser = arg;
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_clock clock = nes_clock_real();
    struct nes_rand rand = nes_rand_real();
    struct nes_call call = { .operation = nes_id_new(&clock, &rand), .arena = arena, .run = cross,
                             .self = &crosser->crossing };

    crosser->err = nes_db_run(nes_rig_db(crosser->rig), &call);
    return NULL;
}

NES_TEST(two_in_a_deadlock_both_end_well)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = NULL;
    struct nes_gate one = NES_GATE, two = NES_GATE;
    struct crosser crossers[2];
    struct nes_db_stats stats;
    pthread_t threads[2];

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .writers = 2);
    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
    crossers[0] = (struct crosser){ .rig = rig, .crossing = { 1, 2, &one, &two, 0 } };
    crossers[1] = (struct crosser){ .rig = rig, .crossing = { 2, 1, &two, &one, 0 } };
    for (int i = 0; i < 2; i++) {
        NES_ASSERT(pthread_create(&threads[i], NULL, cross_over, &crossers[i]) == 0);
    }
    for (int i = 0; i < 2; i++) {
        NES_ASSERT(pthread_join(threads[i], NULL) == 0);
    }
    NES_WANT_OK(crossers[0].err);
    NES_WANT_OK(crossers[1].err);
    nes_db_stats(nes_rig_db(rig), &stats);
    NES_WANT("at least one ran again", stats.reruns >= 1); /* twice where it met the other once more */
}

struct holder {
    struct nes_call call;
    struct nes_gate gate;
};

static struct nes_err hold_account(struct nes_tx *tx, void *self)
{
    struct holder *holder = self;
    struct nes_test_account_lock_row row;

    NES_TRY(nes_test_account_lock(tx, 1, &row));
    return nes_gate_stand(tx, &holder->gate);
}

static struct nes_err lock_account(struct nes_tx *tx, void *self)
{
    struct nes_test_account_lock_row row;

    (void)self;
    return nes_test_account_lock(tx, 1, &row);
}

NES_TEST(who_waits_too_long_for_a_lock_is_told, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = NULL;
    struct holder holder = { .gate = NES_GATE };

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .writers = 2);
    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
    holder.call = (struct nes_call){ .operation = { { 1 } }, .arena = nes_arena_begin(0), .run = hold_account,
                                     .self = &holder };
    NES_WANT_OK(nes_db_submit(nes_rig_db(rig), &holder.call));
    nes_gate_wait(&holder.gate);
    NES_WANT_FAULT("the second", nes_rig_run(rig, lock_account, NULL), "DB_CONFLICT");
    nes_gate_open(&holder.gate);
    nes_rig_close(rig);
    nes_arena_end(&holder.call.arena);
}

/* So many statements that nobody waits for, one of them new to the connection, and the end of the call. */
static struct nes_err write_many_and_fail(struct nes_tx *tx, void *self)
{
    const int *count = self;

    for (int i = 0; i < *count; i++) {
        NES_TRY(nes_test_account_insert(tx, 1'000 + i, (struct nes_money){ 1 }));
    }
    NES_TRY(nes_test_deed_spoil(tx, (struct nes_id){ { 1 } }));
    return NES_FAIL(DB_CHECK, "test");
}

static struct nes_err sum(struct nes_tx *tx, void *self)
{
    return nes_test_account_sum(tx, self);
}

NES_TEST(a_call_that_fails_after_many_statements_leaves_nothing)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = NULL;
    struct nes_test_account_sum_row left;

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .writers = 1);
    for (int count = 246; count <= 256; count++) { /* around what a connection may owe answers for */
        NES_WANT_FAULT("it fails", nes_rig_run(rig, write_many_and_fail, &count), "DB_CHECK");
        NES_WANT_OK(nes_rig_read(rig, sum, &left));
        NES_WANT_INT("nothing is left", left.n, 0);
        nes_rig_restart(rig);
    }
}

struct shares {
    int seen, fail_at;
};

static struct nes_err take_share(void *self, const struct nes_test_account_shares_row *row)
{
    struct shares *shares = self;

    NES_WANT_INT("in their order", row->part, 100 / ++shares->seen);
    return shares->seen == shares->fail_at ? NES_FAIL(DB_CHECK, "test") : NES_FINE;
}

static struct nes_err walk_shares(struct nes_tx *tx, void *self)
{
    return nes_test_account_shares(tx, take_share, self);
}

static struct nes_err make_shares(struct nes_tx *tx, void *self)
{
    const int *count = self;

    for (int i = 1; i <= *count; i++) {
        NES_TRY(nes_test_account_insert(tx, i, (struct nes_money){ i }));
    }
    return *count < 4 ? nes_test_account_insert(tx, 4, (struct nes_money){ 0 }) : NES_FINE;
}

/* Rows of a walk come while the server is still at it: however many there are, they are not held. */
NES_TEST(a_walk_takes_each_row_before_the_next)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = NULL;
    struct shares shares = { 0 };
    struct nes_test_account_sum_row left;
    int three = 3;

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .writers = 1, .readers = 1);
    NES_WANT_OK(nes_rig_run(rig, make_shares, &three));
    NES_WANT_FAULT("at the fourth", nes_rig_read(rig, walk_shares, &shares), "DB_CHECK");
    NES_WANT_INT("three were seen", shares.seen, 3);
    NES_WANT_OK(nes_rig_read(rig, sum, &left));
    NES_WANT_INT("the line still serves", left.n, 4);
}

NES_TEST(a_long_walk_sees_all_rows_or_ends_where_it_wants)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = NULL;
    struct shares shares = { 0 }, stopped = { .fail_at = 2 };
    int all = 5'000;

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .writers = 1, .readers = 1);
    NES_WANT_OK(nes_rig_run(rig, make_shares, &all));
    NES_WANT_OK(nes_rig_run(rig, walk_shares, &shares)); /* in a transaction that writes, too */
    NES_WANT_INT("all", shares.seen, all);
    NES_WANT_FAULT("by its own will", nes_rig_read(rig, walk_shares, &stopped), "DB_CHECK");
    NES_WANT_INT("no more were seen", stopped.seen, 2);
}
