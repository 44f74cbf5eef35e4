/* src/api/password.h: passwords in `prepare`: peppered by the keeper, hashed and compared (slow), and how an attempt is
 * taken to account in `run`. RULE 29 RULE 35.3.a */
#pragma once
#include "api/house.h"
#include "identity/attempt.h"
#include "identity/secret.h"

/* A password that we give out: shown once, opens nothing but the setting of an own one. */
struct nes_issued {
    struct nes_str text;
    char hash[NES_PASSWORD_TEXT];
};
/* In the arena of the request. HELPER_DOWN. */
struct nes_err nes_password_new(const struct nes_req *req, struct nes_issued *out);

/* The hash of an own password. HELPER_DOWN. */
struct nes_err nes_password_make(const struct nes_req *req, struct nes_secret text, char hash[NES_PASSWORD_TEXT]);

/* A password that was entered, compared; whether it is right counts only after nes_password_tried. */
struct nes_tried {
    struct nes_password password;
    struct nes_hash attempt;
    bool found, matches;
};
/* An unknown name takes as long as a known one. HELPER_DOWN. */
struct nes_err nes_password_try(const struct nes_req *req, enum nes_subject_kind kind, struct nes_str login,
                                struct nes_secret text, struct nes_tried *out);
/* In `run`: counts the attempt before its result is used. SIGN_IN_BLOCKED (refused). `now` is the password in force,
 * held; `right` false: wrong, or changed meanwhile. */
struct nes_err nes_password_tried(struct nes_tx *tx, const struct nes_tried *tried, struct nes_password *now,
                                  bool *right);
/* The name under which attempts are counted: the kind of secret and who. HELPER_DOWN. */
struct nes_err nes_attempt_name(const struct nes_req *req, const char *kind, struct nes_str who, struct nes_hash *out);
/* The same where `who` is bytes, as a blind index. */
struct nes_err nes_attempt_name_of(const struct nes_req *req, const char *kind, struct nes_str bytes,
                                   struct nes_hash *out);
