/* src/calc/accrual.h: sums of remuneration, exact until they are rounded once. Pure. */
#pragma once
#include <stdint.h>

#include "calc/ratio.h"
#include "calc/terms.h"

/* A year in the parts in which 1/360, 1/365 and 1/366 of it are whole. */
#define NES_YEAR_PARTS 1'603'080

/* The nights after `from` up to and with `to`, inside the period, in parts of a year. */
int64_t nes_accrual_weight(const struct nes_terms *terms, const struct nes_span *period, struct nes_date from,
                           struct nes_date to);

/* A period that begins on `from` and has no planned end. */
struct nes_span nes_accrual_open(struct nes_date from);

/* The amount of a sum of principal (tiyn) × weight at a yearly rate, rounded once to `unit` tiyn. MONEY_RANGE. */
struct nes_err nes_accrual_amount(nes_wide sum, struct nes_ratio rate, int64_t unit, enum nes_round round,
                                  struct nes_money *amount);
