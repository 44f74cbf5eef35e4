/* src/lending/line_say.h: the lines that explain a debt (calc/explain.h), in the language of their reader. RULE 7.5 */
#pragma once
#include "base/words.h"
#include "calc/explain.h"

/* "15.03.2026–14.04.2026: 31 күн × 36,0 % / 365 × 412 500,00 = 12 612,33 ₸"; `year` is the days of a year by the day
 * count, 0 to leave it out. In the arena. PAPER_FIGURE_FORM: a rate that is not exact to six decimals of a percent. */
struct nes_err nes_line_say(struct nes_arena *arena, enum nes_lang lang, const struct nes_line *line, int32_t year,
                            struct nes_str *out);
