#include "payment/statement.h"

#include <stdlib.h>

#include "ledger/ledger.h"
#include "payment/own_account.h"
#include "payment/payment.h"
#include "payment/payout_sql.h"
#include "payment/refund_sql.h"
#include "payment/statement_sql.h"

static const char *const words[] = { [NES_BANK_LINE_MATCHED] = "matched",
                                     [NES_BANK_LINE_UNIDENTIFIED] = "unidentified", [NES_BANK_LINE_OWN] = "own",
                                     [NES_BANK_LINE_STRANGE] = "strange", [NES_BANK_LINE_RETURNED] = "returned" };

const char *nes_line_state_word(enum nes_line_state state)
{
    NES_ASSERT(state >= NES_BANK_LINE_MATCHED && state <= NES_BANK_LINE_RETURNED);
    return words[state];
}

static enum nes_line_state state_of(struct nes_str word)
{
    return (enum nes_line_state)nes_str_place(words, NES_LEN(words), word);
}

/* --- importing --- */

struct import {
    struct nes_tx *tx;
    const struct nes_statement *statement;
    struct nes_statement_done *done;
    bool *known;                    /* of each entry: taken before */
};

static int by_ref(const void *a, const void *b)
{
    const struct nes_lines_known_row *one = a, *other = b;

    return nes_str_order(one->ref, other->ref);
}

/* Which entries the bank told of before; told otherwise then, nothing of this statement is believed. */
static struct nes_err sort_out(struct import *import)
{
    const struct nes_statement *statement = import->statement;
    struct nes_arena *arena = nes_tx_arena(import->tx);
    struct nes_lines_known_in *refs = NES_NEW_MANY(arena, struct nes_lines_known_in, statement->len + 1);
    struct nes_lines_known_rows rows;

    import->known = NES_NEW_MANY(arena, bool, statement->len + 1);
    for (size_t i = 0; i < statement->len; i++) {
        refs[i].ref = statement->entries[i].ref;
    }
    NES_TRY(nes_lines_known(import->tx, refs, statement->len, &rows));
    qsort(rows.rows, rows.len, sizeof(*rows.rows), by_ref);
    for (size_t i = 0; i < statement->len; i++) {
        const struct nes_statement_entry *entry = &statement->entries[i];
        struct nes_lines_known_row key = { .ref = entry->ref };
        const struct nes_lines_known_row *row = bsearch(&key, rows.rows, rows.len, sizeof(key), by_ref);

        import->known[i] = row != NULL;
        if (row && (row->is_in != entry->in || row->amount.tiyn != entry->amount.tiyn ||
                    row->value_on.day != entry->value_on.day || row->booked_on.day != entry->booked_on.day)) {
            return NES_REFUSE(STATEMENT_OTHER, "reference");
        }
    }
    return NES_FINE;
}

/* The bank's side of a line; what the money is for is posted by its loan, its payout, or a person. */
static struct nes_err post(const struct import *import, const struct nes_statement_entry *entry,
                           enum nes_line_state state, struct nes_line_id line)
{
    static const struct {
        struct nes_str debit, credit;
    } sides[] = {
        [NES_BANK_LINE_MATCHED] = { NES_STR_INIT("1030"), NES_STR_INIT("3390") },
        [NES_BANK_LINE_UNIDENTIFIED] = { NES_STR_INIT("1030"), NES_STR_INIT("3390") },
        [NES_BANK_LINE_OWN] = { NES_STR_INIT("1040"), NES_STR_INIT("1030") },
        [NES_BANK_LINE_STRANGE] = { NES_STR_INIT("1280"), NES_STR_INIT("1030") },
    };
    struct nes_entry sum = { .debit = sides[state].debit, .credit = sides[state].credit, .amount = entry->amount,
                             .subject = line.id };
    struct nes_journal journal = { .id = { nes_tx_new_id(import->tx) }, .kind = NES_STR("bank"),
                                   .value_on = entry->booked_on, .entries = &sum, .len = 1, .note = entry->ref };

    return nes_ledger_post(import->tx, &journal);
}

static struct nes_err add_line(const struct import *import, const struct nes_statement_entry *entry,
                               enum nes_line_state state, struct nes_line_id *id)
{
    *id = (struct nes_line_id){ nes_tx_new_id(import->tx) };
    import->done->fresh++;
    NES_TRY(nes_line_insert(import->tx, &(struct nes_line_insert_in){
                                            *id, import->done->id, entry->ref, entry->in,
                                            nes_str_of(nes_line_state_word(state)), entry->amount, entry->value_on,
                                            entry->booked_on }));
    return post(import, entry, state, *id);
}

