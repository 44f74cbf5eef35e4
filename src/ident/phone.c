#include "ident/phone.h"

#include <string.h>

#include "ident/ident_faults.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int three_digits(const char *at)
{
    return (at[0] - '0') * 100 + (at[1] - '0') * 10 + (at[2] - '0');
}

/* "700" or "700-702" into a closed range. */
static bool range_of(struct nes_str part, int *first, int *last)
{
    if (part.len != 3 && (part.len != 7 || part.ptr[3] != '-')) {
        return false;
    }
    for (size_t i = 0; i < part.len; i++) {
        if (i != 3 && !is_digit(part.ptr[i])) {
            return false;
        }
    }
    *first = three_digits(part.ptr);
    *last = part.len == 3 ? *first : three_digits(part.ptr + 4);
    return *first <= *last;
}

struct nes_err nes_phone_mask_read(struct nes_str text, struct nes_phone_mask *out)
{
    struct nes_phone_mask mask = { 0 };
    bool more = true;

    while (more) {
        struct nes_str part;
        int first, last;

        more = nes_str_cut(text, ',', &part, &text);
        if (!range_of(nes_str_trim(part), &first, &last)) {
            return NES_FAIL(PHONE_MASK, NULL);
        }
        for (int prefix = first; prefix <= last; prefix++) {
            mask.bits[prefix / 8] = (uint8_t)(mask.bits[prefix / 8] | 1u << prefix % 8);
        }
    }
    *out = mask;
    return NES_FINE;
}

/* Length of what is passed over at the front of `text`, 0 if nothing is. */
static size_t skipped(struct nes_str text)
{
    static const char *const wide[] = { "\u00a0", "\u202f", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014" };

    if (strchr(" -()", text.ptr[0]) && text.ptr[0] != '\0') {
        return 1;
    }
    for (size_t i = 0; i < NES_LEN(wide); i++) {
        if (nes_str_starts(text, nes_str_of(wide[i]))) {
            return strlen(wide[i]);
        }
    }
    return 0;
}

#define MOST 11

/* The digits alone. Whether a + stood before all of them is told, too. */
static struct nes_err digits_of(struct nes_str text, char digits[MOST], size_t *n, bool *plus)
{
    *n = 0;
    *plus = false;
    while (text.len > 0) {
        size_t skip = skipped(text);

        if (skip > 0) {
            text = nes_str_from(text, skip);
            continue;
        }
        if (text.ptr[0] == '+' && *n == 0 && !*plus) {
            *plus = true;
        } else if (!is_digit(text.ptr[0])) {
            return NES_FAIL(PHONE_FORM, NULL);
        } else if (*n == MOST) {
            return NES_FAIL(PHONE_LENGTH, NULL);
        } else {
            digits[(*n)++] = text.ptr[0];
        }
        text = nes_str_from(text, 1);
    }
    return NES_FINE;
}

struct nes_err nes_phone_read(struct nes_str text, const struct nes_phone_mask *mask, struct nes_phone *out)
{
    struct nes_phone phone = { .text = "+7" };
    char digits[MOST];
    size_t n;
    bool plus;
    int prefix;

    NES_TRY(digits_of(text, digits, &n, &plus));
    if (n > 0 && plus && digits[0] != '7') {
        return NES_FAIL(PHONE_COUNTRY, NULL);
    }
    if (n != 11 && (n != 10 || plus)) {
        return NES_FAIL(PHONE_LENGTH, NULL);
    }
    if (n == 11 && digits[0] != '7' && digits[0] != '8') {
        return NES_FAIL(PHONE_COUNTRY, NULL);
    }
    memcpy(phone.text + 2, digits + n - 10, 10);
    prefix = three_digits(phone.text + 2);
    if ((mask->bits[prefix / 8] >> prefix % 8 & 1) == 0) {
        return NES_FAIL(PHONE_MOBILE, NULL);
    }
    *out = phone;
    return NES_FINE;
}

void nes_phone_masked(const struct nes_phone *phone, char out[NES_PHONE_MASKED + 1])
{
    memcpy(out, "+7 ___ *** ** __", NES_PHONE_MASKED + 1);
    memcpy(out + 3, phone->text + 2, 3);
    memcpy(out + 14, phone->text + 10, 2);
}
