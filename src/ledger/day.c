/* src/ledger/day.c: closing of days, trial balance, and what doctor asks of the books. */
#include "ledger/ledger.h"
#include "ledger/ledger_sql.h"

static struct nes_err add_row(struct nes_balance *to, struct nes_money debit, struct nes_money credit)
{
    struct nes_money moved;

    to->debit = debit;
    to->credit = credit;
    NES_TRY(nes_money_sub(debit, credit, &moved));
    return nes_money_add(to->balance, moved, &to->balance);
}

/* Both lists are in the order of account numbers. */
static struct nes_err merge(const struct nes_ledger_totals_rows *before, const struct nes_ledger_turnover_rows *moved,
                            struct nes_balances *out)
{
    size_t b = 0, m = 0;

    while (b < before->len || m < moved->len) {
        struct nes_balance *row = &out->rows[out->len++];
        int order = b == before->len  ? 1
                    : m == moved->len ? -1
                                      : nes_str_order(before->rows[b].account, moved->rows[m].account);

        *row = (struct nes_balance){ .account = order <= 0 ? before->rows[b].account : moved->rows[m].account };
        if (order <= 0) {
            row->balance = before->rows[b++].balance;
        }
        if (order >= 0) {
            NES_TRY(add_row(row, moved->rows[m].debit, moved->rows[m].credit));
            m++;
        }
    }
    return NES_FINE;
}

static struct nes_err closed_rows(const struct nes_ledger_totals_rows *totals, struct nes_balances *out)
{
    for (size_t i = 0; i < totals->len; i++) {
        out->rows[out->len++] = (struct nes_balance){ totals->rows[i].account, totals->rows[i].debit,
                                                      totals->rows[i].credit, totals->rows[i].balance };
    }
    return NES_FINE;
}

struct nes_err nes_ledger_trial(struct nes_tx *tx, struct nes_date day, struct nes_balances *out)
{
    struct nes_ledger_turnover_rows moved = { 0 };
    struct nes_ledger_totals_rows totals;
    struct nes_date closed_on;

    NES_TRY(nes_ledger_closed_on(tx, &closed_on));
    *out = (struct nes_balances){ 0 };
    if (day.day <= closed_on.day) {
        NES_TRY(nes_ledger_totals(tx, day, &totals));
        out->rows = NES_NEW_MANY(nes_tx_arena(tx), struct nes_balance, totals.len + 1);
        return closed_rows(&totals, out);
    }
    NES_TRY(nes_ledger_totals(tx, closed_on, &totals));
    NES_TRY(nes_ledger_turnover(tx, closed_on, day, &moved));
    out->rows = NES_NEW_MANY(nes_tx_arena(tx), struct nes_balance, totals.len + moved.len + 1);
    return merge(&totals, &moved, out);
}

static struct nes_err sum_is_zero(const struct nes_balances *balances)
{
    struct nes_money sum = { 0 };

    for (size_t i = 0; i < balances->len; i++) {
        NES_TRY(nes_money_add(sum, balances->rows[i].balance, &sum));
    }
    return sum.tiyn == 0 ? NES_FINE : NES_FAIL(LEDGER_TRIAL, "day");
}

struct nes_err nes_ledger_close_day(struct nes_tx *tx, struct nes_date day)
{
    struct nes_book_take_row book;
    struct nes_balances balances;

    NES_TRY(nes_book_take(tx, &book));
    if (day.day != book.closed_on.day + 1 || day.day >= nes_date_at(nes_tx_now(tx)).day) {
        return NES_FAIL(LEDGER_ORDER, "day");
    }
    NES_TRY(nes_ledger_trial(tx, day, &balances));
    NES_TRY(sum_is_zero(&balances));
    for (size_t i = 0; i < balances.len; i++) {
        const struct nes_balance *row = &balances.rows[i];

        NES_TRY(nes_ledger_total_insert(tx, &(struct nes_ledger_total_insert_in){ row->account, day, row->debit,
                                                                                  row->credit, row->balance }));
    }
    return nes_book_close(tx, day);
}

struct nes_err nes_ledger_examine(struct nes_tx *tx, struct nes_ledger_faults *out)
{
    struct nes_ledger_journals_empty_row empty;
    struct nes_ledger_totals_wrong_row wrong;
    struct nes_ledger_late_row late;
    struct nes_ledger_sum_row sum;

    NES_TRY(nes_ledger_journals_empty(tx, &empty));
    NES_TRY(nes_ledger_totals_wrong(tx, &wrong));
    NES_TRY(nes_ledger_late(tx, &late));
    NES_TRY(nes_ledger_sum(tx, &sum));
    *out = (struct nes_ledger_faults){ .journals_empty = empty.n, .totals_wrong = wrong.n, .late = late.n,
                                       .sum = sum.amount };
    return NES_FINE;
}
