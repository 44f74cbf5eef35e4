/* src/ident/account.h: where money goes: account numbers (IBAN, ISO 13616) of Kazakhstan and card numbers (ISO/IEC
 * 7812). No memory; compiles to WebAssembly. */
#pragma once
#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

#define NES_IBAN_CHARS 20

/* The normal form: upper case, without spaces. `bank` is its three digits of the bank. */
struct nes_iban {
    char text[NES_IBAN_CHARS + 1];
    char bank[4];
};

/* Spaces are passed over, letters may be small. IBAN_LENGTH, IBAN_COUNTRY, IBAN_FORM, IBAN_CHECK. */
struct nes_err nes_iban_read(struct nes_str text, struct nes_iban *out);

#define NES_CARD_DIGITS_MAX 19

/* The whole number never leaves the call that reads it; `masked` is what may be shown: first six and last four
 * digits. */
struct nes_card {
    char digits[NES_CARD_DIGITS_MAX + 1];
    char masked[NES_CARD_DIGITS_MAX + 1];
};

/* Spaces and dashes are passed over. CARD_DIGITS, CARD_LENGTH, CARD_CHECK (Luhn). The caller wipes `out`. */
struct nes_err nes_card_read(struct nes_str text, struct nes_card *out);

/* True where the text holds a card number (13 to 19 digits in a row, spaces and dashes between them passed over, Luhn
 * holds): free text with one in it is refused, since card numbers never enter our records. */
bool nes_card_inside(struct nes_str text);
