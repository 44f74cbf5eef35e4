#include <string.h>

#include "identity/attempt.h"
#include "identity/identity_sql.h"

struct nes_hash nes_attempt_key(const struct nes_crypto *crypto, struct nes_secret key, const char *kind,
                                struct nes_str who)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 4096);
    struct nes_str text;
    struct nes_err err;

    nes_buf_addz(&buf, kind);
    nes_buf_byte(&buf, '\0');
    nes_buf_add(&buf, nes_str_part(who, 0, 1024));
    err = nes_buf_done(&buf, &text);
    NES_ASSERT(!err.what);
    return nes_hmac(crypto, key, text);
}

static struct nes_err load(struct nes_tx *tx, struct nes_str key, struct nes_attempts *out)
{
    struct nes_attempt_take_row row;
    int64_t fresh;

    NES_TRY(nes_attempt_begin(tx, key, nes_date_at(nes_tx_now(tx)), &fresh));
    NES_TRY(nes_attempt_take(tx, key, &row));
    *out = (struct nes_attempts){ row.in_row, row.of_day, row.day, row.blocked_until };
    return NES_FINE;
}

static struct nes_err save(struct nes_tx *tx, struct nes_str key, const struct nes_attempts *attempts)
{
    return nes_attempt_save(tx, &(struct nes_attempt_save_in){ key, attempts->in_row, attempts->of_day, attempts->day,
                                                               attempts->blocked_until });
}

static struct nes_str bytes_of(const struct nes_hash *key)
{
    return (struct nes_str){ (const char *)key->b, sizeof(key->b) };
}

struct nes_err nes_attempt_count(struct nes_tx *tx, const struct nes_hash *key)
{
    struct nes_attempts attempts;

    NES_TRY(load(tx, bytes_of(key), &attempts));
    if (!nes_attempts_open(&attempts, nes_tx_now(tx))) {
        return NES_REFUSE(SIGN_IN_BLOCKED, NULL);
    }
    attempts = nes_attempts_wrong(attempts, nes_tx_now(tx));
    return save(tx, bytes_of(key), &attempts);
}

struct nes_err nes_attempt_right(struct nes_tx *tx, const struct nes_hash *key)
{
    struct nes_attempts attempts;

    NES_TRY(load(tx, bytes_of(key), &attempts));
    attempts = nes_attempts_right(attempts);
    return save(tx, bytes_of(key), &attempts);
}
