#include "calc/fold_rig.h"

#include "test/unit/test.h"

struct nes_date rig_day(const char *text)
{
    struct nes_date day = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &day));
    return day;
}

struct nes_terms rig_monthly(enum nes_method method, int64_t principal_tiyn, int64_t percent, int32_t periods,
                             const char *start)
{
    return (struct nes_terms){
        .calc_version = NES_CALC_VERSION,
        .principal = { principal_tiyn },
        .rate = { percent, 100 },
        .method = method,
        .periods = periods,
        .every = { 1, NES_UNIT_MONTHS },
        .start = rig_day(start),
        .day_count = NES_30_360,
        .rounding = NES_ROUND_HALF_UP,
        .minor_units = 2,
    };
}

static struct nes_loan_terms rig_terms(void)
{
    struct nes_loan_terms terms = { .credit = rig_monthly(NES_ANNUITY, 50'000'000, 36, 12, "2026-01-15"),
                                    .pay_by = NES_PAY_BY_DATE,
                                    .order = nes_allocation_law,
                                    .penalty = nes_penalty_law };

    terms.credit.rate = (struct nes_ratio){ 9, 25 }; /* as it is written of a loan */
    return terms;
}

struct rig rig_begin(void)
{
    return (struct rig){ .arena = nes_arena_begin(0), .loan.terms = rig_terms() };
}

void rig_end(struct rig *rig)
{
    nes_arena_end(&rig->arena);
}

void rig_schedule(struct rig *rig)
{
    struct nes_schedule schedule;

    NES_WANT_OK(nes_schedule_build(&rig->loan.terms.credit, rig->arena, &schedule));
    rig->loan.rows = schedule.rows;
    rig->loan.row_count = schedule.count;
    (void)rig_add_on(rig, NES_EVENT_PAYOUT, rig->loan.terms.credit.start, rig->loan.terms.credit.principal.tiyn);
}

const struct nes_row *rig_copy(struct rig *rig, const struct rig_row *rows, int32_t count)
{
    struct nes_row *copy = NES_NEW_MANY(rig->arena, struct nes_row, (size_t)count);
    struct nes_date last = rig->loan.terms.credit.start;

    for (int32_t i = 0; i < count; i++) {
        struct nes_date date = rig_day(rows[i].date);

        copy[i] = (struct nes_row){
            .nr = i + 1,
            .days = date.day - last.day,
            .date = date,
            .counted_to = date,
            .principal = { rows[i].principal },
            .remuneration = { rows[i].remuneration },
        };
        last = date;
    }
    return copy;
}

void rig_rows(struct rig *rig, const struct rig_row *rows, int32_t count)
{
    rig->loan.rows = rig_copy(rig, rows, count);
    rig->loan.row_count = count;
    (void)rig_add_on(rig, NES_EVENT_PAYOUT, rig->loan.terms.credit.start, rig->loan.terms.credit.principal.tiyn);
}

struct nes_event *rig_add_on(struct rig *rig, enum nes_event_kind kind, struct nes_date day, int64_t tiyn)
{
    struct nes_event *event = &rig->events[rig->count];

    NES_WANT("room for one more event", rig->count < RIG_EVENTS);
    *event = (struct nes_event){ .kind = kind, .day = day, .amount = { tiyn } };
    event->id.b[0] = (uint8_t)('A' + rig->count / 26);
    event->id.b[1] = (uint8_t)('a' + rig->count % 26);
    rig->count++;
    rig->loan.events = rig->events;
    rig->loan.event_count = rig->count;
    return event;
}

struct nes_event *rig_add(struct rig *rig, enum nes_event_kind kind, const char *day, int64_t tiyn)
{
    return rig_add_on(rig, kind, rig_day(day), tiyn);
}

struct nes_state rig_state_on(struct rig *rig, struct nes_date day)
{
    struct nes_fold *fold = NULL;
    struct nes_state state = { 0 };

    rig->loan.events = rig->events;
    NES_WANT_OK(nes_fold_begin(rig->arena, &rig->loan, false, &fold));
    NES_WANT_OK(nes_fold_to(fold, day, &state));
    return state;
}

