#include "test/fault/deed.h"

#include "test/fault/deed_sql.h"

struct nes_err nes_test_accounts(struct nes_tx *tx, void *none)
{
    (void)none;
    for (int32_t nr = 1; nr <= NES_TEST_ACCOUNTS; nr++) {
        NES_TRY(nes_test_account_insert(tx, nr, (struct nes_money){ NES_TEST_EACH }));
    }
    return NES_FINE;
}

/* Accounts are locked in the order of their numbers. */
struct nes_err nes_test_move(struct nes_tx *tx, void *self)
{
    struct nes_test_move *move = self;
    int32_t low = move->payer < move->payee ? move->payer : move->payee;
    int64_t count, by = low == move->payer ? -move->amount : move->amount;

    move->runs++;
    NES_TRY(nes_test_deed_once(tx, move->id, move->payer, move->payee, (struct nes_money){ move->amount }, &count));
    move->fresh = count == 1;
    if (!move->fresh) {
        return NES_FINE;
    }
    NES_TRY(nes_test_account_add(tx, low, (struct nes_money){ by }, &count));
    NES_TRY(nes_test_account_add(tx, move->payer + move->payee - low, (struct nes_money){ -by }, &count));
    return count == 1 ? NES_FINE : NES_FAIL(DB_NO_ROW, "account");
}

struct sums {
    int64_t paid[NES_TEST_ACCOUNTS + 1];
    int64_t deeds;
};

static struct nes_err add_up(void *self, const struct nes_test_deed_moves_row *row)
{
    struct sums *sums = self;

    sums->paid[row->payer] -= row->amount.tiyn;
    sums->paid[row->payee] += row->amount.tiyn;
    sums->deeds++;
    return NES_FINE;
}

struct nes_err nes_test_books(struct nes_tx *tx, void *count)
{
    struct sums sums = { 0 };
    struct nes_test_account_all_rows all;

    NES_TRY(nes_test_deed_moves(tx, add_up, &sums));
    NES_TRY(nes_test_account_all(tx, &all));
    for (size_t i = 0; i < all.len; i++) {
        if (all.rows[i].balance.tiyn != NES_TEST_EACH + sums.paid[all.rows[i].nr]) {
            return NES_FAIL(DB_CHECK, "a balance is not the sum of its deeds");
        }
    }
    if (count) {
        *(int64_t *)count = sums.deeds;
    }
    return NES_FINE;
}
