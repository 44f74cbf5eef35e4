/* src/client/client.h: the record of a client: who it is, sealed. RULE D.8 RULE 6.7 RULE 11.2 */
#pragma once
#include "client/client_faults.h"
#include "db/db.h"
#include "json/shape.h"
#include "vault/column.h"
#include "vault/vault.h"

struct nes_client_id { struct nes_id id; };

/* As given and as shown; secrets until they are sealed. */
struct nes_person {
    struct nes_secret iin, name, phone;
};

/* As stored. */
struct nes_client {
    struct nes_client_id id;
    struct nes_data_key key;
    struct nes_str iin, iin_index, name, phone, phone_index;   /* sealed; indexes of 32 bytes */
    struct nes_texts words;                                    /* blind indexes of the name; of a new one only */
    struct nes_str lang;                                       /* "kk" */
    int64_t version;
};

/* Seals a person under the client's key: one exchange with the keeper. In `prepare`. */
struct nes_err nes_client_seal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                               const struct nes_person *person, struct nes_client *client);
/* The way back. */
struct nes_err nes_client_unseal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                 const struct nes_client *client, struct nes_person *out);

/* Adds the record and its data key. CLIENT_THERE. */
struct nes_err nes_client_add(struct nes_tx *tx, const struct nes_client *client);
/* Adds the record under a data key that is there already. CLIENT_THERE. */
struct nes_err nes_client_open(struct nes_tx *tx, const struct nes_client *client);
/* Whether there is a record with this number (index of 32 bytes). */
struct nes_err nes_client_known(struct nes_tx *tx, struct nes_str iin_index, bool *known);
/* DB_NO_ROW. */
struct nes_err nes_client_find(struct nes_tx *tx, struct nes_client_id id, struct nes_client *out);
