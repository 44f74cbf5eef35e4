/* src/api/application_office.c: applications as staff see and decide them. RULE 7.4 RULE 10.1 RULE 10.2 */
#include "api/application.h"
#include "api/doors.h"
#include "bureau/bureau.h"
#include "calc/calc_faults.h"
#include "lending/application_store.h"

/* --- shapes --- */

struct gate {
    struct nes_str gate, state, reason, note;
    struct nes_id answer, decided_by;
    int64_t asked_at, answered_at;
};
static const struct nes_field gate_fields[] = {
    NES_FIELD(struct gate, gate,        .required = true, .words = "The check."),
    NES_FIELD(struct gate, state,       .required = true, .words = "waiting, passed, stopped, person."),
    NES_FIELD(struct gate, reason,      .words = "Why it stops, or what a person must look at."),
    NES_FIELD(struct gate, answer,      .words = "What it relies on: report, list, case."),
    NES_FIELD(struct gate, asked_at,    .required = true, .instant = true, .words = "Since when it is asked."),
    NES_FIELD(struct gate, answered_at, .instant = true, .words = "When it was last answered."),
    NES_FIELD(struct gate, decided_by,  .words = "The person who decided it."),
    NES_FIELD(struct gate, note,        .max = 500, .words = "The person's words."),
};
static const struct nes_shape gate_view = NES_SHAPE(struct gate, gate_fields, .as = "application_gate");

struct report {
    struct nes_bureau_report_id id;
    struct nes_str reference;
    int64_t taken_at;
    bool refusal, conscript, gambler, was_late, has_income;
    int32_t delay_days, income_months;
    struct nes_date bankrupt_on;
    struct nes_money payments, debt, unused, income;
};
static const struct nes_field report_fields[] = {
    NES_FIELD(struct report, id,            .words = "The report; left out: none came yet."),
    NES_FIELD(struct report, reference,     .words = "The bureau's own number."),
    NES_FIELD(struct report, taken_at,      .instant = true, .words = "When it came."),
    NES_FIELD(struct report, refusal,       .words = "true: a voluntary refusal is in force."),
    NES_FIELD(struct report, delay_days,    .words = "Longest delay now."),
    NES_FIELD(struct report, was_late,      .words = "true: over 90 days within the last 12 months."),
    NES_FIELD(struct report, bankrupt_on,   .words = "End of a bankruptcy."),
    NES_FIELD(struct report, conscript,     .words = "true: serves as a conscript."),
    NES_FIELD(struct report, gambler,       .words = "true: on the list of self-restriction from gambling."),
    NES_FIELD(struct report, payments,      .max = INT64_MAX, .words = "Monthly payments on open loans."),
    NES_FIELD(struct report, debt,          .max = INT64_MAX, .words = "Balances of all loans."),
    NES_FIELD(struct report, unused,        .max = INT64_MAX, .words = "Unused limits."),
    NES_MAYBE(struct report, income,        .max = INT64_MAX, .words = "Confirmed income; left out: unknown."),
    NES_FIELD(struct report, income_months, .words = "Of so many months."),
};
static const struct nes_shape report_view = NES_SHAPE(struct report, report_fields, .as = "application_report");

struct verdict {
    struct nes_id by;
    bool approve;
    struct nes_str reason, note;
    int64_t at;
};
static const struct nes_field verdict_fields[] = {
    NES_FIELD(struct verdict, by,      .required = true, .words = "Who decided."),
    NES_FIELD(struct verdict, approve, .words = "false: refused."),
    NES_FIELD(struct verdict, reason,  .words = "Why it was refused."),
    NES_FIELD(struct verdict, note,    .max = 500, .words = "Words for the file."),
    NES_FIELD(struct verdict, at,      .required = true, .instant = true, .words = "When."),
};
static const struct nes_shape verdict_view = NES_SHAPE(struct verdict, verdict_fields, .as = "application_verdict");

