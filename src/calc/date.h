/* src/calc/date.h: days of the civil (proleptic Gregorian) calendar. An instant becomes a day in Almaty, UTC+5. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* Day 1 is 0001-01-01; 0 means "none". Valid to 9999-12-31. */
struct nes_date { int32_t day; };
#define NES_DATE_LAST 3'652'059
struct nes_civil { int32_t year, month, day; };

/* DATE_RANGE where there is no such day. */
struct nes_err nes_date_of(struct nes_civil civil, struct nes_date *out);
struct nes_civil nes_date_civil(struct nes_date date);
bool nes_date_leap(int32_t year);
/* The 28 to 31 days of a month of a year. */
int32_t nes_date_month_days(int32_t year, int32_t month);
/* Days later (or earlier). DATE_RANGE. */
struct nes_err nes_date_plus(struct nes_date date, int64_t days, struct nes_date *out);

/* What becomes of a day number that the month does not have: its last day; the same, and the last day of a month
 * leads to last days only; or the first day of the month after. */
enum nes_month_end { NES_MONTH_ANCHOR, NES_MONTH_LAST_DAY, NES_MONTH_FIRST_OF_NEXT };
/* The same day number `months` later (>= 0), counted from the anchor each time, so that 31 January, 28 February,
 * 31 March follow each other. DATE_RANGE. */
struct nes_err nes_date_months(struct nes_civil anchor, int32_t months, enum nes_month_end end, struct nes_date *out);

/* The same for many dates of one anchor: what is known of a year is kept for the next date.
 * Begin with {anchor, end}. */
struct nes_month_walk {
    struct nes_civil anchor;
    enum nes_month_end end;
    int32_t january, before;       /* of the year last met, in months from year 0; days before it */
    bool leap;
};
struct nes_err nes_date_walk(struct nes_month_walk *walk, int32_t months, struct nes_date *out);

/* 0 is Monday. */
int nes_date_weekday(struct nes_date date);
/* The day in Almaty at an instant (microseconds since 1970-01-01T00:00:00Z). */
struct nes_date nes_date_at(int64_t instant_us);

/* Exactly YYYY-MM-DD; DATE_FORM, DATE_RANGE. */
struct nes_err nes_date_read(struct nes_str text, struct nes_date *out);
#define NES_DATE_TEXT 10
struct nes_str nes_date_write(struct nes_date date, char out[NES_DATE_TEXT + 1]);
