#include "http/openapi.h"

#include <string.h>

#include "http/openapi_parts.h"

#define SCHEMAS_MAX 1000

struct schema {
    const struct nes_shape *shape;
    enum nes_shape_use use;
    struct nes_str name;
};

struct sheet {
    struct nes_json json;
    struct nes_arena *arena;
    const struct nes_doors *doors;
    struct schema *schemas;
    size_t len;
    const char *clash;
    bool later;
};

static const char *const listener_names[] = { "public", "office", "terminal", "operations" };

/* "struct nes_loan_view" becomes "LoanView"; the row may name it otherwise (.as). */
static struct nes_str shape_name(struct nes_arena *arena, const struct nes_shape *shape)
{
    struct nes_buf buf = nes_buf_begin(arena, 128);
    struct nes_str name = nes_str_of(shape->as ? shape->as : shape->name), out;
    bool upper = true;

    name = nes_str_starts(name, NES_STR("struct ")) ? nes_str_from(name, 7) : name;
    name = nes_str_starts(name, NES_STR("nes_")) ? nes_str_from(name, 4) : name;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (c == '_') {
            upper = true;
            continue;
        }
        nes_buf_byte(&buf, upper && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
        upper = false;
    }
    NES_ASSERT(!nes_buf_done(&buf, &out).what);
    return out;
}

static struct nes_str joined(struct nes_arena *arena, struct nes_str a, const char *b)
{
    struct nes_buf buf = nes_buf_begin(arena, 256);
    struct nes_str out;

    nes_buf_add(&buf, a);
    nes_buf_addz(&buf, b);
    NES_ASSERT(!nes_buf_done(&buf, &out).what);
    return out;
}

static const struct schema *named(const struct sheet *sheet, struct nes_str name)
{
    for (size_t i = 0; i < sheet->len; i++) {
        if (nes_str_eq(sheet->schemas[i].name, name)) {
            return &sheet->schemas[i];
        }
    }
    return NULL;
}

/* Its name in components; what is asked and shown by one table has two, since only input is bounded. */
static struct nes_str schema_of(struct sheet *sheet, const struct nes_shape *shape, enum nes_shape_use use)
{
    struct nes_str name = shape_name(sheet->arena, shape);
    const struct schema *there = named(sheet, name);

    if (there && there->shape == shape && there->use != use) {
        name = joined(sheet->arena, name, use == NES_SHAPE_OUT ? "Shown" : "Given");
        there = named(sheet, name);
    }
    if (there && there->shape != shape) {
        sheet->clash = nes_str_z(sheet->arena, joined(sheet->arena, name, " names two shapes: .as names one anew"));
    }
    if (!there && sheet->len < SCHEMAS_MAX) {
        sheet->schemas[sheet->len++] = (struct schema){ shape, use, name };
    }
    return name;
}

static void put_ref(struct sheet *sheet, const char *place, struct nes_str name)
{
    nes_json_open(&sheet->json, '{');
    nes_json_key_str(&sheet->json, "$ref", joined(sheet->arena, nes_str_of(place), nes_str_z(sheet->arena, name)));
    nes_json_close(&sheet->json, '}');
}

static void put_content(struct sheet *sheet, const char *type, const struct nes_shape *shape, enum nes_shape_use use)
{
    nes_json_key(&sheet->json, "content");
    nes_json_open(&sheet->json, '{');
    nes_json_key(&sheet->json, type);
    nes_json_open(&sheet->json, '{');
    nes_json_key(&sheet->json, "schema");
    if (shape) {
        put_ref(sheet, "#/components/schemas/", schema_of(sheet, shape, use));
    } else if (strcmp(type, "application/problem+json") == 0) {
        put_ref(sheet, "#/components/schemas/", NES_STR("Problem"));
    } else {
        nes_json_open(&sheet->json, '{');
        nes_json_close(&sheet->json, '}');
    }
    nes_json_close(&sheet->json, '}');
    nes_json_close(&sheet->json, '}');
}

static void put_id(struct sheet *sheet, const struct nes_route *route)
{
    struct nes_buf buf = nes_buf_begin(sheet->arena, 256);
    struct nes_str id;
    bool upper = true;

    for (const char *c = nes_method_name(route->method); *c; c++) {
        nes_buf_byte(&buf, (char)(*c | 0x20));
    }
    for (const char *c = route->path; *c; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');

        if (strncmp(c, "/v1/", 4) == 0 && c == route->path) {
            c += 3;
        } else if (*c == '{') {
            nes_buf_addz(&buf, "By");
            upper = true;
        } else if (letter) {
            nes_buf_byte(&buf, upper && *c >= 'a' ? (char)(*c - 'a' + 'A') : *c);
            upper = false;
        } else {
            upper = true;
        }
    }
    NES_ASSERT(!nes_buf_done(&buf, &id).what);
    nes_json_key_str(&sheet->json, "operationId", id);
}

