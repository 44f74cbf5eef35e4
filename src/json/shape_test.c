#include "json/shape.h"

#include <string.h>

#include "test/unit/test.h"

struct loan_id {
    struct nes_id id;
};
enum method { METHOD_NONE, METHOD_ANNUITY, METHOD_EQUAL };
struct place {
    struct nes_str city;
    int32_t flat;
};
struct item {
    struct nes_str name;
    struct nes_money price;
};
struct items {
    struct item *rows;
    size_t len;
};
struct order {
    struct loan_id loan;
    struct nes_money amount;
    struct nes_date due;
    struct nes_str note, mail;
    struct nes_secret password;
    int64_t months, made_at, discount;
    bool insured, has_discount;
    enum method method;
    struct place place;
    struct items items;
    struct nes_texts tags;
    struct nes_str picture;
};

static struct nes_err check_mail(struct nes_str text)
{
    return nes_str_cut(text, '@', &(struct nes_str){ 0 }, &(struct nes_str){ 0 }) ? NES_FINE
                                                                                  : NES_FAIL(FIELD_ENCODING, NULL);
}

static const struct nes_form mail = { .name = "email", .check = check_mail };
static const struct nes_choice methods[] = { { "annuity", METHOD_ANNUITY }, { "equal", METHOD_EQUAL }, { 0 } };
static const struct nes_field place_fields[] = {
    NES_FIELD(struct place, city, .required = true, .max = 20),
    NES_FIELD(struct place, flat),
};
static const struct nes_shape place_shape = NES_SHAPE(struct place, place_fields);
static const struct nes_field item_fields[] = {
    NES_FIELD(struct item, name, .required = true),
    NES_FIELD(struct item, price, .required = true, .min = 1),
};
static const struct nes_shape item_shape = NES_SHAPE(struct item, item_fields);
static const struct nes_field order_fields[] = {
    NES_FIELD(struct order, loan, .refers = "loan"),
    NES_FIELD(struct order, amount, .required = true, .min = 100, .max = 1'000'000),
    NES_FIELD(struct order, due),
    NES_FIELD(struct order, note, .max = 10, .lines = true),
    NES_FIELD(struct order, mail, .form = &mail),
    NES_FIELD(struct order, password, .min = 8),
    NES_FIELD(struct order, months, .min = 1, .max = 60),
    NES_FIELD(struct order, made_at, .instant = true),
    NES_MAYBE(struct order, discount, .negative = true),
    NES_FIELD(struct order, insured),
    NES_FIELD(struct order, method, .choices = methods),
    NES_FIELD(struct order, place, .shape = &place_shape),
    NES_LIST(struct order, items, .each = &item_shape, .max = 2),
    NES_FIELD(struct order, tags, .max = 3),
    NES_FIELD(struct order, picture, .base64 = true, .max = 4),
};
static const struct nes_shape order_shape = NES_SHAPE(struct order, order_fields);

#define UUID "018f0000-0000-7000-8000-000000000001"

