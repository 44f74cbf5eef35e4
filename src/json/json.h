/* src/json/json.h: writes JSON directly into a buffer, without a tree. Reading is done by shapes (json/shape.h). */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/id.h"
#include "base/str.h"
#include "calc/date.h"
#include "calc/money.h"

/* A writer over a buffer. Commas come by themselves; overflow is told by nes_buf_done. */
struct nes_json {
    struct nes_buf *buf;
    bool comma;
};

#define NES_JSON_TO(buffer) ((struct nes_json){ .buf = (buffer) })

void nes_json_open(struct nes_json *json, char bracket);           /* '{' or '[' */
void nes_json_close(struct nes_json *json, char bracket);          /* '}' or ']' */
void nes_json_key(struct nes_json *json, const char *name);
/* Bytes that are not UTF-8 become U+FFFD. "<", ">", "&" are escaped, so that no answer can be read as HTML. */
void nes_json_str(struct nes_json *json, struct nes_str text);
void nes_json_z(struct nes_json *json, const char *text);
void nes_json_int(struct nes_json *json, int64_t number);
void nes_json_bool(struct nes_json *json, bool yes);
void nes_json_money(struct nes_json *json, struct nes_money amount); /* "150000.00" */
void nes_json_date(struct nes_json *json, struct nes_date date);     /* "2026-01-05"; `date` is not none */
void nes_json_instant(struct nes_json *json, int64_t instant_us);    /* "2026-01-05T10:00:00.123456Z" */
void nes_json_id(struct nes_json *json, struct nes_id id);
/* A value that is JSON already. */
void nes_json_raw(struct nes_json *json, struct nes_str value);

/* key and value in one call */
void nes_json_key_str(struct nes_json *json, const char *name, struct nes_str text);
void nes_json_key_z(struct nes_json *json, const char *name, const char *text);
void nes_json_key_int(struct nes_json *json, const char *name, int64_t number);
void nes_json_key_bool(struct nes_json *json, const char *name, bool yes);
