/* src/ident/taxpayer.h: individual (IIN, ИИН) and business (BIN, БИН) identification numbers of Kazakhstan. Form
 * only: whether a number belongs to somebody is asked of a register. No memory, no clock; compiles to WebAssembly. */
#pragma once
#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

#define NES_TAXPAYER_DIGITS 12

enum nes_sex { NES_SEX_UNKNOWN, NES_SEX_MALE, NES_SEX_FEMALE };

/* Digit 7 = 0 is met for some foreigners (low confidence): accepted by configuration only; century and sex
 * unknown. */
struct nes_iin_rules {
    bool without_century;
};

/* `year` is 0 where the century is unknown. A day in the future is not refused here: there is no clock. */
struct nes_iin_facts {
    int year, month, day;
    enum nes_sex sex;
};

/* Exactly 12 digits. IIN_LENGTH, _DIGITS, _IS_BIN, _CENTURY, _DATE, _NEVER, _CHECK; `out` is written on success. */
struct nes_err nes_iin_check(struct nes_str text, struct nes_iin_rules rules, struct nes_iin_facts *out);

enum nes_bin_kind { NES_BIN_RESIDENT = 4, NES_BIN_FOREIGN = 5, NES_BIN_JOINT = 6 };
enum nes_bin_part { NES_BIN_HEAD, NES_BIN_BRANCH, NES_BIN_OFFICE, NES_BIN_FARM };

/* Month and year (without century) of registration. */
struct nes_bin_facts {
    int year_of_century, month;
    enum nes_bin_kind kind;
    enum nes_bin_part part;
};

/* Exactly 12 digits. BIN_LENGTH, _DIGITS, _IS_IIN, _KIND, _MONTH, _PART, _NEVER, _CHECK. */
struct nes_err nes_bin_check(struct nes_str text, struct nes_bin_facts *out);

/* The check digit of the first 11 digits, or -1: a number that is never issued (both sums give 10). */
int nes_taxpayer_check_digit(const char digits[11]);
