#include "payment/examine.h"

#include "payment/examine_sql.h"

struct nes_err nes_payment_examine(struct nes_tx *tx, struct nes_payment_faults_found *out)
{
    struct nes_examine_contracts_row contracts;
    struct nes_examine_changes_row changes;
    struct nes_examine_released_row released;
    struct nes_examine_payouts_row payouts;
    struct nes_examine_payout_events_row events;
    struct nes_examine_payments_row payments;
    struct nes_examine_lines_row lines;
    struct nes_examine_entries_row entries;
    struct nes_examine_refunds_row refunds;
    struct nes_examine_refund_events_row given_back;

    NES_TRY(nes_examine_contracts(tx, &contracts));
    NES_TRY(nes_examine_changes(tx, &changes));
    NES_TRY(nes_examine_released(tx, &released));
    NES_TRY(nes_examine_payouts(tx, &payouts));
    NES_TRY(nes_examine_payout_events(tx, &events));
    NES_TRY(nes_examine_payments(tx, &payments));
    NES_TRY(nes_examine_lines(tx, &lines));
    NES_TRY(nes_examine_entries(tx, &entries));
    NES_TRY(nes_examine_refunds(tx, &refunds));
    NES_TRY(nes_examine_refund_events(tx, &given_back));
    *out = (struct nes_payment_faults_found){ .contracts = contracts.n + changes.n,
                                              .released = released.n,
                                              .payouts = payouts.n + events.n,
                                              .payments = payments.n,
                                              .refunds = refunds.n + given_back.n,
                                              .bank = lines.sum - entries.sum };
    return NES_FINE;
}
