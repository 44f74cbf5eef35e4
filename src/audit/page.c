#include "audit/page.h"

#include "audit/audit_sql.h"

struct nes_err nes_audit_page(struct nes_tx *tx, int64_t before, struct nes_audit_rows *out)
{
    struct nes_audit_places_below_rows found;

    NES_TRY(nes_audit_places_below(tx, before > 0 ? before : INT64_MAX, NES_AUDIT_PAGE, &found));
    *out = (struct nes_audit_rows){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_audit_row, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i].number = found.rows[i].number;
        out->rows[i].id = (struct nes_leaf_id){ found.rows[i].leaf_id };
        NES_TRY(nes_leaf_read(found.rows[i].bytes, &out->rows[i].leaf));
    }
    return NES_FINE;
}

struct nes_err nes_audit_note(struct nes_tx *tx, struct nes_str *note)
{
    struct nes_audit_checkpoint_last_row last = { 0 };
    bool found;

    NES_TRY(nes_audit_checkpoint_last(tx, &last, &found));
    *note = found ? last.note : NES_STR("");
    return NES_FINE;
}
