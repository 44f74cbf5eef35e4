/* src/product/price.h: what a microcredit costs, against the law's limits of the day of signing (ГЭСВ and the rate of a
 * day: Law on microfinance activity, art. 5(1)). The limits are dated rules, local over shipped. Pure. */
#pragma once
#include "calc/cap.h"
#include "policy/policy.h"
#include "product/product.h"

/* The tiers and the index of one day, as calc/cap.h wants them. */
struct nes_price_rules {
    struct nes_cap caps[2];
    struct nes_mci mci;
    struct nes_date day;
};
/* POLICY_MISSING: no rule holds on the day, so nothing may be priced. */
struct nes_err nes_price_rules_on(const struct nes_policy *policy, struct nes_date day, struct nes_price_rules *out);

struct nes_price {
    struct nes_effective effective;    /* ГЭСВ */
    struct nes_money overpayment;      /* all payments less what is paid out */
    struct nes_ratio limit;            /* of the effective rate on that day */
    bool holds;                        /* not above the limits of the day; the unrounded rate is compared */
};
/* The price of a schedule of these terms (terms.start is the day of the rules). FLOW_*, RATE_RANGE, CAP_UNKNOWN. */
struct nes_err nes_price_of(const struct nes_price_rules *rules, const struct nes_terms *terms,
                            const struct nes_schedule *schedule, struct nes_arena *arena, struct nes_price *out);

/* Every corner of a product on the day: all terms, the smallest and largest amounts of each tier, each method.
 * PRODUCT_PRICE where one is above a limit (`at` says which); `effective_e1` is the highest rate. In `prepare`. */
struct nes_err nes_price_corners(const struct nes_price_rules *rules, const struct nes_product *product,
                                 struct nes_arena *arena, int32_t *effective_e1);