struct whole {
    struct nes_application_shown application;
    struct nes_client_id client;
    bool pep, own_behalf, told_bureau;
    int32_t persons_needed;
    struct { struct gate *rows; size_t len; } gates;
    struct { struct verdict *rows; size_t len; } verdicts;
    struct report report;
};
static const struct nes_field whole_fields[] = {
    NES_FIELD(struct whole, application, .shape = &nes_application_view,
              .words = "As the client sees it."),
    NES_FIELD(struct whole, client,      .required = true, .words = "Who asks."),
    NES_FIELD(struct whole, pep,         .words = "Questionnaire: a public office, or close to one."),
    NES_FIELD(struct whole, own_behalf,  .words = "Questionnaire: borrows for himself."),
    NES_FIELD(struct whole, told_bureau, .words = "true: the bureau was told of the application."),
    NES_FIELD(struct whole, persons_needed, .required = true, .words = "So many persons approve it."),
    NES_LIST(struct whole, gates,        .required = true, .each = &gate_view, .max = 50, .words = "Checks."),
    NES_LIST(struct whole, verdicts,     .required = true, .each = &verdict_view, .max = 10, .words = "Decisions."),
    NES_FIELD(struct whole, report,      .shape = &report_view,
              .words = "What the credit bureau said last."),
};
static const struct nes_shape whole_view = NES_SHAPE(struct whole, whole_fields, .as = "application_whole");

static const struct nes_choice states[] = { { "submitted", NES_APPLICATION_SUBMITTED },
                                            { "checking", NES_APPLICATION_CHECKING },
                                            { "approved", NES_APPLICATION_APPROVED },
                                            { "refused", NES_APPLICATION_REFUSED },
                                            { "withdrawn", NES_APPLICATION_WITHDRAWN },
                                            { "chosen", NES_APPLICATION_CHOSEN },
                                            { "contract", NES_APPLICATION_CONTRACT },
                                            { "concluded", NES_APPLICATION_CONCLUDED },
                                            { "lapsed", NES_APPLICATION_LAPSED },
                                            { NULL, 0 } };
struct ask {
    unsigned state;
};
static const struct nes_field ask_fields[] = {
    NES_FIELD(struct ask, state, .required = true, .choices = states, .words = "Those of this state."),
};
static const struct nes_shape ask_shape = NES_SHAPE(struct ask, ask_fields, .as = "applications_ask");

struct heads {
    struct { struct nes_application_shown *rows; size_t len; } applications;
};
static const struct nes_field heads_fields[] = {
    NES_LIST(struct heads, applications, .required = true, .each = &nes_application_view, .max = 100,
             .words = "Oldest first."),
};
static const struct nes_shape heads_view = NES_SHAPE(struct heads, heads_fields, .as = "applications_of_state");

struct decision {
    bool approve;
    struct nes_str reason, note;
};
static const struct nes_field decision_fields[] = {
    NES_FIELD(struct decision, approve, .required = true, .words = "false: refused."),
    NES_FIELD(struct decision, reason,  .max = 30,
              .words = "Of a refusal: income_unknown, bureau_silent, data_untrue, lending_policy, due_diligence."),
    NES_FIELD(struct decision, note,    .max = 500, .words = "Words for the file."),
};
static const struct nes_shape decision_shape = NES_SHAPE(struct decision, decision_fields,
                                                         .as = "application_decision");

struct opinion {
    struct nes_str gate, note;
    bool pass;
};
static const struct nes_field opinion_fields[] = {
    NES_FIELD(struct opinion, gate, .required = true, .max = 30, .words = "The check: due_diligence."),
    NES_FIELD(struct opinion, pass, .required = true, .words = "false: it stops the application."),
    NES_FIELD(struct opinion, note, .required = true, .max = 500, .words = "Words for the file."),
};
static const struct nes_shape opinion_shape = NES_SHAPE(struct opinion, opinion_fields, .as = "gate_decision");

/* --- looking --- */

static struct nes_err show_gates(struct nes_req *req, const struct nes_application *application, struct whole *whole)
{
    struct nes_gate_rows rows;

    NES_TRY(nes_gates_of(req->tx, application->id, &rows));
    whole->gates.rows = NES_NEW_MANY(req->arena, struct gate, NES_GATES);
    for (enum nes_gate gate = 0; gate < NES_GATES; gate++) {
        const struct nes_gate_row *row = &rows.rows[gate];

        if (row->state == 0) {
            continue; /* a draft's are not asked yet */
        }
        whole->gates.rows[whole->gates.len++] = (struct gate){
            nes_str_of(nes_gate_word(gate)),
            nes_str_of(nes_gate_state_word(row->state)),
            nes_str_of(nes_reason_word(row->reason)),
            row->note,
            row->answer,
            row->decided_by,
            row->asked_at,
            row->answered_at,
        };
    }
    return NES_FINE;
}

