#include "app/paper_figures.h"

#include "calc/ratio.h"
#include "json/instant.h"
#include "paper/paper_faults.h"
#include "paper/paper_template.h"

#define CELLS 7

struct reading {
    struct nes_arena *arena;
    const struct nes_paper_template *template;
    struct nes_paper_input *input;
    struct nes_paper_figure *figures, *entries, *evidence;
    struct nes_row *rows;
};

static bool take_digits(struct nes_str text, int64_t *out)
{
    return !nes_str_int(text, out).what && *out > 0;
}

/* "12 months", "30 days". */
static struct nes_err read_term(struct nes_str text, struct nes_paper_figure *figure)
{
    struct nes_str number, unit;
    int64_t *into;

    (void)nes_str_cut(text, ' ', &number, &unit);
    into = nes_str_is(unit, "months") ? &figure->under : nes_str_is(unit, "days") ? &figure->number : NULL;
    return into && take_digits(number, into) ? NES_FINE : NES_FAIL(PAPER_FIGURE_FORM, figure->name);
}

static struct nes_err read_rate(struct nes_str text, struct nes_paper_figure *figure)
{
    struct nes_ratio ratio;

    NES_TRY(nes_percent_read(text, &ratio));
    figure->number = ratio.over;
    figure->under = ratio.under;
    return NES_FINE;
}

static struct nes_err read_money(struct nes_str text, int64_t *tiyn)
{
    struct nes_money amount;

    NES_TRY(nes_money_read(text, &amount));
    *tiyn = amount.tiyn;
    return NES_FINE;
}

static struct nes_err read_date(struct nes_str text, int64_t *day)
{
    struct nes_date date;

    NES_TRY(nes_date_read(text, &date));
    *day = date.day;
    return NES_FINE;
}

static struct nes_err read_value(const struct nes_str *cells, struct nes_paper_figure *figure)
{
    switch (figure->form) {
    case NES_PAPER_FORM_TEXT:
    case NES_PAPER_FORM_WORD:
        figure->kk = cells[1];
        figure->ru = cells[2].len > 0 ? cells[2] : cells[1];
        return NES_FINE;
    case NES_PAPER_FORM_MONEY:
        return read_money(cells[1], &figure->number);
    case NES_PAPER_FORM_DATE:
        return read_date(cells[1], &figure->number);
    case NES_PAPER_FORM_INSTANT:
        return nes_instant_read(cells[1], &figure->number);
    case NES_PAPER_FORM_RATE:
        return read_rate(cells[1], figure);
    case NES_PAPER_FORM_TERM:
        return read_term(cells[1], figure);
    case NES_PAPER_FORM_COUNT:
        return nes_str_int(cells[1], &figure->number);
    case NES_PAPER_FORM_FLAG:
        return NES_FINE;
    case NES_PAPER_FORMS:
        break;
    }
    NES_BUG("a known form of figure");
}

static struct nes_err add_figure(struct reading *reading, const struct nes_str *cells)
{
    struct nes_paper_figure *figure = &reading->figures[reading->input->count++];

    figure->name = nes_str_z(reading->arena, cells[0]);
    for (size_t i = 0; i < reading->template->need_count; i++) {
        if (nes_str_is(cells[0], reading->template->needs[i].name)) {
            figure->form = reading->template->needs[i].form;
            return read_value(cells, figure);
        }
    }
    return NES_FAIL(PAPER_FIGURE_UNKNOWN, figure->name);
}

static struct nes_err add_row(struct reading *reading, const struct nes_str *cells)
{
    struct nes_row *row = &reading->rows[reading->input->row_count++];
    int64_t nr;

    NES_TRY(nes_str_int(cells[1], &nr));
    if (nr < 0 || nr > NES_SHEET_ROWS_MAX) {
        return NES_FAIL(PAPER_SCHEDULE, "nr");
    }
    row->nr = (int32_t)nr;
    NES_TRY(nes_date_read(cells[2], &row->date));
    NES_TRY(nes_money_read(cells[3], &row->payout));
    NES_TRY(nes_money_read(cells[4], &row->principal));
    NES_TRY(nes_money_read(cells[5], &row->remuneration));
    NES_TRY(nes_money_read(cells[6], &row->balance));
    return nes_money_add(row->principal, row->remuneration, &row->due);
}

/* A row of a list: its name is the key of its label. */
static void add_said(struct reading *reading, const struct nes_str *cells, struct nes_paper_figure *figure)
{
    figure->name = nes_str_z(reading->arena, cells[1]);
    figure->form = nes_instant_read(cells[2], &figure->number).what ? NES_PAPER_FORM_TEXT : NES_PAPER_FORM_INSTANT;
    figure->kk = cells[2];
    figure->ru = cells[3].len > 0 ? cells[3] : cells[2];
}

static struct nes_err add_line(struct reading *reading, struct nes_str line)
{
    struct nes_str cells[CELLS] = { { 0 } }, rest = line;

    for (size_t i = 0; i < CELLS && rest.len > 0; i++) {
        (void)nes_str_cut(rest, '\t', &cells[i], &rest);
    }
    if (cells[0].len == 0 || cells[0].ptr[0] == '#') {
        return NES_FINE;
    }
    if (nes_str_is(cells[0], "made")) {
        return nes_instant_read(cells[1], &reading->input->made_us);
    }
    if (nes_str_is(cells[0], "row")) {
        return add_row(reading, cells);
    }
    if (nes_str_is(cells[0], "entry")) {
        add_said(reading, cells, &reading->entries[reading->input->entry_count++]);
        return NES_FINE;
    }
    if (nes_str_is(cells[0], "evidence")) {
        add_said(reading, cells, &reading->evidence[reading->input->evidence_count++]);
        return NES_FINE;
    }
    return add_figure(reading, cells);
}

struct nes_err nes_paper_figures_read(struct nes_arena *arena, enum nes_paper_kind kind, struct nes_str text,
                                      struct nes_paper_input *out)
{
    struct reading reading = { .arena = arena, .template = &nes_paper_templates[kind], .input = out };
    struct nes_str line;
    size_t lines = 1;

    for (size_t i = 0; i < text.len; i++) {
        lines += text.ptr[i] == '\n';
    }
    reading.figures = NES_NEW_MANY(arena, struct nes_paper_figure, lines);
    reading.entries = NES_NEW_MANY(arena, struct nes_paper_figure, lines);
    reading.evidence = NES_NEW_MANY(arena, struct nes_paper_figure, lines);
    reading.rows = NES_NEW_MANY(arena, struct nes_row, lines);
    *out = (struct nes_paper_input){ .kind = kind, .figures = reading.figures, .rows = reading.rows,
                                     .entries = reading.entries, .evidence = reading.evidence };
    while (text.len > 0) {
        struct nes_err err;

        (void)nes_str_cut(text, '\n', &line, &text);
        err = add_line(&reading, line);
        if (err.what) {
            err.at = err.at ? err.at : nes_str_z(arena, line);
            return err;
        }
    }
    return NES_FINE;
}
