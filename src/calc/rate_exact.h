/* src/calc/rate_exact.h: which side of a given rate the root lies on, in fixed point with a bound of its error. */
#pragma once
#include "calc/rate.h"

/* As nes_rate_order, always the long way. */
int nes_rate_order_exact(const struct nes_flows *flows, struct nes_ratio x);
