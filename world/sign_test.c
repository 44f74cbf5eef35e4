/* world/sign_test.c: hash, DER and XML of the world against the standards' own examples. */
#include <string.h>

#include "test/unit/test.h"
#include "world/sign.h"

static struct nes_str hex_of(struct nes_arena *arena, struct nes_str bytes)
{
    return nes_str_hex(arena, bytes.ptr, bytes.len);
}

/* RFC 6986, section 10 (printed there from the last octet to the first), and the empty message. */
NES_TEST(the_worlds_hash_gives_the_examples_of_the_standard)
{
    static const char second[] =
        "\xd1\xe5\x20\xe2\xe5\xf2\xf0\xe8\x2c\x20\xd1\xf2\xf0\xe8\xe1\xee\xe6\xe8\x20\xe2\xed\xf3\xf6"
        "\xe8\x2c\x20\xe2\xe5\xfe\xf2\xfa\x20\xf1\x20\xec\xee\xf0\xff\x20\xf1\xf2\xf0\xe5\xeb\xe0"
        "\xec\xe8\x20\xed\xe0\x20\xf5\xf0\xe0\xe1\xf0\xfb\xff\x20\xef\xeb\xfa\xea\xfb\x20\xc8\xe3"
        "\xee\xf0\xe5\xe2\xfb";
    static const struct {
        const char *message, *digest;
    } rows[] = {
        { "012345678901234567890123456789012345678901234567890123456789012",
          "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
          "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48" },
        { second, "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376"
                  "035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28" },
        { "", "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7"
              "362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a" },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        uint8_t digest[64];

        nes_stribog(nes_str_of(rows[i].message), digest);
        NES_WANT_STR("digest", hex_of(arena, (struct nes_str){ (const char *)digest, 64 }), rows[i].digest);
    }
}

NES_TEST(numbers_times_and_identifiers_are_written_in_der)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    static const struct {
        int64_t number;
        const char *hex;
    } numbers[] = {
        { 0, "020100" },
        { 127, "02017f" },
        { 128, "02020080" },
        { 256, "02020100" },
        { INT64_MAX, "02087fffffffffffffff" },
    };
    static const struct {
        const char *dotted, *hex;
    } names[] = {
        { "1.2.398.3.3.4.1.1", "06082a830e0303040101" },
        { "2.5.4.3", "0603550403" },
        { "1.2.840.113549.1.1.11", "06092a864886f70d01010b" },
        { "0.9.2342.19200300.100.1.1", "060a0992268993f22c640101" },
    };
    struct nes_str parts[] = { NES_STR("\x02\x01\x05"), NES_STR("\x02\x01\x03"), NES_STR("\x01\x01\xff") };
    char long_body[300];

    for (size_t i = 0; i < NES_LEN(numbers); i++) {
        NES_WANT_STR("number", hex_of(arena, nes_asn_int(arena, NES_ASN_INTEGER, numbers[i].number)), numbers[i].hex);
    }
    for (size_t i = 0; i < NES_LEN(names); i++) {
        NES_WANT_STR(names[i].dotted, hex_of(arena, nes_asn_oid(arena, names[i].dotted)), names[i].hex);
    }
    NES_WANT_STR("magnitude", hex_of(arena, nes_asn_number(arena, NES_STR("\0\0\x81"))), "02020081");
    NES_WANT_STR("the first instant", nes_str_from(nes_asn_general(arena, 0), 2), "19700101000000Z");
    NES_WANT_STR("this century", nes_str_from(nes_asn_time(arena, INT64_C(1'700'000'000'999'999)), 2), "231114221320Z");
    NES_WANT_STR("after 2049", nes_str_from(nes_asn_time(arena, INT64_C(2'524'608'000'000'000)), 2), "20500101000000Z");
    NES_WANT_STR("before 2050", nes_str_from(nes_asn_time(arena, INT64_C(2'524'607'999'000'000)), 2), "491231235959Z");
    NES_WANT_STR("sorted", hex_of(arena, nes_asn_sorted(arena, NES_ASN_SET, parts, 3)), "31090101ff020103020105");
    memset(long_body, 'x', sizeof(long_body));
    NES_WANT_STR("long", nes_str_part(nes_asn_of(arena, 4, (struct nes_str[]){ { long_body, 300 } }, 1), 0, 5),
                 "\x04\x82\x01\x2cx");
    NES_WANT_STR("middle", nes_str_part(nes_asn_of(arena, 4, (struct nes_str[]){ { long_body, 200 } }, 1), 0, 4),
                 "\x04\x81\xc8x");
}

NES_TEST(only_whole_xml_without_a_signature_is_signed, .kind = NES_REFUSES)
{
    static const struct {
        const char *label, *text;
        bool fine;
    } rows[] = {
        { "plain", "<a/>", true },
        { "with a declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n</a>\n", true },
        { "an instruction before the root", "<?x y?><a/>", true },
        { "an instruction behind the root", "<a/><?x y?>", false },
        { "a comment", "<a><!-- x --></a>", false },
        { "a document type", "<!DOCTYPE a><a/>", false },
        { "an open element", "<a>", false },
        { "nothing", "", false },
        { "signed already", "<a><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/></a>", false },
        { "no UTF-8", "<a>\xff</a>", false },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    static const uint8_t seed[64] = { 1 };
    struct nes_signing_person by = { .key = nes_signing_new(arena, NES_SIGNING_GOST, seed),
                                     .certificate = NES_STR("certificate") };
    struct nes_str out, again;

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        NES_WANT(rows[i].label, nes_sign_xml(arena, &by, nes_str_of(rows[i].text), &out) == rows[i].fine);
    }
    NES_WANT("signed", nes_sign_xml(arena, &by, NES_STR("<a>x</a>"), &out));
    NES_WANT("signed again", nes_sign_xml(arena, &by, NES_STR("<a>x</a>"), &again));
    NES_WANT("the same thing signed twice is the same", nes_str_eq(out, again));
    NES_WANT("no second signature", !nes_sign_xml(arena, &by, out, &again));
}
