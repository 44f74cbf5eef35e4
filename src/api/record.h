/* src/api/record.h: the leaf of the audit that each call leaves, done, refused or looked. RULE 32 */
#pragma once
#include "http/server.h"

/* The hook of the dispatcher; `self` is the struct nes_house. The kind of the leaf is the route ("post.v1.journals");
 * objects are the session, the path's ids and, of a refusal, its code. */
struct nes_err nes_record_call(void *self, const struct nes_req *req, enum nes_call_end end,
                               const struct nes_fault *why);
