#include "calc/rate.h"

#include "test/unit/test.h"

static struct nes_effective rate_of(const struct nes_flow *flows, size_t count)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_effective rate = { 0 };
    struct nes_flows by_day;

    NES_WANT_OK(nes_flows_of(flows, count, arena, &by_day));
    NES_WANT_OK(nes_rate_effective(&by_day, &rate));
    NES_WANT("npv", rate.npv < 1e-9 && rate.npv > -1e-9);
    return rate;
}

/* regulation.md 2.3 (O1 to O3) and 2.4: one payout, one repayment. */
static const struct { int64_t principal, repaid; int32_t days; int64_t percent_e5, legal; } bullets[] = {
    { 100'000, 108'700, 30, 175'92610, 1'759 }, { 100'000, 105'800, 20, 179'81013, 1'798 },
    { 100'000, 104'350, 15, 181'82728, 1'818 }, { 100'000, 113'050, 45, 170'44782, 1'704 },
    { 100'000, 125'000, 45, 511'00939, 5'110 }, { 100'000, 130'000, 45, 739'86057, 7'399 },
    { 100'000, 103'720, 30, 55'95300, 560 },    { 100'000, 120'000, 45, 338'78110, 3'388 },
    { 100'000, 113'500, 45, 179'30420, 1'793 }, { 100'000, 146'000, 365, 46'00000, 460 },
};

NES_TEST(one_payout_and_one_repayment_have_the_published_rate, .rules = "")
{
    for (size_t i = 0; i < NES_LEN(bullets); i++) {
        struct nes_flow flows[] = { { { 739'000 }, { -bullets[i].principal * 100 } },
                                    { { 739'000 + bullets[i].days }, { bullets[i].repaid * 100 } } };
        struct nes_effective rate = rate_of(flows, 2);
        int64_t off = rate.percent_e6 - bullets[i].percent_e5 * 10;

        NES_WANT_INT("legal", rate.legal_e1, bullets[i].legal);
        NES_WANT("percent", off <= (i < 6 ? 5 : 50) && off >= (i < 6 ? -5 : -50));
    }
}
