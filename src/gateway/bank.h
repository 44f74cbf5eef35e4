/* src/gateway/bank.h: the organisation's bank (docs/wire/bank.md): protocol in, domain call out. */
#pragma once
#include "errand/errand.h"
#include "gateway/partner.h"
#include "payment/statement.h"
#include "vault/keeper.h"
#include "vault/press.h"

struct nes_bank {
    struct nes_db *db;
    struct nes_keeper *keeper;
    struct nes_press *press;
    struct nes_blobs *blobs;
    struct nes_partner partner;     /* without an address no money leaves, errands wait */
};

/* Kinds of errand, for the table of kinds; `bank` outlives them. */
struct nes_errand_kind nes_bank_payout_errand(struct nes_bank *bank);
struct nes_errand_kind nes_bank_refund_errand(struct nes_bank *bank);
struct nes_errand_kind nes_bank_holder_errand(struct nes_bank *bank);

/* Asks for the statement of a day as it is now; the file as it came, in the arena. Talks: never in a transaction.
 * STATEMENT_FORM where the bank answers something else, and the faults of nes_partner_call. */
struct nes_err nes_bank_statement_fetch(const struct nes_bank *bank, struct nes_arena *arena, struct nes_str iban,
                                        struct nes_date day, struct nes_str *file);
/* Reads a camt.053 in the press: entries, contract numbers in purposes. Blind indexes are not set. STATEMENT_FORM,
 * STATEMENT_SUM, XML_*, PRESS_*. */
struct nes_err nes_bank_statement_read(struct nes_press *press, struct nes_arena *arena, struct nes_str file,
                                       struct nes_statement *out);
/* Sets the blind indexes of the payers' numbers, as the table of clients has them. Asks the keeper once. */
struct nes_err nes_bank_statement_index(struct nes_keeper *keeper, struct nes_arena *arena,
                                        struct nes_statement *statement);
