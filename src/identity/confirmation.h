/* src/identity/confirmation.h: confirmations by the methods of item 35. One is bound to an operation, an object and
 * the hash of what is confirmed; it lives minutes, collects methods, counts attempts, and is used once inside the
 * transaction of the operation, where it leaves evidence. RULE 35.0 RULE 35.3 RULE D.5 RULE D.6 RULE 6.4 RULE 6.6
 * RULE 9.1 RULE 9.3 */
#pragma once
#include "base/words.h"
#include "crypto/hash.h"
#include "errand/errand.h"
#include "identity/identity_faults.h"

struct nes_confirmation_id { struct nes_id id; };
struct nes_evidence_id { struct nes_id id; };

#define NES_CONFIRMATION_US INT64_C(900'000'000)   /* it lives 15 minutes */
#define NES_CODE_US         INT64_C(300'000'000)   /* a code lives 5 minutes */
#define NES_CODE_SENDS      3                      /* codes of one confirmation; the last one counts */
#define NES_CONFIRMATION_WRONG 5                   /* wrong passwords and codes, after which it is over */

/* Operations that need more than the session. */
enum nes_op {
    NES_OP_REGISTER = 1,       /* RULE 6.4 */
    NES_OP_CHANGE_NUMBER,      /* RULE 6.6 */
    NES_OP_CHANGE_BANK,        /* RULE 6.6.a */
    NES_OP_CONCLUDE,           /* RULE 9.1 */
    NES_OP_AMEND,              /* RULE 9.1.a */
    NES_OP_PAY_SELLER,         /* RULE 9.3 */
    NES_OP_SECOND_CONSENT      /* cooling-off: the second consent before money goes out */
};
const char *nes_op_word(enum nes_op op);           /* "conclude" */
/* The operation of a word of our own database. */
enum nes_op nes_op_of(struct nes_str word);

/* Methods of item 35, as bits. */
enum nes_means { NES_MEANS_EDS = 1, NES_MEANS_BIOMETRIC = 2, NES_MEANS_TWO_FACTOR = 4 };

/* How many different methods an operation needs, and which of them it must have. */
struct nes_need {
    int methods;
    unsigned must;             /* bits of enum nes_means */
};
/* Pure. The table of item 35. For an individual over the Internet one method of a contract is biometric. */
struct nes_need nes_op_need(enum nes_op op, bool individual);
/* Pure. Whether the methods that are proven suffice. */
bool nes_need_met(struct nes_need need, unsigned proven);

struct nes_confirmation {
    struct nes_confirmation_id id;
    struct nes_id subject, object;
    enum nes_op op;
    struct nes_hash what;
    bool individual;
    struct nes_str sentence;       /* key of the sentence: "confirm.conclude" */
    struct nes_str figures;        /* its {1} {2} {3}, one a line; never a whole number of a person */
    int64_t password_version;      /* 0: the password was not entered yet */
    int64_t code_sent_at, code_at; /* 0: not yet */
    int32_t code_sends, wrong;
    struct nes_id number;          /* subscriber number that the last code goes to */
    struct nes_id face;            /* session of the camera that passed; none: not yet */
    struct nes_id eds;             /* electronic signature that passed; none: not yet */
    int64_t made_at, ends_at, used_at;
};
/* Pure. Bits of the methods that are proven: password and code together are two-factor; a face capture is biometric;
 * a signature is eds. */
unsigned nes_confirmation_proven(const struct nes_confirmation *confirmation);
/* Pure. CONFIRMATION_USED, CONFIRMATION_OVER: whether methods may still be added. */
struct nes_err nes_confirmation_open(const struct nes_confirmation *confirmation, int64_t now);

/* What is confirmed, in words: the sentence with its figures; and the message that carries a code, which says it too.
 * In the arena. */
struct nes_str nes_confirmation_say(struct nes_arena *arena, enum nes_lang lang,
                                    const struct nes_confirmation *confirmation);
struct nes_str nes_code_say(struct nes_arena *arena, enum nes_lang lang, const struct nes_confirmation *confirmation,
                            const char *code);

/* Begins one: id, made_at and ends_at are set; subject, op, object, what, individual, sentence, figures are the
 * caller's. Other open confirmations of the same operation and object stay; each is used once. */
struct nes_err nes_confirmation_begin(struct nes_tx *tx, struct nes_confirmation *confirmation);
/* `lock` only in a transaction that writes. DB_NO_ROW. */
struct nes_err nes_confirmation_find(struct nes_tx *tx, struct nes_confirmation_id id, bool lock,
                                     struct nes_confirmation *out);

/* The password of `version` was right. */
struct nes_err nes_confirmation_password(struct nes_tx *tx, struct nes_confirmation *confirmation, int64_t version);
/* A wrong password or code: counted. The caller answers with its own refusal. */
struct nes_err nes_confirmation_wrong(struct nes_tx *tx, struct nes_confirmation *confirmation);

#define NES_CODE_ERRAND "sms.code"
/* Plans the errand that sends the next code to a subscriber number (35.3.d). CODE_SENDS (refused). */
struct nes_err nes_confirmation_send(struct nes_tx *tx, struct nes_confirmation *confirmation, struct nes_id number);
/* CODE_UNSENT, CODE_LATE (refused), CODE_SPENT (refused): whether a code may be compared now. Pure. */
struct nes_err nes_confirmation_awaits(const struct nes_confirmation *confirmation, int64_t now);
/* The code was right: spent (D.5). */
struct nes_err nes_confirmation_code(struct nes_tx *tx, struct nes_confirmation *confirmation);
/* The answer of the gateway; the function of the kind of errand. */
struct nes_err nes_code_apply(struct nes_tx *tx, const struct nes_errand *errand,
                              const struct nes_errand_answer *answer);

/* What an operation claims of the confirmation that is handed to it. */
struct nes_confirmation_claim {
    struct nes_confirmation_id id;
    enum nes_op op;
    struct nes_id subject;         /* who acts: the caller */
    struct nes_id object;
    struct nes_hash what;          /* computed anew from what takes effect now */
};
/* Uses it up, inside the operation's transaction, before anything else is written: CONFIRMATION_OTHER (another
 * person's, operation, object or content), CONFIRMATION_USED, CONFIRMATION_OVER, CONFIRMATION_NEEDS (methods are
 * missing); all refused. Of two at once one gets it. Writes evidence and its leaf ("confirmation.used"). */
struct nes_err nes_confirmation_use(struct nes_tx *tx, const struct nes_confirmation_claim *claim,
                                    struct nes_evidence_id *evidence);
