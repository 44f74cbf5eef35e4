#include "calc/burden.h"

#include "calc/fold_rig.h"
#include "test/unit/test.h"

static const struct {
    const char *label, *day;
    unsigned groups;
    struct nes_burden burden;
    struct nes_ratio kdn;
    bool payments_over, debt_over;
} cases[] = {
    /* regulation.md O4: income 300 000 a month */
    { "120 000 of 300 000 is 0.4", "2026-03-01", 0,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 7'000'000 }, .new_payment = { 5'000'000 } },
      { 2, 5 }, false, false },
    { "180 000 of 300 000 is 0.6", "2026-03-01", 0,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 18'000'000 } }, { 3, 5 }, true, false },
    { "0.5 is not over 0.5", "2026-03-01", 0,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 15'000'000 } }, { 1, 2 }, false, false },
    { "a tiyn more is", "2026-03-01", 0,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 15'000'001 } },
      { 15'000'001, 30'000'000 }, true, false },
    { "0.4 is over 0.25 for a gambler", "2026-03-01", 1u << NES_BURDEN_GAMBLER,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 12'000'000 } }, { 2, 5 }, true, false },
    { "but not before 01.04.2024", "2024-03-31", 1u << NES_BURDEN_GAMBLER,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 12'000'000 } }, { 2, 5 }, false, false },
    { "0.4 is over 0.25 after long delay", "2025-11-24", 1u << NES_BURDEN_LATE,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 12'000'000 } }, { 2, 5 }, true, false },
    { "but not the day before", "2025-11-23", 1u << NES_BURDEN_LATE,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 12'000'000 } }, { 2, 5 }, false, false },
    { "debt of 8 years' income", "2026-03-01", 0,
      { .income = { 180'000'000 }, .income_months = 6, .debt = { 2'000'000'000 },
        .unused_limits = { 400'000'000 }, .new_loan = { 800'000'000 } },
      { 0, 1 }, false, false },
    { "a tiyn more of debt", "2026-03-01", 0,
      { .income = { 180'000'000 }, .income_months = 6, .debt = { 2'000'000'001 },
        .unused_limits = { 400'000'000 }, .new_loan = { 800'000'000 } },
      { 0, 1 }, false, true },
    { "no limit before 2020", "2019-12-31", 0,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 180'000'000 } },
      { 6, 1 }, false, false },
    { "0.6 on its first day", "2020-01-01", 0,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 18'000'000 } }, { 3, 5 }, true, false },
    { "0.4 for a gambler on its first day", "2024-04-01", 1u << NES_BURDEN_GAMBLER,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 12'000'000 } }, { 2, 5 }, true, false },
    { "0.25 is not over 0.25 for a gambler", "2026-03-01", 1u << NES_BURDEN_GAMBLER,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 7'500'000 } }, { 1, 4 }, false, false },
    { "a tiyn more is", "2026-03-01", 1u << NES_BURDEN_GAMBLER,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 7'500'001 } },
      { 7'500'001, 30'000'000 }, true, false },
    { "0.25 is not over 0.25 after long delay", "2026-03-01", 1u << NES_BURDEN_LATE,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 7'500'000 } }, { 1, 4 }, false, false },
    { "a tiyn more is", "2026-03-01", 1u << NES_BURDEN_LATE,
      { .income = { 180'000'000 }, .income_months = 6, .payments = { 7'500'001 } },
      { 7'500'001, 30'000'000 }, true, false },
    { "ten years of income", "2026-03-01", 0,
      { .income = { 120 }, .income_months = 120, .payments = { 1 } }, { 1, 1 }, true, false },
    { "one month of income", "2026-03-01", 0, { .income = { 2 }, .income_months = 1, .payments = { 1 } }, { 1, 2 },
      false, false },
    { "payments without income", "2026-03-01", 0, { .income_months = 6, .payments = { 1 } }, { 6, 0 }, true, false },
    { "nothing without income", "2026-03-01", 0, { .income_months = 6 }, { 0, 0 }, false, false },
};

