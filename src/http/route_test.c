#include "http/route.h"

#include <string.h>

#include "test/unit/test.h"

static struct nes_err nothing(struct nes_req *req, struct nes_reply *reply)
{
    (void)req;
    (void)reply;
    return NES_FINE;
}

static struct nes_err load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                           struct nes_param_row *out)
{
    (void)req;
    (void)value;
    (void)lock;
    (void)out;
    return NES_FINE;
}

static const struct nes_param loan = { .name = "loan", .load = load };
static const struct nes_param product = { .name = "product", .kind = NES_PARAM_TEXT, .load = load, .shared = true };
static const struct nes_param day = { .name = "day", .kind = NES_PARAM_DATE, .open = true };
static const struct nes_param *const params[] = { &loan, &product, &day, NULL };

struct secret {
    struct nes_secret word;
};
static const struct nes_field secret_fields[] = { NES_FIELD(struct secret, word) };
static const struct nes_shape secret_shape = NES_SHAPE(struct secret, secret_fields);

#define REST .rules = "7.5", .doc = "x"
#define GET_OK .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .prepare = nothing, REST
#define POST_OK .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .run = nothing, REST

static const struct { const char *label; struct nes_route route; const char *wrong; } rows[] = {
    { "no listener", { NES_GET, "/a", .needs = NES_PERM_CLIENT, .prepare = nothing, REST }, ".listen is missing" },
    { "no permission", { NES_GET, "/a", .listen = NES_PUBLIC, .prepare = nothing, REST }, ".needs is missing" },
    { "no rules", { NES_GET, "/a", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .prepare = nothing, .doc = "x" },
      ".rules is missing" },
    { "no sentence", { NES_GET, "/a", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .prepare = nothing,
      .rules = "1" }, ".doc is missing" },
    { "no method", { NES_METHOD_NONE, "/a", GET_OK }, "method and path" },
    { "no path", { NES_GET, NULL, GET_OK }, "method and path" },
    { "GET that runs", { NES_GET, "/a", GET_OK, .run = nothing }, "GET has no .run" },
    { "GET with a body", { NES_GET, "/a", GET_OK, .takes = &secret_shape }, "GET has no .run" },
    { "POST that does not run", { NES_POST, "/a", GET_OK }, ".run is missing" },
    { "a report that runs", { NES_POST, "/a", POST_OK, .prepare = nothing, .report = true }, ".report is for POST" },
    { "a report that reports nothing", { NES_POST, "/a", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .report = true,
      REST }, ".report is for POST" },
    { "a report by GET", { NES_GET, "/a", GET_OK, .report = true }, ".report is for POST" },
    { "a secret shown", { NES_GET, "/a", GET_OK, .gives = &secret_shape }, "a secret would be shown" },
    { "an unknown parameter", { NES_GET, "/a/{x}", GET_OK }, "no known type" },
    { "anyone reaches a loan", { NES_GET, "/a/{loan}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE,
      .prepare = nothing, REST }, "anyone would reach" },
    { "alone outside", { NES_GET, "/a", GET_OK, .alone = true }, ".alone is for" },
    { "match without an object", { NES_POST, "/a", POST_OK, .match = true }, ".match needs" },
    { "an upload by POST", { NES_POST, "/a", POST_OK, .upload = &(struct nes_upload){ 0 } }, ".upload needs PUT" },
};

static struct nes_err make(struct nes_arena *arena, const struct nes_route *routes, size_t len, struct nes_routes **out)
{
    struct nes_resource *resource = NES_NEW(arena, struct nes_resource);
    const struct nes_resource **resources = NES_NEW_MANY(arena, const struct nes_resource *, 2);
    struct nes_doors *doors = NES_NEW(arena, struct nes_doors);

    *resource = (struct nes_resource){ .name = "test", .routes = routes, .len = len };
    resources[0] = resource;
    *doors = (struct nes_doors){ .resources = resources, .params = params };
    return nes_routes_make(arena, doors, out);
}

NES_TEST(a_row_that_leaves_something_out_stops_the_start, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_routes *routes;
        struct nes_err err = make(arena, &rows[i].route, 1, &routes);

        NES_WANT_FAULT(rows[i].label, err, "HTTP_START");
        NES_WANT(rows[i].label, strstr(err.at, rows[i].wrong) != NULL);
    }
}

