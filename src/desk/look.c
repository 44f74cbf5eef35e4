#include "desk/look.h"

#include "desk/desk_sql.h"

struct nes_err nes_looks_at(struct nes_tx *tx, struct nes_client_id client, struct nes_looks *out)
{
    struct nes_look_leaves_rows found;

    NES_TRY(nes_look_leaves(tx, client, &found));
    *out = (struct nes_looks){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_look, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i].id = (struct nes_leaf_id){ found.rows[i].leaf_id };
        NES_TRY(nes_leaf_read(found.rows[i].bytes, &out->rows[i].leaf));
    }
    return NES_FINE;
}
