/* src/api/aml.c: lists of the monitoring agency and cases of persons found on them. RULE 8.1 RULE 10.1 */
#include "aml/case.h"

#include "api/doors.h"
#include "api/house.h"
#include "gateway/list.h"
#include "lending/gate.h"
#include "vault/vault_faults.h"

#define FILE_MAX (8 << 20)

static const struct nes_choice kinds[] = { { "financing", NES_AML_FINANCING + 1 },
                                           { "participants", NES_AML_PARTICIPANTS + 1 },
                                           { NULL, 0 } };
static const struct nes_choice decisions[] = { { "confirmed", NES_CASE_CONFIRMED },
                                               { "cleared", NES_CASE_CLEARED },
                                               { NULL, 0 } };

struct ask {
    unsigned kind;
    bool anyway;
};
static const struct nes_field ask_fields[] = {
    NES_FIELD(struct ask, kind,   .required = true, .choices = kinds, .words = "Which list it is."),
    NES_FIELD(struct ask, anyway, .words = "true: although it is much shorter than the last one."),
};
static const struct nes_shape ask_shape = NES_SHAPE(struct ask, ask_fields, .as = "list_ask");

struct list {
    struct nes_aml_list_id id;
    unsigned kind;
    bool shrunk, fresh;
    struct nes_str hash, source;
    int64_t taken_at;
    int32_t persons, orgs;
};
static const struct nes_field list_fields[] = {
    NES_FIELD(struct list, id,       .required = true, .words = "The list."),
    NES_FIELD(struct list, kind,     .required = true, .choices = kinds, .words = "Which it is."),
    NES_FIELD(struct list, shrunk,   .words = "true: suspiciously short, kept and not used."),
    NES_FIELD(struct list, hash,     .required = true, .words = "SHA-256 of the file."),
    NES_FIELD(struct list, source,   .required = true, .max = 500, .words = "Where it comes from."),
    NES_FIELD(struct list, taken_at, .instant = true, .words = "When it was taken in."),
    NES_FIELD(struct list, persons,  .required = true, .words = "Persons on it."),
    NES_FIELD(struct list, orgs,     .required = true, .words = "Organisations on it."),
    NES_FIELD(struct list, fresh,    .words = "true: it was taken in by this call."),
};
static const struct nes_shape list_view = NES_SHAPE(struct list, list_fields, .as = "monitoring_list");

struct lists {
    struct { struct list *rows; size_t len; } lists;
};
static const struct nes_field lists_fields[] = {
    NES_LIST(struct lists, lists, .required = true, .each = &list_view, .max = 100, .words = "Newest first."),
};
static const struct nes_shape lists_view = NES_SHAPE(struct lists, lists_fields, .as = "monitoring_lists");

struct found {
    struct nes_aml_case_id id;
    struct nes_client_id client;
    struct nes_id application, decided_by;
    struct nes_str entry_name, state, note;
    bool sure;
    int64_t opened_at, decided_at;
};
static const struct nes_field found_fields[] = {
    NES_FIELD(struct found, id, .required = true, .words = "The case."),
    NES_FIELD(struct found, client, .required = true, .words = "Who was found."),
    NES_FIELD(struct found, application, .words = "While applying; left out: by the daily look."),
    NES_FIELD(struct found, entry_name, .required = true, .max = 500, .words = "The name on the list."),
    NES_FIELD(struct found, sure, .words = "true: the number agrees; false: name and day of birth."),
    NES_FIELD(struct found, state, .required = true, .words = "open, confirmed, cleared."),
    NES_FIELD(struct found, opened_at, .required = true, .instant = true, .words = "The client is frozen since then."),
    NES_FIELD(struct found, decided_by, .words = "Who decided."),
    NES_FIELD(struct found, decided_at, .instant = true, .words = "When."),
    NES_FIELD(struct found, note, .max = 500, .words = "Words for the file."),
};
static const struct nes_shape case_view = NES_SHAPE(struct found, found_fields, .as = "list_case");

struct cases {
    struct { struct found *rows; size_t len; } cases;
};
static const struct nes_field cases_fields[] = {
    NES_LIST(struct cases, cases, .required = true, .each = &case_view, .max = 100, .words = "Open ones first."),
};
static const struct nes_shape cases_view = NES_SHAPE(struct cases, cases_fields, .as = "list_cases");

struct decision {
    unsigned state;
    struct nes_str note;
};
static const struct nes_field decision_fields[] = {
    NES_FIELD(struct decision, state, .required = true, .choices = decisions,
              .words = "confirmed: the person on the list; cleared: another, or not listed any more."),
    NES_FIELD(struct decision, note,  .required = true, .max = 500, .words = "Words for the file."),
};
static const struct nes_shape decision_shape = NES_SHAPE(struct decision, decision_fields, .as = "case_decision");

/* --- lists --- */

