/* src/calc/terms.h: the terms of a microcredit as the arithmetic needs them, and the counting of days.
 * What each member does to the tiyn stands in docs/schedule.md. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "calc/calendar.h"
#include "calc/date.h"
#include "calc/money.h"
#include "calc/ratio.h"

/* The rules of this version of the arithmetic. A loan keeps the version it was signed under. */
#define NES_CALC_VERSION 1

/* Bounds that keep every product inside 128 bits. */
#define NES_PRINCIPAL_TIYN_MAX INT64_C(1'000'000'000'000'000) /* 10 000 000 000 000.00 tenge */
#define NES_PERIODS_MAX        1'200
#define NES_EVERY_MAX          1'000
#define NES_PAYOUTS_MAX        100
#define NES_SHARE_MAX          INT64_C(1'000'000'000'000) /* shares are in millionths */

enum nes_method {
    NES_ANNUITY = 1,
    NES_DIFFERENTIATED,
    NES_BULLET,           /* principal and remuneration at the end, in one row */
    NES_INTEREST_ONLY,    /* remuneration each period, principal at the end */
    NES_FLAT,             /* remuneration on the first principal; equal instalments; only for comparison */
    NES_FIXED_INSTALMENT, /* the instalment is given */
    NES_SHARES,           /* parts of principal are given as weights */
};
enum nes_unit { NES_UNIT_DAYS = 1, NES_UNIT_WEEKS, NES_UNIT_MONTHS };
enum nes_day_count { NES_30_360 = 1, NES_ACT_365, NES_ACT_360, NES_ACT_ACT };
enum nes_year_boundary { NES_JAN1, NES_DEC31 };
enum nes_leap { NES_LEAP_ACTUAL, NES_LEAP_FEB29_PERIOD, NES_LEAP_IGNORE };
enum nes_remainder { NES_REMAINDER_LAST, NES_REMAINDER_FIRST, NES_REMAINDER_SPREAD };
enum nes_weekend { NES_WEEKEND_KEEP, NES_WEEKEND_NEXT_WORKING_DAY };
enum nes_shift { NES_SHIFT_CHARGE, NES_SHIFT_FREE }; /* whether the days a due date moved by bear remuneration */
enum nes_first_day { NES_FIRST_DAY_EXCLUDE, NES_FIRST_DAY_INCLUDE };

struct nes_every {
    int32_t count;
    enum nes_unit unit;
};

struct nes_payout {
    struct nes_date date;
    struct nes_money amount;
};

/* Zero means "none" or the first value of an enum; the other members must be set. Owns nothing. */
struct nes_terms {
    int32_t calc_version;
    struct nes_money principal;              /* all payouts together */
    struct nes_ratio rate;                   /* of a year, reduced: 36 % is 9 ÷ 25 */
    enum nes_method method;
    int32_t periods;
    struct nes_every every;
    struct nes_date start;                   /* the first payout */
    struct nes_date first_due;               /* {0}: start + one period */
    enum nes_day_count day_count;
    enum nes_year_boundary year_boundary;    /* act/act only */
    enum nes_leap leap;                      /* act/act only */
    enum nes_first_day first_day;
    enum nes_round rounding;
    int32_t minor_units;                     /* 2: amounts in tiyn, 1: in 10 tiyn, 0: in tenge */
    struct nes_money instalment;             /* fixed_instalment only */
    struct nes_money instalment_multiple;    /* {0}: the unit of minor_units */
    bool level;
    enum nes_remainder remainder;
    int32_t grace_principal, grace_interest, interest_free; /* numbers of first periods */
    struct nes_ratio down_payment;           /* of what is paid out on the start day; {0}: none */
    enum nes_weekend weekend;
    enum nes_shift shift;
    struct nes_calendar calendar;            /* for weekend; may be empty: Saturdays and Sundays are off */
    enum nes_month_end month_end;
    const int64_t *shares;                   /* shares only: `periods` weights, each >= 0 */
    const struct nes_payout *payouts;        /* NULL: the principal on the start day */
    int32_t payout_count;
};

/* One member that is not as it must be. */
struct nes_flaw {
    const char *field;                       /* the JSON name of the member, static text */
    int32_t nth;                             /* of an array: its element, from 1; 0: the member itself */
    const char *part;                        /* the member of the element, or NULL */
    struct nes_err err;
};
#define NES_FLAWS_MAX 32

/* Every faulty member at once; 0 means that a schedule can be built (amounts may still overflow). */
int32_t nes_terms_check(const struct nes_terms *terms, struct nes_flaw flaws[NES_FLAWS_MAX]);

/* The smallest amount of these terms in tiyn: 1, 10 or 100. */
int64_t nes_terms_unit(const struct nes_terms *terms);

/* The days of a year by the day count, 360 or 365; 0 for act/act, where years differ. */
int32_t nes_terms_year(const struct nes_terms *terms);

/* The i-th due date before it is moved off a non-working day; i from 1. DATE_RANGE. */
struct nes_err nes_terms_due(const struct nes_terms *terms, int32_t i, struct nes_date *due);

/* A period of accrual: the days after `from` up to and with `to`; `days` is the count of the whole by the day count
 * (as in the row of the schedule), which matters where a month has 30 days. */
struct nes_span {
    struct nes_date from, to;
    int32_t days;
};

/* A part of a year, exact: days ÷ base + days_366 ÷ 366. base is 360 or 365; days_366 only for act/act. */
struct nes_parts {
    int32_t days, base, days_366;
};

/* Days of the period up to and with `upto`, period.from <= upto <= period.to, by the day count of the terms. */
int32_t nes_terms_days(const struct nes_terms *terms, const struct nes_span *period, struct nes_date upto);

/* The part of a year between two days of one period (from excluded, to included). */
struct nes_parts nes_terms_parts(const struct nes_terms *terms, const struct nes_span *period, struct nes_date from,
                                 struct nes_date to);

/* sum += balance × rate × parts, exact (tiyn). CALC_RANGE. Round the sum once, with nes_exact_round. */
struct nes_err nes_parts_accrue(struct nes_parts parts, struct nes_ratio rate, struct nes_money balance,
                                struct nes_exact *sum);
