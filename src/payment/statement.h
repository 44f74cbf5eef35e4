/* src/payment/statement.h: statements of the organisation's bank account: each line is taken once, whatever
 * statement brings it. Money in is matched to a loan by the number of the contract in its purpose or by the
 * payer's IIN, or waits as unidentified for a person. Money out is matched to payouts. */
#pragma once
#include "lending/contract.h"
#include "payment/payment_faults.h"
#include "vault/vault.h"

struct nes_statement_id { struct nes_id id; };
struct nes_line_id { struct nes_id id; };

/* One entry as the bank tells it. Personal data stays in the kept statement: here is only what matches. */
struct nes_statement_entry {
    struct nes_str ref;              /* the bank's own, unique on the account */
    bool in;                         /* true: money came */
    struct nes_money amount;
    struct nes_date booked_on, value_on;
    struct nes_str contract;         /* a number of a contract in the purpose; empty: none */
    struct nes_str payer_iin;        /* IIN or BIN; empty: not told */
    struct nes_str payer_name, payer_iban; /* for a refund to the sender; empty: not told. Stored nowhere else */
    struct nes_str payer_index;      /* its blind index, 32 bytes; empty: none */
    struct nes_id end_to_end;        /* our id of an order; none: not ours */
};
#define NES_STATEMENT_ENTRIES_MAX 5'000
struct nes_statement {
    struct nes_str iban;             /* the organisation's account */
    struct nes_date from, to;
    struct nes_money opening, closing;
    struct nes_statement_entry *entries;
    size_t len;
};

/* Pure but for the arena: opening and entries give closing, references are unique, amounts above zero. STATEMENT_FORM,
 * STATEMENT_SUM. */
struct nes_err nes_statement_check(const struct nes_statement *statement, struct nes_arena *arena);

/* What became of a line. */
enum nes_line_state {
    NES_BANK_LINE_MATCHED = 1,    /* a payment of a loan */
    NES_BANK_LINE_UNIDENTIFIED,   /* money in on account 3390, for a person */
    NES_BANK_LINE_OWN,            /* money out that is one of our payouts or refunds */
    NES_BANK_LINE_STRANGE,        /* money out that no payout or refund explains, or explains already: for a person */
    NES_BANK_LINE_RETURNED        /* unidentified, and going or gone back to its sender (payment/refund.h) */
};
const char *nes_line_state_word(enum nes_line_state state);

struct nes_statement_done {
    struct nes_statement_id id;      /* none: there was nothing new */
    int64_t lines, fresh, matched, unidentified, own, strange;
};
/* Takes the lines that are new: payments, unidentified receipts, reconciled payouts; `kept` is the statement as
 * it came (`prepare`). A line known with another amount or day: STATEMENT_OTHER, and nothing is taken.
 * STATEMENT_ACCOUNT: not an account of the organisation. */
struct nes_err nes_statement_import(struct nes_tx *tx, const struct nes_statement *statement,
                                    const struct nes_document_row *kept, struct nes_statement_done *done);

struct nes_bank_line {
    struct nes_line_id id;
    struct nes_statement_id statement;
    struct nes_str ref;
    bool in;
    enum nes_line_state state;
    struct nes_money amount;
    struct nes_date value_on, booked_on;
    int64_t version;
};
struct nes_bank_lines {
    struct nes_bank_line *rows;
    size_t len;
};
/* Of a state, oldest first, 200 at most. */
struct nes_err nes_lines_in(struct nes_tx *tx, enum nes_line_state state, struct nes_bank_lines *out);
/* DB_NO_ROW. */
struct nes_err nes_line_find(struct nes_tx *tx, struct nes_line_id id, bool lock, struct nes_bank_line *out);
/* A person says whose money it is. LINE_STATE where it is not unidentified. */
struct nes_err nes_line_assign(struct nes_tx *tx, struct nes_bank_line *line, struct nes_loan_id loan,
                               struct nes_id who);
/* The file of a statement as it came. DB_NO_ROW. */
struct nes_err nes_statement_file(struct nes_tx *tx, struct nes_statement_id id, struct nes_document_id *out);
