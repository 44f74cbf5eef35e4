#include "calc/wide.h"

#include "base/rand.h"
#include "test/unit/test.h"

NES_TEST(fixed_point_products_are_those_of_small_parts)
{
    const nes_uwide half = NES_FIX_ONE / 2;

    NES_WANT("one", nes_fix_times(NES_FIX_ONE, NES_FIX_ONE) == NES_FIX_ONE);
    NES_WANT("a quarter", nes_fix_times(half, half) == NES_FIX_ONE / 4);
    NES_WANT("half to the tenth", nes_fix_power(half, 10) == NES_FIX_ONE >> 10);
    NES_WANT("to nothing", nes_fix_power(half, 0) == NES_FIX_ONE);
    NES_WANT("three quarters", nes_fix_ratio(3, 4) == half + half / 2);
    NES_WANT("all", nes_fix_ratio(7, 7) == NES_FIX_ONE);
    NES_WANT("none", nes_fix_ratio(0, 7) == 0);
}

/* (over ÷ under)^n in fixed point is below the true power by less than its bound: compared in whole numbers. */
NES_TEST(a_power_is_never_above_and_below_by_its_bound)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int64_t i = nes_budget("calc.power"); i > 0; i--) {
        uint64_t under = 2 + nes_rand_below(&rand, 1 << 20), over = 1 + nes_rand_below(&rand, under);
        uint32_t n = 1 + (uint32_t)nes_rand_below(&rand, 40);
        nes_uwide power = nes_fix_power(nes_fix_ratio(over, under), n), above = power + 2 * n;
        uint64_t true_power[24] = { 0 }, low[24] = { 0 }, high[24] = { 0 };

        /* over^n × 2^127, power × under^n and (power + bound) × under^n */
        true_power[1] = UINT64_C(1) << 63;
        low[0] = (uint64_t)power;
        low[1] = (uint64_t)(power >> 64);
        high[0] = (uint64_t)above;
        high[1] = (uint64_t)(above >> 64);
        for (uint32_t k = 0; k < n; k++) {
            NES_WANT("room", nes_limbs_scale(true_power, 24, over) == 0 && nes_limbs_scale(low, 24, under) == 0 &&
                                 nes_limbs_scale(high, 24, under) == 0);
        }
        NES_WANT("never above", nes_limbs_order(low, true_power, 24) <= 0);
        NES_WANT("within the bound", nes_limbs_order(true_power, high, 24) <= 0);
    }
}

NES_TEST(a_divisor_divides_as_the_machine_does)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    const uint64_t edges[] = { 1, 2, 3, UINT64_MAX - 1, UINT64_MAX, UINT64_C(1) << 63, (UINT64_C(1) << 63) + 1 };

    for (int64_t i = nes_budget("calc.power"); i > 0; i--) {
        uint64_t by = 1 + (nes_rand_below(&rand, UINT64_MAX) >> nes_rand_below(&rand, 64)), rest;
        uint64_t size = nes_rand_below(&rand, UINT64_MAX) >> nes_rand_below(&rand, 64);

        by = i % 8 == 0 ? edges[nes_rand_below(&rand, NES_LEN(edges))] : by;
        size = i % 8 == 1 ? edges[nes_rand_below(&rand, NES_LEN(edges))] : size;
        NES_WANT("quotient", nes_divide(size, nes_divisor_of(by), &rest) == size / by);
        NES_WANT("rest", rest == size % by);
    }
}

NES_TEST(limbs_carry_and_borrow)
{
    uint64_t a[3] = { UINT64_MAX, UINT64_MAX, 0 }, b[3] = { 1, 0, 0 }, one = 1;

    nes_limbs_add(a, 3, &one, 1, 1);
    NES_WANT("carried to the top", a[0] == 0 && a[1] == 0 && a[2] == 1);
    nes_limbs_sub(a, b, 3);
    NES_WANT("borrowed from the top", a[0] == UINT64_MAX && a[1] == UINT64_MAX && a[2] == 0);
    NES_WANT_INT("the same", nes_limbs_order(a, a, 3), 0);
    NES_WANT_INT("less", nes_limbs_order(b, a, 3), -1);
    NES_WANT_INT("more", nes_limbs_order(a, b, 3), 1);
}
