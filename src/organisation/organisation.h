/* src/organisation/organisation.h: the organisation as clients see it: details, head, branding.
 * RULE 7.2 RULE 7.2.a RULE 24.1 */
#pragma once
#include "db/db.h"
#include "organisation/organisation_faults.h"

struct nes_organisation {
    struct nes_str bin, name_kk, name_ru, licence, legal_address, actual_address, phones, fax, email, site;
    struct nes_str head_last, head_first, head_patronymic;
    struct nes_str colour;     /* "#1A4D8F" */
    struct nes_str logo;       /* SVG */
    int64_t version;
};

/* Pure. ORGANISATION_COLOUR, ORGANISATION_LOGO, and the reason of a wrong BIN. */
struct nes_err nes_organisation_check(const struct nes_organisation *organisation);
/* DB_NO_ROW where none was set up. */
struct nes_err nes_organisation_find(struct nes_tx *tx, struct nes_organisation *out);
/* The first time, by set-up. ORGANISATION_THERE. */
struct nes_err nes_organisation_begin(struct nes_tx *tx, const struct nes_organisation *organisation);
/* DB_CONFLICT where `version` is not the stored one. The logo stays where it is given empty. */
struct nes_err nes_organisation_change(struct nes_tx *tx, const struct nes_organisation *organisation);
