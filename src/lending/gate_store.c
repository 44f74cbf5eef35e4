#include "audit/audit.h"
#include "lending/application_store.h"
#include "lending/gate.h"
#include "lending/gate_sql.h"
#include "lending/loan.h"
#include "lending/offer.h"
#include "policy/policy_store.h"

struct nes_err nes_gates_of(struct nes_tx *tx, struct nes_application_id id, struct nes_gate_rows *out)
{
    struct nes_gate_list_rows found;

    *out = (struct nes_gate_rows){ 0 };
    NES_TRY(nes_gate_list(tx, id, &found));
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_gate_list_row *row = &found.rows[i];
        enum nes_gate gate;

        if (!nes_gate_read(row->gate, &gate)) {
            continue; /* of another version of the program */
        }
        out->rows[gate] = (struct nes_gate_row){ .gate = gate,
                                                 .state = nes_gate_state_of(row->state),
                                                 .reason = nes_reason_read(row->reason),
                                                 .answer = row->answer,
                                                 .decided_by = row->decided_by,
                                                 .asked_at = row->asked_at,
                                                 .answered_at = row->answered_at,
                                                 .note = row->note };
    }
    return NES_FINE;
}

static struct nes_err write_answer(struct nes_tx *tx, const struct nes_application *application,
                                   const struct nes_gate_row *row)
{
    struct nes_str reason = row->reason ? nes_str_of(nes_reason_word(row->reason)) : (struct nes_str){ 0 };
    int64_t written;

    NES_TRY(nes_gate_write(tx,
                           &(struct nes_gate_write_in){ application->id, nes_str_of(nes_gate_word(row->gate)),
                                                        nes_str_of(nes_gate_state_word(row->state)), reason,
                                                        row->answer, nes_tx_now(tx), row->decided_by,
                                                        row->note.ptr ? row->note : NES_STR("") },
                           &written));
    NES_ASSERT(written == 1);
    return NES_FINE;
}

static struct nes_err write_answers(struct nes_tx *tx, const struct nes_application *application,
                                    const struct nes_gate_answer *answers, size_t len, struct nes_id relies_on)
{
    for (size_t i = 0; i < len; i++) {
        NES_TRY(write_answer(tx, application,
                             &(struct nes_gate_row){ .gate = answers[i].gate,
                                                     .state = answers[i].state,
                                                     .reason = answers[i].reason,
                                                     .answer = relies_on }));
    }
    return NES_FINE;
}

/* What the gates together mean for the application. RULE 10.1 RULE 10.2 */
static struct nes_err evaluate(struct nes_tx *tx, struct nes_application *application, enum nes_leaf_actor actor)
{
    struct nes_gate_rows rows;
    enum nes_gate_state together;
    enum nes_reason reason;

    NES_TRY(nes_gates_of(tx, application->id, &rows));
    together = nes_gates_together(&rows, &reason);
    if (together == NES_GATE_STOPPED) {
        application->reason = nes_str_of(nes_reason_word(reason));
        application->decided_at = nes_tx_now(tx);
        return nes_application_move(tx, application, NES_APPLICATION_REFUSED, actor);
    }
    if (together != NES_GATE_WAITING && application->state == NES_APPLICATION_SUBMITTED) {
        return nes_application_move(tx, application, NES_APPLICATION_CHECKING, actor);
    }
    return NES_FINE;
}

/* --- opening --- */

static struct nes_err plan_report(struct nes_tx *tx, const struct nes_application *application)
{
    struct nes_errand_plan plan = { .kind = NES_BUREAU_REPORT_ERRAND,
                                    .subject = application->id.id,
                                    .payload = NES_STR("{}") };
    struct nes_errand_id id;

    return nes_errand_plan(tx, &plan, &id);
}

/* Law on credit bureaus, art. 19(2): the fact of an application, within the hour. */
static struct nes_err plan_tell(struct nes_tx *tx, const struct nes_application *application)
{
    struct nes_errand_plan plan = { .kind = NES_BUREAU_TELL_ERRAND,
                                    .subject = application->id.id,
                                    .payload = NES_STR("{}") };
    struct nes_errand_id id;

    NES_TRY(nes_errand_plan(tx, &plan, &id));
    return nes_bureau_tell(tx, application->id.id, id.id);
}

static struct nes_gate_row row_of_case(const struct nes_aml_case *found)
{
    struct nes_gate_row row = {
        .gate = NES_GATE_LISTS, .answer = found->id.id, .decided_by = found->decided_by, .note = found->note
    };

