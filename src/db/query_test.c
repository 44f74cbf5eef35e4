#include <string.h>

#include "calc/date.h"
#include "db/engine.h"
#include "db/migrate.h"
#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"
#include "test/fault/rig.h"

extern const struct nes_query *const nes_queries[];

static struct nes_test_deed_insert_in full_deed(void)
{
    return (struct nes_test_deed_insert_in){
        .id = { { 1, 2, 3, 0, 255 } }, .payer = 1, .payee = 2, .amount = { INT64_MAX }, .urgent = true,
        .day = { 738'000 }, .note = NES_STR("Ұйымның «шартын»\n'--"), .scan = { "\0\xff\x01", 3 },
        .priority = INT64_MIN, .has_priority = true, .at = -1, .undone = 5,
    };
}

struct round_trip {
    struct nes_test_deed_insert_in in;
    struct nes_test_deed_by_id_row out;
};

static struct nes_err write_and_read(struct nes_tx *tx, void *self)
{
    struct round_trip *trip = self;

    NES_TRY(nes_test_accounts(tx, NULL));
    NES_TRY(nes_test_deed_insert(tx, &trip->in));
    return nes_test_deed_by_id(tx, trip->in.id, &trip->out);
}

NES_TEST_BOTH(every_type_comes_back_as_it_went)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct round_trip trip = { .in = full_deed() };

    NES_WANT_OK(nes_rig_run(rig, write_and_read, &trip));
    NES_WANT("id", nes_id_eq(trip.out.id, trip.in.id));
    NES_WANT_INT("payer", trip.out.payer, 1);
    NES_WANT_INT("amount", trip.out.amount.tiyn, INT64_MAX);
    NES_WANT_INT("day", trip.out.day.day, 738'000);
    NES_WANT("urgent", trip.out.urgent);
    NES_WANT("note", nes_str_eq(trip.out.note, trip.in.note));
    NES_WANT("scan", nes_str_eq(trip.out.scan, trip.in.scan));
    NES_WANT("priority", trip.out.has_priority && trip.out.priority == INT64_MIN);
    NES_WANT_INT("at", trip.out.at, -1);
    NES_WANT_INT("undone", trip.out.undone, 5);
}

NES_TEST_BOTH(what_is_none_comes_back_as_none)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct round_trip trip = { .in = full_deed() };

    trip.in.day = (struct nes_date){ 0 };
    trip.in.note = (struct nes_str){ 0 };
    trip.in.scan = NES_STR("");
    trip.in.has_priority = false;
    trip.in.undone = 0;
    NES_WANT_OK(nes_rig_run(rig, write_and_read, &trip));
    NES_WANT_INT("day", trip.out.day.day, 0);
    NES_WANT("no note", trip.out.note.ptr == NULL);
    NES_WANT("empty scan is not none", trip.out.scan.ptr && trip.out.scan.len == 0);
    NES_WANT("priority", !trip.out.has_priority);
    NES_WANT_INT("undone", trip.out.undone, 0);
}

static struct nes_err many_days(struct nes_tx *tx, void *none)
{
    static const int32_t days[] = { 1, 730'119, 730'120, 730'121, 3'652'059 };

    NES_TRY(nes_test_accounts(tx, none));
    for (size_t i = 0; i < NES_LEN(days); i++) {
        struct round_trip trip = { .in = full_deed() };

        trip.in.day.day = days[i];
        trip.in.id.b[15] = (uint8_t)i;
        NES_TRY(nes_test_deed_insert(tx, &trip.in));
        NES_TRY(nes_test_deed_by_id(tx, trip.in.id, &trip.out));
        if (trip.out.day.day != days[i]) {
            return NES_FAIL(DB_CHECK, "another day"); /* no NES_WANT on a thread of the runner */
        }
    }
    return NES_FINE;
}

/* Deeds that a batch writes, the last with nothing in it that may be none. */
struct many_deeds {
    struct nes_test_deeds_insert_in in[3];
    struct nes_test_deeds_by_id_rows out, none;
};

static struct nes_err write_and_read_many(struct nes_tx *tx, void *self)
{
    struct many_deeds *many = self;
    const struct nes_test_deeds_by_id_in ids[] = { { many->in[0].id }, { many->in[1].id }, { { { 77 } } },
                                                   { many->in[2].id } };

