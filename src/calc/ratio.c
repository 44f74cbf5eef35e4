#include "calc/ratio.h"

#include <stdbool.h>

#include "calc/calc_faults.h"

#define PERCENT_MAX INT64_C(100'000)

static uint64_t gcd_of_words(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static nes_uwide gcd(nes_uwide a, nes_uwide b)
{
    while (b > UINT64_MAX) {
        nes_uwide rest = a % b;

        a = b;
        b = rest;
    }
    return b == 0 ? a : gcd_of_words((uint64_t)b, (uint64_t)(a % b));
}

static nes_uwide size_of(nes_wide number)
{
    return number < 0 ? 0 - (nes_uwide)number : (nes_uwide)number;
}

struct nes_ratio nes_ratio_reduce(struct nes_ratio ratio)
{
    int64_t by;

    NES_ASSERT(ratio.under > 0);
    if (ratio.over == 1 || ratio.under == 1) {
        return ratio;
    }
    by = (int64_t)gcd_of_words((uint64_t)size_of(ratio.over), (uint64_t)ratio.under); /* at most `under` */
    return (struct nes_ratio){ ratio.over / by, ratio.under / by };
}

struct nes_err nes_ratio_times(struct nes_ratio a, struct nes_ratio b, struct nes_ratio *product)
{
    struct nes_ratio left = nes_ratio_reduce((struct nes_ratio){ a.over, b.under });
    struct nes_ratio right = nes_ratio_reduce((struct nes_ratio){ b.over, a.under });
    struct nes_ratio out;

    if (__builtin_mul_overflow(left.over, right.over, &out.over) ||
        __builtin_mul_overflow(left.under, right.under, &out.under)) {
        return NES_FAIL(CALC_RANGE, "rate");
    }
    *product = out;
    return NES_FINE;
}

int nes_ratio_order(struct nes_ratio a, struct nes_ratio b)
{
    nes_wide left = (nes_wide)a.over * b.under, right = (nes_wide)b.over * a.under;

    return (left > right) - (left < right);
}

struct nes_err nes_percent_read(struct nes_str text, struct nes_ratio *out)
{
    struct nes_str whole, part;
    bool pointed = nes_str_cut(text, '.', &whole, &part);
    struct nes_ratio ratio = { 0, 100 };

    if (whole.len == 0 || (whole.len > 1 && whole.ptr[0] == '0') ||
        (pointed && (part.len < 1 || part.len > NES_PERCENT_DECIMALS))) {
        return NES_FAIL(RATE_FORM, NULL);
    }
    for (size_t i = 0; i < whole.len + part.len; i++) {
        char c = i < whole.len ? whole.ptr[i] : part.ptr[i - whole.len];

        if (c < '0' || c > '9') {
            return NES_FAIL(RATE_FORM, NULL);
        }
        if (i >= whole.len) {
            ratio.under *= 10;
        } else if (ratio.over > PERCENT_MAX) {
            return NES_FAIL(RATE_RANGE, NULL);
        }
        ratio.over = ratio.over * 10 + (c - '0');
    }
    if (nes_ratio_order(ratio, (struct nes_ratio){ PERCENT_MAX, 100 }) > 0) {
        return NES_FAIL(RATE_RANGE, NULL);
    }
    *out = nes_ratio_reduce(ratio);
    return NES_FINE;
}

struct nes_str nes_percent_write(struct nes_ratio ratio, int decimals, char out[NES_PERCENT_TEXT])
{
    nes_uwide size = size_of(ratio.over) * 100, rest;
    size_t at = NES_PERCENT_TEXT;

    NES_ASSERT(decimals >= 0 && decimals <= NES_PERCENT_DECIMALS);
    for (int i = 0; i < decimals; i++) {
        size *= 10;
    }
    rest = nes_round_quotient(size, size_of(ratio.under), NES_ROUND_HALF_UP);
    size = rest;
    for (int place = 0; place <= decimals || rest > 0; place++) {
        if (place == decimals && place > 0) {
            out[--at] = '.';
        }
        out[--at] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    }
    if (ratio.over < 0 && size > 0) {
        out[--at] = '-';
    }
    return (struct nes_str){ out + at, NES_PERCENT_TEXT - at };
}

/* a × b, b > 0, below 2^126; false where the product is not. */
static bool times(nes_uwide a, nes_uwide b, nes_uwide *product)
{
    const nes_uwide limit = (nes_uwide)1 << 126;

    if (a >> 64 == 0 && b >> 62 == 0) { /* the usual case needs no division */
        *product = a * b;
        return true;
    }
    if (a > (limit - 1) / b) {
        return false;
    }
    *product = a * b;
    return true;
}

struct nes_err nes_exact_add(struct nes_exact *sum, nes_wide over, nes_wide under)
{
    nes_uwide common, mine, theirs;
    nes_wide out;

    NES_ASSERT(under > 0);
    if (sum->under == 0) {
        *sum = (struct nes_exact){ over, under };
        return NES_FINE;
    }
    if (sum->under == under) {
        if (__builtin_add_overflow(sum->over, over, &out)) {
            return NES_FAIL(CALC_RANGE, "sum");
        }
        sum->over = out;
        return NES_FINE;
    }
    common = gcd((nes_uwide)sum->under, (nes_uwide)under);
    if (!times(size_of(sum->over), (nes_uwide)under / common, &mine) ||
        !times(size_of(over), (nes_uwide)sum->under / common, &theirs) ||
        !times((nes_uwide)sum->under, (nes_uwide)under / common, &common)) {
        return NES_FAIL(CALC_RANGE, "sum");
    }
    out = (sum->over < 0 ? -(nes_wide)mine : (nes_wide)mine) + (over < 0 ? -(nes_wide)theirs : (nes_wide)theirs);
    *sum = (struct nes_exact){ out, (nes_wide)common };
    return NES_FINE;
}

struct nes_err nes_exact_round(struct nes_exact sum, int64_t unit, enum nes_round round, struct nes_money *out)
{
    bool minus = sum.over < 0;
    nes_uwide under, size;

    NES_ASSERT(unit > 0);
    if (!times((nes_uwide)(sum.under == 0 ? 1 : sum.under), (nes_uwide)unit, &under)) {
        return NES_FAIL(CALC_RANGE, "sum");
    }
    size = nes_round_quotient(size_of(sum.over), under, round);
    if (size > (nes_uwide)INT64_MAX / (nes_uwide)unit) {
        return NES_FAIL(MONEY_RANGE, "sum");
    }
    *out = (struct nes_money){ (int64_t)size * (minus ? -unit : unit) };
    return NES_FINE;
}
