/* src/ident/phone.h: mobile subscriber numbers of Kazakhstan. No memory; compiles to WebAssembly. */
#pragma once
#include "base/err.h"
#include "base/str.h"

/* Which three digits after +7 belong to mobile operators: one bit for each of 000 to 999. */
struct nes_phone_mask {
    uint8_t bits[125];
};

/* Public phone metadata, as of 2026; a setting, since prefixes are given out anew. */
#define NES_PHONE_MASK "700-702,705-708,747,760-764,771,775-778,785"

/* "700-702,747": three digits or ranges of them, by commas. PHONE_MASK. */
struct nes_err nes_phone_mask_read(struct nes_str text, struct nes_phone_mask *out);

#define NES_PHONE_TEXT 12
/* The normal form: +7 and ten digits. */
struct nes_phone {
    char text[NES_PHONE_TEXT + 1];
};

/* With +7, 7 or 8 in front, or the ten digits alone; spaces (also U+00A0), dashes (also U+2010 to U+2014), brackets
 * are passed over. PHONE_FORM, PHONE_LENGTH, PHONE_COUNTRY, PHONE_MOBILE. */
struct nes_err nes_phone_read(struct nes_str text, const struct nes_phone_mask *mask, struct nes_phone *out);

/* What may be shown and logged where the whole number may not: "+7 701 *** ** 67". */
#define NES_PHONE_MASKED 16
void nes_phone_masked(const struct nes_phone *phone, char out[NES_PHONE_MASKED + 1]);
