/* src/gateway/registry.h: the registry of subscriber numbers (docs/wire/registry.md): whose a number is. RULE 35.3.f */
#pragma once
#include "gateway/partner.h"
#include "vault/keeper.h"

struct nes_registry {
    struct nes_db *db;
    struct nes_keeper *keeper;
    struct nes_partner partner;
};

/* The kind of errand, for the table of kinds; `registry` outlives it. */
struct nes_errand_kind nes_registry_errand(struct nes_registry *registry);
