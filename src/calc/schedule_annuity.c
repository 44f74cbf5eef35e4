#include "calc/schedule_annuity.h"

#include "calc/calc_faults.h"
#include "calc/wide.h"

/* With rate = a ÷ b, D = 1 − (b ÷ (a + b))^charged: the instalment is X = balance × a ÷ (free × a + b × D).
 * Both ways ask of a whole number h whether 2 X ÷ multiple is below, at or above it, that is to say they compare
 * `over` = 2 × balance × a with h × multiple × `under`. */
struct halves {
    uint64_t *over, *under, *work;
    size_t count;                /* limbs of each */
    uint64_t multiple;
};

static int order(const struct halves *halves, uint64_t h)
{
    nes_uwide factor = (nes_uwide)h * halves->multiple;

    for (size_t i = 0; i < halves->count; i++) {
        halves->work[i] = 0;
    }
    nes_limbs_add(halves->work, halves->count, halves->under, halves->count - 2, (uint64_t)factor);
    nes_limbs_add(halves->work + 1, halves->count - 1, halves->under, halves->count - 2, (uint64_t)(factor >> 64));
    return nes_limbs_order(halves->over, halves->work, halves->count);
}

/* The whole part of 2 X ÷ multiple, from a guess near it. */
static uint64_t whole_halves(const struct halves *halves, uint64_t guess)
{
    while (order(halves, guess) < 0) {
        guess--;
    }
    while (order(halves, guess + 1) >= 0) {
        guess++;
    }
    return guess;
}

/* h is the whole part of 2 X ÷ multiple; `at` tells that there is nothing behind it. */
static struct nes_err finish(const struct nes_annuity *ask, uint64_t h, bool at, struct nes_money *out)
{
    uint64_t whole = h >> 1;
    bool half = h & 1, away = false;

    switch (ask->round) {
    case NES_ROUND_HALF_EVEN:
        away = half && (!at || (whole & 1));
        break;
    case NES_ROUND_HALF_UP:
        away = half;
        break;
    case NES_ROUND_DOWN:
        break;
    case NES_ROUND_UP:
        away = half || !at;
        break;
    }
    if (whole + away > (UINT64_C(1) << 60) / (uint64_t)ask->multiple) {
        return NES_FAIL(MONEY_RANGE, "instalment");
    }
    *out = (struct nes_money){ (int64_t)((whole + away) * (uint64_t)ask->multiple) };
    return NES_FINE;
}

/* 2 X ÷ multiple in doubles: seven roundings, so right to 2^−50 of itself where d is. */
static struct nes_err guess_halves(const struct nes_annuity *ask, double part, double *guess)
{
    double a = (double)ask->rate.over, b = (double)ask->rate.under;
    double x = (double)ask->balance.tiyn * a / (ask->free * a + b * part);

    if (x > 0x1p60) {
        return NES_FAIL(MONEY_RANGE, "instalment");
    }
    *guess = 2 * x / (double)ask->multiple;
    return NES_FINE;
}

/* How far the power is off at most, in units of 2^−127: the true D is in d − slack … d. */
static int64_t slack_of(const struct nes_annuity *ask)
{
    return 4 * (int64_t)ask->charged;
}

/* Whether the guess is far enough from a whole number; nearly always. */
static bool by_doubles(const struct nes_annuity *ask, double part, double guess, uint64_t *h)
{
    double whole, error = guess * (0x1p-49 + (double)slack_of(ask) * 0x1p-127 / part);

    *h = (uint64_t)guess;
    whole = (double)*h;
    return guess - whole > error && whole + 1 - guess > error;
}

#define FIX_LIMBS 6

/* Fixed point: over and under are multiplied by 2^127. */
static void fix_under(const struct nes_annuity *ask, nes_uwide d, uint64_t under[FIX_LIMBS])
{
    uint64_t d_limbs[2] = { (uint64_t)d, (uint64_t)(d >> 64) };
    nes_uwide free_a = (nes_uwide)ask->free * (nes_uwide)ask->rate.over;
    uint64_t free_limbs[3] = { (uint64_t)(free_a << 63), (uint64_t)(free_a >> 1), (uint64_t)(free_a >> 65) };

    for (size_t i = 0; i < FIX_LIMBS; i++) {
        under[i] = 0;
    }
    nes_limbs_add(under + 1, FIX_LIMBS - 1, free_limbs, 3, 1);
    nes_limbs_add(under, FIX_LIMBS, d_limbs, 2, (uint64_t)ask->rate.under);
}

static nes_uwide fix_d(const struct nes_annuity *ask)
{
    uint64_t a = (uint64_t)ask->rate.over, b = (uint64_t)ask->rate.under;

    return NES_FIX_ONE - nes_fix_power(nes_fix_ratio(b, a + b), (uint32_t)ask->charged);
}

static double as_double(nes_uwide fix)
{
    return (double)fix / (double)NES_FIX_ONE;
}

