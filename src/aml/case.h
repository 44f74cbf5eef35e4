/* src/aml/case.h: somebody was found on a list. While the case is open or confirmed the client is frozen: nothing is
 * concluded and no money leaves; repayments of earlier microcredits are taken. RULE 10.1 */
#pragma once
#include "aml/screen.h"

struct nes_aml_case_id { struct nes_id id; };

enum nes_case_state { NES_CASE_OPEN = 1, NES_CASE_CONFIRMED, NES_CASE_CLEARED };
const char *nes_case_word(enum nes_case_state state);

struct nes_aml_case {
    struct nes_aml_case_id id;
    struct nes_client_id client;
    struct nes_id application;               /* none: found by the daily look */
    struct nes_aml_list_id list;
    int32_t entry;
    bool sure;                               /* by number */
    enum nes_case_state state;
    int64_t opened_at, decided_at;
    struct nes_id decided_by;
    struct nes_str note;
    struct nes_str entry_name;               /* as it stands on the list */
};
struct nes_aml_cases {
    struct nes_aml_case *rows;
    size_t len;
};

/* Opens a case and its leaf of the audit. A match that was decided before opens none: `state` tells how it stands. */
struct nes_err nes_case_open(struct nes_tx *tx, struct nes_client_id client, struct nes_id application,
                             const struct nes_screen *screen, struct nes_aml_case *out);
/* CASE_DECIDED. Cleared (also after it was confirmed: taken off the list) ends the freeze. `found` gives id, state,
 * decided_by and note. */
struct nes_err nes_case_decide(struct nes_tx *tx, struct nes_aml_case *found);
struct nes_err nes_case_find(struct nes_tx *tx, struct nes_aml_case_id id, bool lock, struct nes_aml_case *out);
/* Open first, newest first, 100 at most. */
struct nes_err nes_cases_all(struct nes_tx *tx, struct nes_aml_cases *out);
/* Whether the client is frozen: asked in the transaction of each conclusion and payout. */
struct nes_err nes_aml_frozen(struct nes_tx *tx, struct nes_client_id client, bool *out);
