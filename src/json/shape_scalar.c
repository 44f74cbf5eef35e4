#include "json/shape_scalar.h"

#include <assert.h>
#include <string.h>

#include "base/base_faults.h"
#include "crypto/text.h"
#include "json/instant.h"

#define FITS ((struct nes_misfit){ 0 })
#define MISFIT(name) ((struct nes_misfit){ .what = &nes_fault_##name })
#define PAST(name, bound) ((struct nes_misfit){ .what = &nes_fault_##name, .limit = (bound), .has_limit = true })

int64_t nes_field_max(const struct nes_field *field)
{
    switch (field->kind) {
    case NES_KIND_TEXT:
    case NES_KIND_SECRET:
        return field->max ? field->max : NES_TEXT_MAX;
    case NES_KIND_LIST:
    case NES_KIND_TEXTS:
        return field->max ? field->max : NES_LIST_MAX;
    case NES_KIND_INT32:
        return field->max ? field->max : INT32_MAX;
    case NES_KIND_INT:
        return field->max ? field->max : NES_JSON_INT_MAX;
    case NES_KIND_MONEY:
        return field->max ? field->max : INT64_MAX;
    case NES_KIND_OTHER:
    case NES_KIND_BOOL:
    case NES_KIND_DATE:
    case NES_KIND_ID:
    case NES_KIND_CHOICE:
        return 0;
    }
    NES_BUG("a known kind");
}

int64_t nes_field_min(const struct nes_field *field)
{
    if (field->min != 0 || !field->negative) {
        return field->min;
    }
    return field->kind == NES_KIND_INT32 ? INT32_MIN : field->kind == NES_KIND_INT ? -NES_JSON_INT_MAX : INT64_MIN;
}

bool nes_field_textual(const struct nes_field *field)
{
    switch (field->kind) {
    case NES_KIND_TEXT:
    case NES_KIND_SECRET:
    case NES_KIND_MONEY:
    case NES_KIND_DATE:
    case NES_KIND_ID:
    case NES_KIND_CHOICE:
        return true;
    case NES_KIND_INT:
        return field->instant;
    case NES_KIND_OTHER:
    case NES_KIND_INT32:
    case NES_KIND_BOOL:
    case NES_KIND_LIST:
    case NES_KIND_TEXTS:
        return false;
    }
    NES_BUG("a known kind");
}

static struct nes_misfit number_fits(const struct nes_field *field, int64_t number)
{
    int64_t least = nes_field_min(field), most = nes_field_max(field);

    if (number < least) {
        return PAST(FIELD_SMALL, least);
    }
    if (number > most) {
        return PAST(FIELD_LARGE, most);
    }
    return FITS;
}

/* Control characters, also U+0080 to U+009F and the marks that turn the direction of writing. */
static bool has_control(struct nes_str text, bool lines)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i], next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        unsigned char third = i + 2 < text.len ? (unsigned char)text.ptr[i + 2] : 0;

        if ((c < 0x20 && !(lines && c == '\n')) || c == 0x7f || (c == 0xc2 && next >= 0x80 && next <= 0x9f)) {
            return true;
        }
        if (c == 0xe2 &&
            ((next == 0x80 && third >= 0xaa && third <= 0xae) || (next == 0x81 && third >= 0xa6 && third <= 0xa9))) {
            return true;
        }
    }
    return false;
}

struct nes_misfit nes_field_take_length(const struct nes_field *field, size_t len)
{
    if (len == 0 && (field->min > 0 || field->required)) {
        return MISFIT(FIELD_MISSING); /* to a person who left it empty, nothing is "too short" */
    }
    if (len < (size_t)field->min) {
        return PAST(FIELD_SHORT, field->min);
    }
    if (len > (size_t)nes_field_max(field)) {
        return PAST(FIELD_LONG, nes_field_max(field));
    }
    return FITS;
}

static struct nes_misfit take_bytes(const struct nes_field *field, struct nes_arena *arena, struct nes_str text,
                                    struct nes_str *out)
{
    if (nes_base64_read(arena, NES_BASE64_STD, text, out).what) {
        return MISFIT(FIELD_ENCODING);
    }
    return nes_field_take_length(field, out->len);
}

