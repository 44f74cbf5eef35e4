#include "calc/schedule_annuity.h"

#include "base/rand.h"
#include "calc/ratio.h"
#include "test/unit/test.h"

static struct nes_annuity ask_of(int64_t tiyn, struct nes_ratio rate, int32_t charged)
{
    return (struct nes_annuity){ { tiyn }, rate, 0, charged, 1, NES_ROUND_HALF_UP };
}

static int64_t instalment(const struct nes_annuity *ask, struct nes_arena *arena)
{
    struct nes_money out = { -1 };

    NES_WANT_OK(nes_annuity_instalment(ask, arena, &out));
    return out.tiyn;
}

/* A balance and rate whose instalment is exactly a half or a whole number; only whole numbers of any length can tell.
 */
static const struct {
    const char *label;
    int64_t balance;
    struct nes_ratio rate;
    int32_t free, charged;
    int64_t even, half_up, down, up;
} exact[] = {
    { "one period, whole", 100, { 1, 100 }, 0, 1, 101, 101, 101, 101 },
    { "one period, a half", 50, { 1, 100 }, 0, 1, 50, 51, 50, 51 },
    { "one period, a half over an odd whole", 150, { 1, 100 }, 0, 1, 152, 152, 151, 152 },
    { "two periods, whole", 210, { 1, 10 }, 0, 2, 121, 121, 121, 121 },
    { "two periods, a half", 105, { 1, 10 }, 0, 2, 60, 61, 60, 61 },
    { "no rate, a half", 5, { 0, 1 }, 0, 2, 2, 3, 2, 3 },
    { "free periods alone", 5, { 1, 10 }, 2, 0, 2, 3, 2, 3 },
    { "a free period first", 231, { 1, 10 }, 1, 1, 121, 121, 121, 121 },
    { "5 periods, a half: 3^5 ÷ 2", 211, { 1, 2 }, 0, 5, 122, 122, 121, 122 },
    { "12 periods, a half: 3^12 ÷ 2", 527'345, { 1, 2 }, 0, 12, 265'720, 265'721, 265'720, 265'721 },
    { "20 periods, whole: 2 × 3^20 ÷ 2", 6'971'471'650, { 1, 2 }, 0, 20, 3'486'784'401, 3'486'784'401, 3'486'784'401,
      3'486'784'401 },
};

NES_TEST(an_instalment_on_a_tie_is_rounded_as_told)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(exact); i++) {
        const int64_t wanted[] = { exact[i].even, exact[i].half_up, exact[i].down, exact[i].up };

        for (int round = NES_ROUND_HALF_EVEN; round <= NES_ROUND_UP; round++) {
            struct nes_annuity ask = { { exact[i].balance }, exact[i].rate,        exact[i].free,
                                       exact[i].charged,     1,                    (enum nes_round)round };
            struct nes_money long_way;

            NES_WANT_INT(exact[i].label, instalment(&ask, arena), wanted[round]);
            NES_WANT_OK(nes_annuity_exact(&ask, arena, &long_way));
            NES_WANT_INT(exact[i].label, long_way.tiyn, wanted[round]);
        }
    }
}

NES_TEST(the_quick_ways_agree_with_the_long_one)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int64_t i = nes_budget("calc.annuity"); i > 0; i--) {
        int64_t balance = (int64_t)(nes_rand_below(&rand, UINT64_C(1) << 50) >> nes_rand_below(&rand, 50));
        struct nes_annuity ask = ask_of(balance, (struct nes_ratio){ 0, 1 }, 1 + (int32_t)nes_rand_below(&rand, 120));
        struct nes_money quick, slow;
        struct nes_err err;

        ask.rate.over = (int64_t)(nes_rand_below(&rand, UINT64_C(1) << 40) >> nes_rand_below(&rand, 40));
        ask.rate.under = 1 + (int64_t)(nes_rand_below(&rand, UINT64_C(1) << 40) >> nes_rand_below(&rand, 40));
        ask.rate = nes_ratio_reduce(ask.rate);
        ask.free = (int32_t)(nes_rand_below(&rand, 4) == 0 ? nes_rand_below(&rand, 5) : 0);
        ask.multiple = nes_rand_below(&rand, 2) == 0 ? 1 : 1 + (int64_t)nes_rand_below(&rand, 1'000'000);
        ask.round = (enum nes_round)nes_rand_below(&rand, 4);
        err = nes_annuity_exact(&ask, arena, &slow);
        NES_WANT_FAULT("the same fault", nes_annuity_instalment(&ask, arena, &quick),
                       err.what ? err.what->code : "fine");
        NES_WANT("the same amount", err.what || quick.tiyn == slow.tiyn);
    }
    NES_WANT_INT("the arena is as before", (int64_t)nes_arena_used(arena), 0);
}

