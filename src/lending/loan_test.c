/* src/lending/loan_test.c: loans in the database: events, nights, books. On both engines. */
#include "lending/loan.h"

#include "identity/secret.h"
#include "test/fault/rig.h"

#define START "2026-01-15"
#define NOON  (INT64_C(12) * 3'600 * 1'000'000)
#define DAY   (INT64_C(24) * 3'600 * 1'000'000)

static struct nes_date on(const char *text)
{
    struct nes_date date;

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

/* Noon UTC of a day, which is the same day in Almaty. */
static void stand_on(struct nes_rig *rig, struct nes_date date)
{
    struct nes_date epoch;

    NES_WANT_OK(nes_date_of((struct nes_civil){ 1970, 1, 1 }, &epoch));
    nes_rig_time(rig)->now_us = (date.day - epoch.day) * DAY + NOON;
}

struct made {
    struct nes_client client;
    struct nes_loan_id loans[40];
    int32_t count;
    enum nes_method method;
};

static struct nes_err make_client(struct nes_tx *tx, void *self)
{
    static const struct nes_str index = NES_STR_INIT("0123456789abcdef0123456789abcdef");
    struct made *made = self;

    made->client = (struct nes_client){ .id = { nes_tx_new_id(tx) }, .iin = NES_STR("x"), .iin_index = index,
                                        .name = NES_STR("x"), .phone = NES_STR("x"), .phone_index = index,
                                        .lang = NES_STR("kk") };
    made->client.key.wrapped = NES_STR("0123456789abcdef" "\1" "a data key wrapped by nobody: no record is opened");
    NES_TRY(nes_ledger_begin(tx, nes_date_at(nes_tx_now(tx))));
    NES_TRY(nes_subject_add(tx, &(struct nes_subject){ made->client.id.id, NES_SUBJECT_CLIENT,
                                                       NES_STR("c100000001") }));
    return nes_client_add(tx, &made->client);
}

static struct nes_err open_loan(struct nes_tx *tx, struct made *made, struct nes_loan_id *out)
{
    struct nes_loan_new loan = { .id = { nes_tx_new_id(tx) }, .client = made->client.id,
                                 .contract = nes_tx_new_id(tx), .product = made->client.id.id,
                                 .signed_on = nes_date_at(nes_tx_now(tx)) };
    struct nes_buf number = nes_buf_begin(nes_tx_arena(tx), 64);
    struct nes_terms *credit = &loan.terms.credit;
    struct nes_schedule schedule;

    nes_buf_hex(&number, loan.id.id.b, 16);
    loan.number = (struct nes_str){ number.ptr, number.len };
    *credit = (struct nes_terms){ .calc_version = NES_CALC_VERSION, .principal = { 20'000'000 }, .rate = { 9, 25 },
                                  .method = NES_ANNUITY, .periods = 12, .every = { 1, NES_UNIT_MONTHS },
                                  .start = loan.signed_on, .day_count = NES_30_360, .rounding = NES_ROUND_HALF_UP,
                                  .minor_units = 2, .down_payment = { 0, 1 } };
    loan.terms.order = nes_allocation_law;
    loan.terms.penalty = nes_penalty_law;
    NES_TRY(nes_schedule_build(credit, nes_tx_arena(tx), &schedule));
    loan.rows = schedule.rows;
    loan.row_count = schedule.count;
    *out = loan.id;
    return nes_loan_open(tx, &loan);
}

static struct nes_err open_loans(struct nes_tx *tx, void *self)
{
    struct made *made = self;

    for (int32_t i = 0; i < made->count; i++) {
        struct nes_loan_record record;
        struct nes_event payout = { .kind = NES_EVENT_PAYOUT, .day = nes_date_at(nes_tx_now(tx)),
                                    .amount = { 20'000'000 } };

        NES_TRY(open_loan(tx, made, &made->loans[i]));
        NES_TRY(nes_loan_find(tx, made->loans[i], true, &record));
        NES_TRY(nes_loan_add_event(tx, &record, &payout, (struct nes_id){ 0 }));
    }
    return NES_FINE;
}

struct deed {
    struct nes_loan_id loan;
    struct nes_event event;
    struct nes_loan_record record;
    struct nes_loan_view view;
    struct nes_date day;
};

static struct nes_err add(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    NES_TRY(nes_loan_find(tx, deed->loan, true, &deed->record));
    return nes_loan_add_event(tx, &deed->record, &deed->event, (struct nes_id){ 0 });
}

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    NES_TRY(nes_loan_find(tx, deed->loan, false, &deed->record));
    return nes_loan_look(nes_tx_arena(tx), &deed->record, deed->day, false, &deed->view);
}