    switch (found->state) {
    case NES_CASE_CLEARED:
        row.state = NES_GATE_PASSED;
        return row;
    case NES_CASE_CONFIRMED:
        row.state = NES_GATE_STOPPED;
        row.reason = NES_REASON_LISTED;
        return row;
    case NES_CASE_OPEN:
        row.state = found->sure ? NES_GATE_STOPPED : NES_GATE_PERSON;
        row.reason = found->sure ? NES_REASON_LISTED : NES_REASON_NAMESAKE;
        return row;
    }
    NES_BUG("a state of a case");
}

/* RULE 8.1 RULE 10.1: a hit opens a case, which freezes the client. */
static struct nes_err take_screen(struct nes_tx *tx, const struct nes_application *application,
                                  const struct nes_screen *screen)
{
    struct nes_aml_case found;
    struct nes_gate_row row;

    if (screen->hit == NES_HIT_NONE) {
        return write_answer(tx, application,
                            &(struct nes_gate_row){ .gate = NES_GATE_LISTS,
                                                    .state = NES_GATE_PASSED,
                                                    .answer = screen->lists[NES_AML_FINANCING].id });
    }
    NES_TRY(nes_case_open(tx, application->client, application->id.id, screen, &found));
    row = row_of_case(&found);
    return write_answer(tx, application, &row);
}

static struct nes_err take_form(struct nes_tx *tx, const struct nes_application *application,
                                struct nes_date document_until)
{
    struct nes_gate_answer answers[NES_GATES_OF_FORM];
    struct nes_policy policy;
    struct nes_gate_facts facts = { .policy = &policy,
                                    .application = application,
                                    .document_until = document_until,
                                    .day = nes_date_at(nes_tx_now(tx)) };

    NES_TRY(nes_policy_load(tx, &policy));
    NES_TRY(nes_gates_by_form(&facts, answers));
    return write_answers(tx, application, answers, NES_GATES_OF_FORM, (struct nes_id){ 0 });
}

struct nes_err nes_gates_open(struct nes_tx *tx, struct nes_application *application,
                              const struct nes_gate_found *known)
{
    struct nes_gate_answer price = { NES_GATE_PRICE, known->price_holds ? NES_GATE_PASSED : NES_GATE_STOPPED,
                                     known->price_holds ? NES_REASON_NONE : NES_REASON_PRICE };

    for (enum nes_gate gate = 0; gate < NES_GATES; gate++) {
        NES_TRY(nes_gate_insert(tx, application->id, nes_str_of(nes_gate_word(gate)), nes_tx_now(tx)));
    }
    NES_TRY(plan_tell(tx, application));
    NES_TRY(take_screen(tx, application, known->screen));
    NES_TRY(take_form(tx, application, known->document_until));
    NES_TRY(write_answers(tx, application, &price, 1, (struct nes_id){ 0 }));
    NES_TRY(evaluate(tx, application, NES_LEAF_SYSTEM));
    /* Where the law says no already, nobody's credit history is asked for. */
    return application->state == NES_APPLICATION_SUBMITTED ? plan_report(tx, application) : NES_FINE;
}

/* --- the bureau's answer --- */

static const enum nes_gate of_report[NES_GATES_OF_REPORT] = { NES_GATE_REFUSAL, NES_GATE_DELAY, NES_GATE_BANKRUPTCY,
                                                              NES_GATE_CONSCRIPT, NES_GATE_BURDEN };

static struct nes_err report_leaf(struct nes_tx *tx, const struct nes_bureau_report *report)
{
    struct nes_leaf leaf = { .kind = NES_STR("bureau.reported"), .actor = NES_LEAF_PARTNER };
    struct nes_leaf_id id;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("report"), report->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("application"), report->application };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), report->client.id };
    leaf.hash[leaf.hashes++] =
        (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("report"), report->document.document.content };
    return nes_audit_add(tx, &leaf, &id);
}

/* The law means any microcredit, ours among them. */
static struct nes_err own_delay(struct nes_tx *tx, struct nes_gate_facts *facts)
{
    struct nes_loan_briefs loans;

    NES_TRY(nes_loans_of(tx, facts->application->client, &loans));
    for (size_t i = 0; i < loans.len; i++) {
        int32_t since = loans.rows[i].overdue_since.day, days = since > 0 ? facts->day.day - since + 1 : 0;

        facts->own_delay_days = days > facts->own_delay_days ? days : facts->own_delay_days;
    }
    return NES_FINE;
}

static struct nes_err take_report(struct nes_tx *tx, const struct nes_application *application,
                                  const struct nes_bureau_report *report)
{
    struct nes_gate_answer answers[NES_GATES_OF_REPORT];
    struct nes_policy policy;
    struct nes_calendar calendar;
    struct nes_gate_facts facts = { .policy = &policy, .application = application, .day = nes_date_at(nes_tx_now(tx)) };

    NES_TRY(nes_policy_load(tx, &policy));
    NES_TRY(nes_policy_calendar(tx, &calendar));
    NES_TRY(nes_offer_payment(application, &calendar, facts.day, nes_tx_arena(tx), &facts.payment));
    NES_TRY(own_delay(tx, &facts));
    NES_TRY(nes_gates_by_report(&facts, report, answers));
    return write_answers(tx, application, answers, NES_GATES_OF_REPORT, report->id.id);
}

