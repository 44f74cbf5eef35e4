/* src/ident/name.h: names of people and organisations, brought to one form for search and for the lists.
 * No memory of its own; compiles to WebAssembly. */
#pragma once
#include "base/err.h"
#include "base/str.h"

#define NES_NAME_POINTS_MAX 120
#define NES_NAME_WORDS_MAX  60
#define NES_NAME_BYTES_MAX  1'536

/* A name as a person gives it (6.1.a, 6.2.b): letters of any alphabet with their marks, spaces, hyphens, apostrophes,
 * full stops. NAME_UTF8, NAME_EMPTY, NAME_LONG, NAME_LETTERS. */
struct nes_err nes_name_check(struct nes_str text);

/* The words of a name in normal form. They point into `bytes`, so the struct is not copied. */
struct nes_name_words {
    struct nes_str word[NES_NAME_WORDS_MAX];
    size_t n;
    char bytes[NES_NAME_BYTES_MAX];
    size_t used;
};

/* NFC (alphabets below U+3000; what lies above passes unchanged), upper case, Ё→Е, Ә→А, Ғ→Г, Қ→К, Ң→Н, Ө→О, Ұ Ү→У,
 * Һ→Х, І→И; all but letters, digits and marks parts words, so hyphens do; apostrophes and soft hyphens vanish.
 * NAME_UTF8, NAME_LONG (over NES_NAME_POINTS_MAX code points, composed or not); a text without letters gives no
 * words. */
struct nes_err nes_name_words(struct nes_str text, struct nes_name_words *out);

/* NFC alone, into `out`; NAME_UTF8, NAME_LONG. `len` is told through the last pointer. */
struct nes_err nes_name_nfc(struct nes_str text, char out[NES_NAME_BYTES_MAX], size_t *len);
