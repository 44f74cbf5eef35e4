/* src/gateway/bank_statement.c: statements as camt.053 (docs/wire/bank.md). */
#include "gateway/bank.h"

#include "json/json.h"

#define NS "{urn:iso:std:iso:20022:tech:xsd:camt.053.001.02}"
#define DEEP 6

struct nes_err nes_bank_statement_fetch(const struct nes_bank *bank, struct nes_arena *arena, struct nes_str iban,
                                        struct nes_date day, struct nes_str *file)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_outgoing_answer got;
    struct nes_str body;

    nes_json_open(&json, '{');
    nes_json_key_str(&json, "iban", iban);
    nes_json_key(&json, "day");
    nes_json_date(&json, day);
    nes_json_close(&json, '}');
    NES_TRY(nes_buf_done(&buf, &body));
    NES_TRY(nes_partner_call(&bank->partner, arena, "statements", body, &got));
    if (got.status != 200 || !nes_str_starts(got.type, NES_STR("application/xml"))) {
        return NES_FAIL(STATEMENT_FORM, "status");
    }
    *file = got.body;
    return NES_FINE;
}

/* --- reading --- */

/* The element below by names that end with NULL, or NULL. */
static const struct nes_xml *down(const struct nes_xml *from, const char *const names[DEEP])
{
    for (size_t i = 0; from && i < DEEP && names[i]; i++) {
        from = nes_xml_child(from, names[i]);
    }
    return from;
}
#define DOWN(from, ...) down((from), (const char *const[DEEP]){ __VA_ARGS__ })

static struct nes_str text_of(const struct nes_xml *element)
{
    return element ? nes_str_trim(element->text) : (struct nes_str){ 0 };
}

static struct nes_err read_day(const struct nes_xml *element, struct nes_date *out)
{
    struct nes_str text = text_of(element);

    return nes_date_read(nes_str_part(text, 0, NES_DATE_TEXT), out).what ? NES_FAIL(STATEMENT_FORM, "day") : NES_FINE;
}

/* `in` false: DBIT. */
static struct nes_err read_amount(const struct nes_xml *parent, struct nes_money *amount, bool *in)
{
    const struct nes_xml *money = nes_xml_child(parent, NS "Amt");
    struct nes_str way = text_of(nes_xml_child(parent, NS "CdtDbtInd"));

    if (!money || !nes_str_is(nes_xml_attribute_of(money, "Ccy"), "KZT") ||
        nes_money_read(text_of(money), amount).what || amount->tiyn < 0) {
        return NES_FAIL(STATEMENT_FORM, "amount");
    }
    *in = nes_str_is(way, "CRDT");
    return *in || nes_str_is(way, "DBIT") ? NES_FINE : NES_FAIL(STATEMENT_FORM, "direction");
}

static struct nes_err read_balance(const struct nes_xml *stmt, const char *code, struct nes_money *out)
{
    for (const struct nes_xml *bal = stmt->first; bal; bal = bal->next) {
        bool in;

        if (nes_str_is(bal->name, NS "Bal") &&
            nes_str_is(text_of(DOWN(bal, NS "Tp", NS "CdOrPrtry", NS "Cd")), code)) {
            NES_TRY(read_amount(bal, out, &in));
            out->tiyn = in ? out->tiyn : -out->tiyn;
            return NES_FINE;
        }
    }
    return NES_FAIL(STATEMENT_FORM, "balance");
}

/* Our ids travel without dashes; what is not of that form is not ours. */
static struct nes_id read_end_to_end(struct nes_str text)
{
    struct nes_id id = { 0 };

    return nes_str_unhex(text, id.b, sizeof(id.b)) ? id : (struct nes_id){ 0 };
}

static struct nes_str payer_of(const struct nes_xml *details)
{
    const struct nes_xml *id = DOWN(details, NS "RltdPties", NS "Dbtr", NS "Id");
    struct nes_str person = text_of(DOWN(id, NS "PrvtId", NS "Othr", NS "Id"));

    return person.len > 0 ? person : text_of(DOWN(id, NS "OrgId", NS "Othr", NS "Id"));
}

/* The child of that name if there is one and no other. */
static const struct nes_xml *only(const struct nes_xml *parent, const char *name)
{
    const struct nes_xml *found = parent ? nes_xml_child(parent, name) : NULL;

    for (const struct nes_xml *next = found ? found->next : NULL; next; next = next->next) {
        if (nes_str_is(next->name, name)) {
            return NULL;
        }
    }
    return found;
}