struct nes_state rig_state(struct rig *rig, const char *day)
{
    return rig_state_on(rig, rig_day(day));
}

static void same_debt(const char *label, const struct nes_debt *a, const struct nes_debt *b)
{
    NES_WANT_INT(label, a->principal.tiyn, b->principal.tiyn);
    NES_WANT_INT(label, a->remuneration.tiyn, b->remuneration.tiyn);
    NES_WANT_INT(label, a->penalty.tiyn, b->penalty.tiyn);
    NES_WANT_INT(label, a->costs.tiyn, b->costs.tiyn);
}

static void same_split(const char *label, const struct nes_split *a, const struct nes_split *b)
{
    NES_WANT_INT(label, a->current.tiyn, b->current.tiyn);
    NES_WANT_INT(label, a->overdue.tiyn, b->overdue.tiyn);
}

void rig_same(const char *label, const struct nes_state *a, const struct nes_state *b)
{
    const struct nes_money pairs[][2] = {
        { a->costs, b->costs },       { a->suspense, b->suspense },   { a->withheld, b->withheld },
        { a->payoff, b->payoff },     { a->issued, b->issued },       { a->received, b->received },
        { a->earned, b->earned },     { a->penalties, b->penalties }, { a->charged, b->charged },
        { a->forgiven, b->forgiven }, { a->refunded, b->refunded },   { a->refunded_paid, b->refunded_paid },
    };

    same_split(label, &a->principal, &b->principal);
    same_split(label, &a->remuneration, &b->remuneration);
    same_split(label, &a->penalty, &b->penalty);
    same_debt(label, &a->paid, &b->paid);
    same_debt(label, &a->written_off, &b->written_off);
    for (size_t i = 0; i < NES_LEN(pairs); i++) {
        NES_WANT_INT(label, pairs[i][0].tiyn, pairs[i][1].tiyn);
    }
    NES_WANT_INT(label, a->day.day, b->day.day);
    NES_WANT_INT(label, a->days_overdue, b->days_overdue);
    NES_WANT_INT(label, a->suspended + 2 * a->stopped + 4 * a->closed, b->suspended + 2 * b->stopped + 4 * b->closed);
    NES_WANT_INT(label, nes_ratio_order(a->rate, b->rate), 0);
}

static int64_t both(struct nes_split split)
{
    return split.current.tiyn + split.overdue.tiyn;
}

void rig_check(const struct rig *rig, const struct nes_state *state)
{
    const int64_t figures[] = {
        state->principal.current.tiyn,
        state->principal.overdue.tiyn,
        state->remuneration.current.tiyn,
        state->remuneration.overdue.tiyn,
        state->penalty.current.tiyn,
        state->penalty.overdue.tiyn,
        state->costs.tiyn,
        state->suspense.tiyn,
        state->withheld.tiyn,
        state->payoff.tiyn,
        state->days_overdue,
    };
    const struct nes_debt *paid = &state->paid, *off = &state->written_off;
    const struct nes_ratio share = rig->loan.terms.penalty.cap;
    int64_t cap = (int64_t)((nes_wide)state->issued.tiyn * share.over / share.under);
    int64_t years = nes_date_civil(state->day).year - nes_date_civil(rig->loan.terms.credit.start).year + 1;

    for (size_t i = 0; i < NES_LEN(figures); i++) {
        NES_WANT("no negative figure (I9)", figures[i] >= 0);
    }
    NES_WANT_INT("principal", state->issued.tiyn, both(state->principal) + paid->principal.tiyn + off->principal.tiyn);
    NES_WANT_INT("remuneration", state->earned.tiyn,
                 both(state->remuneration) + paid->remuneration.tiyn + off->remuneration.tiyn);
    NES_WANT_INT("penalty", state->penalties.tiyn,
                 both(state->penalty) + paid->penalty.tiyn + off->penalty.tiyn + state->forgiven.tiyn);
    NES_WANT_INT("costs", state->charged.tiyn, state->costs.tiyn + paid->costs.tiyn + off->costs.tiyn);
    NES_WANT_INT("money", state->received.tiyn,
                 paid->principal.tiyn + paid->remuneration.tiyn + paid->penalty.tiyn + paid->costs.tiyn +
                     state->suspense.tiyn + state->refunded.tiyn - state->refunded_paid.tiyn);
    NES_WANT("the cap of penalty", state->penalties.tiyn <= cap * years);
    NES_WANT("overdue has days",
             (state->days_overdue > 0) == (state->principal.overdue.tiyn + state->remuneration.overdue.tiyn > 0) ||
                 state->remuneration.overdue.tiyn > 0);
    NES_WANT("nothing in suspense while something is payable",
             state->suspense.tiyn == 0 || state->principal.overdue.tiyn + state->remuneration.overdue.tiyn +
                                                  state->penalty.overdue.tiyn + state->costs.tiyn ==
                                              0);
}

