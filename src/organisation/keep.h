/* src/organisation/keep.h: documents of the organisation itself in the vault, under a data key of its own. */
#pragma once
#include "vault/vault.h"

/* The owner of what is the organisation's own. */
struct nes_id nes_organisation_owner(void);

/* A document that was kept and waits for its row. */
struct nes_organisation_file {
    struct nes_document_row row;
    bool new_key;              /* the organisation had no data key: the row's is its first */
};

/* What is slow, on a snapshot: seals `bytes`; the caller has set class, media and origin of the row. */
struct nes_err nes_organisation_keep(struct nes_tx *tx, const struct nes_vault *vault, struct nes_str bytes,
                                     struct nes_organisation_file *file);
/* In the transaction: its key where it is new. Of two first documents at once one fails: DB_CONFLICT. */
struct nes_err nes_organisation_key_add(struct nes_tx *tx, const struct nes_organisation_file *file);
