/* src/calc/terms_days.c: how many days a period has, and what part of a year they are. */
#include "calc/calc_faults.h"
#include "calc/terms.h"

int32_t nes_terms_year(const struct nes_terms *terms)
{
    return terms->day_count == NES_ACT_ACT ? 0 : terms->day_count == NES_ACT_365 ? 365 : 360;
}

/* Days by 30/360: each month has 30, the 31st counts as the 30th. */
static int32_t days_30(struct nes_date from, struct nes_date to)
{
    struct nes_civil a = nes_date_civil(from), b = nes_date_civil(to);
    int32_t days = 360 * (b.year - a.year) + 30 * (b.month - a.month) + (b.day < 30 ? b.day : 30) -
                   (a.day < 30 ? a.day : 30);

    return days > 0 ? days : 0;
}

int32_t nes_terms_days(const struct nes_terms *terms, const struct nes_span *period, struct nes_date upto)
{
    int32_t days;

    NES_ASSERT(period->from.day <= upto.day && upto.day <= period->to.day);
    if (upto.day == period->to.day) {
        return period->days;
    }
    if (terms->day_count != NES_30_360) {
        return upto.day - period->from.day;
    }
    days = days_30(period->from, upto);
    return days < period->days ? days : period->days;
}

/* The last day that belongs to the year. */
static struct nes_date year_end(const struct nes_terms *terms, int32_t year)
{
    struct nes_date end = { 0 };
    struct nes_err err = nes_date_of((struct nes_civil){ year, 12, 31 }, &end);

    NES_ASSERT(!err.what);
    return (struct nes_date){ end.day + (terms->year_boundary == NES_JAN1) };
}

/* Whether a 29 February lies after `from`, up to and with `to`. */
static bool has_feb29(struct nes_date from, struct nes_date to)
{
    int32_t last = nes_date_civil(to).year;

    for (int32_t year = nes_date_civil(from).year; year <= last; year++) {
        struct nes_date leap_day;

        if (!nes_date_of((struct nes_civil){ year, 2, 29 }, &leap_day).what && leap_day.day > from.day &&
            leap_day.day <= to.day) {
            return true;
        }
    }
    return false;
}

static struct nes_parts years_apart(const struct nes_terms *terms, const struct nes_span *period, struct nes_date from,
                                    struct nes_date to)
{
    struct nes_parts parts = { .base = 365 };
    bool counts_leap = terms->leap == NES_LEAP_ACTUAL ||
                       (terms->leap == NES_LEAP_FEB29_PERIOD && has_feb29(period->from, period->to));

    for (int32_t year = nes_date_civil(from).year; from.day < to.day; year++) {
        struct nes_date end = year_end(terms, year);

        if (from.day >= end.day) {
            continue; /* 31 December is in the year that begins */
        }
        end = end.day < to.day ? end : to;
        *(counts_leap && nes_date_leap(year) ? &parts.days_366 : &parts.days) += end.day - from.day;
        from = end;
    }
    return parts;
}

struct nes_parts nes_terms_parts(const struct nes_terms *terms, const struct nes_span *period, struct nes_date from,
                                 struct nes_date to)
{
    NES_ASSERT(period->from.day <= from.day && from.day <= to.day && to.day <= period->to.day);
    if (terms->day_count == NES_ACT_ACT) {
        return years_apart(terms, period, from, to);
    }
    return (struct nes_parts){
        .days = nes_terms_days(terms, period, to) -
                (from.day == period->from.day ? 0 : nes_terms_days(terms, period, from)),
        .base = nes_terms_year(terms),
    };
}

/* a × b of numbers not below zero; false from 2^126 on. */
static bool times(nes_wide a, nes_wide b, nes_wide *product)
{
    const nes_wide limit = (nes_wide)1 << 126;

    if (a >> 63 == 0 && b >> 62 == 0) { /* the usual case needs no division */
        *product = a * b;
        return true;
    }
    if (b != 0 && a > (limit - 1) / b) {
        return false;
    }
    *product = a * b;
    return true;
}

struct nes_err nes_parts_accrue(struct nes_parts parts, struct nes_ratio rate, struct nes_money balance,
                                struct nes_exact *sum)
{
    int64_t days = parts.days, base = parts.base;
    nes_wide over;

    NES_ASSERT(balance.tiyn >= 0 && rate.over >= 0 && parts.days >= 0 && parts.days_366 >= 0);
    if (parts.days_366 > 0) {
        days = days * 366 + (int64_t)parts.days_366 * 365;
        base *= 366;
    }
    if (!times((nes_wide)rate.over * days, balance.tiyn, &over)) {
        return NES_FAIL(CALC_RANGE, "remuneration");
    }
    return nes_exact_add(sum, over, (nes_wide)rate.under * base);
}
