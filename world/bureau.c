/* world/bureau.c: the credit bureau (docs/wire/bureau.md). What it says of the people follows from their histories; the
 * door /bureau/person tells it otherwise. */
#include <poll.h>
#include <string.h>

#include "json/json.h"
#include "world/bureau_sql.h"
#include "world/partner.h"
#include "world/world_faults.h"

#define YEAR_DAYS 365

static const struct nes_choice histories[] = {
    { "none", NES_HISTORY_NONE },         { "good", NES_HISTORY_GOOD },   { "late", NES_HISTORY_LATE },
    { "bad", NES_HISTORY_BAD },           { "heavy", NES_HISTORY_HEAVY }, { "bankrupt", NES_HISTORY_BANKRUPT },
    { "conscript", NES_HISTORY_CONSCRIPT }, { NULL, 0 },
};

struct question {
    struct nes_id id;
    struct nes_str number;
};
static const struct nes_field question_fields[] = {
    NES_FIELD(struct question, id,     .required = true, .loose = true),
    NES_FIELD(struct question, number, .required = true, .min = 12, .max = 12),
};
static const struct nes_shape question_shape = NES_SHAPE(struct question, question_fields, .as = "bureau_question");

struct fact {
    struct nes_id id;
    struct nes_str number, purpose;
    struct nes_money amount;
    int64_t applied_at;
};
static const struct nes_field fact_fields[] = {
    NES_FIELD(struct fact, id,         .required = true, .loose = true),
    NES_FIELD(struct fact, number,     .required = true, .min = 12, .max = 12),
    NES_FIELD(struct fact, amount,     .required = true, .min = 1, .max = INT64_MAX),
    NES_FIELD(struct fact, purpose,    .required = true, .max = 30),
    NES_FIELD(struct fact, applied_at, .required = true, .instant = true),
};
static const struct nes_shape fact_shape = NES_SHAPE(struct fact, fact_fields, .as = "bureau_fact");

struct taken {
    struct nes_str reference;
};
static const struct nes_field taken_fields[] = { NES_FIELD(struct taken, reference) };
static const struct nes_shape taken_view = NES_SHAPE(struct taken, taken_fields, .as = "bureau_taken");

/* --- what it knows --- */

struct known {
    enum nes_history history;
    bool refusal, gambler, has_income;
    struct nes_money income;         /* a month */
};

static enum nes_history history_of(struct nes_str word)
{
    for (const struct nes_choice *choice = histories; choice->word; choice++) {
        if (nes_str_is(word, choice->word)) {
            return (enum nes_history)choice->value;
        }
    }
    return NES_HISTORY_NONE;
}

static struct nes_err know(struct nes_req *req, struct nes_str number, struct known *out)
{
    const struct nes_world_person *person = nes_world_by_iin(nes_world_of(req)->people, number);
    struct nes_world_bureau_person_row told;
    bool found;

    *out = (struct known){ .history = NES_HISTORY_NONE };
    if (person) {
        *out = (struct known){ person->history, person->refusal, false, true, person->income };
    }
    NES_TRY(nes_world_bureau_person(req->tx, number, &told, &found));
    if (!found) {
        return NES_FINE;
    }
    out->history = told.history.len > 0 ? history_of(told.history) : out->history;
    out->refusal = told.has_refusal ? told.refusal : out->refusal;
    out->gambler = told.gambler;
    if (told.has_income) {
        out->income = told.income;
        out->has_income = true;
    }
    out->has_income = out->has_income && !told.no_income;
    return NES_FINE;
}

/* --- the report --- */

struct contract {
    struct nes_money payment, balance, overdue;
    int32_t delay_days;
};

static void put_contract(struct nes_json *json, const struct contract *contract)
{
    nes_json_open(json, '{');
    nes_json_key(json, "payment");
    nes_json_money(json, contract->payment);
    nes_json_key(json, "balance");
    nes_json_money(json, contract->balance);
    nes_json_key(json, "overdue");
    nes_json_money(json, contract->overdue);
    nes_json_key(json, "unused_limit");
    nes_json_money(json, (struct nes_money){ 0 });
    nes_json_key_int(json, "delay_days", contract->delay_days);
    nes_json_close(json, '}');
}

/* A loan whose payment is a share of the income, ten payments left. */
static void put_contracts(struct nes_json *json, const struct known *known)
{
    struct nes_money tenth = { known->income.tiyn / 10 };
    struct contract contract = { tenth, { tenth.tiyn * 10 }, { 0 }, 0 };

    nes_json_key_int(json, "contract_count",
                     known->history == NES_HISTORY_GOOD || known->history == NES_HISTORY_HEAVY ||
                         known->history == NES_HISTORY_LATE || known->history == NES_HISTORY_BAD);
    nes_json_key(json, "contracts");
    nes_json_open(json, '[');
    switch (known->history) {
    case NES_HISTORY_NONE:
    case NES_HISTORY_BANKRUPT:
    case NES_HISTORY_CONSCRIPT:
        break;
    case NES_HISTORY_GOOD:
        put_contract(json, &contract);
        break;
    case NES_HISTORY_LATE:
    case NES_HISTORY_BAD:
        contract.delay_days = known->history == NES_HISTORY_LATE ? 45 : 120;
        contract.overdue = (struct nes_money){ tenth.tiyn * (contract.delay_days / 30) };
        put_contract(json, &contract);
        break;
    case NES_HISTORY_HEAVY:
        contract.payment = contract.balance = (struct nes_money){ tenth.tiyn * 5 };
        put_contract(json, &contract);
        break;
    }
    nes_json_close(json, ']');
}

