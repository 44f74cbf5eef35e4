/* src/lending/loan_parts.h: rows and events of loans as read, put together loan by loan. Inside lending only. */
#pragma once
#include "lending/loan.h"
#include "lending/loan_sql.h"

struct nes_loan_parts {
    struct nes_loan_rows_rows rows;
    struct nes_loan_events_rows events;
    size_t row_at, event_at;
    struct nes_calendar calendar;
};

/* Reads what belongs to loans, whose ids are in their order. */
struct nes_err nes_loan_parts_read(struct nes_tx *tx, const struct nes_loan_id *ids, size_t len,
                                   struct nes_loan_parts *out);
/* The loan of this id, which must come after those taken before. LOAN_FORM where what is stored cannot be read. */
struct nes_err nes_loan_parts_take(struct nes_arena *arena, struct nes_loan_parts *parts, struct nes_loan_id id,
                                   struct nes_str terms, struct nes_loan *out);

/* The last day that is done for a loan, from the row of the nights: loans up to the cursor are a day further. */
struct nes_date nes_loan_done_on(struct nes_date done_on, struct nes_id cursor, struct nes_loan_id loan);

/* The accounts of each movement. LEDGER_ACCOUNT where a movement has no rule. */
struct nes_err nes_postings_read(struct nes_tx *tx, struct nes_postings *out);

/* State, next payment and first day of delay as the row of a loan shows them. */
struct nes_loan_dates {
    enum nes_loan_state state;
    struct nes_date next_due, overdue_since;
};
struct nes_loan_dates nes_loan_dates_of(const struct nes_state *state, const struct nes_next_payment *next);