NES_TEST(a_shape_reads_each_type)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    struct order order = { 0 };

    NES_WANT_OK(
        nes_shape_read(&order_shape, arena,
                       NES_STR("{\"loan\":\"" UUID
                               "\",\"amount\":\"150.5\",\"due\":\"2026-02-28\",\"note\":\"а\\nб\",\"mail\":\"a@b\","
                               "\"password\":\"құпиясөз\",\"months\":12,\"made_at\":\"1970-01-01T00:00:01Z\","
                               "\"discount\":-3,\"insured\":true,"
                               "\"method\":\"equal\",\"place\":{\"city\":\"Алматы\",\"flat\":7},\"items\":[{\"name\":"
                               "\"x\",\"price\":\"1\"}],"
                               "\"tags\":[\"a\",\"b\"],\"picture\":\"AAECAw==\"}"),
                       &order, faults));
    NES_WANT_INT("id", order.loan.id.b[15], 1);
    NES_WANT_INT("money", order.amount.tiyn, 15050);
    NES_WANT("date", order.due.day > 0);
    NES_WANT_STR("text", order.note, "а\nб");
    NES_WANT_INT("secret", (int64_t)order.password.len, (int64_t)strlen("құпиясөз"));
    NES_WANT_INT("integer", order.months, 12);
    NES_WANT_INT("instant", order.made_at, 1'000'000);
    NES_WANT("maybe", order.has_discount && order.discount == -3);
    NES_WANT("bool", order.insured);
    NES_WANT_INT("enum", order.method, METHOD_EQUAL);
    NES_WANT_STR("nested", order.place.city, "Алматы");
    NES_WANT_INT("list", (int64_t)order.items.len, 1);
    NES_WANT_INT("in a list", order.items.rows[0].price.tiyn, 100);
    NES_WANT_STR("texts", order.tags.rows[1], "b");
    NES_WANT_INT("bytes", (int64_t)order.picture.len, 4);
}

static const struct { const char *label, *text, *pointer, *code; } faulty[] = {
    { "missing", "{}", "/amount", "FIELD_MISSING" },
    { "null", "{\"amount\":null}", "/amount", "FIELD_TYPE" },
    { "money as a number", "{\"amount\":150}", "/amount", "FIELD_TYPE" },
    { "money as a real", "{\"amount\":150.5}", "/amount", "FIELD_TYPE" },
    { "a real for an integer", "{\"amount\":\"1\",\"months\":1.0}", "/months", "FIELD_TYPE" },
    { "three decimals", "{\"amount\":\"1.001\"}", "/amount", "MONEY_FORM" },
    { "too little", "{\"amount\":\"0.99\"}", "/amount", "FIELD_SMALL" },
    { "below zero", "{\"amount\":\"-5\"}", "/amount", "FIELD_SMALL" },
    { "too much", "{\"amount\":\"10000.01\"}", "/amount", "FIELD_LARGE" },
    { "no such day", "{\"amount\":\"1\",\"due\":\"2026-02-30\"}", "/due", "DATE_RANGE" },
    { "long in characters", "{\"amount\":\"1\",\"note\":\"ааааааааааа\"}", "/note", "FIELD_LONG" },
    { "a control character", "{\"amount\":\"1\",\"note\":\"a\\u0007\"}", "/note", "FIELD_CONTROL" },
    { "a turned direction", "{\"amount\":\"1\",\"note\":\"a\\u202eb\"}", "/note", "FIELD_CONTROL" },
    { "a form", "{\"amount\":\"1\",\"mail\":\"a\"}", "/mail", "FIELD_ENCODING" },
    { "a short secret", "{\"amount\":\"1\",\"password\":\"абв\"}", "/password", "FIELD_SHORT" },
    { "an id of another form", "{\"amount\":\"1\",\"loan\":\"1\"}", "/loan", "ID_FORM" },
    { "the id of nothing", "{\"amount\":\"1\",\"loan\":\"00000000-0000-0000-0000-000000000000\"}", "/loan", "ID_FORM" },
    { "a choice", "{\"amount\":\"1\",\"method\":\"none\"}", "/method", "FIELD_CHOICE" },
    { "an unknown member", "{\"amount\":\"1\",\"a/b~\":1}", "/a~1b~0", "FIELD_UNKNOWN" },
    { "nested", "{\"amount\":\"1\",\"place\":{}}", "/place/city", "FIELD_MISSING" },
    { "unknown in nested", "{\"amount\":\"1\",\"place\":{\"city\":\"x\",\"y\":1}}", "/place/y", "FIELD_UNKNOWN" },
    { "in a list", "{\"amount\":\"1\",\"items\":[{\"name\":\"x\",\"price\":\"0\"}]}", "/items/0/price", "FIELD_SMALL" },
    { "a row of another type", "{\"amount\":\"1\",\"items\":[1]}", "/items/0", "FIELD_TYPE" },
    { "too many rows", "{\"amount\":\"1\",\"items\":[{},{},{}]}", "/items", "FIELD_LONG" },
    { "a text in a list", "{\"amount\":\"1\",\"tags\":[\"a\",\"\"]}", "/tags/1", "FIELD_MISSING" },
    { "bytes that are too long", "{\"amount\":\"1\",\"picture\":\"AAECAwQ=\"}", "/picture", "FIELD_LONG" },
    { "bytes of another code", "{\"amount\":\"1\",\"picture\":\"A-==\"}", "/picture", "FIELD_ENCODING" },
    { "a large integer", "{\"amount\":\"1\",\"months\":9223372036854775807}", "/months", "FIELD_LARGE" },
};

