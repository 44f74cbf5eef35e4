#include "pki/der.h"

#include "pki/pki_faults.h"

static uint8_t byte_at(struct nes_str in, size_t at)
{
    return (uint8_t)in.ptr[at];
}

/* Length of the contents and of the header before them. */
static struct nes_err read_length(struct nes_str in, size_t *header, size_t *length)
{
    size_t octets, value = 0;

    if (in.len < 2) {
        return NES_FAIL(PKI_DER, "header");
    }
    *header = 2;
    *length = byte_at(in, 1);
    if (*length < 0x80) {
        return NES_FINE;
    }
    octets = *length & 0x7f;
    if (octets < 1 || octets > 4 || in.len < 2 + octets || byte_at(in, 2) == 0) {
        return NES_FAIL(PKI_DER, "length");
    }
    for (size_t i = 0; i < octets; i++) {
        value = value << 8 | byte_at(in, 2 + i);
    }
    if (value < 0x80) {
        return NES_FAIL(PKI_DER, "length");
    }
    *header = 2 + octets;
    *length = value;
    return NES_FINE;
}

struct nes_err nes_der_next(struct nes_str *in, struct nes_der *out)
{
    size_t header, length;

    NES_TRY(read_length(*in, &header, &length));
    if ((byte_at(*in, 0) & 0x1f) == 0x1f || byte_at(*in, 0) == 0) {
        return NES_FAIL(PKI_DER, "tag");
    }
    if (length > in->len - header) {
        return NES_FAIL(PKI_DER, "length");
    }
    out->tag = byte_at(*in, 0);
    out->whole = (struct nes_str){ in->ptr, header + length };
    out->body = (struct nes_str){ in->ptr + header, length };
    in->ptr += header + length;
    in->len -= header + length;
    return NES_FINE;
}

struct nes_err nes_der_take(struct nes_str *in, int tag, struct nes_str *body)
{
    struct nes_str rest = *in;
    struct nes_der element;

    NES_TRY(nes_der_next(&rest, &element));
    if (element.tag != tag) {
        return NES_FAIL(PKI_DER, "tag");
    }
    *in = rest;
    *body = element.body;
    return NES_FINE;
}

bool nes_der_is(struct nes_str in, int tag)
{
    return in.len > 0 && byte_at(in, 0) == tag;
}

struct nes_err nes_der_end(struct nes_str in, const char *what)
{
    return in.len > 0 ? NES_FAIL(PKI_DER, what) : NES_FINE;
}

struct nes_err nes_der_only(struct nes_str in, int tag, struct nes_str *body)
{
    NES_TRY(nes_der_take(&in, tag, body));
    return nes_der_end(in, "trailing");
}

static struct nes_err check_integer(struct nes_str body)
{
    if (body.len == 0) {
        return NES_FAIL(PKI_DER, "integer");
    }
    if (body.len > 1 && ((byte_at(body, 0) == 0 && byte_at(body, 1) < 0x80) ||
                         (byte_at(body, 0) == 0xff && byte_at(body, 1) >= 0x80))) {
        return NES_FAIL(PKI_DER, "integer");
    }
    return NES_FINE;
}

struct nes_err nes_der_integer(struct nes_str *in, struct nes_str *body)
{
    NES_TRY(nes_der_take(in, NES_DER_INTEGER, body));
    return check_integer(*body);
}

struct nes_err nes_der_small(struct nes_str *in, int tag, int64_t *out)
{
    struct nes_str body;
    int64_t value = 0;

    NES_TRY(nes_der_take(in, tag, &body));
    NES_TRY(check_integer(body));
    if (body.len > 8 || byte_at(body, 0) >= 0x80) {
        return NES_FAIL(PKI_DER, "integer");
    }
    for (size_t i = 0; i < body.len; i++) {
        value = value << 8 | byte_at(body, i);
    }
    *out = value;
    return NES_FINE;
}

struct nes_err nes_der_octet_bits(struct nes_str *in, struct nes_str *body)
{
    NES_TRY(nes_der_take(in, NES_DER_BITS, body));
    if (body->len < 1 || byte_at(*body, 0) != 0) {
        return NES_FAIL(PKI_DER, "bits");
    }
    body->ptr++;
    body->len--;
    return NES_FINE;
}

struct nes_err nes_der_bool(struct nes_str *in, bool *out)
{
    struct nes_str body;

    NES_TRY(nes_der_take(in, NES_DER_BOOLEAN, &body));
    if (body.len != 1 || (byte_at(body, 0) != 0 && byte_at(body, 0) != 0xff)) {
        return NES_FAIL(PKI_DER, "boolean");
    }
    *out = byte_at(body, 0) != 0;
    return NES_FINE;
}

struct nes_err nes_der_oid(struct nes_str *in, struct nes_str *body)
{
    bool first = true;

