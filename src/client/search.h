/* src/client/search.h: finding a client by what is known exactly (IIN, number, identifier) or by words of the name.
 * RULE 11.2 RULE 27 */
#pragma once
#include "client/client.h"

#define NES_CLIENT_FOUND_MAX 20

/* Who was found, unsealed: for a view that masks. */
struct nes_client_hit {
    struct nes_client_id id;
    struct nes_str login;
    struct nes_person person;
};
struct nes_client_hits {
    struct nes_client_hit *rows;       /* NES_CLIENT_FOUND_MAX at most */
    size_t len;
    bool more;                         /* there are others: more words are wanted */
};

/* Reads on a snapshot and asks the keeper: in `prepare`. A number of the telephone network is brought to +7..., a name
 * to its words, of which each may be the beginning of a word. 200 names at most are unsealed and compared.
 * HELPER_DOWN. */
struct nes_err nes_client_search(struct nes_keeper *keeper, struct nes_tx *tx, struct nes_keeper_why why,
                                 struct nes_str text, struct nes_client_hits *out);
