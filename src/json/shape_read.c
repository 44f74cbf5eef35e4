#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "json/shape.h"
#include "json/shape_scalar.h"

/* Where in the text we are: a list of steps from the member up to the root. */
struct place {
    const struct place *up;
    struct nes_str name; /* of a member; empty: a row of a list */
    size_t row;
};

struct reading {
    struct nes_arena *arena;
    struct nes_field_faults *faults;
};

static void put_step(struct nes_buf *buf, const struct place *place)
{
    if (!place) {
        return;
    }
    put_step(buf, place->up);
    nes_buf_byte(buf, '/');
    if (!place->name.ptr) {
        nes_buf_int(buf, (int64_t)place->row);
        return;
    }
    for (size_t i = 0; i < place->name.len; i++) {
        if (place->name.ptr[i] == '~' || place->name.ptr[i] == '/') {
            nes_buf_addz(buf, place->name.ptr[i] == '~' ? "~0" : "~1");
        } else {
            nes_buf_byte(buf, place->name.ptr[i]);
        }
    }
}

/* Names from outside are shown up to 64 bytes (at a character's start). */
static struct nes_str shortened(struct nes_str name)
{
    size_t len = name.len < 64 ? name.len : 64;

    while (len < name.len && len > 0 && ((unsigned char)name.ptr[len] & 0xc0) == 0x80) {
        len--;
    }
    return nes_str_part(name, 0, len);
}

static void note(const struct reading *in, const struct place *place, struct nes_misfit misfit)
{
    struct nes_buf buf = nes_buf_begin(in->arena, 512);
    struct nes_str pointer;

    if (!misfit.what || in->faults->len == NES_FIELD_FAULTS_MAX) {
        return;
    }
    put_step(&buf, place);
    if (nes_buf_done(&buf, &pointer).what) {
        pointer = NES_STR("");
    }
    in->faults->rows[in->faults->len++] = (struct nes_field_fault){
        .pointer = pointer, .what = misfit.what, .limit = misfit.limit, .has_limit = misfit.has_limit
    };
}

static void note_fault(const struct reading *in, const struct place *place, const struct nes_fault *what)
{
    note(in, place, (struct nes_misfit){ .what = what });
}

static void read_object(const struct reading *in, const struct nes_shape *shape, json_t *json, void *out,
                        const struct place *place);

static bool rows_fit(const struct reading *in, const struct nes_field *field, json_t *json,
                     const struct place *place)
{
    struct nes_misfit misfit = nes_field_take_length(field, json_array_size(json));

    note(in, place, misfit);
    return misfit.what == NULL;
}

/* Every list is struct { row *rows; size_t len; }, as struct nes_texts. */
struct rows {
    void *rows;
    size_t len;
};

static void read_list(const struct reading *in, const struct nes_field *field, json_t *json, void *member,
                      const struct place *place)
{
    struct rows list = { .len = json_array_size(json) };

    list.rows = nes_arena_take_many(in->arena, list.len ? list.len : 1, field->row_size);
    for (size_t i = 0; i < list.len; i++) {
        const struct place here = { .up = place, .row = i };
        json_t *row = json_array_get(json, i);

        if (json_is_object(row)) {
            read_object(in, field->each, row, (char *)list.rows + i * field->row_size, &here);
        } else {
            note_fault(in, &here, &nes_fault_FIELD_TYPE);
        }
    }
    memcpy(member, &list, sizeof(list));
}

static void read_texts(const struct reading *in, const struct nes_field *field, json_t *json, void *member,
                       const struct place *place)
{
    struct nes_texts list = { .len = json_array_size(json) };
    const struct nes_field one = { .name = field->name, .kind = NES_KIND_TEXT, .required = true, .form = field->form };

    list.rows = NES_NEW_MANY(in->arena, struct nes_str, list.len + 1);
    for (size_t i = 0; i < list.len; i++) {
        const struct place here = { .up = place, .row = i };
        json_t *row = json_array_get(json, i);

        if (json_is_string(row)) {
            struct nes_str text = { json_string_value(row), json_string_length(row) };

            note(in, &here, nes_field_take_text(&one, in->arena, text, &list.rows[i]));
        } else {
            note_fault(in, &here, &nes_fault_FIELD_TYPE);
        }
    }
    memcpy(member, &list, sizeof(list));
}

static bool of_kind(const struct nes_field *field, json_t *json)
{
    if (nes_field_textual(field)) {
        return json_is_string(json);
    }
    switch (field->kind) {
    case NES_KIND_INT:
    case NES_KIND_INT32:
        return json_is_integer(json);
    case NES_KIND_BOOL:
        return json_is_boolean(json);
    case NES_KIND_LIST:
    case NES_KIND_TEXTS:
        return json_is_array(json);
    case NES_KIND_OTHER:
        return json_is_object(json);
    case NES_KIND_TEXT:
    case NES_KIND_SECRET:
    case NES_KIND_MONEY:
    case NES_KIND_DATE:
    case NES_KIND_ID:
    case NES_KIND_CHOICE:
        break;
    }
    NES_BUG("a known kind");
}

