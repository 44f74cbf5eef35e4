#include "ident/phone.h"

#include <string.h>

#include "test/unit/test.h"

static struct nes_phone_mask shipped(void)
{
    struct nes_phone_mask mask;

    NES_WANT_OK(nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask));
    return mask;
}

NES_TEST(mobile_numbers_come_to_one_form, .rules = "6.1.d, 6.2.f")
{
    static const char *const forms[] = {
        "+77010000067", "87010000067", "77010000067", "7010000067", "+7 701 000 00 67", "8 (701) 000-00-67",
        "8\u00a0701\u00a0000\u201100\u201167", "+7(701)0000067", " 8 701 0000067 ",
    };
    struct nes_phone_mask mask = shipped();

    for (size_t i = 0; i < NES_LEN(forms); i++) {
        struct nes_phone phone;

        NES_WANT_OK(nes_phone_read(nes_str_of(forms[i]), &mask, &phone));
        NES_WANT_STR(forms[i], nes_str_of(phone.text), "+77010000067");
    }
}

static const struct { const char *text, *code; } bad[] = {
    { "", "PHONE_LENGTH" },              { "+", "PHONE_LENGTH" },           { "+7701000006", "PHONE_LENGTH" },
    { "+770100000678", "PHONE_LENGTH" }, { "+7010000067", "PHONE_LENGTH" }, { "87010000067x", "PHONE_FORM" },
    { "8701+0000067", "PHONE_FORM" },    { "++77010000067", "PHONE_FORM" }, { "+87010000067", "PHONE_COUNTRY" },
    { "+99670100000", "PHONE_COUNTRY" }, { "97010000067", "PHONE_COUNTRY" }, { "+77270000067", "PHONE_MOBILE" },
    { "+77030000067", "PHONE_MOBILE" },  { "8701000006\xff", "PHONE_FORM" },
};

NES_TEST(a_wrong_mobile_number_tells_why, .rules = "6.1.d, 6.2.f", .kind = NES_REFUSES)
{
    struct nes_phone_mask mask = shipped();

    for (size_t i = 0; i < NES_LEN(bad); i++) {
        struct nes_phone phone;

        NES_WANT_FAULT(bad[i].text, nes_phone_read(nes_str_of(bad[i].text), &mask, &phone), bad[i].code);
    }
}

/* 7(?:0[0-25-8]|47|6[0-4]|7[15-8]|85): regulation 6.3, written out by hand. */
static bool reference(int prefix)
{
    int tens = prefix / 10 % 10, ones = prefix % 10;

    if (prefix / 100 != 7) {
        return false;
    }
    return (tens == 0 && (ones <= 2 || (ones >= 5 && ones <= 8))) || (tens == 4 && ones == 7) ||
           (tens == 6 && ones <= 4) || (tens == 7 && (ones == 1 || (ones >= 5 && ones <= 8))) ||
           (tens == 8 && ones == 5);
}

NES_TEST(all_thousand_prefixes_agree_with_the_source)
{
    struct nes_phone_mask mask = shipped();

    for (int prefix = 0; prefix < 1000; prefix++) {
        char text[] = "+7___0000000";
        struct nes_phone phone;

        text[2] = (char)('0' + prefix / 100);
        text[3] = (char)('0' + prefix / 10 % 10);
        text[4] = (char)('0' + prefix % 10);
        NES_WANT(text, reference(prefix) == !nes_phone_read(nes_str_of(text), &mask, &phone).what);
    }
}

NES_TEST(prefixes_are_a_setting)
{
    struct nes_phone_mask mask;
    struct nes_phone phone;

    NES_WANT_OK(nes_phone_mask_read(NES_STR("709, 999"), &mask));
    NES_WANT_OK(nes_phone_read(NES_STR("+77090000067"), &mask, &phone));
    NES_WANT_FAULT("not listed now", nes_phone_read(NES_STR("+77010000067"), &mask, &phone), "PHONE_MOBILE");
    NES_WANT_FAULT("empty", nes_phone_mask_read(NES_STR(""), &mask), "PHONE_MASK");
    NES_WANT_FAULT("backwards", nes_phone_mask_read(NES_STR("702-700"), &mask), "PHONE_MASK");
    NES_WANT_FAULT("short", nes_phone_mask_read(NES_STR("70"), &mask), "PHONE_MASK");
    NES_WANT_FAULT("a hanging comma", nes_phone_mask_read(NES_STR("700,"), &mask), "PHONE_MASK");
}

NES_TEST(a_masked_number_shows_prefix_and_two_digits)
{
    struct nes_phone_mask mask = shipped();
    struct nes_phone phone;
    char text[NES_PHONE_MASKED + 1];

    NES_WANT_OK(nes_phone_read(NES_STR("87011234567"), &mask, &phone));
    nes_phone_masked(&phone, text);
    NES_WANT_STR("masked", nes_str_of(text), "+7 701 *** ** 67");
}
