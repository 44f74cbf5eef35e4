#include "bureau/bureau.h"

#include "bureau/bureau_sql.h"

#define X NES_FAULT_DEFINE
#include "bureau/bureau_faults.def"
#undef X

struct nes_err nes_bureau_keep(struct nes_tx *tx, struct nes_bureau_report *report)
{
    report->id = (struct nes_bureau_report_id){ nes_tx_new_id(tx) };
    report->taken_at = nes_tx_now(tx);
    NES_TRY(nes_document_add(tx, &report->document, &report->kept));
    return nes_bureau_report_insert(tx, &(struct nes_bureau_report_insert_in){
                                            .id = report->id,
                                            .application_id = report->application,
                                            .client_id = report->client,
                                            .errand_id = report->errand,
                                            .document_id = report->kept,
                                            .reference = report->reference,
                                            .taken_at = report->taken_at,
                                            .has_refusal = report->refusal,
                                            .refusal_at = report->refusal_at,
                                            .delay_days = report->delay_days,
                                            .was_late = report->was_late,
                                            .bankrupt_on = report->bankrupt_on,
                                            .is_conscript = report->conscript,
                                            .is_gambler = report->gambler,
                                            .payments = report->payments,
                                            .debt = report->debt,
                                            .unused = report->unused,
                                            .income = report->income,
                                            .has_income = report->has_income,
                                            .income_months = report->income_months,
                                        });
}

struct nes_err nes_bureau_newest(struct nes_tx *tx, struct nes_id application, struct nes_bureau_report *out,
                                 bool *found)
{
    struct nes_bureau_report_newest_row row;

    NES_TRY(nes_bureau_report_newest(tx, application, &row, found));
    if (!*found) {
        return NES_FINE;
    }
    *out = (struct nes_bureau_report){
        .id = row.id,
        .application = application,
        .client = row.client_id,
        .errand = row.errand_id,
        .kept = row.document_id,
        .reference = row.reference,
        .taken_at = row.taken_at,
        .refusal_at = row.refusal_at,
        .refusal = row.has_refusal,
        .delay_days = row.delay_days,
        .was_late = row.was_late,
        .bankrupt_on = row.bankrupt_on,
        .conscript = row.is_conscript,
        .gambler = row.is_gambler,
        .payments = row.payments,
        .debt = row.debt,
        .unused = row.unused,
        .has_income = row.has_income,
        .income = row.income,
        .income_months = row.income_months,
    };
    return NES_FINE;
}

struct nes_err nes_bureau_tell(struct nes_tx *tx, struct nes_id application, struct nes_id errand)
{
    return nes_bureau_told_insert(tx, application, errand, nes_tx_now(tx));
}

struct nes_err nes_bureau_told(struct nes_tx *tx, struct nes_id application, struct nes_str reference)
{
    bool took = reference.len > 0;

    return nes_bureau_told_update(tx, application, took ? nes_tx_now(tx) : 0, reference, !took);
}

struct nes_err nes_bureau_telling(struct nes_tx *tx, struct nes_id application, struct nes_bureau_told *out,
                                  bool *found)
{
    struct nes_bureau_told_by_row row;

    NES_TRY(nes_bureau_told_by(tx, application, &row, found));
    if (*found) {
        *out = (struct nes_bureau_told){ application, row.errand_id, row.planned_at,
                                         row.told_at, row.reference, row.is_failed };
    }
    return NES_FINE;
}