static void read_member(const struct reading *in, const struct nes_field *field, json_t *json, void *member,
                        const struct place *place)
{
    if (!of_kind(field, json)) {
        note_fault(in, place, &nes_fault_FIELD_TYPE);
    } else if (nes_field_textual(field)) {
        struct nes_str text = { json_string_value(json), json_string_length(json) };

        note(in, place, nes_field_take_text(field, in->arena, text, member));
    } else if (field->kind == NES_KIND_BOOL) {
        *(bool *)member = json_is_true(json);
    } else if (field->kind == NES_KIND_OTHER) {
        read_object(in, field->shape, json, member, place);
    } else if (field->kind == NES_KIND_LIST && rows_fit(in, field, json, place)) {
        read_list(in, field, json, member, place);
    } else if (field->kind == NES_KIND_TEXTS && rows_fit(in, field, json, place)) {
        read_texts(in, field, json, member, place);
    } else if (json_is_integer(json)) {
        note(in, place, nes_field_take_int(field, json_integer_value(json), member));
    }
}

static const struct nes_field *field_named(const struct nes_shape *shape, struct nes_str name)
{
    for (size_t i = 0; i < shape->len; i++) {
        if (nes_str_is(name, shape->fields[i].name)) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

static void refuse_unknown(const struct reading *in, const struct nes_shape *shape, json_t *json,
                           const struct place *place)
{
    for (void *at = json_object_iter(json); at; at = json_object_iter_next(json, at)) {
        struct nes_str name = nes_str_of(json_object_iter_key(at));

        if (!field_named(shape, name)) {
            const struct place here = { .up = place, .name = shortened(name) };

            note_fault(in, &here, &nes_fault_FIELD_UNKNOWN);
        }
    }
}

static void read_object(const struct reading *in, const struct nes_shape *shape, json_t *json, void *out,
                        const struct place *place)
{
    for (size_t i = 0; i < shape->len; i++) {
        const struct nes_field *field = &shape->fields[i];
        const struct place here = { .up = place, .name = nes_str_of(field->name) };
        json_t *value = json_object_get(json, field->name);

        if (value) {
            read_member(in, field, value, (char *)out + field->at, &here);
            nes_field_mark(field, out);
        } else if (field->required) {
            note_fault(in, &here, &nes_fault_FIELD_MISSING);
        }
    }
    if (!shape->open) {
        refuse_unknown(in, shape, json, place);
    }
}

/* Brackets outside of strings; the parser itself would go 2048 deep. */
static bool too_deep(struct nes_str text)
{
    bool quoted = false;
    size_t depth = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            if (++depth > NES_JSON_DEPTH_MAX) {
                return true;
            }
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
    return false;
}

static void release(json_t **json)
{
    json_decref(*json);
}

struct nes_err nes_shape_read(const struct nes_shape *shape, struct nes_arena *arena, struct nes_str text, void *out,
                              struct nes_field_faults *faults)
{
    const struct reading in = { .arena = arena, .faults = faults };
    NES_AUTO(release) json_t *json = NULL;
    json_error_t error;

    faults->len = 0;
    if (text.len > NES_JSON_BYTES_MAX) {
        return NES_FAIL(JSON_LARGE, NULL);
    }
    if (too_deep(text)) {
        return NES_FAIL(JSON_DEEP, NULL);
    }
    json = json_loadb(text.ptr ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &error);
    if (!json || !json_is_object(json)) {
        return NES_FAIL(JSON_FORM, NULL);
    }
    read_object(&in, shape, json, out, NULL);
    return faults->len > 0 ? NES_FAIL(SHAPE_FAULTS, NULL) : NES_FINE;
}

static struct nes_misfit take_query(const struct reading *in, const struct nes_field *field, struct nes_str text,
                                    void *member)
{
    int64_t number;

    if (nes_field_textual(field)) {
        return nes_field_take_text(field, in->arena, text, member);
    }
    if (field->kind == NES_KIND_BOOL) {
        *(bool *)member = nes_str_is(text, "true");
        return (struct nes_misfit){ .what = nes_str_is(text, "true") || nes_str_is(text, "false")
                                                ? NULL
                                                : &nes_fault_FIELD_TYPE };
    }
    if (nes_str_int(text, &number).what) {
        return (struct nes_misfit){ .what = &nes_fault_FIELD_TYPE };
    }
    return nes_field_take_int(field, number, member);
}

static bool given_before(struct nes_pairs pairs, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (nes_str_eq(pairs.rows[i].name, pairs.rows[at].name)) {
            return true;
        }
    }
    return false;
}

static bool given(struct nes_pairs pairs, const char *name)
{
    for (size_t i = 0; i < pairs.len; i++) {
        if (nes_str_is(pairs.rows[i].name, name)) {
            return true;
        }
    }
    return false;
}

struct nes_err nes_shape_read_pairs(const struct nes_shape *shape, struct nes_arena *arena, struct nes_pairs pairs,
                                    void *out, struct nes_field_faults *faults)
{
    const struct reading in = { .arena = arena, .faults = faults };

    faults->len = 0;
    for (size_t i = 0; i < pairs.len; i++) {
        const struct place here = { .name = shortened(pairs.rows[i].name) };
        const struct nes_field *field = field_named(shape, pairs.rows[i].name);

        if (!field) {
            note_fault(&in, &here, &nes_fault_FIELD_UNKNOWN);
        } else if (given_before(pairs, i)) {
            note_fault(&in, &here, &nes_fault_FIELD_TWICE);
        } else {
            note(&in, &here, take_query(&in, field, pairs.rows[i].value, (char *)out + field->at));
            nes_field_mark(field, out);
        }
    }
    for (size_t i = 0; i < shape->len; i++) {
        const struct place here = { .name = nes_str_of(shape->fields[i].name) };

        if (shape->fields[i].required && !given(pairs, shape->fields[i].name)) {
            note_fault(&in, &here, &nes_fault_FIELD_MISSING);
        }
    }
    return faults->len > 0 ? NES_FAIL(SHAPE_FAULTS, NULL) : NES_FINE;
}
