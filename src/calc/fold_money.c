/* src/calc/fold_money.c: money that comes, and debt that is paid, given up or written off. */
#include "calc/calc_faults.h"
#include "calc/fold_run.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Takes up to `want` out of `amount`, answers how much it was. */
static int64_t take(int64_t *amount, int64_t want)
{
    int64_t taken = least(*amount, want);

    NES_ASSERT(taken >= 0);
    *amount -= taken;
    return taken;
}

static void tell(struct nes_run *run, struct nes_date day, enum nes_figure figure, enum nes_line_kind kind,
                 int64_t amount)
{
    if (run->fold->explains && amount != 0) {
        nes_run_tell(run,
                     (struct nes_line){ .figure = figure, .kind = kind, .from = day, .to = day, .amount = { amount } });
    }
}

static void drop_paid(struct nes_run *run)
{
    while (run->due_first < run->due_count &&
           run->due[run->due_first].principal + run->due[run->due_first].remuneration == 0) {
        run->due_first++;
    }
}

/* Takes from what rows asked, oldest row first; late rows if `late`, else the others. */
static int64_t from_rows(struct nes_run *run, struct nes_date day, bool late, bool principal, int64_t amount)
{
    int64_t asked = amount;

    for (int32_t i = run->due_first; i < run->due_count && amount > 0; i++) {
        struct nes_due *due = &run->due[i];

        if ((due->pay_by.day < day.day) == late) {
            amount -= take(principal ? &due->principal : &due->remuneration, amount);
        }
    }
    drop_paid(run);
    return asked - amount;
}

static int64_t from_penalty(struct nes_run *run, int64_t amount)
{
    int64_t old = take(&run->penalty_old, amount);

    return old + take(&run->penalty_today, amount - old);
}

static void pay(struct nes_run *run, struct nes_date day, int64_t *paid, enum nes_figure figure, int64_t amount)
{
    *paid += amount;
    if (run->fold->explains) {
        tell(run, day, figure, NES_LINE_PAID, -amount);
        tell(run, day, NES_FIGURE_SUSPENSE, NES_LINE_PAID, -amount);
    }
}

/* Each part of what is payable; answers their sum. */
static int64_t count_owed(const struct nes_run *run, struct nes_date day, struct nes_allocation *owed)
{
    int64_t principal[] = { 0, 0 }, remuneration[] = { 0, run->tail };
    int64_t penalty = run->penalty_old + run->penalty_today;

    for (int32_t i = run->due_first; i < run->due_count; i++) {
        bool late = run->due[i].pay_by.day < day.day;

        principal[late] += run->due[i].principal;
        remuneration[late] += run->due[i].remuneration;
    }
    *owed = (struct nes_allocation){ .part = { [NES_PART_OVERDUE_PRINCIPAL] = { principal[true] },
                                               [NES_PART_OVERDUE_REMUNERATION] = { remuneration[true] },
                                               [NES_PART_PENALTY] = { penalty },
                                               [NES_PART_CURRENT_PRINCIPAL] = { principal[false] },
                                               [NES_PART_CURRENT_REMUNERATION] = { remuneration[false] },
                                               [NES_PART_COSTS] = { run->costs } } };
    return principal[0] + principal[1] + remuneration[0] + remuneration[1] + penalty + run->costs;
}

/* Takes what is paid off the rows, oldest first; what is left of overdue remuneration is the tail's. */
static void pay_rows(struct nes_run *run, struct nes_date day, const struct nes_allocation *paid)
{
    int64_t principal[] = { paid->part[NES_PART_CURRENT_PRINCIPAL].tiyn, paid->part[NES_PART_OVERDUE_PRINCIPAL].tiyn };
    int64_t remuneration[] = { paid->part[NES_PART_CURRENT_REMUNERATION].tiyn,
                               paid->part[NES_PART_OVERDUE_REMUNERATION].tiyn };

    for (int32_t i = run->due_first; i < run->due_count; i++) {
        struct nes_due *due = &run->due[i];
        bool late = due->pay_by.day < day.day;

        due->principal -= take(&principal[late], due->principal);
        due->remuneration -= take(&remuneration[late], due->remuneration);
    }
    drop_paid(run);
    run->tail -= remuneration[true];
}