NES_TEST(burden_is_weighed_against_the_limit_of_the_day)
{
    for (size_t i = 0; i < NES_LEN(cases); i++) {
        struct nes_burden_answer got;

        NES_WANT_OK(
            nes_burden_weigh(&cases[i].burden, rig_day(cases[i].day), cases[i].groups, &nes_burden_limits_kz, &got));
        NES_WANT_INT(cases[i].label, got.payments_over + 2 * got.debt_over,
                     cases[i].payments_over + 2 * cases[i].debt_over);
        if (cases[i].kdn.under > 0) {
            NES_WANT(cases[i].label, got.payments.over * cases[i].kdn.under == cases[i].kdn.over * got.payments.under);
        }
    }
}

NES_TEST(of_two_limits_the_later_of_a_group_and_the_stricter_of_groups_hold)
{
    const struct nes_burden_limit rows[] = {
        { { 100 }, NES_BURDEN_ALL, { 1, 2 }, { 0, 0 } },
        { { 200 }, NES_BURDEN_ALL, { 3, 10 }, { 5, 1 } },
        { { 150 }, NES_BURDEN_ALL, { 9, 10 }, { 0, 0 } },
        { { 100 }, NES_BURDEN_LATE, { 1, 1 }, { 2, 1 } },
    };
    const struct nes_burden_limits limits = { rows, NES_LEN(rows) };
    const struct nes_burden burden = { .income = { 1'000 }, .income_months = 1, .payments = { 400 } };
    struct nes_burden_answer got;

    NES_WANT_OK(nes_burden_weigh(&burden, (struct nes_date){ 300 }, 1u << NES_BURDEN_LATE, &limits, &got));
    NES_WANT_INT("КДН 0.3 of all", got.payments_limit.over * 10 / got.payments_limit.under, 3);
    NES_WANT_INT("КДД 2 of the late", got.debt_limit.over / got.debt_limit.under, 2);
    NES_WANT("over", got.payments_over && !got.debt_over);
}

NES_TEST(a_burden_out_of_form_is_refused)
{
    struct nes_burden burden = { .income = { -1 }, .income_months = 6 };
    struct nes_burden_answer got;
    const struct nes_date date = { 739'000 };

    NES_WANT_FAULT("income", nes_burden_weigh(&burden, date, 0, &nes_burden_limits_kz, &got), "BURDEN_FORM");
    burden = (struct nes_burden){ .income_months = 0 };
    NES_WANT_FAULT("months", nes_burden_weigh(&burden, date, 0, &nes_burden_limits_kz, &got), "BURDEN_FORM");
    burden.income_months = 121;
    NES_WANT_FAULT("months", nes_burden_weigh(&burden, date, 0, &nes_burden_limits_kz, &got), "BURDEN_FORM");
    burden = (struct nes_burden){ .income_months = 6, .payments = { INT64_MAX }, .new_payment = { 1 } };
    NES_WANT_FAULT("sum", nes_burden_weigh(&burden, date, 0, &nes_burden_limits_kz, &got), "MONEY_RANGE");
    burden = (struct nes_burden){ .income_months = 6, .debt = { INT64_MAX }, .new_loan = { 1 } };
    NES_WANT_FAULT("debt", nes_burden_weigh(&burden, date, 0, &nes_burden_limits_kz, &got), "MONEY_RANGE");
    burden = (struct nes_burden){ .income_months = 6, .debt = { INT64_MAX }, .unused_limits = { 5 } };
    NES_WANT_FAULT("unused", nes_burden_weigh(&burden, date, 0, &nes_burden_limits_kz, &got), "MONEY_RANGE");
    burden = (struct nes_burden){ .income_months = 6, .payments = { INT64_MAX / 2 } };
    NES_WANT_FAULT("of months", nes_burden_weigh(&burden, date, 0, &nes_burden_limits_kz, &got), "MONEY_RANGE");
    burden = (struct nes_burden){ .income_months = 1, .income = { INT64_MAX / 2 } };
    NES_WANT_FAULT("of the year", nes_burden_weigh(&burden, date, 0, &nes_burden_limits_kz, &got), "MONEY_RANGE");
}
