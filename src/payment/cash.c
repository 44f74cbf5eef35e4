#include "payment/cash.h"

#include "ledger/ledger.h"
#include "payment/cash_sql.h"

#define ON_HAND "1010"

/* --- desks --- */

struct nes_err nes_cash_desk_add(struct nes_tx *tx, struct nes_cash_desk *desk)
{
    int64_t added;

    desk->id = (struct nes_cash_desk_id){ nes_tx_new_id(tx) };
    desk->version = 1;
    NES_TRY(nes_cash_desk_insert(tx, desk->id, desk->name, desk->place, &added));
    return added == 1 ? NES_FINE : NES_FAIL(CASH_DESK_THERE, "name");
}

struct nes_err nes_cash_desk_turn(struct nes_tx *tx, struct nes_cash_desk_id id, bool open)
{
    return nes_cash_desk_set(tx, id, open);
}

struct nes_err nes_cash_desk_find(struct nes_tx *tx, struct nes_cash_desk_id id, struct nes_cash_desk *out)
{
    struct nes_cash_desk_by_id_row row;

    NES_TRY(nes_cash_desk_by_id(tx, id, &row));
    *out = (struct nes_cash_desk){ id, row.name, row.place, row.is_open, row.version };
    return NES_FINE;
}

struct nes_err nes_cash_desks_all(struct nes_tx *tx, struct nes_cash_desks *out)
{
    struct nes_cash_desk_list_rows found;

    NES_TRY(nes_cash_desk_list(tx, &found));
    *out = (struct nes_cash_desks){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_cash_desk, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = (struct nes_cash_desk){ found.rows[i].id, found.rows[i].name, found.rows[i].place,
                                               found.rows[i].is_open, found.rows[i].version };
    }
    return NES_FINE;
}

struct nes_err nes_cash_any_open(struct nes_tx *tx, bool *open)
{
    struct nes_cash_desk_open_count_row row;

    NES_TRY(nes_cash_desk_open_count(tx, &row));
    *open = row.n > 0;
    return NES_FINE;
}

/* --- who stands before the desk --- */

struct nes_err nes_cash_identified(const struct nes_cash_shown *shown, const struct nes_facts *facts,
                                   struct nes_date today)
{
    if (!shown->seen) {
        return NES_FAIL(CASH_SIGHT, "seen");
    }
    if (shown->paper == 0) { /* the service vouches for document and term; its reference is kept */
        return shown->digital.len > 0 ? NES_FINE : NES_FAIL(CASH_SIGHT, "digital");
    }
    if (shown->paper == NES_PAPER_BIRTH || shown->paper != facts->paper ||
        !nes_str_eq(shown->number, facts->paper_number) || today.day > facts->valid_until.day) {
        return NES_REFUSE(CASH_PAPER, "document_number");
    }
    return NES_FINE;
}

/* --- handing out --- */

/* What lies in the desks; the books know them as one. */
static struct nes_err check_cash(struct nes_tx *tx, struct nes_money amount)
{
    struct nes_balances trial;

    NES_TRY(nes_ledger_trial(tx, nes_date_at(nes_tx_now(tx)), &trial));
    for (size_t i = 0; i < trial.len; i++) {
        const struct nes_balance *row = &trial.rows[i];

        if (nes_str_is(row->account, ON_HAND) && row->balance.tiyn >= amount.tiyn) {
            return NES_FINE;
        }
    }
    return NES_FAIL(CASH_EMPTY, "payout");
}

static struct nes_err post(struct nes_tx *tx, const struct nes_payout_record *payout, const struct nes_cash_desk *desk)
{
    struct nes_entry entry = { .debit = NES_STR("1040"), .credit = NES_STR(ON_HAND), .amount = payout->amount,
                               .subject = payout->loan.id };
    struct nes_journal journal = { .id = { nes_tx_new_id(tx) }, .kind = NES_STR("cash"),
                                   .value_on = nes_date_at(nes_tx_now(tx)), .entries = &entry, .len = 1,
                                   .note = desk->name };

    return nes_ledger_post(tx, &journal);
}

struct nes_err nes_cash_hand_out(struct nes_tx *tx, const struct nes_cash_handover *handover,
                                 struct nes_payout_record *payout)
{
    struct nes_cash_desk desk;

    NES_TRY(nes_cash_desk_find(tx, handover->desk, &desk));
    if (!desk.open) {
        return NES_REFUSE(CASH_DESK, "desk");
    }
    if (payout->way != NES_PAYOUT_DESK || payout->state != NES_PAYOUT_PLANNED) {
        return NES_FAIL(PAYOUT_STATE, "payout");
    }
    NES_TRY(nes_payout_may_leave(tx, payout));
    NES_TRY(check_cash(tx, payout->amount));
    NES_TRY(nes_cash_handover_insert(tx, &(struct nes_cash_handover_insert_in){
                                             payout->id, desk.id, handover->cashier, handover->document,
                                             handover->digital, nes_tx_now(tx) }));
    NES_TRY(post(tx, payout, &desk));
    return nes_payout_handed(tx, desk.name, payout);
}