static int64_t below(const struct nes_rand *rand, int64_t n)
{
    return (int64_t)nes_rand_below(rand, (uint64_t)n);
}

static void random_terms(struct rig *rig, const struct nes_rand *rand)
{
    struct nes_loan_terms *terms = &rig->loan.terms;
    struct nes_terms *credit = &terms->credit;

    credit->method =
        (enum nes_method[]){ NES_ANNUITY, NES_DIFFERENTIATED, NES_BULLET, NES_INTEREST_ONLY, NES_FLAT }[below(rand, 5)];
    credit->principal.tiyn = (below(rand, 5'000'000) + 1'000) * 100;
    credit->rate = nes_ratio_reduce((struct nes_ratio){ below(rand, 900), 1'000 });
    credit->periods = (int32_t)below(rand, 24) + 1;
    credit->every = (struct nes_every){ (int32_t)below(rand, 2) + 1, (enum nes_unit)(1 + below(rand, 3)) };
    if (credit->every.unit == NES_UNIT_DAYS) {
        credit->every.count += (int32_t)below(rand, 40);
    }
    credit->start.day += (int32_t)below(rand, 1'500);
    credit->day_count = (enum nes_day_count)(1 + below(rand, 4));
    credit->leap = (enum nes_leap)below(rand, 3);
    credit->year_boundary = (enum nes_year_boundary)below(rand, 2);
    credit->first_day = (enum nes_first_day)below(rand, 2);
    credit->rounding = (enum nes_round)below(rand, 4);
    credit->weekend = (enum nes_weekend)below(rand, 2);
    credit->shift = (enum nes_shift)below(rand, 2);
    credit->minor_units = below(rand, 4) == 0 ? 0 : 2;
    if (credit->method != NES_BULLET && below(rand, 4) == 0) {
        credit->grace_interest = (int32_t)below(rand, credit->periods);
    }
    credit->interest_free = below(rand, 4) == 0 ? (int32_t)below(rand, credit->periods) : 0;
    credit->down_payment = below(rand, 6) == 0 ? (struct nes_ratio){ 1, 10 } : (struct nes_ratio){ 0, 1 };
    terms->class = (enum nes_loan_class)below(rand, 4);
    terms->accrual = credit->method == NES_FLAT ? NES_ACCRUE_ROW : NES_ACCRUE_BALANCE;
    terms->pay_by = (enum nes_pay_by)below(rand, 2);
    terms->overdue_free = below(rand, 3) == 0;
    terms->penalty.year = (enum nes_penalty_year)below(rand, 2);
    terms->penalty.base = (enum nes_penalty_base)below(rand, 2);
}

/* Rows for an event that brings its own: what the terms' last rows were, later and in other amounts. */
static void random_rows(struct rig *rig, const struct nes_rand *rand, struct nes_event *event)
{
    int32_t count = (int32_t)below(rand, 6) + 1;
    struct nes_row *rows = NES_NEW_MANY(rig->arena, struct nes_row, (size_t)count);
    struct nes_date date = event->day;

    for (int32_t i = 0; i < count; i++) {
        int32_t days = (int32_t)below(rand, 60) + 1;

        date.day += days;
        rows[i] = (struct nes_row){ .nr = i + 1,
                                    .days = days,
                                    .date = date,
                                    .counted_to = date,
                                    .principal = { below(rand, 20'000'000) },
                                    .remuneration = { below(rand, 3) == 0 ? 0 : below(rand, 2'000'000) } };
    }
    event->rows = rows;
    event->row_count = count;
}

static void random_event(struct rig *rig, const struct nes_rand *rand, int32_t span)
{
    enum nes_event_kind kind =
        below(rand, 2) == 0 ? NES_EVENT_PAYMENT : (enum nes_event_kind)(1 + below(rand, NES_EVENT_KINDS - 1));
    struct nes_date day = { rig->loan.terms.credit.start.day + (int32_t)below(rand, span) };
    struct nes_event *event = rig_add_on(rig, kind, day, below(rand, rig->loan.terms.credit.principal.tiyn / 3) + 1);
    int32_t target = (int32_t)below(rand, rig->count - 1);

    if (kind == NES_EVENT_PAYOUT && day.day > rig->loan.rows[rig->loan.row_count - 1].date.day) {
        event->kind = kind = NES_EVENT_PAYMENT; /* no payout comes after the last row */
    }
    event->mode = (enum nes_early_mode)below(rand, 3);
    event->back = below(rand, 2) == 0;
    event->accrues = below(rand, 2) == 0;
    event->takes_overdue = below(rand, 2) == 0;
    event->until.day = day.day + 1 + (int32_t)below(rand, 90);
    event->rate = (struct nes_ratio){ 0, 1 };
    if (kind == NES_EVENT_WRITE_OFF && below(rand, 2) == 0) {
        event->written.principal.tiyn = below(rand, 1'000'000);
        event->written.remuneration.tiyn = below(rand, 100'000) + 1;
    }
    if (kind == NES_EVENT_RESCHEDULE ||
        (kind >= NES_EVENT_EARLY_REPAYMENT && kind <= NES_EVENT_HOLIDAY && below(rand, 4) == 0) ||
        (kind == NES_EVENT_LOWER_RATE && rig->loan.terms.accrual == NES_ACCRUE_ROW)) {
        random_rows(rig, rand, event);
    }
    if (kind == NES_EVENT_REVERSAL) {
        event->of = rig->events[target].id;
        event->day.day = rig->events[target].day.day + (int32_t)below(rand, 40);
        for (int32_t i = 0; i < rig->count - 1; i++) {
            if (rig->events[target].kind == NES_EVENT_REVERSAL ||
                (rig->events[i].kind == NES_EVENT_REVERSAL && nes_id_eq(rig->events[i].of, event->of))) {
                event->kind = NES_EVENT_PAYMENT; /* no second reversal, none of a reversal */
            }
        }
    }
}

void rig_random(struct rig *rig, const struct nes_rand *rand, int32_t events)
{
    struct nes_schedule schedule;
    struct nes_err err = { 0 };
    int32_t span;

    rig->count = 0;
    do {
        *rig = (struct rig){ .arena = rig->arena, .loan.terms = rig_terms() };
        random_terms(rig, rand);
        err = nes_schedule_build(&rig->loan.terms.credit, rig->arena, &schedule);
    } while (err.what);
    rig->loan.rows = schedule.rows;
    rig->loan.row_count = schedule.count;
    (void)rig_add_on(rig, NES_EVENT_PAYOUT, rig->loan.terms.credit.start, rig->loan.terms.credit.principal.tiyn);
    span = schedule.rows[schedule.count - 1].date.day - rig->loan.terms.credit.start.day + 200;
    if (events > 0 && span > 204 && below(rand, 6) == 0) { /* cooling-off: the money comes after the contract */
        rig->events[0].day.day += (int32_t)below(rand, 4);
    }
    for (int32_t i = 0; i < events; i++) {
        random_event(rig, rand, span);
    }
}
