#include "calc/burden.h"

#include "calc/calc_faults.h"
#include "calc/fold_faults.h"
#include "calc/ratio.h"

#define YEAR_MONTHS   12
#define INCOME_MONTHS 120
#define UNUSED_SHARE  5 /* a fifth of unused limits counts as debt */

/* 0.5 and 8 hold for everybody since Resolution 215; 0.25 for the list of self-restriction from gambling since
 * 01.04.2024, and for a delay over 90 days since 24.11.2025 (said of banks; whether of microfinance is unsure, so the
 * stricter reading is shipped and the organisation may pass rows of its own). */
static const struct nes_burden_limit shipped[] = {
    { { 737'425 /* 2020-01-01 */ }, NES_BURDEN_ALL,     { 1, 2 }, { 8, 1 } },
    { { 738'977 /* 2024-04-01 */ }, NES_BURDEN_GAMBLER, { 1, 4 }, { 0, 0 } },
    { { 739'579 /* 2025-11-24 */ }, NES_BURDEN_LATE,    { 1, 4 }, { 0, 0 } },
};
const struct nes_burden_limits nes_burden_limits_kz = { shipped, NES_LEN(shipped) };

static struct nes_err check(const struct nes_burden *burden)
{
    const struct {
        const char *name;
        struct nes_money amount;
    } amounts[] = {
        { "income", burden->income },
        { "payments", burden->payments },
        { "new_payment", burden->new_payment },
        { "debt", burden->debt },
        { "unused_limits", burden->unused_limits },
        { "new_loan", burden->new_loan },
    };

    for (size_t i = 0; i < NES_LEN(amounts); i++) {
        if (amounts[i].amount.tiyn < 0) {
            return NES_FAIL(BURDEN_FORM, amounts[i].name);
        }
    }
    return burden->income_months < 1 || burden->income_months > INCOME_MONTHS ? NES_FAIL(BURDEN_FORM, "income_months")
                                                                              : NES_FINE;
}

/* The latest row of the group on the day, or NULL. */
static const struct nes_burden_limit *latest(const struct nes_burden_limits *limits, struct nes_date day,
                                             enum nes_burden_group group)
{
    const struct nes_burden_limit *found = NULL;

    for (size_t i = 0; i < limits->count; i++) {
        const struct nes_burden_limit *row = &limits->rows[i];

        if (row->group == group && row->from.day <= day.day && (!found || row->from.day > found->from.day)) {
            found = row;
        }
    }
    return found;
}

static struct nes_ratio stricter(struct nes_ratio limit, struct nes_ratio other)
{
    return other.over != 0 && (limit.over == 0 || nes_ratio_order(other, limit) < 0) ? other : limit;
}

static bool over(struct nes_ratio value, struct nes_ratio limit)
{
    if (limit.over == 0) {
        return false;
    }
    return value.under == 0 ? value.over > 0 : nes_ratio_order(value, limit) > 0;
}

/* amount ÷ income of `months` at the pace of the confirmed time. */
static struct nes_err against_income(struct nes_money amount, const struct nes_burden *burden, int64_t months,
                                     struct nes_ratio *out)
{
    if (__builtin_mul_overflow(amount.tiyn, burden->income_months, &out->over) ||
        __builtin_mul_overflow(burden->income.tiyn, months, &out->under)) {
        return NES_FAIL(MONEY_RANGE, "income");
    }
    return NES_FINE;
}

struct nes_err nes_burden_weigh(const struct nes_burden *burden, struct nes_date day, unsigned groups,
                                const struct nes_burden_limits *limits, struct nes_burden_answer *out)
{
    const struct nes_ratio fifths = { UNUSED_SHARE, 1 };
    struct nes_money payments, debt;

    NES_TRY(check(burden));
    NES_TRY(nes_money_add(burden->payments, burden->new_payment, &payments));
    NES_TRY(nes_money_add(burden->debt, burden->new_loan, &debt));
    NES_TRY(nes_money_scale(debt, fifths, NES_ROUND_DOWN, &debt));
    NES_TRY(nes_money_add(debt, burden->unused_limits, &debt));
    *out = (struct nes_burden_answer){ 0 };
    NES_TRY(against_income(payments, burden, 1, &out->payments));
    NES_TRY(against_income(debt, burden, (int64_t)YEAR_MONTHS * UNUSED_SHARE, &out->debt));
    for (enum nes_burden_group group = NES_BURDEN_ALL; group < NES_BURDEN_GROUPS; group++) {
        const struct nes_burden_limit *row = latest(limits, day, group);

        if (row && (group == NES_BURDEN_ALL || (groups & (1u << group)))) {
            out->payments_limit = stricter(out->payments_limit, row->payments);
            out->debt_limit = stricter(out->debt_limit, row->debt);
        }
    }
    out->payments_over = over(out->payments, out->payments_limit);
    out->debt_over = over(out->debt, out->debt_limit);
    return NES_FINE;
}
