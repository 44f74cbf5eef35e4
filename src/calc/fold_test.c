#include "calc/fold.h"

#include "calc/fold_rig.h"
#include "test/unit/test.h"

/* Pays each row of the schedule on its date; answers the last state. */
static struct nes_state pay_all(struct rig *rig)
{
    struct nes_date last = rig->loan.terms.credit.start;

    for (int32_t i = 0; i < rig->loan.row_count; i++) {
        if (rig->loan.rows[i].nr > 0 && rig->loan.rows[i].due.tiyn > 0) {
            last = rig->loan.rows[i].date;
            (void)rig_add_on(rig, NES_EVENT_PAYMENT, last, rig->loan.rows[i].due.tiyn);
        }
    }
    return rig_state_on(rig, last);
}

NES_TEST(who_pays_each_row_on_its_day_owes_nothing_at_the_end, .rules = "7.5, D.3")
{
    struct rig rig = rig_begin();
    struct nes_state now;

    rig_schedule(&rig);
    now = pay_all(&rig);
    NES_WANT("closed", now.closed);
    NES_WANT_INT("remuneration as in regulation.md 2.4", now.earned.tiyn, 10'277'251);
    NES_WANT_INT("no penalty", now.penalties.tiyn, 0);
    rig_check(&rig, &now);
    rig_end(&rig);
}

NES_TEST(actual_days_give_the_published_remuneration)
{
    struct rig rig = rig_begin();
    struct nes_state now;

    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_schedule(&rig);
    NES_WANT_INT("first period", rig_state(&rig, "2026-02-15").remuneration.current.tiyn, 1'528'767);
    now = pay_all(&rig);
    NES_WANT("closed", now.closed);
    NES_WANT_INT("overpayment", now.earned.tiyn, 10'221'402);
    rig_end(&rig);
}

