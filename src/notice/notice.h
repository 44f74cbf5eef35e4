/* src/notice/notice.h: what a client is told: short messages to the telephone, and lines of the personal account. The
 * text is a sentence of the catalogue in the client's language. RULE 25.9 RULE 25.9.a RULE 25.9.b */
#pragma once
#include "base/words.h"
#include "client/number.h"
#include "errand/errand.h"

struct nes_notice_id { struct nes_id id; };

enum nes_notice_kind { NES_NOTICE_LETTER = 1, NES_NOTICE_CALL_US, NES_NOTICE_OVERDUE,
                       NES_NOTICE_EARLY_DONE, NES_NOTICE_SIGN_IN, NES_NOTICE_PASSWORD, NES_NOTICE_NUMBER,
                       NES_NOTICE_BANK, NES_NOTICE_REFUND, NES_NOTICE_INCIDENT,
                       NES_NOTICE_SUSPENDED, NES_NOTICE_RESUMED };
const char *nes_notice_word(enum nes_notice_kind kind);       /* "letter" */

enum nes_notice_state { NES_NOTICE_PLANNED = 1, NES_NOTICE_SENT, NES_NOTICE_FAILED };

struct nes_notice {
    struct nes_notice_id id;
    struct nes_client_id client;
    struct nes_str kind;
    enum nes_notice_state state;
    bool told;                         /* a line of the personal account, without a message */
    struct nes_number_id number;       /* it goes to; none: the client's own of that moment */
    int64_t made_at;
};
struct nes_notices {
    struct nes_notice *rows;
    size_t len;
};

#define NES_NOTICE_ERRAND "sms"

/* Plans the notice and its errand. The caller wakes the errands after the commit. */
struct nes_err nes_notice_send(struct nes_tx *tx, struct nes_client_id client, enum nes_notice_kind kind,
                               struct nes_id who, struct nes_notice_id *out);
/* The same to one number, which may be one that was given up. */
struct nes_err nes_notice_send_to(struct nes_tx *tx, const struct nes_number *number, enum nes_notice_kind kind);
/* A line of the personal account; nothing for a subject that has no record yet. */
struct nes_err nes_notice_tell(struct nes_tx *tx, struct nes_client_id client, enum nes_notice_kind kind);
/* Of a client, newest first, 100 at most. */
struct nes_err nes_notices_of(struct nes_tx *tx, struct nes_client_id client, struct nes_notices *out);
/* Its sentence. */
struct nes_str nes_notice_say(struct nes_arena *arena, enum nes_lang lang, struct nes_str kind);
/* DB_NO_ROW. */
struct nes_err nes_notice_find(struct nes_tx *tx, struct nes_notice_id id, struct nes_notice *out);
/* The answer of the gateway; the function of the kind of errand. */
struct nes_err nes_notice_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                const struct nes_errand_answer *answer);
