#include "calc/schedule_plan.h"

#include "calc/calc_faults.h"

/* How due dates follow each other: the i-th is the anchor and (i − skip) steps. */
struct dues {
    struct nes_date anchor;
    struct nes_month_walk walk;
    int32_t skip;
    bool own_first;              /* a first due date that is not one period after the start */
};

static struct nes_err begin_dues(const struct nes_terms *terms, struct dues *dues)
{
    struct nes_terms usual;
    struct nes_date first;

    *dues = (struct dues){ terms->start, { nes_date_civil(terms->start), terms->month_end, 0, 0, false }, 0, false };
    if (terms->first_due.day == 0) {
        return NES_FINE;
    }
    usual = *terms;
    usual.first_due = (struct nes_date){ 0 };
    NES_TRY(nes_terms_due(&usual, 1, &first));
    if (first.day != terms->first_due.day) {
        first = terms->first_due;
        *dues = (struct dues){ first, { nes_date_civil(first), terms->month_end, 0, 0, false }, 1, true };
    }
    return NES_FINE;
}

static struct nes_err nominal_due(const struct nes_terms *terms, struct dues *dues, int32_t nr, struct nes_date *out)
{
    int32_t steps = (nr - dues->skip) * terms->every.count;

    if (terms->every.unit == NES_UNIT_MONTHS) {
        return nes_date_walk(&dues->walk, steps, out);
    }
    return nes_date_plus(dues->anchor, (int64_t)steps * (terms->every.unit == NES_UNIT_WEEKS ? 7 : 1), out);
}

/* Days of a period that is exactly one step long, by 30/360. */
static int32_t nominal_days(const struct nes_terms *terms)
{
    int32_t days = terms->every.unit == NES_UNIT_MONTHS ? 30 : terms->every.unit == NES_UNIT_WEEKS ? 7 : 1;

    return days * terms->every.count;
}

/* The days of a span by 30/360 that is not one whole step. */
static int32_t broken_days(const struct nes_terms *terms, struct nes_date from, struct nes_date to)
{
    const struct nes_span all = { from, { to.day + 1 }, INT32_MAX };

    return nes_terms_days(terms, &all, to);
}

static struct nes_err set_dates(const struct nes_terms *terms, struct nes_plan *plan)
{
    bool moves = terms->weekend == NES_WEEKEND_NEXT_WORKING_DAY, was_moved = false;
    struct nes_date from = terms->start;
    int32_t whole_days = nominal_days(terms);
    struct dues dues;

    NES_TRY(begin_dues(terms, &dues));
    for (int32_t nr = 1; nr <= plan->count; nr++) {
        struct nes_plan_period *period = &plan->periods[nr - 1];
        struct nes_date nominal;
        bool moved;

        NES_TRY(nominal_due(terms, &dues, nr, &nominal));
        period->due = nominal;
        if (moves && (terms->method != NES_BULLET || nr == plan->count)) {
            NES_TRY(nes_calendar_next(&terms->calendar, nominal, &period->due));
        }
        moved = period->due.day != nominal.day && terms->shift == NES_SHIFT_CHARGE;
        period->span = (struct nes_span){ .from = from, .to = moved ? period->due : nominal };
        if (terms->day_count != NES_30_360) {
            period->span.days = period->span.to.day - from.day;
        } else if (!moved && !was_moved && (nr > 1 || !dues.own_first)) {
            period->span.days = whole_days;
        } else {
            period->span.days = broken_days(terms, from, period->span.to);
        }
        from = period->span.to;
        was_moved = moved;
    }
    if (terms->first_day == NES_FIRST_DAY_INCLUDE) {
        plan->periods[0].span.from.day -= 1;
        plan->periods[0].span.days += 1;
    }
    return NES_FINE;
}

/* Remuneration as a product of words where it is one, which it nearly always is: without payouts inside, and with
 * numbers that 64 bits hold. */
