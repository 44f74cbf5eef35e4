#include <string.h>

#include "audit/audit.h"
#include "identity/confirmation_sql.h"
#include "identity/eds.h"

struct nes_err nes_eds_give(struct nes_tx *tx, const struct nes_confirmation *confirmation,
                            const struct nes_document_row *given, struct nes_eds *out)
{
    struct nes_errand_plan plan = { .kind = NES_EDS_ERRAND, .payload = NES_STR("{}") };
    struct nes_eds_how_many_row row;
    struct nes_errand_id errand;
    struct nes_eds last;
    bool found;

    if (!nes_id_none(confirmation->eds)) {
        return NES_REFUSE(EDS_DONE, "signature");
    }
    NES_TRY(nes_eds_last(tx, confirmation->id, &last, &found));
    if (found && last.state == NES_EDS_ASKING) {
        return NES_FAIL(EDS_RUNNING, "signature");
    }
    NES_TRY(nes_eds_how_many(tx, confirmation->id, &row));
    if (row.n >= NES_EDS_MAX) {
        return NES_REFUSE(EDS_MANY, "signature");
    }
    *out = (struct nes_eds){ .id = { nes_tx_new_id(tx) }, .confirmation = confirmation->id, .state = NES_EDS_ASKING };
    NES_TRY(nes_document_add(tx, given, &out->given));
    NES_TRY(nes_eds_insert(tx, out->id, confirmation->id, out->given, nes_tx_now(tx)));
    plan.subject = out->id.id;
    return nes_errand_plan(tx, &plan, &errand);
}

struct nes_err nes_eds_find(struct nes_tx *tx, struct nes_eds_id id, struct nes_eds *out)
{
    struct nes_eds_by_id_row row;

    NES_TRY(nes_eds_by_id(tx, id, &row));
    *out = (struct nes_eds){ id,           row.confirmation_id, nes_eds_state_of(row.state),
                             row.given_id, row.record_id,       row.reason };
    return NES_FINE;
}

struct nes_err nes_eds_last(struct nes_tx *tx, struct nes_confirmation_id id, struct nes_eds *out, bool *found)
{
    struct nes_eds_newest_row row;

    NES_TRY(nes_eds_newest(tx, id, &row, found));
    if (*found) {
        *out = (struct nes_eds){ row.id, id, nes_eds_state_of(row.state), row.given_id, row.record_id, row.reason };
    }
    return NES_FINE;
}

/* --- the verdict --- */

static struct nes_eds_told told_by(const struct nes_errand_answer *answer)
{
    struct nes_eds_told told = { .reason = NES_STR("status") };

    if (answer->outcome == NES_OUTCOME_DONE && answer->body.len == sizeof(told)) {
        memcpy(&told, answer->body.ptr, sizeof(told));
    }
    return told;
}

/* What became of a signature is evidence, whichever it was; the leaf names the hash of the record. */
static struct nes_err add_leaf(struct nes_tx *tx, const struct nes_eds *eds, const struct nes_eds_told *told)
{
    struct nes_leaf leaf = { .actor = NES_LEAF_PARTNER,
                             .kind = told->passed ? NES_STR("eds.passed") : NES_STR("eds.failed") };
    struct nes_buf why = nes_buf_begin(nes_tx_arena(tx), NES_LEAF_WORD_MAX);
    struct nes_leaf_id id;

    nes_buf_addz(&why, "refused.");
    nes_buf_add(&why, told->reason);
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("confirmation"), eds->confirmation.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("eds"), eds->id.id };
    if (!told->passed) {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ { why.ptr, why.len }, nes_tx_operation(tx) };
    }
    if (told->record.document.bytes > 0) {
        leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ .form = NES_LEAF_CONTENT, .label = NES_STR("record"),
                                                           .hash = told->record.document.content };
    }
    return nes_audit_add(tx, &leaf, &id);
}

struct nes_err nes_eds_apply(struct nes_tx *tx, const struct nes_errand *errand,
                             const struct nes_errand_answer *answer)
{
    struct nes_eds_told told = told_by(answer);
    struct nes_eds eds;
    int64_t moved;

    NES_TRY(nes_eds_find(tx, (struct nes_eds_id){ errand->subject }, &eds));
    if (eds.state != NES_EDS_ASKING) {
        return NES_FINE;
    }
    NES_ASSERT(!told.passed || told.record.document.bytes > 0);
    if (told.record.document.bytes > 0) {
        NES_TRY(nes_document_add(tx, &told.record, &eds.record));
    }
    eds.state = told.passed ? NES_EDS_PASSED : NES_EDS_FAILED;
    NES_TRY(nes_eds_end(tx,
                        &(struct nes_eds_end_in){ .id = eds.id,
                                                  .state = nes_str_of(nes_eds_word(eds.state)),
                                                  .record_id = eds.record,
                                                  .reason = told.passed ? (struct nes_str){ 0 } : told.reason,
                                                  .ended_at = nes_tx_now(tx) },
                        &moved));
    NES_ASSERT(moved == 1);
    NES_TRY(add_leaf(tx, &eds, &told));
    return told.passed ? nes_confirmation_set_eds(tx, eds.confirmation, eds.id) : NES_FINE;
}

/* --- codes for telephones --- */

static struct nes_str bytes_of(const struct nes_hash *hash)
{
    return (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
}

struct nes_err nes_eds_code_make(struct nes_tx *tx, const struct nes_confirmation *confirmation,
                                 const struct nes_hash *token, struct nes_eds_code *out)
{
    int64_t ends_at = nes_tx_now(tx) + NES_EDS_CODE_US;
    struct nes_eds_code_how_many_row row;

    NES_TRY(nes_eds_code_how_many(tx, confirmation->id, &row));
    if (row.n >= NES_EDS_CODES) {
        return NES_REFUSE(EDS_MANY, "code");
    }
    *out = (struct nes_eds_code){ .token = *token, .confirmation = confirmation->id };
    out->ends_at = ends_at < confirmation->ends_at ? ends_at : confirmation->ends_at;
    return nes_eds_code_insert(tx, bytes_of(token), confirmation->id, nes_tx_now(tx), out->ends_at);
}

struct nes_err nes_eds_code_find(struct nes_tx *tx, const struct nes_hash *token, struct nes_eds_code *out)
{
    struct nes_eds_code_by_token_row row;
    bool found;

    NES_TRY(nes_eds_code_by_token(tx, bytes_of(token), &row, &found));
    if (!found || row.used_at > 0 || nes_tx_now(tx) >= row.ends_at) {
        return NES_FAIL(DB_NO_ROW, "code");
    }
    *out = (struct nes_eds_code){ *token, row.confirmation_id, row.ends_at, row.used_at };
    return NES_FINE;
}

struct nes_err nes_eds_code_use(struct nes_tx *tx, const struct nes_eds_code *code)
{
    int64_t used;

    NES_TRY(nes_eds_code_spend(tx, bytes_of(&code->token), nes_tx_now(tx), &used));
    return used == 1 ? NES_FINE : NES_REFUSE(EDS_DONE, "code");
}
