#include "json/json.h"

#include "json/instant.h"
#include "test/unit/test.h"

NES_TEST(commas_come_by_themselves)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 4096);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_str text;

    nes_json_open(&json, '{');
    nes_json_key_int(&json, "a", -1);
    nes_json_key(&json, "b");
    nes_json_open(&json, '[');
    nes_json_bool(&json, true);
    nes_json_money(&json, (struct nes_money){ -5 });
    nes_json_open(&json, '{');
    nes_json_close(&json, '}');
    nes_json_close(&json, ']');
    nes_json_key_z(&json, "c", "д");
    nes_json_close(&json, '}');
    NES_WANT_OK(nes_buf_done(&buf, &text));
    NES_WANT_STR("text", text, "{\"a\":-1,\"b\":[true,\"-0.05\",{}],\"c\":\"д\"}");
}

static const struct { const char *label; struct nes_str text; const char *want; } escapes[] = {
    { "quotes", NES_STR_INIT("a\"b\\c"), "\"a\\\"b\\\\c\"" },
    { "control characters", NES_STR_INIT("\n\t\r\x01\x7f"), "\"\\n\\t\\r\\u0001\\u007f\"" },
    { "a NUL", NES_STR_INIT("a\0b"), "\"a\\u0000b\"" },
    { "what HTML would read", NES_STR_INIT("</script>&"), "\"\\u003c/script\\u003e\\u0026\"" },
    { "Kazakh", NES_STR_INIT("сыйақы ₸"), "\"сыйақы ₸\"" },
    { "broken UTF-8", NES_STR_INIT("a\xff\xd0"), "\"a\xef\xbf\xbd\xef\xbf\xbd\"" },
    { "broken and escaped", NES_STR_INIT("\xc0<"), "\"\xef\xbf\xbd\\u003c\"" },
};

NES_TEST(text_is_escaped, .rules = "19.1")
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(escapes); i++) {
        struct nes_buf buf = nes_buf_begin(arena, 4096);
        struct nes_json json = NES_JSON_TO(&buf);
        struct nes_str text;

        nes_json_str(&json, escapes[i].text);
        NES_WANT_OK(nes_buf_done(&buf, &text));
        NES_WANT_STR(escapes[i].label, text, escapes[i].want);
    }
}

static const struct { const char *text, *code; int64_t us; } instants[] = {
    { "1970-01-01T00:00:00Z", "fine", 0 },
    { "1970-01-01T00:00:00.000001Z", "fine", 1 },
    { "1969-12-31T23:59:59.9Z", "fine", -100'000 },
    { "2026-11-21T23:18:10.123456Z", "fine", INT64_C(1795303090123456) },
    { "2026-11-21T24:00:00Z", "INSTANT_FORM", 0 },
    { "2026-11-21T23:18:10+05:00", "INSTANT_FORM", 0 },
    { "2026-11-21T23:18:10.Z", "INSTANT_FORM", 0 },
    { "2026-11-21T23:18:10.1234567Z", "INSTANT_FORM", 0 },
    { "2026-11-21 23:18:10Z", "INSTANT_FORM", 0 },
    { "2026-02-29T23:18:10Z", "DATE_RANGE", 0 },
    { "", "INSTANT_FORM", 0 },
};

NES_TEST(instants_have_one_form)
{
    for (size_t i = 0; i < NES_LEN(instants); i++) {
        char again[NES_INSTANT_TEXT + 1];
        int64_t us = 0, back = 1;

        NES_WANT_FAULT(instants[i].text, nes_instant_read(nes_str_of(instants[i].text), &us), instants[i].code);
        NES_WANT_INT(instants[i].text, us, instants[i].us);
        NES_WANT_OK(nes_instant_read(nes_instant_write(us, again), &back));
        NES_WANT_INT(instants[i].text, back, us);
    }
}
