#include "calc/rate.h"

#include "base/rand.h"
#include "calc/rate_exact.h"
#include "calc/rate_real.h"
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

NES_TEST(one_payout_and_one_repayment_have_the_published_rate)
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

NES_TEST(flows_of_one_tiyn_have_a_rate)
{
    const struct nes_flow lent[] = { { { 739'000 }, { -1 } }, { { 739'365 }, { 2 } } };
    const struct nes_flow borrowed[] = { { { 739'000 }, { 1 } }, { { 739'365 }, { -2 } } };

    NES_WANT_INT("100 %", rate_of(lent, 2).percent_e6, 100'000'000);
    NES_WANT_INT("100 % the other way", rate_of(borrowed, 2).percent_e6, 100'000'000);
}

/* regulation.md 2.3, O1: twelve equal thirty-day periods give the same rate as one. */
NES_TEST(equal_periods_have_the_rate_of_one)
{
    struct nes_flow flows[13] = { { { 739'000 }, { -10'000'000 } } };

    for (int32_t i = 1; i <= 12; i++) {
        flows[i] = (struct nes_flow){ { 739'000 + 30 * i }, { 372'000 + (i == 12 ? 10'000'000 : 0) } };
    }
    NES_WANT_INT("O1", rate_of(flows, 13).legal_e1, 560);
    NES_WANT("to two decimals", rate_of(flows, 13).percent_e6 / 10'000 == 5'595);
}

/* regulation.md 1.2: the largest overpayment under 46 %, in 0.0001 %, by days. */
static const struct { int32_t days; int64_t share_e4; } overpaid[] = {
    { 30, 31'593 }, { 45, 47'762 }, { 60, 64'184 }, { 90, 97'805 }, { 180, 205'177 }, { 365, 460'000 },
};

NES_TEST(the_largest_overpayment_under_the_cap_is_as_published)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(overpaid); i++) {
        int64_t payout = 1'000'000'000, one = payout / 1'000'000; /* half a step to each side of a rounded number */
        struct nes_flow below[] = { { { 1 }, { -payout } },
                                    { { 1 + overpaid[i].days }, { payout + one * overpaid[i].share_e4 - one } } };
        struct nes_flow above[] = { below[0], { below[1].date, { below[1].amount.tiyn + 2 * one } } };
        struct nes_flows flows;

        NES_WANT_OK(nes_flows_of(below, 2, arena, &flows));
        NES_WANT_INT("below", nes_rate_order(&flows, (struct nes_ratio){ 46, 100 }), -1);
        NES_WANT_OK(nes_flows_of(above, 2, arena, &flows));
        NES_WANT_INT("above", nes_rate_order(&flows, (struct nes_ratio){ 46, 100 }), 1);
    }
}

NES_TEST(a_rate_that_is_the_root_is_neither_above_nor_below)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_flow list[] = { { { 1 }, { -100 } }, { { 366 }, { 146 } } };
    struct nes_flows flows;

    NES_WANT_OK(nes_flows_of(list, 2, arena, &flows));
    NES_WANT_INT("a year at 46 %", nes_rate_order(&flows, (struct nes_ratio){ 46, 100 }), 0);
    NES_WANT_INT("a little less", nes_rate_order(&flows, (struct nes_ratio){ 4'599'999, 10'000'000 }), 1);
    NES_WANT_INT("a little more", nes_rate_order(&flows, (struct nes_ratio){ 4'600'001, 10'000'000 }), -1);
}

NES_TEST(a_tie_is_rounded_half_up_from_the_exact_root)
{
    /* One year: the rate is the overpayment. 46.05 % becomes 46.1, 46.049999 % becomes 46.0. */
    struct nes_flow flows[] = { { { 1 }, { -10'000'000'000 } }, { { 366 }, { 14'605'000'000 } } };

    NES_WANT_INT("a tie", rate_of(flows, 2).legal_e1, 461);
    flows[1].amount.tiyn -= 1;
    NES_WANT_INT("a tiyn less", rate_of(flows, 2).legal_e1, 460);
    NES_WANT_INT("its decimals", rate_of(flows, 2).percent_e6, 46'050'000);
    flows[1].amount.tiyn = 9'999'999'950;
    NES_WANT_INT("minus a tie, on the magnitude", rate_of(flows, 2).percent_e6, -1);
    flows[1].amount.tiyn = 5'395'000'000;
    NES_WANT_INT("minus 46.05", rate_of(flows, 2).legal_e1, -461);
    flows[1].amount.tiyn = 10'000'000'000;
    NES_WANT_INT("nothing", rate_of(flows, 2).percent_e6, 0);
}

/* The order of the root and so many halves of a millionth of a percent. */
static int order_at(const struct nes_flows *flows, int64_t halves)
{
    return nes_rate_order_exact(flows, nes_ratio_reduce((struct nes_ratio){ halves, 200'000'000 }));
}

