/* src/client/registration.h: registration of a client, from the identifier to the open account. It can be left and
 * gone on with; nothing counts before its end. The row stays as the record of whom we registered.
 * RULE 6.1.d RULE 6.1.e RULE 6.2.a RULE 6.2.f RULE 6.2.g RULE 6.3.a RULE 6.3.b RULE 6.4 RULE D.8 RULE D.9 RULE D.11 */
#pragma once
#include "client/client.h"
#include "client/facts.h"
#include "client/number.h"
#include "identity/confirmation.h"

struct nes_registration {
    struct nes_id subject;             /* becomes the client's id */
    enum nes_client_kind kind;
    struct nes_str lang;
    struct nes_str facts;              /* sealed; empty: not stated yet */
    struct nes_str iin_index;
    struct nes_date valid_until;       /* of the identity document */
    struct nes_document_id photo, order;
    struct nes_number_id number;
    struct nes_evidence_id evidence;   /* of the two methods */
    int64_t version, begun_at, ended_at;   /* ended_at: the account is open */
    struct nes_data_key key;
};

/* What is still missing, in the order in which it is asked for. */
enum nes_missing {
    NES_MISSING_NOTHING,
    NES_MISSING_FACTS,
    NES_MISSING_ORDER,                 /* legal entity: order or power of attorney */
    NES_MISSING_PHOTO,
    NES_MISSING_NUMBER,                /* none named, or its owner is not the client */
    NES_MISSING_PASSWORD,
    NES_MISSING_METHODS                /* the two methods of item 35 */
};
/* Pure. `number` is the one that the row names, or NULL. */
enum nes_missing nes_registration_missing(const struct nes_registration *registration, const struct nes_number *number,
                                          bool has_password);
/* What is confirmed at the end: hash over all that was stated, as it stands. In the transaction. */
struct nes_hash nes_registration_what(const struct nes_crypto *crypto, const struct nes_registration *registration);

/* Subject (login chosen by the caller), its data key and the row. LOGIN_TAKEN. */
struct nes_err nes_registration_begin(struct nes_tx *tx, struct nes_registration *registration, struct nes_str login);
/* DB_NO_ROW: this subject did not register by itself. Writing checks the version. */
struct nes_err nes_registration_find(struct nes_tx *tx, struct nes_id subject, struct nes_registration *out);

/* The stated facts as the registration keeps them. In `prepare`: one exchange with the keeper. */
struct nes_err nes_registration_seal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                     const struct nes_facts *facts, struct nes_registration *registration);
struct nes_err nes_registration_unseal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                       const struct nes_registration *registration, struct nes_facts *out);
/* Writes facts, photo, order, number as the struct has them. REGISTRATION_OVER: the account is open already;
 * DB_CONFLICT where it changed since it was read. */
struct nes_err nes_registration_save(struct nes_tx *tx, struct nes_registration *registration);
/* Opens the account: the client's record, the number in use, the subject no longer registering. `client` was sealed in
 * `prepare`, `evidence` is set. CLIENT_THERE: there is a record with this IIN or BIN (ask nes_client_known before, to
 * refuse with evidence). RULE 6.4 */
struct nes_err nes_registration_end(struct nes_tx *tx, struct nes_registration *registration,
                                    const struct nes_client *client);
