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
/* Of 64 hex digits as a client sends them. CONSENT_OTHER. */
struct nes_err nes_consent_hash_read(struct nes_str hex, struct nes_hash *out);
/* Keeps a consent with its leaf ("consent.given"). CONSENT_OTHER: the hash is not that of the newest text. */
struct nes_err nes_consent_give(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_consent *consent);
/* What stands against the withdrawal of a consent. */
struct nes_consent_ties {
    bool application;                  /* one is being decided, or its contract is not concluded yet */
    bool loan;                         /* one is not paid back */
};
/* Pure. Not against the law or while an obligation is open (Law on personal data, art. 8(2)): CONSENT_BOUND (refused)
 * for personal data and the number while there is an application or a loan; for a bureau's report while an application
 * waits for it. The camera's may be withdrawn at any time: nothing more is concluded without. */
struct nes_err nes_consent_withdrawable(struct nes_str kind, struct nes_consent_ties ties);
/* Takes it back from now on, with its leaf ("consent.withdrawn"). CONSENT_WITHDRAWN: it was taken back before. */
struct nes_err nes_consent_withdraw(struct nes_tx *tx, struct nes_consent *consent);
/* CONSENT_NEEDED (refused) where none of that kind is in force. A client whose record was made in the office gave it on
 * paper: `subject` without any consent is let through. */
struct nes_err nes_consent_must(struct nes_tx *tx, struct nes_id subject, const char *kind);
/* Whether a consent of that kind is in force. */
struct nes_err nes_consent_in_force(struct nes_tx *tx, struct nes_id subject, const char *kind, bool *out);
struct nes_consents {
    struct nes_consent *rows;
    size_t len;
};
struct nes_err nes_consents_of(struct nes_tx *tx, struct nes_id subject, struct nes_consents *out);
/* DB_NO_ROW. */
struct nes_err nes_consent_find(struct nes_tx *tx, struct nes_consent_id id, struct nes_consent *out);
