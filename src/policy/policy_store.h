/* src/policy/policy_store.h: the rows of dated rules, and the two persons who add a local one. */
#pragma once
#include "calc/calendar.h"
#include "db/db.h"
#include "policy/policy.h"

/* A local row, as proposed. */
struct nes_policy_proposal {
    struct nes_id id;
    struct nes_policy_value value;   /* layer is not read */
    struct nes_id maker;
};

/* All rows of both layers into the arena of the transaction. A kind that this program does not know: POLICY_UNKNOWN. */
struct nes_err nes_policy_load(struct nes_tx *tx, struct nes_policy *out);

/* The days that differ from the five-day week, local over shipped, into the arena of the transaction. */
struct nes_err nes_policy_calendar(struct nes_tx *tx, struct nes_calendar *out);

/* Stores a proposal. POLICY_PERIOD. The caller has checked that the maker may propose. */
struct nes_err nes_policy_propose_local(struct nes_tx *tx, const struct nes_policy_proposal *proposal);

/* What waits for another person, oldest first; in the arena of the transaction. */
struct nes_policy_proposals {
    struct nes_policy_proposal *rows;
    size_t len;
};
struct nes_err nes_policy_waiting(struct nes_tx *tx, struct nes_policy_proposals *out);

/* Approves or rejects; the checker is another person than the maker (POLICY_MAKER, refused). Approved: the local row
 * holds from its day on; POLICY_SAME where one begins on that day already; POLICY_OPEN where it was decided before. */
struct nes_err nes_policy_decide_local(struct nes_tx *tx, struct nes_id proposal, struct nes_id checker, bool approve);
