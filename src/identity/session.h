/* src/identity/session.h: sessions. The token is 256 random bits in the caller's hands; we keep its hash. RULE 6.5 */
#pragma once
#include "crypto/text.h"
#include "crypto/hash.h"
#include "db/db.h"
#include "identity/identity_faults.h"

struct nes_session_id { struct nes_id id; };

enum nes_subject_kind { NES_SUBJECT_CLIENT = 1, NES_SUBJECT_STAFF };

/* What is still missing. A session that is not full reaches only its own next step. */
enum nes_stage {
    NES_STAGE_PASSWORD = 1, /* signed in with an issued password: must set an own one (35.3.a) */
    NES_STAGE_BIND,         /* must bind an authenticator application */
    NES_STAGE_CODE,         /* password was right: the code of the authenticator is awaited */
    NES_STAGE_REGISTER,     /* registration is not at its end; never stored: the subject says it */
    NES_STAGE_FULL
};
const char *nes_stage_word(enum nes_stage stage);
enum nes_stage nes_stage_of(struct nes_str word);

struct nes_session {
    struct nes_session_id id;
    struct nes_id subject;
    enum nes_subject_kind kind;
    enum nes_stage stage;
    int64_t version, made_at, last_seen, ends_at;
    struct nes_str address;    /* network address at its beginning; empty: not known */
};
struct nes_sessions {
    struct nes_session *rows;
    size_t len;
};

/* Idle and absolute limits (NIST SP 800-63B): staff 15 min and 12 h, clients 10 min and 8 h. Pure. */
int64_t nes_session_idle_us(enum nes_subject_kind kind);
int64_t nes_session_whole_us(enum nes_subject_kind kind);
bool nes_session_lives(const struct nes_session *session, int64_t now);
/* last_seen is written at most once a minute. Pure. */
bool nes_session_stale(const struct nes_session *session, int64_t now);

/* Opens a session; `token` was made by nes_token_new in prepare. */
struct nes_err nes_session_open(struct nes_tx *tx, const struct nes_crypto *crypto, const char *token,
                                struct nes_session *session);
/* The living session of a token; `found` false: there is none. */
struct nes_err nes_session_find(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_str token,
                                struct nes_session *out, bool *found);
/* The living sessions of a subject, newest first, 100 at most. */
struct nes_err nes_sessions_of(struct nes_tx *tx, struct nes_id subject, enum nes_subject_kind kind,
                               struct nes_sessions *out);
/* One that was not ended. DB_NO_ROW. */
struct nes_err nes_session_by_id(struct nes_tx *tx, struct nes_session_id id, struct nes_session *out);
/* Moves on to a stage under a new token: what was known before the step opens nothing after it. SESSION_ENDED where the
 * session changed since it was read. */
struct nes_err nes_session_move(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_session *session,
                                enum nes_stage stage, const char *token);
struct nes_err nes_session_seen(struct nes_tx *tx, struct nes_session_id session);
/* Ends one session, or all of a subject but `keep` (none: all), for a reason: "signed_out", "password_changed". */
struct nes_err nes_session_end(struct nes_tx *tx, struct nes_session_id session, const char *reason);
struct nes_err nes_session_end_others(struct nes_tx *tx, struct nes_id subject, struct nes_session_id keep,
                                      const char *reason);
