/* src/identity/secret.h: subjects, their passwords and authenticator applications, as stored. Hashing and unsealing are
 * done before (prepare); here is only SQL. */
#pragma once
#include "db/db.h"
#include "identity/identity_faults.h"
#include "identity/session.h"

struct nes_subject {
    struct nes_id id;
    enum nes_subject_kind kind;
    struct nes_str login;      /* 3 to 64 of a-z 0-9 . - _ (D.11) */
};

/* LOGIN_FORM. Pure. */
struct nes_err nes_login_check(struct nes_str login);
/* LOGIN_TAKEN, LOGIN_FORM. */
struct nes_err nes_subject_add(struct nes_tx *tx, const struct nes_subject *subject);
/* While it registers, its sessions reach only the steps of that. RULE D.9 */
struct nes_err nes_subject_register(struct nes_tx *tx, struct nes_id subject, bool registering);
struct nes_err nes_subject_login_of(struct nes_tx *tx, struct nes_id subject, struct nes_str *login);

struct nes_password {
    struct nes_id subject;
    struct nes_str hash;
    bool issued;               /* given by us: opens nothing but the change of itself. RULE 35.3.a */
    int64_t version;
};
/* By login. `found` false: no such open subject. */
struct nes_err nes_password_find(struct nes_tx *tx, enum nes_subject_kind kind, struct nes_str login,
                                 struct nes_password *out, bool *found);
/* By subject, locked. DB_NO_ROW. */
struct nes_err nes_password_of(struct nes_tx *tx, struct nes_id subject, struct nes_password *out);
/* The first one, issued by us. */
struct nes_err nes_password_issue(struct nes_tx *tx, struct nes_id subject, struct nes_str hash);
/* The first own one of who registers, or another instead of it. RULE 35.3.a */
struct nes_err nes_password_own(struct nes_tx *tx, struct nes_id subject, struct nes_str hash);
/* The subject's own; SESSION_ENDED where it was changed since `version` was read. */
struct nes_err nes_password_set(struct nes_tx *tx, struct nes_id subject, int64_t version, struct nes_str hash);

/* What a password that is used with a second factor must have (NIST SP 800-63B: at least 8 characters, up to 64 and
 * more, no composition rules, not among the most used ones, not the login). PASSWORD_SHORT, PASSWORD_COMMON. Pure. */
struct nes_err nes_password_rules(struct nes_str password, struct nes_str login);

struct nes_totp {
    struct nes_str wrapped;    /* data key of the secret, wrapped by the keeper */
    struct nes_str secret;     /* sealed under it */
    bool bound;
    int64_t used_step, set_at;
};
/* A new secret, unless one is bound already: SIGN_IN_STAGE. */
struct nes_err nes_totp_start(struct nes_tx *tx, struct nes_id subject, struct nes_str wrapped,
                              struct nes_str sealed);
struct nes_err nes_totp_look(struct nes_tx *tx, struct nes_id subject, struct nes_totp *out, bool *found);
/* Spends a step of the secret that was set at `set_at`, once; `spent` false: it was spent or the secret changed. D.5 */
struct nes_err nes_totp_spend(struct nes_tx *tx, struct nes_id subject, int64_t step, int64_t set_at, bool *spent);
