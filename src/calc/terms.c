#include "calc/terms.h"

#include <stddef.h>
#include <string.h>

#include "calc/calc_faults.h"

struct flaws {
    struct nes_flaw *list;
    int32_t count;
};

static void add(struct flaws *flaws, struct nes_flaw flaw)
{
    if (flaws->count < NES_FLAWS_MAX) {
        flaws->list[flaws->count++] = flaw;
    }
}

#define FLAW(flaws, name, fault) FLAW_AT(flaws, name, fault, 0, NULL)
#define FLAW_AT(flaws, name, fault, nth_, part_) \
    add((flaws), (struct nes_flaw){ .field = (name), .err = NES_FAIL(fault, (name)), .nth = (nth_), .part = (part_) })

int64_t nes_terms_unit(const struct nes_terms *terms)
{
    return terms->minor_units == 2 ? 1 : terms->minor_units == 1 ? 10 : 100;
}

static bool is_multiple(const struct nes_terms *terms, struct nes_money amount)
{
    return terms->minor_units == 2 || amount.tiyn % nes_terms_unit(terms) == 0;
}

static bool within(int64_t value, int64_t least, int64_t most)
{
    return value >= least && value <= most;
}

/* Enums come from outside as numbers: anything else than their names is a flaw, not a surprise later. */
#define CHOICE(member, least, most) { #member, offsetof(struct nes_terms, member), least, most }
static const struct { const char *field; size_t at; int32_t least, most; } choices[] = {
    CHOICE(calc_version, 1, NES_CALC_VERSION),
    CHOICE(method, NES_ANNUITY, NES_SHARES),
    CHOICE(day_count, NES_30_360, NES_ACT_ACT),
    CHOICE(year_boundary, NES_JAN1, NES_DEC31),
    CHOICE(leap, NES_LEAP_ACTUAL, NES_LEAP_IGNORE),
    CHOICE(first_day, NES_FIRST_DAY_EXCLUDE, NES_FIRST_DAY_INCLUDE),
    CHOICE(rounding, NES_ROUND_HALF_EVEN, NES_ROUND_UP),
    CHOICE(minor_units, 0, 2),
    CHOICE(remainder, NES_REMAINDER_LAST, NES_REMAINDER_SPREAD),
    CHOICE(weekend, NES_WEEKEND_KEEP, NES_WEEKEND_NEXT_WORKING_DAY),
    CHOICE(shift, NES_SHIFT_CHARGE, NES_SHIFT_FREE),
    CHOICE(month_end, NES_MONTH_ANCHOR, NES_MONTH_FIRST_OF_NEXT),
    CHOICE(periods, 1, NES_PERIODS_MAX),
    CHOICE(every.count, 1, NES_EVERY_MAX),
    CHOICE(every.unit, NES_UNIT_DAYS, NES_UNIT_MONTHS),
};
#undef CHOICE

static void check_choices(const struct nes_terms *terms, struct flaws *flaws)
{
    for (size_t i = 0; i < NES_LEN(choices); i++) {
        int32_t value;

        memcpy(&value, (const char *)terms + choices[i].at, sizeof(value)); /* whatever stands in an enum */
        if (value < choices[i].least || value > choices[i].most) {
            FLAW(flaws, choices[i].field, TERMS_RANGE);
        }
    }
}

/* An amount that may be left out (0) or must be a positive multiple of the unit. */
static void check_amount(const struct nes_terms *terms, struct flaws *flaws, const char *field, struct nes_money amount)
{
    if (!within(amount.tiyn, 0, NES_PRINCIPAL_TIYN_MAX)) {
        FLAW(flaws, field, TERMS_RANGE);
    } else if (!is_multiple(terms, amount)) {
        FLAW(flaws, field, TERMS_UNIT);
    }
}