static const struct { const char *label; int32_t day; int64_t overdue, want; } delays[] = {
    { "20 000 on day 1",          1,   2'000'000, 10'000 },
    { "20 000 on day 90",         90,  2'000'000, 900'000 },
    { "20 000 on day 91",         91,  2'000'000, 900'600 },
    { "20 000 on day 256",        256, 2'000'000, 999'600 },
    { "20 000 on day 257",        257, 2'000'000, 1'000'000 },
    { "20 000 on day 300",        300, 2'000'000, 1'000'000 },
    { "30 000 on day 66",         66,  3'000'000, 990'000 },
    { "30 000 on day 67",         67,  3'000'000, 1'000'000 },
    { "108 700 on day 18",        18,  10'870'000, 978'300 },
    { "108 700 on day 19",        19,  10'870'000, 1'000'000 },
};

NES_TEST(penalty_goes_by_two_steps_to_its_yearly_cap, .rules = "D.3")
{
    for (size_t i = 0; i < NES_LEN(delays); i++) {
        struct rig rig = rig_begin();
        const struct rig_row rows[] = { { "2026-01-25", 0, delays[i].overdue }, { "2028-01-25", 10'000'000, 0 } };
        struct nes_date day = { rig_day("2026-01-25").day + delays[i].day };
        struct nes_state now;

        rig.loan.terms.credit.principal.tiyn = 10'000'000;
        rig.loan.terms.class = NES_CLASS_SECURED;
        rig_rows(&rig, rows, 2);
        now = rig_state_on(&rig, day);
        NES_WANT_INT(delays[i].label, now.penalties.tiyn, delays[i].want);
        NES_WANT_INT("days", now.days_overdue, delays[i].day);
        rig_end(&rig);
    }
}

NES_TEST(each_contract_year_has_its_own_cap)
{
    struct rig rig = rig_begin();
    const struct rig_row rows[] = { { "2026-01-25", 0, 5'000'000 }, { "2029-01-25", 10'000'000, 0 } };

    rig.loan.terms.credit.principal.tiyn = 10'000'000;
    rig.loan.terms.credit.rate = (struct nes_ratio){ 0, 1 };
    rig.loan.terms.class = NES_CLASS_SECURED;
    rig_rows(&rig, rows, 2);
    NES_WANT_INT("the last day of the first year", rig_state(&rig, "2027-01-14").penalties.tiyn, 1'000'000);
    NES_WANT_INT("the first of the second: 0.03 % of 50 000", rig_state(&rig, "2027-01-15").penalties.tiyn, 1'001'500);
    rig.loan.terms.penalty.year = NES_PENALTY_CALENDAR;
    NES_WANT_INT("by the calendar", rig_state(&rig, "2027-01-01").penalties.tiyn, 1'001'500);
    rig_end(&rig);
}

NES_TEST(nothing_is_earned_after_ninety_days_of_delay, .kind = NES_REFUSES, .rules = "D.3")
{
    struct rig rig = rig_begin();
    struct nes_state on, after, paid;

    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_schedule(&rig);
    on = rig_state(&rig, "2026-05-16"); /* day 90 after 15.02 */
    after = rig_state(&rig, "2026-06-30");
    NES_WANT_INT("day 90", on.days_overdue, 90);
    NES_WANT("not yet", !on.stopped && after.stopped);
    NES_WANT_INT("remuneration stands", after.earned.tiyn, on.earned.tiyn);
    NES_WANT_INT("penalty stands", after.penalties.tiyn, on.penalties.tiyn);
    rig.loan.terms.class = NES_CLASS_MORTGAGE;
    NES_WANT("180 days for a mortgage", rig_state(&rig, "2026-06-30").earned.tiyn > on.earned.tiyn);
    NES_WANT("day 181", rig_state(&rig, "2026-08-15").stopped);
    rig.loan.terms.class = NES_CLASS_CONSUMER;
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-06-30",
                  after.principal.overdue.tiyn + after.remuneration.overdue.tiyn + after.penalty.overdue.tiyn);
    paid = rig_state(&rig, "2026-07-10");
    NES_WANT("the delay is over", !paid.stopped && paid.days_overdue == 0);
    NES_WANT("remuneration goes on", paid.earned.tiyn > after.earned.tiyn);
    rig_end(&rig);
}

NES_TEST(a_payment_on_the_due_day_is_in_time)
{
    struct rig rig = rig_begin();
    struct nes_state now;

    rig_schedule(&rig);
    now = rig_state(&rig, "2026-02-15");
    NES_WANT_INT("due, not late", now.principal.overdue.tiyn + now.days_overdue, 0);
    now = rig_state(&rig, "2026-02-16");
    NES_WANT_INT("late the day after", now.days_overdue, 1);
    NES_WANT_INT("0.5 % of the payment", now.penalty.current.tiyn, 25'116);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-15", 5'023'104);
    now = rig_state(&rig, "2026-02-16");
    NES_WANT_INT("no penalty", now.penalties.tiyn + now.days_overdue, 0);
    rig_end(&rig);
}

NES_TEST(a_due_day_that_is_no_working_day_ends_on_the_next)
{
    struct rig rig = rig_begin();

    rig.loan.terms.pay_by = NES_PAY_BY_WORKING_DAY;
    rig_schedule(&rig); /* 15.02.2026 is a Sunday */
    NES_WANT_INT("Monday is in time", rig_state(&rig, "2026-02-16").days_overdue, 0);
    NES_WANT_INT("Tuesday is late", rig_state(&rig, "2026-02-17").days_overdue, 1);
    rig_end(&rig);
}

NES_TEST(money_before_the_due_day_waits_for_it)
{
    struct rig rig = rig_begin();
    struct nes_state now;

    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-10", 5'023'104 + 777);
    now = rig_state(&rig, "2026-02-14");
    NES_WANT_INT("in suspense", now.suspense.tiyn, 5'023'104 + 777);
    now = rig_state(&rig, "2026-02-15");
    NES_WANT_INT("the rest stays in suspense (I9)", now.suspense.tiyn, 777);
    NES_WANT_INT("principal of row 1", now.paid.principal.tiyn, 3'523'104);
    NES_WANT_INT("remuneration of row 1", now.paid.remuneration.tiyn, 1'500'000);
    rig_end(&rig);
}

NES_TEST(suspended_time_earns_nothing_and_is_known, .rules = "13.2.a", .kind = NES_REFUSES)
{
    struct rig rig = rig_begin();
    struct nes_state before, later;

    rig.loan.terms.credit.day_count = NES_ACT_365;
    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_SUSPEND, "2026-01-25", 0);
    before = rig_state(&rig, "2026-01-24");
    later = rig_state(&rig, "2026-02-28");
    NES_WANT_INT("remuneration", later.earned.tiyn, before.earned.tiyn);
    NES_WANT_INT("penalty, though a row is late", later.penalties.tiyn, 0);
    NES_WANT("late", later.days_overdue == 13 && later.suspended);
    NES_WANT_INT("withheld: 22 nights, 13, and 13 of the late principal", later.withheld.tiyn,
                 1'084'931 + 596'292 + 44'804);
    rig_end(&rig);
}

NES_TEST(back_accrual_gives_exactly_what_was_withheld, .rules = "13.3")
{
    struct rig plain = rig_begin(), rig = rig_begin();
    struct nes_state resumed, never;

    rig.loan.terms.credit.day_count = plain.loan.terms.credit.day_count = NES_ACT_365;
    rig_schedule(&rig);
    rig_schedule(&plain);
    (void)rig_add(&rig, NES_EVENT_SUSPEND, "2026-01-25", 0);
    rig_add(&rig, NES_EVENT_RESUME, "2026-02-05", 0)->back = true;
    resumed = rig_state(&rig, "2026-02-15");
    never = rig_state(&plain, "2026-02-15");
    rig_same("as if never suspended", &resumed, &never);
    rig.events[2].back = false;
    resumed = rig_state(&rig, "2026-02-15");
    NES_WANT_INT("without back-accrual 11 nights of 31 are lost", resumed.earned.tiyn, 986'301);
    NES_WANT_INT("and forgotten", resumed.withheld.tiyn, 0);
    rig_end(&rig);
    rig_end(&plain);
}

NES_TEST(a_write_off_takes_all_parts_and_stays_known, .rules = "13.4.a, 13.5")
{
    struct rig rig = rig_begin();
    struct nes_state before, now;

    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_COST, "2026-03-01", 12'345);
    before = rig_state(&rig, "2026-03-20");
    (void)rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-03-20", 0);
    now = rig_state(&rig, "2026-12-31");
    NES_WANT_INT("no delay", now.days_overdue, 0);
    NES_WANT_INT("no payoff", now.payoff.tiyn, 0);
    NES_WANT("closed", now.closed);
    NES_WANT_INT("principal", now.written_off.principal.tiyn, 50'000'000);
    NES_WANT_INT("remuneration", now.written_off.remuneration.tiyn,
                 before.remuneration.current.tiyn + before.remuneration.overdue.tiyn);
    NES_WANT_INT("penalty", now.written_off.penalty.tiyn, before.penalties.tiyn);
    NES_WANT_INT("costs", now.written_off.costs.tiyn, 12'345);
    NES_WANT_INT("nothing is earned later", now.earned.tiyn, before.earned.tiyn);
    rig_check(&rig, &now);
    rig_end(&rig);
}

NES_TEST(the_next_payment_and_the_payoff_are_known, .rules = "7.5.a")
{
    struct rig rig = rig_begin();
    struct nes_fold *fold = NULL;
    struct nes_next_payment next;
    struct nes_state now;

    rig_schedule(&rig);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2026-01-25"), &now));
    NES_WANT_OK(nes_fold_next(fold, &next));
    NES_WANT_INT("date", next.date.day, rig_day("2026-02-15").day);
    NES_WANT_INT("principal", next.principal.tiyn, 3'523'104);
    NES_WANT_INT("remuneration", next.remuneration.tiyn, 1'500'000);
    NES_WANT_INT("10 days of 30/360", now.payoff.tiyn, 50'000'000 + 500'000);
    (void)rig_add(&rig, NES_EVENT_PAYOFF, "2026-01-25", now.payoff.tiyn);
    now = rig_state(&rig, "2026-01-25");
    NES_WANT("closed", now.closed);
    NES_WANT_INT("nothing over", now.suspense.tiyn, 0);
    rig_end(&rig);
}

/* A flat loan of one month: 139 753.60 at 12 % by actual days; its row asks 1 424.34. */
static struct rig flat_month(void)
{
    struct rig rig = rig_begin();
    struct nes_terms *credit = &rig.loan.terms.credit;

    credit->method = NES_FLAT;
    credit->principal.tiyn = 13'975'360;
    credit->rate = (struct nes_ratio){ 3, 25 };
    credit->periods = 1;
    credit->start = rig_day("2022-01-01");
    credit->day_count = NES_ACT_365;
    rig.loan.terms.accrual = NES_ACCRUE_ROW;
    rig_schedule(&rig);
    return rig;
}

NES_TEST(a_second_payout_does_not_make_a_flat_row_earn_twice, .rules = "D.3")
{
    struct rig rig = flat_month();
    struct nes_fold *fold = NULL;
    struct nes_next_payment next;
    struct nes_state now;

    (void)rig_add(&rig, NES_EVENT_PAYOUT, "2022-01-14", 12'136'760);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2022-01-14"), &now));
    NES_WANT_INT("13 of 31 nights", now.earned.tiyn, 59'730);
    NES_WANT_OK(nes_fold_next(fold, &next));
    NES_WANT_INT("the row's remuneration, once", next.remuneration.tiyn, 142'434);
    NES_WANT_INT("both payouts", next.principal.tiyn, 26'112'120);
    now = rig_state(&rig, "2022-02-01");
    NES_WANT_INT("as agreed", now.earned.tiyn, 142'434);
    rig_check(&rig, &now);
    rig_end(&rig);
}

NES_TEST(a_write_off_does_not_make_a_flat_row_earn_twice, .rules = "13.4.a, 13.5")
{
    struct rig rig = flat_month();
    struct nes_event *event = rig_add(&rig, NES_EVENT_WRITE_OFF, "2022-01-14", 0);
    struct nes_state now;

    event->written.principal.tiyn = 3'975'360;
    event->written.remuneration.tiyn = 50'000;
    now = rig_state(&rig, "2022-02-01");
    NES_WANT_INT("as agreed", now.earned.tiyn, 142'434);
    NES_WANT_INT("less what was written off", now.remuneration.current.tiyn, 92'434);
    NES_WANT_INT("and of principal", now.principal.current.tiyn, 10'000'000);
    rig_check(&rig, &now);
    now = rig_state(&rig, "2022-02-03");
    NES_WANT_INT("penalty on what is left: 2 × 0.5 % × 100 924.34", now.penalties.tiyn, 100'924);
    rig_check(&rig, &now);
    rig_end(&rig);
}
