/* src/organisation/internal.h: internal documents of the organisation: proposed with their file by one person, approved
 * by another. Electronic lending follows such as provide for what item 11 names. RULE 11.0 */
#pragma once
#include "organisation/keep.h"
#include "organisation/organisation_faults.h"

struct nes_internal_id { struct nes_id id; };

struct nes_internal {
    struct nes_internal_id id;
    struct nes_str title, number;        /* number and day of the decision that adopted it */
    bool distortion, access, replay, integrity; /* what it provides for: 11.1, 11.2, 11.3, 11.4 */
    struct nes_document_id document;
    struct nes_id maker, checker;        /* checker none: not approved */
    int64_t made_at, approved_at;
};
struct nes_internals {
    struct nes_internal *rows;
    size_t len;
};

/* Writes the proposal and its file. id, made_at and document are set. DB_CONFLICT. */
struct nes_err nes_internal_propose(struct nes_tx *tx, const struct nes_organisation_file *file,
                                    struct nes_internal *internal);
/* INTERNAL_MAKER (refused): the proposer; INTERNAL_DECIDED. */
struct nes_err nes_internal_approve(struct nes_tx *tx, struct nes_internal_id id, struct nes_id checker);
/* DB_NO_ROW. */
struct nes_err nes_internal_find(struct nes_tx *tx, struct nes_internal_id id, struct nes_internal *out);
/* Newest first, 500 at most. */
struct nes_err nes_internals_all(struct nes_tx *tx, struct nes_internals *out);

/* Pure. Whether these documents are approved and together provide for all four points of item 11: INTERNAL_OPEN: one
 * is not approved; INTERNAL_POINTS: there is a point that none provides for. */
struct nes_err nes_internals_suffice(const struct nes_internals *documents);
