/* src/calc/rate_real.h: exponential and logarithm of our own: + − × ÷ in a fixed order, so that every machine and
 * WebAssembly give the same bits. Relative error below 2^−50. */
#pragma once

/* e to the x; 0 below −708, infinity above 709. */
double nes_real_exp(double x);
/* Natural logarithm of a normal x > 0. */
double nes_real_log(double x);
