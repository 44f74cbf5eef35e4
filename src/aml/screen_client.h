/* src/aml/screen_client.h: a client as the lists know one: by number, name and the day of birth that stands in the
 * number; for a legal entity who signs for it, too. RULE 8.1 RULE 10.1 */
#pragma once
#include "aml/screen.h"
#include "client/registration.h"

/* The person of a client, or an organisation, whose `born` is none afterwards. Else as nes_screen. */
struct nes_err nes_screen_person(struct nes_tx *tx, const struct nes_person *person, struct nes_screen *out,
                                 struct nes_date *born);
/* Who signs for the legal entity that registered so; `out` holds what was found of the entity and becomes the stronger
 * of both. FACTS_FORM, KEY_SHREDDED, HELPER_DOWN; else as nes_screen. */
struct nes_err nes_screen_signatory(struct nes_tx *tx, struct nes_keeper *keeper, struct nes_keeper_why why,
                                    const struct nes_registration *registration, struct nes_screen *out);
