#include "calc/wasm.h"

#include "base/rand.h"
#include "test/unit/test.h"

#define IN_MAX 80

/* An annuity of twelve months, in the order of the interface. */
static const int64_t sound[31] = { 1, 50'000'000, 9, 25, 1, 12, 1, 3, 739'631, 0, 1, 0, 0, 0, 1, 2,
                                   0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0 };

NES_TEST(the_webassembly_interface_answers_a_schedule)
{
    struct nes_arena *arena = nes_wasm_begin();
    int64_t *in = nes_wasm_take(arena, 31), held[4 * NES_FLAWS_MAX], many;
    const int64_t *out;

    for (size_t i = 0; i < 31; i++) {
        in[i] = sound[i];
    }
    out = nes_wasm_schedule(arena, in, 31);
    NES_WANT_INT("fine", out[0], 0);
    NES_WANT_INT("rows", out[1], 13);
    NES_WANT_INT("instalment", out[2], 5'023'104);
    in[1] = -1;
    in[5] = INT64_MAX;
    NES_WANT_INT("two faults", nes_wasm_schedule(arena, in, 31)[0], 2);
    for (size_t i = 0; i < 31; i++) { /* what was answered stays, whatever is asked next */
        in[i] = i == 0 || i >= 28 ? sound[i] : -1;
    }
    out = nes_wasm_schedule(arena, in, 31);
    many = out[0];
    NES_WANT("many faults", many > 5 && many <= NES_FLAWS_MAX);
    for (int64_t i = 0; i < 4 * many; i++) {
        held[i] = out[1 + i];
    }
    (void)nes_wasm_schedule(arena, in, 31);
    for (int64_t i = 0; i < 4 * many; i++) {
        NES_WANT_INT("as it was", out[1 + i], held[i]);
    }
    for (size_t i = 0; i < 31; i++) {
        in[i] = sound[i];
    }
    NES_WANT_INT("too short", nes_wasm_schedule(arena, in, 30)[0], 1);
    NES_WANT_INT("too long", nes_wasm_schedule(arena, in, 32)[0], 1);
    in[28] = 99;
    NES_WANT_INT("more days than the array has", nes_wasm_schedule(arena, in, 31)[0], 1);
    in[28] = 0;
    in[29] = 99;
    NES_WANT_INT("more shares", nes_wasm_schedule(arena, in, 31)[0], 1);
    in[29] = 0;
    in[30] = INT64_MIN;
    NES_WANT_INT("payouts whose numbers sum to none in 64 bits", nes_wasm_schedule(arena, in, 31)[0], 1);
    in[28] = INT64_MIN;
    in[30] = INT64_C(1) << 62;
    NES_WANT_INT("days and payouts that do", nes_wasm_schedule(arena, in, 31)[0], 1);
    nes_wasm_end(arena);
}

NES_TEST(the_webassembly_interface_answers_or_refuses_a_rate)
{
    struct nes_arena *arena = nes_wasm_begin();
    int64_t flows[] = { 739'000, -100, 739'365, 146 }, payouts[35];
    const int64_t *out = nes_wasm_rate(arena, flows, 4);

    NES_WANT_INT("fine", out[0], 0);
    NES_WANT_INT("percent", out[1], 46'000'000);
    NES_WANT_INT("legal", out[2], 460);
    for (size_t i = 0; i < 8; i++) { /* the answer stays, whatever is taken next */
        *nes_wasm_take(arena, 1) = -1;
    }
    NES_WANT_INT("still", out[2], 460);
    NES_WANT_INT("one way only", nes_wasm_rate(arena, flows, 2)[0], 1);
    flows[0] = 1;
    flows[2] = 366;
    NES_WANT_INT("from the first day", nes_wasm_rate(arena, flows, 4)[0], 0);
    flows[0] = 0;
    NES_WANT_INT("there is no day before it", nes_wasm_rate(arena, flows, 4)[0], 1);
    flows[0] = 739'000;
    flows[2] = 739'365;
    flows[3] = 1'000'000'000'000'000'000;
    NES_WANT_INT("beyond the bounds", nes_wasm_rate(arena, flows, 4)[0], 1);
    for (size_t i = 0; i < 31; i++) {
        payouts[i] = sound[i];
    }
    payouts[30] = 2;
    payouts[31] = 739'631;
    payouts[32] = payouts[34] = 25'000'000;
    payouts[33] = 739'700;
    out = nes_wasm_schedule(arena, payouts, 35);
    NES_WANT_INT("a schedule", out[0], 0);
    NES_WANT("without a rate", out[9] != 0);
    nes_wasm_end(arena);
}

