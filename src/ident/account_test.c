#include "ident/account.h"

#include <string.h>

#include "base/rand.h"
#include "test/unit/test.h"

NES_TEST(known_ibans_are_read, .rules = "8.7")
{
    static const char *const good[] = { "KZ978562203105747338", "KZ86125KZT5004100100", "KZ60999KZT0000000001" };
    struct nes_iban iban;

    for (size_t i = 0; i < NES_LEN(good); i++) {
        NES_WANT_OK(nes_iban_read(nes_str_of(good[i]), &iban));
        NES_WANT_STR("the normal form", nes_str_of(iban.text), good[i]);
    }
    NES_WANT_OK(nes_iban_read(NES_STR("kz86 125k zt50 0410 0100"), &iban));
    NES_WANT_STR("with spaces and small letters", nes_str_of(iban.text), "KZ86125KZT5004100100");
    NES_WANT_STR("its bank", nes_str_of(iban.bank), "125");
}

static const struct { const char *text, *code; } bad_ibans[] = {
    { "KZ97856220310574733", "IBAN_LENGTH" },   { "KZ9785622031057473381", "IBAN_LENGTH" },
    { "RU978562203105747338", "IBAN_COUNTRY" }, { "KZ9A8562203105747338", "IBAN_FORM" },
    { "KZ97A562203105747338", "IBAN_FORM" },    { "KZ97856-203105747338", "IBAN_FORM" },
    { "KZ978562203105747339", "IBAN_CHECK" },   { "KZ798562203105747338", "IBAN_CHECK" },
};

NES_TEST(a_wrong_iban_tells_why, .rules = "8.7", .kind = NES_REFUSES)
{
    struct nes_iban iban;

    for (size_t i = 0; i < NES_LEN(bad_ibans); i++) {
        NES_WANT_FAULT(bad_ibans[i].text, nes_iban_read(nes_str_of(bad_ibans[i].text), &iban), bad_ibans[i].code);
    }
}

/* The number written out in decimal digits, divided as on paper. */
static int paper_mod_97(const char *text)
{
    char long_form[64] = "";
    size_t n = 0;
    int rest = 0;

    for (size_t i = 0; i < NES_IBAN_CHARS; i++) {
        char c = text[(i + 4) % NES_IBAN_CHARS];

        if (c >= 'A') {
            long_form[n++] = (char)('0' + (c - 'A' + 10) / 10);
            long_form[n++] = (char)('0' + (c - 'A' + 10) % 10);
        } else {
            long_form[n++] = c;
        }
    }
    for (size_t i = 0; i < n; i++) {
        rest = (rest * 10 + (long_form[i] - '0')) % 97;
    }
    return rest;
}

/* P7. One in 97 random numbers holds, and just the numbers that the reference accepts. */
NES_TEST(iban_check_digits_agree_with_a_reference)
{
    static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t held = 0;

    for (int64_t n = nes_budget("ident.iban"); n > 0; n--) {
        char text[NES_IBAN_CHARS + 1] = "KZ";
        struct nes_iban iban;
        bool wanted;

        for (size_t i = 2; i < NES_IBAN_CHARS; i++) {
            text[i] = alphabet[nes_rand_below(&rand, i < 7 ? 10 : 36)];
        }
        wanted = paper_mod_97(text) == 1 && strncmp(text + 2, "00", 2) != 0 && strncmp(text + 2, "01", 2) != 0 &&
                 strncmp(text + 2, "99", 2) != 0;
        NES_WANT(text, wanted == !nes_iban_read(nes_str_of(text), &iban).what);
        held += wanted;
    }
    NES_WANT("some hold", held > 0);
}

NES_TEST(card_numbers_show_six_and_four_digits)
{
    struct nes_card card;

    NES_WANT_OK(nes_card_read(NES_STR("4000 0000-0000 0002"), &card)); /* a test number that no bank issues */
    NES_WANT_STR("masked", nes_str_of(card.masked), "400000******0002");
    NES_WANT_STR("digits", nes_str_of(card.digits), "4000000000000002");
    NES_WANT_FAULT("one digit off", nes_card_read(NES_STR("4000000000000003"), &card), "CARD_CHECK");
    NES_WANT_FAULT("two swapped", nes_card_read(NES_STR("0400000000000002"), &card), "CARD_CHECK");
    NES_WANT_FAULT("short", nes_card_read(NES_STR("400000000002"), &card), "CARD_LENGTH");
    NES_WANT_FAULT("long", nes_card_read(NES_STR("40000000000000000000"), &card), "CARD_LENGTH");
    NES_WANT_FAULT("a letter", nes_card_read(NES_STR("400000000000000x"), &card), "CARD_DIGITS");
}

NES_TEST(a_card_number_inside_text_is_seen, .rules = "11.2", .kind = NES_REFUSES)
{
    NES_WANT("in a sentence", nes_card_inside(NES_STR("my card is 4000 0000 0000 0002, thanks")));
    NES_WANT("at the end", nes_card_inside(NES_STR("карта 4000-0000-0000-0002")));
    NES_WANT("an IIN is none", !nes_card_inside(NES_STR("ИИН 800416100254")));
    NES_WANT("Luhn fails", !nes_card_inside(NES_STR("4000000000000001")));
    NES_WANT("a longer row", !nes_card_inside(NES_STR("40000000000000020000001")));
    NES_WANT("nothing", !nes_card_inside(NES_STR("")));
}
