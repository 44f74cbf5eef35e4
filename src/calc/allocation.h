/* src/calc/allocation.h: which part of the debt a payment that does not reach for all of it goes to. Pure. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "calc/money.h"

/* Parts of the debt, in the order of the Law on microfinance activity, art. 6(1-1). */
enum nes_part {
    NES_PART_OVERDUE_PRINCIPAL,
    NES_PART_OVERDUE_REMUNERATION,
    NES_PART_PENALTY,
    NES_PART_CURRENT_PRINCIPAL,    /* due in the current period */
    NES_PART_CURRENT_REMUNERATION,
    NES_PART_COSTS,                /* the organisation's costs of obtaining performance */
    NES_PARTS
};

/* An amount for each part; none is negative. */
struct nes_allocation {
    struct nes_money part[NES_PARTS];
};

/* Each part once. */
struct nes_allocation_order {
    enum nes_part part[NES_PARTS];
};
extern const struct nes_allocation_order nes_allocation_law;

/* True if each part stands in it exactly once. */
bool nes_allocation_whole(const struct nes_allocation_order *order);

/* Whether part `a` is paid before part `b`. */
bool nes_allocation_before(const struct nes_allocation_order *order, enum nes_part a, enum nes_part b);

/* The name of the part in the programming interface, as "overdue_principal". */
const char *nes_part_name(enum nes_part part);

/* Pays `amount` (>= 0) on what is `owed`, part by part in the order; `paid` gets what each part received. Answers what
 * is left: the overpayment, which belongs to suspense. Never pays more than is owed. */
static inline struct nes_money nes_allocate(const struct nes_allocation *owed,
                                            const struct nes_allocation_order *order, struct nes_money amount,
                                            struct nes_allocation *paid)
{
    NES_ASSERT(amount.tiyn >= 0);
    *paid = (struct nes_allocation){ 0 };
    for (int i = 0; i < NES_PARTS && amount.tiyn > 0; i++) {
        enum nes_part part = order->part[i];
        int64_t want = owed->part[part].tiyn;

        NES_ASSERT(want >= 0);
        paid->part[part].tiyn = want < amount.tiyn ? want : amount.tiyn;
        amount.tiyn -= paid->part[part].tiyn;
    }
    return amount;
}
