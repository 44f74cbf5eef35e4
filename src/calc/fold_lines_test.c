/* src/calc/fold_lines_test.c: the lines of explanation add up to the figures, and each stands where it must. */
#include "calc/fold_rig.h"
#include "test/unit/test.h"

/* The loan folded with lines to a day. */
static struct nes_fold *explained(struct rig *rig, struct nes_date day, struct nes_state *now)
{
    struct nes_fold *fold = NULL;

    rig->loan.events = rig->events;
    NES_WANT_OK(nes_fold_begin(rig->arena, &rig->loan, true, &fold));
    NES_WANT_OK(nes_fold_to(fold, day, now));
    return fold;
}

static int64_t sum_of(const struct nes_fold *fold, enum nes_figure figure)
{
    int32_t count;
    const struct nes_line *lines = nes_fold_lines(fold, &count);
    int64_t sum = 0;

    for (int32_t i = 0; i < count; i++) {
        sum += lines[i].figure == figure ? lines[i].amount.tiyn : 0;
    }
    return sum;
}

static void want_sums(const struct nes_fold *fold, const struct nes_state *now)
{
    NES_WANT_INT("principal", sum_of(fold, NES_FIGURE_PRINCIPAL),
                 now->principal.current.tiyn + now->principal.overdue.tiyn);
    NES_WANT_INT("remuneration", sum_of(fold, NES_FIGURE_REMUNERATION),
                 now->remuneration.current.tiyn + now->remuneration.overdue.tiyn);
    NES_WANT_INT("penalty", sum_of(fold, NES_FIGURE_PENALTY), now->penalty.current.tiyn + now->penalty.overdue.tiyn);
    NES_WANT_INT("costs", sum_of(fold, NES_FIGURE_COSTS), now->costs.tiyn);
    NES_WANT_INT("suspense", sum_of(fold, NES_FIGURE_SUSPENSE), now->suspense.tiyn);
    NES_WANT_INT("withheld", sum_of(fold, NES_FIGURE_WITHHELD), now->withheld.tiyn);
}