static void put_flags(struct nes_json *json, const struct known *known, struct nes_date today)
{
    nes_json_key(json, "flags");
    nes_json_open(json, '{');
    nes_json_key_bool(json, "late_90_in_year", known->history == NES_HISTORY_BAD);
    nes_json_key_bool(json, "conscript", known->history == NES_HISTORY_CONSCRIPT);
    nes_json_key_bool(json, "self_restricted", known->gambler);
    if (known->history == NES_HISTORY_BANKRUPT) {
        nes_json_key(json, "bankruptcy_ended_on");
        nes_json_date(json, (struct nes_date){ today.day - 2 * YEAR_DAYS });
    }
    nes_json_close(json, '}');
}

static struct nes_err report_of(struct nes_req *req, const struct question *asked, struct nes_str number,
                                struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(req->arena, 16'384);
    struct nes_json json = NES_JSON_TO(&buf);
    struct known known;

    NES_TRY(know(req, asked->number, &known));
    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, asked->id);
    nes_json_key_str(&json, "number", number);
    nes_json_key_str(&json, "reference", nes_id_str(req->arena, asked->id));
    nes_json_key(&json, "as_of");
    nes_json_instant(&json, nes_tx_now(req->tx));
    nes_json_key(&json, "refusal");
    nes_json_open(&json, '{');
    nes_json_key_bool(&json, "active", known.refusal);
    nes_json_key(&json, "checked_at");
    nes_json_instant(&json, nes_tx_now(req->tx));
    nes_json_close(&json, '}');
    put_flags(&json, &known, req->today);
    if (known.has_income) {
        nes_json_key(&json, "income");
        nes_json_open(&json, '{');
        nes_json_key(&json, "amount");
        nes_json_money(&json, (struct nes_money){ known.income.tiyn * 6 });
        nes_json_key_int(&json, "months", 6);
        nes_json_close(&json, '}');
    }
    put_contracts(&json, &known);
    nes_json_close(&json, '}');
    return nes_buf_done(&buf, out);
}

/* --- calls --- */

static struct nes_err question_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->bureau_key, "reports", &question_shape);
}

static struct nes_err fact_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->bureau_key, "applications", &fact_shape);
}

/* The same id with other content is refused. */
static struct nes_err keep_call(struct nes_req *req, const struct nes_world_bureau_call_add_in *in)
{
    struct nes_hash content = nes_sha256(nes_world_of(req)->crypto, req->raw);
    struct nes_world_bureau_call_add_in whole = *in;
    struct nes_world_bureau_call_of_row row;
    int64_t added;

    whole.content = (struct nes_str){ (const char *)content.b, sizeof(content.b) };
    whole.at = nes_tx_now(req->tx);
    NES_TRY(nes_world_bureau_call_add(req->tx, &whole, &added));
    NES_TRY(nes_world_bureau_call_of(req->tx, in->id, &row));
    return nes_str_eq(row.kind, in->kind) && nes_str_eq(row.content, whole.content) ? NES_FINE
                                                                                    : NES_FAIL(WORLD_OTHER, NULL);
}

/* Waits and breaks as it was told; after what was to be done is done. */
static struct nes_err misbehave(enum nes_behave behave)
{
    if (behave == NES_BEHAVE_SLOW || behave == NES_BEHAVE_SILENT) {
        (void)poll(NULL, 0, behave == NES_BEHAVE_SLOW ? 4'000 : 20'000);
    }
    return behave == NES_BEHAVE_BROKEN || behave == NES_BEHAVE_SILENT ? NES_REFUSE(WORLD_BROKEN, NULL) : NES_FINE;
}

static struct nes_err question_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct question *asked = req->prepared;
    struct nes_str text, number = asked->number;
    enum nes_behave behave;

    NES_TRY(nes_behave_next(req->tx, "bureau", &behave));
    if (behave == NES_BEHAVE_LATER) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    NES_TRY(keep_call(req, &(struct nes_world_bureau_call_add_in){
                               .id = asked->id, .kind = NES_STR("report"), .number = asked->number }));
    if (behave == NES_BEHAVE_LIE) { /* a report, and a clean one, of somebody else */
        number = nes_str_of(nes_world_of(req)->people->person[1].iin);
    }
    NES_TRY(report_of(req, asked, number, &text));
    NES_TRY(misbehave(behave));
    return nes_reply_bytes(reply, text, (struct nes_str){ 0 });
}

