/* src/lending/loan.h: microcredits as stored: terms and schedule as signed, and events; each event is folded, posted
 * and kept in one transaction. RULE 7.5 RULE 34.1 */
#pragma once
#include "client/client.h"
#include "lending/move.h"
#include "lending/lending_faults.h"

struct nes_loan_id { struct nes_id id; };

/* A loan as concluded. */
struct nes_loan_new {
    struct nes_loan_id id;
    struct nes_client_id client;
    struct nes_id contract, product;   /* the contract; the version of the product */
    struct nes_str number;             /* of the contract, as printed on it */
    struct nes_date signed_on;
    struct nes_loan_terms terms;       /* its calendar is not stored */
    const struct nes_row *rows;        /* as signed; rows of payouts (nr 0) are left out */
    int32_t row_count;
};

enum nes_loan_state { NES_LOAN_SIGNED = 1, NES_LOAN_OPEN, NES_LOAN_CLOSED };
const char *nes_loan_state_word(enum nes_loan_state state);
enum nes_loan_state nes_loan_state_of(struct nes_str word);     /* the word comes from our own database */

/* As loaded; all of it lives in the arena of the transaction. */
struct nes_loan_record {
    struct nes_loan_id id;
    struct nes_client_id client;
    struct nes_id contract, product;
    struct nes_str number;
    struct nes_date signed_on, next_due, overdue_since;  /* none: {0} */
    enum nes_loan_state state;
    int64_t version;
    struct nes_loan loan;              /* terms with the calendar of the house, signed rows, all events */
};

/* Writes a new loan. LENDING_THERE where the contract has one; what nes_loan_check says. */
struct nes_err nes_loan_open(struct nes_tx *tx, const struct nes_loan_new *loan);

/* Writes a loan that was served elsewhere, with its past events in order of arrival (ids are made here), and adds to
 * `moves` what has to be posted for it: nes_moves_post does that for all loans that are brought together. As
 * nes_loan_open, and the faults of the fold. */
struct nes_err nes_loan_bring(struct nes_tx *tx, const struct nes_loan_new *loan, struct nes_event *events,
                              int32_t count, struct nes_moves *moves);
/* Posts the growth of totals as the journal, whose kind, value day and note are given; its id is none without one. */
struct nes_err nes_moves_post(struct nes_tx *tx, const struct nes_moves *moves, struct nes_id subject,
                              struct nes_journal *journal);

/* The whole loan; `lock` where an event will be added. DB_NO_ROW. */
struct nes_err nes_loan_find(struct nes_tx *tx, struct nes_loan_id id, bool lock, struct nes_loan_record *out);
/* The loan of a contract's number. */
struct nes_err nes_loan_numbered(struct nes_tx *tx, struct nes_str number, struct nes_loan_id *out, bool *found);

struct nes_loan_brief {
    struct nes_loan_id id;
    struct nes_str number;
    enum nes_loan_state state;
    struct nes_date signed_on, next_due, overdue_since;
    struct nes_money amount;
};
struct nes_loan_briefs {
    struct nes_loan_brief *rows;
    size_t len;
};
/* The loans of a client, newest first, 200 at most. */
struct nes_err nes_loans_of(struct nes_tx *tx, struct nes_client_id client, struct nes_loan_briefs *out);

/* Adds an event to a locked loan: checks it by folding, writes it with the schedule agreed with it, posts the
 * difference that it makes, and sets state and next payment. The id of the event is made here. LENDING_FUTURE where its
 * day has not begun; the faults of the fold. `source`: what caused it (a payment, an errand, a paper), or none. */
struct nes_err nes_loan_add_event(struct nes_tx *tx, struct nes_loan_record *record, struct nes_event *event,
                                  struct nes_id source);

/* Room for `more` events behind those of the record, whose list becomes a copy in `arena`. The caller fills it and
 * counts them in (event_count). */
struct nes_event *nes_loan_room(struct nes_arena *arena, struct nes_loan_record *record, size_t more);

/* The state of a day and the payment after it. `explains`: the fold keeps its lines (nes_fold_lines). */
struct nes_err nes_loan_look(struct nes_arena *arena, const struct nes_loan_record *record, struct nes_date day,
                             bool explains, struct nes_loan_view *out);

/* --- the night: what the passing of a day does to all open loans --- */

/* A chunk of a night, folded on a snapshot before its transaction: only sums and the rows that change are kept. */
struct nes_night_chunk {
    struct nes_date day;
    struct nes_id after, to;           /* loans with after < id <= to */
    int64_t loans, versions;           /* what was read, for the check in the transaction */
    int32_t chunk;                     /* 1, 2, ... of this night */
    bool done, last;                   /* done: that night was done before; last: no loan is behind this chunk */
    struct nes_night_sum {
        struct nes_id product;
        struct nes_moves growth;
    } *sums;                           /* one for each product */
    size_t sums_len;
    struct nes_night_change {
        struct nes_loan_id loan;
        struct nes_client_id client;
        enum nes_loan_state state;
        struct nes_date next_due, overdue_since;
        bool sleeps, became_late;
    } *changes;                        /* loans whose row changes */
    size_t changes_len;
};
/* Reads and folds the next `size` loans of the night of `day`; all of it lives in `arena`. LENDING_NIGHT where `day` is
 * not the one after the last done or is not over. */
struct nes_err nes_night_fold(struct nes_tx *tx, struct nes_arena *arena, struct nes_date day, int32_t size,
                              struct nes_night_chunk *out);
/* Posts a journal for each product and kind, writes the rows that change, plans a notice to each borrower who became
 * late, and moves the cursor, in one transaction. `again` true: a loan of it changed since; nothing was written. */
struct nes_err nes_night_post(struct nes_tx *tx, const struct nes_night_chunk *chunk, bool *again);
/* The last day that is done for all loans; none: there was never a loan. */
struct nes_err nes_night_done_on(struct nes_tx *tx, struct nes_date *out);

/* --- what doctor proves (I3, I4, I5, I9, I14, I15) --- */

struct nes_lending_faults_found {
    int64_t loans;                     /* folded */
    int64_t pairs_wrong;               /* pairs of accounts whose entries are not the sum of the folds */
    int64_t rows_wrong;                /* loans whose number of events is not that of their events */
    int64_t principal_wrong;           /* loans whose rows or principal do not add up, or that cannot be folded (I3) */
    int64_t figures_wrong;             /* loans with a figure below zero, money unaccounted for or a rate over the law's
                                          of the day they were signed on (I9) */
    int64_t days_wrong;                /* loans whose row is not what their events make of the day (I14) */
    int64_t nights_wrong;              /* journals of nights that no night has, or another one (I14) */
    int64_t orders_wrong;              /* papers without their event, events without their paper (I15) */
};
struct nes_err nes_lending_examine(struct nes_tx *tx, struct nes_lending_faults_found *out);
