/* src/api/sheet.h: shows documents of the vault as they were kept: the PDF, or the page of the same model. RULE 7.3
 * RULE 11.1 RULE 34.2 */
#pragma once
#include "http/req.h"
#include "vault/vault.h"

/* Answers with the bytes of a document, shown under a name. DOCUMENT_CHANGED, BLOB_GONE, HELPER_DOWN. */
struct nes_err nes_sheet_file(struct nes_req *req, struct nes_reply *reply, struct nes_document_id id,
                              struct nes_str name);
/* Answers with the page (JSON, docs/paper.md) of a kept model. PAPER_CHANGED and those above. */
struct nes_err nes_sheet_page(struct nes_req *req, struct nes_reply *reply, struct nes_document_id model);
/* The bytes themselves. */
struct nes_err nes_sheet_open(struct nes_req *req, struct nes_document_id id, struct nes_str *out);