    NES_TRY(nes_test_accounts(tx, NULL));
    NES_TRY(nes_test_deeds_insert(tx, many->in, 0));
    NES_TRY(nes_test_deeds_insert(tx, many->in, NES_LEN(many->in)));
    NES_TRY(nes_test_deeds_by_id(tx, ids, 0, &many->none));
    return nes_test_deeds_by_id(tx, ids, NES_LEN(ids), &many->out);
}

static struct many_deeds many_deeds(void)
{
    return (struct many_deeds){ .in = {
        { .id = { { 1 } }, .payer = 1, .payee = 2, .amount = { INT64_MAX }, .day = { 738'000 }, .urgent = true,
          .note = NES_STR("Ұйым «{,}\"\\"), .scan = { "\0\xff\x01", 3 }, .priority = INT64_MIN,
          .has_priority = true, .at = -1, .undone = 5 },
        { .id = { { 2 } }, .payer = 2, .payee = 1, .amount = { 7 }, .day = { 1 }, .note = NES_STR(""),
          .scan = NES_STR(""), .has_priority = true, .at = 3, .undone = -9 },
        { .id = { { 3 } }, .payer = 1, .payee = 2, .amount = { 1 }, .urgent = true, .at = INT64_MAX },
    } };
}

NES_TEST_BOTH(a_batch_writes_and_reads_each_of_its_items)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct many_deeds many = many_deeds();

    NES_WANT_OK(nes_rig_run(rig, write_and_read_many, &many));
    NES_WANT("nothing asked, nothing found", many.none.len == 0);
    NES_WANT("one is unknown", many.out.len == 3);
    for (size_t i = 0; i < many.out.len; i++) {
        const struct nes_test_deeds_by_id_row *out = &many.out.rows[i];
        const struct nes_test_deeds_insert_in *in = &many.in[i];

        NES_WANT("id", nes_id_eq(out->id, in->id));
        NES_WANT_INT("payer", out->payer, in->payer);
        NES_WANT_INT("amount", out->amount.tiyn, in->amount.tiyn);
        NES_WANT_INT("day", out->day.day, in->day.day);
        NES_WANT_INT("urgent", out->urgent, in->urgent);
        NES_WANT("note", nes_str_eq(out->note, in->note) && !out->note.ptr == !in->note.ptr);
        NES_WANT("scan", nes_str_eq(out->scan, in->scan) && !out->scan.ptr == !in->scan.ptr);
        NES_WANT("priority", out->has_priority == in->has_priority && out->priority == in->priority);
        NES_WANT_INT("at", out->at, in->at);
        NES_WANT_INT("undone", out->undone, in->undone);
    }
}

static struct nes_err write_one_wrong(struct nes_tx *tx, void *self)
{
    struct many_deeds *many = self;

    NES_TRY(nes_test_accounts(tx, NULL));
    many->in[1].payer = 99;
    return nes_test_deeds_insert(tx, many->in, NES_LEN(many->in));
}

static struct nes_err count_deeds(struct nes_tx *tx, void *self)
{
    return nes_test_deed_count(tx, self);
}

NES_TEST_BOTH(a_batch_with_one_wrong_item_leaves_nothing)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct many_deeds many = many_deeds();
    struct nes_test_deed_count_row count;

    NES_WANT_FAULT("an account that is not there", nes_rig_run(rig, write_one_wrong, &many), "DB_CHECK");
    NES_WANT_OK(nes_rig_read(rig, count_deeds, &count));
    NES_WANT_INT("deeds", count.n, 0);
}

NES_TEST_BOTH(days_of_all_centuries_come_back)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);

    NES_WANT_OK(nes_rig_run(rig, many_days, NULL));
}

struct listing {
    struct nes_test_deed_of_rows rows;
    struct nes_test_account_by_nr_row account;
    bool found;
    int64_t count, walked, walked_sum;
};

static struct nes_err add_three(struct nes_tx *tx, void *self)
{
    struct listing *list = self;

    NES_TRY(nes_test_accounts(tx, NULL));
    for (uint8_t i = 3; i > 0; i--) {
        NES_TRY(nes_test_deed_once(tx, (struct nes_id){ { i } }, 1, 2, (struct nes_money){ i }, &list->count));
    }
    return nes_test_deed_once(tx, (struct nes_id){ { 2 } }, 1, 2, (struct nes_money){ 9 }, &list->count);
}

static struct nes_err walk(void *self, const struct nes_test_deed_each_row *row)
{
    struct listing *list = self;

    list->walked++;
    list->walked_sum += row->amount.tiyn;
    return list->walked == 2 ? NES_FAIL(DB_NO_ROW, "enough") : NES_FINE;
}

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct listing *list = self;

    NES_WANT_FAULT("the walk ends where the step says", nes_test_deed_each(tx, walk, list), "DB_NO_ROW");
    NES_TRY(nes_test_account_by_nr(tx, 99, &list->account, &list->found));
    NES_WANT("no such account", !list->found);
    NES_TRY(nes_test_account_by_nr(tx, 3, &list->account, &list->found));
    return nes_test_deed_of(tx, 1, 2, &list->rows);
}

NES_TEST_BOTH(queries_give_what_they_say)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct listing list = { 0 };

    NES_WANT_OK(nes_rig_run(rig, add_three, &list));
    NES_WANT_INT("a conflict inserts nothing", list.count, 0);
    NES_WANT_OK(nes_rig_read(rig, look, &list));
    NES_WANT("found", list.found && list.account.balance.tiyn == NES_TEST_EACH);
    NES_WANT_INT("many, within its limit", (int64_t)list.rows.len, 2);
    NES_WANT_INT("in order", list.rows.rows[0].amount.tiyn + 10 * list.rows.rows[1].amount.tiyn, 21);
    NES_WANT("null text", list.rows.rows[0].note.ptr == NULL);
    NES_WANT_INT("walked", list.walked_sum, 3);
}

