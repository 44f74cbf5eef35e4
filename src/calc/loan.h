/* src/calc/loan.h: a loan is its terms, the agreed schedule (data) and append-only events. docs/events.md has the exact
 * semantics of version 1. Pure; nothing here is owned. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "calc/allocation.h"
#include "calc/event.h"
#include "calc/penalty.h"
#include "calc/schedule.h"
#include "calc/terms.h"

/* How long accrual goes on under delay (Law on microfinance activity, art. 7(3)(4), (5)). */
enum nes_loan_class {
    NES_CLASS_CONSUMER, /* stops after 90 days */
    NES_CLASS_MORTGAGE, /* stops after 180 days */
    NES_CLASS_SECURED,  /* principal fully secured at signing: does not stop */
    NES_CLASS_BUSINESS, /* does not stop, and the law's limits of penalty do not bind */
};
enum nes_accrual_way { NES_ACCRUE_BALANCE, NES_ACCRUE_ROW };
enum nes_pay_by { NES_PAY_BY_WORKING_DAY, NES_PAY_BY_DATE };

/* What the fold needs beside the terms of the schedule. Zero is the default but for `order` and `penalty`. */
struct nes_loan_terms {
    struct nes_terms credit;            /* rate, day count, first day, rounding, calendar, method */
    enum nes_loan_class class;
    enum nes_accrual_way accrual;
    enum nes_pay_by pay_by;
    bool overdue_free;                  /* overdue principal bears no remuneration */
    struct nes_allocation_order order;  /* nes_allocation_law */
    struct nes_penalty_terms penalty;   /* nes_penalty_law */
};

#define NES_EVENTS_MAX    100'000
#define NES_LOAN_ROWS_MAX 2'500
#define NES_LOAN_DAYS_MAX 36'525 /* from the first payout to the last day folded */
#define NES_LOAN_MONEY_MAX (INT64_C(1) << 60) /* tiyn: no total of a loan is above it */

struct nes_loan {
    struct nes_loan_terms terms;
    const struct nes_row *rows;      /* as signed; rows of payouts (nr 0) are passed over */
    int32_t row_count;
    const struct nes_event *events;  /* in any order */
    int32_t event_count;
};

/* Days of delay after which nothing is accrued; 0: never stops. */
int32_t nes_loan_stop_days(enum nes_loan_class class);

/* The last day on which a row of this date is paid in time (Civil Code, art. 175). DATE_RANGE. */
struct nes_err nes_loan_pay_by(const struct nes_loan_terms *terms, struct nes_date date, struct nes_date *pay_by);

/* Everything but the events: LOAN_FORM, PENALTY_LAW, EVENT_SCHEDULE. `at` names the member. */
struct nes_err nes_loan_check(const struct nes_loan *loan);
/* The date of the last row of all schedules that were agreed. */
struct nes_date nes_loan_end(const struct nes_loan *loan);
/* One event by itself and against the loan, whose `end` is nes_loan_end: EVENT_FORM, EVENT_DAY, EVENT_SCHEDULE. `at`
 * names the member. */
struct nes_err nes_loan_check_event(const struct nes_loan *loan, struct nes_date end, const struct nes_event *event);
