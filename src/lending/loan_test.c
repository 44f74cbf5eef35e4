/* src/lending/loan_test.c: loans in the database: events, nights, books. On both engines. */
#include "lending/loan_rig.h"
#include "lending/loan_sql.h"

#define START LOAN_RIG_START

struct look {
    struct nes_loan_id loan;
    struct nes_loan_record record;
    struct nes_loan_view view;
    struct nes_date day;
};

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct look *deed = self;

    NES_TRY(nes_loan_find(tx, deed->loan, false, &deed->record));
    return nes_loan_look(nes_tx_arena(tx), &deed->record, deed->day, false, &deed->view);
}

static struct nes_err night_done(struct nes_tx *tx, void *self)
{
    return nes_night_done_on(tx, self);
}

/* The night of a day, chunk by chunk. */
static int run_night(struct nes_rig *rig, struct nes_date day, int32_t size)
{
    struct loan_rig_night night = { .day = day, .size = size };
    int chunks = 0;

    do {
        NES_WANT_OK(nes_rig_read(rig, loan_rig_night_fold, &night));
        NES_WANT_OK(nes_rig_run(rig, loan_rig_night_post, &night));
        chunks++;
        NES_WANT("read and posted without a change between", !night.again);
    } while (!night.chunk.last && !night.chunk.done);
    return chunks;
}

static struct nes_rig *begin(enum nes_engine engine, struct loan_rig *made, int32_t loans)
{
    struct nes_rig *rig = nes_rig_begin(.engine = engine);

    loan_rig_stand(rig, loan_rig_on(START));
    NES_WANT_OK(nes_rig_run(rig, loan_rig_client, made));
    made->count = loans;
    NES_WANT_OK(nes_rig_run(rig, loan_rig_open, made));
    nes_rig_add_check(rig, "loans", loan_rig_examine, NULL);
    nes_rig_check_invariants(rig);
    return rig;
}

static struct nes_err pay(struct nes_rig *rig, struct nes_loan_id loan, const char *day, int64_t tiyn)
{
    struct loan_rig_deed deed = { .loan = loan, .event = { .kind = NES_EVENT_PAYMENT, .day = loan_rig_on(day),
                                                           .amount = { tiyn } } };

    return nes_rig_run(rig, loan_rig_add, &deed);
}

NES_TEST_BOTH(a_loan_is_folded_from_what_is_stored, .rules = "7.5")
{
    struct loan_rig made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 1);
    struct look deed = { .loan = made.loans[0], .day = loan_rig_on("2026-02-16") };

    loan_rig_stand(rig, loan_rig_on("2026-02-16"));
    NES_WANT_OK(nes_rig_read(rig, look, &deed));
    NES_WANT_INT("principal", deed.view.state.principal.current.tiyn, 20'000'000);
    NES_WANT_INT("a Sunday", deed.view.next.date.day, loan_rig_on("2026-02-15").day);
    NES_WANT_INT("to be paid on Monday", deed.view.next.pay_by.day, loan_rig_on("2026-02-16").day);
    NES_WANT_OK(pay(rig, made.loans[0], "2026-02-16", 2'009'242));
    NES_WANT_OK(nes_rig_read(rig, look, &deed));
    NES_WANT_INT("principal after the first instalment", deed.view.state.principal.current.tiyn, 18'590'758);
    nes_rig_check_invariants(rig);
}

static struct nes_err open_again(struct nes_tx *tx, void *self)
{
    struct look *deed = self;
    struct nes_loan_new loan;

    NES_TRY(look(tx, deed));
    loan = (struct nes_loan_new){ .id = { nes_tx_new_id(tx) }, .client = deed->record.client,
                                  .contract = deed->record.contract, .number = NES_STR("another"),
                                  .product = deed->record.client.id, .signed_on = deed->record.signed_on,
                                  .terms = deed->record.loan.terms, .rows = deed->record.loan.rows,
                                  .row_count = deed->record.loan.row_count };
    return nes_loan_open(tx, &loan);
}

