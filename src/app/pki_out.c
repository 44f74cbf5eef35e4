#include "app/pki_out.h"

#include <stdio.h>

#include "pki/der.h"
#include "pki/der_write.h"

#define OUT_MAX (16U << 20)

struct nes_pki_out nes_pki_out_begin(struct nes_arena *arena, bool json)
{
    return (struct nes_pki_out){ .buf = nes_buf_begin(arena, OUT_MAX), .json = json, .first = true };
}

static void quote(struct nes_buf *buf, struct nes_str text)
{
    static const char hex[] = "0123456789abcdef";

    nes_buf_byte(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '"' || c == '\\') {
            nes_buf_byte(buf, '\\');
            nes_buf_byte(buf, (char)c);
        } else if (c < 0x20 || c == 0x7f) {
            nes_buf_addz(buf, "\\u00");
            nes_buf_byte(buf, hex[c >> 4]);
            nes_buf_byte(buf, hex[c & 15]);
        } else {
            nes_buf_byte(buf, (char)c);
        }
    }
    nes_buf_byte(buf, '"');
}

/* A terminal must not obey what a certificate says. */
static void plain(struct nes_buf *buf, struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        nes_buf_byte(buf, c < 0x20 || c == 0x7f ? '?' : (char)c);
    }
}

/* "as of" for people is "as_of" for programs. */
static void key(struct nes_buf *buf, const char *name)
{
    nes_buf_byte(buf, '"');
    for (; *name; name++) {
        nes_buf_byte(buf, *name == ' ' ? '_' : *name);
    }
    nes_buf_addz(buf, "\":");
}

static void begin_item(struct nes_pki_out *out, const char *name)
{
    if (out->json) {
        if (!out->first) {
            nes_buf_byte(&out->buf, ',');
        }
        if (name) {
            key(&out->buf, name);
        }
    } else {
        for (int i = 0; i < out->depth - 1; i++) {
            nes_buf_addz(&out->buf, "  ");
        }
        nes_buf_addz(&out->buf, name ? name : "-");
        nes_buf_addz(&out->buf, name ? ": " : " ");
    }
    out->first = false;
}

static void end_item(struct nes_pki_out *out)
{
    if (!out->json) {
        nes_buf_byte(&out->buf, '\n');
    }
}

void nes_pki_open(struct nes_pki_out *out, const char *name, char bracket)
{
    if (out->depth > 0) {
        begin_item(out, name);
        end_item(out);
    }
    if (out->json) {
        nes_buf_byte(&out->buf, bracket);
    }
    out->depth++;
    out->first = true;
}

void nes_pki_close(struct nes_pki_out *out, char bracket)
{
    if (out->json) {
        nes_buf_byte(&out->buf, bracket);
    }
    out->depth--;
    out->first = false;
}

void nes_pki_text(struct nes_pki_out *out, const char *name, struct nes_str value)
{
    if (value.len == 0) {
        return;
    }
    begin_item(out, name);
    if (!nes_str_utf8(value)) {
        nes_buf_addz(&out->buf, out->json ? "\"?\"" : "?");
    } else if (out->json) {
        quote(&out->buf, value);
    } else {
        plain(&out->buf, value);
    }
    end_item(out);
}

void nes_pki_word(struct nes_pki_out *out, const char *name, const char *value)
{
    nes_pki_text(out, name, nes_str_of(value));
}

void nes_pki_hex(struct nes_pki_out *out, const char *name, struct nes_str octets)
{
    nes_pki_text(out, name, nes_str_hex(out->buf.arena, octets.ptr, octets.len));
}

void nes_pki_flag(struct nes_pki_out *out, const char *name, bool value)
{
    begin_item(out, name);
    nes_buf_addz(&out->buf, value ? "true" : "false");
    end_item(out);
}

void nes_pki_number(struct nes_pki_out *out, const char *name, int64_t value)
{
    begin_item(out, name);
    nes_buf_int(&out->buf, value);
    end_item(out);
}

void nes_pki_instant(struct nes_pki_out *out, const char *name, int64_t at_us)
{
    struct nes_buf der = nes_buf_begin(out->buf.arena, 64);
    struct nes_str text, digits;
    char form[21] = "YYYY-MM-DDThh:mm:ssZ";
    size_t at = 0;

    if (at_us < 0) {
        nes_pki_word(out, name, "before 1970");
        return;
    }
    nes_der_add_time(&der, at_us);
    if (nes_buf_done(&der, &text).what || nes_der_only(text, NES_DER_GENERALIZED, &digits).what) {
        return;
    }
    for (size_t i = 0; form[i]; i++) {
        if (form[i] != '-' && form[i] != ':' && form[i] != 'T') {
            form[i] = digits.ptr[at++];
        }
    }
    nes_pki_text(out, name, nes_str_of(form));
}

void nes_pki_print(const struct nes_pki_out *out)
{
    struct nes_str text;

    if (!nes_buf_done(&out->buf, &text).what) {
        (void)fwrite(text.ptr, 1, text.len, stdout);
    }
    if (out->json) {
        (void)fputc('\n', stdout);
    }
}
