#include "json/base64.h"

#include <stdbool.h>
#include <stdint.h>

#include "json/json_faults.h"

static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char for_urls[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static int value_of(char c, const char *alphabet)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == alphabet[62] ? 62 : c == alphabet[63] ? 63 : -1;
}

/* `text` without padding. */
static struct nes_err decode(struct nes_arena *arena, struct nes_str text, const char *alphabet, struct nes_str *out)
{
    char *bytes = nes_arena_take(arena, text.len / 4 * 3 + 3);
    size_t len = 0;
    uint32_t bits = 0;
    int have = 0;

    if (text.len % 4 == 1) {
        return NES_FAIL(FIELD_ENCODING, NULL);
    }
    for (size_t i = 0; i < text.len; i++) {
        int value = value_of(text.ptr[i], alphabet);

        if (value < 0) {
            return NES_FAIL(FIELD_ENCODING, NULL);
        }
        bits = bits << 6 | (uint32_t)value;
        have += 6;
        if (have >= 8) {
            have -= 8;
            bytes[len++] = (char)(unsigned char)(bits >> have & 0xff);
        }
    }
    if ((bits & ((1U << have) - 1)) != 0) {
        return NES_FAIL(FIELD_ENCODING, NULL);
    }
    *out = (struct nes_str){ bytes, len };
    return NES_FINE;
}

static struct nes_str encode(struct nes_arena *arena, struct nes_str bytes, const char *alphabet, bool padded)
{
    char *text = nes_arena_take(arena, bytes.len / 3 * 4 + 5);
    size_t len = 0;
    uint32_t bits = 0;
    int have = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        bits = bits << 8 | (unsigned char)bytes.ptr[i];
        have += 8;
        while (have >= 6) {
            have -= 6;
            text[len++] = alphabet[bits >> have & 63];
        }
    }
    if (have > 0) {
        text[len++] = alphabet[bits << (6 - have) & 63];
    }
    while (padded && len % 4 != 0) {
        text[len++] = '=';
    }
    return (struct nes_str){ text, len };
}

struct nes_err nes_base64_read(struct nes_arena *arena, struct nes_str text, struct nes_str *bytes)
{
    size_t padding = 0;

    if (text.len % 4 != 0) {
        return NES_FAIL(FIELD_ENCODING, NULL);
    }
    while (padding < 2 && padding < text.len && text.ptr[text.len - 1 - padding] == '=') {
        padding++;
    }
    return decode(arena, nes_str_part(text, 0, text.len - padding), standard, bytes);
}

struct nes_str nes_base64_write(struct nes_arena *arena, struct nes_str bytes)
{
    return encode(arena, bytes, standard, true);
}

struct nes_err nes_base64url_read(struct nes_arena *arena, struct nes_str text, struct nes_str *bytes)
{
    return decode(arena, text, for_urls, bytes);
}

struct nes_str nes_base64url_write(struct nes_arena *arena, struct nes_str bytes)
{
    return encode(arena, bytes, for_urls, false);
}
