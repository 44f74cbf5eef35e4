/* src/aml/look.h: looks for all clients on new lists: who was listed after he became a client is frozen within a day.
 * RULE 10.1 */
#pragma once
#include "aml/case.h"
#include "job/job.h"
#include "vault/keeper.h"

/* One turn of the job: a thousand clients more against the lists that hold, until all were looked for on these. In
 * chunks whose place is stored, so that a killed turn goes on where it was. Where a list is missing nothing is done.
 * HELPER_DOWN, JOB_LOST, DB_*. */
struct nes_err nes_aml_look(const struct nes_job_turn *turn, struct nes_keeper *keeper);
