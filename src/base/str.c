#include "base/str.h"

#include <string.h>

#include "base/base_faults.h"

static const char hex_digits[] = "0123456789abcdef";

struct nes_str nes_str_of(const char *text)
{
    return (struct nes_str){ .ptr = text, .len = text ? strlen(text) : 0 };
}

bool nes_str_eq(struct nes_str a, struct nes_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool nes_str_is(struct nes_str a, const char *text)
{
    return nes_str_eq(a, nes_str_of(text));
}

bool nes_str_find(const char *const *words, size_t len, struct nes_str word, size_t *at)
{
    for (size_t i = 0; i < len; i++) {
        if (words[i] && nes_str_is(word, words[i])) {
            *at = i;
            return true;
        }
    }
    return false;
}

size_t nes_str_place(const char *const *words, size_t len, struct nes_str word)
{
    size_t at = 0;

    NES_ASSERT(nes_str_find(words, len, word, &at));
    return at;
}

int nes_str_order(struct nes_str a, struct nes_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool nes_str_starts(struct nes_str text, struct nes_str with)
{
    return text.len >= with.len && nes_str_eq((struct nes_str){ text.ptr, with.len }, with);
}

struct nes_str nes_str_from(struct nes_str text, size_t at)
{
    if (at >= text.len) {
        return (struct nes_str){ 0 };
    }
    return (struct nes_str){ text.ptr + at, text.len - at };
}

struct nes_str nes_str_part(struct nes_str text, size_t at, size_t len)
{
    struct nes_str rest = nes_str_from(text, at);

    rest.len = rest.len < len ? rest.len : len;
    return rest;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct nes_str nes_str_trim(struct nes_str text)
{
    while (text.len > 0 && is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_space(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

struct nes_str nes_str_copy(struct nes_arena *arena, struct nes_str text)
{
    return (struct nes_str){ .ptr = nes_str_z(arena, text), .len = text.len };
}

const char *nes_str_z(struct nes_arena *arena, struct nes_str text)
{
    char *copy = nes_arena_take(arena, text.len + 1);

    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    return copy;
}

bool nes_str_cut(struct nes_str text, char by, struct nes_str *head, struct nes_str *rest)
{
    const char *at = text.len > 0 ? memchr(text.ptr, by, text.len) : NULL;

    if (!at) {
        *head = text;
        *rest = (struct nes_str){ 0 };
        return false;
    }
    *head = (struct nes_str){ text.ptr, (size_t)(at - text.ptr) };
    *rest = (struct nes_str){ at + 1, text.len - head->len - 1 };
    return true;
}

/* Length of the well-formed sequence at `at`, 0 if there is none (Unicode 15, table 3-7). */
static size_t utf8_step(struct nes_str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    size_t left = text.len - at, len;
    unsigned char low = 0x80, high = 0xbf;

    if (p[0] < 0x80) {
        return 1;
    }
    if (p[0] < 0xc2 || p[0] > 0xf4) {
        return 0;
    }
    len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : low;
    high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : high;
    if (left < len || p[1] < low || p[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < len; i++) {
        if (p[i] < 0x80 || p[i] > 0xbf) {
            return 0;
        }
    }
    return len;
}

bool nes_str_utf8(struct nes_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t step = utf8_step(text, at);

        if (step == 0) {
            return false;
        }
        at += step;
    }
    return true;
}

size_t nes_str_points(struct nes_str text)
{
    size_t points = 0;

    for (size_t i = 0; i < text.len; i++) {
        points += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    }
    return points;
}

struct nes_err nes_str_int(struct nes_str text, int64_t *out)
{
    bool minus = text.len > 0 && text.ptr[0] == '-';
    struct nes_str digits = nes_str_from(text, minus);
    int64_t number = 0;

    if (digits.len == 0 || (digits.len > 1 && digits.ptr[0] == '0') || (minus && digits.ptr[0] == '0')) {
        return NES_FAIL(NUMBER_FORM, NULL);
    }
    for (size_t i = 0; i < digits.len; i++) {
        int digit = digits.ptr[i] - '0';

        if (digit < 0 || digit > 9) {
            return NES_FAIL(NUMBER_FORM, NULL);
        }
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, minus ? -digit : digit, &number)) {
            return NES_FAIL(NUMBER_RANGE, NULL);
        }
    }
    *out = number;
    return NES_FINE;
}

struct nes_buf nes_buf_begin(struct nes_arena *arena, size_t max)
{
    return (struct nes_buf){ .arena = arena, .max = max };
}

/* Room for `more` bytes, or false with the buffer marked full. */
static bool make_room(struct nes_buf *buf, size_t more)
{
    size_t cap = buf->cap ? buf->cap : 256;
    char *wider;

    if (buf->full || more > buf->max - buf->len) {
        buf->full = true;
        return false;
    }
    if (buf->cap - buf->len >= more) {
        return true;
    }
    while (cap - buf->len < more) {
        cap *= 2;
    }
    wider = nes_arena_take(buf->arena, cap);
    if (buf->len > 0) {
        memcpy(wider, buf->ptr, buf->len);
    }
    buf->ptr = wider;
    buf->cap = cap;
    return true;
}

void nes_buf_add(struct nes_buf *buf, struct nes_str text)
{
    if (text.len > 0 && make_room(buf, text.len)) {
        memcpy(buf->ptr + buf->len, text.ptr, text.len);
        buf->len += text.len;
    }
}

void nes_buf_addz(struct nes_buf *buf, const char *text)
{
    nes_buf_add(buf, nes_str_of(text));
}

void nes_buf_byte(struct nes_buf *buf, char byte)
{
    nes_buf_add(buf, (struct nes_str){ &byte, 1 });
}

void nes_buf_int(struct nes_buf *buf, int64_t number)
{
    char digits[20];
    size_t at = sizeof(digits);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    nes_buf_add(buf, (struct nes_str){ digits + at, sizeof(digits) - at });
}

void nes_buf_hex(struct nes_buf *buf, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < len; i++) {
        nes_buf_byte(buf, hex_digits[p[i] >> 4]);
        nes_buf_byte(buf, hex_digits[p[i] & 15]);
    }
}

struct nes_str nes_str_hex(struct nes_arena *arena, const void *bytes, size_t len)
{
    struct nes_buf buf = nes_buf_begin(arena, 2 * len + 1);

    nes_buf_hex(&buf, bytes, len);
    nes_buf_byte(&buf, '\0');
    return (struct nes_str){ buf.ptr, 2 * len };
}

bool nes_str_unhex(struct nes_str text, void *bytes, size_t len)
{
    unsigned char *p = bytes;

    for (size_t i = 0; text.len == 2 * len && i < text.len; i++) {
        const char *digit = memchr(hex_digits, text.ptr[i], 16);

        if (!digit) {
            return false;
        }
        p[i / 2] = (unsigned char)((i % 2 ? p[i / 2] << 4 : 0) | (digit - hex_digits));
    }
    return text.len == 2 * len;
}

struct nes_err nes_buf_done(const struct nes_buf *buf, struct nes_str *out)
{
    if (buf->full) {
        return NES_FAIL(OUTPUT_FULL, NULL);
    }
    *out = (struct nes_str){ buf->ptr, buf->len };
    return NES_FINE;
}
