/* src/api/policy.c: the dated rules of law, and the local ones of the organisation. */
#include "policy/policy_store.h"

#include "api/doors.h"
#include "http/req.h"

static const struct nes_choice layers[] = {
    { "shipped", NES_LAYER_SHIPPED + 1 }, { "local", NES_LAYER_LOCAL + 1 }, { NULL, 0 },
};

struct rule {
    struct nes_str kind, meaning, unit, source;
    unsigned layer;
    struct nes_date from_on, until_on;
    int64_t over, under;
    bool laxer;
};
static const struct nes_field rule_fields[] = {
    NES_FIELD(struct rule, kind,     .required = true, .words = "Name of the rule."),
    NES_FIELD(struct rule, meaning,  .required = true, .max = 500,
              .words = "What it means, in the language asked for."),
    NES_FIELD(struct rule, unit,     .required = true,
              .words = "money (tiyn), rate (of one), times, days, working_days, hours, months, years."),
    NES_FIELD(struct rule, layer,    .required = true, .choices = layers, .words = "Shipped, or local (two persons)."),
    NES_FIELD(struct rule, from_on,  .required = true, .words = "First day it holds."),
    NES_FIELD(struct rule, until_on, .words = "First day it no longer holds."),
    NES_FIELD(struct rule, over,     .negative = true, .max = INT64_MAX, .words = "Numerator of the exact value."),
    NES_FIELD(struct rule, under,    .max = INT64_MAX, .words = "Its denominator."),
    NES_FIELD(struct rule, source,   .required = true, .max = 500, .words = "The act it comes from."),
    NES_FIELD(struct rule, laxer,    .words = "A local rule that asks less than the law."),
};
static const struct nes_shape rule_view = NES_SHAPE(struct rule, rule_fields, .as = "policy_rule");

struct rules {
    struct { struct rule *rows; size_t len; } rules;
};
static const struct nes_field rules_fields[] = {
    NES_LIST(struct rules, rules, .required = true, .each = &rule_view, .max = 2000,
             .words = "All rows, by kind and day."),
};
static const struct nes_shape rules_view = NES_SHAPE(struct rules, rules_fields, .as = "policy_rules");

struct change {
    struct nes_str kind, source;
    struct nes_date from_on, until_on;
    int64_t over, under;
};
static const struct nes_field change_fields[] = {
    NES_FIELD(struct change, kind,     .required = true, .max = 60, .words = "Name of the rule."),
    NES_FIELD(struct change, from_on,  .required = true, .words = "First day it holds."),
    NES_FIELD(struct change, until_on, .words = "First day it no longer holds."),
    NES_FIELD(struct change, over,     .required = true, .max = INT64_MAX, .words = "Numerator of the exact value."),
    NES_FIELD(struct change, under,    .required = true, .min = 1, .max = INT64_MAX, .words = "Its denominator."),
    NES_FIELD(struct change, source,   .required = true, .max = 500, .words = "The internal document that decides it."),
};
static const struct nes_shape change_shape = NES_SHAPE(struct change, change_fields, .as = "policy_change");

struct proposed {
    struct nes_id id;
};
static const struct nes_field proposed_fields[] = {
    NES_FIELD(struct proposed, id, .required = true, .words = "The proposal."),
};
static const struct nes_shape proposed_view = NES_SHAPE(struct proposed, proposed_fields, .as = "policy_proposed");

struct decision {
    bool approve;
};
static const struct nes_field decision_fields[] = {
    NES_FIELD(struct decision, approve, .required = true, .words = "false: rejected."),
};
static const struct nes_shape decision_shape = NES_SHAPE(struct decision, decision_fields, .as = "policy_decision");

static const char *const units[] = {
    [NES_POLICY_UNIT_MONEY] = "money",
    [NES_POLICY_UNIT_RATE] = "rate",
    [NES_POLICY_UNIT_TIMES] = "times",
    [NES_POLICY_UNIT_DAYS] = "days",
    [NES_POLICY_UNIT_HOURS] = "hours",
    [NES_POLICY_UNIT_WORKING_DAYS] = "working_days",
    [NES_POLICY_UNIT_MONTHS] = "months",
    [NES_POLICY_UNIT_YEARS] = "years",
};

static struct nes_str say(struct nes_req *req, const struct nes_policy_meaning *meaning)
{
    struct nes_buf key = nes_buf_begin(req->arena, 80);

    nes_buf_addz(&key, "policy.");
    nes_buf_addz(&key, meaning->name);
    return nes_words(req->lang, nes_str_z(req->arena, (struct nes_str){ key.ptr, key.len }));
}

static struct nes_err rule_of(struct nes_req *req, const struct nes_policy *policy,
                              const struct nes_policy_value *value, struct rule *rule)
{
    const struct nes_policy_meaning *meaning = nes_policy_meaning(value->kind);

    *rule = (struct rule){ .kind = nes_str_of(meaning->name), .meaning = say(req, meaning),
                           .unit = nes_str_of(units[meaning->unit]), .source = value->source,
                           .layer = (unsigned)value->layer + 1, .from_on = value->from, .until_on = value->until,
                           .over = value->value.over, .under = value->value.under };
    return value->layer == NES_LAYER_LOCAL ? nes_policy_laxer(policy, value, &rule->laxer) : NES_FINE;
}

