#include "organisation/keep.h"

struct nes_id nes_organisation_owner(void)
{
    return (struct nes_id){ { 'o', 'r', 'g', 'a', 'n', 'i', 's', 'a', 't', 'i', 'o', 'n' } };
}

struct nes_err nes_organisation_keep(struct nes_tx *tx, const struct nes_vault *vault, struct nes_str bytes,
                                     struct nes_organisation_file *file)
{
    struct nes_id owner = nes_organisation_owner();
    struct nes_keeper_why making = { .purpose = NES_PURPOSE_RECORD, .person = owner };
    struct nes_access access = { .why = { .purpose = NES_PURPOSE_PAPER } };
    bool found;

    NES_TRY(nes_data_key_of(tx, owner, &file->row.key, &found));
    file->new_key = !found;
    if (!found) {
        NES_TRY(nes_data_key_new(vault->keeper, nes_tx_arena(tx), making, owner, &file->row.key));
    }
    access.key = file->row.key;
    return nes_document_keep(vault, &access, bytes, &file->row.document);
}

struct nes_err nes_organisation_key_add(struct nes_tx *tx, const struct nes_organisation_file *file)
{
    return file->new_key ? nes_data_key_add(tx, &file->row.key) : NES_FINE;
}
