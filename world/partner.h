/* world/partner.h: what the stand-ins of partners with signed JSON share (docs/wire/registry.md: the signature). */
#pragma once
#include "world/world.h"

/* In `prepare`: checks the signature over `path`, line feed and the raw body, and reads it by its shape into
 * req->prepared. WORLD_SIGNATURE, WORLD_FORM. */
struct nes_err nes_world_read(struct nes_req *req, struct nes_secret key, const char *path,
                              const struct nes_shape *shape);
/* How `partner` behaves on this call: false: it answers as asked; true: the error is in `err` (WORLD_LATER,
 * WORLD_BROKEN). Slow and silent ones hold the call. What is done is done before. */
bool nes_world_fails(enum nes_behave behave, struct nes_err *err);
