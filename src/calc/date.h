/* src/calc/date.h: days of the civil (proleptic Gregorian) calendar. An instant becomes a day in Almaty, UTC+5. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* Day 1 is 0001-01-01; 0 means "none". Valid to 9999-12-31. */
struct nes_date { int32_t day; };
struct nes_civil { int32_t year, month, day; };

/* DATE_RANGE where there is no such day. */
struct nes_err nes_date_of(struct nes_civil civil, struct nes_date *out);
struct nes_civil nes_date_civil(struct nes_date date);
/* 0 is Monday. */
int nes_date_weekday(struct nes_date date);
/* The day in Almaty at an instant (microseconds since 1970-01-01T00:00:00Z). */
struct nes_date nes_date_at(int64_t instant_us);

/* Exactly YYYY-MM-DD; DATE_FORM, DATE_RANGE. */
struct nes_err nes_date_read(struct nes_str text, struct nes_date *out);
#define NES_DATE_TEXT 10
struct nes_str nes_date_write(struct nes_date date, char out[NES_DATE_TEXT + 1]);
