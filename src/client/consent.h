/* src/client/consent.h: consents: subject, term, text version; the proof is the hash of the text as shown, a leaf. */
#pragma once
#include "audit/audit.h"
#include "base/words.h"
#include "db/db.h"
#include "client/client_faults.h"

struct nes_consent_id { struct nes_id id; };

struct nes_consent_text {
    struct nes_str kind;               /* "personal_data" "number" "bureau" "biometric" */
    int32_t version, years;            /* years: term, after the obligations end */
    struct nes_str text;               /* in the language asked for */
};
struct nes_consent_texts {
    struct nes_consent_text *rows;
    size_t len;
};
/* The newest text of each kind. */
struct nes_err nes_consent_texts(struct nes_tx *tx, enum nes_lang lang, struct nes_consent_texts *out);

struct nes_consent {
    struct nes_consent_id id;
    struct nes_id subject;
    struct nes_str kind, lang;
    int32_t version;
    struct nes_hash hash;              /* SHA-256 of the text as shown */
    struct nes_leaf_id leaf;
    int64_t given_at, withdrawn_at;
};
/* Keeps a consent with its leaf ("consent.given"). CONSENT_OTHER: the hash is not that of the newest text. */
struct nes_err nes_consent_give(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_consent *consent);
/* Whether a consent of that kind is in force. */
struct nes_err nes_consent_in_force(struct nes_tx *tx, struct nes_id subject, const char *kind, bool *out);
struct nes_consents {
    struct nes_consent *rows;
    size_t len;
};
struct nes_err nes_consents_of(struct nes_tx *tx, struct nes_id subject, struct nes_consents *out);
/* DB_NO_ROW. */
struct nes_err nes_consent_find(struct nes_tx *tx, struct nes_consent_id id, struct nes_consent *out);
