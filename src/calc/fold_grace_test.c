/* src/calc/fold_grace_test.c: nights that bear nothing and rows that ask nothing: before the money came, free periods,
 * deferrals granted by law. */
#include "calc/fold_rig.h"
#include "test/unit/test.h"

static struct nes_fold *fold_to(struct rig *rig, const char *day, struct nes_state *now)
{
    struct nes_fold *fold = NULL;

    rig->loan.events = rig->events;
    NES_WANT_OK(nes_fold_begin(rig->arena, &rig->loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day(day), now));
    return fold;
}

static int64_t all_remuneration(const struct nes_state *now)
{
    return now->remuneration.current.tiyn + now->remuneration.overdue.tiyn;
}

/* 100 000.00 at 12 %, three months from 02.08.2029, actual/365, differentiated. */
static struct rig begin_small(void)
{
    struct rig rig = rig_begin();
    struct nes_terms *terms = &rig.loan.terms.credit;

    terms->principal.tiyn = 10'000'000;
    terms->rate = (struct nes_ratio){ 3, 25 };
    terms->method = NES_DIFFERENTIATED;
    terms->periods = 3;
    terms->start = rig_day("2029-08-02");
    terms->day_count = NES_ACT_365;
    return rig;
}

NES_TEST(money_that_comes_late_earns_only_the_nights_it_was_out, .rules = "7.5")
{
    static const struct {
        const char *label;
        enum nes_day_count count;
        enum nes_accrual_way accrual;
        enum nes_first_day first_day;
        int64_t want;
    } cases[] = {
        { "26 nights of 31", NES_ACT_365, NES_ACCRUE_BALANCE, NES_FIRST_DAY_EXCLUDE, 85'479 },
        { "the day of the payout counts too", NES_ACT_365, NES_ACCRUE_BALANCE, NES_FIRST_DAY_INCLUDE, 88'767 },
        { "25 days of a month of 30", NES_30_360, NES_ACCRUE_BALANCE, NES_FIRST_DAY_EXCLUDE, 83'333 },
        { "26 of 31 parts of the row's own", NES_ACT_365, NES_ACCRUE_ROW, NES_FIRST_DAY_EXCLUDE, 85'480 },
        { "27 of its 32", NES_ACT_365, NES_ACCRUE_ROW, NES_FIRST_DAY_INCLUDE, 88'767 },
    };

    for (size_t i = 0; i < NES_LEN(cases); i++) {
        struct rig rig = begin_small();
        struct nes_next_payment next;
        struct nes_state now;
        struct nes_fold *fold;

        rig.loan.terms.credit.day_count = cases[i].count;
        rig.loan.terms.credit.first_day = cases[i].first_day;
        rig.loan.terms.accrual = cases[i].accrual;
        rig.loan.terms.overdue_free = true;
        rig_schedule(&rig);
        rig.events[0].day = rig_day("2029-08-07"); /* signed on 02.08, cooled off */
        fold = fold_to(&rig, "2029-08-07", &now);
        NES_WANT_OK(nes_fold_next(fold, &next));
        NES_WANT_INT(cases[i].label, next.remuneration.tiyn, cases[i].want);
        now = rig_state(&rig, "2029-09-02");
        NES_WANT_INT(cases[i].label, all_remuneration(&now), cases[i].want);
        rig_check(&rig, &now);
        now = rig_state(&rig, "2029-10-02");
        NES_WANT_INT("the second row is as agreed", all_remuneration(&now),
                     cases[i].want + rig.loan.rows[2].remuneration.tiyn);
        rig_end(&rig);
    }
}

/* Two rows of which the first asks no remuneration: what it was planned to earn does not come back with the second. */
NES_TEST(a_row_that_waits_brings_no_night_before_the_money)
{
    struct rig rig = begin_small();
    struct nes_state now;

    rig.loan.terms.credit.method = NES_INTEREST_ONLY;
    rig.loan.terms.credit.periods = 2;
    rig.loan.terms.credit.grace_interest = 1;
    rig_schedule(&rig);
    rig.events[0].day = rig_day("2029-08-07");
    now = rig_state(&rig, "2029-10-02");
    NES_WANT_INT("26 + 30 nights", all_remuneration(&now), 85'479 + 98'630);
    rig_end(&rig);
}

NES_TEST(rows_that_passed_before_the_money_fall_due_with_it)
{
    struct rig rig = begin_small();
    struct nes_state now;

    rig_schedule(&rig);
    rig.events[0].day = rig_day("2029-09-12"); /* ten days after the first row */
    now = rig_state(&rig, "2029-09-12");
    NES_WANT_INT("in time on its day", now.days_overdue, 0);
    NES_WANT_INT("nothing earned", all_remuneration(&now), 0);
    now = rig_state(&rig, "2029-09-13");
    NES_WANT_INT("late from the day after", now.days_overdue, 1);
    NES_WANT_INT("its principal", now.principal.overdue.tiyn, 3'333'333);
    now = rig_state(&rig, "2029-10-02");
    NES_WANT_INT("20 nights on the rest, 20 on what is overdue", all_remuneration(&now), 43'836 + 21'918);
    rig_end(&rig);
}

/* 15 February 2026 is a Sunday: the row moves to Monday, and the night between is as free as all others. */
NES_TEST(a_bullet_of_free_periods_alone_is_free_to_its_moved_end)
{
    struct rig rig = rig_begin();

    rig.loan.terms.credit.method = NES_BULLET;
    rig.loan.terms.credit.periods = rig.loan.terms.credit.interest_free = 1;
    rig.loan.terms.credit.weekend = NES_WEEKEND_NEXT_WORKING_DAY;
    rig_schedule(&rig);
    rig.events[0].day = rig_day("2026-01-20");
    NES_WANT_INT("to its end", rig_state(&rig, "2026-02-16").earned.tiyn, 0);
    NES_WANT_INT("which is Monday", rig.loan.rows[1].date.day, rig_day("2026-02-16").day);
    rig_end(&rig);
}

NES_TEST(no_money_comes_after_the_last_row, .kind = NES_REFUSES)
{
    struct rig rig = begin_small();
    struct nes_fold *fold;
    struct nes_event *event;

    rig_schedule(&rig);
    event = rig_add(&rig, NES_EVENT_PAYOUT, "2029-11-02", 100);
    NES_WANT_INT("on its day it may", rig_state(&rig, "2029-11-02").issued.tiyn, 10'000'100);
    event->day = rig_day("2029-11-03");
    NES_WANT_FAULT("a day later", nes_fold_begin(rig.arena, &rig.loan, false, &fold), "EVENT_DAY");
    event = rig_add(&rig, NES_EVENT_RESCHEDULE, "2029-09-10", 0);
    event->rows = rig_copy(&rig, (struct rig_row[]){ { "2029-11-03", 10'000'000, 0 } }, 1);
    event->row_count = 1;
    NES_WANT_INT("a later schedule may have later rows", rig_state(&rig, "2029-11-03").issued.tiyn, 10'000'100);
    rig_end(&rig);
}

/* A bullet of three months of which the first is free: 31 free nights, then 30 and 31. */
NES_TEST(free_nights_of_a_bullet_earn_nothing)
{
    struct rig rig = begin_small();
    struct nes_event *event;
    struct nes_state now;

    rig.loan.terms.credit.method = NES_BULLET;
    rig.loan.terms.credit.interest_free = 1;
    rig_schedule(&rig);
    NES_WANT_INT("as signed: 61 nights", rig.loan.rows[1].remuneration.tiyn, 200'548);
    NES_WANT_INT("in the free month", rig_state(&rig, "2029-09-02").remuneration.current.tiyn, 0);
    NES_WANT_INT("the first night after it", rig_state(&rig, "2029-09-03").remuneration.current.tiyn, 3'288);
    NES_WANT_INT("at the end", rig_state(&rig, "2029-11-02").remuneration.current.tiyn, 200'548);
    rig.loan.terms.accrual = NES_ACCRUE_ROW;
    NES_WANT_INT("by row, in the free month", rig_state(&rig, "2029-09-02").remuneration.current.tiyn, 0);
    NES_WANT_INT("by row: one of 61", rig_state(&rig, "2029-09-03").remuneration.current.tiyn, 3'288);
    rig.loan.terms.accrual = NES_ACCRUE_BALANCE;
    event = rig_add(&rig, NES_EVENT_PAYOFF, "2029-08-20", 10'000'000);
    NES_WANT("free of charge in the free month", rig_state(&rig, "2029-08-20").closed);
    event->kind = NES_EVENT_EARLY_REPAYMENT;
    event->amount.tiyn = 5'000'000;
    now = rig_state(&rig, "2029-11-02");
    NES_WANT_INT("half of it earns 61 nights", now.earned.tiyn, 100'274);
    rig_end(&rig);
}

/* The 90th day of delay is the last at the first rate, also where the fold was asked the day before. */
NES_TEST(the_lines_of_a_penalty_step_down_after_their_day)
{
    struct rig rig = begin_small();
    const struct nes_line *lines;
    int32_t count, at_first = 0, after = 0;
    struct nes_fold *fold = NULL;
    struct nes_state now;

    rig.loan.terms.class = NES_CLASS_SECURED;
    rig.loan.terms.overdue_free = true;
    rig_schedule(&rig);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, true, &fold));
    NES_WANT_OK(nes_fold_to(fold, (struct nes_date){ rig_day("2029-09-02").day + 89 }, &now));
    NES_WANT_OK(nes_fold_to(fold, (struct nes_date){ rig_day("2029-09-02").day + 92 }, &now));
    lines = nes_fold_lines(fold, &count);
    for (int32_t i = 0; i < count; i++) {
        if (lines[i].kind == NES_LINE_PENALTY && lines[i].base.tiyn == rig.loan.rows[1].due.tiyn) {
            *(nes_ratio_order(lines[i].rate, nes_penalty_law.first) == 0 ? &at_first : &after) += lines[i].days;
        }
    }
    NES_WANT_INT("days at 0.5 %", at_first, 90);
    NES_WANT_INT("days at 0.03 %", after, 2);
    rig_end(&rig);
}

NES_TEST(a_line_tells_the_nights_that_it_counts)
{
    struct rig rig = begin_small();
    const struct nes_line *lines;
    struct nes_state now;
    struct nes_fold *fold = NULL;
    int32_t count;

    rig.loan.terms.credit.method = NES_BULLET;
    rig.loan.terms.credit.interest_free = 1;
    rig_schedule(&rig);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, true, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2029-10-20"), &now));
    lines = nes_fold_lines(fold, &count);
    NES_WANT_INT("the payout and the nights", count, 2);
    NES_WANT_INT("from", lines[1].from.day, rig_day("2029-09-02").day);
    NES_WANT_INT("to", lines[1].to.day, rig_day("2029-10-19").day);
    NES_WANT_INT("days", lines[1].days, 48);
    NES_WANT_INT("amount", lines[1].amount.tiyn, now.earned.tiyn);
    rig_end(&rig);
}

/* A period that is free stays free where something unpaid waits to be asked (its derived row asks that). */
NES_TEST(a_free_period_stays_free_in_a_holiday)
{
    struct rig rig = begin_small();
    struct nes_event *event;
    struct nes_state now;

    rig.loan.terms.credit.down_payment = (struct nes_ratio){ 1, 10 };
    rig.loan.terms.credit.interest_free = 1;
    rig_schedule(&rig);
    event = rig_add(&rig, NES_EVENT_HOLIDAY, "2029-08-12", 0);
    event->until = rig_day("2029-08-22");
    event->accrues = true;
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2029-08-15", 5'000'000);
    now = rig_state(&rig, "2029-09-02");
    NES_WANT_INT("only the overdue down payment: 10 + 3 + 18 nights", now.earned.tiyn, 3'288 + 986 + 5'918);
    rig_end(&rig);
}

/* What the borrower agreed anew is no longer free. */
NES_TEST(a_new_agreement_may_end_the_free_time)
{
    struct rig rig = begin_small();
    struct nes_event *event;

    rig.loan.terms.credit.interest_free = 2;
    rig_schedule(&rig);
    NES_WANT_INT("free", rig_state(&rig, "2029-08-22").earned.tiyn, 0);
    event = rig_add(&rig, NES_EVENT_RESCHEDULE, "2029-08-12", 0);
    event->rows =
        rig_copy(&rig, (struct rig_row[]){ { "2029-08-22", 5'000'000, 32'877 }, { "2029-12-22", 5'000'000, 0 } }, 2);
    event->row_count = 2;
    NES_WANT_INT("five nights", rig_state(&rig, "2029-08-17").earned.tiyn, 16'438);
    NES_WANT_INT("as agreed", rig_state(&rig, "2029-08-22").earned.tiyn, 32'877);
    rig_end(&rig);
}

static void defer(struct rig *rig, bool accrues)
{
    struct nes_event *event;

    rig->loan.terms.credit.periods = 6;
    rig_schedule(rig);
    event = rig_add(rig, NES_EVENT_HOLIDAY, "2029-08-07", 0);
    event->until = rig_day("2029-11-05");
    event->accrues = accrues;
}

NES_TEST(paying_early_does_not_end_a_deferral)
{
    static const struct {
        const char *label;
        enum nes_event_kind kind;
        enum nes_early_mode mode;
        int64_t amount;
    } cases[] = {
        { "shorten", NES_EVENT_EARLY_REPAYMENT, NES_EARLY_SHORTEN, 2'000'000 },
        { "lower", NES_EVENT_EARLY_REPAYMENT, NES_EARLY_LOWER, 2'000'000 },
        { "skip", NES_EVENT_EARLY_REPAYMENT, NES_EARLY_SKIP, 2'000'000 },
        { "a lower rate", NES_EVENT_LOWER_RATE, NES_EARLY_SHORTEN, 0 },
        { "a shorter holiday", NES_EVENT_HOLIDAY, NES_EARLY_SHORTEN, 0 },
    };

    for (size_t method = NES_ANNUITY; method <= NES_DIFFERENTIATED; method++) {
        for (size_t i = 0; i < NES_LEN(cases); i++) {
            struct rig rig = begin_small();
            struct nes_next_payment next;
            struct nes_event *event;
            struct nes_state now;
            struct nes_fold *fold;

            rig.loan.terms.credit.method = (enum nes_method)method;
            defer(&rig, true);
            event = rig_add(&rig, cases[i].kind, "2029-08-15", cases[i].amount);
            event->mode = cases[i].mode;
            event->rate = (struct nes_ratio){ 1, 10 };
            event->until = rig_day("2029-09-05");
            event->accrues = true;
            fold = fold_to(&rig, "2029-08-15", &now);
            NES_WANT_OK(nes_fold_next(fold, &next));
            NES_WANT_INT(cases[i].label, next.date.day, rig_day("2029-12-02").day);
            NES_WANT_INT("days", rig_state(&rig, "2029-11-20").days_overdue, 0);
            rig_end(&rig);
        }
    }
}

NES_TEST(an_instalment_stays_where_a_shortened_loan_is_deferred)
{
    struct rig rig = begin_small();
    const struct nes_row *rows;
    struct nes_event *event;
    struct nes_state now;
    struct nes_fold *fold;
    int64_t due;
    int32_t count;

    rig.loan.terms.credit.method = NES_ANNUITY;
    defer(&rig, true);
    fold = fold_to(&rig, "2029-08-07", &now);
    rows = nes_fold_rows(fold, &count);
    due = rows[3].due.tiyn;
    event = rig_add(&rig, NES_EVENT_EARLY_REPAYMENT, "2029-08-15", 1'000'000);
    event->mode = NES_EARLY_SHORTEN;
    fold = fold_to(&rig, "2029-08-15", &now);
    rows = nes_fold_rows(fold, &count);
    NES_WANT_INT("asks nothing", rows[2].due.tiyn, 0);
    NES_WANT_INT("the first after it asks what it asked before", rows[3].due.tiyn, due);
    rig_end(&rig);
}

/* A second payout inside the deferral earns more than its rows planned; they ask nothing all the same. */
NES_TEST(deferred_rows_ask_nothing_whatever_was_earned)
{
    struct rig rig = begin_small();
    struct nes_state now;

    defer(&rig, true);
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2029-08-20", 10'000'000);
    now = rig_state(&rig, "2029-11-20");
    NES_WANT_INT("days", now.days_overdue, 0);
    NES_WANT_INT("overdue", now.remuneration.overdue.tiyn, 0);
    now = rig_state(&rig, "2029-12-02");
    NES_WANT_INT("all: 18 nights of one payout, 104 of two, by periods", now.remuneration.current.tiyn,
                 59'178 + 683'835);
    rig_end(&rig);
}

/* The row on the last day of the deferral asks nothing yet. */
NES_TEST(a_deferral_holds_to_the_end_of_its_last_day)
{
    struct rig rig = begin_small();
    struct nes_state now;

    defer(&rig, true);
    rig.events[1].until = rig_day("2029-11-02"); /* a row's date */
    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2029-08-20", 10'000'000);
    now = rig_state(&rig, "2029-11-20");
    NES_WANT_INT("days", now.days_overdue, 0);
    NES_WANT_INT("overdue", now.remuneration.overdue.tiyn, 0);
    rig_end(&rig);
}

/* A conscript's deferral: neither its own schedule nor one derived inside it counts its nights. */
NES_TEST(a_deferral_without_accrual_earns_nothing_whatever_happens_in_it)
{
    for (int by_row = 0; by_row < 2; by_row++) {
        struct rig rig = begin_small();
        struct nes_event *event;
        const struct nes_row *rows;
        struct nes_state now;
        struct nes_fold *fold;
        int32_t count;

        rig.loan.terms.accrual = by_row ? NES_ACCRUE_ROW : NES_ACCRUE_BALANCE;
        defer(&rig, false);
        event = rig_add(&rig, NES_EVENT_EARLY_REPAYMENT, "2029-08-15", 2'000'000);
        event->mode = NES_EARLY_LOWER;
        fold = fold_to(&rig, "2029-08-15", &now);
        rows = nes_fold_rows(fold, &count);
        NES_WANT_INT("rows", count, 6);
        now = rig_state(&rig, "2029-11-05");
        NES_WANT_INT("the five nights before it", now.earned.tiyn, 16'438);
        now = rig_state(&rig, "2029-12-02");
        NES_WANT_INT("and 27 after it", now.earned.tiyn - 16'438, rows[3].remuneration.tiyn);
        NES_WANT_INT("80 164.38 × 12 % × 27 ÷ 365, or its own share of it", rows[3].remuneration.tiyn,
                     by_row ? 35'580 : 71'160);
        rig_end(&rig);
    }
}

NES_TEST(shares_of_principal_are_whole_units)
{
    struct rig rig = begin_small();
    const struct nes_row *rows;
    struct nes_event *event;
    struct nes_state now;
    struct nes_fold *fold;
    int32_t count;

    rig.loan.terms.credit.method = NES_SHARES;
    rig.loan.terms.credit.minor_units = 0;
    rig.loan.terms.credit.shares = (int64_t[]){ 1'000'000, 1'000'000, 1'000'000 };
    rig_schedule(&rig);
    event = rig_add(&rig, NES_EVENT_EARLY_REPAYMENT, "2029-08-02", 1'000'100);
    event->mode = NES_EARLY_LOWER;
    fold = fold_to(&rig, "2029-08-02", &now);
    rows = nes_fold_rows(fold, &count);
    NES_WANT_INT("rounded down to tenge", rows[0].principal.tiyn, 2'999'900);
    NES_WANT_INT("rounded down to tenge", rows[1].principal.tiyn, 2'999'900);
    NES_WANT_INT("the last takes the rest", rows[2].principal.tiyn, 3'000'100);
    rig_end(&rig);
}

/* RULE 13.4.a: rows that have no principal of their own do not bring the debt back. */
NES_TEST(what_was_written_off_whole_is_not_asked_again, .rules = "13.4.a", .kind = NES_REFUSES)
{
    struct rig rig = begin_small();
    struct nes_state now;

    rig_rows(&rig, (struct rig_row[]){ { "2029-09-02", 10'000'000, 101'918 }, { "2029-10-02", 0, 50'000 } }, 2);
    (void)rig_add(&rig, NES_EVENT_WRITE_OFF, "2029-08-20", 0);
    now = rig_state(&rig, "2029-10-05");
    NES_WANT("closed", now.closed && now.remuneration.overdue.tiyn == 0);
    NES_WANT_INT("18 nights in all", now.earned.tiyn, 59'178);
    rig_end(&rig);
}

/* RULE 13.2.a: while suspended nothing is earned, also where the row has no principal and its figure was agreed. */
NES_TEST(a_suspended_row_without_principal_earns_nothing, .rules = "13.2.a", .kind = NES_REFUSES)
{
    struct rig rig = begin_small();
    struct nes_state now;

    rig_rows(&rig, (struct rig_row[]){ { "2029-09-02", 10'000'000, 101'918 }, { "2029-10-02", 0, 50'000 } }, 2);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2029-09-02", 10'101'918);
    NES_WANT_INT("as agreed", rig_state(&rig, "2029-10-02").earned.tiyn, 101'918 + 50'000);
    (void)rig_add(&rig, NES_EVENT_SUSPEND, "2029-09-20", 0);
    now = rig_state(&rig, "2029-10-02");
    NES_WANT_INT("suspended", now.earned.tiyn, 101'918);
    rig_end(&rig);
}

/* Remuneration of suspended time that comes back after the last row is no later than the row itself. */
NES_TEST(a_tail_is_not_late_before_its_row)
{
    struct rig rig = begin_small();

    rig.loan.terms.credit.periods = 1;
    rig.loan.terms.pay_by = NES_PAY_BY_WORKING_DAY; /* 02.09.2029 is a Sunday */
    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_SUSPEND, "2029-09-02", 0);
    rig_add(&rig, NES_EVENT_RESUME, "2029-09-03", 0)->back = true;
    NES_WANT_INT("the night of the suspension is left", rig_state(&rig, "2029-09-03").remuneration.overdue.tiyn, 3'288);
    NES_WANT_INT("Monday", rig_state(&rig, "2029-09-03").days_overdue, 0);
    NES_WANT_INT("Tuesday", rig_state(&rig, "2029-09-04").days_overdue, 1);
    rig_end(&rig);
}

/* Rows agreed with an event may count their days to before it: such a period has no nights. */
NES_TEST(a_period_that_ended_before_its_schedule_has_no_nights)
{
    struct rig rig = begin_small();
    struct nes_event *event;
    struct nes_row *rows;
    struct nes_state now;

    rig_schedule(&rig);
    event = rig_add(&rig, NES_EVENT_RESCHEDULE, "2029-08-12", 0);
    event->rows = rows = (struct nes_row *)(uintptr_t)rig_copy(
        &rig, (struct rig_row[]){ { "2029-08-15", 5'000'000, 40'000 }, { "2029-12-22", 5'000'000, 90'000 } }, 2);
    event->row_count = 2;
    rows[0].counted_to = event->day;
    now = rig_state(&rig, "2029-08-14");
    NES_WANT_INT("what was agreed, and two nights of the other half", now.earned.tiyn, 40'000 + 3'288);
    rows[0].counted_to = rig_day("2029-08-10");
    NES_WANT_INT("the same", rig_state(&rig, "2029-08-14").earned.tiyn, now.earned.tiyn);
    rig_end(&rig);
}
