#include "lending/incident.h"

#include "audit/audit.h"
#include "lending/incident_sql.h"
#include "policy/policy_faults.h"
#include "policy/policy_store.h"

static const char *const kinds[] = { [NES_INCIDENT_ACCESS] = "access", [NES_INCIDENT_CHANGE] = "change",
                                     [NES_INCIDENT_THIRD_PARTY] = "third_party", [NES_INCIDENT_FRAUD] = "fraud" };
static const char *const steps[] = { [NES_INCIDENT_MEASURES] = "measures", [NES_INCIDENT_CLIENT] = "client",
                                     [NES_INCIDENT_BODY] = "body" };

const char *nes_incident_kind_word(enum nes_incident_kind kind)
{
    NES_ASSERT(kind >= NES_INCIDENT_ACCESS && kind < NES_LEN(kinds));
    return kinds[kind];
}

const char *nes_incident_step_word(enum nes_incident_step_kind kind)
{
    NES_ASSERT(kind >= NES_INCIDENT_MEASURES && kind < NES_LEN(steps));
    return steps[kind];
}

struct nes_date nes_incident_done(const struct nes_incident *incident, enum nes_incident_step_kind kind)
{
    struct nes_date first = { 0 };

    for (size_t i = 0; i < incident->steps.len; i++) {
        const struct nes_incident_step *step = &incident->steps.rows[i];

        if (step->kind == kind && (first.day == 0 || step->done_on.day < first.day)) {
            first = step->done_on;
        }
    }
    return first;
}

static bool late(const struct nes_incident *incident, enum nes_incident_step_kind kind, struct nes_date due,
                 struct nes_date today)
{
    struct nes_date done = nes_incident_done(incident, kind);

    return (done.day > 0 ? done.day : today.day) > due.day;
}

bool nes_incident_late(const struct nes_incident *incident, struct nes_date today)
{
    return late(incident, NES_INCIDENT_MEASURES, incident->measures_due, today) ||
           late(incident, NES_INCIDENT_CLIENT, incident->clients_due, today) ||
           late(incident, NES_INCIDENT_BODY, incident->body_due, today);
}

static struct nes_err add_leaf(struct nes_tx *tx, const char *kind, const struct nes_incident *incident,
                               struct nes_client_id client)
{
    struct nes_leaf leaf = { .kind = nes_str_of(kind), .actor = NES_LEAF_STAFF };
    struct nes_leaf_id id;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("incident"), incident->id.id };
    if (!nes_id_none(client.id)) {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), client.id };
    }
    return nes_audit_add(tx, &leaf, &id);
}

/* RULE 13.1.a RULE 13.1.b RULE 13.1.c: working days from the finding. */
static struct nes_err set_terms(struct nes_tx *tx, struct nes_incident *incident)
{
    const struct {
        enum nes_policy_kind kind;
        struct nes_date *due;
    } terms[] = { { NES_POLICY_INCIDENT_MEASURES, &incident->measures_due },
                  { NES_POLICY_INCIDENT_CLIENT, &incident->clients_due },
                  { NES_POLICY_INCIDENT_BODY, &incident->body_due } };
    struct nes_calendar calendar;
    struct nes_policy policy;

    NES_TRY(nes_policy_load(tx, &policy));
    NES_TRY(nes_policy_calendar(tx, &calendar));
    for (size_t i = 0; i < NES_LEN(terms); i++) {
        int64_t days;

        NES_TRY(nes_policy_whole(&policy, terms[i].kind, incident->found_on, &days));
        NES_TRY(nes_calendar_add(&calendar, incident->found_on, (int32_t)days, terms[i].due));
    }
    return NES_FINE;
}

struct nes_err nes_incident_add(struct nes_tx *tx, struct nes_incident *incident)
{
    struct nes_err err;

