/* src/pki/der_test.c: the readers of DER, BER and base64 take what is well-formed and nothing else. */
#include <string.h>

#include "base/rand.h"
#include "pki/base64.h"
#include "pki/ber.h"
#include "pki/der.h"
#include "pki/der_write.h"
#include "test/unit/test.h"

NES_TEST(only_minimal_definite_lengths_are_read, .kind = NES_REFUSES)
{
    static const struct { const char *label; struct nes_str in; bool fine; } rows[] = {
        { "an empty sequence", NES_STR_INIT("\x30\x00"), true },
        { "one octet", NES_STR_INIT("\x04\x01\x55"), true },
        { "nothing", NES_STR_INIT(""), false },
        { "a tag alone", NES_STR_INIT("\x30"), false },
        { "an indefinite length", NES_STR_INIT("\x30\x80\x00\x00"), false },
        { "a long length that fits the short form", NES_STR_INIT("\x04\x81\x01\x55"), false },
        { "a length with a leading zero", NES_STR_INIT("\x04\x82\x00\x80"), false },
        { "a length beyond the bytes", NES_STR_INIT("\x04\x02\x55"), false },
        { "a length of five octets", NES_STR_INIT("\x04\x85\x01\x00\x00\x00\x00"), false },
        { "a length of 4 GB", NES_STR_INIT("\x04\x84\xff\xff\xff\xff"), false },
        { "the reserved length", NES_STR_INIT("\x04\xff"), false },
        { "a tag of several octets", NES_STR_INIT("\x1f\x81\x00\x00"), false },
        { "the tag 0", NES_STR_INIT("\x00\x00"), false },
    };

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_str in = rows[i].in;
        struct nes_der out;

        NES_WANT_FAULT(rows[i].label, nes_der_next(&in, &out), rows[i].fine ? "fine" : "PKI_DER");
    }
}

/* One value of each kind, well-formed or not. */
NES_TEST(values_have_one_form_each, .kind = NES_REFUSES)
{
    static const struct { const char *label; char kind; struct nes_str in; bool fine; } rows[] = {
        { "0", 'i', NES_STR_INIT("\x02\x01\x00"), true },
        { "128", 'i', NES_STR_INIT("\x02\x02\x00\x80"), true },
        { "an empty integer", 'i', NES_STR_INIT("\x02\x00"), false },
        { "a needless zero", 'i', NES_STR_INIT("\x02\x02\x00\x01"), false },
        { "a needless ff", 'i', NES_STR_INIT("\x02\x02\xff\x81"), false },
        { "a negative number", 'i', NES_STR_INIT("\x02\x01\x80"), false },
        { "beyond 64 bits", 'i', NES_STR_INIT("\x02\x09\x01\0\0\0\0\0\0\0\0"), false },
        { "true", 'b', NES_STR_INIT("\x01\x01\xff"), true },
        { "true as 01", 'b', NES_STR_INIT("\x01\x01\x01"), false },
        { "bits", 'B', NES_STR_INIT("\x03\x02\x00\x55"), true },
        { "bits with unused ones", 'B', NES_STR_INIT("\x03\x02\x01\x54"), false },
        { "no octet of unused bits", 'B', NES_STR_INIT("\x03\x00"), false },
        { "an identifier", 'o', NES_STR_INIT("\x06\x03\x2a\x83\x0e"), true },
        { "an identifier cut", 'o', NES_STR_INIT("\x06\x02\x2a\x83"), false },
        { "an identifier with padding", 'o', NES_STR_INIT("\x06\x03\x2a\x80\x01"), false },
        { "an empty identifier", 'o', NES_STR_INIT("\x06\x00"), false },
        { "a time", 't', NES_STR_INIT("\x17\x0d" "260508064513Z"), true },
        { "a full time", 't', NES_STR_INIT("\x18\x0f" "20260508064513Z"), true },
        { "a time with decimals", 't', NES_STR_INIT("\x18\x11" "20260508064513.5Z"), true },
        { "decimals that end in 0", 't', NES_STR_INIT("\x18\x11" "20260508064513.0Z"), false },
        { "a letter among decimals", 't', NES_STR_INIT("\x18\x12" "20260508064513.a5Z"), false },
        { "a point alone", 't', NES_STR_INIT("\x18\x10" "20260508064513.Z"), false },
        { "a time without Z", 't', NES_STR_INIT("\x17\x0c" "260508064513"), false },
        { "a time with a zone", 't', NES_STR_INIT("\x17\x11" "260508064513+0500"), false },
        { "no seconds", 't', NES_STR_INIT("\x17\x0b" "2605080645Z"), false },
        { "month 13", 't', NES_STR_INIT("\x17\x0d" "261308064513Z"), false },
        { "30 February", 't', NES_STR_INIT("\x17\x0d" "260230064513Z"), false },
        { "29 February of a common year", 't', NES_STR_INIT("\x17\x0d" "260229064513Z"), false },
        { "29 February of a leap year", 't', NES_STR_INIT("\x17\x0d" "280229064513Z"), true },
        { "hour 24", 't', NES_STR_INIT("\x17\x0d" "260508244513Z"), false },
        { "second 60", 't', NES_STR_INIT("\x17\x0d" "260508064560Z"), false },
        { "letters for a year", 't', NES_STR_INIT("\x17\x0d" "aa0508064513Z"), false },
        { "letters for a century", 't', NES_STR_INIT("\x18\x0f" "aa260508064513Z"), false },
        { "a short time with decimals", 't', NES_STR_INIT("\x17\x0f" "260508064513.5Z"), false },
        { "a letter in a time", 't', NES_STR_INIT("\x17\x0d" "2605080645a3Z"), false },
    };

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_str in = rows[i].in, body;
        int64_t number;
        bool flag;
        struct nes_err err = rows[i].kind == 'i'   ? nes_der_small(&in, NES_DER_INTEGER, &number)
                             : rows[i].kind == 'b' ? nes_der_bool(&in, &flag)
                             : rows[i].kind == 'B' ? nes_der_octet_bits(&in, &body)
                             : rows[i].kind == 'o' ? nes_der_oid(&in, &body)
                                                   : nes_der_time(&in, &number);

        NES_WANT_FAULT(rows[i].label, err, rows[i].fine ? "fine" : "PKI_DER");
    }
}

