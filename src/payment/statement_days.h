/* src/payment/statement_days.h: for which days the bank is asked for its statement: today and yesterday again and
 * again, and each earlier day until it was read once after its end, so that what came while the server or the bank was
 * away is not missed. */
#pragma once
#include "calc/date.h"
#include "db/db.h"

#define NES_STATEMENT_DAYS_MOST 64

/* Ascending; the oldest of those that are missing first where they are more than fit. */
struct nes_statement_days {
    struct nes_date rows[NES_STATEMENT_DAYS_MOST];
    size_t len;
};
/* The days to ask for now, of the organisation's account; the first call for an account remembers where it begins.
 * OWN_ACCOUNT_NONE. */
struct nes_err nes_statement_days(struct nes_tx *tx, struct nes_statement_days *out);
/* The bank was asked for this day and its statement is taken. */
struct nes_err nes_statement_day_read(struct nes_tx *tx, struct nes_str iban, struct nes_date day);
