/* src/aml/screen.h: whether a person stands on a list of the monitoring agency: by number first, then by name and day
 * of birth. RULE 8.1 RULE 10.1 */
#pragma once
#include "aml/list.h"
#include "client/client.h"

/* Whom we look for. In the clear: it lives in `prepare` only. */
struct nes_screen_of {
    struct nes_str number;               /* IIN or BIN */
    struct nes_str name;
    struct nes_date born_on;             /* none: an organisation */
};

enum nes_hit { NES_HIT_NONE = 1, NES_HIT_SURE, NES_HIT_NAME };

/* What was found, and in which lists it was looked. */
struct nes_screen {
    enum nes_hit hit;
    struct nes_aml_list_id lists[NES_AML_KINDS];   /* those that held */
    struct nes_aml_list_id list;                   /* of the hit */
    int32_t entry;
    bool born;                                     /* a name: the day of birth stands there, too, and agrees */
    struct nes_str match;                          /* what agreed; lives in the arena of `tx` */
};
/* AML_NO_LIST: a list was never taken in; nothing may be decided. The strongest hit of all lists. */
struct nes_err nes_screen(struct nes_tx *tx, const struct nes_screen_of *of, struct nes_screen *out);
/* Whether the lists in which it was looked are still those that hold: asked again in `run`. */
struct nes_err nes_screen_holds(struct nes_tx *tx, const struct nes_screen *screen, bool *out);
