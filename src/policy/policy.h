/* src/policy/policy.h: dated rules. Every legal number is a row with the day it takes effect and its source; a local
 * row (two persons) wins over the shipped one on its days. Pure: the rows are loaded by policy_store and passed in. */
#pragma once
#include <stddef.h>

#include "base/str.h"
#include "calc/date.h"
#include "calc/money.h"
#include "policy/policy_faults.h"

enum nes_policy_unit {
    NES_POLICY_UNIT_MONEY,        /* tiyn */
    NES_POLICY_UNIT_RATE,         /* share of one: 46 % is 46/100 */
    NES_POLICY_UNIT_TIMES,        /* multiples of MCI or of income */
    NES_POLICY_UNIT_DAYS,         /* calendar days */
    NES_POLICY_UNIT_WORKING_DAYS,
    NES_POLICY_UNIT_HOURS,
    NES_POLICY_UNIT_MONTHS,
    NES_POLICY_UNIT_YEARS,
};

/* The day by which a rule is read. The caller passes that day; the table says which it is. */
enum nes_policy_read_by { NES_READ_BY_SIGNING, NES_READ_BY_EVENT, NES_READ_BY_RECEIPT, NES_READ_BY_TODAY };
enum nes_policy_strict { NES_STRICT_LOWER, NES_STRICT_HIGHER, NES_STRICT_NEITHER };

enum nes_policy_kind {
#define X(name, unit, read_by, strict) NES_POLICY_##name,
#include "policy/policy.def"
#undef X
    NES_POLICY_KINDS
};

struct nes_policy_meaning {
    const char *name;      /* as stored: "RATE_CAP" */
    enum nes_policy_unit unit;
    enum nes_policy_read_by read_by;
    enum nes_policy_strict strict;
};
const struct nes_policy_meaning *nes_policy_meaning(enum nes_policy_kind kind);
/* POLICY_UNKNOWN. */
struct nes_err nes_policy_kind_read(struct nes_str name, enum nes_policy_kind *out);

enum nes_policy_layer { NES_LAYER_SHIPPED, NES_LAYER_LOCAL };

struct nes_policy_value {
    enum nes_policy_kind kind;
    enum nes_policy_layer layer;
    struct nes_date from, until;  /* until: first day it no longer holds; none: open. Shipped rows end by the next */
    struct nes_ratio value;       /* in the unit of its kind; money in tiyn ÷ 1 */
    struct nes_str source;
};

/* The rows, in any order. The caller keeps them; lookups are linear in the rows of all kinds (some hundred). */
struct nes_policy {
    const struct nes_policy_value *rows;
    size_t len;
};

/* The row that holds on a day: the local one of its days, else the latest shipped one that has begun. Fail closed:
 * POLICY_MISSING where none holds, never a guess. `out` points into the rows. */
struct nes_err nes_policy_find(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                               const struct nes_policy_value **out);
struct nes_err nes_policy_ratio(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                                struct nes_ratio *out);
/* For whole numbers of days, hours, months, years; POLICY_MISSING also where the value is not whole. */
struct nes_err nes_policy_whole(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                                int64_t *out);
struct nes_err nes_policy_money(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                                struct nes_money *out);
/* The amount of so many MCI (kind of unit TIMES) on a day, in tiyn, rounded down: a limit is never exceeded. */
struct nes_err nes_policy_mci_amount(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                                     struct nes_money *out);

/* Whether `local` is laxer than the shipped row of its first day (doctor lists such rows). */
struct nes_err nes_policy_laxer(const struct nes_policy *policy, const struct nes_policy_value *local, bool *out);
