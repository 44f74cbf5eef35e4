/* src/vault/press_type.h: letters of the press: text of one style shaped and broken into lines of a width. Works on
 * the fonts in the program and opens nothing. One thread at a time. Lengths are points (1/72 inch). */
#pragma once
#include <cairo.h>

#include "base/str.h"

enum nes_weight { NES_REGULAR, NES_BOLD, NES_WEIGHTS };

struct nes_style {
    enum nes_weight weight;
    double size, leading;        /* of the letters; from line to line */
};

struct nes_type;
/* The caller ends it. NULL: a library could not be started. */
struct nes_type *nes_type_begin(void);
void nes_type_end(struct nes_type **type);

/* One line: what cairo shows; its width is without the blanks at its end. */
struct nes_type_line {
    struct nes_str text;
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters;
    int glyph_count, cluster_count;
    double width;
};

struct nes_type_text {
    struct nes_style style;
    struct nes_type_line *lines;
    size_t count;
    double width;                /* of its longest line */
};

struct nes_type_want {
    struct nes_style style;
    struct nes_str lang;         /* "kk" */
    double width;                /* lines are no wider, but for a single letter that is */
};

/* Breaks after spaces and hyphens; a word that is wider than a line breaks between letters. Empty text has no lines.
 * Lives in the arena. */
struct nes_type_text nes_type_break(struct nes_type *type, struct nes_arena *arena, struct nes_str text,
                                    const struct nes_type_want *want);
/* The width that the widest of its words needs, and that of the text in one line. */
double nes_type_word(struct nes_type *type, struct nes_arena *arena, struct nes_str text,
                     const struct nes_type_want *want);
double nes_type_whole(struct nes_type *type, struct nes_arena *arena, struct nes_str text,
                      const struct nes_type_want *want);

/* Draws a line of text; its left end stands at cairo's current point. */
void nes_type_show(struct nes_type *type, cairo_t *cairo, const struct nes_style *style,
                   const struct nes_type_line *line);

/* Whether both fonts have a glyph for a code point, and one with ink unless it is a blank: for tests. */
bool nes_type_has_ink(struct nes_type *type, uint32_t point);
