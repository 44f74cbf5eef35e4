/* src/calc/fold_edge_test.c: amounts at their bounds, rare places, and the text of lines. */
#include "calc/fold_rig.h"
#include "test/unit/test.h"

static int64_t below(const struct nes_rand *rand, int64_t n)
{
    return (int64_t)nes_rand_below(rand, (uint64_t)n);
}

/* The largest principal at the highest rate for years: totals leave their bounds at any place, and never quietly. */
static void make_huge(struct rig *rig, const struct nes_rand *rand)
{
    struct nes_terms *terms = &rig->loan.terms.credit;
    int64_t before = terms->principal.tiyn, factor;
    struct nes_row *rows = NES_NEW_MANY(rig->arena, struct nes_row, (size_t)rig->loan.row_count);

    terms->principal.tiyn = NES_PRINCIPAL_TIYN_MAX;
    terms->rate = (struct nes_ratio){ 1 + below(rand, 1'000), 1 };
    for (int32_t i = 0; i < rig->loan.row_count; i++) {
        rows[i] = rig->loan.rows[i];
        rows[i].principal.tiyn = rows[i].principal.tiyn * (NES_PRINCIPAL_TIYN_MAX / before / 2);
        rows[i].date.day += 40 * i;
        rows[i].counted_to = rows[i].date;
    }
    rig->loan.rows = rows;
    rig->events[0].amount = terms->principal;
    factor = NES_PRINCIPAL_TIYN_MAX / before;
    for (int32_t i = 1; i < rig->count; i++) {
        struct nes_event *event = &rig->events[i];

        event->amount.tiyn = event->kind == NES_EVENT_PAYOUT ? 1 : event->amount.tiyn * factor / 100 + 1;
        event->written = (struct nes_debt){ 0 };
    }
    rig->loan.terms.class = (enum nes_loan_class)(2 + below(rand, 2));
    if (rig->loan.terms.class == NES_CLASS_BUSINESS) {
        rig->loan.terms.penalty.first = rig->loan.terms.penalty.after = rig->loan.terms.penalty.cap =
            (struct nes_ratio){ 1, 1 };
    }
}

NES_TEST(totals_out_of_bounds_are_refused_wherever_they_arise, .kind = NES_REFUSES)
{
    struct nes_test_dice dice = { nes_test_seed() + 20 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();
    int64_t refused = 0, folded = 0;

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_state now;
        struct nes_fold *fold;
        struct nes_err err;

        rig_random(&rig, &rand, (int32_t)below(&rand, 12));
        make_huge(&rig, &rand);
        if (!nes_fold_begin(rig.arena, &rig.loan, below(&rand, 2) == 0, &fold).what) {
            rig.loan.events = rig.events;
            err = nes_fold_to(fold, (struct nes_date){ rig.loan.terms.credit.start.day + (int32_t)below(&rand, 8'000) },
                              &now);
            refused += err.what != NULL;
            if (err.what) {
                NES_WANT("of the range", nes_str_is(nes_str_of(err.what->code), "MONEY_RANGE") ||
                                             nes_str_is(nes_str_of(err.what->code), "CALC_RANGE"));
            } else {
                folded++;
                rig_check(&rig, &now);
            }
        }
        nes_arena_rewind(rig.arena, mark);
    }
    NES_WANT("some are refused, some folded", refused > 0 && folded > 0);
    rig_end(&rig);
}

/* More events than insertion carries back, and no power of two of them: the fold sorts, the same comes out. */
NES_TEST(events_that_arrive_backwards_fold_as_in_order)
{
    struct rig rig = rig_begin();
    struct nes_state want, got;
    int32_t last;

    rig_schedule(&rig);
    for (int32_t i = 0; i < 44; i++) {
        (void)rig_add_on(&rig, NES_EVENT_PAYMENT, (struct nes_date){ rig_day("2026-02-01").day + i }, 1'000'000 + i);
    }
    last = rig.count - 1;
    want = rig_state(&rig, "2026-04-20");
    for (int32_t i = 0; i < last - i; i++) {
        struct nes_event event = rig.events[i];

        rig.events[i] = rig.events[last - i];
        rig.events[last - i] = event;
    }
    got = rig_state(&rig, "2026-04-20");
    rig_same("backwards", &want, &got);
    NES_WANT_INT("all came", got.received.tiyn, 44 * 1'000'000 + 44 * 43 / 2);
    rig_end(&rig);
}

/* 36.5 % a year: each night a thousandth. The last row's date was moved two days that bear nothing. */
NES_TEST(a_write_off_between_the_end_of_the_last_period_and_its_row_leaves_its_remuneration)
{
    const struct rig_row rows[] = { { "2026-02-16", 1'000'000, 30'000 } };
    struct rig rig = rig_begin();
    struct nes_row *row;
    struct nes_state now;

    rig.loan.terms.credit.principal.tiyn = 1'000'000;
    rig.loan.terms.credit.rate = (struct nes_ratio){ 73, 200 };
    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_rows(&rig, rows, 1);
    row = NES_NEW(rig.arena, struct nes_row);
    *row = rig.loan.rows[0];
    row->counted_to = rig_day("2026-02-14");
    rig.loan.rows = row;
    rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-02-15", 0)->written.principal.tiyn = 400'000;
    now = rig_state(&rig, "2026-02-16");
    NES_WANT_INT("principal", now.principal.current.tiyn, 600'000);
    NES_WANT_INT("remuneration", now.remuneration.current.tiyn, 30'000);
    NES_WANT_INT("written off", now.written_off.principal.tiyn, 400'000);
    rig_end(&rig);
}

/* A payout that the rows did not foresee, written off again on the day on which a period begins: it is as planned. */
NES_TEST(a_write_off_that_brings_the_principal_back_to_the_rows_leaves_the_period_as_planned)
{
    const struct rig_row rows[] = { { "2026-02-15", 500'000, 31'000 }, { "2026-03-15", 500'000, 13'999 } };
    struct rig rig = rig_begin();
    struct nes_state now;

    rig.loan.terms.credit.principal.tiyn = 1'000'000;
    rig.loan.terms.credit.rate = (struct nes_ratio){ 73, 200 };
    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_rows(&rig, rows, 2);
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2026-02-10", 100'000);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-15", 531'500); /* 26 nights × 1000.00, 5 × 1100.00 */
    rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-02-15", 0)->written.principal.tiyn = 100'000;
    now = rig_state(&rig, "2026-02-15");
    NES_WANT_INT("the first row is paid", now.paid.remuneration.tiyn, 31'500);
    NES_WANT_INT("as the rows foresaw", now.principal.current.tiyn, 500'000);
    now = rig_state(&rig, "2026-03-15");
    NES_WANT_INT("the agreed figure, not 28 nights × 500.00", now.remuneration.current.tiyn, 13'999);
    rig_end(&rig);
}

/* What a loan that earns by one row has earned on a day. */
static int64_t earned_by(const struct rig_row *row, int64_t principal, const char *day)
{
    struct rig rig = rig_begin();
    int64_t earned;

    rig.loan.terms.credit.principal.tiyn = principal;
    rig.loan.terms.accrual = NES_ACCRUE_ROW;
    rig_rows(&rig, row, 1);
    earned = rig_state(&rig, day).remuneration.current.tiyn;
    rig_end(&rig);
    return earned;
}

NES_TEST(a_loan_of_one_tiyn_earns_by_its_row)
{
    const struct rig_row row = { "2026-02-14", 1, 300 };

    NES_WANT_INT("10 nights of 30", earned_by(&row, 1, "2026-01-25"), 100);
}

/* The row is agreed for less than was paid out, so nothing is as planned; its one night is earned all the same. */
NES_TEST(a_row_of_one_night_earns_it)
{
    const struct rig_row row = { "2026-01-16", 1, 300 };

    NES_WANT_INT("all of it", earned_by(&row, 2, "2026-01-16"), 300);
}

/* At the highest rate a tiyn earns 2.74 a night: it must not earn for the nights before it came. */
NES_TEST(a_payout_of_one_tiyn_bears_from_its_day_on)
{
    const struct rig_row rows[] = { { "2026-12-31", 1'000'001, 0 } };
    struct rig rig = rig_begin();

    rig.loan.terms.credit.principal.tiyn = 1'000'000;
    rig.loan.terms.credit.rate = (struct nes_ratio){ 1'000, 1 };
    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_rows(&rig, rows, 1);
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2026-02-14", 1);
    NES_WANT_INT("30 nights × 10000.00, 10 × 10000.01", rig_state(&rig, "2026-02-24").earned.tiyn, 109'589'068);
    rig_end(&rig);
}

static bool has_line(const struct nes_line *lines, int32_t count, const struct nes_line *line)
{
    for (int32_t i = 0; i < count; i++) {
        if (lines[i].kind == line->kind && lines[i].from.day == line->from.day && lines[i].to.day == line->to.day &&
            lines[i].days == line->days && lines[i].base.tiyn == line->base.tiyn) {
            return true;
        }
    }
    return false;
}

/* Whoever looks every day reads the same lines in the end: one that goes on grows, it is not told anew. (Rounding may
 * stand in another of the lines of a figure.) */
NES_TEST(lines_are_the_same_by_days_as_at_once)
{
    struct rig rig = rig_begin();
    struct nes_fold *daily, *once;
    const struct nes_line *a, *b;
    struct nes_state now;
    int32_t count, same;

    rig_schedule(&rig);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, true, &daily));
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, true, &once));
    for (struct nes_date day = rig_day("2026-01-15"); day.day <= rig_day("2026-04-20").day; day.day++) {
        NES_WANT_OK(nes_fold_to(daily, day, &now));
    }
    NES_WANT_OK(nes_fold_to(once, rig_day("2026-04-20"), &now));
    a = nes_fold_lines(daily, &count);
    b = nes_fold_lines(once, &same);
    NES_WANT_INT("so many", count, same);
    for (int32_t i = 0; i < count; i++) {
        NES_WANT("each is among the others", has_line(b, same, &a[i]));
    }
    rig_end(&rig);
}

/* What is withheld of overdue principal comes back with a line of its own amount. */
NES_TEST(lines_of_what_is_added_after_a_suspension_sum_to_the_figure)
{
    struct rig rig = rig_begin();
    const struct nes_line *lines;
    struct nes_state now;
    struct nes_fold *fold;
    int64_t sum = 0;
    int32_t count;

    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_SUSPEND, "2026-03-01", 0);
    rig_add(&rig, NES_EVENT_RESUME, "2026-03-11", 0)->back = true;
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, true, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-03-12"), &now));
    lines = nes_fold_lines(fold, &count);
    for (int32_t i = 0; i < count; i++) {
        sum += lines[i].figure == NES_FIGURE_REMUNERATION ? lines[i].amount.tiyn : 0;
    }
    NES_WANT_INT("all of it", sum, now.remuneration.current.tiyn + now.remuneration.overdue.tiyn);
    NES_WANT_INT("nothing is withheld", now.withheld.tiyn, 0);
    rig_end(&rig);
}

/* What changes terms finds none in force before the first payout, and leaves nothing behind. */
NES_TEST(changes_of_terms_before_the_first_payout_change_nothing)
{
    const enum nes_event_kind kinds[] = { NES_EVENT_HOLIDAY, NES_EVENT_RESCHEDULE, NES_EVENT_WRITE_OFF,
                                          NES_EVENT_EARLY_REPAYMENT };

    for (size_t i = 0; i < NES_LEN(kinds); i++) {
        struct rig rig = rig_begin();
        struct nes_state want, got;
        struct nes_event *event;

        rig_schedule(&rig);
        rig.events[0].day = rig_day("2026-01-20");
        want = rig_state(&rig, "2026-04-20");
        event = rig_add(&rig, kinds[i], "2026-01-17", kinds[i] == NES_EVENT_EARLY_REPAYMENT ? 1 : 0);
        event->until = rig_day("2026-03-10");
        event->rows = kinds[i] == NES_EVENT_RESCHEDULE ? rig.loan.rows : NULL;
        event->row_count = event->rows ? rig.loan.row_count : 0;
        got = rig_state(&rig, "2026-04-20");
        NES_WANT_INT("earned", got.earned.tiyn, want.earned.tiyn);
        NES_WANT_INT("overdue", got.principal.overdue.tiyn, want.principal.overdue.tiyn - got.received.tiyn);
        NES_WANT("going on", !got.suspended && got.days_overdue == want.days_overdue);
        rig_end(&rig);
    }
}

NES_TEST(days_far_away_are_refused)
{
    struct rig rig = rig_begin();
    struct nes_fold *fold = NULL;
    struct nes_state now;

    rig_schedule(&rig);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_FAULT("no day", nes_fold_to(fold, (struct nes_date){ 0 }, &now), "DATE_RANGE");
    NES_WANT_FAULT("200 years on", nes_fold_to(fold, rig_day("2226-01-15"), &now), "DATE_RANGE");
    NES_WANT_OK(nes_fold_to(fold, rig_day("2020-01-01"), &now));
    NES_WANT_INT("nothing yet", now.issued.tiyn, 0);
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-15"), &now));
    NES_WANT_INT("paid out", now.issued.tiyn, 50'000'000);
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-14"), &now));
    NES_WANT_INT("and back", now.issued.tiyn, 0);
    rig_end(&rig);
}

NES_TEST(a_sum_of_payouts_above_the_largest_loan_is_refused)
{
    struct rig rig = rig_begin();
    struct nes_fold *fold = NULL;
    struct nes_state now;

    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2026-01-16", NES_PRINCIPAL_TIYN_MAX);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_FAULT("payout", nes_fold_to(fold, rig_day("2026-01-16"), &now), "MONEY_RANGE");
    rig_end(&rig);
}

/* Daily rows over a weekend: three may be paid until Monday. */
NES_TEST(of_several_rows_in_time_the_next_payment_is_that_of_the_earliest_last_day)
{
    const struct rig_row rows[] = { { "2026-01-16", 1'000, 10 }, { "2026-01-17", 2'000, 20 },
                                    { "2026-01-18", 3'000, 30 }, { "2026-01-19", 4'000, 40 },
                                    { "2026-02-19", 0, 0 },      { "2026-03-19", 49'990'000, 50 } };
    struct rig rig = rig_begin();
    struct nes_fold *fold = NULL;
    struct nes_next_payment next;
    struct nes_state now;

    rig.loan.terms.pay_by = NES_PAY_BY_WORKING_DAY;
    rig_rows(&rig, rows, 6);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-01-16", 1'010);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-18"), &now));
    NES_WANT_OK(nes_fold_next(fold, &next));
    NES_WANT_INT("Saturday's and Sunday's until Monday", next.principal.tiyn, 5'000);
    NES_WANT_INT("Monday", next.pay_by.day, rig_day("2026-01-19").day);
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-19"), &now));
    NES_WANT_OK(nes_fold_next(fold, &next));
    NES_WANT_INT("and Monday's", next.principal.tiyn, 9'000);
    NES_WANT_INT("none is late", now.days_overdue, 0);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-01-19", 9'090);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-19"), &now));
    NES_WANT_OK(nes_fold_next(fold, &next));
    NES_WANT_INT("past a row that asks nothing", next.date.day, rig_day("2026-03-19").day);
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-03-21"), &now));
    NES_WANT_OK(nes_fold_next(fold, &next));
    NES_WANT_INT("nothing comes after the last", next.date.day, 0);
    rig_end(&rig);
}

NES_TEST(a_row_paid_between_others_asks_nothing_more)
{
    const struct rig_row rows[] = { { "2026-01-17", 1'000, 10 },
                                    { "2026-01-18", 2'000, 0 },
                                    { "2026-03-19", 49'997'000, 50 } };
    struct rig rig = rig_begin();
    struct nes_fold *fold = NULL;
    struct nes_next_payment next;
    struct nes_state now;

    rig.loan.terms.pay_by = NES_PAY_BY_WORKING_DAY;
    rig_rows(&rig, rows, 3);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-01-18", 3'000);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-18"), &now));
    NES_WANT_OK(nes_fold_next(fold, &next));
    NES_WANT_INT("both principals are paid", next.principal.tiyn, 0);
    NES_WANT_INT("the first remuneration is left", next.remuneration.tiyn, 10);
    rig_end(&rig);
}

NES_TEST(all_penalty_is_given_up_where_no_amount_is_said)
{
    struct rig rig = rig_begin();
    struct nes_state now;

    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_FORGIVE, "2026-02-25", 0);
    now = rig_state(&rig, "2026-02-25");
    NES_WANT_INT("ten days of 0.5 %", now.forgiven.tiyn, 251'155);
    NES_WANT_INT("none is left", now.penalty.current.tiyn + now.penalty.overdue.tiyn, 0);
    rig_end(&rig);
}

/* A payment of one row while another of a later last day waits too. */
NES_TEST(a_working_day_between_two_last_days_is_told_apart)
{
    const struct nes_calendar_day days[] = { { rig_day("2026-01-20"), false }, { rig_day("2026-01-21"), false } };
    const struct rig_row rows[] = { { "2026-01-20", 1'000, 0 }, { "2026-03-19", 49'999'000, 0 } };
    const struct rig_row later[] = { { "2026-01-22", 5'000, 0 }, { "2026-03-19", 49'994'000, 0 } };
    struct rig rig = rig_begin();
    struct nes_event *event;
    struct nes_fold *fold = NULL;
    struct nes_next_payment next;
    struct nes_state now;

    rig.loan.terms.pay_by = NES_PAY_BY_WORKING_DAY;
    rig.loan.terms.credit.calendar = (struct nes_calendar){ days, 2 };
    rig_rows(&rig, rows, 2);
    event = rig_add(&rig, NES_EVENT_RESCHEDULE, "2026-01-20", 0);
    event->rows = rig_copy(&rig, later, 2);
    event->row_count = 2;
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-22"), &now));
    NES_WANT_OK(nes_fold_next(fold, &next));
    NES_WANT_INT("both until the 22nd", next.principal.tiyn, 6'000);
    rig_end(&rig);
}

NES_TEST(remuneration_earned_after_the_last_row_is_overdue_and_bears_no_penalty)
{
    const struct rig_row rows[] = { { "2026-02-16", 50'000'000, 1'500'000 } };
    struct rig rig = rig_begin();
    struct nes_state now, paid;

    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_rows(&rig, rows, 1);
    now = rig_state(&rig, "2026-02-26");
    NES_WANT_INT("ten nights of 500 000", now.remuneration.overdue.tiyn, 1'500'000 + 493'151);
    NES_WANT_INT("penalty of the row only: 10 × 0.5 % × 515 000", now.penalties.tiyn, 2'575'000);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-26", 51'500'000);
    paid = rig_state(&rig, "2026-03-06");
    NES_WANT_INT("what is left of the tail stays late", paid.days_overdue, 18);
    NES_WANT_INT("and earns nothing", paid.earned.tiyn, now.earned.tiyn);
    rig_check(&rig, &paid);
    (void)rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-03-07", 0);
    NES_WANT("written off with the rest", rig_state(&rig, "2026-03-07").closed);
    rig_end(&rig);
}

NES_TEST(back_accrual_after_the_last_row_counts_its_delay_from_its_own_day)
{
    const struct rig_row rows[] = { { "2026-02-16", 50'000'000, 1'500'000 } };
    struct rig rig = rig_begin();
    struct nes_state now;

    rig_rows(&rig, rows, 1);
    (void)rig_add(&rig, NES_EVENT_SUSPEND, "2026-02-01", 0);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-16", 51'500'000);
    rig_add(&rig, NES_EVENT_RESUME, "2026-03-01", 0)->back = true;
    now = rig_state(&rig, "2026-02-28");
    NES_WANT("withheld is no debt", now.closed && now.withheld.tiyn > 0);
    (void)rig_add(&rig, NES_EVENT_REFUND, "2026-02-20", now.suspense.tiyn);
    now = rig_state(&rig, "2026-03-04");
    NES_WANT("the row's remuneration in all", now.earned.tiyn == 1'500'000 && !now.closed);
    NES_WANT_INT("late since the resumption", now.days_overdue, 3);
    rig_end(&rig);
}

NES_TEST(a_fixed_instalment_and_a_multiple_survive_an_early_repayment)
{
    struct rig rig = rig_begin();
    struct nes_fold *fold = NULL;
    struct nes_state now;
    int32_t count;
    const struct nes_row *rows;

    rig.loan.terms.credit.method = NES_FIXED_INSTALMENT;
    rig.loan.terms.credit.instalment.tiyn = 5'000'000;
    rig_schedule(&rig);
    rig_add(&rig, NES_EVENT_EARLY_REPAYMENT, "2026-02-01", 10'000'000)->mode = NES_EARLY_SHORTEN;
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-02-01"), &now));
    rows = nes_fold_rows(fold, &count);
    NES_WANT_INT("the instalment", rows[0].due.tiyn, 5'000'000);
    NES_WANT("fewer rows", count < 12);
    rig.loan.terms.credit.method = NES_ANNUITY;
    rig.loan.terms.credit.instalment.tiyn = 0;
    rig.loan.terms.credit.instalment_multiple.tiyn = 100'000;
    rig.events[1].mode = NES_EARLY_LOWER;
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-02-01"), &now));
    rows = nes_fold_rows(fold, &count);
    NES_WANT_INT("a multiple of 1 000", rows[0].due.tiyn % 100'000, 0);
    rig_end(&rig);
}

static const struct { struct nes_line line; int32_t year; const char *text; } texts[] = {
    { { .kind = NES_LINE_BALANCE, .from = { 739'690 }, .to = { 739'720 }, .days = 31, .rate = { 9, 25 },
        .base = { 41'250'000 }, .amount = { 1'261'233 } },
      365, "15.03–14.04: 31 days × 36 % / 365 × 412500.00 = 12612.33" },
    { { .kind = NES_LINE_OVERDUE, .from = { 739'690 }, .to = { 739'690 }, .days = 1, .rate = { 1, 1'000 },
        .base = { 100 }, .amount = { 0 } }, 0, "15.03–15.03: 1 day × 0.1 % × 1.00 = 0.00" },
    { { .kind = NES_LINE_ROW, .from = { 739'690 }, .to = { 739'694 }, .days = 5, .rate = { 1, 31 },
        .base = { 31'000 }, .amount = { 5'000 } }, 365, "15.03–19.03: 5 days of 31 × 310.00 = 50.00" },
    { { .kind = NES_LINE_PENALTY, .from = { 739'690 }, .to = { 739'691 }, .days = 2, .rate = { 3, 10'000 },
        .base = { 1'000'000 }, .amount = { 600 } }, 365, "15.03–16.03: 2 days × 0.03 % × 10000.00 = 6.00" },
    { { .kind = NES_LINE_PAID, .from = { 739'690 }, .to = { 739'690 }, .amount = { -600 } }, 365, "15.03: paid -6.00" },
};

NES_TEST(a_line_says_how_its_amount_comes_about)
{
    struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(texts); i++) {
        NES_WANT_STR(texts[i].text, nes_line_text(arena, &texts[i].line, texts[i].year), texts[i].text);
    }
    for (enum nes_figure i = NES_FIGURE_PRINCIPAL; i <= NES_FIGURE_WITHHELD; i++) {
        NES_WANT("named", nes_figure_name(i)[0] >= 'a');
    }
    for (enum nes_line_kind i = NES_LINE_PAYOUT; i <= NES_LINE_DROPPED; i++) {
        NES_WANT("named", nes_line_name(i)[0] >= 'a');
    }
    nes_arena_end(&arena);
}