/* The loan whose contract is named; else the only open one of the payer. None: a person decides. */
static struct nes_err loan_of(struct nes_tx *tx, const struct nes_statement_entry *entry, struct nes_loan_id *out)
{
    struct nes_client_by_iin_index_row payer;
    struct nes_contract contract;
    struct nes_loan_id only;
    bool found;

    *out = (struct nes_loan_id){ 0 };
    if (entry->contract.len > 0) {
        NES_TRY(nes_contract_by_number(tx, entry->contract, &contract, &found));
        if (found) {
            return nes_payment_open_loan(tx, contract.loan, entry->value_on, out);
        }
    }
    if (entry->payer_index.len > 0) {
        NES_TRY(nes_client_by_iin_index(tx, entry->payer_index, &payer, &found));
        if (found) {
            NES_TRY(nes_payment_only_loan(tx, payer.id, &only));
            return nes_payment_open_loan(tx, only, entry->value_on, out);
        }
    }
    return NES_FINE;
}

/* An order of ours: the payout or the refund that it carries. */
struct ours {
    struct nes_payout_id payout;
    struct nes_refund_id refund;
    bool own;
};

/* One that left, of this amount, not seen on a statement before. Its outcome may still be unknown to us: the question
 * will tell, and the money is in transit until then. One that was refused must not be here. */
static struct nes_err ours_of(struct nes_tx *tx, const struct nes_statement_entry *entry, struct ours *out)
{
    struct nes_errand_id errand = { entry->end_to_end };
    struct nes_payout_by_errand_row payout;
    struct nes_refund_by_errand_row refund;
    bool found;

    *out = (struct ours){ 0 };
    if (nes_id_none(entry->end_to_end)) {
        return NES_FINE;
    }
    NES_TRY(nes_payout_by_errand(tx, errand, &payout, &found));
    if (found) {
        out->payout = payout.id;
        out->own = !nes_str_is(payout.state, "refused") && payout.amount.tiyn == entry->amount.tiyn &&
                   nes_id_none(payout.line_id);
        return NES_FINE;
    }
    NES_TRY(nes_refund_by_errand(tx, errand, &refund, &found));
    if (found) {
        out->refund = refund.id;
        out->own = !nes_str_is(refund.state, "refused") && refund.amount.tiyn == entry->amount.tiyn &&
                   nes_id_none(refund.seen_id.id);
    }
    return NES_FINE;
}

static struct nes_err take_in(const struct import *import, const struct nes_statement_entry *entry)
{
    struct nes_payment payment = { .amount = entry->amount, .value_on = entry->value_on };
    struct ours ours;

    NES_TRY(ours_of(import->tx, entry, &ours));
    if (nes_id_none(ours.payout.id) && nes_id_none(ours.refund.id)) { /* else what left has come back: nobody paid it */
        NES_TRY(loan_of(import->tx, entry, &payment.loan));
    }
    if (nes_id_none(payment.loan.id)) {
        NES_TRY(add_line(import, entry, NES_BANK_LINE_UNIDENTIFIED, &payment.line));
        import->done->unidentified++;
        return NES_FINE;
    }
    NES_TRY(add_line(import, entry, NES_BANK_LINE_MATCHED, &payment.line));
    import->done->matched++;
    return nes_payment_take(import->tx, &payment);
}

static struct nes_err take_out(const struct import *import, const struct nes_statement_entry *entry)
{
    struct nes_line_id line;
    struct ours ours;
    int64_t seen;

    NES_TRY(ours_of(import->tx, entry, &ours));
    NES_TRY(add_line(import, entry, ours.own ? NES_BANK_LINE_OWN : NES_BANK_LINE_STRANGE, &line));
    if (!ours.own) {
        import->done->strange++;
        return NES_FINE;
    }
    import->done->own++;
    NES_TRY(nes_id_none(ours.refund.id) ? nes_payout_seen(import->tx, ours.payout, line.id, &seen)
                                        : nes_refund_seen(import->tx, ours.refund, line, &seen));
    NES_ASSERT(seen == 1);
    return NES_FINE;
}

static struct nes_err begin(struct import *import, const struct nes_document_row *kept)
{
    const struct nes_statement *statement = import->statement;
    struct nes_document_id document;

