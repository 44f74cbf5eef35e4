#include "app/schedule_write.h"

#include "calc/ratio.h"
#include "json/json.h"

void schedule_put_text(struct nes_buf *out, struct nes_str text)
{
    struct nes_json json = NES_JSON_TO(out);

    nes_json_str(&json, text);
}

void schedule_put_name(struct nes_buf *out, const char *name)
{
    char before = out->len > 0 ? out->ptr[out->len - 1] : '{';

    if (before != '{' && before != '[') {
        nes_buf_byte(out, ',');
    }
    schedule_put_text(out, nes_str_of(name));
    nes_buf_byte(out, ':');
}

void schedule_put_money(struct nes_buf *out, const char *name, struct nes_money amount)
{
    char text[NES_MONEY_TEXT];

    schedule_put_name(out, name);
    schedule_put_text(out, nes_money_write(amount, text));
}

void schedule_put_date(struct nes_buf *out, const char *name, struct nes_date date)
{
    char text[NES_DATE_TEXT + 1];

    schedule_put_name(out, name);
    schedule_put_text(out, nes_date_write(date, text));
}

void schedule_put_int(struct nes_buf *out, const char *name, int64_t number)
{
    schedule_put_name(out, name);
    nes_buf_int(out, number);
}

void schedule_put_bool(struct nes_buf *out, const char *name, bool value)
{
    schedule_put_name(out, name);
    nes_buf_addz(out, value ? "true" : "false");
}

void schedule_put_percent(struct nes_buf *out, const char *name, struct nes_ratio ratio, int decimals)
{
    char text[NES_PERCENT_TEXT];

    schedule_put_name(out, name);
    schedule_put_text(out, nes_percent_write(ratio, decimals, text));
}

void schedule_put_word(struct nes_buf *out, const char *name, const char *word)
{
    schedule_put_name(out, name);
    schedule_put_text(out, nes_str_of(word));
}

static void put_fault(struct nes_buf *out, const struct schedule_fault_at *fault)
{
    struct nes_buf detail = nes_buf_begin(out->arena, 4'000);
    struct nes_str text;

    nes_buf_addz(&detail, fault->what->text);
    if (fault->more.len > 0) {
        nes_buf_addz(&detail, ": ");
        nes_buf_add(&detail, fault->more);
    }
    if (nes_buf_done(&detail, &text).what) {
        text = nes_str_of(fault->what->text);
    }
    nes_buf_byte(out, '{');
    schedule_put_name(out, "field");
    schedule_put_text(out, fault->field);
    schedule_put_word(out, "code", fault->what->code);
    schedule_put_name(out, "detail");
    schedule_put_text(out, text);
    nes_buf_byte(out, '}');
}

void schedule_put_problem(struct nes_buf *out, const struct schedule_faults *faults)
{
    nes_buf_byte(out, '{');
    schedule_put_word(out, "type", "about:blank");
    schedule_put_word(out, "title", "Unprocessable Content");
    schedule_put_int(out, "status", 422);
    schedule_put_word(out, "code", "INPUT_REFUSED");
    schedule_put_word(out, "detail", "members of the input are not as they must be; each is named in errors");
    schedule_put_name(out, "errors");
    nes_buf_byte(out, '[');
    for (size_t i = 0; i < faults->count; i++) {
        if (i > 0) {
            nes_buf_byte(out, ',');
        }
        put_fault(out, &faults->list[i]);
    }
    nes_buf_addz(out, "]}");
}