static const struct nes_param *param_named(const struct nes_doors *doors, struct nes_str name)
{
    for (size_t i = 0; doors->params && doors->params[i]; i++) {
        if (nes_str_is(name, doors->params[i]->name)) {
            return doors->params[i];
        }
    }
    NES_BUG("a parameter of the tables, which were checked");
}

static void put_kind(struct nes_json *json, enum nes_param_kind kind)
{
    static const struct {
        const char *type, *format;
    } kinds[] = {
        [NES_PARAM_ID] = { "string", "uuid" },
        [NES_PARAM_TEXT] = { "string", NULL },
        [NES_PARAM_DATE] = { "string", "date" },
        [NES_PARAM_NUMBER] = { "integer", "int64" },
    };

    nes_json_key(json, "schema");
    nes_json_open(json, '{');
    nes_json_key_z(json, "type", kinds[kind].type);
    if (kinds[kind].format) {
        nes_json_key_z(json, "format", kinds[kind].format);
    }
    nes_json_close(json, '}');
}

static void open_param(struct nes_json *json, struct nes_str name, const char *in, bool required)
{
    nes_json_open(json, '{');
    nes_json_key_str(json, "name", name);
    nes_json_key_z(json, "in", in);
    nes_json_key_bool(json, "required", required);
}

static void put_path_params(struct sheet *sheet, struct nes_str path)
{
    struct nes_str word, rest;

    while (nes_str_cut(path, '{', &word, &rest) && nes_str_cut(rest, '}', &word, &path)) {
        const struct nes_param *param = param_named(sheet->doors, word);

        open_param(&sheet->json, word, "path", true);
        nes_json_key_z(&sheet->json, "description", param->doc ? param->doc : param->name);
        put_kind(&sheet->json, param->kind);
        nes_json_close(&sheet->json, '}');
    }
}

static void put_header(struct sheet *sheet, const char *name, const char *text)
{
    open_param(&sheet->json, nes_str_of(name), "header", true);
    nes_json_key_z(&sheet->json, "description", text);
    put_kind(&sheet->json, NES_PARAM_TEXT);
    nes_json_close(&sheet->json, '}');
}

static void put_params(struct sheet *sheet, const struct nes_route *route)
{
    nes_json_key(&sheet->json, "parameters");
    nes_json_open(&sheet->json, '[');
    put_path_params(sheet, nes_str_of(route->path));
    for (size_t i = 0; route->asks && i < route->asks->len; i++) {
        const struct nes_field *field = &route->asks->fields[i];

        open_param(&sheet->json, nes_str_of(field->name), "query", field->required);
        nes_json_key(&sheet->json, "schema");
        nes_field_schema(field, NES_SHAPE_IN, &sheet->json);
        nes_json_close(&sheet->json, '}');
    }
    if (route->once) {
        put_header(sheet, "Idempotency-Key", "The same key gives the same answer and no second effect.");
    }
    if (route->match) {
        put_header(sheet, "If-Match", "The version (ETag) that the change is meant for.");
    }
    nes_json_close(&sheet->json, ']');
}

static void put_body(struct sheet *sheet, const struct nes_route *route)
{
    if (!route->takes && !route->upload && !route->raw) {
        return;
    }
    nes_json_key(&sheet->json, "requestBody");
    nes_json_open(&sheet->json, '{');
    nes_json_key_bool(&sheet->json, "required", true);
    put_content(sheet,
                route->takes    ? "application/json"
                : route->upload ? route->upload->types[0]
                                : "*/*",
                route->takes, NES_SHAPE_IN);
    nes_json_close(&sheet->json, '}');
}

static void put_success(struct sheet *sheet, const struct nes_route *route)
{
    char status[4] = { 0 };
    int number = nes_route_status(route);

    for (int i = 2; i >= 0; i--, number /= 10) {
        status[i] = (char)('0' + number % 10);
    }
    nes_json_key(&sheet->json, status);
    nes_json_open(&sheet->json, '{');
    nes_json_key_z(&sheet->json, "description", "Done.");
    if (route->gives || route->gives_type) {
        put_content(sheet, route->gives ? "application/json" : route->gives_type, route->gives, NES_SHAPE_OUT);
    }
    nes_json_close(&sheet->json, '}');
    if (route->later) {
        sheet->later = true;
        nes_json_key(&sheet->json, "202");
        put_ref(sheet, "#/components/responses/", NES_STR("Later"));
    }
}

