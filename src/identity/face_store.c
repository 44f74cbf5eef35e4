#include <string.h>

#include "audit/audit.h"
#include "identity/face.h"
#include "identity/confirmation_sql.h"
#include "identity/identity_sql.h"

static const char *const words[] = {
    [NES_FACE_ASKED] = "asked",   [NES_FACE_OPEN] = "open",     [NES_FACE_ASKING] = "asking",
    [NES_FACE_PASSED] = "passed", [NES_FACE_FAILED] = "failed",
};

const char *nes_face_word(enum nes_face_state state)
{
    NES_ASSERT(state >= NES_FACE_ASKED && state <= NES_FACE_FAILED);
    return words[state];
}

static enum nes_face_state state_of(struct nes_str word)
{
    return (enum nes_face_state)nes_str_place(words, NES_LEN(words), word);
}

static struct nes_err plan(struct nes_tx *tx, const char *kind, struct nes_face_id face)
{
    struct nes_errand_id errand;

    return nes_errand_plan(tx, &(struct nes_errand_plan){ .kind = kind, .subject = face.id, .payload = NES_STR("{}") },
                           &errand);
}

/* Moves on from the state that was read; `moved` false: another was faster. */
static struct nes_err move(struct nes_tx *tx, struct nes_face *face, enum nes_face_state to, bool *moved)
{
    bool ended = to == NES_FACE_PASSED || to == NES_FACE_FAILED;
    int64_t count;

    NES_TRY(nes_face_move(tx,
                          &(struct nes_face_move_in){ face->id, nes_str_of(words[face->state]), nes_str_of(words[to]),
                                                      face->page, face->reference, face->reason,
                                                      ended ? nes_tx_now(tx) : 0 },
                          &count));
    *moved = count == 1;
    face->state = to;
    return NES_FINE;
}

/* A new confirmation costs nothing, so the limit of each is no limit: who stands before the camera is counted, too. */
static struct nes_err count_day(struct nes_tx *tx, struct nes_id subject)
{
    struct nes_face_how_many_since_row row;
    struct nes_subject_hold_row held;

    NES_TRY(nes_subject_hold(tx, subject, &held));
    NES_TRY(nes_face_how_many_since(tx, subject, nes_tx_now(tx) - NES_DAY_US, &row));
    return row.n < NES_FACES_DAY ? NES_FINE : NES_REFUSE(SIGN_IN_BLOCKED, "biometric");
}

struct nes_err nes_face_begin(struct nes_tx *tx, const struct nes_confirmation *confirmation, struct nes_face *out)
{
    struct nes_face_how_many_row row;
    struct nes_face last;
    bool found;

    NES_TRY(nes_face_last(tx, confirmation->id, &last, &found));
    if (found && (last.state == NES_FACE_ASKED || last.state == NES_FACE_ASKING)) {
        return NES_FAIL(FACE_RUNNING, "biometric");
    }
    NES_TRY(nes_face_how_many(tx, confirmation->id, &row));
    if (row.n >= NES_FACES_MAX || !nes_id_none(confirmation->face)) {
        return NES_REFUSE(FACE_SESSIONS, "biometric");
    }
    NES_TRY(count_day(tx, confirmation->subject));
    *out = (struct nes_face){ .id = { nes_tx_new_id(tx) }, .confirmation = confirmation->id, .state = NES_FACE_ASKED };
    NES_TRY(nes_face_insert(tx, out->id, confirmation->id, nes_tx_now(tx)));
    return plan(tx, NES_FACE_BEGIN_ERRAND, out->id);
}

struct nes_err nes_face_ask(struct nes_tx *tx, struct nes_face *face)
{
    bool moved;

    if (face->state != NES_FACE_OPEN) {
        return NES_FAIL(FACE_RUNNING, "biometric");
    }
    NES_TRY(move(tx, face, NES_FACE_ASKING, &moved));
    return moved ? plan(tx, NES_FACE_ASK_ERRAND, face->id) : NES_FAIL(FACE_RUNNING, "biometric");
}

struct nes_err nes_face_find(struct nes_tx *tx, struct nes_face_id id, struct nes_face *out)
{
    struct nes_face_by_id_row row;

    NES_TRY(nes_face_by_id(tx, id, &row));
    *out = (struct nes_face){ id, row.confirmation_id, state_of(row.state), row.page, row.reference, row.reason };
    return NES_FINE;
}

