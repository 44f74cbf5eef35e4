#include "identity/confirmation.h"

static const char *const words[] = {
    [NES_OP_REGISTER] = "register",
    [NES_OP_CHANGE_NUMBER] = "change_number",
    [NES_OP_CHANGE_BANK] = "change_bank",
    [NES_OP_CONCLUDE] = "conclude",
    [NES_OP_AMEND] = "amend",
    [NES_OP_PAY_SELLER] = "pay_seller",
    [NES_OP_SECOND_CONSENT] = "second_consent",
};
static const struct {
    int methods;
    unsigned must, must_individual;
} ops[] = {
    [NES_OP_REGISTER] = { 2, NES_MEANS_BIOMETRIC, NES_MEANS_BIOMETRIC }, /* RULE 6.4 */
    [NES_OP_CHANGE_NUMBER] = { 1, 0, 0 },                                /* RULE 6.6 */
    [NES_OP_CHANGE_BANK] = { 1, 0, 0 },                                  /* RULE 6.6.a */
    [NES_OP_CONCLUDE] = { 2, 0, NES_MEANS_BIOMETRIC },                   /* RULE 9.1 */
    [NES_OP_AMEND] = { 2, 0, NES_MEANS_BIOMETRIC },                      /* RULE 9.1.a */
    [NES_OP_PAY_SELLER] = { 2, 0, 0 },                                   /* RULE 9.3 */
    [NES_OP_SECOND_CONSENT] = { 1, 0, 0 },
};

const char *nes_op_word(enum nes_op op)
{
    NES_ASSERT(op >= NES_OP_REGISTER && op <= NES_OP_SECOND_CONSENT);
    return words[op];
}

enum nes_op nes_op_of(struct nes_str word)
{
    return (enum nes_op)nes_str_place(words, NES_LEN(words), word);
}

struct nes_need nes_op_need(enum nes_op op, bool individual)
{
    NES_ASSERT(op >= NES_OP_REGISTER && op <= NES_OP_SECOND_CONSENT);
    return (struct nes_need){ ops[op].methods, individual ? ops[op].must_individual : ops[op].must };
}

bool nes_need_met(struct nes_need need, unsigned proven)
{
    return __builtin_popcount(proven) >= need.methods && (proven & need.must) == need.must;
}

/* Two proofs of one factor count as one (D.6): a password and a code are knowledge and possession. */
unsigned nes_confirmation_proven(const struct nes_confirmation *confirmation)
{
    unsigned proven = 0;

    if (confirmation->password_version > 0 && confirmation->code_at > 0) {
        proven |= NES_MEANS_TWO_FACTOR;
    }
    if (!nes_id_none(confirmation->face)) {
        proven |= NES_MEANS_BIOMETRIC;
    }
    if (!nes_id_none(confirmation->eds)) { /* RULE 35.1 */
        proven |= NES_MEANS_EDS;
    }
    return proven;
}

struct nes_err nes_confirmation_open(const struct nes_confirmation *confirmation, int64_t now)
{
    if (confirmation->used_at > 0) {
        return NES_REFUSE(CONFIRMATION_USED, "confirmation");
    }
    if (now >= confirmation->ends_at || confirmation->wrong >= NES_CONFIRMATION_WRONG) {
        return NES_REFUSE(CONFIRMATION_OVER, "confirmation");
    }
    return NES_FINE;
}

struct nes_err nes_confirmation_awaits(const struct nes_confirmation *confirmation, int64_t now)
{
    if (confirmation->code_at > 0) {
        return NES_REFUSE(CODE_SPENT, "code"); /* RULE D.5 */
    }
    if (confirmation->code_sends == 0) {
        return NES_FAIL(CODE_UNSENT, "code");
    }
    return now < confirmation->code_sent_at + NES_CODE_US ? NES_FINE : NES_REFUSE(CODE_LATE, "code");
}

/* --- words --- */

#define SAY_MAX   4'096
#define VALUES_MAX 3

/* {1} {2} {3} of a sentence by their values. */
static struct nes_str fill(struct nes_arena *arena, struct nes_str sentence, const struct nes_str value[VALUES_MAX])
{
    struct nes_buf buf = nes_buf_begin(arena, SAY_MAX);

    for (size_t i = 0; i < sentence.len; i++) {
        bool place = i + 2 < sentence.len && sentence.ptr[i] == '{' && sentence.ptr[i + 2] == '}' &&
                     sentence.ptr[i + 1] >= '1' && sentence.ptr[i + 1] <= '0' + VALUES_MAX;

        if (place) {
            nes_buf_add(&buf, value[sentence.ptr[i + 1] - '1']);
            i += 2;
        } else {
            nes_buf_byte(&buf, sentence.ptr[i]);
        }
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

struct nes_str nes_confirmation_say(struct nes_arena *arena, enum nes_lang lang,
                                    const struct nes_confirmation *confirmation)
{
    struct nes_str value[VALUES_MAX] = { 0 }, rest = confirmation->figures;

    for (size_t i = 0; i < VALUES_MAX; i++) {
        (void)nes_str_cut(rest, '\n', &value[i], &rest);
    }
    return fill(arena, nes_words(lang, nes_str_z(arena, confirmation->sentence)), value);
}

struct nes_str nes_code_say(struct nes_arena *arena, enum nes_lang lang, const struct nes_confirmation *confirmation,
                            const char *code)
{
    struct nes_str value[VALUES_MAX] = { nes_str_of(code), nes_confirmation_say(arena, lang, confirmation) };

    return fill(arena, nes_words(lang, "confirm.code"), value);
}