NES_TEST(a_faulty_field_is_named, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);

    for (size_t i = 0; i < NES_LEN(faulty); i++) {
        struct order order = { 0 };

        NES_WANT_FAULT(faulty[i].label, nes_shape_read(&order_shape, arena, nes_str_of(faulty[i].text), &order, faults),
                       "SHAPE_FAULTS");
        NES_WANT_INT(faulty[i].label, (int64_t)faults->len, 1);
        NES_WANT_STR(faulty[i].label, faults->rows[0].pointer, faulty[i].pointer);
        NES_WANT_STR(faulty[i].label, nes_str_of(faults->rows[0].what->code), faulty[i].code);
    }
}

NES_TEST(all_faulty_fields_are_told_at_once)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    struct order order = { 0 };

    NES_WANT_FAULT(
        "three", nes_shape_read(&order_shape, arena, NES_STR("{\"months\":61,\"due\":\"x\",\"y\":[]}"), &order, faults),
        "SHAPE_FAULTS");
    NES_WANT_INT("count: missing amount, due, months, y", (int64_t)faults->len, 4);
    NES_WANT("a bound is told", faults->rows[2].has_limit && faults->rows[2].limit == 60);
}

static const struct { const char *label; struct nes_str text; const char *code; } texts[] = {
    { "nothing", NES_STR_INIT(""), "JSON_FORM" },
    { "a list", NES_STR_INIT("[]"), "JSON_FORM" },
    { "a name twice", NES_STR_INIT("{\"amount\":\"1\",\"amount\":\"2\"}"), "JSON_FORM" },
    { "more behind", NES_STR_INIT("{\"amount\":\"1\"}x"), "JSON_FORM" },
    { "a NUL behind", NES_STR_INIT("{\"amount\":\"1\"}\0"), "JSON_FORM" },
    { "an escaped NUL", NES_STR_INIT("{\"amount\":\"\\u0000\"}"), "JSON_FORM" },
    { "broken UTF-8", NES_STR_INIT("{\"amount\":\"\xff\"}"), "JSON_FORM" },
    { "a lone surrogate", NES_STR_INIT("{\"amount\":\"\\ud800\"}"), "JSON_FORM" },
    { "NaN", NES_STR_INIT("{\"months\":NaN}"), "JSON_FORM" },
    { "2^63", NES_STR_INIT("{\"months\":9223372036854775808}"), "JSON_FORM" },
    { "01", NES_STR_INIT("{\"months\":01}"), "JSON_FORM" },
    { "1e999", NES_STR_INIT("{\"months\":1e999}"), "JSON_FORM" },
    { "deep", NES_STR_INIT("{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}"), "JSON_DEEP" },
    { "deep, hidden by a quote", NES_STR_INIT("{\"\\\"\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}"), "JSON_DEEP" },
    { "brackets in a text", NES_STR_INIT("{\"note\":\"[[[[[[[[[[[[[[[[[[[[[[\"}"), "SHAPE_FAULTS" },
};

