#include "app/schedule_output.h"
#include <string.h>

#include "test/unit/test.h"

static const struct { const char *in, *field, *code; } refused[] = {
    { "", "", "INPUT_FORM" },
    { "[]", "", "INPUT_FORM" },
    { "{\"a\":01}", "", "INPUT_FORM" },
    { "{\"a\":1,\"a\":2}", "", "INPUT_FORM" },
    { "{\"principal\":\"1,5\"}", "principal", "MONEY_FORM" },
    { "{\"principal\":0.001}", "principal", "MONEY_FORM" },
    { "{\"principal\":1e3}", "principal", "MONEY_FORM" },
    { "{\"principal\":true}", "principal", "INPUT_FORM" },
    { "{\"principal\":\"-5\"}", "principal", "TERMS_RANGE" },
    { "{\"rate_percent\":\"1.1234567\"}", "rate_percent", "RATE_FORM" },
    { "{\"rate_percent\":100000.1}", "rate_percent", "RATE_RANGE" },
    { "{\"method\":\"loan\"}", "method", "INPUT_CHOICE" },
    { "{\"periods\":1.5}", "periods", "NUMBER_FORM" },
    { "{\"periods\":3000000000}", "periods", "TERMS_RANGE" },
    { "{\"every\":1}", "every", "INPUT_FORM" },
    { "{\"every\":{\"days\":1}}", "every.days", "INPUT_UNKNOWN" },
    { "{\"start\":\"2026-02-29\"}", "start", "DATE_RANGE" },
    { "{\"level\":1}", "level", "INPUT_FORM" },
    { "{\"holidays\":1}", "holidays", "INPUT_FORM" },
    { "{\"holidays\":[\"2026-01-01\",1]}", "holidays[1]", "DATE_FORM" },
    { "{\"holidays\":[\"2026-01-03\"],\"workdays\":[\"2026-01-03\"]}", "workdays[0]", "TERMS_CONFLICT" },
    { "{\"payouts\":[{\"date\":\"2026-01-01\"}]}", "payouts[0].amount", "TERMS_NEEDED" },
    { "{\"payouts\":[7]}", "payouts[0]", "INPUT_FORM" },
    { "{\"shares\":[\"1.0000001\"]}", "shares[0]", "TERMS_RANGE" },
    { "{\"shares\":[\"-1\"]}", "shares[0]", "TERMS_RANGE" },
    { "{\"shares\":[\"-0\"]}", "shares[0]", "TERMS_RANGE" },
    { "{\"shares\":[\"1.x\"]}", "shares[0]", "TERMS_RANGE" },
    { "{\"shares\":[\"1.\"]}", "shares[0]", "TERMS_RANGE" },
    { "{\"shares\":[1],\"periods\":2}", "shares", "TERMS_CONFLICT" },
    { "\"\\\xd3\x97", "", "INPUT_FORM" }, /* the message of the parser ends inside a letter */
    { "{\"intrest\":1}", "intrest", "INPUT_UNKNOWN" },
    { "{}", "day_count", "TERMS_NEEDED" },
};

/* Whether the problem has {"field":…,"code":… of these. */
static bool names(struct nes_str problem, const char *field, const char *code)
{
    json_t *root = json_loadb(problem.ptr, problem.len, 0, NULL);
    const json_t *errors = json_object_get(root, "errors");
    bool found = false;

    for (size_t i = 0; i < json_array_size(errors); i++) {
        const json_t *one = json_array_get(errors, i);

        found = found || (nes_str_is(nes_str_of(json_string_value(json_object_get(one, "field"))), field) &&
                          nes_str_is(nes_str_of(json_string_value(json_object_get(one, "code"))), code));
    }
    json_decref(root);
    return found;
}

NES_TEST(each_faulty_member_of_a_schedule_is_named)
{
    for (size_t i = 0; i < NES_LEN(refused); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_str out;

        NES_WANT(refused[i].in, !schedule_answer(arena, nes_str_of(refused[i].in), &out));
        NES_WANT(refused[i].in, names(out, refused[i].field, refused[i].code));
    }
}

#define GOOD \
    "\"rate_percent\":\"12\",\"method\":\"annuity\",\"periods\":3,\"start\":\"2026-01-15\",\"day_count\":\"30/360\"}"

NES_TEST(a_number_is_read_by_its_own_text)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_str as_text, as_number;

    NES_WANT("text", schedule_answer(arena, NES_STR("{\"principal\":\"9007199254740.93\"," GOOD), &as_text));
    NES_WANT("number", schedule_answer(arena, NES_STR("{\"principal\":9007199254740.93," GOOD), &as_number));
    NES_WANT("the same", nes_str_eq(as_text, as_number));
}

static const struct { const char *in; bool fine; const char *has; } rates[] = {
    { "{\"flows\":[{\"date\":\"2026-01-01\",\"amount\":-100},{\"date\":\"2027-01-01\",\"amount\":\"146\"}]}", true,
      "{\"effective_rate\":{\"percent\":\"46.000000\",\"legal\":\"46.0\"}}" },
    { "{\"flows\":[{\"date\":\"2027-01-01\",\"amount\":-146},{\"date\":\"2026-01-01\",\"amount\":100}]}", true,
      "{\"effective_rate\":{\"percent\":\"46.000000\",\"legal\":\"46.0\"}}" },
    { "{\"flows\":[{\"date\":\"2026-01-01\",\"amount\":1}]}", false, "FLOW_NONE" },
    { "{\"flows\":[{\"date\":\"2026-01-01\"}]}", false, "flows[0].amount" },
    { "{\"flows\":[{\"amount\":1}, 5]}", false, "flows[0].date" },
    { "{\"flows\":5}", false, "INPUT_FORM" },
    { "{\"flow\":5}", false, "TERMS_NEEDED" },
    { "5", false, "INPUT_FORM" },
};

NES_TEST(a_rate_is_answered_or_refused_by_name)
{
    for (size_t i = 0; i < NES_LEN(rates); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_str out;

        NES_WANT(rates[i].in, schedule_answer_rate(arena, nes_str_of(rates[i].in), &out) == rates[i].fine);
        NES_WANT(rates[i].in, memmem(out.ptr, out.len, rates[i].has, nes_str_of(rates[i].has).len) != NULL);
    }
}
