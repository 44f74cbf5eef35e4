#include <string.h>

#include "json/instant.h"
#include "json/json.h"

static void before_value(struct nes_json *json)
{
    if (json->comma) {
        nes_buf_byte(json->buf, ',');
    }
    json->comma = true;
}

void nes_json_open(struct nes_json *json, char bracket)
{
    before_value(json);
    nes_buf_byte(json->buf, bracket);
    json->comma = false;
}

void nes_json_close(struct nes_json *json, char bracket)
{
    nes_buf_byte(json->buf, bracket);
    json->comma = true;
}

static void put_escaped(struct nes_buf *buf, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char names[] = { '"', '"', '\\', '\\', '\n', 'n', '\r', 'r', '\t', 't' };

    for (size_t i = 0; i < sizeof(names); i += 2) {
        if (c == (unsigned char)names[i]) {
            nes_buf_byte(buf, '\\');
            nes_buf_byte(buf, names[i + 1]);
            return;
        }
    }
    nes_buf_addz(buf, "\\u00");
    nes_buf_byte(buf, hex[c >> 4]);
    nes_buf_byte(buf, hex[c & 15]);
}

static bool plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7f;
}

/* Length of the well-formed UTF-8 character at `at`, or 0. */
static size_t whole_char(struct nes_str text, size_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];
    size_t len = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;

    return at + len <= text.len && nes_str_utf8(nes_str_part(text, at, len)) ? len : 0;
}

static void put_broken_text(struct nes_buf *buf, struct nes_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t len = whole_char(text, at);

        if (len == 0) {
            nes_buf_addz(buf, "\xef\xbf\xbd");
            at++;
        } else if (len == 1 && !plain((unsigned char)text.ptr[at])) {
            put_escaped(buf, (unsigned char)text.ptr[at++]);
        } else {
            nes_buf_add(buf, nes_str_part(text, at, len));
            at += len;
        }
    }
}

static void put_text(struct nes_buf *buf, struct nes_str text)
{
    size_t from = 0;

    for (size_t at = 0; at < text.len; at++) {
        if (!plain((unsigned char)text.ptr[at])) {
            nes_buf_add(buf, nes_str_part(text, from, at - from));
            put_escaped(buf, (unsigned char)text.ptr[at]);
            from = at + 1;
        }
    }
    nes_buf_add(buf, nes_str_from(text, from));
}

static void put_quoted(struct nes_buf *buf, struct nes_str text)
{
    nes_buf_byte(buf, '"');
    if (nes_str_utf8(text)) {
        put_text(buf, text);
    } else {
        put_broken_text(buf, text);
    }
    nes_buf_byte(buf, '"');
}

void nes_json_key(struct nes_json *json, const char *name)
{
    before_value(json);
    put_quoted(json->buf, nes_str_of(name));
    nes_buf_byte(json->buf, ':');
    json->comma = false;
}

void nes_json_str(struct nes_json *json, struct nes_str text)
{
    before_value(json);
    put_quoted(json->buf, text);
}

void nes_json_z(struct nes_json *json, const char *text)
{
    nes_json_str(json, nes_str_of(text));
}

void nes_json_int(struct nes_json *json, int64_t number)
{
    before_value(json);
    nes_buf_int(json->buf, number);
}

void nes_json_bool(struct nes_json *json, bool yes)
{
    before_value(json);
    nes_buf_addz(json->buf, yes ? "true" : "false");
}

/* Money, dates, instants and ids need no escaping. */
static void put_plain(struct nes_json *json, struct nes_str text)
{
    before_value(json);
    nes_buf_byte(json->buf, '"');
    nes_buf_add(json->buf, text);
    nes_buf_byte(json->buf, '"');
}

void nes_json_money(struct nes_json *json, struct nes_money amount)
{
    char text[NES_MONEY_TEXT];

    put_plain(json, nes_money_write(amount, text));
}

void nes_json_date(struct nes_json *json, struct nes_date date)
{
    char text[NES_DATE_TEXT + 1];

    put_plain(json, nes_date_write(date, text));
}

void nes_json_instant(struct nes_json *json, int64_t instant_us)
{
    char text[NES_INSTANT_TEXT + 1];

    put_plain(json, nes_instant_write(instant_us, text));
}

void nes_json_id(struct nes_json *json, struct nes_id id)
{
    char text[NES_ID_TEXT + 1];

    nes_id_write(id, text);
    put_plain(json, (struct nes_str){ text, NES_ID_TEXT });
}

void nes_json_raw(struct nes_json *json, struct nes_str value)
{
    before_value(json);
    nes_buf_add(json->buf, value);
}

void nes_json_key_str(struct nes_json *json, const char *name, struct nes_str text)
{
    nes_json_key(json, name);
    nes_json_str(json, text);
}

void nes_json_key_z(struct nes_json *json, const char *name, const char *text)
{
    nes_json_key_str(json, name, nes_str_of(text));
}

void nes_json_key_int(struct nes_json *json, const char *name, int64_t number)
{
    nes_json_key(json, name);
    nes_json_int(json, number);
}

void nes_json_key_bool(struct nes_json *json, const char *name, bool yes)
{
    nes_json_key(json, name);
    nes_json_bool(json, yes);
}
