/* src/product/disclosure.h: texts that clients are shown and acknowledge before they borrow: the rules of lending
 * (8.2), rights and duties (8.5). Two persons publish them; an acknowledgement keeps the hash of what was shown. */
#pragma once
#include "calc/date.h"
#include "crypto/hash.h"
#include "db/db.h"
#include "product/product_faults.h"

struct nes_disclosure_id { struct nes_id id; };

enum nes_disclosure_kind { NES_DISCLOSURE_RULES = 1, NES_DISCLOSURE_RIGHTS };
const char *nes_disclosure_word(enum nes_disclosure_kind kind);      /* "rules", "rights" */

struct nes_disclosure {
    struct nes_disclosure_id id;
    enum nes_disclosure_kind kind;
    int32_t nr;
    struct nes_date from;
    struct nes_str body_kk, body_ru;
    struct nes_hash hash_kk, hash_ru;        /* SHA-256 of the bodies */
    struct nes_id maker;
};

/* Proposes a text; id and nr are set, hashes computed by the caller. PRODUCT_DAY. */
struct nes_err nes_disclosure_propose(struct nes_tx *tx, struct nes_disclosure *text);
/* TEXT_MAKER (refused), PRODUCT_DECIDED, PRODUCT_DAY, DB_NO_ROW. */
struct nes_err nes_disclosure_decide(struct nes_tx *tx, struct nes_disclosure_id id, struct nes_id checker,
                                     bool publish);
/* The one of its kind that holds on a day. TEXT_NONE. */
struct nes_err nes_disclosure_on(struct nes_tx *tx, enum nes_disclosure_kind kind, struct nes_date day,
                                 struct nes_disclosure *out);
