/* src/calc/calendar.h: working days. The calendar is data of the caller: exceptions from the five-day week. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calc/date.h"

/* A day that is not as its weekday says: a holiday (works = false) or a Saturday or Sunday made a working day. */
struct nes_calendar_day {
    struct nes_date date;
    bool works;
};

/* Rows by date, each date once. Owns nothing. {0}: Monday to Friday work, Saturday and Sunday do not. */
struct nes_calendar {
    const struct nes_calendar_day *days;
    size_t count;
};

/* True if the rows are in order and each date stands once. */
bool nes_calendar_ordered(const struct nes_calendar *calendar);
bool nes_calendar_works(const struct nes_calendar *calendar, struct nes_date date);
/* The day itself if it works, else the next that does (Civil Code, art. 175). DATE_RANGE past 9999. */
struct nes_err nes_calendar_next(const struct nes_calendar *calendar, struct nes_date date, struct nes_date *out);
/* The end of a term of `days` >= 1 working days; the start day is not counted (Civil Code, art. 173). DATE_RANGE. */
struct nes_err nes_calendar_add(const struct nes_calendar *calendar, struct nes_date start, int32_t days,
                                struct nes_date *out);
/* Working days after `from` up to and with `to`; 0 if to <= from. */
int32_t nes_calendar_between(const struct nes_calendar *calendar, struct nes_date from, struct nes_date to);
