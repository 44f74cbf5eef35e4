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

struct nes_err nes_password_new(const struct nes_req *req, struct nes_issued *out)
{
    const struct nes_house *house = nes_house_of(req);
    struct nes_peppered peppered;
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC, .label = NES_STR("pepper") };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };

    out->text = new_text(house->crypto, req->arena);
    item.data = out->text;
    NES_TRY(nes_keeper_ask(house->keeper, req->arena, why, &item, 1));
    peppered.hash = nes_hash_from(item.answer);
    nes_password_hash(house->crypto, &peppered, out->hash);
    nes_crypto_wipe(&peppered, sizeof(peppered));
    return NES_FINE;
}
