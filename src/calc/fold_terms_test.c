/* src/calc/fold_terms_test.c: changes of terms: early repayment, a lower rate, rescheduling, holidays. */
#include "calc/fold_rig.h"
#include "test/unit/test.h"

static int64_t below(const struct nes_rand *rand, int64_t n)
{
    return (int64_t)nes_rand_below(rand, (uint64_t)n);
}

/* The rows to come after `day`, by a fold of the rig's events. */
static const struct nes_row *rows_after(struct rig *rig, struct nes_date day, int32_t *count)
{
    struct nes_fold *fold = NULL;
    struct nes_state now;

    rig->loan.events = rig->events;
    NES_WANT_OK(nes_fold_begin(rig->arena, &rig->loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, day, &now));
    return nes_fold_rows(fold, count);
}

/* P4: after an early repayment that lowers the instalment the rows are those of a loan issued on that day for the rest:
 * nes_schedule_build knows nothing of the fold. */
NES_TEST(an_early_repayment_is_a_new_schedule_from_scratch)
{
    struct nes_test_dice dice = { nes_test_seed() + 10 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_terms *terms = &rig.loan.terms.credit, rest;
        struct nes_schedule fresh;
        const struct nes_row *rows;
        struct nes_date day;
        int32_t count, paid;

        rig.count = 0;
        terms->method = (enum nes_method[]){ NES_ANNUITY, NES_DIFFERENTIATED }[below(&rand, 2)];
        terms->principal.tiyn = (below(&rand, 500'000) + 1'000) * 100;
        terms->rate = nes_ratio_reduce((struct nes_ratio){ below(&rand, 90), 100 });
        terms->periods = 3 + (int32_t)below(&rand, 20);
        terms->day_count = (enum nes_day_count)(1 + below(&rand, 4));
        terms->start.day = rig_day("2026-01-01").day + (int32_t)below(&rand, 28);
        rig_schedule(&rig);
        paid = (int32_t)below(&rand, terms->periods - 2);
        for (int32_t i = 0; i <= paid; i++) {
            (void)rig_add_on(&rig, NES_EVENT_PAYMENT, rig.loan.rows[i + 1].date, rig.loan.rows[i + 1].due.tiyn);
        }
        day = rig.loan.rows[paid + 1].date; /* after a whole period, so that the rest has whole ones too */
        rest = *terms;
        rest.principal.tiyn = rig.loan.rows[paid + 1].balance.tiyn / 2 + 1;
        rest.start = day;
        rest.periods = terms->periods - paid - 1;
        NES_WANT_OK(nes_schedule_build(&rest, rig.arena, &fresh));
        rig_add_on(&rig, NES_EVENT_EARLY_REPAYMENT, day, rig.loan.rows[paid + 1].balance.tiyn - rest.principal.tiyn)
            ->mode = NES_EARLY_LOWER;
        rows = rows_after(&rig, day, &count);
        NES_WANT_INT("rows", count, fresh.count - 1);
        for (int32_t i = 0; i < count; i++) {
            NES_WANT_INT("date", rows[i].date.day, fresh.rows[i + 1].date.day);
            NES_WANT_INT("principal", rows[i].principal.tiyn, fresh.rows[i + 1].principal.tiyn);
            NES_WANT_INT("remuneration", rows[i].remuneration.tiyn, fresh.rows[i + 1].remuneration.tiyn);
        }
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

/* The proposal, once signed, is stored with the event as data: the fold must not change by it. */
NES_TEST(rows_derived_and_the_same_rows_as_data_fold_alike)
{
    struct nes_test_dice dice = { nes_test_seed() + 11 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_state derived, given;
        struct nes_event *event;
        struct nes_date day, later;
        int32_t count;

        rig_random(&rig, &rand, 0);
        rig.loan.terms.accrual = NES_ACCRUE_BALANCE;
        day.day = rig.loan.terms.credit.start.day + (int32_t)below(&rand, 300);
        event = rig_add_on(&rig,
                           (enum nes_event_kind[]){ NES_EVENT_EARLY_REPAYMENT, NES_EVENT_LOWER_RATE,
                                                    NES_EVENT_HOLIDAY }[below(&rand, 3)],
                           day, 1 + below(&rand, rig.loan.terms.credit.principal.tiyn));
        event->mode = (enum nes_early_mode)below(&rand, 3);
        event->accrues = below(&rand, 2) == 0;
        event->until.day = day.day + 1 + (int32_t)below(&rand, 90);
        event->rate = (struct nes_ratio){ 0, 1 };
        later.day = day.day + (int32_t)below(&rand, 900);
        derived = rig_state_on(&rig, later);
        rig_check(&rig, &derived);
        event->rows = rows_after(&rig, day, &count);
        event->row_count = count;
        if (event->rows) {
            given = rig_state_on(&rig, later);
            rig_same("as data", &given, &derived);
        }
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

/* Every way of repaying early, each method: whoever pays the new rows on their days ends with nothing. */
NES_TEST(paid_by_its_new_rows_a_loan_ends)
{
    struct nes_test_dice dice = { nes_test_seed() + 12 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        const struct nes_row *rows;
        struct nes_date day, last;
        struct nes_event *event;
        struct nes_state now;
        int32_t count, size;

        rig_random(&rig, &rand, 0);
        size = rig.loan.rows[rig.loan.row_count - 1].date.day - rig.loan.terms.credit.start.day;
        last.day = day.day = rig.loan.terms.credit.start.day + (int32_t)below(&rand, size);
        for (int32_t i = 0; i < rig.loan.row_count && rig.loan.rows[i].date.day <= day.day; i++) {
            if (rig.loan.rows[i].due.tiyn > 0) {
                (void)rig_add_on(&rig, NES_EVENT_PAYMENT, rig.loan.rows[i].date, rig.loan.rows[i].due.tiyn);
            }
        }
        event =
            rig_add_on(&rig, NES_EVENT_EARLY_REPAYMENT, day, 1 + below(&rand, rig.loan.terms.credit.principal.tiyn));
        event->mode = (enum nes_early_mode)below(&rand, 3);
        rows = rows_after(&rig, day, &count);
        for (int32_t i = 0; i < count && rig.count < RIG_EVENTS; i++) {
            if (rows[i].due.tiyn > 0) {
                (void)rig_add_on(&rig, NES_EVENT_PAYMENT, rows[i].date, rows[i].due.tiyn);
            }
            last = rows[i].date;
        }
        now = rig_state_on(&rig, last);
        NES_WANT("closed, or never more than closed", now.closed && now.penalties.tiyn == 0);
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

/* 500 000 at 36 %, 30/360: after row 1 the balance is 464 768.96, instalment 50 231.04. */
static const struct nes_row *repaid(struct rig *rig, enum nes_early_mode mode, int32_t *count)
{
    rig_schedule(rig);
    (void)rig_add(rig, NES_EVENT_PAYMENT, "2026-02-15", 5'023'104);
    rig_add(rig, NES_EVENT_EARLY_REPAYMENT, "2026-02-15", 20'000'000)->mode = mode;
    return rows_after(rig, rig_day("2026-02-15"), count);
}

NES_TEST(an_early_repayment_shortens_the_term_at_the_same_instalment)
{
    struct rig rig = rig_begin();
    int32_t count;
    const struct nes_row *rows = repaid(&rig, NES_EARLY_SHORTEN, &count);

    NES_WANT_INT("six rows of eleven", count, 6);
    for (int32_t i = 0; i + 1 < count; i++) {
        NES_WANT_INT("instalment", rows[i].due.tiyn, 5'023'104);
    }
    NES_WANT_INT("3 % of 264 768.96", rows[0].remuneration.tiyn, 794'307);
    NES_WANT("the last is smaller", rows[5].due.tiyn < 5'023'104 && rows[5].balance.tiyn == 0);
    rig_end(&rig);
}

NES_TEST(an_early_repayment_lowers_the_instalment)
{
    struct rig rig = rig_begin();
    int32_t count;
    const struct nes_row *rows = repaid(&rig, NES_EARLY_LOWER, &count);

    NES_WANT_INT("eleven rows", count, 11);
    NES_WANT_INT("26 476 896 × 0.03 ÷ (1 − 1.03^−11)", rows[0].due.tiyn, 2'861'555);
    rig_end(&rig);
}

NES_TEST(an_early_repayment_skips_the_next_rows)
{
    struct rig rig = rig_begin();
    int32_t count;
    const struct nes_row *rows = repaid(&rig, NES_EARLY_SKIP, &count);

    NES_WANT_INT("eleven rows", count, 11);
    NES_WANT_INT("nothing but remuneration", rows[0].principal.tiyn, 0);
    NES_WANT_INT("and next", rows[4].principal.tiyn, 0);
    NES_WANT_INT("row 11 as before", rows[9].principal.tiyn, 4'734'757);
    NES_WANT_INT("row 12 as before", rows[10].principal.tiyn, 4'876'803);
    rig_end(&rig);
}

NES_TEST(money_too_little_for_what_is_earned_stays_in_suspense)
{
    struct rig rig = rig_begin();
    struct nes_state now;

    rig_schedule(&rig);
    rig_add(&rig, NES_EVENT_EARLY_REPAYMENT, "2026-01-25", 500'000)->mode = NES_EARLY_LOWER;
    now = rig_state(&rig, "2026-01-25"); /* ten days have earned just as much */
    NES_WANT_INT("suspense", now.suspense.tiyn, 500'000);
    NES_WANT_INT("principal", now.principal.current.tiyn, 50'000'000);
    rig.events[1].amount.tiyn = 500'001;
    now = rig_state(&rig, "2026-01-25");
    NES_WANT_INT("a tiyn more reaches principal", now.principal.current.tiyn, 49'999'999);
    NES_WANT_INT("suspense", now.suspense.tiyn, 0);
    rig_end(&rig);
}

NES_TEST(a_rate_is_lowered_from_the_day_after)
{
    struct rig rig = rig_begin();
    struct nes_fold *fold;
    struct nes_state now;
    int32_t count;
    const struct nes_row *rows;

    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_schedule(&rig);
    rig_add(&rig, NES_EVENT_LOWER_RATE, "2026-01-25", 0)->rate = (struct nes_ratio){ 6, 25 };
    now = rig_state(&rig, "2026-02-04");
    NES_WANT_INT("10 nights at 36 %, 10 at 24 %", now.earned.tiyn, 493'151 + 328'767);
    NES_WANT("the rate in force", now.rate.over == 6 && now.rate.under == 25);
    rows = rows_after(&rig, rig_day("2026-01-25"), &count);
    NES_WANT_INT("twelve rows", count, 12);
    NES_WANT_INT("row 1: what was earned, and 21 nights", rows[0].remuneration.tiyn, 493'151 + 690'411);
    rig.events[1].rate = (struct nes_ratio){ 37, 100 };
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_FAULT("a higher rate", nes_fold_to(fold, rig_day("2026-02-04"), &now), "EVENT_FORM");
    NES_WANT_FAULT("again", nes_fold_to(fold, rig_day("2026-02-05"), &now), "EVENT_FORM");
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-24"), &now));
    rig_end(&rig);
}

NES_TEST(a_rescheduling_takes_the_delay_away)
{
    const struct rig_row rows[] = { { "2026-06-15", 20'000'000, 2'500'000 }, { "2026-09-15", 30'000'000, 3'000'000 } };
    struct rig rig = rig_begin();
    struct nes_event *event;
    struct nes_state now;

    rig_schedule(&rig);
    event = rig_add(&rig, NES_EVENT_RESCHEDULE, "2026-03-20", 0);
    event->rows = rig_copy(&rig, rows, 2);
    event->row_count = 2;
    now = rig_state(&rig, "2026-03-20");
    NES_WANT("still late without taking", now.days_overdue == 33 && now.principal.overdue.tiyn > 0);
    event->takes_overdue = true;
    now = rig_state(&rig, "2026-03-20");
    NES_WANT_INT("no delay", now.days_overdue, 0);
    NES_WANT_INT("all is undue", now.principal.current.tiyn, 50'000'000);
    NES_WANT("penalty stays", now.penalty.overdue.tiyn > 0);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-06-15", 22'500'000 + now.penalties.tiyn);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-09-15", 33'000'000);
    now = rig_state(&rig, "2026-09-15");
    NES_WANT_INT("remuneration as signed", now.earned.tiyn, 5'500'000);
    NES_WANT("closed", now.closed);
    rig_end(&rig);
}

NES_TEST(in_a_holiday_rows_ask_nothing)
{
    struct rig rig = rig_begin();
    struct nes_event *event;
    struct nes_state now;
    int32_t count;
    const struct nes_row *rows;

    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_schedule(&rig);
    event = rig_add(&rig, NES_EVENT_HOLIDAY, "2026-01-25", 0);
    event->until = rig_day("2026-04-20");
    event->accrues = true;
    rows = rows_after(&rig, rig_day("2026-01-25"), &count);
    NES_WANT_INT("three rows ask nothing", rows[0].due.tiyn + rows[1].due.tiyn + rows[2].due.tiyn, 0);
    NES_WANT_INT("the fourth asks what 120 nights earned", rows[3].remuneration.tiyn,
                 493'151 + 1'035'616 + 1'380'822 + 1'528'767 + 1'479'452);
    now = rig_state(&rig, "2026-04-21");
    NES_WANT_INT("no delay", now.days_overdue, 0);
    event->accrues = false;
    now = rig_state(&rig, "2026-04-20");
    NES_WANT_INT("nothing earned in the holiday", now.earned.tiyn, 493'151);
    NES_WANT("said so", now.suspended);
    now = rig_state(&rig, "2026-04-30");
    NES_WANT_INT("ten nights after it", now.earned.tiyn, 493'151 + 493'151);
    event->until = rig_day("2028-01-01");
    rows = rows_after(&rig, rig_day("2026-01-25"), &count);
    NES_WANT_INT("the last row stays and takes all", rows[count - 1].principal.tiyn, 50'000'000);
    rig_end(&rig);
}

NES_TEST(one_holiday_inside_another_lasts_to_the_later_end)
{
    struct rig rig = rig_begin();

    rig_schedule(&rig);
    rig_add(&rig, NES_EVENT_HOLIDAY, "2026-02-01", 0)->until = rig_day("2026-03-31");
    rig_add(&rig, NES_EVENT_HOLIDAY, "2026-03-01", 0)->until = rig_day("2026-03-10");
    NES_WANT("the first goes on", rig_state(&rig, "2026-03-31").suspended);
    NES_WANT("and ends", !rig_state(&rig, "2026-04-01").suspended);
    rig_end(&rig);
}

NES_TEST(before_the_first_payout_only_money_moves)
{
    struct rig rig = rig_begin();
    const struct rig_row rows[] = { { "2026-06-15", 50'000'000, 0 } };
    struct nes_event *event;
    struct nes_state now;

    rig_schedule(&rig);
    rig.events[0].day = rig_day("2026-01-20");
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-01-15", 1'000);
    (void)rig_add(&rig, NES_EVENT_COST, "2026-01-16", 300);
    (void)rig_add(&rig, NES_EVENT_EARLY_REPAYMENT, "2026-01-16", 100);
    (void)rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-01-16", 0);
    rig_add(&rig, NES_EVENT_HOLIDAY, "2026-01-16", 0)->until = rig_day("2026-01-30");
    rig_add(&rig, NES_EVENT_LOWER_RATE, "2026-01-16", 0)->rate = (struct nes_ratio){ 1, 4 };
    event = rig_add(&rig, NES_EVENT_RESCHEDULE, "2026-01-17", 0);
    event->rows = rig_copy(&rig, rows, 1);
    event->row_count = 1;
    (void)rig_add(&rig, NES_EVENT_RESUME, "2026-01-17", 0);
    now = rig_state(&rig, "2026-01-19");
    NES_WANT_INT("suspense", now.suspense.tiyn, 800);
    NES_WANT_INT("costs paid", now.paid.costs.tiyn, 300);
    NES_WANT("not begun, not closed", !now.closed && now.issued.tiyn == 0);
    now = rig_state(&rig, "2026-01-20");
    NES_WANT_INT("paid out", now.principal.current.tiyn, 50'000'000);
    NES_WANT_INT("at the lower rate", now.rate.under, 4);
    rig_end(&rig);
}

NES_TEST(several_payouts_earn_from_their_days)
{
    struct rig rig = rig_begin();
    const struct nes_payout payouts[] = { { rig_day("2026-01-15"), { 20'000'000 } },
                                          { rig_day("2026-03-01"), { 30'000'000 } } };
    struct nes_state now;
    int64_t remuneration = 0;

    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig.loan.terms.credit.payouts = payouts;
    rig.loan.terms.credit.payout_count = 2;
    rig_schedule(&rig);
    rig.events[0].amount.tiyn = 20'000'000;
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2026-03-01", 30'000'000);
    for (int32_t i = 0; i < rig.loan.row_count; i++) {
        if (rig.loan.rows[i].nr > 0) {
            (void)rig_add_on(&rig, NES_EVENT_PAYMENT, rig.loan.rows[i].date, rig.loan.rows[i].due.tiyn);
            remuneration += rig.loan.rows[i].remuneration.tiyn;
        }
    }
    now = rig_state_on(&rig, rig.loan.rows[rig.loan.row_count - 1].date);
    NES_WANT("closed", now.closed);
    NES_WANT_INT("as scheduled", now.earned.tiyn, remuneration);
    rig_end(&rig);
}

NES_TEST(a_payoff_takes_what_waits_in_suspense_as_its_figure_says, .rules = "7.5.a")
{
    struct rig rig = rig_begin();
    struct nes_event *payoff;
    struct nes_state now;

    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-01", 70'000);
    now = rig_state(&rig, "2026-02-05");
    NES_WANT_INT("it waits for the next row", now.suspense.tiyn, 70'000);
    payoff = rig_add(&rig, NES_EVENT_PAYOFF, "2026-02-05", 1);
    payoff->amount = now.payoff;
    now = rig_state(&rig, "2026-02-05");
    NES_WANT("closed on the day", now.closed);
    NES_WANT_INT("nothing is left over", now.suspense.tiyn, 0);
    rig_end(&rig);
}

NES_TEST(a_payout_that_no_row_knows_falls_due_at_the_end_or_at_once)
{
    struct rig rig = rig_begin();
    struct nes_event *payoff;
    struct nes_state now;

    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2026-02-01", 1'000'000);
    now = rig_state(&rig, "2027-01-15");
    NES_WANT_INT("with the last row", now.principal.current.tiyn + now.principal.overdue.tiyn, 51'000'000);
    payoff = rig_add(&rig, NES_EVENT_PAYOFF, "2026-02-05", 1);
    payoff->amount.tiyn = rig_state(&rig, "2026-02-05").payoff.tiyn + 1;
    NES_WANT("nothing is left, and no row", rig_state(&rig, "2026-02-28").closed);
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2026-03-01", 2'000'000);
    now = rig_state(&rig, "2026-03-01");
    NES_WANT_INT("at once, in time today", now.principal.current.tiyn, 2'000'000);
    rig_check(&rig, &now);
    rig_end(&rig);
}

/* Rows agreed at 36 %, the rate lowered to 24 % before the money came: all nights earn at 24 %. */
NES_TEST(a_rate_lowered_before_the_money_comes_is_the_rate_of_every_row)
{
    static const struct {
        const char *label;
        int32_t grace;
        const char *day;
        int64_t earned;
    } cases[] = {
        { "26 nights on 500 000.00", 0, "2026-02-15", 854'795 },
        { "and 28 on the same, of which a part is late", 0, "2026-03-15", 854'795 + 920'548 },
        { "the first row asks principal alone", 1, "2026-02-15", 854'795 },
        { "and the second all that was earned", 1, "2026-03-15", 854'795 + 920'548 },
    };

    for (size_t i = 0; i < NES_LEN(cases); i++) {
        struct rig rig = rig_begin();
        struct nes_state now;

        rig.loan.terms.credit.day_count = NES_ACT_365;
        rig.loan.terms.credit.method = NES_DIFFERENTIATED;
        rig.loan.terms.credit.grace_interest = cases[i].grace;
        rig_schedule(&rig);
        rig.events[0].day = rig_day("2026-01-20");
        rig_add(&rig, NES_EVENT_LOWER_RATE, "2026-01-16", 0)->rate = (struct nes_ratio){ 6, 25 };
        now = rig_state(&rig, cases[i].day);
        NES_WANT_INT(cases[i].label, now.earned.tiyn, cases[i].earned);
        rig_check(&rig, &now);
        rig_end(&rig);
    }
}

/* What is earned after the last row is as old as that row: it goes before what is due in time. */
NES_TEST(a_write_off_takes_what_is_late_and_the_tail_before_what_is_due)
{
    const struct rig_row rows[] = { { "2026-02-15", 50'000'000, 1'000'000 }, { "2026-03-15", 100, 300'000 } };
    struct rig rig = rig_begin();
    struct nes_state before, now;
    int64_t late;

    rig_rows(&rig, rows, 2);
    rig.loan.terms.pay_by = NES_PAY_BY_WORKING_DAY; /* 15.03.2026 is a Sunday: the row may be paid on the 16th */
    before = rig_state(&rig, "2026-03-16");
    late = before.remuneration.overdue.tiyn;
    NES_WANT("there is a tail beside the late row, and a row in time",
             late > 1'000'000 && before.remuneration.current.tiyn > 0);
    rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-03-16", 0)->written.remuneration.tiyn = late + 1;
    now = rig_state(&rig, "2026-03-16");
    NES_WANT_INT("nothing late is left", now.remuneration.overdue.tiyn, 0);
    NES_WANT_INT("one tiyn of what is due went", now.remuneration.current.tiyn, before.remuneration.current.tiyn - 1);
    rig_end(&rig);
}
