#include "vault/press_pages_in.h"

#include <stdlib.h>
#include <string.h>

static const struct nes_style body = { NES_REGULAR, 8.6, 11.6 };
static const struct nes_style title = { NES_BOLD, 13.0, 16.0 };
static const struct nes_style subtitle = { NES_REGULAR, 9.4, 12.6 };
static const struct nes_style head = { NES_BOLD, 9.4, 12.6 };
static const struct nes_style value = { NES_BOLD, 8.6, 11.6 };
static const struct nes_style strong_label = { NES_BOLD, 9.4, 12.2 };
static const struct nes_style strong_value = { NES_BOLD, 13.5, 17.0 };

#define NUMBER_WIDTH 25.0
#define LABEL_SHARE  0.50
#define STRONG_SHARE 0.72     /* of the column, that a large value may take */

struct nes_piece *nes_lay_add(struct nes_lay *lay, const struct nes_piece *piece)
{
    if (lay->count == lay->cap) {
        size_t cap = lay->cap ? lay->cap * 2 : 256;
        struct nes_piece *pieces = NES_NEW_MANY(lay->arena, struct nes_piece, cap);

        if (lay->count > 0) {
            memcpy(pieces, lay->pieces, lay->count * sizeof(*pieces));
        }
        lay->pieces = pieces;
        lay->cap = cap;
    }
    lay->pieces[lay->count] = *piece;
    lay->pieces[lay->count].nr = lay->count;
    lay->pieces[lay->count].page = lay->page;
    lay->pieces[lay->count].group = lay->group;
    return &lay->pieces[lay->count++];
}

static void add_frame(struct nes_lay *lay)
{
    nes_lay_add(lay, &(struct nes_piece){ .kind = NES_PIECE_FRAME, .x = NES_PAGE_SIDE, .y = lay->box_top,
                                          .width = NES_PAGE_WIDTH - 2 * NES_PAGE_SIDE,
                                          .height = lay->y - lay->box_top });
}

void nes_lay_new_page(struct nes_lay *lay)
{
    if (lay->boxed) {
        add_frame(lay);
    }
    lay->page++;
    lay->full = lay->page >= NES_PAGES_MAX;
    lay->y = lay->box_top = NES_PAGE_TOP;
    lay->y += lay->boxed ? NES_BOX_PAD : 0;
}

static bool at_top(const struct nes_lay *lay)
{
    return lay->y <= NES_PAGE_TOP + (lay->boxed ? NES_BOX_PAD : 0);
}

void nes_lay_ensure(struct nes_lay *lay, double height)
{
    const double cut = 60; /* what no page can hold begins here and is cut */

    height = height > NES_PAGE_BOTTOM - NES_PAGE_TOP - 2 * NES_BOX_PAD ? cut : height;
    if (lay->y + height > NES_PAGE_BOTTOM && !at_top(lay)) {
        nes_lay_new_page(lay);
    }
}

double nes_cell_height(const struct nes_cell *cell)
{
    return (double)cell->text.count * cell->text.style.leading;
}

static double row_height(const struct nes_cell *cells, size_t count)
{
    double most = 0;

    for (size_t i = 0; i < count; i++) {
        double height = nes_cell_height(&cells[i]);

        most = height > most ? height : most;
    }
    return most;
}

/* Lines of a cell from `done` on that fit above `bottom`; at least one, so that the layout always goes on. */
static size_t lines_that_fit(const struct nes_lay *lay, const struct nes_cell *cell, size_t done)
{
    double room = NES_PAGE_BOTTOM - lay->y;
    size_t fit = room > cell->text.style.leading ? (size_t)(room / cell->text.style.leading) : 1;

    return cell->text.count - done < fit ? cell->text.count - done : fit;
}

static void add_text(struct nes_lay *lay, const struct nes_cell *cell, size_t first, size_t end)
{
    nes_lay_add(lay, &(struct nes_piece){ .kind = NES_PIECE_TEXT, .column = cell->column, .row = cell->row,
                                          .tag = cell->tag, .right = cell->right, .x = cell->x, .y = lay->y,
                                          .width = cell->width, .text = cell->text, .first = first, .end = end });
}

/* The row whole, on this page. */
static void place_row(struct nes_lay *lay, const struct nes_cell *cells, size_t count)
{
    double height = row_height(cells, count), top = lay->y;

    for (size_t i = 0; i < count; i++) {
        lay->y = top + (cells[i].middle ? (height - nes_cell_height(&cells[i])) / 2 : 0);
        if (cells[i].text.count > 0) {
            add_text(lay, &cells[i], 0, cells[i].text.count);
        }
    }
    lay->y = top + height;
}

