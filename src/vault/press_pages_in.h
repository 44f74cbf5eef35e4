/* src/vault/press_pages_in.h: what the two halves of the layout share: blocks (press_pages.c), table
 * (press_pages_table.c). */
#pragma once
#include "vault/press_pages.h"

#define NES_COLUMN_GAP 18.0
#define NES_BOX_PAD    8.0

struct nes_lay {
    struct nes_type *type;
    struct nes_arena *arena;
    const struct nes_sheet *sheet;
    struct nes_piece *pieces;
    size_t count, cap;
    size_t page, group;
    double y;
    bool boxed, full;            /* inside a box; too many pages: nothing more is placed */
    double box_top;
};

/* A text on its way to its place. */
struct nes_cell {
    struct nes_type_text text;
    double x, width;
    size_t column, row;
    bool right, middle;          /* ends at the right; stands in the middle of its row's height */
    const char *tag;
};

struct nes_piece *nes_lay_add(struct nes_lay *lay, const struct nes_piece *piece);
/* Ends the page; the frame of an open box is closed and opened again. */
void nes_lay_new_page(struct nes_lay *lay);
/* Begins a page where less than `height` is left. */
void nes_lay_ensure(struct nes_lay *lay, double height);
double nes_cell_height(const struct nes_cell *cell);
/* Side by side from y on; y goes below. A row that no page can hold is cut between lines. */
void nes_lay_row(struct nes_lay *lay, const struct nes_cell *cells, size_t count);

void nes_lay_table(struct nes_lay *lay, const struct nes_sheet_table *table);
