#include "ident/taxpayer.h"

#include "ident/ident_faults.h"

int nes_taxpayer_check_digit(const char digits[11])
{
    static const int weights[2][11] = {
        { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 },
        { 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2 },
    };

    for (size_t pass = 0; pass < NES_LEN(weights); pass++) {
        int sum = 0;

        for (size_t i = 0; i < 11; i++) {
            sum += weights[pass][i] * (digits[i] - '0');
        }
        if (sum % 11 != 10) {
            return sum % 11;
        }
    }
    return -1;
}

static bool all_digits(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return true;
}

static int two_digits(struct nes_str text, size_t at)
{
    return (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0');
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

struct nes_err nes_iin_check(struct nes_str text, struct nes_iin_rules rules, struct nes_iin_facts *out)
{
    struct nes_iin_facts facts = { 0 };
    int century, check;

    if (text.len != NES_TAXPAYER_DIGITS) {
        return NES_FAIL(IIN_LENGTH, NULL);
    }
    if (!all_digits(text)) {
        return NES_FAIL(IIN_DIGITS, NULL);
    }
    if (text.ptr[4] >= '4' && text.ptr[4] <= '6') {
        return NES_FAIL(IIN_IS_BIN, NULL);
    }
    century = text.ptr[6] - '0';
    if (century > 6 || (century == 0 && !rules.without_century)) {
        return NES_FAIL(IIN_CENTURY, NULL);
    }
    facts.year = century == 0 ? 0 : 1800 + (century - 1) / 2 * 100 + two_digits(text, 0);
    facts.sex = century == 0 ? NES_SEX_UNKNOWN : century % 2 == 1 ? NES_SEX_MALE : NES_SEX_FEMALE;
    facts.month = two_digits(text, 2);
    facts.day = two_digits(text, 4);
    if (!is_day(century == 0 ? two_digits(text, 0) + 2000 : facts.year, facts.month, facts.day)) {
        return NES_FAIL(IIN_DATE, NULL);
    }
    check = nes_taxpayer_check_digit(text.ptr);
    if (check < 0) {
        return NES_FAIL(IIN_NEVER, NULL);
    }
    if (text.ptr[11] - '0' != check) {
        return NES_FAIL(IIN_CHECK, NULL);
    }
    *out = facts;
    return NES_FINE;
}

struct nes_err nes_bin_check(struct nes_str text, struct nes_bin_facts *out)
{
    struct nes_bin_facts facts = { 0 };
    int kind, part, check;

    if (text.len != NES_TAXPAYER_DIGITS) {
        return NES_FAIL(BIN_LENGTH, NULL);
    }
    if (!all_digits(text)) {
        return NES_FAIL(BIN_DIGITS, NULL);
    }
    kind = text.ptr[4] - '0';
    part = text.ptr[5] - '0';
    if (kind < NES_BIN_RESIDENT) {
        return NES_FAIL(BIN_IS_IIN, NULL);
    }
    if (kind > NES_BIN_JOINT) {
        return NES_FAIL(BIN_KIND, NULL);
    }
    facts.year_of_century = two_digits(text, 0);
    facts.month = two_digits(text, 2);
    if (facts.month < 1 || facts.month > 12) {
        return NES_FAIL(BIN_MONTH, NULL);
    }
    if (part > NES_BIN_FARM) {
        return NES_FAIL(BIN_PART, NULL);
    }
    facts.kind = (enum nes_bin_kind)kind;
    facts.part = (enum nes_bin_part)part;
    check = nes_taxpayer_check_digit(text.ptr);
    if (check < 0) {
        return NES_FAIL(BIN_NEVER, NULL);
    }
    if (text.ptr[11] - '0' != check) {
        return NES_FAIL(BIN_CHECK, NULL);
    }
    *out = facts;
    return NES_FINE;
}
