/* src/calc/fold_line.c: keeps the lines that explain the figures. */
#include "calc/fold_run.h"

#define LOOK_BACK 24 /* lines of one step that stand side by side: row, overdue principal, penalty of each late row */

static bool grows(enum nes_line_kind kind)
{
    return kind == NES_LINE_BALANCE || kind == NES_LINE_OVERDUE || kind == NES_LINE_ROW || kind == NES_LINE_PENALTY;
}

static bool continues(const struct nes_line *told, const struct nes_line *line)
{
    return told->figure == line->figure && told->kind == line->kind && told->base.tiyn == line->base.tiyn &&
           told->rate.over == line->rate.over && told->rate.under == line->rate.under &&
           told->to.day + 1 == line->from.day;
}

void nes_run_tell(struct nes_run *run, struct nes_line line)
{
    struct nes_fold *fold = run->fold;
    int32_t floor;

    if (!fold->explains) {
        return;
    }
    floor = line.figure == NES_FIGURE_PENALTY ? 0 : fold->line_floor;
    floor = floor > fold->line_count - LOOK_BACK ? floor : fold->line_count - LOOK_BACK;
    for (int32_t i = fold->line_count - 1; grows(line.kind) && i >= floor; i--) {
        if (continues(&fold->lines[i], &line)) {
            fold->lines[i].to = line.to;
            fold->lines[i].days += line.days;
            fold->lines[i].amount.tiyn += line.amount.tiyn;
            return;
        }
    }
    if (fold->line_count == fold->line_size) {
        int32_t size = fold->line_size * 2 + 32;
        struct nes_line *larger = NES_NEW_MANY(fold->arena, struct nes_line, (size_t)size);

        for (int32_t i = 0; i < fold->line_count; i++) {
            larger[i] = fold->lines[i];
        }
        fold->lines = larger;
        fold->line_size = size;
    }
    fold->lines[fold->line_count++] = line;
}

const struct nes_line *nes_fold_lines(const struct nes_fold *fold, int32_t *count)
{
    *count = fold->line_count;
    return fold->lines;
}