static struct nes_err policy_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_policy policy;
    struct rules rules;

    NES_TRY(nes_policy_load(req->tx, &policy));
    NES_NEW_ROWS(req->arena, rules.rules, policy.len);
    for (size_t i = 0; i < policy.len; i++) {
        NES_TRY(rule_of(req, &policy, &policy.rows[i], &rules.rules.rows[i]));
    }
    return nes_reply_ok(reply, &rules_view, &rules);
}

/* --- what waits for another person --- */

struct waiting {
    struct nes_id id, maker;
    struct rule rule;
};
static const struct nes_field waiting_fields[] = {
    NES_FIELD(struct waiting, id,    .required = true, .words = "The proposal."),
    NES_FIELD(struct waiting, maker, .required = true, .words = "Who proposed it."),
    NES_FIELD(struct waiting, rule,  .required = true, .shape = &rule_view, .words = "The rule as it would be."),
};
static const struct nes_shape waiting_view = NES_SHAPE(struct waiting, waiting_fields, .as = "policy_waiting");

struct all_waiting {
    struct { struct waiting *rows; size_t len; } changes;
};
static const struct nes_field all_waiting_fields[] = {
    NES_LIST(struct all_waiting, changes, .required = true, .each = &waiting_view, .max = 500,
             .words = "Oldest first."),
};
static const struct nes_shape all_waiting_view = NES_SHAPE(struct all_waiting, all_waiting_fields,
                                                           .as = "policy_changes");

static struct nes_err waiting_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_policy_proposals found;
    struct nes_policy policy;
    struct all_waiting all;

    NES_TRY(nes_policy_load(req->tx, &policy));
    NES_TRY(nes_policy_waiting(req->tx, &found));
    NES_NEW_ROWS(req->arena, all.changes, found.len);
    for (size_t i = 0; i < found.len; i++) {
        all.changes.rows[i] = (struct waiting){ .id = found.rows[i].id, .maker = found.rows[i].maker };
        NES_TRY(rule_of(req, &policy, &found.rows[i].value, &all.changes.rows[i].rule));
    }
    return nes_reply_ok(reply, &all_waiting_view, &all);
}

static struct nes_err policy_propose(struct nes_req *req, struct nes_reply *reply)
{
    const struct change *in = req->body;
    struct nes_policy_proposal proposal = {
        .id = nes_tx_new_id(req->tx),
        .maker = req->caller.id,
        .value = { .layer = NES_LAYER_LOCAL, .from = in->from_on, .until = in->until_on,
                   .value = { in->over, in->under }, .source = in->source },
    };

    NES_TRY(nes_policy_kind_read(in->kind, &proposal.value.kind));
    NES_TRY(nes_policy_propose_local(req->tx, &proposal));
    return nes_reply_created(reply, &proposed_view, &(struct proposed){ proposal.id });
}

static struct nes_err policy_decide(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;

    NES_TRY(nes_policy_decide_local(req->tx, nes_req_value(req, "change")->id, req->caller.id, in->approve));
    return nes_reply_none(reply);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/policy", .listen = NES_OFFICE, .needs = NES_PERM_POLICY_VIEW, .gives = &rules_view,
      .prepare = policy_show, .rules = "27", .doc = "Legal numbers with their days, sources and layers." },
    { NES_GET, "/v1/policy/changes", .listen = NES_OFFICE, .needs = NES_PERM_POLICY_VIEW, .gives = &all_waiting_view,
      .prepare = waiting_show, .rules = "27", .doc = "Proposed local rules that nobody decided yet." },
    { NES_POST, "/v1/policy/changes", .listen = NES_OFFICE, .needs = NES_PERM_POLICY_CHANGE, .takes = &change_shape,
      .gives = &proposed_view, .fails = NES_FAULTS(POLICY_UNKNOWN, POLICY_PERIOD), .once = true, .run = policy_propose,
      .rules = "27", .doc = "Propose a local rule." },
    { NES_POST, "/v1/policy/changes/{change}/decision", .listen = NES_OFFICE, .needs = NES_PERM_POLICY_CHANGE,
      .takes = &decision_shape, .fails = NES_FAULTS(DB_NO_ROW, POLICY_MAKER, POLICY_OPEN, POLICY_SAME, POLICY_UNKNOWN),
      .once = true, .run = policy_decide, .rules = "27",
      .doc = "Approve or reject a rule that another person proposed." },
};
const struct nes_resource nes_policy_resource = NES_RESOURCE("policy", routes);

const struct nes_param nes_change_param = { .name = "change", .kind = NES_PARAM_ID, .doc = "A proposed change.",
                                            .open = true };
