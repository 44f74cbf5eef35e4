/* src/calc/explain.h: the lines that explain a figure, as data. Text in Kazakh, Russian and English is made elsewhere;
 * here is a plain English one for the command line. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "calc/date.h"
#include "calc/money.h"

enum nes_figure {
    NES_FIGURE_PRINCIPAL = 1,
    NES_FIGURE_REMUNERATION,
    NES_FIGURE_PENALTY,
    NES_FIGURE_COSTS,
    NES_FIGURE_SUSPENSE,
    NES_FIGURE_WITHHELD,
};

enum nes_line_kind {
    NES_LINE_PAYOUT = 1,    /* from, amount */
    NES_LINE_BALANCE,       /* nights × rate × base */
    NES_LINE_OVERDUE,       /* the same on overdue principal */
    NES_LINE_ROW,           /* nights of the row's own remuneration (base); rate is nights of the row, as 1 ÷ n */
    NES_LINE_AGREED,        /* to the figure that the schedule agreed */
    NES_LINE_PENALTY,       /* days × rate × base */
    NES_LINE_COST,
    NES_LINE_RECEIVED,
    NES_LINE_PAID,          /* negative */
    NES_LINE_WRITTEN_OFF,   /* negative */
    NES_LINE_FORGIVEN,      /* negative */
    NES_LINE_REFUNDED,      /* negative */
    NES_LINE_BACK,          /* withheld remuneration added after the suspension */
    NES_LINE_DROPPED,       /* withheld remuneration given up; negative */
};

/* `amount` is the rounded sum to the line's end less the rounded sum to its begin, so lines add up to the figure. */
struct nes_line {
    enum nes_figure figure;
    enum nes_line_kind kind;
    struct nes_date from, to;   /* both included; equal for what happens on a day */
    int32_t days;               /* nights or days counted; 0 where it has no meaning */
    struct nes_ratio rate;      /* of a year (remuneration) or a day (penalty); under 0: none */
    struct nes_money base;
    struct nes_money amount;
    bool capped;                /* the year's cap of penalty, or the row's agreed figure, bound */
};

const char *nes_figure_name(enum nes_figure figure);
const char *nes_line_name(enum nes_line_kind kind);

/* "15.03–14.04: 31 days × 36 % / 365 × 412500.00 = 12612.33"; `year` is the days of a year by the day count, 0 to
 * leave it out. The text lives in the arena. */
struct nes_arena;
struct nes_str nes_line_text(struct nes_arena *arena, const struct nes_line *line, int32_t year);