static struct nes_err show_verdicts(struct nes_req *req, const struct nes_application *application,
                                    struct whole *whole)
{
    struct nes_application_verdicts found;

    NES_TRY(nes_application_verdicts(req->tx, application->id, &found));
    NES_NEW_ROWS(req->arena, whole->verdicts, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_application_verdict *row = &found.rows[i];

        whole->verdicts.rows[i] = (struct verdict){ row->by, row->approve, row->reason, row->note, row->at };
    }
    return NES_FINE;
}

static struct nes_err show_report(struct nes_req *req, const struct nes_application *application, struct whole *whole)
{
    struct nes_bureau_report report;
    struct nes_bureau_told told;
    bool found;

    NES_TRY(nes_bureau_telling(req->tx, application->id.id, &told, &found));
    whole->told_bureau = found && told.told_at != 0;
    NES_TRY(nes_bureau_newest(req->tx, application->id.id, &report, &found));
    if (found) {
        whole->report = (struct report){ .id = report.id,
                                         .reference = report.reference,
                                         .taken_at = report.taken_at,
                                         .refusal = report.refusal,
                                         .conscript = report.conscript,
                                         .gambler = report.gambler,
                                         .was_late = report.was_late,
                                         .has_income = report.has_income,
                                         .delay_days = report.delay_days,
                                         .income_months = report.income_months,
                                         .bankrupt_on = report.bankrupt_on,
                                         .payments = report.payments,
                                         .debt = report.debt,
                                         .unused = report.unused,
                                         .income = report.income };
    }
    return NES_FINE;
}

static int32_t persons_needed(const struct nes_application *application)
{
    return application->amount.tiyn > application->product.alone_max.tiyn ? 2 : 1;
}

static struct nes_err application_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_application *application = nes_req_row(req, "application");
    struct whole *whole = NES_NEW(req->arena, struct whole);

    NES_TRY(nes_application_show(req, application, &whole->application));
    whole->client = application->client;
    whole->pep = application->pep;
    whole->own_behalf = application->own_behalf;
    whole->persons_needed = persons_needed(application);
    NES_TRY(show_gates(req, application, whole));
    NES_TRY(show_verdicts(req, application, whole));
    NES_TRY(show_report(req, application, whole));
    nes_reply_version(reply, application->version);
    return nes_reply_ok(reply, &whole_view, whole);
}

static struct nes_err applications_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct ask *in = req->query;
    struct nes_applications found;
    struct heads heads;

    NES_TRY(nes_applications_by(req->tx, (enum nes_application_state)in->state, &found));
    NES_NEW_ROWS(req->arena, heads.applications, found.len);
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(nes_application_show(req, &found.rows[i], &heads.applications.rows[i]));
    }
    return nes_reply_ok(reply, &heads_view, &heads);
}

/* --- deciding --- */

static struct nes_err decide_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    struct nes_offers_made *made = NES_NEW(req->arena, struct nes_offers_made);

    (void)reply;
    req->prepared = made;
    return in->approve ? nes_offers_prepare(req, nes_req_row(req, "application"), made) : NES_FINE;
}

static struct nes_err refuse(struct nes_req *req, struct nes_application *application)
{
    const struct decision *in = req->body;
    enum nes_reason reason = nes_reason_read(in->reason);
    struct nes_application_verdict verdict = { .by = req->caller.id, .reason = in->reason, .note = in->note };

    if (!nes_reason_by_person(reason)) {
        return NES_FAIL(APPLICATION_REASON, "reason");
    }
    NES_TRY(nes_application_verdict_add(req->tx, application->id, &verdict));
    application->reason = nes_str_of(nes_reason_word(reason));
    application->decided_at = req->now_us;
    return nes_application_move(req->tx, application, NES_APPLICATION_REFUSED, NES_LEAF_STAFF);
}

static void wake(void *self)
{
    if (self) {
        nes_errands_wake(self);
    }
}

