#include "world/partner.h"

#include <poll.h>

#include "world/world_faults.h"

static bool signed_well(const struct nes_req *req, struct nes_secret key, const char *path)
{
    struct nes_buf text = nes_buf_begin(req->arena, req->raw.len + 256), hex = nes_buf_begin(req->arena, 65);
    struct nes_str given = nes_req_header(req, "X-Signature");
    struct nes_hash mac;

    nes_buf_addz(&text, path);
    nes_buf_byte(&text, '\n');
    nes_buf_add(&text, req->raw);
    mac = nes_hmac(nes_world_of(req)->crypto, key, (struct nes_str){ text.ptr, text.len });
    nes_buf_hex(&hex, mac.b, sizeof(mac.b));
    return given.len == hex.len && nes_crypto_same(given.ptr, hex.ptr, hex.len);
}

struct nes_err nes_world_read(struct nes_req *req, struct nes_secret key, const char *path,
                              const struct nes_shape *shape)
{
    struct nes_field_faults *faults = NES_NEW(req->arena, struct nes_field_faults);

    if (!signed_well(req, key, path)) {
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
