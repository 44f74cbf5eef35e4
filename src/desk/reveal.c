#include "desk/reveal.h"

#include "desk/desk_sql.h"

static const char *const fields[] = { [NES_REVEAL_IIN] = "iin", [NES_REVEAL_PHONE] = "phone" };
static const char *const reasons[] = { [NES_REVEAL_CLIENT_ASKED] = "client_asked", [NES_REVEAL_CHECK] = "check",
                                       [NES_REVEAL_COURT] = "court", [NES_REVEAL_LETTER] = "letter",
                                       [NES_REVEAL_OTHER] = "other" };

const char *nes_reveal_field_word(enum nes_reveal_field field)
{
    return fields[field];
}

const char *nes_reveal_reason_word(enum nes_reveal_reason reason)
{
    return reasons[reason];
}

struct nes_err nes_reveal_add(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_hash actor,
                              struct nes_reveal *reveal)
{
    struct nes_buf kind = nes_buf_begin(nes_tx_arena(tx), NES_LEAF_WORD_MAX);
    struct nes_leaf leaf = { .actor = NES_LEAF_STAFF, .actor_is = actor, .objects = 2, .hashes = 1 };

    reveal->id = (struct nes_reveal_id){ nes_tx_new_id(tx) };
    reveal->at = nes_tx_now(tx);
    nes_buf_addz(&kind, "client.revealed.");
    nes_buf_addz(&kind, fields[reveal->field]);
    nes_buf_byte(&kind, '.');
    nes_buf_addz(&kind, reasons[reveal->reason]);
    leaf.kind = (struct nes_str){ kind.ptr, kind.len };
    leaf.object[0] = (struct nes_leaf_object){ NES_STR("client"), reveal->client.id };
    leaf.object[1] = (struct nes_leaf_object){ NES_STR("reveal"), reveal->id.id };
    leaf.hash[0] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("note"), nes_sha256(crypto, reveal->note) };
    NES_TRY(nes_audit_add(tx, &leaf, &reveal->leaf));
    return nes_reveal_insert(tx, &(struct nes_reveal_insert_in){
                                     reveal->id, reveal->client, reveal->staff, nes_str_of(fields[reveal->field]),
                                     nes_str_of(reasons[reveal->reason]), reveal->note, reveal->leaf.id, reveal->at });
}

struct nes_err nes_reveals_of(struct nes_tx *tx, struct nes_client_id client, struct nes_reveals *out)
{
    struct nes_reveal_of_client_rows found;

    NES_TRY(nes_reveal_of_client(tx, client, &found));
    *out = (struct nes_reveals){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_reveal, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_reveal_of_client_row *row = &found.rows[i];

        out->rows[i] = (struct nes_reveal){
            .id = row->id, .client = client, .staff = row->staff_id, .note = row->note, .at = row->at,
            .field = (enum nes_reveal_field)nes_str_place(fields, NES_LEN(fields), row->field),
            .reason = (enum nes_reveal_reason)nes_str_place(reasons, NES_LEN(reasons), row->reason),
        };
    }
    return NES_FINE;
}