NES_TEST_BOTH(a_contract_has_one_loan, .rules = "9.1", .kind = NES_REFUSES)
{
    struct loan_rig made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 1);
    struct look again = { .loan = made.loans[0], .day = loan_rig_on(START) };

    NES_WANT_FAULT("the same contract", nes_rig_run(rig, open_again, &again), "LENDING_THERE");
    nes_rig_check_invariants(rig);
}

NES_TEST_BOTH(an_event_of_tomorrow_is_not_taken, .kind = NES_REFUSES)
{
    struct loan_rig made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 1);

    NES_WANT_FAULT("tomorrow", pay(rig, made.loans[0], "2026-01-16", 100), "LENDING_FUTURE");
}

NES_TEST_BOTH(nights_post_what_the_folds_say, .rules = "D.3")
{
    struct loan_rig made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 7);
    struct nes_date done_on;

    for (int32_t i = 0; i < 100; i++) {
        struct nes_date day = { loan_rig_on(START).day + i };

        loan_rig_stand(rig, (struct nes_date){ day.day + 1 });
        NES_WANT_INT("chunks", run_night(rig, day, 3), 3);
        if (i == 35) {
            NES_WANT_OK(pay(rig, made.loans[2], "2026-02-18", 3'000'000)); /* back-dated, and more than was due */
        }
        if (i == 60) {
            NES_WANT_OK(pay(rig, made.loans[4], "2026-03-17", 26'000'000));
        }
        if (i % 20 == 0) {
            nes_rig_check_invariants(rig);
        }
    }
    nes_rig_check_invariants(rig);
    NES_WANT_OK(nes_rig_read(rig, night_done, &done_on));
    NES_WANT_INT("done", done_on.day, loan_rig_on(START).day + 99);
}

NES_TEST_BOTH(a_night_is_done_once_and_in_its_turn, .kind = NES_REFUSES)
{
    struct loan_rig made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 2);
    struct loan_rig_night night = { .day = loan_rig_on("2026-01-16"), .size = 10 };

    loan_rig_stand(rig, loan_rig_on("2026-01-18"));
    NES_WANT_FAULT("a day left out", nes_rig_read(rig, loan_rig_night_fold, &night), "LENDING_NIGHT");
    (void)run_night(rig, loan_rig_on(START), 10);
    night.day = loan_rig_on(START);
    NES_WANT_OK(nes_rig_read(rig, loan_rig_night_fold, &night));
    NES_WANT("again: it is done", night.chunk.done);
    (void)run_night(rig, loan_rig_on("2026-01-16"), 10);
    (void)run_night(rig, loan_rig_on("2026-01-17"), 10);
    night.day = loan_rig_on("2026-01-18");
    NES_WANT_FAULT("a day that is not over", nes_rig_read(rig, loan_rig_night_fold, &night), "LENDING_NIGHT");
    nes_rig_check_invariants(rig);
}

NES_TEST_BOTH(a_chunk_that_was_read_before_an_event_is_not_posted, .kind = NES_REFUSES)
{
    struct loan_rig made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 2);
    struct loan_rig_night night = { .day = loan_rig_on(START), .size = 10 };

    loan_rig_stand(rig, loan_rig_on("2026-01-16"));
    NES_WANT_OK(nes_rig_read(rig, loan_rig_night_fold, &night));
    NES_WANT_OK(pay(rig, made.loans[1], START, 100));
    NES_WANT_OK(nes_rig_run(rig, loan_rig_night_post, &night));
    NES_WANT("read anew", night.again);
    NES_WANT_OK(nes_rig_read(rig, loan_rig_night_fold, &night));
    NES_WANT_OK(nes_rig_run(rig, loan_rig_night_post, &night));
    NES_WANT("posted", !night.again);
    NES_WANT_OK(nes_rig_run(rig, loan_rig_night_post, &night));
    NES_WANT("the same chunk twice", night.again);
    nes_rig_check_invariants(rig);
}