NES_TEST(what_is_written_is_read_back)
{
    static const int64_t instants[] = { 0, 1'000'000, INT64_C(951'782'400'000'000), INT64_C(1'786'449'600'000'000),
                                        INT64_C(253'402'300'799'000'000) };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(instants); i++) {
        struct nes_buf buf = nes_buf_begin(arena, 64);
        struct nes_str text;
        int64_t back;

        nes_der_add_time(&buf, instants[i]);
        nes_der_add_int(&buf, NES_DER_INTEGER, instants[i]);
        NES_WANT_OK(nes_buf_done(&buf, &text));
        NES_WANT_OK(nes_der_time(&text, &back));
        NES_WANT_INT("the instant", back, instants[i]);
        NES_WANT_OK(nes_der_small(&text, NES_DER_INTEGER, &back));
        NES_WANT_INT("the number", back, instants[i]);
    }
    NES_WANT_STR("an identifier", nes_oid_text(arena, NES_STR("\x2a\x83\x0e\x03\x03\x02")), "1.2.398.3.3.2");
    NES_WANT_STR("an identifier under 2", nes_oid_text(arena, NES_STR("\x88\x37\x03")), "2.999.3");
}

NES_TEST(a_tree_has_a_depth)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t depth = 1; depth < 60; depth++) {
        struct nes_str in = NES_STR("");

        for (size_t i = 0; i < depth; i++) {
            struct nes_buf buf = nes_buf_begin(arena, 4096);

            nes_der_add(&buf, NES_DER_SEQUENCE, in);
            NES_WANT_OK(nes_buf_done(&buf, &in));
        }
        NES_WANT_FAULT("depth", nes_der_tree(in), depth <= NES_DER_DEPTH_MAX ? "fine" : "PKI_DER");
    }
}