/* A row that is higher than a page. */
static void cut_row(struct nes_lay *lay, const struct nes_cell *cells, size_t count)
{
    size_t *done = NES_NEW_MANY(lay->arena, size_t, count);
    bool more = true;

    while (more && !lay->full) {
        double below = lay->y;

        more = false;
        for (size_t i = 0; i < count; i++) {
            size_t fit = lines_that_fit(lay, &cells[i], done[i]);
            double end = lay->y + (double)fit * cells[i].text.style.leading;

            if (fit > 0) {
                add_text(lay, &cells[i], done[i], done[i] + fit);
            }
            done[i] += fit;
            below = end > below ? end : below;
            more = more || done[i] < cells[i].text.count;
        }
        lay->y = below;
        if (more) {
            nes_lay_new_page(lay);
        }
    }
}

void nes_lay_row(struct nes_lay *lay, const struct nes_cell *cells, size_t count)
{
    double height = row_height(cells, count);

    nes_lay_ensure(lay, height);
    if (lay->full) {
        return;
    }
    if (lay->y + height <= NES_PAGE_BOTTOM) {
        place_row(lay, cells, count);
    } else {
        cut_row(lay, cells, count);
    }
}

/* --- columns of languages --- */

static double inset(const struct nes_lay *lay)
{
    return lay->boxed ? NES_BOX_PAD : 0;
}

static double column_width(const struct nes_lay *lay)
{
    return (NES_PAGE_WIDTH - 2 * NES_PAGE_SIDE - NES_COLUMN_GAP) / NES_SHEET_LANGS - inset(lay);
}

static double column_x(const struct nes_lay *lay, size_t column)
{
    double outer = (NES_PAGE_WIDTH - 2 * NES_PAGE_SIDE - NES_COLUMN_GAP) / NES_SHEET_LANGS;

    return NES_PAGE_SIDE + (column == 0 ? inset(lay) : (double)column * (outer + NES_COLUMN_GAP));
}

struct part {
    const struct nes_style *style;
    double from, width;          /* within the column */
    const char *tag;
    bool middle, right;
};

static struct nes_cell cell_of(struct nes_lay *lay, size_t column, struct nes_str text, const struct part *part)
{
    struct nes_type_want want = { *part->style, lay->sheet->lang[column], part->width };

    return (struct nes_cell){ .text = nes_type_break(lay->type, lay->arena, text, &want),
                              .x = column_x(lay, column) + part->from, .width = part->width, .column = column,
                              .tag = part->tag, .middle = part->middle, .right = part->right };
}

/* A hairline between the languages, beside what stood from `top` on; only where all of it is on one page. */
static void add_divider(struct nes_lay *lay, size_t page, double top)
{
    double x = column_x(lay, 1) - NES_COLUMN_GAP / 2;

    if (page == lay->page) {
        nes_lay_add(lay, &(struct nes_piece){ .kind = NES_PIECE_RULE, .x = x, .y = top, .height = lay->y - top });
    }
}

/* A text in each language, with its number before it where it has one. */
static void lay_words(struct nes_lay *lay, const struct nes_sheet_block *block, const struct part *part)
{
    struct nes_cell cells[2 * NES_SHEET_LANGS];
    struct part number = *part, words = *part;
    size_t count = 0, page;
    double top;

    number.width = NUMBER_WIDTH - 3;
    words.from = block->number.len > 0 ? NUMBER_WIDTH : 0;
    words.width = column_width(lay) - words.from;
    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        if (block->number.len > 0) {
            cells[count++] = cell_of(lay, i, block->number, &number);
        }
        cells[count++] = cell_of(lay, i, block->text.in[i], &words);
    }
    nes_lay_ensure(lay, row_height(cells, count));
    top = lay->y;
    page = lay->page;
    nes_lay_row(lay, cells, count);
    add_divider(lay, page, top);
}

static void add_underline(struct nes_lay *lay)
{
    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        nes_lay_add(lay, &(struct nes_piece){ .kind = NES_PIECE_RULE, .x = column_x(lay, i), .y = lay->y,
                                              .width = column_width(lay) });
    }
}

/* What a large value takes: as much as it needs in either language, within bounds. */
static double strong_width(struct nes_lay *lay, const struct nes_sheet_block *block)
{
    double most = 0;

    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        struct nes_type_want want = { strong_value, lay->sheet->lang[i], 0 };
        double width = nes_type_whole(lay->type, lay->arena, block->value.in[i], &want) + 1;

        most = width > most ? width : most;
    }
    return most < column_width(lay) * STRONG_SHARE ? most : column_width(lay) * STRONG_SHARE;
}