/* Pays the one row that asks, with nothing else owed: what comes first of its two parts is the order's to say. */
static void pay_row(struct nes_run *run, struct nes_date day)
{
    struct nes_due *due = &run->due[run->due_first];
    int64_t before = run->suspense, principal, remuneration;

    if (run->fold->principal_first[due->pay_by.day < day.day]) {
        principal = take(&due->principal, before);
        remuneration = take(&due->remuneration, before - principal);
    } else {
        remuneration = take(&due->remuneration, before);
        principal = take(&due->principal, before - remuneration);
    }
    run->suspense -= principal + remuneration;
    drop_paid(run);
    pay(run, day, &run->total.paid.principal.tiyn, NES_FIGURE_PRINCIPAL, principal);
    pay(run, day, &run->total.paid.remuneration.tiyn, NES_FIGURE_REMUNERATION, remuneration);
}

/* Apart, so that its tables cost nothing where one row is paid. */
__attribute__((noinline)) static void pay_all(struct nes_run *run, struct nes_date day)
{
    struct nes_debt *total = &run->total.paid;
    struct nes_allocation owed, paid;
    int64_t all = count_owed(run, day, &owed);

    if (all <= run->suspense) { /* in whatever order */
        paid = owed;
        run->suspense -= all;
        run->due_first = run->due_count;
        run->tail = run->penalty_old = run->penalty_today = run->costs = 0;
    } else {
        const struct nes_allocation_order *order = &run->fold->loan->terms.order;

        run->suspense = nes_allocate(&owed, order, (struct nes_money){ run->suspense }, &paid).tiyn;
        pay_rows(run, day, &paid);
        (void)from_penalty(run, paid.part[NES_PART_PENALTY].tiyn);
        run->costs -= paid.part[NES_PART_COSTS].tiyn;
    }
    pay(run, day, &total->principal.tiyn, NES_FIGURE_PRINCIPAL,
        paid.part[NES_PART_OVERDUE_PRINCIPAL].tiyn + paid.part[NES_PART_CURRENT_PRINCIPAL].tiyn);
    pay(run, day, &total->remuneration.tiyn, NES_FIGURE_REMUNERATION,
        paid.part[NES_PART_OVERDUE_REMUNERATION].tiyn + paid.part[NES_PART_CURRENT_REMUNERATION].tiyn);
    pay(run, day, &total->penalty.tiyn, NES_FIGURE_PENALTY, paid.part[NES_PART_PENALTY].tiyn);
    pay(run, day, &total->costs.tiyn, NES_FIGURE_COSTS, paid.part[NES_PART_COSTS].tiyn);
}

struct nes_err nes_run_pay(struct nes_run *run, struct nes_date day)
{
    NES_TRY(nes_run_settle_penalty(run));
    if (run->due_count - run->due_first == 1 && run->tail + run->penalty_old + run->penalty_today + run->costs == 0) {
        pay_row(run, day);
    } else {
        pay_all(run, day);
    }
    return NES_FINE;
}

static struct nes_err receive(struct nes_run *run, const struct nes_event *event)
{
    NES_TRY(nes_total_add(&run->total.received, event->amount.tiyn));
    tell(run, event->day, NES_FIGURE_SUSPENSE, NES_LINE_RECEIVED, event->amount.tiyn);
    run->suspense += event->amount.tiyn;
    return nes_run_absorb(run, event->day);
}

/* What early money pays beyond what is due: what is earned so far, then principal that is not due. */
struct nes_err nes_run_prepay(struct nes_run *run, const struct nes_event *event, int64_t *principal)
{
    int64_t money, r1, r2, accrued;

