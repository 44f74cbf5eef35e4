/* src/api/statement.c: bank statements as staff takes them, and the money that waits for a person. */
#include "payment/statement.h"

#include "api/doors.h"
#include "api/house.h"
#include "api/sheet.h"
#include "gateway/bank.h"
#include "gateway/bank_import.h"
#include "ledger/ledger_faults.h"
#include "payment/payment.h"
#include "vault/vault_faults.h"

#define FILE_MAX (4 * 1'024 * 1'024)

static const struct nes_choice line_states[] = { { "matched", NES_BANK_LINE_MATCHED },
                                                 { "unidentified", NES_BANK_LINE_UNIDENTIFIED },
                                                 { "own", NES_BANK_LINE_OWN },
                                                 { "strange", NES_BANK_LINE_STRANGE },
                                                 { "returned", NES_BANK_LINE_RETURNED },
                                                 { NULL, 0 } };

static const struct nes_field done_fields[] = {
    NES_FIELD(struct nes_statement_done, id,           .words = "The statement; left out: nothing in it was new."),
    NES_FIELD(struct nes_statement_done, lines,        .words = "Entries in it."),
    NES_FIELD(struct nes_statement_done, fresh,        .words = "Entries that no statement brought before."),
    NES_FIELD(struct nes_statement_done, matched,      .words = "Payments of loans."),
    NES_FIELD(struct nes_statement_done, unidentified, .words = "Receipts that wait for a person."),
    NES_FIELD(struct nes_statement_done, own,          .words = "Own payouts."),
    NES_FIELD(struct nes_statement_done, strange,      .words = "Money out that no payout explains."),
};
static const struct nes_shape done_view = NES_SHAPE(struct nes_statement_done, done_fields, .as = "statement_taken");

struct line {
    struct nes_line_id id;
    struct nes_statement_id statement;
    struct nes_str ref;
    unsigned state;
    struct nes_money amount;
    struct nes_date value_on;
};
static const struct nes_field line_fields[] = {
    NES_FIELD(struct line, id,        .required = true, .words = "The line."),
    NES_FIELD(struct line, statement, .required = true, .words = "The statement that brought it."),
    NES_FIELD(struct line, ref,       .required = true, .words = "The bank's reference."),
    NES_FIELD(struct line, state,     .required = true, .choices = line_states, .words = "What became of it."),
    NES_FIELD(struct line, amount,    .required = true, .words = "How much."),
    NES_FIELD(struct line, value_on,  .required = true, .words = "The bank's value day."),
};
static const struct nes_shape line_view = NES_SHAPE(struct line, line_fields, .as = "bank_line");

struct lines {
    struct { struct line *rows; size_t len; } lines;
};
static const struct nes_field lines_fields[] = {
    NES_LIST(struct lines, lines, .required = true, .each = &line_view, .max = 200, .words = "Oldest first."),
};
static const struct nes_shape lines_view = NES_SHAPE(struct lines, lines_fields, .as = "bank_lines");

struct which {
    unsigned state;
};
static const struct nes_field which_fields[] = {
    NES_FIELD(struct which, state, .required = true, .choices = line_states, .words = "Of this state."),
};
static const struct nes_shape which_shape = NES_SHAPE(struct which, which_fields, .as = "bank_lines_which");

struct whose {
    struct nes_str number;
};
static const struct nes_field whose_fields[] = {
    NES_FIELD(struct whose, number, .required = true, .min = NES_CONTRACT_NUMBER, .max = NES_CONTRACT_NUMBER,
              .words = "Number of the contract."),
};
static const struct nes_shape whose_shape = NES_SHAPE(struct whose, whose_fields, .as = "bank_line_whose");

/* --- taking --- */

static struct nes_err take_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_house *house = nes_house_of(req);
    struct nes_bank_import *import = NES_NEW(req->arena, struct nes_bank_import);

    (void)reply;
    *import = (struct nes_bank_import){ .press = house->press, .who = req->caller.id,
                                        .vault = { house->crypto, house->keeper, house->blobs } };
    req->prepared = import;
    return nes_bank_import_read(req->tx, req->raw, import);
}

static void wake(void *self)
{
    if (self) {
        nes_errands_wake(self);
    }
}

static struct nes_err take_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_statement_done done;

    NES_TRY(nes_bank_import_take(req->tx, req->prepared, &done));
    if (done.matched > 0) {
        nes_req_after(req, wake, nes_house_of(req)->errands);
    }
    return nes_reply_ok(reply, &done_view, &done);
}

/* --- what waits for a person --- */

