/* world/signed.c: signed calls: HMAC-SHA-256 over the name of the call, a line feed and the body. */
#include "crypto/text.h"
#include "world/world.h"

bool nes_world_signed(const struct nes_req *req, struct nes_secret key, const char *name)
{
    struct nes_buf told = nes_buf_begin(req->arena, req->raw.len + 64);
    struct nes_str given = nes_req_header(req, "X-Signature");
    struct nes_str hex;
    struct nes_hash mac;

    nes_buf_addz(&told, name);
    nes_buf_byte(&told, '\n');
    nes_buf_add(&told, req->raw);
    mac = nes_hmac(nes_world_of(req)->crypto, key, (struct nes_str){ told.ptr, told.len });
    hex = nes_str_hex(req->arena, mac.b, sizeof(mac.b));
    return given.len == hex.len && nes_crypto_same(given.ptr, hex.ptr, hex.len);
}
