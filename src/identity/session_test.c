#include "identity/session.h"

#include "identity/secret.h"
#include "test/fault/rig.h"

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

/* --- in the database --- */

#define TOKEN_1 "0000000000000000000000000000000000000000001"
#define TOKEN_2 "0000000000000000000000000000000000000000002"
#define TOKEN_3 "0000000000000000000000000000000000000000003"

struct desk {
    struct nes_crypto *crypto;
    struct nes_session session;
    const char *token;
    int64_t version;
};

static void desk_end(struct desk *desk)
{
    nes_crypto_end(&desk->crypto);
}

static struct nes_err sign_in(struct nes_tx *tx, void *self)
{
    struct desk *desk = self;
    struct nes_subject subject = { .id = nes_tx_new_id(tx), .kind = NES_SUBJECT_STAFF, .login = NES_STR("aigul") };

    desk->session = (struct nes_session){ .subject = subject.id, .kind = NES_SUBJECT_STAFF,
                                          .stage = NES_STAGE_PASSWORD };
    NES_TRY(nes_subject_add(tx, &subject));
    NES_TRY(nes_password_own(tx, subject.id, NES_STR("hash 1")));
    return nes_session_open(tx, desk->crypto, desk->token, &desk->session);
}

static struct nes_err move_on(struct nes_tx *tx, void *self)
{
    struct desk *desk = self;

    return nes_session_move(tx, desk->crypto, &desk->session, NES_STAGE_FULL, desk->token);
}

static struct nes_err find(struct nes_tx *tx, void *self)
{
    struct desk *desk = self;
    bool found;

    NES_TRY(nes_session_find(tx, desk->crypto, nes_str_of(desk->token), &desk->session, &found));
    desk->session.stage = found ? desk->session.stage : NES_STAGE_PASSWORD;
    return NES_FINE;
}

static struct nes_err set_password(struct nes_tx *tx, void *self)
{
    struct desk *desk = self;

    return nes_password_set(tx, desk->session.subject, desk->version, NES_STR("hash 2"));
}

NES_TEST_BOTH(of_two_steps_from_one_place_the_second_is_refused, .rules = "28", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    NES_AUTO(desk_end) struct desk desk = { .token = TOKEN_1, .version = 1 };
    struct desk stale;

    NES_WANT_OK(nes_crypto_begin(nes_rand_real(), &desk.crypto));
    NES_WANT_OK(nes_rig_run(rig, sign_in, &desk));
    NES_WANT_OK(nes_rig_read(rig, find, &desk));
    stale = desk;
    desk.token = TOKEN_2;
    NES_WANT_OK(nes_rig_run(rig, move_on, &desk));
    stale.token = TOKEN_3;
    NES_WANT_FAULT("moved on by another one", nes_rig_run(rig, move_on, &stale), "SESSION_ENDED");
    NES_WANT_OK(nes_rig_read(rig, find, &desk));
    NES_WANT_INT("the first one's token holds", desk.session.stage, NES_STAGE_FULL);
    NES_WANT_OK(nes_rig_run(rig, set_password, &desk));
    NES_WANT_FAULT("a password changed since it was read", nes_rig_run(rig, set_password, &desk), "SESSION_ENDED");
}