/* Several transactions that were booked in one sum tell nobody for it: a person looks. */
static struct nes_err read_entry(const struct nes_xml *ntry, struct nes_statement_entry *out)
{
    const struct nes_xml *details = only(only(ntry, NS "NtryDtls"), NS "TxDtls");
    struct nes_str ref = text_of(nes_xml_child(ntry, NS "AcctSvcrRef"));

    NES_TRY(read_amount(ntry, &out->amount, &out->in));
    NES_TRY(read_day(DOWN(ntry, NS "BookgDt", NS "Dt"), &out->booked_on));
    NES_TRY(read_day(DOWN(ntry, NS "ValDt", NS "Dt"), &out->value_on));
    if (ref.len == 0 || ref.len > 64) {
        return NES_FAIL(STATEMENT_FORM, "reference");
    }
    out->ref = ref;
    out->end_to_end = read_end_to_end(text_of(DOWN(details, NS "Refs", NS "EndToEndId")));
    if (out->in) {
        out->contract = nes_contract_number_find(text_of(DOWN(details, NS "RmtInf", NS "Ustrd")));
        out->payer_iin = payer_of(details);
        out->payer_name = text_of(DOWN(details, NS "RltdPties", NS "Dbtr", NS "Nm"));
        out->payer_iban = text_of(DOWN(details, NS "RltdPties", NS "DbtrAcct", NS "Id", NS "IBAN"));
    }
    return NES_FINE;
}

static struct nes_err read_entries(struct nes_arena *arena, const struct nes_xml *stmt, struct nes_statement *out)
{
    size_t count = 0;

    for (const struct nes_xml *ntry = stmt->first; ntry; ntry = ntry->next) {
        count += nes_str_is(ntry->name, NS "Ntry");
    }
    if (count > NES_STATEMENT_ENTRIES_MAX) {
        return NES_FAIL(STATEMENT_FORM, "entries");
    }
    out->entries = NES_NEW_MANY(arena, struct nes_statement_entry, count + 1);
    for (const struct nes_xml *ntry = stmt->first; ntry; ntry = ntry->next) {
        if (nes_str_is(ntry->name, NS "Ntry") && nes_str_is(text_of(nes_xml_child(ntry, NS "Sts")), "BOOK")) {
            NES_TRY(read_entry(ntry, &out->entries[out->len++]));
        }
    }
    return NES_FINE;
}

struct nes_err nes_bank_statement_read(struct nes_press *press, struct nes_arena *arena, struct nes_str file,
                                       struct nes_statement *out)
{
    const struct nes_xml *root, *stmt;

    *out = (struct nes_statement){ 0 };
    NES_TRY(nes_press_read_xml(press, arena, file, &root));
    stmt = nes_str_is(root->name, NS "Document") ? DOWN(root, NS "BkToCstmrStmt", NS "Stmt") : NULL;
    if (!stmt) {
        return NES_FAIL(STATEMENT_FORM, "Stmt");
    }
    out->iban = text_of(DOWN(stmt, NS "Acct", NS "Id", NS "IBAN"));
    NES_TRY(read_day(DOWN(stmt, NS "FrToDt", NS "FrDtTm"), &out->from));
    NES_TRY(read_day(DOWN(stmt, NS "FrToDt", NS "ToDtTm"), &out->to));
    NES_TRY(read_balance(stmt, "OPBD", &out->opening));
    NES_TRY(read_balance(stmt, "CLBD", &out->closing));
    NES_TRY(read_entries(arena, stmt, out));
    return nes_statement_check(out, arena);
}

struct nes_err nes_bank_statement_index(struct nes_keeper *keeper, struct nes_arena *arena,
                                        struct nes_statement *statement)
{
    struct nes_keeper_item *items = NES_NEW_MANY(arena, struct nes_keeper_item, statement->len + 1);
    size_t n = 0;

    for (size_t i = 0; i < statement->len; i++) {
        if (statement->entries[i].payer_iin.len == 12) {
            items[n++] = (struct nes_keeper_item){ .op = NES_KEEPER_INDEX, .label = NES_STR("client.iin"),
                                                   .data = statement->entries[i].payer_iin };
        }
    }
    NES_TRY(nes_keeper_ask(keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_MATCH }, items, n));
    n = 0;
    for (size_t i = 0; i < statement->len; i++) {
        if (statement->entries[i].payer_iin.len == 12) {
            statement->entries[i].payer_index = items[n++].answer;
        }
    }
    return NES_FINE;
}
