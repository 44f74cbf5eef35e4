/* src/payment/paper_parts.h: inside of src/payment: forming a paper outside of any transaction. */
#pragma once
#include "payment/paper.h"

/* Kept in the vault, ready to be named by rows. */
struct nes_paper_formed {
    struct nes_document_row pdf, model;
    struct nes_hash hash;              /* of all it says */
};

/* Reads what the paper tells of, draws it in the press, keeps both forms of it. PAPER_*, SHEET_*, PRESS_*,
 * HELPER_DOWN, BLOB_STORE, DB_*. */
struct nes_err nes_paper_form(const struct nes_paper_shop *shop, struct nes_arena *arena, struct nes_loan_paper_id id,
                              struct nes_paper_formed *out);
