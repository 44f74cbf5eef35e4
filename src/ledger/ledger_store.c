#include "ledger/ledger.h"
#include "ledger/ledger_sql.h"

static struct nes_err account_open(struct nes_tx *tx, struct nes_str code, const char *side)
{
    struct nes_account_state_row row;
    bool found;

    NES_TRY(nes_account_state(tx, code, &row, &found));
    if (!found || !row.is_open) {
        return NES_FAIL(LEDGER_ACCOUNT, side);
    }
    return NES_FINE;
}

static struct nes_err check_accounts(struct nes_tx *tx, const struct nes_journal *journal)
{
    for (size_t i = 0; i < journal->len; i++) {
        NES_TRY(account_open(tx, journal->entries[i].debit, "debit"));
        NES_TRY(account_open(tx, journal->entries[i].credit, "credit"));
    }
    return NES_FINE;
}

static struct nes_err write_journal(struct nes_tx *tx, const struct nes_journal *journal)
{
    int64_t written;

    NES_TRY(nes_journal_insert(tx,
                               &(struct nes_journal_insert_in){
                                   .id = journal->id.id,
                                   .kind = journal->kind,
                                   .value_on = journal->value_on,
                                   .booked_on = journal->booked_on,
                                   .operation = nes_tx_operation(tx),
                                   .reverses = journal->reverses.id,
                                   .note = journal->note,
                                   .booked_at = nes_tx_now(tx),
                               },
                               &written));
    if (written == 0) { /* ids are new, so only the unique reversal can be there already */
        return NES_FAIL(LEDGER_REVERSED, "reverses");
    }
    for (size_t i = 0; i < journal->len; i++) {
        const struct nes_entry *entry = &journal->entries[i];

        NES_ASSERT(entry->amount.tiyn > 0);
        NES_TRY(nes_entry_insert(tx, &(struct nes_entry_insert_in){ journal->id.id, (int32_t)i + 1, entry->debit,
                                                                    entry->credit, entry->amount,
                                                                    journal->booked_on, entry->subject }));
    }
    return NES_FINE;
}

struct nes_err nes_ledger_begin(struct nes_tx *tx, struct nes_date first)
{
    int64_t begun;

    return nes_book_begin(tx, (struct nes_date){ first.day - 1 }, &begun);
}

struct nes_err nes_ledger_post(struct nes_tx *tx, struct nes_journal *journal)
{
    struct nes_book_share_row book;

    NES_TRY(nes_journal_check(journal, nes_date_at(nes_tx_now(tx))));
    NES_TRY(check_accounts(tx, journal));
    NES_TRY(nes_book_share(tx, &book));
    journal->booked_on = nes_journal_booked_on(journal->value_on, book.closed_on);
    return write_journal(tx, journal);
}

struct nes_err nes_ledger_propose(struct nes_tx *tx, const struct nes_journal *journal, struct nes_id maker)
{
    NES_TRY(nes_journal_check(journal, nes_date_at(nes_tx_now(tx))));
    NES_TRY(check_accounts(tx, journal));
    NES_TRY(nes_journal_propose(tx, &(struct nes_journal_propose_in){ journal->id.id, journal->value_on,
                                                                      journal->note, journal->reverses.id, maker,
                                                                      nes_tx_now(tx) }));
    for (size_t i = 0; i < journal->len; i++) {
        const struct nes_entry *entry = &journal->entries[i];

        NES_TRY(nes_journal_propose_entry(tx, &(struct nes_journal_propose_entry_in){
                                                  journal->id.id, (int32_t)i + 1, entry->debit, entry->credit,
                                                  entry->amount }));
    }
    return NES_FINE;
}

static struct nes_err proposed_entries(struct nes_tx *tx, struct nes_journal *journal)
{
    struct nes_journal_proposal_entries_rows found;
    struct nes_entry *entries;

    NES_TRY(nes_journal_proposal_entries(tx, journal->id.id, &found));
    entries = NES_NEW_MANY(nes_tx_arena(tx), struct nes_entry, found.len + 1);
    for (size_t i = 0; i < found.len; i++) {
        entries[i] = (struct nes_entry){ .debit = found.rows[i].debit, .credit = found.rows[i].credit,
                                         .amount = found.rows[i].amount };
    }
    journal->entries = entries;
    journal->len = found.len;
    return NES_FINE;
}

struct nes_err nes_ledger_decide(struct nes_tx *tx, struct nes_journal_id proposal, struct nes_id checker,
                                 bool approve, struct nes_journal *posted)
{
    struct nes_journal_proposal_take_row row;
    bool found;

    NES_TRY(nes_journal_proposal_take(tx, proposal.id, &row, &found));
    if (!found) {
        return NES_FAIL(DB_NO_ROW, "journal");
    }
    if (nes_id_eq(row.maker, checker)) {
        return NES_REFUSE(LEDGER_MAKER, "journal");
    }
    if (!nes_id_none(row.decided_by)) {
        return NES_FAIL(LEDGER_DECIDED, "journal");
    }
    NES_TRY(nes_journal_proposal_decide(tx, proposal.id, checker, nes_tx_now(tx), approve));
    *posted = (struct nes_journal){ .id = proposal, .kind = NES_STR("manual"), .value_on = row.value_on,
                                    .reverses = { row.reverses }, .note = row.note };
    NES_TRY(proposed_entries(tx, posted));
    return approve ? nes_ledger_post(tx, posted) : NES_FINE;
}

struct nes_err nes_ledger_closed_on(struct nes_tx *tx, struct nes_date *out)
{
    struct nes_book_closed_on_row row;

    NES_TRY(nes_book_closed_on(tx, &row));
    *out = row.closed_on;
    return NES_FINE;
}
