#include "api/sheet.h"

#include "api/house.h"
#include "json/json.h"
#include "paper/paper.h"

#define PAGE_MAX (4u << 20)

struct nes_err nes_sheet_open(struct nes_req *req, struct nes_document_id id, struct nes_str *out)
{
    const struct nes_house *house = nes_house_of(req);
    struct nes_vault vault = { .crypto = house->crypto, .keeper = house->keeper, .blobs = house->blobs };
    bool own = req->caller.kind == NES_CALLER_CLIENT;
    struct nes_access access = { .why = { own ? NES_PURPOSE_VIEW : NES_PURPOSE_WORK, req->caller.id } };
    struct nes_document_row row;
    struct nes_secret bytes;

    NES_TRY(nes_document_find(req->tx, id, &row));
    access.key = row.key;
    NES_TRY(nes_document_open(&vault, req->arena, &access, &row.document, &bytes)); /* RULE 11.1 RULE 34.2 */
    *out = (struct nes_str){ (const char *)bytes.ptr, bytes.len };
    return NES_FINE;
}

struct nes_err nes_sheet_file(struct nes_req *req, struct nes_reply *reply, struct nes_document_id id,
                              struct nes_str name)
{
    struct nes_str bytes;

    NES_TRY(nes_sheet_open(req, id, &bytes));
    return nes_reply_bytes(reply, bytes, name);
}

struct nes_err nes_sheet_page(struct nes_req *req, struct nes_reply *reply, struct nes_document_id model)
{
    struct nes_buf buf = nes_buf_begin(req->arena, PAGE_MAX);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_paper_model paper;
    struct nes_str bytes, page;

    NES_TRY(nes_sheet_open(req, model, &bytes));
    NES_TRY(nes_paper_read(nes_house_of(req)->crypto, req->arena, bytes, &paper));
    nes_paper_page(&json, &paper);
    NES_TRY(nes_buf_done(&buf, &page));
    return nes_reply_bytes(reply, page, (struct nes_str){ 0 });
}
