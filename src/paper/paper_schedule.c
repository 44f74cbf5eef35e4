/* src/paper/paper_schedule.c: the schedule as a table, only if its sums meet. */
#include "base/words.h"
#include "paper/paper_faults.h"
#include "paper/paper_template.h"

#define COLUMNS 6
static const char *const heads[COLUMNS] = {
    "paper.schedule.nr",           "paper.schedule.date",  "paper.schedule.principal",
    "paper.schedule.remuneration", "paper.schedule.total", "paper.schedule.balance",
};

struct sums {
    struct nes_money principal, remuneration, due, balance;
    struct nes_date day;
};

/* Each amount follows from the rows before; what the signed paper shows adds up. */
static struct nes_err add_row(struct sums *sums, const struct nes_row *row)
{
    struct nes_money due, balance;

    NES_TRY(nes_money_add(row->principal, row->remuneration, &due));
    NES_TRY(nes_money_add(sums->balance, row->payout, &balance));
    NES_TRY(nes_money_sub(balance, row->principal, &balance));
    if (due.tiyn != row->due.tiyn || row->principal.tiyn < 0 || row->remuneration.tiyn < 0 || row->payout.tiyn < 0) {
        return NES_FAIL(PAPER_SCHEDULE, "due");
    }
    if (row->nr == 0 ? row->due.tiyn != 0 : row->payout.tiyn != 0) {
        return NES_FAIL(PAPER_SCHEDULE, "payout"); /* a row is one or the other */
    }
    if (balance.tiyn != row->balance.tiyn || balance.tiyn < 0) {
        return NES_FAIL(PAPER_SCHEDULE, "balance");
    }
    if (row->date.day < sums->day.day || row->date.day <= 0 || row->date.day > NES_DATE_LAST) {
        return NES_FAIL(PAPER_SCHEDULE, "date");
    }
    sums->day = row->date;
    sums->balance = balance;
    NES_TRY(nes_money_add(sums->principal, row->principal, &sums->principal));
    NES_TRY(nes_money_add(sums->remuneration, row->remuneration, &sums->remuneration));
    return nes_money_add(sums->due, row->due, &sums->due);
}

static void write_row(struct nes_arena *arena, const struct nes_row *row, struct nes_str *cells)
{
    struct nes_buf number = nes_buf_begin(arena, 16);

    nes_buf_int(&number, row->nr);
    cells[0] = (struct nes_str){ number.ptr, number.len };
    cells[1] = nes_paper_day(arena, row->date);
    if (row->nr > 0) {
        cells[2] = nes_paper_amount(arena, row->principal);
        cells[3] = nes_paper_amount(arena, row->remuneration);
        cells[4] = nes_paper_amount(arena, row->due);
    }
    cells[5] = nes_paper_amount(arena, row->balance);
}

static struct nes_sheet_text *write_heads(struct nes_arena *arena)
{
    struct nes_sheet_text *head = NES_NEW_MANY(arena, struct nes_sheet_text, COLUMNS);

    for (size_t i = 0; i < COLUMNS; i++) {
        head[i].in[0] = nes_words(NES_LANG_KK, heads[i]);
        head[i].in[1] = nes_words(NES_LANG_RU, heads[i]);
    }
    return head;
}

/* A cell is the same in all languages, so the name of the sums is, too. */
static struct nes_str name_of_sums(struct nes_arena *arena)
{
    struct nes_buf name = nes_buf_begin(arena, 64);

    nes_buf_add(&name, nes_words(NES_LANG_KK, "paper.schedule.sums"));
    nes_buf_add(&name, NES_STR(" / "));
    nes_buf_add(&name, nes_words(NES_LANG_RU, "paper.schedule.sums"));
    return (struct nes_str){ name.ptr, name.len };
}

struct nes_err nes_paper_schedule(struct nes_arena *arena, const struct nes_row *rows, int32_t count,
                                  const struct nes_sheet_table **out)
{
    struct nes_sheet_table *table = NES_NEW(arena, struct nes_sheet_table);
    struct nes_str *cells, *total = NES_NEW_MANY(arena, struct nes_str, COLUMNS);
    struct sums sums = { 0 };

    if (count <= 0 || count > NES_SHEET_ROWS_MAX) {
        return NES_FAIL(PAPER_SCHEDULE, "rows");
    }
    if (rows[0].nr > 0) { /* a later schedule begins with what is owed */
        NES_TRY(nes_money_add(rows[0].balance, rows[0].principal, &sums.balance));
    }
    cells = NES_NEW_MANY(arena, struct nes_str, (size_t)count * COLUMNS);
    for (int32_t i = 0; i < count; i++) {
        NES_TRY(add_row(&sums, &rows[i]));
        write_row(arena, &rows[i], &cells[(size_t)i * COLUMNS]);
    }
    if (sums.balance.tiyn != 0) {
        return NES_FAIL(PAPER_SCHEDULE, "balance");
    }
    total[1] = name_of_sums(arena);
    total[2] = nes_paper_amount(arena, sums.principal);
    total[3] = nes_paper_amount(arena, sums.remuneration);
    total[4] = nes_paper_amount(arena, sums.due);
    *table = (struct nes_sheet_table){ .columns = COLUMNS, .rows = (size_t)count, .head = write_heads(arena),
                                       .cells = cells, .total = total };
    *out = table;
    return NES_FINE;
}
