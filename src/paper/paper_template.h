/* src/paper/paper_template.h: what tools/papers.py makes of paper.def and templates/NAME.tsv. */
#pragma once
#include "base/words.h"
#include "paper/paper.h"

enum nes_paper_list { NES_PAPER_LIST_SCHEDULE = 1, NES_PAPER_LIST_ENTRIES = 2, NES_PAPER_LIST_EVIDENCE = 4,
                      NES_PAPER_LIST_SIGNED = 8 };

struct nes_paper_line {
    enum nes_sheet_kind kind;
    bool entries;                            /* here stand the entries, and nothing else */
    const char *only;                        /* the line stands only where this option is given ("!x": is not) */
    const char *text[NES_SHEET_LANGS], *value[NES_SHEET_LANGS]; /* {name}: the figure */
};

struct nes_paper_need {
    const char *name;
    enum nes_paper_form form;
    bool optional;
};

struct nes_paper_template {
    const char *name;
    unsigned lists;
    const struct nes_paper_line *lines;
    size_t line_count;
    const struct nes_paper_need *needs;
    size_t need_count;
};

/* By enum nes_paper_kind; the first is nothing. */
extern const struct nes_paper_template nes_paper_templates[];

/* The figure that a `{name}` begins, or NULL; `*rest` goes behind it. Text before it in `*before`. */
bool nes_paper_next_name(struct nes_str *rest, struct nes_str *before, struct nes_str *name);

/* paper_text.c: a figure as people read it, in the arena. PAPER_FIGURE_FORM, SHEET_LETTER with the figure's name. */
struct nes_err nes_paper_show(struct nes_arena *arena, const struct nes_paper_figure *figure, enum nes_lang lang,
                              struct nes_str *out);
struct nes_str nes_paper_amount(struct nes_arena *arena, struct nes_money amount);
struct nes_str nes_paper_day(struct nes_arena *arena, struct nes_date date);

/* paper_schedule.c: the table of a schedule; PAPER_SCHEDULE with what does not meet. */
struct nes_err nes_paper_schedule(struct nes_arena *arena, const struct nes_row *rows, int32_t count,
                                  const struct nes_sheet_table **out);
