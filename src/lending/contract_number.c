#include <string.h>

#include "lending/contract.h"

#define DIGITS 9

/* Modulo 97 of the digits. */
static int rest_of(const char *digits, size_t len)
{
    int rest = 0;

    for (size_t i = 0; i < len; i++) {
        rest = (rest * 10 + (digits[i] - '0')) % 97;
    }
    return rest;
}

void nes_contract_number(struct nes_id id, char out[NES_CONTRACT_NUMBER + 1])
{
    uint64_t random = 0;
    int check;

    for (size_t i = 8; i < sizeof(id.b); i++) {
        random = random << 8 | id.b[i];
    }
    random %= 900'000'000;
    random += 100'000'000; /* no leading zero: people drop them */
    for (size_t i = DIGITS; i-- > 0; random /= 10) {
        out[i] = (char)('0' + random % 10);
    }
    memcpy(out + DIGITS, "00", 3);
    check = 98 - rest_of(out, NES_CONTRACT_NUMBER);
    out[DIGITS] = (char)('0' + check / 10);
    out[DIGITS + 1] = (char)('0' + check % 10);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct nes_str nes_contract_number_find(struct nes_str text)
{
    for (size_t at = 0, len; at < text.len; at += len + 1) {
        len = 0;
        while (at + len < text.len && is_digit(text.ptr[at + len])) {
            len++;
        }
        if (len == NES_CONTRACT_NUMBER && text.ptr[at] != '0' && rest_of(text.ptr + at, len) == 1) {
            return nes_str_part(text, at, len);
        }
    }
    return (struct nes_str){ 0 };
}

struct nes_str nes_contract_signed_text(struct nes_arena *arena, struct nes_str number, const struct nes_hash *hash)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);

    nes_buf_addz(&buf, "nesie contract 1 ");
    nes_buf_add(&buf, number);
    nes_buf_byte(&buf, ' ');
    nes_buf_hex(&buf, hash->b, sizeof(hash->b));
    nes_buf_byte(&buf, '\n');
    return (struct nes_str){ buf.ptr, buf.len };
}