/* Answers whether the error bound tells the instalment. */
static bool by_fixed_point(const struct nes_annuity *ask, nes_uwide d, uint64_t guess, uint64_t *h)
{
    nes_uwide slack = (nes_uwide)slack_of(ask), over = (nes_uwide)ask->balance.tiyn * (nes_uwide)ask->rate.over;
    uint64_t over_limbs[FIX_LIMBS] = { 0, 0, (uint64_t)over, (uint64_t)(over >> 64) };
    uint64_t under[FIX_LIMBS], work[FIX_LIMBS];
    struct halves halves = { over_limbs, under, work, FIX_LIMBS, (uint64_t)ask->multiple };

    NES_ASSERT(d > slack); /* over + under is below 2^63, so D is above charged × 2^−63 */
    fix_under(ask, d, under);
    *h = whole_halves(&halves, guess);
    if (order(&halves, *h) == 0) {
        return false;
    }
    fix_under(ask, d - slack, under);
    return order(&halves, *h + 1) < 0;
}

static uint64_t *power_limbs(struct nes_arena *arena, uint64_t base, int32_t n, size_t count)
{
    uint64_t *limbs = NES_NEW_MANY(arena, uint64_t, count);
    size_t used = 1;

    limbs[0] = 1;
    for (int32_t i = 0; i < n; i++) {
        uint64_t carry = nes_limbs_scale(limbs, used, base);

        if (carry > 0) {
            NES_ASSERT(used < count);
            limbs[used++] = carry;
        }
    }
    return limbs;
}

/* Whole numbers: over and under are multiplied by (a + b)^charged. */
static bool by_whole_numbers(const struct nes_annuity *ask, struct nes_arena *arena, uint64_t guess, uint64_t *h)
{
    uint64_t a = (uint64_t)ask->rate.over, b = (uint64_t)ask->rate.under;
    size_t bits = 64 - (size_t)__builtin_clzll(a + b), power = bits * (size_t)ask->charged / 64 + 1, count = power + 5;
    uint64_t *q = power_limbs(arena, a + b, ask->charged, power);
    uint64_t *p = power_limbs(arena, b, ask->charged, power);
    struct halves halves = { NES_NEW_MANY(arena, uint64_t, count), NES_NEW_MANY(arena, uint64_t, count),
                             NES_NEW_MANY(arena, uint64_t, count), count, (uint64_t)ask->multiple };
    nes_uwide over = 2 * (nes_uwide)ask->balance.tiyn * a, free_a = (nes_uwide)ask->free * a;

    nes_limbs_add(halves.over, count, q, power, (uint64_t)over);
    nes_limbs_add(halves.over + 1, count - 1, q, power, (uint64_t)(over >> 64));
    nes_limbs_add(halves.under, count, q, power, (uint64_t)free_a);
    nes_limbs_add(halves.under + 1, count - 1, q, power, (uint64_t)(free_a >> 64));
    nes_limbs_sub(q, p, power);
    nes_limbs_add(halves.under, count, q, power, b);
    *h = whole_halves(&halves, guess);
    return order(&halves, *h) == 0;
}

/* Without a rate, or with free periods alone, it is a division. */
static bool is_plain(const struct nes_annuity *ask)
{
    return ask->rate.over == 0 || ask->charged == 0;
}

static struct nes_err plain(const struct nes_annuity *ask, struct nes_money *out)
{
    nes_uwide under = (nes_uwide)(ask->free + ask->charged) * (nes_uwide)ask->multiple;

    *out = (struct nes_money){
        (int64_t)nes_round_quotient((nes_uwide)ask->balance.tiyn, under, ask->round) * ask->multiple
    };
    return NES_FINE;
}

static void check(const struct nes_annuity *ask)
{
    NES_ASSERT(ask->balance.tiyn >= 0 && ask->balance.tiyn < INT64_C(1) << 53);
    NES_ASSERT(ask->rate.over >= 0 && ask->rate.under > 0 && ask->rate.over <= INT64_MAX - ask->rate.under);
    NES_ASSERT(ask->free >= 0 && ask->charged >= 0 && ask->free + ask->charged > 0);
    NES_ASSERT(ask->multiple > 0 && ask->multiple < INT64_C(1) << 53);
}

struct nes_err nes_annuity_exact(const struct nes_annuity *ask, struct nes_arena *arena, struct nes_money *out)
{
    struct nes_arena_mark mark = nes_arena_mark(arena);
    double guess;
    uint64_t h;
    bool at;

    check(ask);
    if (is_plain(ask)) {
        return plain(ask, out);
    }
    NES_TRY(guess_halves(ask, as_double(fix_d(ask)), &guess));
    at = by_whole_numbers(ask, arena, (uint64_t)guess, &h);
    nes_arena_rewind(arena, mark);
    return finish(ask, h, at, out);
}

struct nes_err nes_annuity_instalment(const struct nes_annuity *ask, struct nes_arena *arena, struct nes_money *out)
{
    double guess, part;
    nes_uwide d;
    uint64_t h;

    check(ask);
    if (is_plain(ask)) {
        return plain(ask, out);
    }
    d = fix_d(ask);
    part = as_double(d);
    NES_TRY(guess_halves(ask, part, &guess));
    if (by_doubles(ask, part, guess, &h) || by_fixed_point(ask, d, (uint64_t)guess, &h)) {
        return finish(ask, h, false, out);
    }
    return nes_annuity_exact(ask, arena, out);
}
