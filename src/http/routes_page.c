#include <stdio.h>
#include <string.h>

#include "http/openapi.h"

static void put_listeners(unsigned listen, struct nes_buf *out)
{
    static const char *const names[] = { "public", "office", "terminal", "operations" };
    bool any = false;

    for (size_t i = 0; i < NES_LEN(names); i++) {
        if ((listen >> i & 1) != 0) {
            nes_buf_addz(out, any ? "," : "");
            nes_buf_addz(out, names[i]);
            any = true;
        }
    }
}

static void put_marks(const struct nes_route *route, struct nes_buf *out)
{
    static const char *const assurances[] = { NULL, "one", "two", "two-biometric" };
    const struct {
        bool is;
        const char *name;
    } marks[] = {
        { route->once, "once" },   { route->match, "match" },
        { route->looks, "looks" }, { route->pages, "pages" },
        { route->raw, "raw" },     { route->upload != NULL, "upload" },
        { route->later, "later" }, { route->alone, "alone" }, { route->report, "report" },
        { route->prepare != NULL && route->run != NULL, "prepared" },
    };
    bool any = route->assurance != NES_ASSURE_NONE;

    if (any) {
        nes_buf_addz(out, "assurance=");
        nes_buf_addz(out, assurances[route->assurance]);
    }
    for (size_t i = 0; i < NES_LEN(marks); i++) {
        if (marks[i].is) {
            nes_buf_addz(out, any ? "," : "");
            nes_buf_addz(out, marks[i].name);
            any = true;
        }
    }
    nes_buf_addz(out, any ? "" : "-");
}

static void put_row(const struct nes_route *route, struct nes_buf *out)
{
    char head[160];
    int len = snprintf(head, sizeof(head), "%-6s %-52s ", nes_method_name(route->method), route->path);

    nes_buf_add(out, (struct nes_str){ head, (size_t)len < sizeof(head) ? (size_t)len : sizeof(head) - 1 });
    put_listeners(route->listen, out);
    nes_buf_addz(out, " ");
    nes_buf_addz(out, nes_perm_name(route->needs));
    nes_buf_addz(out, " ");
    put_marks(route, out);
    nes_buf_addz(out, " [");
    for (size_t i = 0; route->fails && route->fails[i]; i++) {
        nes_buf_addz(out, i > 0 ? "," : "");
        nes_buf_addz(out, route->fails[i]->code);
    }
    nes_buf_addz(out, "] rules ");
    nes_buf_addz(out, route->rules);
    nes_buf_byte(out, '\n');
}

void nes_routes_write(const struct nes_doors *doors, struct nes_buf *out)
{
    for (size_t i = 0; doors->resources[i]; i++) {
        for (size_t j = 0; j < doors->resources[i]->len; j++) {
            put_row(&doors->resources[i]->routes[j], out);
        }
    }
}