NES_TEST(ber_becomes_der_or_is_refused)
{
    static const struct { const char *label; struct nes_str in, out; } rows[] = {
        { "DER stays", NES_STR_INIT("\x30\x03\x02\x01\x05"), NES_STR_INIT("\x30\x03\x02\x01\x05") },
        { "an indefinite length", NES_STR_INIT("\x30\x80\x02\x01\x05\0\0"), NES_STR_INIT("\x30\x03\x02\x01\x05") },
        { "a long length", NES_STR_INIT("\x30\x82\x00\x03\x02\x01\x05"), NES_STR_INIT("\x30\x03\x02\x01\x05") },
        { "pieces", NES_STR_INIT("\x24\x80\x04\x01" "a" "\x04\x01" "b" "\0\0"), NES_STR_INIT("\x04\x02" "ab") },
        { "pieces of pieces", NES_STR_INIT("\x24\x80\x24\x03\x04\x01" "a" "\x04\x01" "b" "\0\0"),
          NES_STR_INIT("\x04\x02" "ab") },
        { "no end", NES_STR_INIT("\x30\x80\x02\x01\x05"), { NULL, 0 } },
        { "half an end", NES_STR_INIT("\x30\x80\x02\x01\x05\0"), { NULL, 0 } },
        { "an end of one octet", NES_STR_INIT("\x30\x80\x02\x01\x05\0\x01\x05"), { NULL, 0 } },
        { "trailing bytes", NES_STR_INIT("\x30\x80\0\0\0"), { NULL, 0 } },
        { "an end within a definite one", NES_STR_INIT("\x30\x82\0\x02\0\0"), { NULL, 0 } },
        { "an indefinite primitive", NES_STR_INIT("\x04\x80\0\0"), { NULL, 0 } },
        { "pieces of another kind", NES_STR_INIT("\x24\x80\x02\x01\x05\0\0"), { NULL, 0 } },
        { "an integer in pieces", NES_STR_INIT("\x22\x80\x02\x01\x05\0\0"), { NULL, 0 } },
        { "a length beyond the bytes", NES_STR_INIT("\x30\x80\x04\x84\xff\xff\xff\xff\0\0"), { NULL, 0 } },
        { "a length of nine octets", NES_STR_INIT("\x30\x80\x04\x89\0\0\0\0\0\0\0\0\x01\x05\0\0"), { NULL, 0 } },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_str out = { 0 };

        NES_WANT_FAULT(rows[i].label, nes_ber_to_der(arena, rows[i].in, &out), rows[i].out.ptr ? "fine" : "PKI_DER");
        NES_WANT(rows[i].label, !rows[i].out.ptr || nes_str_eq(out, rows[i].out));
    }
}

NES_TEST(ber_has_a_depth, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    char bytes[20'000];
    struct nes_str out;

    for (size_t i = 0; i < sizeof(bytes); i += 2) {
        memcpy(bytes + i, "\x30\x80", 2);
    }
    NES_WANT_FAULT("depth", nes_ber_to_der(arena, (struct nes_str){ bytes, sizeof(bytes) }, &out), "PKI_DER");
    memset(bytes, 0x24, sizeof(bytes));
    NES_WANT_FAULT("depth", nes_ber_to_der(arena, (struct nes_str){ bytes, sizeof(bytes) }, &out), "PKI_DER");
}

NES_TEST(base64_has_one_form)
{
    static const struct { const char *in, *out; } rows[] = {
        { "", "" }, { "YQ==", "a" }, { "YWI=", "ab" }, { "YWJj", "abc" }, { " Y W\r\nJ\tj ", "abc" },
        { "YQ", NULL }, { "YQ=", NULL }, { "Y===", NULL }, { "YR==", NULL }, { "YWJ=", NULL }, { "YQ==YQ==", NULL },
        { "YW-j", NULL }, { "YW_j", NULL }, { "=", NULL }, { "YQ==\x01", NULL }, { "YWJj=", NULL },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_str out = { 0 };

        NES_WANT_FAULT(rows[i].in, nes_pki_base64_read(arena, nes_str_of(rows[i].in), &out),
                       rows[i].out ? "fine" : "PKI_DER");
        NES_WANT(rows[i].in, !rows[i].out || nes_str_is(out, rows[i].out));
    }
}
