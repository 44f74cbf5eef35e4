/* src/api/loan_paper.c: papers on loans: the contract with its evidence, receipts, certificates. RULE 7.3 RULE 12
 * RULE 34.2 */
#include "payment/paper.h"

#include "api/doors.h"
#include "api/house.h"
#include "api/sheet.h"
#include "audit/audit_faults.h"
#include "paper/paper_faults.h"
#include "vault/vault_faults.h"

static const struct nes_choice paper_kinds[] = { { "contract", NES_LOAN_PAPER_CONTRACT },
                                                 { "receipt", NES_LOAN_PAPER_RECEIPT },
                                                 { "closed", NES_LOAN_PAPER_CLOSED },
                                                 { NULL, 0 } };

struct view {
    struct nes_loan_paper_id id;
    unsigned kind;
    bool formed;
    int64_t asked_at;
};
static const struct nes_field view_fields[] = {
    NES_FIELD(struct view, id,       .required = true, .words = "The paper."),
    NES_FIELD(struct view, kind,     .required = true, .choices = paper_kinds, .words = "What it is."),
    NES_FIELD(struct view, formed,   .words = "false: it comes in a moment."),
    NES_FIELD(struct view, asked_at, .required = true, .instant = true, .words = "When what it tells happened."),
};
static const struct nes_shape paper_view = NES_SHAPE(struct view, view_fields, .as = "loan_paper");

struct views {
    struct { struct view *rows; size_t len; } papers;
};
static const struct nes_field views_fields[] = {
    NES_LIST(struct views, papers, .required = true, .each = &paper_view, .max = 500, .words = "Newest first."),
};
static const struct nes_shape papers_view = NES_SHAPE(struct views, views_fields, .as = "loan_papers");

static struct nes_err papers_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_loan_papers papers;
    struct views views;

    NES_TRY(nes_loan_papers_of(req->tx, (struct nes_loan_id){ nes_req_value(req, "loan")->id }, &papers));
    NES_NEW_ROWS(req->arena, views.papers, papers.len);
    for (size_t i = 0; i < papers.len; i++) {
        const struct nes_loan_paper *paper = &papers.rows[i];

        views.papers.rows[i] = (struct view){ paper->id, paper->kind, !nes_id_none(paper->document.id),
                                              paper->asked_at };
    }
    return nes_reply_ok(reply, &papers_view, &views);
}

static struct nes_err paper_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                 struct nes_param_row *out)
{
    struct nes_loan_paper *paper = NES_NEW(req->arena, struct nes_loan_paper);

    (void)lock;
    NES_TRY(nes_loan_paper_find(req->tx, (struct nes_loan_paper_id){ value->id }, paper));
    *out = (struct nes_param_row){ .row = paper, .owner = paper->client.id, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_paper_param = { .name = "paper", .kind = NES_PARAM_ID, .doc = "A paper on a loan.",
                                           .load = paper_load };

static struct nes_err file_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_loan_paper *paper = nes_req_row(req, "paper");

    return nes_id_none(paper->document.id) ? NES_FAIL(PAPER_WAITS, "paper")
                                           : nes_sheet_file(req, reply, paper->document, NES_STR("paper.pdf"));
}

static struct nes_err page_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_loan_paper *paper = nes_req_row(req, "paper");

    return nes_id_none(paper->model.id) ? NES_FAIL(PAPER_WAITS, "paper") : nes_sheet_page(req, reply, paper->model);
}

static struct nes_err receipt_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_loan_paper *paper = nes_req_row(req, "paper");
    struct nes_str file;

    if (nes_id_none(paper->leaf.id)) {
        return NES_FAIL(PAPER_WAITS, "paper");
    }
    NES_TRY(nes_audit_receipt(req->tx, nes_house_of(req)->crypto, paper->leaf, &file)); /* RULE 12 */
    return nes_reply_bytes(reply, file, NES_STR("receipt.txt"));
}

#define READ_FAILS NES_FAULTS(PAPER_WAITS, PAPER_CHANGED, DOCUMENT_CHANGED, BLOB_GONE, HELPER_DOWN)

static const struct nes_route routes[] = {
    { NES_GET, "/v1/mine/loans/{loan}/papers", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &papers_view,
      .looks = true, .prepare = papers_show, .rules = "7.3, 12", .doc = "Papers on an own loan." },
    { NES_GET, "/v1/mine/papers/{paper}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives_type = "application/pdf", .fails = READ_FAILS, .looks = true, .prepare = file_show,
      .rules = "7.3, 12, 34.2", .doc = "An own paper as it was formed." },
    { NES_GET, "/v1/mine/papers/{paper}/page", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives_type = "application/json", .fails = READ_FAILS, .looks = true, .prepare = page_show, .rules = "7.3",
      .doc = "The same as a page, in both languages." },
    { NES_GET, "/v1/mine/papers/{paper}/receipt", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT,
      .gives_type = "text/plain; charset=utf-8", .fails = NES_FAULTS(AUDIT_WAITING, PAPER_WAITS),
      .prepare = receipt_show, .rules = "12", .doc = "The receipt of the paper, to be checked without us." },
    { NES_GET, "/v1/loans/{loan}/papers", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW, .gives = &papers_view,
      .looks = true, .prepare = papers_show, .rules = "27", .doc = "Papers on a loan." },
    { NES_GET, "/v1/papers/{paper}", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW,
      .gives_type = "application/pdf", .fails = READ_FAILS, .looks = true, .prepare = file_show, .rules = "27, 34.2",
      .doc = "A paper as it was formed." },
};
const struct nes_resource nes_loan_paper_resource = NES_RESOURCE("loan_paper", routes);