/* Faults of one status in one answer: which they are stands in its description. */
static void put_fails(struct sheet *sheet, const struct nes_route *route, int status)
{
    struct nes_buf buf = nes_buf_begin(sheet->arena, 8192);
    char key[4] = { (char)('0' + status / 100), (char)('0' + status / 10 % 10), (char)('0' + status % 10), 0 };
    struct nes_str text;

    for (size_t i = 0; route->fails && route->fails[i]; i++) {
        if (route->fails[i]->status == status) {
            nes_buf_addz(&buf, buf.len > 0 ? "; " : "");
            nes_buf_addz(&buf, route->fails[i]->code);
            nes_buf_addz(&buf, ": ");
            nes_buf_addz(&buf, route->fails[i]->text);
        }
    }
    if (buf.len == 0 || nes_buf_done(&buf, &text).what) {
        return;
    }
    nes_json_key(&sheet->json, key);
    nes_json_open(&sheet->json, '{');
    nes_json_key_str(&sheet->json, "description", text);
    put_content(sheet, "application/problem+json", NULL, NES_SHAPE_OUT);
    nes_json_close(&sheet->json, '}');
}

static void put_responses(struct sheet *sheet, const struct nes_route *route)
{
    nes_json_key(&sheet->json, "responses");
    nes_json_open(&sheet->json, '{');
    put_success(sheet, route);
    for (int status = 400; status < 600; status++) {
        put_fails(sheet, route, status);
    }
    nes_json_key(&sheet->json, "4XX");
    put_ref(sheet, "#/components/responses/", NES_STR("Refused"));
    nes_json_key(&sheet->json, "5XX");
    put_ref(sheet, "#/components/responses/", NES_STR("Failed"));
    nes_json_close(&sheet->json, '}');
}

static void put_security(struct sheet *sheet, const struct nes_route *route)
{
    nes_json_key(&sheet->json, "security");
    if (route->needs == NES_PERM_ANYONE || route->listen == NES_OPERATIONS) {
        nes_json_raw(&sheet->json, NES_STR("[{}]"));
    } else if (route->listen == NES_TERMINAL) {
        nes_json_raw(&sheet->json, NES_STR("[{\"terminal\":[]}]"));
    } else {
        nes_json_raw(&sheet->json, NES_STR("[{\"session\":[]},{\"device\":[]}]"));
    }
}

static void put_more(struct sheet *sheet, const struct nes_route *route)
{
    static const char *const assurances[] = { NULL, "one method", "two methods", "two methods, one biometric" };
    struct nes_json *json = &sheet->json;

    nes_json_key(json, "x-listeners");
    nes_json_open(json, '[');
    for (size_t i = 0; i < NES_LEN(listener_names); i++) {
        if ((route->listen >> i & 1) != 0) {
            nes_json_z(json, listener_names[i]);
        }
    }
    nes_json_close(json, ']');
    nes_json_key_z(json, "x-permission", nes_perm_name(route->needs));
    nes_json_key_z(json, "x-rules", route->rules);
    if (route->assurance != NES_ASSURE_NONE) {
        nes_json_key_z(json, "x-assurance", assurances[route->assurance]);
    }
}

static void put_operation(struct sheet *sheet, const struct nes_resource *resource, const struct nes_route *route)
{
    char key[8] = { 0 };

    for (size_t i = 0; nes_method_name(route->method)[i]; i++) {
        key[i] = (char)(nes_method_name(route->method)[i] | 0x20);
    }
    nes_json_key(&sheet->json, key);
    nes_json_open(&sheet->json, '{');
    put_id(sheet, route);
    nes_json_key_z(&sheet->json, "summary", route->doc);
    nes_json_key_z(&sheet->json, "description", route->doc);
    nes_json_key(&sheet->json, "tags");
    nes_json_open(&sheet->json, '[');
    nes_json_z(&sheet->json, resource->name);
    nes_json_close(&sheet->json, ']');
    put_security(sheet, route);
    put_params(sheet, route);
    put_body(sheet, route);
    put_responses(sheet, route);
    put_more(sheet, route);
    nes_json_close(&sheet->json, '}');
}

static bool first_of_path(const struct nes_doors *doors, const struct nes_route *route)
{
    for (size_t i = 0; doors->resources[i]; i++) {
        for (size_t j = 0; j < doors->resources[i]->len; j++) {
            const struct nes_route *other = &doors->resources[i]->routes[j];

            if (other == route) {
                return true;
            }
            if (strcmp(other->path, route->path) == 0) {
                return false;
            }
        }
    }
    return true;
}

