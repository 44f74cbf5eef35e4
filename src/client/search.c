#include "client/search.h"

#include "client/search_sql.h"
#include "ident/phone.h"

struct nes_err nes_client_search_index(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                       struct nes_str text, struct nes_str indexes[2])
{
    const struct nes_data_key none = { 0 };
    struct nes_batch *batch = nes_batch_begin(arena, why, none);
    struct nes_phone *number = NES_NEW(arena, struct nes_phone);
    struct nes_phone_mask mask;
    struct nes_str phone;
    size_t iin, other;

    NES_TRY(nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask));
    phone = nes_phone_read(text, &mask, number).what ? text : nes_str_of(number->text);
    iin = nes_batch_index(batch, "client", "iin", (struct nes_secret){ (const uint8_t *)text.ptr, text.len });
    other = nes_batch_index(batch, "client", "phone", (struct nes_secret){ (const uint8_t *)phone.ptr, phone.len });
    NES_TRY(nes_batch_run(batch, keeper));
    indexes[0] = nes_batch_public(batch, iin);
    indexes[1] = nes_batch_public(batch, other);
    return NES_FINE;
}

struct nes_err nes_client_search(struct nes_tx *tx, const struct nes_str indexes[2], struct nes_str text,
                                 struct nes_client_hits *out)
{
    struct nes_client_exact_rows found;

    NES_TRY(nes_client_exact(tx, indexes[0], indexes[1], text, &found));
    *out = (struct nes_client_hits){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_client_hit, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = (struct nes_client_hit){ found.rows[i].id, found.rows[i].login };
    }
    return NES_FINE;
}
