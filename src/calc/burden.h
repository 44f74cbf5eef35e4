/* src/calc/burden.h: debt burden of a borrower (КДН) and ratio of debt to income (КДД), with limits by date.
 * Sources: Law art. 7(2)(8-1), 26, 27(4-1); Resolution No. 215 of 28.11.2019. Pure. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calc/date.h"
#include "calc/money.h"

/* What is known of the borrower; no amount is negative. */
struct nes_burden {
    struct nes_money income;         /* official, confirmed, of the last `income_months` together */
    int32_t income_months;           /* 1 to 120; the rule takes 6 */
    struct nes_money payments;       /* of a month on all open loans, overdue amounts included */
    struct nes_money new_payment;    /* average payment of a month on the new one */
    struct nes_money debt;           /* balances of all loans, overdue and used limits included */
    struct nes_money unused_limits;  /* a fifth of them counts as debt */
    struct nes_money new_loan;
};

/* Whose limit: the strictest of those that apply to a person binds. */
enum nes_burden_group {
    NES_BURDEN_ALL,
    NES_BURDEN_GAMBLER,       /* on the list of self-restriction from gambling */
    NES_BURDEN_LATE,          /* delay over 90 days in the last 12 months */
    NES_BURDEN_GROUPS
};

/* A limit holds from its day until a later row of the same group; over = 0 of a ratio: not limited by this row. */
struct nes_burden_limit {
    struct nes_date from;
    enum nes_burden_group group;
    struct nes_ratio payments;   /* КДН at most */
    struct nes_ratio debt;       /* КДД at most, of the income of a year */
};

/* The shipped rows; the organisation's own dated rules may be passed instead. */
struct nes_burden_limits {
    const struct nes_burden_limit *rows;
    size_t count;
};
extern const struct nes_burden_limits nes_burden_limits_kz;

struct nes_burden_answer {
    struct nes_ratio payments, debt;              /* КДН and КДД, exact, not reduced; under = 0: no income */
    struct nes_ratio payments_limit, debt_limit;  /* those that bound; over = 0: none on that day */
    bool payments_over, debt_over;                /* over the limit: the microcredit must be refused */
};

/* `groups` is a set: 1 << NES_BURDEN_GAMBLER and so on; NES_BURDEN_ALL is always in. Without income any payment or debt
 * is over a limit. MONEY_RANGE where sums leave 64 bits, BURDEN_FORM (`at` names the member). */
struct nes_err nes_burden_weigh(const struct nes_burden *burden, struct nes_date day, unsigned groups,
                                const struct nes_burden_limits *limits, struct nes_burden_answer *out);