    NES_TRY(receive(run, event));
    NES_TRY(nes_run_r1(run, &r1));
    NES_TRY(nes_run_r2(run, &r2));
    money = event->kind == NES_EVENT_PAYOFF ? run->suspense : least(run->suspense, event->amount.tiyn);
    accrued = run->u + r1 + r2 - run->tail_taken;
    *principal = least(money - accrued, run->undue);
    if (*principal <= 0) {
        *principal = 0;
        return NES_FINE;
    }
    NES_TRY(nes_run_end_period(run, event->day, false));
    NES_ASSERT(run->u == accrued);
    run->u = 0;
    run->undue -= *principal;
    run->suspense -= accrued + *principal;
    pay(run, event->day, &run->total.paid.remuneration.tiyn, NES_FIGURE_REMUNERATION, accrued);
    pay(run, event->day, &run->total.paid.principal.tiyn, NES_FIGURE_PRINCIPAL, *principal);
    return NES_FINE;
}

static struct nes_err forgive(struct nes_run *run, const struct nes_event *event)
{
    int64_t all, given_up;

    NES_TRY(nes_run_settle_penalty(run));
    all = run->penalty_old + run->penalty_today;
    given_up = from_penalty(run, event->amount.tiyn == 0 ? all : least(all, event->amount.tiyn));

    run->total.forgiven.tiyn += given_up;
    tell(run, event->day, NES_FIGURE_PENALTY, NES_LINE_FORGIVEN, -given_up);
    return NES_FINE;
}

/* Up to `limit` of principal: what is late first, then what is due, then what is not. */
static int64_t strike_principal(struct nes_run *run, struct nes_date day, int64_t limit)
{
    int64_t struck = from_rows(run, day, true, true, limit), undue;

    struck += from_rows(run, day, false, true, limit - struck);
    undue = take(&run->undue, limit - struck);
    run->planned = undue == 0 ? run->planned : nes_run_as_planned(run);
    return struck + undue;
}

static int64_t strike_remuneration(struct nes_run *run, struct nes_date day, int64_t limit)
{
    int64_t struck = from_rows(run, day, true, false, limit);

    struck += take(&run->tail, limit - struck);
    struck += from_rows(run, day, false, false, limit - struck);
    return struck + take(&run->u, limit - struck);
}

/* RULE 13.4.a: all parts of the debt; RULE 13.5: what was written off stays known, so it can be claimed. */
static struct nes_err write_off(struct nes_run *run, const struct nes_event *event)
{
    struct nes_debt most = event->written, *total = &run->total.written_off;
    struct nes_date day = event->day;
    int64_t struck;
    bool all = false;

    NES_TRY(nes_run_settle_penalty(run));
    if (most.principal.tiyn + most.remuneration.tiyn + most.penalty.tiyn + most.costs.tiyn == 0) {
        most = (struct nes_debt){
            { NES_LOAN_MONEY_MAX }, { NES_LOAN_MONEY_MAX }, { NES_LOAN_MONEY_MAX }, { NES_LOAN_MONEY_MAX }
        };
        all = true;
    }
    if (run->begin.day != 0) {
        NES_TRY(nes_run_end_period(run, day, false));
    }
    struck = strike_principal(run, day, most.principal.tiyn);
    total->principal.tiyn += struck;
    tell(run, day, NES_FIGURE_PRINCIPAL, NES_LINE_WRITTEN_OFF, -struck);
    struck = strike_remuneration(run, day, most.remuneration.tiyn);
    if (all) { /* nothing is left that a later resumption could add or a later row ask */
        tell(run, day, NES_FIGURE_WITHHELD, NES_LINE_DROPPED, -run->withheld);
        run->withheld = 0;
        run->count = run->ended = run->come = 0;
        nes_run_begin_period(run, day);
    }
    total->remuneration.tiyn += struck;
    tell(run, day, NES_FIGURE_REMUNERATION, NES_LINE_WRITTEN_OFF, -struck);
    struck = from_penalty(run, least(most.penalty.tiyn, run->penalty_old + run->penalty_today));
    total->penalty.tiyn += struck;
    tell(run, day, NES_FIGURE_PENALTY, NES_LINE_WRITTEN_OFF, -struck);
    struck = take(&run->costs, most.costs.tiyn);
    total->costs.tiyn += struck;
    tell(run, day, NES_FIGURE_COSTS, NES_LINE_WRITTEN_OFF, -struck);
    return NES_FINE;
}

