#include "ledger/ledger.h"

#include <time.h>

#include "test/fault/gate.h"
#include "test/fault/rig.h"

#define DAY_1  INT64_C(1'767'225'600'000'000) /* 2026-01-01T00:00:00Z: 1 January in Almaty */
#define MAKER  ((struct nes_id){ { 1 } })
#define OTHER  ((struct nes_id){ { 2 } })

/* One posting or decision, and what came of it. */
struct deed {
    struct nes_date value_on, day;
    int64_t tiyn;
    const char *debit, *credit;
    struct nes_journal_id id, reverses;
    struct nes_id person;
    bool approve;
    struct nes_journal posted;
    struct nes_balances trial;
    struct nes_ledger_faults faults;
};

static struct nes_date first_day(void)
{
    return nes_date_at(DAY_1);
}

static struct nes_err begin_books(struct nes_tx *tx, void *self)
{
    (void)self;
    return nes_ledger_begin(tx, first_day());
}

static struct nes_journal journal_of(struct nes_tx *tx, const struct deed *deed)
{
    struct nes_entry *entry = NES_NEW(nes_tx_arena(tx), struct nes_entry);

    *entry = (struct nes_entry){ .debit = nes_str_of(deed->debit), .credit = nes_str_of(deed->credit),
                                 .amount = { deed->tiyn } };
    return (struct nes_journal){ .id = deed->id, .kind = NES_STR("manual"), .value_on = deed->value_on,
                                 .reverses = deed->reverses, .note = NES_STR("test"), .entries = entry, .len = 1 };
}

static struct nes_err post(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    deed->posted = journal_of(tx, deed);
    return nes_ledger_post(tx, &deed->posted);
}

static struct nes_err propose(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;
    struct nes_journal journal = journal_of(tx, deed);

    return nes_ledger_propose(tx, &journal, MAKER);
}

static struct nes_err decide(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    return nes_ledger_decide(tx, deed->id, deed->person, deed->approve, &deed->posted);
}

static struct nes_err close_day(struct nes_tx *tx, void *self)
{
    return nes_ledger_close_day(tx, ((struct deed *)self)->day);
}

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    NES_TRY(nes_ledger_examine(tx, &deed->faults));
    return nes_ledger_trial(tx, deed->day, &deed->trial);
}

static struct nes_rig *begin(enum nes_engine engine)
{
    struct nes_rig *rig = nes_rig_begin(.engine = engine);

    nes_rig_time(rig)->now_us = DAY_1;
    NES_WANT_OK(nes_rig_run(rig, begin_books, NULL));
    return rig;
}

static int64_t balance_of(const struct deed *deed, const char *account)
{
    for (size_t i = 0; i < deed->trial.len; i++) {
        if (nes_str_is(deed->trial.rows[i].account, account)) {
            return deed->trial.rows[i].balance.tiyn;
        }
    }
    return 0;
}

static void want_whole_books(struct nes_rig *rig, struct deed *deed)
{
    int64_t sum = 0;

    NES_WANT_OK(nes_rig_read(rig, look, deed));
    for (size_t i = 0; i < deed->trial.len; i++) {
        sum += deed->trial.rows[i].balance.tiyn;
    }
    NES_WANT_INT("the trial balance sums to zero", sum, 0);
    NES_WANT_INT("no journal without entries", deed->faults.journals_empty, 0);
    NES_WANT_INT("closed totals are the sums of their entries", deed->faults.totals_wrong, 0);
    NES_WANT_INT("no entry in a closed day after its close", deed->faults.late, 0);
}

static const struct { const char *label, *code; const char *debit, *credit; int64_t tiyn; int32_t later; } bad[] = {
    { "an account that is not there", "LEDGER_ACCOUNT", "1030", "9999", 1, 0 },
    { "both sides the same", "LEDGER_SIDES", "1030", "1030", 1, 0 },
    { "nothing", "LEDGER_AMOUNT", "1030", "5010", 0, 0 },
    { "less than nothing", "LEDGER_AMOUNT", "1030", "5010", -5, 0 },
    { "tomorrow", "LEDGER_FUTURE", "1030", "5010", 1, 1 },
};

NES_TEST(a_journal_of_no_entries_is_none, .kind = NES_REFUSES)
{
    struct nes_journal journal = { .value_on = first_day() };

    NES_WANT_FAULT("empty", nes_journal_check(&journal, first_day()), "LEDGER_EMPTY");
}

NES_TEST_BOTH(a_bad_journal_is_refused_and_leaves_nothing, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine);
    struct deed check = { .day = first_day() };

    for (size_t i = 0; i < NES_LEN(bad); i++) {
        struct deed deed = { .value_on = { first_day().day + bad[i].later }, .tiyn = bad[i].tiyn, .debit = bad[i].debit,
                             .credit = bad[i].credit, .id = { { { (uint8_t)(i + 1) } } } };

        NES_WANT_FAULT(bad[i].label, nes_rig_run(rig, post, &deed), bad[i].code);
    }
    want_whole_books(rig, &check);
    NES_WANT_INT("nothing is booked", (int64_t)check.trial.len, 0);
}

