/* src/calc/terms_words.h: the words of each choice in the terms of a loan, for JSON, for stored terms and for products.
 * The i-th word is the i-th value of the enum, which begins at 1 for methods, units and day counts and at 0 elsewhere.
 * Each list ends with NULL. Stored terms hold these words: one that was published is never changed. */
#pragma once

extern const char *const nes_words_method[];
extern const char *const nes_words_unit[];
extern const char *const nes_words_day_count[];
extern const char *const nes_words_year_boundary[];
extern const char *const nes_words_leap[];
extern const char *const nes_words_first_day[];
extern const char *const nes_words_rounding[];
extern const char *const nes_words_remainder[];
extern const char *const nes_words_weekend[];
extern const char *const nes_words_shift[];
extern const char *const nes_words_month_end[];
extern const char *const nes_words_class[];
extern const char *const nes_words_accrual[];
extern const char *const nes_words_pay_by[];
extern const char *const nes_words_penalty_year[];
extern const char *const nes_words_penalty_base[];
extern const char *const nes_words_early_mode[];