static struct line line_of(const struct nes_bank_line *line)
{
    return (struct line){ line->id, line->statement, line->ref, line->state, line->amount, line->value_on };
}

static struct nes_err line_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                struct nes_param_row *out)
{
    struct nes_bank_line *line = NES_NEW(req->arena, struct nes_bank_line);

    NES_TRY(nes_line_find(req->tx, (struct nes_line_id){ value->id }, lock, line));
    *out = (struct nes_param_row){ .row = line, .object = value->id, .version = line->version };
    return NES_FINE;
}
const struct nes_param nes_line_param = { .name = "line", .kind = NES_PARAM_ID,
                                          .doc = "An entry of the organisation's account.", .load = line_load };

static struct nes_err lines_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct which *which = req->query;
    struct nes_bank_lines lines;
    struct lines out;

    NES_TRY(nes_lines_in(req->tx, (enum nes_line_state)which->state, &lines));
    NES_NEW_ROWS(req->arena, out.lines, lines.len);
    for (size_t i = 0; i < lines.len; i++) {
        out.lines.rows[i] = line_of(&lines.rows[i]);
    }
    return nes_reply_ok(reply, &lines_view, &out);
}

static struct nes_err assign_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct whose *in = req->body;
    struct nes_bank_line *line = nes_req_row(req, "line");
    struct nes_loan_id loan;
    struct line out;
    bool found;

    NES_TRY(nes_loan_numbered(req->tx, in->number, &loan, &found));
    if (!found) {
        return NES_FAIL(LINE_LOAN, "number");
    }
    NES_TRY(nes_line_assign(req->tx, line, loan, req->caller.id));
    nes_req_after(req, wake, nes_house_of(req)->errands);
    out = line_of(line);
    return nes_reply_ok(reply, &line_view, &out);
}

static struct nes_err statement_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                     struct nes_param_row *out)
{
    struct nes_document_id *file = NES_NEW(req->arena, struct nes_document_id);

    (void)lock; /* a statement never changes */
    NES_TRY(nes_statement_file(req->tx, (struct nes_statement_id){ value->id }, file));
    *out = (struct nes_param_row){ .row = file, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_statement_param = { .name = "statement", .kind = NES_PARAM_ID, .doc = "A bank statement.",
                                               .load = statement_load };

static struct nes_err file_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_document_id *file = nes_req_row(req, "statement");

    return nes_sheet_file(req, reply, *file, NES_STR("statement.xml"));
}

#define TAKE_FAILS                                                                                                     \
    NES_FAULTS(STATEMENT_FORM, STATEMENT_SUM, STATEMENT_ACCOUNT, STATEMENT_OTHER, OWN_ACCOUNT_NONE, XML_BROKEN,        \
               XML_LARGE, XML_DTD, PRESS_DIED, PRESS_SLOW, HELPER_DOWN, LEDGER_FUTURE)

static const struct nes_route routes[] = {
    { NES_POST, "/v1/statements", .listen = NES_OFFICE, .needs = NES_PERM_STATEMENT_TAKE, .raw = true,
      .body_max = FILE_MAX, .gives = &done_view, .fails = TAKE_FAILS, .once = true, .status = 200,
      .prepare = take_prepare /* read in the press, sealed */, .run = take_run, .rules = "7.5.a, 27",
      .doc = "Take a bank statement (camt.053); what was taken before changes nothing." },
    { NES_GET, "/v1/statements/{statement}/file", .listen = NES_OFFICE, .needs = NES_PERM_STATEMENT_TAKE,
      .gives_type = "application/xml", .fails = NES_FAULTS(DOCUMENT_CHANGED, BLOB_GONE, HELPER_DOWN), .looks = true,
      .prepare = file_show, .rules = "27, 34.2", .doc = "A statement as it came." },
    { NES_GET, "/v1/bank-lines", .listen = NES_OFFICE, .needs = NES_PERM_STATEMENT_TAKE, .asks = &which_shape,
      .gives = &lines_view, .prepare = lines_show, .rules = "27",
      .doc = "Entries of a state: what waits for a person." },
    { NES_POST, "/v1/bank-lines/{line}/loan", .listen = NES_OFFICE, .needs = NES_PERM_PAYMENT_ASSIGN,
      .takes = &whose_shape, .gives = &line_view, .fails = NES_FAULTS(LINE_STATE, LINE_LOAN), .once = true,
      .status = 200, .run = assign_run, .rules = "7.5.a, 27", .doc = "Say whose an unidentified receipt is." },
};
const struct nes_resource nes_statement_resource = NES_RESOURCE("statement", routes);
