#include "ledger/ledger.h"

#define X NES_FAULT_DEFINE
#include "ledger/ledger_faults.def"
#undef X

struct nes_err nes_journal_check(const struct nes_journal *journal, struct nes_date today)
{
    if (journal->len == 0 || journal->len > NES_ENTRIES_MAX) {
        return NES_FAIL(LEDGER_EMPTY, "entries");
    }
    if (journal->value_on.day > today.day || journal->value_on.day <= 0) {
        return NES_FAIL(LEDGER_FUTURE, "value_on");
    }
    for (size_t i = 0; i < journal->len; i++) {
        const struct nes_entry *entry = &journal->entries[i];

        if (entry->amount.tiyn <= 0) {
            return NES_FAIL(LEDGER_AMOUNT, "amount");
        }
        if (nes_str_eq(entry->debit, entry->credit)) {
            return NES_FAIL(LEDGER_SIDES, "credit");
        }
    }
    return NES_FINE;
}

struct nes_date nes_journal_booked_on(struct nes_date value_on, struct nes_date closed_on)
{
    return value_on.day > closed_on.day ? value_on : (struct nes_date){ closed_on.day + 1 };
}
