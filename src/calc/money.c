#include "calc/money.h"

#include <stdbool.h>

#include "calc/calc_faults.h"

struct nes_err nes_money_add(struct nes_money a, struct nes_money b, struct nes_money *sum)
{
    int64_t tiyn;

    if (__builtin_add_overflow(a.tiyn, b.tiyn, &tiyn)) {
        return NES_FAIL(MONEY_RANGE, "sum");
    }
    *sum = (struct nes_money){ .tiyn = tiyn };
    return NES_FINE;
}

struct nes_err nes_money_sub(struct nes_money a, struct nes_money b, struct nes_money *rest)
{
    int64_t tiyn;

    if (__builtin_sub_overflow(a.tiyn, b.tiyn, &tiyn)) {
        return NES_FAIL(MONEY_RANGE, "rest");
    }
    *rest = (struct nes_money){ .tiyn = tiyn };
    return NES_FINE;
}

nes_uwide nes_round_quotient(nes_uwide size, nes_uwide under, enum nes_round round)
{
    nes_uwide quotient, left, lack;

    NES_ASSERT(under > 0);
    if (size <= UINT64_MAX && under <= UINT64_MAX) { /* a division of words is several times faster */
        uint64_t rest = (uint64_t)size % (uint64_t)under;

        quotient = (uint64_t)size / (uint64_t)under;
        return quotient + nes_rounds_away(rest, (uint64_t)under - rest, quotient & 1, round);
    }
    quotient = size / under;
    left = size - quotient * under;
    lack = under - left;
    /* small numbers of the same order as left and lack */
    return quotient + nes_rounds_away(left == 0 ? 0 : 1U + (left >= lack) + (left > lack), 2, quotient & 1, round);
}

struct nes_err nes_money_scale(struct nes_money whole, struct nes_ratio by, enum nes_round round,
                               struct nes_money *part)
{
    nes_wide product = (nes_wide)whole.tiyn * by.over;
    bool minus = product < 0;
    nes_uwide quotient;

    NES_ASSERT(by.under > 0);
    quotient = nes_round_quotient((nes_uwide)(minus ? -product : product), (nes_uwide)by.under, round);
    if (quotient > (nes_uwide)INT64_MAX + minus) {
        return NES_FAIL(MONEY_RANGE, "part");
    }
    *part = (struct nes_money){ .tiyn = (int64_t)(minus ? -(nes_wide)quotient : (nes_wide)quotient) };
    return NES_FINE;
}

struct nes_err nes_money_read(struct nes_str text, struct nes_money *out)
{
    bool minus = text.len > 0 && text.ptr[0] == '-';
    struct nes_str digits = nes_str_from(text, minus), whole, part;
    bool pointed = nes_str_cut(digits, '.', &whole, &part);
    const nes_wide enough = (nes_wide)INT64_MAX * 10; /* out of range, whatever follows */
    nes_wide tiyn = 0;

    if (whole.len == 0 || (whole.len > 1 && whole.ptr[0] == '0') || (pointed && (part.len < 1 || part.len > 2))) {
        return NES_FAIL(MONEY_FORM, NULL);
    }
    for (size_t i = 0; i < whole.len + 2; i++) {
        char c = i < whole.len ? whole.ptr[i] : i - whole.len < part.len ? part.ptr[i - whole.len] : '0';

        if (c < '0' || c > '9') {
            return NES_FAIL(MONEY_FORM, NULL);
        }
        tiyn = tiyn < enough ? tiyn * 10 + (c - '0') : tiyn;
    }
    tiyn = minus ? -tiyn : tiyn;
    if (tiyn > INT64_MAX || tiyn < INT64_MIN) {
        return NES_FAIL(MONEY_RANGE, NULL);
    }
    *out = (struct nes_money){ .tiyn = (int64_t)tiyn };
    return NES_FINE;
}

struct nes_str nes_money_write(struct nes_money amount, char out[NES_MONEY_TEXT])
{
    uint64_t rest = amount.tiyn < 0 ? 0 - (uint64_t)amount.tiyn : (uint64_t)amount.tiyn;
    size_t at = NES_MONEY_TEXT;

    for (int place = 0; place < 3 || rest > 0; place++) {
        if (place == 2) {
            out[--at] = '.';
        }
        out[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (amount.tiyn < 0) {
        out[--at] = '-';
    }
    return (struct nes_str){ out + at, NES_MONEY_TEXT - at };
}