NES_TEST(a_text_beyond_the_bound_is_not_read, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    char *text = nes_arena_take(arena, NES_JSON_BYTES_MAX + 1);
    struct order order = { 0 };

    memset(text, ' ', NES_JSON_BYTES_MAX + 1);
    memcpy(text, "{\"amount\":\"1.00\"}", 17);
    NES_WANT_FAULT("a byte more",
                   nes_shape_read(&order_shape, arena, (struct nes_str){ text, NES_JSON_BYTES_MAX + 1 }, &order,
                                  faults),
                   "JSON_LARGE");
}

NES_TEST(what_is_not_strict_json_is_refused, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);

    for (size_t i = 0; i < NES_LEN(texts); i++) {
        struct order order = { 0 };

        NES_WANT_FAULT(texts[i].label, nes_shape_read(&order_shape, arena, texts[i].text, &order, faults),
                       texts[i].code);
    }
}

NES_TEST(a_shape_of_a_partner_is_open)
{
    static const struct nes_shape open = NES_SHAPE(struct place, place_fields, .open = true);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    struct place place = { 0 };

    NES_WANT_OK(nes_shape_read(&open, arena, NES_STR("{\"city\":\"x\",\"more\":{\"y\":1.5}}"), &place, faults));
}

struct paging {
    int64_t limit;
    struct nes_str cursor;
    bool closed;
};
static const struct nes_field paging_fields[] = {
    NES_FIELD(struct paging, limit, .min = 1, .max = 200),
    NES_FIELD(struct paging, cursor),
    NES_FIELD(struct paging, closed),
};
static const struct nes_shape paging_shape = NES_SHAPE(struct paging, paging_fields);

NES_TEST(a_query_is_read_by_a_shape)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_field_faults *faults = NES_NEW(arena, struct nes_field_faults);
    const struct nes_pair good[] = { { NES_STR("limit"), NES_STR("20") }, { NES_STR("closed"), NES_STR("true") } };
    const struct nes_pair bad[] = { { NES_STR("limit"), NES_STR("201") },
                                    { NES_STR("limit"), NES_STR("2") },
                                    { NES_STR("closed"), NES_STR("1") },
                                    { NES_STR("x"), NES_STR("") } };
    struct paging paging = { 0 };

    NES_WANT_OK(nes_shape_read_pairs(&paging_shape, arena, (struct nes_pairs){ good, 2 }, &paging, faults));
    NES_WANT("read", paging.limit == 20 && paging.closed && !paging.cursor.ptr);
    NES_WANT_FAULT("bad", nes_shape_read_pairs(&paging_shape, arena, (struct nes_pairs){ bad, 4 }, &paging, faults),
                   "SHAPE_FAULTS");
    NES_WANT_INT("each told", (int64_t)faults->len, 4);
}

struct shown {
    struct loan_id loan;
    struct nes_str iban, name;
    struct nes_date closed_on;
    struct nes_money debt;
    int64_t opened_at;
    enum method method;
    struct items items;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, loan),
    NES_FIELD(struct shown, iban, .mask = NES_MASK_LAST4),
    NES_FIELD(struct shown, name, .mask = NES_MASK_FIRST),
    NES_FIELD(struct shown, closed_on),
    NES_FIELD(struct shown, debt),
    NES_FIELD(struct shown, opened_at, .instant = true),
    NES_FIELD(struct shown, method, .choices = methods),
    NES_LIST(struct shown, items, .each = &item_shape),
};
static const struct nes_shape shown_view = NES_SHAPE(struct shown, shown_fields);

static struct nes_str shown_text(struct nes_arena *arena, const struct shown *shown)
{
    struct nes_buf buf = nes_buf_begin(arena, 65536);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_str text;

    nes_shape_write(&shown_view, shown, &json);
    NES_WANT_OK(nes_buf_done(&buf, &text));
    return text;
}

