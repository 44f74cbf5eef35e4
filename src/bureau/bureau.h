/* src/bureau/bureau.h: what credit bureaus say of a client, and what they are told. RULE 8.8 RULE 10.2 */
#pragma once
#include "bureau/bureau_faults.h"
#include "calc/date.h"
#include "calc/money.h"
#include "client/client.h"
#include "vault/vault.h"

struct nes_bureau_report_id { struct nes_id id; };

/* The figures that decisions use; the report itself is a sealed document. */
struct nes_bureau_report {
    struct nes_bureau_report_id id;
    struct nes_id application;               /* for which it was asked */
    struct nes_client_id client;
    struct nes_id errand;
    struct nes_document_row document;        /* as it came; `document.document` and `key` are set by the gateway */
    struct nes_document_id kept;             /* set by nes_bureau_keep */
    struct nes_str reference;                /* the bureau's own number */
    int64_t taken_at, refusal_at;
    bool refusal;                            /* a voluntary refusal is in force */
    int32_t delay_days;                      /* longest delay now */
    bool was_late;                           /* over 90 days within the last 12 months */
    struct nes_date bankrupt_on;             /* end of a bankruptcy; none: there was none */
    bool conscript, gambler;
    struct nes_money payments, debt, unused; /* a month; balances; unused limits */
    bool has_income;
    struct nes_money income;                 /* of `income_months` together, confirmed */
    int32_t income_months;
};

/* Writes the report and its document; id and taken_at are set. */
struct nes_err nes_bureau_keep(struct nes_tx *tx, struct nes_bureau_report *report);
/* The newest of an application; `found` false: none. `document` is not loaded. */
struct nes_err nes_bureau_newest(struct nes_tx *tx, struct nes_id application, struct nes_bureau_report *out,
                                 bool *found);

/* The fact of an application: to be told within the hour (Law on credit bureaus, art. 19(2)). */
struct nes_bureau_told {
    struct nes_id application, errand;
    int64_t planned_at, told_at;             /* told_at 0: not yet */
    struct nes_str reference;
    bool failed;
};
struct nes_err nes_bureau_tell(struct nes_tx *tx, struct nes_id application, struct nes_id errand);
/* The bureau took it (reference), or it failed for good (reference empty). */
struct nes_err nes_bureau_told(struct nes_tx *tx, struct nes_id application, struct nes_str reference);
struct nes_err nes_bureau_telling(struct nes_tx *tx, struct nes_id application, struct nes_bureau_told *out,
                                  bool *found);
