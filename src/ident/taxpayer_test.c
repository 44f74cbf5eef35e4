#include "ident/taxpayer.h"

#include "base/rand.h"
#include "test/unit/test.h"

static const struct nes_iin_rules strict;

/* Births in 1880, 1868, 1900, 2099: no living holder (mission, regulation 6.1). */
static const struct { const char *text; int year, month, day; enum nes_sex sex; } persons[] = {
    { "800416100254", 1880, 4, 16, NES_SEX_MALE },   { "680503250034", 1868, 5, 3, NES_SEX_FEMALE },
    { "000101300009", 1900, 1, 1, NES_SEX_MALE },    { "000101400005", 1900, 1, 1, NES_SEX_FEMALE },
    { "991231500016", 2099, 12, 31, NES_SEX_MALE },  { "991231600012", 2099, 12, 31, NES_SEX_FEMALE },
    { "800101100407", 1880, 1, 1, NES_SEX_MALE },    { "991231500707", 2099, 12, 31, NES_SEX_MALE },
};

NES_TEST(known_iins_are_read, .rules = "6.1.b")
{
    for (size_t i = 0; i < NES_LEN(persons); i++) {
        struct nes_iin_facts facts;

        NES_WANT_OK(nes_iin_check(nes_str_of(persons[i].text), strict, &facts));
        NES_WANT_INT(persons[i].text, facts.year, persons[i].year);
        NES_WANT_INT(persons[i].text, facts.month, persons[i].month);
        NES_WANT_INT(persons[i].text, facts.day, persons[i].day);
        NES_WANT_INT(persons[i].text, facts.sex, persons[i].sex);
    }
}

static const struct { const char *text, *code; } bad_persons[] = {
    { "80041610025", "IIN_LENGTH" },    { "8004161002545", "IIN_LENGTH" }, { "", "IIN_LENGTH" },
    { "80041610025a", "IIN_DIGITS" },   { "800416-00254", "IIN_DIGITS" },  { "940140000385", "IIN_IS_BIN" },
    { "800416700254", "IIN_CENTURY" },  { "800416000254", "IIN_CENTURY" }, { "801316100254", "IIN_DATE" },
    { "800432100254", "IIN_DATE" },     { "800400100254", "IIN_DATE" },    { "810229100254", "IIN_DATE" },
    { "000229300000", "IIN_DATE" },     { "800101100470", "IIN_NEVER" },   { "991231500770", "IIN_NEVER" },
    { "800416100255", "IIN_CHECK" },    { "800416100245", "IIN_CHECK" },
};

NES_TEST(a_wrong_iin_tells_why, .rules = "6.1.b", .kind = NES_REFUSES)
{
    for (size_t i = 0; i < NES_LEN(bad_persons); i++) {
        struct nes_iin_facts facts;

        NES_WANT_FAULT(bad_persons[i].text, nes_iin_check(nes_str_of(bad_persons[i].text), strict, &facts),
                       bad_persons[i].code);
    }
}

NES_TEST(an_iin_without_century_needs_the_setting)
{
    char text[] = "850229000000";
    struct nes_iin_facts facts;
    struct nes_iin_rules lax = { .without_century = true };

    NES_WANT_FAULT("29 February of no leap year", nes_iin_check(nes_str_of(text), lax, &facts), "IIN_DATE");
    text[5] = '8';
    text[11] = (char)('0' + nes_taxpayer_check_digit(text));
    NES_WANT_OK(nes_iin_check(nes_str_of(text), lax, &facts));
    NES_WANT_INT("no year", facts.year, 0);
    NES_WANT_INT("no sex", facts.sex, NES_SEX_UNKNOWN);
    NES_WANT_FAULT("by default", nes_iin_check(nes_str_of(text), strict, &facts), "IIN_CENTURY");
}

NES_TEST(known_bins_are_read, .rules = "6.2.c")
{
    struct nes_bin_facts facts;

    NES_WANT_OK(nes_bin_check(NES_STR("940140000385"), &facts));
    NES_WANT_INT("kind", facts.kind, NES_BIN_RESIDENT);
    NES_WANT_INT("part", facts.part, NES_BIN_HEAD);
    NES_WANT_INT("month", facts.month, 1);
    NES_WANT_OK(nes_bin_check(NES_STR("950341000052"), &facts));
    NES_WANT_INT("a branch", facts.part, NES_BIN_BRANCH);
    NES_WANT_INT("of 95", facts.year_of_century, 95);
}

static const struct { const char *text, *code; } bad_entities[] = {
    { "940140000380", "BIN_CHECK" }, { "94014000038", "BIN_LENGTH" }, { "94014000038x", "BIN_DIGITS" },
    { "800416100254", "BIN_IS_IIN" }, { "940170000385", "BIN_KIND" }, { "941340000385", "BIN_MONTH" },
    { "940044000385", "BIN_MONTH" }, { "940144000385", "BIN_PART" },
    { "940140000960", "BIN_NEVER" }, { "940140000969", "BIN_NEVER" },
};

NES_TEST(a_wrong_bin_tells_why, .rules = "6.2.c", .kind = NES_REFUSES)
{
    for (size_t i = 0; i < NES_LEN(bad_entities); i++) {
        struct nes_bin_facts facts;

        NES_WANT_FAULT(bad_entities[i].text, nes_bin_check(nes_str_of(bad_entities[i].text), &facts),
                       bad_entities[i].code);
    }
}

/* P6. The reference is another way to the same digit: weights as (i mod 11) + 1 from the second pass' shift by
 * two. */
static int reference_digit(const char digits[11])
{
    for (int shift = 0; shift <= 2; shift += 2) {
        long sum = 0;

        for (int i = 0; i < 11; i++) {
            sum += (long)((i + shift) % 11 + 1) * (digits[i] - '0');
        }
        if (sum - sum / 11 * 11 < 10) {
            return (int)(sum - sum / 11 * 11);
        }
    }
    return -1;
}

NES_TEST(check_digits_agree_with_a_reference)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t never = 0;

    for (int64_t n = nes_budget("ident.check_digits"); n > 0; n--) {
        char digits[11];
        int check;

        for (size_t i = 0; i < 11; i++) {
            digits[i] = (char)('0' + nes_rand_below(&rand, 10));
        }
        check = nes_taxpayer_check_digit(digits);
        NES_WANT_INT("as the reference", check, reference_digit(digits));
        never += check < 0;
    }
    NES_WANT("some prefixes are never issued", never > 0);
}
