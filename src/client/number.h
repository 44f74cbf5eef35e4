/* src/client/number.h: subscriber numbers that clients name. One counts only after the registry said that its owner is
 * the client. RULE 6.1.d RULE 6.2.f RULE 6.6 RULE 35.3.d RULE 35.3.f */
#pragma once
#include "client/client.h"
#include "errand/errand.h"

struct nes_number_id { struct nes_id id; };

/* What a registry or bank says of an owner or holder. Unknown is never own. */
enum nes_owner { NES_OWNER_ASKED = 1, NES_OWNER_OWN, NES_OWNER_OTHER, NES_OWNER_UNKNOWN };
const char *nes_owner_word(enum nes_owner owner);          /* "own" */
enum nes_owner nes_owner_of(struct nes_str word);          /* of a word of our own database */
/* What the gateway's answer says: its body is "own", "other" or "unknown"; all else is unknown. */
enum nes_owner nes_owner_told(const struct nes_errand_answer *answer);

struct nes_number {
    struct nes_number_id id;
    struct nes_id subject;
    struct nes_data_key key;               /* of the subject */
    struct nes_str phone, phone_index;     /* sealed as the client's phone */
    struct nes_str tail;                   /* last four digits */
    enum nes_owner owner;
    int64_t asked_at, used_from, used_until;
};

#define NES_NUMBER_ERRAND "registry.owner"

/* Seals a number in normal form; subject and key are set. In `prepare`. */
struct nes_err nes_number_seal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                               struct nes_str phone, struct nes_number *number);
struct nes_err nes_number_unseal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                 const struct nes_number *number, struct nes_secret *phone);
/* Adds it and plans the question of its owner. NUMBERS_MANY (refused): too many of one day. */
struct nes_err nes_number_add(struct nes_tx *tx, struct nes_number *number);
/* DB_NO_ROW. */
struct nes_err nes_number_find(struct nes_tx *tx, struct nes_number_id id, struct nes_number *out);
/* The number in use of a subject; while registering, the last one that is its own. `found` false: none. */
struct nes_err nes_number_current(struct nes_tx *tx, struct nes_id subject, struct nes_number *out, bool *found);
/* What is confirmed when it takes the place of the present one. Pure. */
struct nes_hash nes_number_what(const struct nes_crypto *crypto, const struct nes_number *number);
/* It becomes the client's number, the present one ends: id and subject are given, the row is read under a lock.
 * NUMBER_OTHER (refused) where it is not the client's own. */
struct nes_err nes_number_use(struct nes_tx *tx, struct nes_number *number);
/* Nothing is known any more of the numbers that are not in use: the IIN they were asked for was another. */
struct nes_err nes_number_forget(struct nes_tx *tx, struct nes_id subject);
/* The registry's answer; the function of the kind of errand. */
struct nes_err nes_number_answer(struct nes_tx *tx, const struct nes_errand *errand,
                                 const struct nes_errand_answer *answer);
