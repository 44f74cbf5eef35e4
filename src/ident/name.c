#include "ident/name.h"

#include <assert.h>
#include <string.h>

#include "ident/ident_faults.h"
#include "ident/nfc.h"

#define ROOM (NES_NAME_POINTS_MAX * NES_NFC_WIDEST)
static_assert(NES_NAME_BYTES_MAX >= NES_NAME_POINTS_MAX * 3 * NES_NFC_WIDEST); /* all else leaves 4 bytes a point */

/* Code points of well-formed text. */
static struct nes_err read_points(struct nes_str text, uint32_t points[ROOM], size_t *n)
{
    if (!nes_str_utf8(text)) {
        return NES_FAIL(NAME_UTF8, NULL);
    }
    if (nes_str_points(text) > NES_NAME_POINTS_MAX) {
        return NES_FAIL(NAME_LONG, NULL);
    }
    *n = 0;
    for (size_t at = 0; at < text.len;) {
        unsigned char lead = (unsigned char)text.ptr[at++];
        uint32_t point = lead < 0x80 ? lead : lead < 0xe0 ? lead & 0x1fu : lead < 0xf0 ? lead & 0x0fu : lead & 7u;

        while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80) {
            point = point << 6 | ((unsigned char)text.ptr[at++] & 0x3fu);
        }
        points[(*n)++] = point;
    }
    return NES_FINE;
}

static size_t write_point(uint32_t point, char *to)
{
    if (point < 0x80) {
        to[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        to[0] = (char)(0xc0 | point >> 6);
        to[1] = (char)(0x80 | (point & 0x3f));
        return 2;
    }
    if (point < 0x10000) {
        to[0] = (char)(0xe0 | point >> 12);
        to[1] = (char)(0x80 | (point >> 6 & 0x3f));
        to[2] = (char)(0x80 | (point & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | point >> 18);
    to[1] = (char)(0x80 | (point >> 12 & 0x3f));
    to[2] = (char)(0x80 | (point >> 6 & 0x3f));
    to[3] = (char)(0x80 | (point & 0x3f));
    return 4;
}

/* What a code point is to a name. VANISHES leaves no trace: apostrophes, soft hyphen, zero-width characters. */
enum role { LETTER, DIGIT, PARTS, VANISHES };

static enum role role_of(uint32_t point)
{
    static const uint32_t vanishing[] = { '\'', '`', 0xad, 0xb4, 0x2bb, 0x2bc, 0x2bd, 0x2019, 0x2018, 0x201b, 0xfeff };
    static const struct { uint32_t first, last; } parting[] = {
        { 0x80, 0xa9 },     { 0xab, 0xb4 },     { 0xb6, 0xb9 },     { 0xbb, 0xbf },     { 0xd7, 0xd7 },
        { 0xf7, 0xf7 },     { 0x2000, 0x206f }, { 0x20a0, 0x20cf }, { 0x2100, 0x2bff }, { 0x2e00, 0x2e7f },
        { 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0xd800, 0xf8ff }, { 0xfe00, 0xfe6f }, { 0xfff0, 0xffff },
    };

    for (size_t i = 0; i < NES_LEN(vanishing); i++) {
        if (point == vanishing[i]) {
            return VANISHES;
        }
    }
    if (point >= 0x200b && point <= 0x200f) {
        return VANISHES;
    }
    if (point < 0x80) {
        bool letter = (point | 0x20) >= 'a' && (point | 0x20) <= 'z';

        return letter ? LETTER : point >= '0' && point <= '9' ? DIGIT : PARTS;
    }
    for (size_t i = 0; i < NES_LEN(parting); i++) {
        if (point >= parting[i].first && point <= parting[i].last) {
            return PARTS;
        }
    }
    return LETTER;
}

/* Letters that people and partners write one for another. */
static uint32_t fold(uint32_t point)
{
    static const struct { uint32_t from, to; } folds[] = {
        { U'Ё', U'Е' }, { U'Ә', U'А' }, { U'Ғ', U'Г' }, { U'Қ', U'К' }, { U'Ң', U'Н' }, { U'Ө', U'О' },
        { U'Ұ', U'У' }, { U'Ү', U'У' }, { U'Һ', U'Х' }, { U'І', U'И' },
    };

    for (size_t i = 0; i < NES_LEN(folds); i++) {
        if (point == folds[i].from) {
            return folds[i].to;
        }
    }
    return point;
}

struct nes_err nes_name_nfc(struct nes_str text, char out[NES_NAME_BYTES_MAX], size_t *len)
{
    uint32_t points[ROOM];
    size_t n;

    NES_TRY(read_points(text, points, &n));
    n = nes_nfc(points, n, ROOM);
    *len = 0;
    for (size_t i = 0; i < n; i++) {
        *len += write_point(points[i], out + *len);
    }
    return NES_FINE;
}

struct nes_err nes_name_check(struct nes_str text)
{
    uint32_t points[ROOM];
    size_t n, letters = 0;

    NES_TRY(read_points(text, points, &n));
    for (size_t i = 0; i < n; i++) {
        enum role role = role_of(points[i]);
        bool joint = points[i] < 0x80 ? strchr(" -'.", (int)points[i]) != NULL && points[i] != 0
                                      : points[i] == 0x2019 || points[i] == 0x2bc || points[i] == 0x2010;

        if (role != LETTER && !joint) {
            return NES_FAIL(NAME_LETTERS, NULL);
        }
        letters += role == LETTER && nes_nfc_rank(points[i]) == 0;
    }
    return letters > 0 ? NES_FINE : NES_FAIL(NAME_EMPTY, NULL);
}

/* Adds one code point of a word. The bytes suffice: see the assertion above. */
static void put(struct nes_name_words *words, uint32_t point)
{
    words->used += write_point(point, words->bytes + words->used);
}

static void end_word(struct nes_name_words *words, size_t *start)
{
    if (words->used > *start) {
        NES_ASSERT(words->n < NES_NAME_WORDS_MAX);
        words->word[words->n++] = (struct nes_str){ words->bytes + *start, words->used - *start };
        *start = words->used;
    }
}

struct nes_err nes_name_words(struct nes_str text, struct nes_name_words *out)
{
    uint32_t points[ROOM];
    size_t n, start = 0;

    NES_TRY(read_points(text, points, &n));
    out->n = out->used = 0;
    n = nes_nfc(points, n, ROOM);
    for (size_t i = 0; i < n; i++) {
        switch (role_of(points[i])) {
        case VANISHES:
            break;
        case PARTS:
            end_word(out, &start);
            break;
        case LETTER:
        case DIGIT:
            if (points[i] == U'ß' || points[i] == U'ẞ') {
                put(out, 'S');
                put(out, 'S');
                break;
            }
            put(out, fold(nes_nfc_upper(points[i])));
            break;
        }
    }
    end_word(out, &start);
    return NES_FINE;
}