static struct nes_err same_twice(struct nes_tx *tx, void *self)
{
    (void)self;
    NES_TRY(nes_test_account_insert(tx, 1, (struct nes_money){ 1 }));
    return nes_test_account_insert(tx, 1, (struct nes_money){ 1 });
}

static struct nes_err overdrawn(struct nes_tx *tx, void *self)
{
    (void)self;
    return nes_test_account_insert(tx, 7, (struct nes_money){ -1 });
}

static struct nes_err orphan(struct nes_tx *tx, void *self)
{
    int64_t count;

    (void)self;
    return nes_test_deed_once(tx, (struct nes_id){ { 1 } }, 98, 99, (struct nes_money){ 1 }, &count);
}

static struct nes_err spoiled(struct nes_tx *tx, void *self)
{
    int64_t count;

    (void)self;
    NES_TRY(nes_test_accounts(tx, NULL));
    NES_TRY(nes_test_deed_once(tx, (struct nes_id){ { 1 } }, 1, 2, (struct nes_money){ 1 }, &count));
    return nes_test_deed_spoil(tx, (struct nes_id){ { 1 } });
}

static struct nes_err no_such(struct nes_tx *tx, void *self)
{
    struct nes_test_account_lock_row row;

    (void)self;
    return nes_test_account_lock(tx, 77, &row);
}

static struct nes_err two_for_one(struct nes_tx *tx, void *self)
{
    struct nes_test_wrong_two_row row;

    NES_TRY(nes_test_accounts(tx, self));
    return nes_test_wrong_two(tx, &row);
}

static struct nes_err too_much(struct nes_tx *tx, void *self)
{
    int64_t count;

    NES_TRY(nes_test_accounts(tx, self));
    return nes_test_account_add(tx, 1, (struct nes_money){ INT64_MAX }, &count);
}

/* A caught failure is not a branch: the call that swallows it fails with it all the same. */
static struct nes_err swallows(struct nes_tx *tx, void *self)
{
    struct nes_test_account_sum_row sum;
    struct nes_err first = overdrawn(tx, self); /* fine on PostgreSQL, which tells it with the next */
    struct nes_err second = nes_test_account_sum(tx, &sum);

    return second.what && (first.what == second.what || !first.what) ? NES_FINE : NES_FAIL(DB_NO_ROW, "it went on");
}

static const struct { const char *label, *fault; nes_call_run *run; } refusals[] = {
    { "a unique key",               "DB_CONFLICT", same_twice },
    { "a check",                    "DB_CHECK",    overdrawn },
    { "a foreign key",              "DB_CHECK",    orphan },
    { "a guard",                    "DB_CHECK",    spoiled },
    { "no row",                     "DB_NO_ROW",   no_such },
    { "more rows than one",         "DB_FAULT",    two_for_one },
    { "a sum beyond 64 bits",       "DB_CHECK",    too_much },
    { "a failure that is swallowed", "DB_CHECK",   swallows },
};

NES_TEST_BOTH(what_the_database_refuses_has_a_name_and_leaves_nothing)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    int64_t deeds = 0;

    for (size_t i = 0; i < NES_LEN(refusals); i++) {
        NES_WANT_FAULT(refusals[i].label, nes_rig_run(rig, refusals[i].run, NULL), refusals[i].fault);
        NES_WANT_OK(nes_rig_read(rig, nes_test_books, &deeds));
        NES_WANT_INT(refusals[i].label, deeds, 0);
    }
}

static struct nes_err write_in_read(struct nes_tx *tx, void *self)
{
    return nes_test_accounts(tx, self);
}

NES_TEST_BOTH(a_read_cannot_write, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);

    NES_WANT_FAULT("write", nes_rig_read(rig, write_in_read, NULL), "DB_FAULT");
    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
}

NES_TEST_BOTH(every_query_of_the_program_fits_the_schema)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine, .migrations = &nes_migrations);
    struct nes_sqlite *sqlite = NULL;
    struct nes_pg *pg = NULL;

    if (engine == NES_ENGINE_SQLITE) {
        NES_WANT_OK(nes_sqlite_open(nes_rig_options_of(rig), NES_SQLITE_READER, &sqlite));
    } else {
        NES_WANT_OK(nes_pg_open(nes_rig_options_of(rig), true, &pg));
    }
    for (size_t i = 0; nes_queries[i]; i++) {
        struct nes_err err = sqlite ? nes_sqlite_check(sqlite, nes_queries[i], nes_rig_arena(rig))
                                    : nes_pg_check(pg, nes_queries[i], nes_rig_arena(rig));

        NES_WANT_FAULT(nes_queries[i]->name, err, "fine");
    }
    nes_sqlite_close(&sqlite);
    nes_pg_close(&pg);
}
