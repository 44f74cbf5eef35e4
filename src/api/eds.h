/* src/api/eds.h: what the doors for electronic signatures share: by a page, by a telephone. */
#pragma once
#include "http/req.h"
#include "identity/eds.h"

/* Signatures are taken only where somebody said which authorities are believed: EDS_NONE. */
struct nes_err nes_eds_taken_here(struct nes_req *req);
/* In `prepare`: keeps the signature for an open confirmation, sealed under its client's key. EDS_NONE,
 * CONFIRMATION_USED, CONFIRMATION_OVER. */
struct nes_err nes_eds_keep(struct nes_req *req, const struct nes_confirmation *confirmation, struct nes_str signature,
                            struct nes_document_row *row);
