#include "calc/mci.h"

#include "calc/calc_faults.h"

struct nes_err nes_mci_on(const struct nes_mci *rows, size_t count, struct nes_date date, struct nes_money *value)
{
    for (size_t i = count; i > 0; i--) {
        if (rows[i - 1].from.day <= date.day) {
            *value = rows[i - 1].value;
            return NES_FINE;
        }
    }
    return NES_FAIL(MCI_UNKNOWN, NULL);
}