/* explain.h: lines add up to the figure, whatever happened to the loan. */
NES_TEST(lines_add_up_to_each_figure)
{
    struct nes_test_dice dice = { nes_test_seed() + 30 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.fold"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        struct nes_state now;
        struct nes_fold *fold;
        struct nes_date day;
        int32_t last;

        rig_random(&rig, &rand, (int32_t)nes_rand_below(&rand, 14));
        last = rig.loan.rows[rig.loan.row_count - 1].date.day - rig.loan.terms.credit.start.day;
        day.day = rig.loan.terms.credit.start.day + (int32_t)nes_rand_below(&rand, (uint64_t)last + 400);
        fold = explained(&rig, day, &now);
        want_sums(fold, &now);
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

/* RULE 13.4.a: what is written off whole takes what was withheld with it, and a line says so. */
NES_TEST(a_write_off_gives_up_what_was_withheld, .rules = "13.4.a")
{
    struct rig rig = rig_begin();
    struct nes_state now;
    struct nes_fold *fold;

    rig_schedule(&rig);
    (void)rig_add(&rig, NES_EVENT_SUSPEND, "2026-01-20", 0);
    (void)rig_add(&rig, NES_EVENT_WRITE_OFF, "2026-02-10", 0);
    fold = explained(&rig, rig_day("2026-02-09"), &now);
    NES_WANT("withheld the day before", now.withheld.tiyn > 0);
    want_sums(fold, &now);
    fold = explained(&rig, rig_day("2026-02-10"), &now);
    NES_WANT_INT("nothing after", now.withheld.tiyn, 0);
    want_sums(fold, &now);
    rig_end(&rig);
}

/* A tiyn that comes has its lines; what did not move has none. */
NES_TEST(a_tiyn_has_its_line_and_nothing_has_none)
{
    const struct rig_row rows[] = { { "2026-02-15", 1, 0 }, { "2026-03-15", 9'999, 100 } };
    struct rig rig = rig_begin();
    const struct nes_line *lines;
    struct nes_state now;
    int32_t count;

    rig.loan.terms.credit.principal.tiyn = 10'000;
    rig.loan.terms.credit.rate = (struct nes_ratio){ 0, 1 };
    rig_rows(&rig, rows, 2);
    (void)rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-15", 1);
    lines = nes_fold_lines(explained(&rig, rig_day("2026-02-15"), &now), &count);
    NES_WANT_INT("paid out, nights without a rate, received, paid from suspense for principal", count, 5);
    for (int32_t i = 0; i < count; i++) {
        NES_WANT("of an amount", lines[i].amount.tiyn != 0 || lines[i].kind == NES_LINE_BALANCE);
    }
    NES_WANT_INT("received", lines[2].kind, NES_LINE_RECEIVED);
    NES_WANT_INT("a tiyn", lines[2].amount.tiyn, 1);
    rig_end(&rig);
}

/* However many lines stand before it, a delay that goes on has one line. */
NES_TEST(a_delay_goes_on_in_its_line_after_many_others)
{
    struct rig rig = rig_begin();
    const struct nes_line *lines;
    struct nes_state now;
    int32_t count, found = 0, days = 0;

    rig_schedule(&rig);
    for (int32_t i = 1; i <= 40; i++) {
        (void)rig_add(&rig, NES_EVENT_COST, "2026-01-20", i);
    }
    lines = nes_fold_lines(explained(&rig, rig_day("2026-03-15"), &now), &count);
    NES_WANT("many lines", count > 40);
    for (int32_t i = 0; i < count; i++) {
        found += lines[i].kind == NES_LINE_PENALTY;
        days += lines[i].kind == NES_LINE_PENALTY ? lines[i].days : 0;
    }
    NES_WANT_INT("one line", found, 1);
    NES_WANT_INT("16.02 to 15.03", days, 28);
    rig_end(&rig);
}

/* explain.h: by rows, the rate of a line is one of the row's nights. */
NES_TEST(a_line_by_rows_tells_of_how_many_nights_the_row_is)
{
    const struct rig_row rows[] = { { "2026-02-15", 50'000'000, 31'000 } };
    struct rig rig = rig_begin();
    const struct nes_line *lines;
    struct nes_state now;
    int32_t count;

    rig.loan.terms.accrual = NES_ACCRUE_ROW;
    rig_rows(&rig, rows, 1);
    lines = nes_fold_lines(explained(&rig, rig_day("2026-01-25"), &now), &count);
    NES_WANT_INT("paid out, and nights of the row", count, 2);
    NES_WANT_INT("kind", lines[1].kind, NES_LINE_ROW);
    NES_WANT("one of 31", lines[1].rate.over == 1 && lines[1].rate.under == 31);
    NES_WANT_INT("ten nights", lines[1].days, 10);
    NES_WANT_INT("of the row's remuneration", lines[1].base.tiyn, 31'000);
    NES_WANT_INT("amount", lines[1].amount.tiyn, 10'000);
    rig_end(&rig);
}

/* A delay is told by one line also where a period ends in it; remuneration has a line for each period. */
NES_TEST(the_end_of_a_period_ends_lines_of_remuneration_but_not_of_penalty)
{
    struct rig rig = rig_begin();
    const struct nes_line *lines;
    struct nes_state now;
    int32_t count, periods = 0, delays = 0;

    rig.loan.terms.credit.method = NES_INTEREST_ONLY;
    rig_schedule(&rig);
    lines = nes_fold_lines(explained(&rig, rig_day("2026-03-25"), &now), &count);
    for (int32_t i = 0; i < count; i++) {
        periods += lines[i].kind == NES_LINE_BALANCE;
        delays += lines[i].kind == NES_LINE_PENALTY;
    }
    NES_WANT_INT("January, February, March", periods, 3);
    NES_WANT_INT("of each row that is late", delays, 2);
    rig_end(&rig);
}
