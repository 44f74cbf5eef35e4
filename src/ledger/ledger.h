/* src/ledger/ledger.h: the books. An entry is a pair (debit, credit, amount > 0), so each is zero by construction; a
 * posting updates no account row: balance = total of the last closed day + entries since. Closed days never change. */
#pragma once
#include "calc/date.h"
#include "calc/money.h"
#include "db/db.h"
#include "ledger/ledger_faults.h"

struct nes_journal_id { struct nes_id id; };

struct nes_entry {
    struct nes_str debit, credit;  /* numbers in the chart of accounts */
    struct nes_money amount;       /* above zero */
    struct nes_id subject;         /* loan or client; none: of the organisation itself */
};

#define NES_ENTRIES_MAX 100
struct nes_journal {
    struct nes_journal_id id;
    struct nes_str kind;           /* "manual", "payout", "accrual", ... */
    struct nes_date value_on;      /* the day the event belongs to */
    struct nes_date booked_on;     /* set by nes_ledger_post: the value day, or the first open day after it */
    struct nes_journal_id reverses; /* none: an ordinary journal */
    struct nes_str note;
    const struct nes_entry *entries;
    size_t len;
};

/* Pure: what of a journal is wrong by itself. LEDGER_EMPTY, LEDGER_AMOUNT, LEDGER_SIDES, LEDGER_FUTURE. */
struct nes_err nes_journal_check(const struct nes_journal *journal, struct nes_date today);
/* Pure: the open day that a journal is booked on. A back-dated event lands on the first open day. */
struct nes_date nes_journal_booked_on(struct nes_date value_on, struct nes_date closed_on);

/* Opens the books with `first` as their first day; where they are open already nothing changes. */
struct nes_err nes_ledger_begin(struct nes_tx *tx, struct nes_date first);

/* Posts the journal in the transaction. LEDGER_ACCOUNT, LEDGER_REVERSED and those of nes_journal_check. */
struct nes_err nes_ledger_post(struct nes_tx *tx, struct nes_journal *journal);

/* A manual journal waits for another person. The id of the proposal becomes that of the journal. */
struct nes_err nes_ledger_propose(struct nes_tx *tx, const struct nes_journal *journal, struct nes_id maker);
/* Approves (and posts) or rejects. LEDGER_MAKER (refused), LEDGER_DECIDED, DB_NO_ROW. `posted` is what was booked. */
struct nes_err nes_ledger_decide(struct nes_tx *tx, struct nes_journal_id proposal, struct nes_id checker,
                                 bool approve, struct nes_journal *posted);

/* What waits for another person, oldest first. */
struct nes_waiting_journal {
    struct nes_journal journal;      /* id, value_on, note, entries */
    struct nes_id maker;
    int64_t made_at;
};
struct nes_waiting_journals {
    struct nes_waiting_journal *rows;
    size_t len;
};
struct nes_err nes_ledger_waiting(struct nes_tx *tx, struct nes_waiting_journals *out);

/* The chart of accounts, by number. */
struct nes_chart_account {
    struct nes_str code, name_kk, name_ru, name_en;
    bool open;                       /* false: nothing is posted there any more */
};
struct nes_chart {
    struct nes_chart_account *rows;
    size_t len;
};
struct nes_err nes_ledger_chart(struct nes_tx *tx, struct nes_chart *out);

struct nes_balance {
    struct nes_str account;
    struct nes_money debit, credit;  /* turnover of the days asked for */
    struct nes_money balance;        /* debit less credit since the beginning */
};
struct nes_balances {
    struct nes_balance *rows;
    size_t len;
};

/* The trial balance at the end of a day, open or closed. Its balances sum to zero. */
struct nes_err nes_ledger_trial(struct nes_tx *tx, struct nes_date day, struct nes_balances *out);

/* Closes the next day: stores its totals. LEDGER_ORDER where `day` is not the day after the last closed one or is not
 * over in Almaty, LEDGER_TRIAL where the books do not sum to zero. */
struct nes_err nes_ledger_close_day(struct nes_tx *tx, struct nes_date day);
/* The last closed day. */
struct nes_err nes_ledger_closed_on(struct nes_tx *tx, struct nes_date *out);

/* The invariants of the books (I1, I2): entries against journals, closed totals against entries. */
struct nes_ledger_faults {
    int64_t journals_empty;      /* journals without entries */
    int64_t totals_wrong;        /* closed totals that differ from the sum of their entries */
    int64_t late;                /* entries booked on a day after it was closed, or apart from their journal */
    struct nes_money sum;        /* of all balances; zero */
};
struct nes_err nes_ledger_examine(struct nes_tx *tx, struct nes_ledger_faults *out);
