#include "pki/base64.h"

#include <stdint.h>

#include "pki/pki_faults.h"

static int value_of(char c)
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
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct nes_err nes_pki_base64_read(struct nes_arena *arena, struct nes_str text, struct nes_str *out)
{
    char *to = nes_arena_take(arena, text.len / 4 * 3 + 3);
    uint32_t group = 0;
    size_t held = 0, padding = 0, len = 0;

    for (size_t i = 0; i < text.len; i++) {
        int value = value_of(text.ptr[i]);

        if (is_space(text.ptr[i])) {
            continue;
        }
        if (text.ptr[i] == '=' && held >= 2 && held < 4) {
            padding++;
            value = 0;
        } else if (value < 0 || padding > 0) {
            return NES_FAIL(PKI_DER, "base64");
        }
        group = group << 6 | (uint32_t)value;
        if (++held < 4) {
            continue;
        }
        for (size_t k = 0; k < 3 - padding; k++) {
            to[len++] = (char)(group >> (16 - 8 * k) & 0xff);
        }
        /* Bits that no octet takes must be 0, or two texts would mean the same octets. */
        if ((padding == 1 && (group & 0xff)) || (padding == 2 && (group & 0xffff))) {
            return NES_FAIL(PKI_DER, "base64");
        }
        held = padding > 0 ? 5 : 0;
        group = 0;
    }
    if (held != 0 && held != 5) {
        return NES_FAIL(PKI_DER, "base64");
    }
    *out = (struct nes_str){ to, len };
    return NES_FINE;
}
