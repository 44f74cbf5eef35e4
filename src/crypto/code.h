/* src/crypto/code.h: codes of six digits: one-time codes that are sent, computed and never stored; and those of an
 * authenticator application (TOTP, RFC 6238: HMAC-SHA-1, 30 s, six digits, as all of them speak). */
#pragma once
#include "base/id.h"
#include "crypto/hash.h"

#define NES_CODE_DIGITS 6
struct nes_code {
    char text[NES_CODE_DIGITS + 1];
};

/* What the key holder puts under HMAC for one sending: a new send number is a new code (D.5). */
#define NES_CODE_MESSAGE 36
void nes_code_message(struct nes_id challenge, uint32_t send, char out[NES_CODE_MESSAGE]);
/* The digits of that HMAC; each of the million codes is equally likely. */
struct nes_code nes_code_digits(const struct nes_crypto *crypto, const struct nes_hash *mac);
/* Both, where the key is at hand. */
struct nes_code nes_code_make(const struct nes_crypto *crypto, struct nes_secret key, struct nes_id challenge,
                              uint32_t send);
/* In constant time; false for other lengths. Count the attempt before asking. */
bool nes_code_same(const struct nes_code *code, struct nes_str given);

#define NES_TOTP_SECRET 20
#define NES_TOTP_STEP_US (30 * INT64_C(1'000'000))
struct nes_totp_time {
    int64_t now_us;       /* of the server's clock */
    int64_t used_step;    /* the last step that was taken; it and those before are spent (D.5). -1: none */
    int window;           /* steps accepted before and after now; 1 forgives 30 s */
};

/* `step` is the step of the code, to be stored as used in the same transaction; -1: the code is wrong, early, late or
 * spent. CODE_SECRET: below 16 bytes. */
struct nes_err nes_totp_check(struct nes_secret secret, struct nes_str given, struct nes_totp_time time, int64_t *step);
/* The code of a step, for the test phone and tests. */
struct nes_err nes_totp_at(struct nes_secret secret, int64_t step, struct nes_code *out);
/* otpauth://totp/… for the picture that the application scans; in the arena. `issuer` and `account` are text. */
struct nes_err nes_totp_uri(struct nes_arena *arena, struct nes_secret secret, struct nes_str issuer,
                            struct nes_str account, struct nes_str *out);
