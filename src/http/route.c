#include "http/route.h"

#include <stdio.h>
#include <string.h>

#include "http/path.h"

static const struct { const char *name, *text; } perms[NES_PERMS] = {
    [NES_PERM_ANYONE] = { "ANYONE", "Anyone, also without a session" },
    [NES_PERM_CLIENT] = { "CLIENT", "A signed-in client" },
    [NES_PERM_STAFF] = { "STAFF", "Signed-in staff, whatever the duty" },
    [NES_PERM_TERMINAL] = { "TERMINAL", "A terminal with its certificate" },
    [NES_PERM_SYSTEM] = { "SYSTEM", "The machine itself, on the operations listener" },
#define X(name, text) [NES_PERM_##name] = { #name, text },
#include "http/perm.def"
#undef X
};

const char *nes_perm_name(enum nes_perm perm)
{
    NES_ASSERT(perm > NES_PERM_UNSET && perm < NES_PERMS);
    return perms[perm].name;
}

const char *nes_perm_text(enum nes_perm perm)
{
    NES_ASSERT(perm > NES_PERM_UNSET && perm < NES_PERMS);
    return perms[perm].text;
}

void nes_perms_add(struct nes_perms *set, enum nes_perm perm)
{
    NES_ASSERT(perm > NES_PERM_UNSET && perm < NES_PERMS && NES_PERMS <= 256);
    set->bits[perm / 64] |= UINT64_C(1) << perm % 64;
}

bool nes_perms_has(const struct nes_perms *set, enum nes_perm perm)
{
    NES_ASSERT(perm > NES_PERM_UNSET && perm < NES_PERMS);
    return (set->bits[perm / 64] >> perm % 64 & 1) != 0;
}

static const char *const methods[] = { [NES_GET] = "GET", [NES_POST] = "POST", [NES_PUT] = "PUT",
                                       [NES_PATCH] = "PATCH", [NES_DELETE] = "DELETE" };

const char *nes_method_name(enum nes_verb method)
{
    NES_ASSERT(method > NES_METHOD_NONE && method < NES_LEN(methods));
    return methods[method];
}

enum nes_verb nes_method_of(struct nes_str name)
{
    size_t at = nes_str_is(name, "HEAD") ? NES_GET : NES_METHOD_NONE;

    (void)nes_str_find(methods, NES_LEN(methods), name, &at);
    return (enum nes_verb)at;
}

#define SEGMENTS_MAX 12

struct entry {
    const struct nes_route *route;
    size_t len, params_len;
    struct nes_str words[SEGMENTS_MAX];             /* empty: a parameter */
    const struct nes_param *params[NES_PATH_PARAMS_MAX];
};

struct nes_routes {
    const struct nes_doors *doors;
    struct entry *entries;
    size_t len;
};

int nes_route_status(const struct nes_route *route)
{
    if (route->status != 0) {
        return route->status;
    }
    if (!route->gives && !route->gives_type) {
        return 204;
    }
    return route->method == NES_POST ? 201 : 200;
}

size_t nes_routes_len(const struct nes_routes *routes)
{
    return routes->len;
}

const struct nes_route *nes_routes_at(const struct nes_routes *routes, size_t index)
{
    NES_ASSERT(index < routes->len);
    return routes->entries[index].route;
}

static const struct nes_param *param_named(const struct nes_doors *doors, struct nes_str name)
{
    for (size_t i = 0; doors->params && doors->params[i]; i++) {
        if (nes_str_is(name, doors->params[i]->name)) {
            return doors->params[i];
        }
    }
    return NULL;
}

const struct nes_param *nes_routes_param(const struct nes_routes *routes, struct nes_str name)
{
    return param_named(routes->doors, name);
}

static bool missing(const char *text)
{
    return !text || !text[0];
}

static const char *handlers_wrong(const struct nes_route *route)
{
    if (route->alone && (route->method != NES_GET || route->listen != NES_OPERATIONS || route->looks)) {
        return ".alone is for GET on the operations listener, and shows nobody's data";
    }
    if (route->method == NES_GET && !route->report) {
        return !route->prepare                                             ? "GET needs .prepare"
               : route->run || route->takes || route->once || route->match ? "GET has no .run, .takes, .once, .match"
                                                                           : NULL;
    }
    if (route->report) {
        return route->method != NES_POST || !route->prepare || route->run || route->once || route->match ||
                       route->looks || route->assurance != NES_ASSURE_NONE
                   ? ".report is for POST, has .prepare and nothing that needs a transaction"
                   : NULL;
    }
    if (!route->run) {
        return ".run is missing";
    }
    if (route->looks) {
        return ".looks is for GET; what changes something has its leaf anyway";
    }
    if ((route->upload && (route->method != NES_PUT || route->takes)) || (route->raw && route->takes)) {
        return ".upload needs PUT; .upload and .raw exclude .takes";
    }
    return NULL;
}

