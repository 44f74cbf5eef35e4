#include "calc/calendar.h"

#include "calc/calc_faults.h"

bool nes_calendar_ordered(const struct nes_calendar *calendar)
{
    for (size_t i = 1; i < calendar->count; i++) {
        if (calendar->days[i - 1].date.day >= calendar->days[i].date.day) {
            return false;
        }
    }
    return true;
}

/* Index of the first row not before the date. */
static size_t place_of(const struct nes_calendar *calendar, struct nes_date date)
{
    size_t from = 0, to = calendar->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (calendar->days[middle].date.day < date.day) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

bool nes_calendar_works(const struct nes_calendar *calendar, struct nes_date date)
{
    size_t at = place_of(calendar, date);

    if (at < calendar->count && calendar->days[at].date.day == date.day) {
        return calendar->days[at].works;
    }
    return nes_date_weekday(date) < 5;
}

struct nes_err nes_calendar_next(const struct nes_calendar *calendar, struct nes_date date, struct nes_date *out)
{
    while (!nes_calendar_works(calendar, date)) {
        NES_TRY(nes_date_plus(date, 1, &date));
    }
    *out = date;
    return NES_FINE;
}

struct nes_err nes_calendar_add(const struct nes_calendar *calendar, struct nes_date start, int32_t days,
                                struct nes_date *out)
{
    struct nes_date date = start;

    NES_ASSERT(days >= 1);
    for (int32_t i = 0; i < days; i++) {
        NES_TRY(nes_date_plus(date, 1, &date));
        NES_TRY(nes_calendar_next(calendar, date, &date));
    }
    *out = date;
    return NES_FINE;
}

int32_t nes_calendar_between(const struct nes_calendar *calendar, struct nes_date from, struct nes_date to)
{
    int32_t days = 0;

    for (struct nes_date date = { from.day + 1 }; date.day <= to.day; date.day++) {
        days += nes_calendar_works(calendar, date);
    }
    return days;
}
