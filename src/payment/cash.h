/* src/payment/cash.h: cash desks, and cash that is handed out at them: once, with a code that only the client's own
 * account shows, to a client who was identified by sight against the identity document or against data of the service
 * of digital documents. Off until the organisation opens a desk. RULE 9.2.c RULE 9.4 */
#pragma once
#include "client/facts.h"
#include "crypto/code.h"
#include "payment/payout.h"

struct nes_cash_desk_id { struct nes_id id; };

struct nes_cash_desk {
    struct nes_cash_desk_id id;
    struct nes_str name, place;
    bool open;
    int64_t version;
};
struct nes_cash_desks {
    struct nes_cash_desk *rows;
    size_t len;
};

/* A new desk, closed. CASH_DESK_THERE. */
struct nes_err nes_cash_desk_add(struct nes_tx *tx, struct nes_cash_desk *desk);
struct nes_err nes_cash_desk_turn(struct nes_tx *tx, struct nes_cash_desk_id id, bool open);
/* DB_NO_ROW. */
struct nes_err nes_cash_desk_find(struct nes_tx *tx, struct nes_cash_desk_id id, struct nes_cash_desk *out);
struct nes_err nes_cash_desks_all(struct nes_tx *tx, struct nes_cash_desks *out);
/* Whether any is open: only then cash may be chosen. */
struct nes_err nes_cash_any_open(struct nes_tx *tx, bool *open);

/* The code of a payout: the key holder's HMAC of this message gives its digits (crypto/code.h). Stored nowhere. */
#define NES_CASH_LABEL "cash"

/* What the cashier says of the client before the desk, and what the records say. */
struct nes_cash_shown {
    enum nes_paper_kind paper;           /* 0: data of the service of digital documents */
    struct nes_str number;               /* of the document that was shown */
    struct nes_str digital;              /* reference in that service */
    bool seen;                           /* the cashier compared the face */
};
/* Pure. CASH_SIGHT: nobody compared the face; CASH_PAPER (refused): a birth certificate, another document than the
 * client's, or one that has expired. RULE 9.4 */
struct nes_err nes_cash_identified(const struct nes_cash_shown *shown, const struct nes_facts *facts,
                                   struct nes_date today);

struct nes_cash_handover {
    struct nes_cash_desk_id desk;
    struct nes_id cashier;
    struct nes_str document, digital;    /* word of the document; reference */
};
/* Writes it all at once: the payout is done, the loan has its event, the cash has left account 1010. The code was right
 * and the client identified before. CASH_DESK (refused): the desk is closed; PAYOUT_STATE; CASH_EMPTY: there is not so
 * much money in cash. */
struct nes_err nes_cash_hand_out(struct nes_tx *tx, const struct nes_cash_handover *handover,
                                 struct nes_payout_record *payout);
