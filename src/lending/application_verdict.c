/* src/lending/application_verdict.c: what members of staff decided on an application. */
#include "lending/application_sql.h"
#include "lending/application_store.h"

struct nes_err nes_application_verdicts(struct nes_tx *tx, struct nes_application_id id,
                                        struct nes_application_verdicts *out)
{
    struct nes_application_decision_list_rows found;

    NES_TRY(nes_application_decision_list(tx, id, &found));
    *out = (struct nes_application_verdicts){
        NES_NEW_MANY(nes_tx_arena(tx), struct nes_application_verdict, found.len + 1), found.len
    };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_application_decision_list_row *row = &found.rows[i];

        out->rows[i] =
            (struct nes_application_verdict){ row->nr, row->decided_by, row->approve, row->reason, row->note, row->at };
    }
    return NES_FINE;
}

struct nes_err nes_application_verdict_add(struct nes_tx *tx, struct nes_application_id id,
                                           struct nes_application_verdict *verdict)
{
    struct nes_application_verdicts before;

    NES_TRY(nes_application_verdicts(tx, id, &before));
    for (size_t i = 0; i < before.len; i++) {
        if (nes_id_eq(before.rows[i].by, verdict->by)) {
            return NES_REFUSE(APPLICATION_PERSON, "application");
        }
    }
    verdict->nr = (int32_t)before.len + 1;
    verdict->at = nes_tx_now(tx);
    return nes_application_decision_insert(
        tx, &(struct nes_application_decision_insert_in){ id, verdict->nr, verdict->by, verdict->approve,
                                                          verdict->reason, verdict->note, verdict->at });
}
