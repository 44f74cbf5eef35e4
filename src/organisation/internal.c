#include "organisation/internal.h"

#include "organisation/organisation_sql.h"

struct nes_err nes_internal_propose(struct nes_tx *tx, const struct nes_organisation_file *file,
                                    struct nes_internal *internal)
{
    NES_TRY(nes_organisation_key_add(tx, file));
    NES_TRY(nes_document_add(tx, &file->row, &internal->document));
    internal->id = (struct nes_internal_id){ nes_tx_new_id(tx) };
    internal->made_at = nes_tx_now(tx);
    return nes_internal_insert(tx, &(struct nes_internal_insert_in){
                                       internal->id, internal->title, internal->number, internal->distortion,
                                       internal->access, internal->replay, internal->integrity, internal->document,
                                       internal->maker, internal->made_at });
}

struct nes_err nes_internal_approve(struct nes_tx *tx, struct nes_internal_id id, struct nes_id checker)
{
    struct nes_internal internal;
    int64_t approved;

    NES_TRY(nes_internal_find(tx, id, &internal));
    if (nes_id_eq(internal.maker, checker)) {
        return NES_REFUSE(INTERNAL_MAKER, "document");
    }
    NES_TRY(nes_internal_set_approved(tx, id, checker, nes_tx_now(tx), &approved));
    return approved == 1 ? NES_FINE : NES_FAIL(INTERNAL_DECIDED, "document");
}

struct nes_err nes_internal_find(struct nes_tx *tx, struct nes_internal_id id, struct nes_internal *out)
{
    struct nes_internal_by_id_row row;

    NES_TRY(nes_internal_by_id(tx, id, &row));
    *out = (struct nes_internal){ .id = id, .title = row.title, .number = row.number, .distortion = row.distortion,
                                  .access = row.access, .replay = row.replay, .integrity = row.integrity,
                                  .document = row.document_id, .maker = row.maker, .checker = row.checker,
                                  .made_at = row.made_at, .approved_at = row.approved_at };
    return NES_FINE;
}

struct nes_err nes_internals_all(struct nes_tx *tx, struct nes_internals *out)
{
    struct nes_internal_list_rows found;

    NES_TRY(nes_internal_list(tx, &found));
    *out = (struct nes_internals){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_internal, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_internal_list_row *row = &found.rows[i];

        out->rows[i] = (struct nes_internal){ row->id,     row->title,     row->number,      row->distortion,
                                              row->access, row->replay,    row->integrity,   row->document_id,
                                              row->maker,  row->checker,   row->made_at,     row->approved_at };
    }
    return NES_FINE;
}

struct nes_err nes_internals_suffice(const struct nes_internals *documents)
{
    bool distortion = false, access = false, replay = false, integrity = false;

    for (size_t i = 0; i < documents->len; i++) {
        const struct nes_internal *one = &documents->rows[i];

        if (nes_id_none(one->checker)) {
            return NES_FAIL(INTERNAL_OPEN, "documents");
        }
        distortion |= one->distortion;
        access |= one->access;
        replay |= one->replay;
        integrity |= one->integrity;
    }
    return distortion && access && replay && integrity ? NES_FINE : NES_FAIL(INTERNAL_POINTS, "documents");
}
