/* src/calc/fold_property_test.c: what holds for every loan, on random ones (quality.md A5: P3, P4; I9, I14, I15). */
#include "calc/fold_rig.h"
#include "test/unit/test.h"

#define EVENTS 12

static int64_t below(const struct nes_rand *rand, int64_t n)
{
    return (int64_t)nes_rand_below(rand, (uint64_t)n);
}

static struct nes_fold *begin(struct rig *rig, bool explains)
{
    struct nes_fold *fold = NULL;

    rig->loan.events = rig->events;
    NES_WANT_OK(nes_fold_begin(rig->arena, &rig->loan, explains, &fold));
    return fold;
}

static struct nes_date random_day(const struct rig *rig, const struct nes_rand *rand)
{
    int32_t last = rig->loan.rows[rig->loan.row_count - 1].date.day - rig->loan.terms.credit.start.day;

    return (struct nes_date){ rig->loan.terms.credit.start.day + (int32_t)below(rand, last + 400) };
}

static void shuffle(struct rig *rig, const struct nes_rand *rand)
{
    for (int32_t i = rig->count - 1; i > 0; i--) {
        int32_t j = (int32_t)below(rand, i + 1);
        struct nes_event held = rig->events[i];

        rig->events[i] = rig->events[j];
        rig->events[j] = held;
    }
}

/* P3 and I9 on the way, and the fold in steps = the fold at once; then the events in another order of arrival. */
NES_TEST(a_fold_in_steps_and_in_any_order_of_arrival_is_the_same, .rules = "7.5")
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_state steps = { 0 }, once;
        struct nes_date day, end;
        struct nes_fold *fold;

        rig_random(&rig, &rand, (int32_t)below(&rand, EVENTS));
        fold = begin(&rig, false);
        day = random_day(&rig, &rand);
        end.day = day.day + (int32_t)below(&rand, 40);
        for (; day.day <= end.day; day.day += 1 + (int32_t)below(&rand, 3)) {
            NES_WANT_OK(nes_fold_to(fold, day, &steps));
            rig_check(&rig, &steps);
        }
        shuffle(&rig, &rand);
        once = rig_state_on(&rig, steps.day);
        rig_same("at once", &steps, &once);
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

