/* src/vault/press_draw.c: a sheet as PDF: tagged, fonts embedded, no time but the sheet's own. */
#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

#include "calc/date.h"
#include "json/instant.h"
#include "vault/press_pages.h"
#include "vault/press_pdf.h"
#include "vault/press_serve.h"
#include "vault/vault_faults.h"

static const struct nes_style foot = { NES_REGULAR, 6.4, 8.0 };

struct drawing {
    struct nes_type *type;
    struct nes_arena *arena;
    const struct nes_sheet *sheet;
    cairo_t *cairo;
    const struct nes_piece *open;    /* the text before, whose section and row are open; NULL: none */
    struct nes_pdf_langs langs;      /* of each section, in order */
};

static cairo_status_t take(void *context, const unsigned char *bytes, unsigned len)
{
    nes_buf_add(context, (struct nes_str){ (const char *)bytes, len });
    return CAIRO_STATUS_SUCCESS;
}

static void end_row(struct drawing *drawing)
{
    if (drawing->open && drawing->open->row > 0) {
        cairo_tag_end(drawing->cairo, "TR");
    }
}

static void end_section(struct drawing *drawing)
{
    end_row(drawing);
    if (drawing->open) {
        cairo_tag_end(drawing->cairo, drawing->open->row > 0 ? "Table" : "Sect");
    }
    drawing->open = NULL;
}

/* Sections are languages of a page, tables, and the rows of these. */
static void begin_section(struct drawing *drawing, const struct nes_piece *piece)
{
    const struct nes_piece *open = drawing->open;
    bool same = open && open->group == piece->group && open->column == piece->column;

    if (!same) {
        end_section(drawing);
        cairo_tag_begin(drawing->cairo, piece->row > 0 ? "Table" : "Sect", NULL);
        nes_pdf_langs_add(&drawing->langs, drawing->sheet->lang[piece->column], piece->row > 0);
    } else if (open->row != piece->row) {
        end_row(drawing);
    }
    if (piece->row > 0 && (!same || open->row != piece->row)) {
        cairo_tag_begin(drawing->cairo, "TR", NULL);
    }
    drawing->open = piece;
}

static void show_text(struct drawing *drawing, const struct nes_piece *piece)
{
    const struct nes_style *style = &piece->text.style;

    begin_section(drawing, piece);
    cairo_set_source_rgb(drawing->cairo, 0, 0, 0);
    cairo_tag_begin(drawing->cairo, piece->tag, NULL);
    for (size_t i = piece->first; i < piece->end; i++) {
        const struct nes_type_line *line = &piece->text.lines[i];
        double x = piece->right ? piece->x + piece->width - line->width : piece->x;
        double middle = piece->y + ((double)(i - piece->first) + 0.5) * style->leading;

        cairo_move_to(drawing->cairo, x, middle + 0.36 * style->size);
        nes_type_show(drawing->type, drawing->cairo, style, line);
    }
    cairo_tag_end(drawing->cairo, piece->tag);
}

static void show_shape(struct drawing *drawing, const struct nes_piece *piece)
{
    cairo_t *cairo = drawing->cairo;

    switch (piece->kind) {
    case NES_PIECE_FILL:
        cairo_set_source_rgb(cairo, 0.93, 0.94, 0.95);
        cairo_rectangle(cairo, piece->x, piece->y, piece->width, piece->height);
        cairo_fill(cairo);
        return;
    case NES_PIECE_RULE:
        cairo_set_source_rgb(cairo, 0.78, 0.80, 0.82);
        cairo_set_line_width(cairo, 0.4);
        cairo_move_to(cairo, piece->x, piece->y);
        cairo_line_to(cairo, piece->x + piece->width, piece->y + piece->height);
        cairo_stroke(cairo);
        return;
    case NES_PIECE_FRAME:
        cairo_set_source_rgb(cairo, 0.15, 0.15, 0.15);
        cairo_set_line_width(cairo, 1.0);
        cairo_rectangle(cairo, piece->x, piece->y, piece->width, piece->height);
        cairo_stroke(cairo);
        return;
    case NES_PIECE_TEXT:
        break;
    }
    NES_BUG("a shape is no text");
}

static void show_line(struct drawing *drawing, struct nes_str text, double x, double right)
{
    struct nes_type_want want = { foot, NES_STR("en"), 400 };
    struct nes_type_text broken = nes_type_break(drawing->type, drawing->arena, text, &want);

    if (broken.count > 0) {
        cairo_move_to(drawing->cairo, right > 0 ? right - broken.lines[0].width : x, NES_PAGE_FOOT);
        nes_type_show(drawing->type, drawing->cairo, &foot, &broken.lines[0]);
    }
}