static void put_path(struct sheet *sheet, const char *path)
{
    nes_json_key(&sheet->json, path);
    nes_json_open(&sheet->json, '{');
    for (size_t i = 0; sheet->doors->resources[i]; i++) {
        const struct nes_resource *resource = sheet->doors->resources[i];

        for (size_t j = 0; j < resource->len; j++) {
            if (strcmp(resource->routes[j].path, path) == 0) {
                put_operation(sheet, resource, &resource->routes[j]);
            }
        }
    }
    nes_json_close(&sheet->json, '}');
}

static void put_paths(struct sheet *sheet)
{
    nes_json_key(&sheet->json, "paths");
    nes_json_open(&sheet->json, '{');
    for (size_t i = 0; sheet->doors->resources[i]; i++) {
        const struct nes_resource *resource = sheet->doors->resources[i];

        for (size_t j = 0; j < resource->len; j++) {
            if (first_of_path(sheet->doors, &resource->routes[j])) {
                put_path(sheet, resource->routes[j].path);
            }
        }
    }
    nes_json_close(&sheet->json, '}');
}

static void put_components(struct sheet *sheet)
{
    struct nes_json *json = &sheet->json;

    nes_json_key(json, "components");
    nes_json_open(json, '{');
    nes_json_key(json, "securitySchemes");
    nes_json_raw(json, nes_str_of(security));
    nes_json_key(json, "responses");
    nes_json_open(json, '{');
    nes_json_key(json, "Refused");
    nes_json_raw(json, nes_str_of(refused));
    nes_json_key(json, "Failed");
    nes_json_raw(json, nes_str_of(failed));
    if (sheet->later) {
        nes_json_key(json, "Later");
        nes_json_raw(json, nes_str_of(later));
    }
    nes_json_close(json, '}');
    nes_json_key(json, "schemas");
    nes_json_open(json, '{');
    nes_json_key(json, "Problem");
    nes_json_raw(json, nes_str_of(problem_schema));
    if (sheet->later) {
        nes_json_key(json, "Later");
        nes_json_raw(json, nes_str_of(later_schema));
    }
    for (size_t i = 0; i < sheet->len; i++) {
        nes_json_key(json, nes_str_z(sheet->arena, sheet->schemas[i].name));
        nes_shape_schema(sheet->schemas[i].shape, sheet->schemas[i].use, json);
    }
    nes_json_close(json, '}');
    nes_json_close(json, '}');
}

static void put_info(struct sheet *sheet, const char *version)
{
    struct nes_json *json = &sheet->json;

    nes_json_key_z(json, "openapi", "3.1.0");
    nes_json_key(json, "info");
    nes_json_open(json, '{');
    nes_json_key_z(json, "title", "Nesie");
    nes_json_key_z(json, "version", version);
    nes_json_key_z(json, "description", "Electronic lending of a microfinance organisation.");
    nes_json_key(json, "license");
    nes_json_raw(json, NES_STR("{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}"));
    nes_json_close(json, '}');
    nes_json_key(json, "servers");
    nes_json_raw(json, NES_STR("[{\"url\":\"/\"}]"));
    nes_json_key(json, "tags");
    nes_json_open(json, '[');
    for (size_t i = 0; sheet->doors->resources[i]; i++) {
        const char *doc = sheet->doors->resources[i]->doc;

        nes_json_open(json, '{');
        nes_json_key_z(json, "name", sheet->doors->resources[i]->name);
        nes_json_key_z(json, "description", doc ? doc : sheet->doors->resources[i]->name);
        nes_json_close(json, '}');
    }
    nes_json_close(json, ']');
}

struct nes_err nes_openapi_write(const struct nes_doors *doors, const char *version, struct nes_buf *out)
{
    struct sheet sheet = { .json = NES_JSON_TO(out), .arena = out->arena, .doors = doors };
    struct nes_routes *routes;

    NES_TRY(nes_routes_make(out->arena, doors, &routes));
    sheet.schemas = NES_NEW_MANY(out->arena, struct schema, SCHEMAS_MAX);
    nes_json_open(&sheet.json, '{');
    put_info(&sheet, version);
    put_paths(&sheet);
    put_components(&sheet);
    nes_json_close(&sheet.json, '}');
    nes_buf_byte(out, '\n');
    return sheet.clash ? NES_FAIL(HTTP_START, sheet.clash) : NES_FINE;
}
