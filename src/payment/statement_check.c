#include <stdlib.h>

#include "payment/statement.h"

static int by_ref(const void *a, const void *b)
{
    const struct nes_str *one = a, *other = b;

    return nes_str_order(*one, *other);
}

static struct nes_err check_entry(const struct nes_statement *statement, const struct nes_statement_entry *entry)
{
    if (entry->ref.len == 0) {
        return NES_FAIL(STATEMENT_FORM, "reference");
    }
    if (entry->amount.tiyn <= 0) {
        return NES_FAIL(STATEMENT_FORM, "amount");
    }
    return entry->value_on.day > 0 && entry->booked_on.day >= statement->from.day &&
                   entry->booked_on.day <= statement->to.day
               ? NES_FINE
               : NES_FAIL(STATEMENT_FORM, "day");
}

struct nes_err nes_statement_check(const struct nes_statement *statement, struct nes_arena *arena)
{
    struct nes_str *refs = NES_NEW_MANY(arena, struct nes_str, statement->len + 1);
    struct nes_money sum = statement->opening;

    for (size_t i = 0; i < statement->len; i++) {
        const struct nes_statement_entry *entry = &statement->entries[i];

        NES_TRY(check_entry(statement, entry));
        NES_TRY(entry->in ? nes_money_add(sum, entry->amount, &sum) : nes_money_sub(sum, entry->amount, &sum));
        refs[i] = entry->ref;
    }
    if (sum.tiyn != statement->closing.tiyn) {
        return NES_FAIL(STATEMENT_SUM, "closing");
    }
    qsort(refs, statement->len, sizeof(*refs), by_ref);
    for (size_t i = 1; i < statement->len; i++) {
        if (nes_str_eq(refs[i - 1], refs[i])) {
            return NES_FAIL(STATEMENT_FORM, "reference");
        }
    }
    return NES_FINE;
}
