#include "world/partner.h"

#include <poll.h>

#include "world/world_faults.h"

struct nes_err nes_world_read(struct nes_req *req, struct nes_secret key, const char *path,
                              const struct nes_shape *shape)
{
    struct nes_field_faults *faults = NES_NEW(req->arena, struct nes_field_faults);

    if (!nes_world_signed(req, key, path)) {
        return NES_FAIL(WORLD_SIGNATURE, NULL);
    }
    req->prepared = nes_arena_take(req->arena, shape->size);
    return nes_shape_read(shape, req->arena, req->raw, req->prepared, faults).what ? NES_FAIL(WORLD_FORM, NULL)
                                                                                   : NES_FINE;
}

bool nes_world_fails(enum nes_behave behave, struct nes_err *err)
{
    if (behave == NES_BEHAVE_LATER) {
        *err = NES_REFUSE(WORLD_LATER, NULL);
        return true;
    }
    if (behave == NES_BEHAVE_SLOW || behave == NES_BEHAVE_SILENT) {
        (void)poll(NULL, 0, behave == NES_BEHAVE_SLOW ? 4'000 : 20'000);
    }
    *err = NES_REFUSE(WORLD_BROKEN, NULL);
    return behave == NES_BEHAVE_BROKEN || behave == NES_BEHAVE_SILENT;
}