NES_TEST(a_tiny_rate_over_many_periods_needs_the_long_way)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    /* Without remuneration 1 a period; with so little of it the power hardly leaves 1. */
    struct nes_annuity ask = ask_of(1'200, (struct nes_ratio){ 1, INT64_C(4'000'000'000'000'000'000) }, 1'200);

    NES_WANT_INT("the rate does not show", instalment(&ask, arena), 1);
    ask.round = NES_ROUND_UP;
    NES_WANT_INT("yet it is above", instalment(&ask, arena), 2);
}

NES_TEST(an_instalment_beyond_its_range_is_refused, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_annuity ask = ask_of(INT64_C(1) << 50, (struct nes_ratio){ 10'000, 1 }, 12);
    struct nes_money out;

    NES_WANT_FAULT("quick", nes_annuity_instalment(&ask, arena, &out), "MONEY_RANGE");
    NES_WANT_FAULT("long", nes_annuity_exact(&ask, arena, &out), "MONEY_RANGE");
    ask.rate = (struct nes_ratio){ 1'023, 1 };
    NES_WANT_FAULT("just inside", nes_annuity_instalment(&ask, arena, &out), "fine");
    ask.multiple = 3 * (INT64_C(1) << 50);
    ask.round = NES_ROUND_UP;
    NES_WANT_FAULT("rounded over the edge", nes_annuity_instalment(&ask, arena, &out), "MONEY_RANGE");
}

/* 100 % a period in the finest fraction: free periods × its numerator has more than 64 bits. */
NES_TEST(a_rate_of_many_digits_after_free_periods_is_the_rate)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_annuity plain = { { 1'000'003 }, { 1, 1 }, 100, 2, 1, NES_ROUND_HALF_UP }, fine = plain;
    struct nes_money a, b;

    fine.rate = (struct nes_ratio){ INT64_C(1) << 61, INT64_C(1) << 61 };
    NES_WANT_INT("a hundred without, two with", instalment(&plain, arena), 9'926); /* 1 000 003 ÷ 100.75 */
    for (int32_t free = 1; free <= 200; free++) {
        plain.free = fine.free = free;
        for (int64_t tiyn = 1'000'000; tiyn < 1'000'010; tiyn++) {
            plain.balance.tiyn = fine.balance.tiyn = tiyn;
            NES_WANT_OK(nes_annuity_exact(&plain, arena, &a));
            NES_WANT_OK(nes_annuity_exact(&fine, arena, &b));
            NES_WANT_INT("the long way", b.tiyn, a.tiyn);
            NES_WANT_INT("the quick way", instalment(&fine, arena), a.tiyn);
        }
    }
}

/* One period: the instalment is the balance and its remuneration, so each tie is known. Doubles come out a little
 * below some of them. */
NES_TEST(one_instalment_is_the_balance_and_its_remuneration)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (int64_t rate = 1; rate <= 200; rate++) {
        for (int64_t tiyn = 100; tiyn <= 100'000; tiyn += 100) {
            struct nes_annuity ask = ask_of(tiyn, (struct nes_ratio){ rate, 200 }, 1);

            NES_WANT_INT("half up", instalment(&ask, arena), tiyn + (tiyn * rate + 100) / 200);
        }
    }
}
