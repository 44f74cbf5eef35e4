/* src/api/disclosure_office.c: texts for clients as staff see them: with proposals and former ones.
 * RULE 8.2 RULE 8.5 */
#include "api/doors.h"
#include "desk/desk_sql.h"
#include "http/req.h"

#define BODY_MAX 30'000

static const struct nes_field version_fields[] = {
    NES_FIELD(struct nes_text_versions_row, id,      .required = true, .words = "The text."),
    NES_FIELD(struct nes_text_versions_row, kind,    .required = true, .words = "rules or rights."),
    NES_FIELD(struct nes_text_versions_row, nr,      .required = true, .words = "Its number."),
    NES_FIELD(struct nes_text_versions_row, state,   .required = true, .words = "proposed, published, rejected."),
    NES_FIELD(struct nes_text_versions_row, from_on, .required = true, .words = "First day it holds."),
    NES_FIELD(struct nes_text_versions_row, body_kk, .required = true, .max = BODY_MAX, .lines = true,
              .words = "In Kazakh."),
    NES_FIELD(struct nes_text_versions_row, body_ru, .required = true, .max = BODY_MAX, .lines = true,
              .words = "In Russian."),
    NES_FIELD(struct nes_text_versions_row, maker,   .required = true, .words = "Who proposed it."),
    NES_FIELD(struct nes_text_versions_row, made_at, .required = true, .instant = true, .words = "When."),
};
static const struct nes_shape version_view = NES_SHAPE(struct nes_text_versions_row, version_fields,
                                                       .as = "disclosure_version");

struct page {
    struct { struct nes_text_versions_row *rows; size_t len; } texts;
};
static const struct nes_field page_fields[] = {
    NES_LIST(struct page, texts, .required = true, .each = &version_view, .max = 40, .words = "Newest first."),
};
static const struct nes_shape page_view = NES_SHAPE(struct page, page_fields, .as = "disclosure_versions");

static struct nes_err versions_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_text_versions_rows found;
    struct page page;

    NES_TRY(nes_text_versions(req->tx, &found));
    page.texts.rows = found.rows;
    page.texts.len = found.len;
    return nes_reply_ok(reply, &page_view, &page);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/disclosure-versions", .listen = NES_OFFICE, .needs = NES_PERM_PRODUCT_VIEW, .gives = &page_view,
      .prepare = versions_show, .rules = "8.2, 8.5", .doc = "Texts for clients with their proposals, newest first." },
};
const struct nes_resource nes_disclosure_office_resource = NES_RESOURCE("disclosure_office", routes);
