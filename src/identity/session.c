#include "identity/session.h"

#define X NES_FAULT_DEFINE
#include "identity/identity_faults.def"
#undef X

#define MINUTE_US INT64_C(60'000'000)

static const char *const stage_words[] = {
    [NES_STAGE_PASSWORD] = "password",
    [NES_STAGE_BIND] = "bind",
    [NES_STAGE_CODE] = "code",
    [NES_STAGE_REGISTER] = "register",
    [NES_STAGE_FULL] = "full",
};

const char *nes_stage_word(enum nes_stage stage)
{
    NES_ASSERT(stage >= NES_STAGE_PASSWORD && stage <= NES_STAGE_FULL);
    return stage_words[stage];
}

enum nes_stage nes_stage_of(struct nes_str word)
{
    return (enum nes_stage)nes_str_place(stage_words, NES_LEN(stage_words), word);
}

int64_t nes_session_idle_us(enum nes_subject_kind kind)
{
    return (kind == NES_SUBJECT_STAFF ? 15 : 10) * MINUTE_US;
}

int64_t nes_session_whole_us(enum nes_subject_kind kind)
{
    return (kind == NES_SUBJECT_STAFF ? 12 : 8) * 60 * MINUTE_US;
}

bool nes_session_lives(const struct nes_session *session, int64_t now)
{
    return now < session->ends_at && now - session->last_seen < nes_session_idle_us(session->kind);
}

bool nes_session_stale(const struct nes_session *session, int64_t now)
{
    return now - session->last_seen >= MINUTE_US;
}
