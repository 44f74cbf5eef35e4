#include "calc/loan.h"

#include "calc/calc_faults.h"
#include "calc/fold_faults.h"

#define RATE_OVER_MAX INT64_C(700'000'000'000'000) /* 100 000 % in the finest fraction that terms can have */

int32_t nes_loan_stop_days(enum nes_loan_class class)
{
    switch (class) {
    case NES_CLASS_CONSUMER:
        return 90;
    case NES_CLASS_MORTGAGE:
        return 180;
    case NES_CLASS_SECURED:
    case NES_CLASS_BUSINESS:
        return 0;
    }
    NES_BUG("a known class of loans");
}

struct nes_err nes_loan_pay_by(const struct nes_loan_terms *terms, struct nes_date date, struct nes_date *pay_by)
{
    if (terms->pay_by == NES_PAY_BY_DATE) {
        *pay_by = date;
        return NES_FINE;
    }
    return nes_calendar_next(&terms->credit.calendar, date, pay_by);
}

static bool is_rate(struct nes_ratio rate)
{
    return rate.under >= 1 && rate.over >= 0 && rate.over <= RATE_OVER_MAX && rate.under <= RATE_OVER_MAX &&
           rate.over / 1'000 <= rate.under;
}

static struct nes_err check_rows(const struct nes_row *rows, int32_t count, struct nes_date first)
{
    int64_t principal = 0, remuneration = 0;
    struct nes_date last = first, counted = { 0 }; /* a period may have ended before its schedule takes effect */
    int32_t found = 0;

    if (count < 0 || count > NES_LOAN_ROWS_MAX) {
        return NES_FAIL(EVENT_SCHEDULE, "schedule");
    }
    for (int32_t i = 0; i < count; i++) {
        const struct nes_row *row = &rows[i];

        if (row->nr == 0) {
            continue;
        }
        if (row->date.day < last.day || row->counted_to.day < counted.day || row->counted_to.day > row->date.day ||
            row->date.day - first.day > NES_LOAN_DAYS_MAX || row->days < 0) {
            return NES_FAIL(EVENT_SCHEDULE, "date");
        }
        if (row->principal.tiyn < 0 || row->principal.tiyn > NES_PRINCIPAL_TIYN_MAX) {
            return NES_FAIL(EVENT_SCHEDULE, "principal");
        }
        if (row->remuneration.tiyn < 0 || row->remuneration.tiyn > NES_PRINCIPAL_TIYN_MAX) {
            return NES_FAIL(EVENT_SCHEDULE, "remuneration");
        }
        principal += row->principal.tiyn;
        remuneration += row->remuneration.tiyn;
        last = row->date;
        counted = row->counted_to;
        found++;
    }
    return found == 0 || principal > NES_PRINCIPAL_TIYN_MAX || remuneration > NES_LOAN_MONEY_MAX
               ? NES_FAIL(EVENT_SCHEDULE, "schedule")
               : NES_FINE;
}

struct nes_err nes_loan_check(const struct nes_loan *loan)
{
    const struct nes_loan_terms *terms = &loan->terms;
    struct nes_flaw flaws[NES_FLAWS_MAX];

    if (nes_terms_check(&terms->credit, flaws) > 0) {
        return (struct nes_err){ .what = flaws[0].err.what, .at = flaws[0].field };
    }
    if (!is_rate(terms->credit.rate)) {
        return NES_FAIL(LOAN_FORM, "rate_percent");
    }
    if ((unsigned)terms->class > NES_CLASS_BUSINESS) {
        return NES_FAIL(LOAN_FORM, "class");
    }
    if (!nes_allocation_whole(&terms->order)) {
        return NES_FAIL(LOAN_FORM, "allocation");
    }
    if (loan->event_count < 0 || loan->event_count > NES_EVENTS_MAX) {
        return NES_FAIL(LOAN_FORM, "events");
    }
    NES_TRY(nes_penalty_check(&terms->penalty, terms->class != NES_CLASS_BUSINESS));
    return check_rows(loan->rows, loan->row_count, terms->credit.start);
}

