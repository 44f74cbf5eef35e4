#include "crypto/text.h"

#include <string.h>

#include "crypto/crypto_faults.h"

static const char alphabets[2][65] = {
    [NES_BASE64_STD] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    [NES_BASE64_URL] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};
static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* Groups of `wide` bits as letters; the last group is filled with zero bits. Answers the letters written. */
static size_t spell(const char *alphabet, unsigned wide, struct nes_str bytes, char *out)
{
    uint32_t held = 0;
    unsigned bits = 0;
    size_t n = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        held = (held << 8 | (unsigned char)bytes.ptr[i]) & 0xffff;
        bits += 8;
        while (bits >= wide) {
            bits -= wide;
            out[n++] = alphabet[held >> bits & ((1u << wide) - 1)];
        }
    }
    if (bits > 0) {
        out[n++] = alphabet[held << (wide - bits) & ((1u << wide) - 1)];
    }
    return n;
}

/* The way back; false for other letters, a lonely last letter, or stray bits after the last byte. */
static bool unspell(const char *alphabet, unsigned wide, struct nes_str text, char *out, size_t *len)
{
    uint32_t held = 0;
    unsigned bits = 0;

    *len = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *at = text.ptr[i] == '\0' ? NULL : strchr(alphabet, text.ptr[i]);

        if (!at) {
            return false;
        }
        held = (held << wide | (uint32_t)(at - alphabet)) & 0xffff;
        bits += wide;
        if (bits >= 8) {
            bits -= 8;
            out[(*len)++] = (char)(held >> bits & 0xff);
        }
    }
    return bits < wide && (held & ((1u << bits) - 1)) == 0;
}

struct nes_str nes_base64_write(struct nes_arena *arena, enum nes_base64 kind, struct nes_str bytes)
{
    char *text = nes_arena_take(arena, bytes.len / 3 * 4 + 5);
    size_t n = spell(alphabets[kind], 6, bytes, text);

    while (kind == NES_BASE64_STD && n % 4 != 0) {
        text[n++] = '=';
    }
    return (struct nes_str){ text, n };
}

struct nes_err nes_base64_read(struct nes_arena *arena, enum nes_base64 kind, struct nes_str text, struct nes_str *out)
{
    char *bytes = nes_arena_take(arena, text.len / 4 * 3 + 4);
    size_t len;

    if (kind == NES_BASE64_STD) {
        size_t padding = 0;

        if (text.len % 4 != 0) {
            return NES_FAIL(BASE64_FORM, NULL);
        }
        while (padding < 2 && text.len > 0 && text.ptr[text.len - 1] == '=') {
            text.len--;
            padding++;
        }
        if ((text.len + padding) % 4 != 0) {
            return NES_FAIL(BASE64_FORM, NULL);
        }
    }
    if (!unspell(alphabets[kind], 6, text, bytes, &len)) {
        return NES_FAIL(BASE64_FORM, NULL);
    }
    *out = (struct nes_str){ bytes, len };
    return NES_FINE;
}

struct nes_str nes_base32_write(struct nes_arena *arena, struct nes_str bytes)
{
    char *text = nes_arena_take(arena, bytes.len / 5 * 8 + 9);

    return (struct nes_str){ text, spell(base32, 5, bytes, text) };
}

struct nes_err nes_base32_read(struct nes_arena *arena, struct nes_str text, struct nes_str *out)
{
    char *letters = nes_arena_take(arena, text.len + 1), *bytes = nes_arena_take(arena, text.len + 1);
    size_t n = 0, len;

    while (text.len > 0 && text.ptr[text.len - 1] == '=') {
        text.len--;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c != ' ') {
            letters[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        }
    }
    if (!unspell(base32, 5, (struct nes_str){ letters, n }, bytes, &len)) {
        return NES_FAIL(BASE32_FORM, NULL);
    }
    *out = (struct nes_str){ bytes, len };
    return NES_FINE;
}

void nes_token_new(const struct nes_crypto *crypto, char out[NES_TOKEN_TEXT + 1])
{
    char bytes[32];

    nes_crypto_random(crypto, bytes, sizeof(bytes));
    out[spell(alphabets[NES_BASE64_URL], 6, (struct nes_str){ bytes, sizeof(bytes) }, out)] = '\0';
    nes_crypto_wipe(bytes, sizeof(bytes));
}