NES_TEST(a_view_leaves_out_what_is_absent_and_masks)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct item item = { NES_STR("x"), { 5 } };
    struct shown full = { .iban = NES_STR("KZ86125KZT5004100100"),
                          .name = NES_STR("Әсел"),
                          .debt = { 100 },
                          .opened_at = 1,
                          .method = METHOD_ANNUITY,
                          .items = { &item, 1 } };
    struct shown empty = { .iban = NES_STR("1234567") };

    NES_WANT_STR("full", shown_text(arena, &full),
                 "{\"iban\":\"•••• 0100\",\"name\":\"Ә•••\",\"debt\":\"1.00\","
                 "\"opened_at\":\"1970-01-01T00:00:00.000001Z\",\"method\":\"annuity\","
                 "\"items\":[{\"name\":\"x\",\"price\":\"0.05\"}]}");
    NES_WANT_STR("short texts stay hidden", shown_text(arena, &empty),
                 "{\"iban\":\"••••\",\"debt\":\"0.00\",\"items\":[]}");
}

NES_TEST(a_wrong_table_is_told, .kind = NES_REFUSES)
{
    static const struct nes_field secret[] = { NES_FIELD(struct order, password) };
    static const struct nes_field other[] = { NES_FIELD(struct order, items) };
    static const struct nes_field unguarded[] = { NES_FIELD(struct order, loan) };
    static const struct nes_field choice[] = { NES_FIELD(struct order, method) };
    static const struct nes_field rows[] = { NES_LIST(struct order, items, .each = &order_shape) };
    static const struct nes_field twice[] = { NES_FIELD(struct order, due), NES_FIELD(struct order, due) };
    static const struct nes_shape shapes[] = {
        NES_SHAPE(struct order, secret), NES_SHAPE(struct order, other), NES_SHAPE(struct order, unguarded),
        NES_SHAPE(struct order, choice), NES_SHAPE(struct order, rows),  NES_SHAPE(struct order, twice),
    };

    NES_WANT("a secret is not shown", nes_shape_wrong(&shapes[0], NES_SHAPE_OUT));
    NES_WANT("but may be read", !nes_shape_wrong(&shapes[0], NES_SHAPE_IN));
    NES_WANT("an unknown C type", nes_shape_wrong(&shapes[1], NES_SHAPE_IN));
    NES_WANT("an unguarded id", nes_shape_wrong(&shapes[2], NES_SHAPE_IN));
    NES_WANT("an enum without words", nes_shape_wrong(&shapes[3], NES_SHAPE_IN));
    NES_WANT("rows of another type", nes_shape_wrong(&shapes[4], NES_SHAPE_IN));
    NES_WANT("a member twice", nes_shape_wrong(&shapes[5], NES_SHAPE_IN));
    NES_WANT("a good one", !nes_shape_wrong(&order_shape, NES_SHAPE_IN));
    NES_WANT("a good view", !nes_shape_wrong(&shown_view, NES_SHAPE_OUT));
}

static struct nes_err count_ref(void *self, const struct nes_field *field, struct nes_id id)
{
    NES_WANT_STR("what it refers to", nes_str_of(field->refers), "loan");
    *(int *)self += id.b[0];
    return NES_FINE;
}

NES_TEST(guarded_ids_are_found)
{
    struct order order = { .loan.id.b[0] = 3 };
    int sum = 0;
    const struct nes_ref_visit visit = { count_ref, &sum };

    NES_WANT_OK(nes_shape_refs(&order_shape, &order, &visit));
    NES_WANT_INT("seen", sum, 3);
}

NES_TEST(a_shape_describes_itself)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 65536);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_str text;

    nes_shape_schema(&place_shape, NES_SHAPE_IN, &json);
    NES_WANT_OK(nes_buf_done(&buf, &text));
    NES_WANT_STR("schema", text,
                 "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":20},"
                 "\"flat\":{\"type\":\"integer\",\"format\":\"int32\",\"minimum\":0,\"maximum\":2147483647}},"
                 "\"required\":[\"city\"],\"additionalProperties\":false}");
}