static void set_products(const struct nes_terms *terms, struct nes_plan *plan)
{
    uint64_t base = terms->day_count == NES_ACT_ACT ? 365 * 366 : (uint64_t)nes_terms_year(terms), under;
    bool fits = !__builtin_mul_overflow((uint64_t)terms->rate.under, base * (uint64_t)plan->unit, &under);

    plan->under = nes_divisor_of(fits ? under : 1);
    for (int32_t i = 0; i < plan->count; i++) {
        struct nes_plan_period *period = &plan->periods[i];
        uint64_t days;

        if (terms->day_count == NES_ACT_ACT) {
            struct nes_parts parts = nes_terms_parts(terms, &period->span, period->span.from, period->span.to);

            days = (uint64_t)parts.days * 366 + (uint64_t)parts.days_366 * 365;
        } else {
            days = (uint64_t)period->span.days;
        }
        if (!fits || period->payouts_from < period->payouts_to || i < terms->interest_free ||
            __builtin_mul_overflow((uint64_t)terms->rate.over, days, &period->over)) {
            period->over = 0;
        }
    }
}

static void set_payouts(const struct nes_terms *terms, struct nes_plan *plan)
{
    int32_t at = 0;

    if (!terms->payouts) {
        plan->first_payout = terms->principal;
        return;
    }
    while (at < terms->payout_count && terms->payouts[at].date.day == terms->start.day) {
        plan->first_payout.tiyn += terms->payouts[at++].amount.tiyn;
    }
    plan->opening_payouts = at;
    for (int32_t i = 0; i < plan->count; i++) {
        struct nes_plan_period *period = &plan->periods[i];

        period->payouts_from = at;
        while (at < terms->payout_count && terms->payouts[at].date.day < period->span.to.day) {
            at++;
        }
        period->payouts_to = at;
    }
}

static struct nes_err set_rate(const struct nes_terms *terms, struct nes_plan *plan)
{
    bool of_360 = terms->day_count == NES_30_360 || terms->day_count == NES_ACT_360;
    struct nes_ratio step = { terms->every.count, 12 };

    if (terms->every.unit != NES_UNIT_MONTHS) {
        step.over *= terms->every.unit == NES_UNIT_WEEKS ? 7 : 1;
        step.under = of_360 ? 360 : 365;
    }
    return nes_ratio_times(terms->rate, nes_ratio_reduce(step), &plan->period_rate);
}

struct nes_err nes_plan_periods(const struct nes_terms *terms, struct nes_arena *arena, struct nes_plan *plan)
{
    *plan = (struct nes_plan){
        .terms = terms,
        .periods = NES_NEW_MANY(arena, struct nes_plan_period, (size_t)terms->periods),
        .count = terms->periods,
        .last = terms->periods,
        .unit = nes_terms_unit(terms),
        .instalment = terms->instalment,
        .aims = terms->method == NES_ANNUITY || terms->method == NES_FLAT || terms->method == NES_FIXED_INSTALMENT,
    };
    plan->multiple = terms->instalment_multiple.tiyn > 0 ? terms->instalment_multiple.tiyn : plan->unit;
    NES_TRY(set_dates(terms, plan));
    set_payouts(terms, plan);
    NES_TRY(set_rate(terms, plan));
    set_products(terms, plan);
    if (terms->down_payment.over > 0) {
        struct nes_exact part = { (nes_wide)plan->first_payout.tiyn * terms->down_payment.over,
                                  terms->down_payment.under };

        NES_TRY(nes_exact_round(part, plan->unit, terms->rounding, &plan->down_payment));
    }
    plan->opening.tiyn = plan->first_payout.tiyn - plan->down_payment.tiyn;
    return NES_FINE;
}

struct nes_err nes_plan_accrue(const struct nes_plan *plan, int32_t nr, struct nes_money *balance,
                               struct nes_exact *sum)
{
    const struct nes_terms *terms = plan->terms;
    const struct nes_plan_period *period = &plan->periods[nr - 1];
    bool is_free = nr <= terms->interest_free;
    struct nes_date from = period->span.from;

    for (int32_t i = period->payouts_from; i < period->payouts_to; i++) {
        const struct nes_payout *payout = &terms->payouts[i];
        struct nes_parts parts = nes_terms_parts(terms, &period->span, from, payout->date);

        if (!is_free) {
            NES_TRY(nes_parts_accrue(parts, terms->rate, *balance, sum));
        }
        from = payout->date;
        balance->tiyn += payout->amount.tiyn;
    }
    if (is_free) {
        return NES_FINE;
    }
    return nes_parts_accrue(nes_terms_parts(terms, &period->span, from, period->span.to), terms->rate, *balance, sum);
}