    if (incident->found_on.day > nes_date_at(nes_tx_now(tx)).day) {
        return NES_FAIL(INCIDENT_DAY, "found_on");
    }
    err = set_terms(tx, incident);
    if (err.what == &nes_fault_POLICY_MISSING) { /* before there was such a duty */
        return NES_FAIL(INCIDENT_DAY, "found_on");
    }
    NES_TRY(err);
    incident->id = (struct nes_incident_id){ nes_tx_new_id(tx) };
    incident->made_at = nes_tx_now(tx);
    incident->steps.len = 0;
    NES_TRY(nes_incident_insert(tx, &(struct nes_incident_insert_in){
                                        incident->id, nes_str_of(nes_incident_kind_word(incident->kind)),
                                        incident->what, incident->found_on, incident->measures_due,
                                        incident->clients_due, incident->body_due, incident->maker,
                                        incident->made_at }));
    return add_leaf(tx, "incident.found", incident, (struct nes_client_id){ 0 });
}

/* RULE 13.1.b: what is written down is what is done: the notice leaves with it. */
static struct nes_err tell_client(struct nes_tx *tx, const struct nes_incident *incident,
                                  struct nes_incident_step *step)
{
    struct nes_incident_told_row told;

    NES_TRY(nes_incident_told(tx, incident->id, step->client, &told));
    if (told.n > 0) {
        return NES_FAIL(INCIDENT_TWICE, "client");
    }
    step->done_on = nes_date_at(nes_tx_now(tx));
    return nes_notice_send(tx, step->client, NES_NOTICE_INCIDENT, step->maker, &step->notice);
}

struct nes_err nes_incident_step(struct nes_tx *tx, const struct nes_incident *incident,
                                 struct nes_incident_step *step)
{
    if (step->kind == NES_INCIDENT_CLIENT) {
        NES_TRY(tell_client(tx, incident, step));
    }
    if (step->done_on.day < incident->found_on.day || step->done_on.day > nes_date_at(nes_tx_now(tx)).day) {
        return NES_FAIL(INCIDENT_DAY, "done_on");
    }
    step->made_at = nes_tx_now(tx);
    NES_TRY(nes_incident_step_add(tx, &(struct nes_incident_step_add_in){
                                          incident->id, nes_str_of(nes_incident_step_word(step->kind)), step->done_on,
                                          step->words, step->client, step->notice, step->maker, step->made_at }));
    return add_leaf(tx, "incident.step", incident, step->client);
}

static struct nes_err load_steps(struct nes_tx *tx, struct nes_incident *incident)
{
    struct nes_incident_steps_rows found;

    NES_TRY(nes_incident_steps(tx, incident->id, &found));
    NES_NEW_ROWS(nes_tx_arena(tx), incident->steps, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_incident_steps_row *row = &found.rows[i];

        incident->steps.rows[i] = (struct nes_incident_step){
            (enum nes_incident_step_kind)nes_str_place(steps, NES_LEN(steps), row->kind), row->done_on, row->words,
            row->client_id, row->notice_id, row->maker, row->made_at
        };
    }
    return NES_FINE;
}

struct nes_err nes_incident_find(struct nes_tx *tx, struct nes_incident_id id, bool lock, struct nes_incident *out)
{
    struct nes_incident_lock_row locked;
    struct nes_incident_by_id_row row;

    if (lock) {
        NES_TRY(nes_incident_lock(tx, id, &locked));
    }
    NES_TRY(nes_incident_by_id(tx, id, &row));
    *out = (struct nes_incident){
        .id = id, .kind = (enum nes_incident_kind)nes_str_place(kinds, NES_LEN(kinds), row.kind), .what = row.what,
        .found_on = row.found_on, .measures_due = row.measures_due, .clients_due = row.clients_due,
        .body_due = row.body_due, .maker = row.maker, .made_at = row.made_at,
    };
    return load_steps(tx, out);
}

struct nes_err nes_incidents_all(struct nes_tx *tx, struct nes_incidents *out)
{
    struct nes_incident_list_rows found;

    NES_TRY(nes_incident_list(tx, &found));
    *out = (struct nes_incidents){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_incident, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(nes_incident_find(tx, found.rows[i].id, false, &out->rows[i]));
    }
    return NES_FINE;
}
