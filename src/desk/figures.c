#include "desk/figures.h"

#include "base/clock.h"
#include "desk/desk_sql.h"
#include "ledger/ledger.h"

#define DAY_US (INT64_C(86'400) * 1'000'000)
#define DAY_1970 719'163 /* 1970-01-01 */

/* The instant at which a day begins in Almaty. */
static int64_t begins(struct nes_date day)
{
    return (day.day - DAY_1970) * DAY_US - NES_ALMATY_OFFSET_US;
}

static struct nes_err applications(struct nes_tx *tx, struct nes_figures *out)
{
    const struct { const char *state; int64_t *n; } states[] = {
        { "submitted", &out->submitted }, { "checking", &out->checking }, { "approved", &out->approved },
        { "chosen", &out->chosen },       { "contract", &out->contract },
    };
    struct nes_figure_states_rows found;
    struct nes_figure_oldest_row oldest;
    struct nes_figure_submitted_row today, month;

    NES_TRY(nes_figure_states(tx, &found));
    for (size_t i = 0; i < found.len; i++) {
        for (size_t k = 0; k < NES_LEN(states); k++) {
            if (nes_str_is(found.rows[i].state, states[k].state)) {
                *states[k].n = found.rows[i].n;
            }
        }
    }
    NES_TRY(nes_figure_oldest(tx, &oldest));
    NES_TRY(nes_figure_submitted(tx, begins(out->day), &today));
    NES_TRY(nes_figure_submitted(tx, begins(out->month_on), &month));
    out->oldest_at = oldest.at;
    out->new_today = today.n;
    out->new_month = month.n;
    return NES_FINE;
}

static struct nes_err payouts(struct nes_tx *tx, struct nes_figures *out)
{
    struct nes_figure_payouts_row today, month;
    struct nes_figure_payouts_in_row waiting, refused;

    NES_TRY(nes_figure_payouts(tx, out->day, out->day, &today));
    NES_TRY(nes_figure_payouts(tx, out->month_on, out->day, &month));
    NES_TRY(nes_figure_payouts_in(tx, NES_STR("waiting"), &waiting));
    NES_TRY(nes_figure_payouts_in(tx, NES_STR("refused"), &refused));
    out->disbursed_today = (struct nes_count){ today.n, today.amount };
    out->disbursed_month = (struct nes_count){ month.n, month.amount };
    out->payouts_waiting = waiting.n;
    out->payouts_refused = refused.n;
    return NES_FINE;
}

static struct nes_err payments(struct nes_tx *tx, struct nes_figures *out)
{
    struct nes_figure_payments_row today, month;
    struct nes_figure_receipts_row receipts;

    NES_TRY(nes_figure_payments(tx, out->day, out->day, &today));
    NES_TRY(nes_figure_payments(tx, out->month_on, out->day, &month));
    NES_TRY(nes_figure_receipts(tx, &receipts));
    out->collected_today = (struct nes_count){ today.n, today.amount };
    out->collected_month = (struct nes_count){ month.n, month.amount };
    out->receipts = (struct nes_count){ receipts.n, receipts.amount };
    return NES_FINE;
}

static struct nes_err overdue(struct nes_tx *tx, struct nes_figures *out)
{
    struct nes_date days[3];
    struct nes_figure_overdue_row row;

    for (int32_t i = 0; i < 3; i++) {
        NES_TRY(nes_date_plus(out->day, -30 * (i + 1), &days[i]));
    }
    NES_TRY(nes_figure_overdue(tx, days[0], days[1], days[2], &row));
    out->late = row.all_late;
    out->late_month = row.over_month;
    out->late_two = row.over_two;
    out->late_three = row.over_three;
    return NES_FINE;
}

static struct nes_err books(struct nes_tx *tx, struct nes_figures *out)
{
    const struct { const char *account; struct nes_money *sum; } sums[] = {
        { "1110", &out->principal },            { "1111", &out->overdue_principal }, { "1112", &out->remuneration },
        { "1113", &out->overdue_remuneration }, { "1114", &out->penalty },
    };
    struct nes_figure_balances_rows found;
    struct nes_date closed_on;

    NES_TRY(nes_ledger_closed_on(tx, &closed_on));
    NES_TRY(nes_figure_balances(tx, closed_on, &found));
    for (size_t i = 0; i < found.len; i++) {
        for (size_t k = 0; k < NES_LEN(sums); k++) {
            if (nes_str_is(found.rows[i].account, sums[k].account)) {
                *sums[k].sum = found.rows[i].balance;
            }
        }
    }
    return NES_FINE;
}

struct nes_err nes_figures_of(struct nes_tx *tx, struct nes_date day, struct nes_figures *out)
{
    struct nes_figure_cases_row cases;
    struct nes_civil civil = nes_date_civil(day);

    *out = (struct nes_figures){ .day = day };
    NES_TRY(nes_date_plus(day, 1 - civil.day, &out->month_on));
    NES_TRY(applications(tx, out));
    NES_TRY(payouts(tx, out));
    NES_TRY(payments(tx, out));
    NES_TRY(overdue(tx, out));
    NES_TRY(nes_figure_cases(tx, &cases));
    out->cases = cases.n;
    return books(tx, out);
}
