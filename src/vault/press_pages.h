/* src/vault/press_pages.h: where everything of a sheet stands: pages of A4, languages side by side. Only measures. */
#pragma once
#include "vault/press_sheet.h"
#include "vault/press_type.h"

/* Points from the upper left corner of a page. */
#define NES_PAGE_WIDTH  595.276
#define NES_PAGE_HEIGHT 841.890
#define NES_PAGE_SIDE   42.0     /* margin left and right */
#define NES_PAGE_TOP    42.0
#define NES_PAGE_BOTTOM 788.0    /* nothing but the foot stands below */
#define NES_PAGE_FOOT   808.0    /* the foot's line */
#define NES_PAGES_MAX   400

enum nes_piece_kind { NES_PIECE_FILL, NES_PIECE_RULE, NES_PIECE_FRAME, NES_PIECE_TEXT };

/* Something on a page. Its order of reading is page, group, column, then that of the array. */
struct nes_piece {
    enum nes_piece_kind kind;
    size_t page, group;
    size_t column;               /* of a language; 0 in a table */
    size_t row;                  /* of a table, from 1; 0: no part of one */
    size_t nr;                   /* place in the array */
    const char *tag;             /* TEXT: what it is to a reader of tagged PDF: "P", "H1", "H2", "TH", "TD" */
    bool right;                  /* TEXT: lines end at x + width */
    double x, y, width, height;
    struct nes_type_text text;
    size_t first, end;           /* lines of it that stand here */
};

struct nes_pages {
    const struct nes_piece *pieces;
    size_t count, pages;
};

/* False: more than NES_PAGES_MAX pages, or more on the first page than it holds. Pieces live in the arena, in the
 * order of reading, those without text first on their page. */
bool nes_pages_lay(struct nes_type *type, struct nes_arena *arena, const struct nes_sheet *sheet,
                   struct nes_pages *out);
