/* fuzz/route_fuzz.c: any path and query against a table; a parameter that was read is of its form. */
#include <stdint.h>
#include <string.h>

#include "http/path.h"
#include "http/route.h"

static struct nes_err nothing(struct nes_req *req, struct nes_reply *reply)
{
    (void)req;
    (void)reply;
    return NES_FINE;
}

static const struct nes_param day = { .name = "day", .kind = NES_PARAM_DATE, .open = true };
static const struct nes_param text = { .name = "text", .kind = NES_PARAM_TEXT, .open = true };
static const struct nes_param id = { .name = "id", .kind = NES_PARAM_ID, .open = true };
static const struct nes_param *const params[] = { &day, &text, &id, NULL };
#define ROW(path_)                                                                                 \
    { NES_GET, path_, .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .prepare = nothing, .rules = "26.1", .doc = "x" }
static const struct nes_route routes[] = { ROW("/a"), ROW("/a/{day}"), ROW("/a/{text}/b"), ROW("/{id}/{text}/c") };
static const struct nes_resource resource = NES_RESOURCE("x", routes);
static const struct nes_resource *const resources[] = { &resource, NULL };
static const struct nes_doors doors = { .resources = resources, .params = params };

static void check(const struct nes_match *match)
{
    for (size_t i = 0; i < match->params_len; i++) {
        NES_ASSERT(nes_str_utf8(match->values[i].text));
        NES_ASSERT(!memchr(match->values[i].text.ptr, '/', match->values[i].text.len));
        NES_ASSERT(match->params[i]->kind != NES_PARAM_DATE || match->values[i].date.day > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_str path, query;
    struct nes_routes *table;
    struct nes_match match;
    struct nes_pairs pairs;
    struct nes_seek seek = { NES_PUBLIC, NES_GET, { 0 } };

    (void)nes_str_cut((struct nes_str){ (const char *)data, size }, '?', &path, &query);
    NES_ASSERT(!nes_routes_make(arena, &doors, &table).what);
    seek.path = path;
    if (!nes_routes_find(table, arena, &seek, &match).what) {
        check(&match);
    }
    if (!nes_query_read(arena, query, &pairs).what) {
        NES_ASSERT(pairs.len <= NES_QUERY_MAX);
    }
    return 0;
}
