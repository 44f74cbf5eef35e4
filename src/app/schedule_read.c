#include "app/schedule_read.h"

#include <string.h>

#include "calc/calc_faults.h"
#include "calc/ratio.h"

#define TEXT_MAX (16 * 1'024 * 1'024)

const struct nes_fault schedule_fault_form = { "INPUT_FORM", NES_END_FAIL, 422, "this is not of the expected form" };
const struct nes_fault schedule_fault_choice = { "INPUT_CHOICE", NES_END_FAIL, 422, "the value must be one of" };
const struct nes_fault schedule_fault_unknown = { "INPUT_UNKNOWN", NES_END_FAIL, 422, "there is no such member" };

void schedule_fault(struct schedule_faults *faults, struct nes_str field, const struct nes_fault *what,
                    struct nes_str more)
{
    if (faults->count < SCHEDULE_FAULTS_MAX) {
        faults->list[faults->count++] = (struct schedule_fault_at){ field, what, more };
    }
}

static struct nes_str joined(struct nes_buf *buf)
{
    struct nes_str text = NES_STR("");
    struct nes_err err = nes_buf_done(buf, &text);

    return err.what ? NES_STR("(long)") : text;
}

struct nes_str schedule_member(struct schedule_faults *faults, struct nes_str field, const char *name)
{
    struct nes_buf buf = nes_buf_begin(faults->arena, 1'000);

    if (field.len > 0) {
        nes_buf_add(&buf, field);
        nes_buf_byte(&buf, '.');
    }
    nes_buf_addz(&buf, name);
    return joined(&buf);
}

struct nes_str schedule_element(struct schedule_faults *faults, struct nes_str field, size_t nth)
{
    struct nes_buf buf = nes_buf_begin(faults->arena, 1'000);

    nes_buf_add(&buf, field);
    nes_buf_byte(&buf, '[');
    nes_buf_int(&buf, (int64_t)nth);
    nes_buf_byte(&buf, ']');
    return joined(&buf);
}

static size_t skip_digits(struct nes_str text, size_t at)
{
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
        at++;
    }
    return at;
}

/* The end of the JSON number (RFC 8259, 6) that begins at `at`, or `at` where there is none. */
static size_t number_end(struct nes_str text, size_t at)
{
    size_t digits = at + (text.ptr[at] == '-'), end = skip_digits(text, digits), more;

    if (end == digits || (end > digits + 1 && text.ptr[digits] == '0')) {
        return at;
    }
    if (end < text.len && text.ptr[end] == '.') {
        more = skip_digits(text, end + 1);
        if (more == end + 1) {
            return at;
        }
        end = more;
    }
    if (end < text.len && (text.ptr[end] == 'e' || text.ptr[end] == 'E')) {
        more = end + 1;
        more += more < text.len && (text.ptr[more] == '+' || text.ptr[more] == '-');
        if (skip_digits(text, more) == more) {
            return at;
        }
        end = skip_digits(text, more);
    }
    return end;
}

/* The end of the JSON string that begins at `at`; quotes inside are escaped by a backslash. */
static size_t string_end(struct nes_str text, size_t at)
{
    for (at++; at < text.len && text.ptr[at] != '"'; at++) {
        at += text.ptr[at] == '\\';
    }
    return at < text.len ? at + 1 : text.len;
}

/* The same JSON with each number as a string of its own digits. What is no JSON stays none. */
static struct nes_buf quote_numbers(struct nes_arena *arena, struct nes_str text)
{
    struct nes_buf buf = nes_buf_begin(arena, 3 * TEXT_MAX);
    size_t end;