static struct list list_of(struct nes_arena *arena, const struct nes_aml_list *list, bool fresh)
{
    return (struct list){ list->id,       (unsigned)list->kind + 1,
                          list->shrunk,   fresh,
                          nes_str_hex(arena, list->hash.b, sizeof(list->hash.b)),
                          list->source,   list->taken_at,
                          list->persons,  list->orgs };
}

static struct nes_err take_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct ask *in = req->query;
    const struct nes_house *house = nes_house_of(req);
    struct nes_aml_list *list = NES_NEW(req->arena, struct nes_aml_list);

    (void)reply;
    req->prepared = list;
    *list = (struct nes_aml_list){ .kind = (enum nes_aml_kind)(in->kind - 1),
                                   .file = req->raw,
                                   .hash = nes_sha256(house->crypto, req->raw),
                                   .source = NES_STR("upload"),
                                   .taken_by = req->caller.id };
    return nes_list_read(house->press, req->arena, list);
}

static struct nes_err take_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct ask *in = req->query;
    struct nes_aml_list list = *(const struct nes_aml_list *)req->prepared;
    struct list shown;
    bool fresh;

    NES_TRY(nes_aml_take(req->tx, &list, in->anyway, &fresh));
    shown = list_of(req->arena, &list, fresh);
    return nes_reply_created(reply, &list_view, &shown);
}

static struct nes_err lists_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_aml_lists found;
    struct lists lists;

    NES_TRY(nes_aml_lists(req->tx, &found));
    NES_NEW_ROWS(req->arena, lists.lists, found.len);
    for (size_t i = 0; i < found.len; i++) {
        lists.lists.rows[i] = list_of(req->arena, &found.rows[i], false);
    }
    return nes_reply_ok(reply, &lists_view, &lists);
}

/* --- cases --- */

static struct found case_of(const struct nes_aml_case *one)
{
    return (struct found){ one->id,         one->client,     one->application,
                           one->decided_by, one->entry_name, nes_str_of(nes_case_word(one->state)),
                           one->note,       one->sure,       one->opened_at,
                           one->decided_at };
}

static struct nes_err cases_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_aml_cases found;
    struct cases cases;

    NES_TRY(nes_cases_all(req->tx, &found));
    NES_NEW_ROWS(req->arena, cases.cases, found.len);
    for (size_t i = 0; i < found.len; i++) {
        cases.cases.rows[i] = case_of(&found.rows[i]);
    }
    return nes_reply_ok(reply, &cases_view, &cases);
}

static struct nes_err case_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                struct nes_param_row *out)
{
    struct nes_aml_case *found = NES_NEW(req->arena, struct nes_aml_case);

    NES_TRY(nes_case_find(req->tx, (struct nes_aml_case_id){ value->id }, lock, found));
    *out = (struct nes_param_row){ .row = found, .object = value->id }; /* nobody's: clients never see it */
    return NES_FINE;
}
const struct nes_param nes_case_param = { .name = "case", .kind = NES_PARAM_ID, .doc = "A person found on a list.",
                                          .load = case_load };

static struct nes_err case_decide(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    struct nes_aml_case *found = nes_req_row(req, "case");
    struct found shown;

    found->state = (enum nes_case_state)in->state;
    found->decided_by = req->caller.id;
    found->note = in->note;
    NES_TRY(nes_case_decide(req->tx, found));
    NES_TRY(nes_gates_case(req->tx, found));
    shown = case_of(found);
    return nes_reply_ok(reply, &case_view, &shown);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/aml/lists", .listen = NES_OFFICE, .needs = NES_PERM_LIST_TAKE, .raw = true, .asks = &ask_shape,
      .gives = &list_view, .body_max = FILE_MAX, .once = true, .prepare = take_prepare /* the press reads the file */,
      .fails = NES_FAULTS(AML_LIST_FORM, AML_LIST_SIZE, AML_SHRANK, XML_BROKEN, XML_LARGE, XML_DTD, PRESS_DIED,
                          PRESS_SLOW, HELPER_DOWN),
      .run = take_run, .rules = "8.1", .doc = "Take in a list of the monitoring agency (XML)." },
    { NES_GET, "/v1/aml/lists", .listen = NES_OFFICE, .needs = NES_PERM_LIST_VIEW, .gives = &lists_view,
      .prepare = lists_show, .rules = "8.1", .doc = "Lists that were taken in." },
    { NES_GET, "/v1/aml/cases", .listen = NES_OFFICE, .needs = NES_PERM_LIST_VIEW, .gives = &cases_view, .looks = true,
      .prepare = cases_show, .rules = "8.1, 10.1", .doc = "Cases of persons found on lists." },
    { NES_POST, "/v1/aml/cases/{case}/decision", .listen = NES_OFFICE, .needs = NES_PERM_CASE_DECIDE,
      .takes = &decision_shape, .gives = &case_view, .fails = NES_FAULTS(CASE_DECIDED), .once = true, .status = 200,
      .run = case_decide, .rules = "8.1, 10.1", .doc = "Confirm or clear a case." },
};
const struct nes_resource nes_aml_resource = NES_RESOURCE("aml", routes);
