#include "calc/accrual.h"

#include "calc/calc_faults.h"

int64_t nes_accrual_parts(const struct nes_terms *terms, const struct nes_span *period, struct nes_date from,
                          struct nes_date to)
{
    struct nes_parts parts = nes_terms_parts(terms, period, from, to);

    return (int64_t)parts.days * (NES_YEAR_PARTS / parts.base) + (int64_t)parts.days_366 * (NES_YEAR_PARTS / 366);
}

struct nes_accrual nes_accrual_at(struct nes_ratio rate, int64_t unit, enum nes_round round)
{
    struct nes_accrual at = { .rate = rate, .unit = unit, .round = round };
    uint64_t under;

    /* a quotient by so much, times the unit, is within 63 bits */
    if (!__builtin_mul_overflow((uint64_t)rate.under, (uint64_t)unit * NES_YEAR_PARTS, &under)) {
        at.under = nes_divisor_of(under);
    }
    return at;
}

struct nes_err nes_accrual_amount(nes_wide sum, struct nes_ratio rate, int64_t unit, enum nes_round round,
                                  struct nes_money *amount)
{
    struct nes_exact exact = { .under = (nes_wide)rate.under * NES_YEAR_PARTS };

    if (__builtin_mul_overflow(sum, (nes_wide)rate.over, &exact.over)) {
        return NES_FAIL(MONEY_RANGE, "remuneration");
    }
    return nes_exact_round(exact, unit, round, amount);
}
