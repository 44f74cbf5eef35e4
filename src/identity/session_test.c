#include "identity/session.h"

#include "test/unit/test.h"

#define MINUTE INT64_C(60'000'000)

static const struct {
    const char *label;
    enum nes_subject_kind kind;
    int64_t seen, now;
    bool lives;
} rows[] = {
    { "staff, a moment before 15 minutes of rest", NES_SUBJECT_STAFF, 0, 15 * MINUTE - 1, true },
    { "staff, 15 minutes of rest", NES_SUBJECT_STAFF, 0, 15 * MINUTE, false },
    { "a client, 10 minutes of rest", NES_SUBJECT_CLIENT, 0, 10 * MINUTE, false },
    { "staff, busy for 12 hours", NES_SUBJECT_STAFF, 719 * MINUTE, 720 * MINUTE, false },
    { "a client, busy for almost 8 hours", NES_SUBJECT_CLIENT, 479 * MINUTE, 480 * MINUTE - 1, true },
    { "a client, busy for 8 hours", NES_SUBJECT_CLIENT, 479 * MINUTE, 480 * MINUTE, false },
};

NES_TEST(sessions_end_by_rest_and_by_age)
{
    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_session session = { .kind = rows[i].kind, .last_seen = rows[i].seen,
                                       .ends_at = nes_session_whole_us(rows[i].kind) };

        NES_WANT(rows[i].label, nes_session_lives(&session, rows[i].now) == rows[i].lives);
    }
}

NES_TEST(stages_have_their_words)
{
    for (int stage = NES_STAGE_PASSWORD; stage <= NES_STAGE_FULL; stage++) {
        const char *word = nes_stage_word((enum nes_stage)stage);

        NES_WANT_INT(word, nes_stage_of(nes_str_of(word)), stage);
    }
}
