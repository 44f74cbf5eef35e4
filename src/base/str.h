/* src/base/str.h: text with a length, and a buffer that builds it. Text is UTF-8 unless a name says otherwise. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* Borrowed bytes; not ended by NUL. Code that keeps text longer than the call copies it into its own arena. */
struct nes_str {
    const char *ptr;
    size_t len;
};

/* Bytes that no log, JSON or print function accepts: secrets and personal data. */
struct nes_secret {
    const uint8_t *ptr;
    size_t len;
};

#define NES_STR(literal)      ((struct nes_str)NES_STR_INIT(literal))
#define NES_STR_INIT(literal) { .ptr = ("" literal), .len = sizeof(literal) - 1 } /* for members of static tables */

struct nes_str nes_str_of(const char *text);                       /* of NUL-ended text; NULL gives empty */
bool nes_str_eq(struct nes_str a, struct nes_str b);
bool nes_str_is(struct nes_str a, const char *text);
int nes_str_order(struct nes_str a, struct nes_str b);             /* by bytes: <0, 0, >0 */
bool nes_str_starts(struct nes_str text, struct nes_str with);
struct nes_str nes_str_from(struct nes_str text, size_t at);       /* the rest from `at`; empty past the end */
struct nes_str nes_str_part(struct nes_str text, size_t at, size_t len);
struct nes_str nes_str_trim(struct nes_str text);                  /* without spaces, tabs, CR, LF at both ends */
struct nes_str nes_str_copy(struct nes_arena *arena, struct nes_str text);
const char *nes_str_z(struct nes_arena *arena, struct nes_str text); /* NUL-ended copy, for libraries */

/* Where a word stands in a table of words, whose holes are NULL. Where it stands nowhere it answers false and leaves
 * `at` as it was. */
bool nes_str_find(const char *const *words, size_t len, struct nes_str word, size_t *at);
/* The same for a word of our own database: one that the table does not know is a bug and stops the process. */
size_t nes_str_place(const char *const *words, size_t len, struct nes_str word);

/* Cuts at the first `by`: head before it, rest after it. Without one the head is all, and it answers false. */
bool nes_str_cut(struct nes_str text, char by, struct nes_str *head, struct nes_str *rest);

/* True for well-formed UTF-8 (no surrogates, no overlong forms). */
bool nes_str_utf8(struct nes_str text);
/* Code points in well-formed UTF-8. */
size_t nes_str_points(struct nes_str text);

/* A decimal integer, optional minus, no plus, no spaces, no leading zeros. NUMBER_FORM, NUMBER_RANGE. */
struct nes_err nes_str_int(struct nes_str text, int64_t *out);

/* The bytes as hexadecimal digits of lower case, in the arena, ended by NUL. */
struct nes_str nes_str_hex(struct nes_arena *arena, const void *bytes, size_t len);
/* Exactly `len` bytes of such digits. On anything else false, and `bytes` hold nothing of use. */
bool nes_str_unhex(struct nes_str text, void *bytes, size_t len);

/* A builder with a maximum. It remembers overflow until the one check at the end (nes_buf_done). */
struct nes_buf {
    struct nes_arena *arena;
    char *ptr;
    size_t len, cap, max;
    bool full;
};

struct nes_buf nes_buf_begin(struct nes_arena *arena, size_t max);
void nes_buf_add(struct nes_buf *buf, struct nes_str text);
void nes_buf_addz(struct nes_buf *buf, const char *text);
void nes_buf_byte(struct nes_buf *buf, char byte);
void nes_buf_int(struct nes_buf *buf, int64_t number);
void nes_buf_hex(struct nes_buf *buf, const void *bytes, size_t len); /* lower case */
/* The text so far, or OUTPUT_FULL. The text lives in the arena. */
struct nes_err nes_buf_done(const struct nes_buf *buf, struct nes_str *out);
