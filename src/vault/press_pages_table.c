/* src/vault/press_pages_table.c: a table over the whole width; its head stands on each page. */
#include "vault/press_pages_in.h"

#define CELL_PAD 4.0

static const struct nes_style head_style = { NES_BOLD, 7.6, 9.8 };
static const struct nes_style cell_style = { NES_REGULAR, 8.6, 12.0 };
static const struct nes_style total_style = { NES_BOLD, 8.6, 12.0 };

struct grid {
    struct nes_lay *lay;
    const struct nes_sheet_table *table;
    double x[NES_SHEET_COLUMNS_MAX], width[NES_SHEET_COLUMNS_MAX];
    size_t row;                  /* the next one's number, heads counted */
};

static struct nes_type_want want_of(const struct grid *grid, const struct nes_style *style, size_t lang, double width)
{
    return (struct nes_type_want){ *style, grid->lay->sheet->lang[lang], width };
}

/* What a column would like: its widest cell and the widest word of its heads. */
static double wish(const struct grid *grid, size_t column)
{
    const struct nes_sheet_table *table = grid->table;
    struct nes_type_want cells = want_of(grid, &cell_style, 0, 0), totals = want_of(grid, &total_style, 0, 0);
    double most = nes_type_whole(grid->lay->type, grid->lay->arena, table->total[column], &totals);

    for (size_t lang = 0; lang < NES_SHEET_LANGS; lang++) {
        struct nes_type_want heads = want_of(grid, &head_style, lang, 0);
        double word = nes_type_word(grid->lay->type, grid->lay->arena, table->head[column].in[lang], &heads);

        most = word > most ? word : most;
    }
    for (size_t row = 0; row < table->rows; row++) {
        double width = nes_type_whole(grid->lay->type, grid->lay->arena, table->cells[row * table->columns + column],
                                      &cells);

        most = width > most ? width : most;
    }
    return most + 2 * CELL_PAD;
}

/* What is left over or missing is shared out in proportion. */
static void share_width(struct grid *grid)
{
    double all = NES_PAGE_WIDTH - 2 * NES_PAGE_SIDE, sum = 0, x = NES_PAGE_SIDE;
    size_t columns = grid->table->columns;

    for (size_t i = 0; i < columns; i++) {
        grid->width[i] = wish(grid, i);
        sum += grid->width[i];
    }
    for (size_t i = 0; i < columns; i++) {
        grid->width[i] = grid->width[i] * all / sum;
        grid->x[i] = x;
        x += grid->width[i];
    }
}

static struct nes_cell cell_of(const struct grid *grid, size_t column, struct nes_str text,
                               const struct nes_type_want *want)
{
    return (struct nes_cell){ .text = nes_type_break(grid->lay->type, grid->lay->arena, text, want),
                              .x = grid->x[column] + CELL_PAD, .width = want->width, .row = grid->row, .right = true,
                              .tag = "TD" };
}

static double inner(const struct grid *grid, size_t column)
{
    double width = grid->width[column] - 2 * CELL_PAD;

    return width > 1 ? width : 1;
}

static void add_fill(struct grid *grid, double height)
{
    nes_lay_add(grid->lay, &(struct nes_piece){ .kind = NES_PIECE_FILL, .x = NES_PAGE_SIDE, .y = grid->lay->y,
                                                .width = NES_PAGE_WIDTH - 2 * NES_PAGE_SIDE, .height = height });
}

static void add_rule(struct grid *grid)
{
    nes_lay_add(grid->lay, &(struct nes_piece){ .kind = NES_PIECE_RULE, .x = NES_PAGE_SIDE, .y = grid->lay->y,
                                                .width = NES_PAGE_WIDTH - 2 * NES_PAGE_SIDE });
}

static double highest(const struct nes_cell *cells, size_t count)
{
    double most = 0;

    for (size_t i = 0; i < count; i++) {
        double height = nes_cell_height(&cells[i]);

        most = height > most ? height : most;
    }
    return most;
}

/* The heads, a language below the other. */
static void lay_head(struct grid *grid)
{
    struct nes_cell cells[NES_SHEET_LANGS][NES_SHEET_COLUMNS_MAX];
    double height = 0;

    for (size_t lang = 0; lang < NES_SHEET_LANGS; lang++) {
        for (size_t i = 0; i < grid->table->columns; i++) {
            struct nes_type_want want = want_of(grid, &head_style, lang, inner(grid, i));

            cells[lang][i] = cell_of(grid, i, grid->table->head[i].in[lang], &want);
            cells[lang][i].tag = "TH";
            cells[lang][i].row = grid->row + lang;
        }
        height += highest(cells[lang], grid->table->columns);
    }
    add_fill(grid, height + 8);
    grid->lay->y += 3;
    for (size_t lang = 0; lang < NES_SHEET_LANGS; lang++) {
        nes_lay_row(grid->lay, cells[lang], grid->table->columns);
        grid->lay->y += 2;
    }
    grid->lay->y += 1;
    add_rule(grid);
    grid->row += NES_SHEET_LANGS;
}

static void lay_cells(struct grid *grid, const struct nes_str *texts, const struct nes_style *style, double keep)
{
    struct nes_cell cells[NES_SHEET_COLUMNS_MAX];
    size_t columns = grid->table->columns;
    double height;

    for (size_t i = 0; i < columns; i++) {
        struct nes_type_want want = want_of(grid, style, 0, inner(grid, i));

        cells[i] = cell_of(grid, i, texts[i], &want);
    }
    height = highest(cells, columns);
    if (grid->lay->y + height + 1 + keep > NES_PAGE_BOTTOM && !grid->lay->full) {
        nes_lay_new_page(grid->lay);
        lay_head(grid);
    }
    for (size_t i = 0; i < columns; i++) {
        cells[i].row = grid->row;
    }
    grid->lay->y += 1;
    nes_lay_row(grid->lay, cells, columns);
    add_rule(grid);
    grid->row++;
}

void nes_lay_table(struct nes_lay *lay, const struct nes_sheet_table *table)
{
    struct grid grid = { .lay = lay, .table = table, .row = 1 };
    bool totals = false;

    for (size_t i = 0; i < table->columns; i++) {
        totals = totals || table->total[i].len > 0;
    }
    share_width(&grid);
    lay->group++;
    nes_lay_ensure(lay, 90);
    lay->y += 2;
    lay_head(&grid);
    for (size_t row = 0; row < table->rows && !lay->full; row++) {
        double keep = row + 1 == table->rows && totals ? total_style.leading + 2 : 0;

        lay_cells(&grid, &table->cells[row * table->columns], &cell_style, keep);
    }
    if (totals) {
        lay_cells(&grid, table->total, &total_style, 0);
    }
    lay->y += 8;
    lay->group++;
}
