#include <string.h>

#include "audit/audit.h"
#include "identity/confirmation.h"
#include "identity/confirmation_sql.h"

static struct nes_str bytes_of(const struct nes_hash *hash)
{
    return (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
}

struct nes_err nes_confirmation_begin(struct nes_tx *tx, struct nes_confirmation *confirmation)
{
    confirmation->id = (struct nes_confirmation_id){ nes_tx_new_id(tx) };
    confirmation->made_at = nes_tx_now(tx);
    confirmation->ends_at = confirmation->made_at + NES_CONFIRMATION_US;
    return nes_confirmation_insert(tx, &(struct nes_confirmation_insert_in){
                                           .id = confirmation->id,
                                           .subject_id = confirmation->subject,
                                           .operation = nes_str_of(nes_op_word(confirmation->op)),
                                           .object = confirmation->object,
                                           .what = bytes_of(&confirmation->what),
                                           .individual = confirmation->individual,
                                           .sentence = confirmation->sentence,
                                           .figures = confirmation->figures,
                                           .made_at = confirmation->made_at,
                                           .ends_at = confirmation->ends_at,
                                       });
}

struct nes_err nes_confirmation_find(struct nes_tx *tx, struct nes_confirmation_id id, bool lock,
                                     struct nes_confirmation *out)
{
    struct nes_confirmation_by_id_row row;
    struct nes_confirmation_lock_row held;
    bool found;

    if (lock) {
        NES_TRY(nes_confirmation_lock(tx, id, &held, &found));
    }
    NES_TRY(nes_confirmation_by_id(tx, id, &row));
    *out = (struct nes_confirmation){
        .id = id, .subject = row.subject_id, .object = row.object, .op = nes_op_of(row.operation),
        .individual = row.individual, .sentence = row.sentence, .figures = row.figures,
        .password_version = row.has_password_version ? row.password_version : 0, .code_sent_at = row.code_sent_at,
        .code_at = row.code_at, .code_sends = row.code_sends, .wrong = row.wrong, .number = row.code_number,
        .face = row.face_id, .eds = row.eds_id, .made_at = row.made_at, .ends_at = row.ends_at, .used_at = row.used_at,
    };
    NES_ASSERT(row.what.len == sizeof(out->what.b));
    memcpy(out->what.b, row.what.ptr, row.what.len);
    return NES_FINE;
}

struct nes_err nes_confirmation_password(struct nes_tx *tx, struct nes_confirmation *confirmation, int64_t version)
{
    confirmation->password_version = version;
    return nes_confirmation_set_password(tx, confirmation->id, version);
}

struct nes_err nes_confirmation_wrong(struct nes_tx *tx, struct nes_confirmation *confirmation)
{
    confirmation->wrong++;
    return nes_confirmation_count_wrong(tx, confirmation->id);
}

static struct nes_str send_payload(struct nes_arena *arena, int32_t send)
{
    struct nes_buf buf = nes_buf_begin(arena, 32);

    nes_buf_addz(&buf, "{\"send\":");
    nes_buf_int(&buf, send);
    nes_buf_byte(&buf, '}');
    return (struct nes_str){ buf.ptr, buf.len };
}

struct nes_err nes_confirmation_send(struct nes_tx *tx, struct nes_confirmation *confirmation, struct nes_id number)
{
    struct nes_errand_plan plan = { .kind = NES_CODE_ERRAND, .subject = confirmation->id.id };
    struct nes_errand_id errand;

    if (confirmation->code_at > 0) {
        return NES_REFUSE(CODE_SPENT, "code");
    }
    if (confirmation->code_sends >= NES_CODE_SENDS) {
        return NES_REFUSE(CODE_SENDS, "code");
    }
    confirmation->code_sends++;
    confirmation->code_sent_at = nes_tx_now(tx);
    confirmation->number = number;
    NES_TRY(nes_confirmation_set_sent(tx, confirmation->id, confirmation->code_sends, confirmation->code_sent_at,
                                      number));
    plan.payload = send_payload(nes_tx_arena(tx), confirmation->code_sends);
    return nes_errand_plan(tx, &plan, &errand);
}

struct nes_err nes_confirmation_code(struct nes_tx *tx, struct nes_confirmation *confirmation)
{
    int64_t set;

