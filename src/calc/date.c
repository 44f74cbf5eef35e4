#include "calc/date.h"

#include "calc/calc_faults.h"

#define DAY_1970      719'163   /* 1970-01-01 */
#define DAYS_400      146'097   /* days in 400 years */
#define SECOND_ALMATY (5 * 3'600)

bool nes_date_leap(int32_t year)
{
    return year % 4 == 0 && (year % 25 != 0 || year % 16 == 0); /* 100 = 4 × 25, 400 = 16 × 25 */
}

static inline int32_t days_of_month(int32_t month, bool leap)
{
    static const int32_t days[2][12] = { { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 },
                                         { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 } };

    return days[leap][month - 1];
}

int32_t nes_date_month_days(int32_t year, int32_t month)
{
    return days_of_month(month, nes_date_leap(year));
}

static inline int32_t days_before_year(int32_t year)
{
    int32_t past = year - 1;

    return past * 365 + past / 4 - past / 100 + past / 400;
}

static inline int32_t days_before_month(int32_t month, bool leap)
{
    static const int32_t before[2][12] = { { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 },
                                           { 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335 } };

    return before[leap][month - 1];
}

struct nes_err nes_date_of(struct nes_civil civil, struct nes_date *out)
{
    if (civil.year < 1 || civil.year > 9999 || civil.month < 1 || civil.month > 12 || civil.day < 1 ||
        civil.day > nes_date_month_days(civil.year, civil.month)) {
        return NES_FAIL(DATE_RANGE, NULL);
    }
    *out = (struct nes_date){ days_before_year(civil.year) +
                              days_before_month(civil.month, nes_date_leap(civil.year)) + civil.day };
    return NES_FINE;
}

struct nes_civil nes_date_civil(struct nes_date date)
{
    int32_t shifted = date.day + 305, era = shifted / DAYS_400, in_era = shifted % DAYS_400;
    int32_t of_era = (in_era - in_era / 1'460 + in_era / 36'524 - in_era / 146'096) / 365;
    int32_t of_year = in_era - (365 * of_era + of_era / 4 - of_era / 100), month = (5 * of_year + 2) / 153;
    int32_t day = of_year - (153 * month + 2) / 5 + 1;

    NES_ASSERT(date.day >= 1 && date.day <= NES_DATE_LAST);
    month = month < 10 ? month + 3 : month - 9;
    return (struct nes_civil){ .year = era * 400 + of_era + (month <= 2), .month = month, .day = day };
}

struct nes_err nes_date_plus(struct nes_date date, int64_t days, struct nes_date *out)
{
    if (days < 1 - date.day || days > NES_DATE_LAST - date.day) {
        return NES_FAIL(DATE_RANGE, NULL);
    }
    *out = (struct nes_date){ date.day + (int32_t)days };
    return NES_FINE;
}

struct nes_err nes_date_walk(struct nes_month_walk *walk, int32_t months, struct nes_date *out)
{
    int32_t month = walk->anchor.year * 12 + walk->anchor.month - 1, last, day = walk->anchor.day;

    NES_ASSERT(months >= 0);
    if (months > 9999 * 12 + 11 - month) {
        return NES_FAIL(DATE_RANGE, NULL);
    }
    month += months;
    if ((uint32_t)(month - walk->january) >= 12) {
        walk->january = month - month % 12;
        walk->before = days_before_year(month / 12);
        walk->leap = nes_date_leap(month / 12);
    }
    month = month - walk->january + 1;
    last = days_of_month(month, walk->leap);
    if (walk->end == NES_MONTH_LAST_DAY && day == nes_date_month_days(walk->anchor.year, walk->anchor.month)) {
        day = last;
    }
    *out = (struct nes_date){ walk->before + days_before_month(month, walk->leap) + (day < last ? day : last) };
    return day > last && walk->end == NES_MONTH_FIRST_OF_NEXT ? nes_date_plus(*out, 1, out) : NES_FINE;
}

struct nes_err nes_date_months(struct nes_civil anchor, int32_t months, enum nes_month_end end, struct nes_date *out)
{
    struct nes_month_walk walk = { .anchor = anchor, .end = end };

    return nes_date_walk(&walk, months, out);
}

int nes_date_weekday(struct nes_date date)
{
    return (date.day - 1) % 7; /* 0001-01-01 was a Monday */
}

struct nes_date nes_date_at(int64_t instant_us)
{
    int64_t seconds = instant_us / 1'000'000 - (instant_us % 1'000'000 < 0) + SECOND_ALMATY;
    int64_t days = seconds / 86'400 - (seconds % 86'400 < 0) + DAY_1970;

    NES_ASSERT(days >= 1 && days <= NES_DATE_LAST);
    return (struct nes_date){ (int32_t)days };
}

static bool digits_at(struct nes_str text, size_t at, size_t len, int32_t *out)
{
    int32_t number = 0;

    for (size_t i = at; i < at + len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    *out = number;
    return true;
}

struct nes_err nes_date_read(struct nes_str text, struct nes_date *out)
{
    struct nes_civil civil;

    if (text.len != NES_DATE_TEXT || text.ptr[4] != '-' || text.ptr[7] != '-' ||
        !digits_at(text, 0, 4, &civil.year) || !digits_at(text, 5, 2, &civil.month) ||
        !digits_at(text, 8, 2, &civil.day)) {
        return NES_FAIL(DATE_FORM, NULL);
    }
    return nes_date_of(civil, out);
}

struct nes_str nes_date_write(struct nes_date date, char out[NES_DATE_TEXT + 1])
{
    struct nes_civil civil = nes_date_civil(date);
    int32_t rest = civil.year * 10'000 + civil.month * 100 + civil.day;

    for (int at = NES_DATE_TEXT - 1; at >= 0; at--) {
        if (at == 4 || at == 7) {
            out[at] = '-';
            continue;
        }
        out[at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    out[NES_DATE_TEXT] = '\0';
    return (struct nes_str){ out, NES_DATE_TEXT };
}
