/* src/lending/gate.h: checks before lending. Each is a row of gate.def and of the table application_gate; every answer
 * re-evaluates the application. Unknown is never passed: it waits. RULE 8.1 RULE 8.8 RULE 10.1 RULE 10.2 */
#pragma once
#include "aml/case.h"
#include "bureau/bureau.h"
#include "errand/errand.h"
#include "lending/application.h"
#include "policy/policy.h"

enum nes_gate {
#define X(name, word, by_person, law) NES_GATE_##name,
#include "lending/gate.def"
#undef X
    NES_GATES
};
const char *nes_gate_word(enum nes_gate gate);
/* False for another word. */
bool nes_gate_read(struct nes_str word, enum nes_gate *out);
bool nes_gate_by_person(enum nes_gate gate);

enum nes_gate_state { NES_GATE_WAITING = 1, NES_GATE_PASSED, NES_GATE_STOPPED, NES_GATE_PERSON };
const char *nes_gate_state_word(enum nes_gate_state state);
enum nes_gate_state nes_gate_state_of(struct nes_str word);          /* of the table application_gate */

/* Why an application is refused, or what a person must look at: reason.def; words "reason.NAME" of the catalogue. */
enum nes_reason {
    NES_REASON_NONE,
#define X(name, word, by_person) NES_REASON_##name,
#include "lending/reason.def"
#undef X
    NES_REASONS
};
const char *nes_reason_word(enum nes_reason reason);
enum nes_reason nes_reason_read(struct nes_str word);                /* NES_REASON_NONE for another word */
/* Whether a member of staff may give it (the others are found by a gate). */
bool nes_reason_by_person(enum nes_reason reason);

struct nes_gate_row {
    enum nes_gate gate;
    enum nes_gate_state state;
    enum nes_reason reason;
    struct nes_id answer, decided_by;
    int64_t asked_at, answered_at;
    struct nes_str note;
};
struct nes_gate_rows {
    struct nes_gate_row rows[NES_GATES];
};
struct nes_err nes_gates_of(struct nes_tx *tx, struct nes_application_id id, struct nes_gate_rows *out);

/* Pure. What the rows together mean: stopped as soon as one stops (`reason` of the first), else waiting as long as one
 * waits, else person, else passed. */
enum nes_gate_state nes_gates_together(const struct nes_gate_rows *rows, enum nes_reason *reason);

/* What a gate says of figures on a day; pure. */
struct nes_gate_answer {
    enum nes_gate gate;
    enum nes_gate_state state;
    enum nes_reason reason;
};
struct nes_gate_facts {
    const struct nes_policy *policy;
    const struct nes_application *application;
    struct nes_date day;
    struct nes_money payment;            /* average of a month on the new microcredit, of the dearest method */
    struct nes_date document_until;      /* last day of the identity document; none: it was not registered here */
    int32_t own_delay_days;              /* the longest delay today on a microcredit of ours, told to a bureau or not */
};
/* The gates that a credit report answers: refusal, delay, bankruptcy, conscript, burden. POLICY_MISSING. RULE 8.8 */
#define NES_GATES_OF_REPORT 5
struct nes_err nes_gates_by_report(const struct nes_gate_facts *facts, const struct nes_bureau_report *report,
                                   struct nes_gate_answer out[NES_GATES_OF_REPORT]);
/* The gates that the application itself answers: amount, spouse, diligence. POLICY_MISSING. */
#define NES_GATES_OF_FORM 3
struct nes_err nes_gates_by_form(const struct nes_gate_facts *facts, struct nes_gate_answer out[NES_GATES_OF_FORM]);

#define NES_BUREAU_REPORT_ERRAND "bureau.report"
#define NES_BUREAU_TELL_ERRAND   "bureau.application"

/* A report may be so old when a decision relies on it. */
#define NES_REPORT_FRESH_US NES_DAY_US

/* What was found before the submission. */
struct nes_gate_found {
    const struct nes_screen *screen;
    struct nes_date document_until;
    bool price_holds;
};
/* Opens all gates of an application that was just submitted, plans both errands to the bureau (wake them after the
 * commit), and takes the answers that are known: lists, form, price. */
struct nes_err nes_gates_open(struct nes_tx *tx, struct nes_application *application,
                              const struct nes_gate_found *known);
/* The bureau's answer, in the transaction of the errand; `report` NULL: refused or given up, a person sees to it. An
 * application that is not checked any more only keeps the report. */
struct nes_err nes_gates_reported(struct nes_tx *tx, const struct nes_errand *errand,
                                  struct nes_bureau_report *report);
/* Asks for the credit report anew: it is too old to decide on. */
struct nes_err nes_gates_ask_again(struct nes_tx *tx, struct nes_application *application);
/* Every gate is passed and the report is fresh, or APPLICATION_GATES with the gate, APPLICATION_STALE (refused). */
struct nes_err nes_gates_ready(struct nes_tx *tx, const struct nes_application *application);
/* A person passes or stops a gate that waits for a person: gate, state, reason, decided_by, note. GATE_PERSON. */
struct nes_err nes_gate_decide(struct nes_tx *tx, struct nes_application *application,
                               const struct nes_gate_row *decision);
/* For doctor: granted applications whose checks, report, approval or acknowledgements are not all there. */
struct nes_err nes_gates_examine(struct nes_tx *tx, int64_t *wrong);
/* A case was decided: the gate of each open application that relies on it follows, whoever opened the case (an earlier
 * application, the daily look). */
struct nes_err nes_gates_case(struct nes_tx *tx, const struct nes_aml_case *decided);
