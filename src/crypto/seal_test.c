#include "crypto/seal.h"

#include <string.h>

#include "crypto/crypto_test.h"

static struct nes_seal_key key_of(uint8_t first)
{
    struct nes_seal_key key = { 0 };

    for (uint8_t i = 0; i < 32; i++) {
        key.key[i] = (uint8_t)(first + i);
    }
    for (uint8_t i = 0; i < 16; i++) {
        key.id.b[i] = (uint8_t)(first + 0x10 + i);
    }
    return key;
}

static void count_up(void *self, void *out, size_t len)
{
    (void)self;
    for (size_t i = 0; i < len; i++) {
        ((uint8_t *)out)[i] = (uint8_t)(0xa0 + i);
    }
}

/* The record was made with another implementation (python3-cryptography, AESGCM). */
NES_TEST(a_sealed_record_has_the_documented_bytes)
{
    NES_BENCH(bench);
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    struct nes_seal_key key = key_of(0);
    struct nes_str plain = NES_STR("секрет");
    uint8_t record[64], back[64];

    NES_WANT_OK(nes_crypto_begin((struct nes_rand){ .fill = count_up }, &crypto));
    NES_WANT_OK(nes_seal(crypto, &key, NES_STR("client|1|iin|1"), secret_of(plain), record));
    NES_WANT_STR("record", nes_str_hex(bench->arena, record, plain.len + NES_SEAL_OVERHEAD),
                 "01101112131415161718191a1b1c1d1e1fa0a1a2a3a4a5a6a7a8a9aaab3799ac989571d33fb2d056510f1950eb9e14f1"
                 "1a43de04399443b47c");
    NES_WANT_OK(nes_unseal(crypto, &key, NES_STR("client|1|iin|1"),
                           (struct nes_str){ (char *)record, plain.len + NES_SEAL_OVERHEAD }, back));
    NES_WANT_STR("opened", ((struct nes_str){ (char *)back, plain.len }), "секрет");
    NES_WANT_INT("counted", key.used, 1);
}

NES_TEST(a_record_opens_only_whole_in_its_place_and_under_its_key, .rules = "11.1, 11.2, 11.4", .kind = NES_REFUSES)
{
    NES_BENCH(bench);
    struct nes_seal_key key = key_of(0), other = key_of(7), forged = key_of(7);
    struct nes_str plain = NES_STR("900101300009"), place = NES_STR("client|1|iin|1");
    uint8_t record[12 + NES_SEAL_OVERHEAD], back[12], zero[12] = { 0 };
    struct nes_str sealed = { (char *)record, sizeof(record) };

    NES_WANT_OK(nes_seal(bench->crypto, &key, place, secret_of(plain), record));
    for (size_t bit = 0; bit < sizeof(record) * 8; bit++) {
        record[bit / 8] ^= (uint8_t)(1u << bit % 8);
        memset(back, 0xaa, sizeof(back));
        NES_WANT("one bit changed", nes_unseal(bench->crypto, &key, place, sealed, back).what != NULL);
        record[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    for (size_t len = 0; len < sizeof(record); len++) {
        NES_WANT("cut", nes_unseal(bench->crypto, &key, place, nes_str_part(sealed, 0, len), back).what != NULL);
    }
    NES_WANT_FAULT("the row of another", nes_unseal(bench->crypto, &key, NES_STR("client|2|iin|1"), sealed, back),
                   "SEAL_BROKEN");
    NES_WANT("nothing unproven is left", memcmp(back, zero, sizeof(zero)) == 0);
    NES_WANT_FAULT("another key", nes_unseal(bench->crypto, &other, place, sealed, back), "SEAL_KEY");
    forged.id = key.id;
    NES_WANT_FAULT("another key of that name", nes_unseal(bench->crypto, &forged, place, sealed, back), "SEAL_BROKEN");
    NES_WANT_OK(nes_unseal(bench->crypto, &key, place, sealed, back));
}

NES_TEST(a_worn_key_seals_no_more, .rules = "11.2", .kind = NES_REFUSES)
{
    NES_BENCH(bench);
    struct nes_seal_key key = key_of(0);
    uint8_t record[NES_SEAL_OVERHEAD];

    key.used = NES_SEAL_MOST - 1;
    NES_WANT_OK(nes_seal(bench->crypto, &key, NES_STR("p"), (struct nes_secret){ 0 }, record));
    NES_WANT_FAULT("one more", nes_seal(bench->crypto, &key, NES_STR("p"), (struct nes_secret){ 0 }, record),
                   "SEAL_WORN");
    NES_WANT_FAULT("again", nes_seal(bench->crypto, &key, NES_STR("p"), (struct nes_secret){ 0 }, record), "SEAL_WORN");
    NES_WANT_OK(nes_unseal(bench->crypto, &key, NES_STR("p"), (struct nes_str){ (char *)record, sizeof(record) },
                           (uint8_t[1]){ 0 }));
}

NES_TEST(equal_texts_are_never_sealed_alike)
{
    NES_BENCH(bench);
    struct nes_seal_key key = key_of(0);
    uint8_t one[NES_SEAL_OVERHEAD + 4], two[NES_SEAL_OVERHEAD + 4];

    NES_WANT_OK(nes_seal(bench->crypto, &key, NES_STR("p"), secret_of(NES_STR("same")), one));
    NES_WANT_OK(nes_seal(bench->crypto, &key, NES_STR("p"), secret_of(NES_STR("same")), two));
    NES_WANT("they differ", memcmp(one, two, sizeof(one)) != 0);
}