static struct nes_err check_amount(const struct nes_event *event)
{
    bool may_be_zero = event->kind == NES_EVENT_FORGIVE;

    return event->amount.tiyn < 0 || event->amount.tiyn > NES_PRINCIPAL_TIYN_MAX ||
                   (event->amount.tiyn == 0 && !may_be_zero)
               ? NES_FAIL(EVENT_FORM, "amount")
               : NES_FINE;
}

static struct nes_err check_written(const struct nes_debt *written)
{
    const struct nes_money parts[] = { written->principal, written->remuneration, written->penalty, written->costs };

    for (size_t i = 0; i < NES_LEN(parts); i++) {
        if (parts[i].tiyn < 0 || parts[i].tiyn > NES_LOAN_MONEY_MAX) {
            return NES_FAIL(EVENT_FORM, "amount");
        }
    }
    return NES_FINE;
}

static struct nes_err check_rate(const struct nes_loan *loan, const struct nes_event *event)
{
    if (!is_rate(event->rate)) {
        return NES_FAIL(EVENT_FORM, "rate_percent");
    }
    return loan->terms.accrual == NES_ACCRUE_ROW && !event->rows ? NES_FAIL(EVENT_SCHEDULE, "schedule") : NES_FINE;
}

static struct nes_err check_members(const struct nes_loan *loan, const struct nes_event *event)
{
    switch (event->kind) {
    case NES_EVENT_PAYOUT:
    case NES_EVENT_COST:
    case NES_EVENT_PAYMENT:
    case NES_EVENT_PAYOFF:
    case NES_EVENT_REFUND:
    case NES_EVENT_FORGIVE:
        return check_amount(event);
    case NES_EVENT_EARLY_REPAYMENT:
        NES_TRY(check_amount(event));
        return (unsigned)event->mode > NES_EARLY_SKIP ? NES_FAIL(EVENT_FORM, "mode") : NES_FINE;
    case NES_EVENT_LOWER_RATE:
        return check_rate(loan, event);
    case NES_EVENT_RESCHEDULE:
        return event->rows ? NES_FINE : NES_FAIL(EVENT_SCHEDULE, "schedule");
    case NES_EVENT_HOLIDAY:
        return event->until.day <= event->day.day || event->until.day - event->day.day > NES_LOAN_DAYS_MAX
                   ? NES_FAIL(EVENT_FORM, "until")
                   : NES_FINE;
    case NES_EVENT_WRITE_OFF:
        return check_written(&event->written);
    case NES_EVENT_REVERSAL:
    case NES_EVENT_SUSPEND:
    case NES_EVENT_RESUME:
        return NES_FINE;
    case NES_EVENT_KINDS:
        break;
    }
    return NES_FAIL(EVENT_FORM, "kind");
}

static struct nes_date later_row(const struct nes_row *rows, int32_t count, struct nes_date than)
{
    return count > 0 && rows[count - 1].date.day > than.day ? rows[count - 1].date : than;
}

struct nes_date nes_loan_end(const struct nes_loan *loan)
{
    struct nes_date end = later_row(loan->rows, loan->row_count, loan->terms.credit.start);

    for (int32_t i = 0; i < loan->event_count; i++) {
        end = later_row(loan->events[i].rows, loan->events[i].row_count, end);
    }
    return end;
}

struct nes_err nes_loan_check_event(const struct nes_loan *loan, struct nes_date end, const struct nes_event *event)
{
    struct nes_date start = loan->terms.credit.start;

    if (nes_id_none(event->id)) {
        return NES_FAIL(EVENT_ID, "id");
    }
    if (event->day.day < start.day || event->day.day - start.day > NES_LOAN_DAYS_MAX ||
        (event->kind == NES_EVENT_PAYOUT && event->day.day > end.day)) { /* it would fall due on its own day */
        return NES_FAIL(EVENT_DAY, "day");
    }
    NES_TRY(check_members(loan, event));
    if (!event->rows) {
        return NES_FINE;
    }
    return check_rows(event->rows, event->row_count, (struct nes_date){ event->day.day + 1 });
}