/* RULE 13.4.c: sums paid are given back too, after suspense. */
static void refund(struct nes_run *run, const struct nes_event *event)
{
    const struct nes_debt *paid = &run->total.paid;
    int64_t from_suspense = take(&run->suspense, event->amount.tiyn);
    int64_t left = paid->principal.tiyn + paid->remuneration.tiyn + paid->penalty.tiyn + paid->costs.tiyn -
                   run->total.refunded_paid.tiyn;
    int64_t from_paid = least(left, event->amount.tiyn - from_suspense);

    run->total.refunded.tiyn += from_suspense + from_paid;
    run->total.refunded_paid.tiyn += from_paid;
    tell(run, event->day, NES_FIGURE_SUSPENSE, NES_LINE_REFUNDED, -from_suspense);
}

static struct nes_err payout(struct nes_run *run, const struct nes_event *event)
{
    if (run->total.issued.tiyn + event->amount.tiyn > NES_PRINCIPAL_TIYN_MAX) {
        return NES_FAIL(MONEY_RANGE, "payout");
    }
    NES_TRY(nes_run_issue(run, event->amount.tiyn));
    run->fresh += event->amount.tiyn;
    tell(run, event->day, NES_FIGURE_PRINCIPAL, NES_LINE_PAYOUT, event->amount.tiyn);
    return NES_FINE;
}

static struct nes_err cost(struct nes_run *run, const struct nes_event *event)
{
    NES_TRY(nes_total_add(&run->total.charged, event->amount.tiyn));
    run->costs += event->amount.tiyn;
    tell(run, event->day, NES_FIGURE_COSTS, NES_LINE_COST, event->amount.tiyn);
    return nes_run_absorb(run, event->day);
}

/* All but a payment, which is the most frequent. */
static struct nes_err other_event(struct nes_run *run, const struct nes_event *event)
{
    if (event->kind == NES_EVENT_SUSPEND || event->kind == NES_EVENT_RESUME) {
        NES_TRY(nes_run_nights(run, (struct nes_date){ event->day.day - 1 }));
    } else if (event->kind >= NES_EVENT_EARLY_REPAYMENT) {
        NES_TRY(nes_run_nights(run, event->day));
    }
    switch (event->kind) {
    case NES_EVENT_PAYOUT:
        return payout(run, event);
    case NES_EVENT_SUSPEND: /* RULE 13.2.a */
        run->suspended = true;
        return NES_FINE;
    case NES_EVENT_RESUME: /* RULE 13.3 */
        return run->suspended ? nes_run_resume(run, event->day, event->back) : NES_FINE;
    case NES_EVENT_COST:
        return cost(run, event);
    case NES_EVENT_EARLY_REPAYMENT:
    case NES_EVENT_PAYOFF:
        return nes_run_early(run, event);
    case NES_EVENT_LOWER_RATE:
        return nes_run_lower_rate(run, event);
    case NES_EVENT_RESCHEDULE:
        return nes_run_reschedule(run, event);
    case NES_EVENT_HOLIDAY:
        return nes_run_holiday(run, event);
    case NES_EVENT_FORGIVE:
        return forgive(run, event);
    case NES_EVENT_WRITE_OFF:
        return write_off(run, event);
    case NES_EVENT_REFUND:
        refund(run, event);
        return NES_FINE;
    case NES_EVENT_REVERSAL: /* its event is left out of the fold */
        return NES_FINE;
    case NES_EVENT_PAYMENT:
    case NES_EVENT_KINDS:
        break;
    }
    NES_BUG("a kind of event that was checked");
}

struct nes_err nes_run_event(struct nes_run *run, const struct nes_event *event)
{
    return event->kind == NES_EVENT_PAYMENT ? receive(run, event) : other_event(run, event);
}