NES_TEST(two_rows_for_one_place_stop_the_start, .kind = NES_REFUSES)
{
    static const struct nes_route same[] = { { NES_GET, "/a/{loan}", GET_OK }, { NES_GET, "/a/{product}", GET_OK } };
    static const struct nes_route office[] = {
        { NES_GET, "/a/{loan}", GET_OK },
        { NES_GET, "/a/{loan}", .listen = NES_OFFICE, .needs = NES_PERM_STAFF, .prepare = nothing, REST },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_routes *routes;

    NES_WANT_FAULT("same", make(arena, same, 2, &routes), "HTTP_START");
    NES_WANT_FAULT("also on two listeners", make(arena, office, 2, &routes), "HTTP_START");
}

static const struct nes_route table[] = {
    { NES_GET, "/v1/loans", GET_OK },
    { NES_POST, "/v1/loans", POST_OK },
    { NES_GET, "/v1/loans/{loan}", GET_OK },
    { NES_GET, "/v1/loans/all", GET_OK },
    { NES_GET, "/v1/loans/{loan}/days/{day}", GET_OK },
    { NES_GET, "/v1/products/{product}", .listen = NES_OFFICE, .needs = NES_PERM_ANYONE, .prepare = nothing, REST },
};

#define ID "018f0000-0000-7000-8000-000000000001"

static const struct {
    enum nes_listen listen;
    enum nes_verb method;
    const char *path, *code;
    size_t index;
} paths[] = {
    { NES_PUBLIC, NES_GET, "/v1/loans", "fine", 0 },
    { NES_PUBLIC, NES_POST, "/v1/loans", "fine", 1 },
    { NES_PUBLIC, NES_GET, "/v1/loans/" ID, "fine", 2 },
    { NES_PUBLIC, NES_GET, "/v1/loans/all", "fine", 3 },
    { NES_PUBLIC, NES_GET, "/v1/loans/" ID "/days/2026-02-28", "fine", 4 },
    { NES_OFFICE, NES_GET, "/v1/products/%D3%99", "fine", 5 },
    { NES_PUBLIC, NES_GET, "/v1/loans/" ID "/days/2026-02-30", "NOT_FOUND", 0 },
    { NES_PUBLIC, NES_GET, "/v1/loans/1", "NOT_FOUND", 0 },
    { NES_PUBLIC, NES_GET, "/v1/loans/", "NOT_FOUND", 0 },
    { NES_PUBLIC, NES_GET, "/v1/loans/all/", "NOT_FOUND", 0 },
    { NES_PUBLIC, NES_GET, "//v1/loans", "NOT_FOUND", 0 },
    { NES_PUBLIC, NES_GET, "/v1/products/x", "NOT_FOUND", 0 },
    { NES_OFFICE, NES_GET, "/v1/loans", "NOT_FOUND", 0 },
    { NES_PUBLIC, NES_DELETE, "/v1/loans", "METHOD_WRONG", 0 },
    { NES_PUBLIC, NES_GET, "", "NOT_FOUND", 0 },
    { NES_PUBLIC, NES_GET, "/", "NOT_FOUND", 0 },
    { NES_PUBLIC, NES_GET, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14", "NOT_FOUND", 0 },
};

NES_TEST(a_path_leads_to_one_row)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    const struct nes_seek put = { NES_PUBLIC, NES_PUT, NES_STR("/v1/loans") };
    const struct nes_seek text = { NES_OFFICE, NES_GET, NES_STR("/v1/products/%D3%99") };
    struct nes_match match;
    struct nes_routes *routes;

    NES_WANT_OK(make(arena, table, NES_LEN(table), &routes));
    for (size_t i = 0; i < NES_LEN(paths); i++) {
        const struct nes_seek seek = { paths[i].listen, paths[i].method, nes_str_of(paths[i].path) };
        struct nes_err err = nes_routes_find(routes, arena, &seek, &match);

        NES_WANT_FAULT(paths[i].path, err, paths[i].code);
        NES_WANT(paths[i].path, err.what || match.index == paths[i].index);
    }
    NES_WANT_FAULT("methods", nes_routes_find(routes, arena, &put, &match), "METHOD_WRONG");
    NES_WANT_INT("told", match.methods, 1 << NES_GET | 1 << NES_POST);
    NES_WANT_OK(nes_routes_find(routes, arena, &text, &match));
    NES_WANT_STR("decoded", match.values[0].text, "ә");
}

NES_TEST(permissions_are_a_set)
{
    struct nes_perms set = { 0 };

    nes_perms_add(&set, NES_PERM_CALCULATE);
    NES_WANT("in", nes_perms_has(&set, NES_PERM_CALCULATE));
    NES_WANT("out", !nes_perms_has(&set, NES_PERM_METRICS_VIEW));
    for (enum nes_perm perm = NES_PERM_ANYONE; perm < NES_PERMS; perm++) {
        NES_WANT("each has a name and a sentence", nes_perm_name(perm)[0] && nes_perm_text(perm)[0]);
    }
}