/* Nobody knows, and nothing is granted on that. */
static struct nes_err take_silence(struct nes_tx *tx, const struct nes_application *application)
{
    for (size_t i = 0; i < NES_GATES_OF_REPORT; i++) {
        NES_TRY(write_answer(
            tx, application,
            &(struct nes_gate_row){ .gate = of_report[i], .state = NES_GATE_PERSON, .reason = NES_REASON_BUREAU }));
    }
    return NES_FINE;
}

struct nes_err nes_gates_reported(struct nes_tx *tx, const struct nes_errand *errand, struct nes_bureau_report *report)
{
    struct nes_application application;
    bool open;

    NES_TRY(nes_application_load(tx, (struct nes_application_id){ errand->subject }, true, &application));
    open = application.state == NES_APPLICATION_SUBMITTED || application.state == NES_APPLICATION_CHECKING;
    if (report) {
        report->application = application.id.id;
        report->client = application.client;
        report->errand = errand->id.id;
        NES_TRY(nes_bureau_keep(tx, report));
        NES_TRY(report_leaf(tx, report));
    }
    if (!open) {
        return NES_FINE;
    }
    NES_TRY(report ? take_report(tx, &application, report) : take_silence(tx, &application));
    return evaluate(tx, &application, NES_LEAF_PARTNER);
}

struct nes_err nes_gates_ask_again(struct nes_tx *tx, struct nes_application *application)
{
    for (size_t i = 0; i < NES_GATES_OF_REPORT; i++) {
        NES_TRY(nes_gate_ask(tx, application->id, nes_str_of(nes_gate_word(of_report[i])), nes_tx_now(tx)));
    }
    NES_TRY(plan_report(tx, application));
    return nes_application_move(tx, application, NES_APPLICATION_SUBMITTED, NES_LEAF_STAFF);
}

/* --- decisions --- */

struct nes_err nes_gates_ready(struct nes_tx *tx, const struct nes_application *application)
{
    struct nes_bureau_report report;
    struct nes_gate_rows rows;
    bool found;

    NES_TRY(nes_gates_of(tx, application->id, &rows));
    for (enum nes_gate gate = 0; gate < NES_GATES; gate++) {
        if (rows.rows[gate].state != NES_GATE_PASSED) {
            return NES_REFUSE(APPLICATION_GATES, nes_gate_word(gate));
        }
    }
    NES_TRY(nes_bureau_newest(tx, application->id.id, &report, &found));
    NES_ASSERT(found); /* the gates of the report are passed */
    return nes_tx_now(tx) - report.taken_at > NES_REPORT_FRESH_US ? NES_REFUSE(APPLICATION_STALE, "application")
                                                                  : NES_FINE;
}

struct nes_err nes_gate_decide(struct nes_tx *tx, struct nes_application *application,
                               const struct nes_gate_row *decision)
{
    struct nes_gate_rows rows;

    NES_TRY(nes_gates_of(tx, application->id, &rows));
    if (!nes_gate_by_person(decision->gate) || rows.rows[decision->gate].state != NES_GATE_PERSON) {
        return NES_FAIL(GATE_PERSON, "gate");
    }
    if (application->state != NES_APPLICATION_SUBMITTED && application->state != NES_APPLICATION_CHECKING) {
        return NES_FAIL(APPLICATION_STATE, nes_application_word(application->state));
    }
    NES_TRY(write_answer(tx, application, decision));
    return evaluate(tx, application, NES_LEAF_STAFF);
}

struct nes_err nes_gates_case(struct nes_tx *tx, const struct nes_aml_case *decided)
{
    struct nes_gate_row row = row_of_case(decided);
    struct nes_gate_list_of_case_rows relying;
    struct nes_application application;

    NES_TRY(nes_gate_list_of_case(tx, decided->client, decided->id.id, &relying));
    for (size_t i = 0; i < relying.len; i++) {
        NES_TRY(nes_application_load(tx, relying.rows[i].application_id, true, &application));
        NES_TRY(write_answer(tx, &application, &row));
        NES_TRY(evaluate(tx, &application, NES_LEAF_STAFF));
    }
    return NES_FINE;
}

struct nes_err nes_gates_examine(struct nes_tx *tx, int64_t *wrong)
{
    struct nes_gate_examine_granted_row row;

    NES_TRY(nes_gate_examine_granted(tx, &row));
    *wrong = row.n;
    return NES_FINE;
}
