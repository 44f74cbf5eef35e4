#include "ident/account.h"

#include <string.h>

#include "ident/ident_faults.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The number that the text stands for in ISO 7064, A as 10 to Z as 35, modulo 97, the first four characters last. */
static unsigned mod_97(const char text[NES_IBAN_CHARS])
{
    unsigned rest = 0;

    for (size_t i = 0; i < NES_IBAN_CHARS; i++) {
        char c = text[(i + 4) % NES_IBAN_CHARS];
        unsigned value = is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;

        rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
    }
    return rest;
}

static struct nes_err iban_form(const char text[NES_IBAN_CHARS])
{
    if (text[0] != 'K' || text[1] != 'Z') {
        return NES_FAIL(IBAN_COUNTRY, NULL);
    }
    for (size_t i = 2; i < NES_IBAN_CHARS; i++) {
        if (!is_digit(text[i]) && (i < 7 || text[i] < 'A' || text[i] > 'Z')) {
            return NES_FAIL(IBAN_FORM, NULL);
        }
    }
    return NES_FINE;
}

struct nes_err nes_iban_read(struct nes_str text, struct nes_iban *out)
{
    struct nes_iban iban = { 0 };
    size_t n = 0;
    unsigned check;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ') {
            continue;
        }
        if (n == NES_IBAN_CHARS) {
            return NES_FAIL(IBAN_LENGTH, NULL);
        }
        iban.text[n++] = upper(text.ptr[i]);
    }
    if (n != NES_IBAN_CHARS) {
        return NES_FAIL(IBAN_LENGTH, NULL);
    }
    NES_TRY(iban_form(iban.text));
    /* Check digits are 02 to 98: 00, 01 and 99 are the same residues and are never given out (ISO 13616). */
    check = (unsigned)(iban.text[2] - '0') * 10 + (unsigned)(iban.text[3] - '0');
    if (check < 2 || check > 98 || mod_97(iban.text) != 1) {
        return NES_FAIL(IBAN_CHECK, NULL);
    }
    memcpy(iban.bank, iban.text + 4, 3);
    *out = iban;
    return NES_FINE;
}

static bool luhn(const char *digits, size_t n)
{
    int sum = 0;

    for (size_t i = 0; i < n; i++) {
        int digit = digits[n - 1 - i] - '0';

        digit = i % 2 == 1 ? digit * 2 : digit;
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

struct nes_err nes_card_read(struct nes_str text, struct nes_card *out)
{
    struct nes_card card = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == ' ' || c == '-') {
            continue;
        }
        if (!is_digit(c)) {
            return NES_FAIL(CARD_DIGITS, NULL);
        }
        if (n == NES_CARD_DIGITS_MAX) {
            return NES_FAIL(CARD_LENGTH, NULL);
        }
        card.digits[n++] = c;
    }
    if (n < 13) {
        return NES_FAIL(CARD_LENGTH, NULL);
    }
    if (!luhn(card.digits, n)) {
        return NES_FAIL(CARD_CHECK, NULL);
    }
    for (size_t i = 0; i < n; i++) {
        card.masked[i] = i < 6 || i + 4 >= n ? card.digits[i] : '*';
    }
    *out = card;
    return NES_FINE;
}

bool nes_card_inside(struct nes_str text)
{
    char digits[NES_CARD_DIGITS_MAX + 1];
    size_t n = 0;

    for (size_t i = 0; i <= text.len; i++) {
        char c = '.'; /* past the end: ends a row of digits */

        if (i < text.len) {
            c = text.ptr[i];
        }
        if (is_digit(c)) {
            digits[n < NES_CARD_DIGITS_MAX ? n : NES_CARD_DIGITS_MAX] = c;
            n++;
            continue;
        }
        if ((c == ' ' || c == '-') && n > 0) {
            continue;
        }
        if (n >= 13 && n <= NES_CARD_DIGITS_MAX && luhn(digits, n)) {
            return true;
        }
        n = 0;
    }
    return false;
}
