/* src/gateway/coid.h: the identification data exchange centre (docs/wire/coid.md): a session with its camera, and how
 * it ended. At registration it also reconciles names, IIN and photo. RULE 35.2 RULE 6.3.a RULE 6.3.b RULE 35.3.g */
#pragma once
#include "gateway/partner.h"
#include "vault/document.h"

struct nes_coid {
    struct nes_db *db;
    struct nes_vault vault;
    struct nes_partner partner;
};

/* Kinds of errand, for the table of kinds; `coid` outlives them. */
struct nes_errand_kind nes_coid_begin_errand(struct nes_coid *coid);
struct nes_errand_kind nes_coid_result_errand(struct nes_coid *coid);
