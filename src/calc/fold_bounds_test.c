/* src/calc/fold_bounds_test.c: folds a tiyn or a day from being others: what cancels out, the first day of the
 * calendar, the order of many events. */
#include "calc/fold_rig.h"
#include "test/unit/test.h"

/* A zero-rate loan of two rows, of which the first asks remuneration too. */
static struct rig two_rows(int64_t principal, int64_t remuneration, int64_t rest)
{
    const struct rig_row rows[] = { { "2026-02-15", principal, remuneration }, { "2026-03-15", rest, 0 } };
    struct rig rig = rig_begin();

    rig.loan.terms.class = NES_CLASS_BUSINESS; /* whose penalty is free */
    rig.loan.terms.penalty.first = rig.loan.terms.penalty.after = (struct nes_ratio){ 0, 1 };
    rig.loan.terms.penalty.cap = (struct nes_ratio){ 1, 1 };
    rig.loan.terms.accrual = NES_ACCRUE_ROW;
    rig.loan.terms.credit.principal.tiyn = principal + rest;
    rig.loan.terms.credit.rate = (struct nes_ratio){ 0, 1 };
    rig_rows(&rig, rows, 2);
    return rig;
}

/* A loan is closed where nothing is owed, not where one part is as large as the others. */
NES_TEST(parts_that_are_alike_do_not_close_a_loan)
{
    static const struct {
        const char *label, *day;
        int64_t principal, remuneration, rest, penalty_over, paid;
    } alike[] = {
        { "as much late as not due", "2026-02-20", 100, 0, 100, 0, 0 },
        { "as much remuneration due as principal", "2026-02-15", 100, 200, 100, 0, 0 },
        { "as much remuneration late as principal", "2026-02-20", 100, 200, 100, 0, 0 },
        { "as much penalty of the day as all else", "2026-02-16", 50, 50, 100, 2, 0 },
        { "as much penalty of days before as all else", "2026-02-19", 50, 50, 100, 1, 0 },
    };

    for (size_t i = 0; i < NES_LEN(alike); i++) {
        struct rig rig = two_rows(alike[i].principal, alike[i].remuneration, alike[i].rest);
        struct nes_state now;

        rig.loan.terms.penalty.first = (struct nes_ratio){ alike[i].penalty_over, 2 };
        now = rig_state(&rig, alike[i].day);
        NES_WANT(alike[i].label, !now.closed);
        rig_end(&rig);
    }
}

