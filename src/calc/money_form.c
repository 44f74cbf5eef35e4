/* src/calc/money_form.c: amounts as people write them. */
#include <stdbool.h>

#include "calc/calc_faults.h"
#include "calc/money.h"

#define NO_BREAK "\xC2\xA0"

struct nes_str nes_money_show(struct nes_money amount, enum nes_money_form form, char out[NES_MONEY_FORM_TEXT])
{
    uint64_t rest = amount.tiyn < 0 ? 0 - (uint64_t)amount.tiyn : (uint64_t)amount.tiyn;
    bool english = form == NES_MONEY_EN;
    size_t at = NES_MONEY_FORM_TEXT;

    for (int place = 0; place < 3 || rest > 0; place++) {
        if (place == 2) {
            out[--at] = english ? '.' : ',';
        } else if (place > 2 && (place - 2) % 3 == 0) {
            if (!english) {
                out[--at] = NO_BREAK[1];
            }
            out[--at] = english ? ',' : NO_BREAK[0];
        }
        out[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (amount.tiyn < 0) {
        out[--at] = '-';
    }
    return (struct nes_str){ out + at, NES_MONEY_FORM_TEXT - at };
}

/* Bytes of the group separator at the head of the text, 0 if there is none. */
static size_t separator(struct nes_str text, bool english)
{
    if (english) {
        return nes_str_starts(text, NES_STR(",")) ? 1 : 0;
    }
    if (nes_str_starts(text, NES_STR(" "))) {
        return 1;
    }
    if (nes_str_starts(text, NES_STR(NO_BREAK))) {
        return 2;
    }
    return nes_str_starts(text, NES_STR("\xE2\x80\xAF")) ? 3 : 0;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Copies the whole part without separators into `plain`; false where it is not of their form. */
static bool join_groups(struct nes_str whole, bool english, char *plain, size_t *len)
{
    size_t group = 0;
    bool grouped = false;

    for (size_t at = 0; at < whole.len;) {
        size_t skip = separator(nes_str_from(whole, at), english);

        if (skip > 0) {
            if (group == 0 || group > 3 || (grouped && group != 3)) {
                return false;
            }
            grouped = true;
            group = 0;
            at += skip;
        } else if (digit(whole.ptr[at]) && *len < NES_MONEY_TEXT) {
            plain[(*len)++] = whole.ptr[at++];
            group++;
        } else {
            return false;
        }
    }
    return !grouped || group == 3;
}

struct nes_err nes_money_take(struct nes_str text, enum nes_money_form form, struct nes_money *out)
{
    bool english = form == NES_MONEY_EN;
    char plain[NES_MONEY_TEXT + 4];
    size_t len = 0;
    struct nes_str rest = text, whole, part;
    struct nes_money size;

    if (nes_str_starts(text, NES_STR("-"))) {
        rest = nes_str_from(text, 1);
    } else if (nes_str_starts(text, NES_STR("\xE2\x88\x92"))) {
        rest = nes_str_from(text, 3);
    }
    if (rest.len < text.len) {
        plain[len++] = '-';
    }
    if (nes_str_cut(rest, english ? '.' : ',', &whole, &part) && (part.len < 1 || part.len > 2)) {
        return NES_FAIL(MONEY_FORM, NULL);
    }
    if (!join_groups(whole, english, plain, &len)) {
        return NES_FAIL(MONEY_FORM, NULL);
    }
    if (part.len > 0) {
        plain[len++] = '.';
    }
    for (size_t i = 0; i < part.len; i++) {
        plain[len++] = part.ptr[i];
    }
    NES_TRY(nes_money_read((struct nes_str){ plain, len }, &size));
    *out = size;
    return NES_FINE;
}
