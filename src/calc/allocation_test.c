#include "calc/allocation.h"

#include "base/rand.h"
#include "test/unit/test.h"

NES_TEST(a_short_payment_goes_by_the_order_of_the_law)
{
    const struct nes_allocation owed = {
        { { 1'000'000 }, { 300'000 }, { 150'000 }, { 800'000 }, { 100'000 }, { 50'000 } }
    };
    struct nes_allocation paid;

    NES_WANT_INT("nothing is left",
                 nes_allocate(&owed, &nes_allocation_law, (struct nes_money){ 1'500'000 }, &paid).tiyn, 0);
    NES_WANT_INT("overdue principal", paid.part[NES_PART_OVERDUE_PRINCIPAL].tiyn, 1'000'000);
    NES_WANT_INT("overdue remuneration", paid.part[NES_PART_OVERDUE_REMUNERATION].tiyn, 300'000);
    NES_WANT_INT("penalty", paid.part[NES_PART_PENALTY].tiyn, 150'000);
    NES_WANT_INT("current principal", paid.part[NES_PART_CURRENT_PRINCIPAL].tiyn, 50'000);
    NES_WANT_INT("current remuneration", paid.part[NES_PART_CURRENT_REMUNERATION].tiyn, 0);
    NES_WANT_INT("costs", paid.part[NES_PART_COSTS].tiyn, 0);
}

NES_TEST(an_order_names_each_part_once)
{
    struct nes_allocation_order order = nes_allocation_law;

    NES_WANT("the law's", nes_allocation_whole(&order));
    order.part[0] = NES_PART_COSTS;
    NES_WANT("costs twice", !nes_allocation_whole(&order));
    order.part[0] = (enum nes_part)NES_PARTS;
    NES_WANT("no such part", !nes_allocation_whole(&order));
    NES_WANT_STR("names", nes_str_of(nes_part_name(NES_PART_COSTS)), "costs");
}

static struct nes_allocation_order shuffled(const struct nes_rand *rand)
{
    struct nes_allocation_order order = nes_allocation_law;

    for (uint64_t i = NES_PARTS - 1; i > 0; i--) {
        uint64_t j = nes_rand_below(rand, i + 1);
        enum nes_part held = order.part[i];

        order.part[i] = order.part[j];
        order.part[j] = held;
    }
    return order;
}

/* P3: in any order nothing is lost or made, no part gets more than it is owed, and a part gets something only if all
 * before it are paid in full. */
NES_TEST(allocation_keeps_order_and_loses_nothing)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int64_t left = nes_budget("calc.allocation"); left > 0; left--) {
        struct nes_allocation_order order = shuffled(&rand);
        struct nes_allocation owed, paid;
        int64_t amount = (int64_t)nes_rand_below(&rand, 4'000), sum = 0, rest;
        bool full = true;

        for (int i = 0; i < NES_PARTS; i++) {
            owed.part[i].tiyn = (int64_t)nes_rand_below(&rand, 1'000);
        }
        rest = nes_allocate(&owed, &order, (struct nes_money){ amount }, &paid).tiyn;
        for (int i = 0; i < NES_PARTS; i++) {
            int64_t got = paid.part[order.part[i]].tiyn, wanted = owed.part[order.part[i]].tiyn;

            NES_WANT("within what is owed", got >= 0 && got <= wanted);
            NES_WANT("only after the parts before", full || got == 0);
            full = full && got == wanted;
            sum += got;
        }
        NES_WANT_INT("conserved", sum + rest, amount);
        NES_WANT("a rest only if all is paid", rest == 0 || full);
    }
}
