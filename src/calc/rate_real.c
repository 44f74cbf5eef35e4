#include "calc/rate_real.h"

#include <stdint.h>
#include <string.h>

/* ln 2 in two parts: the first has zeros at its end, so that k × LN2_HIGH is exact for |k| below 2^11. */
#define LN2_HIGH 0x1.62e42fee00000p-1
#define LN2_LOW  0x1.a39ef35793c76p-33

static double from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof(x));
    return x;
}

double nes_real_exp(double x)
{
    double shifted, k, r, r2, r4, low, middle, high, top;

    if (!(x >= -708)) {
        return 0;
    }
    if (x > 709) {
        return from_bits(UINT64_C(0x7ff0000000000000));
    }
    shifted = x * 0x1.71547652b82fep0 + 0x1.8p52; /* the sum has no room for a fraction: it rounds */
    k = shifted - 0x1.8p52;
    r = x - k * LN2_HIGH - k * LN2_LOW;           /* |r| <= 0.3466: the terms below reach 2^−57 */
    r2 = r * r;
    r4 = r2 * r2;
    low = (1 + r) + r2 * (1.0 / 2 + r * (1.0 / 6));
    middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
    high = (1.0 / 40320 + r * (1.0 / 362880)) + r2 * (1.0 / 3628800 + r * (1.0 / 39916800));
    top = 1.0 / 479001600 + r * (1.0 / 6227020800);
    r = low + r4 * (middle + r4 * (high + r4 * top));
    return r * from_bits((uint64_t)((int64_t)k + 1023) << 52);
}

double nes_real_log(double x)
{
    uint64_t bits;
    int64_t k;
    double m, z, w, sum = 0;

    memcpy(&bits, &x, sizeof(bits));
    k = (int64_t)(bits >> 52) - 1023;
    m = from_bits((bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000));
    if (m > 0x1.6a09e667f3bcdp0) {
        m *= 0.5;
        k++;
    }
    z = (m - 1) / (m + 1); /* ln m = 2 atanh z, |z| <= 0.172 */
    w = z * z;
    for (int n = 23; n >= 3; n -= 2) {
        sum = (sum + 1.0 / n) * w;
    }
    return (double)k * LN2_HIGH + (2 * z + (2 * z * sum + (double)k * LN2_LOW));
}
