#include "payment/statement_days.h"

#include "payment/own_account.h"
#include "payment/statement_days_sql.h"

/* Days. What is left over from a day is booked on the next one at the latest. */
#define SETTLED_AFTER 2
#define YEARS_BACK 2

struct nes_err nes_statement_days(struct nes_tx *tx, struct nes_statement_days *out)
{
    const int32_t settled = nes_date_at(nes_tx_now(tx)).day - SETTLED_AFTER;
    struct nes_statement_days_read_rows read;
    struct nes_own_account own;
    int64_t added;
    size_t next = 0;

    *out = (struct nes_statement_days){ 0 };
    NES_TRY(nes_own_account_find(tx, &own));
    NES_TRY(nes_statement_days_read(tx, own.iban, (struct nes_date){ settled - YEARS_BACK * 366 }, &read));
    if (read.len == 0) { /* the account begins here: what was before is not missing */
        NES_TRY(nes_statement_day_add(tx, own.iban, (struct nes_date){ settled - 1 }, &added));
    }
    for (int32_t day = read.len > 0 ? read.rows[0].day.day : settled; day <= settled; day++) {
        if (next < read.len && read.rows[next].day.day == day) {
            next++;
        } else if (out->len < NES_STATEMENT_DAYS_MOST - SETTLED_AFTER) {
            out->rows[out->len++] = (struct nes_date){ day };
        }
    }
    for (int32_t day = settled + 1; day <= settled + SETTLED_AFTER; day++) {
        out->rows[out->len++] = (struct nes_date){ day };
    }
    return NES_FINE;
}

struct nes_err nes_statement_day_read(struct nes_tx *tx, struct nes_str iban, struct nes_date day)
{
    const int32_t settled = nes_date_at(nes_tx_now(tx)).day - SETTLED_AFTER;
    int64_t added; /* none: it was read before */

    return day.day <= settled ? nes_statement_day_add(tx, iban, day, &added) : NES_FINE;
}