/* A reversal restores: with the event and its reversal = without both, from the reversal's day on. */
NES_TEST(a_reversal_restores)
{
    struct nes_test_dice dice = { nes_test_seed() + 1 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_state with, without;
        struct nes_event *reversal;
        struct nes_date day;

        rig_random(&rig, &rand, (int32_t)below(&rand, EVENTS));
        without = rig_state_on(&rig, random_day(&rig, &rand));
        (void)rig_add_on(&rig,
                         (enum nes_event_kind[]){ NES_EVENT_PAYMENT, NES_EVENT_EARLY_REPAYMENT, NES_EVENT_SUSPEND,
                                                  NES_EVENT_WRITE_OFF }[below(&rand, 4)],
                         random_day(&rig, &rand), 1 + below(&rand, 10'000'000));
        day = rig.events[rig.count - 1].day;
        reversal = rig_add_on(&rig, NES_EVENT_REVERSAL, (struct nes_date){ day.day + (int32_t)below(&rand, 30) }, 0);
        reversal->of = rig.events[rig.count - 2].id;
        with = rig_state_on(&rig, without.day);
        if (without.day.day >= reversal->day.day || without.day.day < day.day) {
            rig_same("restored", &with, &without);
        }
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

/* I14: the accruals of the days sum to the totals, with a back-dated event posting what it changed. */
NES_TEST(accruals_of_days_and_back_dated_differences_sum_to_the_totals)
{
    struct nes_test_dice dice = { nes_test_seed() + 2 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold_days"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_state before = { 0 }, after = { 0 }, late;
        int64_t remuneration = 0, penalty = 0;
        struct nes_difference by;
        struct nes_fold *fold;
        struct nes_date day;

        rig_random(&rig, &rand, (int32_t)below(&rand, EVENTS));
        fold = begin(&rig, false);
        day.day = rig.loan.terms.credit.start.day;
        for (int32_t last = day.day + 200; day.day <= last; day.day++) {
            NES_WANT_OK(nes_fold_to(fold, day, &after));
            by = nes_state_difference(&before, &after);
            NES_WANT("penalty of a day is never negative but by a reversal", by.penalty.tiyn >= 0 || rig.count > 1);
            remuneration += by.remuneration.tiyn;
            penalty += by.penalty.tiyn;
            before = after;
        }
        (void)rig_add_on(&rig, NES_EVENT_PAYMENT, (struct nes_date){ day.day - 1 - (int32_t)below(&rand, 190) },
                         1 + below(&rand, 10'000'000));
        late = rig_state_on(&rig, after.day);
        by = nes_state_difference(&after, &late);
        NES_WANT_INT("remuneration", remuneration + by.remuneration.tiyn, late.earned.tiyn);
        NES_WANT_INT("penalty", penalty + by.penalty.tiyn, late.penalties.tiyn);
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

static int64_t told(const struct nes_fold *fold, enum nes_figure figure)
{
    int64_t sum = 0;
    int32_t count;
    const struct nes_line *lines = nes_fold_lines(fold, &count);

    for (int32_t i = 0; i < count; i++) {
        NES_WANT("a line goes forward", lines[i].from.day <= lines[i].to.day);
        NES_WANT("only one that counts days spans them",
                 lines[i].rate.under > 0 || lines[i].from.day == lines[i].to.day);
        sum += lines[i].figure == figure ? lines[i].amount.tiyn : 0;
    }
    return sum;
}

NES_TEST(the_lines_of_a_figure_sum_to_it)
{
    struct nes_test_dice dice = { nes_test_seed() + 3 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_state now, silent;
        struct nes_fold *fold;

        rig_random(&rig, &rand, (int32_t)below(&rand, EVENTS));
        fold = begin(&rig, true);
        NES_WANT_OK(nes_fold_to(fold, random_day(&rig, &rand), &now));
        silent = rig_state_on(&rig, now.day);
        rig_same("explaining changes nothing", &now, &silent);
        NES_WANT_INT("principal", told(fold, NES_FIGURE_PRINCIPAL),
                     now.principal.current.tiyn + now.principal.overdue.tiyn);
        NES_WANT_INT("remuneration", told(fold, NES_FIGURE_REMUNERATION),
                     now.remuneration.current.tiyn + now.remuneration.overdue.tiyn);
        NES_WANT_INT("penalty", told(fold, NES_FIGURE_PENALTY), now.penalty.current.tiyn + now.penalty.overdue.tiyn);
        NES_WANT_INT("costs", told(fold, NES_FIGURE_COSTS), now.costs.tiyn);
        NES_WANT_INT("suspense", told(fold, NES_FIGURE_SUSPENSE), now.suspense.tiyn);
        NES_WANT_INT("withheld", told(fold, NES_FIGURE_WITHHELD), now.withheld.tiyn);
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

/* Whoever pays what each row asks pays what the schedule says, whatever the method. */
NES_TEST(paid_by_its_rows_a_loan_ends_with_the_totals_of_its_schedule)
{
    struct nes_test_dice dice = { nes_test_seed() + 4 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        int64_t remuneration = 0;
        struct nes_state now;

        rig_random(&rig, &rand, 0);
        for (int32_t i = 0; i < rig.loan.row_count && rig.count < RIG_EVENTS; i++) {
            const struct nes_row *row = &rig.loan.rows[i];

            if (row->nr > 0 && row->due.tiyn > 0) {
                (void)rig_add_on(&rig, NES_EVENT_PAYMENT, row->date, row->due.tiyn);
            }
            remuneration += row->remuneration.tiyn;
        }
        now = rig_state_on(&rig, rig.loan.rows[rig.loan.row_count - 1].date);
        NES_WANT_INT("remuneration", now.earned.tiyn, remuneration);
        NES_WANT("closed", now.closed && now.suspense.tiyn == 0 && now.penalties.tiyn == 0);
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

static bool resumed_on(const struct rig *rig, struct nes_date day)
{
    for (int32_t i = 0; i < rig->count; i++) {
        if (rig->events[i].kind == NES_EVENT_RESUME && rig->events[i].day.day == day.day) {
            return true;
        }
    }
    return false;
}

/* I15: nothing is earned on a suspended day or on one after the stop. */
NES_TEST(suspended_and_stopped_days_earn_nothing, .rules = "13.2.a", .kind = NES_REFUSES)
{
    struct nes_test_dice dice = { nes_test_seed() + 5 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold_days"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_state before = { 0 }, now;
        struct nes_fold *fold;
        struct nes_date day;

        rig_random(&rig, &rand, 0);
        for (int32_t i = 0; i < 6; i++) {
            enum nes_event_kind kind =
                (enum nes_event_kind[]){ NES_EVENT_PAYMENT, NES_EVENT_SUSPEND, NES_EVENT_RESUME }[below(&rand, 3)];

            (void)rig_add_on(&rig, kind, random_day(&rig, &rand), 1 + below(&rand, 10'000'000));
        }
        fold = begin(&rig, false);
        day.day = rig.loan.terms.credit.start.day;
        for (int32_t last = day.day + 300; day.day <= last; day.day++) {
            NES_WANT_OK(nes_fold_to(fold, day, &now));
            if (!resumed_on(&rig, day) && ((now.suspended && before.suspended) || (now.stopped && before.stopped))) {
                NES_WANT_INT("penalty", now.penalties.tiyn, before.penalties.tiyn);
                NES_WANT("remuneration", now.earned.tiyn <= before.earned.tiyn);
            }
            before = now;
        }
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}
