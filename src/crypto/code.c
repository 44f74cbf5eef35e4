#include "crypto/code.h"

#include <assert.h>
#include <liboath/oath.h>
#include <string.h>

#include "crypto/crypto_faults.h"
#include "crypto/text.h"

#define LABEL "nesie one-time 1"
static_assert(sizeof(LABEL) - 1 + 16 + 4 == NES_CODE_MESSAGE);

void nes_code_message(struct nes_id challenge, uint32_t send, char out[NES_CODE_MESSAGE])
{
    memcpy(out, LABEL, 16);
    memcpy(out + 16, challenge.b, 16);
    for (int i = 0; i < 4; i++) {
        out[32 + i] = (char)(send >> (24 - 8 * i));
    }
}

struct nes_code nes_code_digits(const struct nes_crypto *crypto, const struct nes_hash *mac)
{
    const uint32_t fair = UINT32_MAX - UINT32_MAX % 1'000'000; /* above it, some codes would come more often */
    struct nes_hash pool = *mac;
    struct nes_code code = { 0 };
    uint32_t drawn = UINT32_MAX;

    for (size_t at = 0; drawn >= fair; at = (at + 4) % NES_HASH_BYTES) {
        const uint8_t *b = pool.b + at;

        drawn = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
        if (at + 4 == NES_HASH_BYTES) {
            pool = nes_sha256(crypto, (struct nes_str){ (const char *)pool.b, NES_HASH_BYTES });
        }
    }
    for (size_t i = NES_CODE_DIGITS; i > 0; i--) {
        code.text[i - 1] = (char)('0' + drawn % 10);
        drawn /= 10;
    }
    nes_crypto_wipe(&pool, sizeof(pool));
    return code;
}

struct nes_code nes_code_make(const struct nes_crypto *crypto, struct nes_secret key, struct nes_id challenge,
                              uint32_t send)
{
    char message[NES_CODE_MESSAGE];
    struct nes_hash mac;
    struct nes_code code;

    nes_code_message(challenge, send, message);
    mac = nes_hmac(crypto, key, (struct nes_str){ message, sizeof(message) });
    code = nes_code_digits(crypto, &mac);
    nes_crypto_wipe(&mac, sizeof(mac));
    return code;
}

bool nes_code_same(const struct nes_code *code, struct nes_str given)
{
    return given.len == NES_CODE_DIGITS && nes_crypto_same(code->text, given.ptr, NES_CODE_DIGITS);
}

struct nes_err nes_totp_at(struct nes_secret secret, int64_t step, struct nes_code *out)
{
    if (secret.len < 16) {
        return NES_FAIL(CODE_SECRET, NULL);
    }
    NES_ASSERT(step >= 0);
    NES_ASSERT(oath_hotp_generate((const char *)secret.ptr, secret.len, (uint64_t)step, NES_CODE_DIGITS, false,
                                  OATH_HOTP_DYNAMIC_TRUNCATION, out->text) == OATH_OK);
    return NES_FINE;
}

struct nes_err nes_totp_check(struct nes_secret secret, struct nes_str given, struct nes_totp_time time, int64_t *step)
{
    int64_t now = time.now_us / NES_TOTP_STEP_US, found = -1;

    NES_ASSERT(time.now_us >= 0 && time.window >= 0 && time.window <= 10);
    for (int64_t at = now - time.window; at <= now + time.window; at++) {
        struct nes_code code;

        if (at < 0) {
            continue;
        }
        NES_TRY(nes_totp_at(secret, at, &code));
        /* No early end: the time tells nothing of which step matched. */
        found = nes_code_same(&code, given) && at > time.used_step && found < 0 ? at : found;
    }
    *step = found;
    return NES_FINE;
}

static void add_escaped(struct nes_buf *buf, struct nes_str text)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_' ||
                     c == '.' || c == '~';

        if (plain) {
            nes_buf_byte(buf, (char)c);
            continue;
        }
        nes_buf_byte(buf, '%');
        nes_buf_byte(buf, hex[c >> 4]);
        nes_buf_byte(buf, hex[c & 15]);
    }
}

struct nes_err nes_totp_uri(struct nes_arena *arena, struct nes_secret secret, struct nes_str issuer,
                            struct nes_str account, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 2'048);

    nes_buf_addz(&buf, "otpauth://totp/");
    add_escaped(&buf, issuer);
    nes_buf_byte(&buf, ':');
    add_escaped(&buf, account);
    nes_buf_addz(&buf, "?secret=");
    nes_buf_add(&buf, nes_base32_write(arena, (struct nes_str){ (const char *)secret.ptr, secret.len }));
    nes_buf_addz(&buf, "&issuer=");
    add_escaped(&buf, issuer);
    nes_buf_addz(&buf, "&algorithm=SHA1&digits=6&period=30");
    return nes_buf_done(&buf, out);
}
