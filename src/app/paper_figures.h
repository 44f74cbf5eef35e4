/* src/app/paper_figures.h: the figures of a document from a file, for `nesie paper`: lines of cells between tabs.
 *
 *   made      2026-01-05T10:00:00.000000Z           the document's own time
 *   NAME      value [value in Russian]              a figure of paper.def; money "200000.00", day "2026-01-05", rate
 *                                                   "36", term "12 months" or "30 days", instant as above
 *   row       nr day payout principal remuneration balance
 *   entry     key value [value in Russian]          a value that is an instant is shown as one
 *   evidence  key value [value in Russian]
 *
 * Empty lines and lines that begin with # are passed over. */
#pragma once
#include "paper/paper.h"

/* In the arena; texts point into `text`. PAPER_FIGURE_* and the faults of amounts and dates, `at` the line's name. */
struct nes_err nes_paper_figures_read(struct nes_arena *arena, enum nes_paper_kind kind, struct nes_str text,
                                      struct nes_paper_input *out);
