/* src/client/identity_paper.h: a new identity document of a client in the place of one that expires: stated, then
 * confirmed as at registration (two methods, one of them biometric: the identification centre tells its number).
 * RULE 6.1.c RULE 6.2.e RULE 6.3.a */
#pragma once
#include "client/registration.h"

struct nes_identity_paper_id { struct nes_id id; };

struct nes_identity_paper {
    struct nes_identity_paper_id id;
    struct nes_client_id client;
    struct nes_str facts;               /* sealed as the registration's, to be unsealed in its place */
    struct nes_str tail;
    struct nes_date valid_until;
    int64_t stated_at, used_at;         /* used_at 0: it does not count yet */
};
struct nes_identity_papers {
    struct nes_identity_paper *rows;
    size_t len;
};

#define NES_IDENTITY_PAPERS_DAY 5       /* so many may be stated in a day */

/* Keeps what was sealed in `prepare`. PAPERS_MANY (refused). */
struct nes_err nes_identity_paper_state(struct nes_tx *tx, struct nes_registration *registration,
                                        struct nes_identity_paper *paper);
/* DB_NO_ROW. */
struct nes_err nes_identity_paper_find(struct nes_tx *tx, struct nes_identity_paper_id id,
                                       struct nes_identity_paper *out);
/* Newest first, 50 at most. */
struct nes_err nes_identity_papers_of(struct nes_tx *tx, struct nes_client_id client, struct nes_identity_papers *out);
/* What is confirmed. Pure. */
struct nes_hash nes_identity_paper_what(const struct nes_crypto *crypto, const struct nes_identity_paper *paper);
/* It takes the place of the one before, under the evidence of a confirmation; leaf "identity_paper.used". PAPER_USED;
 * PAPER_EXPIRED (refused) where its last day passed meanwhile. */
struct nes_err nes_identity_paper_use(struct nes_tx *tx, struct nes_identity_paper *paper,
                                      struct nes_evidence_id evidence);
/* Whether the client's document may be used today: PAPER_EXPIRED (refused). A record that staff made has none. */
struct nes_err nes_identity_paper_valid(struct nes_tx *tx, struct nes_client_id client);
