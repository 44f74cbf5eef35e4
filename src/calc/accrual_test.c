/* src/calc/accrual_test.c: sums rounded the quick way are those rounded the long way; events in any order are one loan.
 */
#include "base/rand.h"
#include "calc/accrual.h"
#include "calc/fold_rig.h"
#include "test/unit/test.h"

static int64_t wild(const struct nes_rand *rand, int64_t most)
{
    return (int64_t)(nes_rand_below(rand, (uint64_t)most) >> nes_rand_below(rand, 48)) + 1;
}

NES_TEST(a_sum_rounds_alike_quickly_and_at_length)
{
    struct nes_test_dice dice = { nes_test_seed() + 50 };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t quick = 0, both = 0;

    for (int64_t left = nes_budget("calc.rounding"); left > 0; left--) {
        struct nes_ratio rate = { wild(&rand, 700'000'000'000'000), wild(&rand, 700'000'000'000'000) };
        int64_t unit = (int64_t[]){ 1, 10, 100 }[nes_rand_below(&rand, 3)];
        enum nes_round round = (enum nes_round)nes_rand_below(&rand, 4);
        struct nes_accrual at = nes_accrual_at(rate, unit, round);
        nes_wide sum = (nes_wide)wild(&rand, INT64_MAX) * wild(&rand, 1'000'000);
        struct nes_money short_way = { -1 }, long_way = { -2 };

        quick += at.under.by > 0;
        if (!nes_accrual_amount(sum, rate, unit, round, &long_way).what) {
            NES_WANT_OK(nes_accrual_round(&at, sum, &short_way));
            NES_WANT_INT("amount", short_way.tiyn, long_way.tiyn);
            both++;
        } else {
            NES_WANT_FAULT("out of range", nes_accrual_round(&at, sum, &short_way), "MONEY_RANGE");
        }
    }
    NES_WANT("each way is met", quick > 0 && quick < nes_budget("calc.rounding") && both > 0);
}

static int64_t earned_of(struct rig *rig)
{
    struct nes_state now = rig_state(rig, "2026-12-01");

    return now.penalties.tiyn * 1'000'003 + now.earned.tiyn * 31 + now.paid.penalty.tiyn + now.suspense.tiyn;
}

NES_TEST(many_events_in_any_order_of_arrival_are_one_loan)
{
    struct nes_test_dice dice = { nes_test_seed() + 51 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();
    struct nes_event last;
    int64_t want;

    rig_schedule(&rig);
    while (rig.count < RIG_EVENTS) {
        (void)rig_add_on(&rig, NES_EVENT_PAYMENT, (struct nes_date){ rig.events[rig.count - 1].day.day + 5 },
                         1'000'000);
    }
    want = earned_of(&rig);
    for (int32_t i = 0; i < rig.count / 2; i++) { /* the last first */
        last = rig.events[rig.count - 1 - i];
        rig.events[rig.count - 1 - i] = rig.events[i];
        rig.events[i] = last;
    }
    NES_WANT_INT("backwards", earned_of(&rig), want);
    for (int turn = 0; turn < 20; turn++) {
        for (int32_t i = rig.count - 1; i > 0; i--) {
            int32_t j = (int32_t)nes_rand_below(&rand, (uint64_t)i + 1);

            last = rig.events[i];
            rig.events[i] = rig.events[j];
            rig.events[j] = last;
        }
        NES_WANT_INT("shuffled", earned_of(&rig), want);
    }
    rig_end(&rig);
}
