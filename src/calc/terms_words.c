#include "calc/terms_words.h"

#include <stddef.h>

const char *const nes_words_method[] = { "annuity", "differentiated", "bullet", "interest_only", "flat",
                                         "fixed_instalment", "shares", NULL };
const char *const nes_words_unit[] = { "days", "weeks", "months", NULL };
const char *const nes_words_day_count[] = { "30/360", "act/365", "act/360", "act/act", NULL };
const char *const nes_words_year_boundary[] = { "jan1", "dec31", NULL };
const char *const nes_words_leap[] = { "actual", "feb29_period", "ignore", NULL };
const char *const nes_words_first_day[] = { "exclude", "include", NULL };
const char *const nes_words_rounding[] = { "half_even", "half_up", "down", "up", NULL };
const char *const nes_words_remainder[] = { "last", "first", "spread", NULL };
const char *const nes_words_weekend[] = { "keep", "next_working_day", NULL };
const char *const nes_words_shift[] = { "charge", "free", NULL };
const char *const nes_words_month_end[] = { "anchor", "last_day", "first_of_next", NULL };
const char *const nes_words_class[] = { "consumer", "mortgage", "secured", "business", NULL };
const char *const nes_words_accrual[] = { "balance", "row", NULL };
const char *const nes_words_pay_by[] = { "working_day", "date", NULL };
const char *const nes_words_penalty_year[] = { "anniversary", "calendar", NULL };
const char *const nes_words_penalty_base[] = { "payment", "principal", NULL };
const char *const nes_words_early_mode[] = { "shorten", "lower", "skip", NULL };
