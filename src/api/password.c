#include "api/password.h"

#define LETTERS 20 /* of 31: 99 bits */

/* Without those that are taken for each other (i l o 0 1). */
static struct nes_str new_text(const struct nes_crypto *crypto, struct nes_arena *arena)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    struct nes_buf buf = nes_buf_begin(arena, 64);
    uint8_t byte;

    for (int made = 0; made < LETTERS;) {
        nes_crypto_random(crypto, &byte, 1);
        if (byte < 248) { /* 8 x 31: each letter is equally likely */
            if (made > 0 && made % 5 == 0) {
                nes_buf_byte(&buf, '.');
            }
            nes_buf_byte(&buf, letters[byte % 31]);
            made++;
        }
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct nes_err pepper(const struct nes_req *req, struct nes_secret text, struct nes_peppered *out)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC, .label = NES_STR("pepper"),
                                    .data = { (const char *)text.ptr, text.len } };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };

    NES_TRY(nes_keeper_ask(nes_house_of(req)->keeper, req->arena, why, &item, 1));
    out->hash = nes_hash_from(item.answer);
    return NES_FINE;
}

struct nes_err nes_password_make(const struct nes_req *req, struct nes_secret text, char hash[NES_PASSWORD_TEXT])
{
    struct nes_peppered peppered;

    NES_TRY(pepper(req, text, &peppered));
    nes_password_hash(nes_house_of(req)->crypto, &peppered, hash);
    nes_crypto_wipe(&peppered, sizeof(peppered));
    return NES_FINE;
}

struct nes_err nes_password_new(const struct nes_req *req, struct nes_issued *out)
{
    out->text = new_text(nes_house_of(req)->crypto, req->arena);
    return nes_password_make(req, (struct nes_secret){ (const uint8_t *)out->text.ptr, out->text.len }, out->hash);
}

struct nes_err nes_attempt_name(const struct nes_req *req, const char *kind, struct nes_str who, struct nes_hash *out)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC, .label = NES_STR("attempt") };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };
    struct nes_buf buf = nes_buf_begin(req->arena, 256);

    nes_buf_addz(&buf, kind);
    nes_buf_byte(&buf, ' ');
    nes_buf_add(&buf, who);
    item.data = (struct nes_str){ buf.ptr, buf.len };
    NES_TRY(nes_keeper_ask(nes_house_of(req)->keeper, req->arena, why, &item, 1));
    *out = nes_hash_from(item.answer);
    return NES_FINE;
}

struct nes_err nes_attempt_name_of(const struct nes_req *req, const char *kind, struct nes_str bytes,
                                   struct nes_hash *out)
{
    NES_ASSERT(bytes.len <= 64);
    return nes_attempt_name(req, kind, nes_str_hex(req->arena, bytes.ptr, bytes.len), out);
}

/* A name of the office and the same name of a client are two: who tries the one shuts the other to nobody. */
static const char *attempts_of(enum nes_subject_kind kind)
{
    return kind == NES_SUBJECT_STAFF ? "staff_password" : "password";
}

struct nes_err nes_password_try(const struct nes_req *req, enum nes_subject_kind kind, struct nes_str login,
                                struct nes_secret text, struct nes_tried *out)
{
    const struct nes_house *house = nes_house_of(req);
    struct nes_peppered peppered;
    bool stale;

    NES_TRY(nes_password_find(req->tx, kind, login, &out->password, &out->found));
    NES_TRY(nes_attempt_name(req, attempts_of(kind), login, &out->attempt));
    NES_TRY(pepper(req, text, &peppered));
    NES_TRY(nes_password_check(house->crypto, &peppered,
                               out->found ? out->password.hash : nes_str_of(house->no_password), &out->matches,
                               &stale));
    nes_crypto_wipe(&peppered, sizeof(peppered));
    return NES_FINE;
}

struct nes_err nes_password_tried(struct nes_tx *tx, const struct nes_tried *tried, struct nes_password *now,
                                  bool *right)
{
    *right = false;
    NES_TRY(nes_attempt_count(tx, &tried->attempt));
    if (!tried->found || !tried->matches) {
        return NES_FINE;
    }
    NES_TRY(nes_password_of(tx, tried->password.subject, now));
    if (now->version != tried->password.version) {
        return NES_FINE;
    }
    *right = true;
    return nes_attempt_right(tx, &tried->attempt);
}
