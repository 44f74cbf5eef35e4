#include "calc/date.h"

#include "test/unit/test.h"

NES_TEST(every_day_from_year_1_to_9999_goes_both_ways)
{
    struct nes_date last = { 0 }, next;

    for (int32_t day = 1; day <= 3'652'059; day++) {
        NES_WANT_OK(nes_date_of(nes_date_civil((struct nes_date){ day }), &next));
        NES_WANT_INT("the day after", next.day, last.day + 1);
        last = next;
    }
}

static const struct { const char *text; int weekday; } known[] = {
    { "2026-11-21", 5 }, { "1970-01-01", 3 }, { "2000-02-29", 1 }, { "0001-01-01", 0 }, { "9999-12-31", 4 },
};

NES_TEST(known_days_have_their_weekday)
{
    for (size_t i = 0; i < NES_LEN(known); i++) {
        struct nes_date date;
        char text[NES_DATE_TEXT + 1];

        NES_WANT_OK(nes_date_read(nes_str_of(known[i].text), &date));
        NES_WANT_INT(known[i].text, nes_date_weekday(date), known[i].weekday);
        NES_WANT_STR("written again", nes_date_write(date, text), known[i].text);
    }
}

NES_TEST(what_is_no_day_is_refused)
{
    struct nes_date date;

    NES_WANT_FAULT("29 February", nes_date_read(NES_STR("2026-02-29"), &date), "DATE_RANGE");
    NES_WANT_FAULT("month 13", nes_date_read(NES_STR("2026-13-01"), &date), "DATE_RANGE");
    NES_WANT_FAULT("another form", nes_date_read(NES_STR("21.11.2026"), &date), "DATE_FORM");
    NES_WANT_FAULT("too short", nes_date_read(NES_STR("2026-01-1"), &date), "DATE_FORM");
    NES_WANT_FAULT("too long", nes_date_read(NES_STR("2026-01-011"), &date), "DATE_FORM");
    NES_WANT_FAULT("no second dash", nes_date_read(NES_STR("2026-01/01"), &date), "DATE_FORM");
    NES_WANT_FAULT("a letter in the year", nes_date_read(NES_STR("2O26-01-01"), &date), "DATE_FORM");
    NES_WANT_FAULT("a space in the day", nes_date_read(NES_STR("2026-01- 1"), &date), "DATE_FORM");
    NES_WANT_FAULT("a letter", nes_date_read(NES_STR("2026-1a-01"), &date), "DATE_FORM");
}

NES_TEST(days_change_at_midnight_of_almaty)
{
    char text[NES_DATE_TEXT + 1];

    NES_WANT_STR("19:00 UTC is the next day", nes_date_write(nes_date_at(1'767'207'600'000'000), text), "2026-01-01");
    NES_WANT_STR("a moment before", nes_date_write(nes_date_at(1'767'207'599'999'999), text), "2025-12-31");
    NES_WANT_STR("before 1970", nes_date_write(nes_date_at(-86'400'000'000), text), "1969-12-31");
    NES_WANT_STR("its first second", nes_date_write(nes_date_at(-104'400'000'000), text), "1969-12-31");
    NES_WANT_STR("the second after", nes_date_write(nes_date_at(-104'399'000'000), text), "1969-12-31");
    NES_WANT_STR("the second before", nes_date_write(nes_date_at(-104'401'000'000), text), "1969-12-30");
    NES_WANT_INT("the first moment of the calendar", nes_date_at(-62'135'614'800'000'000).day, 1);
    NES_WANT_INT("the last", nes_date_at(253'402'282'799'999'999).day, NES_DATE_LAST);
}

static const struct { const char *from; int32_t months; enum nes_month_end end; const char *to; } months[] = {
    { "2026-01-31", 1, NES_MONTH_ANCHOR, "2026-02-28" },       { "2026-01-31", 2, NES_MONTH_ANCHOR, "2026-03-31" },
    { "2024-01-30", 1, NES_MONTH_ANCHOR, "2024-02-29" },       { "2026-11-15", 14, NES_MONTH_ANCHOR, "2028-01-15" },
    { "2026-02-28", 1, NES_MONTH_ANCHOR, "2026-03-28" },       { "2026-02-28", 1, NES_MONTH_LAST_DAY, "2026-03-31" },
    { "2026-02-27", 1, NES_MONTH_LAST_DAY, "2026-03-27" },     { "2026-01-31", 1, NES_MONTH_LAST_DAY, "2026-02-28" },
    { "2026-01-31", 1, NES_MONTH_FIRST_OF_NEXT, "2026-03-01" },
    { "2026-01-28", 1, NES_MONTH_FIRST_OF_NEXT, "2026-02-28" },
    { "2026-01-31", 0, NES_MONTH_ANCHOR, "2026-01-31" },       { "2099-12-31", 2, NES_MONTH_ANCHOR, "2100-02-28" },
};

NES_TEST(months_keep_the_day_number_of_their_anchor)
{
    struct nes_date from, to;
    char text[NES_DATE_TEXT + 1];

    for (size_t i = 0; i < NES_LEN(months); i++) {
        NES_WANT_OK(nes_date_read(nes_str_of(months[i].from), &from));
        NES_WANT_OK(nes_date_months(nes_date_civil(from), months[i].months, months[i].end, &to));
        NES_WANT_STR(months[i].from, nes_date_write(to, text), months[i].to);
    }
}

NES_TEST(days_and_months_end_with_the_year_9999)
{
    struct nes_civil last = { 9999, 12, 31 }, before = { 9999, 11, 30 };
    struct nes_date date = { 1 };

    NES_WANT_OK(nes_date_months(before, 1, NES_MONTH_LAST_DAY, &date));
    NES_WANT_INT("the last day", date.day, NES_DATE_LAST);
    NES_WANT_FAULT("a month on", nes_date_months(last, 1, NES_MONTH_ANCHOR, &date), "DATE_RANGE");
    NES_WANT_FAULT("many months on", nes_date_months(last, INT32_MAX, NES_MONTH_ANCHOR, &date), "DATE_RANGE");
    NES_WANT_FAULT("a day on", nes_date_plus(date, 1, &date), "DATE_RANGE");
    NES_WANT_FAULT("a day before the first", nes_date_plus((struct nes_date){ 1 }, -1, &date), "DATE_RANGE");
    NES_WANT_OK(nes_date_plus(date, 1 - NES_DATE_LAST, &date));
    NES_WANT_INT("the first day", date.day, 1);
    NES_WANT_FAULT("no year 0", nes_date_of((struct nes_civil){ 0, 1, 1 }, &date), "DATE_RANGE");
    NES_WANT_FAULT("no year 10000", nes_date_of((struct nes_civil){ 10'000, 1, 1 }, &date), "DATE_RANGE");
    NES_WANT_FAULT("no month 0", nes_date_of((struct nes_civil){ 2026, 0, 1 }, &date), "DATE_RANGE");
    NES_WANT_FAULT("no day 0", nes_date_of((struct nes_civil){ 2026, 1, 0 }, &date), "DATE_RANGE");
}
