#include <string.h>

#include "json/shape.h"
#include "json/shape_scalar.h"

static const char *field_wrong(const struct nes_field *field, enum nes_shape_use use)
{
    if (field->kind == NES_KIND_OTHER) {
        return field->shape ? nes_shape_wrong(field->shape, use) : "a member has a C type that JSON does not know";
    }
    if (field->kind == NES_KIND_LIST) {
        if (!field->each || field->row_size != field->each->size || field->size != sizeof(struct nes_texts)) {
            return "a list has no .each, or its rows are of another type";
        }
        return nes_shape_wrong(field->each, use);
    }
    if (field->kind == NES_KIND_CHOICE && !field->choices) {
        return "an enum has no .choices";
    }
    if (field->kind == NES_KIND_SECRET && use == NES_SHAPE_OUT) {
        return "a secret would be shown";
    }
    if (field->kind == NES_KIND_ID && use == NES_SHAPE_IN && !field->refers && !field->loose) {
        return "an id in input names neither what guards it (.refers) nor that nothing does (.loose)";
    }
    if (field->max != 0 && field->max < field->min) {
        return ".max is below .min";
    }
    if ((field->base64 && field->kind != NES_KIND_TEXT) || (field->instant && field->kind != NES_KIND_INT)) {
        return ".base64 is for texts, .instant for int64_t";
    }
    return NULL;
}

const char *nes_shape_wrong(const struct nes_shape *shape, enum nes_shape_use use)
{
    for (size_t i = 0; i < shape->len; i++) {
        const char *wrong = field_wrong(&shape->fields[i], use);

        if (wrong) {
            return wrong;
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(shape->fields[i].name, shape->fields[j].name) == 0) {
                return "a member is listed twice";
            }
        }
    }
    return NULL;
}

bool nes_shape_has(const struct nes_shape *shape, const char *member)
{
    for (size_t i = 0; i < shape->len; i++) {
        if (strcmp(shape->fields[i].name, member) == 0) {
            return true;
        }
    }
    return false;
}

static void put_type(struct nes_json *json, const char *type, const char *format)
{
    nes_json_key_z(json, "type", type);
    if (format) {
        nes_json_key_z(json, "format", format);
    }
}

static void put_choices(const struct nes_field *field, struct nes_json *json)
{
    put_type(json, "string", NULL);
    nes_json_key(json, "enum");
    nes_json_open(json, '[');
    for (const struct nes_choice *choice = field->choices; choice->word; choice++) {
        nes_json_z(json, choice->word);
    }
    nes_json_close(json, ']');
}

static void put_text(const struct nes_field *field, enum nes_shape_use use, struct nes_json *json)
{
    const char *format = field->form ? field->form->name : field->kind == NES_KIND_SECRET ? "password" : NULL;

    put_type(json, "string", field->base64 ? NULL : format);
    if (field->base64) {
        nes_json_key_z(json, "contentEncoding", "base64");
    }
    if (use == NES_SHAPE_OUT) {
        return;
    }
    if (field->form && field->form->pattern) {
        nes_json_key_z(json, "pattern", field->form->pattern);
    }
    if (!field->base64) {
        int64_t least = field->min > 0 ? field->min : field->required;

        if (least > 0) {
            nes_json_key_int(json, "minLength", least);
        }
        nes_json_key_int(json, "maxLength", nes_field_max(field));
    }
}

static void put_int(const struct nes_field *field, enum nes_shape_use use, struct nes_json *json)
{
    if (field->instant) {
        put_type(json, "string", "date-time");
        return;
    }
    put_type(json, "integer", field->kind == NES_KIND_INT32 ? "int32" : "int64");
    if (use == NES_SHAPE_IN) {
        nes_json_key_int(json, "minimum", nes_field_min(field));
        nes_json_key_int(json, "maximum", nes_field_max(field));
    }
}

static void put_money(const struct nes_field *field, enum nes_shape_use use, struct nes_json *json)
{
    bool minus = field->negative || use == NES_SHAPE_OUT;

    put_type(json, "string", "tenge");
    nes_json_key_z(json, "pattern",
                   minus ? "^-?(0|[1-9][0-9]{0,16})(\\.[0-9]{1,2})?$" : "^(0|[1-9][0-9]{0,16})(\\.[0-9]{1,2})?$");
}

static void put_rows(const struct nes_field *field, enum nes_shape_use use, struct nes_json *json)
{
    put_type(json, "array", NULL);
    nes_json_key(json, "items");
    if (field->kind == NES_KIND_LIST) {
        nes_shape_schema(field->each, use, json);
    } else {
        nes_json_open(json, '{');
        put_type(json, "string", NULL);
        nes_json_close(json, '}');
    }
    if (use == NES_SHAPE_IN) {
        nes_json_key_int(json, "maxItems", nes_field_max(field));
    }
}

