/* src/calc/fold_nights_test.c: lines of explanation, and nights, which are those of the calendar whatever a day count
 * makes of them. */
#include "calc/fold_rig.h"
#include "test/unit/test.h"

/* By 30/360 the 31st is no day; a row's own remuneration is spread over its nights all the same. */
NES_TEST(a_suspended_night_of_a_31st_is_withheld_from_its_row, .rules = "13.2.a, 13.3")
{
    const struct rig_row rows[] = { { "2026-02-15", 50'000'000, 31'000 } };
    struct rig rig = rig_begin();
    struct nes_event *resume;
    struct nes_state now;

    rig.loan.terms.accrual = NES_ACCRUE_ROW;
    rig_rows(&rig, rows, 1);
    (void)rig_add(&rig, NES_EVENT_SUSPEND, "2026-01-31", 0);
    resume = rig_add(&rig, NES_EVENT_RESUME, "2026-02-01", 0);
    now = rig_state(&rig, "2026-01-31");
    NES_WANT_INT("fifteen nights before it", now.earned.tiyn, 15'000);
    NES_WANT_INT("one night of 31", now.withheld.tiyn, 1'000);
    NES_WANT_INT("without it", rig_state(&rig, "2026-02-15").earned.tiyn, 30'000);
    resume->back = true;
    NES_WANT_INT("with it", rig_state(&rig, "2026-02-15").earned.tiyn, 31'000);
    rig_end(&rig);
}

/* Nights of a common and of a leap year stand in one line: on what is not late, and on what is. */
NES_TEST(a_line_over_the_year_counts_the_nights_of_both_years)
{
    const struct rig_row rows[] = { { "2027-12-20", 10'000'000, 100'000 }, { "2028-01-20", 40'000'000, 1'000'000 } };
    struct rig rig = rig_begin();
    const struct nes_line *lines;
    struct nes_state now;
    struct nes_fold *fold;
    int32_t count, nights = 0, late = 0;

    rig.loan.terms.credit.day_count = NES_ACT_ACT;
    rig.loan.terms.credit.start = rig_day("2027-12-15");
    rig_rows(&rig, rows, 2);
    NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, true, &fold));
    NES_WANT_OK(nes_fold_to(fold, rig_day("2028-01-20"), &now));
    lines = nes_fold_lines(fold, &count);
    for (int32_t i = 0; i < count; i++) {
        nights += lines[i].kind == NES_LINE_BALANCE ? lines[i].days : 0;
        late += lines[i].kind == NES_LINE_OVERDUE ? lines[i].days : 0;
    }
    NES_WANT_INT("15.12 to 20.01", nights, 36);
    NES_WANT_INT("20.12 to 20.01", late, 31);
    rig_end(&rig);
}

/* A line says that the year's cap bound only where it did: 20 000.00 of delay reach 10 000.00 on day 257. */
NES_TEST(a_line_of_penalty_says_whether_the_cap_bound, .rules = "D.3")
{
    static const struct {
        const char *label, *day;
        int32_t minor_units, capped;
    } days[] = {
        { "day 90: 9 000.00, to the tiyn", "2026-04-25", 2, 0 },
        { "day 256: 9 996.00", "2026-10-08", 2, 0 },
        { "day 300", "2026-11-21", 2, 1 },
        { "rounded down to whole tenge is not cut off", "2026-02-01", 0, 0 },
    };
    const struct rig_row rows[] = { { "2026-01-25", 0, 2'000'000 }, { "2028-01-25", 10'000'000, 0 } };

    const struct rig_row odd[] = { { "2026-01-25", 0, 123'400 }, { "2028-01-25", 10'000'000, 0 } };

    for (size_t i = 0; i < NES_LEN(days); i++) {
        struct rig rig = rig_begin();
        const struct nes_line *lines;
        struct nes_state now;
        struct nes_fold *fold;
        int32_t count, capped = 0;

        rig.loan.terms.credit.principal.tiyn = 10'000'000;
        rig.loan.terms.class = NES_CLASS_SECURED;
        rig.loan.terms.credit.minor_units = days[i].minor_units;
        rig.loan.terms.credit.rounding = days[i].minor_units == 0 ? NES_ROUND_DOWN : NES_ROUND_HALF_UP;
        rig_rows(&rig, days[i].minor_units == 0 ? odd : rows, 2);
        NES_WANT_OK(nes_fold_begin(rig.arena, &rig.loan, true, &fold));
        NES_WANT_OK(nes_fold_to(fold, rig_day(days[i].day), &now));
        lines = nes_fold_lines(fold, &count);
        for (int32_t at = 0; at < count; at++) {
            capped += lines[at].figure == NES_FIGURE_PENALTY && lines[at].capped;
        }
        NES_WANT_INT(days[i].label, capped, days[i].capped);
        rig_end(&rig);
    }
}