    import->done->id = (struct nes_statement_id){ nes_tx_new_id(import->tx) };
    NES_TRY(nes_document_add(import->tx, kept, &document));
    return nes_statement_insert(import->tx, &(struct nes_statement_insert_in){
                                                import->done->id, document, statement->from, statement->to,
                                                statement->opening, statement->closing, nes_tx_now(import->tx) });
}

static struct nes_err add_leaf(struct nes_tx *tx, const struct nes_document_row *kept,
                               const struct nes_statement_done *done)
{
    struct nes_leaf leaf = { .kind = NES_STR("statement.taken"), .actor = NES_LEAF_PARTNER };
    struct nes_leaf_id id;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("statement"), done->id.id };
    leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("file"), kept->document.content };
    return nes_audit_add(tx, &leaf, &id);
}

struct nes_err nes_statement_import(struct nes_tx *tx, const struct nes_statement *statement,
                                    const struct nes_document_row *kept, struct nes_statement_done *done)
{
    struct import import = { .tx = tx, .statement = statement, .done = done };
    struct nes_own_account own;

    *done = (struct nes_statement_done){ .lines = (int64_t)statement->len };
    NES_TRY(nes_own_account_find(tx, &own));
    if (!nes_str_eq(own.iban, statement->iban)) {
        return NES_FAIL(STATEMENT_ACCOUNT, "iban");
    }
    NES_TRY(sort_out(&import));
    for (size_t i = 0; i < statement->len; i++) {
        const struct nes_statement_entry *entry = &statement->entries[i];

        if (import.known[i]) {
            continue;
        }
        if (done->fresh == 0) {
            NES_TRY(begin(&import, kept));
        }
        NES_TRY(entry->in ? take_in(&import, entry) : take_out(&import, entry));
    }
    return done->fresh > 0 ? add_leaf(tx, kept, done) : NES_FINE;
}

struct nes_err nes_statement_file(struct nes_tx *tx, struct nes_statement_id id, struct nes_document_id *out)
{
    struct nes_statement_document_row row;

    NES_TRY(nes_statement_document(tx, id, &row));
    *out = row.document_id;
    return NES_FINE;
}

/* --- what waits for a person --- */

static struct nes_bank_line line_of(const struct nes_line_by_id_row *row)
{
    return (struct nes_bank_line){ row->id,     row->statement_id, row->ref,       row->is_in,  state_of(row->state),
                                   row->amount, row->value_on,     row->booked_on, row->version };
}

struct nes_err nes_line_find(struct nes_tx *tx, struct nes_line_id id, bool lock, struct nes_bank_line *out)
{
    struct nes_line_lock_row locked;
    struct nes_line_by_id_row row;

    if (lock) {
        NES_TRY(nes_line_lock(tx, id, &locked));
    }
    NES_TRY(nes_line_by_id(tx, id, &row));
    *out = line_of(&row);
    return NES_FINE;
}

struct nes_err nes_lines_in(struct nes_tx *tx, enum nes_line_state state, struct nes_bank_lines *out)
{
    struct nes_line_returned_rows back = { 0 };
    struct nes_line_list_rows found = { 0 };
    size_t len;

    NES_TRY(state == NES_BANK_LINE_RETURNED ? nes_line_returned(tx, &back)
                                            : nes_line_list(tx, nes_str_of(nes_line_state_word(state)), &found));
    len = found.len + back.len;
    *out = (struct nes_bank_lines){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_bank_line, len + 1), len };
    for (size_t i = 0; i < len; i++) {
        out->rows[i] = line_of(back.len > 0 ? &back.rows[i] : &found.rows[i]);
    }
    return NES_FINE;
}

struct nes_err nes_line_assign(struct nes_tx *tx, struct nes_bank_line *line, struct nes_loan_id loan,
                               struct nes_id who)
{
    struct nes_payment payment = { .line = line->id, .amount = line->amount, .value_on = line->value_on };
    int64_t assigned;

    NES_TRY(nes_line_assigned(tx, line->id, who, nes_tx_now(tx), &assigned));
    if (assigned == 0) {
        return NES_FAIL(LINE_STATE, "line");
    }
    line->state = NES_BANK_LINE_MATCHED;
    NES_TRY(nes_payment_open_loan(tx, loan, line->value_on, &payment.loan));
    if (nes_id_none(payment.loan.id)) {
        return NES_FAIL(LINE_LOAN, "loan");
    }
    return nes_payment_take(tx, &payment);
}