    confirmation->code_at = nes_tx_now(tx);
    NES_TRY(nes_confirmation_set_code(tx, confirmation->id, confirmation->code_at, &set));
    return set == 1 ? NES_FINE : NES_REFUSE(CODE_SPENT, "code");
}

/* A message that did not leave changes nothing: the person asks for another code. */
struct nes_err nes_code_apply(struct nes_tx *tx, const struct nes_errand *errand,
                              const struct nes_errand_answer *answer)
{
    (void)tx;
    (void)errand;
    (void)answer;
    return NES_FINE;
}

/* --- use --- */

static struct nes_str methods_of(struct nes_arena *arena, unsigned proven)
{
    struct nes_buf buf = nes_buf_begin(arena, 64);

    nes_buf_addz(&buf, proven & NES_MEANS_EDS ? "eds " : "");
    nes_buf_addz(&buf, proven & NES_MEANS_BIOMETRIC ? "biometric " : "");
    nes_buf_addz(&buf, proven & NES_MEANS_TWO_FACTOR ? "two_factor " : "");
    return nes_str_trim((struct nes_str){ buf.ptr, buf.len });
}

static bool is_of(const struct nes_confirmation *confirmation, const struct nes_confirmation_claim *claim)
{
    return nes_id_eq(confirmation->subject, claim->subject) && confirmation->op == claim->op &&
           nes_id_eq(confirmation->object, claim->object) && nes_hash_eq(&confirmation->what, &claim->what);
}

static struct nes_err keep_evidence(struct nes_tx *tx, const struct nes_confirmation *confirmation,
                                    struct nes_evidence_id *out)
{
    struct nes_leaf leaf = { .actor = NES_LEAF_CLIENT, .kind = NES_STR("confirmation.used") };
    struct nes_leaf_id leaf_id;

    *out = (struct nes_evidence_id){ nes_tx_new_id(tx) };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("evidence"), out->id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("confirmation"), confirmation->id.id };
    leaf.object[leaf.objects++] =
        (struct nes_leaf_object){ nes_str_of(nes_op_word(confirmation->op)), confirmation->object };
    leaf.hash[leaf.hashes++] =
        (struct nes_leaf_hash){ .form = NES_LEAF_CONTENT, .label = NES_STR("what"), .hash = confirmation->what };
    NES_TRY(nes_audit_add(tx, &leaf, &leaf_id));
    return nes_evidence_insert(tx, &(struct nes_evidence_insert_in){
                                       .id = *out,
                                       .confirmation_id = confirmation->id,
                                       .subject_id = confirmation->subject,
                                       .operation = nes_str_of(nes_op_word(confirmation->op)),
                                       .object = confirmation->object,
                                       .what = bytes_of(&confirmation->what),
                                       .methods = methods_of(nes_tx_arena(tx), nes_confirmation_proven(confirmation)),
                                       .leaf_id = leaf_id,
                                       .made_at = nes_tx_now(tx),
                                   });
}

struct nes_err nes_confirmation_use(struct nes_tx *tx, const struct nes_confirmation_claim *claim,
                                    struct nes_evidence_id *evidence)
{
    struct nes_confirmation confirmation;
    struct nes_err err = nes_confirmation_find(tx, claim->id, true, &confirmation);
    struct nes_need need;
    int64_t spent;

    if (err.what == &nes_fault_DB_NO_ROW || (!err.what && !is_of(&confirmation, claim))) {
        return NES_REFUSE(CONFIRMATION_OTHER, "confirmation");
    }
    NES_TRY(err);
    NES_TRY(nes_confirmation_open(&confirmation, nes_tx_now(tx)));
    need = nes_op_need(confirmation.op, confirmation.individual);
    if (!nes_need_met(need, nes_confirmation_proven(&confirmation))) {
        return NES_REFUSE(CONFIRMATION_NEEDS, "confirmation");
    }
    NES_TRY(nes_confirmation_spend(tx, confirmation.id, nes_tx_now(tx), &spent));
    if (spent == 0) {
        return NES_REFUSE(CONFIRMATION_USED, "confirmation");
    }
    return keep_evidence(tx, &confirmation, evidence);
}