/* Rounded half to even, half a tiyn of penalty is nothing, and a tiyn and a half are two. */
NES_TEST(half_a_tiyn_of_penalty_goes_to_the_even, .rules = "D.3")
{
    static const struct { int64_t late, want; } halves[] = { { 100, 0 }, { 300, 2 }, { 500, 2 }, { 700, 4 } };

    for (size_t i = 0; i < NES_LEN(halves); i++) {
        struct rig rig = two_rows(halves[i].late, 0, 10'000);

        rig.loan.terms.penalty = nes_penalty_law;
        rig.loan.terms.credit.rounding = NES_ROUND_HALF_EVEN;
        NES_WANT_INT("0.5 % of a day", rig_state(&rig, "2026-02-16").penalties.tiyn, halves[i].want);
        rig_end(&rig);
    }
}

/* 1 % a month of 100.50 is half a tiyn above 1.00; of a tiyn less it is below. The tiyn goes on the day on which the
 * second period begins. */
NES_TEST(a_tiyn_written_off_earns_nothing_in_the_period_that_begins, .rules = "13.4.a")
{
    struct rig rig = rig_begin();

    rig.loan.terms.credit = rig_monthly(NES_INTEREST_ONLY, 10'050, 12, 3, "2026-01-15");
    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-15", 101);
    NES_WANT_INT("two periods", rig_state(&rig, "2026-03-15").earned.tiyn, 202);
    rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-02-15", 0)->written.principal.tiyn = 1;
    NES_WANT_INT("a tiyn less", rig_state(&rig, "2026-03-15").earned.tiyn, 201);
    rig_end(&rig);
}

/* docs/events.md, 7: where the old rows ask no principal, what they ask shrinks with what was undue. A thousandth of a
 * day; half of the principal is repaid after ten nights of the second row. */
NES_TEST(rows_signed_without_principal_keep_their_proportion)
{
    const struct rig_row rows[] = { { "2026-02-15", 0, 31'000 }, { "2026-03-15", 0, 28'000 } };
    struct rig rig = rig_begin();
    const struct nes_row *left;
    struct nes_fold *fold;
    struct nes_state now;
    int32_t count;

    rig.loan.terms.accrual = NES_ACCRUE_ROW;
    rig_rows(&rig, rows, 2);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-15", 31'000);
    rig_add(&rig, NES_EVENT_EARLY_REPAYMENT, "2026-02-25", 25'010'000)->mode = NES_EARLY_LOWER;
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-02-25"), &now));
    left = nes_fold_rows(fold, &count);
    NES_WANT_INT("one row is left", count, 1);
    NES_WANT_INT("it takes what is undue", left[0].principal.tiyn, 25'000'000);
    NES_WANT_INT("half of 18 nights", left[0].remuneration.tiyn, 9'000);
    NES_WANT_INT("41 nights, and half of 18", rig_state(&rig, "2026-03-15").earned.tiyn, 50'000);
    rig_end(&rig);
}

/* A tiyn that is earned waits for its row, though no principal is left when the terms change. */
NES_TEST(a_tiyn_that_waits_keeps_its_row)
{
    struct rig rig = rig_begin();
    struct nes_state now;

    rig.loan.terms.credit = rig_monthly(NES_INTEREST_ONLY, 10'000, 0, 3, "2026-01-15");
    rig.loan.terms.credit.rate = (struct nes_ratio){ 73, 2'000 }; /* a tiyn a day */
    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_schedule(&rig);
    rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-01-16", 0)->written.principal.tiyn = 10'000;
    rig_add(&rig, NES_EVENT_HOLIDAY, "2026-01-20", 0)->until = rig_day("2026-01-25");
    now = rig_state(&rig, "2026-02-01");
    NES_WANT_INT("not due", now.remuneration.current.tiyn, 1);
    NES_WANT_INT("nor late", now.remuneration.overdue.tiyn + now.days_overdue, 0);
    NES_WANT_INT("late after its row", rig_state(&rig, "2026-02-16").remuneration.overdue.tiyn, 1);
    rig_end(&rig);
}

static void shift(struct rig *rig, int32_t days)
{
    struct nes_row *rows = NES_NEW_MANY(rig->arena, struct nes_row, (size_t)rig->loan.row_count);

    for (int32_t i = 0; i < rig->loan.row_count; i++) {
        rows[i] = rig->loan.rows[i];
        rows[i].date.day += days;
        rows[i].counted_to.day += days;
    }
    rig->loan.rows = rows;
    rig->loan.terms.credit.start.day += days;
    for (int32_t i = 0; i < rig->count; i++) {
        rig->events[i].rows = rig->events[i].rows ? rows : NULL;
        rig->events[i].day.day += days;
        rig->events[i].until.day += rig->events[i].until.day == 0 ? 0 : days;
    }
}

/* The calendar repeats after 400 years: a loan of the first day of year 1 is that of the first day of year 401. */
NES_TEST(a_loan_of_the_first_day_of_the_calendar_is_like_any_other)
{
    static const struct { enum nes_event_kind kind; int64_t tiyn; } events[] = {
        { NES_EVENT_PAYMENT, 2'000'000 }, { NES_EVENT_EARLY_REPAYMENT, 2'000'000 }, { NES_EVENT_LOWER_RATE, 0 },
        { NES_EVENT_HOLIDAY, 0 },         { NES_EVENT_WRITE_OFF, 0 },               { NES_EVENT_SUSPEND, 0 },
        { NES_EVENT_RESCHEDULE, 0 },
    };

    for (size_t i = 0; i < NES_LEN(events); i++) {
        struct rig rig = rig_begin();
        struct nes_state late, first;
        struct nes_event *event;

        rig.loan.terms.credit.start.day = 1 + 146'097;
        rig.loan.terms.credit.day_count = NES_ACT_365;
        rig_schedule(&rig);
        event = rig_add_on(&rig, events[i].kind, (struct nes_date){ 146'097 + 15 }, events[i].tiyn);
        event->until.day = events[i].kind == NES_EVENT_HOLIDAY ? event->day.day + 30 : 0;
        event->rate = (struct nes_ratio){ events[i].kind == NES_EVENT_LOWER_RATE, 10 };
        event->written.remuneration.tiyn = events[i].kind == NES_EVENT_WRITE_OFF ? 100'000 : 0;
        event->rows = events[i].kind == NES_EVENT_RESCHEDULE ? rig.loan.rows : NULL;
        event->row_count = event->rows ? rig.loan.row_count : 0;
        late = rig_state_on(&rig, (struct nes_date){ 146'097 + 100 });
        shift(&rig, -146'097);
        first = rig_state_on(&rig, (struct nes_date){ 100 });
        NES_WANT_INT("its day", first.day.day, 100);
        first.day = late.day;
        rig_same("year 1 and year 401", &late, &first);
        rig_end(&rig);
    }
}

/* More events than insertion carries back, of one day and of many, in whatever order: the fold has them in its own. */
NES_TEST(events_that_arrive_in_any_order_are_folded_in_one)
{
    struct nes_test_dice dice = { nes_test_seed() + 31 };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int32_t size = 2; size < RIG_EVENTS; size++) {
        struct rig rig = rig_begin();
        const struct nes_event *const *events;
        struct nes_fold *fold;
        int32_t count;

        rig_schedule(&rig);
        for (int32_t i = 1; i < size; i++) {
            (void)rig_add_on(&rig, NES_EVENT_PAYMENT,
                             (struct nes_date){ rig_day("2026-06-01").day - (size % 2 == 0 ? i : i / 3) }, 1'000);
        }
        for (int32_t i = 0; i < size - 1 - i; i++) { /* the payout comes last */
            struct nes_event held = rig.events[i];

            rig.events[i] = rig.events[size - 1 - i];
            rig.events[size - 1 - i] = held;
        }
        if (size % 3 == 0) {
            for (int32_t i = size - 1; i > 0; i--) {
                int32_t j = (int32_t)nes_rand_below(&rand, (uint64_t)i + 1);
                struct nes_event held = rig.events[i];

                rig.events[i] = rig.events[j];
                rig.events[j] = held;
            }
        }
        NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
        events = nes_fold_events(fold, &count);
        NES_WANT_INT("all of them", count, size);
        for (int32_t i = 1; i < count; i++) {
            NES_WANT("each after the one before", nes_event_order(events[i - 1], events[i]) < 0);
        }
        rig_end(&rig);
    }
}