struct night {
    struct nes_date day, done_on;
    struct nes_night_chunk chunk;
    int32_t size;
    bool again;
};

static struct nes_err night_fold(struct nes_tx *tx, void *self)
{
    struct night *night = self;

    return nes_night_fold(tx, nes_tx_arena(tx), night->day, night->size, &night->chunk);
}

static struct nes_err night_post(struct nes_tx *tx, void *self)
{
    struct night *night = self;

    return nes_night_post(tx, &night->chunk, &night->again);
}

static struct nes_err night_done(struct nes_tx *tx, void *self)
{
    return nes_night_done_on(tx, &((struct night *)self)->done_on);
}

/* The night of a day, chunk by chunk. */
static int run_night(struct nes_rig *rig, struct nes_date day, int32_t size)
{
    struct night night = { .day = day, .size = size };
    int chunks = 0;

    do {
        NES_WANT_OK(nes_rig_read(rig, night_fold, &night));
        NES_WANT_OK(nes_rig_run(rig, night_post, &night));
        chunks++;
        NES_WANT("read and posted without a change between", !night.again);
    } while (!night.chunk.last && !night.chunk.done);
    return chunks;
}

static struct nes_err examine(struct nes_tx *tx, void *self)
{
    (void)self;
    struct nes_lending_faults_found found;
    struct nes_ledger_faults books;

    NES_TRY(nes_lending_examine(tx, &found));
    NES_WANT_INT("pairs of accounts that differ from the folds", found.pairs_wrong, 0);
    NES_WANT_INT("rows", found.rows_wrong, 0);
    NES_TRY(nes_ledger_examine(tx, &books));
    NES_WANT_INT("empty journals", books.journals_empty, 0);
    return NES_FINE;
}

static struct nes_rig *begin(enum nes_engine engine, struct made *made, int32_t loans)
{
    struct nes_rig *rig = nes_rig_begin(.engine = engine);

    stand_on(rig, on(START));
    NES_WANT_OK(nes_rig_run(rig, make_client, made));
    made->count = loans;
    NES_WANT_OK(nes_rig_run(rig, open_loans, made));
    nes_rig_add_check(rig, "loans", examine, NULL);
    nes_rig_check_invariants(rig);
    return rig;
}

static struct nes_err pay(struct nes_rig *rig, struct nes_loan_id loan, const char *day, int64_t tiyn)
{
    struct deed deed = { .loan = loan,
                         .event = { .kind = NES_EVENT_PAYMENT, .day = on(day), .amount = { tiyn } } };

    return nes_rig_run(rig, add, &deed);
}

NES_TEST_BOTH(a_loan_is_folded_from_what_is_stored, .rules = "7.5")
{
    struct made made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 1);
    struct deed deed = { .loan = made.loans[0], .day = on("2026-02-16") };

    stand_on(rig, on("2026-02-16"));
    NES_WANT_OK(nes_rig_read(rig, look, &deed));
    NES_WANT_INT("principal", deed.view.state.principal.current.tiyn, 20'000'000);
    NES_WANT_INT("a Sunday", deed.view.next.date.day, on("2026-02-15").day);
    NES_WANT_INT("to be paid on Monday", deed.view.next.pay_by.day, on("2026-02-16").day);
    NES_WANT_OK(pay(rig, made.loans[0], "2026-02-16", 2'009'242));
    NES_WANT_OK(nes_rig_read(rig, look, &deed));
    NES_WANT_INT("principal after the first instalment", deed.view.state.principal.current.tiyn, 18'590'758);
    nes_rig_check_invariants(rig);
}

