/* src/gateway/bank_import.h: takes a statement from its bytes to its effect: read in the press, sealed, imported. */
#pragma once
#include "gateway/bank.h"
#include "organisation/keep.h"

struct nes_bank_import {
    struct nes_vault vault;
    struct nes_press *press;
    struct nes_id who;                  /* the person who brings it; none: the job */
    struct nes_statement statement;     /* the rest is set by nes_bank_import_read */
    struct nes_organisation_file kept;
};

/* What is slow: reading, blind indexes, sealing. On a snapshot; `file` outlives the import. */
struct nes_err nes_bank_import_read(struct nes_tx *tx, struct nes_str file, struct nes_bank_import *import);
/* In the transaction. The faults of nes_statement_import. */
struct nes_err nes_bank_import_take(struct nes_tx *tx, const struct nes_bank_import *import,
                                    struct nes_statement_done *done);

#define NES_STATEMENT_ERRAND "bank.statement"
/* Plans the question for the statement of a day as it is then. */
struct nes_err nes_bank_import_plan(struct nes_tx *tx, struct nes_date day);
/* The kind of errand; a question that fails is final, the next one asks anew. */
struct nes_errand_kind nes_bank_statement_errand(struct nes_bank *bank);
