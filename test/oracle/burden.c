/* test/oracle/burden.c: the burden of debt of borrowers, a line in, a line out, for the second implementation.
 * In: income, months, payments, new payment, debt, unused limits, new loan (tiyn), day (1 is 0001-01-01), groups.
 * Out: both ratios and both limits as over/under, and whether each is over; or the code of the fault. */
#include <inttypes.h>
#include <stdio.h>

#include "calc/burden.h"

static void show(struct nes_ratio ratio)
{
    printf("%" PRId64 "/%" PRId64 " ", ratio.over, ratio.under);
}

static void weigh(const struct nes_burden *burden, struct nes_date day, unsigned groups)
{
    struct nes_burden_answer answer;
    struct nes_err err = nes_burden_weigh(burden, day, groups, &nes_burden_limits_kz, &answer);

    if (err.what) {
        printf("%s\n", err.what->code);
        return;
    }
    show(answer.payments);
    show(answer.debt);
    show(answer.payments_limit);
    show(answer.debt_limit);
    printf("%d %d\n", answer.payments_over, answer.debt_over);
}

int main(void)
{
    struct nes_burden burden;
    struct nes_date day;
    unsigned groups;

    while (scanf("%" SCNd64 "%" SCNd32 "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd32 "%u",
                 &burden.income.tiyn, &burden.income_months, &burden.payments.tiyn, &burden.new_payment.tiyn,
                 &burden.debt.tiyn, &burden.unused_limits.tiyn, &burden.new_loan.tiyn, &day.day, &groups) == 9) {
        weigh(&burden, day, groups);
    }
    return 0;
}
