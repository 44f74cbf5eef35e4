#include "errand/errand.h"

#define X NES_FAULT_DEFINE
#include "errand/errand_faults.def"
#undef X

static const char *const words[] = {
    [NES_ERRAND_PLANNED] = "planned",   [NES_ERRAND_SENDING] = "sending", [NES_ERRAND_ASKING] = "asking",
    [NES_ERRAND_ANSWERED] = "answered", [NES_ERRAND_UNKNOWN] = "unknown", [NES_ERRAND_PERSON] = "person",
    [NES_ERRAND_GIVEN_UP] = "given_up",
};

const char *nes_errand_state_word(enum nes_errand_state state)
{
    NES_ASSERT(state >= NES_ERRAND_PLANNED && state <= NES_ERRAND_GIVEN_UP);
    return words[state];
}

enum nes_errand_state nes_errand_state_of(struct nes_str word)
{
    return (enum nes_errand_state)nes_str_place(words, NES_LEN(words), word);
}

static enum nes_errand_step step_of_doubt(enum nes_repeat repeat)
{
    switch (repeat) {
    case NES_REPEAT_SAFE:
        return NES_STEP_SEND;
    case NES_REPEAT_ASK_FIRST:
        return NES_STEP_ASK;
    case NES_REPEAT_NEVER:
        return NES_STEP_PERSON;
    }
    NES_BUG("a way to repeat");
}

enum nes_errand_step nes_errand_next(const struct nes_errand_kind *kind, const struct nes_errand *errand, int64_t now)
{
    switch (errand->state) {
    case NES_ERRAND_PLANNED:
        return now - errand->made_at > kind->give_up_after_s * 1'000'000 ? NES_STEP_GIVE_UP : NES_STEP_SEND;
    case NES_ERRAND_SENDING: /* due again: the lease was lost, bytes may have left */
    case NES_ERRAND_UNKNOWN:
        return step_of_doubt(kind->repeat);
    case NES_ERRAND_ASKING:
        return NES_STEP_ASK;
    case NES_ERRAND_ANSWERED:
    case NES_ERRAND_PERSON:
    case NES_ERRAND_GIVEN_UP:
        return NES_STEP_WAIT;
    }
    NES_BUG("a state of an errand");
}

enum nes_errand_state nes_errand_after(const struct nes_errand_kind *kind, enum nes_outcome outcome, bool asked)
{
    switch (outcome) {
    case NES_OUTCOME_DONE:
    case NES_OUTCOME_REFUSED:
        return NES_ERRAND_ANSWERED;
    case NES_OUTCOME_LATER:
        return NES_ERRAND_PLANNED;
    case NES_OUTCOME_UNKNOWN:
        return asked || kind->repeat != NES_REPEAT_NEVER ? NES_ERRAND_UNKNOWN : NES_ERRAND_PERSON;
    }
    NES_BUG("an outcome of an errand");
}

int64_t nes_errand_pause_us(int64_t tries)
{
    int64_t pause = 1'000'000;

    for (int64_t i = 1; i < tries && pause < 300'000'000; i++) {
        pause *= 2;
    }
    return pause < 300'000'000 ? pause : 300'000'000;
}
