/* src/app/bank_chore.h: timed jobs of money: asks for statements, and for the certificates of loans that closed. Both
 * only plan errands, so that a slow bank holds nothing up. */
#pragma once
#include "gateway/bank_import.h"
#include "job/job.h"

/* `bank` outlives the jobs; without an address no statement is asked for. */
struct nes_job_kind nes_bank_chore_statements(struct nes_bank *bank);
struct nes_job_kind nes_bank_chore_papers(struct nes_bank *bank);
