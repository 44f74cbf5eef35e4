/* src/lending/application_store.h: how applications are written: drafts, moves, acknowledgements, lists. */
#pragma once
#include "lending/application.h"

/* A draft: client, product (version), amount, periods, purpose are given; the rest is set. */
struct nes_err nes_application_begin(struct nes_tx *tx, struct nes_application *application);
/* Stores the row as it is now; DB_CONFLICT where it changed since it was loaded. */
struct nes_err nes_application_save(struct nes_tx *tx, struct nes_application *application);
/* Moves on, stores the row and leaves a leaf "application.STATE" in the audit log. APPLICATION_STATE. */
struct nes_err nes_application_move(struct nes_tx *tx, struct nes_application *application,
                                    enum nes_application_state to, enum nes_leaf_actor actor);

/* Newest first, 100 at most. */
struct nes_err nes_applications_of(struct nes_tx *tx, struct nes_client_id client, struct nes_applications *out);
/* All of a state, oldest first, 100 at most. */
struct nes_err nes_applications_by(struct nes_tx *tx, enum nes_application_state state, struct nes_applications *out);
/* Holds the client and fails with APPLICATION_OPEN where another application of his is open. */
struct nes_err nes_application_only(struct nes_tx *tx, struct nes_client_id client);
/* Applications that were approved and ran out before the day become lapsed; `lapsed` tells how many. */
struct nes_err nes_applications_lapse(struct nes_tx *tx, struct nes_date day, int64_t *lapsed);

/* Keeps what was acknowledged, as shown, with a leaf that names its hash; the same twice changes nothing.
 * RULE 8.2 RULE 8.3 RULE 8.5 */
struct nes_err nes_application_acknowledge(struct nes_tx *tx, const struct nes_application *application,
                                           struct nes_ack *ack);
/* APPLICATION_ACKS unless the rules and the rights that hold on the day were acknowledged. */
struct nes_err nes_application_told(struct nes_tx *tx, const struct nes_application *application, struct nes_date day);

/* What members of staff decided. */
struct nes_application_verdict {
    int32_t nr;
    struct nes_id by;
    bool approve;
    struct nes_str reason, note;
    int64_t at;
};
struct nes_application_verdicts {
    struct nes_application_verdict *rows;
    size_t len;
};
struct nes_err nes_application_verdicts(struct nes_tx *tx, struct nes_application_id id,
                                        struct nes_application_verdicts *out);
/* Adds one; `nr` is set. APPLICATION_PERSON (refused): this person decided before. */
struct nes_err nes_application_verdict_add(struct nes_tx *tx, struct nes_application_id id,
                                           struct nes_application_verdict *verdict);
