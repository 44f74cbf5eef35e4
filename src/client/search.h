/* src/client/search.h: finding a client by what is known exactly: IIN, number, identifier. RULE 11.2 RULE 27 */
#pragma once
#include "client/client.h"

struct nes_client_hit {
    struct nes_client_id id;
    struct nes_str login;
};
struct nes_client_hits {
    struct nes_client_hit *rows;
    size_t len;
};

/* The blind index of `text`, in its one normal form: a number of the telephone network as +7..., else as it is. One
 * exchange with the keeper; in `prepare`. */
struct nes_err nes_client_search_index(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                       struct nes_str text, struct nes_str indexes[2]);
/* Who has an IIN, a number, or the identifier `text`: 20 at most. */
struct nes_err nes_client_search(struct nes_tx *tx, const struct nes_str indexes[2], struct nes_str text,
                                 struct nes_client_hits *out);
