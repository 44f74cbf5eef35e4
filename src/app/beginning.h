/* src/app/beginning.h: the first day of a lender: who it is, and the day on which its books begin. */
#pragma once
#include "calc/date.h"
#include "crypto/crypto.h"
#include "json/shape.h"
#include "organisation/organisation.h"

struct nes_beginning {
    struct nes_organisation organisation;
    struct nes_date first_day;     /* none: the day on which it is set up */
    struct nes_str told;           /* the file, as it was given: its hash goes to the log */
};
/* Reads the details from JSON, by the shape of PUT /v1/organisation. SHAPE_FAULTS with all faulty members. */
struct nes_err nes_beginning_read(struct nes_arena *arena, struct nes_str text, struct nes_beginning *out,
                                  struct nes_field_faults *faults);
/* Sets up the organisation, opens the books and adds the leaf `organisation.begun`, all or nothing. ORGANISATION_THERE,
 * ORGANISATION_COLOUR, ORGANISATION_LOGO, faults of the BIN; LEDGER_FUTURE for a first day that has not come. */
struct nes_err nes_beginning_set_up(struct nes_tx *tx, const struct nes_crypto *crypto,
                                    const struct nes_beginning *beginning);
