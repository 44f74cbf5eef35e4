#include <stdio.h>
#include <string.h>

#include "http/openapi.h"
#include "json/shape_scalar.h"

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

static const char *const kinds[] = {
    [NES_KIND_OTHER] = "object", [NES_KIND_TEXT] = "text",     [NES_KIND_SECRET] = "secret", [NES_KIND_INT] = "int",
    [NES_KIND_INT32] = "int",    [NES_KIND_BOOL] = "bool",     [NES_KIND_MONEY] = "money",   [NES_KIND_DATE] = "date",
    [NES_KIND_ID] = "id",        [NES_KIND_CHOICE] = "choice", [NES_KIND_TEXTS] = "texts",   [NES_KIND_LIST] = "list",
};

static void put_field(const struct nes_field *field, int depth, struct nes_buf *out);

static void put_fields(const struct nes_shape *shape, int depth, struct nes_buf *out)
{
    for (size_t i = 0; shape && i < shape->len; i++) {
        put_field(&shape->fields[i], depth, out);
    }
}

/* "amount money required 100..50000000": what a member of the input may be. */
static void put_field(const struct nes_field *field, int depth, struct nes_buf *out)
{
    for (int i = 0; i <= depth; i++) {
        nes_buf_addz(out, "       ");
    }
    nes_buf_addz(out, field->name);
    nes_buf_addz(out, " ");
    nes_buf_addz(out, field->instant ? "instant" : field->base64 ? "base64" : kinds[field->kind]);
    nes_buf_addz(out, field->required ? " required" : "");
    if (field->min != 0 || field->max != 0) {
        nes_buf_addz(out, " ");
        nes_buf_int(out, nes_field_min(field));
        nes_buf_addz(out, "..");
        nes_buf_int(out, nes_field_max(field));
    }
    for (const struct nes_choice *choice = field->choices; choice && choice->word; choice++) {
        nes_buf_addz(out, choice == field->choices ? " " : "|");
        nes_buf_addz(out, choice->word);
    }
    nes_buf_addz(out, field->form ? " form " : "");
    nes_buf_addz(out, field->form ? field->form->name : "");
    nes_buf_addz(out, field->refers ? " refers " : "");
    nes_buf_addz(out, field->refers ? field->refers : "");
    nes_buf_byte(out, '\n');
    put_fields(field->shape ? field->shape : field->each, depth + 1, out);
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
            const struct nes_route *route = &doors->resources[i]->routes[j];

            put_row(route, out);
            put_fields(route->asks, 0, out);
            put_fields(route->takes, 0, out);
        }
    }
}
