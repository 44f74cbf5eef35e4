/* src/identity/eds.h: electronic signatures with a certificate of the national authority: method 1 of item 35. A
 * confirmation says which bytes are to be signed; they name the confirmation itself, so a signature counts for nothing
 * else, ever. The verdict is the gateway's (src/gateway/eds.h, docs/pki.md). RULE 35.1 RULE 11.1 */
#pragma once
#include "identity/confirmation.h"
#include "vault/vault.h"

struct nes_eds_id { struct nes_id id; };

enum nes_eds_state {
    NES_EDS_ASKING = 1,        /* given; the authority is asked about the certificate */
    NES_EDS_PASSED,
    NES_EDS_FAILED
};
const char *nes_eds_word(enum nes_eds_state state);
enum nes_eds_state nes_eds_state_of(struct nes_str word);      /* of the table eds_signature */

struct nes_eds {
    struct nes_eds_id id;
    struct nes_confirmation_id confirmation;
    enum nes_eds_state state;
    struct nes_document_id given;      /* the signature as it came */
    struct nes_document_id record;     /* evidence (pki/record.h): enough to judge it again; none: not judged yet */
    struct nes_str reason;             /* of FAILED, see nes_eds_told */
};

#define NES_EDS_ERRAND    "eds.check"
#define NES_EDS_MAX       5            /* signatures of one confirmation */
#define NES_EDS_BYTES_MAX 65'536       /* of a signature */
#define NES_EDS_WAIT_S    600          /* so long it waits for an authority that does not answer */

/* Pure. What is signed: a text of lines (CMS), and the same as an XML document in canonical form (XMLDSig). Both name
 * the confirmation, its operation, object and hash, and say in Kazakh and Russian what is confirmed. In the arena. */
struct nes_str nes_eds_text(struct nes_arena *arena, const struct nes_confirmation *confirmation);
struct nes_str nes_eds_xml(struct nes_arena *arena, const struct nes_confirmation *confirmation);

/* Takes a signature for a confirmation and plans the errand that asks about it. `given` was kept by the vault.
 * EDS_RUNNING; EDS_DONE, EDS_MANY (refused). */
struct nes_err nes_eds_give(struct nes_tx *tx, const struct nes_confirmation *confirmation,
                            const struct nes_document_row *given, struct nes_eds *out);
/* DB_NO_ROW. */
struct nes_err nes_eds_find(struct nes_tx *tx, struct nes_eds_id id, struct nes_eds *out);
/* The last one of a confirmation; `found` false: there is none. */
struct nes_err nes_eds_last(struct nes_tx *tx, struct nes_confirmation_id id, struct nes_eds *out, bool *found);

/* --- by telephone: a QR code leads to an address that is good for one signature and minutes --- */

#define NES_EDS_CODE_US  INT64_C(180'000'000)
#define NES_EDS_CODES    10            /* of one confirmation */

struct nes_eds_code {
    struct nes_hash token;             /* of the secret in the address */
    struct nes_confirmation_id confirmation;
    int64_t ends_at, used_at;
};
/* For an open confirmation. EDS_MANY (refused). */
struct nes_err nes_eds_code_make(struct nes_tx *tx, const struct nes_confirmation *confirmation,
                                 const struct nes_hash *token, struct nes_eds_code *out);
/* DB_NO_ROW where there is none, it has run out or was used. */
struct nes_err nes_eds_code_find(struct nes_tx *tx, const struct nes_hash *token, struct nes_eds_code *out);
/* In the transaction that takes the signature; of two at once one gets it. EDS_DONE (refused). */
struct nes_err nes_eds_code_use(struct nes_tx *tx, const struct nes_eds_code *code);

/* What the gateway found, as the body of its answer (the bytes of this struct). */
struct nes_eds_told {
    bool passed;
    struct nes_str reason;             /* "content", "person", "purpose", "expired", "revoked", "authority",
                                          "signature"; and where nobody answered in time: "status" */
    struct nes_document_row record;
};
/* The effect of the errand. Given up: failed ("status"); never granted. */
struct nes_err nes_eds_apply(struct nes_tx *tx, const struct nes_errand *errand,
                             const struct nes_errand_answer *answer);
