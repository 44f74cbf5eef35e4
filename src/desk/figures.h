/* src/desk/figures.h: the figures of a day at one look. Each comes from an index or from the books' closed totals, so
 * that they stay cheap with a million loans. RULE 27 */
#pragma once
#include "calc/date.h"
#include "calc/money.h"
#include "db/db.h"

/* So many, and how much together. */
struct nes_count {
    int64_t n;
    struct nes_money amount;
};

struct nes_figures {
    struct nes_date day, month_on;                  /* the first day of its month */
    int64_t new_today, new_month;                   /* applications submitted */
    int64_t submitted, checking, approved, chosen, contract;    /* applications by where they stand */
    int64_t oldest_at;                              /* since when the oldest is being checked; 0: none is */
    int64_t cases, payouts_waiting, payouts_refused;
    struct nes_count receipts;                      /* money that belongs to no loan yet */
    struct nes_count disbursed_today, disbursed_month, collected_today, collected_month;
    int64_t late, late_month, late_two, late_three; /* loans late; by more than 30, 60, 90 days */
    struct nes_money principal, overdue_principal, remuneration, overdue_remuneration, penalty; /* by the books */
};

/* As it stands now; `day` is today in Almaty. */
struct nes_err nes_figures_of(struct nes_tx *tx, struct nes_date day, struct nes_figures *out);
