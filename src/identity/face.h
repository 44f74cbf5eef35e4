/* src/identity/face.h: sessions with the identification centre (COID): biometric identification, method 2 of item 35.
 * The protocol is the gateway's (docs/wire/coid.md). A face capture counts once, ever. RULE 35.2 RULE 35.3.g */
#pragma once
#include "identity/confirmation.h"

struct nes_face_id { struct nes_id id; };

enum nes_face_state {
    NES_FACE_ASKED = 1,        /* the centre was asked for a session */
    NES_FACE_OPEN,             /* its page waits for the person */
    NES_FACE_ASKING,           /* the centre was asked how it ended */
    NES_FACE_PASSED,
    NES_FACE_FAILED
};
const char *nes_face_word(enum nes_face_state state);

struct nes_face {
    struct nes_face_id id;
    struct nes_confirmation_id confirmation;
    enum nes_face_state state;
    struct nes_str page, reference, reason;
};

#define NES_FACE_BEGIN_ERRAND "coid.begin"
#define NES_FACE_ASK_ERRAND   "coid.result"
#define NES_FACES_MAX         5   /* sessions of one confirmation */
#define NES_FACES_DAY         15  /* that did not pass, of one subject in 24 hours, whatever they were for */

/* A session for a confirmation: plans the errand. FACE_SESSIONS, SIGN_IN_BLOCKED (refused), FACE_RUNNING. */
struct nes_err nes_face_begin(struct nes_tx *tx, const struct nes_confirmation *confirmation, struct nes_face *out);
/* The person came back: plans the question how it ended. FACE_RUNNING where it is not open. */
struct nes_err nes_face_ask(struct nes_tx *tx, struct nes_face *face);
/* DB_NO_ROW. */
struct nes_err nes_face_find(struct nes_tx *tx, struct nes_face_id id, struct nes_face *out);
/* The last one of a confirmation; `found` false: there is none. */
struct nes_err nes_face_last(struct nes_tx *tx, struct nes_confirmation_id id, struct nes_face *out, bool *found);

/* What the gateway understood, as the body of its answer (the bytes of this struct; texts in its arena). */
struct nes_face_told {
    enum nes_face_state state; /* OPEN: the person has not come yet; PASSED; FAILED */
    struct nes_str page;       /* of the begun session */
    struct nes_str reference;  /* the centre's */
    struct nes_str reason;     /* of FAILED: "face", "live", "iin", "names", "photo", "document", "centre" */
    struct nes_hash capture;   /* of PASSED: SHA-256 of the centre's id of the capture */
};
/* Effects of the two errands. A capture that was counted before fails the session ("used"). */
struct nes_err nes_face_apply_begin(struct nes_tx *tx, const struct nes_errand *errand,
                                    const struct nes_errand_answer *answer);
struct nes_err nes_face_apply_result(struct nes_tx *tx, const struct nes_errand *errand,
                                     const struct nes_errand_answer *answer);