static const char *shapes_wrong(const struct nes_route *route)
{
    const char *wrong = route->takes ? nes_shape_wrong(route->takes, NES_SHAPE_IN) : NULL;

    wrong = !wrong && route->asks ? nes_shape_wrong(route->asks, NES_SHAPE_IN) : wrong;
    wrong = !wrong && route->gives ? nes_shape_wrong(route->gives, NES_SHAPE_OUT) : wrong;
    for (size_t i = 0; !wrong && route->asks && i < route->asks->len; i++) {
        enum nes_kind kind = route->asks->fields[i].kind;

        wrong = kind == NES_KIND_OTHER || kind == NES_KIND_LIST || kind == NES_KIND_TEXTS
                    ? "a query string has no nested members"
                    : NULL;
    }
    return wrong;
}

static const char *row_wrong(const struct nes_route *route)
{
    if (route->method == NES_METHOD_NONE || missing(route->path) || route->path[0] != '/') {
        return "method and path are missing";
    }
    if (route->listen == 0 || (route->listen & ~15U) != 0) {
        return ".listen is missing";
    }
    if (route->needs == NES_PERM_UNSET || route->needs >= NES_PERMS) {
        return ".needs is missing";
    }
    if (missing(route->rules)) {
        return ".rules is missing";
    }
    if (missing(route->doc)) {
        return ".doc is missing";
    }
    if (route->gives && route->gives_type) {
        return ".gives and .gives_type exclude each other";
    }
    return handlers_wrong(route);
}

static const char *param_wrong(const struct nes_route *route, const struct nes_param *param)
{
    if (!param) {
        return "a parameter of the path is of no known type";
    }
    if (param->open == (param->load != NULL)) {
        return "a parameter either is .open or has .load";
    }
    if (!param->open && !param->shared && route->needs == NES_PERM_ANYONE) {
        return "anyone would reach what belongs to a client";
    }
    return NULL;
}

/* Cuts the path into words and parameters. */
static const char *split(const struct nes_doors *doors, struct entry *entry)
{
    struct nes_str rest = nes_str_from(nes_str_of(entry->route->path), 1), word;

    for (bool more = true; more; rest = word) {
        struct nes_str head;

        more = nes_str_cut(rest, '/', &head, &word);
        if (entry->len == SEGMENTS_MAX) {
            return "the path is too long";
        }
        if (head.len > 2 && head.ptr[0] == '{' && head.ptr[head.len - 1] == '}') {
            const struct nes_param *param = param_named(doors, nes_str_part(head, 1, head.len - 2));
            const char *wrong = param_wrong(entry->route, param);

            if (wrong || entry->params_len == NES_PATH_PARAMS_MAX) {
                return wrong ? wrong : "the path has too many parameters";
            }
            entry->params[entry->params_len++] = param;
            entry->words[entry->len++] = NES_STR("");
        } else {
            entry->words[entry->len++] = head;
        }
    }
    if (entry->route->match && entry->params_len == 0 && !entry->route->version) {
        return ".match needs a parameter whose row has a version";
    }
    return NULL;
}

static bool same_place(const struct entry *a, const struct entry *b)
{
    if (a->len != b->len || a->route->method != b->route->method) {
        return false;
    }
    for (size_t i = 0; i < a->len; i++) {
        if (!nes_str_eq(a->words[i], b->words[i])) {
            return false;
        }
    }
    return true;
}

static const char *entry_make(const struct nes_doors *doors, struct nes_routes *routes, const struct nes_route *route)
{
    struct entry *entry = &routes->entries[routes->len];
    const char *wrong = row_wrong(route);

    entry->route = route;
    wrong = wrong ? wrong : shapes_wrong(route);
    wrong = wrong ? wrong : split(doors, entry);
    for (size_t i = 0; !wrong && i < routes->len; i++) {
        wrong = same_place(&routes->entries[i], entry) ? "another row has the same method and path" : NULL;
    }
    routes->len++;
    return wrong;
}

static struct nes_err told(struct nes_arena *arena, const struct nes_route *route, const char *wrong)
{
    struct nes_buf buf = nes_buf_begin(arena, 512);
    struct nes_str text;