static struct nes_misfit take_plain(const struct nes_field *field, struct nes_arena *arena, struct nes_str text,
                                    struct nes_str *out)
{
    struct nes_misfit misfit = nes_field_take_length(field, nes_str_points(text));

    if (misfit.what) {
        return misfit;
    }
    if (has_control(text, field->lines)) {
        return MISFIT(FIELD_CONTROL);
    }
    if (field->form) {
        struct nes_err err = field->form->check(text);

        if (err.what) {
            return (struct nes_misfit){ .what = err.what };
        }
    }
    *out = nes_str_copy(arena, text);
    return FITS;
}

static struct nes_misfit take_secret(const struct nes_field *field, struct nes_arena *arena, struct nes_str text,
                                     struct nes_secret *out)
{
    struct nes_misfit misfit = nes_field_take_length(field, nes_str_points(text));
    uint8_t *bytes;

    if (misfit.what) {
        return misfit;
    }
    bytes = nes_arena_take(arena, text.len + 1);
    memcpy(bytes, text.ptr, text.len);
    *out = (struct nes_secret){ .ptr = bytes, .len = text.len };
    return FITS;
}

static struct nes_misfit take_choice(const struct nes_field *field, struct nes_str text, unsigned *out)
{
    for (const struct nes_choice *choice = field->choices; choice->word; choice++) {
        if (nes_str_is(text, choice->word)) {
            *out = (unsigned)choice->value;
            return FITS;
        }
    }
    return MISFIT(FIELD_CHOICE);
}

static struct nes_misfit take_money(const struct nes_field *field, struct nes_str text, struct nes_money *out)
{
    struct nes_misfit misfit = { .what = nes_money_read(text, out).what };

    return misfit.what ? misfit : number_fits(field, out->tiyn);
}

/* The id of zeros means that there is none: given as one, it would pass as required and not be guarded. */
static struct nes_misfit take_id(struct nes_str text, struct nes_id *out)
{
    if (nes_id_read(text, out).what || nes_id_none(*out)) {
        return MISFIT(ID_FORM);
    }
    return FITS;
}

struct nes_misfit nes_field_take_text(const struct nes_field *field, struct nes_arena *arena, struct nes_str text,
                                      void *member)
{
    if (!nes_str_utf8(text)) {
        return MISFIT(FIELD_ENCODING);
    }
    switch (field->kind) {
    case NES_KIND_TEXT:
        return field->base64 ? take_bytes(field, arena, text, member) : take_plain(field, arena, text, member);
    case NES_KIND_SECRET:
        return take_secret(field, arena, text, member);
    case NES_KIND_MONEY:
        return take_money(field, text, member);
    case NES_KIND_DATE:
        return (struct nes_misfit){ .what = nes_date_read(text, member).what };
    case NES_KIND_ID:
        return take_id(text, member);
    case NES_KIND_CHOICE:
        return take_choice(field, text, member);
    case NES_KIND_INT:
        NES_ASSERT(field->instant);
        return (struct nes_misfit){ .what = nes_instant_read(text, member).what };
    case NES_KIND_OTHER:
    case NES_KIND_INT32:
    case NES_KIND_BOOL:
    case NES_KIND_LIST:
    case NES_KIND_TEXTS:
        break;
    }
    NES_BUG("a member that is text in JSON");
}

struct nes_misfit nes_field_take_int(const struct nes_field *field, int64_t number, void *member)
{
    struct nes_misfit misfit = number_fits(field, number);

    if (misfit.what) {
        return misfit;
    }
    if (field->kind == NES_KIND_INT32) {
        *(int32_t *)member = (int32_t)number;
    } else {
        NES_ASSERT(field->kind == NES_KIND_INT);
        *(int64_t *)member = number;
    }
    return FITS;
}

void nes_field_mark(const struct nes_field *field, void *owner)
{
    if (field->has_at > 0) {
        *((bool *)owner + (field->has_at - 1)) = true; /* sizeof(bool) is 1 */
    }
}

static_assert(sizeof(bool) == 1);
