/* src/ident/ident_fuzz.c: any bytes into each reader; what is accepted must read again as itself. */
#include <string.h>

#include "ident/account.h"
#include "ident/name.h"
#include "ident/phone.h"
#include "ident/taxpayer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_iban(struct nes_str text)
{
    struct nes_iban iban, again;

    if (!nes_iban_read(text, &iban).what) {
        NES_ASSERT(!nes_iban_read(nes_str_of(iban.text), &again).what);
        NES_ASSERT(strcmp(iban.text, again.text) == 0);
    }
}

static void read_phone(struct nes_str text)
{
    struct nes_phone_mask mask;
    struct nes_phone phone, again;

    NES_ASSERT(!nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask).what);
    if (!nes_phone_read(text, &mask, &phone).what) {
        NES_ASSERT(!nes_phone_read(nes_str_of(phone.text), &mask, &again).what);
        NES_ASSERT(strcmp(phone.text, again.text) == 0);
    }
    (void)!nes_phone_mask_read(text, &mask).what;
}

static void read_name(struct nes_str text)
{
    static const struct nes_name_words none;
    struct nes_name_words words = none, again = none;
    char form[NES_NAME_BYTES_MAX], twice[NES_NAME_BYTES_MAX];
    size_t len, len_twice;

    if (nes_name_words(text, &words).what) {
        return;
    }
    for (size_t i = 0; i < words.n; i++) {
        NES_ASSERT(nes_str_utf8(words.word[i]));
        NES_ASSERT(words.word[i].len > 0);
    }
    NES_ASSERT(!nes_name_nfc(text, form, &len).what);
    if (!nes_name_nfc((struct nes_str){ form, len }, twice, &len_twice).what) {
        NES_ASSERT(len == len_twice && memcmp(form, twice, len) == 0);
        NES_ASSERT(!nes_name_words((struct nes_str){ form, len }, &again).what && again.n == words.n);
    }
    (void)!nes_name_check(text).what;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nes_str text = { .ptr = (const char *)data, .len = size };
    struct nes_iin_facts person;
    struct nes_bin_facts entity;
    struct nes_card card;

    NES_ASSERT(nes_iin_check(text, (struct nes_iin_rules){ true }, &person).what ||
               nes_bin_check(text, &entity).what); /* no number is both */
    if (!nes_card_read(text, &card).what) {
        NES_ASSERT(nes_card_inside(text));
    }
    read_iban(text);
    read_phone(text);
    read_name(text);
    return 0;
}
