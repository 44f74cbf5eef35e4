/* src/audit/page.h: reading the log by pages, for who examines it. RULE 32 */
#pragma once
#include "audit/audit.h"

#define NES_AUDIT_PAGE 50

struct nes_audit_row {
    int64_t number;          /* its place in the tree */
    struct nes_leaf_id id;
    struct nes_leaf leaf;
};
struct nes_audit_rows {
    struct nes_audit_row *rows;
    size_t len;
};

/* The leaves whose place is below `before` (0: all), newest first, NES_AUDIT_PAGE at most; in the arena of the
 * transaction. LEAF_FORM: the log is damaged. */
struct nes_err nes_audit_page(struct nes_tx *tx, int64_t before, struct nes_audit_rows *out);
/* The last signed checkpoint; empty: none was made yet. */
struct nes_err nes_audit_note(struct nes_tx *tx, struct nes_str *note);