NES_TEST_BOTH(an_event_of_tomorrow_is_not_taken, .kind = NES_REFUSES)
{
    struct made made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 1);

    NES_WANT_FAULT("tomorrow", pay(rig, made.loans[0], "2026-01-16", 100), "LENDING_FUTURE");
}

NES_TEST_BOTH(nights_post_what_the_folds_say, .rules = "D.3")
{
    struct made made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 7);
    struct night night = { 0 };

    for (int32_t i = 0; i < 100; i++) {
        struct nes_date day = { on(START).day + i };

        stand_on(rig, (struct nes_date){ day.day + 1 });
        NES_WANT_INT("chunks", run_night(rig, day, 3), i == 0 ? 3 : 3);
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
    NES_WANT_OK(nes_rig_read(rig, night_done, &night));
    NES_WANT_INT("done", night.done_on.day, on(START).day + 99);
}

NES_TEST_BOTH(a_night_is_done_once_and_in_its_turn, .kind = NES_REFUSES)
{
    struct made made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 2);
    struct night night = { .day = on("2026-01-16"), .size = 10 };

    stand_on(rig, on("2026-01-18"));
    NES_WANT_FAULT("a day left out", nes_rig_read(rig, night_fold, &night), "LENDING_NIGHT");
    (void)run_night(rig, on(START), 10);
    night.day = on(START);
    NES_WANT_OK(nes_rig_read(rig, night_fold, &night));
    NES_WANT("again: it is done", night.chunk.done);
    (void)run_night(rig, on("2026-01-16"), 10);
    (void)run_night(rig, on("2026-01-17"), 10);
    night.day = on("2026-01-18");
    NES_WANT_FAULT("a day that is not over", nes_rig_read(rig, night_fold, &night), "LENDING_NIGHT");
    nes_rig_check_invariants(rig);
}

NES_TEST_BOTH(a_chunk_that_was_read_before_an_event_is_not_posted, .kind = NES_REFUSES)
{
    struct made made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 2);
    struct night night = { .day = on(START), .size = 10 };

    stand_on(rig, on("2026-01-16"));
    NES_WANT_OK(nes_rig_read(rig, night_fold, &night));
    NES_WANT_OK(pay(rig, made.loans[1], START, 100));
    NES_WANT_OK(nes_rig_run(rig, night_post, &night));
    NES_WANT("read anew", night.again);
    NES_WANT_OK(nes_rig_read(rig, night_fold, &night));
    NES_WANT_OK(nes_rig_run(rig, night_post, &night));
    NES_WANT("posted", !night.again);
    NES_WANT_OK(nes_rig_run(rig, night_post, &night));
    NES_WANT("the same chunk twice", night.again);
    nes_rig_check_invariants(rig);
}

NES_TEST_BOTH(the_last_payment_closes_and_nights_pass_over, .rules = "7.5")
{
    struct made made = { 0 };
    NES_AUTO(nes_rig_end) struct nes_rig *rig = begin(engine, &made, 1);
    struct deed deed = { .loan = made.loans[0], .day = on("2026-01-20") };
    struct night night = { .day = on("2026-01-20"), .size = 10 };

    stand_on(rig, on("2026-01-20"));
    for (int32_t i = 0; i < 5; i++) {
        (void)run_night(rig, (struct nes_date){ on(START).day + i }, 10);
    }
    NES_WANT_OK(nes_rig_read(rig, look, &deed));
    deed.event = (struct nes_event){ .kind = NES_EVENT_PAYOFF, .day = deed.day, .amount = deed.view.state.payoff };
    NES_WANT_OK(nes_rig_run(rig, add, &deed));
    NES_WANT_INT("closed at once", deed.record.state, NES_LOAN_CLOSED);
    stand_on(rig, on("2026-01-22"));
    NES_WANT_OK(nes_rig_read(rig, night_fold, &night));
    NES_WANT_INT("its last night", night.chunk.loans, 1);
    NES_WANT_OK(nes_rig_run(rig, night_post, &night));
    night.day.day++;
    NES_WANT_OK(nes_rig_read(rig, night_fold, &night));
    NES_WANT_INT("then none", night.chunk.loans, 0);
    nes_rig_check_invariants(rig);
}
