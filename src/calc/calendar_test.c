#include "calc/calendar.h"

#include "base/rand.h"
#include "calc/fold_rig.h"
#include "calc/mci.h"
#include "test/unit/test.h"

static struct nes_date date_of(int32_t year, int32_t month, int32_t at)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_of((struct nes_civil){ year, month, at }, &date));
    return date;
}

/* The shipped calendar, and its rows for tests that change it. */
struct shipped {
    struct nes_calendar_day days[100];
    struct nes_calendar calendar;
};

static void ship(struct shipped *out)
{
    size_t count = 0;

#define X(year, month, at, does) out->days[count++] = (struct nes_calendar_day){ date_of(year, month, at), does };
#include "calc/calendar_kz.def"
#undef X
    out->calendar = (struct nes_calendar){ out->days, count };
    NES_WANT("in order", nes_calendar_ordered(&out->calendar));
}

/* regulation.md 6.6 */
static const struct { const char *from; int32_t days; const char *to; } terms[] = {
    { "2026-03-20", 1, "2026-03-26" }, { "2026-03-20", 3, "2026-03-30" },  { "2026-03-20", 10, "2026-04-08" },
    { "2026-04-30", 1, "2026-05-04" }, { "2026-05-06", 3, "2026-05-13" },  { "2026-05-08", 15, "2026-06-02" },
    { "2026-08-28", 1, "2026-08-31" }, { "2026-10-23", 2, "2026-10-28" },  { "2025-12-31", 1, "2026-01-05" },
};

NES_TEST(terms_in_working_days_end_as_the_calendar_says)
{
    struct shipped kz;

    ship(&kz);
    for (size_t i = 0; i < NES_LEN(terms); i++) {
        struct nes_date end, start = rig_day(terms[i].from);

        NES_WANT_OK(nes_calendar_add(&kz.calendar, start, terms[i].days, &end));
        NES_WANT_INT(terms[i].to, end.day, rig_day(terms[i].to).day);
        NES_WANT_INT(terms[i].to, nes_calendar_between(&kz.calendar, start, end), terms[i].days);
    }
    NES_WANT_INT("2026", nes_calendar_between(&kz.calendar, rig_day("2025-12-31"), rig_day("2026-12-31")), 247);
    NES_WANT_INT("backwards", nes_calendar_between(&kz.calendar, rig_day("2026-12-31"), rig_day("2026-12-30")), 0);
}

NES_TEST(another_calendar_gives_another_end)
{
    struct nes_calendar_day holiday = { rig_day("2026-08-31"), false };
    struct nes_calendar old = { &holiday, 1 };
    struct nes_date end;

    NES_WANT_OK(nes_calendar_add(&old, rig_day("2026-08-28"), 1, &end));
    NES_WANT_INT("30 August, moved", end.day, rig_day("2026-09-01").day);
}

NES_TEST(a_weekend_can_be_made_to_work)
{
    struct nes_calendar_day saturday = { rig_day("2026-11-21"), true };
    struct nes_calendar moved = { &saturday, 1 }, plain = { 0 };
    struct nes_date next;

    NES_WANT("Saturday works", nes_calendar_works(&moved, rig_day("2026-11-21")));
    NES_WANT("Sunday does not", !nes_calendar_works(&moved, rig_day("2026-11-22")));
    NES_WANT("by the week alone", !nes_calendar_works(&plain, rig_day("2026-11-21")));
    NES_WANT_OK(nes_calendar_next(&plain, rig_day("2026-11-21"), &next));
    NES_WANT_INT("Monday", next.day, rig_day("2026-11-23").day);
    NES_WANT_OK(nes_calendar_next(&plain, rig_day("2026-11-20"), &next));
    NES_WANT_INT("Friday stays", next.day, rig_day("2026-11-20").day);
}

NES_TEST(the_calendar_ends_with_the_year_9999)
{
    struct nes_calendar_day last = { rig_day("9999-12-31"), false }, twice[] = { last, last };
    struct nes_calendar closed = { &last, 1 }, doubled = { twice, 2 };
    struct nes_date out;

    NES_WANT_FAULT("no next", nes_calendar_next(&closed, rig_day("9999-12-31"), &out), "DATE_RANGE");
    NES_WANT_FAULT("no term", nes_calendar_add(&closed, rig_day("9999-12-31"), 1, &out), "DATE_RANGE");
    NES_WANT_FAULT("none that works", nes_calendar_add(&closed, rig_day("9999-12-30"), 1, &out), "DATE_RANGE");
    NES_WANT("twice the same day", !nes_calendar_ordered(&doubled));
}

/* P11: stepping by days and counting agree, whatever the calendar. */
NES_TEST(adding_and_counting_working_days_agree)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    struct shipped kz;

    ship(&kz);
    for (int64_t i = nes_budget("calc.calendar"); i > 0; i--) {
        struct nes_date from = { rig_day("2023-06-01").day + (int32_t)nes_rand_below(&rand, 1'800) }, to, next;
        int32_t days = 1 + (int32_t)nes_rand_below(&rand, 60);

        NES_WANT_OK(nes_calendar_add(&kz.calendar, from, days, &to));
        NES_WANT_INT("counted", nes_calendar_between(&kz.calendar, from, to), days);
        NES_WANT("ends on a working day", nes_calendar_works(&kz.calendar, to));
        NES_WANT_OK(nes_calendar_next(&kz.calendar, from, &next));
        NES_WANT("not before", next.day >= from.day && nes_calendar_works(&kz.calendar, next));
        NES_WANT_INT("the first one", nes_calendar_between(&kz.calendar, (struct nes_date){ from.day - 1 }, next), 1);
    }
}

/* regulation.md 6.5 and 2.3, O5 */
static const struct { const char *on; int64_t multiple, tenge; } multiples[] = {
    { "2024-06-30", 45, 166'140 },   { "2025-01-01", 75, 294'900 },      { "2025-12-31", 150, 589'800 },
    { "2025-06-01", 255, 1'002'660 }, { "2024-01-01", 1'000, 3'692'000 }, { "2023-07-01", 30, 103'500 },
    { "2020-01-01", 20'000, 53'020'000 }, { "2020-03-31", 8'000, 21'208'000 }, { "2019-05-05", 50, 126'250 },
    { "2020-04-01", 1, 2'778 },      { "2021-09-01", 1, 2'917 },         { "2022-03-31", 1, 3'063 },
    { "2022-04-01", 1, 3'180 },      { "2026-02-02", 45, 194'625 },      { "2026-02-02", 75, 324'375 },
    { "2026-12-31", 1'000, 4'325'000 }, { "2027-01-01", 20'000, 86'500'000 },
};

NES_TEST(the_index_is_that_of_its_day)
{
#define X(year, month, at, tenge) { date_of(year, month, at), { (tenge) * INT64_C(100) } },
    const struct nes_mci rows[] = {
#include "calc/mci_kz.def"
    };
#undef X
    struct nes_money value;

    for (size_t i = 0; i < NES_LEN(multiples); i++) {
        NES_WANT_OK(nes_mci_on(rows, NES_LEN(rows), rig_day(multiples[i].on), &value));
        NES_WANT_INT(multiples[i].on, value.tiyn * multiples[i].multiple, multiples[i].tenge * 100);
    }
    NES_WANT_FAULT("before the first", nes_mci_on(rows, NES_LEN(rows), rig_day("2018-12-31"), &value), "MCI_UNKNOWN");
}
