/* src/calc/rate_exact.c: the order of the root and a given rate, where doubles do not tell: next to a cap or a tie.
 * */
#include "calc/rate_exact.h"

#include "calc/rate_real.h"
#include "calc/wide.h"

/* The 365th root of over ÷ under <= 1 in fixed point, from that of the doubles. Each turn squares the error. */
static nes_uwide day_factor(uint64_t over, uint64_t under)
{
    nes_uwide aim = nes_fix_ratio(over, under);
    double part = (double)over / (double)under, start = nes_real_exp(nes_real_log(part) / 365);
    nes_uwide s = start < 1 ? (nes_uwide)(start * 0x1p63) << 64 : NES_FIX_ONE;

    for (int turn = 0; turn < 3; turn++) {
        nes_uwide power = nes_fix_power(s, 365);
        bool less = power < aim;
        double off = (double)(less ? aim - power : power - aim) / (double)power / 365;
        nes_uwide step = (nes_uwide)(off * (double)s);

        s = less ? s + step : s - step;
        s = s > NES_FIX_ONE ? NES_FIX_ONE : s;
    }
    return s;
}

/* The sign of a − b, 0 within the bound. */
static int beyond(uint64_t a[4], uint64_t b[4], const uint64_t bound[4])
{
    bool more = nes_limbs_order(a, b, 4) > 0;

    nes_limbs_sub(more ? a : b, more ? b : a, 4);
    if (nes_limbs_order(more ? a : b, bound, 4) <= 0) {
        return 0;
    }
    return more ? 1 : -1;
}

int nes_rate_order_exact(const struct nes_flows *flows, struct nes_ratio x)
{
    bool grows = x.over >= 0;
    uint64_t more = (uint64_t)(x.over + x.under), one = (uint64_t)x.under;
    nes_uwide s = grows ? day_factor(one, more) : day_factor(more, one), power = NES_FIX_ONE;
    uint64_t paid[4] = { 0 }, payouts[4] = { 0 }, bound[4] = { 0 }, slack;
    int32_t last = flows->days[flows->count - 1], at = 0;

    /* Below zero the day factor would be above 1: then all is counted back from the last day instead. */
    for (size_t i = 0; i < flows->count; i++) {
        size_t of = grows ? i : flows->count - 1 - i;
        int32_t days = grows ? flows->days[of] : last - flows->days[of];
        int64_t amount = flows->amounts[of];
        uint64_t tiyn = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
        uint64_t limbs[2];

        power = nes_fix_times(power, nes_fix_power(s, (uint32_t)(days - at)));
        at = days;
        limbs[0] = (uint64_t)power;
        limbs[1] = (uint64_t)(power >> 64);
        nes_limbs_add(amount < 0 ? payouts : paid, 4, limbs, 2, tiyn);
        nes_limbs_add(bound, 4, &tiyn, 1, 1);
    }
    /* The day factor is right to 2 ÷ (its 365th power) of the last place and each day adds that and one rounding; a
     * power never has more than `last` days. */
    slack = (uint64_t)(last + 1) * 16 * (1 + (grows ? more / one : one / more));
    NES_ASSERT(nes_limbs_scale(bound, 4, slack) == 0);
    return beyond(paid, payouts, bound);
}
