/* src/api/incident.c: unauthorised access, acts of third parties, fraud: what was found and what was done in time.
 * RULE 13.1.a RULE 13.1.b RULE 13.1.c */
#include "lending/incident.h"

#include "api/doors.h"
#include "api/house.h"
#include "policy/policy_faults.h"

static const struct nes_choice kinds[] = { { "access", NES_INCIDENT_ACCESS },
                                           { "change", NES_INCIDENT_CHANGE },
                                           { "third_party", NES_INCIDENT_THIRD_PARTY },
                                           { "fraud", NES_INCIDENT_FRAUD },
                                           { NULL, 0 } };
static const struct nes_choice step_kinds[] = { { "measures", NES_INCIDENT_MEASURES },
                                                { "client", NES_INCIDENT_CLIENT },
                                                { "body", NES_INCIDENT_BODY },
                                                { NULL, 0 } };

struct wish {
    unsigned kind;
    struct nes_str what;
    struct nes_date found_on;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, kind,     .required = true, .choices = kinds, .words = "What it was."),
    NES_FIELD(struct wish, what,     .required = true, .min = 1, .max = 1'000, .words = "In words, no personal data."),
    NES_FIELD(struct wish, found_on, .required = true, .words = "When it was found."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "incident_new");

struct deed {
    struct nes_str words;
    struct nes_date done_on;
};
static const struct nes_field deed_fields[] = {
    NES_FIELD(struct deed, words,   .required = true, .min = 1, .max = 1'000,
              .words = "The measures; or the number of the letter to the authorised body."),
    NES_FIELD(struct deed, done_on, .required = true, .words = "On which day."),
};
static const struct nes_shape deed_shape = NES_SHAPE(struct deed, deed_fields, .as = "incident_deed");

struct whom {
    struct nes_client_id client;
};
static const struct nes_field whom_fields[] = {
    NES_FIELD(struct whom, client, .required = true, .refers = "client", .words = "Whose information or microcredit."),
};
static const struct nes_shape whom_shape = NES_SHAPE(struct whom, whom_fields, .as = "incident_client");

struct step {
    unsigned kind;
    struct nes_date done_on;
    struct nes_str words;
    struct nes_client_id client;
    struct nes_id maker;
};
static const struct nes_field step_fields[] = {
    NES_FIELD(struct step, kind,    .required = true, .choices = step_kinds, .words = "What was done."),
    NES_FIELD(struct step, done_on, .required = true, .words = "On which day."),
    NES_FIELD(struct step, words,   .max = 1'000, .words = "The measures; the number of the letter."),
    NES_FIELD(struct step, client,  .words = "Who was informed."),
    NES_FIELD(struct step, maker,   .required = true, .words = "By whom."),
};
static const struct nes_shape step_view = NES_SHAPE(struct step, step_fields, .as = "incident_step");

struct view {
    struct nes_incident_id id;
    unsigned kind;
    struct nes_str what;
    struct nes_date found_on, measures_due, clients_due, body_due;
    bool open, late;
    struct nes_id maker;
    struct { struct step *rows; size_t len; } steps;
};
static const struct nes_field view_fields[] = {
    NES_FIELD(struct view, id,           .required = true, .words = "The finding."),
    NES_FIELD(struct view, kind,         .required = true, .choices = kinds, .words = "What it was."),
    NES_FIELD(struct view, what,         .required = true, .max = 1'000, .words = "In words."),
    NES_FIELD(struct view, found_on,     .required = true, .words = "When it was found."),
    NES_FIELD(struct view, measures_due, .required = true, .words = "Last day for measures."),
    NES_FIELD(struct view, clients_due,  .required = true, .words = "Last day to inform clients."),
    NES_FIELD(struct view, body_due,     .required = true, .words = "Last day to inform the authorised body."),
    NES_FIELD(struct view, open,         .words = "true: one of the three is not done."),
    NES_FIELD(struct view, late,         .words = "true: one of the three was not done in time."),
    NES_FIELD(struct view, maker,        .required = true, .words = "Who wrote it down."),
    NES_LIST(struct view, steps, .required = true, .each = &step_view, .max = 2'000, .words = "What was done."),
};
static const struct nes_shape incident_view = NES_SHAPE(struct view, view_fields, .as = "incident");

struct views {
    struct { struct view *rows; size_t len; } incidents;
};
static const struct nes_field views_fields[] = {
    NES_LIST(struct views, incidents, .required = true, .each = &incident_view, .max = 100, .words = "Newest first."),
};
static const struct nes_shape incidents_view = NES_SHAPE(struct views, views_fields, .as = "incidents");

static struct view view_of(const struct nes_req *req, const struct nes_incident *from)
{
    struct view view = { .id = from->id, .kind = from->kind, .what = from->what, .found_on = from->found_on,
                         .measures_due = from->measures_due, .clients_due = from->clients_due,
                         .body_due = from->body_due, .late = nes_incident_late(from, req->today),
                         .maker = from->maker };

    for (enum nes_incident_step_kind kind = NES_INCIDENT_MEASURES; kind <= NES_INCIDENT_BODY; kind++) {
        view.open |= nes_incident_done(from, kind).day == 0;
    }
    NES_NEW_ROWS(req->arena, view.steps, from->steps.len);
    for (size_t i = 0; i < from->steps.len; i++) {
        const struct nes_incident_step *step = &from->steps.rows[i];

        view.steps.rows[i] = (struct step){ step->kind, step->done_on, step->words, step->client, step->maker };
    }
    return view;
}

static struct nes_err incident_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                    struct nes_param_row *out)
{
    struct nes_incident *incident = NES_NEW(req->arena, struct nes_incident);

    NES_TRY(nes_incident_find(req->tx, (struct nes_incident_id){ value->id }, lock, incident));
    *out = (struct nes_param_row){ .row = incident, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_incident_param = { .name = "incident", .kind = NES_PARAM_ID,
                                              .doc = "A finding of item 13.", .load = incident_load };

static struct nes_err incident_add(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    struct nes_incident incident = { .kind = (enum nes_incident_kind)in->kind, .what = in->what,
                                     .found_on = in->found_on, .maker = req->caller.id };
    struct view view;

    NES_TRY(nes_incident_add(req->tx, &incident));
    view = view_of(req, &incident);
    return nes_reply_created(reply, &incident_view, &view);
}

static struct nes_err incident_show(struct nes_req *req, struct nes_reply *reply)
{
    struct view view = view_of(req, nes_req_row(req, "incident"));

    return nes_reply_ok(reply, &incident_view, &view);
}

static struct nes_err incidents_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_incidents found;
    struct views views;

    NES_TRY(nes_incidents_all(req->tx, &found));
    NES_NEW_ROWS(req->arena, views.incidents, found.len);
    for (size_t i = 0; i < found.len; i++) {
        views.incidents.rows[i] = view_of(req, &found.rows[i]);
    }
    return nes_reply_ok(reply, &incidents_view, &views);
}

/* Writes down a step and shows the finding with it. */
static struct nes_err take_step(struct nes_req *req, struct nes_reply *reply, struct nes_incident_step *step)
{
    const struct nes_incident *before = nes_req_row(req, "incident");
    struct nes_incident after;
    struct view view;

    step->maker = req->caller.id;
    NES_TRY(nes_incident_step(req->tx, before, step));
    NES_TRY(nes_incident_find(req->tx, before->id, false, &after));
    view = view_of(req, &after);
    return nes_reply_ok(reply, &incident_view, &view);
}

static struct nes_err measures_add(struct nes_req *req, struct nes_reply *reply)
{
    const struct deed *in = req->body;
    struct nes_incident_step step = { .kind = NES_INCIDENT_MEASURES, .words = in->words, .done_on = in->done_on };

    return take_step(req, reply, &step);
}

static struct nes_err body_add(struct nes_req *req, struct nes_reply *reply)
{
    const struct deed *in = req->body;
    struct nes_incident_step step = { .kind = NES_INCIDENT_BODY, .words = in->words, .done_on = in->done_on };

    return take_step(req, reply, &step);
}

static struct nes_err client_add(struct nes_req *req, struct nes_reply *reply)
{
    const struct whom *in = req->body;
    struct nes_incident_step step = { .kind = NES_INCIDENT_CLIENT, .words = NES_STR(""), .client = in->client };

    nes_house_wake(req);
    return take_step(req, reply, &step);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/incidents", .listen = NES_OFFICE, .needs = NES_PERM_INCIDENT_HANDLE, .takes = &wish_shape,
      .gives = &incident_view, .fails = NES_FAULTS(INCIDENT_DAY), .once = true, .run = incident_add,
      .rules = "13.1.a, 13.1.b, 13.1.c",
      .doc = "Write down unauthorised access or change, an act of a third party, fraud; the last days are set." },
    { NES_GET, "/v1/incidents", .listen = NES_OFFICE, .needs = NES_PERM_INCIDENT_HANDLE, .gives = &incidents_view,
      .prepare = incidents_show, .rules = "13.1.a, 13.1.b, 13.1.c", .doc = "All findings, and what was done." },
    { NES_GET, "/v1/incidents/{incident}", .listen = NES_OFFICE, .needs = NES_PERM_INCIDENT_HANDLE,
      .gives = &incident_view, .prepare = incident_show, .rules = "13.1.a, 13.1.b, 13.1.c", .doc = "A finding." },
    { NES_POST, "/v1/incidents/{incident}/measures", .listen = NES_OFFICE, .needs = NES_PERM_INCIDENT_HANDLE,
      .takes = &deed_shape, .gives = &incident_view, .fails = NES_FAULTS(INCIDENT_DAY), .once = true, .status = 200,
      .run = measures_add, .rules = "13.1.a", .doc = "Measures against causes and consequences." },
    { NES_POST, "/v1/incidents/{incident}/clients", .listen = NES_OFFICE, .needs = NES_PERM_INCIDENT_HANDLE,
      .takes = &whom_shape, .gives = &incident_view, .fails = NES_FAULTS(INCIDENT_TWICE, INCIDENT_DAY), .once = true,
      .status = 200, .run = client_add, .rules = "13.1.b", .doc = "Inform a client: the message leaves at once." },
    { NES_POST, "/v1/incidents/{incident}/body", .listen = NES_OFFICE, .needs = NES_PERM_INCIDENT_HANDLE,
      .takes = &deed_shape, .gives = &incident_view, .fails = NES_FAULTS(INCIDENT_DAY), .once = true, .status = 200,
      .run = body_add, .rules = "13.1.c", .doc = "The letter to the authorised body." },
};
const struct nes_resource nes_incident_resource = NES_RESOURCE("incident", routes);