static struct nes_err fact_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct fact *told = req->prepared;
    enum nes_behave behave;

    NES_TRY(nes_behave_next(req->tx, "bureau_fact", &behave));
    if (behave == NES_BEHAVE_LATER) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    if (behave == NES_BEHAVE_LIE) {
        return nes_reply_ok(reply, &taken_view, &(struct taken){ 0 });
    }
    NES_TRY(keep_call(req, &(struct nes_world_bureau_call_add_in){ .id = told->id,
                                                                   .kind = NES_STR("application"),
                                                                   .number = told->number,
                                                                   .amount = told->amount,
                                                                   .has_amount = true,
                                                                   .purpose = told->purpose }));
    NES_TRY(misbehave(behave));
    return nes_reply_ok(reply, &taken_view, &(struct taken){ nes_id_str(req->arena, told->id) });
}

/* --- telling it otherwise, and looking --- */

struct person {
    struct nes_str number;
    bool refusal, has_refusal, gambler, no_income;
    unsigned history;
    struct nes_money income;
    bool has_income;
};
static const struct nes_field person_fields[] = {
    NES_FIELD(struct person, number,    .required = true, .min = 12, .max = 12, .words = "IIN or BIN."),
    NES_MAYBE(struct person, refusal,   .words = "A voluntary refusal is in force."),
    NES_FIELD(struct person, history,   .choices = histories, .words = "What is known."),
    NES_FIELD(struct person, gambler,   .words = "On the list of self-restriction from gambling."),
    NES_MAYBE(struct person, income,    .max = INT64_MAX, .words = "Official income of a month."),
    NES_FIELD(struct person, no_income, .words = "true: no income is known."),
};
static const struct nes_shape person_shape = NES_SHAPE(struct person, person_fields, .as = "bureau_person");

static struct nes_err person_set(struct nes_req *req, struct nes_reply *reply)
{
    const struct person *in = req->body;
    struct nes_str word = { 0 };

    for (const struct nes_choice *choice = histories; choice->word; choice++) {
        word = in->history == (unsigned)choice->value ? nes_str_of(choice->word) : word;
    }
    NES_TRY(nes_world_bureau_person_drop(req->tx, in->number));
    NES_TRY(nes_world_bureau_person_add(
        req->tx, &(struct nes_world_bureau_person_add_in){ in->number, in->refusal, in->has_refusal, word, in->gambler,
                                                           in->income, in->has_income, in->no_income }));
    return nes_reply_none(reply);
}

struct call {
    struct nes_id id;
    struct nes_str kind, purpose;
    struct nes_money amount;
    bool has_amount;
    int64_t at;
};
static const struct nes_field call_fields[] = {
    NES_FIELD(struct call, id,      .required = true),
    NES_FIELD(struct call, kind,    .required = true),
    NES_MAYBE(struct call, amount,  .max = INT64_MAX),
    NES_FIELD(struct call, purpose),
    NES_FIELD(struct call, at,      .required = true, .instant = true),
};
static const struct nes_shape call_view = NES_SHAPE(struct call, call_fields, .as = "bureau_call");
struct calls {
    struct { struct call *rows; size_t len; } calls;
};
static const struct nes_field calls_fields[] = {
    NES_LIST(struct calls, calls, .required = true, .each = &call_view, .max = 100, .words = "Oldest first."),
};
static const struct nes_shape calls_view = NES_SHAPE(struct calls, calls_fields, .as = "bureau_calls");

static struct nes_err calls_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_world_bureau_calls_rows found;
    struct calls calls;

    NES_TRY(nes_world_bureau_calls(req->tx, nes_req_value(req, "number")->text, &found));
    NES_NEW_ROWS(req->arena, calls.calls, found.len);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_world_bureau_calls_row *row = &found.rows[i];

        calls.calls.rows[i] = (struct call){ row->id, row->kind, row->purpose, row->amount, row->has_amount, row->at };
    }
    return nes_reply_ok(reply, &calls_view, &calls);
}

static const struct nes_route routes[] = {
    { NES_POST, "/bureau/reports", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true,
      .gives_type = "application/json", .fails = NES_FAULTS(WORLD_SIGNATURE, WORLD_OTHER, WORLD_FORM, WORLD_LATER,
                                                            WORLD_BROKEN),
      .status = 200, .prepare = question_read, .run = question_run, .rules = "-", .doc = "A credit report." },
    { NES_POST, "/bureau/applications", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true,
      .gives = &taken_view, .fails = NES_FAULTS(WORLD_SIGNATURE, WORLD_OTHER, WORLD_FORM, WORLD_LATER, WORLD_BROKEN),
      .status = 200, .prepare = fact_read, .run = fact_run, .rules = "-", .doc = "The fact of an application." },
    { NES_PUT, "/bureau/person", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &person_shape,
      .run = person_set, .rules = "-", .doc = "Tell the bureau what it knows of a person." },
    { NES_GET, "/bureau/calls/{number}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &calls_view,
      .prepare = calls_show, .rules = "-", .doc = "What the bureau was asked and told of a person." },
};
const struct nes_resource nes_world_bureau_resource = NES_RESOURCE("bureau", routes);
