/* src/calc/mci.h: the monthly calculation index (МРП) by date: thresholds of the law are multiples of it. */
#pragma once
#include <stddef.h>

#include "base/err.h"
#include "calc/date.h"
#include "calc/money.h"

/* The value in force from a day until the next row. It can change inside a year. */
struct nes_mci {
    struct nes_date from;
    struct nes_money value;
};

/* Rows by date. MCI_UNKNOWN before the first. */
struct nes_err nes_mci_on(const struct nes_mci *rows, size_t count, struct nes_date date, struct nes_money *value);
