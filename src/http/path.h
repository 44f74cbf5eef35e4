/* src/http/path.h: addresses as they come: percent encoding, query strings, cookies, lists of tokens. */
#pragma once
#include "base/arena.h"
#include "base/str.h"
#include "json/shape.h"

#define NES_QUERY_MAX 32

/* One segment or value, decoded: well-formed UTF-8 without control characters and slashes. HTTP_BROKEN. */
struct nes_err nes_path_decode(struct nes_arena *arena, struct nes_str raw, struct nes_str *out);
/* "a=b&c=d+e": names and values decoded, at most NES_QUERY_MAX. HTTP_BROKEN. */
struct nes_err nes_query_read(struct nes_arena *arena, struct nes_str raw, struct nes_pairs *out);
/* The value of a cookie in a Cookie header; false where it is missing, given twice or of another form (RFC 6265). */
bool nes_cookie_find(struct nes_str header, struct nes_str name, struct nes_str *value);
/* RFC 9110 token: the characters of a header's name. */
bool nes_token(struct nes_str text);
/* A header's value: visible characters, spaces, tabs, bytes above 0x7f. */
bool nes_field_value(struct nes_str text);
/* Names of headers know no case. */
bool nes_same_name(struct nes_str a, struct nes_str b);