    NES_TRY(nes_der_take(in, NES_DER_OID, body));
    if (body->len == 0 || byte_at(*body, body->len - 1) >= 0x80) {
        return NES_FAIL(PKI_DER, "identifier");
    }
    for (size_t i = 0; i < body->len; i++) {
        if (first && byte_at(*body, i) == 0x80) {
            return NES_FAIL(PKI_DER, "identifier");
        }
        first = byte_at(*body, i) < 0x80;
    }
    return NES_FINE;
}

/* Two digits at `at`, or -1. */
static int two(struct nes_str text, size_t at)
{
    int high = text.ptr[at] - '0', low = text.ptr[at + 1] - '0';

    return high < 0 || high > 9 || low < 0 || low > 9 ? -1 : high * 10 + low;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
static int64_t days_to(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month > 2 ? year : year - 1, era = y / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

    return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

/* MMDDhhmmss at the head of `text`. */
static struct nes_err read_moment(int64_t year, struct nes_str text, int64_t *at_us)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int month = two(text, 0), day = two(text, 2), hour = two(text, 4), minute = two(text, 6), second = two(text, 8);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1] + (month == 2 && leap) || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        return NES_FAIL(PKI_DER, "time");
    }
    *at_us = ((days_to(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    *at_us *= 1'000'000;
    return NES_FINE;
}

/* Decimals of a second between the point and the Z, as DER wants them: at least one, the last not 0. */
static struct nes_err add_fraction(struct nes_str text, int64_t *at_us)
{
    int64_t unit = 100'000;

    if (text.len < 2 || text.ptr[0] != '.' || text.ptr[text.len - 1] == '0') {
        return NES_FAIL(PKI_DER, "time");
    }
    for (size_t i = 1; i < text.len; i++) {
        int digit = text.ptr[i] - '0';

        if (digit < 0 || digit > 9) {
            return NES_FAIL(PKI_DER, "time");
        }
        *at_us += digit * unit;
        unit /= 10;
    }
    return NES_FINE;
}

struct nes_err nes_der_time(struct nes_str *in, int64_t *at_us)
{
    struct nes_der element;
    struct nes_str text;
    int century, year;
    bool full;

    NES_TRY(nes_der_next(in, &element));
    full = element.tag == NES_DER_GENERALIZED;
    text = element.body;
    if ((!full && element.tag != NES_DER_UTC) || text.len < (full ? 15U : 13U) || text.ptr[text.len - 1] != 'Z') {
        return NES_FAIL(PKI_DER, "time");
    }
    year = two(text, full ? 2 : 0);
    century = full ? two(text, 0) : year < 50 ? 20 : 19;
    text = nes_str_part(text, full ? 4 : 2, text.len - (full ? 5 : 3));
    if (year < 0 || century < 0 || (!full && text.len != 10)) {
        return NES_FAIL(PKI_DER, "time");
    }
    NES_TRY(read_moment(century * 100 + year, text, at_us));
    return text.len > 10 ? add_fraction(nes_str_from(text, 10), at_us) : NES_FINE;
}

struct nes_err nes_der_no_parameters(struct nes_str in, const char *what)
{
    struct nes_str body;

    if (in.len == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_der_take(&in, NES_DER_NULL, &body));
    return body.len > 0 || in.len > 0 ? NES_FAIL(PKI_DER, what) : NES_FINE;
}

static struct nes_err check_tree(struct nes_str in, int depth)
{
    if (depth > NES_DER_DEPTH_MAX) {
        return NES_FAIL(PKI_DER, "depth");
    }
    while (in.len > 0) {
        struct nes_der element;

        NES_TRY(nes_der_next(&in, &element));
        if (element.tag & 0x20) {
            NES_TRY(check_tree(element.body, depth + 1));
        }
    }
    return NES_FINE;
}

struct nes_err nes_der_tree(struct nes_str in)
{
    return check_tree(in, 0);
}

struct nes_str nes_oid_text(struct nes_arena *arena, struct nes_str body)
{
    struct nes_buf buf = nes_buf_begin(arena, 400);
    struct nes_str text = { 0 };
    uint64_t part = 0;
    bool first = true;

    for (size_t i = 0; i < body.len; i++) {
        part = part << 7 | (byte_at(body, i) & 0x7f);
        if (part >> 56) {
            return NES_STR("?");
        }
        if (byte_at(body, i) & 0x80) {
            continue;
        }
        if (first) {
            nes_buf_int(&buf, part < 80 ? (int64_t)(part / 40) : 2);
            part -= part < 80 ? part / 40 * 40 : 80;
            first = false;
        }
        nes_buf_byte(&buf, '.');
        nes_buf_int(&buf, (int64_t)part);
        part = 0;
    }
    return nes_buf_done(&buf, &text).what ? NES_STR("?") : text;
}
