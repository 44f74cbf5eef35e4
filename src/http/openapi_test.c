#include "http/openapi.h"

#include <jansson.h>
#include <stdlib.h>

#include "test/http/sample.h"

static json_t *document(struct nes_arena *arena, const struct nes_doors *doors)
{
    struct nes_buf buf = nes_buf_begin(arena, 1 << 22);
    struct nes_str text;
    json_error_t error;
    json_t *json;

    NES_WANT_OK(nes_openapi_write(doors, "1.2.3", &buf));
    NES_WANT_OK(nes_buf_done(&buf, &text));
    json = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
    NES_WANT(error.text, json != NULL);
    if (getenv("NESIE_OPENAPI_OUT")) { /* for the public linter */
        NES_WANT_INT("written", json_dump_file(json, getenv("NESIE_OPENAPI_OUT"), JSON_INDENT(1)), 0);
    }
    return json;
}

static json_t *at(json_t *json, const char *const *path)
{
    for (; *path && json; path++) {
        json = json_object_get(json, *path);
    }
    return json;
}
#define AT(json, ...) at((json), (const char *const[]){ __VA_ARGS__, NULL })

NES_TEST(each_row_stands_in_the_document)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    json_t *json = document(arena, &nes_sample_doors);
    const struct nes_resource *resource = nes_sample_doors.resources[0];
    size_t operations = 0;

    for (void *path = json_object_iter(AT(json, "paths")); path;
         path = json_object_iter_next(AT(json, "paths"), path)) {
        operations += json_object_size(json_object_iter_value(path));
    }
    NES_WANT_INT("as many as rows", (int64_t)operations, (int64_t)resource->len);
    NES_WANT_STR(
        "an id",
        nes_str_of(json_string_value(AT(json, "paths", "/v1/accounts/{account}/deeds", "post", "operationId"))),
        "postAccountsByAccountDeeds");
    NES_WANT("its input", AT(json, "components", "schemas", "Deed", "properties", "amount"));
    NES_WANT("what it refuses with", AT(json, "paths", "/v1/accounts/{account}/deeds", "post", "responses", "409"));
    NES_WANT("accepted", AT(json, "paths", "/v1/accounts/{account}/checks", "post", "responses", "202"));
    NES_WANT("another type", AT(json, "paths", "/v1/pdf", "get", "responses", "200", "content", "application/pdf"));
    json_decref(json);
}

struct loan {
    int64_t a;
};
struct nes_loan {
    int64_t b;
};
static const struct nes_field one_fields[] = { NES_FIELD(struct loan, a) };
static const struct nes_field other_fields[] = { NES_FIELD(struct nes_loan, b) };
static const struct nes_shape one_view = NES_SHAPE(struct loan, one_fields);
static const struct nes_shape other_view = NES_SHAPE(struct nes_loan, other_fields);

static struct nes_err nothing(struct nes_req *req, struct nes_reply *reply)
{
    (void)req;
    return nes_reply_none(reply);
}

NES_TEST(two_shapes_of_one_name_are_told, .kind = NES_REFUSES)
{
    static const struct nes_route routes[] = {
        { NES_GET, "/v1/one", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &one_view, .prepare = nothing,
          .rules = "7.5", .doc = "One." },
        { NES_GET, "/v1/other", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &other_view,
          .prepare = nothing, .rules = "7.5", .doc = "Other." },
    };
    static const struct nes_resource resource = NES_RESOURCE("loan", routes, .doc = "Loans.");
    static const struct nes_resource *const resources[] = { &resource, NULL };
    static const struct nes_doors doors = { .resources = resources };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf buf = nes_buf_begin(arena, 1 << 20);
    struct nes_err err = nes_openapi_write(&doors, "1", &buf);

    NES_WANT_FAULT("a clash", err, "HTTP_START");
    NES_WANT_STR("which", nes_str_of(err.at), "Loan names two shapes: .as names one anew");
}
