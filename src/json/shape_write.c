#include <string.h>

#include "crypto/text.h"
#include "json/shape.h"

struct rows {
    const void *rows;
    size_t len;
};

static struct nes_str first_char(struct nes_str text)
{
    size_t len = text.len > 0;

    while (len < text.len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) {
        len++;
    }
    return nes_str_part(text, 0, len);
}

/* The last four characters, only where at least as many stay hidden. */
static struct nes_str last_four(struct nes_str text)
{
    size_t at = text.len, seen = 0;

    while (at > 0 && seen < 4) {
        at--;
        seen += ((unsigned char)text.ptr[at] & 0xc0) != 0x80;
    }
    return nes_str_points(nes_str_part(text, 0, at)) >= 4 ? nes_str_from(text, at) : NES_STR("");
}

static void write_masked(const struct nes_field *field, struct nes_str text, struct nes_json *json)
{
    struct nes_buf buf = nes_buf_begin(json->buf->arena, 128);
    struct nes_str masked;

    switch (field->mask) {
    case NES_MASK_NONE:
        nes_json_str(json, text);
        return;
    case NES_MASK_LAST4:
        nes_buf_addz(&buf, "•••• ");
        nes_buf_add(&buf, last_four(text));
        break;
    case NES_MASK_FIRST:
        nes_buf_add(&buf, first_char(text));
        nes_buf_addz(&buf, "•••");
        break;
    case NES_MASK_ALL:
        nes_buf_addz(&buf, "••••");
        break;
    }
    nes_json_str(json, nes_buf_done(&buf, &masked).what ? NES_STR("••••") : nes_str_trim(masked));
}

static void write_choice(const struct nes_field *field, unsigned value, struct nes_json *json)
{
    for (const struct nes_choice *choice = field->choices; choice->word; choice++) {
        if ((unsigned)choice->value == value) {
            nes_json_z(json, choice->word);
            return;
        }
    }
    NES_BUG("a value of the table of choices");
}

static void write_texts(const struct nes_texts *list, struct nes_json *json)
{
    nes_json_open(json, '[');
    for (size_t i = 0; i < list->len; i++) {
        nes_json_str(json, list->rows[i]);
    }
    nes_json_close(json, ']');
}

static void write_rows(const struct nes_field *field, const void *member, struct nes_json *json)
{
    struct rows list;

    memcpy(&list, member, sizeof(list));
    nes_json_open(json, '[');
    for (size_t i = 0; i < list.len; i++) {
        nes_shape_write(field->each, (const char *)list.rows + i * field->row_size, json);
    }
    nes_json_close(json, ']');
}

/* Absent members say so by being empty. */
static bool absent(const struct nes_field *field, const void *owner, const void *member)
{
    unsigned choice;

    if (field->has_at > 0) {
        return !*((const bool *)owner + (field->has_at - 1));
    }
    if (field->required) {
        return false;
    }
    switch (field->kind) {
    case NES_KIND_TEXT:
        return !((const struct nes_str *)member)->ptr;
    case NES_KIND_DATE:
        return ((const struct nes_date *)member)->day == 0;
    case NES_KIND_ID:
        return nes_id_none(*(const struct nes_id *)member);
    case NES_KIND_CHOICE:
        memcpy(&choice, member, sizeof(choice));
        return choice == 0;
    case NES_KIND_INT:
        return field->instant && *(const int64_t *)member == 0;
    case NES_KIND_OTHER:
    case NES_KIND_SECRET:
    case NES_KIND_INT32:
    case NES_KIND_BOOL:
    case NES_KIND_MONEY:
    case NES_KIND_LIST:
    case NES_KIND_TEXTS:
        return false;
    }
    NES_BUG("a known kind");
}

static void write_text(const struct nes_field *field, struct nes_str text, struct nes_json *json)
{
    if (field->base64) {
        nes_json_str(json, nes_base64_write(json->buf->arena, NES_BASE64_STD, text));
    } else {
        write_masked(field, text, json);
    }
}

static void write_int(const struct nes_field *field, int64_t number, struct nes_json *json)
{
    if (field->instant) {
        nes_json_instant(json, number);
    } else {
        nes_json_int(json, number);
    }
}

static void write_member(const struct nes_field *field, const void *member, struct nes_json *json)
{
    unsigned choice;

    switch (field->kind) {
    case NES_KIND_TEXT:
        write_text(field, *(const struct nes_str *)member, json);
        return;
    case NES_KIND_INT:
        write_int(field, *(const int64_t *)member, json);
        return;
    case NES_KIND_INT32:
        nes_json_int(json, *(const int32_t *)member);
        return;
    case NES_KIND_BOOL:
        nes_json_bool(json, *(const bool *)member);
        return;
    case NES_KIND_MONEY:
        nes_json_money(json, *(const struct nes_money *)member);
        return;
    case NES_KIND_DATE:
        nes_json_date(json, *(const struct nes_date *)member);
        return;
    case NES_KIND_ID:
        nes_json_id(json, *(const struct nes_id *)member);
        return;
    case NES_KIND_CHOICE:
        memcpy(&choice, member, sizeof(choice));
        write_choice(field, choice, json);
        return;
    case NES_KIND_TEXTS:
        write_texts(member, json);
        return;
    case NES_KIND_LIST:
        write_rows(field, member, json);
        return;
    case NES_KIND_OTHER:
        nes_shape_write(field->shape, member, json);
        return;
    case NES_KIND_SECRET:
        break;
    }
    NES_BUG("a member that may be shown");
}

void nes_shape_write(const struct nes_shape *shape, const void *it, struct nes_json *json)
{
    nes_json_open(json, '{');
    for (size_t i = 0; i < shape->len; i++) {
        const struct nes_field *field = &shape->fields[i];
        const void *member = (const char *)it + field->at;

        if (!absent(field, it, member)) {
            nes_json_key(json, field->name);
            write_member(field, member, json);
        }
    }
    nes_json_close(json, '}');
}