/* wasm.h: what fits 32 bits is as it was; what does not is refused by every check. */
NES_TEST(numbers_of_32_bits_are_read_as_they_are)
{
    NES_WANT_INT("the largest", nes_wasm_small(INT32_MAX), INT32_MAX);
    NES_WANT_INT("the least", nes_wasm_small(-INT32_MAX), -INT32_MAX);
    NES_WANT_INT("above", nes_wasm_small(INT64_C(1) + INT32_MAX), -INT32_MAX);
    NES_WANT_INT("far above", nes_wasm_small(INT64_C(1) << 32), -INT32_MAX);
    NES_WANT_INT("below", nes_wasm_small(-INT64_C(1) - INT32_MAX), -INT32_MAX);
}

/* Numbers that reach the edges: small ones, powers of two, anything. */
static int64_t wild(const struct nes_rand *rand)
{
    uint64_t any = nes_rand_below(rand, UINT64_MAX);

    switch (nes_rand_below(rand, 4)) {
    case 0:
        return (int64_t)(any % 40);
    case 1:
        return (int64_t)(any >> nes_rand_below(rand, 64));
    case 2:
        return any % 2 == 0 ? INT64_MAX : INT64_MIN;
    default:
        return (int64_t)any;
    }
}

/* Under the sanitizers: no input of 64-bit numbers does what C leaves undefined. */
NES_TEST(no_numbers_lead_to_undefined_behaviour)
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t built = 0;

    for (int64_t n = nes_budget("calc.wild"); n > 0; n--) {
        struct nes_arena *arena = nes_wasm_begin();
        uint32_t count = 31 + (uint32_t)nes_rand_below(&rand, IN_MAX - 31);
        int64_t *in = nes_wasm_take(arena, IN_MAX);
        int32_t wrong = (int32_t)nes_rand_below(&rand, 4);

        for (uint32_t i = 0; i < IN_MAX; i++) {
            in[i] = i < 31 ? sound[i] : wild(&rand);
        }
        in[5] = 1 + (int64_t)nes_rand_below(&rand, 30);
        in[4] = 1 + (int64_t)nes_rand_below(&rand, 7);
        in[10] = 1 + (int64_t)nes_rand_below(&rand, 4);
        in[1] = 100 + (int64_t)(nes_rand_below(&rand, UINT64_C(1) << 50) >> nes_rand_below(&rand, 50)) / 10 * 10;
        in[2] = (int64_t)(nes_rand_below(&rand, UINT64_C(1) << 55) >> nes_rand_below(&rand, 55));
        in[3] = 1 + (int64_t)(nes_rand_below(&rand, UINT64_C(1) << 55) >> nes_rand_below(&rand, 55));
        in[28] = (int64_t)nes_rand_below(&rand, 5);
        in[29] = in[4] == 7 ? in[5] : 0;
        in[30] = (count - 31 - (uint32_t)in[28] - (uint32_t)in[29]) / 2;
        for (int32_t i = 0; i < wrong; i++) {
            in[nes_rand_below(&rand, 28)] = wild(&rand);
        }
        if (n % 2 == 0) {
            count = 31 + (uint32_t)(in[29] = in[4] == 7 && in[5] > 0 && in[5] < 40 ? in[5] : 0);
            in[28] = in[30] = 0;
        }
        built += nes_wasm_schedule(arena, in, count)[0] == 0;
        (void)nes_wasm_rate(arena, in, count);
        nes_wasm_end(arena);
    }
    NES_WANT("many of them are schedules", built > nes_budget("calc.wild") / 20);
}
