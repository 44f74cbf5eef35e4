#include "pki/der_write.h"

#include "pki/der.h"

void nes_der_add(struct nes_buf *to, int tag, struct nes_str body)
{
    size_t octets = 0;

    nes_buf_byte(to, (char)tag);
    if (body.len < 0x80) {
        nes_buf_byte(to, (char)body.len);
    } else {
        for (size_t rest = body.len; rest > 0; rest >>= 8) {
            octets++;
        }
        nes_buf_byte(to, (char)(0x80 | octets));
        for (size_t i = octets; i-- > 0;) {
            nes_buf_byte(to, (char)(body.len >> 8 * i & 0xff));
        }
    }
    nes_buf_add(to, body);
}

void nes_der_add_int(struct nes_buf *to, int tag, int64_t number)
{
    char octets[9];
    size_t at = sizeof(octets);

    NES_ASSERT(number >= 0);
    do {
        octets[--at] = (char)(number & 0xff);
        number >>= 8;
    } while (number > 0);
    if (octets[at] & 0x80) {
        octets[--at] = 0;
    }
    nes_der_add(to, tag, (struct nes_str){ octets + at, sizeof(octets) - at });
}

void nes_der_add_magnitude(struct nes_buf *to, struct nes_str octets)
{
    char buffer[1025] = { 0 };

    while (octets.len > 1 && octets.ptr[0] == 0) {
        octets = nes_str_from(octets, 1);
    }
    NES_ASSERT(octets.len > 0 && octets.len < sizeof(buffer));
    for (size_t i = 0; i < octets.len; i++) {
        buffer[1 + i] = octets.ptr[i];
    }
    nes_der_add(to, NES_DER_INTEGER,
                octets.ptr[0] & 0x80 ? (struct nes_str){ buffer, octets.len + 1 } : octets);
}

static void two_digits(char *to, int64_t number)
{
    to[0] = (char)('0' + number / 10 % 10);
    to[1] = (char)('0' + number % 10);
}

void nes_der_add_time(struct nes_buf *to, int64_t at_us)
{
    int64_t seconds = at_us / 1'000'000, days = seconds / 86'400, rest = seconds % 86'400;
    int64_t shifted = days + 719'468, era = shifted / 146'097, of_era = shifted % 146'097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    char text[15];

    NES_ASSERT(at_us >= 0);
    two_digits(text + 6, of_year - (153 * month + 2) / 5 + 1);
    year += era * 400 + (month >= 10);
    two_digits(text + 4, month < 10 ? month + 3 : month - 9);
    two_digits(text, year / 100);
    two_digits(text + 2, year % 100);
    two_digits(text + 8, rest / 3600);
    two_digits(text + 10, rest / 60 % 60);
    two_digits(text + 12, rest % 60);
    text[14] = 'Z';
    nes_der_add(to, NES_DER_GENERALIZED, (struct nes_str){ text, sizeof(text) });
}
