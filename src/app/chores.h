/* src/app/chores.h: the timed jobs of a serving node, and what they need. */
#pragma once
#include "api/house.h"
#include "app/bank_chore.h"
#include "audit/audit.h"
#include "gateway/eds.h"
#include "job/job.h"

#define NES_CHORES 9
struct nes_chores {
    const struct nes_house *house;
    struct nes_audit_signer signer;
    struct nes_job_kind kinds[NES_CHORES];
};

struct nes_chore_gates {
    struct nes_bank *bank;
    struct nes_eds_gate *eds;
};

/* Asks the keeper for the public key of checkpoints. `host` names the log's origin; it and the gates outlive the
 * chores. */
struct nes_err nes_chores_make(struct nes_arena *arena, const struct nes_house *house,
                               const struct nes_chore_gates *gates, const char *host, struct nes_chores *out);
/* Writes the public key of checkpoints where auditors find it: DATA/audit.pub. FOLDER_WRITE. */
struct nes_err nes_chores_publish(struct nes_arena *arena, const struct nes_chores *chores);
