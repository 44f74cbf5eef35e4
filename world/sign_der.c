/* world/sign_der.c: writing DER. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "json/json.h"
#include "world/sign.h"

#define DER_MAX (64U << 20)

static struct nes_str done(struct nes_buf *buf)
{
    struct nes_str text;

    NES_ASSERT(!nes_buf_done(buf, &text).what);
    return text;
}

struct nes_str nes_asn_join(struct nes_arena *arena, const struct nes_str *parts, size_t n)
{
    struct nes_buf buf = nes_buf_begin(arena, DER_MAX);

    for (size_t i = 0; i < n; i++) {
        nes_buf_add(&buf, parts[i]);
    }
    return done(&buf);
}

struct nes_str nes_asn_of(struct nes_arena *arena, int tag, const struct nes_str *parts, size_t n)
{
    struct nes_buf buf = nes_buf_begin(arena, DER_MAX);
    size_t len = 0, octets = 1;

    for (size_t i = 0; i < n; i++) {
        len += parts[i].len;
    }
    nes_buf_byte(&buf, (char)tag);
    if (len < 0x80) {
        nes_buf_byte(&buf, (char)len);
    } else {
        while (len >> 8 * octets) {
            octets++;
        }
        nes_buf_byte(&buf, (char)(0x80 | octets));
        while (octets-- > 0) {
            nes_buf_byte(&buf, (char)(len >> 8 * octets & 0xff));
        }
    }
    for (size_t i = 0; i < n; i++) {
        nes_buf_add(&buf, parts[i]);
    }
    return done(&buf);
}

static void add_base128(struct nes_buf *buf, unsigned long number)
{
    int groups = 1;

    while (number >> 7 * groups) {
        groups++;
    }
    while (groups-- > 0) {
        nes_buf_byte(buf, (char)((number >> 7 * groups & 0x7f) | (groups > 0 ? 0x80 : 0)));
    }
}

struct nes_str nes_asn_oid(struct nes_arena *arena, const char *dotted)
{
    struct nes_buf buf = nes_buf_begin(arena, 64);
    char *at;
    unsigned long first = strtoul(dotted, &at, 10), number;

    NES_ASSERT(*at == '.');
    number = 40 * first + strtoul(at + 1, &at, 10);
    add_base128(&buf, number);
    while (*at == '.') {
        add_base128(&buf, strtoul(at + 1, &at, 10));
    }
    NES_ASSERT(*at == '\0');
    return NES_ASN(arena, NES_ASN_OID, done(&buf));
}

struct nes_str nes_asn_number(struct nes_arena *arena, struct nes_str magnitude)
{
    while (magnitude.len > 1 && magnitude.ptr[0] == '\0') {
        magnitude = nes_str_from(magnitude, 1);
    }
    return NES_ASN(arena, NES_ASN_INTEGER, magnitude.ptr[0] & 0x80 ? (struct nes_str){ "\0", 1 } : NES_STR(""),
                   magnitude);
}

struct nes_str nes_asn_int(struct nes_arena *arena, int tag, int64_t number)
{
    char octets[9] = { 0 };
    size_t from = 0;

    NES_ASSERT(number >= 0);
    for (size_t i = 0; i < 8; i++) {
        octets[8 - i] = (char)(number >> 8 * i & 0xff);
    }
    while (from < 8 && octets[from] == '\0' && !(octets[from + 1] & 0x80)) {
        from++;
    }
    return NES_ASN(arena, tag, (struct nes_str){ octets + from, 9 - from });
}

struct nes_str nes_asn_bits(struct nes_arena *arena, struct nes_str octets)
{
    return NES_ASN(arena, NES_ASN_BITS, (struct nes_str){ "\0", 1 }, octets);
}

static void put_digits(struct nes_buf *buf, int64_t number, int digits)
{
    int64_t under = 1;

    for (int i = 1; i < digits; i++) {
        under *= 10;
    }
    for (; under > 0; under /= 10) {
        nes_buf_byte(buf, (char)('0' + number / under % 10));
    }
}

/* "YYMMDDhhmmssZ", the year in four digits where told so. */
static struct nes_str instant(struct nes_arena *arena, int64_t at_us, int year_digits)
{
    struct nes_buf buf = nes_buf_begin(arena, 32);
    struct nes_civil civil = nes_date_civil(nes_date_at(at_us - NES_ALMATY_OFFSET_US));
    int64_t second = (at_us % NES_DAY_US + NES_DAY_US) % NES_DAY_US / 1'000'000;

    put_digits(&buf, civil.year, year_digits);
    put_digits(&buf, civil.month, 2);
    put_digits(&buf, civil.day, 2);
    put_digits(&buf, second / 3600, 2);
    put_digits(&buf, second / 60 % 60, 2);
    put_digits(&buf, second % 60, 2);
    nes_buf_byte(&buf, 'Z');
    return done(&buf);
}

struct nes_str nes_asn_general(struct nes_arena *arena, int64_t at_us)
{
    return NES_ASN(arena, NES_ASN_TIME, instant(arena, at_us, 4));
}

struct nes_str nes_asn_time(struct nes_arena *arena, int64_t at_us)
{
    if (nes_date_civil(nes_date_at(at_us - NES_ALMATY_OFFSET_US)).year > 2049) {
        return nes_asn_general(arena, at_us);
    }
    return NES_ASN(arena, NES_ASN_UTC, instant(arena, at_us, 2));
}

static int by_octets(const void *a, const void *b)
{
    return nes_str_order(*(const struct nes_str *)a, *(const struct nes_str *)b);
}

struct nes_str nes_asn_sorted(struct nes_arena *arena, int tag, struct nes_str *parts, size_t n)
{
    qsort(parts, n, sizeof(*parts), by_octets);
    return nes_asn_of(arena, tag, parts, n);
}

struct nes_str nes_asn_alg(struct nes_arena *arena, const char *dotted)
{
    return NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, dotted), NES_ASN_NULL);
}
