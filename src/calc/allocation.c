#include "calc/allocation.h"

#include "base/err.h"

const struct nes_allocation_order nes_allocation_law = {
    { NES_PART_OVERDUE_PRINCIPAL, NES_PART_OVERDUE_REMUNERATION, NES_PART_PENALTY, NES_PART_CURRENT_PRINCIPAL,
      NES_PART_CURRENT_REMUNERATION, NES_PART_COSTS },
};

bool nes_allocation_whole(const struct nes_allocation_order *order)
{
    unsigned seen = 0;

    for (int i = 0; i < NES_PARTS; i++) {
        if ((unsigned)order->part[i] >= NES_PARTS) {
            return false;
        }
        seen |= 1u << order->part[i];
    }
    return seen == (1u << NES_PARTS) - 1;
}

bool nes_allocation_before(const struct nes_allocation_order *order, enum nes_part a, enum nes_part b)
{
    int i = 0;

    while (order->part[i] != a && order->part[i] != b) {
        i++;
    }
    return order->part[i] == a;
}

const char *nes_part_name(enum nes_part part)
{
    static const char *const names[NES_PARTS] = {
        "overdue_principal", "overdue_remuneration", "penalty", "current_principal", "current_remuneration", "costs",
    };

    NES_ASSERT((unsigned)part < NES_PARTS);
    return names[part];
}
