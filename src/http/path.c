#include "http/path.h"

#include <string.h>

#include "http/http_faults.h"

static int hex_of(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return -1;
}

static bool decode_at(struct nes_str raw, size_t at, char *out)
{
    int high = at + 2 < raw.len ? hex_of(raw.ptr[at + 1]) : -1, low = at + 2 < raw.len ? hex_of(raw.ptr[at + 2]) : -1;

    if (high < 0 || low < 0) {
        return false;
    }
    *out = (char)(unsigned char)(high << 4 | low);
    return true;
}

static bool decode(struct nes_arena *arena, struct nes_str raw, bool plus, struct nes_str *out)
{
    char *text = nes_arena_take(arena, raw.len + 1);
    size_t len = 0;

    for (size_t at = 0; at < raw.len; at++) {
        char c = raw.ptr[at];

        if (c == '%') {
            if (!decode_at(raw, at, &c)) {
                return false;
            }
            at += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        if ((unsigned char)c < 0x20 || c == 0x7f) {
            return false;
        }
        text[len++] = c;
    }
    *out = (struct nes_str){ text, len };
    return nes_str_utf8(*out);
}

struct nes_err nes_path_decode(struct nes_arena *arena, struct nes_str raw, struct nes_str *out)
{
    if (!decode(arena, raw, false, out) || memchr(out->ptr, '/', out->len)) {
        return NES_FAIL(HTTP_BROKEN, NULL);
    }
    return NES_FINE;
}

struct nes_err nes_query_read(struct nes_arena *arena, struct nes_str raw, struct nes_pairs *out)
{
    struct nes_pair *pairs = NES_NEW_MANY(arena, struct nes_pair, NES_QUERY_MAX);
    size_t len = 0;

    while (raw.len > 0) {
        struct nes_str pair, name, value, rest;

        (void)nes_str_cut(raw, '&', &pair, &rest);
        (void)nes_str_cut(pair, '=', &name, &value);
        if (len == NES_QUERY_MAX || name.len == 0 || !decode(arena, name, true, &pairs[len].name) ||
            !decode(arena, value, true, &pairs[len].value)) {
            return NES_FAIL(HTTP_BROKEN, NULL);
        }
        len++;
        raw = rest;
    }
    *out = (struct nes_pairs){ .rows = pairs, .len = len };
    return NES_FINE;
}

static bool cookie_value(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c <= 0x20 || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') {
            return false;
        }
    }
    return text.len > 0;
}

bool nes_cookie_find(struct nes_str header, struct nes_str name, struct nes_str *value)
{
    size_t seen = 0;

    while (header.len > 0) {
        struct nes_str pair, here, text, rest;

        (void)nes_str_cut(header, ';', &pair, &rest);
        if (nes_str_cut(nes_str_trim(pair), '=', &here, &text) && nes_str_eq(here, name)) {
            *value = text;
            seen++;
        }
        header = rest;
    }
    return seen == 1 && cookie_value(*value);
}

bool nes_token(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (!letter && (c == '\0' || !strchr("!#$%&'*+-.^_`|~", c))) {
            return false;
        }
    }
    return text.len > 0;
}

bool nes_field_value(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return false;
        }
    }
    return true;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool nes_same_name(struct nes_str a, struct nes_str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.ptr[i]) != lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}
