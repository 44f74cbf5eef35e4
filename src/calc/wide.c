#include "calc/wide.h"

nes_uwide nes_fix_times(nes_uwide x, nes_uwide y)
{
    uint64_t x0 = (uint64_t)x, x1 = (uint64_t)(x >> 64), y0 = (uint64_t)y, y1 = (uint64_t)(y >> 64);
    nes_uwide low = (nes_uwide)x0 * y0, left = (nes_uwide)x1 * y0, right = (nes_uwide)x0 * y1;
    nes_uwide middle = (low >> 64) + (uint64_t)left + (uint64_t)right;
    nes_uwide high = (nes_uwide)x1 * y1 + (left >> 64) + (right >> 64) + (middle >> 64);

    return high << 1 | (middle >> 63 & 1);
}

nes_uwide nes_fix_power(nes_uwide x, uint32_t n)
{
    nes_uwide power = NES_FIX_ONE;

    for (; n > 1; n >>= 1) {
        if (n & 1) {
            power = nes_fix_times(power, x);
        }
        x = nes_fix_times(x, x);
    }
    return n == 0 ? NES_FIX_ONE : nes_fix_times(power, x);
}

nes_uwide nes_fix_ratio(uint64_t over, uint64_t under)
{
    nes_uwide high, rest;

    NES_ASSERT(over <= under && under > 0 && under <= INT64_MAX);
    high = ((nes_uwide)over << 64) / under;
    rest = ((nes_uwide)over << 64) - high * under;
    return (high << 63) + (rest << 63) / under;
}

uint64_t nes_limbs_scale(uint64_t *limbs, size_t count, uint64_t by)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < count; i++) {
        nes_uwide product = (nes_uwide)limbs[i] * by + carry;

        limbs[i] = (uint64_t)product;
        carry = (uint64_t)(product >> 64);
    }
    return carry;
}

void nes_limbs_add(uint64_t *a, size_t room, const uint64_t *b, size_t count, uint64_t by)
{
    uint64_t carry = 0;

    NES_ASSERT(count <= room);
    for (size_t i = 0; i < count; i++) {
        nes_uwide sum = (nes_uwide)b[i] * by + a[i] + carry;

        a[i] = (uint64_t)sum;
        carry = (uint64_t)(sum >> 64);
    }
    for (size_t i = count; i < room && carry > 0; i++) {
        carry = __builtin_add_overflow(a[i], carry, &a[i]);
    }
    NES_ASSERT(carry == 0);
}

void nes_limbs_sub(uint64_t *a, const uint64_t *b, size_t count)
{
    uint64_t borrow = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t under = __builtin_sub_overflow(a[i], b[i], &a[i]);

        under += __builtin_sub_overflow(a[i], borrow, &a[i]);
        borrow = under;
    }
    NES_ASSERT(borrow == 0);
}

int nes_limbs_order(const uint64_t *a, const uint64_t *b, size_t count)
{
    for (size_t i = count; i > 0; i--) {
        if (a[i - 1] != b[i - 1]) {
            return a[i - 1] < b[i - 1] ? -1 : 1;
        }
    }
    return 0;
}