    nes_buf_addz(&buf, route->method == NES_METHOD_NONE ? "?" : nes_method_name(route->method));
    nes_buf_byte(&buf, ' ');
    nes_buf_addz(&buf, route->path ? route->path : "?");
    nes_buf_addz(&buf, ": ");
    nes_buf_addz(&buf, wrong);
    if (nes_buf_done(&buf, &text).what) {
        return NES_FAIL(HTTP_START, wrong);
    }
    return NES_FAIL(HTTP_START, nes_str_z(arena, text));
}

struct nes_err nes_routes_make(struct nes_arena *arena, const struct nes_doors *doors, struct nes_routes **out)
{
    struct nes_routes *routes = NES_NEW(arena, struct nes_routes);
    size_t all = 0;

    for (size_t i = 0; doors->resources[i]; i++) {
        all += doors->resources[i]->len;
    }
    routes->doors = doors;
    routes->entries = NES_NEW_MANY(arena, struct entry, all + 1);
    for (size_t i = 0; doors->resources[i]; i++) {
        for (size_t j = 0; j < doors->resources[i]->len; j++) {
            const char *wrong = entry_make(doors, routes, &doors->resources[i]->routes[j]);

            if (wrong) {
                return told(arena, &doors->resources[i]->routes[j], wrong);
            }
        }
    }
    *out = routes;
    return NES_FINE;
}

static size_t cut_path(struct nes_str path, struct nes_str out[SEGMENTS_MAX])
{
    struct nes_str rest = nes_str_from(path, 1), head;
    size_t len = 0;

    for (bool more = true; more;) {
        struct nes_str next;

        more = nes_str_cut(rest, '/', &head, &next);
        if (len == SEGMENTS_MAX) {
            return 0;
        }
        out[len++] = head;
        rest = next;
    }
    return len;
}

static bool leads(const struct entry *entry, const struct nes_str *segments, size_t len)
{
    if (entry->len != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (entry->words[i].len == 0 ? segments[i].len == 0 : !nes_str_eq(entry->words[i], segments[i])) {
            return false;
        }
    }
    return true;
}

/* A value of another form leads nowhere. */
static struct nes_err read_value(struct nes_arena *arena, const struct nes_param *param, struct nes_str raw,
                                 struct nes_param_value *out)
{
    struct nes_err err = NES_FINE;

    NES_TRY(nes_path_decode(arena, raw, &out->text));
    switch (param->kind) {
    case NES_PARAM_ID:
        err = nes_id_read(out->text, &out->id);
        break;
    case NES_PARAM_DATE:
        err = nes_date_read(out->text, &out->date);
        break;
    case NES_PARAM_NUMBER:
        err = nes_str_int(out->text, &out->number);
        break;
    case NES_PARAM_TEXT:
        break;
    }
    return err.what || out->text.len > 200 ? NES_FAIL(NOT_FOUND, NULL) : NES_FINE;
}

static struct nes_err read_values(struct nes_arena *arena, const struct entry *entry, const struct nes_str *segments,
                                  struct nes_match *out)
{
    for (size_t i = 0; i < entry->len; i++) {
        if (entry->words[i].len > 0) {
            continue;
        }
        out->params[out->params_len] = entry->params[out->params_len];
        NES_TRY(read_value(arena, entry->params[out->params_len], segments[i], &out->values[out->params_len]));
        out->params_len++;
    }
    return NES_FINE;
}

struct nes_err nes_routes_find(const struct nes_routes *routes, struct nes_arena *arena,
                               const struct nes_seek *seek, struct nes_match *out)
{
    struct nes_str segments[SEGMENTS_MAX];
    size_t len = seek->path.len > 0 && seek->path.ptr[0] == '/' ? cut_path(seek->path, segments) : 0;
    const struct entry *found = NULL;

    *out = (struct nes_match){ 0 };
    if (len == 0) {
        return NES_FAIL(NOT_FOUND, NULL);
    }
    for (size_t i = 0; i < routes->len; i++) {
        const struct entry *entry = &routes->entries[i];

        if ((entry->route->listen & (unsigned)seek->listen) == 0 || !leads(entry, segments, len)) {
            continue;
        }
        out->methods |= 1U << entry->route->method;
        /* a row of words only goes before one with parameters */
        if (entry->route->method == seek->method && (!found || entry->params_len < found->params_len)) {
            found = entry;
        }
    }
    if (!found) {
        return out->methods ? NES_FAIL(METHOD_WRONG, NULL) : NES_FAIL(NOT_FOUND, NULL);
    }
    out->index = (size_t)(found - routes->entries);
    out->route = found->route;
    return read_values(arena, found, segments, out);
}
