#include "json/instant.h"

#include "base/clock.h"
#include "calc/date.h"
#include "json/json_faults.h"

#define DAY_1970 719'163 /* as struct nes_date counts */

static void put_digits(char *out, int64_t number, int places)
{
    for (int at = places - 1; at >= 0; at--) {
        out[at] = (char)('0' + number % 10);
        number /= 10;
    }
}

struct nes_str nes_instant_write(int64_t instant_us, char out[NES_INSTANT_TEXT + 1])
{
    int64_t days = instant_us / NES_DAY_US - (instant_us % NES_DAY_US < 0);
    int64_t us = instant_us - days * NES_DAY_US, seconds = us / 1'000'000;

    (void)nes_date_write((struct nes_date){ (int32_t)(days + DAY_1970) }, out);
    out[10] = 'T';
    put_digits(out + 11, seconds / 3'600, 2);
    out[13] = ':';
    put_digits(out + 14, seconds / 60 % 60, 2);
    out[16] = ':';
    put_digits(out + 17, seconds % 60, 2);
    out[19] = '.';
    put_digits(out + 20, us % 1'000'000, 6);
    out[26] = 'Z';
    out[27] = '\0';
    return (struct nes_str){ out, NES_INSTANT_TEXT };
}

static bool read_digits(struct nes_str text, int64_t *out)
{
    int64_t number = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    *out = number;
    return text.len > 0;
}

static bool read_fraction(struct nes_str text, int64_t *us)
{
    if (!read_digits(text, us) || text.len > 6) {
        return false;
    }
    for (size_t i = text.len; i < 6; i++) {
        *us *= 10;
    }
    return true;
}

struct nes_err nes_instant_read(struct nes_str text, int64_t *out)
{
    int64_t hour, minute, second, us = 0;
    struct nes_date date;

    if (text.len < 20 || text.ptr[10] != 'T' || text.ptr[13] != ':' || text.ptr[16] != ':' ||
        text.ptr[text.len - 1] != 'Z' || !read_digits(nes_str_part(text, 11, 2), &hour) ||
        !read_digits(nes_str_part(text, 14, 2), &minute) || !read_digits(nes_str_part(text, 17, 2), &second) ||
        hour > 23 || minute > 59 || second > 59) {
        return NES_FAIL(INSTANT_FORM, NULL);
    }
    if (text.len > 20 && (text.ptr[19] != '.' || !read_fraction(nes_str_part(text, 20, text.len - 21), &us))) {
        return NES_FAIL(INSTANT_FORM, NULL);
    }
    NES_TRY(nes_date_read(nes_str_part(text, 0, 10), &date));
    *out = (date.day - (int64_t)DAY_1970) * NES_DAY_US + (hour * 3'600 + minute * 60 + second) * 1'000'000 + us;
    return NES_FINE;
}