static void put_kind(const struct nes_field *field, enum nes_shape_use use, struct nes_json *json)
{
    switch (field->kind) {
    case NES_KIND_TEXT:
    case NES_KIND_SECRET:
        put_text(field, use, json);
        return;
    case NES_KIND_INT:
    case NES_KIND_INT32:
        put_int(field, use, json);
        return;
    case NES_KIND_BOOL:
        put_type(json, "boolean", NULL);
        return;
    case NES_KIND_MONEY:
        put_money(field, use, json);
        return;
    case NES_KIND_DATE:
        put_type(json, "string", "date");
        return;
    case NES_KIND_ID:
        put_type(json, "string", "uuid");
        return;
    case NES_KIND_CHOICE:
        put_choices(field, json);
        return;
    case NES_KIND_TEXTS:
    case NES_KIND_LIST:
        put_rows(field, use, json);
        return;
    case NES_KIND_OTHER:
        break;
    }
    NES_BUG("a kind with a schema");
}

static void put_members(const struct nes_shape *shape, enum nes_shape_use use, struct nes_json *json);

void nes_field_schema(const struct nes_field *field, enum nes_shape_use use, struct nes_json *json)
{
    nes_json_open(json, '{');
    if (field->kind == NES_KIND_OTHER) {
        put_members(field->shape, use, json);
    } else {
        put_kind(field, use, json);
    }
    if (field->words) {
        nes_json_key_z(json, "description", field->words);
    }
    nes_json_close(json, '}');
}

/* Whether the member is there in every text: as the table demands of input, as the writer gives in output. */
static bool always(const struct nes_field *field, enum nes_shape_use use)
{
    bool may_be_empty = field->kind == NES_KIND_TEXT || field->kind == NES_KIND_DATE || field->kind == NES_KIND_ID ||
                        field->kind == NES_KIND_CHOICE || field->instant;

    return field->has_at == 0 && (field->required || (use == NES_SHAPE_OUT && !may_be_empty));
}

static void put_required(const struct nes_shape *shape, enum nes_shape_use use, struct nes_json *json)
{
    bool any = false;

    for (size_t i = 0; i < shape->len; i++) {
        if (!always(&shape->fields[i], use)) {
            continue;
        }
        if (!any) {
            nes_json_key(json, "required");
            nes_json_open(json, '[');
            any = true;
        }
        nes_json_z(json, shape->fields[i].name);
    }
    if (any) {
        nes_json_close(json, ']');
    }
}

static void put_members(const struct nes_shape *shape, enum nes_shape_use use, struct nes_json *json)
{
    put_type(json, "object", NULL);
    nes_json_key(json, "properties");
    nes_json_open(json, '{');
    for (size_t i = 0; i < shape->len; i++) {
        nes_json_key(json, shape->fields[i].name);
        nes_field_schema(&shape->fields[i], use, json);
    }
    nes_json_close(json, '}');
    put_required(shape, use, json);
    nes_json_key_bool(json, "additionalProperties", shape->open);
}

void nes_shape_schema(const struct nes_shape *shape, enum nes_shape_use use, struct nes_json *json)
{
    nes_json_open(json, '{');
    put_members(shape, use, json);
    nes_json_close(json, '}');
}

static struct nes_err member_refs(const struct nes_field *field, const void *member, const struct nes_ref_visit *visit)
{
    struct nes_id id;
    struct {
        const char *rows;
        size_t len;
    } list;

    if (field->kind == NES_KIND_OTHER) {
        return nes_shape_refs(field->shape, member, visit);
    }
    if (field->kind == NES_KIND_ID && field->refers) {
        memcpy(&id, member, sizeof(id));
        return nes_id_none(id) ? NES_FINE : visit->found(visit->self, field, id);
    }
    if (field->kind != NES_KIND_LIST) {
        return NES_FINE;
    }
    memcpy(&list, member, sizeof(list));
    for (size_t i = 0; i < list.len; i++) {
        NES_TRY(nes_shape_refs(field->each, list.rows + i * field->row_size, visit));
    }
    return NES_FINE;
}

struct nes_err nes_shape_refs(const struct nes_shape *shape, const void *it, const struct nes_ref_visit *visit)
{
    for (size_t i = 0; i < shape->len; i++) {
        NES_TRY(member_refs(&shape->fields[i], (const char *)it + shape->fields[i].at, visit));
    }
    return NES_FINE;
}