NES_TEST_BOTH(closed_days_never_change_and_a_back_dated_journal_lands_on_the_first_open_day)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine);
    struct deed deed = { .value_on = first_day(), .day = first_day(), .tiyn = 100'000, .debit = "1030",
                         .credit = "5010", .id = { { { 1 } } } };
    struct deed back = deed;

    NES_WANT_OK(nes_rig_run(rig, post, &deed));
    NES_WANT_FAULT("today is not over", nes_rig_run(rig, close_day, &deed), "LEDGER_ORDER");
    nes_rig_time(rig)->now_us += NES_DAY_US;
    NES_WANT_OK(nes_rig_run(rig, close_day, &deed));
    NES_WANT_FAULT("a day is closed once", nes_rig_run(rig, close_day, &deed), "LEDGER_ORDER");
    back.id = (struct nes_journal_id){ { { 2 } } };
    back.tiyn = 50'000;
    NES_WANT_OK(nes_rig_run(rig, post, &back));
    NES_WANT_INT("booked on the next day", back.posted.booked_on.day, first_day().day + 1);
    want_whole_books(rig, &deed);
    NES_WANT_INT("the closed day stands", balance_of(&deed, "1030"), 100'000);
    deed.day.day++;
    want_whole_books(rig, &deed);
    NES_WANT_INT("the open day has both", balance_of(&deed, "1030"), 150'000);
    nes_rig_time(rig)->now_us += 2 * NES_DAY_US;
    NES_WANT_OK(nes_rig_run(rig, close_day, &deed));
    deed.day.day += 2;
    NES_WANT_FAULT("no day is left out", nes_rig_run(rig, close_day, &deed), "LEDGER_ORDER");
    want_whole_books(rig, &deed);
}

NES_TEST_BOTH(a_manual_journal_needs_two_persons, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine);
    struct deed deed = { .value_on = first_day(), .day = first_day(), .tiyn = 700, .debit = "7210", .credit = "1010",
                         .id = { { { 1 } } }, .person = MAKER, .approve = true };

    NES_WANT_OK(nes_rig_run(rig, propose, &deed));
    want_whole_books(rig, &deed);
    NES_WANT_INT("a proposal books nothing", (int64_t)deed.trial.len, 0);
    NES_WANT_FAULT("the maker is not the checker", nes_rig_run(rig, decide, &deed), "LEDGER_MAKER");
    deed.person = OTHER;
    NES_WANT_OK(nes_rig_run(rig, decide, &deed));
    NES_WANT_FAULT("decided once", nes_rig_run(rig, decide, &deed), "LEDGER_DECIDED");
    want_whole_books(rig, &deed);
    NES_WANT_INT("booked once", balance_of(&deed, "7210"), 700);
}

NES_TEST_BOTH(a_journal_is_reversed_once)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine);
    struct deed deed = { .value_on = first_day(), .day = first_day(), .tiyn = 700, .debit = "7210", .credit = "1010",
                         .id = { { { 1 } } } };
    struct deed undo = { .value_on = first_day(), .tiyn = 700, .debit = "1010", .credit = "7210",
                         .id = { { { 2 } } }, .reverses = { { { 1 } } } };

    NES_WANT_OK(nes_rig_run(rig, post, &deed));
    NES_WANT_OK(nes_rig_run(rig, post, &undo));
    undo.id = (struct nes_journal_id){ { { 3 } } };
    NES_WANT_FAULT("a second reversal", nes_rig_run(rig, post, &undo), "LEDGER_REVERSED");
    want_whole_books(rig, &deed);
    NES_WANT_INT("nothing is left", balance_of(&deed, "7210"), 0);
}

NES_TEST_BOTH(no_failing_statement_leaves_half_a_journal)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine);
    struct deed check = { .day = first_day() };
    bool fired = true;

    for (unsigned nth = 1; fired; nth++) {
        struct deed deed = { .value_on = first_day(), .tiyn = 100, .debit = "1030", .credit = "5010",
                             .id = { { { (uint8_t)nth } } } };
        struct nes_err err;

        nes_rig_fail_statement(rig, nth);
        err = nes_rig_run(rig, post, &deed);
        fired = nes_rig_fault_fired(rig);
        nes_rig_fail_statement(rig, 0);
        want_whole_books(rig, &check);
        NES_WANT_INT("booked only without a fault", balance_of(&check, "1030"), err.what ? 0 : 100);
    }
}

/* A posting that holds its transaction while the day is being closed. */
struct holder {
    struct nes_call call;
    struct nes_gate gate;
    struct deed deed;
};

static struct nes_err post_and_stand(struct nes_tx *tx, void *self)
{
    struct holder *holder = self;

    NES_TRY(post(tx, &holder->deed));
    return nes_gate_stand(tx, &holder->gate);
}

static void *open_soon(void *self)
{
    const struct timespec moment = { .tv_nsec = 500'000'000 };

    (void)nanosleep(&moment, NULL);
    nes_gate_open(self);
    return NULL;
}

NES_TEST_BOTH(no_entry_slips_into_a_day_while_it_is_closed)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine);
    struct deed deed = { .value_on = first_day(), .day = first_day(), .tiyn = 100'000, .debit = "1030",
                         .credit = "5010", .id = { { { 1 } } } };
    struct holder holder = { .gate = NES_GATE, .deed = deed };
    pthread_t thread;

    nes_rig_time(rig)->now_us += NES_DAY_US;
    holder.call = (struct nes_call){ .operation = { { 1 } }, .arena = nes_arena_begin(0), .run = post_and_stand,
                                     .self = &holder };
    NES_WANT_OK(nes_db_submit(nes_rig_db(rig), &holder.call));
    nes_gate_wait(&holder.gate);
    NES_ASSERT(pthread_create(&thread, NULL, open_soon, &holder.gate) == 0);
    NES_WANT_OK(nes_rig_run(rig, close_day, &deed));
    NES_ASSERT(pthread_join(thread, NULL) == 0);
    want_whole_books(rig, &deed);
    NES_WANT_INT("it is in the totals of its day", balance_of(&deed, "1030"), 100'000);
    nes_rig_close(rig);
    nes_arena_end(&holder.call.arena);
}