static void check_amounts(const struct nes_terms *terms, struct flaws *flaws)
{
    const struct nes_ratio whole = { 1, 1 }, rate_max = { 1'000, 1 };

    check_amount(terms, flaws, "principal", terms->principal);
    if (terms->principal.tiyn == 0) {
        FLAW(flaws, "principal", TERMS_RANGE);
    }
    check_amount(terms, flaws, "instalment", terms->instalment);
    check_amount(terms, flaws, "instalment_multiple", terms->instalment_multiple);
    if (terms->method == NES_FIXED_INSTALMENT && terms->instalment.tiyn == 0) {
        FLAW(flaws, "instalment", TERMS_NEEDED);
    } else if (terms->method != NES_FIXED_INSTALMENT && terms->method != 0 && terms->instalment.tiyn != 0) {
        FLAW(flaws, "instalment", TERMS_CONFLICT);
    }
    if (terms->rate.over < 0 || terms->rate.under <= 0 || nes_ratio_order(terms->rate, rate_max) > 0) {
        FLAW(flaws, "rate_percent", TERMS_RANGE);
    }
    if (terms->down_payment.over < 0 || terms->down_payment.under < 0 ||
        (terms->down_payment.over > 0 && nes_ratio_order(terms->down_payment, whole) >= 0)) {
        FLAW(flaws, "down_payment_percent", TERMS_RANGE);
    }
}

static void check_graces(const struct nes_terms *terms, struct flaws *flaws)
{
    bool has_end_only = terms->method == NES_BULLET || terms->method == NES_INTEREST_ONLY;

    if (!within(terms->periods, 1, NES_PERIODS_MAX)) {
        return;
    }
    if (!within(terms->grace_principal, 0, terms->periods - 1)) {
        FLAW(flaws, "grace_principal", TERMS_RANGE);
    } else if (terms->grace_principal > 0 && (has_end_only || terms->method == NES_SHARES)) {
        FLAW(flaws, "grace_principal", TERMS_CONFLICT);
    }
    if (!within(terms->grace_interest, 0, terms->periods - 1)) {
        FLAW(flaws, "grace_interest", TERMS_RANGE);
    } else if (terms->grace_interest > 0 && terms->method == NES_BULLET) {
        FLAW(flaws, "grace_interest", TERMS_CONFLICT);
    }
    if (!within(terms->interest_free, 0, terms->periods)) {
        FLAW(flaws, "interest_free", TERMS_RANGE);
    }
}

static void check_shares(const struct nes_terms *terms, struct flaws *flaws)
{
    int64_t sum = 0;

    if (terms->method != NES_SHARES || !terms->shares) {
        if (terms->shares && terms->method != 0) {
            FLAW(flaws, "shares", TERMS_CONFLICT);
        } else if (terms->method == NES_SHARES) {
            FLAW(flaws, "shares", TERMS_NEEDED);
        }
        return;
    }
    for (int32_t i = 0; i < terms->periods && i < NES_PERIODS_MAX; i++) {
        if (!within(terms->shares[i], 0, NES_SHARE_MAX)) {
            FLAW_AT(flaws, "shares", TERMS_RANGE, i + 1, NULL);
            return;
        }
        sum += terms->shares[i];
    }
    if (sum == 0) {
        FLAW(flaws, "shares", TERMS_SUM);
    }
}

/* Whether the last due date can lie after the year 9999: a month has at most 31 days. */
static bool may_pass_last(const struct nes_terms *terms)
{
    int32_t from = terms->first_due.day > terms->start.day ? terms->first_due.day : terms->start.day;

    return from + (int64_t)31 * terms->every.count * terms->periods > NES_DATE_LAST;
}

/* Dates: of the start, the first due, the last due where it matters. */
static void check_dates(const struct nes_terms *terms, struct flaws *flaws, struct nes_date *last)
{
    if (!within(terms->start.day, 1, NES_DATE_LAST)) {
        FLAW(flaws, "start", TERMS_RANGE);
    } else if (!within(terms->first_due.day, 0, NES_DATE_LAST) ||
               (terms->first_due.day > 0 && terms->first_due.day <= terms->start.day)) {
        FLAW(flaws, "first_due", TERMS_ORDER);
    } else if (flaws->count == 0 && (terms->payouts || may_pass_last(terms)) &&
               nes_terms_due(terms, terms->periods, last).what) {
        FLAW(flaws, "periods", DATE_RANGE);
    }
    if (terms->first_day == NES_FIRST_DAY_INCLUDE && terms->start.day == 1) {
        FLAW(flaws, "start", TERMS_RANGE);
    }
    if (!nes_calendar_ordered(&terms->calendar)) {
        FLAW(flaws, "holidays", TERMS_ORDER);
    }
}

static void check_payouts(const struct nes_terms *terms, struct flaws *flaws, struct nes_date last)
{
    int64_t sum = 0;

    if (!terms->payouts) {
        return;
    }
    if (!within(terms->payout_count, 1, NES_PAYOUTS_MAX)) {
        FLAW(flaws, "payouts", TERMS_RANGE);
        return;
    }
    for (int32_t i = 0; i < terms->payout_count; i++) {
        const struct nes_payout *payout = &terms->payouts[i];
        struct nes_date least = i == 0 ? terms->start : terms->payouts[i - 1].date;
        struct nes_date most = i == 0 ? terms->start : (struct nes_date){ last.day - 1 };

        if (!within(payout->date.day, least.day, most.day)) {
            FLAW_AT(flaws, "payouts", TERMS_ORDER, i + 1, "date");
        } else if (payout->date.day > terms->start.day && terms->shift == NES_SHIFT_FREE) {
            FLAW_AT(flaws, "payouts", TERMS_CONFLICT, i + 1, "date");
        }
        if (!within(payout->amount.tiyn, 1, NES_PRINCIPAL_TIYN_MAX)) {
            FLAW_AT(flaws, "payouts", TERMS_RANGE, i + 1, "amount");
            return;
        }
        if (!is_multiple(terms, payout->amount)) {
            FLAW_AT(flaws, "payouts", TERMS_UNIT, i + 1, "amount");
        }
        sum += payout->amount.tiyn;
    }
    if (sum != terms->principal.tiyn) {
        FLAW(flaws, "payouts", TERMS_SUM);
    }
    if (terms->payout_count > 1 && (terms->method == NES_FLAT || terms->method == NES_SHARES)) {
        FLAW(flaws, "payouts", TERMS_CONFLICT);
    }
}

int32_t nes_terms_check(const struct nes_terms *terms, struct nes_flaw list[NES_FLAWS_MAX])
{
    struct flaws flaws = { .list = list };
    struct nes_date last = { 0 };

    check_choices(terms, &flaws);
    check_amounts(terms, &flaws);
    check_graces(terms, &flaws);
    check_shares(terms, &flaws);
    check_dates(terms, &flaws, &last);
    if (flaws.count == 0) {
        check_payouts(terms, &flaws, last);
    }
    return flaws.count;
}

struct nes_err nes_terms_due(const struct nes_terms *terms, int32_t i, struct nes_date *due)
{
    struct nes_date first = terms->first_due, usual, anchor = terms->start;
    int64_t step = terms->every.count, steps = i;

    NES_ASSERT(i >= 1);
    if (terms->every.unit != NES_UNIT_MONTHS) {
        step *= terms->every.unit == NES_UNIT_WEEKS ? 7 : 1;
        return first.day > 0 ? nes_date_plus(first, (steps - 1) * step, due)
                             : nes_date_plus(anchor, steps * step, due);
    }
    if (first.day > 0) {
        NES_TRY(nes_date_months(nes_date_civil(anchor), terms->every.count, terms->month_end, &usual));
        if (first.day != usual.day) {
            anchor = first;
            steps -= 1;
        }
    }
    return nes_date_months(nes_date_civil(anchor), (int32_t)(steps * step), terms->month_end, due);
}