    for (size_t at = 0; at < text.len; at = end) {
        char c = text.ptr[at];
        bool number = c == '-' || (c >= '0' && c <= '9');

        end = c == '"' ? string_end(text, at) : number ? number_end(text, at) : at + 1;
        number = number && end > at;
        end = end > at ? end : at + 1;
        if (number) {
            nes_buf_byte(&buf, '"');
        }
        nes_buf_add(&buf, nes_str_part(text, at, end - at));
        if (number) {
            nes_buf_byte(&buf, '"');
        }
    }
    return buf;
}

json_t *schedule_parse(struct schedule_faults *faults, struct nes_str text)
{
    struct nes_buf quoted = { 0 };
    struct nes_str whole = NES_STR("");
    json_error_t error = { 0 };
    json_t *root = NULL;

    if (text.len <= TEXT_MAX) {
        quoted = quote_numbers(faults->arena, text);
    }
    if (text.len > TEXT_MAX || nes_buf_done(&quoted, &whole).what) {
        schedule_fault(faults, NES_STR(""), &schedule_fault_form, NES_STR("it is longer than 16 MiB"));
        return NULL;
    }
    root = json_loadb(whole.len > 0 ? whole.ptr : "", whole.len, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        schedule_fault(faults, NES_STR(""), &schedule_fault_form,
                       nes_str_copy(faults->arena, nes_str_of(error.text)));
        return NULL;
    }
    if (!json_is_object(root)) {
        schedule_fault(faults, NES_STR(""), &schedule_fault_form, NES_STR("an object is expected"));
        json_decref(root);
        return NULL;
    }
    return root;
}

bool schedule_read_text(struct schedule_faults *faults, struct nes_str field, const json_t *value, struct nes_str *out)
{
    if (!value) {
        return false;
    }
    if (!json_is_string(value)) {
        schedule_fault(faults, field, &schedule_fault_form, NES_STR("a text or number is expected"));
        return false;
    }
    *out = (struct nes_str){ json_string_value(value), json_string_length(value) };
    return true;
}

/* Remembers the fault of a reading function. */
static bool fine(struct schedule_faults *faults, struct nes_str field, struct nes_err err)
{
    if (err.what) {
        schedule_fault(faults, field, err.what, NES_STR(""));
    }
    return !err.what;
}

bool schedule_read_money(struct schedule_faults *faults, struct nes_str field, const json_t *value,
                         struct nes_money *out)
{
    struct nes_str text;

    return schedule_read_text(faults, field, value, &text) && fine(faults, field, nes_money_read(text, out));
}

bool schedule_read_percent(struct schedule_faults *faults, struct nes_str field, const json_t *value,
                           struct nes_ratio *out)
{
    struct nes_str text;

    return schedule_read_text(faults, field, value, &text) && fine(faults, field, nes_percent_read(text, out));
}

bool schedule_read_int(struct schedule_faults *faults, struct nes_str field, const json_t *value, int64_t *out)
{
    struct nes_str text;

    return schedule_read_text(faults, field, value, &text) && fine(faults, field, nes_str_int(text, out));
}

bool schedule_read_date(struct schedule_faults *faults, struct nes_str field, const json_t *value,
                        struct nes_date *out)
{
    struct nes_str text;

    return schedule_read_text(faults, field, value, &text) && fine(faults, field, nes_date_read(text, out));
}

bool schedule_read_bool(struct schedule_faults *faults, struct nes_str field, const json_t *value, bool *out)
{
    if (!value) {
        return false;
    }
    if (!json_is_boolean(value)) {
        schedule_fault(faults, field, &schedule_fault_form, NES_STR("true or false is expected"));
        return false;
    }
    *out = json_is_true(value);
    return true;
}

bool schedule_read_choice(struct schedule_faults *faults, struct nes_str field, const json_t *value,
                          const char *const *words, int *out)
{
    struct nes_buf all = nes_buf_begin(faults->arena, 1'000);
    struct nes_str text;

    if (!schedule_read_text(faults, field, value, &text)) {
        return false;
    }
    for (int i = 0; words[i]; i++) {
        if (nes_str_is(text, words[i])) {
            *out = i;
            return true;
        }
        nes_buf_addz(&all, i > 0 ? ", " : "");
        nes_buf_addz(&all, words[i]);
    }
    schedule_fault(faults, field, &schedule_fault_choice, joined(&all));
    return false;
}

bool schedule_is_array(struct schedule_faults *faults, struct nes_str field, const json_t *value, size_t most)
{
    if (!value) {
        return false;
    }
    if (!json_is_array(value)) {
        schedule_fault(faults, field, &schedule_fault_form, NES_STR("an array is expected"));
        return false;
    }
    if (json_array_size(value) > most) {
        schedule_fault(faults, field, &nes_fault_TERMS_RANGE, NES_STR("the array is too long"));
        return false;
    }
    return true;
}

bool schedule_is_object(struct schedule_faults *faults, struct nes_str field, const json_t *value)
{
    if (value && !json_is_object(value)) {
        schedule_fault(faults, field, &schedule_fault_form, NES_STR("an object is expected"));
    }
    return json_is_object(value);
}

static bool listed(const char *name, const char *const *names)
{
    for (size_t i = 0; names[i]; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

void schedule_known(struct schedule_faults *faults, struct nes_str field, json_t *object,
                    const char *const *names)
{
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        const char *name = json_object_iter_key(at);

        if (!listed(name, names)) {
            schedule_fault(faults, schedule_member(faults, field, name), &schedule_fault_unknown, NES_STR(""));
        }
    }
}