static void lay_pair(struct nes_lay *lay, const struct nes_sheet_block *block)
{
    bool strong = block->kind == NES_SHEET_STRONG;
    double width = column_width(lay), top;
    double from = strong ? width - strong_width(lay, block) : width * LABEL_SHARE;
    struct part label = { strong ? &strong_label : &body, 0, from - 6, "P", strong, false };
    struct part what = { strong ? &strong_value : &value, from, width - from, "P", strong, strong };
    struct nes_cell cells[2 * NES_SHEET_LANGS];
    size_t page;

    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        cells[2 * i] = cell_of(lay, i, block->text.in[i], &label);
        cells[2 * i + 1] = cell_of(lay, i, block->value.in[i], &what);
    }
    nes_lay_ensure(lay, row_height(cells, NES_LEN(cells)) + 4);
    top = lay->y;
    page = lay->page;
    lay->y += 2;
    nes_lay_row(lay, cells, NES_LEN(cells));
    lay->y += 2;
    add_underline(lay);
    add_divider(lay, page, top);
}

static void begin_box(struct nes_lay *lay)
{
    nes_lay_ensure(lay, 60);
    lay->y += at_top(lay) ? 0 : 4;
    lay->box_top = lay->y;
    lay->boxed = true;
    lay->y += NES_BOX_PAD;
}

static void end_box(struct nes_lay *lay)
{
    lay->y += NES_BOX_PAD - 2;
    add_frame(lay);
    lay->boxed = false;
    lay->y += 8;
}

static void gap(struct nes_lay *lay, double height)
{
    bool in_new_box = lay->boxed && lay->y <= lay->box_top + NES_BOX_PAD;

    lay->y += at_top(lay) || in_new_box ? 0 : height;
}

static void lay_block(struct nes_lay *lay, const struct nes_sheet_block *block, bool before_table)
{
    static const struct part as_title = { .style = &title, .tag = "H1" };
    static const struct part as_subtitle = { .style = &subtitle, .tag = "P" };
    static const struct part as_head = { .style = &head, .tag = "H2" }, as_body = { .style = &body, .tag = "P" };

    switch (block->kind) {
    case NES_SHEET_TITLE:
        lay_words(lay, block, &as_title);
        lay->y += 2;
        return;
    case NES_SHEET_SUBTITLE:
        lay_words(lay, block, &as_subtitle);
        lay->y += 6;
        return;
    case NES_SHEET_HEAD:
        nes_lay_ensure(lay, before_table ? 150 : 64); /* a heading is not left alone at the end of a page */
        gap(lay, 7);
        lay_words(lay, block, &as_head);
        lay->y += 2;
        return;
    case NES_SHEET_PARA:
        gap(lay, 3);
        lay_words(lay, block, &as_body);
        lay->y += 3;
        return;
    case NES_SHEET_CLAUSE:
        lay_words(lay, block, &as_body);
        lay->y += 3;
        return;
    case NES_SHEET_ROW:
    case NES_SHEET_STRONG:
        lay_pair(lay, block);
        return;
    case NES_SHEET_BOX:
        begin_box(lay);
        return;
    case NES_SHEET_BOX_END:
        end_box(lay);
        return;
    case NES_SHEET_PAGE:
        if (lay->page > 0) {
            lay->full = true;
        } else {
            nes_lay_new_page(lay);
        }
        return;
    case NES_SHEET_TABLE:
        nes_lay_table(lay, lay->sheet->table);
        return;
    case NES_SHEET_KINDS:
        break;
    }
    NES_BUG("a known kind of block");
}

static void lay_blocks(struct nes_lay *lay, const struct nes_sheet_block *blocks, size_t count)
{
    lay->group++;
    for (size_t i = 0; i < count && !lay->full; i++) {
        lay_block(lay, &blocks[i], i + 1 < count && blocks[i + 1].kind == NES_SHEET_TABLE);
    }
}

static void lay_evidence(struct nes_lay *lay)
{
    if (lay->sheet->evidence_count == 0) {
        return;
    }
    gap(lay, 10);
    nes_lay_ensure(lay, 110);
    begin_box(lay);
    lay_blocks(lay, lay->sheet->evidence, lay->sheet->evidence_count);
    end_box(lay);
}

static int by_reading(const void *left, const void *right)
{
    const struct nes_piece *a = left, *b = right;
    size_t keys[][2] = {
        { a->page, b->page },     { a->kind == NES_PIECE_TEXT, b->kind == NES_PIECE_TEXT },
        { a->group, b->group },   { a->column, b->column },
        { a->nr, b->nr },
    };

    for (size_t i = 0; i < NES_LEN(keys); i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

bool nes_pages_lay(struct nes_type *type, struct nes_arena *arena, const struct nes_sheet *sheet,
                   struct nes_pages *out)
{
    struct nes_lay lay = { .type = type, .arena = arena, .sheet = sheet, .y = NES_PAGE_TOP };

    lay_blocks(&lay, sheet->blocks, sheet->count);
    lay_evidence(&lay);
    if (lay.full) {
        return false;
    }
    if (lay.count > 0) {
        qsort(lay.pieces, lay.count, sizeof(*lay.pieces), by_reading);
    }
    *out = (struct nes_pages){ .pieces = lay.pieces, .count = lay.count, .pages = lay.page + 1 };
    return true;
}
