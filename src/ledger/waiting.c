#include "ledger/ledger.h"

#include "ledger/ledger_sql.h"

/* The rows of one proposal follow each other. */
static bool same(const struct nes_journal_proposals_open_row *a, const struct nes_journal_proposals_open_row *b)
{
    return nes_id_eq(a->id, b->id);
}

struct nes_err nes_ledger_waiting(struct nes_tx *tx, struct nes_waiting_journals *out)
{
    struct nes_journal_proposals_open_rows found;
    struct nes_entry *entries;

    NES_TRY(nes_journal_proposals_open(tx, &found));
    *out = (struct nes_waiting_journals){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_waiting_journal, found.len + 1),
                                          0 };
    entries = NES_NEW_MANY(nes_tx_arena(tx), struct nes_entry, found.len + 1);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_journal_proposals_open_row *row = &found.rows[i];

        if (i == 0 || !same(row, row - 1)) {
            out->rows[out->len++] = (struct nes_waiting_journal){
                .journal = { .id = { row->id }, .kind = NES_STR("manual"), .value_on = row->value_on,
                             .note = row->note, .entries = &entries[i] },
                .maker = row->maker, .made_at = row->made_at,
            };
        }
        entries[i] = (struct nes_entry){ .debit = row->debit, .credit = row->credit, .amount = row->amount };
        out->rows[out->len - 1].journal.len++;
    }
    return NES_FINE;
}

struct nes_err nes_ledger_chart(struct nes_tx *tx, struct nes_chart *out)
{
    struct nes_account_list_rows found;

    NES_TRY(nes_account_list(tx, &found));
    out->rows = NES_NEW_MANY(nes_tx_arena(tx), struct nes_chart_account, found.len + 1);
    out->len = found.len;
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_account_list_row *row = &found.rows[i];

        out->rows[i] = (struct nes_chart_account){ row->code, row->name_kk, row->name_ru, row->name_en, row->is_open };
    }
    return NES_FINE;
}