/* All checks passed, on a fresh report. Too old a one is asked for anew, and nothing is decided. RULE 8.8 */
static struct nes_err ready(struct nes_req *req, struct nes_application *application)
{
    struct nes_err err = nes_gates_ready(req->tx, application);

    if (err.what == &nes_fault_APPLICATION_STALE) {
        NES_TRY(nes_gates_ask_again(req->tx, application));
        nes_req_after(req, wake, nes_house_of(req)->errands);
    }
    return err;
}

static struct nes_err approve(struct nes_req *req, struct nes_application *application)
{
    const struct decision *in = req->body;
    const struct nes_offers_made *made = req->prepared;
    struct nes_application_verdict verdict = { .by = req->caller.id, .approve = true, .note = in->note };

    NES_TRY(ready(req, application));
    NES_TRY(made->err); /* the limits of price, again, on the day of the offer */
    NES_TRY(nes_application_verdict_add(req->tx, application->id, &verdict));
    if (verdict.nr < persons_needed(application)) {
        return nes_application_save(req->tx, application);
    }
    NES_TRY(nes_offers_keep(req->tx, application, &made->offers));
    application->decided_at = req->now_us;
    NES_TRY(nes_date_plus(req->today, application->product.offer_days, &application->lapses_on));
    return nes_application_move(req->tx, application, NES_APPLICATION_APPROVED, NES_LEAF_STAFF);
}

static struct nes_err decide_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    struct nes_application *application = nes_req_row(req, "application");

    if (application->state != NES_APPLICATION_CHECKING) {
        return NES_FAIL(APPLICATION_STATE, "application");
    }
    NES_TRY(in->approve ? approve(req, application) : refuse(req, application));
    return nes_application_reply(req, reply, application, false);
}

/* RULE 8.1: what a manager decides: a public office. */
static struct nes_err gate_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct opinion *in = req->body;
    struct nes_application *application = nes_req_row(req, "application");
    struct nes_gate_row row = { .state = in->pass ? NES_GATE_PASSED : NES_GATE_STOPPED,
                                .reason = in->pass ? NES_REASON_NONE : NES_REASON_DILIGENCE,
                                .decided_by = req->caller.id,
                                .note = in->note };

    if (!nes_gate_read(in->gate, &row.gate)) {
        return NES_FAIL(GATE_PERSON, "gate");
    }
    NES_TRY(nes_gate_decide(req->tx, application, &row));
    return nes_application_reply(req, reply, application, false);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/applications", .listen = NES_OFFICE, .needs = NES_PERM_APPLICATION_VIEW, .asks = &ask_shape,
      .gives = &heads_view, .looks = true, .prepare = applications_show, .rules = "7.4",
      .doc = "Applications of a state." },
    { NES_GET, "/v1/applications/{application}", .listen = NES_OFFICE, .needs = NES_PERM_APPLICATION_VIEW,
      .gives = &whole_view, .looks = true, .prepare = application_show, .rules = "7.4, 8.1, 8.8",
      .doc = "An application with its checks, decisions and credit report." },
    { NES_POST, "/v1/applications/{application}/decision", .listen = NES_OFFICE, .needs = NES_PERM_APPLICATION_DECIDE,
      .takes = &decision_shape, .gives = &nes_application_view,
      .fails = NES_FAULTS(APPLICATION_STATE, APPLICATION_GATES, APPLICATION_STALE, APPLICATION_PERSON,
                          APPLICATION_REASON, NES_OFFER_FAULTS),
      .once = true, .status = 200, .prepare = decide_prepare /* builds and prices schedules */, .run = decide_run,
      .rules = "10.1, 10.2, 8.4", .doc = "Approve an application whose checks are all passed, or refuse it." },
    { NES_POST, "/v1/applications/{application}/gate", .listen = NES_OFFICE, .needs = NES_PERM_CASE_DECIDE,
      .takes = &opinion_shape, .gives = &nes_application_view, .fails = NES_FAULTS(GATE_PERSON, APPLICATION_STATE),
      .once = true, .status = 200, .run = gate_run, .rules = "8.1",
      .doc = "Decide a check that needs a person." },
};
const struct nes_resource nes_application_office_resource = NES_RESOURCE("application_office", routes);
