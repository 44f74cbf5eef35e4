#include "errand/errand.h"

#include "test/unit/test.h"

static const struct nes_errand_kind safe = { .name = "safe", .repeat = NES_REPEAT_SAFE, .give_up_after_s = 60 };
static const struct nes_errand_kind ask = { .name = "ask", .repeat = NES_REPEAT_ASK_FIRST, .give_up_after_s = 60 };
static const struct nes_errand_kind never = { .name = "never", .repeat = NES_REPEAT_NEVER, .give_up_after_s = 60 };

static const struct {
    const char *label;
    const struct nes_errand_kind *kind;
    enum nes_errand_state state;
    int64_t age_s;
    enum nes_errand_step want;
} steps[] = {
    { "a fresh errand is sent", &never, NES_ERRAND_PLANNED, 1, NES_STEP_SEND },
    { "never sent and too late: given up", &never, NES_ERRAND_PLANNED, 61, NES_STEP_GIVE_UP },
    { "a lost lease of an idempotent partner: again", &safe, NES_ERRAND_SENDING, 61, NES_STEP_SEND },
    { "a lost lease of a payout: only a question leaves", &ask, NES_ERRAND_SENDING, 1, NES_STEP_ASK },
    { "an unknown payout: only a question leaves", &ask, NES_ERRAND_UNKNOWN, 1, NES_STEP_ASK },
    { "a question without answer: asked again", &ask, NES_ERRAND_ASKING, 1, NES_STEP_ASK },
    { "a lost lease where nothing may repeat: a person", &never, NES_ERRAND_SENDING, 1, NES_STEP_PERSON },
    { "what is answered rests", &safe, NES_ERRAND_ANSWERED, 1, NES_STEP_WAIT },
    { "what a person has rests", &safe, NES_ERRAND_PERSON, 1, NES_STEP_WAIT },
};

NES_TEST(the_kind_decides_what_may_leave_again)
{
    for (size_t i = 0; i < NES_LEN(steps); i++) {
        struct nes_errand errand = { .state = steps[i].state, .made_at = 1'000'000 };

        NES_WANT_INT(steps[i].label, nes_errand_next(steps[i].kind, &errand, (steps[i].age_s + 1) * 1'000'000),
                     steps[i].want);
    }
}

static const struct {
    const char *label;
    const struct nes_errand_kind *kind;
    enum nes_outcome outcome;
    bool asked;
    enum nes_errand_state want;
} outcomes[] = {
    { "done", &ask, NES_OUTCOME_DONE, false, NES_ERRAND_ANSWERED },
    { "a no is an answer", &ask, NES_OUTCOME_REFUSED, true, NES_ERRAND_ANSWERED },
    { "surely not done: planned again", &never, NES_OUTCOME_LATER, false, NES_ERRAND_PLANNED },
    { "unknown is never fine", &ask, NES_OUTCOME_UNKNOWN, false, NES_ERRAND_UNKNOWN },
    { "unknown where nothing may repeat", &never, NES_OUTCOME_UNKNOWN, false, NES_ERRAND_PERSON },
};

NES_TEST(an_unknown_outcome_is_never_taken_for_an_answer, .kind = NES_REFUSES)
{
    for (size_t i = 0; i < NES_LEN(outcomes); i++) {
        NES_WANT_INT(outcomes[i].label, nes_errand_after(outcomes[i].kind, outcomes[i].outcome, outcomes[i].asked),
                     outcomes[i].want);
    }
}

NES_TEST(pauses_double_up_to_five_minutes)
{
    NES_WANT_INT("first", nes_errand_pause_us(1), 1'000'000);
    NES_WANT_INT("third", nes_errand_pause_us(3), 4'000'000);
    NES_WANT_INT("twentieth", nes_errand_pause_us(20), 300'000'000);
    NES_WANT_INT("after a year", nes_errand_pause_us(100'000), 300'000'000);
}
