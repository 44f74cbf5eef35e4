/* src/notice/notice.h: short messages to a client's telephone. The text is a sentence of the catalogue
 * in the client's language. */
#pragma once
#include "client/client.h"
#include "errand/errand.h"

struct nes_notice_id { struct nes_id id; };

enum nes_notice_kind { NES_NOTICE_LETTER = 1, NES_NOTICE_CALL_US, NES_NOTICE_OVERDUE,
                       NES_NOTICE_EARLY_DONE };
const char *nes_notice_word(enum nes_notice_kind kind);       /* "letter" */

enum nes_notice_state { NES_NOTICE_PLANNED = 1, NES_NOTICE_SENT, NES_NOTICE_FAILED };

struct nes_notice {
    struct nes_notice_id id;
    struct nes_client_id client;
    struct nes_str kind;
    enum nes_notice_state state;
};

#define NES_NOTICE_ERRAND "sms"

/* Plans the notice and its errand. The caller wakes the errands after the commit. */
struct nes_err nes_notice_send(struct nes_tx *tx, struct nes_client_id client, enum nes_notice_kind kind,
                               struct nes_id who, struct nes_notice_id *out);
/* DB_NO_ROW. */
struct nes_err nes_notice_find(struct nes_tx *tx, struct nes_notice_id id, struct nes_notice *out);
/* The answer of the gateway; the function of the kind of errand. */
struct nes_err nes_notice_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                const struct nes_errand_answer *answer);