struct nes_err nes_face_last(struct nes_tx *tx, struct nes_confirmation_id id, struct nes_face *out, bool *found)
{
    struct nes_face_newest_row row;

    NES_TRY(nes_face_newest(tx, id, &row, found));
    if (*found) {
        *out = (struct nes_face){ row.id, id, state_of(row.state), row.page, row.reference, row.reason };
    }
    return NES_FINE;
}

/* --- answers of the centre --- */

static struct nes_face_told told_by(const struct nes_errand_answer *answer)
{
    struct nes_face_told told = { .state = NES_FACE_FAILED, .reason = NES_STR("centre") };

    if (answer->outcome == NES_OUTCOME_DONE && answer->body.len == sizeof(told)) {
        memcpy(&told, answer->body.ptr, sizeof(told));
    }
    return told;
}

/* What became of a camera is evidence, whichever it was. */
static struct nes_err add_leaf(struct nes_tx *tx, const struct nes_face *face)
{
    bool passed = face->state == NES_FACE_PASSED;
    struct nes_leaf leaf = { .actor = NES_LEAF_PARTNER,
                             .kind = passed ? NES_STR("face.passed") : NES_STR("face.failed") };
    struct nes_buf why = nes_buf_begin(nes_tx_arena(tx), NES_LEAF_WORD_MAX);
    struct nes_leaf_id id;

    nes_buf_addz(&why, "refused.");
    nes_buf_add(&why, face->reason);
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("confirmation"), face->confirmation.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("face"), face->id.id };
    if (!passed) {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ { why.ptr, why.len }, nes_tx_operation(tx) };
    }
    return nes_audit_add(tx, &leaf, &id);
}

static struct nes_err end(struct nes_tx *tx, struct nes_face *face, enum nes_face_state how)
{
    bool moved;

    NES_TRY(move(tx, face, how, &moved));
    return moved ? add_leaf(tx, face) : NES_FINE;
}

struct nes_err nes_face_apply_begin(struct nes_tx *tx, const struct nes_errand *errand,
                                    const struct nes_errand_answer *answer)
{
    struct nes_face_told told = told_by(answer);
    struct nes_face face;
    bool moved;

    NES_TRY(nes_face_find(tx, (struct nes_face_id){ errand->subject }, &face));
    if (face.state != NES_FACE_ASKED) {
        return NES_FINE;
    }
    face.page = told.page;
    face.reference = told.reference;
    face.reason = told.state == NES_FACE_OPEN ? (struct nes_str){ 0 } : told.reason;
    return told.state == NES_FACE_OPEN ? move(tx, &face, NES_FACE_OPEN, &moved) : end(tx, &face, NES_FACE_FAILED);
}

/* The capture is taken to account before it counts: each once, ever. */
static struct nes_err passed(struct nes_tx *tx, struct nes_face *face, const struct nes_hash *capture)
{
    int64_t taken;

    NES_TRY(nes_face_capture_take(tx, (struct nes_str){ (const char *)capture->b, sizeof(capture->b) }, face->id,
                                  nes_tx_now(tx), &taken));
    if (taken == 0) {
        face->reason = NES_STR("used");
        return end(tx, face, NES_FACE_FAILED);
    }
    NES_TRY(end(tx, face, NES_FACE_PASSED));
    return nes_confirmation_set_face(tx, face->confirmation, face->id);
}

struct nes_err nes_face_apply_result(struct nes_tx *tx, const struct nes_errand *errand,
                                     const struct nes_errand_answer *answer)
{
    struct nes_face_told told = told_by(answer);
    struct nes_face face;
    bool moved;

    NES_TRY(nes_face_find(tx, (struct nes_face_id){ errand->subject }, &face));
    if (face.state != NES_FACE_ASKING) {
        return NES_FINE;
    }
    face.reference = told.reference.len > 0 ? told.reference : face.reference;
    if (told.state == NES_FACE_PASSED) {
        return passed(tx, &face, &told.capture);
    }
    face.reason = told.state == NES_FACE_OPEN ? (struct nes_str){ 0 } : told.reason;
    return told.state == NES_FACE_OPEN ? move(tx, &face, NES_FACE_OPEN, &moved) : end(tx, &face, NES_FACE_FAILED);
}
