/* src/gateway/bureau.h: the credit bureau (docs/wire/bureau.md): protocol in, domain call out. RULE 8.8 */
#pragma once
#include "bureau/bureau.h"
#include "errand/errand.h"
#include "gateway/partner.h"
#include "vault/blob.h"
#include "vault/keeper.h"

struct nes_bureau {
    struct nes_db *db;
    struct nes_keeper *keeper;
    struct nes_blobs *blobs;
    struct nes_partner partner;     /* without an address nothing is asked, applications wait */
};

/* Kinds of errand, for the table of kinds; `bureau` outlives them. */
struct nes_errand_kind nes_bureau_report_errand(struct nes_bureau *bureau);
struct nes_errand_kind nes_bureau_tell_errand(struct nes_bureau *bureau);

/* What an answer is read for. */
struct nes_bureau_asked {
    struct nes_id id;               /* of the errand */
    struct nes_str number;          /* IIN or BIN asked for */
    int64_t now_us;
};
/* The bodies of both calls, as docs/wire/bureau.md has them; pure. */
struct nes_bureau_fact {
    struct nes_id id;
    struct nes_str number, purpose;
    struct nes_money amount;
    int64_t applied_at;
};
struct nes_err nes_bureau_question_write(struct nes_arena *arena, const struct nes_bureau_asked *asked,
                                         struct nes_str *out);
struct nes_err nes_bureau_fact_write(struct nes_arena *arena, const struct nes_bureau_fact *fact, struct nes_str *out);

/* The figures of a report as it came; pure. BUREAU_FORM: it is none, `at` says what is wrong; BUREAU_OTHER: it is of
 * another errand, number or time. Texts live in the arena. */
struct nes_err nes_bureau_read(struct nes_arena *arena, const struct nes_bureau_asked *asked, struct nes_str body,
                               struct nes_bureau_report *out);