/* Two payouts and two payments within days, at millions of percent: there the last places of doubles come near to a
 * millionth of a percent, and only the exact order tells which one is right. */
NES_TEST(a_rate_of_millions_is_rounded_from_the_exact_root_too)
{
    struct nes_test_dice dice = { nes_test_seed() + 12 };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int n = 0; n < 400; n++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        int32_t gap = 1 + (int32_t)nes_rand_below(&rand, 3), wait = 1 + (int32_t)nes_rand_below(&rand, 3);
        int64_t half = 500'000'000 + (int64_t)nes_rand_below(&rand, 1'000'000'000), back = half / 1'000;
        struct nes_flow list[] = { { { 1 }, { -half } },
                                   { { 1 + gap }, { -half } },
                                   { { 1 + gap + wait }, { half + (24 * gap + 26 * wait) * back } },
                                   { { 2 + gap + wait }, { half + (26 * wait + 28) * back } } };
        struct nes_effective rate;
        struct nes_flows flows;

        NES_WANT_OK(nes_flows_of(list, 4, arena, &flows));
        NES_WANT_OK(nes_rate_effective(&flows, &rate));
        NES_WANT("thousands to millions", rate.percent_e6 > 10'000'000'000 && rate.percent_e6 < 100'000'000'000'000);
        NES_WANT("half a millionth less is less", order_at(&flows, 2 * rate.percent_e6 - 1) >= 0);
        NES_WANT("half a millionth more is more", order_at(&flows, 2 * rate.percent_e6 + 1) < 0);
    }
}

static const struct { const char *label, *code; size_t count; struct nes_flow flows[4]; } faulty[] = {
    { "none", "FLOW_NONE", 0, { { { 1 }, { 0 } } } },
    { "zeros", "FLOW_NONE", 2, { { { 1 }, { 0 } }, { { 2 }, { 0 } } } },
    { "one way", "FLOW_NONE", 2, { { { 1 }, { -5 } }, { { 2 }, { -5 } } } },
    { "one day", "FLOW_NONE", 2, { { { 1 }, { -5 } }, { { 1 }, { 6 } } } },
    { "there and back", "FLOW_SIGNS", 3, { { { 1 }, { -5 } }, { { 2 }, { 6 } }, { { 3 }, { -1 } } } },
    { "too large", "MONEY_RANGE", 2, { { { 1 }, { INT64_MIN } }, { { 2 }, { 5 } } } },
    { "beyond a word", "MONEY_RANGE", 2, { { { 1 }, { INT64_MAX / 4 } }, { { 1 }, { INT64_MAX } } } },
    { "too large a day", "MONEY_RANGE", 2, { { { 1 }, { INT64_MAX / 4 } }, { { 1 }, { INT64_MAX / 4 } } } },
    { "too many", "TERMS_RANGE", NES_FLOWS_MAX + 1, { { { 1 }, { 1 } } } },
};

NES_TEST(flows_without_one_rate_are_refused_by_name, .kind = NES_REFUSES)
{
    for (size_t i = 0; i < NES_LEN(faulty); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_flows flows;

        NES_WANT_FAULT(faulty[i].label, nes_flows_of(faulty[i].flows, faulty[i].count, arena, &flows), faulty[i].code);
    }
}

NES_TEST(flows_are_added_up_by_day_in_any_order)
{
    const struct nes_flow flows[] = { { { 40 }, { 90 } },  { { 10 }, { -60 } }, { { 20 }, { 5 } }, { { 40 }, { 10 } },
                                      { { 10 }, { -40 } }, { { 30 }, { 0 } },   { { 20 }, { -5 } } };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_flows by_day;

    NES_WANT_OK(nes_flows_of(flows, NES_LEN(flows), arena, &by_day));
    NES_WANT_INT("two days are left", (int64_t)by_day.count, 2);
    NES_WANT("sums", by_day.amounts[0] == -100 && by_day.amounts[1] == 100 && by_day.days[1] == 30);
    NES_WANT_INT("the last payout", by_day.turn, 0);
}

static const struct { const char *label; int64_t back; int32_t days; const char *code; } far[] = {
    { "a hundredfold in a day", 100'000, 1, "RATE_RANGE" },
    { "all but a tiyn lost in a day", 1, 1, "RATE_RANGE" },
    { "a millionth left in a year", 1, 365, "fine" },
    { "less than a millionth left", 0, 365, "RATE_RANGE" },
    { "a hundred million in a year", 100'000'000'000, 365, "fine" },
    { "twice that", 200'000'100'000, 365, "RATE_RANGE" },
    { "a hundred years", 5'000'000, 36'500, "fine" },
};

NES_TEST(rates_off_the_bounds_are_refused)
{
    for (size_t i = 0; i < NES_LEN(far); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        int64_t back = far[i].back > 0 ? far[i].back : 950;
        const struct nes_flow flows[] = { { { 1 },
                                            { back == 1     ? -1'000'000
                                              : back == 950 ? -1'000'000'000
                                                            : -1'000 } },
                                          { { 1 + far[i].days }, { back } } };
        struct nes_effective rate;
        struct nes_flows by_day;

        NES_WANT_OK(nes_flows_of(flows, 2, arena, &by_day));
        NES_WANT_FAULT(far[i].label, nes_rate_effective(&by_day, &rate), far[i].code);
    }
}

/* rate.h: 10 000 000 000 % and a little is refused, whichever way the double is rounded. */
NES_TEST(the_largest_rate_is_ten_milliards_of_percent, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_flow flows[] = { { { 1 }, { -2 } }, { { 366 }, { 200'000'001 } } };
    struct nes_effective rate;
    struct nes_flows by_day;

    NES_WANT_OK(nes_flows_of(flows, 2, arena, &by_day));
    NES_WANT_OK(nes_rate_effective(&by_day, &rate));
    flows[1].amount.tiyn = 200'000'003;
    NES_WANT_OK(nes_flows_of(flows, 2, arena, &by_day));
    NES_WANT_FAULT("half a hundred percent more", nes_rate_effective(&by_day, &rate), "RATE_RANGE");
}

NES_TEST(the_exact_order_knows_zero_and_losses)
{
    const struct nes_flow even[] = { { { 1 }, { -100 } }, { { 366 }, { 100 } } };
    const struct nes_flow half[] = { { { 1 }, { -100 } }, { { 366 }, { 50 } } };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_flows flows;

    NES_WANT_OK(nes_flows_of(even, 2, arena, &flows));
    NES_WANT_INT("nothing", nes_rate_order_exact(&flows, (struct nes_ratio){ 0, 1 }), 0);
    NES_WANT_INT("above a loss", nes_rate_order_exact(&flows, (struct nes_ratio){ -1, 1'000'000 }), 1);
    NES_WANT_OK(nes_flows_of(half, 2, arena, &flows));
    NES_WANT_INT("half is lost", nes_rate_order_exact(&flows, (struct nes_ratio){ -1, 2 }), 0);
    NES_WANT_INT("below", nes_rate_order_exact(&flows, (struct nes_ratio){ -499'999, 1'000'000 }), -1);
    NES_WANT_INT("above", nes_rate_order(&flows, (struct nes_ratio){ -500'001, 1'000'000 }), 1);
}

/* Sums of more than 2^64 tiyn, of flows that are each allowed. */
NES_TEST(the_exact_order_holds_sums_of_large_flows)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    const int64_t most = INT64_C(1) << 61;
    struct nes_flow list[56];
    struct nes_flows flows;

    for (int32_t i = 0; i < 56; i++) {
        list[i] = (struct nes_flow){ { 1 + i }, { i < 20 ? -most : most } };
    }
    NES_WANT_OK(nes_flows_of(list, 40, arena, &flows));
    NES_WANT_INT("as much back", nes_rate_order_exact(&flows, (struct nes_ratio){ 0, 1 }), 0);
    NES_WANT_OK(nes_flows_of(list, 56, arena, &flows));
    NES_WANT_INT("2^65 tiyn more", nes_rate_order_exact(&flows, (struct nes_ratio){ 0, 1 }), 1);
    list[39].amount.tiyn--;
    NES_WANT_OK(nes_flows_of(list, 40, arena, &flows));
    NES_WANT_INT("a tiyn less", nes_rate_order_exact(&flows, (struct nes_ratio){ 0, 1 }), -1);
}

/* e to the power of the double next to x, to seventeen digits, from fifty: at the ends of what the series is for. */
static const struct { double x, power; } powers[] = {
    { 0.3465, 1.4141094938303624 },   { 0.34, 1.4049475905635938 },   { 0.3, 1.3498588075760031 },
    { -0.3465, 0.70715881928727134 }, { -0.34, 0.71177032276260970 }, { 0.2, 1.2214027581601698 },
};

NES_TEST(our_exponential_is_right_to_its_last_place)
{
    for (size_t i = 0; i < NES_LEN(powers); i++) {
        double off = nes_real_exp(powers[i].x) - powers[i].power;

        NES_WANT("off by one in the last place at most", off <= 0x1p-52 && off >= -0x1p-52);
    }
}

NES_TEST(our_exponential_and_logarithm_undo_each_other)
{
    NES_WANT("far below", nes_real_exp(-709) == 0);
    NES_WANT("not yet at the bound", nes_real_exp(-708) > 3.3e-308 && nes_real_exp(-708) < 3.31e-308);
    NES_WANT("far above", nes_real_exp(710) > 1e308);
    NES_WANT("e to nothing", nes_real_exp(0) == 1);
    for (int i = -7'000; i <= 7'000; i++) {
        double x = i / 10.0 + 0.0123, back = nes_real_log(nes_real_exp(x)), off = back - x;

        NES_WANT("there and back", (off < 0 ? -off : off) <= 0x1p-50 * (x < 0 ? 1 - x : 1 + x));
    }
}