NES_TEST_BOTH(the_last_payment_closes_and_nights_pass_over, .rules = "7.5")
{
    struct loan_rig made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 1);
    struct look seen = { .loan = made.loans[0], .day = loan_rig_on("2026-01-20") };
    struct loan_rig_deed deed = { .loan = made.loans[0] };
    struct loan_rig_night night = { .day = loan_rig_on("2026-01-20"), .size = 10 };

    loan_rig_stand(rig, loan_rig_on("2026-01-20"));
    for (int32_t i = 0; i < 5; i++) {
        (void)run_night(rig, (struct nes_date){ loan_rig_on(START).day + i }, 10);
    }
    NES_WANT_OK(nes_rig_read(rig, look, &seen));
    deed.event = (struct nes_event){ .kind = NES_EVENT_PAYOFF, .day = seen.day, .amount = seen.view.state.payoff };
    NES_WANT_OK(nes_rig_run(rig, loan_rig_add, &deed));
    NES_WANT_INT("closed at once", deed.record.state, NES_LOAN_CLOSED);
    loan_rig_stand(rig, loan_rig_on("2026-01-22"));
    NES_WANT_OK(nes_rig_read(rig, loan_rig_night_fold, &night));
    NES_WANT_INT("its last night", night.chunk.loans, 1);
    NES_WANT_OK(nes_rig_run(rig, loan_rig_night_post, &night));
    night.day.day++;
    NES_WANT_OK(nes_rig_read(rig, loan_rig_night_fold, &night));
    NES_WANT_INT("then none", night.chunk.loans, 0);
    nes_rig_check_invariants(rig);
}

/* What an unlucky repair would leave: a loan that counts one event too many, a tiyn that no fold knows of. */
static struct nes_err damage(struct nes_tx *tx, void *self)
{
    struct nes_entry entry = { .debit = NES_STR("1112"), .credit = NES_STR("6110"), .amount = { 1 } };
    struct nes_journal journal = { .id = { nes_tx_new_id(tx) }, .kind = NES_STR("loan.accrual"), .len = 1,
                                   .value_on = loan_rig_on(START), .note = NES_STR("damage"), .entries = &entry };
    const struct loan_rig *made = self;

    NES_TRY(nes_ledger_post(tx, &journal));
    return nes_loan_move(tx, &(struct nes_loan_move_in){ made->loans[0], NES_STR("open"), { 0 }, { 0 }, 5 });
}

static struct nes_err examine(struct nes_tx *tx, void *self)
{
    return nes_lending_examine(tx, self);
}

NES_TEST_BOTH(the_examination_counts_sleepers_half_nights_and_finds_damage, .kind = NES_REFUSES)
{
    struct loan_rig made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 3);
    struct loan_rig_deed deed = { .loan = made.loans[1], .event = { .kind = NES_EVENT_PAYOFF, .day = loan_rig_on(START),
                                                                    .amount = { 20'000'000 } } };
    struct loan_rig_night night = { .day = loan_rig_on("2026-01-16"), .size = 1 };
    struct nes_lending_faults_found found;

    NES_WANT_OK(nes_rig_run(rig, loan_rig_add, &deed));
    loan_rig_stand(rig, loan_rig_on("2026-01-17"));
    (void)run_night(rig, loan_rig_on(START), 10); /* the closed one falls asleep */
    NES_WANT_OK(nes_rig_read(rig, loan_rig_night_fold, &night));
    NES_WANT_OK(nes_rig_run(rig, loan_rig_night_post, &night)); /* the first loan is a day further than the others */
    NES_WANT("the night is not over", !night.chunk.last && !night.again);
    nes_rig_check_invariants(rig);
    NES_WANT_OK(nes_rig_run(rig, damage, &made));
    NES_WANT_OK(nes_rig_read(rig, examine, &found));
    NES_WANT_INT("loans", found.loans, 3);
    NES_WANT_INT("pairs", found.pairs_wrong, 1);
    NES_WANT_INT("rows", found.rows_wrong, 1);
    NES_WANT_INT("a row without its next payment", found.days_wrong, 1);
    NES_WANT_INT("a journal that no night has", found.nights_wrong, 1);
    NES_WANT_INT("principal", found.principal_wrong, 0);
}