static void show_foot(struct drawing *drawing, size_t page, size_t pages)
{
    struct nes_buf buf = nes_buf_begin(drawing->arena, 64);
    struct nes_str number;

    nes_buf_int(&buf, (int64_t)page + 1);
    nes_buf_addz(&buf, " / ");
    nes_buf_int(&buf, (int64_t)pages);
    NES_ASSERT(!nes_buf_done(&buf, &number).what);
    cairo_set_source_rgb(drawing->cairo, 0.35, 0.35, 0.35);
    show_line(drawing, drawing->sheet->mark, NES_PAGE_SIDE, 0);
    show_line(drawing, number, 0, NES_PAGE_WIDTH - NES_PAGE_SIDE);
}

static void show_pages(struct drawing *drawing, const struct nes_pages *pages)
{
    size_t at = 0;

    for (size_t page = 0; page < pages->pages; page++) {
        for (; at < pages->count && pages->pieces[at].page == page; at++) {
            if (pages->pieces[at].kind == NES_PIECE_TEXT) {
                show_text(drawing, &pages->pieces[at]);
            } else {
                show_shape(drawing, &pages->pieces[at]);
            }
        }
        end_section(drawing);
        show_foot(drawing, page, pages->pages);
        cairo_show_page(drawing->cairo);
    }
}

static struct nes_str first_title(const struct nes_sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        if (sheet->blocks[i].kind == NES_SHEET_TITLE) {
            return sheet->blocks[i].text.in[0];
        }
    }
    return sheet->kind;
}

/* False: the document's time is in no year that a calendar has. */
static bool set_about(cairo_surface_t *surface, struct nes_arena *arena, const struct nes_sheet *sheet)
{
    const int64_t second = 1'000'000, first = -62'135'596'800 * second, last = 253'402'300'799 * second;
    char made[NES_INSTANT_TEXT + 1];

    if (sheet->made_us < first || sheet->made_us > last) {
        return false;
    }
    (void)nes_instant_write(sheet->made_us, made);
    memcpy(made + 19, "Z", 2); /* whole seconds */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, nes_str_z(arena, first_title(sheet)));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Nesie");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, made);
    return true;
}

static enum nes_press_status draw(struct nes_type *type, struct nes_arena *arena, const struct nes_sheet *sheet,
                                  struct nes_buf *answer)
{
    struct nes_buf raw = nes_buf_begin(arena, NES_PRESS_FRAME_MAX / 2);
    struct drawing drawing = { .type = type, .arena = arena, .sheet = sheet };
    struct nes_pages pages;
    cairo_surface_t *surface;
    struct nes_str pdf;
    bool fine;

    if (!nes_pages_lay(type, arena, sheet, &pages)) {
        return NES_PRESS_SHEET_LARGE;
    }
    drawing.langs = nes_pdf_langs_begin(arena);
    surface = cairo_pdf_surface_create_for_stream(take, &raw, NES_PAGE_WIDTH, NES_PAGE_HEIGHT);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4); /* objects stay readable (press_pdf.h) */
    fine = set_about(surface, arena, sheet);
    drawing.cairo = cairo_create(surface);
    cairo_tag_begin(drawing.cairo, "Document", NULL);
    show_pages(&drawing, &pages);
    cairo_tag_end(drawing.cairo, "Document");
    fine = fine && cairo_status(drawing.cairo) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(drawing.cairo);
    cairo_surface_finish(surface);
    fine = fine && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (!fine || nes_buf_done(&raw, &pdf).what || !nes_pdf_finish(arena, pdf, &drawing.langs, &pdf)) {
        return NES_PRESS_SHEET_FORM;
    }
    nes_wire_add_u32(answer, (uint32_t)pages.pages);
    nes_wire_add_text(answer, pdf);
    return NES_PRESS_FINE;
}

static enum nes_press_status status_of(struct nes_err err)
{
    return err.what == &nes_fault_SHEET_LETTER  ? NES_PRESS_SHEET_LETTER
           : err.what == &nes_fault_SHEET_LARGE ? NES_PRESS_SHEET_LARGE
                                                : NES_PRESS_SHEET_FORM;
}

enum nes_press_status nes_press_draw(struct nes_press_work *work, struct nes_buf *answer)
{
    NES_AUTO(nes_type_end) struct nes_type *type = NULL;
    struct nes_sheet sheet;
    struct nes_err err = nes_sheet_read(work->arena, work->job.input, &sheet);

    if (err.what) {
        return status_of(err);
    }
    type = nes_type_begin();
    return type ? draw(type, work->arena, &sheet, answer) : NES_PRESS_NO_JOB;
}
