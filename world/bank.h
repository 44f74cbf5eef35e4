/* world/bank.h: the bank's own parts (docs/wire/bank.md). */
#pragma once
#include "json/json.h"
#include "world/world.h"

struct nes_bank_side {
    struct nes_str iban, identifier, name;
    bool known, open;
};

/* Who holds an account: a row of the bank's own, or one of the people and companies. */
struct nes_err nes_bank_holder(struct nes_tx *tx, const struct nes_world_people *people, struct nes_str iban,
                               struct nes_bank_side *out);

/* Money from one account to another: an entry on each. `order` may be none. */
struct nes_bank_move {
    struct nes_bank_side from, to;
    struct nes_money amount;
    struct nes_date day;
    struct nes_str purpose;
    struct nes_id order;
};
struct nes_err nes_bank_moved(struct nes_tx *tx, const struct nes_bank_move *move);

/* The statement of an account and a day as camt.053, in the arena. */
struct nes_err nes_bank_camt(struct nes_tx *tx, struct nes_str iban, struct nes_date day, struct nes_str *out);

/* Whether the bank works now. */
struct nes_err nes_bank_is_open(struct nes_tx *tx, bool *open);
/* Opens or closes it; opened, what was accepted is executed with the day of now. */
struct nes_err nes_bank_desk_turn(struct nes_tx *tx, const struct nes_world_people *people, bool open);
