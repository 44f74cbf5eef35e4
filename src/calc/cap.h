/* src/calc/cap.h: the limits of price: the effective rate, the rate of a day, all remuneration. They are dated data
 * of the caller (cap_kz.def is what is shipped); read by the day of signing. Law on microfinance activity, art. 5(1).
 * */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "calc/mci.h"
#include "calc/rate.h"
#include "calc/schedule.h"

/* One tier from a day on. Rows by day; of the rows of the latest day the first that fits term and amount holds. */
struct nes_cap {
    struct nes_date from;
    const char *name;            /* "short", "ordinary" */
    int32_t days_max;            /* of the term; 0: any */
    int32_t mci_max;             /* the amount, in monthly calculation indices; 0: any */
    struct nes_ratio yearly;     /* effective rate at most; {0}: no such limit */
    struct nes_ratio daily;      /* nominal rate of a day at most; {0}: none */
    struct nes_ratio total;      /* overpayment ÷ principal at most; {0}: none */
    bool mci_below, daily_below; /* the bound itself is already outside */
};

struct nes_cap_rules {
    const struct nes_cap *caps;
    size_t cap_count;
    const struct nes_mci *mci;
    size_t mci_count;
};

enum nes_cap_kind { NES_CAP_YEARLY, NES_CAP_DAILY, NES_CAP_TOTAL };
#define NES_CAP_KINDS 3

struct nes_cap_limit {
    enum nes_cap_kind kind;
    struct nes_ratio limit, value; /* of yearly: to the sixth decimal of a percent; `holds` is of the unrounded */
    bool holds;
};

struct nes_cap_answer {
    const struct nes_cap *cap;
    struct nes_cap_limit limits[NES_CAP_KINDS];
    int32_t count;
    bool passes;
    bool bounded;                /* false: no rate breaks the tier */
    enum nes_cap_kind binds;     /* what is reached first if the rate grows */
    int64_t largest_e5;          /* the largest rate that passes, 0.00001 % being 1, before `per_year` */
};

/* What is shipped, in the arena. */
struct nes_cap_rules nes_cap_rules_kz(struct nes_arena *arena);

/* The tier of a loan. CAP_UNKNOWN before the first row, MCI_UNKNOWN. */
struct nes_err nes_cap_find(const struct nes_cap_rules *rules, const struct nes_terms *terms,
                            const struct nes_schedule *schedule, const struct nes_cap **cap);

/* What is compared: `schedule` is that of the terms; `per_year` tells of how many such rates a year is made (1 where
 * the rate is yearly). */
struct nes_cap_ask {
    const struct nes_cap *cap;
    const struct nes_terms *terms;
    const struct nes_schedule *schedule;
    struct nes_ratio per_year;
};

/* Where the tier limits the effective rate it fails as nes_flows_of_schedule and nes_rate_effective do. The arena is
 * as before the call. */
struct nes_err nes_cap_compare(const struct nes_cap_ask *ask, struct nes_arena *arena, struct nes_cap_answer *out);
