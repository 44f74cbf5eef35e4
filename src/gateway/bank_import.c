#include "gateway/bank_import.h"

struct nes_id nes_bank_owner(void)
{
    return (struct nes_id){ { 'o', 'r', 'g', 'a', 'n', 'i', 's', 'a', 't', 'i', 'o', 'n' } };
}

static struct nes_err keep(struct nes_tx *tx, struct nes_str file, struct nes_bank_import *import)
{
    struct nes_keeper_why making = { .purpose = NES_PURPOSE_RECORD, .person = nes_bank_owner() };
    struct nes_access access = { .why = { .purpose = NES_PURPOSE_PAPER } };
    struct nes_document_row *row = &import->kept;
    bool found;

    NES_TRY(nes_data_key_of(tx, nes_bank_owner(), &row->key, &found));
    import->new_key = !found;
    if (!found) {
        NES_TRY(nes_data_key_new(import->vault.keeper, nes_tx_arena(tx), making, nes_bank_owner(), &row->key));
    }
    row->doc_class = NES_STR("statement");
    row->media = NES_STR("application/xml");
    row->origin = NES_DOCUMENT_RECEIVED;
    access.key = row->key;
    return nes_document_keep(&import->vault, &access, file, &row->document);
}

struct nes_err nes_bank_import_read(struct nes_tx *tx, struct nes_str file, struct nes_bank_import *import)
{
    struct nes_arena *arena = nes_tx_arena(tx);

    NES_TRY(nes_bank_statement_read(import->press, arena, file, &import->statement));
    NES_TRY(nes_bank_statement_index(import->vault.keeper, arena, &import->statement));
    return keep(tx, file, import);
}

struct nes_err nes_bank_import_take(struct nes_tx *tx, const struct nes_bank_import *import,
                                    struct nes_statement_done *done)
{
    if (import->new_key) {
        NES_TRY(nes_data_key_add(tx, &import->kept.key)); /* the first statement ever; of two at once one fails */
    }
    return nes_statement_import(tx, &import->statement, &import->kept, done);
}
