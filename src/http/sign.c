#include "http/sign.h"

static struct nes_str joined(struct nes_arena *arena, const struct nes_str *parts, size_t len)
{
    size_t all = 0;
    struct nes_buf buf;
    struct nes_str text;

    for (size_t i = 0; i < len; i++) {
        all += sizeof(uint64_t) + parts[i].len;
    }
    buf = nes_buf_begin(arena, all);
    for (size_t i = 0; i < len; i++) {
        uint64_t size = parts[i].len;

        nes_buf_add(&buf, (struct nes_str){ (const char *)&size, sizeof(size) });
        nes_buf_add(&buf, parts[i]);
    }
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    return text;
}

struct nes_hash nes_http_digest(const struct nes_crypto *crypto, struct nes_arena *arena, const struct nes_str *parts,
                                size_t len)
{
    return nes_sha256(crypto, joined(arena, parts, len));
}

struct nes_hash nes_http_mac(const struct nes_crypto *crypto, struct nes_secret key, struct nes_arena *arena,
                             const struct nes_str *parts, size_t len)
{
    return nes_hmac(crypto, key, joined(arena, parts, len));
}
